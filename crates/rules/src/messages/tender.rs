//! The acts on a tender.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, DecodeAll, Encode};

use super::{Act, TechnicalEnvelope};
use crate::{Error, Hash, OrgId, PersonId};

act! {
    /// A vendor commits a sealed bid.
    CommitBid = "commit_bid", 0xde45_a3b0 {
        /// `C` (ENVELOPE, "Bytes").
        commitment: Hash,
        /// `Env`, 12 KiB at most.
        envelope: Vec<u8>,
        /// SHA-256 of [`crate::security::Guarantee::preimage`], exactly when the terms ask for a bid security.
        guarantee: Option<Hash>,
        /// Exactly where bids have two envelopes: the technical one. Both together have 12 KiB at most.
        technical: Option<TechnicalEnvelope>,
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
        /// As of [`CommitBid`]; the guarantee of the bid that is replaced may be named again.
        guarantee: Option<Hash>,
        /// As of [`CommitBid`].
        technical: Option<TechnicalEnvelope>,
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
        /// The round ([`crate::tender::State::round`]), so that no approval of an earlier one fits.
        round: u32,
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

open_act! {
    /// Anyone opens a bid: the commitment is the proof.
    Reveal = "reveal", 0xa805_32c0 {
        /// The bid's number.
        bid: u32,
        /// The 32-byte seed.
        seed: [u8; 32],
        /// The body as it was sealed, 8 KiB at most.
        body: Vec<u8>,
    }
}
open_act! {
    /// Anyone works through the next page of bids once every score is there ([`crate::tender::tally`]).
    Tally = "tally", 0x969b_66ea {}
}
open_act! {
    /// Anyone says which bids have the places from `from` on: the contract checks every place.
    Rank = "rank", 0x7a5e_7129 {
        /// The place of the first of them, from 0: the next one, or one that is to be corrected.
        from: u32,
        /// The bids in order, best first; [`crate::tender::RANK_MAX`] at most.
        bids: Vec<u32>,
    }
}
open_act! {
    /// Anyone asks: a signature would tell who.
    Ask = "ask", 0x020f_741e {
        /// SHA-256 of [`crate::tender::question_preimage`].
        question: Hash,
    }
}

act! {
    /// An evaluator declares its interests, once the bidders are known and before it scores.
    Declare = "declare", 0x3988_96e3 {
        /// Vendors with whom the evaluator has a conflict of interests, ascending, each with a bid that was
        /// neither replaced nor withdrawn; [`crate::tender::conflicts_max`] at most.
        conflicts: Vec<OrgId>,
        /// SHA-256 of the signed declaration's text.
        statement: Hash,
        /// Exactly where bids have two envelopes: the X25519 key to which technical offers are sealed for this evaluator.
        reader: Option<[u8; 32]>,
    }
}
act! {
    /// An officer proposes to excuse an evaluator, or to fill the seat of one who was excused.
    ProposeSeatChange = "propose_seat_change", 0xcb69_7f5c {
        /// Whose seat it is, or was until it became vacant.
        evaluator: PersonId,
        /// Who takes the seat; none leaves it vacant.
        substitute: Option<PersonId>,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// An approver confirms the change of the seat.
    ConfirmSeatChange = "confirm_seat_change", 0x7cf2_1717 {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
