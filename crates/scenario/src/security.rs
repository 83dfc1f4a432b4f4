//! What becomes of a bid's security.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Event, Hash, OrgId,
    messages::{ConfirmForfeiture, ForfeitureGround, ProposeForfeiture, ReturnSecurity},
    replay::sha256,
    security::{Guarantee, Security},
    terms::{Publication, Terms},
};

use crate::{Chain, Installation, Refusal};

/// A publication with a bid security that either ground forfeits, and that must hold for so many seconds.
#[must_use]
pub fn secured(publication: Publication, valid_for: u32) -> Publication {
    let security = Security { amount: 2_000_000, valid_for, silence: true, refusal: true };
    let terms = Terms { security: Some(security), ..publication.terms };
    Publication { terms, ..publication }
}

/// The hash of the guarantee that a scenario's vendor names for an attempt.
#[must_use]
pub fn guarantee(tender: ContractId, vendor: OrgId, attempt: u32) -> Hash {
    let number = format!("BH-2027-{attempt:04}");
    let guarantee =
        Guarantee { salt: sha256(&attempt.to_le_bytes()), issuer: "滨江银行", number: &number };
    sha256(&guarantee.preimage(&tender, &vendor))
}

type Done = Result<Vec<Event>, Refusal>;

impl<C: Chain> Installation<C> {
    /// Anybody has the security of a bid returned.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn return_security(&mut self, tender: ContractId, bid: u32) -> Done {
        self.chain.call(tender, &ReturnSecurity { bid }.call())
    }

    /// Officer and approver declare the security of a bid forfeited.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn forfeit(&mut self, tender: ContractId, bid: u32, ground: ForfeitureGround) -> Done {
        let cast = self.cast();
        let act = forfeiture(bid, ground);
        self.act(&cast.officer, tender, &act)?;
        self.act(&cast.approver, tender, &confirming(&act))
    }
}

/// The act that proposes a forfeiture.
#[must_use]
pub fn forfeiture(bid: u32, ground: ForfeitureGround) -> ProposeForfeiture {
    ProposeForfeiture {
        bid, ground, statement: sha256("不予退还投标保证金决定".as_bytes())
    }
}

/// The act that confirms this one.
#[must_use]
pub fn confirming(act: &ProposeForfeiture) -> ConfirmForfeiture {
    ConfirmForfeiture { proposed: sha256(&act.encode()) }
}
