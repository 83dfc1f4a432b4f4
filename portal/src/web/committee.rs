//! The opening committee: its keys, and opening day.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde_json::json;
use tenderseal_rules::{
    messages::Fault,
    tender::{BidStatus, SHARES_MAX, Stage},
};

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Page, private},
    signing::{Signing, contract, me, person_name},
    tenders::title,
};
use crate::app::{
    self, App, Outcome,
    names::{self, Named},
    readers::{self, Handed},
    sign_in::Signed,
    tender::{TenderView, view},
};
use crate::chain::Judgement;
use crate::ports_chain::{OpeningKeyRow, Part};

/// The member's own opening keys.
#[derive(Template)]
#[template(path = "committee/opening_keys.html")]
pub struct OpeningKeysPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// Registered keys with the titles of the tenders that name them.
    pub keys: Vec<(OpeningKeyRow, Vec<String>)>,
}

impl OpeningKeysPage {
    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    fn public(&self, key: &OpeningKeyRow) -> String {
        hex::encode(key.public)
    }
}

/// A tender on whose committee the member sits.
#[derive(Clone, Debug)]
pub struct OpeningLine {
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The name of its stage.
    pub stage: &'static str,
    /// When the opening begins, Unix seconds.
    pub opening: u64,
    /// Sealed bids that wait for the member's share.
    pub waiting: usize,
    /// Of a tender with two envelopes: technical offers that wait to be sealed to the evaluators.
    pub technical: Option<usize>,
}

/// The member's tenders.
#[derive(Template)]
#[template(path = "committee/openings.html")]
pub struct OpeningsPage {
    /// The frame.
    pub page: Page,
    /// The tenders, the latest first.
    pub tenders: Vec<OpeningLine>,
}

/// A committee member on opening day.
#[derive(Clone, Debug)]
pub struct MemberLine {
    /// The place, from 1.
    pub place: u8,
    /// The name.
    pub name: String,
    /// The organisation.
    pub org: String,
    /// Bids for which a share is there.
    pub posted: usize,
    /// Bids for which one is missing.
    pub missing: usize,
    /// Whether it is the reader.
    pub own: bool,
}

/// A bid on opening day.
#[derive(Clone, Debug)]
pub struct BidLine {
    /// The number, from 0.
    pub number: u32,
    /// The vendor.
    pub vendor: String,
    /// The name of its status.
    pub status: &'static str,
    /// Good shares.
    pub good: usize,
    /// Shares that are still needed.
    pub needed: usize,
    /// The fault that the judge found, by name.
    pub fault: &'static str,
    /// Whether the reader's share is still to come.
    pub open: bool,
    /// Whether the reader may object.
    pub may_object: bool,
}

/// Opening day.
#[derive(Template)]
#[template(path = "committee/opening.html")]
pub struct OpeningPage {
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
    /// When the opening begins, Unix seconds.
    pub opening: u64,
    /// When the committee's window ends, Unix seconds.
    pub until: u64,
    /// Shares that open a bid.
    pub k: u8,
    /// The reader's place, from 1.
    pub place: u8,
    /// The reader's opening key, hexadecimal.
    pub key: String,
    /// The committee.
    pub members: Vec<MemberLine>,
    /// Bids that were not withdrawn or replaced.
    pub bids: Vec<BidLine>,
}

impl OpeningPage {
    fn stage_name(&self) -> &'static str {
        self.stage.name()
    }

    fn is_opening(&self) -> bool {
        self.stage == Stage::FinancialOpening && self.suspended.is_none()
    }

    fn is_before(&self) -> bool {
        matches!(self.stage, Stage::Bidding | Stage::Closed)
    }

    /// Whether technical offers come first, which the committee opens on a page of their own.
    fn is_technical(&self) -> bool {
        matches!(self.stage, Stage::TechnicalOpening | Stage::TechnicalEvaluation)
    }

    fn technical(&self) -> String {
        format!("/tenders/{}/technical-opening", self.address)
    }

    fn to_open(&self) -> usize {
        self.bids.iter().filter(|bid| bid.open).count()
    }

    /// Bids that one signature opens, where that is not all of them.
    fn at_once(&self) -> Option<usize> {
        (self.to_open() > SHARES_MAX).then_some(SHARES_MAX)
    }

    fn path(&self) -> String {
        format!("/tenders/{}/opening", self.address)
    }

    fn envelopes(&self) -> String {
        self.page.href(&format!("/tenders/{}/opening/envelopes", self.address))
    }
}

/// `GET /opening-keys`.
pub async fn keys(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let me = me(&portal, &signed).await?;
    let app = &portal.app;
    let tenders =
        app.store.tenders_with(&me.person.id, Part::Committee).await.map_err(app::Error::from)?;
    let held = app.store.opening_keys_of(&me.person.id).await.map_err(app::Error::from)?;
    let named = |key: &OpeningKeyRow| {
        let with = tenders.iter().filter(|row| row.publication.committee.contains(&key.public));
        with.map(|row| title(row, &page)).collect()
    };
    let keys = held
        .into_iter()
        .map(|key| {
            let titles = named(&key);
            (key, titles)
        })
        .collect();
    private(&OpeningKeysPage { signing: Signing::of(app, &signed).await?, keys, page })
}

/// `GET /openings`.
pub async fn list(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let me = me(&portal, &signed).await?;
    let app = &portal.app;
    let mut tenders = Vec::new();
    for row in
        app.store.tenders_with(&me.person.id, Part::Committee).await.map_err(app::Error::from)?
    {
        let Some(tender) = view(app, &row.address).await? else { continue };
        let place = tender.place_of(&me.person.id).unwrap_or_default();
        tenders.push(OpeningLine {
            address: row.address.to_string(),
            title: title(&row, &page),
            stage: tender.stage.name(),
            opening: row.schedule().opening(),
            waiting: waiting(&tender, place),
            technical: technical(app, &tender, place).await?,
        });
    }
    private(&OpeningsPage { page, tenders })
}

/// How many technical offers wait for a member to seal them to the evaluators; none where bids have one envelope.
///
/// # Errors
/// When what was sealed cannot be read.
pub async fn technical(app: &App, tender: &TenderView, place: u8) -> Outcome<Option<usize>> {
    if !tender.has_two_envelopes() {
        return Ok(None);
    }
    if !readers::is_open(tender) {
        return Ok(Some(0));
    }
    Ok(Some(Handed::of(app, tender).await?.missing(tender, place).len()))
}

/// How many sealed bids wait for a member's share.
#[must_use]
pub fn waiting(tender: &TenderView, place: u8) -> usize {
    let suspended = tender.suspended().is_some();
    if tender.stage != Stage::FinancialOpening || tender.settled_at.is_some() || suspended {
        return 0;
    }
    tender.bids.iter().filter(|bid| bid.missing.contains(&place)).count()
}

/// The tender of a path for a member of its committee, with the member's place.
///
/// # Errors
/// [`Refusal::NotFound`] for everybody else.
pub async fn mine(
    portal: &Portal,
    address: &str,
    signed: &Signed,
) -> Result<(TenderView, u8), Refusal> {
    let me = me(portal, signed).await?;
    let tender = view(&portal.app, &contract(address)?).await?.ok_or(Refusal::NotFound)?;
    let place = tender.place_of(&me.person.id).ok_or(Refusal::NotFound)?;
    Ok((tender, place))
}

/// `GET /tenders/{address}/opening`.
pub async fn opening(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, place) = mine(&portal, &parts.1, &signed).await?;
    let app = &portal.app;
    let k = tender.core().k;
    let unsettled = tender.settled_at.is_none();
    let mut members = Vec::new();
    for member in &tender.committee {
        members.push(MemberLine {
            place: member.place,
            name: person_name(app, &member.person).await?,
            org: member.org_name.clone(),
            posted: member.posted.len(),
            missing: tender.bids.iter().filter(|bid| bid.missing.contains(&member.place)).count(),
            own: member.place == place,
        });
    }
    let bid = |bid: &app::tender::BidView| BidLine {
        number: bid.number,
        vendor: if tender.names_are_public() { bid.vendor_name.clone() } else { String::new() },
        status: names::bid_status(bid.status),
        good: bid.good.len(),
        needed: usize::from(k).saturating_sub(bid.good.len()),
        fault: match bid.status {
            BidStatus::Rejected(fault) => fault.name(),
            _ => bid.judged.and_then(Judgement::fault).map_or("", Fault::name),
        },
        open: unsettled && bid.missing.contains(&place),
        may_object: bid.status == BidStatus::Opened || tender.awaits_price(bid),
    };
    let schedule = tender.schedule();
    private(&OpeningPage {
        title: title(&tender.row, &page),
        signing: Signing::of(app, &signed).await?,
        address: tender.row.address.to_string(),
        stage: tender.stage,
        suspended: tender.suspended().map(|held| held.from.at.time),
        opening: schedule.opening(),
        until: schedule.self_reveal(),
        k,
        place,
        key: tender.opening_key_of(place),
        members,
        bids: tender.live_bids().map(bid).collect(),
        page,
    })
}

/// `GET /tenders/{address}/opening/envelopes`: what the member's browser opens
/// in one act, as JSON. Nothing before the opening.
pub async fn envelopes(
    portal: web::Data<Portal>,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, place) = mine(&portal, &parts.1, &signed).await?;
    if tender.stage != Stage::FinancialOpening {
        return Err(Refusal::NotFound);
    }
    let core = tender.core();
    let mut bids = Vec::new();
    for row in portal.app.store.bids_of(&tender.row.address).await.map_err(app::Error::from)? {
        let wanted =
            tender.bids.get(row.number as usize).filter(|bid| bid.missing.contains(&place));
        if let Some(bid) = wanted
            && bids.len() < SHARES_MAX
        {
            bids.push(json!({
                "bid": row.number,
                "vendor": bid.vendor.to_string(),
                "attempt": bid.attempt,
                "e": hex::encode(bid.e),
                "envelope": hex::encode(&row.envelope),
            }));
        }
    }
    let answer = json!({
        "genesis": hex::encode(core.genesis),
        "contract": tender.row.address.to_string(),
        "terms_hash": hex::encode(tender.state().terms.hash),
        "terms_version": tender.state().terms.version,
        "committee_hash": hex::encode(core.committee_hash),
        "k": core.k,
        "member": place,
        "bids": bids,
    });
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(answer))
}
