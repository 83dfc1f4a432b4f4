//! The numbers to their last digit and to the ends of their ranges, against fractions that are computed in another way.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod big;

use big::{Big, Fraction};
use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    Error,
    money::PRICE_MAX,
    ranking::{Candidate, Position, rank},
    scoring::{Field, criterion, evaluated_price, offered_price, price},
    terms::{Consensus, Criterion, LIFECYCLE_YEARS_MAX, POINTS_MAX, PriceFormula, PriceRule},
};

/// A price's worth in micropoints by the definitions: the share of the lowest, or the whole less what each percent away from the
/// discounted mean takes.
fn expected(rule: &PriceRule, prices: &[u128], own: u128) -> u128 {
    let whole = Fraction::of(u128::from(rule.weight_bp) * 10_000, 1);
    let own = Fraction::of(own, 1);
    let score = match rule.formula {
        PriceFormula::LowestOnly => return 0,
        PriceFormula::LowestProportional => {
            let lowest = Fraction::of(*prices.iter().min().unwrap(), 1);
            whole.times(&lowest.over(&own)).floor()
        }
        PriceFormula::Benchmark { discount_bp, above_bp_per_percent, below_bp_per_percent } => {
            let sum = prices.iter().fold(Big::from(0), |sum, price| sum.plus(&(*price).into()));
            let mean = Fraction::whole(sum).over(&Fraction::of(prices.len() as u128, 1));
            let benchmark = mean.times(&Fraction::of(u128::from(10_000 - discount_bp), 10_000));
            let rate =
                if own.exceeds(&benchmark) { above_bp_per_percent } else { below_bp_per_percent };
            let percent = own.distance(&benchmark).over(&benchmark).times(&Fraction::of(100, 1));
            let share = percent.times(&Fraction::of(rate.into(), 10_000));
            let (whole, loss) = (whole.floor(), whole.times(&share).floor());
            if loss.compare(&whole).is_ge() { Big::from(0) } else { whole.minus(&loss) }
        }
    };
    score.small().unwrap()
}

/// `acquisition + Σ_y ⌊cost_y · S / f_y⌋`, and nothing where that is no price.
fn expected_cost(acquisition: u128, costs: &[u128], rate_bp: u32) -> Option<u128> {
    let scale = Big::from(1_000_000_000_000);
    let (mut total, mut factor) = (Big::from(acquisition), scale.clone());
    for cost in costs {
        factor = factor.times(&u128::from(10_000 + rate_bp).into()).over(&10_000.into());
        total = total.plus(&Big::from(*cost).times(&scale).over(&factor));
    }
    total.small().filter(|price| (1..=PRICE_MAX).contains(price))
}

/// Of every length, often at the ends.
fn any_price() -> impl Strategy<Value = u128> {
    prop_oneof![
        2 => 1..1_000u128,
        2 => PRICE_MAX - 1_000..=PRICE_MAX,
        6 => (0..112u32, any::<u128>()).prop_map(|(bits, any)| (any >> 16 >> bits).max(1)),
    ]
}

fn any_amount() -> impl Strategy<Value = u128> {
    prop_oneof![
        2 => Just(0u128),
        1 => Just(u128::MAX),
        6 => (0..128u32, any::<u128>()).prop_map(|(bits, any)| any >> bits),
    ]
}

fn any_rate() -> impl Strategy<Value = u32> {
    prop_oneof![1 => Just(0u32), 1 => Just(1_000_000), 4 => 0..=1_000_000u32, 2 => 0..1_000u32]
}

fn any_rule() -> impl Strategy<Value = PriceRule> {
    let discount = prop_oneof![1 => Just(0u32), 1 => Just(9_999), 4 => 0..10_000u32];
    let benchmark = (discount, any_rate(), any_rate()).prop_map(|(discount_bp, above, below)| {
        PriceFormula::Benchmark {
            discount_bp,
            above_bp_per_percent: above,
            below_bp_per_percent: below,
        }
    });
    let formula = prop_oneof![1 => Just(PriceFormula::LowestProportional), 3 => benchmark];
    (formula, 0..=10_000u32).prop_map(|(formula, weight_bp)| PriceRule { formula, weight_bp })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_price_has_the_points_of_the_definition_to_the_last_digit(
        prices in prop::collection::vec(any_price(), 1..12),
        rule in any_rule(),
    ) {
        let field = Field::of(prices.iter().copied()).unwrap();
        for own in &prices {
            let points = price(&rule, &field, *own).map(u128::from);
            prop_assert_eq!(points, Ok(expected(&rule, &prices, *own)));
        }
    }

    #[test]
    fn life_cycle_costs_are_those_of_the_definition_however_many_and_large(
        acquisition in any_price(),
        costs in prop::collection::vec(any_amount(), 0..=usize::from(LIFECYCLE_YEARS_MAX)),
        rate in any_rate(),
    ) {
        let own = evaluated_price(acquisition, &costs, rate);
        prop_assert_eq!(own.ok(), expected_cost(acquisition, &costs, rate));
        let years = u8::try_from(costs.len()).unwrap();
        prop_assert_eq!(offered_price(acquisition, &costs, rate, years), own.ok());
        prop_assert_eq!(offered_price(acquisition, &costs, rate, years + 1), None);
    }

    #[test]
    fn the_panels_points_are_those_of_the_definition(
        mut scores in prop::collection::vec(0..=POINTS_MAX, 1..17),
        weight_bp in 0..=10_000u32,
        most in 1..=POINTS_MAX,
        min in 0..=POINTS_MAX,
    ) {
        for score in &mut scores {
            *score %= most + 1;
        }
        let min = min % (most + 1);
        let of = Criterion { id: 1, weight_bp, max: most, min };
        let mut kept: Vec<u128> = scores.iter().map(|score| u128::from(*score)).collect();
        let check = |consensus: Consensus, kept: &[u128]| -> Result<(), TestCaseError> {
            let mean = Fraction::of(kept.iter().sum(), kept.len() as u128);
            let share = mean.over(&Fraction::of(most.into(), 1));
            let points = Fraction::of(u128::from(weight_bp) * 10_000, 1).times(&share).floor();
            let outcome = criterion(&of, consensus, &scores).unwrap();
            prop_assert_eq!(Some(u128::from(outcome.micropoints)), points.small());
            prop_assert_eq!(outcome.below_minimum, Fraction::of(min.into(), 1).exceeds(&mean));
            Ok(())
        };
        check(Consensus::Mean, &kept)?;
        // The middle one, or the two of them.
        kept.sort_unstable();
        let mut middle = kept.clone();
        while middle.len() > 2 {
            middle.pop();
            middle.remove(0);
        }
        check(Consensus::Median, &middle)?;
        if kept.len() >= 5 {
            kept.pop();
            kept.remove(0);
        }
        check(Consensus::TrimmedMean, &kept)?;
    }

    #[test]
    fn what_is_alike_in_everything_falls_to_the_earlier_commit(
        mut commits in prop::collection::vec((0..4u32, 0..u32::MAX), 2..20),
        own in any_price(),
        points in 0..=POINTS_MAX,
    ) {
        commits.sort_unstable();
        commits.dedup();
        let shuffled = commits.iter().enumerate().rev();
        let alike: Vec<_> = shuffled.map(|(at, (block, index))| Candidate {
            bid: u32::try_from(at).unwrap(),
            price: own,
            committed: Position { block: *block, index: *index },
            scores: vec![vec![points]],
        }).collect();
        let rule = PriceRule { formula: PriceFormula::LowestProportional, weight_bp: 4_000 };
        let of = Criterion { id: 1, weight_bp: 6_000, max: POINTS_MAX, min: 0 };
        let lines = rank(&rule, &[of], Consensus::Mean, &alike).unwrap();
        prop_assert!(lines.iter().map(|line| line.bid as usize).eq(0..commits.len()));
    }
}

#[test]
fn prices_end_at_2_to_the_112_less_1_and_nothing_beyond_is_taken() {
    let two_112 = 1u128 << 112;
    for good in [1, two_112 - 2, two_112 - 1] {
        assert!(Field::of([good].into_iter()).is_ok(), "{good}");
        assert_eq!(offered_price(good, &[], 0, 0), Some(good));
    }
    for bad in [0, two_112, two_112 + 1, u128::MAX - 1, u128::MAX] {
        assert_eq!(Field::of([bad].into_iter()), Err(Error::PriceInvalid), "{bad}");
        assert_eq!(offered_price(bad, &[], 0, 0), None, "{bad}");
        assert_eq!(evaluated_price(bad, &[], 0), Err(Error::PriceInvalid), "{bad}");
        let candidate = Candidate {
            bid: 0,
            price: bad,
            committed: Position { block: 1, index: 0 },
            scores: vec![],
        };
        let rule = PriceRule { formula: PriceFormula::LowestOnly, weight_bp: 10_000 };
        assert_eq!(rank(&rule, &[], Consensus::Mean, &[candidate]), Err(Error::PriceInvalid));
    }
}

/// The worst rate and the longest time: what is far away costs nothing now, and makes no offer faulty.
#[test]
fn life_cycle_costs_at_the_ends_of_their_ranges() {
    let years = usize::from(LIFECYCLE_YEARS_MAX);
    let free = vec![0; years];
    for rate in [0, 1, 10_000, 1_000_000] {
        assert_eq!(evaluated_price(1, &free, rate), Ok(1), "{rate}");
        assert_eq!(evaluated_price(PRICE_MAX, &free, rate), Ok(PRICE_MAX), "{rate}");
    }
    let mut last = free.clone();
    last[years - 1] = u128::MAX;
    // 101^50 is above 2^332: nothing is left of 2^128.
    assert_eq!(evaluated_price(7, &last, 1_000_000), Ok(7));
    assert_eq!(evaluated_price(7, &last, 0), Err(Error::PriceInvalid));
    let all = vec![u128::MAX; years];
    assert_eq!(evaluated_price(1, &all, 1_000_000), Err(Error::PriceInvalid));
    // The sum is what counts: to the last unit, and not one more.
    assert_eq!(evaluated_price(PRICE_MAX - 50, &vec![1; years], 0), Ok(PRICE_MAX));
    assert_eq!(evaluated_price(PRICE_MAX - 49, &vec![1; years], 0), Err(Error::PriceInvalid));
}
