//! Who was let in to bid, looked at apart from the rules: every bid of a prequalified tender came after a decision by two
//! persons that lets its vendor in, on an application that came in time.

use super::Found;
use crate::story::{ApplicationFacts, BidFacts, Story};

/// Of every bid and application.
pub(super) fn check(story: &Story<'_>) -> Found {
    if !story.profile.procedure.qualifies() {
        return if story.applications.is_empty() {
            Ok("vendors need no qualification".into())
        } else {
            Err("there are applications, and the procedure asks for none".into())
        };
    }
    let lead = story.terms.prequalification.ok_or("the terms leave no time to apply")?;
    let deadline = story.schedule.deadline;
    for held in &story.applications {
        // The deadline only moves to a later time.
        if held.time >= deadline.saturating_sub(lead.into()) {
            return Err(format!("{} applied too late", held.vendor));
        }
    }
    match story.bids.iter().find(|bid| !was_let_in(story, bid)) {
        None => Ok(format!("{} applications", story.applications.len())),
        Some(bid) => Err(format!("{} bid and was not qualified before", bid.vendor)),
    }
}

/// Whether the vendor was qualified when it bid; no later decision takes that back.
fn was_let_in(story: &Story<'_>, bid: &BidFacts) -> bool {
    let own = |held: &&ApplicationFacts| held.vendor == bid.vendor;
    story
        .applications
        .iter()
        .filter(own)
        .flat_map(|held| &held.decisions)
        .any(|decision| decision.qualified && decision.time <= bid.time)
}
