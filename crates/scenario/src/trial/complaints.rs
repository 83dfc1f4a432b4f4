//! Complaints: who, when, what they hold up, and what a reviewer decides.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{
        CancelReason, Complain, ComplaintOutcome, ConfirmAward, ProposeAward, RejectionGround,
        Tally, WithdrawComplaint,
    },
    replay::sha256,
    roles::Role,
    tender::{Award, Cell, Complaint, ComplaintStatus, Stage, final_from},
};

use super::Trial;
use crate::{Actor, OpenChain, Refusal, remedies::decision, tenders::scores};

const COMPLAINT: Complain = Complain { statement: [3; 32] };

impl<C: OpenChain> Trial<C> {
    pub(super) fn complaints(&mut self) -> Result<(), Refusal> {
        self.complaints_about_the_terms()?;
        self.complaint_before_the_award()?;
        self.clock_of_the_standstill()?;
        self.last_second_of_the_standstill()?;
        self.evaluated_again()?;
        self.evaluated_again_in_the_standstill()?;
        self.evaluated_again_before_the_next_tally()?;
        self.no_end_before_the_answer()?;
        self.time_to_score_again()?;
        self.nobody_decides_on_own_scores()?;
        self.cancelled_by_a_reviewer()?;
        self.answered_after_the_end()
    }

    fn refused_complaint(&mut self, who: &Actor, tender: ContractId, error: Error) {
        self.refused(who, tender, &COMPLAINT, error);
    }

    fn refused_decision(
        &mut self,
        tender: ContractId,
        complaint: u32,
        outcome: ComplaintOutcome,
        error: Error,
    ) {
        let cast = self.house.cast();
        self.refused(&cast.reviewer, tender, &decision(complaint, outcome), error);
    }

    /// While bids are taken every vendor complains, afterwards only those that bid.
    fn complaints_about_the_terms(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let [first, second, third] = &cast.vendors;
        self.refused_decision(tender, 0, ComplaintOutcome::Dismissed, Error::UnknownComplaint);
        assert_eq!(self.house.complain(&third.bidder, tender), Ok(0));
        self.refused_complaint(&third.admin, tender, Error::ComplaintTwice);
        assert_eq!(self.house.complain(&second.bidder, tender), Ok(1));

        let withdrawal = WithdrawComplaint { complaint: 0 };
        let unknown = WithdrawComplaint { complaint: 2 };
        self.refused(&third.bidder, tender, &unknown, Error::UnknownComplaint);
        self.refused(&first.bidder, tender, &withdrawal, Error::ForeignOrganisation);
        self.only_signer(&third.bidder, Some(&cast.officer), tender, &withdrawal);
        let dismissal = decision(1, ComplaintOutcome::Dismissed);
        let again = ComplaintOutcome::Reevaluate;
        self.refused_decision(tender, 1, again, Error::NothingToReevaluate);

        // Another person of the same vendor withdraws.
        self.house.withdraw_complaint(&third.admin, tender, 0)?;
        self.only_signer(&third.bidder, Some(&cast.officer), tender, &COMPLAINT);
        self.refused(&third.bidder, tender, &withdrawal, Error::ComplaintClosed);
        self.refused_decision(tender, 0, ComplaintOutcome::Upheld, Error::ComplaintClosed);
        self.house.decide_complaint(tender, 1, ComplaintOutcome::Upheld)?;
        let found: Complaint = self.house.read(tender, &Cell::Complaint(1))?;
        let now = self.house.chain.now();
        let status = ComplaintStatus::Decided {
            outcome: ComplaintOutcome::Upheld,
            statement: dismissal.statement,
            reviewer: cast.reviewer.person,
            at: now,
        };
        let (vendor, by) = (second.admin.org, second.bidder.person);
        let statement = sha256("投诉书".as_bytes());
        assert_eq!(found, Complaint { vendor, by, statement, at: now, status });
        assert_eq!(self.house.state(tender)?.open_complaints, 0);

        self.house.commit(first, tender, 900)?;
        self.house.commit(second, tender, 800)?;
        self.house.commit(&cast.vendors[2], tender, 700)?;
        self.house.withdraw(third, tender)?;
        let fourth = cast.founder("fourth", &[]);
        self.refused_complaint(&fourth, tender, Error::UnknownKey);
        self.house.chain.advance_to(self.house.schedule(tender)?.deadline - 1);
        assert_eq!(self.house.complain(&second.bidder, tender), Ok(2));
        let dismissal = decision(2, ComplaintOutcome::Dismissed);
        self.only_signer(&cast.reviewer, Some(&cast.registrar), tender, &dismissal);
        self.house.chain.advance_to(self.house.schedule(tender)?.deadline);
        // A bid that was withdrawn is one, too.
        assert_eq!(self.house.complain(&third.bidder, tender), Ok(3));
        Ok(())
    }

    /// An open complaint does not stop the evaluation, but the award.
    fn complaint_before_the_award(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let tender = self.published()?;
        self.house.commit(first, tender, 900)?;
        self.house.commit(second, tender, 800)?;
        let early = self.house.complain(&third.bidder, tender)?;
        self.house.open_all(tender)?;
        self.refused_complaint(&third.bidder, tender, Error::NotABidder);
        self.house.pass_objections(tender)?;
        self.refused_decision(
            tender,
            early,
            ComplaintOutcome::Reevaluate,
            Error::NothingToReevaluate,
        );
        self.score_alike(tender)?;
        self.house.rank(tender)?;
        let proposal = ProposeAward { bid: 1, round: 0 };
        self.house.act(&cast.officer, tender, &proposal)?;
        let confirmation = ConfirmAward { proposed: sha256(&proposal.encode()) };
        self.refused(&cast.approver, tender, &confirmation, Error::ComplaintOpen);
        self.house.decide_complaint(tender, early, ComplaintOutcome::Dismissed)?;
        self.house.act(&cast.approver, tender, &confirmation)?;
        self.refused_complaint(&third.bidder, tender, Error::NotABidder);
        Ok(())
    }

    /// While a complaint is open the standstill stands still, to the second.
    fn clock_of_the_standstill(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.house.award(tender)?;
        let ends = final_from(&self.house.state(tender)?).ok_or(Error::Corrupt)?;
        let since = ends - 100;
        self.house.chain.advance_to(since);
        let one = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.chain.advance_to(since + 40);
        let other = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.chain.advance_to(ends + 10_000);
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        let events = self.house.decide_complaint(tender, one, ComplaintOutcome::Dismissed)?;
        let told = TenderEvent::ComplaintDecided {
            complaint: one,
            outcome: ComplaintOutcome::Dismissed,
            statement: decision(one, ComplaintOutcome::Dismissed).statement,
            reviewer: cast.reviewer.person,
            round: 0,
            schedule: self.house.schedule(tender)?,
            final_from: Some(ends),
        };
        assert_eq!(events, [Event::Tender(told)]);
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        self.house.chain.advance_to(ends + 20_000);
        let events = self.house.withdraw_complaint(&cast.vendors[1].bidder, tender, other)?;
        let longer = ends + 20_000 - since;
        let final_from = Some(ends + longer);
        let by = cast.vendors[1].bidder.person;
        let schedule = self.house.schedule(tender)?;
        let told = TenderEvent::ComplaintWithdrawn { complaint: other, by, schedule, final_from };
        assert_eq!(events, [Event::Tender(told)]);
        // As much is left as there was: 100 seconds.
        self.house.chain.advance_to(ends + 20_000 + 99);
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        self.house.chain.advance_to(ends + 20_000 + 100);
        assert_eq!(self.house.stage(tender), Ok(Stage::Awarded));

        // The winner does not sign: the next standstill is as long as it was published.
        let published =
            self.house.schedule(tender)?.standstill - u32::try_from(longer).unwrap_or(0);
        self.house.reject(tender, 2, RejectionGround::RefusedToSign)?;
        assert_eq!(self.house.schedule(tender)?.standstill, published);
        Ok(())
    }

    /// In the second in which the standstill ends a complaint is too late.
    fn last_second_of_the_standstill(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.house.award(tender)?;
        let ends = final_from(&self.house.state(tender)?).ok_or(Error::Corrupt)?;
        self.house.chain.advance_to(ends - 1);
        let last = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.withdraw_complaint(&cast.vendors[0].bidder, tender, last)?;
        self.house.chain.advance_to(ends);
        self.refused_complaint(&cast.vendors[0].bidder, tender, Error::Ended);
        Ok(())
    }

    /// From the first page of the tally on there is something to evaluate again.
    fn evaluated_again(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.opened()?;
        self.score_alike(tender)?;
        let again = ComplaintOutcome::Reevaluate;
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.refused_decision(tender, complaint, again, Error::NothingToReevaluate);
        self.house.tally(tender)?;
        self.house.decide_complaint(tender, complaint, again)?;
        let state = self.house.state(tender)?;
        assert_eq!((state.round, state.tallied), (1, 0));
        assert_eq!(self.house.scored(tender)?, 6);
        let until = self.house.chain.now() + u64::from(state.schedule.standstill);
        assert_eq!(state.scores_until, Some(until));
        self.house.score(&cast.evaluators[0], tender, 0, [10_000, 10_000])?;
        self.house.chain.advance_to(until - 1);
        self.refused_call("tally", tender, &Tally {}.call(), Error::ScoresOpen);
        // The time to score again stands still with everything else.
        self.house.suspend_tender(tender)?;
        self.house.chain.advance_to(until + 500);
        self.house.resume_tender(tender)?;
        self.refused_call("tally", tender, &Tally {}.call(), Error::ScoresOpen);
        self.house.score(&cast.evaluators[1], tender, 0, [10_000, 10_000])?;
        self.house.chain.advance_to(until + 501);
        self.house.rank(tender)
    }

    /// The award is taken back, scores are given again, and another bid is first; who was rejected stays out.
    fn evaluated_again_in_the_standstill(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        let published = self.house.schedule(tender)?;
        let proposal = ProposeAward { bid: 2, round: 0 };
        self.house.act(&cast.officer, tender, &proposal)?;
        self.house.reject(tender, 1, RejectionGround::NotQualified)?;
        self.house.award(tender)?;
        let wins = self.house.complain(&cast.vendors[0].bidder, tender)?;
        let waits = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.chain.advance_to(self.house.chain.now() + 500);
        let events = self.house.decide_complaint(tender, wins, ComplaintOutcome::Reevaluate)?;
        let taken_back = TenderEvent::ComplaintDecided {
            complaint: wins,
            outcome: ComplaintOutcome::Reevaluate,
            statement: decision(wins, ComplaintOutcome::Reevaluate).statement,
            reviewer: cast.reviewer.person,
            round: 1,
            schedule: published,
            final_from: None,
        };
        assert_eq!(events, [Event::Tender(taken_back)]);
        let state = self.house.state(tender)?;
        assert_eq!((state.award, state.first, state.stopped_at), (Award::None, None, None));
        assert_eq!((state.schedule, state.valid), (published, 2));
        assert_eq!(self.house.scored(tender)?, 4);
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.refused_award(tender, 2, Error::NotRanked);
        self.refused(&cast.evaluators[0], tender, &scores(1, &[1, 1]), Error::BidNotLive);
        for evaluator in &cast.evaluators {
            self.house.score(evaluator, tender, 2, [6_000, 0])?;
        }
        self.pass_rescoring(tender)?;
        self.house.rank(tender)?;
        self.refused_award(tender, 2, Error::NotFirst);
        self.house.decide_complaint(tender, waits, ComplaintOutcome::Dismissed)?;
        self.house.award(tender)?;
        self.pass_standstill(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Awarded));
        Ok(())
    }

    /// A rejection had the tally begin again: the scores are frozen all the same, and a reviewer opens them.
    fn evaluated_again_before_the_next_tally(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.house.reject(tender, 1, RejectionGround::NotQualified)?;
        self.refused(&cast.evaluators[0], tender, &scores(0, &[1, 1]), Error::Ranked);
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        self.house.score(&cast.evaluators[0], tender, 0, [10_000, 10_000])?;
        self.pass_rescoring(tender)?;
        self.house.rank(tender)
    }

    /// A tender in which nobody is left does not end while a complaint is open: a reviewer may have the evaluation
    /// made again.
    fn no_end_before_the_answer(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.opened()?;
        self.house.declare_all(tender)?;
        for evaluator in &cast.evaluators {
            for bid in 0..3 {
                self.house.score(evaluator, tender, bid, [100, 100])?;
            }
        }
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.tally(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        for evaluator in &cast.evaluators {
            self.house.score(evaluator, tender, 0, [9_000, 9_000])?;
        }
        self.pass_rescoring(tender)?;
        self.house.rank(tender)?;
        assert_eq!(self.house.state(tender)?.first, Some(0));
        let round = self.house.state(tender)?.round;
        let award = ProposeAward { bid: 0, round };
        self.approvals_of_another_round(tender, &award)?;

        // The others and the last one are rejected; with the answer the tender is over.
        let complaint = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.act(&cast.officer, tender, &award)?;
        for bid in [1, 2, 0] {
            self.house.reject(tender, bid, RejectionGround::NotQualified)?;
        }
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        let again = ComplaintOutcome::Reevaluate;
        self.refused_decision(tender, complaint, again, Error::NothingToReevaluate);
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Dismissed)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        Ok(())
    }

    /// It is as long as the standstill was published, however long the tender was suspended before.
    fn time_to_score_again(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        for (company, price) in cast.vendors.iter().zip([900, 800, 700]) {
            self.house.commit(company, tender, price)?;
        }
        self.house.open_all(tender)?;
        let published = self.house.schedule(tender)?.standstill;
        self.house.suspend_tender(tender)?;
        self.house.chain.advance_to(self.house.chain.now() + 50_000);
        self.house.resume_tender(tender)?;
        self.house.pass_objections(tender)?;
        self.score_alike(tender)?;
        self.house.rank(tender)?;
        self.house.award(tender)?;
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.chain.advance_to(self.house.chain.now() + 50_000);
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        let until = self.house.chain.now() + u64::from(published);
        assert_eq!(self.house.state(tender)?.scores_until, Some(until));
        Ok(())
    }

    /// Who declared its interests to score here does not decide complaints here, until it is excused.
    fn nobody_decides_on_own_scores(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let both = cast.person(
            "reviewer and evaluator",
            cast.reviewer.org,
            &[Role::Reviewer, Role::Evaluator],
        );
        self.house.add(&cast.registrar, &both)?;
        let tender = self.opened()?;
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        let other = self.house.complain(&cast.vendors[1].bidder, tender)?;
        let dismissal = |complaint| decision(complaint, ComplaintOutcome::Dismissed);
        self.house.change_seat(tender, cast.evaluators[0].person, Some(both.person))?;
        // That two persons of the buyer named a reviewer keeps nobody from deciding.
        self.house.act(&both, tender, &dismissal(complaint))?;
        self.house.declare(&both, tender, &[])?;
        self.refused(&both, tender, &dismissal(other), Error::ReviewerEvaluates);
        self.house.change_seat(tender, both.person, None)?;
        self.house.act(&both, tender, &dismissal(other)).map(drop)
    }

    /// To the first second in which an evaluation that is made again can be tallied.
    fn pass_rescoring(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let until = self.house.state(tender)?.scores_until.ok_or(Error::Corrupt)?;
        self.house.chain.advance_to(until);
        Ok(())
    }

    fn cancelled_by_a_reviewer(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        let fatal = self.house.complain(&cast.vendors[0].bidder, tender)?;
        let other = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.decide_complaint(tender, fatal, ComplaintOutcome::Cancel)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Cancelled));
        let state = self.house.state(tender)?;
        assert_eq!(state.cancelled_for, Some(fatal));
        assert_eq!(state.cancelled_at, Some(self.house.chain.now()));
        self.refused_decision(tender, other, ComplaintOutcome::Cancel, Error::Ended);
        self.refused_decision(
            tender,
            other,
            ComplaintOutcome::Reevaluate,
            Error::NothingToReevaluate,
        );
        self.ended(tender)
    }

    /// What is open when the tender ends gets its answer still.
    fn answered_after_the_end(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let one = self.house.complain(&cast.vendors[0].bidder, tender)?;
        let other = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.chain.advance_to(self.house.schedule(tender)?.deadline);
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        self.refused_complaint(&cast.vendors[2].bidder, tender, Error::Ended);
        self.house.decide_complaint(tender, one, ComplaintOutcome::Upheld)?;
        self.house.withdraw_complaint(&cast.vendors[1].bidder, tender, other)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));

        let tender = self.published()?;
        self.house.cancel(tender, CancelReason::NoNeed)?;
        self.refused_complaint(&cast.vendors[0].bidder, tender, Error::Ended);
        Ok(())
    }

    /// Whoever approved the same bid in the round before approved that award and not this one.
    fn approvals_of_another_round(
        &mut self,
        tender: ContractId,
        award: &ProposeAward,
    ) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let before = ProposeAward { round: award.round - 1, ..award.clone() };
        self.refused(&cast.officer, tender, &before, Error::WrongRound);
        self.house.act(&cast.officer, tender, award)?;
        let held_back = ConfirmAward { proposed: sha256(&before.encode()) };
        self.refused(&cast.approver, tender, &held_back, Error::HashMismatch);
        Ok(())
    }
}
