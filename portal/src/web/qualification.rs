//! Prequalification: a vendor applies, the buyer's people decide, everybody reads how it ended.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{OrgId, roles::Role};

use super::{
    Portal,
    forms::{Fields, Form},
    manage::Proposed,
    page::{Answer, Page, private, refused},
    signing::{Signing, person_name},
    tenders::{TenderPage, tender_at, title},
};
use crate::app::{
    App, Outcome,
    people::{self, Me},
    sign_in::Signed,
    tender::{ApplicationView, QualificationView, TenderView},
    values,
};

/// The longest application that the form takes, in characters.
pub const CHARACTERS_MAX: usize = 4_000;

/// Whether the reader may apply now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Yes.
    Yes,
    /// The tender asks for no prequalification.
    NotAsked,
    /// The time for applications is over, or the tender waits.
    Closed,
    /// The reader acts for no admitted vendor.
    NoVendor,
    /// The vendor is qualified already.
    Qualified,
}

impl May {
    /// As the contract will decide, but for what keeps the organisation from acting, which the form itself says.
    #[must_use]
    pub fn of(view: &TenderView, me: Option<&Me>) -> Self {
        if view.applications_until().is_none() {
            return Self::NotAsked;
        }
        let Some(me) = me.filter(|me| me.person.roles.has(Role::Vendor)) else {
            return Self::NoVendor;
        };
        let held = view.application_of(&me.org.id);
        if held.is_some_and(|held| held.verdict() == Some(true)) {
            Self::Qualified
        } else if view.takes_applications() {
            Self::Yes
        } else {
            Self::Closed
        }
    }

    /// The Fluent key of why not.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Yes => "",
            Self::NotAsked => "apply-not-asked",
            Self::Closed => "apply-closed",
            Self::NoVendor => "apply-no-vendor",
            Self::Qualified => "apply-qualified",
        }
    }
}

/// The form of an application.
#[derive(Template)]
#[template(path = "vendor/apply.html")]
pub struct ApplyPage {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender.
    pub view: TenderView,
    /// Whether the reader may apply.
    pub may: May,
    /// For which vendor the reader acts.
    pub vendor: Option<OrgId>,
    /// The application, once it passed every check: shown once more and signed.
    pub checked: Option<String>,
}

impl ApplyPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn contract(&self) -> String {
        self.view.row.address.to_string()
    }

    fn path(&self) -> String {
        format!("/tenders/{}", self.view.row.address)
    }

    fn here(&self) -> String {
        format!("{}/apply", self.path())
    }

    fn bid(&self) -> String {
        format!("{}/bid", self.path())
    }

    /// What the vendor applied with last.
    fn own(&self) -> Option<&ApplicationView> {
        self.view.application_of(self.vendor.as_ref()?)
    }

    fn until(&self) -> u64 {
        self.view.applications_until().unwrap_or_default()
    }

    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    const fn most(&self) -> usize {
        CHARACTERS_MAX
    }
}

/// The application as it was typed.
fn application(fields: &Fields) -> Result<String, values::Refusal> {
    let errors = ["error-application-empty", "error-application-long", "error-application-unfit"];
    fields.prose("application", CHARACTERS_MAX, errors)
}

/// `GET /tenders/{address}/apply`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    private(&empty(&portal, page, &parts.1, &signed).await?)
}

async fn empty(
    portal: &Portal,
    page: Page,
    address: &str,
    signed: &Signed,
) -> Result<ApplyPage, super::errors::Refusal> {
    let view = tender_at(portal, address).await?;
    let me = people::me(&portal.app, signed.account.id).await?;
    let signing = Signing::of(&portal.app, signed).await?;
    let (may, vendor) = (May::of(&view, me.as_ref()), me.map(|me| me.org.id));
    Ok(ApplyPage { page, form: Form::default(), signing, view, may, vendor, checked: None })
}

/// `POST /tenders/{address}/apply`: shows what would be signed; nothing changes yet. Fields: `application`, and
/// `step`: `check` or `change`.
pub async fn check(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let mut answer = empty(&portal, page, &parts.1, &signed).await?;
    answer.form = Form::keeping(&fields, &["application"]);
    if answer.may == May::Yes && fields.text("step") != "change" {
        answer.checked = answer.form.check("application", application(&fields));
    }
    if answer.form.is_refused() { refused(&answer) } else { private(&answer) }
}

/// An application as the buyer's people read it.
#[derive(Clone, Debug)]
pub struct ApplicationLine {
    /// Its place on the page, from 1.
    pub place: usize,
    /// The vendor's id, hexadecimal.
    pub vendor: String,
    /// Its legal name.
    pub name: String,
    /// SHA-256 of the text, hexadecimal.
    pub statement: String,
    /// The text, where the portal has it.
    pub text: Option<String>,
    /// When it was made, Unix seconds.
    pub at: u64,
    /// `open`, `qualified` or `refused`.
    pub status: &'static str,
    /// The decision that waits for its approver: whether the vendor would bid.
    pub proposed: Option<(bool, Proposed)>,
    /// The decision that holds.
    pub decided: Option<(bool, Proposed)>,
}

impl ApplicationLine {
    /// Whether a decision can be proposed: who is qualified stays so.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status != "qualified"
    }
}

/// What the page of a running tender says of applications.
#[derive(Clone, Debug, Default)]
pub struct QualificationPart {
    /// When applications end, Unix seconds; none where vendors need not apply.
    pub until: Option<u64>,
    /// Whether that is over.
    pub over: bool,
    /// Whether decisions can be made.
    pub decides: bool,
    /// The applications, the oldest first.
    pub applications: Vec<ApplicationLine>,
}

impl QualificationPart {
    /// As one of the buyer's people sees it.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &App, me: &Me, tender: &TenderView) -> Outcome<Self> {
        let mut applications = Vec::with_capacity(tender.applications.len());
        for (place, held) in (1..).zip(&tender.applications) {
            applications.push(line(app, me, place, held).await?);
        }
        let until = tender.applications_until();
        Ok(Self {
            until,
            over: until.is_some_and(|until| tender.now >= until),
            decides: tender.decides_applications(),
            applications,
        })
    }
}

async fn line(
    app: &App,
    me: &Me,
    place: usize,
    held: &ApplicationView,
) -> Outcome<ApplicationLine> {
    Ok(ApplicationLine {
        place,
        vendor: held.vendor.to_string(),
        name: held.vendor_name.clone(),
        statement: hex::encode(held.statement),
        text: held.text.clone(),
        at: held.at.time,
        status: held.status(),
        proposed: decision(app, me, held.proposed.as_ref()).await?,
        decided: decision(app, me, held.decisions.last()).await?,
    })
}

async fn decision(
    app: &App,
    me: &Me,
    held: Option<&QualificationView>,
) -> Outcome<Option<(bool, Proposed)>> {
    let Some(held) = held else { return Ok(None) };
    let given = Proposed {
        officer: person_name(app, &held.officer).await?,
        at: held.proposed_at.time,
        hash: hex::encode(held.proposed),
        text: held.text.clone().unwrap_or_default(),
        confirmed: held.confirmed.is_some(),
        own: held.officer == me.person.id,
    };
    Ok(Some((held.qualified, given)))
}

impl TenderPage {
    /// When applications end; none where vendors need not apply.
    pub(super) fn applications_until(&self) -> Option<u64> {
        self.view.applications_until()
    }

    /// How many vendors applied and how many of them may bid, in words.
    pub(super) fn applications_counted(&self) -> String {
        let qualified =
            self.view.applications.iter().filter(|held| held.verdict() == Some(true)).count();
        let values =
            [("applied", self.view.applications.len().into()), ("qualified", qualified.into())];
        self.page.tf("applications-counts", &values)
    }

    /// The applications, once vendors are named.
    pub(super) fn applications(&self) -> &[ApplicationView] {
        if self.view.names_are_public() { &self.view.applications } else { &[] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_has_text_of_at_most_four_thousand_characters() {
        let typed = |text: &str| {
            let mut fields = Fields::default();
            fields.add("application".to_owned(), text.to_owned());
            application(&fields)
        };
        assert_eq!(typed(" 业绩证明。\r\n ").as_deref(), Ok("业绩证明。"));
        assert!(typed(&"证".repeat(CHARACTERS_MAX)).is_ok());
        assert_eq!(typed(&"证".repeat(CHARACTERS_MAX + 1)), Err("error-application-long"));
        assert_eq!(typed(" "), Err("error-application-empty"));
        assert_eq!(typed("a\0b"), Err("error-application-unfit"));
    }
}
