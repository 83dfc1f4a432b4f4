//! The shape of an envelope: its header, read in place.

use super::context::{CTX_LEN, Context, ContextError};
use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

/// The longest envelope of kinds 1 and 2, in bytes.
pub const ENVELOPE_MAX: usize = 12 * 1024;
/// The largest committee.
pub const MEMBERS_MAX: u8 = 16;
/// The four bytes that every envelope starts with.
pub const MAGIC: [u8; 4] = *b"TSE1";
/// Length of one share's hash.
pub const SHARE_HASH_LEN: usize = 32;
/// Length of one stanza: HPKE's encapsulated key (32), the share (32), the tag (16).
pub const STANZA_LEN: usize = 80;

/// Bytes before the committee's part: magic, k, n, ctx.
const FIXED_LEN: usize = 4 + 1 + 1 + CTX_LEN;

/// Why bytes are not an envelope, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, thiserror::Error)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum ShapeError {
    /// Longer than [`ENVELOPE_MAX`].
    #[codec(index = 1)]
    #[error("the envelope has {found} bytes, {ENVELOPE_MAX} are allowed")]
    TooLong {
        /// How many there were.
        found: u32,
    },
    /// Ends inside the header.
    #[codec(index = 2)]
    #[error("the envelope ends after {found} bytes, its header needs {needed}")]
    Truncated {
        /// How many there were.
        found: u32,
        /// How many the header takes.
        needed: u32,
    },
    /// Does not start with `TSE1`.
    #[codec(index = 3)]
    #[error("bytes 0 to 3 are not TSE1")]
    Magic,
    /// Not `1 ≤ k ≤ n ≤ 16`.
    #[codec(index = 4)]
    #[error("bytes 4 and 5 ask for {k} of {n} members; 1 ≤ k ≤ n ≤ {MEMBERS_MAX} is allowed")]
    Threshold {
        /// Byte 4.
        k: u8,
        /// Byte 5.
        n: u8,
    },
    /// The context, bytes 6 to 148, is none.
    #[codec(index = 5)]
    #[error("bytes 6 to 148: {0}")]
    Context(ContextError),
}

/// Length of the header for a committee of `n`, in bytes.
#[must_use]
pub const fn header_len(n: u8) -> usize {
    FIXED_LEN + (n as usize) * (SHARE_HASH_LEN + STANZA_LEN)
}

/// An envelope whose header has the right shape, read in place:
/// `"TSE1" ‖ k ‖ n ‖ ctx ‖ h_1..h_n ‖ stanza_1..stanza_n ‖ payload`.
///
/// Nothing is known about the payload: only the seed can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderView<'a> {
    envelope: &'a [u8],
    k: u8,
    n: u8,
    context: Context,
}

impl<'a> HeaderView<'a> {
    /// Reads an envelope's header, strictly.
    pub fn parse(envelope: &'a [u8]) -> Result<Self, ShapeError> {
        let found = u32::try_from(envelope.len()).unwrap_or(u32::MAX);
        if envelope.len() > ENVELOPE_MAX {
            return Err(ShapeError::TooLong { found });
        }
        let truncated = |needed: usize| ShapeError::Truncated {
            found,
            needed: u32::try_from(needed).unwrap_or(u32::MAX),
        };
        let (fixed, _) =
            envelope.split_first_chunk::<FIXED_LEN>().ok_or_else(|| truncated(FIXED_LEN))?;
        if fixed[..4] != MAGIC {
            return Err(ShapeError::Magic);
        }
        let (k, n) = (fixed[4], fixed[5]);
        if k == 0 || k > n || n > MEMBERS_MAX {
            return Err(ShapeError::Threshold { k, n });
        }
        let context = Context::parse(&fixed[6..]).map_err(ShapeError::Context)?;
        if envelope.len() < header_len(n) {
            return Err(truncated(header_len(n)));
        }
        Ok(Self { envelope, k, n, context })
    }

    /// How many members must come together.
    #[must_use]
    pub const fn k(&self) -> u8 {
        self.k
    }

    /// How many members the committee has.
    #[must_use]
    pub const fn n(&self) -> u8 {
        self.n
    }

    /// What the envelope says that it is bound to.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// The header's length in bytes, which is the payload's offset.
    #[must_use]
    pub const fn header_len(&self) -> usize {
        header_len(self.n)
    }

    /// The header's bytes.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.envelope.split_at(self.header_len()).0
    }

    /// `h_i`, the hash of member `i`'s share; `None` unless `1 ≤ i ≤ n`.
    #[must_use]
    pub fn share_hash(&self, i: u8) -> Option<&'a [u8; SHARE_HASH_LEN]> {
        self.part(i, FIXED_LEN)
    }

    /// Member `i`'s stanza, `enc32 ‖ ct48`; `None` unless `1 ≤ i ≤ n`.
    #[must_use]
    pub fn stanza(&self, i: u8) -> Option<&'a [u8; STANZA_LEN]> {
        self.part(i, FIXED_LEN + usize::from(self.n) * SHARE_HASH_LEN)
    }

    /// What follows the header.
    #[must_use]
    pub fn payload(&self) -> &'a [u8] {
        self.envelope.split_at(self.header_len()).1
    }

    /// The `i`th, from 1, of `n` parts of `N` bytes that start at `start`.
    fn part<const N: usize>(&self, i: u8, start: usize) -> Option<&'a [u8; N]> {
        if i == 0 || i > self.n {
            return None;
        }
        let offset = start + usize::from(i - 1) * N;
        self.envelope.get(offset..)?.first_chunk()
    }
}

#[cfg(test)]
mod tests {
    use super::super::context::tests::sample;
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn envelope(k: u8, n: u8, payload: &[u8]) -> Vec<u8> {
        let mut bytes = [&MAGIC[..], &[k, n], &sample().to_bytes()].concat();
        for i in 1..=n {
            bytes.extend([i; SHARE_HASH_LEN]);
        }
        for i in 1..=n {
            bytes.extend([0x80 | i; STANZA_LEN]);
        }
        bytes.extend(payload);
        bytes
    }

    #[test]
    fn every_part_is_found() {
        for n in 1..=MEMBERS_MAX {
            let bytes = envelope(1, n, b"payload");
            let view = HeaderView::parse(&bytes).unwrap();
            assert_eq!((view.k(), view.n()), (1, n));
            assert_eq!(*view.context(), sample());
            assert_eq!(view.payload(), b"payload");
            assert_eq!(view.bytes(), &bytes[..view.header_len()]);
            assert_eq!(view.header_len(), 149 + usize::from(n) * 112);
            for i in 1..=n {
                assert_eq!(view.share_hash(i), Some(&[i; 32]));
                assert_eq!(view.stanza(i), Some(&[0x80 | i; 80]));
            }
            for i in [0, n + 1, u8::MAX] {
                assert_eq!(view.share_hash(i), None);
                assert_eq!(view.stanza(i), None);
            }
        }
    }

    #[test]
    fn the_header_may_be_all_there_is() {
        let bytes = envelope(2, 3, b"");
        assert_eq!(HeaderView::parse(&bytes).unwrap().payload(), b"");
    }

    #[test]
    fn an_envelope_that_ends_inside_its_header_is_refused() {
        let bytes = envelope(2, 3, b"");
        for length in 0..bytes.len() {
            let needed = if length < FIXED_LEN { FIXED_LEN } else { bytes.len() };
            assert_eq!(
                HeaderView::parse(&bytes[..length]),
                Err(ShapeError::Truncated {
                    found: u32::try_from(length).unwrap(),
                    needed: u32::try_from(needed).unwrap(),
                })
            );
        }
    }

    #[test]
    fn the_longest_envelope_is_read_and_a_longer_one_is_not() {
        let room = ENVELOPE_MAX - header_len(3);
        assert!(HeaderView::parse(&envelope(2, 3, &vec![0; room])).is_ok());
        assert_eq!(
            HeaderView::parse(&envelope(2, 3, &vec![0; room + 1])),
            Err(ShapeError::TooLong { found: 12_289 })
        );
    }

    #[test]
    fn other_magic_is_refused() {
        let mut bytes = envelope(1, 1, b"");
        for position in 0..4 {
            bytes[position] ^= 0x20;
            assert_eq!(HeaderView::parse(&bytes), Err(ShapeError::Magic));
            bytes[position] ^= 0x20;
        }
    }

    #[test]
    fn an_impossible_threshold_is_refused() {
        for (k, n) in [(0, 0), (0, 1), (2, 1), (1, 0), (1, 17), (17, 17), (255, 255)] {
            let mut bytes = envelope(1, 16, b"");
            (bytes[4], bytes[5]) = (k, n);
            assert_eq!(HeaderView::parse(&bytes), Err(ShapeError::Threshold { k, n }));
        }
    }

    #[test]
    fn an_unknown_kind_is_refused() {
        let mut bytes = envelope(1, 1, b"");
        bytes[6 + 54] = 4;
        let error = ShapeError::Context(ContextError::Kind { found: 4 });
        assert_eq!(HeaderView::parse(&bytes), Err(error));
        assert_eq!(error.encode(), [5, 2, 4]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in prop::collection::vec(any::<u8>(), 0..2048),
            k in 0u8..18,
            n in 0u8..18,
        ) {
            let bytes = [&MAGIC[..], &[k, n], &bytes].concat();
            if let Ok(view) = HeaderView::parse(&bytes) {
                prop_assert_eq!([view.bytes(), view.payload()].concat(), bytes);
            }
        }
    }
}
