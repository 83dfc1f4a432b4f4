//! The contract's facts, from the events of its acts.

use tenderseal_rules::{
    Hash, OrgId, PersonId, TenderEvent,
    messages::{Milestone, TerminationGround},
    tender::Stage,
};

use crate::bundle::Topic;

/// The contract as far as it came: the one that was signed, else the one that was proposed last.
pub(crate) struct ContractFacts {
    pub bid: u32,
    pub contract: Hash,
    /// At which it was proposed.
    pub price: u128,
    /// With every amendment.
    pub value: u128,
    pub officer: PersonId,
    /// Time of the proposal.
    pub since: u64,
    pub signed: Option<(OrgId, PersonId, u64)>,
    /// With every amendment.
    pub milestones: Vec<MilestoneFacts>,
    pub amendments: Vec<SupplementFacts>,
    pub completion: Option<(Hash, PersonId, u64)>,
    pub completed: Option<(PersonId, u64)>,
    pub termination: Option<(TerminationGround, Hash, PersonId, u64)>,
    pub terminated: Option<(PersonId, u64)>,
    /// Everybody who acted for the buyer alone.
    pub officers: Vec<PersonId>,
    /// Everybody who acted for the vendor.
    pub vendors: Vec<PersonId>,
    change: Option<(Hash, u128, Vec<Milestone>, PersonId)>,
}

/// A milestone.
pub(crate) struct MilestoneFacts {
    pub terms: Milestone,
    /// The report that waits.
    pub reported: Option<(Hash, u64)>,
    /// The reason for which the last report was returned.
    pub returned: Option<(Hash, u64)>,
    pub accepted: Option<(Hash, u64)>,
}

/// A change that both sides agreed on.
pub(crate) struct SupplementFacts {
    pub document: Hash,
    pub value: u128,
    pub officer: PersonId,
    pub by: PersonId,
    pub time: u64,
}

impl MilestoneFacts {
    fn new(terms: Milestone) -> Self {
        Self { terms, reported: None, returned: None, accepted: None }
    }
}

impl ContractFacts {
    /// The stage that follows from a contract on a final award.
    pub(crate) fn stage(&self) -> Stage {
        match (self.signed, self.completed, self.terminated) {
            (None, ..) => Stage::Awarded,
            (Some(_), Some(_), _) => Stage::Completed,
            (Some(_), None, Some(_)) => Stage::Terminated,
            (Some(_), None, None) => Stage::ContractSigned,
        }
    }

    /// Takes in an event of the contract; `None` when it names what is not there.
    pub(super) fn take(held: &mut Option<Self>, event: &TenderEvent, time: u64) -> Option<()> {
        if let TenderEvent::ContractProposed { bid, contract, value, milestones, officer, .. } =
            event
        {
            *held = Some(Self {
                bid: *bid,
                contract: *contract,
                price: *value,
                value: *value,
                officer: *officer,
                since: time,
                signed: None,
                milestones: milestones.iter().copied().map(MilestoneFacts::new).collect(),
                amendments: Vec::new(),
                completion: None,
                completed: None,
                termination: None,
                terminated: None,
                officers: vec![*officer],
                vendors: Vec::new(),
                change: None,
            });
            return Some(());
        }
        held.as_mut()?.go_on(event, time)
    }

    fn go_on(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match event {
            TenderEvent::ContractSigned { vendor, by, .. } => {
                self.vendors.push(*by);
                self.signed = Some((*vendor, *by, time));
            }
            TenderEvent::ChangeProposed { document, value, milestones, officer, .. } => {
                self.officers.push(*officer);
                self.change = Some((*document, *value, milestones.clone(), *officer));
            }
            TenderEvent::ChangeAccepted { by, .. } => self.amend(*by, time)?,
            TenderEvent::MilestoneReported { milestone, document, by } => {
                self.vendors.push(*by);
                self.milestone(*milestone)?.reported = Some((*document, time));
            }
            TenderEvent::MilestoneAccepted { milestone, document, officer } => {
                self.officers.push(*officer);
                self.milestone(*milestone)?.accepted = Some((*document, time));
            }
            TenderEvent::MilestoneReturned { milestone, reason, officer } => {
                self.officers.push(*officer);
                let held = self.milestone(*milestone)?;
                (held.reported, held.returned) = (None, Some((*reason, time)));
            }
            TenderEvent::CompletionProposed { statement, officer, .. } => {
                self.officers.push(*officer);
                self.completion = Some((*statement, *officer, time));
            }
            TenderEvent::ContractCompleted { by, .. } => {
                self.vendors.push(*by);
                self.completed = Some((*by, time));
            }
            TenderEvent::TerminationProposed { ground, statement, officer, .. } => {
                self.officers.push(*officer);
                self.termination = Some((*ground, *statement, *officer, time));
            }
            TenderEvent::ContractTerminated { approver, .. } => {
                self.officers.push(*approver);
                self.terminated = Some((*approver, time));
            }
            _ => {}
        }
        Some(())
    }

    /// Milestones that stay as they are in their places keep what became of them.
    fn amend(&mut self, by: PersonId, time: u64) -> Option<()> {
        let (document, value, milestones, officer) = self.change.take()?;
        let mut held = std::mem::take(&mut self.milestones).into_iter();
        self.milestones = milestones
            .into_iter()
            .map(|terms| match held.next() {
                Some(stays) if stays.terms == terms => stays,
                _ => MilestoneFacts::new(terms),
            })
            .collect();
        self.vendors.push(by);
        self.value = value;
        self.amendments.push(SupplementFacts { document, value, officer, by, time });
        Some(())
    }

    fn milestone(&mut self, place: u8) -> Option<&mut MilestoneFacts> {
        self.milestones.get_mut(usize::from(place))
    }
}

/// A contract's or a supplement's text, and those of its milestones.
fn parts(document: &Hash, milestones: &[Milestone]) -> Vec<(Topic, Hash)> {
    let titles = milestones.iter().map(|milestone| (Topic::Milestone, milestone.title));
    std::iter::once((Topic::Contract, *document)).chain(titles).collect()
}

/// The texts that an event of the contract names by hash.
pub(super) fn texts(event: &TenderEvent) -> Vec<(Topic, Hash)> {
    match event {
        TenderEvent::ContractProposed { contract, milestones, .. } => parts(contract, milestones),
        TenderEvent::ChangeProposed { document, milestones, .. } => parts(document, milestones),
        TenderEvent::MilestoneReported { document, .. }
        | TenderEvent::MilestoneAccepted { document, .. } => vec![(Topic::Milestone, *document)],
        TenderEvent::MilestoneReturned { reason, .. } => vec![(Topic::Milestone, *reason)],
        TenderEvent::CompletionProposed { statement, .. }
        | TenderEvent::TerminationProposed { statement, .. } => {
            vec![(Topic::ContractEnd, *statement)]
        }
        _ => Vec::new(),
    }
}
