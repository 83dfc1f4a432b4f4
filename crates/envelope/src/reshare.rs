//! Shares and seeds of technical envelopes, sealed to those who read them (ENVELOPE, "Readers").
//!
//! What opens a technical envelope never becomes public: each member seals its share to each evaluator, and all that a
//! member seals at once is one [blob](write). The member compared the envelope with the chain's record before.

use crate::derive::{context_hash, share_hash};
use crate::{Error, OpeningKey, Seed, Share, base_mode, envelope_hash};
use parity_scale_codec::{Decode, Encode};
use tenderseal_rules::tse1::{HeaderView, Kind, header::STANZA_LEN};

/// What a blob begins with.
pub const MAGIC: [u8; 4] = *b"TSR1";
/// Bytes of one sealed share or seed: `enc32 ‖ ct48`.
pub const SEALED_LEN: usize = STANZA_LEN;
/// The most bids in one blob.
pub const BIDS_MAX: usize = 48;
/// The most readers of one bid.
pub const READERS_MAX: usize = 16;
/// Bytes of an entry: the bid's number, the reader, what is sealed.
const ENTRY_LEN: usize = 4 + 20 + SEALED_LEN;
/// The longest blob, in bytes. The length of the list is two bytes then.
pub const BLOB_MAX: usize = MAGIC.len() + 2 + BIDS_MAX * READERS_MAX * ENTRY_LEN;
/// Stands where a member's number does, for the vendor's seed.
const VENDOR: u8 = 0;

/// Somebody to whom technical envelopes are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The evaluator's id on chain.
    pub person: [u8; 20],
    /// The X25519 key that the evaluator declared.
    pub key: [u8; 32],
}

/// What was sealed to one reader of one bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Entry {
    /// The bid's number.
    pub bid: u32,
    /// Whom it is sealed to: [`Reader::person`].
    pub reader: [u8; 20],
    /// `enc32 ‖ ct48`.
    pub sealed: [u8; SEALED_LEN],
}

/// Why bytes, or entries, are no blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// Longer than [`BLOB_MAX`].
    #[error("{found} bytes, {BLOB_MAX} are allowed")]
    TooLong {
        /// How many there were.
        found: usize,
    },
    /// It begins with something else than [`MAGIC`].
    #[error("it does not begin with TSR1")]
    Magic,
    /// It ends before its list does, or a length is not in its shortest form.
    #[error("it is cut short, or not encoded as it must be")]
    Malformed,
    /// Something follows the list.
    #[error("{found} bytes follow the last entry")]
    Trailing {
        /// How many there were.
        found: usize,
    },
    /// Nothing is sealed to anybody.
    #[error("it holds nothing")]
    Empty,
    /// An entry that is not after the one before it, by bid and then by reader; so none comes twice.
    #[error("entry {at} is not after the one before it")]
    Unsorted {
        /// Which, from 0.
        at: usize,
    },
    /// More than [`BIDS_MAX`].
    #[error("{found} bids, {BIDS_MAX} are allowed")]
    TooManyBids {
        /// How many there were.
        found: usize,
    },
    /// More than [`READERS_MAX`].
    #[error("bid {bid} has {found} readers, {READERS_MAX} are allowed")]
    TooManyReaders {
        /// Which bid.
        bid: u32,
        /// How many it has.
        found: usize,
    },
}

/// Seals member `i`'s share of a technical envelope to a reader. `ephemeral` is keying material of the ephemeral key
/// pair: 32 bytes from a good source, never used for another message.
///
/// # Errors
/// [`Error::Shape`], [`Error::NotTechnical`], [`Error::MemberIndex`], [`Error::ShareHash`] for a share that is not the
/// one that the header names, [`Error::ReaderKey`].
pub fn seal_share(
    envelope: &[u8],
    i: u8,
    share: &Share,
    reader: &Reader,
    ephemeral: &[u8; 32],
) -> Result<[u8; SEALED_LEN], Error> {
    let (ch, hash) = share_of(envelope, i)?;
    check_share(&ch, i, share, &hash)?;
    seal(reader, &info(&ch, i, &reader.person), &hash, share.as_bytes(), ephemeral)
}

/// Opens what member `i` sealed to this reader: the share that the header names, and no other.
///
/// # Errors
/// [`Error::Shape`], [`Error::NotTechnical`], [`Error::MemberIndex`]; [`Error::Reshared`] when it does not open,
/// [`Error::ShareHash`] when it holds another share.
pub fn open_share(
    envelope: &[u8],
    i: u8,
    key: &OpeningKey,
    person: &[u8; 20],
    sealed: &[u8; SEALED_LEN],
) -> Result<Share, Error> {
    let (ch, hash) = share_of(envelope, i)?;
    let share = Share::from_bytes(open(key, &info(&ch, i, person), &hash, sealed)?);
    check_share(&ch, i, &share, &hash)?;
    Ok(share)
}

/// Seals the seed of a vendor's own technical envelope to a reader; `ephemeral` as for [`seal_share`].
///
/// # Errors
/// [`Error::Shape`], [`Error::NotTechnical`], [`Error::ReaderKey`].
pub fn seal_seed(
    envelope: &[u8],
    seed: &Seed,
    reader: &Reader,
    ephemeral: &[u8; 32],
) -> Result<[u8; SEALED_LEN], Error> {
    let ch = technical(&HeaderView::parse(envelope)?)?;
    let info = info(&ch, VENDOR, &reader.person);
    seal(reader, &info, &envelope_hash(envelope), seed.as_bytes(), ephemeral)
}

/// Opens what a vendor sealed to this reader. Whether it is the seed, only [`crate::judge()`] tells.
///
/// # Errors
/// [`Error::Shape`], [`Error::NotTechnical`], [`Error::Reshared`].
pub fn open_seed(
    envelope: &[u8],
    key: &OpeningKey,
    person: &[u8; 20],
    sealed: &[u8; SEALED_LEN],
) -> Result<Seed, Error> {
    let ch = technical(&HeaderView::parse(envelope)?)?;
    let info = info(&ch, VENDOR, person);
    open(key, &info, &envelope_hash(envelope), sealed).map(Seed::from_bytes)
}

/// The bytes of a blob. Its SHA-256 is what the act on chain names.
///
/// # Errors
/// [`BlobError::Empty`], [`BlobError::Unsorted`], [`BlobError::TooManyBids`], [`BlobError::TooManyReaders`].
pub fn write(entries: &[Entry]) -> Result<Vec<u8>, BlobError> {
    check(entries)?;
    Ok([&MAGIC[..], &entries.encode()].concat())
}

/// Reads a blob strictly.
///
/// # Errors
/// [`BlobError`].
pub fn parse(blob: &[u8]) -> Result<Vec<Entry>, BlobError> {
    if blob.len() > BLOB_MAX {
        return Err(BlobError::TooLong { found: blob.len() });
    }
    let mut rest = blob.strip_prefix(&MAGIC).ok_or(BlobError::Magic)?;
    let entries = Vec::<Entry>::decode(&mut rest).map_err(|_| BlobError::Malformed)?;
    if !rest.is_empty() {
        return Err(BlobError::Trailing { found: rest.len() });
    }
    check(&entries)?;
    Ok(entries)
}

fn check(entries: &[Entry]) -> Result<(), BlobError> {
    if entries.is_empty() {
        return Err(BlobError::Empty);
    }
    let place = |entry: &Entry| (entry.bid, entry.reader);
    if let Some(at) = entries.windows(2).position(|two| place(&two[0]) >= place(&two[1])) {
        return Err(BlobError::Unsorted { at: at + 1 });
    }
    let bids = || entries.chunk_by(|one, next| one.bid == next.bid);
    if bids().count() > BIDS_MAX {
        return Err(BlobError::TooManyBids { found: bids().count() });
    }
    match bids().find(|readers| readers.len() > READERS_MAX) {
        Some(readers) => {
            Err(BlobError::TooManyReaders { bid: readers[0].bid, found: readers.len() })
        }
        None => Ok(()),
    }
}

fn share_of(envelope: &[u8], i: u8) -> Result<([u8; 32], [u8; 32]), Error> {
    let header = HeaderView::parse(envelope)?;
    let ch = technical(&header)?;
    Ok((ch, *header.share_hash(i).ok_or(Error::MemberIndex { i })?))
}

/// `ch` of a technical envelope: no other is read before it is public.
fn technical(header: &HeaderView<'_>) -> Result<[u8; 32], Error> {
    match header.context().kind {
        Kind::Technical => Ok(context_hash(header.context())),
        Kind::Financial | Kind::Attachment => Err(Error::NotTechnical),
    }
}

fn check_share(ch: &[u8; 32], i: u8, share: &Share, hash: &[u8; 32]) -> Result<(), Error> {
    if share_hash(ch, i, share.as_bytes()) == *hash { Ok(()) } else { Err(Error::ShareHash { i }) }
}

fn info(ch: &[u8; 32], i: u8, person: &[u8; 20]) -> Vec<u8> {
    [&b"TSE1-reshare\0"[..], ch, &[i], person].concat()
}

fn seal(
    reader: &Reader,
    info: &[u8],
    aad: &[u8; 32],
    secret: &[u8; 32],
    ephemeral: &[u8; 32],
) -> Result<[u8; SEALED_LEN], Error> {
    base_mode::seal(&reader.key, info, aad, secret, ephemeral)
        .and_then(|sealed| <[u8; SEALED_LEN]>::try_from(sealed).ok())
        .ok_or(Error::ReaderKey)
}

fn open(
    key: &OpeningKey,
    info: &[u8],
    aad: &[u8; 32],
    sealed: &[u8; SEALED_LEN],
) -> Result<[u8; 32], Error> {
    base_mode::open(key, info, aad, sealed)
        .and_then(|plain| <[u8; 32]>::try_from(plain.as_slice()).ok())
        .ok_or(Error::Reshared)
}
