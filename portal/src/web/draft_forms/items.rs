//! What is bought, in lines.

use super::{ROWS_MAX, SPARE, is_blank};
use crate::app::notice::{Bilingual, DraftBody, Item};
use crate::web::forms::{Fields, Form};

/// A line of what is bought, as typed.
#[derive(Clone, Debug, Default)]
pub struct ItemRow {
    /// From 1.
    pub place: usize,
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
    /// How many.
    pub quantity: String,
    /// Of which unit.
    pub unit: String,
    /// Scheme and code.
    pub classification: String,
}

/// Takes the lines that have a description.
#[must_use]
pub fn take(body: &mut DraftBody, fields: &Fields) -> Form {
    body.items =
        typed(fields).into_iter().filter(|row| !is_blank(&[&row.en, &row.zh])).map(item).collect();
    Form::default()
}

fn item(row: ItemRow) -> Item {
    Item {
        description: Bilingual { en: row.en, zh: row.zh },
        quantity: row.quantity,
        unit: row.unit,
        classification: row.classification,
    }
}

fn typed(fields: &Fields) -> Vec<ItemRow> {
    let text =
        |name: &str, place: usize| fields.text(&format!("item-{place}-{name}")).trim().to_owned();
    let row = |place| ItemRow {
        place,
        en: text("en", place),
        zh: text("zh", place),
        quantity: text("quantity", place),
        unit: text("unit", place),
        classification: text("classification", place),
    };
    (1..=ROWS_MAX).map(row).collect()
}

/// The draft's lines, and some to fill in.
#[must_use]
pub fn rows(body: &DraftBody) -> Vec<ItemRow> {
    let held = body.items.iter().map(|item| ItemRow {
        place: 0,
        en: item.description.en.clone(),
        zh: item.description.zh.clone(),
        quantity: item.quantity.clone(),
        unit: item.unit.clone(),
        classification: item.classification.clone(),
    });
    let all = held.chain((0..SPARE).map(|_| ItemRow::default())).take(ROWS_MAX);
    (1..).zip(all).map(|(place, row)| ItemRow { place, ..row }).collect()
}
