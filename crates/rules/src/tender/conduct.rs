//! The conduct of the evaluation: who declares which interests, and who takes whose seat (CONTRACTS rule 7).

use alloc::vec::Vec;

use parity_scale_codec::Encode;

use super::{
    Cell, Core, InRound, Seat, SeatChange, Stage, State, bid, bids::slot, buyer, emit, moderation,
    profile, signer, stage_at, unsuspended,
};
use crate::{
    Auth, Error, PersonId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{ConfirmSeatChange, Declare, ProposeSeatChange},
    registry::is_usable,
    roles::Role,
};

/// Conflicts of all seats of a panel together at most: the first page of the tally looks each of them up.
pub const CONFLICTS_MAX: u32 = 64;

/// Conflicts that one evaluator of a panel of so many declares at most. Everybody has the same share of
/// [`CONFLICTS_MAX`], so that nobody's declaration depends on those of the others. Whoever has more
/// is excused: there is too little left for that one to score.
#[must_use]
pub const fn conflicts_max(panel: u32) -> u32 {
    match CONFLICTS_MAX.checked_div(panel) {
        Some(most) => most,
        None => 0,
    }
}

/// An evaluator declares its interests: with which vendors there is a conflict, with none in an empty list.
/// Only who bid can be named, so it is done from the deadline on, and until the scores are
/// frozen. A later declaration takes the place of an earlier one and may only add to it; scores that were
/// given to a bid which is excluded now do not count any more.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::DeclarationTooEarly`], [`Error::Ended`], [`Error::Ranked`],
/// [`Error::NotOnPanel`], [`Error::TooMany`],
/// [`Error::ConflictsUnsorted`], [`Error::ConflictWithoutBid`] also for a vendor whose bid was withdrawn,
/// [`Error::ConflictKept`], [`Error::ReaderKeyMissing`], [`Error::ReaderKeyNotAsked`], [`Error::OpeningKeyInvalid`],
/// [`Error::ReaderKeyKept`], and those of the signer.
pub fn declare<H: TenderHost>(host: &mut H, auth: &Auth, act: &Declare) -> Result<(), Error> {
    let (core, mut state) = not_tallied(host)?;
    if stage_at(&state, host.now()) == Stage::Bidding {
        return Err(Error::DeclarationTooEarly);
    }
    let person = signer(host, &core, auth, act, Some(Role::Evaluator))?.person;
    let panel = panel(host)?;
    let (place, mut seat) = seat_of(host, &panel, &person)?;
    let most = u32::try_from(panel.len()).map_or(0, conflicts_max);
    if act.conflicts.len() > most as usize {
        return Err(Error::TooMany);
    }
    if !act.conflicts.is_sorted_by(|one, next| one < next) {
        return Err(Error::ConflictsUnsorted);
    }
    let mut excluded = Vec::with_capacity(act.conflicts.len());
    for vendor in &act.conflicts {
        let number = slot(host, *vendor)?.live.ok_or(Error::ConflictWithoutBid)?;
        // The scores of a bid that was rejected do not count already (`forget`).
        let counts = bid(host, number)?.status.is_scorable();
        if counts && !seat.excluded.contains(&number) && has_scored(host, &seat, number)? {
            seat.scored = seat.scored.checked_sub(1).ok_or(Error::Corrupt)?;
            moderation::withdraw(host, &mut seat, number, state.round)?;
        }
        excluded.push(number);
    }
    if seat.excluded.iter().any(|bid| !excluded.contains(bid)) {
        return Err(Error::ConflictKept);
    }
    seat.reader = reader(&state, &seat, act.reader, host.now())?;
    seat.excluded = excluded;
    seat.declared = true;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Seat(place), &seat)?;
    cells::put(host, &Cell::State, &state)?;
    let Declare { conflicts, statement, reader } = act.clone();
    let event = TenderEvent::InterestsDeclared { evaluator: person, conflicts, statement, reader };
    emit(host, event);
    Ok(())
}

/// The reading key of a seat with a declaration: named exactly where technical offers are sealed to evaluators. Once they
/// are opened it stays, as they were sealed to it.
fn reader(
    state: &State,
    seat: &Seat,
    named: Option<[u8; 32]>,
    now: u64,
) -> Result<Option<[u8; 32]>, Error> {
    match (state.technical, named) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Error::ReaderKeyNotAsked),
        (Some(_), None) => Err(Error::ReaderKeyMissing),
        (Some(_), Some(key)) if !is_usable(&key) => Err(Error::OpeningKeyInvalid),
        (Some(_), Some(key)) => {
            let opened = stage_at(state, now) != Stage::Closed;
            let kept = seat.reader.is_none_or(|before| before == key);
            if opened && !kept { Err(Error::ReaderKeyKept) } else { Ok(Some(key)) }
        }
    }
}

/// An officer proposes to excuse an evaluator or to fill a vacant seat; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::Ended`], [`Error::Ranked`], [`Error::NotOnPanel`] also for a
/// vacant seat that nobody would take, [`Error::SubstituteUnfit`], [`Error::LastSeat`],
/// [`Error::PanelTooSmall`] when the profile asks for a substitute, and those of the signer.
pub fn propose_seat_change<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeSeatChange,
) -> Result<(), Error> {
    let (core, mut state) = not_tallied(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let ProposeSeatChange { evaluator, substitute, reason } = *act;
    changed(host, &state, &evaluator, substitute)?;
    let proposed = host.sha256(&act.encode())?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let change = SeatChange { evaluator, substitute, reason, officer, proposed };
    cells::put(host, &Cell::SeatChange, &Some(change))?;
    cells::put(host, &Cell::State, &state)?;
    let event =
        TenderEvent::SeatChangeProposed { evaluator, substitute, reason, officer, proposed };
    emit(host, event);
    Ok(())
}

/// An approver, another person, confirms. Whoever is excused does not come back, and that one's scores and
/// declaration do not count any more; the substitute begins with neither.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::Ended`], [`Error::Ranked`], [`Error::NothingProposed`], [`Error::SamePerson`],
/// [`Error::HashMismatch`], and those of the signer.
pub fn confirm_seat_change<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmSeatChange,
) -> Result<(), Error> {
    let (core, mut state) = not_tallied(host)?;
    let proposal: Option<Option<SeatChange>> = cells::get(host, &Cell::SeatChange)?;
    let change = proposal.flatten().ok_or(Error::NothingProposed)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if change.officer == approver {
        return Err(Error::SamePerson);
    }
    if change.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let SeatChange { evaluator, substitute, reason, .. } = change;
    let (place, seat) = changed(host, &state, &evaluator, substitute)?;
    if let Some(substitute) = substitute {
        state.substitutes = state.substitutes.checked_add(1).ok_or(Error::Overflow)?;
        cells::put(host, &Cell::Substitute(substitute), &place)?;
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Seat(place), &seat)?;
    cells::put(host, &Cell::SeatChange, &None::<SeatChange>)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::SeatChanged { evaluator, substitute, reason, approver });
    Ok(())
}

/// The panel as it was published.
pub(super) fn panel<H: Host>(host: &H) -> Result<Vec<PersonId>, Error> {
    cells::get_long(host, &Cell::Panel)?.ok_or(Error::Corrupt)
}

/// The seat of somebody who is on the panel now, and its place.
pub(super) fn seat_of<H: Host>(
    host: &H,
    panel: &[PersonId],
    person: &PersonId,
) -> Result<(u8, Seat), Error> {
    let (place, seat) = last_seat_of(host, panel, person)?;
    if seat.vacant || seat.evaluator != *person {
        Err(Error::NotOnPanel)
    } else {
        Ok((place, seat))
    }
}

/// Whether the person evaluates here: it is on the panel now, and declared its interests by its own signature.
pub(super) fn evaluates<H: Host>(host: &H, person: &PersonId) -> Result<bool, Error> {
    match seat_of(host, &panel(host)?, person) {
        Ok((_, seat)) => Ok(seat.declared),
        Err(Error::NotOnPanel) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The seats that are not vacant, with their places and in their order.
pub(super) fn filled<H: Host>(host: &H, panel: &[PersonId]) -> Result<Vec<(u8, Seat)>, Error> {
    let mut seats = Vec::with_capacity(panel.len());
    for place in 0..panel.len() {
        let place = u8::try_from(place).map_err(|_| Error::Corrupt)?;
        let seat = seat(host, panel, place)?;
        if !seat.vacant {
            seats.push((place, seat));
        }
    }
    Ok(seats)
}

/// Whether scores of this bid by the evaluator are there.
pub(super) fn has_scored<H: Host>(host: &H, seat: &Seat, bid: u32) -> Result<bool, Error> {
    Ok(cells::get::<_, Vec<u32>>(host, &Cell::Scores(bid, seat.number))?.is_some())
}

/// A bid that was opened is rejected: its scores do not count any more.
pub(super) fn forget<H: Host>(host: &mut H, bid: u32, round: u32) -> Result<(), Error> {
    let panel = panel(host)?;
    for place in (0..panel.len()).map_while(|place| u8::try_from(place).ok()) {
        let mut seat = seat(host, &panel, place)?;
        if !seat.excluded.contains(&bid) && has_scored(host, &seat, bid)? {
            seat.scored = seat.scored.checked_sub(1).ok_or(Error::Corrupt)?;
            moderation::withdraw(host, &mut seat, bid, round)?;
            cells::put(host, &Cell::Seat(place), &seat)?;
        }
    }
    Ok(())
}

fn seat<H: Host>(host: &H, panel: &[PersonId], place: u8) -> Result<Seat, Error> {
    if let Some(seat) = cells::get(host, &Cell::Seat(place))? {
        return Ok(seat);
    }
    panel.get(usize::from(place)).map(|evaluator| fresh(*evaluator, place)).ok_or(Error::Corrupt)
}

/// The seat that somebody has or had: of the published panel, or as a substitute. Nobody ever has a second one.
fn last_seat_of<H: Host>(
    host: &H,
    panel: &[PersonId],
    person: &PersonId,
) -> Result<(u8, Seat), Error> {
    let published = panel.iter().position(|evaluator| evaluator == person);
    let place = match published.and_then(|place| u8::try_from(place).ok()) {
        Some(place) => place,
        None => cells::get(host, &Cell::Substitute(*person))?.ok_or(Error::NotOnPanel)?,
    };
    Ok((place, seat(host, panel, place)?))
}

/// A seat's place, and what it becomes by a change.
fn changed<H: Host>(
    host: &H,
    state: &State,
    evaluator: &PersonId,
    substitute: Option<PersonId>,
) -> Result<(u8, Seat), Error> {
    let panel = panel(host)?;
    let (place, seat) = last_seat_of(host, &panel, evaluator)?;
    if seat.evaluator != *evaluator {
        return Err(Error::NotOnPanel);
    }
    let Some(substitute) = substitute else {
        if seat.vacant {
            return Err(Error::NotOnPanel);
        }
        let taken = filled(host, &panel)?.len();
        if taken == 1 {
            return Err(Error::LastSeat);
        }
        if taken <= usize::from(profile(host)?.evaluators) {
            return Err(Error::PanelTooSmall);
        }
        return Ok((place, Seat { vacant: true, ..seat }));
    };
    let known = panel.contains(&substitute)
        || cells::get::<_, u8>(host, &Cell::Substitute(substitute))?.is_some();
    if known {
        return Err(Error::SubstituteUnfit);
    }
    let first = u8::try_from(panel.len()).map_err(|_| Error::Corrupt)?;
    let number = first.checked_add(state.substitutes).ok_or(Error::Overflow)?;
    Ok((place, fresh(substitute, number)))
}

fn fresh(evaluator: PersonId, number: u8) -> Seat {
    Seat {
        evaluator,
        number,
        vacant: false,
        declared: false,
        excluded: Vec::new(),
        scored: 0,
        agreed: InRound::default(),
        reader: None,
    }
}

/// While scores are not frozen and the tender is not over.
fn not_tallied<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = unsuspended(host)?;
    if stage_at(&state, host.now()).is_decided() {
        return Err(Error::Ended);
    }
    if state.scores_frozen { Err(Error::Ranked) } else { Ok((core, state)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::PANEL_MAX;

    #[test]
    fn what_all_seats_may_declare_together_is_bounded() {
        assert_eq!(conflicts_max(0), 0);
        assert_eq!(conflicts_max(1), 64);
        for panel in 1..=u32::try_from(PANEL_MAX).unwrap() {
            assert!(panel * conflicts_max(panel) <= CONFLICTS_MAX, "{panel}");
            assert!(conflicts_max(panel) >= 4, "{panel}");
        }
    }

    #[test]
    fn the_fullest_seat_and_proposal_fit_their_cells() {
        let person = PersonId([0xff; 20]);
        let agreed = InRound { round: u32::MAX, count: u32::MAX };
        let excluded = (0..CONFLICTS_MAX).map(|bid| u32::MAX - bid).collect();
        let seat = Seat {
            excluded,
            declared: true,
            scored: u32::MAX,
            agreed,
            reader: Some([0xff; 32]),
            ..fresh(person, u8::MAX)
        };
        assert!(seat.encode().len() <= cells::CELL_MAX);
        let change = SeatChange {
            evaluator: person,
            substitute: Some(person),
            reason: [1; 32],
            officer: person,
            proposed: [2; 32],
        };
        assert!(Some(change).encode().len() <= cells::CELL_MAX);
    }
}
