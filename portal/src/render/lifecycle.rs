//! Life-cycle costs in plain words, with an example worked out (CONTRACTS, "Numbers, exactly").

use tenderseal_rules::{money::Currency, scoring, terms::Terms};

use super::money;
use crate::i18n::{Locale, Messages};

/// The example's acquisition price, major units.
const ACQUISITION: u128 = 100_000;
/// The example's cost in each year, major units.
const COST: u128 = 10_000;

/// A year's cost and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearLine {
    /// From 1.
    pub year: usize,
    /// As it was offered.
    pub cost: String,
    /// What it adds to the evaluated price.
    pub counts: String,
}

/// What terms that ask for life-cycle costs say of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifecycleWords {
    /// For how many years, at what rate, and what is compared.
    pub text: String,
    /// How a year's cost is discounted.
    pub rule: String,
    /// What the example begins with.
    pub example: String,
    /// The example's years.
    pub lines: Vec<YearLine>,
    /// What the example comes to.
    pub result: String,
}

impl LifecycleWords {
    /// Of terms that ask for life-cycle costs; none of others.
    #[must_use]
    pub fn of(locale: Locale, terms: &Terms) -> Option<Self> {
        let (years, rate) = (terms.lifecycle_years, terms.lifecycle_rate_bp);
        if years == 0 {
            return None;
        }
        let unit = 10_u128.pow(money::exponent(&terms.currency.to_string()));
        let (acquisition, cost) = (ACQUISITION * unit, COST * unit);
        let costs = vec![cost; years.into()];
        let evaluated = scoring::evaluated_price(acquisition, &costs, rate).ok()?;
        let messages = Messages::of(locale);
        let amount = |minor| money::amount(terms.currency, minor);
        let told = [("years", u64::from(years).into()), ("rate", money::percent(rate).into())];
        Some(Self {
            text: messages.format("lifecycle-text", &told),
            rule: messages.text("lifecycle-rule"),
            example: messages.format(
                "lifecycle-example-text",
                &[("price", amount(acquisition).into()), ("cost", amount(cost).into())],
            ),
            lines: lines(terms.currency, &costs, rate),
            result: messages
                .format("lifecycle-example-result", &[("price", amount(evaluated).into())]),
        })
    }
}

/// The years of an offer: what each costs, and what it adds to the evaluated price.
#[must_use]
pub fn lines(currency: Currency, costs: &[u128], rate_bp: u32) -> Vec<YearLine> {
    let mut before = 0;
    // A price of 1 takes part, so that costs of nothing are a price too.
    let upto =
        |years: usize| scoring::evaluated_price(1, &costs[..years], rate_bp).map(|all| all - 1);
    (1..=costs.len())
        .map_while(|year| {
            let all = upto(year).ok()?;
            let counts = all - before;
            before = all;
            let amount = |minor| money::amount(currency, minor);
            Some(YearLine { year, cost: amount(costs[year - 1]), counts: amount(counts) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same file that the browser's module meets (`portal/assets/tests/lifecycle.test.mjs`).
    #[test]
    fn an_evaluated_price_is_the_one_that_the_browser_computes() {
        let text = include_str!("../../assets/tests/lifecycles.json");
        let cases: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
        assert!(cases.len() > 20);
        for case in cases {
            let number =
                |value: &serde_json::Value| value.as_str().unwrap().parse::<u128>().unwrap();
            let costs: Vec<_> = case["costs"].as_array().unwrap().iter().map(number).collect();
            let rate = u32::try_from(case["rate_bp"].as_u64().unwrap()).unwrap();
            let evaluated = scoring::evaluated_price(number(&case["acquisition"]), &costs, rate);
            let expected = case["evaluated"].as_str().map(|text| text.parse::<u128>().unwrap());
            assert_eq!(evaluated.ok(), expected, "{case}");
        }
    }

    #[test]
    fn every_year_adds_what_the_rules_add() {
        let yuan = Currency::parse(*b"CNY").unwrap();
        let lines = lines(yuan, &[11_000, 0, 13_310], 1_000);
        let counts: Vec<_> = lines.iter().map(|line| line.counts.as_str()).collect();
        assert_eq!(counts, ["CNY\u{a0}100.00", "CNY\u{a0}0.00", "CNY\u{a0}100.00"]);
        assert_eq!(lines[2].cost, "CNY\u{a0}133.10");
        assert!(super::lines(yuan, &[], 0).is_empty());
    }
}
