//! The terms change, and what was bid before does not count until its vendor seals it again.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{
        BidShare, CancelReason, ConfirmAmendment, ConfirmExtension, Fault, Object, PostShares,
        ProposeAmendment, ProposeExtension, Reveal,
    },
    money::Currency,
    replay::sha256,
    schedule::{Schedule, WINDOW_MAX},
    tender::{BidStatus, Stage, TermsInForce},
    terms::{Criterion, PriceFormula, PriceRule, Terms},
};

use super::Trial;
use crate::{OpenChain, Refusal, cast::MINIMUMS};

impl<C: OpenChain> Trial<C> {
    pub(super) fn amendment(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        self.house.commit(&cast.vendors[0], tender, 900)?;
        self.house.commit(&cast.vendors[1], tender, 800)?;
        self.refused_terms(tender)?;
        self.proposed_amendments(tender)?;
        self.confirmed_amendment(tender)?;
        self.confirmed_bids(tender)?;
        self.opened_under_the_last_terms(tender)?;
        self.too_late_for_amendments()?;
        self.nobody_confirms()?;
        self.amendment_and_commit_meet()?;
        self.amendment_and_extension_meet()?;
        self.amendment_of_the_cancelled()?;
        self.asked_amended_confirmed_withdrawn_and_bid_again()
    }

    /// Terms that are wrong by themselves, the same, or change what stays.
    fn refused_terms(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let act = self.house.correction(tender)?;
        self.refused_change(tender, &act, Error::NothingProposed);
        let dollars = Currency::parse(*b"USD")?;
        let with = |change: &dyn Fn(&mut Terms), error: Error| {
            let mut terms = act.terms.clone();
            change(&mut terms);
            (ProposeAmendment { terms, ..act.clone() }, error)
        };
        let whole = PriceRule { formula: PriceFormula::LowestOnly, weight_bp: 10_000 };
        let published = self.house.terms(tender)?;
        for (act, error) in [
            with(&|terms| *terms = published.clone(), Error::TermsUnchanged),
            with(&|terms| terms.currency = dollars, Error::TermsFixed),
            with(&|terms| (terms.criteria, terms.price) = (vec![], whole), Error::TermsFixed),
            with(&|terms| terms.documents = vec![[1; 32]; 65], Error::TooMany),
            with(&|terms| terms.min_bids = 0, Error::MinimumBids),
            with(&|terms| terms.price.formula = PriceFormula::LowestOnly, Error::PriceRuleInvalid),
            with(&|terms| terms.criteria[1].id = 1, Error::CriterionInvalid),
            with(&|terms| terms.price.weight_bp -= 1, Error::WeightsSum),
        ] {
            self.refused(&cast.officer, tender, &act, error);
        }
        let furthest = self.house.chain.now() + u64::from(WINDOW_MAX);
        for deadline in [furthest + 1, u64::MAX] {
            let far = ProposeAmendment { deadline, ..act.clone() };
            self.refused(&cast.officer, tender, &far, Error::WindowTooLong);
        }
        self.house.act(&cast.officer, tender, &ProposeAmendment { deadline: furthest, ..act })?;
        Ok(())
    }

    /// Who proposes; at the end a proposal of the officer's waits, and nothing changed yet.
    fn proposed_amendments(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let before = self.house.state(tender)?;
        let act = self.house.correction(tender)?;
        let own = ProposeAmendment { deadline: 1, ..act.clone() };
        self.only_buyer(&cast.officer, &cast.approver, tender, &act);
        self.house.act(&cast.director, tender, &own)?;
        let alone = ConfirmAmendment { proposed: sha256(&own.encode()) };
        self.refused(&cast.director, tender, &alone, Error::SamePerson);
        self.refused_change(tender, &act, Error::HashMismatch);
        self.house.act(&cast.officer, tender, &act)?;
        self.refused_change(tender, &own, Error::HashMismatch);
        let state = self.house.state(tender)?;
        assert_eq!((state.terms, state.live, state.sealed), (before.terms, 2, 2));
        assert_eq!(state.schedule, before.schedule);
        Ok(())
    }

    /// The waiting proposal is confirmed, once, by its rightful approver only; no bid was touched.
    fn confirmed_amendment(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let schedule = self.house.schedule(tender)?;
        let bids = [self.house.bid(tender, 0)?, self.house.bid(tender, 1)?];
        let act = self.house.correction(tender)?;
        let confirmation = ConfirmAmendment { proposed: sha256(&act.encode()) };
        // The approver has signed for this tender before, so that an old nonce can be tried.
        let longer = ProposeExtension { deadline: schedule.deadline + 1, reason: act.reason };
        self.house.act(&cast.officer, tender, &longer)?;
        let longer = ConfirmExtension { proposed: sha256(&longer.encode()) };
        self.house.act(&cast.approver, tender, &longer)?;
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirmation);
        let events = self.house.act(&cast.approver, tender, &confirmation)?;

        let ProposeAmendment { terms, reason, .. } = act.clone();
        let (hash, approver) = (sha256(&terms.preimage(2)), cast.approver.person);
        let (from, to) = (schedule.deadline + 1, schedule.deadline + 1);
        let TermsInForce { lifecycle_rate_bp, security, lifecycle_years, .. } =
            self.house.facts(tender)?.terms;
        let min_bids = terms.min_bids;
        let in_force = TermsInForce {
            version: 2,
            hash,
            lifecycle_rate_bp,
            min_bids,
            security,
            lifecycle_years,
        };
        assert_eq!(self.house.terms(tender), Ok(terms.clone()));
        let told =
            TenderEvent::TermsAmended { version: 2, hash, terms, reason, from, to, approver };
        assert_eq!(events, [Event::Tender(told)]);
        let state = self.house.state(tender)?;
        assert_eq!((state.terms, state.live, state.sealed), (in_force, 0, 0));
        for (number, bid) in (0..).zip(bids) {
            assert!(bid.is_stale(&in_force));
            assert_eq!(self.house.bid(tender, number), Ok(bid));
        }
        self.refused_change(tender, &act, Error::NothingProposed);
        self.refused(&cast.officer, tender, &act, Error::TermsUnchanged);
        Ok(())
    }

    /// A stale bid is not bid over, but sealed again or withdrawn; only then does it count, or not.
    fn confirmed_bids(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let counts = |trial: &Self| -> Result<(u32, u32), Refusal> {
            let state = trial.house.state(tender)?;
            Ok((state.live, state.sealed))
        };
        let (again, _) = self.house.seal(tender, first.admin.org, 700)?;
        self.refused(&first.bidder, tender, &again, Error::AlreadyBid);
        self.house.replace(first, tender, 900)?;
        assert_eq!(counts(self)?, (1, 1));
        self.house.commit(third, tender, 1_000)?;
        assert_eq!(counts(self)?, (2, 2));
        self.house.withdraw(second, tender)?;
        assert_eq!(counts(self)?, (2, 2));
        self.house.commit(second, tender, 800)?;
        assert_eq!(counts(self)?, (3, 3));
        assert_eq!(self.house.waiting(tender), Ok(vec![2, 3, 4]));

        // Whoever confirmed once has to confirm again; a bid that was withdrawn or replaced is not stale.
        let mut act = self.house.correction(tender)?;
        act.terms.price.weight_bp = 6_000;
        act.terms.criteria = vec![
            Criterion { id: 1, weight_bp: 2_500, max: 10_000, min: 7_000 },
            Criterion { id: 2, weight_bp: 1_500, max: 10_000, min: 0 },
        ];
        act.terms.lifecycle_rate_bp = 0;
        act.deadline = self.house.schedule(tender)?.deadline + 100;
        self.house.amend(tender, &act)?;
        assert_eq!(self.house.schedule(tender)?.deadline, act.deadline);
        assert_eq!(counts(self)?, (0, 0));
        let in_force = self.house.state(tender)?.terms;
        assert_eq!((in_force.version, in_force.lifecycle_rate_bp), (3, 0));
        let past = (0..5).map(|number| Ok(self.house.bid(tender, number)?.is_stale(&in_force)));
        let past: Result<Vec<_>, Refusal> = past.collect();
        assert_eq!(past?, [false, false, true, true, true]);
        self.house.replace(first, tender, 900)?;
        self.house.replace(second, tender, 800)?;
        assert_eq!(counts(self)?, (2, 2));
        Ok(())
    }

    /// The third vendor did not confirm: its bid stays sealed for ever, and the others go on to the award.
    fn opened_under_the_last_terms(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        self.house.chain.advance_to(self.house.schedule(tender)?.opening());
        let (unconfirmed, confirmed) = (3, 5);
        let share = |bid| BidShare { bid, share: [1; 32] };
        let shares = PostShares { shares: vec![share(confirmed), share(unconfirmed)] };
        self.refused(&cast.supervisor.actor, tender, &shares, Error::StaleBid);
        let reveal = Reveal { bid: unconfirmed, seed: [1; 32], body: vec![0] };
        self.refused_call("reveal", tender, &reveal.call(), Error::StaleBid);
        let objection = Object { bid: unconfirmed, fault: Fault::Reseal };
        self.refused(&cast.vendors[0].bidder, tender, &objection, Error::StaleBid);
        // Nor by its vendor's own hand, in the vendors' own window.
        let own = self.house.schedule(tender)?.self_reveal();
        self.house.chain.advance_to(own);
        self.refused_call("reveal", tender, &reveal.call(), Error::StaleBid);

        self.house.open_all(tender)?;
        let state = self.house.state(tender)?;
        assert_eq!((state.live, state.valid), (2, 2));
        assert_eq!(state.settled_at, Some(self.house.chain.now()));
        assert_eq!(self.house.bid(tender, unconfirmed)?.status, BidStatus::Sealed);
        self.house.pass_objections(tender)?;
        self.house.declare_all(tender)?;
        for evaluator in &cast.evaluators {
            // Under the published terms 6,999 was enough for the first criterion.
            self.house.score(evaluator, tender, 5, [7_000, 5_000])?;
            self.house.score(evaluator, tender, 6, [6_999, 10_000])?;
        }
        self.house.rank(tender)?;
        let order = self.house.order(tender)?;
        assert_eq!(order.iter().map(|line| line.bid).collect::<Vec<_>>(), [5, 6]);
        assert_eq!(order[0].total_micropoints, 60_000_000 + 17_500_000 + 7_500_000);
        assert_eq!(order[1].below_minimum, Some(1));
        self.house.award(tender)
    }

    /// In the last second an amendment is in time, and leaves the least period; in the next one it is not.
    fn too_late_for_amendments(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let published = self.house.schedule(tender)?;
        let least = u64::from(MINIMUMS.amendment);
        self.house.commit(&cast.vendors[0], tender, 900)?;
        self.house.chain.advance_to(published.deadline - least);
        let act = self.house.correction(tender)?;
        self.house.amend(tender, &act)?;
        assert_eq!(self.house.schedule(tender), Ok(published));
        self.house.chain.advance_to(published.deadline - 1);
        let act = self.house.correction(tender)?;
        self.house.amend(tender, &act)?;
        let deadline = published.deadline - 1 + least;
        assert_eq!(self.house.schedule(tender), Ok(Schedule { deadline, ..published }));

        self.house.chain.advance_to(deadline - 1);
        assert_eq!(self.house.stage(tender), Ok(Stage::Bidding));
        let waiting = self.house.correction(tender)?;
        self.house.act(&cast.officer, tender, &waiting)?;
        self.house.replace(&cast.vendors[0], tender, 850)?;
        self.house.commit(&cast.vendors[1], tender, 950)?;
        for now in [deadline, deadline + 1] {
            self.house.chain.advance_to(now);
            assert_eq!(self.house.stage(tender), Ok(Stage::Closed));
            self.refused_change(tender, &waiting, Error::TooLate);
            self.refused(&cast.officer, tender, &waiting, Error::TooLate);
        }
        Ok(())
    }

    /// Bids that nobody confirms are not counted against the least number of bids.
    fn nobody_confirms(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        for (company, price) in cast.vendors.iter().zip([900, 800, 700]) {
            self.house.commit(company, tender, price)?;
        }
        let act = self.house.correction(tender)?;
        self.house.amend(tender, &act)?;
        self.house.replace(&cast.vendors[0], tender, 900)?;
        self.house.chain.advance_to(self.house.schedule(tender)?.deadline);
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        self.house.chain.advance_to(self.house.schedule(tender)?.opening());
        self.no_opening(tender);
        Ok(())
    }

    /// What was sealed for the terms before is stale when it came before the amendment, and refused when
    /// it comes after: there is no third way, whatever the block.
    fn amendment_and_commit_meet(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, _] = &cast.vendors;
        let tender = self.published()?;
        let (before, _) = self.house.seal(tender, first.admin.org, 900)?;
        let (after, receipt) = self.house.seal(tender, second.admin.org, 800)?;
        let number = self.house.commit_as(&first.bidder, tender, &before, &before.envelope)?;
        let act = self.house.correction(tender)?;
        self.house.amend(tender, &act)?;
        self.refused(&second.bidder, tender, &after, Error::ContextTerms);
        let state = self.house.state(tender)?;
        assert!(self.house.bid(tender, number)?.is_stale(&state.terms));
        assert_eq!(state.live, 0);
        // Neither is a stale bid confirmed by an envelope of the terms before.
        self.house.commit(second, tender, 800)?;
        let act = self.house.correction(tender)?;
        self.house.amend(tender, &act)?;
        self.refused(&second.bidder, tender, &receipt.replacing(1), Error::ContextAttempt);
        let (_, old) = self.house.seal(tender, second.admin.org, 700)?;
        let act = self.house.correction(tender)?;
        self.house.amend(tender, &act)?;
        self.refused(&second.bidder, tender, &old.replacing(1), Error::ContextTerms);
        Ok(())
    }

    /// Each waits for its approver while the other is confirmed.
    fn amendment_and_extension_meet(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        self.house.commit(&cast.vendors[0], tender, 900)?;
        let published = self.house.schedule(tender)?.deadline;
        let extension =
            |deadline| ProposeExtension { deadline, reason: sha256("延期公告".as_bytes()) };
        let confirm = |act: &ProposeExtension| ConfirmExtension { proposed: sha256(&act.encode()) };
        let mut amendment = self.house.correction(tender)?;
        amendment.deadline = published + 100;

        // An extension further than the amendment is still to be confirmed; bids stay as they are by it.
        let further = extension(published + 200);
        self.house.act(&cast.officer, tender, &further)?;
        self.house.amend(tender, &amendment)?;
        self.house.replace(&cast.vendors[0], tender, 900)?;
        self.house.act(&cast.approver, tender, &confirm(&further))?;
        assert_eq!(self.house.schedule(tender)?.deadline, published + 200);
        assert_eq!(self.house.state(tender)?.live, 1);

        // One that the amendment overtook is not.
        let overtaken = extension(published + 300);
        self.house.act(&cast.officer, tender, &overtaken)?;
        let mut amendment = self.house.correction(tender)?;
        amendment.deadline = published + 300;
        self.house.amend(tender, &amendment)?;
        self.refused(&cast.approver, tender, &confirm(&overtaken), Error::DeadlineNotLater);

        // An amendment that an extension overtook takes effect and does not move the deadline back.
        let mut amendment = self.house.correction(tender)?;
        amendment.deadline = published + 400;
        self.house.act(&cast.officer, tender, &amendment)?;
        self.house.extend(tender, published + 500)?;
        let confirmation = ConfirmAmendment { proposed: sha256(&amendment.encode()) };
        self.house.act(&cast.approver, tender, &confirmation)?;
        assert_eq!(self.house.schedule(tender)?.deadline, published + 500);
        assert_eq!(self.house.state(tender)?.terms.version, 4);
        Ok(())
    }

    fn amendment_of_the_cancelled(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let act = self.house.correction(tender)?;
        self.house.act(&cast.officer, tender, &act)?;
        self.house.cancel(tender, CancelReason::FaultyTerms)?;
        self.refused(&cast.officer, tender, &act, Error::Ended);
        self.refused_change(tender, &act, Error::Ended);
        Ok(())
    }

    /// The course that other e-procurement systems know: bid, question after its time, amendment, the bid
    /// confirmed, withdrawn, bid again, and once more in the last second.
    fn asked_amended_confirmed_withdrawn_and_bid_again(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, _] = &cast.vendors;
        let tender = self.published()?;
        self.house.commit(first, tender, 900)?;
        let published = self.house.schedule(tender)?;
        self.house.chain.advance_to(published.questions_until());
        let late = self.house.question(tender, "技术参数是否有误?");
        self.refused_call("ask", tender, &late.call(), Error::QuestionsClosed);

        // The buyer finds the fault itself; with the later deadline questions are taken again.
        let mut act = self.house.correction(tender)?;
        act.deadline = published.deadline + 600;
        self.house.amend(tender, &act)?;
        self.house.chain.call(tender, &late.call())?;
        self.house.replace(first, tender, 880)?;
        self.house.withdraw(first, tender)?;
        assert_eq!(self.house.state(tender)?.live, 0);
        self.house.commit(first, tender, 870)?;
        self.house.chain.advance_to(act.deadline - 1);
        self.house.replace(first, tender, 860)?;
        self.house.commit(second, tender, 940)?;
        let (over, _) = self.house.seal(tender, cast.vendors[2].admin.org, 1)?;
        self.house.chain.advance_to(act.deadline);
        self.refused(&cast.vendors[2].bidder, tender, &over, Error::TooLate);
        self.house.open_all(tender)?;
        assert_eq!(self.house.bids(tender, BidStatus::Opened), Ok(vec![3, 4]));
        Ok(())
    }

    fn refused_change(&mut self, tender: ContractId, of: &ProposeAmendment, error: Error) {
        let cast = self.house.cast();
        let confirmation = ConfirmAmendment { proposed: sha256(&of.encode()) };
        self.refused(&cast.approver, tender, &confirmation, error);
    }
}
