//! The contract after an award as pages and the API show it, folded from its events.

use tenderseal_rules::{
    Hash, OrgId, PersonId, TenderEvent,
    messages::{Milestone, TerminationGround},
    tender::MilestoneStatus,
};

use super::{At, Names, TenderView};
use crate::app::Outcome;

/// The contract: the one that was signed, else the one that was proposed last.
#[derive(Clone, Debug)]
pub struct ContractView {
    /// The awarded bid that it is made on.
    pub bid: u32,
    /// SHA-256 of the contract.
    pub contract: Hash,
    /// The contract, where the portal has it.
    pub text: Option<String>,
    /// What it is worth with every amendment, minor units.
    pub value: u128,
    /// Milestones with every amendment; numbered from 0.
    pub milestones: Vec<MilestoneView>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the vendor signs.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
    /// The vendor's signature.
    pub signed: Option<(OrgId, PersonId, At)>,
    /// The change that waits for the vendor.
    pub change: Option<ChangeView>,
    /// Amendments, numbered from 0.
    pub amendments: Vec<SupplementView>,
    /// The completion, stated or confirmed.
    pub completion: Option<CompletionView>,
    /// The termination, proposed or confirmed.
    pub termination: Option<TerminationView>,
}

impl ContractView {
    /// Whether every milestone is accepted: the officer may state that the contract is performed.
    #[must_use]
    pub fn is_performed(&self) -> bool {
        self.milestones
            .iter()
            .all(|milestone| matches!(milestone.status, MilestoneStatus::Accepted { .. }))
    }
}

/// A milestone.
#[derive(Clone, Debug)]
pub struct MilestoneView {
    /// What was agreed.
    pub terms: Milestone,
    /// What is to be delivered, where the portal has it.
    pub title: Option<String>,
    /// Where it stands.
    pub status: MilestoneStatus,
    /// The text that the status names, where the portal has it.
    pub text: Option<String>,
    /// Where the status was reached; none while it is open.
    pub at: Option<At>,
}

/// A proposed change.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// SHA-256 of the supplement.
    pub document: Hash,
    /// The supplement, where the portal has it.
    pub text: Option<String>,
    /// What the whole contract would be worth, minor units.
    pub value: u128,
    /// All milestones, with their titles where the portal has them.
    pub milestones: Vec<(Milestone, Option<String>)>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the vendor accepts.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
}

/// An amendment of the contract.
#[derive(Clone, Debug)]
pub struct SupplementView {
    /// SHA-256 of the supplement.
    pub document: Hash,
    /// The supplement, where the portal has it.
    pub text: Option<String>,
    /// What the whole contract was worth until then, minor units.
    pub from: u128,
    /// What it was worth from then on.
    pub value: u128,
    /// Who proposed.
    pub officer: PersonId,
    /// Who accepted for the vendor.
    pub by: PersonId,
    /// The acceptance.
    pub at: At,
}

/// A completion.
#[derive(Clone, Debug)]
pub struct CompletionView {
    /// SHA-256 of the statement.
    pub statement: Hash,
    /// The statement, where the portal has it.
    pub text: Option<String>,
    /// Who stated it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the vendor confirms.
    pub proposed: Hash,
    /// The statement's place.
    pub proposed_at: At,
    /// The vendor's confirmation.
    pub confirmed: Option<(PersonId, At)>,
}

/// A termination.
#[derive(Clone, Debug)]
pub struct TerminationView {
    /// Why.
    pub ground: TerminationGround,
    /// SHA-256 of the statement.
    pub statement: Hash,
    /// The statement, where the portal has it.
    pub text: Option<String>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
    /// The confirmation.
    pub confirmed: Option<(PersonId, At)>,
}

/// One event of the contract on top of what was before.
pub(super) async fn fold(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    if let TenderEvent::ContractProposed { bid, contract, value, milestones, officer, proposed } =
        event
    {
        let titled = titled(names, milestones).await?;
        view.contract = Some(ContractView {
            bid,
            contract,
            text: names.text(&contract).await?,
            value,
            milestones: titled.into_iter().map(open).collect(),
            officer,
            proposed,
            proposed_at: at,
            signed: None,
            change: None,
            amendments: Vec::new(),
            completion: None,
            termination: None,
        });
        return Ok(());
    }
    let Some(held) = &mut view.contract else { return Ok(()) };
    match event {
        TenderEvent::ContractSigned { vendor, by, .. } => held.signed = Some((vendor, by, at)),
        TenderEvent::ChangeProposed { document, value, milestones, officer, proposed } => {
            held.change = Some(ChangeView {
                document,
                text: names.text(&document).await?,
                value,
                milestones: titled(names, milestones).await?,
                officer,
                proposed,
                proposed_at: at,
            });
        }
        TenderEvent::ChangeAccepted { by, .. } => amend(held, by, at),
        event @ (TenderEvent::MilestoneReported { .. }
        | TenderEvent::MilestoneAccepted { .. }
        | TenderEvent::MilestoneReturned { .. }) => review(held, names, &event, at).await?,
        other => end(held, names, other, at).await?,
    }
    Ok(())
}

/// Reports and what became of them.
async fn review(
    held: &mut ContractView,
    names: &Names<'_>,
    event: &TenderEvent,
    at: At,
) -> Outcome<()> {
    let (place, hash, status) = match *event {
        TenderEvent::MilestoneReported { milestone, document, .. } => {
            (milestone, document, MilestoneStatus::Reported { document })
        }
        TenderEvent::MilestoneAccepted { milestone, document, .. } => {
            (milestone, document, MilestoneStatus::Accepted { document, at: at.time })
        }
        TenderEvent::MilestoneReturned { milestone, reason, .. } => {
            (milestone, reason, MilestoneStatus::Returned { reason })
        }
        _ => return Ok(()),
    };
    let text = names.text(&hash).await?;
    if let Some(milestone) = held.milestones.get_mut(usize::from(place)) {
        (milestone.status, milestone.text, milestone.at) = (status, text, Some(at));
    }
    Ok(())
}

/// Completion and termination.
async fn end(
    held: &mut ContractView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::CompletionProposed { statement, officer, proposed } => {
            let text = names.text(&statement).await?;
            held.completion = Some(CompletionView {
                statement,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            });
        }
        TenderEvent::ContractCompleted { by, .. } => {
            if let Some(completion) = &mut held.completion {
                completion.confirmed = Some((by, at));
            }
        }
        TenderEvent::TerminationProposed { ground, statement, officer, proposed } => {
            let text = names.text(&statement).await?;
            held.termination = Some(TerminationView {
                ground,
                statement,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            });
        }
        TenderEvent::ContractTerminated { approver, .. } => {
            if let Some(termination) = &mut held.termination {
                termination.confirmed = Some((approver, at));
            }
        }
        _ => {}
    }
    Ok(())
}

/// The change that waits becomes an amendment: milestones that it leaves as they are in their places keep what became
/// of them, all others are new.
fn amend(held: &mut ContractView, by: PersonId, at: At) {
    let Some(change) = held.change.take() else { return };
    let mut before = std::mem::take(&mut held.milestones).into_iter();
    held.milestones = change
        .milestones
        .into_iter()
        .map(|(terms, title)| match before.next() {
            Some(stays) if stays.terms == terms => stays,
            _ => open((terms, title)),
        })
        .collect();
    held.amendments.push(SupplementView {
        document: change.document,
        text: change.text,
        from: held.value,
        value: change.value,
        officer: change.officer,
        by,
        at,
    });
    held.value = change.value;
}

fn open((terms, title): (Milestone, Option<String>)) -> MilestoneView {
    MilestoneView { terms, title, status: MilestoneStatus::Open, text: None, at: None }
}

async fn titled(
    names: &Names<'_>,
    milestones: Vec<Milestone>,
) -> Outcome<Vec<(Milestone, Option<String>)>> {
    let mut found = Vec::with_capacity(milestones.len());
    for milestone in milestones {
        found.push((milestone, names.text(&milestone.title).await?));
    }
    Ok(found)
}
