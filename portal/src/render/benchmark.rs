//! The benchmark of a price rule as people recompute it: an exact fraction, shown cut.

use std::cmp::Ordering;

use primitive_types::U256;

/// `D = Σp · (10,000 − discount) / (n · 10,000)`, as CONTRACTS has it ("Numbers, exactly").
#[derive(Clone, Copy, Debug)]
pub struct Benchmark {
    sum: u128,
    count: u32,
    discount_bp: u32,
}

impl Benchmark {
    /// Of the prices that count, minor units; `None` without any, and where the sum
    /// does not fit in 128 bits, which takes more than 65,536 of the greatest prices.
    pub fn of(prices: impl IntoIterator<Item = u128>, discount_bp: u32) -> Option<Self> {
        let (sum, count) =
            prices.into_iter().try_fold((0_u128, 0_u32), |(sum, count), price| {
                Some((sum.checked_add(price)?, count.checked_add(1)?))
            })?;
        (sum > 0).then_some(Self { sum, count, discount_bp })
    }

    /// All prices together, minor units.
    #[must_use]
    pub const fn sum(&self) -> u128 {
        self.sum
    }

    /// How many prices count.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// The mean of the prices, minor units, cut.
    #[must_use]
    pub fn mean(&self) -> u128 {
        self.sum / u128::from(self.count)
    }

    /// `D`, minor units, cut.
    #[must_use]
    pub fn value(&self) -> u128 {
        let (numerator, denominator) = self.fraction();
        (numerator / denominator).low_u128()
    }

    /// On which side of `D` a price is, and how far: in ten-thousandths of a percent of `D`, cut.
    #[must_use]
    pub fn distance(&self, price: u128) -> (Ordering, u128) {
        let (numerator, denominator) = self.fraction();
        let scaled = U256::from(price) * denominator;
        let far = scaled.max(numerator) - scaled.min(numerator);
        let cut = far * U256::from(1_000_000) / numerator.max(U256::one());
        (scaled.cmp(&numerator), u128::try_from(cut).unwrap_or(u128::MAX))
    }

    fn fraction(&self) -> (U256, U256) {
        let left = 10_000_u32.saturating_sub(self.discount_bp);
        (U256::from(self.sum) * U256::from(left), U256::from(self.count) * U256::from(10_000))
    }
}

#[cfg(test)]
mod tests {
    use tenderseal_rules::{
        money::PRICE_MAX,
        scoring::{Field, price},
        terms::{PriceFormula, PriceRule},
    };

    use super::*;

    #[test]
    fn the_benchmark_is_the_discounted_mean_cut_to_the_minor_unit() {
        let benchmark = Benchmark::of([100, 200, 201], 500).unwrap();
        assert_eq!((benchmark.sum(), benchmark.count(), benchmark.mean()), (501, 3, 167));
        // 167 less 5 %: 158.65
        assert_eq!(benchmark.value(), 158);
        assert!(Benchmark::of([], 0).is_none());
    }

    #[test]
    fn a_distance_says_its_side_and_the_greatest_prices_do_not_overflow() {
        let benchmark = Benchmark::of([90, 110], 0).unwrap();
        assert_eq!(benchmark.distance(100), (Ordering::Equal, 0));
        assert_eq!(benchmark.distance(110), (Ordering::Greater, 100_000));
        assert_eq!(benchmark.distance(99), (Ordering::Less, 10_000));
        let greatest = Benchmark::of([PRICE_MAX; 1_000], 9_999).unwrap();
        assert_eq!(greatest.distance(PRICE_MAX).0, Ordering::Greater);
        assert_eq!(greatest.value(), PRICE_MAX / 10_000);
    }

    /// Who takes the distance shown and multiplies by hand gets what the contract has, to the digits shown.
    #[test]
    fn the_distance_leads_to_the_points_that_the_contract_computes() {
        let prices = [812_345_678_u128, 900_000_001, 1_000_000_000, 1_337_000_000];
        let (above, below) = (250_u32, 125_u32);
        let rule = PriceRule {
            formula: PriceFormula::Benchmark {
                discount_bp: 300,
                above_bp_per_percent: above,
                below_bp_per_percent: below,
            },
            weight_bp: 4_000,
        };
        let field = Field::of(prices.into_iter()).unwrap();
        let benchmark = Benchmark::of(prices, 300).unwrap();
        for one in prices {
            let (side, far) = benchmark.distance(one);
            let rate = u128::from(if side == Ordering::Greater { above } else { below });
            // W · rate · distance, with W in micropoints and the distance in 10⁻⁴ percent
            let lost = 40_000_000 * rate * far / (10_000 * 10_000);
            let exact = 40_000_000 - u128::from(price(&rule, &field, one).unwrap());
            assert!(exact - lost <= 100 + 1, "{one}: {exact} {lost}");
        }
    }
}
