//! What is bought, in words.

use super::numbers::decimal;
use crate::app::{
    self,
    notice::{Bilingual, DraftBody},
    ocds_import::OcdsError,
};
use crate::render::money;
use crate::web::forms::{Fields, Form};

const FIELDS: [&str; 8] = [
    "title-en",
    "title-zh",
    "description-en",
    "description-zh",
    "reference",
    "category",
    "currency",
    "budget",
];

/// The form with what the draft holds.
#[must_use]
pub fn filled(body: &DraftBody) -> Form {
    let budget = body.budget.parse::<u128>().map_or_else(
        |_| String::new(),
        |minor| money::decimal(minor, money::exponent(&body.currency)).replace(',', ""),
    );
    Form::with(&[
        ("title-en", &body.title.en),
        ("title-zh", &body.title.zh),
        ("description-en", &body.description.en),
        ("description-zh", &body.description.zh),
        ("reference", &body.reference),
        ("category", &body.category),
        ("currency", &body.currency),
        ("budget", &budget),
    ])
}

/// Takes what was typed.
#[must_use]
pub fn take(body: &mut DraftBody, fields: &Fields) -> Form {
    let mut form = Form::keeping(fields, &FIELDS);
    let text = |name: &str| fields.text(name).trim().replace("\r\n", "\n");
    body.title = Bilingual { en: text("title-en"), zh: text("title-zh") };
    body.description = Bilingual { en: text("description-en"), zh: text("description-zh") };
    body.reference = text("reference");
    body.category = text("category");
    // Prices that are sealed already are in it.
    if body.amends.is_none() {
        body.currency = text("currency").to_uppercase();
    }
    if body.title.en.chars().count() > 200 || body.title.zh.chars().count() > 200 {
        form.refuse("title-en", "error-draft-title-long");
    }
    let typed = text("budget").replace([',', ' '], "");
    if typed.is_empty() {
        body.budget.clear();
    } else if let Some(minor) = decimal(&typed, money::exponent(&body.currency)) {
        body.budget = minor.to_string();
    } else {
        form.refuse("budget", "error-draft-budget");
    }
    form
}

/// Where the facts come from, when they were imported.
#[must_use]
pub fn source(body: &DraftBody) -> String {
    body.source.as_ref().map_or_else(String::new, |source| {
        [source.publisher.as_str(), source.identifier.as_str(), source.url.as_str()]
            .join(" ")
            .trim()
            .to_owned()
    })
}

/// The message for a file that cannot be imported.
#[must_use]
pub const fn ocds_message(error: &OcdsError) -> app::values::Refusal {
    match error {
        OcdsError::TooLarge => "error-ocds-too-large",
        OcdsError::NotJson { .. } => "error-ocds-not-json",
        OcdsError::NotOcds => "error-ocds-not-ocds",
        OcdsError::NoTender => "error-ocds-no-tender",
        OcdsError::Type(_) => "error-ocds-type",
    }
}
