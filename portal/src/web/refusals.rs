//! The page for an act that a contract refused: what happened, what it means
//! and what to do next (`refusal-<name>`, `refusal-meaning`, `refusal-<name>-next`).

use actix_web::http::StatusCode;
use askama::Template;
use tenderseal_rules::{ContractId, Error, OrgId};

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Given, Page, with_status},
};
use crate::app::{self, people, sign_in::Signed};

/// The page.
#[derive(Template)]
#[template(path = "public/refused.html")]
pub struct RefusedPage {
    /// The frame.
    pub page: Page,
    /// Why.
    pub error: Error,
    /// The tender that the act was for, and its deadline.
    pub tender: Option<(ContractId, u64)>,
    /// The chain's time, Unix seconds.
    pub now: u64,
    /// The organisation for which the reader acts.
    pub org: Option<OrgId>,
}

impl RefusedPage {
    fn title(&self) -> String {
        self.page.t(format!("refusal-{}", self.error.name()))
    }

    fn next(&self) -> String {
        self.page.t(format!("refusal-{}-next", self.error.name()))
    }

    /// Where the deadline is the reason: when it was.
    fn missed(&self) -> Option<u64> {
        self.tender.filter(|_| self.error == Error::TooLate).map(|(_, deadline)| deadline)
    }

    /// How long ago that was and when, in the largest unit that is not 0.
    fn too_late(&self, deadline: impl Given<u64>) -> String {
        let deadline = deadline.given();
        let late = self.now.saturating_sub(deadline);
        let (unit, length) = [("days", 86_400), ("hours", 3_600), ("minutes", 60)]
            .into_iter()
            .find(|(_, length)| late >= *length)
            .unwrap_or(("seconds", 1));
        let late = self.page.tn(&format!("refusal-late-{unit}"), "count", late / length);
        self.page.tf(
            "refusal-deadline",
            &[("late", late.into()), ("time", self.page.moment(deadline).into())],
        )
    }

    /// The page that says why the reader's organisation may not act.
    fn standing(&self) -> Option<String> {
        let excluded = matches!(self.error, Error::Suspended | Error::Debarred);
        self.org.filter(|_| excluded).map(|org| self.page.href(&format!("/registry/{org}")))
    }

    /// Where somebody goes on who cannot publish at present.
    fn paused(&self) -> Option<String> {
        let path = if self.page.holds("officer") { "/drafts" } else { "/approvals" };
        (self.error == Error::Paused).then(|| self.page.href(path))
    }

    fn code(&self) -> String {
        self.page.tf(
            "refusal-code",
            &[("number", self.error.number().into()), ("name", self.error.name().into())],
        )
    }
}

/// Shows why the contract at `to` refused an act (422).
///
/// # Errors
/// When a table cannot be read.
pub async fn answer(
    portal: &Portal,
    page: Page,
    signed: &Signed,
    to: &str,
    error: Error,
) -> Answer {
    let tender = match ContractId::parse(to.trim()) {
        Some(address) => portal
            .app
            .store
            .tender(&address)
            .await
            .map_err(app::Error::from)
            .map_err(Refusal::from)?,
        None => None,
    };
    let tender = tender.map(|row| (row.address, row.schedule().deadline));
    let now = portal.app.chain.now();
    let org = people::me(&portal.app, signed.account.id).await?.map(|me| me.org.id);
    let refused = RefusedPage { page, error, tender, now, org };
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &refused)
}
