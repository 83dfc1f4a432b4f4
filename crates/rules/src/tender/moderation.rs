//! A moderated score: everybody scores alone, then the panel agrees on one sheet of points (CONTRACTS rule 8).
//!
//! A bid is agreed on when the sheet that was signed last for it is the last one of everybody whose bid it is to
//! score. That is counted for every seat, as the scores are, so that the tally sees with a few cells whether all bids
//! are agreed on, and reads one sheet of each bid instead of everybody's scores.
//!
//! - Whoever disagrees signs another sheet; it is the last one then, and who signs it, or the former one again, says so.
//! - Scores that were given stay once a sheet of the bid is signed: nobody fits its own to the agreement. Who takes a
//!   seat afterwards scores first and then signs.
//! - Who leaves the panel, or declares a conflict, is not asked any more. If the last sheet was that one's alone,
//!   somebody signs again.
//! - When a reviewer has the evaluation made again, every sheet is void; new ones are signed once the time to
//!   give other scores is over.
//! - A bid that is rejected needs no sheet; the sheets of the others stay.

use alloc::vec::Vec;

use super::{
    Cell, InRound, Seat, Sheet, bid,
    conduct::{filled, has_scored, panel, seat_of},
    emit,
    evaluation::scoring,
    signer,
};
use crate::{
    Auth, Error, PersonId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::Agree,
    roles::Role,
    terms::{Consensus, Terms},
};

/// An evaluator signs a sheet of points for a bid that all have scored whose it is to score. Another sheet takes the
/// place of the evaluator's earlier one.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotEvaluation`], [`Error::Ranked`], [`Error::NotModerated`],
/// [`Error::NotOnPanel`], [`Error::UnknownBid`], [`Error::BidNotLive`], [`Error::ConflictOfInterest`],
/// [`Error::ScoresOpen`] after a reviewer had the evaluation made again, [`Error::ScoresIncomplete`] unless there is
/// one number for each criterion, [`Error::ScoreAboveMax`], [`Error::NotAllScored`], [`Error::SheetSigned`],
/// and those of the signer.
pub fn agree<H: TenderHost>(host: &mut H, auth: &Auth, act: &Agree) -> Result<(), Error> {
    let (core, mut state) = scoring(host)?;
    let person = signer(host, &core, auth, act, Some(Role::Evaluator))?.person;
    let terms: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    if terms.consensus != Consensus::Moderated {
        return Err(Error::NotModerated);
    }
    let panel = panel(host)?;
    let (_, seat) = seat_of(host, &panel, &person)?;
    if !bid(host, act.bid)?.status.is_scorable() {
        return Err(Error::BidNotLive);
    }
    if seat.excluded.contains(&act.bid) {
        return Err(Error::ConflictOfInterest);
    }
    if state.scores_until.is_some_and(|until| host.now() < until) {
        return Err(Error::ScoresOpen);
    }
    if act.points.len() != terms.criteria.len() {
        return Err(Error::ScoresIncomplete);
    }
    if terms.criteria.iter().zip(&act.points).any(|(criterion, points)| *points > criterion.max) {
        return Err(Error::ScoreAboveMax);
    }
    let Agree { bid, points, statement } = act.clone();
    let sheet = Sheet { round: state.round, points, statement };
    let seats = due(host, &panel, bid)?;
    for (_, seat) in &seats {
        if !has_scored(host, seat, bid)? {
            return Err(Error::NotAllScored);
        }
    }
    let agreed = sign(host, &seats, seat.number, bid, &sheet)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    let Sheet { points, statement, .. } = sheet;
    emit(host, TenderEvent::SheetSigned { bid, evaluator: person, points, statement, agreed });
    Ok(())
}

/// Stores the sheet as the signer's last one and the bid's, and counts for everybody again whether it is that one's
/// last too; answers whether it is everybody's.
fn sign<H: Host>(
    host: &mut H,
    seats: &[(u8, Seat)],
    signer: u8,
    bid: u32,
    sheet: &Sheet,
) -> Result<bool, Error> {
    let last = last_sheet(host, bid, sheet.round)?;
    let mut agreed = true;
    for (place, seat) in seats {
        let own: Option<Sheet> = cells::get(host, &Cell::Sheet(bid, seat.number))?;
        let before = own.is_some() && own == last;
        let signs = seat.number == signer;
        if signs && before && own.as_ref() == Some(sheet) {
            return Err(Error::SheetSigned);
        }
        let now = signs || own.as_ref() == Some(sheet);
        agreed &= now;
        if before != now {
            let count = seat.agreed.of(sheet.round);
            let count = if now { count.checked_add(1) } else { count.checked_sub(1) };
            let agreed = InRound { round: sheet.round, count: count.ok_or(Error::Corrupt)? };
            cells::put(host, &Cell::Seat(*place), &Seat { agreed, ..seat.clone() })?;
        }
    }
    cells::put(host, &Cell::Sheet(bid, signer), sheet)?;
    cells::put(host, &Cell::LastSheet(bid), sheet)?;
    Ok(agreed)
}

/// The sheet that was signed last for a bid in this round.
pub(super) fn last_sheet<H: Host>(host: &H, bid: u32, round: u32) -> Result<Option<Sheet>, Error> {
    let last: Option<Sheet> = cells::get(host, &Cell::LastSheet(bid))?;
    Ok(last.filter(|sheet| sheet.round == round))
}

/// A bid is not a seat's to score any more: if its sheet counted, it does not now.
pub(super) fn withdraw<H: Host>(
    host: &H,
    seat: &mut Seat,
    bid: u32,
    round: u32,
) -> Result<(), Error> {
    let last = last_sheet(host, bid, round)?;
    if last.is_some() && cells::get(host, &Cell::Sheet(bid, seat.number))? == last {
        let count = seat.agreed.of(round).checked_sub(1).ok_or(Error::Corrupt)?;
        seat.agreed = InRound { round, count };
    }
    Ok(())
}

/// The agreed points, one list for each criterion, of a bid whose seats all agreed.
pub(super) fn agreed<H: Host>(host: &H, bid: u32, round: u32) -> Result<Vec<Vec<u32>>, Error> {
    let sheet = last_sheet(host, bid, round)?.ok_or(Error::NotAgreed)?;
    Ok(sheet.points.into_iter().map(|points| [points].to_vec()).collect())
}

/// The seats whose bid it is to score, with their places.
fn due<H: Host>(host: &H, panel: &[PersonId], bid: u32) -> Result<Vec<(u8, Seat)>, Error> {
    let seats = filled(host, panel)?.into_iter();
    Ok(seats.filter(|(_, seat)| !seat.excluded.contains(&bid)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::CRITERIA_MAX;
    use parity_scale_codec::Encode;

    #[test]
    fn the_fullest_sheet_fits_its_cell() {
        let points = [u32::MAX; CRITERIA_MAX].to_vec();
        let sheet = Sheet { round: u32::MAX, points, statement: [0xff; 32] };
        assert!(sheet.encode().len() <= cells::CELL_MAX);
    }

    #[test]
    fn a_count_is_of_its_round_alone() {
        let counted = InRound { round: 3, count: 7 };
        assert_eq!([2, 3, 4].map(|round| counted.of(round)), [0, 7, 0]);
    }
}
