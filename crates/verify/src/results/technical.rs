//! Technical envelopes as results.

use tenderseal_rules::messages::TechnicalVerdict;

use super::{EnvelopeResult, ResharingResult, TechnicalResult, VerdictResult, derive::fault_name};
use crate::{
    hexes::Hex,
    story::{Story, TechnicalFacts},
};

/// What happened to the technical envelopes; empty where bids have one envelope.
pub(super) fn technical(story: &Story<'_>) -> TechnicalResult {
    let resharings = story.technical.resharings.iter().map(|facts| ResharingResult {
        member: facts.member,
        bids: facts.bids.clone(),
        digest: Hex(facts.digest),
        time: facts.time,
    });
    let verdicts = story.technical.verdicts.iter().map(|facts| {
        let (verdict, fault, body) = match facts.verdict {
            TechnicalVerdict::Valid { body } => ("valid", None, Some(Hex(body))),
            TechnicalVerdict::Faulty(fault) => ("faulty", Some(fault_name(fault).into()), None),
            TechnicalVerdict::Unopened => ("unopened", None, None),
        };
        VerdictResult {
            bid: facts.bid,
            evaluator: Hex(facts.evaluator.0),
            time: facts.time,
            verdict: verdict.into(),
            fault,
            body,
            decided: facts.decided,
        }
    });
    TechnicalResult { resharings: resharings.collect(), verdicts: verdicts.collect() }
}

/// A bid's technical envelope.
pub(super) fn envelope(facts: &TechnicalFacts) -> EnvelopeResult {
    EnvelopeResult { e: Hex(facts.e), c: Hex(facts.c) }
}
