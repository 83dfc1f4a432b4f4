//! The evaluation: the panel scores, the contract ranks (CONTRACTS rules 8, 9 and 11).

use alloc::vec::Vec;

use super::{
    Bid, BidStatus, Cell, Core, Opened, Stage, State, bid, core, emit, signer, stage_at, state,
};
use crate::{
    Auth, Error, PersonId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::Score,
    ranking::{self, Candidate},
    roles::Role,
    terms::Terms,
};

/// An evaluator scores a bid, one score for each criterion in the order of the terms.
/// Scoring again replaces the own scores until the ranking is made.
///
/// # Errors
/// [`Error::NotEvaluation`], [`Error::Ranked`], [`Error::NotOnPanel`], [`Error::UnknownBid`],
/// [`Error::BidNotLive`], [`Error::ScoresIncomplete`], [`Error::ScoreAboveMax`], and those of the signer.
pub fn score<H: TenderHost>(host: &mut H, auth: &Auth, act: &Score) -> Result<(), Error> {
    let (core, mut state) = evaluation(host)?;
    let person = signer(host, &core, auth, act, Some(Role::Evaluator))?.person;
    let panel: Vec<PersonId> = cells::get_long(host, &Cell::Panel)?.ok_or(Error::Corrupt)?;
    let place = panel.iter().position(|evaluator| *evaluator == person);
    let place = place.and_then(|place| u8::try_from(place).ok()).ok_or(Error::NotOnPanel)?;
    if bid(host, act.bid)?.status != BidStatus::Opened {
        return Err(Error::BidNotLive);
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
    cells::put(host, &Cell::Scores(act.bid, place), &points)?;
    cells::put(host, &Cell::State, &state)?;
    let Score { bid, scores } = act.clone();
    emit(host, TenderEvent::Scored { bid, evaluator: person, scores });
    Ok(())
}

/// Anyone makes the ranking once every evaluator has scored every opened bid.
///
/// # Errors
/// [`Error::Malformed`], [`Error::NotEvaluation`], [`Error::Ranked`], [`Error::ScoresIncomplete`].
pub fn rank<H: Host>(host: &mut H) -> Result<(), Error> {
    host.check_input(0)?;
    let (_, mut state) = evaluation(host)?;
    let terms: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    let panel: Vec<PersonId> = cells::get_long(host, &Cell::Panel)?.ok_or(Error::Corrupt)?;
    let mut candidates = Vec::new();
    for number in 0..state.bids {
        let bid = bid(host, number)?;
        if bid.status == BidStatus::Opened {
            candidates.push(candidate(host, number, &bid, &terms, panel.len())?);
        }
    }
    let ranking = ranking::rank(&terms.price, &terms.criteria, terms.consensus, &candidates)?;
    state.ranked_at = Some(host.now());
    state.first = ranking.first().filter(|line| line.below_minimum.is_none()).map(|line| line.bid);
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put_long(host, &Cell::Ranking, &ranking)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::RankingMade { ranking });
    Ok(())
}

fn candidate<H: Host>(
    host: &H,
    number: u32,
    bid: &Bid,
    terms: &Terms,
    panel: usize,
) -> Result<Candidate, Error> {
    let opened: Opened = cells::get(host, &Cell::Opened(number))?.ok_or(Error::Corrupt)?;
    let (_, price) = opened.price.ok_or(Error::Corrupt)?;
    let mut scores: Vec<Vec<u32>> = terms.criteria.iter().map(|_| Vec::new()).collect();
    for place in 0..panel {
        let place = u8::try_from(place).map_err(|_| Error::Corrupt)?;
        let points: Vec<u32> =
            cells::get(host, &Cell::Scores(number, place))?.ok_or(Error::ScoresIncomplete)?;
        for (list, points) in scores.iter_mut().zip(points) {
            list.push(points);
        }
    }
    Ok(Candidate { bid: number, price, committed: bid.committed, scores })
}

fn evaluation<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = (core(host)?, state(host)?);
    if state.ranked_at.is_some() {
        return Err(Error::Ranked);
    }
    if stage_at(&core, &state, host.now()) == Stage::FinancialEvaluation {
        Ok((core, state))
    } else {
        Err(Error::NotEvaluation)
    }
}
