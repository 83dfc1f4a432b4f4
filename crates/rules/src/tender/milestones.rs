//! Milestones of a signed contract: reported by the vendor, accepted or returned by the buyer (CONTRACTS rule 14).

use alloc::vec::Vec;

use super::{
    Cell, ContractRecord, MilestoneRecord, MilestoneStatus, buyer,
    contract::{contractor, milestones_of, running},
    emit,
};
use crate::{
    Auth, Error, Hash, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{AcceptMilestone, Milestone, ReportMilestone, ReturnMilestone},
    roles::Role,
};

/// Milestones of one contract at most.
pub const MILESTONES_MAX: usize = 32;
/// The furthest that a milestone may lie ahead, seconds: 100 years.
pub const MILESTONE_AHEAD_MAX: u64 = 100 * 366 * 86_400;

/// Checks the milestones of a contract of this value.
///
/// # Errors
/// [`Error::TooMany`], [`Error::MilestoneDue`], [`Error::MilestoneSum`].
pub(super) fn check(now: u64, value: u128, milestones: &[Milestone]) -> Result<(), Error> {
    if milestones.len() > MILESTONES_MAX {
        return Err(Error::TooMany);
    }
    let furthest = now.saturating_add(MILESTONE_AHEAD_MAX);
    let in_order = milestones.is_sorted_by_key(|milestone| milestone.due);
    if !in_order || milestones.last().is_some_and(|last| last.due > furthest) {
        return Err(Error::MilestoneDue);
    }
    let sum = milestones.iter().try_fold(0u128, |sum, next| sum.checked_add(next.amount));
    if !milestones.is_empty() && sum != Some(value) {
        return Err(Error::MilestoneSum);
    }
    Ok(())
}

/// What a change makes of the milestones, by place: those that are accepted must stay in their places as they are,
/// those that stay as they are keep their reports, all others are new. Answers the new ones.
///
/// # Errors
/// [`Error::MilestoneFixed`], [`Error::Corrupt`].
pub(super) fn changed<H: Host>(
    host: &H,
    record: &ContractRecord,
    milestones: &[Milestone],
) -> Result<Vec<(u8, MilestoneRecord)>, Error> {
    let held = milestones_of(host, record)?;
    for (place, held) in held.iter().enumerate() {
        let accepted = matches!(held.status, MilestoneStatus::Accepted { .. });
        if accepted && milestones.get(place) != Some(&held.terms) {
            return Err(Error::MilestoneFixed);
        }
    }
    let stays =
        |place: usize, terms: &Milestone| held.get(place).is_some_and(|held| held.terms == *terms);
    Ok((0u8..)
        .zip(milestones)
        .filter(|(place, terms)| !stays(usize::from(*place), terms))
        .map(|(place, terms)| (place, MilestoneRecord::new(*terms)))
        .collect())
}

/// The vendor reports a milestone as reached. Reporting again replaces a report that waits.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`], [`Error::UnknownMilestone`],
/// [`Error::MilestoneAccepted`], [`Error::ForeignOrganisation`], and those of the signer.
pub fn report_milestone<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ReportMilestone,
) -> Result<(), Error> {
    let (core, mut state, record) = running(host)?;
    let by = contractor(host, &core, &record, auth, act)?;
    let mut held = milestone(host, &record, act.milestone)?;
    if matches!(held.status, MilestoneStatus::Accepted { .. }) {
        return Err(Error::MilestoneAccepted);
    }
    let ReportMilestone { milestone, document } = *act;
    held.status = MilestoneStatus::Reported { document };
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Milestone(milestone), &held)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::MilestoneReported { milestone, document, by });
    Ok(())
}

/// An officer accepts the report of a milestone: this one, not one that came since.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`], [`Error::UnknownMilestone`],
/// [`Error::MilestoneAccepted`], [`Error::NotReported`], [`Error::HashMismatch`], and those of the signer.
pub fn accept_milestone<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &AcceptMilestone,
) -> Result<(), Error> {
    let (core, mut state, mut record) = running(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let mut held = reported(host, &record, act.milestone, act.report)?;
    let AcceptMilestone { milestone, document, .. } = *act;
    held.status = MilestoneStatus::Accepted { document, at: host.now() };
    record.accepted = record.accepted.checked_add(1).ok_or(Error::Overflow)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Milestone(milestone), &held)?;
    cells::put(host, &Cell::Contract, &record)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::MilestoneAccepted { milestone, document, officer });
    Ok(())
}

/// An officer returns the report of a milestone; the vendor may report it again.
///
/// # Errors
/// As [`accept_milestone`].
pub fn return_milestone<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ReturnMilestone,
) -> Result<(), Error> {
    let (core, mut state, record) = running(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let mut held = reported(host, &record, act.milestone, act.report)?;
    let ReturnMilestone { milestone, reason, .. } = *act;
    held.status = MilestoneStatus::Returned { reason };
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Milestone(milestone), &held)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::MilestoneReturned { milestone, reason, officer });
    Ok(())
}

/// A milestone of the contract as it is now: what a change took out is not there any more.
pub(super) fn milestone<H: Host>(
    host: &H,
    record: &ContractRecord,
    place: u8,
) -> Result<MilestoneRecord, Error> {
    if place >= record.milestones {
        return Err(Error::UnknownMilestone);
    }
    cells::get(host, &Cell::Milestone(place))?.ok_or(Error::Corrupt)
}

/// A milestone whose report waits.
fn reported<H: Host>(
    host: &H,
    record: &ContractRecord,
    place: u8,
    report: Hash,
) -> Result<MilestoneRecord, Error> {
    let held = milestone(host, record, place)?;
    match held.status {
        MilestoneStatus::Accepted { .. } => Err(Error::MilestoneAccepted),
        MilestoneStatus::Open | MilestoneStatus::Returned { .. } => Err(Error::NotReported),
        MilestoneStatus::Reported { document } if document != report => Err(Error::HashMismatch),
        MilestoneStatus::Reported { .. } => Ok(held),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_000;

    fn milestone(due: u64, amount: u128) -> Milestone {
        Milestone { title: [1; 32], due, amount }
    }

    #[test]
    fn amounts_add_up_to_the_value_or_there_are_none() {
        let parts = [milestone(NOW, 40), milestone(NOW, 0), milestone(NOW + 1, 60)];
        assert_eq!(check(NOW, 100, &parts), Ok(()));
        assert_eq!(check(NOW, 100, &[]), Ok(()));
        for value in [99, 101, 0] {
            assert_eq!(check(NOW, value, &parts), Err(Error::MilestoneSum));
        }
        let over = [milestone(NOW, u128::MAX), milestone(NOW, 101)];
        assert_eq!(check(NOW, 100, &over), Err(Error::MilestoneSum), "a sum that wraps around");
    }

    #[test]
    fn days_ascend_and_lie_within_a_hundred_years() {
        let last = NOW + MILESTONE_AHEAD_MAX;
        for (days, result) in [
            ([NOW - 1, NOW - 1], Ok(())),
            ([NOW, last], Ok(())),
            ([NOW, last + 1], Err(Error::MilestoneDue)),
            ([NOW, u64::MAX], Err(Error::MilestoneDue)),
            ([NOW + 1, NOW], Err(Error::MilestoneDue)),
        ] {
            let parts = days.map(|due| milestone(due, 5));
            assert_eq!(check(NOW, 10, &parts), result, "{days:?}");
        }
    }

    #[test]
    fn a_contract_has_at_most_so_many_milestones() {
        let parts = [milestone(NOW, 1); MILESTONES_MAX + 1];
        assert_eq!(check(NOW, 32, &parts[1..]), Ok(()));
        assert_eq!(check(NOW, 33, &parts), Err(Error::TooMany));
    }
}
