//! Bids: committed, replaced, withdrawn, until the deadline by block time (CONTRACTS rule 4).

use alloc::vec::Vec;

use super::{
    Bid, BidStatus, Cell, Core, LOT, ReturnReason, Stage, State, TechnicalBid, TermsInForce,
    VendorSlot, bid, emit, qualification::check_may_bid, security, signer, stage_at, unsuspended,
};
use crate::{
    Auth, Error, Hash, OrgId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{CommitBid, ReplaceBid, TechnicalEnvelope, WithdrawBid},
    ranking::Position,
    roles::Role,
    tse1::{ENVELOPE_MAX, HeaderView, Kind},
};

/// A vendor commits a sealed bid.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::TooLate`], [`Error::Ended`], [`Error::NotInvited`], [`Error::NotQualified`], [`Error::AlreadyBid`], the envelope's errors,
/// [`Error::TechnicalMissing`], [`Error::TechnicalNotAsked`],
/// [`Error::GuaranteeMissing`], [`Error::GuaranteeNotAsked`], [`Error::GuaranteeTaken`], and those of the signer.
pub fn commit_bid<H: TenderHost>(host: &mut H, auth: &Auth, act: &CommitBid) -> Result<(), Error> {
    let (core, state) = bidding(host)?;
    let sealed =
        Sealed::of(host, (&act.envelope, act.commitment), act.technical.as_ref(), act.guarantee)?;
    let vendor = signer(host, &core, auth, act, Some(Role::Vendor))?.org;
    check_may_bid(host, vendor)?;
    let slot = slot(host, vendor)?;
    if slot.live.is_some() {
        return Err(Error::AlreadyBid);
    }
    take(host, &core, state, vendor, slot, &sealed)
}

/// A vendor replaces its live bid; the old one stays on the chain, sealed for ever. So a stale bid is
/// confirmed too: sealed again for the terms in force, it counts.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::TooLate`], [`Error::Ended`], [`Error::NoLiveBid`], the envelope's errors, [`Error::TechnicalMissing`],
/// [`Error::TechnicalNotAsked`], [`Error::GuaranteeMissing`],
/// [`Error::GuaranteeNotAsked`], [`Error::GuaranteeTaken`], and those of the signer.
pub fn replace_bid<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ReplaceBid,
) -> Result<(), Error> {
    let (core, mut state) = bidding(host)?;
    let sealed =
        Sealed::of(host, (&act.envelope, act.commitment), act.technical.as_ref(), act.guarantee)?;
    let vendor = signer(host, &core, auth, act, Some(Role::Vendor))?.org;
    let slot = slot(host, vendor)?;
    let (number, mut old) = live_bid(host, &slot, act.attempt)?;
    uncount(&mut state, &old);
    old.status = BidStatus::Replaced;
    let returned = security::release(&mut state, &mut old, ReturnReason::Replaced)?;
    cells::put(host, &Cell::Bid(number), &old)?;
    take(host, &core, state, vendor, slot, &sealed)?;
    if returned {
        security::emit_returned(host, number, ReturnReason::Replaced);
    }
    Ok(())
}

/// A vendor withdraws its live bid, or its stale one.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::TooLate`], [`Error::Ended`], [`Error::NoLiveBid`], and those of the signer.
pub fn withdraw_bid<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &WithdrawBid,
) -> Result<(), Error> {
    let (core, mut state) = bidding(host)?;
    let vendor = signer(host, &core, auth, act, Some(Role::Vendor))?.org;
    let mut slot = slot(host, vendor)?;
    let (number, mut old) = live_bid(host, &slot, act.attempt)?;
    uncount(&mut state, &old);
    old.status = BidStatus::Withdrawn;
    let returned = security::release(&mut state, &mut old, ReturnReason::Withdrawn)?;
    slot.live = None;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Bid(number), &old)?;
    cells::put(host, &Cell::Vendor(vendor), &slot)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::BidWithdrawn { bid: number, vendor });
    if returned {
        security::emit_returned(host, number, ReturnReason::Withdrawn);
    }
    Ok(())
}

/// While bids are taken.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::TooLate`], [`Error::Ended`] when the tender was cancelled.
pub(super) fn bidding<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = unsuspended(host)?;
    match stage_at(&state, host.now()) {
        Stage::Bidding => Ok((core, state)),
        Stage::Cancelled => Err(Error::Ended),
        _ => Err(Error::TooLate),
    }
}

pub(super) fn slot<H: Host>(host: &H, vendor: OrgId) -> Result<VendorSlot, Error> {
    Ok(cells::get(host, &Cell::Vendor(vendor))?.unwrap_or_default())
}

fn live_bid<H: Host>(host: &H, slot: &VendorSlot, attempt: u32) -> Result<(u32, Bid), Error> {
    let number = slot.live.ok_or(Error::NoLiveBid)?;
    let bid = bid(host, number)?;
    if bid.attempt == attempt { Ok((number, bid)) } else { Err(Error::NoLiveBid) }
}

/// A bid ends; a stale one did not count.
fn uncount(state: &mut State, bid: &Bid) {
    if !bid.is_stale(&state.terms) {
        state.live -= 1;
        state.sealed -= 1;
    }
}

/// What a vendor hands in. The envelope is hashed before the registry is asked: after every call that
/// a program makes the chain translates its code anew, so calls lie close together (adr/0007).
struct Sealed<'a> {
    envelope: &'a [u8],
    /// SHA-256 of the envelope.
    e: Hash,
    commitment: Hash,
    technical: Option<(&'a [u8], TechnicalBid)>,
    guarantee: Option<Hash>,
}

impl<'a> Sealed<'a> {
    fn of<H: Host>(
        host: &H,
        (envelope, commitment): (&'a [u8], Hash),
        technical: Option<&'a TechnicalEnvelope>,
        guarantee: Option<Hash>,
    ) -> Result<Self, Error> {
        let e = host.sha256(envelope)?;
        let technical = match technical {
            Some(TechnicalEnvelope { commitment, envelope }) => {
                let e = host.sha256(envelope)?;
                Some((&envelope[..], TechnicalBid { e, c: *commitment }))
            }
            None => None,
        };
        Ok(Self { envelope, e, commitment, technical, guarantee })
    }

    /// Checks both envelopes against the chain's own facts; answers `h_1..h_n` of the one whose shares the chain sees.
    fn check<H: Host>(
        &self,
        host: &H,
        core: &Core,
        state: &State,
        vendor: OrgId,
        attempt: u32,
    ) -> Result<Vec<Hash>, Error> {
        let (terms, whose) = (&state.terms, (vendor, attempt));
        if let Some((envelope, _)) = self.technical {
            if state.technical.is_none() {
                return Err(Error::TechnicalNotAsked);
            }
            if envelope.len().saturating_add(self.envelope.len()) > ENVELOPE_MAX {
                return Err(Error::EnvelopeTooLarge);
            }
            check_envelope(host, core, terms, Kind::Technical, whose, envelope)?;
        } else if state.technical.is_some() {
            return Err(Error::TechnicalMissing);
        }
        check_envelope(host, core, terms, Kind::Financial, whose, self.envelope)
    }
}

/// Takes an envelope in as the vendor's next attempt.
fn take<H: Host>(
    host: &mut H,
    core: &Core,
    mut state: State,
    vendor: OrgId,
    mut slot: VendorSlot,
    sealed: &Sealed<'_>,
) -> Result<(), Error> {
    let attempt = slot.attempts.checked_add(1).ok_or(Error::Overflow)?;
    let hashes = sealed.check(host, core, &state, vendor, attempt)?;
    let number = state.bids;
    let security = security::give(host, &mut state, vendor, number, sealed.guarantee)?;
    let replaces = slot.live;
    let bid = Bid {
        vendor,
        attempt,
        e: sealed.e,
        c: sealed.commitment,
        committed: Position { block: host.block(), index: number },
        committed_at: host.now(),
        status: BidStatus::Sealed,
        terms: state.terms.version,
        security,
    };
    state.bids = number.checked_add(1).ok_or(Error::Overflow)?;
    state.live += 1;
    state.sealed += 1;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    slot = VendorSlot { attempts: attempt, live: Some(number) };
    cells::put(host, &Cell::Bid(number), &bid)?;
    cells::put_long(host, &Cell::ShareHashes(number), &hashes)?;
    let technical = sealed.technical.map(|(_, technical)| technical);
    if let Some(technical) = &technical {
        cells::put(host, &Cell::Technical(number), technical)?;
    }
    cells::put(host, &Cell::Vendor(vendor), &slot)?;
    cells::put(host, &Cell::State, &state)?;
    let Bid { e, c, terms, .. } = bid;
    let guarantee = sealed.guarantee;
    let bid = number;
    emit(
        host,
        TenderEvent::BidCommitted {
            bid,
            vendor,
            attempt,
            e,
            c,
            replaces,
            terms,
            guarantee,
            technical,
        },
    );
    Ok(())
}

/// Checks the header against the chain's own facts; answers `h_1..h_n`.
fn check_envelope<H: Host>(
    host: &H,
    core: &Core,
    terms: &TermsInForce,
    kind: Kind,
    (vendor, attempt): (OrgId, u32),
    envelope: &[u8],
) -> Result<Vec<Hash>, Error> {
    if envelope.len() > ENVELOPE_MAX {
        return Err(Error::EnvelopeTooLarge);
    }
    let header = HeaderView::parse(envelope)?;
    let context = header.context();
    for (holds, error) in [
        (context.genesis == core.genesis, Error::ContextGenesis),
        (context.tender == host.contract().0, Error::ContextTender),
        (context.lot == LOT, Error::ContextLot),
        (context.kind == kind, Error::ContextKind),
        (context.vendor == vendor.0, Error::ContextVendor),
        (context.attempt == attempt, Error::ContextAttempt),
        (context.terms_hash == terms.hash, Error::ContextTerms),
        (context.committee_hash == core.committee_hash, Error::ContextCommittee),
        (header.k() == core.k && header.n() == core.n, Error::ContextCommittee),
    ] {
        if !holds {
            return Err(error);
        }
    }
    (1..=core.n).map(|i| header.share_hash(i).copied().ok_or(Error::EnvelopeShape)).collect()
}
