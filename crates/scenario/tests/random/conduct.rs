//! The panel under random acts: a record of its own, and what the contract's cells must say by it.

use std::collections::BTreeMap;

use parity_scale_codec::Encode;
use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    Event, Hash, OrgId, PersonId, TenderEvent,
    messages::ComplaintOutcome,
    ranking::{Tallied, tally},
    tender::{BidStatus, Cell, Seat, Sheet, State},
    terms::{Consensus, Terms},
};
use tenderseal_scenario::Chain;

use super::{failed, play::Play};

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
    /// Everybody's last sheet of a bid in the present round.
    pub sheets: BTreeMap<(u32, PersonId), (Vec<u32>, Hash)>,
    /// Who made each complaint.
    pub complaints: BTreeMap<u32, OrgId>,
    /// About which bid each request is.
    pub requests: BTreeMap<u32, u32>,
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

    /// Whether a bid is a vendor's.
    pub fn is_of(&self, bid: u32, vendor: &OrgId) -> bool {
        self.vendors.get(&bid) == Some(vendor)
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
            TenderEvent::SheetSigned { bid, evaluator, points, statement, agreed } => {
                self.sheets.insert((*bid, *evaluator), (points.clone(), *statement));
                assert_eq!(*agreed, self.agreed(*bid).is_some());
            }
            TenderEvent::Complained { complaint, vendor, .. } => {
                self.complaints.insert(*complaint, *vendor);
            }
            TenderEvent::VendorAsked { request, bid, .. } => {
                self.requests.insert(*request, *bid);
            }
            TenderEvent::ComplaintDecided { outcome: ComplaintOutcome::Reevaluate, .. } => {
                self.sheets.clear();
            }
            _ => {}
        }
    }

    /// The points on which the panel agreed for a bid.
    fn agreed(&self, bid: u32) -> Option<Vec<u32>> {
        let mut sheets = self
            .panel
            .iter()
            .filter(|person| !self.is_excluded(person, bid))
            .map(|person| self.sheets.get(&(bid, *person)));
        let first = sheets.next()??;
        sheets.all(|sheet| sheet == Some(first)).then(|| first.0.clone())
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
    /// Of how many bids the last sheet is a seat's, counted again.
    fn check_sheets(
        &self,
        seat: &Seat,
        state: &State,
        opened: &[u32],
    ) -> Result<(), TestCaseError> {
        let read = |cell: &Cell| {
            let there = self.house.chain.cell(self.tender, &cell.encode()).is_some();
            let sheet = there.then(|| self.house.read::<Sheet>(self.tender, cell)).transpose();
            sheet.map(|sheet| sheet.filter(|sheet| sheet.round == state.round)).map_err(failed)
        };
        let mut count = 0;
        for bid in opened.iter().filter(|bid| !seat.excluded.contains(bid)) {
            let own = read(&Cell::Sheet(*bid, seat.number))?;
            count += u32::from(own.is_some() && own == read(&Cell::LastSheet(*bid))?);
        }
        prop_assert_eq!(seat.agreed.of(state.round), count);
        Ok(())
    }

    /// The seats, counted again from the scores and compared with what was accepted; and what was tallied is
    /// what the scores of those give whose they are to give.
    pub fn check_seats(&self, state: &State) -> Result<(), TestCaseError> {
        let (house, tender) = (&self.house, self.tender);
        let mut opened = house.bids(tender, BidStatus::Opened).map_err(failed)?;
        opened.extend(house.bids(tender, BidStatus::Read).map_err(failed)?);
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
                // Nobody counts for a seat that nobody has; whoever takes it begins anew.
                self.check_sheets(&seat, state, &opened)?;
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
                let own = self.conduct.scores_of(bid, terms.criteria.len());
                let own = own.ok_or_else(|| TestCaseError::fail("a score is missing"))?;
                let scores = if terms.consensus == Consensus::Moderated {
                    let agreed = self.conduct.agreed(bid);
                    let agreed = agreed.ok_or_else(|| TestCaseError::fail("not agreed on"))?;
                    agreed.into_iter().map(|points| vec![points]).collect()
                } else {
                    own
                };
                prop_assert_eq!(tally(&terms.criteria, terms.consensus, &scores), Ok(stored));
            }
        }
        Ok(())
    }
}
