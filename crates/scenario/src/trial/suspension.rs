//! Suspension: what waits, and that nobody loses a second of any window.

use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{
        Act, Answer, Apply, Ask, BidShare, CancelReason, Complain, ComplaintOutcome,
        ConfirmAmendment, ConfirmAward, ConfirmExtension, ConfirmFinding, ConfirmForfeiture,
        ConfirmRejection, ConfirmSeatChange, Fault, ForfeitureGround, Object, PostShares,
        ProposeAward, ProposeExtension, ProposeFinding, Rank, RejectionGround, RequestKind,
        ResumeTender, Reveal, SuspendTender, Tally, WithdrawBid,
    },
    schedule::Schedule,
    tender::{Stage, final_from},
};

use super::Trial;
use crate::{
    Actor, OpenChain, Refusal,
    qualification::{application, confirming, qualification},
    remedies::rejection,
    requests::{acceptance, accepting, request, response},
    security::forfeiture,
    tenders::{declaration, scores, seat_change},
};

const LONG: u64 = 400 * 86_400;

impl<C: OpenChain> Trial<C> {
    pub(super) fn suspensions(&mut self) -> Result<(), Refusal> {
        self.suspended_while_bids_are_taken()?;
        self.suspended_in_the_windows()?;
        self.suspended_objections()?;
        self.suspended_evaluation()?;
        self.suspended_standstill()?;
        self.suspended_and_disputed()?;
        self.suspended_and_cancelled()
    }

    /// Everything but complaints, their decision, the resumption and the cancellation waits.
    fn everything_waits(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let (bidder, officer, approver) = (&cast.vendors[0].bidder, &cast.officer, &cast.approver);
        let attempt = self.house.next_attempt(tender, cast.vendors[0].admin.org)?;
        let (bid, receipt) = self.house.seal(tender, cast.vendors[0].admin.org, 900)?;
        let proposed = [1; 32];
        self.waits(bidder, tender, &bid);
        self.waits(bidder, tender, &receipt.replacing(attempt));
        self.waits(bidder, tender, &WithdrawBid { attempt });
        let shares = vec![BidShare { bid: 0, share: [1; 32] }];
        self.waits(&cast.supervisor.actor, tender, &PostShares { shares });
        self.waits(bidder, tender, &Object { bid: 0, fault: Fault::Reseal });
        let finding = ProposeFinding { objection: 0, upheld: true, reason: [1; 32] };
        self.waits(officer, tender, &finding);
        self.waits(approver, tender, &ConfirmFinding { objection: 0, proposed });
        self.waits(&cast.evaluators[0], tender, &scores(0, &[1, 1]));
        self.waits(officer, tender, &ProposeAward { bid: 0, round: 0 });
        self.waits(approver, tender, &ConfirmAward { proposed });
        self.waits(officer, tender, &Answer { question: 0, answer: [1; 32] });
        let deadline = self.house.schedule(tender)?.deadline + 600;
        self.waits(officer, tender, &ProposeExtension { deadline, reason: [1; 32] });
        self.waits(approver, tender, &ConfirmExtension { proposed });
        self.waits(officer, tender, &rejection(0, RejectionGround::Other));
        self.waits(approver, tender, &ConfirmRejection { proposed });
        let amended = self.house.correction(tender)?;
        self.waits(officer, tender, &amended);
        self.waits(approver, tender, &ConfirmAmendment { proposed });
        self.waits(&cast.evaluators[0], tender, &declaration(&[]));
        self.waits(officer, tender, &seat_change(cast.evaluators[0].person, None));
        self.waits(approver, tender, &ConfirmSeatChange { proposed });
        self.waits(officer, tender, &forfeiture(0, ForfeitureGround::Silence));
        self.waits(approver, tender, &ConfirmForfeiture { proposed });
        self.waits(officer, tender, &request(0, RequestKind::Correction, u64::MAX));
        self.waits(bidder, tender, &response(0));
        self.waits(officer, tender, &acceptance(0));
        self.waits(approver, tender, &accepting(&acceptance(0)));
        self.waits(bidder, tender, &Apply { statement: application() });
        let decision = qualification(cast.vendors[0].admin.org, true);
        self.waits(officer, tender, &decision);
        self.waits(approver, tender, &confirming(&decision));
        for (message, call) in [
            ("reveal", Reveal { bid: 0, seed: [1; 32], body: vec![] }.call()),
            ("tally", Tally {}.call()),
            ("rank", Rank { from: 0, bids: vec![0] }.call()),
            ("ask", Ask { question: [1; 32] }.call()),
        ] {
            self.refused_call(message, tender, &call, Error::TenderSuspended);
        }
        let again = SuspendTender { statement: [1; 32] };
        self.refused(&cast.reviewer, tender, &again, Error::TenderSuspended);
        Ok(())
    }

    fn waits<A: Act>(&mut self, who: &Actor, tender: ContractId, act: &A) {
        self.refused(who, tender, act, Error::TenderSuspended);
    }

    /// Suspends for so long; nothing but the schedule is another afterwards.
    fn suspended_for(&mut self, tender: ContractId, length: u64) -> Result<Schedule, Refusal> {
        let cast = self.house.cast();
        let reached = self.house.stage(tender)?;
        self.house.suspend_tender(tender)?;
        self.house.chain.advance_to(self.house.chain.now() + length);
        assert_eq!(self.house.stage(tender), Ok(reached));
        let before = self.house.state(tender)?;
        let events = self.house.resume_tender(tender)?;
        let state = self.house.state(tender)?;
        let told = events.iter().any(|event| {
            matches!(event, Event::Tender(TenderEvent::TenderResumed { schedule, reviewer, final_from: ends, .. })
                if *schedule == state.schedule && *reviewer == cast.reviewer.person && *ends == final_from(&state))
        });
        assert!(told, "{events:?}");
        assert_eq!(self.house.stage(tender), Ok(reached));
        assert_eq!((state.suspended, state.stopped_at), (false, None));
        assert_eq!((state.award, state.settled_at), (before.award, before.settled_at));
        Ok(state.schedule)
    }

    fn suspended_while_bids_are_taken(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let before = self.house.schedule(tender)?;
        let (suspension, resumption) =
            (SuspendTender { statement: [1; 32] }, ResumeTender { statement: [1; 32] });
        self.refused(&cast.reviewer, tender, &resumption, Error::NotSuspended);
        // In the last second: it is left when the tender goes on, more than a year later.
        self.house.commit(&cast.vendors[0], tender, 900)?;
        self.house.chain.advance_to(before.deadline - 1);
        self.house.suspend_tender(tender)?;
        self.everything_waits(tender)?;
        self.only_signer(&cast.reviewer, Some(&cast.registrar), tender, &resumption);
        let complaint = self.house.complain(&cast.vendors[2].bidder, tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Dismissed)?;
        self.house.chain.advance_to(before.deadline - 1 + LONG);
        assert_eq!(self.house.stage(tender), Ok(Stage::Bidding));
        self.house.resume_tender(tender)?;
        let after = Schedule { deadline: before.deadline + LONG, ..before };
        assert_eq!(self.house.schedule(tender), Ok(after));
        self.only_signer(&cast.reviewer, Some(&cast.registrar), tender, &suspension);
        self.house.commit(&cast.vendors[1], tender, 800)?;
        let (late, _) = self.house.seal(tender, cast.vendors[2].admin.org, 700)?;
        self.house.chain.advance_to(after.deadline);
        self.refused(&cast.vendors[2].bidder, tender, &late, Error::TooLate);

        // No time at all, and the guard.
        assert_eq!(self.suspended_for(tender, 0), Ok(after));
        self.house.chain.advance_to(after.opening() - 1);
        let guard = after.guard + 77;
        let after = Schedule { guard, ..after };
        assert_eq!(self.suspended_for(tender, 77), Ok(after));
        assert_eq!(self.house.stage(tender), Ok(Stage::Closed));
        self.house.chain.advance_to(after.opening());
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialOpening));
        Ok(())
    }

    /// The committee's window and the vendors' own, in their first and last seconds.
    fn suspended_in_the_windows(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let (_, first) = self.house.commit(&cast.vendors[0], tender, 900)?;
        let (_, second) = self.house.commit(&cast.vendors[1], tender, 800)?;
        let mut times = self.house.schedule(tender)?;
        self.house.chain.advance_to(times.opening());
        times.officers_window += 50;
        assert_eq!(self.suspended_for(tender, 50), Ok(times));
        self.house.chain.advance_to(times.self_reveal() - 1);
        times.officers_window += 60;
        assert_eq!(self.suspended_for(tender, 60), Ok(times));
        let first = first.reveal(0).call();
        self.refused_call("reveal", tender, &first, Error::SharesMissing);
        self.house.chain.advance_to(times.self_reveal());
        times.self_reveal_window += 70;
        assert_eq!(self.suspended_for(tender, 70), Ok(times));
        self.house.chain.call(tender, &first)?;
        self.house.chain.advance_to(times.silence() - 1);
        times.self_reveal_window += 80;
        assert_eq!(self.suspended_for(tender, 80), Ok(times));
        // One second is left.
        self.house.chain.call(tender, &second.reveal(1).call())?;
        assert_eq!(self.house.state(tender)?.settled_at, Some(times.silence() - 1));
        Ok(())
    }

    fn suspended_objections(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.with_three_bids()?;
        self.house.open_all(tender)?;
        let settled = self.house.chain.now();
        let mut times = self.house.schedule(tender)?;
        times.objection_window += 90;
        assert_eq!(self.suspended_for(tender, 90), Ok(times));
        self.house.chain.advance_to(settled + u64::from(times.objection_window) - 1);
        times.objection_window += 91;
        assert_eq!(self.suspended_for(tender, 91), Ok(times));
        let objection = self.house.object(&cast.vendors[0].bidder, tender, 1, Fault::Reseal)?;
        // The window is over, the objection waits: no window runs.
        self.house.chain.advance_to(settled + u64::from(times.objection_window));
        assert_eq!(self.suspended_for(tender, 92), Ok(times));
        self.house.decide(tender, objection, false)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        Ok(())
    }

    /// In the evaluation no window runs.
    fn suspended_evaluation(&mut self) -> Result<(), Refusal> {
        let tender = self.ranked()?;
        let times = self.house.schedule(tender)?;
        assert_eq!(self.suspended_for(tender, LONG), Ok(times));
        let cast = self.house.cast();
        let first = ProposeAward { bid: 2, round: 0 };
        self.house.act(&cast.officer, tender, &first)?;
        assert_eq!(self.suspended_for(tender, LONG), Ok(times));
        Ok(())
    }

    fn suspended_standstill(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.house.award(tender)?;
        let mut times = self.house.schedule(tender)?;
        let ends = final_from(&self.house.state(tender)?).ok_or(Error::Corrupt)?;
        self.house.chain.advance_to(ends - 1);
        times.standstill += 3_000;
        assert_eq!(self.suspended_for(tender, 3_000), Ok(times));
        self.house.chain.advance_to(ends + 3_000);
        assert_eq!(self.house.stage(tender), Ok(Stage::Awarded));
        let (suspension, resumption) =
            (SuspendTender { statement: [1; 32] }, ResumeTender { statement: [1; 32] });
        self.refused(&cast.reviewer, tender, &suspension, Error::Ended);
        self.refused(&cast.reviewer, tender, &resumption, Error::Ended);
        Ok(())
    }

    /// Suspension and complaint overlap: what both held is counted once.
    fn suspended_and_disputed(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.house.award(tender)?;
        let times = self.house.schedule(tender)?;
        let start = self.house.chain.now();
        self.house.chain.advance_to(start + 10);
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.chain.advance_to(start + 20);
        self.house.suspend_tender(tender)?;
        self.house.chain.advance_to(start + 1_000);
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Dismissed)?;
        assert_eq!(self.house.schedule(tender), Ok(times));
        self.house.chain.advance_to(start + 1_100);
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.chain.advance_to(start + 1_200);
        self.house.resume_tender(tender)?;
        assert_eq!(self.house.schedule(tender), Ok(times));
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        self.house.chain.advance_to(start + 1_310);
        self.house.withdraw_complaint(&cast.vendors[0].bidder, tender, complaint)?;
        let standstill = times.standstill + 1_300;
        assert_eq!(self.house.schedule(tender), Ok(Schedule { standstill, ..times }));
        Ok(())
    }

    /// A suspended tender can be cancelled, by the buyer and by a reviewer; its times are those it came to.
    fn suspended_and_cancelled(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        for by_reviewer in [false, true] {
            let tender = self.published()?;
            let times = self.house.schedule(tender)?;
            self.house.suspend_tender(tender)?;
            self.house.chain.advance_to(self.house.chain.now() + 10_000);
            if by_reviewer {
                let complaint = Complain { statement: [1; 32] };
                self.house.act(&cast.vendors[0].bidder, tender, &complaint)?;
                self.house.decide_complaint(tender, 0, ComplaintOutcome::Cancel)?;
            } else {
                self.house.cancel(tender, CancelReason::Irregularity)?;
            }
            assert_eq!(self.house.stage(tender), Ok(Stage::Cancelled));
            let state = self.house.state(tender)?;
            assert_eq!((state.suspended, state.stopped_at), (false, None));
            let deadline = times.deadline + 10_000;
            assert_eq!(state.schedule, Schedule { deadline, ..times });
            let resumption = ResumeTender { statement: [1; 32] };
            self.refused(&cast.reviewer, tender, &resumption, Error::Ended);
            self.ended(tender)?;
        }
        Ok(())
    }
}
