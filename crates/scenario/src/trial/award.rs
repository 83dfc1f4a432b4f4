//! Award and standstill.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error,
    messages::{
        CancelReason, ConfirmAward, ConfirmCancellation, ProposeAward, ProposeCancellation,
    },
    replay::sha256,
    tender::Stage,
};

use super::Trial;
use crate::{OpenChain, Refusal};

impl<C: OpenChain> Trial<C> {
    /// Bid 3 is first and gets the award; cancelling is tried on the way, and after the end.
    pub(super) fn award(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let proposal = ProposeAward { bid: 3, round: 0 };
        let confirmation = ConfirmAward { proposed: sha256(&proposal.encode()) };
        for other in [5, 4, 0, 99] {
            self.refused_award(tender, other, Error::NotFirst);
        }
        self.only_buyer(&cast.officer, &cast.approver, tender, &proposal);
        let ahead = ProposeAward { bid: 3, round: 1 };
        self.refused(&cast.officer, tender, &ahead, Error::WrongRound);
        self.refused(&cast.approver, tender, &confirmation, Error::NothingProposed);

        self.house.act(&cast.director, tender, &proposal)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::AwardProposed));
        self.refused(&cast.director, tender, &confirmation, Error::SamePerson);
        let other = ConfirmAward { proposed: [1; 32] };
        self.refused(&cast.approver, tender, &other, Error::HashMismatch);
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirmation);
        self.cancelling(tender)?;
        self.house.act(&cast.approver, tender, &confirmation)?;
        self.refused(&cast.approver, tender, &confirmation, Error::NothingProposed);
        self.refused_award(tender, 3, Error::NotAwardStage);

        let standstill = u64::from(self.house.schedule(tender)?.standstill);
        let last = self.house.chain.now() + standstill - 1;
        self.house.chain.advance_to(last);
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        self.house.act(&cast.officer, tender, &cancellation())?;
        self.house.chain.advance_to(last + 1);
        assert_eq!(self.house.stage(tender), Ok(Stage::Awarded));
        self.ended(tender)
    }

    /// An officer has proposed to cancel: who may confirm it, and what.
    fn cancelling(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let proposal = cancellation();
        let confirmation = ConfirmCancellation { proposed: sha256(&proposal.encode()) };
        self.only_buyer(&cast.officer, &cast.approver, tender, &proposal);
        self.refused(&cast.approver, tender, &confirmation, Error::NothingProposed);
        self.house.act(&cast.director, tender, &proposal)?;
        self.refused(&cast.director, tender, &confirmation, Error::SamePerson);
        let another = ProposeCancellation { reason: CancelReason::NoFunds, ..proposal };
        self.house.act(&cast.officer, tender, &another)?;
        self.refused(&cast.approver, tender, &confirmation, Error::HashMismatch);
        let confirmation = ConfirmCancellation { proposed: sha256(&another.encode()) };
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirmation);
        Ok(())
    }

    /// Nothing can follow an end, not even a cancellation that was proposed before.
    pub(super) fn ended(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        assert!(self.house.stage(tender)?.is_decided());
        let confirmation = ConfirmCancellation { proposed: sha256(&cancellation().encode()) };
        self.refused(&cast.officer, tender, &cancellation(), Error::Ended);
        self.refused(&cast.approver, tender, &confirmation, Error::Ended);
        self.refused_award(tender, 3, Error::NotAwardStage);
        Ok(())
    }

    pub(super) fn refused_award(&mut self, tender: ContractId, bid: u32, error: Error) {
        let cast = self.house.cast();
        let round = self.house.state(tender).map_or(0, |state| state.round);
        self.refused(&cast.officer, tender, &ProposeAward { bid, round }, error);
    }

    /// The acts of the award, outside of it.
    pub(super) fn no_award(&mut self, tender: ContractId) {
        let cast = self.house.cast();
        self.refused_award(tender, 0, Error::NotAwardStage);
        let confirmation = ConfirmAward { proposed: [1; 32] };
        self.refused(&cast.approver, tender, &confirmation, Error::NothingProposed);
        let confirmation = ConfirmCancellation { proposed: [1; 32] };
        self.refused(&cast.approver, tender, &confirmation, Error::NothingProposed);
    }
}

fn cancellation() -> ProposeCancellation {
    ProposeCancellation { reason: CancelReason::NoNeed, statement: [1; 32] }
}
