//! Prices that are abnormally low: found by the terms' rule, decided by two persons after the vendor explained
//! (CONTRACTS rule 10).
//!
//! The prices are compared once, when the tally is first complete ([`Compared`]): that a bid is rejected later takes no
//! flag from another and gives none. A re-evaluation after a complaint makes a new tally, so the prices are compared
//! anew, and what was accepted under the comparison before is decided again.

use parity_scale_codec::Encode;

use super::{
    Acceptance, Accepted, BidStatus, Cell, Compared, Core, Stage, State, bid, buyer, emit,
    evaluation, requests, stage_at, unsuspended,
};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{ConfirmAcceptance, ProposeAcceptance, RequestKind},
    ranking::Tallied,
    requests::Requests,
    roles::Role,
    scoring::Field,
};

/// An officer proposes to accept the explanation of a bid's price; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotRequestStage`], [`Error::UnknownBid`], [`Error::BidNotLive`],
/// [`Error::NotAbnormallyLow`], [`Error::ExplanationAccepted`], [`Error::NotExplained`], and those of the signer.
pub fn propose_acceptance<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeAcceptance,
) -> Result<(), Error> {
    let (core, mut state) = deciding(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    explained(host, act.bid)?;
    let proposed = host.sha256(&act.encode())?;
    let ProposeAcceptance { bid, statement } = *act;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let acceptance = Acceptance { bid, statement, officer, proposed };
    cells::put(host, &Cell::Acceptance, &Some(acceptance))?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::AcceptanceProposed { bid, statement, officer, proposed });
    Ok(())
}

/// An approver, another person, confirms: the bid can be proposed for the award.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotRequestStage`], [`Error::NothingProposed`], [`Error::SamePerson`],
/// [`Error::HashMismatch`], [`Error::BidNotLive`] when the bid was rejected since, [`Error::NotAbnormallyLow`] while it is
/// evaluated again, [`Error::NotExplained`] when the vendor was asked again since, and those of the signer.
pub fn confirm_acceptance<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmAcceptance,
) -> Result<(), Error> {
    let (core, mut state) = deciding(host)?;
    let proposal: Option<Option<Acceptance>> = cells::get(host, &Cell::Acceptance)?;
    let acceptance = proposal.flatten().ok_or(Error::NothingProposed)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if acceptance.officer == approver {
        return Err(Error::SamePerson);
    }
    if acceptance.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let Acceptance { bid, statement, officer, .. } = acceptance;
    let round = explained(host, bid)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Accepted(bid), &Accepted { statement, officer, approver, round })?;
    cells::put(host, &Cell::Acceptance, &None::<Acceptance>)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::ExplanationAccepted { bid, statement, approver });
    Ok(())
}

/// Every bid is tallied: compares the prices, unless they were compared in this evaluation.
pub(super) fn compare<H: Host>(
    host: &mut H,
    round: u32,
    rule: Requests,
    field: &Field,
) -> Result<(), Error> {
    if !rule.compare_prices() || field.count() == 0 || compared(host)?.is_some() {
        return Ok(());
    }
    cells::put(host, &Cell::Compared, &Some(Compared { rule, field: *field, round }))?;
    emit(host, TenderEvent::PricesCompared { rule, field: *field, round });
    Ok(())
}

/// The evaluation is made again, and the prices are compared anew.
pub(super) fn compare_again<H: Host>(host: &mut H) -> Result<(), Error> {
    match compared(host)? {
        Some(_) => cells::put(host, &Cell::Compared, &None::<Compared>),
        None => Ok(()),
    }
}

/// Checks that a bid can be proposed for the award.
///
/// # Errors
/// [`Error::LowPriceUndecided`] when its price is abnormally low and no explanation was accepted.
pub(super) fn check_award<H: Host>(host: &H, number: u32) -> Result<(), Error> {
    match undecided(host, number) {
        Ok(_) => Err(Error::LowPriceUndecided),
        Err(Error::NotAbnormallyLow | Error::ExplanationAccepted) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whether a bid can be rejected for its price: it is abnormally low, and the vendor explained it or let
/// the window pass.
///
/// # Errors
/// [`Error::NotAbnormallyLow`], [`Error::ExplanationAccepted`], [`Error::ResponsePending`] when nobody asked
/// or a response can still come.
pub(super) fn rejectable<H: Host>(host: &H, state: &State, number: u32) -> Result<(), Error> {
    undecided(host, number)?;
    let request =
        requests::last(host, number, RequestKind::Explanation)?.ok_or(Error::ResponsePending)?;
    if request.is_open(state, host.now()) { Err(Error::ResponsePending) } else { Ok(()) }
}

/// The round of the comparison by which the bid's price is abnormally low, if no explanation was accepted under it.
///
/// # Errors
/// [`Error::NotAbnormallyLow`], [`Error::ExplanationAccepted`].
pub(super) fn undecided<H: Host>(host: &H, number: u32) -> Result<u32, Error> {
    let Compared { rule, field, round } = compared(host)?.ok_or(Error::NotAbnormallyLow)?;
    // What is below a minimum is not among the prices that were compared.
    let tallied: Option<Tallied> = cells::get(host, &Cell::Tallied(number))?;
    let counts = tallied.is_some_and(|tallied| tallied.below_minimum.is_none());
    if !counts || !rule.of_price(&field, evaluation::price(host, number)?).is_flagged() {
        return Err(Error::NotAbnormallyLow);
    }
    let accepted: Option<Accepted> = cells::get(host, &Cell::Accepted(number))?;
    if accepted.is_some_and(|accepted| accepted.round == round) {
        return Err(Error::ExplanationAccepted);
    }
    Ok(round)
}

/// The same, if the vendor explained its price when it was asked last.
fn explained<H: Host>(host: &H, number: u32) -> Result<u32, Error> {
    if bid(host, number)?.status != BidStatus::Opened {
        return Err(Error::BidNotLive);
    }
    let round = undecided(host, number)?;
    let request = requests::last(host, number, RequestKind::Explanation)?;
    match request.and_then(|request| request.response) {
        Some(_) => Ok(round),
        None => Err(Error::NotExplained),
    }
}

fn compared<H: Host>(host: &H) -> Result<Option<Compared>, Error> {
    let kept: Option<Option<Compared>> = cells::get(host, &Cell::Compared)?;
    Ok(kept.flatten())
}

/// While there is no award.
fn deciding<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = unsuspended(host)?;
    if stage_at(&state, host.now()) == Stage::FinancialEvaluation {
        Ok((core, state))
    } else {
        Err(Error::NotRequestStage)
    }
}
