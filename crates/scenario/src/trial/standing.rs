//! Suspended and debarred organisations, and a factory that is paused.

use tenderseal_rules::{
    ContractId, Error, OrgId,
    messages::{
        CancelReason, DebarOrg, Fault, Object, Pause, ProposeTender, ReinstateOrg, RevokeKey,
        SuspendOrg, Unpause, WithdrawBid,
    },
    registry::DEBARMENT_MAX,
    roles::{OrgKind, Role, Roles},
    tender::{BidStatus, Stage},
};

use super::Trial;
use crate::{Actor, OpenChain, Refusal, plan, tenders::scores};

const DAY: u64 = 86_400;

impl<C: OpenChain> Trial<C> {
    /// The vendors that are suspended and debarred while everything else is tried.
    pub(super) fn outcasts(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        self.vendor(&cast.suspended)?;
        self.vendor(&cast.debarred)?;
        self.house.suspend(cast.suspended.org)?;
        let until = self.house.chain.now() + DEBARMENT_MAX;
        self.house.debar(cast.debarred.org, until).map(drop)
    }

    fn vendor(&mut self, founder: &Actor) -> Result<(), Refusal> {
        let number = founder.org.to_string();
        self.house.register(founder, OrgKind::Vendor, "众合有限公司", &number)?;
        self.house.admit(founder.org)
    }

    pub(super) fn standing(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let vendor = cast.founder("wavering", &[Role::OrgAdmin, Role::Vendor]);
        for org in [vendor.org, OrgId([0; 20])] {
            self.nobody_to_decide_on(org, Error::UnknownOrganisation);
        }
        let refused = cast.founder("newcomer", &[]).org;
        for org in [cast.applicant.org, refused] {
            self.nobody_to_decide_on(org, Error::OrgNotAdmitted);
        }
        self.nobody_to_decide_on(cast.registrar.org, Error::AuthorityExempt);
        self.vendor(&vendor)?;
        let (suspend, debar, reinstate) = decisions(vendor.org, self.house.chain.now() + DAY);
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &suspend);
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &debar);
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &reinstate);
        self.refused(&cast.registrar, registry, &reinstate, Error::NothingToLift);
        self.debarment(&vendor)?;
        self.suspension(&vendor)
    }

    /// Nobody is to be decided on: the organisation is none that a registrar could exclude.
    fn nobody_to_decide_on(&mut self, org: OrgId, error: Error) {
        let (registrar, registry) = (&self.house.cast().registrar, self.house.registry);
        let (suspend, debar, reinstate) = decisions(org, self.house.chain.now() + DAY);
        self.refused(registrar, registry, &suspend, error);
        self.refused(registrar, registry, &debar, error);
        self.refused(registrar, registry, &reinstate, error);
    }

    /// A debarment needs a date ahead, ends in that very second, and gives way to another date.
    fn debarment(&mut self, vendor: &Actor) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let now = self.house.chain.now();
        let debar = |until| DebarOrg { org: vendor.org, until, reason: [1; 32] };
        for until in [0, now - 1, now, now + DEBARMENT_MAX + 1, u64::MAX] {
            self.refused(&cast.registrar, registry, &debar(until), Error::DebarmentInvalid);
        }
        self.house.debar(vendor.org, now + 1)?;
        self.excluded(vendor, Error::Debarred);
        self.house.chain.advance_to(now + 1);
        self.may_act(vendor)?;
        let over = ReinstateOrg { org: vendor.org, reason: [1; 32] };
        self.refused(&cast.registrar, registry, &over, Error::NothingToLift);

        // Later, then earlier: the last date counts.
        let until = now + 500;
        self.house.debar(vendor.org, now + 50)?;
        self.house.debar(vendor.org, now + DAY)?;
        self.house.debar(vendor.org, until)?;
        for second in [now + 50, until - 1] {
            self.house.chain.advance_to(second);
            self.excluded(vendor, Error::Debarred);
        }
        for second in [until, until + 1] {
            self.house.chain.advance_to(second);
            self.may_act(vendor)?;
        }
        self.house.debar(vendor.org, until + DAY)?;
        self.excluded(vendor, Error::Debarred);
        self.house.reinstate(vendor.org)?;
        self.may_act(vendor)
    }

    /// A suspension ends by no date, not even by that of a debarment.
    fn suspension(&mut self, vendor: &Actor) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        self.house.suspend(vendor.org)?;
        self.excluded(vendor, Error::Suspended);
        let again = SuspendOrg { org: vendor.org, reason: [1; 32] };
        self.refused(&cast.registrar, registry, &again, Error::AlreadySuspended);
        let until = self.house.chain.now() + 60;
        self.house.debar(vendor.org, until)?;
        self.house.chain.advance_to(until);
        self.excluded(vendor, Error::Suspended);
        self.house.reinstate(vendor.org)?;
        self.may_act(vendor)?;

        // Lifted at once, whichever came first.
        self.house.debar(vendor.org, until + DAY)?;
        self.house.suspend(vendor.org)?;
        self.excluded(vendor, Error::Suspended);
        self.house.reinstate(vendor.org)?;
        self.may_act(vendor)
    }

    /// Every act that the organisation's administrator could do is refused with this error.
    fn excluded(&mut self, admin: &Actor, error: Error) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let clerk = Actor { org: admin.org, ..cast.founder("nobody's clerk", &[Role::Vendor]) };
        let act = self.adding(&clerk);
        self.refused(admin, registry, &act, error);
        let act = self.replacing(admin, &clerk);
        self.refused(admin, registry, &act, error);
        let revocation = RevokeKey { key: admin.key.id() };
        self.refused(admin, registry, &revocation, error);
    }

    fn may_act(&mut self, admin: &Actor) -> Result<(), Refusal> {
        let label = format!("clerk {}", self.house.fresh_nonce());
        let clerk = self.house.cast().founder(&label, &[]);
        let clerk = Actor { org: admin.org, roles: Roles::of(&[Role::Vendor]), ..clerk };
        self.house.add(admin, &clerk)
    }

    /// While the factory is paused no tender is proposed or approved, and running ones go on.
    pub(super) fn pauses(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let running = self.house.publish(plan(&cast, self.house.chain.now()))?;
        let approval = self.house.propose(plan(&cast, self.house.chain.now()))?;
        self.refused(&cast.registrar, registry, &Unpause {}, Error::NotPaused);
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &Pause {});
        self.house.pause()?;
        self.refused(&cast.registrar, registry, &Pause {}, Error::Paused);
        let proposal = ProposeTender { publication: plan(&cast, self.house.chain.now()) };
        self.refused(&cast.officer, registry, &proposal, Error::Paused);
        self.refused(&cast.approver, registry, &approval, Error::Paused);
        self.house.commit(&cast.vendors[0], running, 900)?;
        self.house.commit(&cast.vendors[1], running, 800)?;
        self.house.open_all(running)?;
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &Unpause {});
        self.house.unpause()?;
        self.refused(&cast.registrar, registry, &Unpause {}, Error::NotPaused);
        self.house.publish(plan(&cast, self.house.chain.now())).map(drop)
    }

    /// What becomes of a tender whose vendors, or whose buyer, are excluded while it runs.
    pub(super) fn excluded_on_the_way(&mut self) -> Result<(), Refusal> {
        self.excluded_vendors()?;
        self.excluded_buyer()
    }

    fn with_bids(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let tender = self.house.publish(plan(&cast, self.house.chain.now()))?;
        for (company, price) in cast.vendors.iter().zip([700, 800, 900]) {
            self.house.commit(company, tender, price)?;
        }
        Ok(tender)
    }

    /// A bid stays what it is: opened, scored, ranked, awarded; the buyer may cancel.
    fn excluded_vendors(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, _] = &cast.vendors;
        let tender = self.with_bids()?;
        let until = self.house.chain.now() + 30 * DAY;
        self.house.debar(first.admin.org, until)?;
        self.house.suspend(second.admin.org)?;
        for (company, error) in [(first, Error::Debarred), (second, Error::Suspended)] {
            let (again, next) = self.house.seal(tender, company.admin.org, 1)?;
            self.refused(&company.bidder, tender, &next.replacing(1), error);
            self.refused(&company.bidder, tender, &again, error);
            self.refused(&company.bidder, tender, &WithdrawBid { attempt: 1 }, error);
        }
        self.house.reinstate(second.admin.org)?;
        self.house.replace(second, tender, 790)?;
        self.house.open_all(tender)?;
        assert_eq!(self.house.bids(tender, BidStatus::Opened), Ok(vec![0, 2, 3]));
        let objection = Object { bid: 2, fault: Fault::Body };
        self.refused(&first.bidder, tender, &objection, Error::Debarred);
        self.house.pass_objections(tender)?;
        self.house.declare_all(tender)?;
        for evaluator in &cast.evaluators {
            for bid in [0, 2, 3] {
                self.house.score(evaluator, tender, bid, [9_000, 9_000])?;
            }
        }
        self.house.rank(tender)?;
        assert_eq!(self.house.state(tender)?.first, Some(0));
        self.house.award(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        self.house.cancel(tender, CancelReason::Other)?;
        self.house.reinstate(first.admin.org).map(drop)
    }

    /// A suspended buyer's members post no shares; the vendors open their own bids, and whoever
    /// lifts the suspension finds the tender where its clocks have brought it.
    fn excluded_buyer(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.house.publish(plan(&cast, self.house.chain.now()))?;
        let (_, first) = self.house.commit(&cast.vendors[0], tender, 900)?;
        let (_, second) = self.house.commit(&cast.vendors[1], tender, 800)?;
        let schedule = self.house.schedule(tender)?;
        self.house.chain.advance_to(schedule.opening());
        let shares = self.house.shares(&cast.members[0], tender, &[0, 1])?;
        self.house.suspend(cast.admin.org)?;
        self.refused(&cast.members[0].actor, tender, &shares, Error::Suspended);
        self.house.post_shares(&cast.supervisor, tender)?;
        self.house.chain.advance_to(schedule.self_reveal());
        self.house.chain.call(tender, &first.reveal(0).call())?;
        self.house.chain.call(tender, &second.reveal(1).call())?;
        self.house.pass_objections(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        let act = scores(0, &[9_000, 9_000]);
        self.refused(&cast.evaluators[0], tender, &act, Error::Suspended);
        self.house.reinstate(cast.admin.org)?;
        self.house.declare_all(tender)?;
        self.house.act(&cast.evaluators[0], tender, &act).map(drop)
    }
}

fn decisions(org: OrgId, until: u64) -> (SuspendOrg, DebarOrg, ReinstateOrg) {
    let reason = [1; 32];
    (SuspendOrg { org, reason }, DebarOrg { org, until, reason }, ReinstateOrg { org, reason })
}
