//! Who applied to be let in, and what was decided.

use tenderseal_rules::{Hash, OrgId, PersonId, TenderEvent};

use super::{Gathering, TwoPersons};
use crate::bundle::Topic;

/// An application, or one that took its place.
pub(crate) struct ApplicationFacts {
    pub vendor: OrgId,
    pub by: PersonId,
    pub statement: Hash,
    pub time: u64,
    /// In order; the last one holds.
    pub decisions: Vec<QualificationFacts>,
}

/// A decision by two persons.
#[derive(Clone, Copy)]
pub(crate) struct QualificationFacts {
    pub qualified: bool,
    pub reason: Hash,
    pub officer: PersonId,
    pub approver: PersonId,
    pub time: u64,
}

impl Gathering {
    /// Applications and decisions on them; `None` when an event decides on what is not there.
    pub(super) fn qualification(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match *event {
            TenderEvent::Applied { vendor, by, statement } => {
                self.mention(Topic::Application, statement);
                let decisions = Vec::new();
                self.applications.push(ApplicationFacts { vendor, by, statement, time, decisions });
            }
            TenderEvent::QualificationProposed { vendor, reason, officer, .. } => {
                self.mention(Topic::Qualification, reason);
                self.qualifying.insert(vendor, officer);
            }
            TenderEvent::QualificationDecided { vendor, qualified, reason, approver } => {
                let officer = self.qualifying.remove(&vendor)?;
                self.two_persons.push(TwoPersons { what: "qualification", officer, approver });
                let decided = QualificationFacts { qualified, reason, officer, approver, time };
                let mut latest = self.applications.iter_mut().rev();
                latest.find(|held| held.vendor == vendor)?.decisions.push(decided);
            }
            _ => {}
        }
        Some(())
    }
}
