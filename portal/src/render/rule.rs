//! How prices and scores become points, in plain words with the numbers of a
//! tender, and an example that the rules themselves compute.

use std::cmp::Ordering;

use tenderseal_rules::{
    money::Currency,
    scoring::{self, Field},
    terms::{Consensus, PriceFormula, PriceRule},
};

use super::{benchmark::Benchmark, money};
use crate::app::names::{self, Named};
use crate::i18n::{Locale, Messages};

/// Prices of the example, in the currency's major unit; their mean is a million.
const EXAMPLE: [u128; 4] = [800_000, 950_000, 1_000_000, 1_250_000];
/// From so many scores on a trimmed mean leaves some out (CONTRACTS, "Numbers, exactly").
const TRIMMED_FROM: usize = 5;

/// A price rule in words.
#[derive(Clone, Debug)]
pub struct PriceWords {
    /// What the rule is called.
    pub name: String,
    /// What it does, with the weight of the price.
    pub text: String,
    /// The numbers of a benchmark, a sentence each; empty for other rules.
    pub steps: Vec<String>,
    /// How points are lost; only of a benchmark.
    pub example: Option<Example>,
}

/// An example of a benchmark.
#[derive(Clone, Debug)]
pub struct Example {
    /// The mean and the benchmark of its prices.
    pub text: String,
    /// Its prices.
    pub lines: Vec<PriceLine>,
}

/// A price and what it gets.
#[derive(Clone, Debug)]
pub struct PriceLine {
    /// Whose; empty in an example.
    pub vendor: String,
    /// The price with its currency.
    pub price: String,
    /// How far from the benchmark, in words.
    pub distance: String,
    /// Points lost.
    pub lost: String,
    /// Points.
    pub points: String,
}

impl PriceWords {
    /// A rule in words.
    #[must_use]
    pub fn of(locale: Locale, rule: &PriceRule, currency: Currency) -> Self {
        let messages = Messages::of(locale);
        let formula = names::formula(rule.formula);
        let points = money::hundredths(rule.weight_bp);
        let values =
            [("weight", money::percent(rule.weight_bp).into()), ("points", points.as_str().into())];
        Self {
            name: messages.text(&format!("formula-{formula}")),
            text: messages.format(&format!("price-rule-{formula}"), &values),
            steps: steps(messages, rule, &points),
            example: example(locale, rule, currency),
        }
    }
}

fn steps(messages: &Messages, rule: &PriceRule, points: &str) -> Vec<String> {
    let PriceFormula::Benchmark { discount_bp, above_bp_per_percent, below_bp_per_percent } =
        rule.formula
    else {
        return Vec::new();
    };
    let mean = match discount_bp {
        0 => messages.text("benchmark-mean"),
        _ => messages
            .format("benchmark-discount", &[("discount", money::percent(discount_bp).into())]),
    };
    let side = |key: &str, rate: u32| {
        if rate == 0 {
            return messages.text(&format!("benchmark-{key}-nothing"));
        }
        let lost = money::micropoints(u64::from(rule.weight_bp) * u64::from(rate));
        let values = [
            ("rate", money::percent(rate).into()),
            ("lost", lost.into()),
            ("points", points.into()),
        ];
        messages.format(&format!("benchmark-{key}"), &values)
    };
    vec![
        mean,
        messages.format("benchmark-at", &[("points", points.into())]),
        side("above", above_bp_per_percent),
        side("below", below_bp_per_percent),
        messages.text("benchmark-parts"),
    ]
}

fn example(locale: Locale, rule: &PriceRule, currency: Currency) -> Option<Example> {
    let PriceFormula::Benchmark { discount_bp, .. } = rule.formula else { return None };
    let unit = 10_u128.pow(money::exponent(&currency.to_string()));
    let prices = EXAMPLE.map(|price| price * unit);
    let benchmark = Benchmark::of(prices, discount_bp)?;
    let field = Field::of(prices.into_iter()).ok()?;
    let line = |price: u128| {
        let points = scoring::price(rule, &field, price).ok()?;
        Some(price_line(locale, rule, currency, &benchmark, (String::new(), price, points)))
    };
    let values = [
        ("mean", money::amount(currency, benchmark.mean()).into()),
        ("benchmark", money::amount(currency, benchmark.value()).into()),
    ];
    Some(Example {
        text: Messages::of(locale).format("price-example-text", &values),
        lines: prices.into_iter().map(line).collect::<Option<_>>()?,
    })
}

/// A price among others: vendor, price in minor units and points in micropoints come together.
#[must_use]
pub fn price_line(
    locale: Locale,
    rule: &PriceRule,
    currency: Currency,
    benchmark: &Benchmark,
    (vendor, price, points): (String, u128, u32),
) -> PriceLine {
    let lost = scoring::worth(rule.weight_bp).saturating_sub(points.into());
    PriceLine {
        vendor,
        price: money::amount(currency, price),
        distance: distance(locale, benchmark.distance(price)),
        lost: money::points(u32::try_from(lost).unwrap_or(u32::MAX)),
        points: money::points(points),
    }
}

fn distance(locale: Locale, (side, far): (Ordering, u128)) -> String {
    let key = match side {
        Ordering::Equal => return Messages::of(locale).text("price-distance-none"),
        Ordering::Greater => "price-distance-above",
        Ordering::Less => "price-distance-below",
    };
    let percent = format!("{}%", money::decimal(far, 4));
    Messages::of(locale).format(key, &[("percent", percent.into())])
}

/// How the scores of a panel become one, and that one a criterion's points.
#[must_use]
pub fn consensus(locale: Locale, consensus: Consensus, panel: usize) -> String {
    let few = consensus == Consensus::TrimmedMean && panel < TRIMMED_FROM;
    let key = format!("scores-rule-{}{}", consensus.name(), if few { "-few" } else { "" });
    let messages = Messages::of(locale);
    let sentences =
        [messages.format(&key, &[("panel", panel.into())]), messages.text("scores-rule-points")];
    sentences.join(between(locale))
}

/// What an evaluator gives who lets a bid pass, hundredths of a point.
pub const PASS: u32 = 100;

/// Whether a criterion is passed or failed: it weighs nothing, and the one point that can be given is asked for.
#[must_use]
pub const fn is_pass_fail(weight_bp: u32, max: u32, min: u32) -> bool {
    weight_bp == 0 && max == PASS && min == PASS
}

/// Who must let a bid pass so that it passes, with this rule of consensus.
#[must_use]
pub fn passing(locale: Locale, consensus: Consensus, panel: usize) -> String {
    let few = consensus == Consensus::TrimmedMean && panel < TRIMMED_FROM;
    let name = if few { Consensus::Mean.name() } else { consensus.name() };
    Messages::of(locale).text(&format!("pass-rule-{name}"))
}

/// Whether a bid passes with these scores: of those that count every one lets it.
#[must_use]
pub fn passed(consensus: Consensus, points: &[u32]) -> bool {
    let counting = counting(consensus, points);
    points.iter().zip(counting).all(|(points, counts)| !counts || *points >= PASS)
}

/// What stands between two sentences.
#[must_use]
pub const fn between(locale: Locale) -> &'static str {
    match locale {
        Locale::En => " ",
        Locale::Zh => "",
    }
}

/// Which of the scores of a criterion count; of equal ones it does not matter which.
#[must_use]
pub fn counting(consensus: Consensus, points: &[u32]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|at| points[*at]);
    let count = order.len();
    let kept = match consensus {
        _ if order.is_empty() => &[][..],
        Consensus::TrimmedMean if count >= TRIMMED_FROM => &order[1..count - 1],
        Consensus::Median => &order[(count - 1) / 2..=count / 2],
        Consensus::Mean | Consensus::TrimmedMean | Consensus::Moderated => &order[..],
    };
    (0..count).map(|at| kept.contains(&at)).collect()
}

#[cfg(test)]
mod tests {
    use tenderseal_rules::terms::Criterion;

    use super::*;

    /// The rules that make one score of several: an agreed sheet is one already.
    fn of_several() -> impl Iterator<Item = &'static Consensus> {
        Consensus::ALL.iter().filter(|rule| **rule != Consensus::Moderated)
    }

    fn benchmark(discount_bp: u32, above: u32, below: u32) -> PriceRule {
        let formula = PriceFormula::Benchmark {
            discount_bp,
            above_bp_per_percent: above,
            below_bp_per_percent: below,
        };
        PriceRule { formula, weight_bp: 4_000 }
    }

    fn yuan() -> Currency {
        Currency::parse(*b"CNY").unwrap()
    }

    #[test]
    fn the_words_have_the_numbers_of_the_rule_in_both_languages() {
        let rule = benchmark(500, 250, 125);
        let en = PriceWords::of(Locale::En, &rule, yuan());
        assert!(en.text.contains("40%") && en.steps[0].contains("less 5%"), "{en:?}");
        assert!(en.steps[2].contains("2.5%") && en.steps[2].contains('1'), "{en:?}");
        assert!(en.steps[3].contains("1.25%") && en.steps[3].contains("0.5"), "{en:?}");
        let zh = PriceWords::of(Locale::Zh, &rule, yuan());
        assert!(zh.steps[0].contains("5%") && zh.steps[2].contains("2.5%"), "{zh:?}");
    }

    #[test]
    fn a_side_that_takes_nothing_says_so() {
        let words = PriceWords::of(Locale::En, &benchmark(0, 200, 0), yuan());
        assert!(words.steps[3].contains("loses nothing"), "{words:?}");
        assert!(!words.steps[0].contains("less"), "{words:?}");
    }

    #[test]
    fn the_example_is_what_the_rules_compute() {
        let example =
            PriceWords::of(Locale::En, &benchmark(500, 250, 125), yuan()).example.unwrap();
        assert!(example.text.contains("950,000.00"), "{}", example.text);
        let points: Vec<_> = example.lines.iter().map(|line| line.points.as_str()).collect();
        // 150,000 of 950,000 below is 15.7894 %, at half a point each; 300,000 above is 31.5789 %, at one.
        assert_eq!(points, ["32.1052", "40.0000", "34.7368", "8.4210"]);
        assert_eq!(example.lines[1].distance, "at the benchmark");
        assert_eq!(example.lines[3].distance, "31.5789% above");
        assert_eq!(example.lines[3].lost, "31.5789");
        let proportional =
            PriceRule { formula: PriceFormula::LowestProportional, weight_bp: 4_000 };
        assert!(PriceWords::of(Locale::En, &proportional, yuan()).example.is_none());
    }

    #[test]
    fn a_currency_without_cents_has_an_example_without_cents() {
        let yen = Currency::parse(*b"JPY").unwrap();
        let words = PriceWords::of(Locale::Zh, &benchmark(0, 200, 100), yen);
        assert_eq!(words.example.unwrap().lines[0].price, "JPY\u{a0}800,000");
    }

    #[test]
    fn under_five_evaluators_a_trimmed_mean_says_that_all_count() {
        let of = |panel| consensus(Locale::En, Consensus::TrimmedMean, panel);
        assert_ne!(of(4), of(5));
        assert!(of(4).contains('4') && of(5).contains('5'), "{} {}", of(4), of(5));
    }

    #[test]
    fn a_bid_passes_where_the_rules_do_not_find_it_below_the_minimum() {
        let criterion = Criterion { id: 1, weight_bp: 0, max: PASS, min: PASS };
        assert!(is_pass_fail(criterion.weight_bp, criterion.max, criterion.min));
        assert!(!is_pass_fail(1, PASS, PASS) && !is_pass_fail(0, PASS, 0));
        for count in 1..=7_u32 {
            for votes in 0..1_u32 << count {
                let scores: Vec<u32> =
                    (0..count).map(|at| if (votes >> at) & 1 == 1 { PASS } else { 0 }).collect();
                for rule in of_several() {
                    let exact = scoring::criterion(&criterion, *rule, &scores).unwrap();
                    assert_eq!(passed(*rule, &scores), !exact.below_minimum, "{scores:?}");
                }
            }
        }
    }

    #[test]
    fn the_scores_that_count_give_what_the_rules_give() {
        let criterion = Criterion { id: 1, weight_bp: 6_000, max: 10_000, min: 0 };
        let mut seed = 7_u32;
        for round in 1..200_usize {
            let scores: Vec<u32> = (0..=round % 9)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 16) % 10_001
                })
                .collect();
            for rule in of_several() {
                let counts = counting(*rule, &scores);
                let kept: Vec<u64> = scores
                    .iter()
                    .zip(&counts)
                    .filter(|(_, counts)| **counts)
                    .map(|(score, _)| u64::from(*score))
                    .collect();
                let share = 60_000_000 * kept.iter().sum::<u64>() / (kept.len() as u64 * 10_000);
                let exact = scoring::criterion(&criterion, *rule, &scores).unwrap().micropoints;
                assert_eq!(share, u64::from(exact), "{rule:?} {scores:?}");
            }
        }
        assert!(counting(Consensus::Median, &[]).is_empty());
    }
}
