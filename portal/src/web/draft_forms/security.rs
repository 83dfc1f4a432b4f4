//! The security that every bidder gives: how much, for how long, and what forfeits it.

use tenderseal_rules::schedule::WINDOW_MAX;

use super::numbers::decimal;
use crate::app::notice::DraftBody;
use crate::render::money;
use crate::web::{
    forms::{Fields, Form},
    lengths,
};

const FIELDS: [&str; 6] = [
    "security",
    "security_amount",
    "security_valid_for",
    "security_valid_for-unit",
    "security_silence",
    "security_refusal",
];

/// The form with what the draft holds.
#[must_use]
pub fn filled(body: &DraftBody) -> Form {
    let minor = body.security_amount.parse::<u128>().ok();
    let digits = money::exponent(&body.currency);
    let amount = minor.map_or_else(String::new, |minor| money::decimal(minor, digits));
    let amount = amount.replace(',', "");
    let (count, unit) = lengths::split(body.security_valid_for);
    let yes = |chosen| if chosen { "yes" } else { "" };
    Form::with(&[
        ("security", if minor.is_some() { "yes" } else { "no" }),
        ("security_amount", &amount),
        ("security_valid_for", &count),
        ("security_valid_for-unit", unit),
        ("security_silence", yes(body.security_silence)),
        ("security_refusal", yes(body.security_refusal)),
    ])
}

/// From the deadline to the end of the standstill with the draft's periods, seconds: as long a guarantee must hold.
#[must_use]
pub fn lasts(body: &DraftBody) -> u32 {
    [
        body.guard,
        body.officers_window,
        body.self_reveal_window,
        body.objection_window,
        body.standstill,
    ]
    .into_iter()
    .fold(0, u32::saturating_add)
}

/// A least length as people are told it: in whole days, rounded up, where it is longer than one.
#[must_use]
pub fn told(length: u32) -> u32 {
    const DAY: u32 = 86_400;
    if length > DAY { length.div_ceil(DAY).saturating_mul(DAY) } else { length }
}

/// Takes what was typed.
#[must_use]
pub fn take(body: &mut DraftBody, fields: &Fields) -> Form {
    let mut form = Form::keeping(fields, &FIELDS);
    match fields.text("security") {
        "no" => {
            body.security_amount.clear();
            return form;
        }
        "yes" => {}
        _ => {
            form.refuse("security", "error-draft-security");
            return form;
        }
    }
    let typed = fields.text("security_amount").replace([',', ' '], "");
    match decimal(&typed, money::exponent(&body.currency)) {
        Some(minor) if minor > 0 => body.security_amount = minor.to_string(),
        _ => form.refuse("security_amount", "error-draft-security-amount"),
    }
    match lengths::read(fields, "security_valid_for", "security_valid_for-unit") {
        Some(length) if length <= WINDOW_MAX && length >= lasts(body) => {
            body.security_valid_for = length;
        }
        _ => form.refuse("security_valid_for", "error-draft-security-valid"),
    }
    let chosen = |name: &str| fields.text(name) == "yes";
    (body.security_silence, body.security_refusal) =
        (chosen("security_silence"), chosen("security_refusal"));
    if !body.security_silence && !body.security_refusal {
        form.refuse("security_silence", "error-draft-security-grounds");
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: &str = "security=yes&security_amount=20,000&security_valid_for=60\
        &security_valid_for-unit=days&security_silence=yes&security_refusal=yes";

    fn taken(typed: &str) -> (DraftBody, Form) {
        let mut body = DraftBody::default();
        let form = take(&mut body, &Fields::parse(typed.as_bytes()));
        (body, form)
    }

    #[test]
    fn a_least_length_is_told_in_whole_days_and_is_always_enough() {
        for (length, shown) in [
            (600, 600),
            (86_400, 86_400),
            (86_401, 2 * 86_400),
            (80 * 86_400 + 600, 81 * 86_400),
            (u32::MAX, u32::MAX),
        ] {
            assert_eq!(told(length), shown);
            assert!(told(length) >= length);
        }
    }

    #[test]
    fn a_security_comes_back_as_it_was_typed() {
        let (body, form) = taken(TYPED);
        assert!(!form.is_refused(), "{:?}", form.errors());
        let asked = body.security().unwrap().unwrap();
        assert_eq!((asked.amount, asked.valid_for), (2_000_000, 60 * 86_400));
        assert!(asked.silence && asked.refusal);
        let shown = filled(&body);
        for (name, value) in [
            ("security", "yes"),
            ("security_amount", "20000.00"),
            ("security_valid_for", "60"),
            ("security_valid_for-unit", "days"),
            ("security_silence", "yes"),
        ] {
            assert_eq!(shown.value(name), value);
        }
        let (body, form) = taken("security=no&security_amount=1");
        assert!(!form.is_refused() && body.security().unwrap().is_none());
        assert_eq!(filled(&body).value("security"), "no");
    }

    #[test]
    fn what_the_rules_would_refuse_is_said_beside_its_field() {
        let with = |from: &str, to: &str| taken(&TYPED.replace(from, to)).1;
        for (from, to, field) in [
            ("security=yes", "security=", "security"),
            ("20,000", "0", "security_amount"),
            ("20,000", "-1", "security_amount"),
            ("20,000", "1.234", "security_amount"),
            ("for=60", "for=15", "security_valid_for"),
            ("for=60", "for=400", "security_valid_for"),
            ("&security_silence=yes&security_refusal=yes", "", "security_silence"),
        ] {
            let form = with(from, to);
            let fields: Vec<_> = form.errors().iter().map(|error| error.field.clone()).collect();
            assert_eq!(fields, [field], "{to}");
        }
        assert!(!with("&security_silence=yes", "").is_refused());
    }
}
