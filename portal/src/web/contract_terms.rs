//! What an officer proposes to the vendor: the contract, or a change of it. Text, value and milestones are typed,
//! checked, shown once more and signed.

use actix_web::web;
use askama::Template;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tenderseal_rules::{
    messages::Milestone,
    replay::sha256,
    roles::Role,
    tender::{MilestoneStatus, Stage},
};

use super::{
    Portal,
    contract::record,
    draft_forms::decimal,
    errors::Refusal,
    forms::{Fields, Form},
    page::{Answer, Page, private, refused},
    signing::{Signing, contract as address, me},
    tenders::title,
};
use crate::app::{
    sign_in::Signed,
    tender::{ContractView, MilestoneView, TenderView, view},
    values,
};
use crate::render::money;

/// The longest text of a contract or of a supplement, in characters: with [`TITLE_MAX`] for every milestone all of
/// it fits into a form of [`super::gate::FORM_BYTES`], where a character can take 9 bytes.
pub const DOCUMENT_MAX: usize = 3_000;
/// The longest title of a milestone, in characters.
pub const TITLE_MAX: usize = 80;
/// Milestones at most, as the rules have it.
pub const ROWS_MAX: usize = 32;
const _: () = assert!((DOCUMENT_MAX + ROWS_MAX * TITLE_MAX) * 9 < super::gate::FORM_BYTES);
/// The furthest that a milestone may lie ahead, seconds, as the rules have it: 100 years.
const AHEAD_MAX: u64 = 100 * 366 * 86_400;
/// Empty rows that a form begins with, or that are added.
const ROWS_MORE: usize = 3;

/// A milestone as it is typed.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its number, from 1.
    pub number: usize,
    /// What is to be delivered.
    pub title: String,
    /// The day, as a field of the kind `date` has it.
    pub due: String,
    /// The amount, in major units.
    pub amount: String,
    /// Whether it is accepted, so that it stays as it is.
    pub fixed: bool,
}

impl Row {
    /// The id of a field of this row.
    #[must_use]
    pub fn id(&self, field: &str) -> String {
        format!("{field}-{}", self.number)
    }

    fn is_blank(&self) -> bool {
        [&self.title, &self.due, &self.amount].into_iter().all(|text| text.trim().is_empty())
    }
}

/// What passed every check, to be signed.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The text.
    pub document: String,
    /// What the whole contract is worth, minor units.
    pub value: u128,
    /// The milestones, each with its title; empty where the portal does not have it.
    pub milestones: Vec<(String, Milestone)>,
}

/// The form, and what it says once more.
#[derive(Template)]
#[template(path = "contract/terms.html")]
pub struct TermsPage {
    /// The frame.
    pub page: Page,
    /// What was typed beside the milestones.
    pub form: Form,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender.
    pub view: TenderView,
    /// The milestones as typed.
    pub rows: Vec<Row>,
    /// What is to be signed, once it was checked.
    pub checked: Option<Checked>,
}

impl TermsPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn address(&self) -> String {
        self.view.row.address.to_string()
    }

    fn back(&self) -> String {
        format!("/tenders/{}/contract", self.view.row.address)
    }

    fn here(&self) -> String {
        self.page.href(&format!("/tenders/{}/contract/terms", self.view.row.address))
    }

    /// Whether something can be proposed now.
    fn is_open(&self) -> bool {
        matches!(self.view.stage, Stage::Awarded | Stage::ContractSigned)
    }

    /// Whether a change is proposed; else it is the contract.
    fn is_change(&self) -> bool {
        self.view.stage == Stage::ContractSigned
    }

    /// The message that is signed.
    fn act(&self) -> &'static str {
        if self.is_change() { "propose_change" } else { "propose_contract" }
    }

    /// A Fluent key of the contract's or the change's own.
    fn key(&self, name: &str) -> String {
        format!("contract-{}-{name}", if self.is_change() { "change" } else { "new" })
    }

    fn vendor(&self) -> &str {
        self.view.award.as_ref().map_or("", |award| award.vendor_name.as_str())
    }

    fn money(&self, minor: &u128) -> String {
        money::amount(self.view.core().currency, *minor)
    }

    fn exponent(&self) -> u32 {
        exponent(&self.view)
    }

    /// What the whole contract is worth, as far as the form says.
    fn value(&self) -> Option<u128> {
        value(&self.view, self.form.value("value"))
    }

    /// What the milestones add up to beside the value, in words, and whether that fits.
    fn sum(&self) -> Option<(String, bool)> {
        let value = self.value()?;
        let amounts = self.rows.iter().filter(|row| !row.is_blank());
        let mut read = amounts.map(|row| amount(&row.amount, self.exponent()).unwrap_or(0));
        let sum = read.try_fold(0u128, u128::checked_add)?;
        let blank = self.rows.iter().all(Row::is_blank);
        let key = match sum.cmp(&value) {
            _ if blank => "contract-sum-none",
            std::cmp::Ordering::Equal => "contract-sum-fits",
            std::cmp::Ordering::Less => "contract-sum-missing",
            std::cmp::Ordering::Greater => "contract-sum-over",
        };
        let values = [
            ("sum", self.money(&sum).into()),
            ("value", self.money(&value).into()),
            ("difference", self.money(&sum.abs_diff(value)).into()),
        ];
        Some((self.page.tf(key, &values), blank || sum == value))
    }

    /// The same sentence for the browser, which fills in the amounts.
    fn sentence(&self, key: &str) -> String {
        let values =
            ["sum", "value", "difference"].map(|name| (name, format!("{{{name}}}").into()));
        self.page.tf(key, &values)
    }

    fn currency(&self) -> String {
        self.view.core().currency.to_string()
    }

    /// A checked milestone in one line.
    fn agreed(&self, milestone: &(String, Milestone)) -> String {
        let (title, terms) = milestone;
        let title = if title.is_empty() { hex::encode(terms.title) } else { title.clone() };
        format!("{title} · {} · {}", self.page.day(terms.due), self.money(&terms.amount))
    }

    fn hex(bytes: impl AsRef<[u8]>) -> String {
        hex::encode(bytes)
    }
}

fn exponent(view: &TenderView) -> u32 {
    money::exponent(&view.core().currency.to_string())
}

/// An amount that somebody typed in major units, as minor ones: `1,234,567.00`.
fn amount(typed: &str, exponent: u32) -> Option<u128> {
    decimal(&typed.trim().replace([',', ' ', '\u{a0}'], ""), exponent)
}

/// The whole value: of a change what is typed, of the contract the awarded price.
fn value(view: &TenderView, typed: &str) -> Option<u128> {
    if view.stage == Stage::ContractSigned {
        return amount(typed, exponent(view)).filter(|value| *value > 0);
    }
    let award = view.award.as_ref()?;
    view.bids.get(award.bid as usize)?.opened.as_ref()?.price
}

/// The last second of a day in the portal's zone.
fn end_of_day(typed: &str, zone: &TimeZone) -> Option<u64> {
    let day: Date = typed.trim().parse().ok()?;
    let end = day.at(23, 59, 59, 0).to_zoned(zone.clone()).ok()?;
    u64::try_from(end.timestamp().as_second()).ok()
}

/// The day of a time, as a field of the kind `date` has it.
fn day(seconds: u64, zone: &TimeZone) -> String {
    let at = i64::try_from(seconds).ok().and_then(|at| Timestamp::from_second(at).ok());
    at.map_or_else(String::new, |at| at.to_zoned(zone.clone()).strftime("%Y-%m-%d").to_string())
}

const fn is_accepted(milestone: &MilestoneView) -> bool {
    matches!(milestone.status, MilestoneStatus::Accepted { .. })
}

/// The milestones that are there already as rows, and a few empty ones.
fn filled(view: &TenderView, zone: &TimeZone) -> Vec<Row> {
    let held = record(view).map_or(&[][..], |held| &held.milestones);
    let digits = exponent(view);
    let row = |(place, milestone): (usize, &MilestoneView)| Row {
        number: place + 1,
        title: milestone.title.clone().unwrap_or_default(),
        due: day(milestone.terms.due, zone),
        amount: money::decimal(milestone.terms.amount, digits),
        fixed: is_accepted(milestone),
    };
    let mut rows: Vec<Row> = held.iter().enumerate().map(row).collect();
    if rows.is_empty() {
        grow(&mut rows);
    }
    rows
}

/// Adds empty rows.
fn grow(rows: &mut Vec<Row>) {
    for number in rows.len() + 1..=(rows.len() + ROWS_MORE).min(ROWS_MAX) {
        rows.push(Row { number, ..Row::default() });
    }
}

/// The rows as they were typed; accepted ones as they are.
fn typed(view: &TenderView, fields: &Fields, zone: &TimeZone) -> Vec<Row> {
    let there = |number: &usize| fields.all(&format!("title-{number}")).next().is_some();
    let count = (1..=ROWS_MAX).take_while(there).count();
    let fixed: Vec<Row> = filled(view, zone).into_iter().filter(|row| row.fixed).collect();
    let count = fixed.last().map_or(count, |last| last.number.max(count));
    let text = |name: &str, number: usize| fields.text(&format!("{name}-{number}")).to_owned();
    let row = |number: usize| {
        let held = fixed.iter().find(|row| row.number == number);
        held.cloned().unwrap_or_else(|| Row {
            number,
            title: text("title", number),
            due: text("due", number),
            amount: text("amount", number),
            fixed: false,
        })
    };
    (1..=count).map(row).collect()
}

/// The text of the contract or of the supplement.
fn document(fields: &Fields) -> Result<String, values::Refusal> {
    let text = fields.text("document").replace("\r\n", "\n").trim().to_owned();
    match text.chars().count() {
        0 => Err("error-contract-document"),
        count if count > DOCUMENT_MAX => Err("error-contract-document-long"),
        _ => Ok(text),
    }
}

/// A milestone as it was typed. One that stays as it is keeps its second and its hash.
fn milestone(
    form: &mut Form,
    row: &Row,
    held: Option<&MilestoneView>,
    exponent: u32,
    zone: &TimeZone,
) -> Option<(String, Milestone)> {
    if let Some(held) = held.filter(|_| row.fixed) {
        return Some((held.title.clone().unwrap_or_default(), held.terms));
    }
    let title = row.title.trim().to_owned();
    let (due, amount) = (end_of_day(&row.due, zone), amount(&row.amount, exponent));
    let unfit = match title.chars().count() {
        0 => Some("error-contract-title"),
        count if count > TITLE_MAX => Some("error-contract-title-long"),
        _ => None,
    };
    let fields = [
        ("title", unfit),
        ("due", due.is_none().then_some("error-contract-due")),
        ("amount", amount.is_none().then_some("error-contract-amount")),
    ];
    for (field, key) in fields {
        if let Some(key) = key {
            form.refuse_in_row(row.id(field), key);
        }
    }
    let (due, amount) = (due?, amount.filter(|_| unfit.is_none())?);
    let same_day = held.filter(|held| day(held.terms.due, zone) == row.due.trim());
    let due = same_day.map_or(due, |held| held.terms.due);
    let hash = sha256(title.as_bytes());
    Some((title, Milestone { title: hash, due, amount }))
}

/// What was typed, as far as it is fit.
fn read(
    form: &mut Form,
    rows: &[Row],
    fields: &Fields,
    view: &TenderView,
    zone: &TimeZone,
) -> Option<Checked> {
    let held: Option<&ContractView> = record(view).filter(|held| held.signed.is_some());
    let before = held.map_or(&[][..], |held| &held.milestones);
    let document = form.check("document", document(fields));
    let value =
        form.check("value", value(view, fields.text("value")).ok_or("error-contract-value"));
    let mut milestones = Vec::new();
    let mut last = 0;
    for row in rows.iter().filter(|row| row.fixed || !row.is_blank()) {
        let place = before.get(row.number - 1);
        let Some(next) = milestone(form, row, place, exponent(view), zone) else { continue };
        if next.1.due < last {
            form.refuse_in_row(row.id("due"), "error-contract-due-order");
        }
        if next.1.due > view.now.saturating_add(AHEAD_MAX) {
            form.refuse_in_row(row.id("due"), "error-contract-due-far");
        }
        last = next.1.due;
        milestones.push(next);
    }
    let (document, value) = (document?, value?);
    if form.is_refused() {
        return None;
    }
    let moved = before.iter().enumerate().any(|(place, held)| {
        is_accepted(held) && milestones.get(place).is_none_or(|(_, terms)| *terms != held.terms)
    });
    if moved {
        form.refuse("milestones", "error-contract-fixed");
        return None;
    }
    let sum = milestones.iter().try_fold(0u128, |sum, (_, next)| sum.checked_add(next.amount));
    if !milestones.is_empty() && sum != Some(value) {
        form.refuse("milestones", "error-contract-sum");
        return None;
    }
    Some(Checked { document, value, milestones })
}

/// The tender of a path, for an officer of its buyer.
async fn own(portal: &Portal, path: &str, signed: &Signed) -> Result<TenderView, Refusal> {
    let me = me(portal, signed).await?;
    if !me.person.roles.has(Role::Officer) {
        return Err(Refusal::Forbidden);
    }
    let found = view(&portal.app, &address(path)?).await?;
    found.filter(|tender| tender.row.buyer == me.org.id).ok_or(Refusal::NotFound)
}

/// `GET /tenders/{address}/contract/terms`: of the contract before it is signed, of a change afterwards.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let view = own(&portal, &parts.1, &signed).await?;
    let held = record(&view);
    let text = held.filter(|held| held.signed.is_none()).and_then(|held| held.text.clone());
    let value = held.map_or_else(String::new, |held| money::decimal(held.value, exponent(&view)));
    let form = Form::with(&[("document", &text.unwrap_or_default()), ("value", &value)]);
    let rows = filled(&view, &portal.zone);
    let signing = Signing::of(&portal.app, &signed).await?;
    private(&TermsPage { page, form, signing, view, rows, checked: None })
}

/// `POST /tenders/{address}/contract/terms`: shows what would be signed; nothing changes yet. Fields: `document`,
/// `value` of a change, `title-1`, `due-1`, `amount-1` and so on, `more` for more rows, and `step`: `check` or `change`.
pub async fn check(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let view = own(&portal, &parts.1, &signed).await?;
    let mut form = Form::keeping(&fields, &["document", "value"]);
    let mut rows = typed(&view, &fields, &portal.zone);
    let signing = Signing::of(&portal.app, &signed).await?;
    let more = !fields.text("more").is_empty();
    if more {
        grow(&mut rows);
    }
    let open = matches!(view.stage, Stage::Awarded | Stage::ContractSigned);
    let reads = open && !more && fields.text("step") == "check";
    let checked = if reads { read(&mut form, &rows, &fields, &view, &portal.zone) } else { None };
    let answer = TermsPage { page, form, signing, view, rows, checked };
    if answer.form.is_refused() { refused(&answer) } else { private(&answer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_digit_by_digit() {
        for (typed, exponent, minor) in [
            ("1,188,000.00", 2, Some(118_800_000)),
            (" 118800 ", 2, Some(11_880_000)),
            ("5", 0, Some(5)),
            ("0", 2, Some(0)),
            ("1.5", 0, None),
            ("1.005", 2, None),
            ("-1", 2, None),
            ("", 2, None),
            ("1e3", 2, None),
        ] {
            assert_eq!(amount(typed, exponent), minor, "{typed}");
        }
    }

    #[test]
    fn a_day_lasts_until_its_last_second_in_the_portals_zone() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let end = end_of_day("2026-12-31", &zone).unwrap();
        assert_eq!(end, 1_798_732_799);
        assert_eq!(day(end, &zone), "2026-12-31");
        assert_eq!(day(end + 1, &zone), "2027-01-01");
        for bad in ["", "2026-13-01", "1969-12-30", "31.12.2026"] {
            assert_eq!(end_of_day(bad, &zone), None, "{bad}");
        }
    }

    #[test]
    fn a_milestone_names_what_is_wrong_in_its_row() {
        let zone = TimeZone::UTC;
        let mut form = Form::default();
        let row = Row { number: 2, title: "x".repeat(81), ..Row::default() };
        assert!(milestone(&mut form, &row, None, 2, &zone).is_none());
        assert_eq!(form.error("title-2"), Some("error-contract-title-long"));
        assert_eq!(form.error("due-2"), Some("error-contract-due"));
        assert_eq!(form.error("amount-2"), Some("error-contract-amount"));
        let row = Row {
            number: 1,
            title: " 首批送货 ".to_owned(),
            due: "2026-12-31".to_owned(),
            amount: "1,000.50".to_owned(),
            fixed: false,
        };
        let (title, terms) = milestone(&mut Form::default(), &row, None, 2, &zone).unwrap();
        assert_eq!((title.as_str(), terms.amount), ("首批送货", 100_050));
        assert_eq!(terms.title, sha256("首批送货".as_bytes()));
    }
}
