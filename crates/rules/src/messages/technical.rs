//! The acts on technical offers that have envelopes of their own.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use super::{Act, Fault};
use crate::Hash;

/// The technical envelope of a bid.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct TechnicalEnvelope {
    /// `C` (ENVELOPE, "Bytes").
    pub commitment: Hash,
    /// `Env`, of kind 1.
    pub envelope: Vec<u8>,
}

act! {
    /// A committee member sealed its shares of these bids to every evaluator who may read them.
    Reshare = "reshare", 0xc98a_121f {
        /// The bids' numbers; [`crate::tender::RESHARED_MAX`] at most.
        bids: Vec<u32>,
        /// SHA-256 of what was sealed (ENVELOPE, "Readers").
        digest: Hash,
    }
}
act! {
    /// A vendor sealed the seed of its own bid to every evaluator who may read it.
    ReshareSeed = "reshare_seed", 0xbf3e_6874 {
        /// The bid's number.
        bid: u32,
        /// SHA-256 of what was sealed (ENVELOPE, "Readers").
        digest: Hash,
    }
}

/// What an evaluator found in a technical envelope (ENVELOPE, "Judge").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum TechnicalVerdict {
    /// It is valid.
    #[codec(index = 0)]
    Valid {
        /// SHA-256 of the body that was read.
        body: Hash,
    },
    /// It is faulty, and the vendor's fault.
    #[codec(index = 1)]
    Faulty(Fault),
    /// Nobody gave what opens it.
    #[codec(index = 2)]
    Unopened,
}

/// An evaluator's verdict on a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct BidVerdict {
    /// The bid's number.
    pub bid: u32,
    /// What was found.
    pub verdict: TechnicalVerdict,
}

act! {
    /// An evaluator signs what it found in technical envelopes; what more than half of those find who may read the bid is
    /// found.
    JudgeBids = "judge_bids", 0x6e53_d56e {
        /// [`crate::tender::tally_page`] of them at most, for a panel of so many.
        verdicts: Vec<BidVerdict>,
    }
}
