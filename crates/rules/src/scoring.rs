//! Scores in micropoints (CONTRACTS, "Numbers, exactly"): 100 points are 100,000,000.
//!
//! Every division floors; products are computed in 256 bits, where they cannot overflow:
//! the largest is `W · rate · |p·den − num| · 100 < 2^27 · 2^20 · 2^158 · 2^7`.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};
use primitive_types::U256;

use crate::{
    Error,
    money::PRICE_MAX,
    ranking,
    terms::{Consensus, Criterion, PriceFormula, PriceRule, WEIGHTS},
};

/// Micropoints that one basis point of weight is worth.
pub const MICROPOINTS_PER_BP: u32 = 10_000;

/// A criterion's outcome for one bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CriterionOutcome {
    /// `⌊W · sum / (count · max)⌋`.
    pub micropoints: u32,
    /// `sum < min · count`.
    pub below_minimum: bool,
}

/// What a weight is worth, in micropoints.
#[must_use]
pub fn worth(weight_bp: u32) -> u64 {
    u64::from(weight_bp) * u64::from(MICROPOINTS_PER_BP)
}

/// A bid's outcome in a criterion from the evaluators' scores, hundredths of a point each.
///
/// # Errors
/// [`Error::ScoreAboveMax`]; [`Error::NoScore`] when nobody scored a criterion that has a weight or a minimum;
/// [`Error::NotAgreed`] where the panel agrees and these are not the points of one sheet.
pub fn criterion(
    criterion: &Criterion,
    consensus: Consensus,
    scores: &[u32],
) -> Result<CriterionOutcome, Error> {
    if scores.iter().any(|score| *score > criterion.max) {
        return Err(Error::ScoreAboveMax);
    }
    if scores.is_empty() {
        return if criterion.weight_bp == 0 && criterion.min == 0 {
            Ok(CriterionOutcome { micropoints: 0, below_minimum: false })
        } else {
            Err(Error::NoScore)
        };
    }
    if consensus == Consensus::Moderated && scores.len() > 1 {
        return Err(Error::NotAgreed);
    }
    let (sum, count) = agree(consensus, scores);
    let share = u128::from(worth(criterion.weight_bp)) * sum;
    let whole = count * u128::from(criterion.max);
    Ok(CriterionOutcome {
        micropoints: u32::try_from(share / whole).map_err(|_| Error::Overflow)?,
        below_minimum: sum < u128::from(criterion.min) * count,
    })
}

/// The sum and count that remain of the scores.
fn agree(consensus: Consensus, scores: &[u32]) -> (u128, u128) {
    let sorted = ranking::sorted(scores.iter().map(|score| u128::from(*score)).collect::<Vec<_>>());
    let kept = match consensus {
        Consensus::TrimmedMean if sorted.len() >= 5 => &sorted[1..sorted.len() - 1],
        Consensus::Median => &sorted[(sorted.len() - 1) / 2..=sorted.len() / 2],
        Consensus::Mean | Consensus::TrimmedMean | Consensus::Moderated => &sorted[..],
    };
    (kept.iter().sum(), kept.len() as u128)
}

/// The prices of the bids that are still in, as the formulas need them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Field {
    lowest: u128,
    /// 256 bits, the lowest 64 first.
    sum: [u64; 4],
    count: u32,
    /// The lowest of the others; 0 when there are none.
    next: u128,
}

impl Field {
    /// Of these prices, each from 1 to [`PRICE_MAX`].
    ///
    /// # Errors
    /// Those of [`Self::with`].
    pub fn of(prices: impl Iterator<Item = u128>) -> Result<Self, Error> {
        prices.into_iter().try_fold(Self::default(), Self::with)
    }

    /// One price more.
    ///
    /// # Errors
    /// [`Error::PriceInvalid`]; [`Error::Overflow`] after 2^32 prices.
    pub fn with(self, price: u128) -> Result<Self, Error> {
        check_price(price)?;
        let (lowest, next) = match self.count {
            0 => (price, 0),
            _ if price < self.lowest => (price, self.lowest),
            1 => (self.lowest, price),
            _ => (self.lowest, self.next.min(price)),
        };
        Ok(Self {
            lowest,
            next,
            // 2^32 prices below 2^112 stay below 2^144.
            sum: (U256(self.sum) + U256::from(price)).0,
            count: self.count.checked_add(1).ok_or(Error::Overflow)?,
        })
    }

    /// The lowest price; 0 when there is none.
    #[must_use]
    pub const fn lowest(&self) -> u128 {
        self.lowest
    }

    /// The lowest price besides one of the lowest; 0 when there is none.
    #[must_use]
    pub const fn next(&self) -> u128 {
        self.next
    }

    /// The mean, rounded down: for people to read, nothing is decided by it.
    #[must_use]
    pub fn mean(&self) -> u128 {
        let mean = U256(self.sum) / U256::from(self.count.max(1));
        u128::try_from(mean).unwrap_or(PRICE_MAX)
    }

    /// Whether a price of the field is more than so many basis points under the mean:
    /// `p · n · 10,000 < Σ · (10,000 − bp)`. Both sides stay below 2^158.
    #[must_use]
    pub fn is_under_mean(&self, price: u128, bp: u32) -> bool {
        let scaled = U256::from(price) * U256::from(self.count) * U256::from(WEIGHTS);
        scaled < U256(self.sum) * U256::from(WEIGHTS.saturating_sub(bp))
    }

    /// Whether a price of the field is more than so many basis points under the next higher one, which only the lowest
    /// can be: `p · 10,000 < next · (10,000 − bp)`. Both sides stay below 2^126. Where two ask the lowest price,
    /// each is the other's next.
    #[must_use]
    pub fn is_under_next(&self, price: u128, bp: u32) -> bool {
        let scaled = U256::from(price) * U256::from(WEIGHTS);
        scaled < U256::from(self.next) * U256::from(WEIGHTS.saturating_sub(bp))
    }

    /// How many prices.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }
}

/// Refuses a price that no formula takes.
///
/// # Errors
/// [`Error::PriceInvalid`] for 0 and above [`PRICE_MAX`].
pub fn check_price(price: u128) -> Result<(), Error> {
    if price == 0 || price > PRICE_MAX { Err(Error::PriceInvalid) } else { Ok(()) }
}

/// A price's score among the field, micropoints.
///
/// # Errors
/// [`Error::Overflow`], which prices and rules that were checked never reach.
pub fn price(rule: &PriceRule, field: &Field, price: u128) -> Result<u32, Error> {
    let weight = U256::from(worth(rule.weight_bp));
    let score = match rule.formula {
        PriceFormula::LowestOnly => U256::zero(),
        PriceFormula::LowestProportional => {
            weight * U256::from(field.lowest) / U256::from(price.max(1))
        }
        PriceFormula::Benchmark { discount_bp, above_bp_per_percent, below_bp_per_percent } => {
            // D = numerator / denominator
            let numerator = U256(field.sum) * U256::from(10_000_u32.saturating_sub(discount_bp));
            let denominator = U256::from(field.count.max(1)) * U256::from(10_000);
            let scaled = U256::from(price) * denominator;
            let (rate, distance) = if scaled > numerator {
                (above_bp_per_percent, scaled - numerator)
            } else {
                (below_bp_per_percent, numerator - scaled)
            };
            let loss = weight * U256::from(rate) * distance * U256::from(100)
                / (numerator * U256::from(10_000)).max(U256::one());
            weight.saturating_sub(loss)
        }
    };
    u32::try_from(score).map_err(|_| Error::Overflow)
}

/// The evaluated price of an offer under terms that ask for life-cycle costs of so many years; none when it names
/// another number of them, or the price or the result is out of range: the body is faulty then.
#[must_use]
pub fn offered_price(acquisition: u128, costs: &[u128], rate_bp: u32, years: u8) -> Option<u128> {
    if costs.len() != usize::from(years) {
        return None;
    }
    check_price(acquisition).ok()?;
    evaluated_price(acquisition, costs, rate_bp).ok()
}

/// Acquisition plus the discounted costs of years 1, 2, …:
/// `acquisition + Σ_y ⌊cost_y · S / f_y⌋` with `S = 10^12`, `f_0 = S`, `f_y = ⌊f_{y−1} · (10,000 + rate_bp) / 10,000⌋`.
///
/// # Errors
/// [`Error::PriceInvalid`] when the result is 0 or not below 2^112.
pub fn evaluated_price(acquisition: u128, costs: &[u128], rate_bp: u32) -> Result<u128, Error> {
    let scale = U256::from(1_000_000_000_000_u64);
    let mut factor = scale;
    let mut total = U256::from(acquisition);
    for cost in costs {
        // It never falls, and beyond 2^168 nothing is left of any cost: where it ends does not matter then.
        factor = factor
            .checked_mul(U256::from(10_000 + u64::from(rate_bp)))
            .map_or(U256::MAX, |grown| grown / U256::from(10_000));
        total += U256::from(*cost) * scale / factor;
    }
    let price = u128::try_from(total).map_err(|_| Error::PriceInvalid)?;
    check_price(price)?;
    Ok(price)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(max: u32, weight_bp: u32, min: u32) -> Criterion {
        Criterion { id: 1, weight_bp, max, min }
    }

    fn proportional(weight_bp: u32) -> PriceRule {
        PriceRule { formula: PriceFormula::LowestProportional, weight_bp }
    }

    #[test]
    fn the_mean_floors_once_at_the_end() {
        let outcome = criterion(&of(10_000, 6_000, 0), Consensus::Mean, &[8_000, 7_500]).unwrap();
        assert_eq!(outcome.micropoints, 46_500_000);
        let third = criterion(&of(3, 1, 0), Consensus::Mean, &[1, 1, 2]).unwrap();
        assert_eq!(third.micropoints, 10_000 * 4 / 9);
    }

    #[test]
    fn the_minimum_itself_passes() {
        let at = criterion(&of(100, 10, 60), Consensus::Mean, &[59, 61]).unwrap();
        let under = criterion(&of(100, 10, 60), Consensus::Mean, &[59, 60]).unwrap();
        assert!(!at.below_minimum);
        assert!(under.below_minimum);
    }

    #[test]
    fn trimming_starts_at_five_and_takes_one_of_each_end() {
        let four = criterion(&of(10, 10, 0), Consensus::TrimmedMean, &[0, 10, 10, 10]).unwrap();
        assert_eq!(four.micropoints, 75_000);
        let five = criterion(&of(10, 10, 0), Consensus::TrimmedMean, &[0, 10, 10, 10, 10]).unwrap();
        assert_eq!(five.micropoints, 100_000);
    }

    #[test]
    fn the_median_of_an_even_panel_is_the_mean_of_the_middle_two() {
        let even = criterion(&of(10, 10, 0), Consensus::Median, &[9, 1, 4, 7]).unwrap();
        assert_eq!(even.micropoints, 55_000);
        let odd = criterion(&of(10, 10, 0), Consensus::Median, &[9, 1, 4]).unwrap();
        assert_eq!(odd.micropoints, 40_000);
    }

    #[test]
    fn agreed_points_are_taken_as_they_are_and_only_of_one_sheet() {
        let moderated =
            |scores: &[u32]| criterion(&of(3, 1, 2), Consensus::Moderated, scores).unwrap();
        assert_eq!(moderated(&[2]).micropoints, 10_000 * 2 / 3);
        assert!(!moderated(&[2]).below_minimum);
        assert!(moderated(&[1]).below_minimum);
        let two = criterion(&of(3, 1, 2), Consensus::Moderated, &[2, 2]);
        assert_eq!(two, Err(Error::NotAgreed));
        assert_eq!(criterion(&of(3, 1, 2), Consensus::Moderated, &[]), Err(Error::NoScore));
    }

    #[test]
    fn a_score_that_is_missing_or_too_high_is_refused() {
        assert_eq!(criterion(&of(10, 0, 1), Consensus::Mean, &[]), Err(Error::NoScore));
        assert_eq!(criterion(&of(10, 1, 0), Consensus::Mean, &[]), Err(Error::NoScore));
        assert!(criterion(&of(10, 0, 0), Consensus::Mean, &[]).is_ok());
        assert_eq!(criterion(&of(10, 1, 0), Consensus::Mean, &[11]), Err(Error::ScoreAboveMax));
    }

    #[test]
    fn the_lowest_price_takes_the_weight_and_others_their_proportion() {
        let field = Field::of([300, 100, 200].into_iter()).unwrap();
        assert_eq!(price(&proportional(4_000), &field, 100), Ok(40_000_000));
        assert_eq!(price(&proportional(4_000), &field, 300), Ok(13_333_333));
    }

    #[test]
    fn the_largest_prices_neither_overflow_nor_lose_a_digit() {
        let field = Field::of([PRICE_MAX, PRICE_MAX - 1].into_iter()).unwrap();
        assert_eq!(price(&proportional(10_000), &field, PRICE_MAX), Ok(99_999_999));
        let rule = PriceRule {
            formula: PriceFormula::Benchmark {
                discount_bp: 9_999,
                above_bp_per_percent: 1_000_000,
                below_bp_per_percent: 1_000_000,
            },
            weight_bp: 10_000,
        };
        assert_eq!(price(&rule, &field, PRICE_MAX), Ok(0));
    }

    #[test]
    fn the_benchmark_loses_by_percent_on_each_side() {
        let rule = PriceRule {
            formula: PriceFormula::Benchmark {
                discount_bp: 0,
                above_bp_per_percent: 200,
                below_bp_per_percent: 100,
            },
            weight_bp: 5_000,
        };
        let field = Field::of([90, 110].into_iter()).unwrap();
        // 10 % above at 2 % of the weight each, 10 % below at 1 % each
        assert_eq!(price(&rule, &field, 110), Ok(40_000_000));
        assert_eq!(price(&rule, &field, 90), Ok(45_000_000));
        assert_eq!(price(&rule, &field, 100), Ok(50_000_000));
    }

    #[test]
    fn a_zero_or_too_large_price_is_refused() {
        assert_eq!(Field::of([0].into_iter()).unwrap_err(), Error::PriceInvalid);
        assert_eq!(Field::of([PRICE_MAX + 1].into_iter()).unwrap_err(), Error::PriceInvalid);
        assert_eq!(Field::of([].into_iter()).unwrap().count(), 0);
    }

    #[test]
    fn an_offer_names_as_many_years_as_the_terms() {
        assert_eq!(offered_price(1_000, &[110, 121], 1_000, 2), Some(1_200));
        assert_eq!(offered_price(1_000, &[0, 0], 1_000, 2), Some(1_000));
        assert_eq!(offered_price(1_000, &[], 1_000, 0), Some(1_000));
        for (costs, years) in [(&[110, 121][..], 1), (&[110, 121], 3), (&[], 1), (&[0], 0)] {
            assert_eq!(offered_price(1_000, costs, 1_000, years), None);
        }
        assert_eq!(offered_price(0, &[110], 0, 1), None);
        assert_eq!(offered_price(PRICE_MAX, &[1], 0, 1), None);
    }

    #[test]
    fn a_field_knows_its_two_lowest_prices_in_whatever_order_they_come() {
        for prices in [[3, 5, 9], [9, 5, 3], [5, 3, 9], [3, 9, 5], [9, 3, 5], [5, 9, 3]] {
            let field = Field::of(prices.into_iter()).unwrap();
            assert_eq!((field.lowest(), field.next(), field.mean()), (3, 5, 5));
            assert_eq!(field, Field::of([3, 5, 9].into_iter()).unwrap());
        }
        let alike = Field::of([4, 4, 7].into_iter()).unwrap();
        assert_eq!((alike.lowest(), alike.next()), (4, 4));
        let one = Field::of([4].into_iter()).unwrap();
        assert_eq!((one.lowest(), one.next()), (4, 0));
        assert_eq!(Field::default().mean(), 0);
    }

    #[test]
    fn life_cycle_costs_are_discounted_by_year() {
        assert_eq!(evaluated_price(1_000, &[110, 121], 1_000), Ok(1_200));
        assert_eq!(evaluated_price(1_000, &[100], 0), Ok(1_100));
        assert_eq!(evaluated_price(PRICE_MAX, &[1], 0), Err(Error::PriceInvalid));
        // 101^50 is above 2^332: what is due then costs nothing now, and makes no offer faulty.
        assert_eq!(evaluated_price(7, &[0; 50], 1_000_000), Ok(7));
        assert_eq!(
            evaluated_price(PRICE_MAX, &[u128::MAX; 500], 1_000_000),
            Err(Error::PriceInvalid)
        );
    }
}
