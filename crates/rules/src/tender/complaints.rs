//! Complaints: a vendor challenges, a reviewer of the authority decides (CONTRACTS rule 13).
//!
//! While one is open no award is confirmed. One in the standstill, or before prices that follow technical offers,
//! stops the tender's clock (see [`super::suspension`]).

use super::{
    Cell, Complaint, ComplaintStatus, Stage, State, VendorSlot, clock, conduct, core, emit,
    final_from, low_price, profile, rejection, signer, stage_at, state, suspension,
};
use crate::{
    Auth, Error, OrgId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{Complain, ComplaintOutcome, DecideComplaint, WithdrawComplaint},
    roles::Role,
};

/// A vendor complains, one complaint at a time: while bids are taken every vendor, from the deadline on those that
/// bid in this tender, until the standstill is over. Also while the tender is suspended.
///
/// # Errors
/// [`Error::Ended`], [`Error::NotABidder`], [`Error::ComplaintTwice`], and those of the signer.
pub fn complain<H: TenderHost>(host: &mut H, auth: &Auth, act: &Complain) -> Result<(), Error> {
    let (core, mut state) = (core(host)?, state(host)?);
    let now = host.now();
    let reached = stage_at(&state, now);
    if reached.is_decided() {
        return Err(Error::Ended);
    }
    let signatory = signer(host, &core, auth, act, Some(Role::Vendor))?;
    let (vendor, by) = (signatory.org, signatory.person);
    if reached != Stage::Bidding && !has_bid(host, vendor)? {
        return Err(Error::NotABidder);
    }
    let own = Cell::Complaining(vendor);
    if cells::get::<_, Option<u32>>(host, &own)?.flatten().is_some() {
        return Err(Error::ComplaintTwice);
    }
    let number = state.complaints;
    state.complaints = number.checked_add(1).ok_or(Error::Overflow)?;
    state.open_complaints += 1;
    suspension::stop_for_complaints(&mut state, now);
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let statement = act.statement;
    let status = ComplaintStatus::Open;
    cells::put(host, &own, &Some(number))?;
    cells::put(
        host,
        &Cell::Complaint(number),
        &Complaint { vendor, by, statement, at: now, status },
    )?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::Complained { complaint: number, vendor, by, statement });
    Ok(())
}

/// A reviewer decides, with a statement; not one who evaluates in this tender. After the tender's end
/// the answer is recorded, but nothing is evaluated again or cancelled any more.
///
/// # Errors
/// [`Error::ReviewerEvaluates`], [`Error::UnknownComplaint`], [`Error::ComplaintClosed`],
/// [`Error::NothingToReevaluate`], [`Error::Ended`] for a cancellation, and those of the signer.
pub fn decide_complaint<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &DecideComplaint,
) -> Result<(), Error> {
    let (core, mut state) = (core(host)?, state(host)?);
    let reviewer = signer(host, &core, auth, act, Some(Role::Reviewer))?.person;
    if conduct::evaluates(host, &reviewer)? {
        return Err(Error::ReviewerEvaluates);
    }
    let found = open(host, act.complaint)?;
    let DecideComplaint { complaint, outcome, statement } = *act;
    let at = host.now();
    match outcome {
        ComplaintOutcome::Dismissed | ComplaintOutcome::Upheld => {}
        ComplaintOutcome::Reevaluate => reevaluate(host, &mut state)?,
        ComplaintOutcome::Cancel => {
            if stage_at(&state, at).is_decided() {
                return Err(Error::Ended);
            }
            suspension::end(&mut state, at);
            state.cancelled_for = Some(complaint);
        }
    }
    let status = ComplaintStatus::Decided { outcome, statement, reviewer, at };
    close(host, &mut state, complaint, Complaint { status, ..found })?;
    let event = TenderEvent::ComplaintDecided {
        complaint,
        outcome,
        statement,
        reviewer,
        round: state.round,
        schedule: state.schedule,
        final_from: final_from(&state),
    };
    emit(host, event);
    Ok(())
}

/// The vendor withdraws its complaint.
///
/// # Errors
/// [`Error::UnknownComplaint`], [`Error::ForeignOrganisation`], [`Error::ComplaintClosed`], and those of the signer.
pub fn withdraw_complaint<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &WithdrawComplaint,
) -> Result<(), Error> {
    let (core, mut state) = (core(host)?, state(host)?);
    let signatory = signer(host, &core, auth, act, Some(Role::Vendor))?;
    let found: Complaint =
        cells::get(host, &Cell::Complaint(act.complaint))?.ok_or(Error::UnknownComplaint)?;
    if found.vendor != signatory.org {
        return Err(Error::ForeignOrganisation);
    }
    let found = open(host, act.complaint)?;
    let status = ComplaintStatus::Withdrawn { by: signatory.person, at: host.now() };
    close(host, &mut state, act.complaint, Complaint { status, ..found })?;
    let event = TenderEvent::ComplaintWithdrawn {
        complaint: act.complaint,
        by: signatory.person,
        schedule: state.schedule,
        final_from: final_from(&state),
    };
    emit(host, event);
    Ok(())
}

/// The evaluation is made again, in the next round: the scores stay and may be given again, for as long as the
/// standstill was published, and the profile's least objection window at least (neither is longer by a suspension);
/// before that nobody can tally. Who was rejected stays rejected. Prices are compared anew.
fn reevaluate<H: Host>(host: &mut H, state: &mut State) -> Result<(), Error> {
    match stage_at(state, host.now()) {
        Stage::TechnicalEvaluation | Stage::FinancialEvaluation
            if state.scores_frozen && state.scorable() > 0 => {}
        Stage::AwardProposed | Stage::Standstill => {}
        _ => return Err(Error::NothingToReevaluate),
    }
    rejection::next_round(state)?;
    state.scores_frozen = false;
    let window = state.schedule.standstill.max(profile(host)?.least.objection_window);
    state.scores_until = Some(clock(state, host.now()).saturating_add(window.into()));
    low_price::compare_again(host)?;
    if let Some(technical) = &mut state.technical {
        // Prices that are sealed stay so until it is clear again which of them are opened.
        technical.done_at = None;
        state.sealed = 0;
    }
    rejection::restart(host, state)
}

/// One open complaint fewer; with the last one the clock runs again, where a complaint held it.
fn close<H: Host>(
    host: &mut H,
    state: &mut State,
    number: u32,
    complaint: Complaint,
) -> Result<(), Error> {
    state.open_complaints -= 1;
    suspension::run_clock(state, host.now());
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Complaining(complaint.vendor), &None::<u32>)?;
    cells::put(host, &Cell::Complaint(number), &complaint)?;
    cells::put(host, &Cell::State, state)
}

fn open<H: Host>(host: &H, number: u32) -> Result<Complaint, Error> {
    let found: Complaint =
        cells::get(host, &Cell::Complaint(number))?.ok_or(Error::UnknownComplaint)?;
    match found.status {
        ComplaintStatus::Open => Ok(found),
        _ => Err(Error::ComplaintClosed),
    }
}

/// Whether the vendor ever bid in this tender, replaced and withdrawn bids included.
fn has_bid<H: Host>(host: &H, vendor: OrgId) -> Result<bool, Error> {
    let slot: Option<VendorSlot> = cells::get(host, &Cell::Vendor(vendor))?;
    Ok(slot.is_some_and(|slot| slot.attempts > 0))
}
