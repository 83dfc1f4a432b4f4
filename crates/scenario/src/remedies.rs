//! Rejections, complaints and suspensions of a tender.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Event,
    messages::{
        Complain, ComplaintOutcome, ConfirmRejection, DecideComplaint, ProposeRejection,
        RejectionGround, ResumeTender, SuspendTender, WithdrawComplaint,
    },
    replay::sha256,
};

use crate::{Actor, Chain, Installation, Refusal};

type Done = Result<Vec<Event>, Refusal>;

impl<C: Chain> Installation<C> {
    /// Officer and approver reject a bid that was opened.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn reject(&mut self, tender: ContractId, bid: u32, ground: RejectionGround) -> Done {
        let cast = self.cast();
        let act = rejection(bid, ground);
        self.act(&cast.officer, tender, &act)?;
        self.act(&cast.approver, tender, &ConfirmRejection { proposed: sha256(&act.encode()) })
    }

    /// A vendor's person complains; answers the complaint's number.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn complain(&mut self, who: &Actor, tender: ContractId) -> Result<u32, Refusal> {
        let number = self.state(tender)?.complaints;
        self.act(who, tender, &Complain { statement: sha256("投诉书".as_bytes()) })?;
        Ok(number)
    }

    /// The reviewer decides a complaint.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn decide_complaint(
        &mut self,
        tender: ContractId,
        complaint: u32,
        outcome: ComplaintOutcome,
    ) -> Done {
        self.act(&self.cast().reviewer, tender, &decision(complaint, outcome))
    }

    /// A vendor's person withdraws the vendor's complaint.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn withdraw_complaint(&mut self, who: &Actor, tender: ContractId, complaint: u32) -> Done {
        self.act(who, tender, &WithdrawComplaint { complaint })
    }

    /// The reviewer suspends a tender.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn suspend_tender(&mut self, tender: ContractId) -> Done {
        let act = SuspendTender { statement: sha256("暂停采购活动通知书".as_bytes()) };
        self.act(&self.cast().reviewer, tender, &act)
    }

    /// The reviewer lets a tender go on.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn resume_tender(&mut self, tender: ContractId) -> Done {
        let act = ResumeTender { statement: sha256("恢复采购活动通知书".as_bytes()) };
        self.act(&self.cast().reviewer, tender, &act)
    }
}

/// The act that proposes a rejection.
#[must_use]
pub fn rejection(bid: u32, ground: RejectionGround) -> ProposeRejection {
    ProposeRejection { bid, ground, statement: sha256("否决投标决定".as_bytes()) }
}

/// The act that decides a complaint.
#[must_use]
pub fn decision(complaint: u32, outcome: ComplaintOutcome) -> DecideComplaint {
    DecideComplaint { complaint, outcome, statement: sha256("投诉处理决定书".as_bytes()) }
}
