//! Technical offers in envelopes of their own, looked at apart from the rules.

use tenderseal_rules::{messages::TechnicalVerdict, tender::BidStatus};

use super::Found;
use crate::story::Story;

/// Every offer is what the majority of those found who could read it, and no price was opened of one that did not pass.
pub(super) fn check(story: &Story<'_>) -> Found {
    let apart = story.profile.procedure.has_two_envelopes();
    if story.bids.iter().any(|bid| bid.technical.is_some() != apart) {
        return Err("a bid has another number of envelopes than the procedure asks for".into());
    }
    if !apart {
        return if story.technical.verdicts.is_empty() && story.technical.resharings.is_empty() {
            Ok("bids have one envelope".into())
        } else {
            Err("there are verdicts, and the procedure has no technical envelopes".into())
        };
    }
    if let Some(wrong) = &story.technical.wrong {
        return Err(wrong.clone());
    }
    for (number, bid) in story.live() {
        let fits = match (story.technical.found.get(&number), bid.status) {
            (None, BidStatus::Sealed) | (Some(TechnicalVerdict::Unopened), BidStatus::Unopened) => {
                true
            }
            (Some(TechnicalVerdict::Faulty(fault)), BidStatus::Rejected(found)) => *fault == found,
            (Some(TechnicalVerdict::Valid { .. }), status) => {
                !matches!(status, BidStatus::Sealed | BidStatus::Unopened)
            }
            _ => false,
        };
        if !fits {
            return Err(format!("bid {number} is not what the majority found"));
        }
    }
    let prices = story.bids.iter().filter(|bid| bid.revealed.is_some()).count();
    Ok(format!("{} verdicts, {prices} prices opened", story.technical.verdicts.len()))
}
