//! The page on which a panel agrees: how the scores differ, who signed which points, and forms to sign.

use actix_web::web;
use askama::Template;
use tenderseal_rules::PersonId;

use super::{
    Portal,
    declaration::{ExcusedPage, of_panel},
    errors::Refusal,
    evaluator::{CriterionView, PASS_CHOICES, criteria},
    page::{Answer, Page, private},
    panel::{place, roll},
    signing::Signing,
    tenders::title,
};
use crate::app::{
    sign_in::Signed,
    tender::{BidView, SheetView, TenderView},
};
use crate::render::{money, rule};

/// A criterion with what everybody gave alone.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The criterion.
    pub criterion: CriterionView,
    /// What each gave, in words, in the order of [`AgreementPage::evaluators`].
    pub given: Vec<String>,
    /// The highest less the lowest, in points; empty where they are the same.
    pub spread: String,
    /// What the field of the form begins with: the points of the sheet that was signed last.
    pub points: String,
}

/// Where an evaluator is with the sheet that was signed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Signed it, Unix seconds.
    Signed(u64),
    /// Signed another one, Unix seconds.
    Other(u64),
    /// Signed none.
    None,
}

impl Consent {
    /// The last part of its Fluent key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signed(_) => "signed",
            Self::Other(_) => "other",
            Self::None => "none",
        }
    }

    /// When, Unix seconds.
    #[must_use]
    pub const fn at(self) -> Option<u64> {
        match self {
            Self::Signed(at) | Self::Other(at) => Some(at),
            Self::None => None,
        }
    }
}

/// Somebody whose bid it is to score.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Counts the evaluators of the tender, from 1.
    pub number: usize,
    /// Whether it is the reader.
    pub own: bool,
    /// Where that one is with the last sheet.
    pub consent: Consent,
    /// The points of its own last sheet where that is another one, in words; else empty.
    pub points: Vec<String>,
}

/// The sheet that was signed last.
#[derive(Clone, Debug)]
pub struct LastSheet {
    /// What it says of each criterion, in words.
    pub words: Vec<(String, String)>,
    /// The points as the browser reads them: a JSON list.
    pub json: String,
    /// The statement's hash, hexadecimal.
    pub hash: String,
    /// The statement; empty where the portal does not have it.
    pub text: String,
}

impl LastSheet {
    /// The points in one line.
    fn shown(&self) -> String {
        let lines = self.words.iter().map(|(name, points)| format!("{name}: {points}"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A bid on which the panel agrees.
#[derive(Template)]
#[template(path = "evaluator/agree.html")]
pub struct AgreementPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The bid.
    pub bid: u32,
    /// The vendor.
    pub vendor: String,
    /// Why nothing can be signed now, as a Fluent key; empty when it can.
    pub closed: &'static str,
    /// First second in which sheets can be signed, where that is why, Unix seconds.
    pub until: Option<u64>,
    /// Whose bid it is to score.
    pub evaluators: Vec<Signer>,
    /// How the scores differ; empty before everybody scored.
    pub differences: Vec<Difference>,
    /// The sheet that was signed last.
    pub last: Option<LastSheet>,
    /// Whether everybody signed it.
    pub agreed: bool,
}

impl AgreementPage {
    fn path(&self) -> String {
        format!("/tenders/{}/score", self.address)
    }

    /// Whether the reader can sign the last sheet as it is: the browser hashes the statement that it shows.
    fn can_join(&self) -> bool {
        let mut own = self.evaluators.iter().filter(|signer| signer.own);
        self.closed.is_empty()
            && self.last.as_ref().is_some_and(|last| !last.text.is_empty())
            && own.any(|signer| !matches!(signer.consent, Consent::Signed(_)))
    }
}

/// Points in words: of how many, or whether the bid passes.
fn words(page: &Page, criterion: &CriterionView, points: u32) -> String {
    if criterion.pass_fail {
        return page.t(if points >= rule::PASS { "pass-yes" } else { "pass-no" });
    }
    format!("{} / {}", money::hundredths(points), criterion.max)
}

fn differences(
    page: &Page,
    tender: &TenderView,
    bid: &BidView,
    criteria: Vec<CriterionView>,
) -> Vec<Difference> {
    let last = bid.sheets.last.as_ref();
    let line = |(place, criterion): (usize, CriterionView)| {
        let of = |person: &PersonId| {
            let mut own = bid.scores.iter().filter(|score| score.evaluator == *person);
            own.find(|score| score.criterion == criterion.id).map(|score| score.points)
        };
        let points: Vec<Option<u32>> = tender.due(bid).map(|held| of(&held.person)).collect();
        let told = |points: &Option<u32>| {
            points.map_or_else(|| "–".to_owned(), |points| words(page, &criterion, points))
        };
        let highest = points.iter().flatten().max().copied().unwrap_or_default();
        let lowest = points.iter().flatten().min().copied().unwrap_or_default();
        let spread = if highest == lowest || criterion.pass_fail {
            String::new()
        } else {
            money::hundredths(highest - lowest)
        };
        let begins = last.and_then(|sheet| sheet.points.get(place).copied());
        Difference {
            given: points.iter().map(told).collect(),
            spread,
            points: begins.map_or_else(String::new, money::hundredths),
            criterion,
        }
    };
    criteria.into_iter().enumerate().map(line).collect()
}

fn signers(
    page: &Page,
    tender: &TenderView,
    bid: &BidView,
    me: &PersonId,
    criteria: &[CriterionView],
) -> Vec<Signer> {
    let roll = roll(tender);
    let last = bid.sheets.last.as_ref();
    let line = |person: &PersonId| {
        let own = bid.sheets.of(person);
        let consent = match (own, last) {
            (Some(own), Some(last)) if own.is_same(last) => Consent::Signed(own.at.time),
            (Some(own), _) => Consent::Other(own.at.time),
            (None, _) => Consent::None,
        };
        let points = match (consent, own) {
            (Consent::Other(_), Some(own)) => {
                let pairs = criteria.iter().zip(&own.points);
                pairs
                    .map(|(of, points)| format!("{}: {}", of.title, words(page, of, *points)))
                    .collect()
            }
            _ => Vec::new(),
        };
        Signer { number: place(&roll, person), own: person == me, consent, points }
    };
    tender.due(bid).map(|held| line(&held.person)).collect()
}

fn last(page: &Page, sheet: &SheetView, criteria: &[CriterionView]) -> LastSheet {
    let pairs = criteria.iter().zip(&sheet.points);
    LastSheet {
        words: pairs.map(|(of, points)| (of.title.clone(), words(page, of, *points))).collect(),
        json: serde_json::json!(sheet.points).to_string(),
        hash: hex::encode(sheet.statement),
        text: sheet.text.clone().unwrap_or_default(),
    }
}

/// Why an evaluator signs no sheet of a bid now, as a Fluent key; empty when it can.
fn closed(tender: &TenderView, me: &PersonId, bid: &BidView) -> &'static str {
    if !tender.may_score(me, bid) {
        "score-conflict"
    } else if !tender.takes_scores() {
        "agree-closed"
    } else if !tender.all_scored(bid) {
        "agree-early"
    } else if !tender.takes_sheets() {
        "agree-again"
    } else {
        ""
    }
}

/// `GET /tenders/{address}/agree/{bid}`.
pub async fn agree(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String, u32)>,
    signed: Signed,
) -> Answer {
    let (tender, me) = of_panel(&portal, &parts.1, &signed).await?;
    if let Some(excused) = ExcusedPage::of(&page, &tender, &me) {
        return private(&excused);
    }
    let opened = |bid: &&BidView| bid.number == parts.2 && bid.status.is_scorable();
    let bid = tender.bids.iter().find(opened).filter(|_| tender.is_moderated());
    let bid = bid.ok_or(Refusal::NotFound)?;
    let criteria = criteria(&tender, &page);
    let told = tender.may_score(&me, bid) && tender.all_scored(bid);
    let closed = closed(&tender, &me, bid);
    private(&AgreementPage {
        title: title(&tender.row, &page),
        signing: Signing::of(&portal.app, &signed).await?,
        address: tender.row.address.to_string(),
        bid: bid.number,
        vendor: bid.vendor_name.clone(),
        closed,
        until: tender.state().scores_until.filter(|_| closed == "agree-again"),
        evaluators: if told { signers(&page, &tender, bid, &me, &criteria) } else { Vec::new() },
        last: bid.sheets.last.as_ref().filter(|_| told).map(|sheet| last(&page, sheet, &criteria)),
        agreed: tender.agreed(bid).is_some(),
        differences: if told { differences(&page, &tender, bid, criteria) } else { Vec::new() },
        page,
    })
}
