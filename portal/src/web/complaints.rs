//! A vendor complains: a form, what it says once more, and what became of its complaints in this tender.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{OrgId, roles::Role, tender::Stage};

use super::{
    Portal,
    forms::{Fields, Form},
    page::{Answer, Page, private, refused},
    signing::Signing,
    tenders::{tender_at, title},
};
use crate::app::{
    names::Named,
    people::{self, Me},
    sign_in::Signed,
    tender::{ComplaintView, TenderView},
    values,
};

/// The longest complaint that the form takes, in characters.
pub const CHARACTERS_MAX: usize = 4_000;

/// Whether the reader may complain now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Yes.
    Yes,
    /// The tender is over.
    Ended,
    /// The reader acts for no admitted vendor.
    NoVendor,
    /// The deadline has passed and the vendor did not bid.
    NoBidder,
    /// The vendor has an open complaint in this tender.
    OpenAlready,
}

impl May {
    /// As the contract will decide, but for what keeps the organisation from acting, which the form itself says.
    #[must_use]
    pub fn of(view: &TenderView, me: Option<&Me>) -> Self {
        if view.stage.is_decided() {
            return Self::Ended;
        }
        let Some(me) = me.filter(|me| me.person.roles.has(Role::Vendor)) else {
            return Self::NoVendor;
        };
        if view.open_complaints().any(|held| held.vendor == me.org.id) {
            return Self::OpenAlready;
        }
        if view.may_complain(&me.org.id) { Self::Yes } else { Self::NoBidder }
    }

    /// The Fluent key of why not.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Yes => "",
            Self::Ended => "complain-ended",
            Self::NoVendor => "complain-no-vendor",
            Self::NoBidder => "complain-no-bidder",
            Self::OpenAlready => "complain-open-already",
        }
    }
}

/// The form of a complaint.
#[derive(Template)]
#[template(path = "vendor/complain.html")]
pub struct ComplainPage {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender.
    pub view: TenderView,
    /// Whether the reader may complain.
    pub may: May,
    /// For which vendor the reader acts.
    pub vendor: Option<OrgId>,
    /// The complaint, once it passed every check: shown once more and signed.
    pub checked: Option<String>,
}

impl ComplainPage {
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
        format!("{}/complain", self.path())
    }

    /// The vendor's complaints in this tender, the latest first.
    fn own(&self) -> Vec<&ComplaintView> {
        let own = |held: &&ComplaintView| Some(held.vendor) == self.vendor;
        self.view.complaints.iter().rev().filter(own).collect()
    }

    /// What follows from a complaint at this stage: a Fluent key.
    fn effect(&self) -> &'static str {
        match self.view.stage {
            Stage::Standstill => "complain-effect-standstill",
            _ => "complain-effect",
        }
    }

    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    const fn most(&self) -> usize {
        CHARACTERS_MAX
    }
}

/// The complaint as it was typed.
fn complaint(fields: &Fields) -> Result<String, values::Refusal> {
    let errors = ["error-complaint-empty", "error-complaint-long", "error-complaint-unfit"];
    fields.prose("complaint", CHARACTERS_MAX, errors)
}

/// `GET /tenders/{address}/complain`.
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
) -> Result<ComplainPage, super::errors::Refusal> {
    let view = tender_at(portal, address).await?;
    let me = people::me(&portal.app, signed.account.id).await?;
    let signing = Signing::of(&portal.app, signed).await?;
    let (may, vendor) = (May::of(&view, me.as_ref()), me.map(|me| me.org.id));
    Ok(ComplainPage { page, form: Form::default(), signing, view, may, vendor, checked: None })
}

/// `POST /tenders/{address}/complain`: shows what would be signed; nothing changes yet. Fields: `complaint`, and
/// `step`: `check` or `change`.
pub async fn check(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let mut answer = empty(&portal, page, &parts.1, &signed).await?;
    answer.form = Form::keeping(&fields, &["complaint"]);
    if answer.may == May::Yes && fields.text("step") != "change" {
        answer.checked = answer.form.check("complaint", complaint(&fields));
    }
    if answer.form.is_refused() { refused(&answer) } else { private(&answer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Result<String, values::Refusal> {
        let mut fields = Fields::default();
        fields.add("complaint".to_owned(), text.to_owned());
        complaint(&fields)
    }

    #[test]
    fn a_complaint_has_text_of_at_most_four_thousand_characters_of_any_width() {
        assert_eq!(typed(" 评分有误。\r\n请复核。\r\n ").as_deref(), Ok("评分有误。\n请复核。"));
        for width in ["x", "诉", "😀"] {
            assert!(typed(&width.repeat(CHARACTERS_MAX)).is_ok());
            assert_eq!(typed(&width.repeat(CHARACTERS_MAX + 1)), Err("error-complaint-long"));
        }
        assert_eq!(typed(" \r\n\t"), Err("error-complaint-empty"));
        assert_eq!(typed("a\0b"), Err("error-complaint-unfit"));
    }
}
