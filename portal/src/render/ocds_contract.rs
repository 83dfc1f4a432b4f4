//! The contract of a tender in OCDS: its status, value, amendments and milestones.

use serde_json::{Value, json};
use tenderseal_rules::tender::{MilestoneStatus, Stage};

use super::ocds::{award_id, date, value};
use crate::app::{
    names::Named,
    tender::{ContractView, MilestoneView, SupplementView, TenderView},
};

/// The release tag of a contract that runs, by what it has come to.
pub(super) fn tag(view: &TenderView) -> &'static str {
    let Some(contract) = &view.contract else { return "contract" };
    let last = contract.milestones.iter().filter_map(|held| Some(held.at?.time)).max();
    let amended = contract.amendments.last().map(|amendment| amendment.at.time);
    match (amended, last) {
        (None, None) => "contract",
        (None, Some(_)) => "implementation",
        (Some(amended), last) if last.is_none_or(|last| last <= amended) => "contractAmendment",
        (Some(_), _) => "implementationUpdate",
    }
}

/// The contract; none while nothing is proposed on the awarded bid.
pub(super) fn contract(view: &TenderView) -> Option<Value> {
    let held = view.contract.as_ref();
    let held = held.filter(|held| held.signed.is_some()).or_else(|| view.proposed_contract())?;
    let currency = view.core().currency.to_string();
    let mut found = json!({
        "id": format!("{}-contract", view.row.address),
        "awardID": award_id(view),
        "title": view.row.titles.en,
        "status": status(view),
        "value": value(held.value, &currency),
    });
    if let Some(details) = details(view, held) {
        found["statusDetails"] = json!(details);
    }
    if let Some((_, _, at)) = held.signed {
        found["dateSigned"] = json!(date(at.time));
    }
    if !held.amendments.is_empty() {
        let amendments = (1..).zip(&held.amendments).map(|(id, of)| amendment(id, of));
        found["amendments"] = amendments.collect();
    }
    if !held.milestones.is_empty() {
        let milestones: Value =
            (1..).zip(&held.milestones).map(|(id, of)| milestone(id, of)).collect();
        // Before the signature they are promised, from then on performed.
        if held.signed.is_some() {
            found["implementation"] = json!({ "milestones": milestones });
        } else {
            found["milestones"] = milestones;
        }
    }
    Some(found)
}

/// In OCDS a contract is terminated when it has come to a close, performed or not.
fn status(view: &TenderView) -> &'static str {
    match view.stage {
        Stage::ContractSigned => "active",
        Stage::Completed | Stage::Terminated => "terminated",
        _ => "pending",
    }
}

fn details(view: &TenderView, held: &ContractView) -> Option<String> {
    match view.stage {
        Stage::Completed => Some("completed".to_owned()),
        Stage::Terminated => {
            let termination = held.termination.as_ref()?;
            let text = termination.text.as_deref().unwrap_or_default();
            Some(format!("{}: {text}", termination.ground.name()))
        }
        _ => None,
    }
}

fn amendment(id: u32, of: &SupplementView) -> Value {
    let mut found = json!({ "id": id.to_string(), "date": date(of.at.time) });
    if let Some(text) = &of.text {
        found["description"] = json!(text);
    }
    found
}

fn milestone(id: u32, of: &MilestoneView) -> Value {
    let met = matches!(of.status, MilestoneStatus::Accepted { .. });
    let mut found = json!({
        "id": id.to_string(),
        "type": "delivery",
        "dueDate": date(of.terms.due),
        "status": if met { "met" } else { "scheduled" },
    });
    if let Some(title) = &of.title {
        found["title"] = json!(title);
    }
    if let Some(at) = of.at {
        found[if met { "dateMet" } else { "dateModified" }] = json!(date(at.time));
    }
    found
}
