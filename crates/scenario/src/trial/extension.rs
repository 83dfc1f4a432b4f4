//! The deadline moves to a later time, and what was bid before stays valid.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{CancelReason, ConfirmExtension, ProposeExtension},
    replay::sha256,
    schedule::{Schedule, WINDOW_MAX},
    tender::{BidStatus, Stage},
};

use super::Trial;
use crate::{OpenChain, Refusal};

impl<C: OpenChain> Trial<C> {
    pub(super) fn extension(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        self.house.commit(&cast.vendors[0], tender, 900)?;
        let published = self.house.schedule(tender)?;
        self.proposed_extensions(tender)?;
        let extended = self.confirmed_extension(tender)?;

        // What is counted from the deadline moved with it.
        self.house.chain.advance_to(published.questions_until());
        self.house.ask(tender, "延期后仍可提问吗?")?;
        self.house.chain.advance_to(published.deadline);
        assert_eq!(self.house.stage(tender), Ok(Stage::Bidding));
        self.house.commit(&cast.vendors[1], tender, 800)?;
        self.too_late_for_extensions(tender, extended)?;

        // Both bids count: the one from before the extension, and the one from after it.
        self.house.chain.advance_to(extended.opening() - 1);
        assert_eq!(self.house.stage(tender), Ok(Stage::Closed));
        self.house.open_all(tender)?;
        assert_eq!(self.house.bids(tender, BidStatus::Opened), Ok(vec![0, 1]));
        self.extended_in_the_last_second()?;
        self.extension_of_the_cancelled()
    }

    /// What may be proposed, by whom; at the end a proposal of the officer's waits.
    fn proposed_extensions(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let now = self.house.chain.now();
        let Schedule { deadline, .. } = self.house.schedule(tender)?;
        self.refused_confirmation(tender, &proposal(deadline + 1), Error::NothingProposed);
        for not_later in [0, deadline - 1, deadline] {
            let act = proposal(not_later);
            self.refused(&cast.officer, tender, &act, Error::DeadlineNotLater);
        }
        let furthest = now + u64::from(WINDOW_MAX);
        for too_far in [furthest + 1, u64::MAX] {
            self.refused(&cast.officer, tender, &proposal(too_far), Error::WindowTooLong);
        }
        self.house.act(&cast.officer, tender, &proposal(furthest))?;
        self.only_buyer(&cast.officer, &cast.approver, tender, &proposal(deadline + 600));

        // Another proposal replaces the first, which cannot be confirmed any more.
        let own = proposal(deadline + 1);
        self.house.act(&cast.director, tender, &own)?;
        let alone = ConfirmExtension { proposed: sha256(&own.encode()) };
        self.refused(&cast.director, tender, &alone, Error::SamePerson);
        self.refused_confirmation(tender, &proposal(furthest), Error::HashMismatch);
        self.house.act(&cast.officer, tender, &proposal(deadline + 300))?;
        self.refused_confirmation(tender, &own, Error::HashMismatch);
        assert_eq!(self.house.schedule(tender)?.deadline, deadline);
        Ok(())
    }

    /// The waiting proposal is confirmed, once; then another, by its rightful approver only.
    fn confirmed_extension(&mut self, tender: ContractId) -> Result<Schedule, Refusal> {
        let cast = self.house.cast();
        let before = self.house.schedule(tender)?;
        let (from, to) = (before.deadline, before.deadline + 300);
        let act = proposal(to);
        let confirmation = ConfirmExtension { proposed: sha256(&act.encode()) };
        let events = self.house.act(&cast.approver, tender, &confirmation)?;
        let (reason, approver) = (act.reason, cast.approver.person);
        let told = TenderEvent::DeadlineExtended { from, to, reason, approver };
        assert_eq!(events, [Event::Tender(told)]);
        assert_eq!(self.house.schedule(tender)?, Schedule { deadline: to, ..before });
        self.refused_confirmation(tender, &act, Error::NothingProposed);

        let next = proposal(to + 60);
        self.refused(&cast.officer, tender, &act, Error::DeadlineNotLater);
        self.house.act(&cast.officer, tender, &next)?;
        let confirmation = ConfirmExtension { proposed: sha256(&next.encode()) };
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirmation);
        self.house.act(&cast.approver, tender, &confirmation)?;
        assert_eq!(self.house.schedule(tender)?, Schedule { deadline: to + 60, ..before });
        self.house.schedule(tender)
    }

    /// From the deadline on nothing is proposed or confirmed: a tender is never opened again.
    fn too_late_for_extensions(
        &mut self,
        tender: ContractId,
        extended: Schedule,
    ) -> Result<(), Refusal> {
        let cast = self.house.cast();
        self.house.chain.advance_to(extended.deadline - 1);
        let waiting = proposal(extended.deadline + 600);
        self.house.act(&cast.officer, tender, &waiting)?;
        for now in [extended.deadline, extended.deadline + 1] {
            self.house.chain.advance_to(now);
            assert_eq!(self.house.stage(tender), Ok(Stage::Closed));
            self.refused_confirmation(tender, &waiting, Error::TooLate);
            self.refused(&cast.officer, tender, &waiting, Error::TooLate);
        }
        Ok(())
    }

    /// In the last second of the old deadline an extension is in time; in the next one a bid is.
    fn extended_in_the_last_second(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let deadline = self.house.schedule(tender)?.deadline;
        self.house.chain.advance_to(deadline - 1);
        self.house.extend(tender, deadline + 1)?;
        self.house.chain.advance_to(deadline);
        self.house.commit(&cast.vendors[0], tender, 900)?;
        let (late, _) = self.house.seal(tender, cast.vendors[1].admin.org, 800)?;
        self.house.chain.advance_to(deadline + 1);
        self.refused(&cast.vendors[1].bidder, tender, &late, Error::TooLate);
        Ok(())
    }

    fn extension_of_the_cancelled(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let act = proposal(self.house.schedule(tender)?.deadline + 600);
        self.house.act(&cast.officer, tender, &act)?;
        self.house.cancel(tender, CancelReason::FaultyTerms)?;
        self.refused(&cast.officer, tender, &act, Error::Ended);
        self.refused_confirmation(tender, &act, Error::Ended);
        Ok(())
    }

    fn refused_confirmation(&mut self, tender: ContractId, of: &ProposeExtension, error: Error) {
        let cast = self.house.cast();
        let confirmation = ConfirmExtension { proposed: sha256(&of.encode()) };
        self.refused(&cast.approver, tender, &confirmation, error);
    }
}

fn proposal(deadline: u64) -> ProposeExtension {
    ProposeExtension { deadline, reason: sha256("延期公告".as_bytes()) }
}
