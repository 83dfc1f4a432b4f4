//! Technical offers that have envelopes of their own, as everybody may read of them: who gave to the evaluators what opens
//! them, what the panel found, and the points.

use tenderseal_rules::{messages::TechnicalVerdict, ranking::Tallied};

use super::tenders::TenderPage;
use crate::app::{
    names::Named,
    tender::{BidView, TechnicalView},
};
use crate::render::money;

/// The technical offer of a bid.
pub struct OfferLine<'a> {
    /// The bid.
    pub bid: &'a BidView,
    /// From whom the evaluators have what opens it.
    pub given: String,
    /// What the panel found.
    pub finding: String,
    /// For each criterion points, or whether it passed; empty before the technical result, and of an offer that was not scored.
    pub points: Vec<String>,
    /// The sum of the points.
    pub total: String,
    /// The colour and the Fluent key of the technical result.
    pub result: Option<(&'static str, &'static str)>,
    /// The criterion whose minimum was missed.
    pub below: Option<String>,
}

impl TenderPage {
    /// How far the technical offers are, in a sentence.
    pub(super) fn technical_state(&self) -> String {
        if let Some(held) = &self.view.technical {
            let values = [
                ("passed", held.passed.into()),
                ("time", self.page.moment(held.at.time).into()),
                ("block", held.at.block.into()),
            ];
            return self.page.tf("two-state-result", &values);
        }
        let Some(technical) = self.view.state().technical else { return String::new() };
        let until = self.view.technical_until().map(|until| self.page.moment(until));
        let values = [
            ("openable", technical.openable.into()),
            ("count", self.view.state().live.into()),
            ("until", until.unwrap_or_default().into()),
        ];
        let reading = self.view.takes_verdicts();
        self.page.tf(if reading { "two-state-reading" } else { "two-state-opening" }, &values)
    }

    /// The technical offers of the bids that count.
    pub(super) fn technical_offers(&self) -> Vec<OfferLine<'_>> {
        let bids = self.view.live_bids();
        bids.filter_map(|bid| Some(self.offer(bid, bid.technical.as_ref()?))).collect()
    }

    fn offer<'a>(&self, bid: &'a BidView, held: &'a TechnicalView) -> OfferLine<'a> {
        let result = self.view.technical.as_ref();
        let tallied = result.and_then(|result| result.tallies.get(&bid.number));
        let total = tallied.map(|tallied| tallied.criteria.iter().sum()).map(money::points);
        OfferLine {
            bid,
            given: self.given(held),
            finding: self.finding(bid, held),
            points: tallied
                .map_or_else(Vec::new, |tallied| self.merits_of(bid.number, &tallied.criteria)),
            total: total.unwrap_or_default(),
            result: result.map(|_| match bid.passed {
                Some(true) => ("green", "two-result-passed"),
                Some(false) | None => ("red", "two-result-failed"),
            }),
            below: tallied.and_then(|tallied| self.missed(tallied)),
        }
    }

    fn missed(&self, tallied: &Tallied) -> Option<String> {
        tallied.below_minimum.map(|id| self.criterion_title(id))
    }

    fn given(&self, held: &TechnicalView) -> String {
        if held.has_seed() {
            return self.page.t("two-given-seed");
        }
        let values = [("count", held.members().len().into()), ("k", self.view.core().k.into())];
        self.page.tf("two-given-members", &values)
    }

    fn finding(&self, bid: &BidView, held: &TechnicalView) -> String {
        match held.found {
            Some((TechnicalVerdict::Valid { .. }, _)) => self.page.t("two-finding-valid"),
            Some((TechnicalVerdict::Faulty(fault), _)) => self.page.of("fault-", fault.name()),
            Some((TechnicalVerdict::Unopened, _)) => self.page.t("two-finding-unopened"),
            None => {
                let readers = self.view.due(bid).count();
                let values = [("count", held.verdicts.len().into()), ("readers", readers.into())];
                self.page.tf("two-finding-waits", &values)
            }
        }
    }
}
