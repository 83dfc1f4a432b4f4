//! What an envelope is bound to.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

/// Length of [`Context::to_bytes`]: 32 + 20 + 2 + 1 + 20 + 4 + 32 + 32.
pub const CTX_LEN: usize = 143;

/// What an envelope holds and who reads it after the opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, MaxEncodedLen)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Kind {
    /// The technical offer: read by the evaluators only.
    #[codec(index = 1)]
    Technical = 1,
    /// The financial offer, public at the opening; the only kind of a one-envelope tender.
    #[codec(index = 2)]
    Financial = 2,
    /// A file that belongs to one of the two.
    #[codec(index = 3)]
    Attachment = 3,
}

impl Kind {
    /// The byte that stands for the kind in `ctx`.
    #[must_use]
    pub const fn to_byte(self) -> u8 {
        self as u8
    }

    /// The kind that a byte of `ctx` stands for.
    pub const fn parse(byte: u8) -> Result<Self, ContextError> {
        match byte {
            1 => Ok(Self::Technical),
            2 => Ok(Self::Financial),
            3 => Ok(Self::Attachment),
            found => Err(ContextError::Kind { found }),
        }
    }
}

/// Why bytes are not a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, thiserror::Error)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum ContextError {
    /// Not exactly [`CTX_LEN`] bytes.
    #[codec(index = 1)]
    #[error("a context is {CTX_LEN} bytes long, not {found}")]
    Length {
        /// How many there were.
        found: u32,
    },
    /// A kind that does not exist.
    #[codec(index = 2)]
    #[error("byte 54 of the context names kind {found}, which does not exist")]
    Kind {
        /// The byte.
        found: u8,
    },
}

/// What an envelope is bound to; as bytes, `ctx` of ENVELOPE ("Bytes").
///
/// Two envelopes never have the same context: a vendor's attempts are counted per
/// lot and kind and no number is used twice.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Context {
    /// The installation: 32 bytes given to the contracts by their constructor.
    pub genesis: [u8; 32],
    /// Address of the tender's contract.
    pub tender: [u8; 20],
    /// Lot of the tender.
    pub lot: u16,
    /// What the envelope holds.
    pub kind: Kind,
    /// The registry's id of the vendor's organisation.
    pub vendor: [u8; 20],
    /// Count of the vendor's attempts at this lot, from 1.
    pub attempt: u32,
    /// SHA-256 of [`super::preimage::terms`].
    pub terms_hash: [u8; 32],
    /// SHA-256 of [`super::preimage::committee`].
    pub committee_hash: [u8; 32],
}

impl Context {
    /// `genesis32 ‖ tender20 ‖ lot u16 ‖ kind u8 ‖ vendor20 ‖ attempt u32 ‖
    /// terms_hash32 ‖ committee_hash32`, integers big-endian.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; CTX_LEN] {
        let mut bytes = Vec::with_capacity(CTX_LEN);
        bytes.extend_from_slice(&self.genesis);
        bytes.extend_from_slice(&self.tender);
        bytes.extend_from_slice(&self.lot.to_be_bytes());
        bytes.push(self.kind.to_byte());
        bytes.extend_from_slice(&self.vendor);
        bytes.extend_from_slice(&self.attempt.to_be_bytes());
        bytes.extend_from_slice(&self.terms_hash);
        bytes.extend_from_slice(&self.committee_hash);
        let mut exact = [0; CTX_LEN];
        exact.copy_from_slice(&bytes);
        exact
    }

    /// Reads what [`Context::to_bytes`] wrote; a wrong length and an unknown kind are errors.
    pub fn parse(bytes: &[u8]) -> Result<Self, ContextError> {
        let found = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        if bytes.len() != CTX_LEN {
            return Err(ContextError::Length { found });
        }
        let mut rest = bytes;
        Ok(Self {
            genesis: take(&mut rest),
            tender: take(&mut rest),
            lot: u16::from_be_bytes(take(&mut rest)),
            kind: Kind::parse(u8::from_be_bytes(take(&mut rest)))?,
            vendor: take(&mut rest),
            attempt: u32::from_be_bytes(take(&mut rest)),
            terms_hash: take(&mut rest),
            committee_hash: take(&mut rest),
        })
    }
}

/// The next `N` bytes. The lengths above add up to [`CTX_LEN`], so they are there.
fn take<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
    let (head, tail) = rest.split_at(N);
    *rest = tail;
    let mut exact = [0; N];
    exact.copy_from_slice(head);
    exact
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use alloc::vec;

    pub(crate) fn sample() -> Context {
        Context {
            genesis: [0x11; 32],
            tender: [0x22; 20],
            lot: 0x0102,
            kind: Kind::Financial,
            vendor: [0x33; 20],
            attempt: 0x0405_0607,
            terms_hash: [0x44; 32],
            committee_hash: [0x55; 32],
        }
    }

    #[test]
    fn every_field_lies_where_the_specification_puts_it() {
        let bytes = sample().to_bytes();
        assert_eq!(&bytes[..32], [0x11; 32]);
        assert_eq!(&bytes[32..52], [0x22; 20]);
        assert_eq!(&bytes[52..54], [1, 2]);
        assert_eq!(bytes[54], 2);
        assert_eq!(&bytes[55..75], [0x33; 20]);
        assert_eq!(&bytes[75..79], [4, 5, 6, 7]);
        assert_eq!(&bytes[79..111], [0x44; 32]);
        assert_eq!(&bytes[111..], [0x55; 32]);
    }

    #[test]
    fn what_was_written_is_read_back() {
        for kind in [Kind::Technical, Kind::Financial, Kind::Attachment] {
            let context = Context { kind, ..sample() };
            assert_eq!(Context::parse(&context.to_bytes()), Ok(context.clone()));
            assert_eq!(Context::decode(&mut &context.encode()[..]), Ok(context));
        }
    }

    #[test]
    fn another_length_is_refused() {
        for length in [0, 1, CTX_LEN - 1, CTX_LEN + 1, 2 * CTX_LEN] {
            let found = u32::try_from(length).unwrap();
            assert_eq!(Context::parse(&vec![1; length]), Err(ContextError::Length { found }));
        }
    }

    #[test]
    fn an_unknown_kind_is_refused() {
        let mut bytes = sample().to_bytes();
        for found in (0..=u8::MAX).filter(|kind| !(1..=3).contains(kind)) {
            bytes[54] = found;
            assert_eq!(Context::parse(&bytes), Err(ContextError::Kind { found }));
        }
    }
}
