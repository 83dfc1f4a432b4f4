//! The messages of both contracts: names, selectors, arguments, answers.
//!
//! A message's selector is the first 4 bytes of BLAKE2b-256 of its name, `Trait::message` for those
//! that keep the name of an OpenBrush trait (docs/adr/0001). A signed message takes
//! `(auth: Auth, act)`; the call's bytes are `selector4 ‖ SCALE(auth) ‖ SCALE(act)` and the answer is
//! `SCALE(Result<Result<T, Error>, LangError>)`, so a good answer starts with two 0 bytes.

use alloc::{string::String, vec::Vec};
use parity_scale_codec::{Decode, DecodeAll, Encode};

use crate::{
    Auth, Error, Hash, KeyId, OrgId, PersonId, PublicKey, Signature,
    roles::{OrgKind, Roles},
    terms::Publication,
};

/// An act that a person signs.
pub trait Act: Encode + Decode {
    /// The message's name.
    const MESSAGE: &'static str;
    /// First 4 bytes of BLAKE2b-256 of the name.
    const SELECTOR: [u8; 4];

    /// The bytes of the whole call.
    fn call(&self, auth: &Auth) -> Vec<u8> {
        let mut bytes = Self::SELECTOR.to_vec();
        auth.encode_to(&mut bytes);
        self.encode_to(&mut bytes);
        bytes
    }

    /// Reads the arguments after the selector.
    ///
    /// # Errors
    /// [`Error::Malformed`] unless every byte is used.
    fn arguments(bytes: &[u8]) -> Result<(Auth, Self), Error> {
        <(Auth, Self)>::decode_all(&mut &bytes[..]).map_err(|_| Error::Malformed)
    }
}

macro_rules! act {
    ($(#[$doc:meta])* $name:ident = $message:literal, $selector:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
        #[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl Act for $name {
            const MESSAGE: &'static str = $message;
            const SELECTOR: [u8; 4] = u32::to_be_bytes($selector);
        }
    };
}

// Registry

act! {
    /// An organisation registers itself; signed by its founder's new key, which becomes its first.
    RegisterOrg = "register_org", 0x6868_f5e2 {
        /// Vendor or buyer.
        kind: OrgKind,
        /// Legal name, 1 to 200 bytes of UTF-8.
        name: String,
        /// Registration number, 1 to 64 bytes.
        number: String,
        /// ISO 3166-1 alpha-2.
        country: [u8; 2],
        /// SHA-256 of the details that are kept off the chain (address, contacts, documents).
        details: Hash,
        /// The founder's key.
        key: PublicKey,
    }
}
act! {
    /// A registrar admits an organisation.
    AdmitOrg = "admit_org", 0x19e8_1858 {
        /// Which.
        org: OrgId,
    }
}
act! {
    /// A registrar refuses an organisation.
    RefuseOrg = "refuse_org", 0x9154_1753 {
        /// Which.
        org: OrgId,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// An organisation's administrator adds a person with a key and roles.
    AddPerson = "add_person", 0x1a84_705f {
        /// The person's key.
        key: PublicKey,
        /// What the person may do.
        roles: Roles,
        /// The key's signature over [`crate::registry::possession`].
        possession: Signature,
    }
}
act! {
    /// A person's key is replaced by another: by the organisation's administrator, by another
    /// active key of the same person, or by a registrar. The old key ends now, the new one
    /// begins after the registry's delay.
    ReplaceKey = "replace_key", 0xc5ca_fe1a {
        /// The key that ends.
        old: KeyId,
        /// The key that begins.
        new: PublicKey,
        /// The new key's signature over [`crate::registry::possession`].
        possession: Signature,
    }
}
act! {
    /// A committee member registers an X25519 opening key of its own.
    RegisterOpeningKey = "register_opening_key", 0x5d1b_9afc {
        /// The public key.
        key: [u8; 32],
    }
}
act! {
    /// A registrar approves the code that new tenders get.
    ApproveCode = "approve_code", 0x7530_fe5b {
        /// Keccak-256 of the code blob, as the chain names code.
        code: Hash,
    }
}
act! {
    /// An officer proposes a tender.
    ProposeTender = "propose_tender", 0xf11d_0217 {
        /// The whole publication.
        publication: Publication,
    }
}
act! {
    /// An approver confirms a proposed tender; its contract is created.
    ApproveTender = "approve_tender", 0x5580_54b3 {
        /// The proposal's number.
        proposal: u32,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}

act! {
    /// A registrar suspends an organisation until it is reinstated.
    SuspendOrg = "suspend_org", 0x2156_f771 {
        /// Which.
        org: OrgId,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// A registrar debars an organisation until a date; again, with another date, replaces it.
    DebarOrg = "debar_org", 0xea64_9e2d {
        /// Which.
        org: OrgId,
        /// First second in which it may act again; Unix seconds.
        until: u64,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// A registrar lifts suspension and debarment of an organisation.
    ReinstateOrg = "reinstate_org", 0x9957_78fa {
        /// Which.
        org: OrgId,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// A key ends and never comes back: by the person's own key, by the organisation's
    /// administrator, or by a registrar.
    RevokeKey = "revoke_key", 0xb86c_cf7c {
        /// Which.
        key: KeyId,
    }
}
act! {
    /// An organisation's administrator gives a person other roles, in place of all before.
    SetRoles = "set_roles", 0xf9e2_8896 {
        /// Who, of the own organisation.
        person: PersonId,
        /// All that the person may do from now on.
        roles: Roles,
    }
}
act! {
    /// A registrar pauses the factory: no tender is proposed or approved. Running ones go on.
    Pause = "Pausable::pause", 0x397e_3639 {}
}
act! {
    /// A registrar lets the factory go on.
    Unpause = "Pausable::unpause", 0xb3b9_f190 {}
}

// Tender

act! {
    /// A vendor commits a sealed bid.
    CommitBid = "commit_bid", 0xde45_a3b0 {
        /// `C` (ENVELOPE, "Bytes").
        commitment: Hash,
        /// `Env`, 12 KiB at most.
        envelope: Vec<u8>,
    }
}
act! {
    /// A vendor replaces its live bid.
    ReplaceBid = "replace_bid", 0x544f_37e3 {
        /// The attempt that is replaced.
        attempt: u32,
        /// `C` of the new bid.
        commitment: Hash,
        /// `Env` of the new bid, sealed for the next attempt.
        envelope: Vec<u8>,
    }
}
act! {
    /// A vendor withdraws its live bid.
    WithdrawBid = "withdraw_bid", 0xc4e6_a41b {
        /// The attempt that is withdrawn.
        attempt: u32,
    }
}

/// One share of one bid.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct BidShare {
    /// The bid's number.
    pub bid: u32,
    /// `share_i` of the member that signs.
    pub share: [u8; 32],
}

act! {
    /// A committee member posts its shares, of many bids in one act.
    PostShares = "post_shares", 0xffd5_f87c {
        /// The shares.
        shares: Vec<BidShare>,
    }
}

/// What is wrong with a sealed bid (ENVELOPE, "Judge").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Fault {
    /// The stanzas or share hashes are not the seed's.
    #[codec(index = 0)]
    Shares,
    /// The header is malformed.
    #[codec(index = 1)]
    Header,
    /// The context is another.
    #[codec(index = 2)]
    Context,
    /// The payload does not decrypt.
    #[codec(index = 3)]
    Payload,
    /// Length or padding is wrong.
    #[codec(index = 4)]
    Padding,
    /// Sealing again gives other bytes.
    #[codec(index = 5)]
    Reseal,
    /// The commitment does not match.
    #[codec(index = 6)]
    Commit,
    /// The body does not decode, or its price or currency is not allowed.
    #[codec(index = 7)]
    Body,
    /// A member's own stanza does not open.
    #[codec(index = 8)]
    Stanza,
}

act! {
    /// Anyone who is registered objects to a bid.
    Object = "object", 0xe697_c39a {
        /// The bid's number.
        bid: u32,
        /// What is wrong.
        fault: Fault,
    }
}
act! {
    /// An officer proposes a finding on an objection.
    ProposeFinding = "propose_finding", 0x1973_9f61 {
        /// The objection's number.
        objection: u32,
        /// `true`: the fault is confirmed and the bid rejected.
        upheld: bool,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// An approver confirms the proposed finding.
    ConfirmFinding = "confirm_finding", 0x0ce5_cbb1 {
        /// The objection's number.
        objection: u32,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}

/// An evaluator's score of one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct CriterionScore {
    /// The criterion's id.
    pub criterion: u16,
    /// Hundredths of a point.
    pub points: u32,
    /// SHA-256 of the justification.
    pub justification: Hash,
}

act! {
    /// An evaluator scores a bid, all criteria in one act; again until the ranking.
    Score = "score", 0x7f66_4409 {
        /// The bid's number.
        bid: u32,
        /// One for each criterion, in the order of the terms.
        scores: Vec<CriterionScore>,
    }
}
act! {
    /// An officer proposes the award to the first in the ranking.
    ProposeAward = "propose_award", 0xa363_9bd0 {
        /// The bid's number.
        bid: u32,
    }
}
act! {
    /// An approver confirms the award; the standstill begins.
    ConfirmAward = "confirm_award", 0x7168_94c9 {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}

/// Why a tender is cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum CancelReason {
    /// The need no longer exists.
    #[codec(index = 0)]
    NoNeed,
    /// The funds are not there.
    #[codec(index = 1)]
    NoFunds,
    /// The notice or the terms were wrong.
    #[codec(index = 2)]
    FaultyTerms,
    /// The procedure was violated.
    #[codec(index = 3)]
    Irregularity,
    /// Every price is above what can be paid.
    #[codec(index = 4)]
    PricesTooHigh,
    /// Another reason, given in the text.
    #[codec(index = 5)]
    Other,
}

act! {
    /// An officer proposes to cancel the tender.
    ProposeCancellation = "propose_cancellation", 0xaf5b_b89f {
        /// Why.
        reason: CancelReason,
        /// SHA-256 of the statement of reasons.
        statement: Hash,
    }
}
act! {
    /// An approver confirms the cancellation.
    ConfirmCancellation = "confirm_cancellation", 0x4f06_6968 {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}

/// `reveal(bid, seed, body)`: anyone opens a bid. Unsigned: the commitment is the proof.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Reveal {
    /// The bid's number.
    pub bid: u32,
    /// The 32-byte seed.
    pub seed: [u8; 32],
    /// The body as it was sealed, 8 KiB at most.
    pub body: Vec<u8>,
}

/// `rank(from, bids)`: anyone says which bids have the places from `from` on. Unsigned: the
/// contract checks every place.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Rank {
    /// The place of the first of them, from 0: the next one, or one that is to be corrected.
    pub from: u32,
    /// The bids in order, best first; [`crate::tender::RANK_MAX`] at most.
    pub bids: Vec<u32>,
}

impl Rank {
    /// The message's name.
    pub const MESSAGE: &'static str = "rank";
    /// Its selector.
    pub const SELECTOR: [u8; 4] = u32::to_be_bytes(0x7a5e_7129);

    /// The bytes of the whole call.
    #[must_use]
    pub fn call(&self) -> Vec<u8> {
        let mut bytes = Self::SELECTOR.to_vec();
        self.encode_to(&mut bytes);
        bytes
    }
}

impl Reveal {
    /// The message's name.
    pub const MESSAGE: &'static str = "reveal";
    /// Its selector.
    pub const SELECTOR: [u8; 4] = u32::to_be_bytes(0xa805_32c0);

    /// The bytes of the whole call.
    #[must_use]
    pub fn call(&self) -> Vec<u8> {
        let mut bytes = Self::SELECTOR.to_vec();
        self.encode_to(&mut bytes);
        bytes
    }
}

/// `tally()`: anyone works through the next page of bids once every score is there
/// ([`crate::tender::tally`]). Unsigned, no arguments.
pub const TALLY: (&str, [u8; 4]) = ("tally", u32::to_be_bytes(0x969b_66ea));

/// `ask(question)`: anyone asks. Unsigned: a signature would tell who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Ask {
    /// SHA-256 of [`crate::tender::question_preimage`].
    pub question: Hash,
}

impl Ask {
    /// The message's name.
    pub const MESSAGE: &'static str = "ask";
    /// Its selector.
    pub const SELECTOR: [u8; 4] = u32::to_be_bytes(0x020f_741e);

    /// The bytes of the whole call.
    #[must_use]
    pub fn call(&self) -> Vec<u8> {
        let mut bytes = Self::SELECTOR.to_vec();
        self.encode_to(&mut bytes);
        bytes
    }
}

act! {
    /// An officer answers a question.
    Answer = "answer", 0x4999_3064 {
        /// The question's number.
        question: u32,
        /// SHA-256 of [`crate::tender::answer_preimage`].
        answer: Hash,
    }
}
act! {
    /// An officer proposes a later deadline.
    ProposeExtension = "propose_extension", 0xf1fd_7d89 {
        /// The later deadline, Unix seconds.
        deadline: u64,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// An approver confirms the later deadline.
    ConfirmExtension = "confirm_extension", 0xfb0f_ae6e {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
/// `stage() -> Stage`: the tender's stage at the block's time.
pub const STAGE: (&str, [u8; 4]) = ("stage", u32::to_be_bytes(0x2791_fe5e));
/// `cell(key: Vec<u8>) -> Option<Vec<u8>>`: a raw cell of either contract.
pub const CELL: (&str, [u8; 4]) = ("cell", u32::to_be_bytes(0xc167_0e05));
/// `signatory(key: KeyId) -> Option<Signatory>`: what the registry says of a key.
pub const SIGNATORY: (&str, [u8; 4]) = ("signatory", u32::to_be_bytes(0x3594_d76c));
/// `paused() -> bool`: whether the factory is paused. OpenBrush's name.
pub const PAUSED: (&str, [u8; 4]) = ("Pausable::paused", u32::to_be_bytes(0xd123_ce11));
/// `has_role(role: u32, account: KeyId) -> bool`: [`crate::registry::has_role`]. OpenBrush's name.
pub const HAS_ROLE: (&str, [u8; 4]) = ("AccessControl::has_role", u32::to_be_bytes(0xc1d9_ac18));
/// The messages of both contracts that only read.
pub const READS: &[(&str, [u8; 4])] = &[STAGE, CELL, SIGNATORY, PAUSED, HAS_ROLE];
/// The constructor of either contract.
pub const NEW: (&str, [u8; 4]) = ("new", u32::to_be_bytes(0x9bae_9d5e));

/// Every message by name with its selector: what the contracts' metadata is compared with.
pub const REGISTRY: &[(&str, [u8; 4])] = &[
    (RegisterOrg::MESSAGE, RegisterOrg::SELECTOR),
    (AdmitOrg::MESSAGE, AdmitOrg::SELECTOR),
    (RefuseOrg::MESSAGE, RefuseOrg::SELECTOR),
    (AddPerson::MESSAGE, AddPerson::SELECTOR),
    (ReplaceKey::MESSAGE, ReplaceKey::SELECTOR),
    (RegisterOpeningKey::MESSAGE, RegisterOpeningKey::SELECTOR),
    (ApproveCode::MESSAGE, ApproveCode::SELECTOR),
    (ProposeTender::MESSAGE, ProposeTender::SELECTOR),
    (ApproveTender::MESSAGE, ApproveTender::SELECTOR),
    SIGNATORY,
    CELL,
    (SuspendOrg::MESSAGE, SuspendOrg::SELECTOR),
    (DebarOrg::MESSAGE, DebarOrg::SELECTOR),
    (ReinstateOrg::MESSAGE, ReinstateOrg::SELECTOR),
    (RevokeKey::MESSAGE, RevokeKey::SELECTOR),
    (SetRoles::MESSAGE, SetRoles::SELECTOR),
    (Pause::MESSAGE, Pause::SELECTOR),
    (Unpause::MESSAGE, Unpause::SELECTOR),
    PAUSED,
    HAS_ROLE,
];

/// The same for a tender.
pub const TENDER: &[(&str, [u8; 4])] = &[
    (CommitBid::MESSAGE, CommitBid::SELECTOR),
    (ReplaceBid::MESSAGE, ReplaceBid::SELECTOR),
    (WithdrawBid::MESSAGE, WithdrawBid::SELECTOR),
    (PostShares::MESSAGE, PostShares::SELECTOR),
    (Reveal::MESSAGE, Reveal::SELECTOR),
    (Object::MESSAGE, Object::SELECTOR),
    (ProposeFinding::MESSAGE, ProposeFinding::SELECTOR),
    (ConfirmFinding::MESSAGE, ConfirmFinding::SELECTOR),
    (Score::MESSAGE, Score::SELECTOR),
    TALLY,
    (Rank::MESSAGE, Rank::SELECTOR),
    (ProposeAward::MESSAGE, ProposeAward::SELECTOR),
    (ConfirmAward::MESSAGE, ConfirmAward::SELECTOR),
    (ProposeCancellation::MESSAGE, ProposeCancellation::SELECTOR),
    (ConfirmCancellation::MESSAGE, ConfirmCancellation::SELECTOR),
    (Ask::MESSAGE, Ask::SELECTOR),
    (Answer::MESSAGE, Answer::SELECTOR),
    (ProposeExtension::MESSAGE, ProposeExtension::SELECTOR),
    (ConfirmExtension::MESSAGE, ConfirmExtension::SELECTOR),
    STAGE,
    CELL,
];

/// A message's name without its trait: `pause` of `Pausable::pause`. The contracts' metadata and
/// translations call it so.
#[must_use]
pub fn label(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

/// Reads the output of a refused or answered call: `Ok(bytes of T)` or the rule's error.
///
/// # Errors
/// The contract's own error, or [`Error::Malformed`] when the output is not an answer.
pub fn answer(output: &[u8]) -> Result<&[u8], Error> {
    match output {
        [0, 0, rest @ ..] => Ok(rest),
        [0, 1, error] => Err(Error::decode(&mut &[*error][..]).unwrap_or(Error::Malformed)),
        _ => Err(Error::Malformed),
    }
}

/// The answer to a read message that cannot fail: `SCALE(Result<T, LangError>)`.
///
/// # Errors
/// [`Error::Malformed`] when the output is not an answer of this type.
pub fn reading<T: Decode>(output: &[u8]) -> Result<T, Error> {
    match output {
        [0, rest @ ..] => T::decode_all(&mut &rest[..]).map_err(|_| Error::Malformed),
        _ => Err(Error::Malformed),
    }
}

/// The call that asks the registry who holds a key.
#[must_use]
pub fn signatory_call(key: &KeyId) -> Vec<u8> {
    let mut bytes = SIGNATORY.1.to_vec();
    key.encode_to(&mut bytes);
    bytes
}

/// The call that asks the registry whether a key's holder may act in a role.
#[must_use]
pub fn has_role_call(role: u32, account: &KeyId) -> Vec<u8> {
    let mut bytes = HAS_ROLE.1.to_vec();
    (role, account).encode_to(&mut bytes);
    bytes
}

/// The call that reads a raw cell.
#[must_use]
pub fn cell_call(key: &impl Encode) -> Vec<u8> {
    let mut bytes = CELL.1.to_vec();
    key.encode().encode_to(&mut bytes);
    bytes
}
