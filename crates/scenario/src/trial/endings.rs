//! The other ways in which a tender ends.

use tenderseal_client::seal_bid;
use tenderseal_envelope::{Seed, seal, tse1::FinancialBody};
use tenderseal_rules::{
    ContractId, Error,
    messages::{CancelReason, CommitBid, Fault, PostShares, ProposeAward, WithdrawBid},
    tender::{BidStatus, Stage, State},
};

use super::Trial;
use crate::{OpenChain, Refusal, plan, tenders::offer};

impl<C: OpenChain> Trial<C> {
    pub(super) fn endings(&mut self) -> Result<(), Refusal> {
        self.nobody_bids()?;
        self.one_bid_where_two_are_required()?;
        self.all_are_rejected()?;
        self.all_are_below_the_minimum()?;
        self.vendors_open_their_own()?;
        self.silence()?;
        self.silent_and_faulty()?;
        self.bodies_that_are_none()?;
        for stage in [
            Stage::Bidding,
            Stage::Closed,
            Stage::FinancialOpening,
            Stage::FinancialEvaluation,
            Stage::AwardProposed,
            Stage::Standstill,
        ] {
            self.cancelled_in(stage)?;
        }
        Ok(())
    }

    pub(super) fn published(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        self.house.publish(plan(&cast, self.house.chain.now()))
    }

    /// A tender with a bid of each vendor, a week's price apart.
    pub(super) fn with_three_bids(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        for (company, price) in cast.vendors.iter().zip([900, 800, 700]) {
            self.house.commit(company, tender, price)?;
        }
        Ok(tender)
    }

    fn nobody_bids(&mut self) -> Result<(), Refusal> {
        let tender = self.published()?;
        self.unsuccessful_at_the_deadline(tender)
    }

    fn one_bid_where_two_are_required(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        self.house.commit(&cast.vendors[0], tender, 900)?;
        self.house.commit(&cast.vendors[1], tender, 800)?;
        self.house.withdraw(&cast.vendors[1], tender)?;
        self.unsuccessful_at_the_deadline(tender)
    }

    fn unsuccessful_at_the_deadline(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let schedule = self.house.schedule(tender)?;
        self.house.chain.advance_to(schedule.deadline - 1);
        assert_eq!(self.house.stage(tender), Ok(Stage::Bidding));
        self.house.chain.advance_to(schedule.deadline);
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        self.ended(tender)?;
        // No share of a bid that will not count is ever accepted.
        self.house.chain.advance_to(schedule.opening());
        self.no_opening(tender);
        self.no_evaluation(tender);
        let cast = self.house.cast();
        let (act, _) = self.house.seal(tender, cast.vendors[2].admin.org, 1)?;
        self.refused(&cast.vendors[2].bidder, tender, &act, Error::TooLate);
        Ok(())
    }

    fn all_are_rejected(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.with_three_bids()?;
        self.house.open_all(tender)?;
        for bid in 0..3 {
            let objection = self.house.object(&cast.neighbour, tender, bid, Fault::Reseal)?;
            self.house.decide(tender, objection, true)?;
        }
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialOpening));
        self.house.pass_objections(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        self.no_evaluation(tender);
        self.ended(tender)
    }

    fn all_are_below_the_minimum(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.with_three_bids()?;
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        self.house.declare_all(tender)?;
        for evaluator in &cast.evaluators {
            for bid in 0..3 {
                self.house.score(evaluator, tender, bid, [5_999, 10_000])?;
            }
        }
        self.house.rank(tender)?;
        assert_eq!(self.house.state(tender)?.first, None);
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        self.ended(tender)
    }

    /// Too few shares: in their own window, not a second before, vendors open their bids.
    fn vendors_open_their_own(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let (_, first) = self.house.commit(&cast.vendors[0], tender, 900)?;
        let (_, second) = self.house.commit(&cast.vendors[1], tender, 800)?;
        let schedule = self.house.schedule(tender)?;
        self.house.chain.advance_to(schedule.opening());
        self.house.post_shares(&cast.supervisor, tender)?;
        self.house.chain.advance_to(schedule.self_reveal() - 1);
        let (first, second) = (first.reveal(0).call(), second.reveal(1).call());
        self.refused_call("reveal", tender, &first, Error::SharesMissing);
        self.house.chain.advance_to(schedule.self_reveal());
        self.house.chain.call(tender, &first)?;
        self.house.chain.advance_to(schedule.silence() - 1);
        self.house.chain.call(tender, &second)?;
        let state = self.house.state(tender)?;
        assert_eq!((state.valid, state.settled_at), (2, Some(schedule.silence() - 1)));
        Ok(())
    }

    /// One vendor keeps silent: the tender goes on without that bid.
    fn silence(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let (_, first) = self.house.commit(&cast.vendors[0], tender, 900)?;
        let (_, second) = self.house.commit(&cast.vendors[1], tender, 800)?;
        let schedule = self.house.schedule(tender)?;
        self.house.chain.advance_to(schedule.self_reveal());
        self.house.chain.call(tender, &first.reveal(0).call())?;
        let shares = self.house.shares(&cast.supervisor, tender, &[1])?;
        self.house.chain.advance_to(schedule.silence());
        let late = second.reveal(1).call();
        self.refused_call("reveal", tender, &late, Error::NotOpening);
        self.refused(&cast.supervisor.actor, tender, &shares, Error::NotOpening);
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialOpening));
        self.house.pass_objections(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.house.declare_all(tender)?;
        for evaluator in &cast.evaluators {
            self.house.score(evaluator, tender, 0, [9_000, 9_000])?;
        }
        self.house.rank(tender)?;
        assert_eq!(self.house.bid(tender, 1)?.status, BidStatus::Sealed);
        self.house.award(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        Ok(())
    }

    /// A silent bid that is found faulty after the objection window does not open it again.
    fn silent_and_faulty(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let (_, first) = self.house.commit(&cast.vendors[0], tender, 900)?;
        self.house.commit(&cast.vendors[1], tender, 800)?;
        let schedule = self.house.schedule(tender)?;
        self.house.chain.advance_to(schedule.self_reveal());
        self.house.chain.call(tender, &first.reveal(0).call())?;
        let objection = self.house.object(&cast.supervisor.actor, tender, 1, Fault::Stanza)?;
        let ends = schedule.silence() + u64::from(schedule.objection_window);
        self.house.chain.advance_to(ends + 10);
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialOpening));
        self.house.decide(tender, objection, true)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        assert_eq!(self.house.bid(tender, 1)?.status, BidStatus::Rejected(Fault::Stanza));
        Ok(())
    }

    /// Bodies that match their commitment and are none: each is its vendor's fault, recorded.
    fn bodies_that_are_none(&mut self) -> Result<(), Refusal> {
        let mut dollars = offer(900, 0);
        dollars.currency = *b"USD";
        dollars.costs = vec![0];
        let mut dear = offer(1, 0);
        dear.costs = vec![u128::MAX];
        // A line for each year for which the terms ask: not fewer, not more.
        let mut long = offer(900, 0);
        long.costs = vec![0; 2];
        let bytes = |body: &FinancialBody| {
            body.to_bytes().map_err(|error| Refusal::Chain(error.to_string()))
        };
        self.faulty(&[b"no body".to_vec(), bytes(&dollars)?, bytes(&dear)?])?;
        self.faulty(&[bytes(&long)?, bytes(&offer(900, 0))?])
    }

    /// Each of these is rejected for its body in a tender that asks for the costs of one year.
    fn faulty(&mut self, bodies: &[Vec<u8>]) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let mut publication = plan(&cast, self.house.chain.now());
        publication.terms.lifecycle_years = 1;
        let tender = self.house.publish(publication)?;
        let facts = self.house.facts(tender)?;
        let committee = facts.committee().map_err(|error| Refusal::Chain(error.to_string()))?;
        for (company, body) in cast.vendors.iter().zip(bodies) {
            let seed = Seed::from_bytes(self.house.fresh_seed());
            let context = facts.context(company.admin.org, 1);
            let sealed = seal(&context, &committee, &seed, body)
                .map_err(|error| Refusal::Chain(error.to_string()))?;
            let (commitment, envelope) = (sealed.c, sealed.envelope);
            let act = CommitBid { commitment, envelope, guarantee: None, technical: None };
            self.house.commit_as(&company.bidder, tender, &act, &act.envelope)?;
        }
        self.house.open_all(tender)?;
        for bid in 0..self.house.state(tender)?.bids {
            assert_eq!(self.house.bid(tender, bid)?.status, BidStatus::Rejected(Fault::Body));
        }
        assert_eq!(self.house.state(tender)?.valid, 0);
        self.house.pass_objections(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        Ok(())
    }

    /// Goes to a stage, and cancels there with two signatures.
    fn cancelled_in(&mut self, stage: Stage) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.with_three_bids()?;
        if stage >= Stage::Closed {
            self.house.chain.advance_to(self.house.schedule(tender)?.deadline);
        }
        if stage >= Stage::FinancialOpening {
            self.house.open_all(tender)?;
        }
        if stage >= Stage::FinancialEvaluation {
            self.house.pass_objections(tender)?;
        }
        if stage >= Stage::AwardProposed {
            self.house.declare_all(tender)?;
            for evaluator in &cast.evaluators {
                for bid in 0..3 {
                    self.house.score(evaluator, tender, bid, [9_000, 9_000])?;
                }
            }
            self.house.rank(tender)?;
            let State { first, round, .. } = self.house.state(tender)?;
            let bid = first.unwrap_or(u32::MAX);
            let proposal = ProposeAward { bid, round };
            self.house.act(&cast.officer, tender, &proposal)?;
        }
        if stage >= Stage::Standstill {
            self.house.award(tender)?;
        }
        assert_eq!(self.house.stage(tender), Ok(stage));
        self.house.cancel(tender, CancelReason::PricesTooHigh)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Cancelled));
        self.ended(tender)?;
        self.no_opening(tender);
        self.no_evaluation_of_the_cancelled(tender, stage);
        self.no_bid_for_the_cancelled(tender)
    }

    fn no_evaluation_of_the_cancelled(&mut self, tender: ContractId, stage: Stage) {
        if stage < Stage::AwardProposed {
            self.no_evaluation(tender);
        }
    }

    fn no_bid_for_the_cancelled(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let first = &cast.vendors[0];
        let facts = self.house.facts(tender)?;
        let seed = Seed::from_bytes(self.house.fresh_seed());
        let (act, receipt) = seal_bid(&facts, first.admin.org, 2, &offer(1, 0), seed, None)
            .map_err(|error| Refusal::Chain(error.to_string()))?;
        self.refused(&first.bidder, tender, &act, Error::Ended);
        self.refused(&first.bidder, tender, &receipt.replacing(1), Error::Ended);
        self.refused(&first.bidder, tender, &WithdrawBid { attempt: 1 }, Error::Ended);
        let empty = PostShares { shares: vec![] };
        self.refused(&cast.supervisor.actor, tender, &empty, Error::NotOpening);
        Ok(())
    }
}
