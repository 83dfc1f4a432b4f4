//! Rejection: before an award is proposed, after it, and when the winner does not sign.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{
        ConfirmAward, ConfirmRejection, ProposeAward, ProposeRejection, Rank, RejectionGround,
    },
    replay::sha256,
    tender::{Award, BidStatus, Cell, Place, Stage},
};

use super::Trial;
use crate::{OpenChain, Refusal, remedies::rejection, tenders::scores};

const GROUND: RejectionGround = RejectionGround::NotResponsive;

impl<C: OpenChain> Trial<C> {
    pub(super) fn rejections(&mut self) -> Result<(), Refusal> {
        self.rejected_before_the_award()?;
        self.passed_over()?;
        self.refused_to_sign()?;
        self.proposed_before_the_award_is_final()
    }

    /// Three bids that are opened and may be scored: 2 asks 700, 1 asks 800, 0 asks 900.
    pub(super) fn opened(&mut self) -> Result<ContractId, Refusal> {
        let tender = self.with_three_bids()?;
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        Ok(tender)
    }

    /// The same, scored alike by everybody and ranked: 2, 1, 0.
    pub(super) fn ranked(&mut self) -> Result<ContractId, Refusal> {
        let tender = self.opened()?;
        self.score_alike(tender)?;
        self.house.rank(tender)?;
        Ok(tender)
    }

    pub(super) fn score_alike(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        self.house.declare_all(tender)?;
        for bid in self.house.bids(tender, BidStatus::Opened)? {
            for evaluator in &cast.evaluators {
                self.house.score(evaluator, tender, bid, [9_000, 9_000])?;
            }
        }
        Ok(())
    }

    /// Outside of the stages in which a bid can be rejected.
    fn no_rejection(&mut self, tender: ContractId, stage: Stage) {
        assert_eq!(self.house.stage(tender), Ok(stage));
        let cast = self.house.cast();
        self.refused(&cast.officer, tender, &rejection(0, GROUND), Error::NotRejectionStage);
        let confirmation = ConfirmRejection { proposed: [1; 32] };
        self.refused(&cast.approver, tender, &confirmation, Error::NotRejectionStage);
    }

    /// Prices are compared anew, scores stay as they are.
    fn rejected_before_the_award(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.with_three_bids()?;
        self.house.replace(&cast.vendors[0], tender, 850)?;
        self.no_rejection(tender, Stage::Bidding);
        self.house.chain.advance_to(self.house.schedule(tender)?.deadline);
        self.no_rejection(tender, Stage::Closed);
        self.house.open_all(tender)?;
        self.no_rejection(tender, Stage::FinancialOpening);
        self.house.pass_objections(tender)?;
        self.two_for_a_rejection(tender)?;

        self.score_alike(tender)?;
        self.house.rank(tender)?;
        assert_eq!(self.house.state(tender)?.first, Some(2));
        let events = self.house.reject(tender, 2, GROUND)?;
        let told = TenderEvent::BidExcluded {
            bid: 2,
            ground: GROUND,
            statement: rejection(2, GROUND).statement,
            approver: cast.approver.person,
            restarted: true,
            first: None,
            round: 0,
        };
        assert_eq!(events, [Event::Tender(told)]);
        assert_eq!(self.house.bid(tender, 2)?.status, BidStatus::Excluded(GROUND));
        let state = self.house.state(tender)?;
        assert_eq!((state.valid, state.tallied, state.placed), (2, 0, 0));
        assert_eq!(self.house.scored(tender)?, 4);
        assert_eq!((state.ranked_at, state.first), (None, None));
        let next = rejection(1, RejectionGround::NotQualified);
        self.house.act(&cast.officer, tender, &next)?;
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirming(&next));
        // Whoever knows the ranking does not score again.
        self.refused(&cast.evaluators[0], tender, &scores(1, &[1, 1]), Error::Ranked);
        self.refused(&cast.officer, tender, &rejection(2, GROUND), Error::BidNotLive);
        self.refused_award(tender, 2, Error::NotRanked);

        self.house.tally(tender)?;
        let rejected = Rank { from: 0, bids: vec![2] }.call();
        self.refused_call("rank", tender, &rejected, Error::BidNotLive);
        self.house.rank(tender)?;
        let first: Place = self.house.read(tender, &Cell::Place(0))?;
        assert_eq!((first.line.bid, first.line.price_micropoints), (1, 50_000_000));

        // The last ones: nobody is left.
        self.house.reject(tender, 1, GROUND)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.house.reject(tender, 3, GROUND)?;
        self.no_rejection(tender, Stage::Unsuccessful);
        Ok(())
    }

    /// Who proposes, who confirms, and what: at the end bid 1 is still there.
    fn two_for_a_rejection(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let none = ConfirmRejection { proposed: [1; 32] };
        self.refused(&cast.approver, tender, &none, Error::NothingProposed);
        self.refused(&cast.officer, tender, &rejection(99, GROUND), Error::UnknownBid);
        self.refused(&cast.officer, tender, &rejection(0, GROUND), Error::BidNotLive);
        let own = rejection(1, GROUND);
        self.house.act(&cast.director, tender, &own)?;
        let confirmation = confirming(&own);
        self.refused(&cast.director, tender, &confirmation, Error::SamePerson);
        let other = rejection(1, RejectionGround::NotQualified);
        self.house.act(&cast.officer, tender, &other)?;
        self.refused(&cast.approver, tender, &confirmation, Error::HashMismatch);
        self.only_buyer(&cast.officer, &cast.approver, tender, &own);
        assert_eq!(self.house.bid(tender, 1)?.status, BidStatus::Opened);
        Ok(())
    }

    /// From the first proposal of an award on the ranking stands: whoever is first is passed over, in a new round.
    fn passed_over(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        let proposal = ProposeAward { bid: 2, round: 0 };
        self.house.act(&cast.officer, tender, &proposal)?;
        let before: Vec<Place> = self.places_of(tender)?;

        // Another than the first: the award stays proposed.
        self.house.reject(tender, 1, GROUND)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::AwardProposed));
        let state = self.house.state(tender)?;
        assert_eq!((state.first, state.round, state.valid), (Some(2), 0, 2));

        let events = self.house.reject(tender, 2, RejectionGround::ConflictOfInterest)?;
        let Some(Event::Tender(TenderEvent::BidExcluded { restarted, first, round, .. })) =
            events.first()
        else {
            return Err(Refusal::Chain("another event".into()));
        };
        assert_eq!((*restarted, *first, *round), (false, Some(0), 1));
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        assert_eq!(self.house.state(tender)?.award, Award::None);
        assert_eq!(self.places_of(tender)?, before);
        let confirmation = ConfirmAward { proposed: sha256(&proposal.encode()) };
        self.refused(&cast.approver, tender, &confirmation, Error::NothingProposed);
        for not_first in [1, 2] {
            self.refused_award(tender, not_first, Error::NotFirst);
        }
        self.refused(&cast.evaluators[0], tender, &scores(0, &[1, 1]), Error::Ranked);
        self.house.award(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        Ok(())
    }

    /// The award is final and its winner does not sign: the next one is first; when the last does not, the
    /// tender is unsuccessful.
    fn refused_to_sign(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.house.award(tender)?;
        self.pass_standstill(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Awarded));
        for other in [0, 1] {
            let act = rejection(other, RejectionGround::RefusedToSign);
            self.refused(&cast.officer, tender, &act, Error::OnlyTheAwarded);
        }
        for (bid, next, round) in [(2, Some(1), 1), (1, Some(0), 2)] {
            self.house.reject(tender, bid, RejectionGround::RefusedToSign)?;
            let state = self.house.state(tender)?;
            assert_eq!((state.first, state.round), (next, round));
            assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
            self.house.award(tender)?;
            self.pass_standstill(tender)?;
        }
        self.house.reject(tender, 0, RejectionGround::RefusedToSign)?;
        self.no_rejection(tender, Stage::Unsuccessful);
        self.ended(tender)
    }

    /// What was proposed in the standstill against another bid is too late when the award is final.
    fn proposed_before_the_award_is_final(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.house.award(tender)?;
        let other = rejection(1, GROUND);
        self.house.act(&cast.officer, tender, &other)?;
        self.pass_standstill(tender)?;
        self.refused(&cast.approver, tender, &confirming(&other), Error::OnlyTheAwarded);
        Ok(())
    }

    fn places_of(&self, tender: ContractId) -> Result<Vec<Place>, Refusal> {
        let placed = self.house.state(tender)?.placed;
        (0..placed).map(|place| self.house.read(tender, &Cell::Place(place))).collect()
    }

    /// To the first second after the standstill.
    pub(super) fn pass_standstill(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let state = self.house.state(tender)?;
        let ends = tenderseal_rules::tender::final_from(&state).ok_or(Error::Corrupt)?;
        self.house.chain.advance_to(ends);
        Ok(())
    }
}

fn confirming(act: &ProposeRejection) -> ConfirmRejection {
    ConfirmRejection { proposed: sha256(&act.encode()) }
}
