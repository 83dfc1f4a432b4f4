//! An evaluator reads technical offers that have envelopes of their own: what is sealed to it comes as JSON, its browser opens and
//! judges, and one act says what it found. The answers are never here.

use actix_web::web;
use askama::Template;
use serde_json::{Value, json};
use tenderseal_rules::{
    PersonId,
    messages::TechnicalVerdict,
    tender::{BidStatus, Stage, tally_page},
};

use super::{
    Portal,
    declaration::{ExcusedPage, Interests, of_panel, seat},
    errors::Refusal,
    evaluator::{CriterionView, criteria},
    page::{Answer, Page, private},
    signing::Signing,
    technical_opening::{facts, offer, rows, unkept},
    tenders::title,
};
use crate::app::{
    App, Outcome,
    names::Named,
    readers::{self, Handed},
    sign_in::Signed,
    tender::{BidView, TenderView},
};

/// What the browser needs to open technical offers and to show them: see `portal/assets/modules/page-reading.js`.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The reading key's public half, hexadecimal.
    pub key: String,
    /// The tender's address.
    pub address: String,
    /// The installation's 32 random bytes, hexadecimal.
    pub genesis: String,
    /// Whose keys: the account's number.
    pub owner: i64,
}

/// The messages that the module shows, with those of every fault.
const TEXTS: [&str; 21] = [
    "reading-result-valid",
    "reading-result-unopened",
    "reading-result-differs",
    "reading-result-other_envelope",
    "reading-result-other",
    "reading-result-fault-shares",
    "reading-result-fault-header",
    "reading-result-fault-context",
    "reading-result-fault-payload",
    "reading-result-fault-padding",
    "reading-result-fault-reseal",
    "reading-result-fault-commit",
    "reading-result-fault-body",
    "reading-progress",
    "reading-read",
    "reading-error-no_reading_key",
    "reading-error-no_envelopes",
    "reading-error-other_tender",
    "reading-error-no_storage",
    "reading-error-failed",
    "score-no-answer",
];

impl Opening {
    /// For an evaluator who may read a bid of this tender now.
    #[must_use]
    pub fn of(tender: &TenderView, me: &PersonId, signing: &Signing) -> Option<Self> {
        let key = seat(tender, me)?.reader?;
        let open = readers::is_open(tender);
        open.then(|| Self {
            key: hex::encode(key),
            address: tender.row.address.to_string(),
            genesis: signing.genesis.clone(),
            owner: signing.owner,
        })
    }

    /// Where what is sealed to the reader comes from.
    #[must_use]
    pub fn envelopes(&self, page: &Page) -> String {
        page.href(&format!("/tenders/{}/reading/envelopes", self.address))
    }

    /// The messages that the module shows, as JSON.
    #[must_use]
    pub fn texts(&self, page: &Page) -> String {
        page.texts(&TEXTS)
    }
}

/// A bid as its reader sees it before it is opened.
#[derive(Clone, Debug)]
pub struct ReadingLine {
    /// The number, from 0.
    pub number: u32,
    /// The vendor.
    pub vendor: String,
    /// Whether the reader can open it with what was sealed to it.
    pub opens: bool,
    /// Members who sealed a share to the reader, and whether the vendor sealed its seed.
    pub members: usize,
    /// As above.
    pub seed: bool,
    /// What the reader signed: the Fluent key.
    pub own: Option<String>,
    /// What the panel found: the Fluent key.
    pub found: Option<String>,
}

/// An evaluator reads.
#[derive(Template)]
#[template(path = "evaluator/reading.html")]
pub struct ReadingPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Its stage.
    pub stage: Stage,
    /// How far the evaluator's declaration is.
    pub interests: Interests,
    /// When the technical opening ends at the latest, Unix seconds.
    pub until: Option<u64>,
    /// What the browser opens with; none before the technical opening and after the technical evaluation.
    pub opening: Option<Opening>,
    /// Whether the evaluator can sign what it finds.
    pub judges: bool,
    /// The criteria in the order of the terms.
    pub criteria: Vec<CriterionView>,
    /// The bids that are the evaluator's to read.
    pub bids: Vec<ReadingLine>,
}

impl ReadingPage {
    fn stage_name(&self) -> &'static str {
        self.stage.name()
    }

    fn is_due(&self) -> bool {
        self.interests == Interests::Due
    }

    fn declare(&self) -> String {
        format!("/tenders/{}/declare", self.address)
    }

    fn path(&self) -> String {
        format!("/tenders/{}/reading", self.address)
    }

    fn score(&self) -> String {
        format!("/tenders/{}/score", self.address)
    }

    /// Bids on which the panel has not found.
    fn waiting(&self) -> usize {
        self.bids.iter().filter(|bid| bid.found.is_none()).count()
    }
}

/// The Fluent key of a verdict.
#[must_use]
pub fn verdict_key(verdict: TechnicalVerdict) -> String {
    match verdict {
        TechnicalVerdict::Valid { .. } => "reading-result-valid".to_owned(),
        TechnicalVerdict::Faulty(fault) => format!("reading-result-fault-{}", fault.name()),
        TechnicalVerdict::Unopened => "reading-result-unopened".to_owned(),
    }
}

/// The bids that somebody reads, those that the panel found on too.
fn own<'a>(tender: &'a TenderView, me: &'a PersonId) -> impl Iterator<Item = &'a BidView> {
    let given = |bid: &&BidView| {
        let found = matches!(bid.status, BidStatus::Rejected(_) | BidStatus::Unopened);
        let found = found && bid.technical.as_ref().is_some_and(|held| held.found.is_some());
        readers::is_readable(bid) || found
    };
    tender.bids.iter().filter(given).filter(|bid| readers::reads(tender, bid, me))
}

fn line(tender: &TenderView, handed: &Handed, me: PersonId, bid: &BidView) -> ReadingLine {
    let from: Vec<u8> = handed.to(bid.number, me).map(|(from, _)| from).collect();
    let mut members: Vec<u8> = from.iter().copied().filter(|from| *from > 0).collect();
    members.dedup();
    let technical = bid.technical.as_ref();
    let own = technical.and_then(|held| held.verdict_of(&me));
    let found = technical.and_then(|held| held.found);
    ReadingLine {
        number: bid.number,
        vendor: bid.vendor_name.clone(),
        opens: handed.opens(tender, bid.number, me),
        members: members.len(),
        seed: from.contains(&0),
        own: own.map(|held| verdict_key(held.verdict)),
        found: found.map(|(verdict, _)| verdict_key(verdict)),
    }
}

/// `GET /tenders/{address}/reading`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, me) = of_panel(&portal, &parts.1, &signed).await?;
    if !tender.has_two_envelopes() {
        return Err(Refusal::NotFound);
    }
    if let Some(excused) = ExcusedPage::of(&page, &tender, &me) {
        return private(&excused);
    }
    let signing = Signing::of(&portal.app, &signed).await?;
    let handed = Handed::of(&portal.app, &tender).await?;
    let opening = Opening::of(&tender, &me, &signing);
    let bids = match &opening {
        Some(_) => own(&tender, &me).map(|bid| line(&tender, &handed, me, bid)).collect(),
        None => Vec::new(),
    };
    private(&ReadingPage {
        title: title(&tender.row, &page),
        address: tender.row.address.to_string(),
        stage: tender.stage,
        interests: Interests::of(&tender, &me),
        until: tender.technical_until(),
        judges: tender.takes_verdicts(),
        criteria: criteria(&tender, &page),
        opening,
        signing,
        bids,
        page,
    })
}

/// `GET /tenders/{address}/reading/envelopes`: for each bid that the evaluator may read its technical envelope and what is
/// sealed to this evaluator, as JSON. Nothing before the technical opening, and nothing after the technical evaluation.
pub async fn envelopes(
    portal: web::Data<Portal>,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, me) = of_panel(&portal, &parts.1, &signed).await?;
    let reader = seat(&tender, &me).filter(|seat| seat.reader.is_some());
    if reader.is_none() || !readers::is_open(&tender) {
        return Err(Refusal::NotFound);
    }
    let rows = rows(&portal, &tender).await?;
    let handed = Handed::of(&portal.app, &tender).await?;
    let bid = |bid: &BidView| {
        let mut told = offer(bid, &rows)?;
        let given = |(from, sealed): (u8, &[u8; 80])| json!({ "from": from, "sealed": hex::encode(sealed) });
        told["given"] = handed.to(bid.number, me).map(given).collect();
        told["vendor_name"] = json!(bid.vendor_name);
        let found = bid.technical.as_ref().and_then(|held| held.found);
        told["decided"] = json!(found.is_some());
        told["found"] = match found {
            Some((TechnicalVerdict::Valid { body }, _)) => json!(hex::encode(body)),
            _ => Value::Null,
        };
        Some(told)
    };
    let panel = u32::try_from(tender.publication().panel.len()).unwrap_or(u32::MAX);
    let committee = tender.publication().committee.iter().map(hex::encode);
    let mut answer = facts(&tender);
    answer["k"] = json!(tender.core().k);
    answer["committee"] = committee.collect();
    answer["person"] = json!(me.to_string());
    answer["most"] = json!(tally_page(panel, 0));
    answer["may_give_up"] =
        json!(tender.technical_until().is_some_and(|until| tender.clock() >= until));
    answer["bids"] = own(&tender, &me).filter_map(bid).collect();
    Ok(unkept(&answer))
}

/// Whether technical offers wait for an evaluator: it can open one on which it has not found, or may give it up.
///
/// # Errors
/// When what was sealed cannot be read.
pub async fn waits(app: &App, tender: &TenderView, me: &PersonId) -> Outcome<bool> {
    if !tender.takes_verdicts() || readers::unread(tender, me).next().is_none() {
        return Ok(false);
    }
    let over = tender.technical_until().is_some_and(|until| tender.clock() >= until);
    let handed = Handed::of(app, tender).await?;
    Ok(readers::unread(tender, me).any(|bid| over || handed.opens(tender, bid.number, *me)))
}
