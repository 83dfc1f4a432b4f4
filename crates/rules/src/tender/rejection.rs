//! Rejection: a ground, a statement and two signatures; the first in a frozen ranking is passed over by it and
//! by nothing else (CONTRACTS rule 12).
//!
//! Until an award is proposed a rejection changes the field of prices, so tally and ranking start again. From
//! the first proposal on the ranking is frozen: its places stay, and whoever is rejected is taken out of the
//! row. Who is next is kept as a linked row ([`Neighbours`]), so that passing over costs the same
//! however many were rejected before; a bid's place is found by its merit, as places are in its order.

use core::cmp::Ordering;

use parity_scale_codec::Encode;

use super::{
    Award, Bid, BidStatus, Cell, Core, Neighbours, Place, Rejection, Stage, State, bid, buyer,
    conduct, emit, evaluation, low_price, requests, stage_at, suspension, unsuspended,
};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{ConfirmRejection, ProposeRejection, RejectionGround},
    ranking::Tallied,
    roles::Role,
    scoring::Field,
};

/// An officer proposes to reject a bid that was opened; proposing again replaces the proposal. That the winner does not
/// sign is a ground once the award is final. What is proposed on that ground is confirmed then or never: nothing but
/// a confirmed rejection takes a final award back.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotRejectionStage`], [`Error::UnknownBid`],
/// [`Error::OnlyTheAwarded`], [`Error::BidNotLive`], [`Error::NotAwarded`], those of `bears`, and those of the signer.
pub fn propose_rejection<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeRejection,
) -> Result<(), Error> {
    let (core, mut state, reached) = rejecting(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    rejectable(host, &state, reached, act.bid)?;
    bears(host, &state, act.bid, act.ground)?;
    if act.ground == RejectionGround::RefusedToSign && reached != Stage::Awarded {
        return Err(Error::NotAwarded);
    }
    let proposed = host.sha256(&act.encode())?;
    let ProposeRejection { bid, ground, statement } = *act;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let rejection = Rejection { bid, ground, statement, officer, proposed };
    cells::put(host, &Cell::Rejection, &Some(rejection))?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::RejectionProposed { bid, ground, statement, officer, proposed });
    Ok(())
}

/// An approver, another person, confirms; the bid is out. What that means for ranking and award
/// is said at the top of this file.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotRejectionStage`], [`Error::NothingProposed`],
/// [`Error::SamePerson`], [`Error::HashMismatch`], [`Error::OnlyTheAwarded`], [`Error::BidNotLive`],
/// those of `bears`, and those of the signer.
pub fn confirm_rejection<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmRejection,
) -> Result<(), Error> {
    let (core, mut state, reached) = rejecting(host)?;
    let proposal: Option<Option<Rejection>> = cells::get(host, &Cell::Rejection)?;
    let rejection = proposal.flatten().ok_or(Error::NothingProposed)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if rejection.officer == approver {
        return Err(Error::SamePerson);
    }
    if rejection.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let Rejection { bid: number, ground, statement, .. } = rejection;
    let found = rejectable(host, &state, reached, number)?;
    bears(host, &state, number, ground)?;
    let restarted = state.frozen.is_none();
    match state.frozen {
        None => restart(host, &mut state)?,
        Some(ranking) => take_out(host, &mut state, ranking, number)?,
    }
    state.valid -= 1;
    conduct::forget(host, number, state.round)?;
    suspension::run_clock(&mut state, host.now());
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let found = Bid { status: BidStatus::Excluded(ground), ..found };
    cells::put(host, &Cell::Bid(number), &found)?;
    cells::put(host, &Cell::Rejection, &None::<Rejection>)?;
    cells::put(host, &Cell::State, &state)?;
    let event = TenderEvent::BidExcluded {
        bid: number,
        ground,
        statement,
        approver,
        restarted,
        first: state.first,
        round: state.round,
    };
    emit(host, event);
    Ok(())
}

/// While bids can be rejected: from the evaluation on, and after the award as long as no contract is signed. What
/// ends it belongs here.
fn rejecting<H: Host>(host: &H) -> Result<(Core, State, Stage), Error> {
    let (core, state) = unsuspended(host)?;
    match stage_at(&state, host.now()) {
        reached @ (Stage::FinancialEvaluation
        | Stage::AwardProposed
        | Stage::Standstill
        | Stage::Awarded) => Ok((core, state, reached)),
        _ => Err(Error::NotRejectionStage),
    }
}

/// The bid, if it was opened and counts; once the award is final, only the one that has it.
fn rejectable<H: Host>(host: &H, state: &State, reached: Stage, number: u32) -> Result<Bid, Error> {
    let found = bid(host, number)?;
    if reached == Stage::Awarded && state.first != Some(number) {
        return Err(Error::OnlyTheAwarded);
    }
    if found.status == BidStatus::Opened { Ok(found) } else { Err(Error::BidNotLive) }
}

/// Checks that the ground is one that the requests to the vendor bear, where it needs one.
///
/// # Errors
/// For [`RejectionGround::AbnormallyLow`] [`Error::NotAbnormallyLow`], [`Error::ExplanationAccepted`] and
/// [`Error::ResponsePending`], for [`RejectionGround::NotCorrected`] [`Error::ResponsePending`] and
/// [`Error::RequestAnswered`].
fn bears<H: Host>(
    host: &H,
    state: &State,
    number: u32,
    ground: RejectionGround,
) -> Result<(), Error> {
    match ground {
        RejectionGround::AbnormallyLow => low_price::rejectable(host, state, number),
        RejectionGround::NotCorrected => requests::not_corrected(host, state, number),
        _ => Ok(()),
    }
}

/// Tally and ranking start again; the evaluators' scores stay.
pub(super) fn restart<H: Host>(host: &mut H, state: &mut State) -> Result<(), Error> {
    state.tallied = 0;
    state.placed = 0;
    state.ranked_at = None;
    state.first = None;
    state.frozen = None;
    cells::put(host, &Cell::Field, &Field::default())
}

/// The award is taken back and the next round begins; the next standstill is as long as it was published.
pub(super) fn next_round(state: &mut State) -> Result<(), Error> {
    state.round = state.round.checked_add(1).ok_or(Error::Overflow)?;
    state.award = Award::None;
    state.schedule.standstill -= state.prolonged;
    state.prolonged = 0;
    Ok(())
}

/// Takes a bid out of a frozen ranking; when it was the first, the next one is, in the next round.
fn take_out<H: Host>(
    host: &mut H,
    state: &mut State,
    ranking: u32,
    number: u32,
) -> Result<(), Error> {
    let Some(place) = place_of(host, state, number)? else {
        return Ok(());
    };
    let Neighbours { ahead, behind } = neighbours(host, ranking, place)?;
    let follower = if behind < state.placed { Some(behind) } else { None };
    if let Some(ahead) = ahead {
        let others = neighbours(host, ranking, ahead)?;
        cells::put(host, &Cell::Neighbours(ranking, ahead), &Neighbours { behind, ..others })?;
    }
    if let Some(follower) = follower {
        let others = neighbours(host, ranking, follower)?;
        cells::put(host, &Cell::Neighbours(ranking, follower), &Neighbours { ahead, ..others })?;
    }
    if state.first == Some(number) {
        state.first = match follower {
            Some(place) => Some(held(host, place)?.line.bid),
            None => None,
        };
        next_round(state)?;
    }
    Ok(())
}

/// The place of a bid, by its merit; none when it is below a minimum and has no place.
fn place_of<H: Host>(host: &H, state: &State, number: u32) -> Result<Option<u32>, Error> {
    let tallied: Tallied = cells::get(host, &Cell::Tallied(number))?.ok_or(Error::Corrupt)?;
    if tallied.below_minimum.is_some() {
        return Ok(None);
    }
    let merit = evaluation::merit_of(host, number)?;
    let (mut from, mut to) = (0, state.placed);
    while from < to {
        let middle = from + (to - from) / 2;
        match held(host, middle)?.merit.cmp(&merit) {
            Ordering::Less => from = middle + 1,
            Ordering::Equal => return Ok(Some(middle)),
            Ordering::Greater => to = middle,
        }
    }
    Err(Error::Corrupt)
}

fn held<H: Host>(host: &H, place: u32) -> Result<Place, Error> {
    cells::get(host, &Cell::Place(place))?.ok_or(Error::Corrupt)
}

/// Who stands beside a place: the places beside it, until somebody there is taken out.
fn neighbours<H: Host>(host: &H, ranking: u32, place: u32) -> Result<Neighbours, Error> {
    let kept = cells::get(host, &Cell::Neighbours(ranking, place))?;
    Ok(kept.unwrap_or(Neighbours { ahead: place.checked_sub(1), behind: place.saturating_add(1) }))
}
