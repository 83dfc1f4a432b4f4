//! The contract after the award: who signs, changes, performs and ends it.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event, Hash, TenderEvent,
    messages::{
        AcceptChange, AcceptMilestone, Act, CompleteContract, ConfirmCompletion,
        ConfirmTermination, Milestone, ProposeChange, ProposeContract, ProposeTermination,
        ReportMilestone, ReturnMilestone, SignContract, TerminationGround,
    },
    money::PRICE_MAX,
    replay::sha256,
    tender::{
        Cell, ContractRecord, MILESTONE_AHEAD_MAX, MILESTONES_MAX, MilestoneRecord,
        MilestoneStatus, Stage, Supplement,
    },
};

use super::Trial;
use crate::{Actor, OpenChain, Refusal, milestones};

const REPORT: Hash = [1; 32];
const OTHER: Hash = [2; 32];

impl<C: OpenChain> Trial<C> {
    /// The second vendor's bid 3 is awarded: its contract, to the completion; then other ends.
    pub(super) fn contract(&mut self, tender: ContractId) -> Result<(), Refusal> {
        self.before_the_award_is_final()?;
        self.refused_while(tender, Error::NotSigned);
        self.proposed_contracts(tender)?;
        self.signature(tender)?;
        self.changes(tender)?;
        self.reports(tender)?;
        self.fixed_milestones(tender)?;
        self.completion(tender)?;
        self.termination()?;
        self.excluded_winner()
    }

    /// The acts of the vendor of the contract are nobody else's.
    fn only_contractor<A: Act>(&mut self, right: &Actor, tender: ContractId, act: &A) {
        let cast = self.house.cast();
        self.only_signer(right, Some(&cast.officer), tender, act);
        let other = cast.vendors.iter().find(|company| company.admin.org != right.org);
        for other in other.iter().flat_map(|company| [&company.admin, &company.bidder]) {
            self.refused(other, tender, act, Error::ForeignOrganisation);
        }
    }

    /// In the last second of the standstill nothing is proposed or signed, in the next one it is.
    fn before_the_award_is_final(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.house.reach(Stage::Standstill)?;
        let last = self.house.chain.now() + u64::from(self.house.schedule(tender)?.standstill) - 1;
        let act = self.house.contract_proposal(tender)?;
        let signature = SignContract { proposed: sha256(&act.encode()) };
        let winner = self.house.winner(tender)?;
        for now in [last - 1, last] {
            self.house.chain.advance_to(now);
            self.refused(&cast.officer, tender, &act, Error::NotAwarded);
            self.refused(&winner, tender, &signature, Error::NotAwarded);
        }
        self.house.chain.advance_to(last + 1);
        self.refused(&winner, tender, &signature, Error::NothingProposed);
        self.house.act(&cast.officer, tender, &act)?;
        self.house.act(&winner, tender, &signature).map(drop)
    }

    /// No act on a signed contract works here.
    fn refused_while(&mut self, tender: ContractId, error: Error) {
        let cast = self.house.cast();
        let (officer, vendor) = (&cast.officer, &cast.vendors[1].bidder);
        let proposed = OTHER;
        self.refused(officer, tender, &change(1, vec![]), error);
        self.refused(vendor, tender, &AcceptChange { proposed }, error);
        self.refused(vendor, tender, &report(0, REPORT), error);
        self.refused(officer, tender, &acceptance(0), error);
        self.refused(officer, tender, &returning(0), error);
        self.refused(officer, tender, &completion(1), error);
        self.refused(vendor, tender, &ConfirmCompletion { proposed }, error);
        self.refused(officer, tender, &termination(1), error);
        self.refused(&cast.approver, tender, &ConfirmTermination { proposed }, error);
    }

    /// Lists of milestones that no contract of this value may have.
    fn bad_milestones(&self, value: u128) -> Vec<(Vec<Milestone>, Error)> {
        let now = self.house.chain.now();
        let part = |due, amount| Milestone { title: [1; 32], due, amount };
        let mut many = vec![part(now, 0); MILESTONES_MAX];
        many.push(part(now, value));
        let furthest = now + MILESTONE_AHEAD_MAX;
        vec![
            (many, Error::TooMany),
            (vec![part(now + 1, 0), part(now, value)], Error::MilestoneDue),
            (vec![part(furthest + 1, value)], Error::MilestoneDue),
            (vec![part(now, value - 1)], Error::MilestoneSum),
            (vec![part(now, value), part(now, 1)], Error::MilestoneSum),
            (vec![part(now, u128::MAX), part(now, value + 1)], Error::MilestoneSum),
        ]
    }

    fn proposed_contracts(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let winner = &cast.vendors[1].bidder;
        let value = self.house.awarded_price(tender)?;
        let contract = sha256("政府采购合同".as_bytes());
        for (milestones, error) in self.bad_milestones(value) {
            let act = ProposeContract { contract, milestones };
            self.refused(&cast.officer, tender, &act, error);
        }
        let good = self.house.contract_proposal(tender)?;
        let signature = SignContract { proposed: sha256(&good.encode()) };
        self.refused(winner, tender, &signature, Error::NothingProposed);
        self.only_buyer(&cast.officer, &cast.approver, tender, &good);

        // The most milestones that a contract may have are stored and read; the next proposal replaces it.
        let mut many = vec![Milestone { title: [1; 32], due: 0, amount: 0 }; MILESTONES_MAX - 1];
        many.push(Milestone { amount: value, ..many[0] });
        let long = ProposeContract { contract, milestones: many };
        self.house.act(&cast.director, tender, &long)?;
        self.refused(winner, tender, &signature, Error::HashMismatch);
        let events = self.house.act(&cast.officer, tender, &good)?;
        let ProposeContract { contract, milestones } = good;
        let (officer, proposed) = (cast.officer.person, signature.proposed);
        let told = TenderEvent::ContractProposed {
            bid: 3,
            contract,
            value,
            milestones,
            officer,
            proposed,
        };
        assert_eq!(events, [Event::Tender(told)]);
        assert_eq!(self.house.stage(tender), Ok(Stage::Awarded));
        Ok(())
    }

    fn signature(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let company = &cast.vendors[1];
        let good = self.house.contract_proposal(tender)?;
        let signature = SignContract { proposed: sha256(&good.encode()) };
        let other = SignContract { proposed: OTHER };
        self.refused(&company.bidder, tender, &other, Error::HashMismatch);
        self.only_contractor(&company.bidder, tender, &signature);
        let events = self.house.act(&company.bidder, tender, &signature)?;
        let (vendor, by, contract) = (company.admin.org, company.bidder.person, good.contract);
        let value = 920_000;
        let told = TenderEvent::ContractSigned { bid: 3, vendor, contract, value, by };
        assert_eq!(events, [Event::Tender(told)]);
        let signed_at = self.house.chain.now();
        let record = ContractRecord {
            bid: 3,
            vendor,
            contract,
            signed_at,
            value,
            milestones: 2,
            accepted: 0,
            amendments: 0,
        };
        assert_eq!(self.house.contract(tender), Ok(record));
        for (place, terms) in (0..2).zip(&good.milestones) {
            assert_eq!(self.milestone(tender, place)?, MilestoneRecord::new(*terms));
        }
        assert_eq!(self.house.stage(tender), Ok(Stage::ContractSigned));
        self.signed_once(tender, &good)
    }

    /// What is signed is not signed again, and neither the award nor a cancellation touches it.
    fn signed_once(&mut self, tender: ContractId, act: &ProposeContract) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let signature = SignContract { proposed: sha256(&act.encode()) };
        self.refused(&cast.officer, tender, act, Error::AlreadySigned);
        self.refused(&cast.vendors[1].bidder, tender, &signature, Error::AlreadySigned);
        self.ended(tender)
    }

    fn milestone(&self, tender: ContractId, place: u8) -> Result<MilestoneRecord, Refusal> {
        self.house.read(tender, &Cell::Milestone(place))
    }

    fn changes(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let winner = &cast.vendors[1].bidder;
        for value in [0, PRICE_MAX + 1] {
            self.refused(&cast.officer, tender, &change(value, vec![]), Error::PriceInvalid);
        }
        for (milestones, error) in self.bad_milestones(1_000_000) {
            self.refused(&cast.officer, tender, &change(1_000_000, milestones), error);
        }
        let parts = milestones(self.house.chain.now(), 1_000_000);
        let good = change(1_000_000, parts.clone());
        let signature = AcceptChange { proposed: sha256(&good.encode()) };
        self.refused(winner, tender, &signature, Error::NothingProposed);
        self.only_buyer(&cast.officer, &cast.approver, tender, &good);
        self.house.act(&cast.director, tender, &change(1, vec![]))?;
        self.refused(winner, tender, &signature, Error::HashMismatch);
        self.house.act(&cast.officer, tender, &good)?;
        self.only_contractor(winner, tender, &signature);
        let events = self.house.act(winner, tender, &signature)?;
        let (document, value, by) = (good.document, 1_000_000, winner.person);
        let told = TenderEvent::ChangeAccepted { amendment: 0, document, value, by };
        assert_eq!(events, [Event::Tender(told)]);
        let at = self.house.chain.now();
        let kept: Supplement = self.house.read(tender, &Cell::Supplement(0))?;
        assert_eq!(kept, Supplement { document, value, at });
        self.refused(winner, tender, &signature, Error::NothingProposed);

        // Without milestones there is none to report; with new ones there is.
        self.house.change_contract(tender, 990_000, vec![])?;
        self.refused(winner, tender, &report(0, REPORT), Error::UnknownMilestone);
        self.house.change_contract(tender, 1_000_000, parts)?;
        let record = self.house.contract(tender)?;
        assert_eq!((record.value, record.milestones, record.amendments), (1_000_000, 2, 3));
        Ok(())
    }

    fn reports(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let winner = &cast.vendors[1].bidder;
        for place in [2, u8::MAX] {
            self.refused(winner, tender, &report(place, REPORT), Error::UnknownMilestone);
            self.refused_review(tender, place, Error::UnknownMilestone);
        }
        self.refused_review(tender, 0, Error::NotReported);
        self.only_contractor(winner, tender, &report(0, REPORT));

        // Whoever read a report that was replaced since neither accepts nor returns the new one.
        self.house.act(winner, tender, &report(0, OTHER))?;
        self.refused_review(tender, 0, Error::HashMismatch);
        self.house.act(winner, tender, &report(0, REPORT))?;
        self.only_buyer(&cast.officer, &cast.approver, tender, &acceptance(0));
        self.only_buyer(&cast.officer, &cast.approver, tender, &returning(0));
        let reason = returning(0).reason;
        let events = self.house.act(&cast.director, tender, &returning(0))?;
        let officer = cast.director.person;
        let told = TenderEvent::MilestoneReturned { milestone: 0, reason, officer };
        assert_eq!(events, [Event::Tender(told)]);
        assert_eq!(self.milestone(tender, 0)?.status, MilestoneStatus::Returned { reason });
        self.refused_review(tender, 0, Error::NotReported);

        let events = self.house.act(winner, tender, &report(0, REPORT))?;
        let (document, by) = (REPORT, winner.person);
        let told = TenderEvent::MilestoneReported { milestone: 0, document, by };
        assert_eq!(events, [Event::Tender(told)]);
        self.refused(&cast.officer, tender, &completion(1), Error::MilestonesOpen);
        let (document, officer) = (acceptance(0).document, cast.officer.person);
        let events = self.house.act(&cast.officer, tender, &acceptance(0))?;
        let told = TenderEvent::MilestoneAccepted { milestone: 0, document, officer };
        assert_eq!(events, [Event::Tender(told)]);
        let at = self.house.chain.now();
        let held = self.milestone(tender, 0)?.status;
        assert_eq!(held, MilestoneStatus::Accepted { document, at });
        self.refused(winner, tender, &report(0, OTHER), Error::MilestoneAccepted);
        self.refused_review(tender, 0, Error::MilestoneAccepted);
        Ok(())
    }

    fn refused_review(&mut self, tender: ContractId, place: u8, error: Error) {
        let cast = self.house.cast();
        self.refused(&cast.officer, tender, &acceptance(place), error);
        self.refused(&cast.officer, tender, &returning(place), error);
    }

    /// Milestone 0 is accepted: no change touches it, not even one that was proposed before the acceptance.
    fn fixed_milestones(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let winner = &cast.vendors[1].bidder;
        let [first, second] = [0, 1].map(|place| self.milestone(tender, place));
        let (first, second) = (first?.terms, second?.terms);
        let sum = first.amount + second.amount;
        let later = Milestone { due: second.due + 1, ..second };
        for touched in [
            vec![],
            vec![second],
            vec![Milestone { title: OTHER, ..first }, second],
            vec![Milestone { due: first.due + 1, ..first }, second],
            vec![Milestone { amount: 0, ..first }, second],
        ] {
            let value = touched.iter().map(|part| part.amount).sum::<u128>().max(1);
            self.refused(&cast.officer, tender, &change(value, touched), Error::MilestoneFixed);
        }

        // A report outlives a change that leaves its milestone as it is, and no other.
        self.house.act(winner, tender, &report(1, REPORT))?;
        let third = Milestone { due: later.due, amount: 7, ..second };
        self.house.change_contract(tender, sum + 7, vec![first, second, third])?;
        let waits = MilestoneStatus::Reported { document: REPORT };
        assert_eq!(self.milestone(tender, 1)?.status, waits);
        self.house.change_contract(tender, sum, vec![first, later])?;
        assert_eq!(self.milestone(tender, 1)?, MilestoneRecord::new(later));
        assert_eq!(self.house.contract(tender)?.accepted, 1);

        let act = change(sum, vec![first, Milestone { title: OTHER, ..later }]);
        self.house.act(&cast.officer, tender, &act)?;
        self.house.act(winner, tender, &report(1, REPORT))?;
        self.house.act(&cast.officer, tender, &acceptance(1))?;
        let signature = AcceptChange { proposed: sha256(&act.encode()) };
        self.refused(winner, tender, &signature, Error::MilestoneFixed);
        Ok(())
    }

    /// Both milestones are accepted; the completion waits for one that a change brings.
    fn completion(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let winner = &cast.vendors[1].bidder;
        let confirmation = ConfirmCompletion { proposed: sha256(&completion(1).encode()) };
        self.refused(winner, tender, &confirmation, Error::NothingProposed);
        self.only_buyer(&cast.officer, &cast.approver, tender, &completion(1));
        self.house.act(&cast.director, tender, &completion(2))?;
        self.refused(winner, tender, &confirmation, Error::HashMismatch);
        self.house.act(&cast.officer, tender, &completion(1))?;
        self.only_contractor(winner, tender, &confirmation);

        let record = self.house.contract(tender)?;
        let [first, second] = [0, 1].map(|place| self.milestone(tender, place));
        let (first, second) = (first?.terms, second?.terms);
        let more = Milestone { title: [3; 32], due: second.due, amount: 5 };
        self.house.change_contract(tender, record.value + 5, vec![first, second, more])?;
        self.refused(winner, tender, &confirmation, Error::MilestonesOpen);
        self.house.act(winner, tender, &report(2, REPORT))?;
        self.refused(winner, tender, &confirmation, Error::MilestonesOpen);
        self.house.act(&cast.officer, tender, &acceptance(2))?;

        let terminating = termination(1);
        self.house.act(&cast.officer, tender, &terminating)?;
        let events = self.house.act(winner, tender, &confirmation)?;
        let (statement, by) = (completion(1).statement, winner.person);
        let told = TenderEvent::ContractCompleted { statement, by };
        assert_eq!(events, [Event::Tender(told)]);
        assert_eq!(self.house.stage(tender), Ok(Stage::Completed));
        // The termination that waited comes too late.
        let late = ConfirmTermination { proposed: sha256(&terminating.encode()) };
        self.refused(&cast.approver, tender, &late, Error::ContractEnded);
        self.refused_while(tender, Error::ContractEnded);
        let again = self.house.contract_proposal(tender)?;
        self.signed_once(tender, &again)
    }

    /// Two persons of the buyer's terminate a contract, with milestones open or not.
    fn termination(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.house.reach(Stage::ContractSigned)?;
        let act = termination(1);
        let confirmation = ConfirmTermination { proposed: sha256(&act.encode()) };
        self.refused(&cast.approver, tender, &confirmation, Error::NothingProposed);
        self.only_buyer(&cast.officer, &cast.approver, tender, &act);
        self.house.act(&cast.director, tender, &act)?;
        self.refused(&cast.director, tender, &confirmation, Error::SamePerson);
        self.house.act(&cast.officer, tender, &termination(2))?;
        self.refused(&cast.approver, tender, &confirmation, Error::HashMismatch);
        self.house.act(&cast.officer, tender, &act)?;
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirmation);
        let events = self.house.act(&cast.approver, tender, &confirmation)?;
        let ProposeTermination { ground, statement } = act;
        let approver = cast.approver.person;
        let told = TenderEvent::ContractTerminated { ground, statement, approver };
        assert_eq!(events, [Event::Tender(told)]);
        assert_eq!(self.house.stage(tender), Ok(Stage::Terminated));
        self.refused_while(tender, Error::ContractEnded);
        let again = self.house.contract_proposal(tender)?;
        self.signed_once(tender, &again)
    }

    /// A winner that is excluded does not sign; an excluded vendor of a contract does nothing, and the buyer
    /// terminates without it.
    fn excluded_winner(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.house.reach(Stage::Awarded)?;
        let winner = self.house.winner(tender)?;
        let act = self.house.contract_proposal(tender)?;
        self.house.act(&cast.officer, tender, &act)?;
        let signature = SignContract { proposed: sha256(&act.encode()) };
        let until = self.house.chain.now() + 86_400;
        self.house.debar(winner.org, until)?;
        self.refused(&winner, tender, &signature, Error::Debarred);
        self.house.chain.advance_to(until - 1);
        self.refused(&winner, tender, &signature, Error::Debarred);
        self.house.chain.advance_to(until);
        self.house.act(&winner, tender, &signature)?;
        self.house.suspend(winner.org)?;
        self.refused(&winner, tender, &report(0, REPORT), Error::Suspended);
        self.house.terminate_contract(tender, TerminationGround::VendorDefault)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Terminated));
        self.house.reinstate(winner.org).map(drop)
    }
}

fn change(value: u128, milestones: Vec<Milestone>) -> ProposeChange {
    ProposeChange { document: sha256("补充协议".as_bytes()), value, milestones }
}

fn report(milestone: u8, document: Hash) -> ReportMilestone {
    ReportMilestone { milestone, document }
}

fn acceptance(milestone: u8) -> AcceptMilestone {
    AcceptMilestone { milestone, report: REPORT, document: sha256("验收单".as_bytes()) }
}

fn returning(milestone: u8) -> ReturnMilestone {
    ReturnMilestone { milestone, report: REPORT, reason: sha256("退回理由".as_bytes()) }
}

fn completion(text: u8) -> CompleteContract {
    CompleteContract { statement: [text; 32] }
}

fn termination(text: u8) -> ProposeTermination {
    ProposeTermination { ground: TerminationGround::Agreement, statement: [text; 32] }
}
