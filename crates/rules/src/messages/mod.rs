//! The messages of both contracts: names, selectors, arguments, answers.
//!
//! A message's selector is the first 4 bytes of BLAKE2b-256 of its name, `Trait::message` for those
//! that keep the name of an OpenBrush trait (docs/adr/0001). A signed message takes
//! `(auth: Auth, act)`; the call's bytes are `selector4 ‖ SCALE(auth) ‖ SCALE(act)` and the answer is
//! `SCALE(Result<Result<T, Error>, LangError>)`, so a good answer starts with two 0 bytes. An open message
//! takes `(act)` alone: anyone may send it, and what it says proves itself.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, DecodeAll, Encode};

use crate::{Auth, Error, KeyId};

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

/// An act that nobody signs.
macro_rules! open_act {
    ($(#[$doc:meta])* $name:ident = $message:literal, $selector:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
        #[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $name {
            /// The message's name.
            pub const MESSAGE: &'static str = $message;
            /// First 4 bytes of BLAKE2b-256 of the name.
            pub const SELECTOR: [u8; 4] = u32::to_be_bytes($selector);

            /// The bytes of the whole call.
            #[must_use]
            pub fn call(&self) -> Vec<u8> {
                let mut bytes = Self::SELECTOR.to_vec();
                self.encode_to(&mut bytes);
                bytes
            }

            /// Reads the arguments after the selector.
            ///
            /// # Errors
            /// [`Error::Malformed`] unless every byte is used.
            pub fn arguments(bytes: &[u8]) -> Result<Self, Error> {
                Self::decode_all(&mut &bytes[..]).map_err(|_| Error::Malformed)
            }
        }
    };
}

mod amendment;
mod contract;
mod moderation;
mod profiles;
mod qualification;
mod registry;
mod remedies;
mod requests;
mod security;
mod technical;
mod tender;

pub use amendment::*;
pub use contract::*;
pub use moderation::*;
pub use profiles::*;
pub use qualification::*;
pub use registry::*;
pub use remedies::*;
pub use requests::*;
pub use security::*;
pub use technical::*;
pub use tender::*;

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
    (AddProfile::MESSAGE, AddProfile::SELECTOR),
    (RetireProfile::MESSAGE, RetireProfile::SELECTOR),
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
    (Tally::MESSAGE, Tally::SELECTOR),
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
    (Declare::MESSAGE, Declare::SELECTOR),
    (ProposeSeatChange::MESSAGE, ProposeSeatChange::SELECTOR),
    (ConfirmSeatChange::MESSAGE, ConfirmSeatChange::SELECTOR),
    (ProposeAmendment::MESSAGE, ProposeAmendment::SELECTOR),
    (ConfirmAmendment::MESSAGE, ConfirmAmendment::SELECTOR),
    (ProposeContract::MESSAGE, ProposeContract::SELECTOR),
    (SignContract::MESSAGE, SignContract::SELECTOR),
    (ProposeChange::MESSAGE, ProposeChange::SELECTOR),
    (AcceptChange::MESSAGE, AcceptChange::SELECTOR),
    (ReportMilestone::MESSAGE, ReportMilestone::SELECTOR),
    (AcceptMilestone::MESSAGE, AcceptMilestone::SELECTOR),
    (ReturnMilestone::MESSAGE, ReturnMilestone::SELECTOR),
    (CompleteContract::MESSAGE, CompleteContract::SELECTOR),
    (ConfirmCompletion::MESSAGE, ConfirmCompletion::SELECTOR),
    (ProposeTermination::MESSAGE, ProposeTermination::SELECTOR),
    (ConfirmTermination::MESSAGE, ConfirmTermination::SELECTOR),
    (ProposeRejection::MESSAGE, ProposeRejection::SELECTOR),
    (ConfirmRejection::MESSAGE, ConfirmRejection::SELECTOR),
    (Complain::MESSAGE, Complain::SELECTOR),
    (DecideComplaint::MESSAGE, DecideComplaint::SELECTOR),
    (WithdrawComplaint::MESSAGE, WithdrawComplaint::SELECTOR),
    (SuspendTender::MESSAGE, SuspendTender::SELECTOR),
    (ResumeTender::MESSAGE, ResumeTender::SELECTOR),
    (ReturnSecurity::MESSAGE, ReturnSecurity::SELECTOR),
    (ProposeForfeiture::MESSAGE, ProposeForfeiture::SELECTOR),
    (ConfirmForfeiture::MESSAGE, ConfirmForfeiture::SELECTOR),
    (Agree::MESSAGE, Agree::SELECTOR),
    (AskVendor::MESSAGE, AskVendor::SELECTOR),
    (Respond::MESSAGE, Respond::SELECTOR),
    (ProposeAcceptance::MESSAGE, ProposeAcceptance::SELECTOR),
    (ConfirmAcceptance::MESSAGE, ConfirmAcceptance::SELECTOR),
    (Apply::MESSAGE, Apply::SELECTOR),
    (ProposeQualification::MESSAGE, ProposeQualification::SELECTOR),
    (ConfirmQualification::MESSAGE, ConfirmQualification::SELECTOR),
    (Reshare::MESSAGE, Reshare::SELECTOR),
    (ReshareSeed::MESSAGE, ReshareSeed::SELECTOR),
    (JudgeBids::MESSAGE, JudgeBids::SELECTOR),
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
