//! The bids' securities, and what became of them.

use tenderseal_rules::{
    Hash, PersonId, TenderEvent, messages::ForfeitureGround, tender::ReturnReason,
};

use super::{Gathering, TwoPersons};
use crate::bundle::Topic;

/// The security of a bid.
pub(crate) struct SecurityFacts {
    pub guarantee: Hash,
    /// Why and when it was returned.
    pub returned: Option<(ReturnReason, u64)>,
    pub forfeited: Option<ForfeitedFacts>,
}

/// A forfeiture by two persons.
pub(crate) struct ForfeitedFacts {
    pub ground: ForfeitureGround,
    pub amount: u128,
    pub statement: Hash,
    pub officer: PersonId,
    pub approver: PersonId,
    pub time: u64,
}

impl SecurityFacts {
    /// One that was just given.
    pub(super) const fn given(guarantee: Hash) -> Self {
        Self { guarantee, returned: None, forfeited: None }
    }
}

impl Gathering {
    /// Returns and forfeitures; `None` when the event names a bid without a security.
    pub(super) fn security(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match *event {
            TenderEvent::SecurityReturned { bid, reason } => {
                self.bid(bid)?.security.as_mut()?.returned = Some((reason, time));
            }
            TenderEvent::ForfeitureProposed { statement, officer, .. } => {
                self.mention(Topic::Forfeiture, statement);
                self.forfeiture = Some(officer);
            }
            TenderEvent::SecurityForfeited { bid, ground, amount, statement, approver } => {
                let officer = self.forfeiture.take()?;
                self.two_persons.push(TwoPersons { what: "forfeiture", officer, approver });
                let facts = ForfeitedFacts { ground, amount, statement, officer, approver, time };
                self.bid(bid)?.security.as_mut()?.forfeited = Some(facts);
            }
            _ => {}
        }
        Some(())
    }
}
