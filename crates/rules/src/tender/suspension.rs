//! Suspension by a reviewer, and the clock that stands still (CONTRACTS, "Life of a tender").
//!
//! A tender has a clock of its own: block time, or the second in which it stopped. It stands still while a
//! reviewer suspends the tender, and in the standstill while a complaint is open. When nothing holds it any more,
//! the window in which it stopped becomes longer by as many seconds as it stood still, so that as much is left of it
//! as was. The windows behind it are counted from its end and move along.

use super::{Award, Cell, State, core, emit, final_from, settled_at, signer, stage_at, state};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::TenderHost,
    messages::{ResumeTender, SuspendTender},
    roles::Role,
};

/// A reviewer suspends the tender, at any stage before its end.
///
/// # Errors
/// [`Error::Ended`], [`Error::TenderSuspended`], and those of the signer.
pub fn suspend_tender<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &SuspendTender,
) -> Result<(), Error> {
    let (core, mut state) = (core(host)?, state(host)?);
    let now = host.now();
    if stage_at(&core, &state, now).is_final() {
        return Err(Error::Ended);
    }
    if state.suspended {
        return Err(Error::TenderSuspended);
    }
    let reviewer = signer(host, &core, auth, act, Some(Role::Reviewer))?.person;
    state.suspended = true;
    state.stopped_at.get_or_insert(now);
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::TenderSuspended { statement: act.statement, reviewer });
    Ok(())
}

/// A reviewer lets the tender go on; the clock runs again, unless a complaint holds the standstill.
///
/// # Errors
/// [`Error::Ended`], [`Error::NotSuspended`], and those of the signer.
pub fn resume_tender<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ResumeTender,
) -> Result<(), Error> {
    let (core, mut state) = (core(host)?, state(host)?);
    let now = host.now();
    if stage_at(&core, &state, now).is_final() {
        return Err(Error::Ended);
    }
    if !state.suspended {
        return Err(Error::NotSuspended);
    }
    let reviewer = signer(host, &core, auth, act, Some(Role::Reviewer))?.person;
    state.suspended = false;
    run_clock(&mut state, now);
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    let (statement, schedule, final_from) = (act.statement, state.schedule, final_from(&state));
    emit(host, TenderEvent::TenderResumed { statement, reviewer, schedule, final_from });
    Ok(())
}

/// Lets the clock run, unless a suspension or a complaint in the standstill holds it.
pub(super) fn run_clock(state: &mut State, now: u64) {
    let disputed = state.open_complaints > 0 && matches!(state.award, Award::Confirmed { .. });
    if !state.suspended && !disputed {
        start(state, now);
    }
}

/// The tender is cancelled: whatever held the clock holds it no more, and the times are those that it came to.
pub(super) fn end(state: &mut State, now: u64) {
    state.suspended = false;
    start(state, now);
    state.cancelled_at = Some(now);
}

/// Makes the window in which the clock stopped longer by the time for which it stood still. Only what is beyond
/// the end of a u64 of seconds (a u32 for the windows that are lengths) is lost: 136 years.
fn start(state: &mut State, now: u64) {
    let Some(since) = state.stopped_at.take() else {
        return;
    };
    let stood = now.saturating_sub(since);
    let longer = |window: u32| window.saturating_add(u32::try_from(stood).unwrap_or(u32::MAX));
    let settled = settled_at(state, since);
    let schedule = &mut state.schedule;
    if let Award::Confirmed { .. } = state.award {
        let before = schedule.standstill;
        schedule.standstill = longer(before);
        state.prolonged = state.prolonged.saturating_add(schedule.standstill - before);
    } else if since < schedule.deadline {
        schedule.deadline = schedule.deadline.saturating_add(stood);
    } else if since < schedule.opening() {
        schedule.guard = longer(schedule.guard);
    } else if let Some(at) = settled {
        if since < at.saturating_add(schedule.objection_window.into()) {
            schedule.objection_window = longer(schedule.objection_window);
        }
    } else if since < schedule.self_reveal() {
        schedule.officers_window = longer(schedule.officers_window);
    } else {
        schedule.self_reveal_window = longer(schedule.self_reveal_window);
    }
}
