//! Signed acts come in, receipts go out.
//!
//! An act ends on a page that can be kept: its receipt, with block, time and
//! hash, and as a file with the proof that it is in the chain. A refused one
//! ends on a page that says which rule refused it; nothing was recorded.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tenderseal_chain::Act as Extrinsic;
use tenderseal_ledger::LedgerError;
use tenderseal_rules::{ContractId, Event, TenderEvent, messages};
use tenderseal_verify::Inclusion;

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, local_path},
    gate::see_other,
    page::{Answer, Page, public},
    refusals,
};
use crate::app::{self, App, Outcome, letters, relay, sign_in::Signed, timeline};
use crate::ports_chain::EventRow;

/// An act on the chain.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The block.
    pub block: u32,
    /// Index of the extrinsic in the block.
    pub index: u32,
    /// Block time, Unix seconds.
    pub time: u64,
    /// Hash of the block's header.
    pub block_hash: String,
    /// Hash of the genesis header: which chain.
    pub genesis: String,
    /// The contract.
    pub contract: ContractId,
    /// Whether the contract is a tender; else it is the registry.
    pub is_tender: bool,
    /// The message: `commit_bid`; Fluent key `act-<name>`.
    pub act: &'static str,
    /// What happened: `bid_committed`; Fluent key `event-<name>`.
    pub happened: Vec<&'static str>,
    /// Of a commit or replacement: the bid's number, `E` and `C`, hexadecimal.
    pub bid: Option<(u32, String, String)>,
    /// Of a question or an answer: the Fluent key of what it is, and its hash.
    pub text: Option<(&'static str, String)>,
}

/// The receipt of an act.
#[derive(Template)]
#[template(path = "public/receipt.html")]
pub struct ReceiptPage {
    /// The frame.
    pub page: Page,
    /// The act.
    pub receipt: Receipt,
}

/// The name of a message by its selector.
fn message_name(selector: [u8; 4]) -> &'static str {
    let all = messages::REGISTRY.iter().chain(messages::TENDER);
    all.into_iter()
        .find(|(_, held)| *held == selector)
        .map_or("unknown", |(name, _)| messages::label(name))
}

/// An act on the chain, `None` when there is none at this place.
///
/// # Errors
/// When the ledger or a table fails.
pub async fn receipt(app: &App, block: u32, index: u32) -> Outcome<Option<Receipt>> {
    if index == 0 {
        return Ok(None);
    }
    let Some(record) = app.chain.ledger.block(block).await? else { return Ok(None) };
    let Some(bytes) = record.extrinsics.get(index as usize) else { return Ok(None) };
    let Extrinsic::Call(call) = tenderseal_chain::act(bytes).map_err(LedgerError::from)? else {
        return Ok(None);
    };
    let events = app.store.events_at(block, index).await?;
    let contract = ContractId(call.to);
    let selector = call.input.first_chunk::<4>().copied().unwrap_or_default();
    Ok(Some(Receipt {
        block,
        index,
        time: record.time,
        block_hash: hex::encode(record.hash),
        genesis: hex::encode(app.chain.ledger.genesis().hash),
        contract,
        is_tender: contract != app.chain.registry,
        act: message_name(selector),
        happened: events.iter().map(|row| timeline::describe(&row.event).0).collect(),
        bid: events.iter().find_map(committed),
        text: events.iter().find_map(hashed),
    }))
}

fn committed(row: &EventRow) -> Option<(u32, String, String)> {
    match &row.event {
        Event::Tender(TenderEvent::BidCommitted { bid, e, c, .. }) => {
            Some((*bid, hex::encode(e), hex::encode(c)))
        }
        _ => None,
    }
}

fn hashed(row: &EventRow) -> Option<(&'static str, String)> {
    match &row.event {
        Event::Tender(TenderEvent::QuestionAsked { hash, .. }) => {
            Some(("receipt-question", hex::encode(hash)))
        }
        Event::Tender(TenderEvent::QuestionAnswered { answer, .. }) => {
            Some(("receipt-answer", hex::encode(answer)))
        }
        _ => None,
    }
}

/// The proof that an act is in the chain, as JSON: of a bid the public part of
/// the vendor's receipt file (`crates/verify`), of any other act the same
/// without the bid's fields.
///
/// # Errors
/// When the ledger or a table fails.
pub async fn proof(
    app: &App,
    block: u32,
    index: u32,
) -> Result<Option<serde_json::Value>, Refusal> {
    let Some(receipt) = receipt(app, block, index).await? else { return Ok(None) };
    let ledger = app.chain.ledger.as_ref();
    if let Some((bid, ..)) = receipt.bid {
        let inclusion = Inclusion::of(ledger, block, index, bid).await.map_err(|error| {
            tracing::error!(%error, block, index, "no proof of a bid that the mirror has");
            Refusal::App(app::Error::Envelope("no proof of inclusion".to_owned()))
        })?;
        return Ok(Some(serde_json::to_value(inclusion).unwrap_or_default()));
    }
    let proven = ledger.receipt(block, index).await.map_err(app::Error::from)?;
    let genesis = ledger.genesis();
    Ok(Some(serde_json::json!({
        "format": "tenderseal-act-inclusion",
        "version": 1,
        "genesis": hex::encode(genesis.hash),
        "node_key": hex::encode(genesis.node_key),
        "contract": receipt.contract.to_string(),
        "act": receipt.act,
        "block": block,
        "block_hash": receipt.block_hash,
        "time": receipt.time,
        "index": index,
        "header": hex::encode(proven.header),
        "inherent": hex::encode(proven.inherent),
        "extrinsic": hex::encode(proven.extrinsic),
        "proof": proven.proof.iter().map(hex::encode).collect::<Vec<_>>(),
    })))
}

/// `POST /acts`: relays a signed act and goes to its receipt.
///
/// Fields: `to` (contract), `call` (hexadecimal), any number of `text` (public texts that the
/// act names by hash), `return` (a path of ours to go back to).
pub async fn act(portal: web::Data<Portal>, page: Page, signed: Signed, fields: Fields) -> Answer {
    let app = &portal.app;
    let texts: Vec<String> =
        fields.all("text").map(normal).filter(|text| !text.is_empty()).collect();
    let back = local_path(fields.text("return")).map(str::to_owned);
    match relay::relay(app, fields.text("to"), fields.text("call"), &texts).await {
        Ok(done) => {
            let query = back.map_or_else(String::new, |back| {
                format!(
                    "?return={}",
                    url::form_urlencoded::byte_serialize(back.as_bytes()).collect::<String>()
                )
            });
            letters::after(app, fields.text("to"), &done.events);
            let bid = done.events.iter().find_map(|event| match event {
                Event::Tender(TenderEvent::BidCommitted { bid, .. }) => Some(*bid),
                _ => None,
            });
            // A vendor's receipt is a page of its own: it joins what only this browser has.
            let to = match bid {
                Some(bid) => {
                    format!("/tenders/{}/bids/{bid}/receipt{query}", fields.text("to").trim())
                }
                None => format!("/receipts/{}/{}{query}", done.block, done.index),
            };
            Ok(see_other(&page.href(&to)))
        }
        Err(app::Error::Refused(reason)) => {
            refusals::answer(&portal, page, &signed, fields.text("to"), reason).await
        }
        Err(other) => Err(other.into()),
    }
}

/// A form sends line ends as CR LF; what was signed has the LF of the text area.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// `GET /receipts/{block}/{index}`, and with `.json` after it the proof as a file to save.
pub async fn show(
    request: HttpRequest,
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, u32, String)>,
) -> Answer {
    let (_, block, index) = parts.into_inner();
    if let Some(index) = index.strip_suffix(".json") {
        let index = index.parse().map_err(|_| Refusal::NotFound)?;
        let json = proof(&portal.app, block, index).await?.ok_or(Refusal::NotFound)?;
        return Ok(HttpResponse::Ok()
            .content_type("application/json")
            .insert_header((
                "content-disposition",
                format!("attachment; filename=\"receipt-{block}-{index}.json\""),
            ))
            .insert_header(("cache-control", "public, no-cache"))
            .body(json.to_string()));
    }
    let index = index.parse().map_err(|_| Refusal::NotFound)?;
    let receipt = receipt(&portal.app, block, index).await?.ok_or(Refusal::NotFound)?;
    public(&request, &ReceiptPage { page, receipt })
}

impl ReceiptPage {
    /// Where to go on: what the act's form said, else the tender.
    fn back(&self) -> String {
        let wanted = self.page.query("return");
        if let Some(path) = local_path(&wanted) {
            return path.to_owned();
        }
        if self.receipt.is_tender {
            return self.page.href(&format!("/tenders/{}", self.receipt.contract));
        }
        self.page.href("")
    }

    fn json(&self) -> String {
        self.page.href(&format!("/receipts/{}/{}.json", self.receipt.block, self.receipt.index))
    }
}
