//! The ranking: what decides the winner stands alone (CONTRACTS rule 11).

use alloc::{collections::BinaryHeap, vec::Vec};
use core::cmp::Ordering;
use parity_scale_codec::{Decode, Encode};

use crate::{
    Error,
    scoring::{self, Field},
    terms::{Consensus, Criterion, PriceRule},
};

/// When a bid was committed: the block, and the contract's own counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Position {
    /// Block number.
    pub block: u32,
    /// Counts bids within the tender.
    pub index: u32,
}

/// A bid as the ranking sees it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The caller's number of the bid.
    pub bid: u32,
    /// The evaluated price, minor units.
    pub price: u128,
    /// When it was committed.
    pub committed: Position,
    /// Per criterion, in the order of the criteria: the evaluators' scores.
    pub scores: Vec<Vec<u32>>,
}

/// A line of the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Ranked {
    /// The bid.
    pub bid: u32,
    /// Of the price, micropoints; 0 when rejected.
    pub price_micropoints: u32,
    /// Per criterion, micropoints.
    pub criteria: Vec<u32>,
    /// Together, micropoints; of the criteria alone when rejected.
    pub total_micropoints: u32,
    /// The first criterion whose minimum was missed: the bid is rejected and has no place.
    pub below_minimum: Option<u16>,
}

impl Ranked {
    /// The line of a bid that is below a minimum: its price is not compared.
    #[must_use]
    pub fn below_minimum(bid: u32, tallied: Tallied) -> Self {
        let Tallied { criteria, below_minimum } = tallied;
        // A sum of weights' worth: 10,000 basis points at most.
        let total_micropoints = criteria.iter().sum();
        Self { bid, price_micropoints: 0, criteria, total_micropoints, below_minimum }
    }
}

/// What the panel's scores make of a bid, before prices are compared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Tallied {
    /// Per criterion, micropoints.
    pub criteria: Vec<u32>,
    /// The first criterion whose minimum was missed: the bid is rejected.
    pub below_minimum: Option<u16>,
}

/// A bid whose scores were tallied, and that now waits for its place.
#[derive(Clone, Debug)]
pub struct Contender {
    /// The bid.
    pub bid: u32,
    /// The evaluated price, minor units.
    pub price: u128,
    /// When it was committed.
    pub committed: Position,
    /// What the scores came to.
    pub tallied: Tallied,
}

/// What decides a place, best first: total, then the criteria alone, then price, then commit.
/// No two bids have the same, as no two were committed at the same position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Merit {
    /// [`u32::MAX`] less the total in micropoints.
    total: u32,
    /// [`u64::MAX`] less the criteria's sum in micropoints.
    criteria: u64,
    price: u128,
    committed: Position,
}

/// Makes one of the panel's scores in each criterion.
///
/// # Errors
/// [`Error::ScoresIncomplete`] unless there is one list for each criterion,
/// [`Error::ScoreAboveMax`], [`Error::NoScore`].
pub fn tally(
    criteria: &[Criterion],
    consensus: Consensus,
    scores: &[Vec<u32>],
) -> Result<Tallied, Error> {
    if scores.len() != criteria.len() {
        return Err(Error::ScoresIncomplete);
    }
    let mut tallied = Tallied { criteria: Vec::with_capacity(criteria.len()), below_minimum: None };
    for (criterion, scores) in criteria.iter().zip(scores) {
        let outcome = scoring::criterion(criterion, consensus, scores)?;
        tallied.criteria.push(outcome.micropoints);
        if outcome.below_minimum && tallied.below_minimum.is_none() {
            tallied.below_minimum = Some(criterion.id);
        }
    }
    Ok(tallied)
}

/// A bid's line in the ranking and what decides its place, once the field of prices is known.
/// `field` is of the bids that are not below a minimum; the line of one that is has no price score.
///
/// # Errors
/// [`Error::Overflow`], which rules that were checked never reach.
pub fn line(
    rule: &PriceRule,
    field: &Field,
    bid: u32,
    (price, committed): (u128, Position),
    tallied: Tallied,
) -> Result<(Ranked, Merit), Error> {
    let Tallied { criteria, below_minimum } = tallied;
    let sum: u64 = criteria.iter().map(|score| u64::from(*score)).sum();
    let price_micropoints = match below_minimum {
        None => scoring::price(rule, field, price)?,
        Some(_) => 0,
    };
    let total_micropoints =
        u32::try_from(sum + u64::from(price_micropoints)).map_err(|_| Error::Overflow)?;
    let merit =
        Merit { total: u32::MAX - total_micropoints, criteria: u64::MAX - sum, price, committed };
    Ok((Ranked { bid, price_micropoints, criteria, total_micropoints, below_minimum }, merit))
}

/// Ranks: the bids in order, then those below a minimum in the order given.
///
/// The result does not depend on the order of the candidates, but for those rejected. The tender's
/// contract comes to the same in pages, see [`crate::tender::tally`] and [`crate::tender::rank`].
///
/// # Errors
/// [`Error::PriceInvalid`], [`Error::DuplicateBid`], those of [`tally`], and those of
/// [`crate::terms::check_weights`].
pub fn rank(
    rule: &PriceRule,
    criteria: &[Criterion],
    consensus: Consensus,
    candidates: &[Candidate],
) -> Result<Vec<Ranked>, Error> {
    crate::terms::check_weights(rule, criteria)?;
    check_distinct(candidates)?;
    let contenders = candidates.iter().map(|candidate| {
        let Candidate { bid, price, committed, ref scores } = *candidate;
        let tallied = tally(criteria, consensus, scores)?;
        Ok(Contender { bid, price, committed, tallied })
    });
    places(rule, contenders.collect::<Result<_, Error>>()?)
}

/// Ranks bids that were tallied: in order, then those below a minimum in the order given.
///
/// # Errors
/// [`Error::PriceInvalid`]; [`Error::Overflow`], which rules that were checked never reach.
pub fn places(rule: &PriceRule, contenders: Vec<Contender>) -> Result<Vec<Ranked>, Error> {
    let in_field = contenders.iter().filter(|bid| bid.tallied.below_minimum.is_none());
    let field = Field::of(in_field.map(|bid| bid.price))?;
    let (mut places, mut rejected) = (Vec::new(), Vec::new());
    for Contender { bid, price, committed, tallied } in contenders {
        let (line, merit) = line(rule, &field, bid, (price, committed), tallied)?;
        if line.below_minimum.is_none() {
            places.push(Placed { merit, line });
        } else {
            rejected.push(line);
        }
    }
    let places = sorted(places).into_iter().map(|placed| placed.line);
    Ok(places.chain(rejected).collect())
}

/// A line by its merit alone.
#[derive(PartialEq, Eq)]
struct Placed {
    merit: Merit,
    line: Ranked,
}

impl Ord for Placed {
    fn cmp(&self, other: &Self) -> Ordering {
        self.merit.cmp(&other.merit)
    }
}

impl PartialOrd for Placed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Sorts upwards, on a heap: the library's sort treats short slices in one run of over a thousand
/// instructions without a jump, which is more than pallet-revive takes of a contract.
pub(crate) fn sorted<T: Ord>(items: Vec<T>) -> Vec<T> {
    BinaryHeap::from(items).into_sorted_vec()
}

fn check_distinct(candidates: &[Candidate]) -> Result<(), Error> {
    candidates.iter().try_for_each(|candidate| scoring::check_price(candidate.price))?;
    let ids: Vec<u32> = sorted(candidates.iter().map(|candidate| candidate.bid).collect());
    let commits: Vec<Position> = sorted(candidates.iter().map(|bid| bid.committed).collect());
    let twice = ids.windows(2).any(|pair| pair[0] == pair[1])
        || commits.windows(2).any(|pair| pair[0] == pair[1]);
    if twice { Err(Error::DuplicateBid) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::PriceFormula;
    use alloc::vec;
    use proptest::prelude::*;

    const RULE: PriceRule =
        PriceRule { formula: PriceFormula::LowestProportional, weight_bp: 4_000 };
    const TECH: Criterion = Criterion { id: 7, weight_bp: 6_000, max: 10_000, min: 3_000 };

    fn bid(bid: u32, price: u128, scores: &[u32]) -> Candidate {
        Candidate {
            bid,
            price,
            committed: Position { block: 10, index: bid },
            scores: vec![scores.to_vec()],
        }
    }

    fn order(candidates: &[Candidate]) -> Vec<u32> {
        rank(&RULE, &[TECH], Consensus::Mean, candidates)
            .unwrap()
            .iter()
            .map(|line| line.bid)
            .collect()
    }

    #[test]
    fn nobody_bid_is_an_empty_ranking() {
        assert_eq!(rank(&RULE, &[TECH], Consensus::Mean, &[]), Ok(vec![]));
    }

    #[test]
    fn one_bid_takes_the_whole_price_weight() {
        let ranking = rank(&RULE, &[TECH], Consensus::Mean, &[bid(1, 77, &[5_000])]).unwrap();
        assert_eq!(ranking[0].price_micropoints, 40_000_000);
        assert_eq!(ranking[0].total_micropoints, 70_000_000);
    }

    #[test]
    fn a_bid_below_the_minimum_is_last_and_does_not_set_the_lowest_price() {
        let bids = [bid(1, 1, &[2_999]), bid(2, 100, &[3_000]), bid(3, 200, &[3_000])];
        let ranking = rank(&RULE, &[TECH], Consensus::Mean, &bids).unwrap();
        assert_eq!(ranking.iter().map(|line| line.bid).collect::<Vec<_>>(), [2, 3, 1]);
        assert_eq!(ranking[0].price_micropoints, 40_000_000);
        assert_eq!(ranking[2].below_minimum, Some(7));
    }

    #[test]
    fn ties_fall_to_technical_score_then_price_then_commit() {
        // 100: 40 + 60·0.5 = 70; 200: 20 + 60·(5/6) = 70 (floored a little below)
        assert_eq!(order(&[bid(2, 100, &[5_000]), bid(1, 100, &[5_000])]), [1, 2]);
        let only = PriceRule { formula: PriceFormula::LowestOnly, weight_bp: 10_000 };
        let free = Criterion { weight_bp: 0, min: 0, ..TECH };
        let ranking =
            rank(&only, &[free], Consensus::Mean, &[bid(1, 9, &[1]), bid(2, 8, &[0])]).unwrap();
        assert_eq!(ranking[0].bid, 2);
    }

    #[test]
    fn equal_totals_prefer_the_technical_score_over_the_price() {
        let rule = PriceRule { formula: PriceFormula::LowestProportional, weight_bp: 5_000 };
        let tech = Criterion { id: 1, weight_bp: 5_000, max: 100, min: 0 };
        // 50 + 25 = 75 against 25 + 50 = 75
        let bids = [bid(1, 100, &[50]), bid(2, 200, &[100])];
        let ranking = rank(&rule, &[tech], Consensus::Mean, &bids).unwrap();
        assert_eq!(ranking[0].total_micropoints, ranking[1].total_micropoints);
        assert_eq!(ranking[0].bid, 2);
    }

    #[test]
    fn the_same_commit_or_number_twice_is_refused() {
        let mut same_commit = bid(2, 5, &[5_000]);
        same_commit.committed = bid(1, 5, &[]).committed;
        for pair in [[bid(1, 5, &[5_000]), bid(1, 6, &[5_000])], [bid(1, 5, &[5_000]), same_commit]]
        {
            let refused = rank(&RULE, &[TECH], Consensus::Mean, &pair);
            assert_eq!(refused, Err(Error::DuplicateBid));
        }
    }

    proptest! {
        #[test]
        fn the_order_of_candidates_does_not_matter(
            bids in prop::collection::vec((1..=u128::from(u32::MAX), 3_000..=10_000u32), 1..12),
            turn in 0..12usize,
        ) {
            let candidates: Vec<_> =
                (0u32..).zip(bids).map(|(at, (price, score))| bid(at, price, &[score])).collect();
            let mut turned = candidates.clone();
            turned.rotate_left(turn % candidates.len());
            turned.reverse();
            prop_assert_eq!(order(&candidates), order(&turned));
        }

        #[test]
        fn lowering_the_own_price_never_worsens_the_own_place(
            bids in prop::collection::vec((2..=1_000_000u128, 3_000..=10_000u32), 2..8),
            less in 1..1_000_000u128,
        ) {
            let mut candidates: Vec<_> =
                (0u32..).zip(bids).map(|(at, (price, score))| bid(at, price, &[score])).collect();
            let place = |candidates: &[Candidate]| {
                order(candidates).iter().position(|bid| *bid == 0).unwrap()
            };
            let before = place(&candidates);
            candidates[0].price = candidates[0].price.saturating_sub(less).max(1);
            prop_assert!(place(&candidates) <= before);
        }
    }
}
