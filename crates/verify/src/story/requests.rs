//! Requests to vendors, comparisons of prices, and the explanations that were accepted.

use std::collections::BTreeMap;

use tenderseal_rules::{
    Hash, PersonId, TenderEvent, messages::RequestKind, requests::Requests, scoring::Field,
};

use super::{Gathering, Story, TwoPersons};
use crate::bundle::Topic;

/// A request to the vendor of a bid.
pub(crate) struct RequestFacts {
    pub bid: u32,
    pub kind: RequestKind,
    pub statement: Hash,
    pub officer: PersonId,
    pub time: u64,
    /// As it was named when it was made.
    pub until: u64,
    pub response: Option<(Hash, PersonId, u64)>,
}

/// A comparison of prices.
pub(crate) struct ComparisonFacts {
    pub rule: Requests,
    pub field: Field,
    pub time: u64,
    /// The bids that were tallied then and not below a minimum.
    pub bids: Vec<u32>,
    /// Explanations that were accepted under it, by bid.
    pub accepted: BTreeMap<u32, AcceptedFacts>,
}

/// An explanation that two persons accepted.
pub(crate) struct AcceptedFacts {
    pub statement: Hash,
    pub officer: PersonId,
    pub approver: PersonId,
    pub time: u64,
}

impl Gathering {
    /// Requests, comparisons, acceptances; `None` when the event names a request that is not there.
    pub(super) fn request(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match *event {
            TenderEvent::VendorAsked { bid, kind, statement, until, officer, .. } => {
                self.mention(Topic::Request, statement);
                let response = None;
                let facts = RequestFacts { bid, kind, statement, officer, time, until, response };
                self.requests.push(facts);
            }
            TenderEvent::VendorResponded { request, response, by, .. } => {
                self.mention(Topic::Response, response);
                self.requests.get_mut(usize::try_from(request).ok()?)?.response =
                    Some((response, by, time));
            }
            TenderEvent::PricesCompared { rule, field, .. } => {
                let bids = self.tallied.clone();
                let accepted = BTreeMap::new();
                self.comparisons.push(ComparisonFacts { rule, field, time, bids, accepted });
            }
            TenderEvent::AcceptanceProposed { statement, officer, .. } => {
                self.mention(Topic::Acceptance, statement);
                self.acceptance = Some(officer);
            }
            TenderEvent::ExplanationAccepted { bid, statement, approver } => {
                let officer = self.acceptance.take()?;
                self.two_persons.push(TwoPersons { what: "acceptance", officer, approver });
                let facts = AcceptedFacts { statement, officer, approver, time };
                self.comparisons.last_mut()?.accepted.insert(bid, facts);
            }
            _ => {}
        }
        Some(())
    }

    /// What the tally says: which bids are in the field.
    pub(super) fn tally(&mut self, event: &TenderEvent) {
        match event {
            TenderEvent::BidsTallied { tallies, .. } => {
                let counts = tallies.iter().filter(|(_, tallied)| tallied.below_minimum.is_none());
                self.tallied.extend(counts.map(|(bid, _)| *bid));
            }
            TenderEvent::BidExcluded { restarted: true, .. } => self.tallied.clear(),
            TenderEvent::ComplaintDecided { outcome, .. }
                if *outcome == tenderseal_rules::messages::ComplaintOutcome::Reevaluate =>
            {
                self.tallied.clear();
            }
            _ => {}
        }
    }
}

impl Story<'_> {
    /// The evaluated price of a bid, from its body alone.
    ///
    /// # Errors
    /// In words, when it has none.
    pub(crate) fn price(&self, number: u32) -> Result<u128, String> {
        let bid = usize::try_from(number).ok().and_then(|at| self.bids.get(at));
        let revealed = bid.and_then(|bid| bid.revealed.as_ref());
        let offer = revealed.and_then(|revealed| self.offer(&revealed.body));
        Ok(offer.ok_or_else(|| format!("bid {number} has no price"))?.evaluated)
    }

    /// The bids of a comparison whose price is abnormally low, in order.
    ///
    /// # Errors
    /// In words, when a bid has no price.
    pub(crate) fn flagged(&self, compared: &ComparisonFacts) -> Result<Vec<u32>, String> {
        let mut flagged = Vec::new();
        for number in &compared.bids {
            let price = self.price(*number)?;
            if self.terms.requests.of_price(&compared.field, price).is_flagged() {
                flagged.push(*number);
            }
        }
        Ok(flagged)
    }
}
