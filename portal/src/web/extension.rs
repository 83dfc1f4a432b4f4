//! The officer's later deadline: date and time in the installation's zone, checked by the rules
//! before it is signed; and what pages say of it, of the buyer's people and of everybody.

use actix_web::web;
use askama::Template;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use tenderseal_rules::{
    Error as Rule, Event, TenderEvent, roles::Role, schedule::Schedule, tender::Stage,
};

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    page::{Answer, Given, Page, private, refused},
    signing::{Signing, contract, me, person_name},
    tenders::{TenderPage, title},
};
use crate::app::{
    App, Outcome,
    people::Me,
    sign_in::Signed,
    tender::{ExtensionView, QuestionView, TenderView, TimelineView, view},
    values,
};

/// The longest reason, in characters.
pub const REASON_MAX: usize = 2_000;

/// A proposed later deadline that waits for its approver.
#[derive(Clone, Debug)]
pub struct WaitingExtension {
    /// The later deadline, Unix seconds.
    pub to: u64,
    /// The reason, where the portal has it.
    pub reason: String,
    /// Who proposed.
    pub officer: String,
    /// When, Unix seconds.
    pub at: u64,
    /// What the approver signs, hexadecimal.
    pub hash: String,
    /// Whether the reader proposed it.
    pub own: bool,
}

/// What the buyer's people do with a tender while bids are taken.
#[derive(Clone, Debug, Default)]
pub struct BiddingTime {
    /// Whether bids are taken now: answers and extensions are possible.
    pub open: bool,
    /// The deadline, Unix seconds.
    pub deadline: u64,
    /// Questions without an answer, the oldest first.
    pub unanswered: Vec<QuestionView>,
    /// How many have one.
    pub answered: usize,
    /// A later deadline that waits.
    pub extension: Option<WaitingExtension>,
}

impl BiddingTime {
    /// As one of the buyer's people sees it.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &App, me: &Me, tender: &TenderView) -> Outcome<Self> {
        let unanswered: Vec<_> =
            tender.questions.iter().filter(|held| held.answer.is_none()).cloned().collect();
        let extension = match tender.proposed_extension() {
            Some(held) => Some(WaitingExtension {
                to: held.deadline,
                reason: held.text.clone().unwrap_or_default(),
                officer: person_name(app, &held.officer).await?,
                at: held.proposed_at.time,
                hash: hex::encode(held.proposed),
                own: held.officer == me.person.id,
            }),
            None => None,
        };
        Ok(Self {
            open: tender.stage == Stage::Bidding && tender.suspended().is_none(),
            deadline: tender.schedule().deadline,
            answered: tender.questions.len() - unanswered.len(),
            unanswered,
            extension,
        })
    }
}

/// A later deadline that passed every check, to be signed.
#[derive(Clone, Debug)]
pub struct Later {
    /// The schedule that would hold.
    pub schedule: Schedule,
    /// The reason.
    pub reason: String,
}

/// The form for a later deadline, and what it says once more.
#[derive(Template)]
#[template(path = "officer/extension.html")]
pub struct ExtensionPage {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender.
    pub view: TenderView,
    /// What is to be signed, once it was checked.
    pub later: Option<Later>,
}

impl ExtensionPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn contract(&self) -> String {
        self.view.row.address.to_string()
    }

    fn manage(&self) -> String {
        format!("/tenders/{}/manage", self.view.row.address)
    }

    fn is_open(&self) -> bool {
        self.view.stage == Stage::Bidding && self.view.suspended().is_none()
    }
}

/// What was typed, as far as it is fit.
fn read(form: &mut Form, fields: &Fields, view: &TenderView, zone: &TimeZone) -> Option<Later> {
    let typed = fields.text("deadline").trim();
    let instant = typed.parse::<DateTime>().ok().and_then(|at| at.to_zoned(zone.clone()).ok());
    let seconds = instant.and_then(|at| u64::try_from(at.timestamp().as_second()).ok());
    let schedule = form.check(
        "deadline",
        seconds
            .ok_or("error-extension-date")
            .and_then(|at| view.schedule().extended(view.now, at).map_err(unfit)),
    );
    let reason = form.check("reason", reason(fields));
    schedule.zip(reason).map(|(schedule, reason)| Later { schedule, reason })
}

/// What the rules say of a deadline, as the Fluent key of the field's error.
const fn unfit(rule: Rule) -> values::Refusal {
    match rule {
        Rule::DeadlineNotLater => "error-extension-not-later",
        _ => "error-extension-too-late",
    }
}

fn reason(fields: &Fields) -> Result<String, values::Refusal> {
    let text = fields.text("reason").replace("\r\n", "\n").trim().to_owned();
    match text.chars().count() {
        0 => Err("error-extension-reason"),
        count if count > REASON_MAX => Err("error-extension-reason-long"),
        _ => Ok(text),
    }
}

/// The tender of a path, for an officer of its buyer.
async fn own(portal: &Portal, address: &str, signed: &Signed) -> Result<TenderView, Refusal> {
    let me = me(portal, signed).await?;
    if !me.person.roles.has(Role::Officer) {
        return Err(Refusal::Forbidden);
    }
    let found = view(&portal.app, &contract(address)?).await?;
    found.filter(|tender| tender.row.buyer == me.org.id).ok_or(Refusal::NotFound)
}

/// The present deadline as the field shows it.
fn local(deadline: u64, zone: &TimeZone) -> String {
    let at = i64::try_from(deadline).ok().and_then(|at| Timestamp::from_second(at).ok());
    at.map_or_else(String::new, |at| {
        at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
    })
}

/// `GET /tenders/{address}/extend`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let view = own(&portal, &parts.1, &signed).await?;
    let form = Form::with(&[("deadline", &local(view.schedule().deadline, &portal.zone))]);
    let signing = Signing::of(&portal.app, &signed).await?;
    private(&ExtensionPage { page, form, signing, view, later: None })
}

/// `POST /tenders/{address}/extend`: shows what would be signed; nothing changes yet. Fields:
/// `deadline`, `reason`, and `step`: `check` or `change`.
pub async fn check(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let view = own(&portal, &parts.1, &signed).await?;
    let mut form = Form::keeping(&fields, &["deadline", "reason"]);
    let signing = Signing::of(&portal.app, &signed).await?;
    let changes = fields.text("step") == "change"
        || view.stage != Stage::Bidding
        || view.suspended().is_some();
    let later = if changes { None } else { read(&mut form, &fields, &view, &portal.zone) };
    let answer = ExtensionPage { page, form, signing, view, later };
    if answer.form.is_refused() { refused(&answer) } else { private(&answer) }
}

impl TenderPage {
    /// The extensions that hold, the latest first: the deadline until then, and the extension.
    pub(super) fn extensions(&self) -> Vec<(u64, &ExtensionView)> {
        let held = self.view.extensions.iter().rev();
        held.filter_map(|held| Some((held.confirmed?.from, held))).collect()
    }

    /// What an extension changed, in words.
    pub(super) fn extended(&self, from: impl Given<u64>, to: impl Given<u64>) -> String {
        let values = [("from", self.page.moment(from).into()), ("to", self.page.moment(to).into())];
        self.page.tf("extension-from-to", &values)
    }

    /// What a line of the timeline says of an extension: the times, and the reason where it is known.
    pub(super) fn extension(&self, line: &TimelineView) -> Option<(String, String)> {
        let Event::Tender(TenderEvent::DeadlineExtended { from, to, reason, .. }) = &line.event
        else {
            return None;
        };
        let held = self.view.extensions.iter().find(|held| held.reason == *reason);
        let text = held.and_then(|held| held.text.clone()).unwrap_or_default();
        Some((self.extended(*from, *to), text))
    }
}
