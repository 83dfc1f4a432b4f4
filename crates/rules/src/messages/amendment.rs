//! The acts that change a tender's terms.

use parity_scale_codec::{Decode, Encode};

use super::Act;
use crate::{Hash, terms::Terms};

act! {
    /// An officer proposes other terms.
    ProposeAmendment = "propose_amendment", 0x60a9_8608 {
        /// The terms as they shall be.
        terms: Terms,
        /// A later deadline, Unix seconds; 0 when none is asked for.
        deadline: u64,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// An approver confirms the other terms.
    ConfirmAmendment = "confirm_amendment", 0xd748_373b {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
