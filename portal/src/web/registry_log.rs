//! The registry's log as everybody may read it: who was admitted, suspended, debarred, reinstated; whose keys and roles
//! changed; when new tenders were paused. The latest line is first.

use actix_web::{HttpRequest, web};
use askama::Template;
use tenderseal_rules::OrgId;

use super::{
    Portal,
    page::{Answer, Page, public},
};
use crate::app::{
    App, Outcome,
    names::Named,
    standing::{self, Entry, Told},
};

/// Lines on one page.
const LINES: u64 = 25;

/// A line of the log. Persons bear no name in it, as on the chain.
#[derive(Clone, Debug)]
pub struct PublicLine {
    /// What was recorded.
    pub entry: Entry,
    /// The organisation that it concerns, with its legal name; none where it concerns them all.
    pub org: Option<(OrgId, String)>,
    /// Legal name of the organisation for which somebody acted.
    pub by: String,
}

impl PublicLine {
    /// Where the register tells about the organisation, without the language.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        self.org.as_ref().map(|(id, _)| format!("/registry/{id}"))
    }

    /// The organisation's legal name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.org.as_ref().map_or("", |(_, name)| name)
    }

    /// Where its receipt is, without the language.
    #[must_use]
    pub fn receipt(&self) -> String {
        format!("/receipts/{}/{}", self.entry.at.block, self.entry.at.extrinsic)
    }

    /// Names of the roles that a person has from then on.
    #[must_use]
    pub fn roles(&self) -> Vec<&'static str> {
        self.entry.roles.iter().flat_map(|roles| roles.iter().map(Named::name)).collect()
    }

    /// Whether a person has no role from then on.
    #[must_use]
    pub fn has_no_role(&self) -> bool {
        self.entry.roles.is_some() && self.roles().is_empty()
    }
}

/// Names the organisations of a line.
async fn line(app: &App, told: Told) -> Outcome<PublicLine> {
    let org = match told.org {
        Some(id) => Some((id, name(app, &id).await?)),
        None => None,
    };
    let by = match told.by {
        Some(id) => name(app, &id).await?,
        None => String::new(),
    };
    Ok(PublicLine { entry: told.entry, org, by })
}

async fn name(app: &App, org: &OrgId) -> Outcome<String> {
    let found = app.store.chain_org(org).await?;
    Ok(found.map_or_else(|| org.to_string(), |org| org.name))
}

/// The log.
#[derive(Template)]
#[template(path = "public/registry_log.html")]
pub struct LogPage {
    /// The frame.
    pub page: Page,
    /// The lines of this page, the latest first.
    pub lines: Vec<PublicLine>,
    /// Of how many.
    pub total: u64,
    /// From 0.
    pub here: u64,
}

/// How many pages so many lines make, one at least.
const fn pages(total: u64) -> u64 {
    let pages = total.div_ceil(LINES);
    if pages == 0 { 1 } else { pages }
}

impl LogPage {
    fn address(&self, number: u64) -> String {
        let query = if number > 0 { format!("?page={}", number + 1) } else { String::new() };
        self.page.href(&format!("/registry/log{query}"))
    }

    fn has_pages(&self) -> bool {
        pages(self.total) > 1
    }

    fn previous(&self) -> String {
        self.here.checked_sub(1).map_or_else(String::new, |number| self.address(number))
    }

    fn next(&self) -> String {
        if self.here + 1 < pages(self.total) { self.address(self.here + 1) } else { String::new() }
    }

    fn where_in_list(&self) -> String {
        let values = [("here", (self.here + 1).into()), ("pages", pages(self.total).into())];
        self.page.tf("tenders-page", &values)
    }
}

/// `GET /registry/log`. A page behind the last is the last.
pub async fn show(request: HttpRequest, portal: web::Data<Portal>, page: Page) -> Answer {
    let app = &portal.app;
    let asked = page.query("page").parse::<u64>().unwrap_or(1).clamp(1, 1_000_000) - 1;
    let mut listed = standing::log(app, asked, LINES).await?;
    let here = asked.min(pages(listed.total) - 1);
    if here != asked {
        listed = standing::log(app, here, LINES).await?;
    }
    let mut lines = Vec::with_capacity(listed.items.len());
    for told in listed.items {
        lines.push(line(app, told).await?);
    }
    public(&request, &LogPage { page, lines, total: listed.total, here })
}
