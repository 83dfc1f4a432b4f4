//! The sections of a draft as forms: what is shown, and what is taken.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use tenderseal_rules::{Error as Rule, host::Standing, registry::OrgStatus, roles::Role};

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    signing::{person_name, settings},
};
use crate::app::{
    self, App, Outcome,
    notice::{Bilingual, DraftBody, DraftCriterion, Item, NoticeDocument},
    ocds_import::OcdsError,
};
use crate::ports_chain::OrgRow;
use crate::render::money;

/// Rows without content below those that have some.
const SPARE: usize = 3;
/// Rows of a list at most.
const ROWS_MAX: usize = 32;

/// A part of a draft that has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What is bought, in words.
    Notice,
    /// What is bought, in lines.
    Items,
    /// Files.
    Documents,
    /// Deadline and periods.
    Schedule,
    /// How bids are compared.
    Criteria,
    /// Who opens and who scores.
    Committee,
}

impl Section {
    /// Every section in the order of the task list.
    pub const ALL: [Self; 6] = [
        Self::Notice,
        Self::Items,
        Self::Documents,
        Self::Schedule,
        Self::Criteria,
        Self::Committee,
    ];

    /// The name in addresses and Fluent keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Items => "items",
            Self::Documents => "documents",
            Self::Schedule => "schedule",
            Self::Criteria => "criteria",
            Self::Committee => "committee",
        }
    }

    /// The section of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// Where a field of [`DraftBody`] is filled in.
    #[must_use]
    pub fn of_field(field: &str) -> Self {
        match field {
            "documents" => Self::Documents,
            "deadline" => Self::Schedule,
            "criteria" | "price_formula" | "consensus" => Self::Criteria,
            "committee" | "panel" => Self::Committee,
            _ => Self::Notice,
        }
    }

    /// Where what a rule found is put right.
    #[must_use]
    pub const fn of_error(error: Rule) -> Self {
        match error {
            Rule::DeadlineTooSoon
            | Rule::WindowTooShort
            | Rule::WindowTooLong
            | Rule::QuestionPeriod => Self::Schedule,
            Rule::CommitteeInvalid | Rule::PanelInvalid => Self::Committee,
            Rule::Currency => Self::Notice,
            _ => Self::Criteria,
        }
    }
}

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
}

/// Somebody who can be chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Opening key or person, hexadecimal.
    pub value: String,
    /// The name.
    pub name: String,
    /// The organisation.
    pub org: String,
    /// When key or person was registered, Unix seconds.
    pub since: u64,
    /// Whether the draft has it.
    pub chosen: bool,
}

/// What a section shows besides its form.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Lines of what is bought.
    pub items: Vec<ItemRow>,
    /// Criteria.
    pub criteria: Vec<CriterionRow>,
    /// Files.
    pub documents: Vec<NoticeDocument>,
    /// Opening keys.
    pub keys: Vec<Choice>,
    /// Evaluators.
    pub evaluators: Vec<Choice>,
    /// The least periods: bidding, each window, standstill, seconds.
    pub least: (u32, u32, u32),
    /// Where the facts come from, when they were imported.
    pub source: String,
}

const PERIODS: [(&str, &str); 6] = [
    ("guard", "guard-unit"),
    ("officers_window", "officers_window-unit"),
    ("self_reveal_window", "self_reveal_window-unit"),
    ("objection_window", "objection_window-unit"),
    ("standstill", "standstill-unit"),
    ("questions", "questions-unit"),
];
const UNITS: [(&str, u32); 3] = [("minutes", 60), ("hours", 3_600), ("days", 86_400)];
const NOTICE_FIELDS: [&str; 8] = [
    "title-en",
    "title-zh",
    "description-en",
    "description-zh",
    "reference",
    "category",
    "currency",
    "budget",
];

/// The form of a section with what the draft holds.
#[must_use]
pub fn filled(body: &DraftBody, section: Section, zone: &TimeZone) -> Form {
    match section {
        Section::Notice => {
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
        Section::Schedule => {
            let deadline =
                body.deadline.and_then(|at| Timestamp::from_second(i64::try_from(at).ok()?).ok());
            let local = deadline.map_or_else(String::new, |at| {
                at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
            });
            let periods = periods(body).map(|seconds| {
                let (unit, length) = UNITS
                    .iter()
                    .rev()
                    .find(|(_, length)| seconds % length == 0)
                    .unwrap_or(&UNITS[0]);
                ((seconds / length).to_string(), *unit)
            });
            let mut values = vec![("deadline", local.as_str())];
            for ((name, unit_name), (count, unit)) in PERIODS.iter().zip(&periods) {
                values.push((name, count.as_str()));
                values.push((unit_name, unit));
            }
            Form::with(&values)
        }
        Section::Criteria => Form::with(&[
            ("price_formula", &body.price_formula),
            ("price_weight", &money::hundredths(body.price_weight_bp)),
            ("min_bids", &body.min_bids.to_string()),
        ]),
        Section::Committee => Form::with(&[("k", &body.k.to_string())]),
        Section::Items | Section::Documents => Form::default(),
    }
}

/// Takes what was typed into the draft. A refused form leaves the draft half
/// changed: it must not be saved.
#[must_use]
pub fn take(body: &mut DraftBody, section: Section, fields: &Fields, zone: &TimeZone) -> Form {
    match section {
        Section::Notice => take_notice(body, fields),
        Section::Items => {
            body.items = item_rows(fields)
                .into_iter()
                .filter(|row| !is_blank(&[&row.en, &row.zh]))
                .map(item)
                .collect();
            Form::default()
        }
        Section::Schedule => take_schedule(body, fields, zone),
        Section::Criteria => take_criteria(body, fields),
        Section::Committee => {
            let mut form = Form::keeping(fields, &["k"]);
            match fields.text("k").trim().parse::<u8>() {
                Ok(k) if (1..=16).contains(&k) => body.k = k,
                _ => form.refuse("k", "error-draft-k"),
            }
            body.committee = fields.all("committee").map(str::to_owned).take(16).collect();
            body.panel = fields.all("panel").map(str::to_owned).take(16).collect();
            form
        }
        Section::Documents => Form::default(),
    }
}

fn take_notice(body: &mut DraftBody, fields: &Fields) -> Form {
    let mut form = Form::keeping(fields, &NOTICE_FIELDS);
    let text = |name: &str| fields.text(name).trim().replace("\r\n", "\n");
    body.title = Bilingual { en: text("title-en"), zh: text("title-zh") };
    body.description = Bilingual { en: text("description-en"), zh: text("description-zh") };
    body.reference = text("reference");
    body.category = text("category");
    body.currency = text("currency").to_uppercase();
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

fn take_schedule(body: &mut DraftBody, fields: &Fields, zone: &TimeZone) -> Form {
    let names: Vec<&'static str> =
        PERIODS.iter().flat_map(|(name, unit)| [*name, *unit]).chain(["deadline"]).collect();
    let mut form = Form::keeping(fields, &names);
    let typed = fields.text("deadline").trim();
    let deadline =
        typed.parse::<DateTime>().ok().and_then(|local| local.to_zoned(zone.clone()).ok());
    match deadline.and_then(|at| u64::try_from(at.timestamp().as_second()).ok()) {
        Some(at) => body.deadline = Some(at),
        None if typed.is_empty() => body.deadline = None,
        None => form.refuse("deadline", "error-draft-deadline"),
    }
    let mut read = [0; 6];
    for ((name, unit_name), seconds) in PERIODS.iter().zip(&mut read) {
        let length = UNITS
            .iter()
            .find(|(unit, _)| *unit == fields.text(unit_name))
            .map(|(_, length)| *length);
        let count = fields.text(name).trim().parse::<u32>().ok();
        match length.zip(count).and_then(|(length, count)| length.checked_mul(count)) {
            Some(length) => *seconds = length,
            None => form.refuse(name, "error-draft-period"),
        }
    }
    [
        body.guard,
        body.officers_window,
        body.self_reveal_window,
        body.objection_window,
        body.standstill,
        body.questions,
    ] = read;
    form
}

fn take_criteria(body: &mut DraftBody, fields: &Fields) -> Form {
    let mut form = Form::keeping(fields, &["price_formula", "price_weight", "min_bids"]);
    fields.text("price_formula").clone_into(&mut body.price_formula);
    match hundredths(fields.text("price_weight")) {
        Some(weight) => body.price_weight_bp = weight,
        None => form.refuse("price_weight", "error-draft-number"),
    }
    match fields.text("min_bids").trim().parse() {
        Ok(count) => body.min_bids = count,
        Err(_) => form.refuse("min_bids", "error-draft-number"),
    }
    let rows = criterion_rows(fields);
    let kept = rows.into_iter().filter(|row| !is_blank(&[&row.en, &row.zh]));
    match kept.map(criterion).collect::<Option<Vec<_>>>() {
        Some(criteria) => body.criteria = criteria,
        None => form.refuse("criteria", "error-draft-criterion-number"),
    }
    form
}

fn periods(body: &DraftBody) -> [u32; 6] {
    [
        body.guard,
        body.officers_window,
        body.self_reveal_window,
        body.objection_window,
        body.standstill,
        body.questions,
    ]
}

fn is_blank(texts: &[&str]) -> bool {
    texts.iter().all(|text| text.trim().is_empty())
}

fn item(row: ItemRow) -> Item {
    Item {
        description: Bilingual { en: row.en, zh: row.zh },
        quantity: row.quantity,
        unit: row.unit,
        classification: row.classification,
    }
}

fn criterion(row: CriterionRow) -> Option<DraftCriterion> {
    Some(DraftCriterion {
        title: Bilingual { en: row.en, zh: row.zh },
        description: Bilingual { en: row.about_en, zh: row.about_zh },
        weight_bp: hundredths(&row.weight)?,
        max: hundredths(&row.max)?,
        min: if row.min.trim().is_empty() { 0 } else { hundredths(&row.min)? },
    })
}

/// A decimal with two places at most, times 100: `12.5` is 1250.
#[must_use]
pub fn hundredths(text: &str) -> Option<u32> {
    decimal(text.trim(), 2).and_then(|number| u32::try_from(number).ok())
}

/// A decimal with `places` places at most in its smallest unit.
fn decimal(text: &str, places: u32) -> Option<u128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let places = places as usize;
    if whole.is_empty()
        || whole.len() > 30
        || part.len() > places
        || !digits(whole)
        || !digits(part)
    {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

fn item_rows(fields: &Fields) -> Vec<ItemRow> {
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

fn criterion_rows(fields: &Fields) -> Vec<CriterionRow> {
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
    };
    (1..=ROWS_MAX).map(row).collect()
}

/// The rows of a refused form as they were typed, in place of the draft's.
pub fn keep_typed(view: &mut View, section: Section, fields: &Fields) {
    if section == Section::Criteria {
        let typed = criterion_rows(fields);
        let used = typed
            .iter()
            .rposition(|row| !is_blank(&[&row.en, &row.zh, &row.weight]))
            .map_or(0, |at| at + 1);
        view.criteria = typed.into_iter().take((used + SPARE).min(ROWS_MAX)).collect();
    }
}

/// What a section shows besides its form.
///
/// # Errors
/// When a table or the ledger fails.
pub async fn view(portal: &Portal, body: &DraftBody, section: Section) -> Result<View, Refusal> {
    let app = &portal.app;
    let mut view = View::default();
    match section {
        Section::Notice => {
            view.source = body.source.as_ref().map_or_else(String::new, |source| {
                [source.publisher.as_str(), source.identifier.as_str(), source.url.as_str()]
                    .join(" ")
                    .trim()
                    .to_owned()
            });
        }
        Section::Items => view.items = items(body),
        Section::Documents => view.documents.clone_from(&body.documents),
        Section::Schedule => {
            let least = settings(app).await?.minimums;
            view.least = (least.bidding, least.window, least.standstill);
        }
        Section::Criteria => view.criteria = criteria(body),
        Section::Committee => {
            view.keys = opening_keys(app, body).await?;
            view.evaluators = evaluators(app, body).await?;
        }
    }
    Ok(view)
}

fn items(body: &DraftBody) -> Vec<ItemRow> {
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

fn criteria(body: &DraftBody) -> Vec<CriterionRow> {
    let held = body.criteria.iter().map(|one| CriterionRow {
        place: 0,
        en: one.title.en.clone(),
        zh: one.title.zh.clone(),
        about_en: one.description.en.clone(),
        about_zh: one.description.zh.clone(),
        weight: money::hundredths(one.weight_bp),
        max: money::hundredths(one.max),
        min: if one.min == 0 { String::new() } else { money::hundredths(one.min) },
    });
    let blank = || CriterionRow { max: "100".to_owned(), ..CriterionRow::default() };
    let all = held.chain((0..SPARE).map(|_| blank())).take(ROWS_MAX);
    (1..).zip(all).map(|(place, row)| CriterionRow { place, ..row }).collect()
}

/// Nobody of an organisation that may not act gets a seat in a new tender.
fn takes_seats(app: &App, org: &OrgRow) -> bool {
    org.standing(app.chain.now()) == Standing::Admitted
}

async fn opening_keys(app: &App, body: &DraftBody) -> Outcome<Vec<Choice>> {
    let mut choices = Vec::new();
    for key in app.store.opening_keys().await? {
        let Some(person) =
            app.store.person(&key.person).await?.filter(|person| person.roles.has(Role::Committee))
        else {
            continue;
        };
        let Some(org) = app.store.chain_org(&person.org).await?.filter(|org| takes_seats(app, org))
        else {
            continue;
        };
        let value = hex::encode(key.public);
        choices.push(Choice {
            chosen: body.committee.contains(&value),
            value,
            name: person_name(app, &person.id).await?,
            org: org.name,
            since: key.registered_at,
        });
    }
    Ok(choices)
}

async fn evaluators(app: &App, body: &DraftBody) -> Outcome<Vec<Choice>> {
    let mut choices = Vec::new();
    let admitted = app.store.chain_orgs(Some(OrgStatus::Admitted), None).await?;
    for org in admitted.into_iter().filter(|org| takes_seats(app, org)) {
        for person in app
            .store
            .people_of(&org.id)
            .await?
            .into_iter()
            .filter(|person| person.roles.has(Role::Evaluator))
        {
            let value = person.id.to_string();
            choices.push(Choice {
                chosen: body.panel.contains(&value),
                value,
                name: person_name(app, &person.id).await?,
                org: org.name.clone(),
                since: person.added_at,
            });
        }
    }
    Ok(choices)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_nothing_else_is_a_number() {
        for (text, number) in
            [("60", 6_000), ("12.5", 1_250), ("0.01", 1), ("0", 0), (" 7.00 ", 700)]
        {
            assert_eq!(hundredths(text), Some(number), "{text}");
        }
        for bad in ["", ".", "-1", "1.234", "1e3", "1,5", "99999999999", "١"] {
            assert_eq!(hundredths(bad), None, "{bad}");
        }
        assert_eq!(decimal("471", 0), Some(471));
        assert_eq!(decimal("1.5", 0), None);
    }

    #[test]
    fn a_schedule_comes_back_as_it_was_typed() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let typed = "deadline=2026-12-01T14%3A00&guard=3&guard-unit=minutes&officers_window=2&officers_window-unit=days\
            &self_reveal_window=36&self_reveal_window-unit=hours&objection_window=1&objection_window-unit=days&standstill=10&standstill-unit=days&questions=60&questions-unit=hours";
        let mut body = DraftBody::default();
        let form = take(&mut body, Section::Schedule, &Fields::parse(typed.as_bytes()), &zone);
        assert!(!form.is_refused(), "{:?}", form.errors());
        assert_eq!((body.guard, body.self_reveal_window), (180, 129_600));
        assert_eq!((body.standstill, body.questions), (864_000, 216_000));
        assert_eq!(body.deadline, Some(1_796_104_800));
        let shown = filled(&body, Section::Schedule, &zone);
        assert_eq!(shown.value("deadline"), "2026-12-01T14:00");
        assert_eq!(
            (shown.value("self_reveal_window"), shown.value("self_reveal_window-unit")),
            ("36", "hours")
        );
        assert_eq!((shown.value("questions"), shown.value("questions-unit")), ("60", "hours"));
    }

    #[test]
    fn a_weight_that_is_no_number_is_refused_and_what_was_typed_stays() {
        let fields = Fields::parse(b"price_formula=lowest_only&price_weight=40&min_bids=1&criterion-1-en=Quality&criterion-1-weight=abc&criterion-1-max=100");
        let mut body = DraftBody::default();
        let form = take(&mut body, Section::Criteria, &fields, &TimeZone::UTC);
        assert_eq!(form.error("criteria"), Some("error-draft-criterion-number"));
        let mut view = View::default();
        keep_typed(&mut view, Section::Criteria, &fields);
        assert_eq!(view.criteria[0].weight, "abc");
    }
}
