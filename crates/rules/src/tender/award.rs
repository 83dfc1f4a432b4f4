//! The award: proposed by an officer, confirmed by an approver, final after the standstill (CONTRACTS rule 12).

use parity_scale_codec::Encode;

use super::{Award, Cell, Stage, buyer, emit, low_price, requests, stage_at, unsuspended};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::TenderHost,
    messages::{ConfirmAward, ProposeAward, RequestKind},
    roles::Role,
};

/// An officer proposes the award to the first in the ranking. A proposal that waits can be
/// proposed again by another officer, who then answers for it.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotAwardStage`], [`Error::NotRanked`],
/// [`Error::WrongRound`], [`Error::NotFirst`], [`Error::LowPriceUndecided`], [`Error::RequestOpen`] while its vendor can
/// still correct what it was asked to, and those of the signer.
pub fn propose_award<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeAward,
) -> Result<(), Error> {
    let (core, mut state) = unsuspended(host)?;
    match stage_at(&state, host.now()) {
        Stage::FinancialEvaluation | Stage::AwardProposed => {}
        _ => return Err(Error::NotAwardStage),
    }
    let first = state.first.ok_or(Error::NotRanked)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    if act.round != state.round {
        return Err(Error::WrongRound);
    }
    if act.bid != first {
        return Err(Error::NotFirst);
    }
    // What is checked here holds at the confirmation too: nobody is asked while an award is proposed, and
    // the prices are not compared again but with the award taken back.
    low_price::check_award(host, first)?;
    let asked = requests::last(host, first, RequestKind::Correction)?;
    if asked.is_some_and(|request| request.is_open(&state, host.now())) {
        return Err(Error::RequestOpen);
    }
    let proposed = host.sha256(&act.encode())?;
    state.award = Award::Proposed { bid: act.bid, officer, proposed };
    // From now on the ranking stands, whoever is rejected.
    state.frozen.get_or_insert(state.round);
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::AwardProposed { bid: act.bid, officer, proposed });
    Ok(())
}

/// An approver, another person, confirms; the standstill begins.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NothingProposed`], [`Error::ComplaintOpen`], [`Error::SamePerson`],
/// [`Error::HashMismatch`], and those of the signer.
pub fn confirm_award<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmAward,
) -> Result<(), Error> {
    let (core, mut state) = unsuspended(host)?;
    let now = host.now();
    if stage_at(&state, now) != Stage::AwardProposed {
        return Err(Error::NothingProposed);
    }
    let Award::Proposed { bid, officer, proposed } = state.award else {
        return Err(Error::NothingProposed);
    };
    if state.open_complaints > 0 {
        return Err(Error::ComplaintOpen);
    }
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if officer == approver {
        return Err(Error::SamePerson);
    }
    if proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    state.award = Award::Confirmed { bid, at: now };
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    let final_from = now.saturating_add(state.schedule.standstill.into());
    emit(host, TenderEvent::AwardConfirmed { bid, approver, final_from });
    Ok(())
}
