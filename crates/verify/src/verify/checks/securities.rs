//! The bids' securities, looked at apart from the rules: none is lost, each is settled once, for a reason that
//! bids, shares, decisions and times bear.

use tenderseal_rules::{
    messages::{ComplaintOutcome, ForfeitureGround, RejectionGround},
    tender::{BidStatus, ReturnReason, Securities, Stage},
};

use super::Found;
use crate::story::{BidFacts, ForfeitedFacts, SecurityFacts, Story};

/// Of every bid.
pub(super) fn check(story: &Story<'_>) -> Found {
    let mut counted = Securities::default();
    for (number, bid) in (0u32..).zip(&story.bids) {
        let asked = story.version(bid).is_some_and(|version| version.security.is_some());
        let Some(security) = &bid.security else {
            if asked {
                return Err(format!("bid {number} has no security, and its terms ask for one"));
            }
            continue;
        };
        if !asked {
            return Err(format!("bid {number} has a security that nobody asked for"));
        }
        settled(story, number, bid, security, &mut counted)
            .map_err(|reason| format!("bid {number}: {reason}"))?;
    }
    let Securities { held, returned, forfeited } = counted;
    if counted == story.securities {
        Ok(format!("{held} held, {returned} returned, {forfeited} forfeited"))
    } else {
        Err("the contract counts them otherwise".into())
    }
}

fn settled(
    story: &Story<'_>,
    number: u32,
    bid: &BidFacts,
    security: &SecurityFacts,
    counted: &mut Securities,
) -> Result<(), &'static str> {
    match security {
        SecurityFacts { returned: Some(_), forfeited: Some(_), .. } => {
            Err("it was returned and forfeited")
        }
        SecurityFacts { returned: None, forfeited: Some(forfeited), .. } => {
            counted.forfeited += 1;
            if is_founded(story, number, bid, forfeited) {
                Ok(())
            } else {
                Err("nothing bears the ground on which it was forfeited")
            }
        }
        SecurityFacts { returned: Some((reason, at)), forfeited: None, .. } => {
            counted.returned += 1;
            if is_due(story, number, bid, *reason, *at) {
                Ok(())
            } else {
                Err("nothing bears the reason for which it was returned")
            }
        }
        SecurityFacts { returned: None, forfeited: None, .. } => {
            counted.held += 1;
            Ok(())
        }
    }
}

/// Whether a guarantee that is asked for still had to hold at a time.
fn holds(story: &Story<'_>, at: u64) -> bool {
    let asked = story.terms.security;
    asked.is_some_and(|asked| at < story.schedule.deadline.saturating_add(asked.valid_for.into()))
}

fn is_founded(story: &Story<'_>, number: u32, bid: &BidFacts, forfeited: &ForfeitedFacts) -> bool {
    let Some(asked) = story.terms.security else { return false };
    let good = bid.shares.iter().filter(|(_, _, good)| *good).count();
    let borne = match forfeited.ground {
        ForfeitureGround::Silence => {
            asked.silence
                && bid.revealed.is_none()
                && good < usize::from(story.core.k)
                && !story.is_stale(bid)
                && forfeited.time >= story.schedule.silence()
        }
        ForfeitureGround::RefusedToSign => {
            asked.refusal
                && story.rejections.iter().any(|rejection| {
                    rejection.bid == number
                        && rejection.ground == RejectionGround::RefusedToSign
                        && rejection.time <= forfeited.time
                })
        }
    };
    borne && forfeited.amount == asked.amount && holds(story, forfeited.time)
}

fn is_due(story: &Story<'_>, number: u32, bid: &BidFacts, reason: ReturnReason, at: u64) -> bool {
    let signed = story.contract.as_ref().and_then(|facts| Some((facts.bid, facts.signed?.2)));
    let signed = signed.filter(|(_, time)| *time <= at);
    match reason {
        ReturnReason::Withdrawn => bid.status == BidStatus::Withdrawn,
        ReturnReason::Replaced => bid.status == BidStatus::Replaced,
        ReturnReason::Stale => story.is_stale(bid),
        ReturnReason::Rejected => {
            let refused = bid.status == BidStatus::Excluded(RejectionGround::RefusedToSign);
            let claimable = story.terms.security.is_some_and(|asked| asked.refusal);
            matches!(bid.status, BidStatus::Rejected(_) | BidStatus::Excluded(_))
                && !(refused && claimable && holds(story, at))
        }
        ReturnReason::Lost => signed.is_some_and(|(winner, _)| winner != number),
        ReturnReason::Signed => signed.is_some_and(|(winner, _)| winner == number),
        ReturnReason::Cancelled => cancelled_at(story).is_some_and(|cancelled| cancelled <= at),
        ReturnReason::Unsuccessful => story.stage == Stage::Unsuccessful,
        ReturnReason::Expired => !holds(story, at),
    }
}

/// When the tender was cancelled, by the buyer or by a reviewer.
fn cancelled_at(story: &Story<'_>) -> Option<u64> {
    let buyer = story.cancellation.confirmed.map(|(_, at)| at);
    let mut reviewed = story.complaints.iter().filter_map(|complaint| complaint.decided);
    let by_reviewer =
        reviewed.find(|(outcome, ..)| *outcome == ComplaintOutcome::Cancel).map(|(.., at)| at);
    buyer.or(by_reviewer)
}
