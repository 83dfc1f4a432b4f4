//! Padding, so that an envelope's length says little about the body's.

use crate::Error;
use zeroize::Zeroizing;

/// The shortest plaintext, in bytes.
pub const FLOOR: usize = 1024;

/// PADMÉ: the next length that has at most as many significant bits as the length's
/// own length takes (Nikitin and others, "Reducing Metadata Leakage from Encrypted
/// Files and Communication with `PURBs`", `PoPETs` 2019, algorithm 1). At most 12 % more.
#[must_use]
pub const fn padme(length: usize) -> usize {
    if length < 2 {
        return length;
    }
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1 << (exponent - kept)) - 1;
    (length + mask) & !mask
}

/// `len u32 ‖ body ‖ zeros`, as long as PADMÉ of 4 + |body| or of [`FLOOR`] says.
pub fn pad(body: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let found = body.len();
    let length = u32::try_from(found).map_err(|_| Error::BodyTooLong { found })?;
    let mut plain = Zeroizing::new(Vec::with_capacity(padded_len(found)));
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(body);
    plain.resize(padded_len(found), 0);
    Ok(plain)
}

/// The body in a plaintext, which must be exactly what [`pad`] makes of it.
pub fn unpad(plain: &[u8]) -> Result<&[u8], Error> {
    let (length, rest) = plain.split_first_chunk().ok_or(Error::Padding)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Error::Padding)?;
    let (body, zeros) = rest.split_at_checked(length).ok_or(Error::Padding)?;
    if plain.len() != padded_len(length) || zeros.iter().any(|byte| *byte != 0) {
        return Err(Error::Padding);
    }
    Ok(body)
}

const fn padded_len(body: usize) -> usize {
    let length = 4 + body;
    padme(if length < FLOOR { FLOOR } else { length })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Change<'a> = &'a dyn Fn(&mut Vec<u8>);

    #[test]
    fn lengths_are_those_of_the_paper() {
        // Figures of the PURBs paper: 9 stays, from there on the grid widens.
        let known = [
            (0, 0),
            (1, 1),
            (2, 2),
            (8, 8),
            (9, 10),
            (10, 10),
            (1023, 1024),
            (1024, 1024),
            (1025, 1088),
            (1088, 1088),
            (1089, 1152),
            (2047, 2048),
            (2049, 2176),
            (8196, 8704),
            (16384, 16384),
            (65_537, 67_584),
        ];
        for (length, padded) in known {
            assert_eq!(padme(length), padded, "{length}");
        }
    }

    #[test]
    fn bodies_up_to_1020_bytes_look_alike() {
        for length in [0, 1, 1019, 1020] {
            assert_eq!(pad(&vec![7; length]).unwrap().len(), 1024);
        }
        assert_eq!(pad(&vec![7; 1021]).unwrap().len(), 1088);
    }

    #[test]
    fn a_plaintext_that_is_not_padded_so_is_refused() {
        let good = pad(b"body").unwrap();
        assert_eq!(unpad(&good), Ok(&b"body"[..]));
        let with = |change: Change<'_>| {
            let mut plain = good.to_vec();
            change(&mut plain);
            unpad(&plain).map(<[u8]>::to_vec)
        };
        let changes: [Change<'_>; 7] = [
            &|plain| plain.truncate(3),
            &|plain| plain.truncate(1023),
            &|plain| plain.push(0),
            &|plain| plain.resize(1088, 0),
            &|plain| plain[1023] = 1,
            &|plain| plain[3] = 3,
            &|plain| plain[0] = 0xff,
        ];
        for (number, change) in changes.into_iter().enumerate() {
            assert_eq!(with(change), Err(Error::Padding), "change {number}");
        }
    }

    proptest! {
        #[test]
        fn what_was_padded_is_found_again(body in prop::collection::vec(any::<u8>(), 0..5000)) {
            let plain = pad(&body).unwrap();
            prop_assert_eq!(unpad(&plain), Ok(&body[..]));
        }

        #[test]
        fn padding_costs_twelve_percent_at_most(length in 2usize..1 << 40) {
            let padded = padme(length);
            prop_assert!(padded >= length);
            prop_assert!(padded - length <= length / 8);
            prop_assert_eq!(padme(padded), padded);
        }
    }
}
