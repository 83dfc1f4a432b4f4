//! A running tender as its buyer sees it: questions, a later deadline, findings
//! on objections, the award, cancellation; the officer proposes, the approver confirms.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{
    PersonId,
    messages::CancelReason,
    roles::Role,
    tender::{BidStatus, Stage},
};

use super::{
    Portal,
    amendment::AmendmentTime,
    approvals::running,
    errors::Refusal,
    extension::BiddingTime,
    page::{Answer, Page, private},
    panel::PanelPart,
    qualification::QualificationPart,
    rejections::Remedies,
    requests::RequestPart,
    securities::SecurityPart,
    signing::{Signing, contract, me, person_name},
    tenders::title,
};
use crate::app::{
    App, Outcome,
    names::{self, Named},
    people::Me,
    sign_in::Signed,
    tender::{TenderView, view},
};
use crate::ports_chain::TenderRow;
use crate::render::money;

/// A proposal of an officer in a running tender.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// Who.
    pub officer: String,
    /// When, Unix seconds.
    pub at: u64,
    /// What the approver signs, hexadecimal.
    pub hash: String,
    /// The reason in words, where there is one.
    pub text: String,
    /// Whether it was confirmed.
    pub confirmed: bool,
    /// Whether the reader proposed it.
    pub own: bool,
}

/// An objection with its finding.
#[derive(Clone, Debug)]
pub struct ObjectionLine {
    /// Its number.
    pub number: u32,
    /// The bid.
    pub bid: u32,
    /// The vendor of the bid.
    pub vendor: String,
    /// The name of the fault.
    pub fault: &'static str,
    /// What the portal's judge found, by name; empty when it could not look yet.
    pub judged: &'static str,
    /// Who objected: organisation.
    pub by: String,
    /// When, Unix seconds.
    pub at: u64,
    /// Whether the finding upholds it, and the proposal.
    pub finding: Option<(bool, Proposed)>,
}

/// The first in the ranking, or the bid of a proposed award.
#[derive(Clone, Debug)]
pub struct AwardLine {
    /// The bid.
    pub bid: u32,
    /// The vendor.
    pub vendor: String,
    /// The price with its currency.
    pub price: String,
    /// Points; empty before the ranking.
    pub points: String,
}

/// A running tender.
#[derive(Template)]
#[template(path = "officer/manage.html")]
pub struct ManagePage {
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
    /// When the stage changes by itself, Unix seconds.
    pub turns_at: Option<u64>,
    /// Live bids that are not rejected.
    pub bids: usize,
    /// Questions and a later deadline.
    pub bidding: BiddingTime,
    /// The notice, and a change of it that waits.
    pub amendment: AmendmentTime,
    /// The seats of the panel.
    pub panel: PanelPart,
    /// Objections, in the order of their numbers.
    pub objections: Vec<ObjectionLine>,
    /// The round, which an award is proposed in.
    pub round: u32,
    /// Who can be proposed.
    pub first: Option<AwardLine>,
    /// The proposed or confirmed award.
    pub award: Option<(AwardLine, Proposed)>,
    /// The proposed or confirmed cancellation: name of the reason.
    pub cancellation: Option<(&'static str, Proposed)>,
    /// Rejections after the opening, and what holds the tender up.
    pub remedies: Remedies,
    /// The bids' securities.
    pub securities: SecurityPart,
    /// Applications to be let in to bid.
    pub qualification: QualificationPart,
    /// Requests to vendors and abnormally low prices.
    pub requests: RequestPart,
    /// Whether the reader is an officer of the buyer.
    pub officer: bool,
    /// Whether the reader is an approver of the buyer.
    pub approver: bool,
}

impl ManagePage {
    fn stage_name(&self) -> &'static str {
        self.stage.name()
    }

    fn decides_objections(&self) -> bool {
        self.stage == Stage::FinancialOpening && self.remedies.suspended.is_none()
    }

    fn proposes_award(&self) -> bool {
        self.officer
            && matches!(self.stage, Stage::FinancialEvaluation | Stage::AwardProposed)
            && self.first.is_some()
            && self.remedies.suspended.is_none()
    }

    fn undecided(&self, objection: &ObjectionLine) -> bool {
        !self.is_over() && objection.finding.as_ref().is_none_or(|(_, finding)| !finding.confirmed)
    }

    fn is_cancelling(&self) -> bool {
        self.cancellation.is_some()
    }

    fn hex(bytes: impl AsRef<[u8]>) -> String {
        hex::encode(bytes)
    }

    fn has_questions(&self) -> bool {
        self.bidding.open || self.bidding.answered > 0 || !self.bidding.unanswered.is_empty()
    }

    pub(super) fn path(&self) -> String {
        format!("/tenders/{}/manage", self.address)
    }

    fn is_over(&self) -> bool {
        self.stage.is_decided()
    }

    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    fn reasons(&self) -> Vec<&'static str> {
        CancelReason::ALL.iter().map(|reason| reason.name()).collect()
    }
}

/// The running tenders of a buyer.
#[derive(Template)]
#[template(path = "officer/tenders.html")]
pub struct RunningPage {
    /// The frame.
    pub page: Page,
    /// Address, title, name of the stage, deadline.
    pub tenders: Vec<(String, String, &'static str, u64)>,
}

/// A line of [`RunningPage`].
#[must_use]
pub fn line(row: &TenderRow, page: &Page) -> (String, String, &'static str, u64) {
    (row.address.to_string(), title(row, page), row.stage.name(), row.schedule().deadline)
}

struct Proposal<'a> {
    officer: PersonId,
    at: u64,
    hash: &'a [u8; 32],
    text: Option<&'a str>,
    confirmed: bool,
}

async fn proposed(app: &App, me: &Me, given: Proposal<'_>) -> Outcome<Proposed> {
    Ok(Proposed {
        officer: person_name(app, &given.officer).await?,
        at: given.at,
        hash: hex::encode(given.hash),
        text: given.text.unwrap_or_default().to_owned(),
        confirmed: given.confirmed,
        own: given.officer == me.person.id,
    })
}

async fn objections(app: &App, me: &Me, tender: &TenderView) -> Outcome<Vec<ObjectionLine>> {
    let mut lines = Vec::new();
    for objection in &tender.objections {
        let finding = match &objection.finding {
            Some(finding) => {
                let given = Proposal {
                    officer: finding.officer,
                    at: finding.at.time,
                    hash: &finding.proposed,
                    text: finding.text.as_deref(),
                    confirmed: finding.confirmed.is_some(),
                };
                Some((finding.upheld, proposed(app, me, given).await?))
            }
            None => None,
        };
        let vendor = tender
            .bids
            .get(objection.bid as usize)
            .map_or_else(String::new, |bid| bid.vendor_name.clone());
        let judged = tender.bids.get(objection.bid as usize).and_then(|bid| bid.judged);
        lines.push(ObjectionLine {
            number: objection.number,
            bid: objection.bid,
            vendor,
            fault: objection.fault.name(),
            judged: judged.map_or("", names::judgement),
            by: objection.org_name.clone(),
            at: objection.at.time,
            finding,
        });
    }
    Ok(lines)
}

fn award_line(tender: &TenderView, number: u32) -> Option<AwardLine> {
    let bid = tender.bids.get(number as usize)?;
    let price = bid.opened.as_ref().and_then(|opened| opened.price);
    let ranked = tender
        .ranking
        .as_ref()
        .and_then(|(_, lines)| lines.iter().find(|line| line.line.bid == number));
    Some(AwardLine {
        bid: number,
        vendor: bid.vendor_name.clone(),
        price: price.map_or_else(String::new, |minor| money::amount(tender.core().currency, minor)),
        points: ranked.map_or_else(String::new, |line| money::points(line.line.total_micropoints)),
    })
}

/// The page of a tender for one of its buyer's people.
async fn manage_page(
    app: &App,
    page: Page,
    signing: Signing,
    me: &Me,
    tender: &TenderView,
) -> Outcome<ManagePage> {
    let award = match &tender.award {
        Some(award) => {
            let given = Proposal {
                officer: award.officer,
                at: award.proposed_at.time,
                hash: &award.proposed,
                text: None,
                confirmed: award.confirmed.is_some(),
            };
            award_line(tender, award.bid).zip(Some(proposed(app, me, given).await?))
        }
        None => None,
    };
    let cancellation = match &tender.cancellation {
        Some(held) => {
            let given = Proposal {
                officer: held.officer,
                at: held.proposed_at.time,
                hash: &held.proposed,
                text: held.text.as_deref(),
                confirmed: held.confirmed.is_some(),
            };
            Some((held.reason.name(), proposed(app, me, given).await?))
        }
        None => None,
    };
    Ok(ManagePage {
        signing,
        address: tender.row.address.to_string(),
        title: title(&tender.row, &page),
        stage: tender.stage,
        turns_at: tender.turns_at,
        bids: tender
            .live_bids()
            .filter(|bid| {
                use BidStatus::{Excluded, Rejected, Unopened};
                !matches!(bid.status, Rejected(_) | Excluded(_) | Unopened)
            })
            .count(),
        bidding: BiddingTime::of(app, me, tender).await?,
        amendment: AmendmentTime::of(app, &page, me, tender).await?,
        panel: PanelPart::of(app, me, tender).await?,
        objections: objections(app, me, tender).await?,
        round: tender.state().round,
        first: tender.state().first.and_then(|first| award_line(tender, first)),
        award,
        cancellation,
        remedies: Remedies::of(app, &page, me, tender).await?,
        securities: SecurityPart::of(app, me, tender).await?,
        qualification: QualificationPart::of(app, me, tender).await?,
        requests: RequestPart::of(app, &page, me, tender).await?,
        officer: me.person.roles.has(Role::Officer),
        approver: me.person.roles.has(Role::Approver),
        page,
    })
}

/// `GET /tenders/{address}/manage`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let app = &portal.app;
    let tender = view(app, &contract(&parts.1)?)
        .await?
        .filter(|tender| tender.row.buyer == me.org.id)
        .ok_or(Refusal::NotFound)?;
    let signing = Signing::of(app, &signed).await?;
    private(&manage_page(app, page, signing, &me, &tender).await?)
}

/// `GET /running`.
pub async fn list(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let me = me(&portal, &signed).await?;
    let tenders = running(&portal.app, &me).await?;
    let tenders = tenders.iter().map(|row| line(row, &page)).collect();
    private(&RunningPage { page, tenders })
}
