//! The versions of a tender's terms, and which bids were sealed for which.

use tenderseal_rules::{
    Hash, PersonId, TenderEvent, replay::sha256, security::Security, tender::BidStatus,
    terms::Terms,
};

use super::{BidFacts, Gathering, Story, TwoPersons};
use crate::bundle::Topic;

/// A version of the terms.
pub(crate) struct VersionFacts {
    pub version: u32,
    /// Computed from the terms as they were proposed.
    pub hash: Hash,
    pub notice: Hash,
    /// What it asks every bidder for.
    pub security: Option<Security>,
    /// `None` as published.
    pub amended: Option<AmendmentFacts>,
}

/// A confirmed change of the terms.
pub(crate) struct AmendmentFacts {
    pub from: u64,
    pub to: u64,
    pub reason: Hash,
    pub officer: PersonId,
    pub approver: PersonId,
    pub time: u64,
}

impl VersionFacts {
    pub(super) fn of(version: u32, terms: &Terms, amended: Option<AmendmentFacts>) -> Self {
        let hash = sha256(&terms.preimage(version));
        Self { version, hash, notice: terms.notice, security: terms.security, amended }
    }
}

impl Story<'_> {
    /// Whether a bid was sealed for earlier terms and its vendor did not seal it again.
    pub(crate) fn is_stale(&self, bid: &BidFacts) -> bool {
        bid.status == BidStatus::Sealed && bid.terms < self.in_force.version
    }

    /// The terms that were in force when a bid was committed.
    pub(crate) fn version(&self, bid: &BidFacts) -> Option<&VersionFacts> {
        self.versions.iter().find(|version| version.version == bid.terms)
    }

    /// Their hash.
    pub(super) fn terms_hash(&self, bid: &BidFacts) -> Option<Hash> {
        self.version(bid).map(|version| version.hash)
    }
}

impl Gathering {
    /// The terms are those of the event; that they hash to what envelopes must carry is computed here.
    pub(super) fn amendment(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match event {
            TenderEvent::AmendmentProposed { reason, officer, .. } => {
                self.mention(Topic::Amendment, *reason);
                self.amendment = Some(*officer);
            }
            TenderEvent::TermsAmended {
                version: number,
                terms,
                reason,
                from,
                to,
                approver,
                ..
            } => {
                let (from, to, reason, approver) = (*from, *to, *reason, *approver);
                let officer = self.amendment.take()?;
                self.two_persons.push(TwoPersons { what: "amendment", officer, approver });
                let facts = AmendmentFacts { from, to, reason, officer, approver, time };
                self.versions.push(VersionFacts::of(*number, terms, Some(facts)));
            }
            _ => {}
        }
        Some(())
    }
}
