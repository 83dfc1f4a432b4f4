//! The acts of a prequalification: vendors apply, two people of the buyer's decide who bids.

use parity_scale_codec::{Decode, Encode};

use super::Act;
use crate::{Hash, OrgId};

act! {
    /// A vendor applies to be let in to bid; applying again replaces what it applied with, as long as it is not qualified.
    Apply = "apply", 0x5c92_7dc0 {
        /// SHA-256 of the application's text.
        statement: Hash,
    }
}
act! {
    /// An officer proposes to qualify a vendor that applied, or to refuse it.
    ProposeQualification = "propose_qualification", 0x085d_ed1a {
        /// The vendor.
        vendor: OrgId,
        /// The application that was read, so that no other is decided on.
        statement: Hash,
        /// `true`: the vendor may bid.
        qualified: bool,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// An approver confirms what is proposed about this vendor.
    ConfirmQualification = "confirm_qualification", 0xc2f7_e0b8 {
        /// The vendor.
        vendor: OrgId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
