//! How bids are compared: the price rule, the consensus, the criteria.

use tenderseal_rules::terms::{Consensus, POINTS_MAX, PriceFormula, WEIGHTS};

use super::{
    ROWS_MAX, SPARE, View, is_blank, lifecycle,
    numbers::hundredths,
    ready::{self, Ready},
};
use crate::app::{
    names::Named,
    notice::{Bilingual, DraftBody, DraftCriterion},
};
use crate::render::{money, rule};
use crate::web::forms::{Fields, Form};

/// The longest title, in characters.
const TITLE_MAX: usize = 200;
/// The longest description, in characters: all of them and the notice fit in 48 KiB.
const ABOUT_MAX: usize = 1_000;
/// Bids that can be asked for at most.
const MIN_BIDS_MAX: u32 = 100;
/// What a percent of distance can take at most: the whole price score.
const RATE_MAX: u32 = WEIGHTS;
/// Points at most, as they stand in a row that is not filled in yet.
const MAX: &str = "100";
const FIELDS: [&str; 10] = [
    lifecycle::FIELDS[0],
    lifecycle::FIELDS[1],
    lifecycle::FIELDS[2],
    "price_formula",
    "benchmark_discount",
    "benchmark_above",
    "benchmark_below",
    "price_weight",
    "consensus",
    "min_bids",
];

/// A criterion, as typed.
#[derive(Clone, Debug, Default)]
pub struct CriterionRow {
    /// From 1.
    pub place: usize,
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
    /// What is asked for, English.
    pub about_en: String,
    /// What is asked for, Chinese.
    pub about_zh: String,
    /// Percent.
    pub weight: String,
    /// Points.
    pub max: String,
    /// Points.
    pub min: String,
    /// Whether it is passed or failed: then weight and points are not asked for.
    pub pass_fail: bool,
}

impl CriterionRow {
    /// The name of one of its fields.
    #[must_use]
    pub fn id(&self, field: &str) -> String {
        format!("criterion-{}-{field}", self.place)
    }

    /// Whether nothing was typed; a maximum stands in every empty row.
    fn is_blank(&self) -> bool {
        is_blank(&[&self.en, &self.zh, &self.about_en, &self.about_zh, &self.weight, &self.min])
    }
}

/// The form with what the draft holds.
#[must_use]
pub fn filled(body: &DraftBody) -> Form {
    let [counts, years, rate] = lifecycle::filled(body);
    Form::with(&[
        (counts.0, &counts.1),
        (years.0, &years.1),
        (rate.0, &rate.1),
        ("price_formula", &body.price_formula),
        ("benchmark_discount", &money::hundredths(body.benchmark_discount_bp)),
        ("benchmark_above", &money::hundredths(body.benchmark_above_bp)),
        ("benchmark_below", &money::hundredths(body.benchmark_below_bp)),
        ("price_weight", &money::hundredths(body.price_weight_bp)),
        ("consensus", &body.consensus),
        ("min_bids", &body.min_bids.to_string()),
    ])
}

/// The draft's criteria, and some rows to fill in.
#[must_use]
pub fn rows(body: &DraftBody) -> Vec<CriterionRow> {
    with_spare(body.criteria.iter().map(row).collect())
}

/// The rows as they were typed, and some to fill in.
#[must_use]
pub fn typed(fields: &Fields) -> Vec<CriterionRow> {
    let mut rows = read(fields);
    rows.truncate(rows.iter().rposition(|row| !row.is_blank()).map_or(0, |at| at + 1));
    with_spare(rows)
}

fn row(one: &DraftCriterion) -> CriterionRow {
    let pass_fail = rule::is_pass_fail(one.weight_bp, one.max, one.min);
    CriterionRow {
        place: 0,
        en: one.title.en.clone(),
        zh: one.title.zh.clone(),
        about_en: one.description.en.clone(),
        about_zh: one.description.zh.clone(),
        weight: if pass_fail { String::new() } else { money::hundredths(one.weight_bp) },
        max: if pass_fail { MAX.to_owned() } else { money::hundredths(one.max) },
        min: if one.min == 0 || pass_fail { String::new() } else { money::hundredths(one.min) },
        pass_fail,
    }
}

fn with_spare(rows: Vec<CriterionRow>) -> Vec<CriterionRow> {
    let blank = || CriterionRow { max: MAX.to_owned(), ..CriterionRow::default() };
    let all = rows.into_iter().chain((0..SPARE).map(|_| blank())).take(ROWS_MAX);
    (1..).zip(all).map(|(place, row)| CriterionRow { place, ..row }).collect()
}

fn read(fields: &Fields) -> Vec<CriterionRow> {
    let text = |name: &str, place: usize| {
        fields.text(&format!("criterion-{place}-{name}")).trim().replace("\r\n", "\n")
    };
    let row = |place| CriterionRow {
        place,
        en: text("en", place),
        zh: text("zh", place),
        about_en: text("about-en", place),
        about_zh: text("about-zh", place),
        weight: text("weight", place),
        max: text("max", place),
        min: text("min", place),
        pass_fail: text("kind", place) == "pass",
    };
    (1..=ROWS_MAX).map(row).collect()
}

/// Puts the ready criteria into the form, beside the price rule as it was typed. Where criteria
/// stand already nothing is changed, unless `replace` says that they may go.
#[must_use]
pub fn take_ready(view: &mut View, fields: &Fields, replace: bool) -> Form {
    let typed = read(fields).iter().filter(|row| !row.is_blank()).count();
    if typed > 0 && !replace {
        view.criteria = self::typed(fields);
        view.ready = Ready::Occupied(typed);
        return Form::keeping(fields, &FIELDS);
    }
    let only = fields.text("price_formula") == "lowest_only";
    let (weight_bp, criteria) = ready::criteria(only.then_some(PriceFormula::LowestOnly));
    view.criteria = with_spare(criteria.iter().map(row).collect());
    view.ready = Ready::Taken;
    let weight = money::hundredths(weight_bp);
    let value = |name: &'static str| match name {
        "price_weight" => (name, weight.as_str()),
        _ => (name, fields.text(name)),
    };
    Form::with(&FIELDS.map(value))
}

/// Takes the price rule, the consensus and the rows in which something stands.
#[must_use]
pub fn take(body: &mut DraftBody, fields: &Fields) -> Form {
    let mut form = Form::keeping(fields, &FIELDS);
    take_formula(body, fields, &mut form);
    take_weight(body, fields, &mut form);
    lifecycle::take(body, fields, &mut form);
    let consensus = fields.text("consensus");
    match Consensus::named(consensus) {
        Some(_) => consensus.clone_into(&mut body.consensus),
        None => form.refuse("consensus", "error-draft-consensus"),
    }
    match fields.text("min_bids").trim().parse() {
        Ok(count) if (1..=MIN_BIDS_MAX).contains(&count) => body.min_bids = count,
        _ => form.refuse("min_bids", "error-draft-min-bids"),
    }
    let weighed = body.price_formula != "lowest_only";
    let kept: Vec<_> = read(fields).into_iter().filter(|row| !row.is_blank()).collect();
    body.criteria = kept.into_iter().map(|row| criterion(row, weighed, &mut form)).collect();
    form
}

fn take_formula(body: &mut DraftBody, fields: &Fields, form: &mut Form) {
    fields.text("price_formula").clone_into(&mut body.price_formula);
    match body.formula() {
        None => return form.refuse("price_formula", "error-draft-price-formula"),
        Some(PriceFormula::LowestProportional | PriceFormula::LowestOnly) => return,
        Some(PriceFormula::Benchmark { .. }) => {}
    }
    let mut number = |name: &'static str, most: u32, key| {
        let found = hundredths(fields.text(name)).filter(|number| *number <= most);
        form.check(name, found.ok_or(key))
    };
    let discount = number("benchmark_discount", WEIGHTS - 1, "error-benchmark-discount");
    let above = number("benchmark_above", RATE_MAX, "error-benchmark-rate");
    let below = number("benchmark_below", RATE_MAX, "error-benchmark-rate");
    let (Some(discount), Some(above), Some(below)) = (discount, above, below) else { return };
    if above == 0 && below == 0 {
        form.refuse("benchmark_above", "error-benchmark-flat");
    }
    body.benchmark_discount_bp = discount;
    body.benchmark_above_bp = above;
    body.benchmark_below_bp = below;
}

fn take_weight(body: &mut DraftBody, fields: &Fields, form: &mut Form) {
    match hundredths(fields.text("price_weight")) {
        Some(WEIGHTS) => body.price_weight_bp = WEIGHTS,
        Some(_) if body.price_formula == "lowest_only" => {
            form.refuse("price_weight", "error-draft-price-weight-alone");
        }
        Some(weight) if weight < WEIGHTS => body.price_weight_bp = weight,
        _ => form.refuse("price_weight", "error-draft-price-weight"),
    }
}

/// A row as a criterion; what is wrong is noted beside its field.
fn criterion(row: CriterionRow, weighed: bool, form: &mut Form) -> DraftCriterion {
    let mut refuse = |name: &str, key| form.refuse_in_row(row.id(name), key);
    let long = |text: &str, most: usize| text.chars().count() > most;
    if is_blank(&[&row.en, &row.zh]) {
        refuse("zh", "error-criterion-title");
    }
    for (name, text, most, key) in [
        ("zh", &row.zh, TITLE_MAX, "error-criterion-title-long"),
        ("en", &row.en, TITLE_MAX, "error-criterion-title-long"),
        ("about-zh", &row.about_zh, ABOUT_MAX, "error-criterion-about-long"),
        ("about-en", &row.about_en, ABOUT_MAX, "error-criterion-about-long"),
    ] {
        if long(text, most) {
            refuse(name, key);
        }
    }
    let [weight_bp, max, min] = if row.pass_fail {
        // What weighs is not asked in passing.
        if !row.weight.is_empty() && hundredths(&row.weight) != Some(0) {
            refuse("weight", "error-criterion-pass-weight");
        }
        [0, rule::PASS, rule::PASS]
    } else {
        numbers(&row, weighed, refuse)
    };
    DraftCriterion {
        title: Bilingual { en: row.en, zh: row.zh },
        description: Bilingual { en: row.about_en, zh: row.about_zh },
        weight_bp,
        max,
        min,
    }
}

/// Weight, points at most and points at least of a criterion that is scored.
fn numbers(
    row: &CriterionRow,
    weighed: bool,
    mut refuse: impl FnMut(&str, &'static str),
) -> [u32; 3] {
    let weight = hundredths(&row.weight).filter(|weight| *weight <= WEIGHTS);
    match weight {
        None => refuse("weight", "error-criterion-weight"),
        Some(weight) if weight > 0 && !weighed => refuse("weight", "error-criterion-weight-alone"),
        Some(_) => {}
    }
    let max = hundredths(&row.max).filter(|max| (1..=POINTS_MAX).contains(max));
    if max.is_none() {
        refuse("max", "error-criterion-max");
    }
    let min = if row.min.is_empty() { Some(0) } else { hundredths(&row.min) };
    match (min, max) {
        (None, _) => refuse("min", "error-criterion-min"),
        (Some(min), Some(max)) if min > max => refuse("min", "error-criterion-min-above"),
        _ => {}
    }
    [weight.unwrap_or_default(), max.unwrap_or_default(), min.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form that is taken, with some fields typed otherwise.
    fn form(changed: &[(&str, &str)]) -> (DraftBody, Form) {
        let mut body = DraftBody::default();
        let form = take(&mut body, &fields(changed));
        (body, form)
    }

    fn fields(changed: &[(&str, &str)]) -> Fields {
        let whole = [
            ("price_formula", "benchmark"),
            ("benchmark_discount", "5"),
            ("benchmark_above", "2.5"),
            ("benchmark_below", "1.25"),
            ("price_weight", "40"),
            ("consensus", "trimmed_mean"),
            ("min_bids", "3"),
            ("lifecycle", "no"),
            ("criterion-1-zh", "质量"),
            ("criterion-1-weight", "60"),
            ("criterion-1-max", "100"),
            ("criterion-1-min", "60"),
            ("criterion-2-max", "100"),
        ];
        let kept = whole.iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
        let mut fields = Fields::default();
        for (name, value) in kept.chain(changed) {
            fields.add((*name).to_owned(), (*value).to_owned());
        }
        fields
    }

    #[test]
    fn a_whole_form_becomes_the_rule_that_was_typed() {
        let (body, form) = form(&[]);
        assert!(!form.is_refused(), "{:?}", form.errors());
        let rule = PriceFormula::Benchmark {
            discount_bp: 500,
            above_bp_per_percent: 250,
            below_bp_per_percent: 125,
        };
        assert_eq!(body.formula(), Some(rule));
        assert_eq!(body.consensus, "trimmed_mean");
        assert_eq!((body.price_weight_bp, body.min_bids, body.criteria.len()), (4_000, 3, 1));
        let shown = filled(&body);
        assert_eq!(shown.value("benchmark_below"), "1.25");
        assert_eq!(rows(&body)[0].min, "60");
    }

    #[test]
    fn every_field_is_refused_with_an_error_of_its_own() {
        for (name, bad, key) in [
            ("price_formula", &["", "dearest"][..], "error-draft-price-formula"),
            ("benchmark_discount", &["", "100", "-1", "5%", "1.234"], "error-benchmark-discount"),
            ("benchmark_above", &["", "100.01", "x"], "error-benchmark-rate"),
            ("benchmark_below", &["", "101"], "error-benchmark-rate"),
            ("price_weight", &["", "100.01", "x", "-1"], "error-draft-price-weight"),
            ("consensus", &["", "vote"], "error-draft-consensus"),
            ("min_bids", &["", "0", "101", "1.5"], "error-draft-min-bids"),
            ("criterion-1-weight", &["", "100.01", "abc"], "error-criterion-weight"),
            ("criterion-1-max", &["", "0", "10000.01"], "error-criterion-max"),
            ("criterion-1-min", &["x", "1.234"], "error-criterion-min"),
        ] {
            for value in bad {
                let (_, form) = form(&[(name, value)]);
                let found: Vec<_> = form.errors().iter().map(|error| error.key).collect();
                assert_eq!(form.error(name), Some(key), "{name} {value:?}");
                assert_eq!(found, [key], "{name} {value:?}");
            }
        }
        assert_eq!(
            form(&[("criterion-1-min", "100.01")]).1.error("criterion-1-min"),
            Some("error-criterion-min-above")
        );
        let long = "长".repeat(TITLE_MAX + 1);
        assert_eq!(
            form(&[("criterion-1-en", &long)]).1.error("criterion-1-en"),
            Some("error-criterion-title-long")
        );
        let long = "长".repeat(ABOUT_MAX + 1);
        assert_eq!(
            form(&[("criterion-1-about-zh", &long)]).1.error("criterion-1-about-zh"),
            Some("error-criterion-about-long")
        );
    }

    #[test]
    fn what_is_passed_or_failed_weighs_nothing_and_comes_back_as_that() {
        let pass =
            [("criterion-1-kind", "pass"), ("criterion-1-weight", ""), ("criterion-1-min", "")];
        let (body, taken) = form(&pass);
        assert!(!taken.is_refused(), "{:?}", taken.errors());
        let held = &body.criteria[0];
        assert_eq!((held.weight_bp, held.max, held.min), (0, rule::PASS, rule::PASS));
        let row = &rows(&body)[0];
        assert!(row.pass_fail && row.weight.is_empty() && row.min.is_empty());
        assert_eq!(row.max, MAX);
        let (_, refused) = form(&[("criterion-1-kind", "pass")]);
        assert_eq!(refused.error("criterion-1-weight"), Some("error-criterion-pass-weight"));
        let (_, zero) = form(&[("criterion-1-kind", "pass"), ("criterion-1-weight", "0")]);
        assert!(!zero.is_refused());
    }

    #[test]
    fn the_bounds_themselves_are_taken() {
        let (body, form) = form(&[
            ("benchmark_discount", "99.99"),
            ("benchmark_above", "100"),
            ("benchmark_below", "0"),
            ("price_weight", "0"),
            ("min_bids", "100"),
            ("criterion-1-weight", "100"),
            ("criterion-1-max", "10000"),
            ("criterion-1-min", "10000"),
        ]);
        assert!(!form.is_refused(), "{:?}", form.errors());
        assert_eq!((body.benchmark_discount_bp, body.benchmark_above_bp), (9_999, 10_000));
    }

    #[test]
    fn a_benchmark_that_takes_nothing_on_either_side_is_refused() {
        let (_, form) = form(&[("benchmark_above", "0"), ("benchmark_below", "0")]);
        assert_eq!(form.error("benchmark_above"), Some("error-benchmark-flat"));
    }

    #[test]
    fn the_numbers_of_a_benchmark_do_not_matter_under_another_rule() {
        let (body, form) =
            form(&[("price_formula", "lowest_proportional"), ("benchmark_above", "abc")]);
        assert!(!form.is_refused(), "{:?}", form.errors());
        assert_eq!(body.formula(), Some(PriceFormula::LowestProportional));
    }

    #[test]
    fn where_the_lowest_price_decides_alone_nothing_else_weighs() {
        let (_, refused) = form(&[("price_formula", "lowest_only")]);
        assert_eq!(refused.error("price_weight"), Some("error-draft-price-weight-alone"));
        assert_eq!(refused.error("criterion-1-weight"), Some("error-criterion-weight-alone"));
        let (_, taken) = form(&[
            ("price_formula", "lowest_only"),
            ("price_weight", "100"),
            ("criterion-1-weight", "0"),
        ]);
        assert!(!taken.is_refused(), "{:?}", taken.errors());
    }

    #[test]
    fn a_row_without_a_title_is_not_dropped_in_silence_and_stays_as_it_was_typed() {
        let changed = [("criterion-3-weight", "abc"), ("criterion-3-max", "100")];
        let (_, refused) = form(&changed);
        assert_eq!(refused.error("criterion-3-zh"), Some("error-criterion-title"));
        assert_eq!(refused.error("criterion-3-weight"), Some("error-criterion-weight"));
        let rows = typed(&fields(&changed));
        assert_eq!((rows.len(), rows[2].weight.as_str()), (3 + SPARE, "abc"));
    }

    #[test]
    fn the_ready_criteria_never_take_the_place_of_what_was_typed_unasked() {
        let mut view = View::default();
        let kept = take_ready(&mut view, &fields(&[]), false);
        assert_eq!(view.ready, Ready::Occupied(1));
        assert_eq!((view.criteria[0].zh.as_str(), kept.value("price_weight")), ("质量", "40"));

        let form = take_ready(&mut view, &fields(&[("price_weight", "55")]), true);
        assert_eq!(view.ready, Ready::Taken);
        assert_eq!(form.value("price_weight"), "40");
        assert_eq!(form.value("benchmark_above"), "2.5");
        assert_eq!(view.criteria.len(), 5 + SPARE);

        let empty = fields(&[
            ("criterion-1-zh", ""),
            ("criterion-1-weight", ""),
            ("criterion-1-min", ""),
            ("price_formula", "lowest_only"),
        ]);
        let form = take_ready(&mut view, &empty, false);
        assert_eq!((view.ready, form.value("price_weight")), (Ready::Taken, "100"));
        assert!(view.criteria[..5].iter().all(|row| row.weight == "0"));
    }
}
