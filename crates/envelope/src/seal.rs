//! Sealing: from seed, context, committee and body to the envelope, E and C.

use crate::derive::{Schedule, context_hash, share_hash};
use crate::{Committee, Error, Seed, cobblestone, padding, stanza};
use sha2::{Digest, Sha256};
use tenderseal_rules::tse1::body::BODY_MAX;
use tenderseal_rules::tse1::header::{MAGIC, header_len};
use tenderseal_rules::tse1::{Context, Kind, preimage};
use zeroize::Zeroizing;

/// A sealed body and what is committed on chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The envelope.
    pub envelope: Vec<u8>,
    /// E, the envelope's hash.
    pub e: [u8; 32],
    /// C, the commitment to envelope, body and seed.
    pub c: [u8; 32],
}

/// Seals a body of kind 1 or 2, deterministically.
///
/// The seed must be fresh for every call with other arguments. The body is taken as
/// it is: encode it with [`tenderseal_rules::tse1::body`]. The context must be bound
/// to this very committee, so that nobody can slip keys in between the two.
pub fn seal(
    context: &Context,
    committee: &Committee,
    seed: &Seed,
    body: &[u8],
) -> Result<Sealed, Error> {
    check_binding(context, committee)?;
    if body.len() > BODY_MAX {
        return Err(Error::BodyTooLong { found: body.len() });
    }
    let schedule = Schedule::new(seed, context_hash(context));
    let mut envelope = header(&schedule, context, committee, seed)?;
    let plain = padding::pad(body)?;
    let payload = payload(&schedule, &envelope, &plain)?;
    envelope.extend_from_slice(&payload);
    let e = envelope_hash(&envelope);
    let c = commitment(schedule.ch(), &e, body, seed);
    Ok(Sealed { envelope, e, c })
}

/// Seals again, opens, and compares: what a client does before it lets go of a seed.
pub fn self_check(
    sealed: &Sealed,
    context: &Context,
    committee: &Committee,
    seed: &Seed,
    body: &[u8],
) -> Result<(), Error> {
    let opened = crate::unseal(seed, &sealed.envelope)?;
    if *sealed != seal(context, committee, seed, body)? || opened.as_slice() != body {
        return Err(Error::SelfCheck);
    }
    Ok(())
}

/// E of an envelope of kind 1 or 2: its SHA-256.
#[must_use]
pub fn envelope_hash(envelope: &[u8]) -> [u8; 32] {
    Sha256::digest(envelope).into()
}

/// C: SHA-256 of [`preimage::commit`].
#[must_use]
pub fn commitment(ch: &[u8; 32], e: &[u8; 32], body: &[u8], seed: &Seed) -> [u8; 32] {
    let body_hash = Sha256::digest(body).into();
    let preimage = Zeroizing::new(preimage::commit(ch, e, &body_hash, seed.as_bytes()));
    Sha256::digest(preimage.as_slice()).into()
}

/// A context of kind 1 or 2 that is bound to that committee.
pub(crate) fn check_binding(context: &Context, committee: &Committee) -> Result<(), Error> {
    if context.kind == Kind::Attachment {
        return Err(Error::Kind);
    }
    if context.committee_hash != *committee.hash() {
        return Err(Error::CommitteeMismatch);
    }
    Ok(())
}

/// The header that follows from the seed:
/// `"TSE1" ‖ k ‖ n ‖ ctx ‖ h_1..h_n ‖ stanza_1..stanza_n`.
pub(crate) fn header(
    schedule: &Schedule,
    context: &Context,
    committee: &Committee,
    seed: &Seed,
) -> Result<Vec<u8>, Error> {
    let (k, n) = (committee.k(), committee.n());
    let ch = schedule.ch();
    let mut header = Vec::with_capacity(header_len(n));
    header.extend_from_slice(&MAGIC);
    header.extend_from_slice(&[k, n]);
    header.extend_from_slice(&context.to_bytes());
    let mut stanzas = Vec::new();
    for ((i, key), share) in committee.members().zip(schedule.shares(seed, k, n).iter()) {
        let hash = share_hash(ch, i, share);
        header.extend_from_slice(&hash);
        stanzas.extend(stanza::seal(key, ch, i, &hash, share, &schedule.ephemeral(i))?);
    }
    header.extend_from_slice(&stanzas);
    Ok(header)
}

/// The payload that follows from the seed, the header and the padded body.
pub(crate) fn payload(schedule: &Schedule, header: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
    cobblestone::encrypt(
        &schedule.payload_key(),
        &schedule.payload_salt(plain),
        &payload_context(header),
        plain,
    )
}

/// What the payload is bound to: `"TSE1-payload\0" ‖ SHA256(header)`.
pub(crate) fn payload_context(header: &[u8]) -> Vec<u8> {
    [&b"TSE1-payload\0"[..], &Sha256::digest(header)].concat()
}
