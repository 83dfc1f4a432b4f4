//! How bids are compared, in an OCDS release: the code and the sentences of the
//! core standard, and each criterion as the extension "Award criteria breakdown" has
//! it, on the one lot. What neither has a place for stands in fields of our own,
//! under the names that the rules have for it.

use serde_json::{Map, Value, json};
use tenderseal_rules::terms::{Criterion, PriceFormula, Terms};

use super::{
    ocds_lots,
    rule::{self, PriceWords},
};
use crate::app::{
    names::{self, Named},
    notice::Notice,
    tender::TenderView,
};
use crate::i18n::{Locale, Messages};

/// The extensions whose fields [`add`] writes.
pub const EXTENSIONS: [&str; 2] = [
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_awardCriteria_extension/master/extension.json",
];

/// Adds the criteria to `tender`.
pub fn add(tender: &mut Value, view: &TenderView) {
    let terms = &view.publication().terms;
    tender["awardCriteria"] = json!(code(terms));
    tender["awardCriteriaDetails"] = json!(details(view, Locale::En));
    tender["awardCriteriaDetails_zh"] = json!(details(view, Locale::Zh));
    let notice = view.notice.as_ref();
    let mut criteria = vec![price(terms)];
    criteria.extend(terms.criteria.iter().map(|one| criterion(one, notice)));
    let mut rules = json!({
        "weightingDescription": details(view, Locale::En),
        "weightingDescription_zh": details(view, Locale::Zh),
        "criteria": criteria,
        "priceFormula": formula(terms.price.formula),
        "consensus": terms.consensus.name(),
    });
    if terms.lifecycle_years > 0 {
        rules["lifecycleYears"] = json!(terms.lifecycle_years);
    }
    if terms.lifecycle_rate_bp > 0 {
        rules["lifecycleDiscountRatePercent"] = percent(terms.lifecycle_rate_bp);
    }
    tender["lots"] = json!([{
        "id": ocds_lots::id(view),
        "title": view.row.titles.en,
        "title_zh": view.row.titles.zh,
        "awardCriteria": rules,
    }]);
}

/// The code of the codelist `awardCriteria`.
fn code(terms: &Terms) -> &'static str {
    match (terms.price.formula, terms.price.weight_bp) {
        (PriceFormula::LowestOnly, _) => "priceOnly",
        (_, 0) => "qualityOnly",
        _ if terms.criteria.is_empty() => "priceOnly",
        _ => "ratedCriteria",
    }
}

/// The rules in sentences.
fn details(view: &TenderView, locale: Locale) -> String {
    let terms = &view.publication().terms;
    let words = PriceWords::of(locale, &terms.price, terms.currency);
    let mut sentences = vec![words.text];
    sentences.extend(words.steps);
    if !terms.criteria.is_empty() {
        sentences.push(rule::consensus(locale, terms.consensus, view.panel.len()));
    }
    sentences.join(rule::between(locale))
}

fn formula(formula: PriceFormula) -> Value {
    let mut told = json!({ "name": names::formula(formula) });
    if let PriceFormula::Benchmark { discount_bp, above_bp_per_percent, below_bp_per_percent } =
        formula
    {
        told["discountPercent"] = percent(discount_bp);
        told["lossPercentPerPercentAbove"] = percent(above_bp_per_percent);
        told["lossPercentPerPercentBelow"] = percent(below_bp_per_percent);
    }
    told
}

fn price(terms: &Terms) -> Value {
    let name = |locale| Messages::of(locale).text("tender-evaluation-price");
    json!({
        "type": "price",
        "name": name(Locale::En),
        "name_zh": name(Locale::Zh),
        "numbers": [weight(terms.price.weight_bp)],
    })
}

fn criterion(one: &Criterion, notice: Option<&Notice>) -> Value {
    let mut numbers = vec![weight(one.weight_bp)];
    if one.min > 0 {
        numbers.push(json!({ "number": percent(one.min), "threshold": "minimumScore" }));
    }
    let mut told = Map::from_iter([
        ("type".to_owned(), json!("quality")),
        ("numbers".to_owned(), json!(numbers)),
        ("maximumScore".to_owned(), percent(one.max)),
    ]);
    let words = notice.and_then(|held| held.criteria.iter().find(|held| held.id == one.id));
    for (name, text) in words.into_iter().flat_map(|words| {
        [
            ("name", &words.title.en),
            ("name_zh", &words.title.zh),
            ("description", &words.description.en),
            ("description_zh", &words.description.zh),
        ]
    }) {
        if !text.is_empty() {
            told.insert(name.to_owned(), json!(text));
        }
    }
    Value::Object(told)
}

fn weight(basis_points: u32) -> Value {
    json!({ "number": percent(basis_points), "weight": "percentageExact" })
}

/// Hundredths as the JSON number that OCDS wants.
fn percent(hundredths: u32) -> Value {
    json!(f64::from(hundredths) / 100.0)
}
