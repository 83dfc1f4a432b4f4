//! The registrar's pages: who waits, who is registered, admitting and refusing.

use actix_web::web;
use askama::Template;
use tenderseal_rules::registry::OrgStatus;

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Page, private},
    signing::{Signing, organisation},
};
use crate::app::{self, App, Outcome, names::Named, people::details_hash, sign_in::Signed};
use crate::ports::{Organisation, RegistrationStatus};
use crate::ports_chain::OrgRow;

/// Who waits, and who is registered.
#[derive(Template)]
#[template(path = "registrar/waiting.html")]
pub struct WaitingPage {
    /// The frame.
    pub page: Page,
    /// Registered on the chain and not decided on, the longest wait first.
    pub waiting: Vec<OrgRow>,
    /// Sent the form and did not sign the registration yet.
    pub unsigned: Vec<Organisation>,
    /// Decided on, the latest decision last.
    pub decided: Vec<OrgRow>,
}

/// One organisation.
#[derive(Template)]
#[template(path = "registrar/organisation.html")]
pub struct OrganisationPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// As the chain has it.
    pub org: OrgRow,
    /// What it says about itself off the chain; only when it is what was signed.
    pub details: Option<Organisation>,
    /// Why it was refused.
    pub reason: Option<String>,
}

/// The colour of a status tag.
const fn colour(status: OrgStatus) -> &'static str {
    match status {
        OrgStatus::Pending => "yellow",
        OrgStatus::Admitted => "green",
        OrgStatus::Refused => "red",
    }
}

#[expect(clippy::unused_self, reason = "templates call these on the page")]
impl WaitingPage {
    fn href(&self, org: &OrgRow) -> String {
        format!("/registry/{}", org.id)
    }

    fn kind(&self, org: &OrgRow) -> &'static str {
        org.kind.name()
    }

    fn status(&self, org: &OrgRow) -> &'static str {
        org.status.name()
    }

    fn colour(&self, org: &OrgRow) -> &'static str {
        colour(org.status)
    }
}

impl OrganisationPage {
    fn kind(&self) -> &'static str {
        self.org.kind.name()
    }

    fn status(&self) -> &'static str {
        self.org.status.name()
    }

    fn colour(&self) -> &'static str {
        colour(self.org.status)
    }

    fn details_hash(&self) -> String {
        hex::encode(self.org.details)
    }

    fn is_pending(&self) -> bool {
        self.org.status == OrgStatus::Pending
    }
}

/// What an organisation said about itself when it signed its registration.
///
/// # Errors
/// When a table cannot be read.
pub async fn details_of(app: &App, org: &OrgRow) -> Outcome<Option<Organisation>> {
    for status in
        [RegistrationStatus::Pending, RegistrationStatus::Admitted, RegistrationStatus::Refused]
    {
        let held = app.store.organisations_with(status).await?;
        if let Some(found) = held.into_iter().find(|held| details_hash(&held.data) == org.details) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// `GET /registry`.
pub async fn waiting(portal: web::Data<Portal>, page: Page) -> Answer {
    let app = &portal.app;
    let all = app.store.chain_orgs(None, None).await.map_err(app::Error::from)?;
    let (waiting, decided): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|org| org.status == OrgStatus::Pending);
    let mut unsigned = Vec::new();
    for held in
        app.store.organisations_with(RegistrationStatus::Pending).await.map_err(app::Error::from)?
    {
        let signed = app
            .store
            .chain_org_by_details(&details_hash(&held.data))
            .await
            .map_err(app::Error::from)?;
        if signed.is_none() {
            unsigned.push(held);
        }
    }
    private(&WaitingPage { page, waiting, unsigned, decided })
}

/// `GET /registry/{org}`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let app = &portal.app;
    let org = app
        .store
        .chain_org(&organisation(&parts.1)?)
        .await
        .map_err(app::Error::from)?
        .ok_or(Refusal::NotFound)?;
    let details = details_of(app, &org).await?;
    let reason = match &org.reason {
        Some(hash) => app.store.text(hash).await.map_err(app::Error::from)?,
        None => None,
    };
    private(&OrganisationPage {
        page,
        signing: Signing::of(app, &signed).await?,
        org,
        details,
        reason,
    })
}
