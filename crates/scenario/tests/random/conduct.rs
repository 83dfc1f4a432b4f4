//! The panel under random acts: a record of its own, and what the contract's cells must say by it.

use std::collections::BTreeMap;

use parity_scale_codec::Encode;
use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    Event, OrgId, PersonId, TenderEvent,
    ranking::{Tallied, tally},
    tender::{BidStatus, Cell, Seat, State},
    terms::Terms,
};
use tenderseal_scenario::Chain;

use super::{Play, failed};

/// What was accepted about the panel, kept apart from the contract's own cells.
#[derive(Clone, Default)]
pub struct Conduct {
    /// Who sits there now.
    pub panel: Vec<PersonId>,
    /// Of whoever declared: the vendors with whom there is a conflict.
    pub conflicts: BTreeMap<PersonId, Vec<OrgId>>,
    /// Whose each bid is.
    pub vendors: BTreeMap<u32, OrgId>,
    /// Everybody's last points of a bid.
    pub points: BTreeMap<(u32, PersonId), Vec<u32>>,
}

impl Conduct {
    pub fn has_seat(&self, person: &PersonId) -> bool {
        self.panel.contains(person)
    }

    /// Whether a bid is somebody's to score, who declared it.
    pub fn may_score(&self, person: &PersonId, bid: u32) -> bool {
        let vendor = self.vendors.get(&bid);
        let conflicts = self.conflicts.get(person).filter(|_| self.has_seat(person));
        conflicts.is_some_and(|list| vendor.is_some_and(|vendor| !list.contains(vendor)))
    }

    pub fn take(&mut self, event: &Event) {
        let Event::Tender(event) = event else { return };
        match event {
            TenderEvent::InterestsDeclared { evaluator, conflicts, .. } => {
                self.conflicts.insert(*evaluator, conflicts.clone());
            }
            TenderEvent::SeatChanged { evaluator, substitute, .. } => {
                self.panel.retain(|held| held != evaluator);
                self.panel.extend(substitute);
            }
            TenderEvent::Scored { bid, evaluator, scores } => {
                let points = scores.iter().map(|score| score.points).collect();
                self.points.insert((*bid, *evaluator), points);
            }
            _ => {}
        }
    }

    /// Per criterion: the points of a bid by everybody whose it is to score; none when some are missing.
    fn scores_of(&self, bid: u32, criteria: usize) -> Option<Vec<Vec<u32>>> {
        let mut lists = vec![Vec::new(); criteria];
        for person in self.panel.iter().filter(|person| !self.is_excluded(person, bid)) {
            for (list, points) in lists.iter_mut().zip(self.points.get(&(bid, *person))?) {
                list.push(*points);
            }
        }
        Some(lists)
    }

    fn is_excluded(&self, person: &PersonId, bid: u32) -> bool {
        let conflicts = self.conflicts.get(person);
        let vendor = self.vendors.get(&bid);
        conflicts.is_some_and(|list| vendor.is_some_and(|vendor| list.contains(vendor)))
    }
}

impl Play {
    /// The seats, counted again from the scores and compared with what was accepted; and what was tallied is
    /// what the scores of those give whose they are to give.
    pub fn check_seats(&self, state: &State) -> Result<(), TestCaseError> {
        let (house, tender) = (&self.house, self.tender);
        let opened = house.bids(tender, BidStatus::Opened).map_err(failed)?;
        let mut panel = Vec::new();
        for place in 0..2u8 {
            let person = house.cast().evaluators[usize::from(place)].person;
            if house.chain.cell(tender, &Cell::Seat(place).encode()).is_none() {
                panel.push(person);
                continue;
            }
            let seat: Seat = house.read(tender, &Cell::Seat(place)).map_err(failed)?;
            let own = opened.iter().filter(|bid| !seat.excluded.contains(bid));
            let own = own.copied().map(|bid| Cell::Scores(bid, seat.number).encode());
            let count = own.filter(|key| house.chain.cell(tender, key).is_some()).count();
            prop_assert_eq!(seat.scored as usize, count);
            if !seat.vacant {
                prop_assert_eq!(
                    seat.declared,
                    self.conduct.conflicts.contains_key(&seat.evaluator)
                );
                panel.push(seat.evaluator);
            }
        }
        let mut expected = self.conduct.panel.clone();
        expected.sort_unstable();
        panel.sort_unstable();
        prop_assert_eq!(&panel, &expected);
        let terms: Terms = house.read_long(tender, &Cell::Terms).map_err(failed)?;
        for bid in opened.into_iter().filter(|bid| *bid < state.tallied) {
            if house.chain.cell(tender, &Cell::Tallied(bid).encode()).is_some() {
                let stored: Tallied = house.read(tender, &Cell::Tallied(bid)).map_err(failed)?;
                let scores = self.conduct.scores_of(bid, terms.criteria.len());
                let scores = scores.ok_or_else(|| TestCaseError::fail("a score is missing"))?;
                prop_assert_eq!(tally(&terms.criteria, terms.consensus, &scores), Ok(stored));
            }
        }
        Ok(())
    }
}
