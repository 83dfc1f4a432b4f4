//! The registrar's pages: every organisation, and the decisions on it; whether new tenders are made.

use actix_web::web;
use askama::Template;
use jiff::{Span, Timestamp, tz::TimeZone};
use tenderseal_rules::{registry::OrgStatus, roles::OrgKind};

use super::{
    Portal,
    page::{Answer, Page, private},
    people::{PersonLine, lines},
    registry::{Listing, LogLine, OrgLine, found, named},
    signing::Signing,
};
use crate::app::{
    self, App, Outcome,
    names::Named,
    people::details_hash,
    sign_in::Signed,
    standing::{self, Hold},
};
use crate::ports::{Organisation, RegistrationStatus};
use crate::ports_chain::{OrgRow, OrgStanding};

/// Every organisation, and who has not signed yet.
#[derive(Template)]
#[template(path = "registrar/registry.html")]
pub struct RegistryPage {
    /// The frame.
    pub page: Page,
    /// Those of the chain.
    pub list: Listing,
    /// Sent the form and did not sign the registration yet.
    pub unsigned: Vec<Organisation>,
}

/// One organisation.
#[derive(Template)]
#[template(path = "registrar/organisation.html")]
pub struct OrganisationPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// As the chain has it, and where it stands.
    pub line: OrgLine,
    /// What it says about itself off the chain; only when it is what was signed.
    pub details: Option<Organisation>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// Suspension and last debarment.
    pub holds: Vec<Hold>,
    /// Its people and their keys.
    pub people: Vec<PersonLine>,
    /// Everything that the registry recorded on it, the oldest first.
    pub log: Vec<LogLine>,
    /// First and last day to which it can be debarred, as a date field has them.
    pub days: (String, String),
    /// The zone whose midnights the days begin at.
    pub zone: String,
}

impl OrganisationPage {
    fn path(&self) -> String {
        format!("/registrar/{}", self.line.org.id)
    }

    fn details_hash(&self) -> String {
        hex::encode(self.line.org.details)
    }

    fn is_pending(&self) -> bool {
        self.line.org.status == OrgStatus::Pending
    }

    /// Whether standing can be decided on: the authority is exempt, and who is not admitted has none.
    fn is_subject(&self) -> bool {
        self.line.org.status == OrgStatus::Admitted && self.line.org.kind != OrgKind::Authority
    }

    fn is_authority(&self) -> bool {
        self.line.org.kind == OrgKind::Authority
    }

    fn can_be_suspended(&self) -> bool {
        self.is_subject() && self.line.org.suspended.is_none()
    }

    fn can_be_reinstated(&self) -> bool {
        self.is_subject() && self.line.standing != OrgStanding::Admitted
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

/// Who sent the form and did not sign the registration yet.
async fn unsigned(app: &App) -> Outcome<Vec<Organisation>> {
    let mut unsigned = Vec::new();
    for held in app.store.organisations_with(RegistrationStatus::Pending).await? {
        if app.store.chain_org_by_details(&details_hash(&held.data)).await?.is_none() {
            unsigned.push(held);
        }
    }
    Ok(unsigned)
}

/// `GET /registrar`.
pub async fn list(portal: web::Data<Portal>, page: Page) -> Answer {
    let app = &portal.app;
    let list = Listing::read(app, &page, "/registrar", OrgStanding::ALL).await?;
    let unsigned = unsigned(app).await?;
    private(&RegistryPage { page, list, unsigned })
}

/// Tomorrow and the day in 100 years, as a date field has them: a debarment ends at the beginning of
/// a day, and the rules take one at most 36,600 days ahead.
fn days(now: u64, zone: &TimeZone) -> (String, String) {
    let now = i64::try_from(now).ok().and_then(|now| Timestamp::from_second(now).ok());
    let today = now.unwrap_or(Timestamp::MAX).to_zoned(zone.clone()).date();
    let first = today.tomorrow().unwrap_or(today);
    let last = today.saturating_add(Span::new().years(100));
    (first.to_string(), last.to_string())
}

/// `GET /registrar/{org}`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let app = &portal.app;
    let org = found(app, &parts.1).await?;
    let details = details_of(app, &org).await?;
    let reason = match &org.reason {
        Some(hash) => app.store.text(hash).await.map_err(app::Error::from)?,
        None => None,
    };
    let now = app.chain.now();
    private(&OrganisationPage {
        page,
        signing: Signing::of(app, &signed).await?,
        details,
        reason,
        holds: standing::holds(app, &org).await?,
        people: lines(app, &org).await?,
        log: named(app, standing::history(app, &org).await?).await?,
        line: OrgLine::of(org, now),
        days: days(now, &portal.zone),
        zone: portal.zone.iana_name().unwrap_or("UTC").to_owned(),
    })
}

/// Whether new tenders are made.
#[derive(Template)]
#[template(path = "registrar/pause.html")]
pub struct PausePage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// Whether new tenders are paused.
    pub paused: bool,
    /// When they were paused and allowed again, the oldest first.
    pub log: Vec<LogLine>,
}

/// `GET /registrar/pause`.
pub async fn pause(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let app = &portal.app;
    private(&PausePage {
        page,
        signing: Signing::of(app, &signed).await?,
        paused: standing::is_paused(app).await?,
        log: named(app, standing::pauses(app).await?).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenderseal_rules::registry::DEBARMENT_MAX;

    #[test]
    fn every_day_that_is_offered_is_one_that_the_rules_take() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        // 2026-05-29 04:26:40 in Shanghai, still the 28th in UTC.
        let now = 1_780_000_000;
        let (first, last) = days(now, &zone);
        assert_eq!((first.as_str(), last.as_str()), ("2026-05-30", "2126-05-29"));
        for day in [first, last] {
            let begins = day.parse::<jiff::civil::Date>().unwrap().to_zoned(zone.clone()).unwrap();
            let until = u64::try_from(begins.timestamp().as_second()).unwrap();
            assert!(until > now && until - now <= DEBARMENT_MAX, "{day}");
        }
    }
}
