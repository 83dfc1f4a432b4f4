//! The contract after an award, from its proposal to its end.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event,
    messages::{
        AcceptChange, AcceptMilestone, CompleteContract, ConfirmCompletion, ConfirmTermination,
        Milestone, ProposeChange, ProposeContract, ProposeTermination, ReportMilestone,
        SignContract, TerminationGround,
    },
    replay::sha256,
    tender::{Award, Cell, ContractRecord, Opened},
};

use crate::{Actor, Chain, Installation, Refusal};

type Done = Result<Vec<Event>, Refusal>;

/// Delivery a month from now for three fifths of a value, acceptance a month later for the rest.
#[must_use]
pub fn milestones(now: u64, value: u128) -> Vec<Milestone> {
    let month = 30 * 86_400;
    let delivery = value / 5 * 3;
    [("设备到货", now + month, delivery), ("安装验收", now + 2 * month, value - delivery)]
        .map(|(title, due, amount)| Milestone { title: sha256(title.as_bytes()), due, amount })
        .to_vec()
}

impl<C: Chain> Installation<C> {
    /// Who bids for the vendor of the awarded bid.
    ///
    /// # Errors
    /// [`Error::NotAwarded`] when no award is confirmed, or to none of the cast.
    pub fn winner(&self, tender: ContractId) -> Result<Actor, Refusal> {
        let Award::Confirmed { bid, .. } = self.state(tender)?.award else {
            return Err(Error::NotAwarded.into());
        };
        let vendor = self.bid(tender, bid)?.vendor;
        let cast = self.cast();
        let company = cast.vendors.iter().find(|company| company.admin.org == vendor);
        Ok(company.ok_or(Error::NotAwarded)?.bidder.clone())
    }

    /// The price of the awarded bid.
    ///
    /// # Errors
    /// [`Error::NotAwarded`] when no award is confirmed.
    pub fn awarded_price(&self, tender: ContractId) -> Result<u128, Refusal> {
        let Award::Confirmed { bid, .. } = self.state(tender)?.award else {
            return Err(Error::NotAwarded.into());
        };
        let opened: Opened = self.read(tender, &Cell::Opened(bid))?;
        let (price, _) = opened.price.ok_or(Error::Corrupt)?;
        Ok(price)
    }

    /// The contract as it was signed and changed.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when none is signed.
    pub fn contract(&self, tender: ContractId) -> Result<ContractRecord, Refusal> {
        self.read(tender, &Cell::Contract)
    }

    /// The act that proposes a contract with the usual milestones.
    ///
    /// # Errors
    /// [`Error::NotAwarded`] when no award is confirmed.
    pub fn contract_proposal(&self, tender: ContractId) -> Result<ProposeContract, Refusal> {
        let milestones = milestones(self.chain.now(), self.awarded_price(tender)?);
        Ok(ProposeContract { contract: sha256("政府采购合同".as_bytes()), milestones })
    }

    /// The officer proposes the contract, the vendor signs it.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn sign_contract(&mut self, tender: ContractId) -> Done {
        let act = self.contract_proposal(tender)?;
        self.act(&self.cast().officer, tender, &act)?;
        let act = SignContract { proposed: sha256(&act.encode()) };
        self.act(&self.winner(tender)?, tender, &act)
    }

    /// Officer and vendor change the contract.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn change_contract(
        &mut self,
        tender: ContractId,
        value: u128,
        milestones: Vec<Milestone>,
    ) -> Done {
        let document = sha256("补充协议".as_bytes());
        let act = ProposeChange { document, value, milestones };
        self.act(&self.cast().officer, tender, &act)?;
        let act = AcceptChange { proposed: sha256(&act.encode()) };
        self.act(&self.winner(tender)?, tender, &act)
    }

    /// The vendor reports a milestone.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn report_milestone(&mut self, tender: ContractId, milestone: u8) -> Done {
        let act = ReportMilestone { milestone, document: sha256("履约报告".as_bytes()) };
        self.act(&self.winner(tender)?, tender, &act)
    }

    /// The officer accepts the report of [`Self::report_milestone`].
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn accept_milestone(&mut self, tender: ContractId, milestone: u8) -> Done {
        let report = sha256("履约报告".as_bytes());
        let act = AcceptMilestone { milestone, report, document: sha256("验收单".as_bytes()) };
        self.act(&self.cast().officer, tender, &act)
    }

    /// Every milestone is reported and accepted.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn perform_contract(&mut self, tender: ContractId) -> Result<(), Refusal> {
        for milestone in 0..self.contract(tender)?.milestones {
            self.report_milestone(tender, milestone)?;
            self.accept_milestone(tender, milestone)?;
        }
        Ok(())
    }

    /// The officer states that the contract is performed, the vendor confirms.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn complete_contract(&mut self, tender: ContractId) -> Done {
        let act = CompleteContract { statement: sha256("履约验收意见".as_bytes()) };
        self.act(&self.cast().officer, tender, &act)?;
        let act = ConfirmCompletion { proposed: sha256(&act.encode()) };
        self.act(&self.winner(tender)?, tender, &act)
    }

    /// Officer and approver terminate the contract.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn terminate_contract(&mut self, tender: ContractId, ground: TerminationGround) -> Done {
        let act = ProposeTermination { ground, statement: sha256("解除合同通知".as_bytes()) };
        self.act(&self.cast().officer, tender, &act)?;
        let act = ConfirmTermination { proposed: sha256(&act.encode()) };
        self.act(&self.cast().approver, tender, &act)
    }
}
