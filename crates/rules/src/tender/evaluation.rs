//! The evaluation: the panel scores, the contract ranks (CONTRACTS rules 8, 9 and 11).

use alloc::vec::Vec;

use parity_scale_codec::Encode;

use super::{
    Bid, BidStatus, Cell, Core, Opened, Place, Seat, Stage, State, bid,
    conduct::{filled, has_scored, panel, seat_of},
    emit, low_price, moderation, signer, stage_at, technical, unsuspended,
};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{Rank, Score, Tally},
    ranking::{self, Merit, Ranked, Tallied},
    roles::Role,
    scoring::Field,
    terms::{Consensus, Terms},
};

/// Bids that one call of [`rank`] takes at most: some 40 KiB of proof each, beside 370 KiB for the rest, below the
/// 2,560 KiB that a message may use (docs/adr/0009), with room for the law to grow.
pub const RANK_MAX: usize = 50;
/// Cells that one call of [`tally`] reads at most, besides a few.
const TALLY_CELLS: u32 = 192;

/// An evaluator who declared its interests scores a bid, one score for each criterion in the order of the terms.
/// Scoring again replaces the own scores until the first page is tallied, and after a reviewer had the evaluation
/// made again.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::NotEvaluation`], [`Error::Ranked`], [`Error::NotOnPanel`], [`Error::NotDeclared`], [`Error::UnknownBid`],
/// [`Error::BidNotLive`], [`Error::ConflictOfInterest`], [`Error::ScoresIncomplete`], [`Error::ScoreAboveMax`],
/// [`Error::ScoresFixed`] for other scores once the panel has begun to agree on the bid, and those of the signer.
pub fn score<H: TenderHost>(host: &mut H, auth: &Auth, act: &Score) -> Result<(), Error> {
    let (core, mut state) = scoring(host)?;
    let person = signer(host, &core, auth, act, Some(Role::Evaluator))?.person;
    let (place, mut seat) = seat_of(host, &panel(host)?, &person)?;
    if !seat.declared {
        return Err(Error::NotDeclared);
    }
    if !bid(host, act.bid)?.status.is_scorable() {
        return Err(Error::BidNotLive);
    }
    if seat.excluded.contains(&act.bid) {
        return Err(Error::ConflictOfInterest);
    }
    let terms: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    if act.scores.len() != terms.criteria.len() {
        return Err(Error::ScoresIncomplete);
    }
    let mut points = Vec::with_capacity(act.scores.len());
    for (criterion, score) in terms.criteria.iter().zip(&act.scores) {
        if score.criterion != criterion.id {
            return Err(Error::ScoresIncomplete);
        }
        if score.points > criterion.max {
            return Err(Error::ScoreAboveMax);
        }
        points.push(score.points);
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    if has_scored(host, &seat, act.bid)? {
        if moderation::last_sheet(host, act.bid, state.round)?.is_some() {
            return Err(Error::ScoresFixed);
        }
    } else {
        seat.scored = seat.scored.checked_add(1).ok_or(Error::Overflow)?;
        cells::put(host, &Cell::Seat(place), &seat)?;
    }
    cells::put(host, &Cell::Scores(act.bid, seat.number), &points)?;
    cells::put(host, &Cell::State, &state)?;
    let Score { bid, scores } = act.clone();
    emit(host, TenderEvent::Scored { bid, evaluator: person, scores });
    Ok(())
}

/// Bids that one call of [`tally`] works through, for a panel of so many seats: it reads every seat, a few cells of
/// each bid and one for each evaluator, before the first page also the excluded bids, and a call's proof is bounded.
#[must_use]
pub const fn tally_page(panel: u32, excluded: u32) -> u32 {
    TALLY_CELLS.saturating_sub(panel + excluded) / (panel + 3)
}

/// Anyone works through the next page of bids, in the order of their numbers, once every evaluator has
/// scored every opened bid that is that one's to score, and agreed on it where the terms ask for that. From the
/// first page on the scores are frozen. With the last page the prices are compared, once in an evaluation
/// ([`low_price`]).
///
/// Where bids have two envelopes it is done twice: of the technical offers, and, once the prices of those that passed
/// are opened, of the prices.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::Malformed`], [`Error::NotEvaluation`], [`Error::Ranked`], [`Error::NobodyMayScore`],
/// [`Error::NotAllRead`], [`Error::ScoresIncomplete`], [`Error::NotAgreed`], [`Error::Tallied`], [`Error::ScoresOpen`] after a reviewer had the evaluation made again.
pub fn tally<H: Host>(host: &mut H, act: &Tally) -> Result<(), Error> {
    host.check_input(act.encoded_size())?;
    let (_, mut state) = evaluation(host)?;
    let phase = Phase::of(&state, host.now())?;
    if state.scores_until.is_some_and(|until| host.now() < until) {
        return Err(Error::ScoresOpen);
    }
    let terms: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    let panel = panel(host)?;
    let seats: Vec<Seat> = filled(host, &panel)?.into_iter().map(|(_, seat)| seat).collect();
    let moderated = terms.consensus == Consensus::Moderated;
    let panel = u32::try_from(panel.len()).map_err(|_| Error::Corrupt)?;
    let excluded = if state.tallied == 0 && phase != Phase::Prices {
        check_scored(host, &state, &seats, moderated)?
    } else {
        0
    };
    if state.tallied == state.bids {
        return Err(Error::Tallied);
    }
    let mut field: Field = cells::get(host, &Cell::Field)?.unwrap_or_default();
    let end = state.bids.min(state.tallied.saturating_add(tally_page(panel, excluded)));
    let mut page = Vec::new();
    for number in state.tallied..end {
        let status = bid(host, number)?.status;
        if !phase.tallies(status) {
            continue;
        }
        let tallied = if phase == Phase::Prices {
            cells::get(host, &Cell::Tallied(number))?.ok_or(Error::Corrupt)?
        } else {
            let scores = if moderated {
                moderation::agreed(host, number, state.round)?
            } else {
                scores(host, number, &seats, terms.criteria.len())?
            };
            let tallied = ranking::tally(&terms.criteria, terms.consensus, &scores)?;
            cells::put(host, &Cell::Tallied(number), &tallied)?;
            tallied
        };
        match (phase, tallied.below_minimum) {
            (_, Some(_)) => {}
            (Phase::Offers, None) => state.sealed += u32::from(status == BidStatus::Read),
            (_, None) => field = field.with(price(host, number)?)?,
        }
        page.push((number, tallied));
    }
    state.tallied = end;
    state.scores_frozen = true;
    let last = end == state.bids;
    let complete = last && phase != Phase::Offers && field.count() == 0;
    if complete {
        state.ranked_at = Some(host.now());
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Field, &field)?;
    emit(host, TenderEvent::BidsTallied { tallies: page, complete });
    if last && phase == Phase::Offers {
        technical::finish(host, &mut state)?;
    }
    cells::put(host, &Cell::State, &state)?;
    if last && phase != Phase::Offers {
        low_price::compare(host, state.round, terms.requests, &field)?;
    }
    Ok(())
}

/// Of what a tally is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Of scores and prices together: bids have one envelope.
    Bids,
    /// Of the scores of technical offers: which prices are opened follows from it.
    Offers,
    /// Of the prices of those that passed and were opened; their scores are tallied.
    Prices,
}

impl Phase {
    /// The tally that is due.
    ///
    /// # Errors
    /// [`Error::Tallied`] between the technical tally and the first price.
    fn of(state: &State, now: u64) -> Result<Self, Error> {
        match (state.technical, stage_at(state, now)) {
            (None, _) => Ok(Self::Bids),
            (Some(_), Stage::TechnicalEvaluation) if state.is_technical() => Ok(Self::Offers),
            (Some(_), Stage::TechnicalEvaluation) => Err(Error::Tallied),
            (Some(_), _) => Ok(Self::Prices),
        }
    }

    fn tallies(self, status: BidStatus) -> bool {
        status == BidStatus::Opened || (self == Self::Offers && status.is_scorable())
    }
}

/// Anyone says which bids have the next places in the ranking, or better ones than those who have them.
///
/// Each must be strictly behind the one before it, so that no bid has two places, and the ranking is made when
/// there are as many places as bids in the field. A page that leaves out a bid is taken too, as the
/// contract does not search; whoever sees it sends one that begins at the gap with the better bid, and
/// what stood from there on is void. The right bid of a place cannot be displaced, as no other is better
/// and behind the one before.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::Malformed`], [`Error::NotEvaluation`], [`Error::Ranked`], [`Error::NotTallied`],
/// [`Error::NothingGiven`], [`Error::TooMany`], [`Error::UnknownBid`], [`Error::BidNotLive`] for
/// one below a minimum too, [`Error::OutOfOrder`] also for one that does not better the place it claims.
pub fn rank<H: Host>(host: &mut H, act: &Rank) -> Result<(), Error> {
    host.check_input(act.encoded_size())?;
    let (_, mut state) = evaluation(host)?;
    if state.tallied != state.bids {
        return Err(Error::NotTallied);
    }
    if act.bids.is_empty() {
        return Err(Error::NothingGiven);
    }
    if act.bids.len() > RANK_MAX {
        return Err(Error::TooMany);
    }
    if act.from > state.placed {
        return Err(Error::OutOfOrder);
    }
    let terms: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    let field: Field = cells::get(host, &Cell::Field)?.ok_or(Error::Corrupt)?;
    let mut before = match act.from.checked_sub(1) {
        Some(place) => Some(merit_at(host, place)?),
        None => None,
    };
    let mut bar = if act.from < state.placed { Some(merit_at(host, act.from)?) } else { None };
    let mut next = act.from;
    let mut lines = Vec::with_capacity(act.bids.len());
    for number in &act.bids {
        let (line, merit) = candidate(host, *number, &terms, &field)?;
        let bars = bar.take().is_some_and(|held| merit >= held);
        if bars || before.is_some_and(|before| before >= merit) {
            return Err(Error::OutOfOrder);
        }
        before = Some(merit);
        let place = Place { line, merit };
        cells::put(host, &Cell::Place(next), &place)?;
        next = next.checked_add(1).ok_or(Error::Overflow)?;
        lines.push(place.line);
    }
    state.placed = next;
    let complete = next == field.count();
    if complete {
        let first: Place = cells::get(host, &Cell::Place(0))?.ok_or(Error::Corrupt)?;
        state.first = Some(first.line.bid);
        state.ranked_at = Some(host.now());
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::BidsRanked { from: act.from, lines, complete });
    Ok(())
}

fn merit_at<H: Host>(host: &H, place: u32) -> Result<Merit, Error> {
    let held: Place = cells::get(host, &Cell::Place(place))?.ok_or(Error::Corrupt)?;
    Ok(held.merit)
}

/// What decides the place of a bid that is ranked.
pub(super) fn merit_of<H: Host>(host: &H, number: u32) -> Result<Merit, Error> {
    let terms: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    let field: Field = cells::get(host, &Cell::Field)?.ok_or(Error::Corrupt)?;
    candidate(host, number, &terms, &field).map(|(_, merit)| merit)
}

/// A bid's line and merit among the field.
fn candidate<H: Host>(
    host: &H,
    number: u32,
    terms: &Terms,
    field: &Field,
) -> Result<(Ranked, Merit), Error> {
    let Bid { committed, status, .. } = bid(host, number)?;
    if status != BidStatus::Opened {
        return Err(Error::BidNotLive);
    }
    let tallied: Tallied = cells::get(host, &Cell::Tallied(number))?.ok_or(Error::BidNotLive)?;
    if tallied.below_minimum.is_some() {
        return Err(Error::BidNotLive);
    }
    ranking::line(&terms.price, field, number, (price(host, number)?, committed), tallied)
}

/// The evaluated price of an opened bid.
pub(super) fn price<H: Host>(host: &H, number: u32) -> Result<u128, Error> {
    let opened: Opened = cells::get(host, &Cell::Opened(number))?.ok_or(Error::Corrupt)?;
    opened.price.map(|(_, evaluated)| evaluated).ok_or(Error::Corrupt)
}

/// Checks that every evaluator scored every opened bid that is that one's to score, and agreed on it if they are to,
/// and that each bid is somebody's. Answers how many bids it looked up: those that somebody must not score.
///
/// What became of a bid is asked now, not when the conflict was declared: one that was rejected since or
/// never opened is nobody's to score, and its exclusion does not lower what is due.
fn check_scored<H: Host>(
    host: &H,
    state: &State,
    seats: &[Seat],
    moderated: bool,
) -> Result<u32, Error> {
    if state.is_technical() && state.sealed > 0 {
        return Err(Error::NotAllRead);
    }
    let mut excluded: Vec<u32> =
        seats.iter().flat_map(|seat| seat.excluded.iter().copied()).collect();
    excluded.sort_unstable();
    excluded.dedup();
    let looked_up = u32::try_from(excluded.len()).map_err(|_| Error::Corrupt)?;
    let mut opened = Vec::with_capacity(excluded.len());
    for number in excluded {
        if bid(host, number)?.status.is_scorable() {
            opened.push(number);
        }
    }
    if opened.iter().any(|number| seats.iter().all(|seat| seat.excluded.contains(number))) {
        return Err(Error::NobodyMayScore);
    }
    let mut all_agreed = true;
    for seat in seats {
        let not_due = seat.excluded.iter().filter(|number| opened.contains(number)).count();
        let not_due = u32::try_from(not_due).map_err(|_| Error::Corrupt)?;
        if state.scorable().checked_sub(not_due) != Some(seat.scored) {
            return Err(Error::ScoresIncomplete);
        }
        all_agreed &= seat.agreed.of(state.round) == seat.scored;
    }
    if moderated && !all_agreed {
        return Err(Error::NotAgreed);
    }
    Ok(looked_up)
}

/// Per criterion: the scores of a bid by those who may score it.
fn scores<H: Host>(
    host: &H,
    number: u32,
    seats: &[Seat],
    criteria: usize,
) -> Result<Vec<Vec<u32>>, Error> {
    let mut scores: Vec<Vec<u32>> = (0..criteria).map(|_| Vec::new()).collect();
    for seat in seats.iter().filter(|seat| !seat.excluded.contains(&number)) {
        let points: Vec<u32> =
            cells::get(host, &Cell::Scores(number, seat.number))?.ok_or(Error::ScoresIncomplete)?;
        for (list, points) in scores.iter_mut().zip(points) {
            list.push(points);
        }
    }
    Ok(scores)
}

/// While scores are given.
pub(super) fn scoring<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = evaluation(host)?;
    if state.scores_frozen { Err(Error::Ranked) } else { Ok((core, state)) }
}

fn evaluation<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = unsuspended(host)?;
    if state.ranked_at.is_some() {
        return Err(Error::Ranked);
    }
    match stage_at(&state, host.now()) {
        Stage::TechnicalEvaluation | Stage::FinancialEvaluation => Ok((core, state)),
        _ => Err(Error::NotEvaluation),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        tender::{CONFLICTS_MAX, conflicts_max},
        terms::PANEL_MAX,
    };

    #[test]
    fn every_page_of_the_tally_goes_on_and_stays_within_its_cells() {
        assert_eq!(tally_page(0, 0), 64);
        for panel in 0..=u32::try_from(PANEL_MAX).unwrap() {
            for excluded in [0, panel * conflicts_max(panel), CONFLICTS_MAX] {
                let page = tally_page(panel, excluded);
                assert!(page >= 5, "{panel} seats, {excluded} excluded");
                assert!(panel + excluded + page * (panel + 3) <= TALLY_CELLS);
            }
        }
    }
}
