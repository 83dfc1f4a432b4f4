//! Requests to vendors in a draft: how long they have to respond, and when a price is abnormally low.

use tenderseal_rules::{requests::Requests, schedule::WINDOW_MAX, scoring::Field, terms::WEIGHTS};

use super::hundredths;
use crate::app::notice::DraftBody;
use crate::render::money;
use crate::web::{
    forms::{Fields, Form},
    lengths,
    page::Page,
};

const FIELDS: [&str; 4] =
    ["response_window", "response_window-unit", "low_under_mean", "low_under_next"];
/// Prices of the worked example, whole units.
const EXAMPLE: [u128; 3] = [1_000_000, 900_000, 400_000];

/// The form with what the draft holds.
#[must_use]
pub fn filled(body: &DraftBody) -> Form {
    let (count, unit) = lengths::split(body.response_window);
    let percent = |bp: Option<u32>| bp.map_or_else(String::new, money::hundredths);
    Form::with(&[
        ("response_window", &count),
        ("response_window-unit", unit),
        ("low_under_mean", &percent(body.low_under_mean_bp)),
        ("low_under_next", &percent(body.low_under_next_bp)),
    ])
}

/// Takes what was typed.
#[must_use]
pub fn take(body: &mut DraftBody, fields: &Fields) -> Form {
    let mut form = Form::keeping(fields, &FIELDS);
    match lengths::read(fields, "response_window", "response_window-unit") {
        Some(length) if (1..=WINDOW_MAX).contains(&length) => body.response_window = length,
        _ => form.refuse("response_window", "error-draft-response-window"),
    }
    let mut threshold = |name: &'static str| match fields.text(name).trim() {
        "" => None,
        typed => {
            let read = hundredths(typed).filter(|bp| (1..WEIGHTS).contains(bp));
            form.check(name, read.ok_or("error-draft-low-price"))
        }
    };
    body.low_under_mean_bp = threshold("low_under_mean");
    body.low_under_next_bp = threshold("low_under_next");
    form
}

/// What these thresholds make of three prices, in sentences.
#[must_use]
pub fn example(page: &Page, requests: &Requests) -> Vec<String> {
    // Two decimals: the example is in no currency.
    let minor = EXAMPLE.map(|whole| whole * 100);
    let Ok(field) = Field::of(minor.into_iter()) else { return Vec::new() };
    let money = |minor: u128| money::decimal(minor, 2);
    let part =
        |of: u128, bp: u32| of * u128::from(WEIGHTS.saturating_sub(bp)) / u128::from(WEIGHTS);
    let mut lines = Vec::new();
    let mut say = |key: &str, of: u128, bp: u32| {
        lines.push(page.tf(
            key,
            &[
                ("of", money(of).into()),
                ("percent", money::percent(bp).into()),
                ("limit", money(part(of, bp)).into()),
            ],
        ));
    };
    if let Some(bp) = requests.under_mean_bp {
        say("draft-low-example-mean", field.mean(), bp);
    }
    if let Some(bp) = requests.under_next_bp {
        say("draft-low-example-next", field.next(), bp);
    }
    let flagged = requests.of_price(&field, field.lowest()).is_flagged();
    let verdict = if flagged { "draft-low-example-flagged" } else { "draft-low-example-fine" };
    lines.push(page.t1(verdict, "price", money(field.lowest())));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(typed: &str) -> (DraftBody, Form) {
        let mut body = DraftBody::default();
        let form = take(&mut body, &Fields::parse(typed.as_bytes()));
        (body, form)
    }

    #[test]
    fn window_and_thresholds_come_back_as_they_were_typed() {
        let typed =
            "response_window=3&response_window-unit=days&low_under_mean=50&low_under_next=33.5";
        let (body, form) = taken(typed);
        assert!(!form.is_refused(), "{:?}", form.errors());
        let requests = body.requests();
        assert_eq!(requests.window, 3 * 86_400);
        assert_eq!((requests.under_mean_bp, requests.under_next_bp), (Some(5_000), Some(3_350)));
        let shown = filled(&body);
        for (name, value) in [
            ("response_window", "3"),
            ("response_window-unit", "days"),
            ("low_under_mean", "50"),
            ("low_under_next", "33.5"),
        ] {
            assert_eq!(shown.value(name), value);
        }
        let (body, form) = taken("response_window=1&response_window-unit=hours");
        assert!(!form.is_refused() && !body.requests().compare_prices());
    }

    #[test]
    fn what_the_rules_would_refuse_is_said_beside_its_field() {
        for (typed, field) in [
            ("response_window=0&response_window-unit=days", "response_window"),
            ("response_window=367&response_window-unit=days", "response_window"),
            ("response_window=1&response_window-unit=days&low_under_mean=0", "low_under_mean"),
            ("response_window=1&response_window-unit=days&low_under_mean=100", "low_under_mean"),
            ("response_window=1&response_window-unit=days&low_under_next=x", "low_under_next"),
        ] {
            let form = taken(typed).1;
            let fields: Vec<_> = form.errors().iter().map(|error| error.field.clone()).collect();
            assert_eq!(fields, [field], "{typed}");
        }
    }
}
