//! The reviewer's pages: complaints of every tender, a decision on each, and the suspension of a tender.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{
    messages::ComplaintOutcome,
    tender::{Stage, is_disputed},
};

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Page, private},
    remedies::about,
    signing::{Signing, person_name},
    tenders::{tender_at, title},
};
use crate::app::{
    App, Outcome,
    names::Named,
    sign_in::Signed,
    tender::{ComplaintView, TenderView, view},
};
use crate::ports_chain::{TenderFilter, TenderRow};

/// Rows that are read at a time.
const ROWS: u64 = 100;

/// A complaint in the reviewer's list.
#[derive(Clone, Debug)]
pub struct ReviewLine {
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The name of its stage.
    pub stage: &'static str,
    /// The complaint.
    pub complaint: ComplaintView,
}

impl ReviewLine {
    /// Where it is decided, without the language.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/tenders/{}/review/{}", self.address, self.complaint.number)
    }
}

/// A tender that a reviewer may suspend, or that is suspended.
#[derive(Clone, Debug)]
pub struct RunningLine {
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The name of its stage.
    pub stage: &'static str,
    /// Whether it is suspended.
    pub suspended: bool,
}

/// Every complaint.
#[derive(Template)]
#[template(path = "reviewer/complaints.html")]
pub struct ComplaintsPage {
    /// The frame.
    pub page: Page,
    /// Those that wait, the oldest first.
    pub open: Vec<ReviewLine>,
    /// Those that are decided or withdrawn, the latest first.
    pub closed: Vec<ReviewLine>,
    /// Tenders that are not over, suspended ones first.
    pub running: Vec<RunningLine>,
}

/// A tender as a reviewer sees it: its complaints, its suspension.
#[derive(Template)]
#[template(path = "reviewer/tender.html")]
pub struct ReviewPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender.
    pub view: TenderView,
}

/// A complaint as a reviewer decides it.
#[derive(Template)]
#[template(path = "reviewer/complaint.html")]
pub struct ComplaintPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender.
    pub view: TenderView,
    /// The complaint.
    pub complaint: ComplaintView,
    /// Who decided it, by name; empty while it is open.
    pub reviewer: String,
}

impl ReviewPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn contract(&self) -> String {
        self.view.row.address.to_string()
    }

    fn path(&self) -> String {
        format!("/tenders/{}/review", self.view.row.address)
    }

    fn public(&self) -> String {
        format!("/tenders/{}", self.view.row.address)
    }

    /// Whether a complaint goes on holding the clock when the tender is resumed.
    fn is_disputed(&self) -> bool {
        is_disputed(self.view.state(), self.view.now)
    }

    /// For how long the clock stands still already, in words.
    fn stood(&self) -> Option<String> {
        let since = self.view.stopped_at()?;
        Some(about(&self.page, self.view.now.saturating_sub(since)))
    }
}

impl ComplaintPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn contract(&self) -> String {
        self.view.row.address.to_string()
    }

    fn tender(&self) -> String {
        format!("/tenders/{}/review", self.view.row.address)
    }

    fn public(&self) -> String {
        format!("/tenders/{}", self.view.row.address)
    }

    fn buyer(&self) -> String {
        let buyer = self.view.buyer.as_ref();
        buyer.map_or_else(|| self.view.row.buyer.to_string(), |buyer| buyer.name.clone())
    }

    /// What may be decided now, by name.
    fn outcomes(&self) -> Vec<&'static str> {
        self.view.outcomes().into_iter().map(Named::name).collect()
    }

    /// Why decisions are missing that are there at other stages: Fluent keys.
    fn missing(&self) -> Vec<&'static str> {
        let offered = self.view.outcomes();
        let of = |outcome, key| (!offered.contains(&outcome)).then_some(key);
        let reevaluate = of(ComplaintOutcome::Reevaluate, "review-no-reevaluate");
        let cancel = of(ComplaintOutcome::Cancel, "review-no-cancel");
        reevaluate.into_iter().chain(cancel).collect()
    }
}

/// The rows of every tender.
async fn rows(app: &App) -> Outcome<Vec<TenderRow>> {
    let mut rows = Vec::new();
    for page in 0.. {
        let filter = TenderFilter { page, size: ROWS, ..TenderFilter::default() };
        let listed = app.store.tenders(&filter).await?;
        rows.extend(listed.items);
        if (page + 1) * ROWS >= listed.total {
            break;
        }
    }
    Ok(rows)
}

async fn complaints(app: &App, page: &Page, rows: &[&TenderRow]) -> Outcome<Vec<ReviewLine>> {
    let mut lines = Vec::new();
    for row in rows {
        let Some(tender) = view(app, &row.address).await? else { continue };
        let title = title(&tender.row, page);
        let line = |complaint: ComplaintView| ReviewLine {
            address: tender.row.address.to_string(),
            title: title.clone(),
            stage: tender.stage.name(),
            complaint,
        };
        lines.extend(tender.complaints.iter().cloned().map(line));
    }
    lines.sort_by_key(|line| (line.complaint.at.block, line.complaint.at.extrinsic));
    Ok(lines)
}

/// The complaints that wait for a reviewer, the oldest first.
///
/// # Errors
/// When a table cannot be read.
pub async fn open(app: &App, page: &Page) -> Outcome<Vec<ReviewLine>> {
    let rows = rows(app).await?;
    let waiting: Vec<_> = rows.iter().filter(|row| row.state.open_complaints > 0).collect();
    let mut lines = complaints(app, page, &waiting).await?;
    lines.retain(|line| line.complaint.is_open());
    Ok(lines)
}

/// `GET /complaints`.
pub async fn list(portal: web::Data<Portal>, page: Page) -> Answer {
    let rows = rows(&portal.app).await?;
    let complained: Vec<_> = rows.iter().filter(|row| row.state.complaints > 0).collect();
    let lines = complaints(&portal.app, &page, &complained).await?;
    let (open, mut closed): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.complaint.is_open());
    closed.reverse();
    let mut running: Vec<_> = rows
        .iter()
        .filter(|row| !row.stage.is_decided())
        .map(|row| RunningLine {
            address: row.address.to_string(),
            title: title(row, &page),
            stage: row.stage.name(),
            suspended: row.state.suspended,
        })
        .collect();
    running.sort_by_key(|line| !line.suspended);
    private(&ComplaintsPage { page, open, closed, running })
}

/// `GET /tenders/{address}/review`.
pub async fn tender(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let view = tender_at(&portal, &parts.1).await?;
    let signing = Signing::of(&portal.app, &signed).await?;
    private(&ReviewPage { page, signing, view })
}

/// `GET /tenders/{address}/review/{number}`.
pub async fn complaint(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String, u32)>,
    signed: Signed,
) -> Answer {
    let app = &portal.app;
    let view = tender_at(&portal, &parts.1).await?;
    let found = usize::try_from(parts.2).ok().and_then(|number| view.complaints.get(number));
    let complaint = found.cloned().ok_or(Refusal::NotFound)?;
    let reviewer = match complaint.decision() {
        Some(decision) => person_name(app, &decision.reviewer).await?,
        None => String::new(),
    };
    let signing = Signing::of(app, &signed).await?;
    private(&ComplaintPage { page, signing, view, complaint, reviewer })
}
