//! Objections to opened bids, and what two persons find.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error,
    messages::{BidShare, ConfirmFinding, Fault, Object, PostShares, ProposeFinding},
    replay::sha256,
    tender::{BidStatus, Stage},
};

use super::Trial;
use crate::{OpenChain, Refusal};

impl<C: OpenChain> Trial<C> {
    /// Two vendors object to the bid with two faces, one to an honest bid; the objections to the
    /// first are upheld, the other one is not, after the window's end.
    pub(super) fn findings(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let bidder = &first.bidder;
        let object = |bid, fault| Object { bid, fault };
        self.only_signer(bidder, None, tender, &object(4, Fault::Shares));
        self.refused(bidder, tender, &object(99, Fault::Shares), Error::UnknownBid);
        for dead in [0, 1, 2] {
            self.refused(bidder, tender, &object(dead, Fault::Shares), Error::BidNotLive);
        }
        let finding = upheld(0);
        let confirmation = ConfirmFinding { objection: 0, proposed: hash(&finding) };
        self.refused(&cast.officer, tender, &finding, Error::UnknownObjection);
        self.refused(&cast.approver, tender, &confirmation, Error::UnknownObjection);
        let upheld_first = self.house.object(bidder, tender, 4, Fault::Shares)?;
        self.refused(bidder, tender, &object(4, Fault::Reseal), Error::ObjectionTwice);
        let upheld_too = self.house.object(&second.bidder, tender, 4, Fault::Reseal)?;
        let dismissed = self.house.object(&third.bidder, tender, 3, Fault::Payload)?;

        self.proposals(tender, upheld_first)?;
        assert_eq!(self.house.bid(tender, 4)?.status, BidStatus::Rejected(Fault::Shares));
        assert_eq!(self.house.state(tender)?.valid, 2);
        self.refused(&third.bidder, tender, &object(4, Fault::Body), Error::BidNotLive);
        self.decided(tender, upheld_first);
        self.house.decide(tender, upheld_too, true)?;
        assert_eq!(self.house.bid(tender, 4)?.status, BidStatus::Rejected(Fault::Shares));
        assert_eq!(self.house.state(tender)?.valid, 2);
        self.window(tender, dismissed)
    }

    fn proposals(&mut self, tender: ContractId, objection: u32) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let finding = upheld(objection);
        let confirmation = ConfirmFinding { objection, proposed: hash(&finding) };
        self.refused(&cast.approver, tender, &confirmation, Error::NoFinding);
        self.house.act(&cast.director, tender, &finding)?;
        self.refused(&cast.director, tender, &confirmation, Error::SamePerson);
        // Proposed again the other way round: what was to be confirmed is no longer there.
        let dismissal = ProposeFinding { upheld: false, ..finding.clone() };
        self.house.act(&cast.officer, tender, &dismissal)?;
        self.refused(&cast.approver, tender, &confirmation, Error::HashMismatch);
        self.house.act(&cast.officer, tender, &finding)?;
        self.only_buyer(&cast.officer, &cast.approver, tender, &finding);
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirmation);
        self.house.act(&cast.approver, tender, &confirmation).map(drop)
    }

    fn decided(&mut self, tender: ContractId, objection: u32) {
        let cast = self.house.cast();
        let finding = upheld(objection);
        let confirmation = ConfirmFinding { objection, proposed: hash(&finding) };
        self.refused(&cast.officer, tender, &finding, Error::ObjectionDecided);
        self.refused(&cast.approver, tender, &confirmation, Error::ObjectionDecided);
        // By now the approver has signed for this tender: the nonce is known.
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirmation);
    }

    /// The window's end: no objection any more, but those that are open are decided first.
    fn window(&mut self, tender: ContractId, open: u32) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let schedule = self.house.schedule(tender)?;
        let settled = self.house.state(tender)?.settled_at.unwrap_or(u64::MAX);
        let ends = settled + u64::from(schedule.objection_window);
        self.house.chain.advance_to(ends - 1);
        let last = self.house.object(&cast.supervisor.actor, tender, 3, Fault::Stanza)?;
        self.house.decide(tender, last, false)?;
        let objection = Object { bid: 5, fault: Fault::Body };
        for now in [ends, ends + 1, schedule.silence() + 1] {
            self.house.chain.advance_to(now);
            assert_eq!(self.house.stage(tender), Ok(Stage::FinancialOpening));
            self.refused(&cast.vendors[1].bidder, tender, &objection, Error::NotOpening);
            self.no_evaluation(tender);
        }
        self.house.decide(tender, open, false)?;
        assert_eq!(self.house.bid(tender, 3)?.status, BidStatus::Opened);
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        let share = BidShare { bid: 3, share: [1; 32] };
        let late = PostShares { shares: vec![share] };
        self.refused(&cast.members[1].actor, tender, &late, Error::NotOpening);
        Ok(())
    }
}

fn upheld(objection: u32) -> ProposeFinding {
    ProposeFinding { objection, upheld: true, reason: [1; 32] }
}

fn hash(act: &impl Encode) -> [u8; 32] {
    sha256(&act.encode())
}
