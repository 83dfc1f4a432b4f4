//! Technical offers with envelopes of their own: opened to the evaluators only, read and scored before any price is
//! opened (ENVELOPE, "Who sees what, and when").
//!
//! A share or a seed of such an envelope never comes to the chain. What comes is that it was sealed to the evaluators, with
//! the hash of what was sealed, and then what each evaluator found. More than half of those who may read a bid
//! decide: their verdict takes the place of objections, as nobody else can look.

use alloc::vec::Vec;

use super::{
    Bid, BidStatus, Cell, Core, Resharing, Seat, Stage, State, bid,
    conduct::{filled, panel, seat_of},
    emit, opening, signer, stage_at, suspension, tally_page, technical_until, unsuspended,
};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{BidVerdict, JudgeBids, Reshare, ReshareSeed, TechnicalVerdict},
    roles::Role,
};

/// Bids that are resealed in one act at most (ENVELOPE, "Readers").
pub const RESHARED_MAX: usize = 48;

/// A member of the committee says that it sealed its shares of these bids to every evaluator who may read them. Again
/// as often as it must: for a substitute, or in place of shares that did not open.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotTechnicalStage`], [`Error::NothingGiven`], [`Error::TooMany`],
/// [`Error::NotMember`], [`Error::ReadersUnknown`], [`Error::UnknownBid`], [`Error::BidNotLive`], [`Error::StaleBid`],
/// and those of the signer.
pub fn reshare<H: TenderHost>(host: &mut H, auth: &Auth, act: &Reshare) -> Result<(), Error> {
    let (core, mut state) = opened(host)?;
    let person = signer(host, &core, auth, act, Some(Role::Committee))?.person;
    if act.bids.is_empty() {
        return Err(Error::NothingGiven);
    }
    if act.bids.len() > RESHARED_MAX {
        return Err(Error::TooMany);
    }
    let member = opening::member(host, &person)?;
    check_readers(host)?;
    for number in &act.bids {
        readable(host, &state, *number)?;
        let given =
            |before: Resharing| Resharing { members: before.members | 1 << (member - 1), ..before };
        note(host, &core, &mut state, *number, given)?;
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    let Reshare { bids, digest } = act.clone();
    emit(host, TenderEvent::Reshared { member, bids, digest });
    Ok(())
}

/// The vendor of a bid says that it sealed its seed to every evaluator who may read it: so the bid is opened though the
/// committee fails.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotTechnicalStage`], [`Error::UnknownBid`], [`Error::ForeignOrganisation`],
/// [`Error::BidNotLive`], [`Error::StaleBid`], [`Error::ReadersUnknown`], and those of the signer.
pub fn reshare_seed<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ReshareSeed,
) -> Result<(), Error> {
    let (core, mut state) = opened(host)?;
    let signatory = signer(host, &core, auth, act, Some(Role::Vendor))?;
    let ReshareSeed { bid: number, digest } = *act;
    if bid(host, number)?.vendor != signatory.org {
        return Err(Error::ForeignOrganisation);
    }
    readable(host, &state, number)?;
    check_readers(host)?;
    note(host, &core, &mut state, number, |before| Resharing { vendor: true, ..before })?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::SeedReshared { bid: number, digest, by: signatory.person });
    Ok(())
}

/// An evaluator signs what it found in technical envelopes. It may find otherwise until the majority has found. A bid
/// that is found valid is scored, one that is faulty rejected; as unopened it is given up only once the technical
/// opening is over.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotTechnicalStage`], [`Error::NothingGiven`], [`Error::NotOnPanel`],
/// [`Error::NotDeclared`], [`Error::TooMany`], [`Error::UnknownBid`], [`Error::BidNotLive`], [`Error::StaleBid`],
/// [`Error::VerdictGiven`], [`Error::ConflictOfInterest`], [`Error::UnopenedTooEarly`], and those of the signer.
pub fn judge_bids<H: TenderHost>(host: &mut H, auth: &Auth, act: &JudgeBids) -> Result<(), Error> {
    let (core, mut state) = opened(host)?;
    if stage_at(&state, host.now()) != Stage::TechnicalEvaluation {
        return Err(Error::NotTechnicalStage);
    }
    let person = signer(host, &core, auth, act, Some(Role::Evaluator))?.person;
    let panel = panel(host)?;
    let (_, seat) = seat_of(host, &panel, &person)?;
    if !seat.declared {
        return Err(Error::NotDeclared);
    }
    if act.verdicts.is_empty() {
        return Err(Error::NothingGiven);
    }
    let page = u32::try_from(panel.len()).map_or(0, |panel| tally_page(panel, 0));
    if act.verdicts.len() > page as usize {
        return Err(Error::TooMany);
    }
    let seats: Vec<Seat> = filled(host, &panel)?.into_iter().map(|(_, seat)| seat).collect();
    let mut found = Vec::new();
    for BidVerdict { bid: number, verdict } in &act.verdicts {
        let judged = unread(host, &state, *number)?;
        if seat.excluded.contains(number) {
            return Err(Error::ConflictOfInterest);
        }
        let given_up = *verdict == TechnicalVerdict::Unopened;
        if given_up && host.now() < technical_until(&state) {
            return Err(Error::UnopenedTooEarly);
        }
        cells::put(host, &Cell::Verdict(*number, seat.number), verdict)?;
        if has_majority(host, &seats, *number, verdict)? {
            find(host, &mut state, (*number, judged), verdict)?;
            found.push(*number);
        }
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    let verdicts = act.verdicts.clone();
    emit(host, TenderEvent::BidsJudged { evaluator: person, verdicts, found });
    Ok(())
}

/// Every technical offer is tallied: after the guard the prices of those that passed are opened, and of no others. The
/// windows of the opening are counted from there.
pub(super) fn finish<H: Host>(host: &mut H, state: &mut State) -> Result<(), Error> {
    let now = host.now();
    let mut technical = state.technical.ok_or(Error::Corrupt)?;
    technical.done_at = Some(now);
    // Where no price is left to open, as in a later round, nothing is objected to again.
    let before = state.settled_at.unwrap_or_else(|| state.schedule.silence());
    state.settled_at = (state.sealed == 0).then_some(before);
    let since = u32::try_from(now.saturating_sub(state.schedule.deadline));
    state.schedule.guard = since.unwrap_or(u32::MAX).saturating_add(technical.guard);
    state.technical = Some(technical);
    state.tallied = 0;
    suspension::stop_for_complaints(state, now);
    let (passed, schedule) = (state.sealed, state.schedule);
    emit(host, TenderEvent::TechnicalEvaluated { passed, schedule });
    Ok(())
}

/// While technical envelopes are opened and read.
fn opened<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = unsuspended(host)?;
    match stage_at(&state, host.now()) {
        Stage::TechnicalOpening | Stage::TechnicalEvaluation if state.is_technical() => {
            Ok((core, state))
        }
        _ => Err(Error::NotTechnicalStage),
    }
}

/// Whoever reads is known before anything is opened, and is not among those with a conflict of interests.
fn check_readers<H: Host>(host: &H) -> Result<(), Error> {
    let seats = filled(host, &panel(host)?)?;
    if seats.iter().all(|(_, seat)| seat.declared) { Ok(()) } else { Err(Error::ReadersUnknown) }
}

/// A bid whose technical envelope somebody may still have to open.
fn readable<H: Host>(host: &H, state: &State, number: u32) -> Result<(), Error> {
    let found = bid(host, number)?;
    if found.is_stale(&state.terms) {
        return Err(Error::StaleBid);
    }
    match found.status {
        BidStatus::Sealed | BidStatus::Read | BidStatus::Opened => Ok(()),
        _ => Err(Error::BidNotLive),
    }
}

/// A bid on which the panel has not found.
fn unread<H: Host>(host: &H, state: &State, number: u32) -> Result<Bid, Error> {
    let found = bid(host, number)?;
    if found.is_stale(&state.terms) {
        return Err(Error::StaleBid);
    }
    match found.status {
        BidStatus::Sealed => Ok(found),
        BidStatus::Replaced | BidStatus::Withdrawn => Err(Error::BidNotLive),
        _ => Err(Error::VerdictGiven),
    }
}

/// Notes who gave what opens a bid, and counts the bid once that is enough.
fn note<H: Host>(
    host: &mut H,
    core: &Core,
    state: &mut State,
    number: u32,
    given: impl FnOnce(Resharing) -> Resharing,
) -> Result<(), Error> {
    let cell = Cell::Resharing(number);
    let before: Resharing = cells::get(host, &cell)?.unwrap_or_default();
    let after = given(before);
    if !before.opens(core.k) && after.opens(core.k) {
        let technical = state.technical.as_mut().ok_or(Error::Corrupt)?;
        technical.openable = technical.openable.checked_add(1).ok_or(Error::Overflow)?;
    }
    cells::put(host, &cell, &after)
}

/// Whether more than half of those who may read a bid found this.
fn has_majority<H: Host>(
    host: &H,
    seats: &[Seat],
    number: u32,
    verdict: &TechnicalVerdict,
) -> Result<bool, Error> {
    let (mut readers, mut agree) = (0, 0);
    for seat in seats.iter().filter(|seat| !seat.excluded.contains(&number)) {
        let own: Option<TechnicalVerdict> = cells::get(host, &Cell::Verdict(number, seat.number))?;
        readers += 1;
        agree += u32::from(own.as_ref() == Some(verdict));
    }
    Ok(2 * agree > readers)
}

/// The panel has found.
fn find<H: Host>(
    host: &mut H,
    state: &mut State,
    (number, found): (u32, Bid),
    verdict: &TechnicalVerdict,
) -> Result<(), Error> {
    let technical = state.technical.as_mut().ok_or(Error::Corrupt)?;
    let status = match verdict {
        TechnicalVerdict::Valid { .. } => {
            technical.read = technical.read.checked_add(1).ok_or(Error::Overflow)?;
            BidStatus::Read
        }
        TechnicalVerdict::Faulty(fault) => BidStatus::Rejected(*fault),
        TechnicalVerdict::Unopened => BidStatus::Unopened,
    };
    state.sealed -= 1;
    cells::put(host, &Cell::Bid(number), &Bid { status, ..found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k_members_or_the_vendor_alone_open_a_bid() {
        let of = |members, vendor| Resharing { members, vendor };
        assert!(!of(0b01, false).opens(2));
        assert!(of(0b101, false).opens(2));
        assert!(!of(0b101, false).opens(3));
        assert!(of(0, true).opens(16));
        assert!(of(u16::MAX, false).opens(16));
        assert!(!of(u16::MAX >> 1, false).opens(16));
    }
}
