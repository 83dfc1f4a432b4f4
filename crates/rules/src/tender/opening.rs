//! The opening: members post shares, anyone reveals (CONTRACTS rule 6, ENVELOPE).

use alloc::vec::Vec;
use parity_scale_codec::Encode;

use super::{
    Bid, BidShareSeen, BidStatus, Cell, Committee, Core, LOT, Opened, PostedShare, Stage, State,
    TermsInForce, bid, conduct::forget, emit, settled_at, signer, stage_at, unsuspended,
};
use crate::{
    Auth, Error, Hash, PersonId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{Fault, PostShares, Reveal},
    ranking::Tallied,
    roles::Role,
    scoring,
    tse1::{Context, FinancialBody, Kind, body::BODY_MAX, preimage, sharing},
};

/// Shares that are posted in one act at most: what a call's proof has room for, also where each bid has a technical result
/// to be read, or share hashes in two cells.
pub const SHARES_MAX: usize = 36;

/// A member posts its shares of many bids. A share that does not hash to the header's `h_i`
/// is recorded as such and does not count: whose fault that is, the judge tells.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::NotOpening`], [`Error::NothingGiven`], [`Error::TooMany`], [`Error::NotMember`],
/// [`Error::UnknownBid`], [`Error::BidNotLive`], [`Error::StaleBid`], [`Error::NotPassed`], [`Error::ShareTwice`], [`Error::AlreadyRevealed`]
/// when no bid is sealed any more, and those of the signer.
pub fn post_shares<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &PostShares,
) -> Result<(), Error> {
    let (core, mut state) = opening(host)?;
    let person = signer(host, &core, auth, act, Some(Role::Committee))?.person;
    if act.shares.is_empty() {
        return Err(Error::NothingGiven);
    }
    if act.shares.len() > SHARES_MAX {
        return Err(Error::TooMany);
    }
    let member = member(host, &person)?;
    let mut shares = Vec::with_capacity(act.shares.len());
    for posted in &act.shares {
        let number = posted.bid;
        let bid = bid(host, number)?;
        check_sealed(host, &state, number, &bid)?;
        let cell = Cell::Share(number, member);
        if cells::get::<_, PostedShare>(host, &cell)?.is_some() {
            return Err(Error::ShareTwice);
        }
        let hashes: Vec<Hash> =
            cells::get_long(host, &Cell::ShareHashes(number))?.ok_or(Error::Corrupt)?;
        let ch = context_hash(host, &core, &state, &bid)?;
        let hash = host.sha256(&preimage::share_hash(&ch, member, &posted.share))?;
        let good = hashes.get(usize::from(member - 1)) == Some(&hash);
        cells::put(host, &cell, &PostedShare { share: posted.share, good })?;
        shares.push(BidShareSeen { bid: number, share: posted.share, good });
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::SharesPosted { member, shares });
    Ok(())
}

/// Anyone opens a bid with its seed and body. With `k` good shares on the chain only the seed
/// that they combine to is accepted; without them only in the vendors' own window.
///
/// A body that matches the commitment but does not decode, or asks for a price that is out of
/// range or in another currency, is the vendor's fault and recorded as such.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::Malformed`], [`Error::NotOpening`], [`Error::TooMany`] for a body above 8 KiB, [`Error::UnknownBid`],
/// [`Error::AlreadyRevealed`] when this bid is opened or none is sealed any more,
/// [`Error::BidNotLive`], [`Error::StaleBid`], [`Error::NotPassed`], [`Error::SharesMissing`], [`Error::WrongSeed`], [`Error::WrongCommitment`].
pub fn reveal<H: Host>(host: &mut H, act: &Reveal) -> Result<(), Error> {
    host.check_input(act.encoded_size())?;
    let (core, mut state) = opening(host)?;
    if act.body.len() > BODY_MAX {
        return Err(Error::TooMany);
    }
    let mut bid = bid(host, act.bid)?;
    if bid.status == BidStatus::Opened {
        return Err(Error::AlreadyRevealed);
    }
    check_sealed(host, &state, act.bid, &bid)?;
    check_seed(host, &core, &state, act)?;
    let ch = context_hash(host, &core, &state, &bid)?;
    let body_hash = host.sha256(&act.body)?;
    if host.sha256(&preimage::commit(&ch, &bid.e, &body_hash, &act.seed))? != bid.c {
        return Err(Error::WrongCommitment);
    }
    let price = read_price(&core, &state.terms, &act.body);
    bid.status = match price {
        Some(_) => BidStatus::Opened,
        None => BidStatus::Rejected(Fault::Body),
    };
    settle(host, &mut state);
    match (price, &mut state.technical) {
        (Some(_), _) => state.valid += 1,
        (None, Some(_)) => forget(host, act.bid, state.round)?,
        (None, None) => {}
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Bid(act.bid), &bid)?;
    cells::put(host, &Cell::Opened(act.bid), &Opened { seed: act.seed, body_hash, price })?;
    cells::put(host, &Cell::State, &state)?;
    let Reveal { bid, seed, body } = act.clone();
    emit(host, TenderEvent::BidRevealed { bid, seed, body, price });
    Ok(())
}

/// The number of a member of the committee, from 1.
///
/// # Errors
/// [`Error::NotMember`].
pub(super) fn member<H: Host>(host: &H, person: &PersonId) -> Result<u8, Error> {
    let committee: Committee = cells::get_long(host, &Cell::Committee)?.ok_or(Error::Corrupt)?;
    let place = committee.members.iter().position(|member| member == person);
    place.and_then(|place| u8::try_from(place + 1).ok()).ok_or(Error::NotMember)
}

/// Checks that the price of a bid is sealed and is to be opened: where bids have two envelopes, that the technical
/// offer passed.
///
/// # Errors
/// [`Error::BidNotLive`], [`Error::StaleBid`], [`Error::NotPassed`].
pub(super) fn check_sealed<H: Host>(
    host: &H,
    state: &State,
    number: u32,
    bid: &Bid,
) -> Result<(), Error> {
    let waits = if state.technical.is_some() { BidStatus::Read } else { BidStatus::Sealed };
    if bid.status != waits {
        return Err(Error::BidNotLive);
    }
    if bid.is_stale(&state.terms) {
        return Err(Error::StaleBid);
    }
    if state.technical.is_some() && !has_passed(host, number)? {
        return Err(Error::NotPassed);
    }
    Ok(())
}

/// Whether the technical offer of a bid that was tallied is above every minimum.
pub(super) fn has_passed<H: Host>(host: &H, number: u32) -> Result<bool, Error> {
    let tallied: Option<Tallied> = cells::get(host, &Cell::Tallied(number))?;
    Ok(tallied.is_some_and(|tallied| tallied.below_minimum.is_none()))
}

/// One sealed bid fewer; with the last one the opening is settled.
pub(super) fn settle<H: Host>(host: &H, state: &mut State) {
    state.sealed -= 1;
    if let Some(technical) = &mut state.technical {
        technical.read -= 1;
    }
    if state.sealed == 0 {
        state.settled_at = Some(host.now());
    }
}

/// While bids can be opened: from the guard's end until every bid is settled or silent.
fn opening<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = unsuspended(host)?;
    let now = host.now();
    let unsettled = settled_at(&state, now).is_none();
    if stage_at(&state, now) == Stage::FinancialOpening && unsettled {
        Ok((core, state))
    } else if state.settled_at.is_some() && stage_at(&state, now) == Stage::FinancialOpening {
        Err(Error::AlreadyRevealed)
    } else {
        Err(Error::NotOpening)
    }
}

fn check_seed<H: Host>(host: &H, core: &Core, state: &State, act: &Reveal) -> Result<(), Error> {
    let mut good = Vec::with_capacity(core.k.into());
    for member in 1..=core.n {
        let posted: Option<PostedShare> = cells::get(host, &Cell::Share(act.bid, member))?;
        if let Some(PostedShare { share, good: true }) = posted {
            good.push((member, share));
        }
        if good.len() == usize::from(core.k) {
            let seed = sharing::combine(&good).map_err(|_| Error::WrongSeed)?;
            return if seed == act.seed { Ok(()) } else { Err(Error::WrongSeed) };
        }
    }
    if host.now() >= state.schedule.self_reveal() { Ok(()) } else { Err(Error::SharesMissing) }
}

fn read_price(core: &Core, terms: &TermsInForce, body: &[u8]) -> Option<(u128, u128)> {
    let body = FinancialBody::parse(body).ok()?;
    if body.currency != core.currency.bytes() {
        return None;
    }
    let (rate, years) = (terms.lifecycle_rate_bp, terms.lifecycle_years);
    let evaluated = scoring::offered_price(body.price, &body.costs, rate, years)?;
    Some((body.price, evaluated))
}

fn context_hash<H: Host>(host: &H, core: &Core, state: &State, bid: &Bid) -> Result<Hash, Error> {
    host.sha256(&preimage::ch(&context(host, core, state, bid)))
}

/// What the chain says that the envelope of a bid is bound to, one that is not stale.
fn context<H: Host>(host: &H, core: &Core, state: &State, bid: &Bid) -> Context {
    Context {
        genesis: core.genesis,
        tender: host.contract().0,
        lot: LOT,
        kind: Kind::Financial,
        vendor: bid.vendor.0,
        attempt: bid.attempt,
        terms_hash: state.terms.hash,
        committee_hash: core.committee_hash,
    }
}
