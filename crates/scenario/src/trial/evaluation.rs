//! Scores and ranking.

use tenderseal_rules::{
    ContractId, Error,
    messages::{Rank, Score, Tally},
    ranking::Ranked,
    tender::{Cell, Place, RANK_MAX, Stage},
};

use super::Trial;
use crate::{OpenChain, Refusal, tenders::scores};

impl<C: OpenChain> Trial<C> {
    /// Bids 3 and 5 are scored by both evaluators and ranked; the rejected bid 4 is not.
    pub(super) fn evaluation(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        self.no_opening(tender);
        let good = scores(3, &[8_000, 9_000]);
        self.refused(first, tender, &good, Error::NotDeclared);
        self.house.declare_all(tender)?;
        self.only_signer(first, Some(&cast.officer), tender, &good);
        self.refused(&cast.substitute.actor, tender, &good, Error::NotOnPanel);
        self.refused(first, tender, &scores(99, &[1, 1]), Error::UnknownBid);
        for dead in [0, 1, 2, 4] {
            self.refused(first, tender, &scores(dead, &[1, 1]), Error::BidNotLive);
        }
        let mut turned = good.scores.clone();
        turned.reverse();
        let turned = Score { bid: 3, scores: turned };
        for incomplete in [scores(3, &[]), scores(3, &[1]), scores(3, &[1, 1, 1]), turned] {
            self.refused(first, tender, &incomplete, Error::ScoresIncomplete);
        }
        self.refused(first, tender, &scores(3, &[10_001, 0]), Error::ScoreAboveMax);

        self.refused_tally(tender, Error::ScoresIncomplete);
        self.refused_rank(tender, &[3, 5], Error::NotTallied);
        self.house.score(first, tender, 3, [1, 1])?;
        self.only_signer(first, Some(&cast.officer), tender, &good);
        self.house.score(first, tender, 3, [8_000, 9_000])?;
        self.house.score(first, tender, 5, [7_000, 8_000])?;
        self.house.score(second, tender, 5, [7_000, 6_000])?;
        self.refused_tally(tender, Error::ScoresIncomplete);
        self.refused_award(tender, 5, Error::NotRanked);
        self.house.score(second, tender, 3, [9_000, 9_000])?;
        self.house.tally(tender)?;
        self.refused_tally(tender, Error::Tallied);
        self.refused(first, tender, &good, Error::Ranked);
        self.places(tender)?;
        self.refused_tally(tender, Error::Ranked);
        self.refused_rank(tender, &[3], Error::Ranked);
        self.refused(first, tender, &good, Error::Ranked);
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.ranking(tender)
    }

    /// Bid 3 is before bid 5, and the contract takes them in no other way.
    fn places(&mut self, tender: ContractId) -> Result<(), Refusal> {
        self.refused_rank(tender, &[], Error::NothingGiven);
        self.refused_rank(tender, &[3; RANK_MAX + 1], Error::TooMany);
        self.refused_rank(tender, &[3, 99], Error::UnknownBid);
        for dead in [0, 1, 2, 4] {
            self.refused_rank(tender, &[3, dead], Error::BidNotLive);
        }
        for wrong in [[5, 3], [3, 3]] {
            self.refused_rank(tender, &wrong, Error::OutOfOrder);
        }
        // Who leaves out the better bid is taken at first, and displaced by whoever does not.
        self.place(tender, 0, &[5])?;
        self.refused_award(tender, 5, Error::NotRanked);
        self.refused_place(tender, 0, &[5]);
        self.refused_place(tender, 1, &[3]);
        self.refused_place(tender, 2, &[3]);
        self.place(tender, 0, &[3])?;
        self.refused_award(tender, 3, Error::NotRanked);
        self.refused_place(tender, 0, &[5]);
        self.refused_place(tender, 0, &[3, 5]);
        self.refused_place(tender, 1, &[3]);
        self.place(tender, 1, &[5])
    }

    /// By hand (CONTRACTS, "Numbers, exactly"): bid 3 asks 9,200.00, bid 5 8,000.00. Weights are
    /// 50, 30 and 20 points; means of bid 3 are 8,500 and 9,000, of bid 5 7,000 and 7,000.
    fn ranking(&self, tender: ContractId) -> Result<(), Refusal> {
        let place = |place| self.house.read::<Place>(tender, &Cell::Place(place));
        let ranking = [place(0)?.line, place(1)?.line];
        let third = Ranked {
            bid: 3,
            price_micropoints: 43_478_260,
            criteria: vec![25_500_000, 18_000_000],
            total_micropoints: 43_478_260 + 43_500_000,
            below_minimum: None,
        };
        let fifth = Ranked {
            bid: 5,
            price_micropoints: 50_000_000,
            criteria: vec![21_000_000, 14_000_000],
            total_micropoints: 85_000_000,
            below_minimum: None,
        };
        assert_eq!(ranking, [third, fifth]);
        Ok(())
    }

    fn refused_tally(&mut self, tender: ContractId, error: Error) {
        self.refused_call("tally", tender, &Tally {}.call(), error);
    }

    fn refused_rank(&mut self, tender: ContractId, bids: &[u32], error: Error) {
        let call = Rank { from: 0, bids: bids.to_vec() }.call();
        self.refused_call("rank", tender, &call, error);
    }

    fn refused_place(&mut self, tender: ContractId, from: u32, bids: &[u32]) {
        let call = Rank { from, bids: bids.to_vec() }.call();
        self.refused_call("rank", tender, &call, Error::OutOfOrder);
    }

    fn place(&mut self, tender: ContractId, from: u32, bids: &[u32]) -> Result<(), Refusal> {
        let call = Rank { from, bids: bids.to_vec() }.call();
        self.house.chain.call(tender, &call).map(drop)
    }

    /// The acts of the evaluation, outside of it.
    pub(super) fn no_evaluation(&mut self, tender: ContractId) {
        let cast = self.house.cast();
        self.refused(&cast.evaluators[0], tender, &scores(0, &[1, 1]), Error::NotEvaluation);
        self.refused_tally(tender, Error::NotEvaluation);
        self.refused_rank(tender, &[0], Error::NotEvaluation);
    }
}
