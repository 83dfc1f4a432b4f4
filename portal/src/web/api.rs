//! For programs: JSON, no cookie, no session. What goes in is signed by the
//! people themselves; what comes out is public.

use actix_web::{HttpResponse, ResponseError, http::header, web};
use futures_util::StreamExt;
use parity_scale_codec::Encode;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tenderseal_rules::{
    ContractId,
    hex::parse as unhex,
    messages::TechnicalVerdict,
    tender::{Committee, MilestoneStatus},
};
use tenderseal_verify::{Bundle, PublicTexts};

use super::{Portal, acts, errors::Refusal, publication};
use crate::app::{
    self, App, letters,
    names::{self, Named},
    relay,
    tender::{
        self, AmendmentView, BidView, ContractView, ExtensionView, MilestoneView, QuestionView,
        TechnicalView, TenderView,
    },
};
use crate::ports_chain::{ProcurementId, TenderFilter};
use crate::render::{ocds, ocds_lots};

/// The longest request, in bytes.
const REQUEST_MAX: usize = 128 * 1024;

/// The answer of a handler for programs.
pub type ApiAnswer = Result<HttpResponse, Failure>;

/// A refusal as JSON: `{"error":{"code","message"}}`; of a contract with `name` and `number` too.
#[derive(Debug)]
pub struct Failure(Refusal);

impl<E: Into<Refusal>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for Failure {
    fn error_response(&self) -> HttpResponse {
        let status = self.0.status_code();
        let mut error = json!({ "code": self.0.code() });
        if status.is_server_error() {
            tracing::error!(code = self.0.code(), error = %self.0, "a request of a program failed");
        } else {
            error["message"] = json!(self.0.to_string());
        }
        if let Refusal::App(app::Error::Refused(reason)) = &self.0 {
            error["name"] = json!(reason.name());
            error["number"] = json!(reason.number());
            error["message"] = json!(reason.to_string());
        }
        HttpResponse::build(status).json(json!({ "error": error }))
    }
}

/// Reads a JSON request, refused as soon as it passes [`REQUEST_MAX`].
pub(super) async fn read<T: DeserializeOwned>(mut payload: web::Payload) -> Result<T, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Refusal::Malformed)?;
        if bytes.len() + chunk.len() > REQUEST_MAX {
            return Err(Refusal::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed.into())
}

pub(super) fn answer(body: &Value) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(body)
}

/// A signed act.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relay {
    /// The contract, hexadecimal.
    to: String,
    /// The call, hexadecimal.
    call: String,
    /// Public texts that the act names by hash.
    #[serde(default)]
    texts: Vec<String>,
}

/// `POST /api/relay`.
pub async fn relay_act(portal: web::Data<Portal>, payload: web::Payload) -> ApiAnswer {
    let Relay { to, call, texts } = read(payload).await?;
    let done = relay::relay(&portal.app, &to, &call, &texts).await?;
    letters::after(&portal.app, &to, &done.events);
    Ok(answer(&json!({
        "block": done.block,
        "index": done.index,
        "block_hash": hex::encode(done.block_hash),
        "time": done.time,
        "events": done.events.iter().map(|event| hex::encode(event.encode())).collect::<Vec<_>>(),
        "receipt": format!("/api/receipts/{}/{}", done.block, done.index),
    })))
}

/// A public text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextIn {
    text: String,
}

/// `POST /api/texts`.
pub async fn publish_text(portal: web::Data<Portal>, payload: web::Payload) -> ApiAnswer {
    let TextIn { text } = read(payload).await?;
    let hash = relay::publish_text(&portal.app, &text).await?;
    Ok(answer(&json!({ "sha256": hex::encode(hash) })))
}

/// `GET /api/texts/{sha256}`.
pub async fn text(portal: web::Data<Portal>, hash: web::Path<String>) -> ApiAnswer {
    let hash = unhex(&hash).ok_or(Refusal::NotFound)?;
    let app = &portal.app;
    if let Some(tender) = app.store.kept_by(&hash).await.map_err(app::Error::from)? {
        let held = tender::view(app, &tender).await?.ok_or(Refusal::NotFound)?;
        let mut told = held.timeline.iter().filter(|line| held.is_told(&line.event));
        if !told.any(|line| texts_of(&line.event).contains(&hash)) {
            return Err(Refusal::NotFound.into());
        }
    }
    let text = app.store.text(&hash).await.map_err(app::Error::from)?.ok_or(Refusal::NotFound)?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text))
}

/// `GET /api/chain`.
pub async fn chain(portal: web::Data<Portal>) -> ApiAnswer {
    let chain = &portal.app.chain;
    let (genesis, head) = (chain.ledger.genesis(), chain.ledger.head());
    Ok(answer(&json!({
        "genesis32": hex::encode(genesis.random),
        "genesis_hash": hex::encode(genesis.hash),
        "genesis_header": hex::encode(genesis.header),
        "node_key": hex::encode(genesis.node_key),
        "registry": chain.registry.to_string(),
        "tender_code": hex::encode(chain.tender_code),
        "head": { "number": head.number, "hash": hex::encode(head.hash), "time": head.time },
        "mirrored": chain.mirrored(),
        "now": chain.now(),
    })))
}

/// What a list is narrowed to.
#[derive(Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    stage: Option<String>,
    #[serde(default)]
    page: u64,
}

/// `GET /api/tenders?q=&stage=&page=`.
pub async fn tenders(portal: web::Data<Portal>, query: web::Query<ListQuery>) -> ApiAnswer {
    let stages = match query.stage.as_deref() {
        None | Some("") => Vec::new(),
        Some(name) => vec![Named::named(name).ok_or(Refusal::Malformed)?],
    };
    let text: String = query.q.chars().take(100).collect();
    let text = app::lots::searched(&text);
    let filter =
        TenderFilter { text, stages, buyer: None, page: query.page.min(1_000_000), size: 100 };
    let listed = portal.app.store.tenders(&filter).await.map_err(app::Error::from)?;
    let items: Vec<Value> = listed
        .items
        .iter()
        .map(|row| {
            json!({
                "address": row.address.to_string(),
                "number": row.number,
                "buyer": row.buyer.to_string(),
                "title": { "en": row.titles.en, "zh": row.titles.zh },
                "stage": row.stage.name(),
                "published_at": row.core.published_at,
                "deadline": row.schedule().deadline,
                "lot": row.lot().map(publication::lot),
            })
        })
        .collect();
    Ok(answer(&json!({ "total": listed.total, "page": query.page, "tenders": items })))
}

pub(super) async fn found(app: &App, address: &str) -> Result<TenderView, Failure> {
    let address = unhex(address).map(ContractId).ok_or(Refusal::NotFound)?;
    tender::view(app, &address).await?.ok_or_else(|| Refusal::NotFound.into())
}

/// `GET /api/tenders/{address}`: the facts, readable and as SCALE.
pub async fn tender(portal: web::Data<Portal>, address: web::Path<String>) -> ApiAnswer {
    let view = found(&portal.app, &address).await?;
    let envelopes = portal.app.store.bids_of(&view.row.address).await.map_err(app::Error::from)?;
    let committee =
        Committee { members: view.row.members.clone(), keys: view.publication().committee.clone() };
    let members: Vec<Value> = view
        .committee
        .iter()
        .map(|member| {
            json!({
                "place": member.place,
                "person": member.person.to_string(),
                "organisation": member.org_name,
                "key": hex::encode(member.key),
                "posted": member.posted.keys().collect::<Vec<_>>(),
            })
        })
        .collect();
    let bids: Vec<Value> = view
        .bids
        .iter()
        .map(|bid| {
            let row = envelopes.get(bid.number as usize);
            let envelope = row.map(|row| hex::encode(&row.envelope));
            let sealed = row.and_then(|row| row.technical.as_deref());
            json!({
                "number": bid.number,
                "vendor": bid.vendor.to_string(),
                "attempt": bid.attempt,
                "e": hex::encode(bid.e),
                "c": hex::encode(bid.c),
                "block": bid.at.block,
                "index": bid.at.extrinsic,
                "time": bid.at.time,
                "status": if bid.stale { "stale" } else { names::bid_status(bid.status) },
                "terms_version": bid.terms,
                "good_shares": bid.good,
                "bad_shares": bid.bad,
                "judged": bid.judged.map(names::judgement),
                "price": bid.opened.as_ref().and_then(|opened| opened.price).map(|price| price.to_string()),
                "envelope": envelope,
                "technical": bid.technical.as_ref().map(|held| technical(bid, held, sealed)),
            })
        })
        .collect();
    let ranking = view
        .ranking
        .as_ref()
        .map(|(_, lines)| lines.iter().map(|line| line.line.bid).collect::<Vec<_>>());
    Ok(answer(&json!({
        "address": view.row.address.to_string(),
        "number": view.row.number,
        "now": view.now,
        "stage": view.stage.name(),
        "turns_at": view.turns_at,
        "buyer": view.row.buyer.to_string(),
        "lot": view.row.lot().map(publication::lot),
        "notice": view.notice_text,
        "schedule": {
            "deadline": view.schedule().deadline,
            "questions_until": view.schedule().questions_until(),
            "first_opening": view.first_opening(),
            "technical_until": view.technical_until(),
            "opening": view.schedule().opening(),
            "self_reveal": view.schedule().self_reveal(),
            "silence": view.schedule().silence(),
            "objection_window": view.schedule().objection_window,
            "standstill": view.schedule().standstill,
        },
        "k": view.core().k,
        "committee": members,
        "panel": view.panel.iter().map(|evaluator| evaluator.person.to_string()).collect::<Vec<_>>(),
        "bids": bids,
        "questions": view.questions.iter().map(question).collect::<Vec<_>>(),
        "extensions": view.extensions.iter().map(extension).collect::<Vec<_>>(),
        "terms": {
            "version": view.state().terms.version,
            "hash": hex::encode(view.state().terms.hash),
        },
        "amendments": view.amendments.iter().map(amendment).collect::<Vec<_>>(),
        "technical_result": view.technical.as_ref().map(|held| json!({
            "passed": held.passed,
            "block": held.at.block,
            "index": held.at.extrinsic,
            "time": held.at.time,
        })),
        "ranking": ranking,
        "award": view.award.as_ref().map(|award| json!({ "bid": award.bid, "proposed": hex::encode(award.proposed), "final_from": award.final_from })),
        "contract": view.contract.as_ref().map(contract),
        "scale": {
            "core": hex::encode(view.core().encode()),
            "committee": hex::encode(committee.encode()),
            "state": hex::encode(view.state().encode()),
            "publication": hex::encode(view.publication().encode()),
        },
    })))
}

/// A bid's technical envelope: its bytes, who gave to the evaluators what opens it, and what the panel found.
fn technical(bid: &BidView, held: &TechnicalView, sealed: Option<&[u8]>) -> Value {
    let (verdict, body) = match held.found {
        None => (None, None),
        Some((TechnicalVerdict::Valid { body }, _)) => (Some("valid"), Some(body)),
        Some((TechnicalVerdict::Faulty(fault), _)) => (Some(fault.name()), None),
        Some((TechnicalVerdict::Unopened, _)) => (Some("unopened"), None),
    };
    json!({
        "e": hex::encode(held.e),
        "c": hex::encode(held.c),
        "envelope": sealed.map(hex::encode),
        "members": held.members(),
        "seed": held.has_seed(),
        "verdict": verdict,
        "body": body.map(hex::encode),
        "passed": bid.passed,
    })
}

fn question(question: &QuestionView) -> Value {
    json!({
        "number": question.number,
        "hash": hex::encode(question.hash),
        "text": question.text,
        "block": question.at.block,
        "index": question.at.extrinsic,
        "time": question.at.time,
        "answer": question.answer.as_ref().map(|answer| json!({
            "hash": hex::encode(answer.hash),
            "text": answer.text,
            "block": answer.at.block,
            "index": answer.at.extrinsic,
            "time": answer.at.time,
        })),
    })
}

fn extension(extension: &ExtensionView) -> Value {
    json!({
        "from": extension.confirmed.map(|confirmed| confirmed.from),
        "to": extension.deadline,
        "reason": hex::encode(extension.reason),
        "text": extension.text,
        "proposed": hex::encode(extension.proposed),
        "confirmed_at": extension.confirmed.map(|confirmed| confirmed.at.time),
    })
}

fn amendment(amendment: &AmendmentView) -> Value {
    let confirmed = amendment.confirmed;
    json!({
        "version": confirmed.map(|confirmed| confirmed.version),
        "notice": hex::encode(amendment.terms.notice),
        "terms": hex::encode(amendment.terms.encode()),
        "deadline": amendment.deadline,
        "from": confirmed.map(|confirmed| confirmed.from),
        "to": confirmed.map(|confirmed| confirmed.to),
        "reason": hex::encode(amendment.reason),
        "text": amendment.text,
        "proposed": hex::encode(amendment.proposed),
        "confirmed_at": confirmed.map(|confirmed| confirmed.at.time),
    })
}

/// Hashes are told; their texts are under `/api/texts/{sha256}`.
fn contract(held: &ContractView) -> Value {
    let milestone = |milestone: &MilestoneView| {
        let (status, document) = match milestone.status {
            MilestoneStatus::Open => ("open", None),
            MilestoneStatus::Reported { document } => ("reported", Some(document)),
            MilestoneStatus::Returned { reason } => ("returned", Some(reason)),
            MilestoneStatus::Accepted { document, .. } => ("accepted", Some(document)),
        };
        json!({
            "title": hex::encode(milestone.terms.title),
            "due": milestone.terms.due,
            "amount": milestone.terms.amount.to_string(),
            "status": status,
            "document": document.map(hex::encode),
            "time": milestone.at.map(|at| at.time),
        })
    };
    json!({
        "bid": held.bid,
        "contract": hex::encode(held.contract),
        "value": held.value.to_string(),
        "proposed": hex::encode(held.proposed),
        "signed_at": held.signed.map(|(_, _, at)| at.time),
        "milestones": held.milestones.iter().map(milestone).collect::<Vec<_>>(),
        "amendments": held.amendments.iter().map(|amendment| json!({
            "document": hex::encode(amendment.document),
            "value": amendment.value.to_string(),
            "time": amendment.at.time,
        })).collect::<Vec<_>>(),
        "change": held.change.as_ref().map(|change| json!({
            "document": hex::encode(change.document),
            "value": change.value.to_string(),
            "proposed": hex::encode(change.proposed),
        })),
        "completion": held.completion.as_ref().map(|completion| json!({
            "statement": hex::encode(completion.statement),
            "proposed": hex::encode(completion.proposed),
            "confirmed_at": completion.confirmed.map(|(_, at)| at.time),
        })),
        "termination": held.termination.as_ref().map(|termination| json!({
            "ground": termination.ground.name(),
            "statement": hex::encode(termination.statement),
            "proposed": hex::encode(termination.proposed),
            "confirmed_at": termination.confirmed.map(|(_, at)| at.time),
        })),
    })
}

/// `GET /api/tenders/{address}/envelopes/{bid}`: the envelope's bytes.
pub async fn envelope(portal: web::Data<Portal>, parts: web::Path<(String, u32)>) -> ApiAnswer {
    let address = unhex(&parts.0).map(ContractId).ok_or(Refusal::NotFound)?;
    let row = tender::envelope(&portal.app, &address, parts.1).await?.ok_or(Refusal::NotFound)?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(row.envelope))
}

/// `GET /api/tenders/{address}/envelopes/{bid}/technical`: the bytes of the technical envelope.
pub async fn technical_envelope(
    portal: web::Data<Portal>,
    parts: web::Path<(String, u32)>,
) -> ApiAnswer {
    let address = unhex(&parts.0).map(ContractId).ok_or(Refusal::NotFound)?;
    let row = tender::envelope(&portal.app, &address, parts.1).await?;
    let envelope = row.and_then(|row| row.technical).ok_or(Refusal::NotFound)?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(envelope))
}

/// What `crates/verify` needs beside the chain.
async fn public_texts(app: &App, view: &TenderView) -> Result<PublicTexts, Failure> {
    let documents = view.notice.iter().flat_map(|notice| &notice.documents);
    let documents =
        documents.filter_map(|file| Some((file.name.clone(), unhex(&file.sha256)?))).collect();
    let mut texts = PublicTexts {
        notice: view.notice_text.clone().unwrap_or_default(),
        documents,
        ..PublicTexts::default()
    };
    let mut named: Vec<_> = view
        .bids
        .iter()
        .flat_map(|bid| bid.scores.iter().map(|score| score.justification))
        .collect();
    for line in view.timeline.iter().filter(|line| view.is_told(&line.event)) {
        named.extend(texts_of(&line.event));
    }
    for hash in named {
        if let Some(text) = app.store.text(&hash).await.map_err(app::Error::from)? {
            texts.texts.insert(hash, text);
        }
    }
    Ok(texts)
}

fn texts_of(event: &tenderseal_rules::Event) -> Vec<tenderseal_rules::Hash> {
    use tenderseal_rules::{Event, RegistryEvent, TenderEvent};
    match event {
        Event::Tender(
            TenderEvent::FindingProposed { reason, .. }
            | TenderEvent::ExtensionProposed { reason, .. }
            | TenderEvent::SeatChangeProposed { reason, .. }
            | TenderEvent::QualificationProposed { reason, .. },
        ) => vec![*reason],
        // The notices of earlier terms: those that were proposed, and the one that was published.
        Event::Tender(TenderEvent::AmendmentProposed { reason, terms, .. }) => {
            vec![*reason, terms.notice]
        }
        Event::Registry(RegistryEvent::TenderProposed { notice, .. }) => vec![*notice],
        Event::Tender(
            TenderEvent::RejectionProposed { statement, .. }
            | TenderEvent::Complained { statement, .. }
            | TenderEvent::ComplaintDecided { statement, .. }
            | TenderEvent::TenderSuspended { statement, .. }
            | TenderEvent::TenderResumed { statement, .. }
            | TenderEvent::CancellationProposed { statement, .. }
            | TenderEvent::ForfeitureProposed { statement, .. }
            | TenderEvent::VendorAsked { statement, .. }
            | TenderEvent::AcceptanceProposed { statement, .. }
            | TenderEvent::Applied { statement, .. }
            | TenderEvent::InterestsDeclared { statement, .. }
            | TenderEvent::SheetSigned { statement, .. },
        ) => vec![*statement],
        Event::Tender(TenderEvent::Scored { scores, .. }) => {
            scores.iter().map(|score| score.justification).collect()
        }
        Event::Tender(TenderEvent::QuestionAnswered { answer, .. }) => vec![*answer],
        Event::Tender(
            TenderEvent::ContractProposed { contract: document, milestones, .. }
            | TenderEvent::ChangeProposed { document, milestones, .. },
        ) => {
            let titles = milestones.iter().map(|milestone| milestone.title);
            std::iter::once(*document).chain(titles).collect()
        }
        Event::Tender(
            TenderEvent::QuestionAsked { hash, .. }
            | TenderEvent::MilestoneReported { document: hash, .. }
            | TenderEvent::MilestoneAccepted { document: hash, .. }
            | TenderEvent::MilestoneReturned { reason: hash, .. }
            | TenderEvent::CompletionProposed { statement: hash, .. }
            | TenderEvent::TerminationProposed { statement: hash, .. }
            | TenderEvent::VendorResponded { response: hash, .. },
        ) => vec![*hash],
        _ => Vec::new(),
    }
}

/// `GET /api/tenders/{address}/bundle`: everything that `tenderseal verify` needs.
pub async fn bundle(portal: web::Data<Portal>, address: web::Path<String>) -> ApiAnswer {
    let app = &portal.app;
    let view = found(app, &address).await?;
    let texts = public_texts(app, &view).await?;
    let chain = &app.chain;
    let bundle =
        Bundle::make(chain.ledger.as_ref(), chain.registry.0, view.row.address.0, &texts).await;
    let bundle = bundle.map_err(|error| app::Error::Bundle(error.to_string()))?;
    let text = bundle.to_json().map_err(|error| app::Error::Bundle(error.to_string()))?;
    let name = format!("attachment; filename=\"tender-{}.bundle.json\"", view.row.public_number());
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(text))
}

/// `GET /api/receipts/{block}/{index}`.
pub async fn receipt(portal: web::Data<Portal>, parts: web::Path<(u32, u32)>) -> ApiAnswer {
    let proof = acts::proof(&portal.app, parts.0, parts.1).await?.ok_or(Refusal::NotFound)?;
    Ok(answer(&proof))
}

/// `GET /ocds/{address}`: the tender as an OCDS 1.1 release package.
pub async fn ocds(portal: web::Data<Portal>, address: web::Path<String>) -> ApiAnswer {
    let view = found(&portal.app, &address).await?;
    let package = ocds::package(&view, &portal.origin);
    Ok(HttpResponse::Ok().content_type("application/json").json(package))
}

/// `GET /ocds/procurements/{id}`: a procurement that is divided, and each of its published lots, as a package.
pub async fn ocds_procurement(portal: web::Data<Portal>, id: web::Path<String>) -> ApiAnswer {
    let id = ProcurementId::parse(&id).ok_or(Refusal::NotFound)?;
    let mut lots = Vec::new();
    for row in portal.app.store.lots_of(&id).await.map_err(app::Error::from)? {
        lots.extend(tender::view(&portal.app, &row.address).await?);
    }
    let package = ocds_lots::package(&id, &lots, &portal.origin).ok_or(Refusal::NotFound)?;
    Ok(HttpResponse::Ok().content_type("application/json").json(package))
}

/// `GET /api/tenders/{address}/documents/{sha256}`: a file of the notice, always to be saved.
pub async fn document(portal: web::Data<Portal>, parts: web::Path<(String, String)>) -> ApiAnswer {
    let view = found(&portal.app, &parts.0).await?;
    let named =
        view.notice.iter().flat_map(|notice| &notice.documents).find(|file| file.sha256 == parts.1);
    let named = named.ok_or(Refusal::NotFound)?;
    let content = portal
        .app
        .blobs
        .read(&named.sha256)
        .await
        .map_err(app::Error::from)?
        .ok_or(Refusal::NotFound)?;
    let name: String = url::form_urlencoded::byte_serialize(named.name.as_bytes()).collect();
    let disposition = format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"));
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(content))
}
