//! `tenderseal rank`: the ranking that the contract makes, from JSON to JSON.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error as _, MapAccess, Visitor},
};
use tenderseal_rules::{
    money::PRICE_MAX,
    ranking::{Candidate, Position, Ranked, rank},
    terms::{CRITERIA_MAX, Consensus, Criterion, POINTS_MAX, PriceFormula, PriceRule, WEIGHTS},
};

use crate::Error;

/// The longest input, in bytes.
pub const INPUT_MAX: u64 = 64 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    price: PriceInput,
    criteria: Vec<CriterionInput>,
    consensus: ConsensusInput,
    bids: Vec<BidInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceInput {
    formula: Formula,
    weight_bp: u32,
    #[serde(default)]
    discount_bp: u32,
    #[serde(default)]
    above_bp_per_percent: u32,
    #[serde(default)]
    below_bp_per_percent: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Formula {
    LowestProportional,
    LowestOnly,
    Benchmark,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ConsensusInput {
    Mean,
    TrimmedMean,
    Median,
    /// The panel agreed: one number for each criterion, the points on the agreed sheet.
    Moderated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CriterionInput {
    id: String,
    weight_bp: u32,
    max: u32,
    min: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BidInput {
    id: String,
    price: String,
    committed: (u32, u32),
    scores: Scores,
}

/// Scores by criterion, no criterion twice.
struct Scores(BTreeMap<String, Vec<u32>>);

impl<'de> Deserialize<'de> for Scores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Scores;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of lists of scores")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scores, A::Error> {
                let mut scores = BTreeMap::new();
                while let Some((criterion, given)) = map.next_entry::<String, Vec<u32>>()? {
                    if scores.contains_key(&criterion) {
                        return Err(A::Error::custom(format!("criterion {criterion:?} twice")));
                    }
                    scores.insert(criterion, given);
                }
                Ok(Scores(scores))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// The answer.
#[derive(Debug, Serialize)]
pub struct Output {
    ranking: Vec<Line>,
    rejected: Vec<Rejected>,
}

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    price_micropoints: u32,
    criteria: BTreeMap<String, u32>,
    total_micropoints: u32,
}

#[derive(Debug, Serialize)]
struct Rejected {
    id: String,
    reason: &'static str,
    criterion: String,
}

/// Ranks.
///
/// # Errors
/// [`Error::Field`] names what CONTRACTS ("Numbers, exactly") refuses, and every field that is
/// unknown, missing or of another type.
pub fn from_json(text: &str) -> Result<Output, Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let input: Input = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| Error::field(error.path().to_string(), error.inner().to_string()))?;
    reader.end().map_err(|error| Error::field("input", error.to_string()))?;

    let rule = price_rule(&input.price)?;
    let criteria = criteria(&input.criteria)?;
    check_weights(&input.price, &input.criteria)?;
    let candidates = candidates(&input)?;
    let consensus = match input.consensus {
        ConsensusInput::Mean => Consensus::Mean,
        ConsensusInput::TrimmedMean => Consensus::TrimmedMean,
        ConsensusInput::Median => Consensus::Median,
        ConsensusInput::Moderated => Consensus::Moderated,
    };
    let lines = rank(&rule, &criteria, consensus, &candidates)
        .map_err(|error| Error::field("input", error.to_string()))?;
    Ok(output(&input, &lines))
}

fn output(input: &Input, lines: &[Ranked]) -> Output {
    let mut output = Output { ranking: Vec::new(), rejected: Vec::new() };
    for line in lines {
        // Numbers of bids and criteria are their places in the input.
        let bid = usize::try_from(line.bid).ok().and_then(|at| input.bids.get(at));
        let id = bid.map(|bid| bid.id.clone()).unwrap_or_default();
        let name = |at: u16| input.criteria.get(usize::from(at)).map(|of| of.id.clone());
        if let Some(criterion) = line.below_minimum.and_then(name) {
            output.rejected.push(Rejected { id, reason: "below_minimum", criterion });
        } else {
            let scores = input.criteria.iter().map(|of| of.id.clone()).zip(line.criteria.clone());
            output.ranking.push(Line {
                id,
                price_micropoints: line.price_micropoints,
                criteria: scores.collect(),
                total_micropoints: line.total_micropoints,
            });
        }
    }
    output
}

fn price_rule(price: &PriceInput) -> Result<PriceRule, Error> {
    if price.discount_bp >= WEIGHTS {
        return Err(Error::field("price.discount_bp", "must be from 0 to 9,999"));
    }
    let rates = [
        ("price.above_bp_per_percent", price.above_bp_per_percent),
        ("price.below_bp_per_percent", price.below_bp_per_percent),
    ];
    if let Some((field, _)) = rates.iter().find(|(_, rate)| *rate > 100 * WEIGHTS) {
        return Err(Error::field(*field, "must be from 0 to 1,000,000"));
    }
    let formula = match price.formula {
        Formula::LowestProportional => PriceFormula::LowestProportional,
        Formula::LowestOnly => PriceFormula::LowestOnly,
        Formula::Benchmark => PriceFormula::Benchmark {
            discount_bp: price.discount_bp,
            above_bp_per_percent: price.above_bp_per_percent,
            below_bp_per_percent: price.below_bp_per_percent,
        },
    };
    Ok(PriceRule { formula, weight_bp: price.weight_bp })
}

fn criteria(inputs: &[CriterionInput]) -> Result<Vec<Criterion>, Error> {
    if inputs.len() > CRITERIA_MAX {
        return Err(Error::field("criteria", format!("at most {CRITERIA_MAX}")));
    }
    let mut ids = BTreeSet::new();
    (0u16..)
        .zip(inputs)
        .map(|(at, input)| {
            let refuse = |field: &str, reason: &str| {
                Err(Error::field(format!("criteria[{at}].{field}"), reason))
            };
            if !ids.insert(&input.id) {
                return refuse("id", "this id was there before");
            }
            if input.max == 0 || input.max > POINTS_MAX {
                return refuse("max", "must be from 1 to 1,000,000");
            }
            if input.min > input.max {
                return refuse("min", "must be from 0 to max");
            }
            let CriterionInput { weight_bp, max, min, .. } = *input;
            Ok(Criterion { id: at, weight_bp, max, min })
        })
        .collect()
}

fn check_weights(price: &PriceInput, criteria: &[CriterionInput]) -> Result<(), Error> {
    let sum =
        criteria.iter().map(|of| u64::from(of.weight_bp)).sum::<u64>() + u64::from(price.weight_bp);
    if sum != u64::from(WEIGHTS) {
        let reason = format!("price and criteria add up to {sum}, not 10,000");
        return Err(Error::field("weight_bp", reason));
    }
    if matches!(price.formula, Formula::LowestOnly) && price.weight_bp != WEIGHTS {
        let reason = "with lowest_only the price has the whole weight of 10,000";
        return Err(Error::field("price.weight_bp", reason));
    }
    Ok(())
}

fn candidates(input: &Input) -> Result<Vec<Candidate>, Error> {
    let (mut ids, mut commits) = (BTreeSet::new(), BTreeSet::new());
    (0u32..)
        .zip(&input.bids)
        .map(|(at, bid)| {
            let named = |field: &str| format!("bids[{at}].{field}");
            if !ids.insert(&bid.id) {
                return Err(Error::field(named("id"), "this id was there before"));
            }
            if !commits.insert(bid.committed) {
                return Err(Error::field(named("committed"), "another bid was committed there"));
            }
            let (block, index) = bid.committed;
            Ok(Candidate {
                bid: at,
                price: price(&bid.price).map_err(|why| Error::field(named("price"), why))?,
                committed: Position { block, index },
                scores: scores(input, bid, &named("scores"))?,
            })
        })
        .collect()
}

fn price(text: &str) -> Result<u128, &'static str> {
    if text.is_empty() || !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err("must be decimal digits");
    }
    match text.parse::<u128>() {
        Ok(price @ 1..=PRICE_MAX) => Ok(price),
        // Also what is too long for the type that it is parsed to.
        _ => Err("must be from 1 to 2^112 − 1 (PriceInvalid)"),
    }
}

fn scores(input: &Input, bid: &BidInput, field: &str) -> Result<Vec<Vec<u32>>, Error> {
    let (Scores(given), criteria) = (&bid.scores, &input.criteria);
    if let Some(unknown) = given.keys().find(|id| criteria.iter().all(|of| of.id != **id)) {
        return Err(Error::field(format!("{field}.{unknown}"), "there is no such criterion"));
    }
    criteria
        .iter()
        .map(|criterion| {
            let scores = given.get(&criterion.id).cloned().unwrap_or_default();
            let named = || format!("{field}.{}", criterion.id);
            let counts = criterion.weight_bp > 0 || criterion.min > 0;
            if scores.is_empty() && counts {
                return Err(Error::field(named(), "no evaluator's score"));
            }
            if matches!(input.consensus, ConsensusInput::Moderated) && scores.len() > 1 {
                return Err(Error::field(named(), "more than the points that the panel agreed on"));
            }
            if scores.iter().any(|score| *score > criterion.max) {
                return Err(Error::field(named(), "a score above max"));
            }
            Ok(scores)
        })
        .collect()
}
