//! The form of a new profile. What the rules say of a profile stands beside the field that it is about.

use serde_json::json;
use tenderseal_rules::{
    profile::{ConsensusRules, Formulas, LowPriceRules, Procedure, Profile},
    schedule::{Minimums, WINDOW_MAX},
    terms::WEIGHTS,
};

use super::{
    draft_forms::hundredths,
    forms::{Fields, Form},
    lengths,
};
use crate::app::{names::Named, values::Refusal};
use crate::render::money;

/// The price formulas by their names and fields.
pub const FORMULAS: [(&str, &str, Formulas); 3] = [
    ("lowest_proportional", "formulas-lowest_proportional", Formulas::LOWEST_PROPORTIONAL),
    ("lowest_only", "formulas-lowest_only", Formulas::LOWEST_ONLY),
    ("benchmark", "formulas-benchmark", Formulas::BENCHMARK),
];
/// The rules of consensus by their names and fields.
pub const CONSENSUS: [(&str, &str, ConsensusRules); 4] = [
    ("mean", "consensus-mean", ConsensusRules::MEAN),
    ("trimmed_mean", "consensus-trimmed_mean", ConsensusRules::TRIMMED_MEAN),
    ("median", "consensus-median", ConsensusRules::MEDIAN),
    ("moderated", "consensus-moderated", ConsensusRules::MODERATED),
];
/// The least periods by their fields and the fields of their units, in the order of the form.
pub const PERIODS: [(&str, &str); 7] = [
    ("bidding", "bidding-unit"),
    ("questions", "questions-unit"),
    ("amendment", "amendment-unit"),
    ("officers_window", "officers_window-unit"),
    ("self_reveal_window", "self_reveal_window-unit"),
    ("objection_window", "objection_window-unit"),
    ("standstill", "standstill-unit"),
];
/// The rules for abnormally low prices: name, field of the set that is allowed, field of the set that is required.
pub const LOW_PRICES: [(&str, &str, &str, LowPriceRules); 2] = [
    (
        "under_mean",
        "low_prices-under_mean",
        "low_prices_required-under_mean",
        LowPriceRules::UNDER_MEAN,
    ),
    (
        "under_next",
        "low_prices-under_next",
        "low_prices_required-under_next",
        LowPriceRules::UNDER_NEXT,
    ),
];
const RESPONSE: (&str, &str) = ("response", "response-unit");
const OTHERS: [&str; 9] =
    ["code", "name", "procedure", "weight_min", "weight_max", "min_bids", "k", "n", "evaluators"];

/// The period of a profile that a field of [`PERIODS`] is about.
pub fn period<'a>(least: &'a mut Minimums, name: &str) -> &'a mut u32 {
    match name {
        "bidding" => &mut least.bidding,
        "questions" => &mut least.questions,
        "amendment" => &mut least.amendment,
        "officers_window" => &mut least.officers_window,
        "self_reveal_window" => &mut least.self_reveal_window,
        "objection_window" => &mut least.objection_window,
        _ => &mut least.standstill,
    }
}

/// The form with what a profile asks for.
#[must_use]
pub fn filled(profile: &Profile) -> Form {
    let mut least = profile.least;
    let said = |held: bool| if held { "yes" } else { "" };
    let lengths =
        PERIODS.map(|(name, unit)| (name, unit, lengths::split(*period(&mut least, name))));
    let numbers = [
        money::hundredths(profile.price_weight_min_bp),
        money::hundredths(profile.price_weight_max_bp),
        profile.min_bids.to_string(),
        profile.k.to_string(),
        profile.n.to_string(),
        profile.evaluators.to_string(),
    ];
    let texts = [profile.code.as_str(), profile.name.as_str(), profile.procedure.name()];
    let all = texts.into_iter().chain(numbers.iter().map(String::as_str));
    let mut values: Vec<(&'static str, &str)> = OTHERS.into_iter().zip(all).collect();
    values.extend(FORMULAS.map(|(_, field, one)| (field, said(profile.formulas.0 & one.0 != 0))));
    values.extend(CONSENSUS.map(|(_, field, one)| (field, said(profile.consensus.0 & one.0 != 0))));
    for (name, unit, (count, of)) in &lengths {
        values.extend([(*name, count.as_str()), (*unit, *of)]);
    }
    for (_, allowed, required, one) in LOW_PRICES {
        values.push((allowed, said(profile.low_prices.hold(one))));
        values.push((required, said(profile.low_prices_required.hold(one))));
    }
    let (count, of) = lengths::split(profile.response);
    values.extend([(RESPONSE.0, count.as_str()), (RESPONSE.1, of)]);
    Form::with(&values)
}

/// A profile that allows everything, to try one part of another in.
fn anything() -> Profile {
    let least = Minimums {
        bidding: WINDOW_MAX,
        officers_window: 0,
        self_reveal_window: 0,
        objection_window: 0,
        standstill: 0,
        questions: 0,
        amendment: 0,
    };
    Profile::permissive("x", "x", Procedure::OpenOneEnvelope, least)
}

/// A form that is being read: each part is put alone into a profile that allows everything, so that the
/// rules say which part is wrong.
struct Reader<'a> {
    fields: &'a Fields,
    form: Form,
    profile: Profile,
}

impl Reader<'_> {
    /// Takes a part over; what the rules refuse is noted beside `field`.
    fn part(&mut self, field: &'static str, wrong: Refusal, change: impl Fn(&mut Profile)) {
        let mut alone = anything();
        change(&mut alone);
        if alone.check().is_err() {
            self.form.refuse(field, wrong);
        }
        change(&mut self.profile);
    }

    fn number<N: std::str::FromStr>(&mut self, field: &'static str, wrong: Refusal) -> Option<N> {
        let read = self.fields.text(field).trim().parse().map_err(|_| wrong);
        self.form.check(field, read)
    }

    fn names(&mut self) {
        let code = self.fields.text("code").trim().to_owned();
        self.part("code", "error-profile-code", |profile| profile.code.clone_from(&code));
        let name = self.fields.text("name").split_whitespace().collect::<Vec<_>>().join(" ");
        self.part("name", "error-profile-name", |profile| profile.name.clone_from(&name));
        let procedure = Procedure::named(self.fields.text("procedure"));
        if let Some(found) =
            self.form.check("procedure", procedure.ok_or("error-profile-procedure"))
        {
            self.profile.procedure = found;
        }
    }

    fn price(&mut self) {
        let ticked = |field: &str| self.fields.text(field) == "yes";
        let formulas = FORMULAS.iter().filter(|(_, field, _)| ticked(field));
        let formulas = formulas.fold(Formulas(0), |all, (.., one)| all.or(*one));
        let consensus = CONSENSUS.iter().filter(|(_, field, _)| ticked(field));
        let consensus = consensus.fold(ConsensusRules(0), |all, (.., one)| all.or(*one));
        self.part("formulas", "error-profile-formulas", |profile| profile.formulas = formulas);
        let mut weight = |field: &'static str| {
            let read = hundredths(self.fields.text(field)).filter(|weight| *weight <= WEIGHTS);
            self.form.check(field, read.ok_or("error-profile-weight"))
        };
        if let (Some(least), Some(most)) = (weight("weight_min"), weight("weight_max")) {
            let bounds = |profile: &mut Profile| {
                (profile.price_weight_min_bp, profile.price_weight_max_bp) = (least, most);
                if formulas.0 != 0 {
                    profile.formulas = formulas;
                }
            };
            let wrong = if least > most {
                "error-profile-weight-order"
            } else {
                "error-profile-weight-alone"
            };
            self.part("weight_max", wrong, bounds);
        }
        self.part("consensus", "error-profile-consensus", |profile| profile.consensus = consensus);
    }

    fn periods(&mut self) {
        for (name, unit) in PERIODS {
            let read = lengths::read(self.fields, name, unit).ok_or("error-draft-period");
            let Some(length) = self.form.check(name, read) else { continue };
            let wrong =
                if name == "bidding" { "error-profile-bidding" } else { "error-profile-period" };
            if name != "questions" || length > WINDOW_MAX {
                self.part(name, wrong, |profile| *period(&mut profile.least, name) = length);
                continue;
            }
            // No question is taken in the last part of the time for bids: some of that must be left.
            let bidding = self.profile.least.bidding;
            let fits = (1..=WINDOW_MAX).contains(&bidding);
            self.part(name, "error-profile-questions", |profile| {
                profile.least.questions = length;
                if fits {
                    profile.least.bidding = bidding;
                }
            });
        }
    }

    fn requests(&mut self) {
        let ticked = |field: &str| self.fields.text(field) == "yes";
        let (mut allowed, mut required) = (LowPriceRules::NONE, LowPriceRules::NONE);
        for (_, may, must, one) in LOW_PRICES {
            allowed = if ticked(may) { allowed.or(one) } else { allowed };
            required = if ticked(must) { required.or(one) } else { required };
        }
        self.part("low_prices_required", "error-profile-low-prices", |profile| {
            (profile.low_prices, profile.low_prices_required) = (allowed, required);
        });
        let read = lengths::read(self.fields, RESPONSE.0, RESPONSE.1).ok_or("error-draft-period");
        if let Some(length) = self.form.check(RESPONSE.0, read) {
            let wrong = "error-profile-period";
            self.part(RESPONSE.0, wrong, |profile| profile.response = length);
        }
    }

    fn seats(&mut self) {
        if let Some(bids) = self.number("min_bids", "error-profile-bids") {
            self.part("min_bids", "error-profile-bids", |profile| profile.min_bids = bids);
        }
        let n = self.number::<u8>("n", "error-profile-n");
        let k = self.number::<u8>("k", "error-profile-k");
        if let Some(n) = n {
            self.part("n", "error-profile-n", |profile| (profile.k, profile.n) = (n.min(1), n));
        }
        if let (Some(k), Some(n)) = (k, n)
            && self.form.error("n").is_none()
        {
            self.part("k", "error-profile-k", |profile| (profile.k, profile.n) = (k, n));
        }
        if let Some(evaluators) = self.number("evaluators", "error-profile-evaluators") {
            let wrong = "error-profile-evaluators";
            self.part("evaluators", wrong, |profile| profile.evaluators = evaluators);
        }
    }
}

/// What was typed, and the profile when nothing is wrong with it.
#[must_use]
pub fn read(fields: &Fields) -> (Form, Option<Profile>) {
    let mut names: Vec<&'static str> = OTHERS.to_vec();
    names.extend(FORMULAS.map(|(_, field, _)| field));
    names.extend(CONSENSUS.map(|(_, field, _)| field));
    names.extend(PERIODS.iter().flat_map(|(name, unit)| [*name, *unit]));
    names.extend(LOW_PRICES.iter().flat_map(|(_, may, must, _)| [*may, *must]));
    names.extend([RESPONSE.0, RESPONSE.1]);
    let mut reader = Reader { fields, form: Form::keeping(fields, &names), profile: anything() };
    reader.names();
    reader.price();
    reader.periods();
    reader.seats();
    reader.requests();
    let Reader { mut form, profile, .. } = reader;
    if !form.is_refused() && profile.check().is_err() {
        form.refuse("code", "error-profile-unfit");
    }
    let fit = !form.is_refused();
    (form, fit.then_some(profile))
}

/// A profile for `acts.js`, with its names of fields.
#[must_use]
pub fn to_json(profile: &Profile) -> String {
    let mut least = profile.least;
    let periods: serde_json::Map<_, _> = PERIODS
        .iter()
        .map(|(name, _)| ((*name).to_owned(), (*period(&mut least, name)).into()))
        .collect();
    let formulas = FORMULAS.iter().filter(|(.., one)| profile.formulas.0 & one.0 != 0);
    let consensus = CONSENSUS.iter().filter(|(.., one)| profile.consensus.0 & one.0 != 0);
    let rules = |held: LowPriceRules| -> Vec<&str> {
        let named = LOW_PRICES.iter().filter(|(.., one)| held.hold(*one));
        named.map(|(name, ..)| *name).collect()
    };
    json!({
        "code": profile.code,
        "name": profile.name,
        "procedure": profile.procedure.name(),
        "formulas": formulas.map(|(name, ..)| *name).collect::<Vec<_>>(),
        "consensus": consensus.map(|(name, ..)| *name).collect::<Vec<_>>(),
        "price_weight_min_bp": profile.price_weight_min_bp,
        "price_weight_max_bp": profile.price_weight_max_bp,
        "least": periods,
        "min_bids": profile.min_bids,
        "k": profile.k,
        "n": profile.n,
        "evaluators": profile.evaluators,
        "low_prices": rules(profile.low_prices),
        "low_prices_required": rules(profile.low_prices_required),
        "response": profile.response,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use tenderseal_rules::profile::standard;

    use super::*;

    /// The form of a profile with some fields typed otherwise.
    fn typed(profile: &Profile, changed: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in filled(profile).values() {
            let other = changed.iter().find(|(held, _)| held == name);
            fields.add(
                (*name).to_owned(),
                other.map_or(value.as_str(), |(_, other)| *other).to_owned(),
            );
        }
        fields
    }

    #[test]
    fn every_ready_made_profile_comes_back_as_it_was_shown() {
        for profile in standard() {
            let (form, read) = read(&typed(&profile, &[]));
            assert!(!form.is_refused(), "{:?}", form.errors());
            assert_eq!(read, Some(profile));
        }
    }

    #[test]
    fn every_field_is_refused_with_an_error_of_its_own() {
        let profile = &standard()[0];
        let long = "长".repeat(100);
        for (name, bad, field, key) in [
            ("code", &["", "Open", "a b", "公开"][..], "code", "error-profile-code"),
            ("name", &["", long.as_str()], "name", "error-profile-name"),
            ("procedure", &["", "auction"], "procedure", "error-profile-procedure"),
            ("weight_min", &["", "x", "100.01"], "weight_min", "error-profile-weight"),
            ("weight_min", &["95"], "weight_max", "error-profile-weight-order"),
            ("formulas-lowest_only", &["yes"], "weight_max", "error-profile-weight-alone"),
            ("bidding", &["", "x", "99999999"], "bidding", "error-draft-period"),
            ("bidding", &["0", "367"], "bidding", "error-profile-bidding"),
            ("standstill", &["367"], "standstill", "error-profile-period"),
            ("questions", &["20", "21", "367"], "questions", ""),
            ("min_bids", &["", "0", "65"], "min_bids", "error-profile-bids"),
            ("n", &["", "0", "17", "256"], "n", "error-profile-n"),
            ("k", &["", "0", "4"], "k", "error-profile-k"),
            ("evaluators", &["", "0", "17"], "evaluators", "error-profile-evaluators"),
            ("response", &["", "x"], "response", "error-draft-period"),
            ("response", &["9000"], "response", "error-profile-period"),
        ] {
            for value in bad {
                let (form, read) = read(&typed(profile, &[(name, value)]));
                let fields: Vec<_> = form.errors().iter().map(|error| &*error.field).collect();
                assert_eq!(fields, [field], "{name} {value:?} {:?}", form.errors());
                assert!(key.is_empty() || form.error(field) == Some(key), "{name} {value:?}");
                assert_eq!(read, None);
            }
        }
        let none = FORMULAS.map(|(_, field, _)| (field, ""));
        assert_eq!(
            read(&typed(profile, &none)).0.error("formulas"),
            Some("error-profile-formulas")
        );
        let more = [("low_prices-under_mean", ""), ("low_prices_required-under_mean", "yes")];
        assert_eq!(
            read(&typed(profile, &more)).0.error("low_prices_required"),
            Some("error-profile-low-prices")
        );
        let none = CONSENSUS.map(|(_, field, _)| (field, ""));
        assert_eq!(
            read(&typed(profile, &none)).0.error("consensus"),
            Some("error-profile-consensus")
        );
    }
}
