//! Asking without a name: a form, what it says once more, and the receipt.
//!
//! It works without script, as nothing is signed. Who asks is neither logged nor kept; only a
//! counter in memory ([`super::limits`]) knows that an account asked at all.

use actix_web::web;
use askama::Template;
use tenderseal_rules::roles::Role;

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    gate::see_other,
    page::{Answer, Page, private, refused},
    refusals,
    tenders::{tender_at, title},
};
use crate::app::{
    self,
    people::{self, Me},
    questions,
    sign_in::Signed,
    tender::TenderView,
    values,
};

/// The longest question that the form takes, in characters: at most 8,000 bytes of UTF-8, which
/// [`questions::QUESTION_MAX`] has room for.
pub const CHARACTERS_MAX: usize = 2_000;
const _: () = assert!(CHARACTERS_MAX * 4 <= questions::QUESTION_MAX);

/// The form of a question.
#[derive(Template)]
#[template(path = "vendor/ask.html")]
pub struct AskPage {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// The tender.
    pub view: TenderView,
    /// Whether the reader may ask: acts as a vendor for an organisation that is admitted and neither suspended nor debarred.
    pub admitted: bool,
    /// Whether the question is shown once more, before it is published.
    pub checks: bool,
}

impl AskPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn path(&self) -> String {
        format!("/tenders/{}", self.view.row.address)
    }

    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    const fn most(&self) -> usize {
        CHARACTERS_MAX
    }
}

/// As [`questions::ask`] will decide.
fn may_ask(me: &Me, now: u64) -> bool {
    me.org.standing(now).check().is_ok() && me.person.roles.has(Role::Vendor)
}

/// `GET /tenders/{address}/ask`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let view = tender_at(&portal, &parts.1).await?;
    let me = people::me(&portal.app, signed.account.id).await?;
    let admitted = me.is_some_and(|me| may_ask(&me, view.now));
    private(&AskPage { page, form: Form::default(), view, admitted, checks: false })
}

/// The question as it was typed.
///
/// # Errors
/// The Fluent key of what is wrong with it.
fn question(fields: &Fields) -> Result<String, values::Refusal> {
    let errors = ["error-question-empty", "error-question-long", "error-question-unfit"];
    fields.prose("question", CHARACTERS_MAX, errors)
}

/// `POST /tenders/{address}/ask`. Fields: `question`, and `step`: `check`, `change` or `publish`.
pub async fn ask(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let app = &portal.app;
    let view = tender_at(&portal, &parts.1).await?;
    let me = people::me(app, signed.account.id).await?.ok_or(Refusal::Forbidden)?;
    let admitted = may_ask(&me, view.now);
    let mut form = Form::keeping(&fields, &["question"]);
    let writes = !admitted || fields.text("step") == "change";
    let text = if writes { None } else { form.check("question", question(&fields)) };
    let Some(text) = text else {
        let answer = AskPage { page, form, view, admitted, checks: false };
        return if answer.form.is_refused() { refused(&answer) } else { private(&answer) };
    };
    let address = view.row.address;
    if fields.text("step") != "publish" {
        return private(&AskPage { page, form, view, admitted, checks: true });
    }
    portal.limits.question(signed.account.id)?;
    match questions::ask(app, &me, address, &text).await {
        Ok(done) => {
            let back = page.href(&format!("/tenders/{address}#questions"));
            let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
            let to = format!("/receipts/{}/{}?return={back}", done.block, done.index);
            Ok(see_other(&page.href(&to)))
        }
        Err(app::Error::Refused(reason)) => {
            refusals::answer(&portal, page, &signed, &address.to_string(), reason).await
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Result<String, values::Refusal> {
        let mut fields = Fields::default();
        fields.add("question".to_owned(), text.to_owned());
        question(&fields)
    }

    #[test]
    fn a_question_is_taken_as_it_is_but_for_its_line_ends_and_the_blanks_around_it() {
        assert_eq!(typed(" 何时交货？\r\n何地？\r\n ").as_deref(), Ok("何时交货？\n何地？"));
    }

    #[test]
    fn a_question_has_text_and_at_most_two_thousand_characters_of_any_width() {
        for width in ["x", "问", "😀"] {
            assert!(typed(&width.repeat(CHARACTERS_MAX)).is_ok());
            assert_eq!(typed(&width.repeat(CHARACTERS_MAX + 1)), Err("error-question-long"));
        }
        assert_eq!(typed(" \r\n\t"), Err("error-question-empty"));
        assert_eq!(typed("a\0b"), Err("error-question-unfit"));
    }
}
