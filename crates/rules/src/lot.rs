//! Lots: a procurement that is divided is tendered in parts, each a tender with a contract of its own.
//!
//! The lot is part of the terms: it is signed by two persons, hashed into every envelope, and never changes.
//! What the lots of a procurement have in common is a number drawn at random when it was divided.

use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

use crate::{Error, Hash};

/// Lots of a procurement at least: one that is not divided has none.
pub const LOTS_MIN: u16 = 2;
/// Lots of a procurement at most; those published are kept as the bits of one integer.
pub const LOTS_MAX: u16 = 50;

/// Which part of a procurement a tender is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Lot {
    /// The lot's number, from 1.
    pub number: u16,
    /// How many lots the procurement has.
    pub of: u16,
    /// The procurement's id, the same in every lot: 32 random bytes.
    pub procurement: Hash,
}

impl Lot {
    /// Checks the lot by itself.
    ///
    /// # Errors
    /// [`Error::LotsInvalid`], [`Error::LotNumberInvalid`], [`Error::ProcurementInvalid`].
    pub fn check(&self) -> Result<(), Error> {
        if !(LOTS_MIN..=LOTS_MAX).contains(&self.of) {
            return Err(Error::LotsInvalid);
        }
        if !(1..=self.of).contains(&self.number) {
            return Err(Error::LotNumberInvalid);
        }
        if self.procurement == [0; 32] {
            return Err(Error::ProcurementInvalid);
        }
        Ok(())
    }
}

/// The lots of a procurement that were published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
pub struct Lots {
    /// How many there are to be, as the first one published says.
    pub of: u16,
    /// Bit `number − 1` of each that was published.
    published: u64,
}

impl Lots {
    /// Before any was published.
    #[must_use]
    pub fn none(of: u16) -> Self {
        Self { of, published: 0 }
    }

    /// Whether the lot of this number was published.
    #[must_use]
    pub fn has(&self, number: u16) -> bool {
        bit(number).is_some_and(|bit| self.published & bit != 0)
    }

    /// With one more.
    ///
    /// # Errors
    /// [`Error::LotCountDiffers`] when it is of another number of lots, [`Error::LotTaken`] when its number is.
    pub fn with(self, lot: &Lot) -> Result<Self, Error> {
        if lot.of != self.of {
            return Err(Error::LotCountDiffers);
        }
        let bit = bit(lot.number).ok_or(Error::LotNumberInvalid)?;
        if self.published & bit != 0 {
            return Err(Error::LotTaken);
        }
        Ok(Self { published: self.published | bit, ..self })
    }
}

fn bit(number: u16) -> Option<u64> {
    1u64.checked_shl(u32::from(number.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(number: u16, of: u16) -> Lot {
        Lot { number, of, procurement: [7; 32] }
    }

    #[test]
    fn a_procurement_is_divided_into_two_to_fifty_lots() {
        for good in [lot(1, 2), lot(2, 2), lot(1, 50), lot(50, 50)] {
            assert_eq!(good.check(), Ok(()), "{good:?}");
        }
        for bad in [lot(1, 0), lot(1, 1), lot(1, 51), lot(1, u16::MAX)] {
            assert_eq!(bad.check(), Err(Error::LotsInvalid), "{bad:?}");
        }
        for bad in [lot(0, 2), lot(3, 2), lot(51, 50), lot(u16::MAX, 50)] {
            assert_eq!(bad.check(), Err(Error::LotNumberInvalid), "{bad:?}");
        }
        let unnamed = Lot { procurement: [0; 32], ..lot(1, 2) };
        assert_eq!(unnamed.check(), Err(Error::ProcurementInvalid));
    }

    #[test]
    fn each_number_is_published_once() {
        let mut lots = Lots::none(LOTS_MAX);
        for number in (1..=LOTS_MAX).rev() {
            assert!(!lots.has(number));
            lots = lots.with(&lot(number, LOTS_MAX)).unwrap();
            assert!(lots.has(number));
            assert_eq!(lots.with(&lot(number, LOTS_MAX)), Err(Error::LotTaken));
        }
        assert_eq!(lots.with(&lot(1, 49)), Err(Error::LotCountDiffers));
        for never in [0, 51, 64, 65, u16::MAX] {
            assert!(!lots.has(never), "{never}");
        }
        for out in [0, 65, u16::MAX] {
            assert_eq!(lots.with(&lot(out, LOTS_MAX)), Err(Error::LotNumberInvalid));
        }
    }
}
