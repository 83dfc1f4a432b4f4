//! Prequalification: whoever applied in time and was found good by two people bids, and nobody else.

use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{
        Apply, ConfirmQualification, ProposeAmendment, ProposeQualification, ProposeTender,
    },
    tender::{Application, ApplicationStatus, BidStatus, Cell},
    terms::Terms,
};

use super::Trial;
use crate::{
    OpenChain, Refusal,
    cast::{MINIMUMS, OPEN, PREQUALIFIED},
    plan, prequalified,
    qualification::{LEAD, application, confirming, qualification},
};

impl<C: OpenChain> Trial<C> {
    pub(super) fn qualifications(&mut self) -> Result<(), Refusal> {
        self.leads();
        self.late_approval()?;
        let open = self.house.publish(plan(&self.house.cast(), self.house.chain.now()))?;
        self.of_no_prequalification(open);
        let tender =
            self.house.publish(prequalified(&self.house.cast(), self.house.chain.now(), LEAD))?;
        self.applications(tender)?;
        self.decisions_on(tender)?;
        self.bids_of_the_qualified(tender)?;
        self.late_decisions(tender)?;
        self.unqualified_in_the_end()
    }

    /// The time between applications and deadline is there exactly where the procedure asks for it, no shorter than
    /// what the profile leaves after a change, and not all there is.
    fn leads(&mut self) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let now = self.house.chain.now();
        let of = |profile, lead| {
            let mut publication = prequalified(&cast, now, 0);
            (publication.terms.profile, publication.terms.prequalification) = (profile, lead);
            ProposeTender { publication }
        };
        let least = MINIMUMS.amendment;
        for (profile, lead) in [
            (OPEN, Some(LEAD)),
            (PREQUALIFIED, None),
            (PREQUALIFIED, Some(0)),
            (PREQUALIFIED, Some(least - 1)),
            (PREQUALIFIED, Some(u32::MAX)),
            // The deadline is 900 seconds away.
            (PREQUALIFIED, Some(900)),
        ] {
            let act = of(profile, lead);
            self.refused(&cast.officer, registry, &act, Error::QualificationPeriod);
        }
    }

    /// A notice that is approved so late that nobody could apply any more is not published.
    fn late_approval(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let publication = prequalified(&cast, self.house.chain.now(), LEAD);
        let last = publication.schedule.applications_until(LEAD);
        let approval = self.house.propose(publication)?;
        self.house.chain.advance_to(last);
        self.refused(&cast.approver, registry, &approval, Error::QualificationPeriod);
        Ok(())
    }

    fn of_no_prequalification(&mut self, open: ContractId) {
        let cast = self.house.cast();
        let vendor = &cast.vendors[0];
        let proposal = qualification(vendor.admin.org, true);
        let apply = Apply { statement: application() };
        self.refused(&vendor.bidder, open, &apply, Error::NoQualification);
        self.refused(&cast.officer, open, &proposal, Error::NoQualification);
        self.refused(&cast.approver, open, &confirming(&proposal), Error::NoQualification);
    }

    /// Vendors apply, each for itself; a later application takes the place of the one before.
    fn applications(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let apply = Apply { statement: application() };
        self.only_signer(&first.bidder, Some(&cast.officer), tender, &apply);
        let old = Apply { statement: [7; 32] };
        self.house.act(&first.bidder, tender, &old)?;
        let told = TenderEvent::Applied {
            vendor: first.admin.org,
            by: first.bidder.person,
            statement: application(),
        };
        assert_eq!(self.house.apply(&first.bidder, tender), Ok(vec![Event::Tender(told)]));
        self.only_fresh(&first.bidder, tender, &old);
        self.house.apply(&second.bidder, tender)?;
        self.house.apply(&third.admin, tender)?;
        let held: Application = self.house.read(tender, &Cell::Application(third.admin.org))?;
        assert_eq!((held.by, held.status), (third.admin.person, ApplicationStatus::Open));
        let (bid, _) = self.house.seal(tender, first.admin.org, 900)?;
        self.refused(&first.bidder, tender, &bid, Error::NotQualified);
        Ok(())
    }

    /// An officer decides on what it read, another person confirms; a refusal can be decided anew.
    fn decisions_on(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = cast.vendors.each_ref().map(|company| company.admin.org);
        let good = qualification(first, true);
        self.only_buyer(&cast.officer, &cast.vendors[0].bidder, tender, &good);
        self.refused(&cast.approver, tender, &confirming(&good), Error::NothingProposed);
        for (vendor, statement) in [(cast.admin.org, application()), (first, [7; 32])] {
            let act = ProposeQualification { vendor, statement, ..good };
            self.refused(&cast.officer, tender, &act, Error::UnknownApplication);
        }
        self.house.act(&cast.officer, tender, &good)?;
        self.only_buyer(&cast.approver, &cast.vendors[0].bidder, tender, &confirming(&good));
        let other = ConfirmQualification { vendor: first, proposed: [1; 32] };
        self.refused(&cast.approver, tender, &other, Error::HashMismatch);
        // The application changes between the two signatures.
        self.house.act(&cast.vendors[0].bidder, tender, &Apply { statement: [8; 32] })?;
        self.refused(&cast.approver, tender, &confirming(&good), Error::UnknownApplication);
        self.house.apply(&cast.vendors[0].bidder, tender)?;
        let own = qualification(first, false);
        self.house.act(&cast.director, tender, &own)?;
        self.refused(&cast.director, tender, &confirming(&own), Error::SamePerson);
        self.house.qualify(tender, first, true)?;
        self.refused(&cast.officer, tender, &own, Error::AlreadyQualified);
        let again = Apply { statement: application() };
        self.refused(&cast.vendors[0].bidder, tender, &again, Error::AlreadyQualified);

        let refusal = qualification(second, false);
        self.only_fresh(&cast.officer, tender, &refusal);
        self.house.act(&cast.officer, tender, &refusal)?;
        self.only_fresh(&cast.approver, tender, &confirming(&refusal));
        self.house.act(&cast.approver, tender, &confirming(&refusal))?;
        let (bid, _) = self.house.seal(tender, second, 800)?;
        self.refused(&cast.vendors[1].bidder, tender, &bid, Error::NotQualified);
        let reason = qualification(second, true).reason;
        let told = TenderEvent::QualificationDecided {
            vendor: second,
            qualified: true,
            reason,
            approver: cast.approver.person,
        };
        assert_eq!(self.house.qualify(tender, second, true), Ok(vec![Event::Tender(told)]));
        self.house.qualify(tender, third, false).map(drop)
    }

    /// The qualified bid, after the time for applications too; what is fixed stays fixed.
    fn bids_of_the_qualified(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        self.house.commit(first, tender, 900)?;
        self.house.replace(first, tender, 890)?;
        let terms: Terms = self.house.read_long(tender, &Cell::Terms)?;
        let changed = Terms { prequalification: Some(LEAD + 1), ..terms };
        let amendment = ProposeAmendment { terms: changed, deadline: 0, reason: [1; 32] };
        self.refused(&cast.officer, tender, &amendment, Error::TermsFixed);
        let until = self.house.schedule(tender)?.applications_until(LEAD);
        self.house.chain.advance_to(until - 1);
        self.house.apply(&third.bidder, tender)?;
        self.house.chain.advance_to(until);
        let late = Apply { statement: [9; 32] };
        self.refused(&third.bidder, tender, &late, Error::ApplicationsClosed);
        self.house.commit(second, tender, 800).map(drop)
    }

    /// Decisions are taken until the deadline: the third is let in at last, and the tender is opened.
    fn late_decisions(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let third = &cast.vendors[2];
        self.house.qualify(tender, third.admin.org, true)?;
        self.house.commit(third, tender, 700)?;
        self.house.chain.advance_to(self.house.schedule(tender)?.deadline);
        let proposal = qualification(third.admin.org, false);
        let apply = Apply { statement: application() };
        self.refused(&third.bidder, tender, &apply, Error::TooLate);
        self.refused(&cast.officer, tender, &proposal, Error::TooLate);
        self.refused(&cast.approver, tender, &confirming(&proposal), Error::TooLate);
        self.house.open_all(tender)?;
        assert_eq!(self.house.bids(tender, BidStatus::Opened), Ok(vec![1, 2, 3]));
        Ok(())
    }

    fn unqualified_in_the_end(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.house.publish(prequalified(&cast, self.house.chain.now(), LEAD))?;
        let vendor = &cast.vendors[0];
        self.house.cancel(tender, tenderseal_rules::messages::CancelReason::NoNeed)?;
        let proposal = qualification(vendor.admin.org, true);
        let apply = Apply { statement: application() };
        self.refused(&vendor.bidder, tender, &apply, Error::Ended);
        self.refused(&cast.officer, tender, &proposal, Error::Ended);
        self.refused(&cast.approver, tender, &confirming(&proposal), Error::Ended);
        Ok(())
    }
}
