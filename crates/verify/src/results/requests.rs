//! Requests to vendors and abnormally low prices, as results.

use tenderseal_rules::{messages::RequestKind, requests::Requests};

use super::{AcceptedResult, LowPricesResult, RequestResult, RequestTermsResult};
use crate::{
    hexes::{Decimal, Hex},
    story::{RequestFacts, Story},
};

pub(super) const fn terms(requests: Requests) -> RequestTermsResult {
    let Requests { window, under_mean_bp, under_next_bp } = requests;
    RequestTermsResult { window, under_mean_bp, under_next_bp }
}

pub(super) fn requests(story: &Story<'_>) -> Vec<RequestResult> {
    let line = |(request, facts): (u32, &RequestFacts)| RequestResult {
        request,
        bid: facts.bid,
        kind: match facts.kind {
            RequestKind::Explanation => "explanation",
            RequestKind::Correction => "correction",
        }
        .into(),
        statement: Hex(facts.statement),
        officer: Hex(facts.officer.0),
        time: facts.time,
        until: facts.until,
        response: facts.response.map(|(hash, ..)| Hex(hash)),
        by: facts.response.map(|(_, by, _)| Hex(by.0)),
        responded_at: facts.response.map(|(.., at)| at),
    };
    (0u32..).zip(&story.requests).map(line).collect()
}

/// The last comparison of prices.
///
/// # Errors
/// In words, when a bid has no price.
pub(super) fn low_prices(story: &Story<'_>) -> Result<Option<LowPricesResult>, String> {
    let Some(compared) = story.comparisons.last() else { return Ok(None) };
    let accepted = compared.accepted.iter().map(|(bid, facts)| AcceptedResult {
        bid: *bid,
        statement: Hex(facts.statement),
        officer: Hex(facts.officer.0),
        approver: Hex(facts.approver.0),
        time: facts.time,
    });
    Ok(Some(LowPricesResult {
        prices: compared.field.count(),
        mean: Decimal(compared.field.mean()),
        lowest: Decimal(compared.field.lowest()),
        next: Decimal(compared.field.next()),
        time: compared.time,
        flagged: story.flagged(compared)?,
        accepted: accepted.collect(),
    }))
}
