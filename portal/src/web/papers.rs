//! The records of a tender as papers: opening record, evaluation report, award notice, as PDF.
//!
//! A paper says what the public page says, as of the block in which it became so: it does not
//! change with every block, and whoever keeps a copy can compare it byte by byte.

mod award;
mod evaluation;
mod opening;
mod report;

use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};
use tenderseal_paper::{Column, ColumnKind, Fact, Labels, Language, Paper, Row, Source, print};
use tenderseal_rules::tender::Stage;

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Page, public_file},
    tenders::{TenderKind, TenderPage, tender_at},
};
use crate::{
    app::{self, tender::At},
    i18n::Locale,
    render::moment::instant,
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

/// The events that an evaluation report is made of, beside the ranking.
const EVALUATION: [&str; 9] = [
    "interests_declared",
    "seat_changed",
    "bids_judged",
    "technical_evaluated",
    "objected",
    "finding_proposed",
    "finding_confirmed",
    "ranking_made",
    "bid_excluded",
];
/// Those that it is made of once requests to vendors are public: the last two make them so.
const REQUESTS: [&str; 6] = [
    "vendor_asked",
    "vendor_responded",
    "prices_compared",
    "explanation_accepted",
    "award_confirmed",
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
            Record::Evaluation => self.evaluation_grounds(),
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

    /// Of the ranking; without one, of a tender that ended because every bid was rejected or failed.
    fn evaluation_grounds(&self) -> Option<Grounds> {
        let view = &self.view;
        let ended = view.ended_at().filter(|_| {
            view.stage == Stage::Unsuccessful && view.names_are_public() && self.has_findings()
        });
        let ranked = view.ranking.as_ref().map(|(at, _)| *at);
        if ranked.is_none() && ended.is_none() {
            return None;
        }
        let asked = !self.prices_compared().is_empty() || !self.vendor_requests().is_empty();
        let told = view.timeline.iter().filter(|line| {
            EVALUATION.contains(&line.kind) || (asked && REQUESTS.contains(&line.kind))
        });
        let last =
            told.map(|line| line.at).chain(ranked).max_by_key(|at| (at.block, at.extrinsic))?;
        let time = ended.filter(|_| ranked.is_none()).unwrap_or_default().max(last.time);
        let time = self.unanswered().fold(time, u64::max);
        Some(Grounds { block: last.block, time })
    }

    /// When each request without an answer was over, once everybody may read it.
    fn unanswered(&self) -> impl Iterator<Item = u64> {
        let view = &self.view;
        let decided = view.award.as_ref().and_then(|award| award.final_from);
        let decided = decided.filter(|_| view.stage.is_awarded()).or_else(|| view.ended_at());
        let silent = view.requests.iter().filter(|held| {
            view.requests_are_public() && held.response.is_none() && !view.is_open(held)
        });
        silent.filter_map(move |held| {
            let over = Some(held.until).filter(|until| *until <= view.clock());
            over.into_iter().chain(decided).min()
        })
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
