//! Requests to vendors and abnormally low prices as pages and the API show them, folded from their events.

use parity_scale_codec::DecodeAll;
use tenderseal_rules::{
    Event, Hash, PersonId, TenderEvent,
    messages::{self, RejectionGround, RequestKind},
    requests::{LowPrice, Requests},
    scoring::Field,
    tender::{BidStatus, Cell, Stage, VendorRequest},
};

use super::{At, BidView, Names, TenderView};
use crate::app::{App, Error, Outcome};

/// A request to the vendor of a bid.
#[derive(Clone, Debug)]
pub struct RequestView {
    /// Its number, from 0.
    pub number: u32,
    /// The bid.
    pub bid: u32,
    /// For what it asks.
    pub kind: RequestKind,
    /// SHA-256 of the text.
    pub statement: Hash,
    /// The text, where the portal has it.
    pub text: Option<String>,
    /// Who asked.
    pub officer: PersonId,
    /// Where.
    pub at: At,
    /// First second in which a response is too late, Unix seconds: later when the clock stood still since.
    pub until: u64,
    /// What the vendor answered.
    pub response: Option<ResponseView>,
}

impl RequestView {
    /// The number as people see it: the chain counts from 0.
    #[must_use]
    pub fn place(&self) -> u64 {
        u64::from(self.number) + 1
    }
}

/// A vendor's response.
#[derive(Clone, Debug)]
pub struct ResponseView {
    /// SHA-256 of the text.
    pub hash: Hash,
    /// The text, where the portal has it.
    pub text: Option<String>,
    /// Who signed.
    pub by: PersonId,
    /// Where.
    pub at: At,
}

/// The comparison by which prices are abnormally low.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonView {
    /// The terms' rule.
    pub rule: Requests,
    /// The prices.
    pub field: Field,
    /// The round, from 0.
    pub round: u32,
    /// Where.
    pub at: At,
}

/// The acceptance of an explanation. A proposal that was replaced by another is in the timeline only.
#[derive(Clone, Debug)]
pub struct AcceptanceView {
    /// The bid.
    pub bid: u32,
    /// SHA-256 of the statement.
    pub statement: Hash,
    /// The statement, where the portal has it.
    pub text: Option<String>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
    /// The approver, where it was confirmed, and the round of the comparison that it is about.
    pub confirmed: Option<(PersonId, At, u32)>,
}

/// Requests, comparisons, acceptances.
pub(super) async fn fold(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::VendorAsked { request, bid, kind, statement, until, officer } => {
            let text = names.text(&statement).await?;
            view.requests.push(RequestView {
                number: request,
                bid,
                kind,
                statement,
                text,
                officer,
                at,
                until,
                response: None,
            });
        }
        TenderEvent::VendorResponded { request, response, by, .. } => {
            let text = names.text(&response).await?;
            // Requests are numbered in the order of their events.
            if let Some(held) = view.requests.get_mut(request as usize) {
                held.response = Some(ResponseView { hash: response, text, by, at });
            }
        }
        TenderEvent::PricesCompared { rule, field, round } => {
            view.comparison = Some(ComparisonView { rule, field, round, at });
        }
        TenderEvent::AcceptanceProposed { bid, statement, officer, proposed } => {
            let text = names.text(&statement).await?;
            view.acceptances.pop_if(|last| last.confirmed.is_none());
            view.acceptances.push(AcceptanceView {
                bid,
                statement,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            });
        }
        TenderEvent::ExplanationAccepted { approver, .. } => {
            let round = view.comparison.as_ref().map_or(0, |compared| compared.round);
            if let Some(last) = view.acceptances.last_mut() {
                last.confirmed = Some((approver, at, round));
            }
        }
        _ => {}
    }
    Ok(())
}

/// The ends of open windows as they are now: the contract keeps them in its own running time.
pub(super) async fn ends(app: &App, view: &mut TenderView) -> Outcome<()> {
    let address = view.row.address.0;
    let open = view.requests.iter_mut().filter(|held| held.response.is_none());
    for held in open {
        let call = messages::cell_call(&Cell::Request(held.number));
        let answer = app.chain.ledger.query(address, call).await?;
        let bytes: Option<Vec<u8>> = messages::reading(&answer)?;
        let stored = bytes.map(|bytes| VendorRequest::decode_all(&mut &bytes[..])).transpose();
        let stored = stored.map_err(|_| Error::Rules(tenderseal_rules::Error::Corrupt))?;
        if let Some(stored) = stored {
            held.until = stored.until(&view.row.state);
        }
    }
    Ok(())
}

impl TenderView {
    /// Whether officers can ask vendors and have explanations accepted now.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.stage == Stage::FinancialEvaluation && !self.state().suspended
    }

    /// Whether a request waits for its answer: none came, its window runs, and the bid is in.
    #[must_use]
    pub fn is_open(&self, request: &RequestView) -> bool {
        let bid = self.bids.get(request.bid as usize);
        request.response.is_none()
            && bid.is_some_and(|bid| bid.status == BidStatus::Opened)
            && !self.stage.is_decided()
            && self.clock() < request.until
    }

    /// The last request of a kind about a bid.
    #[must_use]
    pub fn last_request(&self, bid: u32, kind: RequestKind) -> Option<&RequestView> {
        self.requests.iter().rfind(|held| (held.bid, held.kind) == (bid, kind))
    }

    /// Which of the terms' rules the price of a bid meets; neither before the prices are compared.
    #[must_use]
    pub fn low_price(&self, bid: &BidView) -> LowPrice {
        let counts =
            self.tallies.get(&bid.number).is_some_and(|tallied| tallied.below_minimum.is_none());
        let evaluated = bid.opened.as_ref().and_then(|opened| opened.evaluated);
        match (&self.comparison, evaluated.filter(|_| counts)) {
            (Some(compared), Some(price)) => compared.rule.of_price(&compared.field, price),
            _ => LowPrice::default(),
        }
    }

    /// The acceptance of a bid's explanation under the present comparison.
    #[must_use]
    pub fn accepted(&self, bid: u32) -> Option<&AcceptanceView> {
        let round = self.comparison.as_ref()?.round;
        let fits = |held: &&AcceptanceView| {
            held.bid == bid && held.confirmed.is_some_and(|(.., of)| of == round)
        };
        self.acceptances.iter().find(fits)
    }

    /// Whether a bid cannot be awarded yet: its price is abnormally low, and no explanation was accepted.
    #[must_use]
    pub fn is_undecided(&self, bid: &BidView) -> bool {
        bid.status == BidStatus::Opened
            && self.low_price(bid).is_flagged()
            && self.accepted(bid.number).is_none()
    }

    /// Whether the explanation of a bid can be accepted: it is the answer to what was asked last.
    #[must_use]
    pub fn is_explained(&self, bid: &BidView) -> bool {
        let last = self.last_request(bid.number, RequestKind::Explanation);
        self.is_undecided(bid) && last.is_some_and(|held| held.response.is_some())
    }

    /// For what the vendor of a bid can be asked now.
    #[must_use]
    pub fn askable(&self, bid: &BidView) -> Vec<RequestKind> {
        if !self.asks() || bid.status != BidStatus::Opened {
            return Vec::new();
        }
        let waits =
            |kind| self.last_request(bid.number, kind).is_some_and(|request| self.is_open(request));
        let mut kinds = Vec::new();
        if self.is_undecided(bid) && !waits(RequestKind::Explanation) {
            kinds.push(RequestKind::Explanation);
        }
        if !waits(RequestKind::Correction) {
            kinds.push(RequestKind::Correction);
        }
        kinds
    }

    /// Whether the requests to a bid's vendor bear its rejection on this ground, where it needs one.
    #[must_use]
    pub fn bears(&self, bid: &BidView, ground: RejectionGround) -> bool {
        let kind = match ground {
            RejectionGround::AbnormallyLow if self.is_undecided(bid) => RequestKind::Explanation,
            RejectionGround::AbnormallyLow => return false,
            RejectionGround::NotCorrected => RequestKind::Correction,
            _ => return true,
        };
        let last = self.last_request(bid.number, kind);
        last.is_some_and(|request| {
            let silent = request.response.is_none();
            !self.is_open(request) && (silent || kind == RequestKind::Explanation)
        })
    }

    /// What keeps the first bid from being proposed for the award: a Fluent key.
    #[must_use]
    pub fn award_waits(&self) -> Option<&'static str> {
        let bid = self.bids.get(self.state().first? as usize)?;
        if self.is_undecided(bid) {
            return Some("award-waits-low");
        }
        let last = self.last_request(bid.number, RequestKind::Correction);
        last.filter(|request| self.is_open(request)).map(|_| "award-waits-correction")
    }

    /// The proposed acceptance that waits for its approver; none when it can no longer be confirmed.
    #[must_use]
    pub fn proposed_acceptance(&self) -> Option<&AcceptanceView> {
        let last = self.acceptances.last().filter(|last| last.confirmed.is_none() && self.asks());
        last.filter(|last| {
            self.bids.get(last.bid as usize).is_some_and(|bid| self.is_explained(bid))
        })
    }

    /// Whether requests, responses and flags may be shown to everybody: an award is confirmed, or the tender is over.
    /// Before that only the parties see them.
    #[must_use]
    pub fn requests_are_public(&self) -> bool {
        self.names_are_public() && (self.stage == Stage::Standstill || self.stage.is_decided())
    }

    /// Whether pages and bundles tell everybody of an event.
    #[must_use]
    pub fn is_told(&self, event: &Event) -> bool {
        let Event::Tender(event) = event else { return true };
        match event {
            TenderEvent::VendorAsked { .. }
            | TenderEvent::VendorResponded { .. }
            | TenderEvent::AcceptanceProposed { .. }
            | TenderEvent::ExplanationAccepted { .. } => self.requests_are_public(),
            TenderEvent::Applied { .. }
            | TenderEvent::QualificationProposed { .. }
            | TenderEvent::QualificationDecided { .. } => self.names_are_public(),
            _ => true,
        }
    }
}
