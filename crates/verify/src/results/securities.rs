//! The securities of bids, as results.

use tenderseal_rules::{messages::ForfeitureGround, security::Security, tender::ReturnReason};

use super::{SecurityResult, SecurityTermsResult};
use crate::{
    hexes::{Decimal, Hex},
    story::{BidFacts, ForfeitedFacts, SecurityFacts, Story},
};

pub(super) fn terms(asked: Security) -> SecurityTermsResult {
    SecurityTermsResult {
        amount: Decimal(asked.amount),
        valid_for: asked.valid_for,
        silence: asked.silence,
        refusal: asked.refusal,
    }
}

/// In the order of the bids.
///
/// # Errors
/// In words, when a bid has a security that its terms do not ask for.
pub(super) fn securities(story: &Story<'_>) -> Result<Vec<SecurityResult>, String> {
    let given = (0u32..).zip(&story.bids);
    let given = given.filter_map(|(bid, facts)| Some((bid, facts, facts.security.as_ref()?)));
    given.map(|(bid, facts, security)| result(story, bid, facts, security)).collect()
}

fn result(
    story: &Story<'_>,
    bid: u32,
    facts: &BidFacts,
    security: &SecurityFacts,
) -> Result<SecurityResult, String> {
    let asked = story.version(facts).and_then(|version| version.security);
    let asked = asked.ok_or_else(|| format!("bid {bid} has a security that nobody asked for"))?;
    let SecurityFacts { guarantee, returned, forfeited } = security;
    let (status, reason, time) = match (returned, forfeited) {
        (_, Some(ForfeitedFacts { ground, time, .. })) => {
            ("forfeited", Some(ground_name(*ground)), Some(*time))
        }
        (Some((reason, time)), None) => ("returned", Some(reason_name(*reason)), Some(*time)),
        (None, None) => ("held", None, None),
    };
    Ok(SecurityResult {
        bid,
        guarantee: Hex(*guarantee),
        amount: Decimal(asked.amount),
        status: status.into(),
        reason: reason.map(Into::into),
        time,
        statement: forfeited.as_ref().map(|of| Hex(of.statement)),
        officer: forfeited.as_ref().map(|of| Hex(of.officer.0)),
        approver: forfeited.as_ref().map(|of| Hex(of.approver.0)),
    })
}

const fn ground_name(ground: ForfeitureGround) -> &'static str {
    match ground {
        ForfeitureGround::Silence => "silence",
        ForfeitureGround::RefusedToSign => "refused_to_sign",
    }
}

const fn reason_name(reason: ReturnReason) -> &'static str {
    match reason {
        ReturnReason::Withdrawn => "withdrawn",
        ReturnReason::Replaced => "replaced",
        ReturnReason::Stale => "stale",
        ReturnReason::Rejected => "rejected",
        ReturnReason::Lost => "lost",
        ReturnReason::Signed => "signed",
        ReturnReason::Cancelled => "cancelled",
        ReturnReason::Unsuccessful => "unsuccessful",
        ReturnReason::Expired => "expired",
    }
}
