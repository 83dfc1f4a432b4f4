//! What a vendor does in a tender: bid, replace, withdraw, keep the receipt.
//! The offer itself never comes here; the browser seals it.

use actix_web::{HttpRequest, web};
use askama::Template;
use serde_json::{Value, json};
use tenderseal_rules::{
    OrgId,
    tender::{BidStatus, LOT, Stage},
    tse1::{Context, Kind},
};

use super::{
    Portal,
    contract::waits_for_vendor,
    errors::Refusal,
    lots::Siblings,
    page::{Answer, Page, private, public},
    publication, requests, securities,
    signing::{Signing, me},
    tender_rules::{CriterionLine, criteria},
    tenders::{status_key, tender_at, title},
};
use crate::app::{
    self,
    names::{self, Named},
    people::Me,
    sign_in::Signed,
    tender::{BidView, TenderView},
};
use crate::render::{lifecycle::LifecycleWords, money, rule::PriceWords};

/// Messages that the module of the bid page shows.
const BID_TEXTS: [&str; 43] = [
    "chain-error-no_proof",
    "chain-error-bad_proof",
    "chain-error-node_key",
    "chain-error-not_a_tender",
    "bid-error-envelopes_too_long",
    "bid-error-cost_empty",
    "bid-error-cost_shape",
    "bid-error-cost_decimals",
    "bid-error-cost_range",
    "bid-error-cost_years",
    "bid-error-evaluated_range",
    "bid-error-issuer_empty",
    "bid-error-issuer_long",
    "bid-error-guarantee_empty",
    "bid-error-guarantee_long",
    "bid-error-receipt_guarantee",
    "bid-error-price_empty",
    "bid-error-price_shape",
    "bid-error-price_decimals",
    "bid-error-price_range",
    "bid-error-valid_empty",
    "bid-error-valid_early",
    "bid-error-answer_empty",
    "bid-error-answer_long",
    "bid-error-body_too_long",
    "bid-error-bad_text",
    "bid-error-terms_differ",
    "bid-error-committee_mismatch",
    "bid-error-seal_differs",
    "bid-error-no_key",
    "bid-error-unknown_key",
    "bid-error-no_storage",
    "bid-error-not_saved",
    "bid-error-bad_receipt",
    "bid-error-receipt_differs",
    "bid-error-receipt_elsewhere",
    "bid-error-failed",
    "bid-count-left",
    "bid-count-over",
    "bid-sealing-done",
    "bid-sealing-waits",
    "bid-save-file",
    "bid-key-found",
];

/// Messages that the module of the receipt page shows.
const RECEIPT_TEXTS: [&str; 5] = [
    "bid-receipt-error-bad_receipt",
    "bid-receipt-error-receipt_differs",
    "bid-receipt-error-committee_mismatch",
    "bid-receipt-error-failed",
    "bid-receipt-good",
];

/// The steps of the bid page, as in the address's fragment.
pub const STEPS: [&str; 6] = ["start", "offer", "check", "seal", "save", "hand-in"];

/// The page on which a bid is made or replaced.
#[derive(Template)]
#[template(path = "vendor/bid.html")]
pub struct BidPage {
    /// The frame.
    pub page: Page,
    /// The tender.
    pub view: TenderView,
    /// What the browser needs to sign.
    pub signing: Signing,
    /// Who bids.
    pub vendor: String,
    /// Id of who bids.
    pub org: OrgId,
    /// What the browser seals for; see the module `bid`.
    pub facts: String,
    /// The same for `tenderseal seal`, as JSON.
    pub target: String,
    /// The attempt that the envelope is sealed for.
    pub attempt: u32,
    /// The bid that it takes the place of.
    pub replaces: Option<BidView>,
    /// The lots of the procurement, where it is divided.
    pub lots: Option<Siblings>,
}

impl BidPage {
    /// The page for a vendor's next envelope.
    #[must_use]
    pub fn of(page: Page, view: TenderView, signing: Signing, me: &Me) -> Self {
        let replaces = view.bid_of(&me.org.id).cloned();
        let attempt = view.next_attempt(&me.org.id);
        let facts = facts(&view, me, attempt, replaces.as_ref().map(|bid| bid.attempt)).to_string();
        let target = target(&view, me, attempt).to_string();
        let (vendor, org) = (me.org.name.clone(), me.org.id);
        Self { page, view, signing, vendor, org, facts, target, attempt, replaces, lots: None }
    }

    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn heading(&self) -> String {
        self.page.t(match &self.replaces {
            Some(bid) if bid.stale => "bid-title-confirm",
            Some(_) => "bid-title-replace",
            None => "bid-title",
        })
    }

    fn here(&self) -> String {
        self.page.href(&format!("/tenders/{}", self.view.row.address))
    }

    /// Whether answers and price are sealed in envelopes of their own.
    fn has_two(&self) -> bool {
        self.view.has_two_envelopes()
    }

    fn criteria(&self) -> Vec<CriterionLine> {
        criteria(&self.view, &self.page)
    }

    fn price_words(&self) -> PriceWords {
        let terms = &self.view.publication().terms;
        PriceWords::of(self.page.locale, &terms.price, terms.currency)
    }

    /// What of life-cycle costs counts; none where they do not.
    fn lifecycle(&self) -> Option<LifecycleWords> {
        LifecycleWords::of(self.page.locale, &self.view.publication().terms)
    }

    /// The years whose costs are asked for, from 1.
    fn years(&self) -> std::ops::RangeInclusive<u8> {
        1..=self.view.publication().terms.lifecycle_years
    }

    fn texts(&self) -> String {
        self.page.texts(&BID_TEXTS)
    }

    fn is_open(&self) -> bool {
        self.view.stage == Stage::Bidding && self.view.suspended().is_none()
    }

    /// Whether the vendor may bid here.
    fn may_bid(&self) -> bool {
        self.view.may_bid(&self.org)
    }

    /// Whether vendors are qualified before they bid.
    fn qualifies(&self) -> bool {
        self.view.applications_until().is_some()
    }

    fn buyer(&self) -> String {
        let buyer = self.view.buyer.as_ref();
        buyer.map_or_else(|| self.view.row.buyer.to_string(), |buyer| buyer.name.clone())
    }

    /// What the terms ask bidders for.
    fn security(&self) -> Vec<(&'static str, String)> {
        securities::asked(&self.page, &self.view.publication().terms)
    }

    fn threshold(&self) -> String {
        let core = self.view.core();
        self.page.tf("bid-committee", &[("k", core.k.into()), ("n", core.n.into())])
    }

    fn contract(&self) -> String {
        self.view.row.address.to_string()
    }

    /// What opens the part for programs: the command line seals bids with one envelope.
    fn own_program(&self) -> String {
        self.page.t(if self.has_two() { "bid-two-call" } else { "bid-cli-title" })
    }

    /// An offer as `tenderseal seal --offer` takes it, to be filled in.
    fn offer(&self) -> String {
        let core = self.view.core();
        let answers: Vec<Value> = self
            .view
            .publication()
            .terms
            .criteria
            .iter()
            .map(|one| json!({ "criterion": one.id, "text": "…" }))
            .collect();
        let mut offer = json!({
            "currency": core.currency.to_string(),
            "price": "123456",
            "valid_until": self.view.schedule().deadline + 90 * 86_400,
            "answers": answers,
        });
        if self.lifecycle().is_some() {
            offer["costs"] = self.years().map(|_| "1000").collect();
        }
        if !self.security().is_empty() {
            offer["guarantee"] = json!({ "issuer": "…", "number": "…" });
        }
        offer.to_string()
    }

    /// How the line is called that says which.
    const fn replaces_label(bid: &BidView) -> &'static str {
        if bid.stale { "bid-confirms" } else { "bid-replaces" }
    }

    /// Which bid the new one takes the place of.
    fn replaced(&self, bid: &BidView) -> String {
        let values = [
            ("number", self.page.bid_number(bid.number).into()),
            ("time", self.page.moment(bid.at.time).into()),
        ];
        self.page.tf(if bid.stale { "bid-confirms-bid" } else { "bid-replaces-bid" }, &values)
    }

    fn price_hint(&self) -> String {
        let code = self.view.core().currency.to_string();
        let digits = money::exponent(&code);
        self.page.tf(
            "bid-price-hint",
            &[("currency", code.into()), ("example", money::decimal(123_456_700, digits).into())],
        )
    }

    fn hash(bytes: &[u8]) -> String {
        hex::encode(bytes)
    }
}

/// What `tenderseal seal --target` takes.
fn target(view: &TenderView, me: &Me, attempt: u32) -> Value {
    let core = view.core();
    let context = Context {
        genesis: core.genesis,
        tender: view.row.address.0,
        lot: LOT,
        kind: Kind::Financial,
        vendor: me.org.id.0,
        attempt,
        terms_hash: view.state().terms.hash,
        committee_hash: core.committee_hash,
    };
    json!({
        "ctx": hex::encode(context.to_bytes()),
        "k": core.k,
        "committee": view.publication().committee.iter().map(hex::encode).collect::<Vec<_>>(),
    })
}

/// What the module `bid` calls `TenderFacts`.
fn facts(view: &TenderView, me: &Me, attempt: u32, replaces: Option<u32>) -> Value {
    let (core, held) = (view.core(), view.publication());
    let currency = core.currency.to_string();
    json!({
        "genesis": hex::encode(core.genesis),
        "contract": view.row.address.to_string(),
        "number": view.row.public_number(),
        "lot": LOT,
        "vendor": me.org.id.to_string(),
        "attempt": attempt,
        "replaces": replaces,
        "terms_hash": hex::encode(view.state().terms.hash),
        "terms_version": view.state().terms.version,
        "terms": publication::terms(&held.terms),
        "guarantee": held.terms.security.is_some(),
        "two_envelopes": view.has_two_envelopes(),
        "years": held.terms.lifecycle_years,
        "rate_bp": held.terms.lifecycle_rate_bp,
        "committee_hash": hex::encode(core.committee_hash),
        "k": core.k,
        "committee": held.committee.iter().map(hex::encode).collect::<Vec<_>>(),
        "exponent": money::exponent(&currency),
        "currency": currency,
        "deadline": view.schedule().deadline,
    })
}

/// `GET /tenders/{address}/bid`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let view = tender_at(&portal, &parts.1).await?;
    let me = me(&portal, &signed).await?;
    let signing = Signing::of(&portal.app, &signed).await?;
    let lots = Siblings::of(&portal.app, &view.row).await?;
    private(&BidPage { lots, ..BidPage::of(page, view, signing, &me) })
}

/// The page on which a bid is withdrawn.
#[derive(Template)]
#[template(path = "vendor/withdraw.html")]
pub struct WithdrawPage {
    /// The frame.
    pub page: Page,
    /// The tender.
    pub view: TenderView,
    /// What the browser needs to sign.
    pub signing: Signing,
    /// The bid that counts.
    pub bid: BidView,
}

impl WithdrawPage {
    fn contract(&self) -> String {
        self.view.row.address.to_string()
    }

    fn attempt(&self) -> String {
        self.bid.attempt.to_string()
    }

    fn envelope_hash(&self) -> String {
        hex::encode(self.bid.e)
    }

    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn here(&self) -> String {
        self.page.href(&format!("/tenders/{}", self.view.row.address))
    }

    fn is_open(&self) -> bool {
        self.view.stage == Stage::Bidding && self.view.suspended().is_none()
    }
}

/// `GET /tenders/{address}/withdraw`: there only for who has a bid that counts.
pub async fn withdraw(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let view = tender_at(&portal, &parts.1).await?;
    let me = me(&portal, &signed).await?;
    let bid = view.bid_of(&me.org.id).cloned().ok_or(Refusal::NotFound)?;
    let signing = Signing::of(&portal.app, &signed).await?;
    private(&WithdrawPage { page, view, signing, bid })
}

/// A vendor's receipt: what the record says of a bid.
#[derive(Template)]
#[template(path = "vendor/receipt.html")]
pub struct ReceiptPage {
    /// The frame.
    pub page: Page,
    /// The tender.
    pub view: TenderView,
    /// The bid.
    pub bid: BidView,
}

impl ReceiptPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn here(&self) -> String {
        self.page.href(&format!("/tenders/{}", self.view.row.address))
    }

    /// Header, signature and proof of inclusion, as JSON.
    fn json(&self) -> String {
        self.page.href(&format!("/receipts/{}/{}.json", self.bid.at.block, self.bid.at.extrinsic))
    }

    fn status(&self) -> String {
        if self.bid.silent {
            return format!("bid-status-{}", names::bid_status(self.bid.status));
        }
        status_key(&self.bid)
    }

    /// The guarantee's hash and what became of the security, where there is one.
    fn security(&self) -> Option<(String, String)> {
        let held = self.bid.security.as_ref()?;
        Some((hex::encode(held.guarantee), securities::fate(&self.page, held)))
    }

    fn is_sealed(&self) -> bool {
        self.bid.status == BidStatus::Sealed
    }

    fn is_open(&self) -> bool {
        self.view.stage == Stage::Bidding && self.view.suspended().is_none()
    }

    fn hash(bytes: &[u8]) -> String {
        hex::encode(bytes)
    }
}

/// `GET /tenders/{address}/bids/{number}/receipt`: of the own organisation's bids only.
pub async fn receipt(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String, u32)>,
    signed: Signed,
) -> Answer {
    let view = tender_at(&portal, &parts.1).await?;
    let me = me(&portal, &signed).await?;
    let bid =
        view.bids.iter().find(|bid| bid.number == parts.2 && bid.vendor == me.org.id).cloned();
    private(&ReceiptPage { page, view, bid: bid.ok_or(Refusal::NotFound)? })
}

/// A tender on which the organisation bid.
pub struct BidsLine {
    /// The tender.
    pub view: TenderView,
    /// The organisation's bids in it, the latest first.
    pub bids: Vec<BidView>,
}

impl BidsLine {
    /// The title of the tender.
    #[must_use]
    pub fn title(&self, page: &Page) -> String {
        title(&self.view.row, page)
    }

    /// The key of a bid's status.
    #[must_use]
    pub fn status(&self, bid: &BidView) -> String {
        status_key(bid)
    }

    /// Whether bids can be changed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.view.stage == Stage::Bidding
    }

    /// Whether one of the bids can be replaced or withdrawn; a stale one too.
    #[must_use]
    pub fn has_live(&self) -> bool {
        self.bids.iter().any(BidView::is_live)
    }

    /// Whether a bid waits to be confirmed, and can be.
    #[must_use]
    pub fn has_stale(&self) -> bool {
        self.is_open() && self.bids.iter().any(|bid| bid.is_live() && bid.stale)
    }

    /// The deadline before and after an extension that came when the vendor had already bid.
    #[must_use]
    pub fn extended(&self) -> Option<(u64, u64)> {
        let last = self.view.extensions.iter().rev().find_map(|held| Some((held, held.confirmed?)));
        let (held, confirmed) = last.filter(|_| self.is_open())?;
        let mut live = self.bids.iter().filter(|bid| bid.counts());
        live.any(|bid| bid.at.time <= confirmed.at.time).then_some((confirmed.from, held.deadline))
    }

    /// Where the vendor responds to requests about its bids, without the language, and how many wait for it; none where it
    /// was never asked.
    #[must_use]
    pub fn requests(&self) -> Option<(String, usize)> {
        let vendor = self.bids.first()?.vendor;
        let asked = |bid: &BidView| self.view.requests.iter().any(|held| held.bid == bid.number);
        let path = format!("/tenders/{}/requests", self.view.row.address);
        self.bids.iter().any(asked).then(|| (path, requests::waiting(&self.view, &vendor)))
    }

    /// Where the contract with the vendor is, without the language, and what of it waits for the vendor.
    #[must_use]
    pub fn contract(&self) -> Option<(String, Vec<&'static str>)> {
        let vendor = self.bids.first()?.vendor;
        let won = self.view.award.as_ref().is_some_and(|award| award.vendor == vendor);
        let path = format!("/tenders/{}/contract", self.view.row.address);
        (won && self.view.stage.is_awarded()).then(|| (path, waits_for_vendor(&self.view, &vendor)))
    }

    /// How far the award to a bid is: a Fluent key.
    #[must_use]
    pub fn outcome(&self, bid: &BidView) -> Option<&'static str> {
        self.view.award.as_ref().filter(|award| award.bid == bid.number)?;
        match self.view.stage {
            Stage::AwardProposed => Some("bids-first"),
            Stage::Standstill => Some("bids-standstill"),
            stage if stage.is_awarded() => Some("bids-won"),
            _ => None,
        }
    }
}

/// The organisation's bids.
#[derive(Template)]
#[template(path = "vendor/bids.html")]
pub struct BidsPage {
    /// The frame.
    pub page: Page,
    /// The organisation.
    pub vendor: String,
    /// Where it bid, the latest tender first.
    pub lines: Vec<BidsLine>,
}

/// `GET /bids`.
pub async fn list(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let Some(me) = app::people::me(&portal.app, signed.account.id).await? else {
        return private(&BidsPage { page, vendor: String::new(), lines: Vec::new() });
    };
    let mut lines = Vec::new();
    for row in portal.app.store.tenders_bid_on(&me.org.id).await.map_err(app::Error::from)? {
        let Some(view) = app::tender::view(&portal.app, &row.address).await? else { continue };
        let own = view.bids.iter().rev().filter(|bid| bid.vendor == me.org.id);
        let bids = own.cloned().collect();
        lines.push(BidsLine { view, bids });
    }
    private(&BidsPage { page, vendor: me.org.name, lines })
}

/// The page that reads a receipt file, in the browser alone.
#[derive(Template)]
#[template(path = "public/receipt_open.html")]
pub struct OpenReceiptPage {
    /// The frame.
    pub page: Page,
}

impl OpenReceiptPage {
    fn texts(&self) -> String {
        self.page.texts(&RECEIPT_TEXTS)
    }
}

/// `GET /receipts/open`.
pub async fn open_receipt(request: HttpRequest, page: Page) -> Answer {
    public(&request, &OpenReceiptPage { page })
}
