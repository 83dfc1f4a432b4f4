//! The act by which a panel agrees on points.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use super::Act;
use crate::Hash;

act! {
    /// An evaluator signs a sheet of points for a bid; the panel agrees when everybody signed the same.
    Agree = "agree", 0x49fd_2b81 {
        /// The bid's number.
        bid: u32,
        /// Hundredths of a point, one for each criterion in the order of the terms.
        points: Vec<u32>,
        /// SHA-256 of the statement that gives the reasons for these points.
        statement: Hash,
    }
}
