//! The reading of technical offers, where they have envelopes of their own: a committee member seals its shares to the
//! evaluators, an evaluator opens what was sealed to it and finds (ENVELOPE, "Readers").
//!
//! As in the opening, nothing is decrypted that the chain does not want opened now, or that was not committed.

use tenderseal_envelope::{
    HeaderView, Layout, OpeningKey, PostedShare, Record, Reveal, Seed, Verdict, envelope_hash,
    judge, open_stanza,
    reshare::{self, Entry, Reader, SEALED_LEN, open_seed, open_share, seal_share},
};
use tenderseal_rules::{
    PersonId,
    messages::{BidVerdict, Reshare, ReshareSeed, TechnicalVerdict},
    replay::sha256,
    tender::{Bid, BidStatus, Stage, TechnicalBid},
};
use zeroize::Zeroizing;

use crate::{Error, ReceiptSecrets, TenderFacts};

/// A technical offer that waits to be read.
#[derive(Clone, Copy, Debug)]
pub struct TechnicalOffer<'a> {
    /// The bid's number.
    pub number: u32,
    /// Cell `Bid`.
    pub bid: &'a Bid,
    /// Cell `Technical`.
    pub technical: &'a TechnicalBid,
    /// `Env` of kind 1, from the call that committed it.
    pub envelope: &'a [u8],
}

/// What was sealed to one evaluator for one bid.
#[derive(Clone, Copy, Debug)]
pub struct Handed<'a> {
    /// The member's number from 1, or 0 for the vendor: who signed the act that names the blob.
    pub from: u8,
    /// `enc32 ‖ ct48`, from the blob.
    pub sealed: &'a [u8; SEALED_LEN],
}

/// What an evaluator read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What to sign.
    pub verdict: BidVerdict,
    /// The technical body, where there is one.
    pub body: Option<Zeroizing<Vec<u8>>>,
}

/// A member's share of one bid, sealed to each evaluator who may read it: `readers` are those who declared no conflict.
/// `draw` gives 32 fresh bytes from a good source, for each message.
///
/// # Errors
/// [`Error::NotOpening`], [`Error::AnotherEnvelope`], [`Error::AnotherContext`], [`Error::NotMember`];
/// [`Error::Envelope`] when the stanza does not open, or a reader's key is none.
pub fn reshare(
    tender: &TenderFacts,
    stage: Stage,
    key: &OpeningKey,
    offer: &TechnicalOffer<'_>,
    readers: &[Reader],
    mut draw: impl FnMut() -> Zeroizing<[u8; 32]>,
) -> Result<Vec<Entry>, Error> {
    check(stage, tender, offer)?;
    let header = HeaderView::parse(offer.envelope).map_err(tenderseal_envelope::Error::from)?;
    let context = tender.technical_context(offer.bid.vendor, offer.bid.attempt);
    if (header.context(), header.k(), header.n()) != (&context, tender.core.k, tender.core.n) {
        return Err(Error::AnotherContext);
    }
    let public = key.public();
    let member = tender.committee()?.members().find_map(|(i, key)| (*key == public).then_some(i));
    let member = member.ok_or(Error::NotMember)?;
    let share = open_stanza(key, member, offer.envelope)?;
    let to = |reader: &Reader| {
        let sealed = seal_share(offer.envelope, member, &share, reader, &draw())?;
        Ok(Entry { bid: offer.number, reader: reader.person, sealed })
    };
    readers.iter().map(to).collect()
}

/// The act of a member that [reshared](reshare) these, in any order, and the blob that it names.
///
/// # Errors
/// [`Error::Envelope`] for entries that are no blob.
pub fn reshared(mut entries: Vec<Entry>) -> Result<(Reshare, Vec<u8>), Error> {
    entries.sort_by_key(|entry| (entry.bid, entry.reader));
    let blob = reshare::write(&entries).map_err(tenderseal_envelope::Error::from)?;
    let bids = entries.chunk_by(|one, next| one.bid == next.bid).map(|entries| entries[0].bid);
    Ok((Reshare { bids: bids.collect(), digest: sha256(&blob) }, blob))
}

/// The act by which a vendor opens its own bid to the evaluators, and the blob that it names; `draw` as for [`reshare`].
///
/// # Errors
/// [`Error::Envelope`] for a receipt of another kind, and for readers that are none.
pub fn reshare_seed(
    receipt: &ReceiptSecrets,
    bid: u32,
    readers: &[Reader],
    mut draw: impl FnMut() -> Zeroizing<[u8; 32]>,
) -> Result<(ReshareSeed, Vec<u8>), Error> {
    let to = |reader: &Reader| {
        let sealed = reshare::seal_seed(&receipt.envelope, &receipt.seed, reader, &draw())?;
        Ok(Entry { bid, reader: reader.person, sealed })
    };
    let entries = readers.iter().map(to).collect::<Result<Vec<_>, Error>>()?;
    let (Reshare { digest, .. }, blob) = reshared(entries)?;
    Ok((ReshareSeed { bid, digest }, blob))
}

/// What an evaluator finds in a technical offer, from all that was sealed to it. What does not open, or is no share of
/// this envelope, does not count; of two good shares of a member one does.
///
/// # Errors
/// [`Error::NotOpening`], [`Error::AnotherEnvelope`], [`Error::CommitteeChanged`].
pub fn read(
    tender: &TenderFacts,
    stage: Stage,
    (person, key): (PersonId, &OpeningKey),
    offer: &TechnicalOffer<'_>,
    handed: &[Handed<'_>],
) -> Result<Reading, Error> {
    check(stage, tender, offer)?;
    let mut shares: Vec<PostedShare> = Vec::new();
    for Handed { from: i, sealed } in handed.iter().filter(|one| one.from != 0) {
        let known = shares.iter().any(|share| share.i == *i);
        if let (false, Ok(share)) = (known, open_share(offer.envelope, *i, key, &person.0, sealed))
        {
            shares.push(PostedShare { i: *i, share: *share.as_bytes() });
        }
    }
    let seeds = handed.iter().filter(|one| one.from == 0).rev();
    let mut seeds =
        seeds.filter_map(|one| open_seed(offer.envelope, key, &person.0, one.sealed).ok());
    let seed: Option<Seed> = seeds.next();
    let record = Record {
        context: tender.technical_context(offer.bid.vendor, offer.bid.attempt),
        committee: tender.committee()?,
        e: offer.technical.e,
        c: offer.technical.c,
    };
    let revealed = seed.as_ref().map(|seed| Reveal { seed, body: None });
    let judged = judge(&record, offer.envelope, &shares, revealed, Layout::ByKind)?;
    let (verdict, body) = match judged {
        Verdict::Valid { body, .. } => {
            (TechnicalVerdict::Valid { body: sha256(&body) }, Some(Zeroizing::new(body)))
        }
        Verdict::VendorFault { what } => (TechnicalVerdict::Faulty(what.into()), None),
        Verdict::PortalFault { .. } => return Err(Error::AnotherEnvelope),
        Verdict::Unresolved { .. } => (TechnicalVerdict::Unopened, None),
    };
    Ok(Reading { verdict: BidVerdict { bid: offer.number, verdict }, body })
}

fn check(stage: Stage, tender: &TenderFacts, offer: &TechnicalOffer<'_>) -> Result<(), Error> {
    let TechnicalOffer { bid, technical, envelope, .. } = offer;
    let reading = matches!(stage, Stage::TechnicalOpening | Stage::TechnicalEvaluation);
    let live = matches!(bid.status, BidStatus::Sealed | BidStatus::Read | BidStatus::Opened);
    if !reading || !live || bid.is_stale(&tender.terms) {
        return Err(Error::NotOpening);
    }
    if envelope_hash(envelope) == technical.e { Ok(()) } else { Err(Error::AnotherEnvelope) }
}
