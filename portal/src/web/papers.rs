//! The records of a tender as papers: opening record, evaluation report, award notice, as PDF.
//!
//! A paper says what the public page says, as of the block in which it became so: it does not
//! change with every block, and whoever keeps a copy can compare it byte by byte.

mod award;
mod evaluation;
mod opening;

use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};
use tenderseal_paper::{Column, ColumnKind, Fact, Labels, Language, Paper, Row, Source, print};
use tenderseal_rules::tender::Stage;

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Page, instant, public_file},
    tenders::{TenderKind, TenderPage, tender_at},
};
use crate::{
    app::{self, tender::At},
    i18n::Locale,
};

/// What can be printed of a tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// Who bid, when and at what price.
    Opening,
    /// How the ranking came about, and who was rejected.
    Evaluation,
    /// Who wins.
    Award,
}

/// Since when a record says what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// The last block that is in it.
    pub block: u32,
    /// Chain time, Unix seconds; later than the block where time alone decided something.
    pub time: u64,
}

/// The events that an opening record is made of.
const OPENING: [&str; 9] = [
    "bid_committed",
    "bid_replaced",
    "bid_withdrawn",
    "shares_posted",
    "bid_revealed",
    "bids_judged",
    "technical_evaluated",
    "finding_confirmed",
    "cancelled",
];

/// `GET /tenders/{address}/opening.pdf`.
pub async fn opening(
    request: HttpRequest,
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
) -> Answer {
    answer(&request, &portal, page, &parts.1, Record::Opening).await
}

/// `GET /tenders/{address}/evaluation.pdf`.
pub async fn evaluation(
    request: HttpRequest,
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
) -> Answer {
    answer(&request, &portal, page, &parts.1, Record::Evaluation).await
}

/// `GET /tenders/{address}/award.pdf`.
pub async fn award(
    request: HttpRequest,
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
) -> Answer {
    answer(&request, &portal, page, &parts.1, Record::Award).await
}

async fn answer(
    request: &HttpRequest,
    portal: &Portal,
    page: Page,
    address: &str,
    record: Record,
) -> Answer {
    let view = tender_at(portal, address).await?;
    let block = portal.app.chain.mirrored();
    let shown = TenderPage {
        page,
        view,
        block,
        excluded: BTreeMap::new(),
        kind: TenderKind::default(),
        versions: Vec::new(),
    };
    let grounds = shown.grounds(record).ok_or(Refusal::NoPaper)?;
    let held = portal.app.chain.ledger.block(grounds.block).await.map_err(app::Error::from)?;
    let held = held.ok_or_else(|| Refusal::Paper(format!("no block {}", grounds.block)))?;
    let paper = shown.paper(record, grounds, hex::encode(held.hash), &portal.origin);
    let printed = tokio::task::spawn_blocking(move || print(&paper))
        .await
        .map_err(|error| Refusal::Paper(error.to_string()))?
        .map_err(|error| Refusal::Paper(format!("{}: {error}", error.code())))?;
    if !printed.missing.is_empty() {
        tracing::warn!(tender = address, characters = ?printed.missing, "the font of papers lacks characters");
    }
    Ok(public_file(request, "application/pdf", printed.bytes))
}

impl TenderPage {
    /// Where the opening record is as PDF, once there is one.
    pub(super) fn opening_paper(&self) -> Option<String> {
        self.paper_address(Record::Opening, "opening.pdf")
    }

    /// Where the evaluation report is as PDF, once there is one.
    pub(super) fn evaluation_paper(&self) -> Option<String> {
        self.paper_address(Record::Evaluation, "evaluation.pdf")
    }

    /// Where the award notice is as PDF, once there is one.
    pub(super) fn award_paper(&self) -> Option<String> {
        self.paper_address(Record::Award, "award.pdf")
    }

    fn paper_address(&self, record: Record, file: &str) -> Option<String> {
        self.grounds(record)?;
        Some(self.page.href(&format!("/tenders/{}/{file}", self.view.row.address)))
    }

    /// Since when a record is what it is; `None` where there is none yet.
    #[must_use]
    pub fn grounds(&self, record: Record) -> Option<Grounds> {
        match record {
            Record::Opening => self.opening_grounds(),
            Record::Evaluation => {
                let (at, _) = self.view.ranking.as_ref()?;
                Some(Grounds { block: at.block, time: at.time })
            }
            Record::Award => self.award_grounds(),
        }
    }

    fn opening_grounds(&self) -> Option<Grounds> {
        if !self.view.names_are_public() || self.view.bids.is_empty() {
            return None;
        }
        let events = self.view.timeline.iter().filter(|line| OPENING.contains(&line.kind));
        let last: At = events.map(|line| line.at).max_by_key(|at| (at.block, at.extrinsic))?;
        // The opening begins, and ends for silent bids, by time alone.
        let begun = self.view.first_opening();
        let settled = self.view.settled_at.unwrap_or(begun);
        Some(Grounds { block: last.block, time: last.time.max(begun).max(settled) })
    }

    /// A final award stays what it is whatever becomes of its contract.
    fn award_grounds(&self) -> Option<Grounds> {
        let award = self.view.award.as_ref()?;
        let (_, confirmed) = award.confirmed.as_ref()?;
        let time = match self.view.stage {
            Stage::Standstill => confirmed.time,
            stage if stage.is_awarded() => award.final_from?,
            _ => return None,
        };
        Some(Grounds { block: confirmed.block, time })
    }

    /// A record as of its grounds, with the hash of their block and the portal's origin.
    #[must_use]
    pub fn paper(&self, record: Record, grounds: Grounds, hash: String, origin: &str) -> Paper {
        let frame = self.frame(grounds, hash, origin);
        match record {
            Record::Opening => self.opening_record(frame),
            Record::Evaluation => self.evaluation_report(frame),
            Record::Award => self.award_notice(frame),
        }
    }

    /// What all papers have: head, first facts, source and closing.
    fn frame(&self, grounds: Grounds, hash: String, origin: &str) -> Paper {
        let page = &self.page;
        let address = self.view.row.address;
        let reference = self.view.notice.as_ref().map(|notice| notice.reference.clone());
        let mut facts = vec![
            Fact::new(page.t("tender-facts-buyer"), self.buyer()),
            Fact::new(page.t("tender-number"), self.view.row.public_number()),
        ];
        let reference = reference.filter(|reference| !reference.is_empty());
        facts.extend(reference.map(|held| Fact::new(page.t("tender-facts-reference"), held)));
        let url = format!("{origin}{}", page.href(&format!("/tenders/{address}")));
        Paper {
            language: match page.locale {
                Locale::En => Language::English,
                Locale::Zh => Language::Chinese,
            },
            issuer: page.t("product-name"),
            title: String::new(),
            subtitle: self.title(),
            facts,
            blocks: Vec::new(),
            source: Source {
                heading: page.t("papers-source-heading"),
                contract: Fact::new(page.t("tender-facts-address"), address.to_string()),
                block: Fact::new(page.t("papers-source-block"), grounds.block.to_string()),
                hash: Fact::new(page.t("papers-source-hash"), hash),
                url: Fact::new(page.t("papers-source-url"), url),
                note: page.t("papers-source-note"),
            },
            closing: vec![self.buyer(), page.day(grounds.time)],
            labels: Labels {
                page: page
                    .tf("papers-page", &[("page", "{page}".into()), ("pages", "{pages}".into())]),
                missing: page.t1("papers-missing", "characters", "{characters}"),
            },
            dated: instant(grounds.time),
        }
    }

    /// A fact of the papers: a message and a time.
    fn timed(&self, key: &str, time: u64) -> Fact {
        Fact::new(self.page.t(key), self.page.moment(time))
    }

    fn column(&self, key: &str, kind: ColumnKind) -> Column {
        Column::new(self.page.t(key), kind)
    }
}

/// A row in the letters of its table.
const fn row(cells: Vec<String>) -> Row {
    Row { cells, strong: false }
}

/// What stands where there is nothing to say.
fn or_dash(text: Option<String>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "–".to_owned())
}
