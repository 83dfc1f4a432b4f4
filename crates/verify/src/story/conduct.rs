//! Who scores what: declarations of interests, seats on the panel that changed, and what the panel agreed on.

use tenderseal_rules::{Hash, OrgId, PersonId, TenderEvent};

use super::{Gathering, Story, TwoPersons};
use crate::bundle::Topic;

/// An evaluator's declaration of interests.
pub(crate) struct DeclarationFacts {
    pub evaluator: PersonId,
    pub conflicts: Vec<OrgId>,
    pub statement: Hash,
    /// The key to which technical offers were sealed for it, where they have envelopes of their own.
    pub reader: Option<[u8; 32]>,
    pub time: u64,
}

/// A confirmed change of a seat on the panel.
pub(crate) struct SeatFacts {
    pub evaluator: PersonId,
    pub substitute: Option<PersonId>,
    pub reason: Hash,
    pub officer: PersonId,
    pub approver: PersonId,
    pub time: u64,
}

/// A sheet of points that an evaluator signed.
pub(crate) struct SheetFacts {
    pub points: Vec<u32>,
    pub statement: Hash,
    pub time: u64,
}

impl Story<'_> {
    /// The points on which the panel agreed for a bid: those of the sheet that everybody whose bid it is to score
    /// signed last; none when somebody did not, or signed another one.
    pub(super) fn agreed(&self, number: u32, vendor: OrgId) -> Option<&[u32]> {
        let mut last = self.evaluators(vendor).map(|person| self.sheets.get(&(number, person)));
        let first = last.next()??;
        let same = |sheet: Option<&SheetFacts>| {
            sheet.is_some_and(|sheet| {
                sheet.points == first.points && sheet.statement == first.statement
            })
        };
        last.all(same).then_some(&first.points)
    }

    /// Who scores the bids of a vendor: those of the panel who were not excused, the substitutes, and none who declared a
    /// conflict of interests with it.
    pub(super) fn evaluators(&self, vendor: OrgId) -> impl Iterator<Item = PersonId> {
        evaluators(&self.panel, &self.seats, &self.declarations, vendor)
    }

    /// Whether an evaluator's scores of a bid count.
    pub(crate) fn counts(&self, number: u32, evaluator: PersonId) -> bool {
        let bid = usize::try_from(number).ok().and_then(|at| self.bids.get(at));
        bid.is_some_and(|bid| self.evaluators(bid.vendor).any(|found| found == evaluator))
    }
}

/// Of a published panel: who is left, or came, by these changes of seats, without those who declared a conflict of interests
/// with a vendor.
pub(super) fn evaluators(
    panel: &[PersonId],
    seats: &[SeatFacts],
    declarations: &[DeclarationFacts],
    vendor: OrgId,
) -> impl Iterator<Item = PersonId> {
    let came = seats.iter().filter_map(|seat| seat.substitute);
    panel.iter().copied().chain(came).filter(move |person| {
        let excused = seats.iter().any(|seat| seat.evaluator == *person);
        let declared = declarations.iter().rev().find(|found| found.evaluator == *person);
        !excused && declared.is_none_or(|found| !found.conflicts.contains(&vendor))
    })
}

impl Gathering {
    /// Declarations and seats.
    pub(super) fn conduct(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match event {
            TenderEvent::InterestsDeclared { evaluator, conflicts, statement, reader } => {
                self.mention(Topic::Declaration, *statement);
                self.declarations.push(DeclarationFacts {
                    evaluator: *evaluator,
                    conflicts: conflicts.clone(),
                    statement: *statement,
                    reader: *reader,
                    time,
                });
            }
            TenderEvent::SeatChangeProposed { reason, officer, .. } => {
                self.mention(Topic::SeatChange, *reason);
                self.seat_change = Some(*officer);
            }
            TenderEvent::SeatChanged { evaluator, substitute, reason, approver } => {
                let (evaluator, substitute) = (*evaluator, *substitute);
                let (reason, approver) = (*reason, *approver);
                let officer = self.seat_change.take()?;
                self.two_persons.push(TwoPersons { what: "change of a seat", officer, approver });
                self.seats.push(SeatFacts {
                    evaluator,
                    substitute,
                    reason,
                    officer,
                    approver,
                    time,
                });
            }
            TenderEvent::SheetSigned { bid, evaluator, points, statement, .. } => {
                self.mention(Topic::Agreement, *statement);
                let facts = SheetFacts { points: points.clone(), statement: *statement, time };
                self.sheets.insert((*bid, *evaluator), facts);
            }
            _ => {}
        }
        Some(())
    }
}
