//! The acts by which a bid is rejected, a decision is challenged and a tender is suspended.

use parity_scale_codec::{Decode, Encode};

use super::Act;
use crate::Hash;

/// Why a bid that was opened is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum RejectionGround {
    /// The bid does not meet what the documents require.
    #[codec(index = 0)]
    NotResponsive,
    /// The vendor is not qualified.
    #[codec(index = 1)]
    NotQualified,
    /// The price is abnormally low and was not explained, or not so that it is accepted.
    #[codec(index = 2)]
    AbnormallyLow,
    /// The vendor has a conflict of interest.
    #[codec(index = 3)]
    ConflictOfInterest,
    /// The winner does not sign the contract.
    #[codec(index = 4)]
    RefusedToSign,
    /// Another ground, given in the text.
    #[codec(index = 5)]
    Other,
    /// The vendor was asked to correct formal deficiencies and did not respond in time.
    #[codec(index = 6)]
    NotCorrected,
}

/// What a reviewer decides about a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum ComplaintOutcome {
    /// It has no ground.
    #[codec(index = 0)]
    Dismissed,
    /// It is right, and the buyer corrects by itself what it is about.
    #[codec(index = 1)]
    Upheld,
    /// It is right, and the evaluation is made again.
    #[codec(index = 2)]
    Reevaluate,
    /// It is right, and the tender is cancelled.
    #[codec(index = 3)]
    Cancel,
}

act! {
    /// An officer proposes to reject a bid.
    ProposeRejection = "propose_rejection", 0x01cb_2050 {
        /// The bid's number.
        bid: u32,
        /// Why.
        ground: RejectionGround,
        /// SHA-256 of the statement of reasons.
        statement: Hash,
    }
}
act! {
    /// An approver confirms the rejection.
    ConfirmRejection = "confirm_rejection", 0xd66e_8156 {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
act! {
    /// A vendor complains.
    Complain = "complain", 0xc00c_d6e1 {
        /// SHA-256 of the complaint's text.
        statement: Hash,
    }
}
act! {
    /// A reviewer decides a complaint.
    DecideComplaint = "decide_complaint", 0x44ed_c61d {
        /// The complaint's number.
        complaint: u32,
        /// What is decided.
        outcome: ComplaintOutcome,
        /// SHA-256 of the statement of reasons.
        statement: Hash,
    }
}
act! {
    /// A vendor withdraws its complaint.
    WithdrawComplaint = "withdraw_complaint", 0xafa3_9661 {
        /// The complaint's number.
        complaint: u32,
    }
}
act! {
    /// A reviewer suspends the tender.
    SuspendTender = "suspend_tender", 0x06b0_7334 {
        /// SHA-256 of the statement of reasons.
        statement: Hash,
    }
}
act! {
    /// A reviewer lets the tender go on.
    ResumeTender = "resume_tender", 0xb338_72a8 {
        /// SHA-256 of the statement of reasons.
        statement: Hash,
    }
}
