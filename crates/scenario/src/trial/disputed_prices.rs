//! Complaints where technical offers come first: while one is open no price is opened, and no second of the guard is lost.

use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{BidShare, ComplaintOutcome, PostShares},
    tender::{Stage, is_disputed},
};

use super::Trial;
use crate::{OpenChain, Refusal};

impl<C: OpenChain> Trial<C> {
    pub(super) fn disputed_prices(&mut self) -> Result<(), Refusal> {
        self.complaint_in_the_guard()?;
        self.complaint_with_the_result()?;
        self.complaint_as_prices_open()?;
        self.complaint_and_suspension()
    }

    /// A tender whose technical offers are scored, but not tallied.
    fn scored_apart(&mut self) -> Result<ContractId, Refusal> {
        let tender = self.offered_apart(&[500, 300, 700])?;
        self.house.reseal_all(tender)?;
        self.house.score_all(tender)?;
        Ok(tender)
    }

    /// A share of a price is refused, and the clock stands still.
    fn prices_stay_closed(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let state = self.house.state(tender)?;
        assert!(is_disputed(&state, self.house.chain.now()));
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalEvaluation));
        let supervisor = self.house.cast().supervisor.actor.clone();
        let post = PostShares { shares: vec![BidShare { bid: 0, share: [1; 32] }] };
        self.refused(&supervisor, tender, &post, Error::NotOpening);
        Ok(())
    }

    /// Two complaints one after another, the last second of the guard among what they hold.
    fn complaint_in_the_guard(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.scored_apart()?;
        self.house.tally(tender)?;
        let opening = self.house.schedule(tender)?.opening();
        let since = opening - 1;
        self.house.chain.advance_to(since);
        let one = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.chain.advance_to(opening + 5_000);
        self.prices_stay_closed(tender)?;
        let other = self.house.complain(&cast.vendors[1].bidder, tender)?;
        let told = self.house.decide_complaint(tender, one, ComplaintOutcome::Dismissed)?;
        let [Event::Tender(TenderEvent::ComplaintDecided { schedule, .. })] = &told[..] else {
            panic!("{told:?}");
        };
        assert_eq!(schedule.opening(), opening);
        self.prices_stay_closed(tender)?;
        self.house.chain.advance_to(opening + 9_000);
        self.prices_stay_closed(tender)?;
        let now = self.house.chain.now();
        let told = self.house.withdraw_complaint(&cast.vendors[1].bidder, tender, other)?;
        let [Event::Tender(TenderEvent::ComplaintWithdrawn { schedule, .. })] = &told[..] else {
            panic!("{told:?}");
        };
        assert_eq!(schedule, &self.house.schedule(tender)?);
        // The second that was left is left.
        assert_eq!(schedule.opening(), now + 1);
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalEvaluation));
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        self.house.rank(tender)
    }

    /// One that was open before holds from the second of the result: the whole guard is left when it is answered.
    fn complaint_with_the_result(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.scored_apart()?;
        let complaint = self.house.complain(&cast.vendors[2].bidder, tender)?;
        assert_eq!(self.house.state(tender)?.stopped_at, None);
        let events = self.house.tally(tender)?;
        let Some(Event::Tender(TenderEvent::TechnicalEvaluated { schedule, .. })) = events.last()
        else {
            panic!("{events:?}");
        };
        let result = self.house.chain.now();
        let guard = schedule.opening() - result;
        assert_eq!(self.house.state(tender)?.stopped_at, Some(result));
        self.house.chain.advance_to(schedule.opening() + 700);
        self.prices_stay_closed(tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Upheld)?;
        let now = self.house.chain.now();
        assert_eq!(self.house.schedule(tender)?.opening(), now + guard);
        self.house.open_all(tender)
    }

    /// In the second in which prices may be opened it holds nothing, and the next stage goes on.
    fn complaint_as_prices_open(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.scored_apart()?;
        self.house.tally(tender)?;
        let schedule = self.house.schedule(tender)?;
        self.house.chain.advance_to(schedule.opening());
        let complaint = self.house.complain(&cast.vendors[2].bidder, tender)?;
        assert_eq!(self.house.state(tender)?.stopped_at, None);
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        self.house.rank(tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Dismissed)?;
        assert_eq!(self.house.schedule(tender)?, schedule);
        Ok(())
    }

    /// A suspension in the guard and a complaint meanwhile: the clock runs when neither holds it.
    fn complaint_and_suspension(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.scored_apart()?;
        self.house.tally(tender)?;
        let opening = self.house.schedule(tender)?.opening();
        let since = self.house.chain.now();
        self.house.suspend_tender(tender)?;
        self.house.chain.advance_to(opening + 50);
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.chain.advance_to(opening + 100);
        self.house.resume_tender(tender)?;
        assert_eq!(self.house.state(tender)?.stopped_at, Some(since));
        self.prices_stay_closed(tender)?;
        self.house.chain.advance_to(opening + 200);
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Dismissed)?;
        let stood = self.house.chain.now() - since;
        assert_eq!(self.house.schedule(tender)?.opening(), opening + stood);
        self.house.open_all(tender)
    }
}
