//! Who is let in to bid.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Event, Hash, OrgId,
    messages::{Apply, ConfirmQualification, ProposeQualification},
    replay::sha256,
};

use crate::{Actor, Chain, Installation, Refusal};

/// Of a prequalified tender of the scenario: seconds from the last application to the deadline.
pub const LEAD: u32 = 400;

type Done = Result<Vec<Event>, Refusal>;

impl<C: Chain> Installation<C> {
    /// A vendor's person applies.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn apply(&mut self, who: &Actor, tender: ContractId) -> Done {
        self.act(who, tender, &Apply { statement: application() })
    }

    /// Officer and approver decide on an application.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn qualify(&mut self, tender: ContractId, vendor: OrgId, qualified: bool) -> Done {
        let cast = self.cast();
        let act = qualification(vendor, qualified);
        self.act(&cast.officer, tender, &act)?;
        self.act(&cast.approver, tender, &confirming(&act))
    }
}

/// The hash of what vendors apply with.
#[must_use]
pub fn application() -> Hash {
    sha256("资格预审申请文件".as_bytes())
}

/// The act that proposes a decision.
#[must_use]
pub fn qualification(vendor: OrgId, qualified: bool) -> ProposeQualification {
    let reason = sha256("资格预审评审意见".as_bytes());
    ProposeQualification { vendor, statement: application(), qualified, reason }
}

/// The act that confirms this one.
#[must_use]
pub fn confirming(act: &ProposeQualification) -> ConfirmQualification {
    ConfirmQualification { vendor: act.vendor, proposed: sha256(&act.encode()) }
}
