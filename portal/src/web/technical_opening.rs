//! The technical opening, where bids have two envelopes: a committee member seals its shares to the evaluators, a vendor its seed
//! where the committee fails. What was sealed is kept here; nothing of it becomes public.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use serde_json::{Value, json};
use tenderseal_envelope::reshare::BLOB_MAX;
use tenderseal_rules::{
    registry::OrgStatus,
    roles::Role,
    tender::{BidStatus, RESHARED_MAX, Stage},
};

use super::{
    Portal, committee,
    errors::Refusal,
    page::{Answer, Page, private},
    signing::{Signing, contract, me, person_name},
    tenders::title,
    upload::Upload,
};
use crate::app::{
    App, Error, Outcome,
    names::{self, Named},
    people::Me,
    readers::{self, Handed, Sender, VENDOR},
    sign_in::Signed,
    tender::{BidView, TechnicalView, TenderView, view},
};
use crate::ports_chain::BidRow;

/// A member of the committee in the technical opening.
#[derive(Clone, Debug)]
pub struct GiverLine {
    /// The place, from 1.
    pub place: u8,
    /// The name.
    pub name: String,
    /// The organisation.
    pub org: String,
    /// Bids that the member sealed to every reader, and of how many.
    pub sealed: (usize, usize),
    /// Whether it is who asks.
    pub own: bool,
}

/// An evaluator in the technical opening.
#[derive(Clone, Debug)]
pub struct ReaderLine {
    /// The name.
    pub name: String,
    /// The organisation.
    pub org: String,
    /// When it declared its interests and its key, Unix seconds.
    pub declared: Option<u64>,
}

/// A bid in the technical opening.
#[derive(Clone, Debug)]
pub struct OfferLine {
    /// The number, from 0.
    pub number: u32,
    /// The vendor.
    pub vendor: String,
    /// The name of its status.
    pub status: &'static str,
    /// Members who sealed their share.
    pub members: usize,
    /// Whether the vendor sealed its seed.
    pub seed: bool,
    /// Whether it is the reader's to seal still.
    pub open: bool,
}

/// A committee member's page in the technical opening.
#[derive(Template)]
#[template(path = "committee/technical_opening.html")]
pub struct TechnicalOpeningPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// Since when the tender is suspended, Unix seconds.
    pub suspended: Option<u64>,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Its stage.
    pub stage: Stage,
    /// When the technical opening begins, Unix seconds.
    pub opening: u64,
    /// When it ends at the latest, Unix seconds.
    pub until: Option<u64>,
    /// Whether shares are sealed now.
    pub takes: bool,
    /// Whether every evaluator declared.
    pub known: bool,
    /// Members whose shares open a bid.
    pub k: u8,
    /// The member's opening key, hexadecimal.
    pub key: String,
    /// The committee.
    pub members: Vec<GiverLine>,
    /// The panel.
    pub readers: Vec<ReaderLine>,
    /// Bids that are opened.
    pub bids: Vec<OfferLine>,
}

impl TechnicalOpeningPage {
    fn stage_name(&self) -> &'static str {
        self.stage.name()
    }

    fn is_before(&self) -> bool {
        matches!(self.stage, Stage::Bidding | Stage::Closed)
    }

    fn to_seal(&self) -> usize {
        self.bids.iter().filter(|bid| bid.open).count()
    }

    /// Bids that one signature seals, where that is not all of them.
    fn at_once(&self) -> Option<usize> {
        (self.to_seal() > RESHARED_MAX).then_some(RESHARED_MAX)
    }

    fn path(&self) -> String {
        format!("/tenders/{}/technical-opening", self.address)
    }

    fn facts(&self) -> String {
        self.page.href(&format!("/tenders/{}/technical-opening/envelopes", self.address))
    }

    fn blobs(&self) -> String {
        self.page.href(&blobs_path(&self.address))
    }
}

/// Where what was sealed is handed in, without the language.
fn blobs_path(address: &str) -> String {
    format!("/tenders/{address}/sealed-to-readers")
}

/// The tender of a path for a member of its committee, with the member's place; only where bids have two envelopes.
async fn mine(
    portal: &Portal,
    address: &str,
    signed: &Signed,
) -> Result<(TenderView, u8), Refusal> {
    let (tender, place) = committee::mine(portal, address, signed).await?;
    if tender.has_two_envelopes() { Ok((tender, place)) } else { Err(Refusal::NotFound) }
}

/// The tender of a path, where bids have two envelopes.
///
/// # Errors
/// [`Refusal::NotFound`] for every other.
pub async fn two_envelopes(portal: &Portal, address: &str) -> Result<TenderView, Refusal> {
    let tender = view(&portal.app, &contract(address)?).await?.ok_or(Refusal::NotFound)?;
    if tender.has_two_envelopes() { Ok(tender) } else { Err(Refusal::NotFound) }
}

/// `GET /tenders/{address}/technical-opening`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, place) = mine(&portal, &parts.1, &signed).await?;
    let app = &portal.app;
    let handed = Handed::of(app, &tender).await?;
    let all = readers::readable(&tender).count();
    let mut members = Vec::new();
    for member in &tender.committee {
        members.push(GiverLine {
            place: member.place,
            name: person_name(app, &member.person).await?,
            org: member.org_name.clone(),
            sealed: (all - handed.missing(&tender, member.place).len(), all),
            own: member.place == place,
        });
    }
    let mut panel = Vec::new();
    for seat in &tender.panel {
        panel.push(ReaderLine {
            name: person_name(app, &seat.person).await?,
            org: seat.org_name.clone(),
            declared: seat.declaration.as_ref().map(|held| held.at.time),
        });
    }
    let missing = handed.missing(&tender, place);
    let bid = |bid: &BidView| OfferLine {
        number: bid.number,
        vendor: if tender.names_are_public() { bid.vendor_name.clone() } else { String::new() },
        status: names::bid_status(bid.status),
        members: bid.technical.as_ref().map_or(0, |held| held.members().len()),
        seed: bid.technical.as_ref().is_some_and(TechnicalView::has_seed),
        open: missing.contains(&bid.number),
    };
    private(&TechnicalOpeningPage {
        title: title(&tender.row, &page),
        signing: Signing::of(app, &signed).await?,
        address: tender.row.address.to_string(),
        stage: tender.stage,
        suspended: tender.suspended().map(|held| held.from.at.time),
        opening: tender.first_opening(),
        until: tender.technical_until(),
        takes: tender.takes_reshares(),
        known: readers::are_known(&tender),
        k: tender.core().k,
        key: tender.opening_key_of(place),
        members,
        readers: panel,
        bids: readers::readable(&tender).map(bid).collect(),
        page,
    })
}

/// What the facts are narrowed to.
#[derive(Deserialize)]
pub struct Asked {
    /// `1`: every bid, also those that are sealed to every reader already.
    #[serde(default)]
    all: String,
}

/// `GET /tenders/{address}/technical-opening/envelopes?all=`: what the member's browser opens and seals in one act, as JSON. Nothing
/// before the technical opening, and nothing after it.
pub async fn envelopes(
    portal: web::Data<Portal>,
    parts: web::Path<(String, String)>,
    asked: web::Query<Asked>,
    signed: Signed,
) -> Answer {
    let (tender, place) = mine(&portal, &parts.1, &signed).await?;
    if !readers::is_open(&tender) {
        return Err(Refusal::NotFound);
    }
    let missing = Handed::of(&portal.app, &tender).await?.missing(&tender, place);
    let wanted = |bid: &BidView| asked.all == "1" || missing.contains(&bid.number);
    let rows = rows(&portal, &tender).await?;
    let bids = readers::readable(&tender).filter(|bid| wanted(bid));
    // A bid that nobody may read is sealed to nobody.
    let bids = bids.filter(|bid| !readers::of(&tender, bid).is_empty());
    let bids: Vec<_> =
        bids.filter_map(|bid| sealing(&tender, bid, &rows)).take(RESHARED_MAX).collect();
    let mut answer = facts(&tender);
    answer["member"] = json!(place);
    answer["bids"] = json!(bids);
    Ok(unkept(&answer))
}

/// Every bid with its bytes.
///
/// # Errors
/// When the table cannot be read.
pub async fn rows(portal: &Portal, tender: &TenderView) -> Result<Vec<BidRow>, Refusal> {
    Ok(portal.app.store.bids_of(&tender.row.address).await.map_err(Error::from)?)
}

/// What an envelope must be sealed for, as far as it is the tender's.
#[must_use]
pub fn facts(tender: &TenderView) -> Value {
    let core = tender.core();
    json!({
        "genesis": hex::encode(core.genesis),
        "contract": tender.row.address.to_string(),
        "terms_hash": hex::encode(tender.state().terms.hash),
        "terms_version": tender.state().terms.version,
        "committee_hash": hex::encode(core.committee_hash),
        "k": core.k,
    })
}

/// The same as far as it is the bid's, with the technical envelope; none where that is not at hand.
#[must_use]
pub fn offer(bid: &BidView, rows: &[BidRow]) -> Option<Value> {
    let held = bid.technical.as_ref()?;
    let row = rows.iter().find(|row| row.number == bid.number)?;
    Some(json!({
        "bid": bid.number,
        "vendor": bid.vendor.to_string(),
        "attempt": bid.attempt,
        "e": hex::encode(held.e),
        "c": hex::encode(held.c),
        "envelope": hex::encode(row.technical.as_ref()?),
    }))
}

fn sealing(tender: &TenderView, bid: &BidView, rows: &[BidRow]) -> Option<Value> {
    let mut told = offer(bid, rows)?;
    let reader = |one: readers::Reader| json!({ "person": one.person.to_string(), "key": hex::encode(one.key) });
    told["readers"] = readers::of(tender, bid).into_iter().map(reader).collect();
    Some(told)
}

/// JSON that no cache keeps.
#[must_use]
pub fn unkept(answer: &Value) -> HttpResponse {
    HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(answer)
}

/// `POST /tenders/{address}/sealed-to-readers`: takes in what a committee member or a vendor sealed, in a field `blob`. Answers
/// `{"sha256"}`, which an act on chain then names.
pub async fn keep(
    portal: web::Data<Portal>,
    parts: web::Path<(String, String)>,
    signed: Signed,
    upload: Upload,
) -> Answer {
    let upload = upload.open().await?;
    let me = me(&portal, &signed).await?;
    let tender = two_envelopes(&portal, &parts.1).await?;
    let sender = sender(&tender, &me).ok_or(Refusal::NotFound)?;
    if !readers::is_open(&tender) {
        return Err(Refusal::NotFound);
    }
    let (_, blob) = upload.receive_one("blob", BLOB_MAX).await?;
    let hash = readers::keep(&portal.app, &tender, sender, &blob).await?;
    Ok(unkept(&json!({ "sha256": hex::encode(hash) })))
}

/// As what somebody may hand in something; nothing for whoever may not.
fn sender(tender: &TenderView, me: &Me) -> Option<Sender> {
    if me.org.status != OrgStatus::Admitted {
        return None;
    }
    if me.person.roles.has(Role::Committee) && tender.place_of(&me.person.id).is_some() {
        return Some(Sender::Member);
    }
    let bids = me.person.roles.has(Role::Vendor) && tender.bid_of(&me.org.id).is_some();
    bids.then_some(Sender::Vendor(me.org.id))
}

/// A vendor opens its own technical offer to the evaluators.
#[derive(Template)]
#[template(path = "vendor/open_offer.html")]
pub struct OpenOfferPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The name of its stage.
    pub stage: &'static str,
    /// When the technical opening ends at the latest, Unix seconds.
    pub until: Option<u64>,
    /// The bid.
    pub bid: u32,
    /// Members whose share is sealed, and how many it takes.
    pub members: (usize, u8),
    /// Whether the seed was sealed to everybody who reads now.
    pub given: bool,
    /// Whether it can be given now: the technical opening has begun, and every evaluator declared.
    pub open: bool,
}

impl OpenOfferPage {
    fn facts(&self) -> String {
        self.page.href(&format!("/tenders/{}/open-offer/envelope", self.address))
    }

    fn blobs(&self) -> String {
        self.page.href(&blobs_path(&self.address))
    }

    /// Whether the committee has opened the offer already.
    fn is_opened(&self) -> bool {
        self.members.0 >= usize::from(self.members.1)
    }
}

/// The tender of a path with the bid of the organisation that asks, whose technical envelope is opened.
async fn own_bid(
    portal: &Portal,
    address: &str,
    signed: &Signed,
) -> Result<(TenderView, u32), Refusal> {
    let me = me(portal, signed).await?;
    let tender = two_envelopes(portal, address).await?;
    let own = tender.bid_of(&me.org.id).filter(|bid| readers::is_readable(bid));
    let number = own.ok_or(Refusal::NotFound)?.number;
    Ok((tender, number))
}

/// `GET /tenders/{address}/open-offer`.
pub async fn open_offer(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, number) = own_bid(&portal, &parts.1, &signed).await?;
    let bid = tender.bids.get(number as usize).ok_or(Refusal::NotFound)?;
    let held = bid.technical.as_ref().ok_or(Refusal::NotFound)?;
    let handed = Handed::of(&portal.app, &tender).await?;
    let given = held.has_seed() && handed.is_complete(&tender, bid, VENDOR);
    let members = (held.members().len(), tender.core().k);
    private(&OpenOfferPage {
        title: title(&tender.row, &page),
        signing: Signing::of(&portal.app, &signed).await?,
        address: tender.row.address.to_string(),
        stage: tender.stage.name(),
        until: tender.technical_until(),
        bid: number,
        members,
        given,
        open: readers::is_open(&tender),
        page,
    })
}

/// `GET /tenders/{address}/open-offer/envelope`: the own bid and its readers, as JSON.
pub async fn own_envelope(
    portal: web::Data<Portal>,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, number) = own_bid(&portal, &parts.1, &signed).await?;
    if !readers::is_open(&tender) {
        return Err(Refusal::NotFound);
    }
    let rows = rows(&portal, &tender).await?;
    let bid = readers::readable(&tender).find(|bid| bid.number == number);
    let told = bid.and_then(|bid| sealing(&tender, bid, &rows));
    let mut answer = facts(&tender);
    answer["bids"] = json!([told.ok_or(Refusal::NotFound)?]);
    Ok(unkept(&answer))
}

/// Whether a vendor should open its own offer: the committee's time is over, the panel has not found on it, and somebody
/// who reads it, perhaps a substitute that came since, cannot open it yet.
///
/// # Errors
/// When a table or a file cannot be read.
pub async fn waits_for_vendor(app: &App, tender: &TenderView, bid: &BidView) -> Outcome<bool> {
    let late = tender.first_opening().saturating_add(tender.schedule().officers_window.into());
    let unread = bid.status == BidStatus::Sealed && readers::is_readable(bid);
    if !readers::is_open(tender) || !unread || tender.clock() < late {
        return Ok(false);
    }
    let handed = Handed::of(app, tender).await?;
    let mut reading = readers::of(tender, bid).into_iter();
    Ok(reading.any(|one| !handed.opens(tender, bid.number, one.person)))
}
