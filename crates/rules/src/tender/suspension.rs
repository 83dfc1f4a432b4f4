//! Suspension by a reviewer, and the clock that stands still (CONTRACTS, "Life of a tender").
//!
//! A tender has a clock of its own: block time, or the second in which it stopped. It stands still while a
//! reviewer suspends the tender, and while a complaint is open in the standstill or before prices that follow technical
//! offers. When nothing holds it any more,
//! the window in which it stopped becomes longer by as many seconds as it stood still, so that as much is left of it
//! as was. The windows behind it are counted from its end and move along.

use super::{
    Award, Cell, Stage, State, clock, core, emit, final_from, settled_at, signer, stage_at, state,
};
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
    if stage_at(&state, now).is_decided() {
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

/// A reviewer lets the tender go on; the clock runs again, unless a complaint holds it.
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
    if stage_at(&state, now).is_decided() {
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

/// Stops the clock where an open complaint holds it: in the standstill, and after the technical result until the first
/// prices are opened, which nobody could close again.
pub(super) fn stop_for_complaints(state: &mut State, now: u64) {
    if is_disputed(state, now) {
        state.stopped_at.get_or_insert(now);
    }
}

/// Whether an open complaint holds the clock, as in the standstill and between the technical result and the opening of prices;
/// it holds none of a cancelled tender's.
#[must_use]
pub fn is_disputed(state: &State, now: u64) -> bool {
    let evaluated = state.technical.is_some_and(|technical| technical.done_at.is_some());
    let closed = evaluated && clock(state, now) < state.schedule.opening();
    let holds = closed || matches!(state.award, Award::Confirmed { .. });
    state.open_complaints > 0 && state.cancelled_at.is_none() && holds
}

/// Lets the clock run, unless a suspension or a complaint holds it.
pub(super) fn run_clock(state: &mut State, now: u64) {
    if !state.suspended && !is_disputed(state, now) {
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
    state.stood = state.stood.saturating_add(stood);
    let longer = |window: u32| window.saturating_add(u32::try_from(stood).unwrap_or(u32::MAX));
    let settled = settled_at(state, since);
    let (technical, reached) = (state.is_technical(), stage_at(state, since));
    if let Some(until) = state.scores_until.filter(|until| since < *until) {
        state.scores_until = Some(until.saturating_add(stood));
    }
    let schedule = &mut state.schedule;
    if let Award::Confirmed { .. } = state.award {
        let before = schedule.standstill;
        schedule.standstill = longer(before);
        state.prolonged = state.prolonged.saturating_add(schedule.standstill - before);
    } else if since < schedule.deadline {
        schedule.deadline = schedule.deadline.saturating_add(stood);
    } else if since < schedule.opening() {
        schedule.guard = longer(schedule.guard);
    } else if technical {
        // The windows of the schedule are those of the prices, which come later.
        if let Some(technical) = &mut state.technical
            && reached == Stage::TechnicalOpening
        {
            technical.longer = longer(technical.longer);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Schedule;

    const TIMES: Schedule = Schedule {
        deadline: 1_000,
        guard: 120,
        officers_window: 60,
        self_reveal_window: 60,
        objection_window: 60,
        standstill: 10,
        questions: 40,
    };

    /// The times after the clock stood still from `since` for `stood` seconds.
    fn after(state: &State, since: u64, stood: u64) -> Schedule {
        let mut state = State { stopped_at: Some(since), ..state.clone() };
        run_clock(&mut state, since.saturating_add(stood));
        assert_eq!(state.stopped_at, None);
        state.schedule
    }

    #[test]
    fn the_window_in_which_the_clock_stopped_is_longer_and_no_other() {
        let state = State { schedule: TIMES, ..State::default() };
        for (since, longer) in [
            (0, Schedule { deadline: 1_007, ..TIMES }),
            (999, Schedule { deadline: 1_007, ..TIMES }),
            (1_000, Schedule { guard: 127, ..TIMES }),
            (1_119, Schedule { guard: 127, ..TIMES }),
            (1_120, Schedule { officers_window: 67, ..TIMES }),
            (1_179, Schedule { officers_window: 67, ..TIMES }),
            (1_180, Schedule { self_reveal_window: 67, ..TIMES }),
            (1_239, Schedule { self_reveal_window: 67, ..TIMES }),
            (1_240, Schedule { objection_window: 67, ..TIMES }),
            (1_299, Schedule { objection_window: 67, ..TIMES }),
            (1_300, TIMES),
            (u64::MAX, TIMES),
        ] {
            assert_eq!(after(&state, since, 7), longer, "{since}");
            assert_eq!(after(&state, since, 0), TIMES, "{since}");
        }
        // Every bid was opened early: the objection window runs instead of the others.
        let settled = State { settled_at: Some(1_130), ..state };
        for (since, longer) in [
            (1_130, Schedule { objection_window: 67, ..TIMES }),
            (1_189, Schedule { objection_window: 67, ..TIMES }),
            (1_190, TIMES),
        ] {
            assert_eq!(after(&settled, since, 7), longer, "{since}");
        }
    }

    #[test]
    fn whatever_holds_the_clock_holds_it_and_the_standstill_remembers_what_it_was() {
        let award = Award::Confirmed { bid: 0, at: 2_000 };
        let stopped = State {
            schedule: TIMES,
            award,
            stopped_at: Some(2_009),
            suspended: true,
            open_complaints: 1,
            ..State::default()
        };
        for (suspended, open_complaints) in [(true, 1), (true, 0), (false, 1)] {
            let mut held = State { open_complaints, suspended, ..stopped.clone() };
            run_clock(&mut held, 3_000);
            assert_eq!((held.stopped_at, held.schedule), (Some(2_009), TIMES));
        }
        let mut free = State { open_complaints: 0, suspended: false, ..stopped.clone() };
        run_clock(&mut free, 3_000);
        assert_eq!((free.schedule.standstill, free.prolonged), (10 + 991, 991));
        assert_eq!(final_from(&free), Some(3_001));
        let mut ended = stopped;
        end(&mut ended, 3_000);
        assert_eq!(
            (ended.suspended, ended.stopped_at, ended.cancelled_at),
            (false, None, Some(3_000))
        );
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        let state = State { schedule: TIMES, ..State::default() };
        assert_eq!(after(&state, 5, u64::MAX).deadline, u64::MAX);
        assert_eq!(after(&state, 1_000, u64::MAX).guard, u32::MAX);
        assert_eq!(after(&state, 1_000, u64::MAX).silence(), 1_000 + u64::from(u32::MAX) + 120);
        let award = Award::Confirmed { bid: 0, at: 2_000 };
        let awarded = State { award, ..state };
        assert_eq!(after(&awarded, 2_001, u64::MAX).standstill, u32::MAX);
        // A block before the stop, as a view of the past has it.
        let mut early = State { stopped_at: Some(500), ..awarded };
        run_clock(&mut early, 400);
        assert_eq!(early.schedule, TIMES);
    }

    #[test]
    fn the_time_to_score_again_stands_still_too() {
        let settled = State { schedule: TIMES, settled_at: Some(1_130), ..State::default() };
        for (since, until) in [(1_499, 1_507), (1_500, 1_500), (1_501, 1_500)] {
            let mut state =
                State { scores_until: Some(1_500), stopped_at: Some(since), ..settled.clone() };
            run_clock(&mut state, since + 7);
            assert_eq!((state.scores_until, state.schedule), (Some(until), TIMES), "{since}");
        }
    }
}
