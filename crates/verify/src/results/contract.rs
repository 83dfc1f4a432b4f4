//! The contract's results, from its facts.

use tenderseal_rules::messages::TerminationGround;

use super::{
    CompletionResult, ContractResult, MilestoneResult, SupplementResult, TerminationResult,
    derive::organisation,
};
use crate::{
    hexes::{Decimal, Hex},
    story::{ContractFacts, Story},
};

pub(super) fn contract(story: &Story<'_>) -> Result<Option<ContractResult>, String> {
    let Some(facts) = &story.contract else {
        return Ok(None);
    };
    let bid = usize::try_from(facts.bid).ok().and_then(|at| story.bids.get(at));
    let bid = bid.ok_or("the contract is on no bid")?;
    Ok(Some(ContractResult {
        bid: facts.bid,
        vendor: organisation(story, bid.vendor)?,
        contract: Hex(facts.contract),
        value: Decimal(facts.value),
        officer: Hex(facts.officer.0),
        proposed_at: facts.since,
        signatory: facts.signed.map(|(_, by, _)| Hex(by.0)),
        signed_at: facts.signed.map(|(.., at)| at),
        milestones: milestones(facts),
        amendments: (0u32..)
            .zip(&facts.amendments)
            .map(|(amendment, of)| SupplementResult {
                amendment,
                document: Hex(of.document),
                value: Decimal(of.value),
                officer: Hex(of.officer.0),
                signatory: Hex(of.by.0),
                time: of.time,
            })
            .collect(),
        completion: facts.completion.map(|(statement, officer, proposed_at)| CompletionResult {
            statement: Hex(statement),
            officer: Hex(officer.0),
            proposed_at,
            signatory: facts.completed.map(|(by, _)| Hex(by.0)),
            completed_at: facts.completed.map(|(_, at)| at),
        }),
        termination: facts.termination.map(|(ground, statement, officer, proposed_at)| {
            TerminationResult {
                ground: ground_name(ground).into(),
                statement: Hex(statement),
                officer: Hex(officer.0),
                proposed_at,
                approver: facts.terminated.map(|(approver, _)| Hex(approver.0)),
                terminated_at: facts.terminated.map(|(_, at)| at),
            }
        }),
    }))
}

fn milestones(facts: &ContractFacts) -> Vec<MilestoneResult> {
    (0u8..)
        .zip(&facts.milestones)
        .map(|(milestone, held)| {
            let (status, last) = match (held.accepted, held.reported, held.returned) {
                (Some(accepted), ..) => ("accepted", Some(accepted)),
                (None, Some(reported), _) => ("reported", Some(reported)),
                (None, None, Some(returned)) => ("returned", Some(returned)),
                (None, None, None) => ("open", None),
            };
            MilestoneResult {
                milestone,
                title: Hex(held.terms.title),
                due: held.terms.due,
                amount: Decimal(held.terms.amount),
                status: status.into(),
                document: last.map(|(document, _)| Hex(document)),
                time: last.map(|(_, time)| time),
            }
        })
        .collect()
}

fn ground_name(ground: TerminationGround) -> &'static str {
    match ground {
        TerminationGround::VendorDefault => "vendor_default",
        TerminationGround::BuyerDefault => "buyer_default",
        TerminationGround::Agreement => "agreement",
        TerminationGround::ForceMajeure => "force_majeure",
        TerminationGround::Other => "other",
    }
}
