//! The register of organisations: who is admitted, who is suspended or debarred, until when and why.
//! Everybody may read it; who waits or was refused is told to registrars and auditors only.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};
use askama::Template;
use tenderseal_rules::{OrgId, PersonId};

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Given, Page, public},
    signing::{organisation, person_name},
};
use crate::app::{
    self, App, Outcome,
    names::Named,
    standing::{self, Entry, Hold},
    tender::TenderView,
};
use crate::ports_chain::{OrgFilter, OrgRow, OrgStanding};

/// Lines of the list on one page.
const LINES: u64 = 20;
/// The longest text that is searched for, in characters.
const SEARCH_MAX: usize = 100;

/// The standings that are everybody's to know.
pub const PUBLIC: [OrgStanding; 3] =
    [OrgStanding::Admitted, OrgStanding::Suspended, OrgStanding::Debarred];

/// An organisation in a list.
#[derive(Clone, Debug)]
pub struct OrgLine {
    /// The organisation.
    pub org: OrgRow,
    /// Where it stands.
    pub standing: OrgStanding,
}

impl OrgLine {
    /// An organisation as it stands at this time of the chain.
    #[must_use]
    pub fn of(org: OrgRow, now: u64) -> Self {
        Self { standing: org.place(now), org }
    }

    /// The name of the kind of organisation.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.org.kind.name()
    }

    /// The name of the standing.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.standing.name()
    }

    /// The colour of the standing's tag.
    #[must_use]
    pub const fn colour(&self) -> &'static str {
        colour(self.standing)
    }

    /// Since when it is suspended, or until when it is debarred; empty in any other standing.
    #[must_use]
    pub fn when(&self, page: &Page) -> String {
        held(&self.org, self.standing)
            .map_or_else(String::new, |(key, at)| page.t1(key, "time", page.moment(at)))
    }
}

/// Fluent key and time of what an organisation is kept from acting by.
#[must_use]
pub fn held(org: &OrgRow, standing: OrgStanding) -> Option<(&'static str, u64)> {
    match standing {
        OrgStanding::Suspended => org.suspended.map(|held| ("hold-suspended", held.since)),
        OrgStanding::Debarred => org.debarred.map(|held| ("hold-debarred", held.until)),
        _ => None,
    }
}

/// The vendors of a tender who may not act now, with Fluent key and time; nobody before vendors are
/// named.
///
/// # Errors
/// When a table cannot be read.
pub async fn excluded(
    app: &App,
    view: &TenderView,
) -> Outcome<BTreeMap<OrgId, (&'static str, u64)>> {
    let mut excluded = BTreeMap::new();
    if view.names_are_public() {
        for bid in view.live_bids() {
            let Some(org) = app.store.chain_org(&bid.vendor).await? else { continue };
            excluded.extend(held(&org, org.place(view.now)).map(|held| (bid.vendor, held)));
        }
    }
    Ok(excluded)
}

/// The colour of a standing's tag.
#[must_use]
pub const fn colour(standing: OrgStanding) -> &'static str {
    match standing {
        OrgStanding::Waiting => "yellow",
        OrgStanding::Admitted => "green",
        OrgStanding::Suspended => "orange",
        OrgStanding::Debarred => "red",
        OrgStanding::Refused => "grey",
    }
}

/// A page of the list, and what it is narrowed to.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Where the list is, without the language.
    pub base: &'static str,
    /// What was searched for.
    pub text: String,
    /// Narrowed to this standing.
    pub standing: Option<OrgStanding>,
    /// The standings to choose from.
    pub choices: &'static [OrgStanding],
    /// The organisations of this page.
    pub lines: Vec<OrgLine>,
    /// Of how many.
    pub total: u64,
    /// From 0.
    pub here: u64,
}

impl Listing {
    /// Reads what the query of a page asks for, within `choices`.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn read(
        app: &App,
        page: &Page,
        base: &'static str,
        choices: &'static [OrgStanding],
    ) -> Outcome<Self> {
        let text: String = page.query("q").trim().chars().take(SEARCH_MAX).collect();
        let standing =
            OrgStanding::named(&page.query("standing")).filter(|one| choices.contains(one));
        let here = page.query("page").parse::<u64>().unwrap_or(1).clamp(1, 1_000_000) - 1;
        let now = app.chain.now();
        let filter = OrgFilter {
            text: text.clone(),
            standings: standing.map_or_else(|| choices.to_vec(), |one| vec![one]),
            now,
            page: here,
            size: LINES,
        };
        let listed = app.store.orgs(&filter).await?;
        let lines = listed.items.into_iter().map(|org| OrgLine::of(org, now)).collect();
        Ok(Self { base, text, standing, choices, lines, total: listed.total, here })
    }

    /// Whether it is narrowed to this standing.
    #[must_use]
    pub fn is_chosen(&self, standing: impl Given<OrgStanding>) -> bool {
        self.standing == Some(standing.given())
    }

    /// The address of an organisation's page.
    #[must_use]
    pub fn href(&self, page: &Page, line: &OrgLine) -> String {
        page.href(&format!("{}/{}", self.base, line.org.id))
    }

    /// How many pages there are, one at least.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(LINES).max(1)
    }

    fn address(&self, page: &Page, number: u64) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let standing = self.standing.map_or("", Named::name);
        for (name, value) in [("q", self.text.as_str()), ("standing", standing)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if number > 0 {
            query.append_pair("page", &(number + 1).to_string());
        }
        let query = query.finish();
        let path = if query.is_empty() { String::new() } else { format!("?{query}") };
        page.href(&format!("{}{path}", self.base))
    }

    /// The address of the page before; empty on the first.
    #[must_use]
    pub fn previous(&self, page: &Page) -> String {
        self.here.checked_sub(1).map_or_else(String::new, |number| self.address(page, number))
    }

    /// The address of the page after; empty on the last.
    #[must_use]
    pub fn next(&self, page: &Page) -> String {
        if self.here + 1 < self.pages() { self.address(page, self.here + 1) } else { String::new() }
    }

    /// Which page of how many, in words.
    #[must_use]
    pub fn where_in_list(&self, page: &Page) -> String {
        page.tf("tenders-page", &[("here", (self.here + 1).into()), ("pages", self.pages().into())])
    }
}

/// A line of the registry's log with names in it.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// What was recorded.
    pub entry: Entry,
    /// The name of who signed; empty where nobody is named.
    pub by: String,
    /// The name of the person that it concerns; empty when it is none.
    pub person: String,
}

impl LogLine {
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
}

/// The same log with the names that the portal knows.
///
/// # Errors
/// When a table cannot be read.
pub async fn named(app: &App, entries: Vec<Entry>) -> Outcome<Vec<LogLine>> {
    let name = async |person: Option<PersonId>| match person {
        Some(person) => person_name(app, &person).await,
        None => Ok(String::new()),
    };
    let mut lines = Vec::with_capacity(entries.len());
    for entry in entries {
        let (by, person) = (name(entry.by).await?, name(entry.person).await?);
        lines.push(LogLine { entry, by, person });
    }
    Ok(lines)
}

/// The list.
#[derive(Template)]
#[template(path = "public/registry.html")]
pub struct RegistryPage {
    /// The frame.
    pub page: Page,
    /// The organisations.
    pub list: Listing,
}

/// `GET /registry`.
pub async fn list(request: HttpRequest, portal: web::Data<Portal>, page: Page) -> Answer {
    let list = Listing::read(&portal.app, &page, "/registry", &PUBLIC).await?;
    public(&request, &RegistryPage { page, list })
}

/// An organisation in the public register.
#[derive(Template)]
#[template(path = "public/organisation.html")]
pub struct PublicOrgPage {
    /// The frame.
    pub page: Page,
    /// Which, and where it stands.
    pub line: OrgLine,
    /// Suspension and last debarment.
    pub holds: Vec<Hold>,
    /// Legal name of the authority that decides on it.
    pub authority: String,
    /// What was decided on it, the oldest first; no person is named.
    pub log: Vec<LogLine>,
}

/// An organisation of the mirror by its id in a path.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none.
pub async fn found(app: &App, id: &str) -> Result<OrgRow, Refusal> {
    let id: OrgId = organisation(id)?;
    app.store.chain_org(&id).await.map_err(app::Error::from)?.ok_or(Refusal::NotFound)
}

/// `GET /registry/{org}`: there for admitted organisations, whatever keeps them from acting.
pub async fn show(
    request: HttpRequest,
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
) -> Answer {
    let app = &portal.app;
    let line = OrgLine::of(found(app, &parts.1).await?, app.chain.now());
    if !PUBLIC.contains(&line.standing) {
        return Err(Refusal::NotFound);
    }
    let holds = standing::holds(app, &line.org).await?;
    let authority = standing::authority(app).await?;
    let decisions = standing::history(app, &line.org).await?;
    let log = decisions
        .into_iter()
        .filter(|entry| entry.kind.starts_with("org_"))
        .map(|entry| LogLine { entry, by: String::new(), person: String::new() })
        .collect();
    public(&request, &PublicOrgPage { page, line, holds, authority, log })
}
