//! The acts on the contract that follows an award.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use super::Act;
use crate::Hash;

/// A part of a contract with a day and an amount of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Milestone {
    /// SHA-256 of what is to be delivered.
    pub title: Hash,
    /// Until when, Unix seconds; not before that of the milestone before.
    pub due: u64,
    /// What is paid for it, minor units; all of them add up to the contract's value.
    pub amount: u128,
}

/// Why a contract is terminated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum TerminationGround {
    /// The vendor does not perform.
    #[codec(index = 0)]
    VendorDefault,
    /// The buyer does not perform.
    #[codec(index = 1)]
    BuyerDefault,
    /// Both sides agreed.
    #[codec(index = 2)]
    Agreement,
    /// An event that neither side could avert.
    #[codec(index = 3)]
    ForceMajeure,
    /// Another ground, given in the text.
    #[codec(index = 4)]
    Other,
}

act! {
    /// An officer proposes the contract on the awarded bid, at the price that the bid was opened with.
    ProposeContract = "propose_contract", 0x7e9c_9485 {
        /// SHA-256 of the contract.
        contract: Hash,
        /// In the order of their days, 32 at most; none when the contract has no parts.
        milestones: Vec<Milestone>,
    }
}
act! {
    /// The vendor of the awarded bid signs the proposed contract.
    SignContract = "sign_contract", 0x79b6_fcef {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
act! {
    /// An officer proposes to change a signed contract.
    ProposeChange = "propose_change", 0xe034_45e0 {
        /// SHA-256 of the supplement.
        document: Hash,
        /// What the whole contract is worth from then on, minor units.
        value: u128,
        /// All milestones from then on; accepted ones stay in their places as they are.
        milestones: Vec<Milestone>,
    }
}
act! {
    /// The vendor accepts the proposed change.
    AcceptChange = "accept_change", 0x8ace_d158 {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
act! {
    /// The vendor reports a milestone as reached; reporting again replaces the report that waits.
    ReportMilestone = "report_milestone", 0xfb00_96a4 {
        /// Its place, from 0.
        milestone: u8,
        /// SHA-256 of the report.
        document: Hash,
    }
}
act! {
    /// An officer accepts a reported milestone.
    AcceptMilestone = "accept_milestone", 0x4048_487c {
        /// Its place, from 0.
        milestone: u8,
        /// The report that is accepted.
        report: Hash,
        /// SHA-256 of the acceptance.
        document: Hash,
    }
}
act! {
    /// An officer returns a reported milestone, so that the vendor reports it again.
    ReturnMilestone = "return_milestone", 0x19c4_f818 {
        /// Its place, from 0.
        milestone: u8,
        /// The report that is returned.
        report: Hash,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// An officer states that the contract is performed.
    CompleteContract = "complete_contract", 0x36f8_943f {
        /// SHA-256 of the statement.
        statement: Hash,
    }
}
act! {
    /// The vendor confirms that the contract is performed.
    ConfirmCompletion = "confirm_completion", 0xbf10_6e5c {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
act! {
    /// An officer proposes to terminate the contract.
    ProposeTermination = "propose_termination", 0x9112_20da {
        /// Why.
        ground: TerminationGround,
        /// SHA-256 of the statement of reasons.
        statement: Hash,
    }
}
act! {
    /// An approver confirms the termination.
    ConfirmTermination = "confirm_termination", 0x9cab_85b9 {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
