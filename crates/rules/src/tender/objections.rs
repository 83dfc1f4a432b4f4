//! Objections: the contract cannot judge a stanza, so people object and two persons find (ENVELOPE, "Judge").

use parity_scale_codec::Encode;

use super::{
    BidStatus, Cell, Core, Finding, Objection, Stage, State, bid, buyer, conduct, emit, opening,
    settled_at, signer, stage_at, unsuspended,
};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{ConfirmFinding, Object, ProposeFinding},
    roles::Role,
};

/// Anyone who is registered objects to a bid, once each, until the objection window ends.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::NotOpening`], [`Error::UnknownBid`], [`Error::BidNotLive`], [`Error::StaleBid`],
/// [`Error::NotPassed`], [`Error::ObjectionTwice`], and those of the signer.
pub fn object<H: TenderHost>(host: &mut H, auth: &Auth, act: &Object) -> Result<(), Error> {
    let (core, mut state) = opening(host)?;
    let now = host.now();
    let window = u64::from(state.schedule.objection_window);
    if settled_at(&state, now).is_some_and(|at| now >= at.saturating_add(window)) {
        return Err(Error::NotOpening);
    }
    let by = signer(host, &core, auth, act, None)?.person;
    let objected = bid(host, act.bid)?;
    if objected.status != BidStatus::Opened {
        opening::check_sealed(host, &state, act.bid, &objected)?;
    }
    let once = Cell::Objected(act.bid, by);
    if cells::get::<_, u32>(host, &once)?.is_some() {
        return Err(Error::ObjectionTwice);
    }
    let number = state.objections;
    state.objections = number.checked_add(1).ok_or(Error::Overflow)?;
    state.undecided += 1;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let objection = Objection { bid: act.bid, fault: act.fault, by, finding: Finding::Open };
    cells::put(host, &once, &number)?;
    cells::put(host, &Cell::Objection(number), &objection)?;
    cells::put(host, &Cell::State, &state)?;
    let (bid, fault) = (act.bid, act.fault);
    emit(host, TenderEvent::Objected { objection: number, bid, fault, by });
    Ok(())
}

/// An officer proposes what to find; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::NotOpening`], [`Error::UnknownObjection`], [`Error::ObjectionDecided`], and those of the signer.
pub fn propose_finding<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeFinding,
) -> Result<(), Error> {
    let (core, mut state) = opening(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let mut objection = undecided(host, act.objection)?;
    let proposed = host.sha256(&act.encode())?;
    objection.finding = Finding::Proposed { upheld: act.upheld, officer, proposed };
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Objection(act.objection), &objection)?;
    cells::put(host, &Cell::State, &state)?;
    let event = TenderEvent::FindingProposed {
        objection: act.objection,
        upheld: act.upheld,
        reason: act.reason,
        officer,
        proposed,
    };
    emit(host, event);
    Ok(())
}

/// An approver, another person, confirms; an upheld objection rejects the bid.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::NotOpening`], [`Error::UnknownObjection`], [`Error::ObjectionDecided`], [`Error::NoFinding`],
/// [`Error::SamePerson`], [`Error::HashMismatch`], and those of the signer.
pub fn confirm_finding<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmFinding,
) -> Result<(), Error> {
    let (core, mut state) = opening(host)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    let mut objection = undecided(host, act.objection)?;
    let Finding::Proposed { upheld, officer, proposed } = objection.finding else {
        return Err(Error::NoFinding);
    };
    if officer == approver {
        return Err(Error::SamePerson);
    }
    if proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    objection.finding = Finding::Decided { upheld };
    state.undecided -= 1;
    if upheld {
        reject(host, &mut state, &objection)?;
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Objection(act.objection), &objection)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::FindingConfirmed { objection: act.objection, upheld, approver });
    Ok(())
}

/// Rejects the bid, unless an earlier objection did.
fn reject<H: Host>(host: &mut H, state: &mut State, objection: &Objection) -> Result<(), Error> {
    let mut bid = bid(host, objection.bid)?;
    match bid.status {
        BidStatus::Sealed | BidStatus::Read => opening::settle(host, state),
        BidStatus::Opened => state.valid -= 1,
        _ => return Ok(()),
    }
    if state.technical.is_some() {
        conduct::forget(host, objection.bid, state.round)?;
    }
    bid.status = BidStatus::Rejected(objection.fault);
    cells::put(host, &Cell::Bid(objection.bid), &bid)
}

fn opening<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = unsuspended(host)?;
    if stage_at(&state, host.now()) == Stage::FinancialOpening {
        Ok((core, state))
    } else {
        Err(Error::NotOpening)
    }
}

fn undecided<H: Host>(host: &H, number: u32) -> Result<Objection, Error> {
    let objection: Objection =
        cells::get(host, &Cell::Objection(number))?.ok_or(Error::UnknownObjection)?;
    match objection.finding {
        Finding::Decided { .. } => Err(Error::ObjectionDecided),
        _ => Ok(objection),
    }
}
