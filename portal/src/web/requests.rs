//! Requests to vendors in words and forms: what terms say of them, the officer's and the approver's part of a running
//! tender, the vendor's page, and what everybody reads after the evaluation.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{
    Event, OrgId, TenderEvent,
    messages::RequestKind,
    requests::{LowPrice, Requests},
    schedule::WINDOW_MAX,
    terms::{Terms, WEIGHTS},
};

use super::{
    Portal,
    draft_forms::low_price_example,
    drafts::SectionPage,
    manage::Proposed,
    page::{Answer, Page, private},
    publication::duration,
    signing::{Signing, me, person_name},
    tenders::{TenderPage, tender_at, title},
};
use crate::app::{
    App, Outcome,
    names::Named,
    people::Me,
    sign_in::Signed,
    tender::{AcceptanceView, BidView, ComparisonView, RequestView, TenderView, TimelineView},
};
use crate::render::money;

/// Time that an officer has to sign a request, beyond the least window, seconds.
const SLACK: u64 = 900;
const DAY: u32 = 86_400;
/// Windows that are offered besides the least one, seconds.
const WINDOWS: [u32; 6] = [DAY, 2 * DAY, 3 * DAY, 5 * DAY, 7 * DAY, 15 * DAY];

/// What terms say of requests and abnormally low prices: Fluent keys and what stands beside them.
#[must_use]
pub fn asked(page: &Page, terms: &Terms) -> Vec<(&'static str, String)> {
    let Requests { window, under_mean_bp, under_next_bp } = terms.requests;
    let mut rules = Vec::new();
    let mut rule = |key: &str, bp: Option<u32>| {
        rules.extend(bp.map(|bp| page.t1(key, "percent", money::percent(bp))));
    };
    rule("low-price-under-mean", under_mean_bp);
    rule("low-price-under-next", under_next_bp);
    if rules.is_empty() {
        rules.push(page.t("low-price-none"));
    }
    vec![("low-price-rule", rules.join("\n")), ("response-window", duration(page, &window))]
}

/// Why a price is flagged, with the numbers behind it, a line for each rule.
fn why(page: &Page, tender: &TenderView, compared: &ComparisonView, bid: &BidView) -> String {
    let LowPrice { under_mean, under_next } = tender.low_price(bid);
    let price = bid.opened.as_ref().and_then(|opened| opened.evaluated).unwrap_or_default();
    let line = |key: &str, of: u128, bp: Option<u32>| {
        let under = of.saturating_sub(price) * u128::from(WEIGHTS) / of.max(1);
        page.tf(
            key,
            &[
                ("under", money::percent(u32::try_from(under).unwrap_or(WEIGHTS)).into()),
                ("of", money::amount(tender.core().currency, of).into()),
                ("percent", money::percent(bp.unwrap_or_default()).into()),
            ],
        )
    };
    let mut lines = Vec::new();
    if under_mean {
        lines.push(line("low-price-why-mean", compared.field.mean(), compared.rule.under_mean_bp));
    }
    if under_next {
        lines.push(line("low-price-why-next", compared.field.next(), compared.rule.under_next_bp));
    }
    lines.join("\n")
}

/// How far the decision on a flagged price is: part of a Fluent key.
fn decision(tender: &TenderView, bid: &BidView) -> &'static str {
    let last = tender.last_request(bid.number, RequestKind::Explanation);
    if tender.accepted(bid.number).is_some() {
        "accepted"
    } else if !tender.is_undecided(bid) {
        "rejected"
    } else {
        match last {
            None => "unasked",
            Some(held) if held.response.is_some() => "explained",
            Some(held) if tender.is_open(held) => "asked",
            Some(_) => "silent",
        }
    }
}

/// A bid whose price is abnormally low.
#[derive(Clone, Debug)]
pub struct FlaggedLine {
    /// Its number, from 0.
    pub number: u32,
    /// Its vendor.
    pub vendor: String,
    /// The price with its currency.
    pub price: String,
    /// The numbers behind the flag, a line for each rule.
    pub why: String,
    /// How far the decision is: `unasked`, `asked`, `silent`, `explained`, `accepted` or `rejected`.
    pub state: &'static str,
    /// Whether the explanation can be accepted now.
    pub explained: bool,
}

/// A bid whose vendor can be asked for something.
#[derive(Clone, Debug)]
pub struct AskableBid {
    /// Its number, from 0.
    pub number: u32,
    /// Its vendor.
    pub vendor: String,
    /// For what: names of [`RequestKind`].
    pub kinds: Vec<&'static str>,
}

/// A request with its answer.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// The number that people see.
    pub place: u64,
    /// The number on the chain.
    pub number: u32,
    /// The bid's number, from 0.
    pub bid: u32,
    /// Its vendor.
    pub vendor: String,
    /// The name of the [`RequestKind`].
    pub kind: &'static str,
    /// The text, where the portal has it.
    pub text: Option<String>,
    /// Its hash, hexadecimal.
    pub hash: String,
    /// When it was made, Unix seconds.
    pub at: u64,
    /// First second in which a response is too late.
    pub until: u64,
    /// How much of the window is left, in words; empty when it is closed.
    pub left: String,
    /// `open`, `answered` or `over`.
    pub state: &'static str,
    /// The response: text where the portal has it, hash, and when it came.
    pub response: Option<(Option<String>, String, u64)>,
}

impl RequestLine {
    /// As pages show it.
    #[must_use]
    pub fn of(page: &Page, tender: &TenderView, held: &RequestView) -> Self {
        let open = tender.is_open(held);
        let left = held.until.saturating_sub(tender.clock());
        Self {
            place: held.place(),
            number: held.number,
            bid: held.bid,
            vendor: vendor(tender, held.bid),
            kind: held.kind.name(),
            text: held.text.clone(),
            hash: hex::encode(held.statement),
            at: held.at.time,
            until: held.until,
            left: if open { super::remedies::about(page, left) } else { String::new() },
            state: match (open, &held.response) {
                (true, _) => "open",
                (false, Some(_)) => "answered",
                (false, None) => "over",
            },
            response: held.response.as_ref().map(|response| {
                (response.text.clone(), hex::encode(response.hash), response.at.time)
            }),
        }
    }

    /// The colour of its tag.
    #[must_use]
    pub fn colour(&self) -> &'static str {
        match self.state {
            "open" => "yellow",
            "answered" => "green",
            _ => "grey",
        }
    }
}

fn vendor(tender: &TenderView, bid: u32) -> String {
    tender.bids.get(bid as usize).map_or_else(String::new, |bid| bid.vendor_name.clone())
}

/// An acceptance, proposed or confirmed.
#[derive(Clone, Debug)]
pub struct AcceptanceLine {
    /// The bid's number, from 0.
    pub bid: u32,
    /// Its vendor.
    pub vendor: String,
    /// The proposal.
    pub given: Proposed,
}

/// What the page of a running tender says of requests and low prices.
#[derive(Clone, Debug, Default)]
pub struct RequestPart {
    /// Whether there is anything to show: the evaluation began.
    pub shown: bool,
    /// Whether prices are compared by the terms.
    pub compares: bool,
    /// How many prices were compared, their mean, the lowest and the next; empty before the tally is complete.
    pub compared: Vec<(&'static str, String)>,
    /// The bids whose price is abnormally low.
    pub flagged: Vec<FlaggedLine>,
    /// Whose vendors can be asked.
    pub bids: Vec<AskableBid>,
    /// When a window can end: Unix seconds, and the moment in words.
    pub ends: Vec<(u64, String)>,
    /// Requests so far, the latest first.
    pub requests: Vec<RequestLine>,
    /// The acceptance that waits for its approver.
    pub proposed: Option<AcceptanceLine>,
    /// Those that are confirmed.
    pub accepted: Vec<AcceptanceLine>,
    /// What keeps the first bid from the award: a Fluent key, or nothing.
    pub award_waits: Option<&'static str>,
}

impl RequestPart {
    /// As one of the buyer's people sees it.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &App, page: &Page, me: &Me, tender: &TenderView) -> Outcome<Self> {
        let requests = tender.publication().terms.requests;
        let mut accepted = Vec::new();
        for held in tender.acceptances.iter().filter(|held| held.confirmed.is_some()) {
            accepted.push(line(app, me, tender, held).await?);
        }
        let proposed = match tender.proposed_acceptance() {
            Some(held) => Some(line(app, me, tender, held).await?),
            None => None,
        };
        let bids = tender.bids.iter().map(|bid| AskableBid {
            number: bid.number,
            vendor: bid.vendor_name.clone(),
            kinds: tender.askable(bid).into_iter().map(Named::name).collect(),
        });
        Ok(Self {
            shown: tender.asks() || tender.comparison.is_some() || !tender.requests.is_empty(),
            compares: requests.compare_prices(),
            compared: compared(page, tender),
            flagged: flagged(page, tender),
            bids: bids.filter(|bid| !bid.kinds.is_empty()).collect(),
            ends: ends(page, tender, requests.window),
            requests: tender
                .requests
                .iter()
                .rev()
                .map(|held| RequestLine::of(page, tender, held))
                .collect(),
            proposed,
            accepted,
            award_waits: tender.award_waits().filter(|_| tender.asks()),
        })
    }
}

/// When a window can end, to the minute: the least window, and longer ones.
fn ends(page: &Page, tender: &TenderView, window: u32) -> Vec<(u64, String)> {
    let longer = WINDOWS.into_iter().filter(|length| *length > window);
    let lengths =
        std::iter::once(window).chain(longer).filter(|length| *length <= WINDOW_MAX - DAY);
    lengths
        .map(|length| {
            let at = (tender.now + SLACK + u64::from(length)).next_multiple_of(60);
            (at, page.moment(at))
        })
        .collect()
}

/// The comparison in numbers: Fluent keys and what stands beside them; empty before the tally is complete.
fn compared(page: &Page, tender: &TenderView) -> Vec<(&'static str, String)> {
    let Some(held) = &tender.comparison else { return Vec::new() };
    let amount = |minor| money::amount(tender.core().currency, minor);
    let mut lines = vec![
        ("low-price-count", held.field.count().to_string()),
        ("low-price-mean", amount(held.field.mean())),
        ("low-price-lowest", amount(held.field.lowest())),
    ];
    if held.field.next() > 0 {
        lines.push(("low-price-next", amount(held.field.next())));
    }
    let rules = asked(page, &tender.publication().terms).into_iter();
    lines.extend(rules.filter(|(key, _)| *key == "low-price-rule"));
    lines
}

/// The bids whose price is abnormally low, with the numbers behind it.
fn flagged(page: &Page, tender: &TenderView) -> Vec<FlaggedLine> {
    let Some(held) = &tender.comparison else { return Vec::new() };
    let low = tender.bids.iter().filter(|bid| tender.low_price(bid).is_flagged());
    low.map(|bid| {
        let price = bid.opened.as_ref().and_then(|opened| opened.evaluated).unwrap_or_default();
        FlaggedLine {
            number: bid.number,
            vendor: bid.vendor_name.clone(),
            price: money::amount(tender.core().currency, price),
            why: why(page, tender, held, bid),
            state: decision(tender, bid),
            explained: tender.asks() && tender.is_explained(bid),
        }
    })
    .collect()
}

async fn line(
    app: &App,
    me: &Me,
    tender: &TenderView,
    held: &AcceptanceView,
) -> Outcome<AcceptanceLine> {
    Ok(AcceptanceLine {
        bid: held.bid,
        vendor: vendor(tender, held.bid),
        given: Proposed {
            officer: person_name(app, &held.officer).await?,
            at: held.proposed_at.time,
            hash: hex::encode(held.proposed),
            text: held.text.clone().unwrap_or_default(),
            confirmed: held.confirmed.is_some(),
            own: held.officer == me.person.id,
        },
    })
}

/// How many requests wait for a vendor in a tender.
#[must_use]
pub fn waiting(tender: &TenderView, vendor: &OrgId) -> usize {
    let own = |held: &&RequestView| {
        tender.bids.get(held.bid as usize).is_some_and(|bid| bid.vendor == *vendor)
    };
    tender.requests.iter().filter(own).filter(|held| tender.is_open(held)).count()
}

/// A vendor's page: what it was asked in a tender, and the forms to respond.
#[derive(Template)]
#[template(path = "vendor/respond.html")]
pub struct RespondPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Since when the tender is suspended, Unix seconds.
    pub suspended: Option<u64>,
    /// What the reader's organisation was asked, the latest first.
    pub requests: Vec<RequestLine>,
}

impl RespondPage {
    fn here(&self) -> String {
        format!("/tenders/{}/requests", self.address)
    }
}

/// `GET /tenders/{address}/requests`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let view = tender_at(&portal, &parts.1).await?;
    let own = |held: &&RequestView| {
        view.bids.get(held.bid as usize).is_some_and(|bid| bid.vendor == me.org.id)
    };
    let requests = view.requests.iter().rev().filter(own);
    let requests = requests.map(|held| RequestLine::of(&page, &view, held)).collect();
    let answer = RespondPage {
        signing: Signing::of(&portal.app, &signed).await?,
        address: view.row.address.to_string(),
        title: title(&view.row, &page),
        suspended: view.suspended().map(|held| held.from.at.time),
        requests,
        page,
    };
    private(&answer)
}

impl TenderPage {
    /// What the terms in force say of requests and low prices.
    pub(super) fn requests(&self) -> Vec<(&'static str, String)> {
        asked(&self.page, &self.view.publication().terms)
    }

    /// The comparison in numbers, once everybody may read it.
    pub(super) fn prices_compared(&self) -> Vec<(&'static str, String)> {
        if self.view.requests_are_public() { compared(&self.page, &self.view) } else { Vec::new() }
    }

    /// The bids whose price is abnormally low.
    pub(super) fn low_prices(&self) -> Vec<FlaggedLine> {
        flagged(&self.page, &self.view)
    }

    /// Why an explanation was accepted.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template gives references")]
    pub(super) fn accepted(&self, bid: &u32) -> Option<&str> {
        self.view.accepted(*bid)?.text.as_deref()
    }

    /// The requests, the oldest first, once everybody may read them.
    pub(super) fn vendor_requests(&self) -> Vec<RequestLine> {
        if !self.view.requests_are_public() {
            return Vec::new();
        }
        let line = |held| RequestLine::of(&self.page, &self.view, held);
        self.view.requests.iter().map(line).collect()
    }

    /// Whether a line of the timeline may be shown to everybody.
    pub(super) fn is_told(&self, line: &TimelineView) -> bool {
        self.view.is_told(&line.event)
    }

    /// What a line of the timeline says of a request: for what it asked.
    pub(super) fn request_line(&self, line: &TimelineView) -> Option<String> {
        match &line.event {
            Event::Tender(
                TenderEvent::VendorAsked { kind, .. } | TenderEvent::VendorResponded { kind, .. },
            ) => Some(self.page.of("request-kind-", kind.name())),
            _ => None,
        }
    }
}

impl SectionPage {
    /// What the draft's thresholds make of an example.
    pub(super) fn low_price_example(&self) -> Vec<String> {
        let requests = self.view.requests.filter(Requests::compare_prices);
        requests.map_or_else(Vec::new, |requests| low_price_example(&self.page, &requests))
    }
}
