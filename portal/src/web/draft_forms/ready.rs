//! Ready criteria, to be taken over and then edited.

use tenderseal_rules::terms::{PriceFormula, WEIGHTS};

use crate::app::notice::{Bilingual, DraftCriterion};
use crate::i18n::{Locale, Messages};

/// What was done with the ready criteria.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ready {
    /// They are offered.
    #[default]
    Offered,
    /// They stand in the form; nothing is saved yet.
    Taken,
    /// There were so many criteria already: nothing was changed.
    Occupied(usize),
}

/// The weight of the price beside the ready criteria, basis points.
const PRICE_WEIGHT_BP: u32 = 4_000;
/// Name in the Fluent keys, weight in basis points, least points in hundredths; each of 100 points at most.
const CRITERIA: [(&str, u32, u32); 5] = [
    ("technical", 2_000, 6_000),
    ("cost", 1_200, 0),
    ("service", 1_200, 6_000),
    ("usability", 800, 0),
    ("scalability", 800, 0),
];

/// The weight of the price and the ready criteria, which together weigh everything.
/// Where the lowest price decides alone they weigh nothing, and their minimums count.
#[must_use]
pub fn criteria(formula: Option<PriceFormula>) -> (u32, Vec<DraftCriterion>) {
    let weighed = formula != Some(PriceFormula::LowestOnly);
    let both = |key: String| Bilingual {
        en: Messages::of(Locale::En).text(&key),
        zh: Messages::of(Locale::Zh).text(&key),
    };
    let one = |(name, weight_bp, min): (&str, u32, u32)| DraftCriterion {
        title: both(format!("ready-{name}-title")),
        description: both(format!("ready-{name}-about")),
        weight_bp: if weighed { weight_bp } else { 0 },
        max: 10_000,
        min,
    };
    let price = if weighed { PRICE_WEIGHT_BP } else { WEIGHTS };
    (price, CRITERIA.into_iter().map(one).collect())
}

#[cfg(test)]
mod tests {
    use tenderseal_rules::terms::{Criterion, PriceRule, check_weights};

    use super::*;

    #[test]
    fn the_ready_criteria_are_whole_terms_under_every_price_rule() {
        let benchmark = PriceFormula::Benchmark {
            discount_bp: 500,
            above_bp_per_percent: 200,
            below_bp_per_percent: 100,
        };
        for formula in [PriceFormula::LowestProportional, PriceFormula::LowestOnly, benchmark] {
            let (weight_bp, criteria) = criteria(Some(formula));
            let terms: Vec<Criterion> = (1..)
                .zip(&criteria)
                .map(|(id, one)| Criterion {
                    id,
                    weight_bp: one.weight_bp,
                    max: one.max,
                    min: one.min,
                })
                .collect();
            assert_eq!(check_weights(&PriceRule { formula, weight_bp }, &terms), Ok(()));
            for one in &criteria {
                for text in [&one.title.en, &one.title.zh, &one.description.en, &one.description.zh]
                {
                    assert!(!text.is_empty() && !text.contains(crate::i18n::MISSING), "{text}");
                }
            }
        }
    }
}
