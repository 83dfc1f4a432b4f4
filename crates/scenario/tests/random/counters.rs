//! The tender's counters are what counting its bids, objections, questions and complaints again gives.

use std::collections::BTreeMap;

use parity_scale_codec::Encode;
use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    ranking::Tallied,
    replay::sha256,
    tender::{
        Award, BidStatus, Cell, Complaint, ComplaintStatus, Finding, Objection, Place, Question,
        State, VendorSlot, clock,
    },
    tse1::HeaderView,
};
use tenderseal_scenario::chain::Chain;

use super::{failed, play::Play, securities};

impl Play {
    /// The counters, counted again from bids and objections.
    pub fn check_counters(&self) -> Result<State, TestCaseError> {
        let (house, tender) = (&self.house, self.tender);
        let state = house.state(tender).map_err(failed)?;
        let (mut live, mut sealed, mut valid, mut read) = (0, 0, 0, 0);
        let mut live_of = BTreeMap::new();
        for number in 0..state.bids {
            let bid = house.bid(tender, number).map_err(failed)?;
            let counts = !bid.is_stale(&state.terms);
            if !matches!(bid.status, BidStatus::Replaced | BidStatus::Withdrawn) {
                live += u32::from(counts);
                prop_assert_eq!(live_of.insert(bid.vendor, number), None, "two live bids");
            }
            read += u32::from(bid.status == BidStatus::Read);
            let waits = match (&state.technical, bid.status) {
                (Some(_), BidStatus::Read) if !state.is_technical() => {
                    let tallied: Tallied =
                        house.read(tender, &Cell::Tallied(number)).map_err(failed)?;
                    tallied.below_minimum.is_none()
                }
                (_, status) => status == BidStatus::Sealed,
            };
            sealed += u32::from(waits && counts);
            // Whatever counts was sealed for the terms in force.
            let envelope = house.envelope(tender, number).map_err(failed)?;
            let bound = HeaderView::parse(envelope).unwrap().context().terms_hash;
            prop_assert_eq!(bound == state.terms.hash, bid.terms == state.terms.version);
            let opened = matches!(bid.status, BidStatus::Opened | BidStatus::Rejected(_));
            prop_assert!(!opened || bid.terms == state.terms.version, "a stale bid was opened");
            valid += u32::from(bid.status == BidStatus::Opened);
        }
        prop_assert_eq!((state.live, state.sealed, state.valid), (live, sealed, valid));
        prop_assert_eq!(state.scorable(), valid + read);
        for company in &house.cast().vendors {
            let cell = Cell::Vendor(company.admin.org);
            if house.chain.cell(tender, &cell.encode()).is_some() {
                let slot: VendorSlot = house.read(tender, &cell).map_err(failed)?;
                prop_assert_eq!(slot.live, live_of.get(&company.admin.org).copied());
            }
        }
        let terms = house.terms(tender).map_err(failed)?;
        prop_assert_eq!(state.terms.hash, sha256(&terms.preimage(state.terms.version)));
        prop_assert_eq!(state.terms.min_bids, terms.min_bids);
        let mut undecided = 0;
        for number in 0..state.objections {
            let found = house.read(tender, &Cell::Objection(number)).map_err(failed)?;
            let Objection { finding, .. } = found;
            undecided += u32::from(!matches!(finding, Finding::Decided { .. }));
        }
        prop_assert_eq!(state.undecided, undecided);
        for number in 0..state.questions {
            let Question { hash, .. } =
                house.read(tender, &Cell::Question(number)).map_err(failed)?;
            let asked: u32 = house.read(tender, &Cell::Asked(hash)).map_err(failed)?;
            prop_assert_eq!(asked, number);
        }
        securities::count(house, tender, &state)?;
        self.check_seats(&state)?;
        self.check_remedies(&state)?;
        Ok(state)
    }

    /// Complaints counted again; and whoever is first in a frozen ranking is the first who was not rejected.
    fn check_remedies(&self, state: &State) -> Result<(), TestCaseError> {
        let (house, tender) = (&self.house, self.tender);
        let mut open = BTreeMap::new();
        for number in 0..state.complaints {
            let found: Complaint = house.read(tender, &Cell::Complaint(number)).map_err(failed)?;
            if found.status == ComplaintStatus::Open {
                prop_assert_eq!(open.insert(found.vendor, number), None, "two open complaints");
            }
        }
        prop_assert_eq!(usize::try_from(state.open_complaints).ok(), Some(open.len()));
        let technical = state.technical.is_some_and(|technical| technical.done_at.is_some());
        let closed = technical && clock(state, house.chain.now()) < state.schedule.opening();
        let holds = closed || matches!(state.award, Award::Confirmed { .. });
        // A cancelled tender has no time left that could stand still, though its complaints are answered.
        let disputed = !open.is_empty() && holds && state.cancelled_at.is_none();
        prop_assert_eq!(state.stopped_at.is_some(), state.suspended || disputed);
        if state.ranked_at.is_some() {
            let mut first = None;
            for place in (0..state.placed).rev() {
                let held: Place = house.read(tender, &Cell::Place(place)).map_err(failed)?;
                let bid = house.bid(tender, held.line.bid).map_err(failed)?;
                let counts = bid.status == BidStatus::Opened;
                prop_assert!(counts || state.frozen.is_some());
                first = if counts { Some(held.line.bid) } else { first };
            }
            prop_assert_eq!(state.first, first);
        }
        Ok(())
    }
}
