//! The sections of a draft as forms: what is shown, and what is taken.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use tenderseal_rules::{Error as Rule, requests::Requests, schedule::Minimums};

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    invited::{self, Invited},
    lengths,
    profiles::{self, ProfileView},
};
use crate::app::{
    lots::LINES_MAX,
    notice::{DraftBody, NoticeDocument},
};

mod committee;
mod criteria;
mod items;
mod lifecycle;
mod notice;
mod numbers;
pub mod procedure;
mod ready;
mod requests;
mod security;

pub use committee::{Choice, evaluators};
pub use criteria::{CriterionRow, take_ready};
pub use items::ItemRow;
pub use notice::ocds_message;
pub use numbers::decimal;
pub use numbers::hundredths;
pub use ready::Ready;
pub use requests::example as low_price_example;

/// Rows without content below those that have some.
const SPARE: usize = 3;
/// Rows of a list at most.
const ROWS_MAX: usize = LINES_MAX;

/// A part of a draft that has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Under which profile it is published.
    Procedure,
    /// Which vendors are invited, where the profile asks for it.
    Invited,
    /// What is bought, in words.
    Notice,
    /// What is bought, in lines.
    Items,
    /// Files.
    Documents,
    /// Deadline and periods.
    Schedule,
    /// The security that bidders give.
    Security,
    /// What vendors may be asked, and when a price is abnormally low.
    Requests,
    /// How bids are compared.
    Criteria,
    /// Who opens and who scores.
    Committee,
}

impl Section {
    /// Every section in the order of the task list.
    pub const ALL: [Self; 10] = [
        Self::Procedure,
        Self::Invited,
        Self::Notice,
        Self::Items,
        Self::Documents,
        Self::Schedule,
        Self::Security,
        Self::Criteria,
        Self::Requests,
        Self::Committee,
    ];

    /// The name in addresses and Fluent keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Procedure => "procedure",
            Self::Invited => "invited",
            Self::Notice => "notice",
            Self::Items => "items",
            Self::Documents => "documents",
            Self::Schedule => "schedule",
            Self::Security => "security",
            Self::Requests => "requests",
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
            "security" => Self::Security,
            "criteria" | "price_formula" | "consensus" => Self::Criteria,
            "committee" | "panel" => Self::Committee,
            "invited" => Self::Invited,
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
            | Rule::QuestionPeriod
            | Rule::QualificationPeriod => Self::Schedule,
            Rule::CommitteeInvalid
            | Rule::PanelInvalid
            | Rule::CommitteeTooSmall
            | Rule::PanelTooSmall => Self::Committee,
            Rule::UnknownProfile | Rule::ProfileRetired => Self::Procedure,
            Rule::InvitedInvalid | Rule::InvitedNotVendor => Self::Invited,
            Rule::SecurityInvalid => Self::Security,
            Rule::LowPriceRuleInvalid
            | Rule::LowPriceRuleNotAllowed
            | Rule::ResponseWindowInvalid => Self::Requests,
            Rule::Currency
            | Rule::LotsInvalid
            | Rule::LotNumberInvalid
            | Rule::ProcurementInvalid
            | Rule::LotCountDiffers
            | Rule::LotTaken => Self::Notice,
            _ => Self::Criteria,
        }
    }
}

/// What a section shows besides its form.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Lines of what is bought.
    pub items: Vec<ItemRow>,
    /// Criteria.
    pub criteria: Vec<CriterionRow>,
    /// What was done with the ready criteria.
    pub ready: Ready,
    /// Files.
    pub documents: Vec<NoticeDocument>,
    /// Opening keys.
    pub keys: Vec<Choice>,
    /// Evaluators.
    pub evaluators: Vec<Choice>,
    /// The draft's profile; none when there is no such one.
    pub profile: Option<ProfileView>,
    /// The profiles to choose from.
    pub profiles: Vec<ProfileView>,
    /// Who is invited.
    pub invited: Vec<Invited>,
    /// What vendors were searched for by.
    pub searched: String,
    /// Who was found and can be invited.
    pub found: Vec<Invited>,
    /// Whether more were found than are offered.
    pub more: bool,
    /// The least periods of the draft's profile; none when there is no such profile.
    pub least: Option<Minimums>,
    /// Where the facts come from, when they were imported.
    pub source: String,
    /// What a guarantee must hold at least with the draft's periods, seconds, as people are told it.
    pub lasts: u32,
    /// What the draft says of requests and low prices.
    pub requests: Option<Requests>,
    /// Whether the draft amends a notice in force: what may not change is not asked for.
    pub amends: bool,
    /// Whether vendors apply before they bid.
    pub qualifies: bool,
}

const PERIODS: [(&str, &str); 7] = [
    ("guard", "guard-unit"),
    ("officers_window", "officers_window-unit"),
    ("self_reveal_window", "self_reveal_window-unit"),
    ("objection_window", "objection_window-unit"),
    ("standstill", "standstill-unit"),
    ("questions", "questions-unit"),
    ("prequalification", "prequalification-unit"),
];

/// The periods that a draft asks for: vendors apply only under a profile that says so.
fn asked(body: &DraftBody) -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    let applies = body.prequalification > 0;
    let all = PERIODS.iter().enumerate().map(|(at, (name, unit))| (at, *name, *unit));
    all.filter(move |(_, name, _)| applies || *name != "prequalification")
}

/// The form of a section with what the draft holds.
#[must_use]
pub fn filled(body: &DraftBody, section: Section, zone: &TimeZone) -> Form {
    match section {
        Section::Procedure => procedure::filled(body),
        Section::Notice => notice::filled(body),
        Section::Schedule => {
            let deadline =
                body.deadline.and_then(|at| Timestamp::from_second(i64::try_from(at).ok()?).ok());
            let local = deadline.map_or_else(String::new, |at| {
                at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
            });
            let periods = periods(body).map(lengths::split);
            let mut values = vec![("deadline", local.as_str())];
            for (at, name, unit_name) in asked(body) {
                let (count, unit) = &periods[at];
                values.push((name, count.as_str()));
                values.push((unit_name, unit));
            }
            Form::with(&values)
        }
        Section::Security => security::filled(body),
        Section::Requests => requests::filled(body),
        Section::Criteria => criteria::filled(body),
        Section::Committee => Form::with(&[("k", &body.k.to_string())]),
        Section::Items | Section::Documents | Section::Invited => Form::default(),
    }
}

/// Takes what was typed into the draft. A refused form leaves the draft half
/// changed: it must not be saved. Documents, profile and invited vendors are taken elsewhere, since they
/// are looked up.
#[must_use]
pub fn take(body: &mut DraftBody, section: Section, fields: &Fields, zone: &TimeZone) -> Form {
    match section {
        Section::Notice => notice::take(body, fields),
        Section::Items => items::take(body, fields),
        Section::Schedule => take_schedule(body, fields, zone),
        Section::Security => security::take(body, fields),
        Section::Requests => requests::take(body, fields),
        Section::Criteria => criteria::take(body, fields),
        Section::Committee => committee::take(body, fields),
        Section::Documents | Section::Procedure | Section::Invited => Form::default(),
    }
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
    if body.amends.is_some() {
        return form;
    }
    let mut read = periods(body);
    for (at, name, unit_name) in asked(body) {
        match lengths::read(fields, name, unit_name) {
            // Without any time to prepare the procedure would be another one.
            Some(0) if name == "prequalification" => form.refuse(name, "error-draft-period"),
            Some(length) => read[at] = length,
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
        body.prequalification,
    ] = read;
    form
}

fn periods(body: &DraftBody) -> [u32; 7] {
    [
        body.guard,
        body.officers_window,
        body.self_reveal_window,
        body.objection_window,
        body.standstill,
        body.questions,
        body.prequalification,
    ]
}

fn is_blank(texts: &[&str]) -> bool {
    texts.iter().all(|text| text.trim().is_empty())
}

/// The rows of a refused form as they were typed, in place of the draft's.
pub fn keep_typed(view: &mut View, section: Section, fields: &Fields) {
    if section == Section::Criteria {
        view.criteria = criteria::typed(fields);
    }
}

/// What a section shows besides its form.
///
/// # Errors
/// When a table or the ledger fails.
pub async fn view(portal: &Portal, body: &DraftBody, section: Section) -> Result<View, Refusal> {
    let app = &portal.app;
    let mut view = View {
        amends: body.amends.is_some(),
        qualifies: body.prequalification > 0,
        ..View::default()
    };
    view.profile = profiles::one(app, body.profile).await?;
    match section {
        Section::Procedure => view.profiles = procedure::choices(app).await?,
        Section::Invited => view.invited = invited::of_draft(app, body).await?,
        Section::Notice => view.source = notice::source(body),
        Section::Items => view.items = items::rows(body),
        Section::Documents => view.documents.clone_from(&body.documents),
        Section::Schedule => {
            view.least = view.profile.as_ref().map(|held| held.profile.least);
        }
        Section::Security => view.lasts = security::told(security::lasts(body)),
        Section::Requests => view.requests = Some(body.requests()),
        Section::Criteria => view.criteria = criteria::rows(body),
        Section::Committee => {
            view.keys = committee::opening_keys(app, body).await?;
            view.evaluators = committee::evaluators(app, body).await?;
        }
    }
    Ok(view)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
