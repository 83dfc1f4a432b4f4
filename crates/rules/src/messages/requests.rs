//! The acts by which a vendor is asked about its bid, and by which the explanation of its price is accepted.

use parity_scale_codec::{Decode, Encode};

use super::Act;
use crate::Hash;

/// What a vendor is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum RequestKind {
    /// To explain a price that is abnormally low.
    #[codec(index = 0)]
    Explanation,
    /// To correct formal deficiencies. Price, scores and the sealed offer stay as they are.
    #[codec(index = 1)]
    Correction,
}

act! {
    /// An officer asks the vendor of a bid.
    AskVendor = "ask_vendor", 0x1d17_2630 {
        /// The bid's number.
        bid: u32,
        /// For what.
        kind: RequestKind,
        /// SHA-256 of the request's text.
        statement: Hash,
        /// First second in which a response is too late, Unix seconds.
        until: u64,
    }
}
act! {
    /// The vendor responds.
    Respond = "respond", 0x2d32_da2b {
        /// The request's number.
        request: u32,
        /// SHA-256 of the response's text.
        response: Hash,
    }
}
act! {
    /// An officer proposes to accept the explanation of a price that is abnormally low.
    ProposeAcceptance = "propose_acceptance", 0x58fe_3cc6 {
        /// The bid's number.
        bid: u32,
        /// SHA-256 of the statement of reasons.
        statement: Hash,
    }
}
act! {
    /// An approver confirms that the explanation is accepted.
    ConfirmAcceptance = "confirm_acceptance", 0x3ac8_8bb8 {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
