//! The opening: a committee member's share of a bid, and the bid once enough shares are there.
//!
//! Both check first that the chain wants the bid opened now, and that the envelope is the one
//! that was committed: a member's machine must not decrypt what it is merely handed.

use tenderseal_envelope::{HeaderView, OpeningKey, Share, envelope_hash, open_stanza, unseal};
use tenderseal_rules::{
    messages::{BidShare, Reveal},
    tender::{Bid, BidStatus, Stage},
};

use crate::{Error, TenderFacts};

/// A bid that waits to be opened.
#[derive(Clone, Copy, Debug)]
pub struct SealedBid<'a> {
    /// The bid's number.
    pub number: u32,
    /// Cell `Bid`.
    pub bid: &'a Bid,
    /// `Env`, from the call that committed it.
    pub envelope: &'a [u8],
}

/// The share that a member posts, from the member's stanza.
///
/// # Errors
/// [`Error::NotOpening`], [`Error::AnotherEnvelope`], [`Error::AnotherContext`], [`Error::NotMember`];
/// [`Error::Envelope`] when the stanza does not open, to which the member then objects.
pub fn open_share(
    tender: &TenderFacts,
    stage: Stage,
    key: &OpeningKey,
    sealed: &SealedBid<'_>,
) -> Result<BidShare, Error> {
    check(tender, stage, sealed)?;
    let public = key.public();
    let member = tender.committee()?.members().find_map(|(i, key)| (*key == public).then_some(i));
    let share = open_stanza(key, member.ok_or(Error::NotMember)?, sealed.envelope)?;
    Ok(BidShare { bid: sealed.number, share: *share.as_bytes() })
}

/// The act that opens a bid, from the good shares on the chain (member's number from 1, share);
/// anybody may send it.
///
/// # Errors
/// [`Error::NotOpening`], [`Error::AnotherEnvelope`], [`Error::AnotherContext`]; [`Error::Envelope`]
/// with too few shares, and when the payload does not open: that is for the judge.
pub fn recover(
    tender: &TenderFacts,
    stage: Stage,
    sealed: &SealedBid<'_>,
    shares: &[(u8, Share)],
) -> Result<Reveal, Error> {
    check(tender, stage, sealed)?;
    let seed = tenderseal_envelope::recover(tender.core.k, shares)?;
    let body = unseal(&seed, sealed.envelope)?;
    Ok(Reveal { bid: sealed.number, seed: *seed.as_bytes(), body: body.to_vec() })
}

fn check(tender: &TenderFacts, stage: Stage, sealed: &SealedBid<'_>) -> Result<(), Error> {
    let SealedBid { bid, envelope, .. } = sealed;
    // Whether a technical offer passed is the chain's to say: it refuses shares of one that did not.
    let sealed = matches!(bid.status, BidStatus::Sealed | BidStatus::Read);
    let counts = sealed && !bid.is_stale(&tender.terms);
    if stage != Stage::FinancialOpening || !counts {
        return Err(Error::NotOpening);
    }
    if envelope_hash(envelope) != bid.e {
        return Err(Error::AnotherEnvelope);
    }
    let header = HeaderView::parse(envelope).map_err(tenderseal_envelope::Error::from)?;
    let bound = (&tender.context(bid.vendor, bid.attempt), tender.core.k, tender.core.n);
    if (header.context(), header.k(), header.n()) == bound {
        Ok(())
    } else {
        Err(Error::AnotherContext)
    }
}
