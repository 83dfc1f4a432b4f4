//! The acts on a bid's security after the bid.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, DecodeAll, Encode};

use super::Act;
use crate::{Error, Hash};

/// Why a security is forfeited: what terms can name ([`crate::security::Security`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum ForfeitureGround {
    /// The committee did not open the bid, and in the vendors' own window its vendor did not either.
    #[codec(index = 0)]
    Silence,
    /// The award was final, and its winner did not sign.
    #[codec(index = 1)]
    RefusedToSign,
}

open_act! {
    /// Anyone has a security returned that is due ([`crate::tender::return_due`]).
    ReturnSecurity = "return_security", 0x3427_6484 {
        /// The bid's number.
        bid: u32,
    }
}
act! {
    /// An officer proposes that a bid's security is forfeited.
    ProposeForfeiture = "propose_forfeiture", 0x7466_760c {
        /// The bid's number.
        bid: u32,
        /// Why.
        ground: ForfeitureGround,
        /// SHA-256 of the statement of reasons.
        statement: Hash,
    }
}
act! {
    /// An approver confirms the forfeiture.
    ConfirmForfeiture = "confirm_forfeiture", 0x844b_7ece {
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}
