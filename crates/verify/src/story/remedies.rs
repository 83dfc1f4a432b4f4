//! Rejections, complaints and suspensions, and what they make of the award.

use tenderseal_rules::{
    Hash, OrgId, PersonId, TenderEvent,
    messages::{ComplaintOutcome, RejectionGround},
};

use super::{AwardFacts, Gathering, TwoPersons};
use crate::bundle::Topic;

/// A bid that two persons rejected after it was opened.
pub(crate) struct RejectionFacts {
    pub bid: u32,
    pub ground: RejectionGround,
    pub statement: Hash,
    pub officer: PersonId,
    pub approver: PersonId,
    pub time: u64,
    /// Whether tally and ranking started again; else the bid was passed over.
    pub restarted: bool,
    /// The first in the ranking afterwards.
    pub first: Option<u32>,
    pub round: u32,
}

/// A complaint and what became of it.
pub(crate) struct ComplaintFacts {
    pub vendor: OrgId,
    pub by: PersonId,
    pub statement: Hash,
    pub time: u64,
    pub withdrawn: Option<(PersonId, u64)>,
    pub decided: Option<(ComplaintOutcome, Hash, PersonId, u64)>,
}

/// A suspension, and its end.
pub(crate) struct SuspensionFacts {
    pub statement: Hash,
    pub reviewer: PersonId,
    pub time: u64,
    pub resumed: Option<(Hash, PersonId, u64)>,
}

impl Gathering {
    /// Rejections, complaints, suspensions.
    pub(super) fn remedy(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match *event {
            TenderEvent::RejectionProposed { statement, officer, .. } => {
                self.mention(Topic::Rejection, statement);
                self.rejection = Some(officer);
            }
            TenderEvent::BidExcluded {
                bid,
                ground,
                statement,
                approver,
                restarted,
                first,
                round,
            } => {
                let officer = self.rejection.take()?;
                self.two_persons.push(TwoPersons { what: "rejection", officer, approver });
                let facts = RejectionFacts {
                    bid,
                    ground,
                    statement,
                    officer,
                    approver,
                    time,
                    restarted,
                    first,
                    round,
                };
                self.rejections.push(facts);
                if restarted {
                    self.passed_over.clear();
                } else {
                    self.passed_over.push((bid, first));
                }
                self.begin_round(round);
            }
            TenderEvent::Complained { vendor, by, statement, .. } => {
                self.mention(Topic::Complaint, statement);
                let (withdrawn, decided) = (None, None);
                let facts = ComplaintFacts { vendor, by, statement, time, withdrawn, decided };
                self.complaints.push(facts);
            }
            TenderEvent::ComplaintDecided {
                complaint,
                outcome,
                statement,
                reviewer,
                round,
                final_from,
                ..
            } => {
                self.mention(Topic::Decision, statement);
                self.complaint(complaint)?.decided = Some((outcome, statement, reviewer, time));
                if outcome == ComplaintOutcome::Reevaluate {
                    self.passed_over.clear();
                    self.sheets.clear();
                }
                self.begin_round(round);
                self.final_from(final_from);
            }
            TenderEvent::ComplaintWithdrawn { complaint, by, final_from, .. } => {
                self.complaint(complaint)?.withdrawn = Some((by, time));
                self.final_from(final_from);
            }
            TenderEvent::TenderSuspended { statement, reviewer } => {
                self.mention(Topic::Suspension, statement);
                self.suspensions.push(SuspensionFacts { statement, reviewer, time, resumed: None });
            }
            TenderEvent::TenderResumed { statement, reviewer, final_from, .. } => {
                self.mention(Topic::Suspension, statement);
                self.suspensions.last_mut()?.resumed = Some((statement, reviewer, time));
                self.final_from(final_from);
            }
            _ => {}
        }
        Some(())
    }

    /// In a new round the award is taken back.
    fn begin_round(&mut self, round: u32) {
        if round > self.round {
            self.round = round;
            self.award = AwardFacts::default();
        }
    }

    fn final_from(&mut self, from: Option<u64>) {
        if let (Some((.., kept)), Some(from)) = (&mut self.award.confirmed, from) {
            *kept = from;
        }
    }

    fn complaint(&mut self, number: u32) -> Option<&mut ComplaintFacts> {
        self.complaints.get_mut(usize::try_from(number).ok()?)
    }
}
