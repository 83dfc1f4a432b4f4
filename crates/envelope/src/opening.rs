//! Opening: a member's stanza, the seed from shares, the body from the seed.
//!
//! None of these judges: they take an envelope's word for what it is bound to. The
//! caller has compared its header with the chain's record, and [`crate::judge()`]
//! decides what an envelope is worth.

use crate::derive::{Schedule, context_hash, share_hash};
use crate::seal::payload_context;
use crate::{Error, OpeningKey, Seed, Share, cobblestone, padding, stanza};
use tenderseal_rules::tse1::{HeaderView, sharing};
use zeroize::Zeroizing;

/// Member `i`'s share, from its stanza. It hashes to the header's `h_i`, or there is
/// none: then the member says "my stanza does not open".
pub fn open_stanza(key: &OpeningKey, i: u8, envelope: &[u8]) -> Result<Share, Error> {
    let header = HeaderView::parse(envelope)?;
    let missing = Error::MemberIndex { i };
    let hash = header.share_hash(i).ok_or(missing.clone())?;
    let stanza = header.stanza(i).ok_or(missing)?;
    let ch = context_hash(header.context());
    let share = stanza::open(key, &ch, i, hash, stanza)?;
    if share_hash(&ch, i, share.as_bytes()) != *hash {
        return Err(Error::ShareHash { i });
    }
    Ok(share)
}

/// The seed from at least k shares (member's number, share). Whether it is the seed,
/// only the envelope tells.
pub fn recover(k: u8, shares: &[(u8, Share)]) -> Result<Seed, Error> {
    if shares.len() < usize::from(k) {
        return Err(Error::TooFewShares { have: shares.len(), need: k });
    }
    let shares =
        Zeroizing::new(shares.iter().map(|(i, share)| (*i, *share.as_bytes())).collect::<Vec<_>>());
    combine(&shares)
}

/// The seed that shares combine to, without a copy that nobody wipes.
pub(crate) fn combine(shares: &[(u8, [u8; 32])]) -> Result<Seed, Error> {
    let seed = Zeroizing::new(sharing::combine(shares)?);
    Ok(Seed::from_bytes(*seed))
}

/// The body, from the seed.
pub fn unseal(seed: &Seed, envelope: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let header = HeaderView::parse(envelope)?;
    let schedule = Schedule::new(seed, context_hash(header.context()));
    let plain = open_payload(&schedule, &header)?;
    padding::unpad(&plain).map(|body| Zeroizing::new(body.to_vec()))
}

/// The padded body, from the seed's schedule.
pub(crate) fn open_payload(
    schedule: &Schedule,
    header: &HeaderView<'_>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let context = payload_context(header.bytes());
    cobblestone::decrypt(&schedule.payload_key(), &context, header.payload())
}
