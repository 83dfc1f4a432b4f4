//! What may become of a tender's times: they move later, one at a time, and never back.

use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{schedule::Schedule, tender::State};
use tenderseal_scenario::cast::MINIMUMS;

use super::step::Step;

/// What may have changed of the times.
pub fn check(
    step: &Step,
    done: bool,
    time: u64,
    before: &State,
    state: &State,
) -> Result<(), TestCaseError> {
    let amended = done && matches!(step, Step::ConfirmAmendment { .. });
    prop_assert_eq!(state.terms.version, before.terms.version + u32::from(amended));
    let (then, now) = (before.schedule, state.schedule);
    if amended {
        let soonest = time + u64::from(MINIMUMS.amendment);
        prop_assert!(now.deadline >= then.deadline.max(soonest));
        prop_assert_eq!((state.live, state.sealed), (0, 0));
        prop_assert_eq!(now, Schedule { deadline: now.deadline, ..then });
        return Ok(());
    }
    let runs = before.stopped_at.is_some() && state.stopped_at.is_none();
    let new_round = state.round > before.round;
    let moved = done && matches!(step, Step::ConfirmExtension { .. });
    if moved {
        prop_assert!(now.deadline > then.deadline, "{step:?}");
    } else if !runs {
        prop_assert_eq!(now.deadline, then.deadline, "{:?}", step);
    }
    // One window is longer at most, and none is shorter but the standstill of an award taken back.
    let windows = |of: &Schedule| {
        [of.guard, of.officers_window, of.self_reveal_window, of.objection_window].map(u64::from)
    };
    let pairs = windows(&now).into_iter().zip(windows(&then));
    let mut longer = u32::from(now.deadline > then.deadline);
    for (now, then) in pairs {
        prop_assert!(now >= then);
        longer += u32::from(now > then);
    }
    longer += u32::from(now.standstill > then.standstill);
    // The guard runs again between the technical result and the first price.
    let prices = before.is_technical() && !state.is_technical();
    prop_assert!(longer <= u32::from(runs || moved || prices), "{step:?}");
    prop_assert_eq!(now.standstill - state.prolonged, then.standstill - before.prolonged);
    prop_assert!(now.standstill >= then.standstill || new_round);
    prop_assert_eq!(now.questions, then.questions);
    Ok(())
}
