//! A vendor's bid: sealed on the vendor's machine, from facts that the chain tells.

use core::fmt;

use tenderseal_envelope::{
    Committee, Context, Kind, Seed, seal, self_check,
    tse1::{FinancialBody, TechnicalBody, preimage},
};
use tenderseal_rules::{
    ContractId, Hash, OrgId,
    messages::{CommitBid, ReplaceBid, Reveal, TechnicalEnvelope},
    replay::sha256,
    tender::{self, Core, LOT, TermsInForce},
};
use zeroize::Zeroizing;

use crate::{Error, Site};

/// What a vendor or a committee member must know of a tender, as its contract stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenderFacts {
    /// The tender's contract.
    pub contract: ContractId,
    /// Cell `Core`.
    pub core: Core,
    /// Cell `Committee`.
    pub committee: tender::Committee,
    /// Of cell `State`: the terms in force.
    pub terms: TermsInForce,
}

impl TenderFacts {
    /// Where intents for this tender hold.
    #[must_use]
    pub const fn site(&self) -> Site {
        Site { genesis: self.core.genesis, contract: self.contract }
    }

    /// What a vendor's financial envelope of this attempt is bound to under the terms in force
    /// (ENVELOPE, "Bytes").
    #[must_use]
    pub const fn context(&self, vendor: OrgId, attempt: u32) -> Context {
        Context {
            genesis: self.core.genesis,
            tender: self.contract.0,
            lot: LOT,
            kind: Kind::Financial,
            vendor: vendor.0,
            attempt,
            terms_hash: self.terms.hash,
            committee_hash: self.core.committee_hash,
        }
    }

    /// The same of the technical envelope, where bids have two.
    #[must_use]
    pub const fn technical_context(&self, vendor: OrgId, attempt: u32) -> Context {
        Context { kind: Kind::Technical, ..self.context(vendor, attempt) }
    }

    /// The opening committee, once its keys hash to what was published.
    ///
    /// # Errors
    /// [`Error::CommitteeChanged`], and [`Error::Envelope`] for keys that nothing can be sealed to.
    pub fn committee(&self) -> Result<Committee, Error> {
        let hash = preimage::committee(self.core.k, &self.committee.keys).map(|all| sha256(&all));
        if hash != Some(self.core.committee_hash) {
            return Err(Error::CommitteeChanged);
        }
        Ok(Committee::new(self.core.k, self.committee.keys.clone())?)
    }
}

/// What the vendor keeps of a bid: with it the whole bid can be shown, and opened by the vendor's
/// own hand when the committee fails. The body and the seed are wiped when dropped.
#[derive(Clone)]
pub struct ReceiptSecrets {
    /// What the envelope is bound to.
    pub context: Context,
    /// Whoever has it can read the body.
    pub seed: Seed,
    /// The body's bytes, as sealed.
    pub body: Zeroizing<Vec<u8>>,
    /// `Env`.
    pub envelope: Vec<u8>,
    /// `E`.
    pub e: Hash,
    /// `C`.
    pub c: Hash,
    /// The hash of the guarantee that secures it, where the terms ask for one.
    pub guarantee: Option<Hash>,
}

impl fmt::Debug for ReceiptSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiptSecrets").field("context", &self.context).finish_non_exhaustive()
    }
}

impl ReceiptSecrets {
    /// The act that opens the bid, whose number the commit's event tells.
    #[must_use]
    pub fn reveal(&self, bid: u32) -> Reveal {
        Reveal { bid, seed: *self.seed.as_bytes(), body: self.body.to_vec() }
    }

    /// The act that replaces the vendor's live bid by this one, or confirms a stale one so.
    #[must_use]
    pub fn replacing(&self, attempt: u32) -> ReplaceBid {
        let (commitment, envelope) = (self.c, self.envelope.clone());
        ReplaceBid { attempt, commitment, envelope, guarantee: self.guarantee, technical: None }
    }
}

/// Seals a bid: answers the act to sign and what to keep. Sealed twice and opened again before
/// anything is let go of.
///
/// `attempt` is one more than the vendor's `VendorSlot` says. `seed` must be fresh: 32 bytes
/// from a good source, never used for another envelope. `guarantee` is the SHA-256 of
/// [`tenderseal_rules::security::Guarantee::preimage`], given exactly when the terms ask for a bid security.
///
/// # Errors
/// [`Error::Currency`], [`Error::LifecycleYears`], [`Error::Body`], [`Error::CommitteeChanged`], [`Error::Envelope`].
pub fn seal_bid(
    tender: &TenderFacts,
    vendor: OrgId,
    attempt: u32,
    body: &FinancialBody,
    seed: Seed,
    guarantee: Option<Hash>,
) -> Result<(CommitBid, ReceiptSecrets), Error> {
    if body.currency != tender.core.currency.bytes() {
        return Err(Error::Currency);
    }
    let (years, found) = (tender.terms.lifecycle_years, body.costs.len());
    if found != usize::from(years) {
        return Err(Error::LifecycleYears { years, found });
    }
    let committee = tender.committee()?;
    let context = tender.context(vendor, attempt);
    let body = Zeroizing::new(body.to_bytes()?);
    let sealed = seal(&context, &committee, &seed, &body)?;
    self_check(&sealed, &context, &committee, &seed, &body)?;
    let (e, c, envelope) = (sealed.e, sealed.c, sealed.envelope);
    let act = CommitBid { commitment: c, envelope: envelope.clone(), guarantee, technical: None };
    Ok((act, ReceiptSecrets { context, seed, body, envelope, e, c, guarantee }))
}

/// Seals the technical offer of a bid whose price is in an envelope of its own, with a fresh seed of its own. What to keep is
/// as of [`seal_bid`]; the act of the bid takes the envelope.
///
/// # Errors
/// [`Error::Body`], [`Error::CommitteeChanged`], [`Error::Envelope`].
pub fn seal_technical(
    tender: &TenderFacts,
    vendor: OrgId,
    attempt: u32,
    body: &TechnicalBody,
    seed: Seed,
) -> Result<(TechnicalEnvelope, ReceiptSecrets), Error> {
    let committee = tender.committee()?;
    let context = tender.technical_context(vendor, attempt);
    let body = Zeroizing::new(body.to_bytes()?);
    let sealed = seal(&context, &committee, &seed, &body)?;
    self_check(&sealed, &context, &committee, &seed, &body)?;
    let (e, c, envelope) = (sealed.e, sealed.c, sealed.envelope);
    let handed = TechnicalEnvelope { commitment: c, envelope: envelope.clone() };
    Ok((handed, ReceiptSecrets { context, seed, body, envelope, e, c, guarantee: None }))
}
