//! In a demonstration only: a persona's own keys for its browser, and time
//! that can be moved. Anywhere else these addresses are not there.

use actix_web::{HttpResponse, http::header, web};
use serde::Deserialize;
use serde_json::json;

use super::{Portal, api::ApiAnswer, errors::Refusal};
use crate::app::{self, sign_in::Signed};

/// `GET /demo/keys`: the keys of who is signed in, PKCS#8 in hexadecimal digits.
pub async fn keys(portal: web::Data<Portal>, signed: Signed) -> ApiAnswer {
    let personas = portal.demo.as_ref().ok_or(Refusal::NotFound)?;
    let keys = personas.keys.get(&signed.account.id).ok_or(Refusal::NotFound)?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(json!({
        "owner": signed.account.id.to_string(),
        "signing": hex::encode(&keys.signing),
        "opening": keys.opening.as_ref().map(hex::encode),
    })))
}

/// Where time is to be moved to: exactly one of both.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    advance_seconds: Option<u64>,
    now: Option<u64>,
}

/// Ten years: no training lasts longer.
const FURTHEST: u64 = 10 * 366 * 86_400;

/// `POST /demo/clock`: moves the chain's time forward and makes a block.
pub async fn clock(portal: web::Data<Portal>, payload: web::Payload) -> ApiAnswer {
    let chain = &portal.app.chain;
    let clock = chain.manual_clock().ok_or(Refusal::NotFound)?;
    let wanted: Move = super::api::read(payload).await?;
    let now = chain.now();
    let to = match (wanted.advance_seconds, wanted.now) {
        (Some(seconds), None) => now.saturating_add(seconds),
        (None, Some(time)) => time,
        _ => return Err(Refusal::Malformed.into()),
    };
    if to < now || to > now.saturating_add(FURTHEST) {
        return Err(Refusal::Malformed.into());
    }
    clock.set_ms(to * 1_000);
    let head = chain.ledger.tick().await.map_err(app::Error::from)?;
    chain.until_mirrored(head.number).await;
    Ok(HttpResponse::Ok().json(json!({ "now": chain.now(), "block": head.number })))
}
