//! The lots of a procurement as everybody may read them: beside each tender, and on a page of their own.

use actix_web::{HttpRequest, web};
use askama::Template;
use tenderseal_rules::{lot::Lot, tender::Stage};

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Page, public},
    tenders::{TenderLine, line},
};
use crate::app::{self, names::Named};
use crate::ports_chain::{ProcurementId, TenderRow};

/// A lot, published or not yet.
#[derive(Clone, Debug)]
pub struct LotLine {
    /// Its number, from 1.
    pub number: u16,
    /// The tender; none while it is not published.
    pub tender: Option<TenderLine>,
}

/// The lots of a procurement.
#[derive(Clone, Debug)]
pub struct Siblings {
    /// The procurement.
    pub id: ProcurementId,
    /// The lot that is looked at; none where all are.
    pub own: Option<Lot>,
    /// Every lot, those that are not published yet too.
    pub lots: Vec<LotLine>,
}

impl Siblings {
    /// The lots beside a tender; none where its procurement is not divided.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &app::App, row: &TenderRow) -> Result<Option<Self>, app::Error> {
        let Some(id) = row.procurement() else { return Ok(None) };
        Ok(Self::at(app, id).await?.map(|all| Self { own: row.lot().copied(), ..all }))
    }

    /// The lots of a procurement; none when nothing of it is published.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn at(app: &app::App, id: ProcurementId) -> Result<Option<Self>, app::Error> {
        let mut published = Vec::new();
        for row in app.store.lots_of(&id).await? {
            published.push(line(app, row).await?);
        }
        let Some(of) = published.iter().find_map(|line| line.row.lot()).map(|lot| lot.of) else {
            return Ok(None);
        };
        let lot = |number| {
            let is = |line: &&TenderLine| line.row.lot().is_some_and(|lot| lot.number == number);
            LotLine { number, tender: published.iter().find(is).cloned() }
        };
        Ok(Some(Self { id, own: None, lots: (1..=of).map(lot).collect() }))
    }

    /// Where they are listed, without the language.
    #[must_use]
    pub fn path(&self) -> String {
        path(&self.id)
    }

    /// How many are published.
    #[must_use]
    pub fn published(&self) -> usize {
        self.lots.iter().filter(|lot| lot.tender.is_some()).count()
    }

    /// Which lot it is, in words.
    #[must_use]
    pub fn heading(&self, page: &Page) -> String {
        self.own
            .as_ref()
            .map_or_else(|| page.tn("lots-title", "count", self.lots.len()), |lot| words(page, lot))
    }

    /// Whether a line is the lot that is looked at.
    #[must_use]
    pub fn is_own(&self, line: &LotLine) -> bool {
        self.own.is_some_and(|lot| lot.number == line.number)
    }

    /// The other lots that take bids now.
    #[must_use]
    pub fn open(&self) -> Vec<&LotLine> {
        let takes = |line: &&LotLine| {
            !self.is_own(line)
                && line.tender.as_ref().is_some_and(|held| held.row.stage == Stage::Bidding)
        };
        self.lots.iter().filter(takes).collect()
    }
}

/// Where the lots of a procurement are listed, without the language.
#[must_use]
pub fn path(id: &ProcurementId) -> String {
    format!("/procurements/{id}")
}

/// `Lot 2 of 3`
#[must_use]
pub fn words(page: &Page, lot: &Lot) -> String {
    page.tf("lot-of", &[("number", lot.number.into()), ("of", lot.of.into())])
}

/// A title with the lot behind it.
#[must_use]
pub fn titled(page: &Page, title: String, lot: Option<&Lot>) -> String {
    let Some(lot) = lot else { return title };
    let values = [("title", title.into()), ("number", lot.number.into()), ("of", lot.of.into())];
    page.tf("lot-titled", &values)
}

/// A procurement with all its lots.
#[derive(Template)]
#[template(path = "public/procurement.html")]
pub struct ProcurementPage {
    /// The frame.
    pub page: Page,
    /// The lots.
    pub all: Siblings,
}

impl ProcurementPage {
    fn buyer(&self) -> &str {
        self.all
            .lots
            .iter()
            .find_map(|lot| lot.tender.as_ref())
            .map_or("", |held| held.buyer.as_str())
    }

    fn waiting(&self) -> usize {
        self.all.lots.len() - self.all.published()
    }

    fn ocds(&self) -> String {
        format!("/ocds/procurements/{}", self.all.id)
    }
}

/// `GET /procurements/{id}`.
pub async fn show(
    request: HttpRequest,
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
) -> Answer {
    let id = ProcurementId::parse(&parts.1).ok_or(Refusal::NotFound)?;
    let all = Siblings::at(&portal.app, id).await?.ok_or(Refusal::NotFound)?;
    public(&request, &ProcurementPage { page, all })
}
