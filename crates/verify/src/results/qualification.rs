//! Applications and what was decided on them, as results.

use super::{ApplicationResult, QualificationResult, derive::organisation};
use crate::{
    hexes::Hex,
    story::{ApplicationFacts, QualificationFacts, Story},
};

/// In the order of the applications.
///
/// # Errors
/// In words, when a vendor is not in the registry.
pub(super) fn applications(story: &Story<'_>) -> Result<Vec<ApplicationResult>, String> {
    story.applications.iter().map(|facts| result(story, facts)).collect()
}

fn result(story: &Story<'_>, facts: &ApplicationFacts) -> Result<ApplicationResult, String> {
    Ok(ApplicationResult {
        vendor: organisation(story, facts.vendor)?,
        by: Hex(facts.by.0),
        statement: Hex(facts.statement),
        time: facts.time,
        decisions: facts.decisions.iter().map(decision).collect(),
    })
}

fn decision(facts: &QualificationFacts) -> QualificationResult {
    QualificationResult {
        qualified: facts.qualified,
        reason: Hex(facts.reason),
        officer: Hex(facts.officer.0),
        approver: Hex(facts.approver.0),
        time: facts.time,
    }
}
