//! Cells: how values lie in a contract's storage.
//!
//! pallet-revive bounds a stored value to 416 bytes (`limits::STORAGE_BYTES`). A [`put`] value must
//! fit; a [`put_long`] value is cut into pages, page 0 at the key itself and page `p` at
//! `key ‖ 0xff ‖ p u16`. The replay uses the same cells, so the contract's whole storage
//! can be compared with it.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, DecodeAll, Encode};

use crate::{Error, host::Host};

/// The most bytes that one cell holds.
pub const CELL_MAX: usize = 416;
/// Room for a key and the number of a page.
const KEY_ROOM: usize = 40;
/// The most bytes of a paged value.
pub const LONG_MAX: usize = 64 * 1024;

/// Reads a cell.
///
/// # Errors
/// [`Error::Corrupt`] when it does not decode.
pub fn get<H: Host, T: Decode>(host: &H, key: &impl Encode) -> Result<Option<T>, Error> {
    host.load(&encoded(key, KEY_ROOM))
        .map(|bytes| T::decode_all(&mut &bytes[..]).map_err(|_| Error::Corrupt))
        .transpose()
}

/// Writes a cell; the value's encoding must be at most [`CELL_MAX`] bytes.
///
/// # Errors
/// [`Error::TooMany`] when it is larger.
pub fn put<H: Host>(host: &mut H, key: &impl Encode, value: &impl Encode) -> Result<(), Error> {
    let bytes = encoded(value, CELL_MAX);
    if bytes.len() > CELL_MAX {
        return Err(Error::TooMany);
    }
    host.save(&encoded(key, KEY_ROOM), &bytes);
    Ok(())
}

/// Encodes what hardly ever needs more than this room: code that makes room on the way would be
/// translated anew in every call (adr/0007).
fn encoded(value: &impl Encode, room: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(room);
    value.encode_to(&mut bytes);
    bytes
}

/// Reads a paged value.
///
/// # Errors
/// [`Error::Corrupt`] when a page is missing or the value does not decode.
pub fn get_long<H: Host, T: Decode>(host: &H, key: &impl Encode) -> Result<Option<T>, Error> {
    decode_long(|key| host.load(key), &encoded(key, KEY_ROOM))
}

/// Reads a paged value from whatever holds a contract's cells.
///
/// # Errors
/// [`Error::Corrupt`] when a page is missing or the value does not decode.
pub fn decode_long<T: Decode>(
    load: impl Fn(&[u8]) -> Option<Vec<u8>>,
    key: &[u8],
) -> Result<Option<T>, Error> {
    let Some(first) = load(key) else {
        return Ok(None);
    };
    let mut rest = &first[..];
    let length = u32::decode(&mut rest).map_err(|_| Error::Corrupt)? as usize;
    if length > LONG_MAX {
        return Err(Error::Corrupt);
    }
    let mut bytes = rest.to_vec();
    let mut page = 1;
    while bytes.len() < length {
        let next = load(&page_key(key, page)).filter(|next| !next.is_empty());
        bytes.extend(next.ok_or(Error::Corrupt)?);
        page += 1;
    }
    T::decode_all(&mut &bytes[..]).map(Some).map_err(|_| Error::Corrupt)
}

/// Writes a paged value. What replaces a longer one leaves pages behind that its length does not reach.
///
/// # Errors
/// [`Error::TooMany`] above [`LONG_MAX`].
pub fn put_long<H: Host>(
    host: &mut H,
    key: &impl Encode,
    value: &impl Encode,
) -> Result<(), Error> {
    for (key, page) in pages(&encoded(key, KEY_ROOM), &value.encode())? {
        host.save(&key, &page);
    }
    Ok(())
}

/// A page with its key before it.
type Page = (Vec<u8>, Vec<u8>);

/// The pages of a value.
fn pages(key: &[u8], bytes: &[u8]) -> Result<Vec<Page>, Error> {
    if bytes.len() > LONG_MAX {
        return Err(Error::TooMany);
    }
    let length = u32::try_from(bytes.len()).map_err(|_| Error::TooMany)?;
    let (first, rest) = bytes.split_at(bytes.len().min(CELL_MAX - 4));
    let mut pages = Vec::with_capacity(1 + rest.len().div_ceil(CELL_MAX));
    pages.push((key.to_vec(), [&length.to_le_bytes()[..], first].concat()));
    for (page, chunk) in (1u16..).zip(rest.chunks(CELL_MAX)) {
        pages.push((page_key(key, page), chunk.to_vec()));
    }
    Ok(pages)
}

fn page_key(key: &[u8], page: u16) -> Vec<u8> {
    let mut key = key.to_vec();
    key.push(0xff);
    page.encode_to(&mut key);
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{collections::BTreeMap, vec};

    #[test]
    fn a_paged_value_can_be_replaced_by_a_shorter_one() {
        let mut cells = BTreeMap::new();
        for length in [2_000, 1_999, 825, 823, 822, 412, 410, 409, 1, 0, 900] {
            let value = vec![u8::try_from(length % 251).unwrap(); length];
            for (key, page) in pages(&[7], &value.encode()).unwrap() {
                assert!(page.len() <= CELL_MAX);
                cells.insert(key, page);
            }
            let read = decode_long(|key| cells.get(key).cloned(), &[7]);
            assert_eq!(read, Ok(Some(value)), "{length}");
        }
        assert_eq!(pages(&[7], &vec![0; LONG_MAX + 1]), Err(Error::TooMany));
    }
}
