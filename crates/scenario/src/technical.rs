//! Technical offers in envelopes of their own: resealed to the evaluators, read, scored before any price is opened.

use tenderseal_client::{ReceiptSecrets, seal_technical};
use tenderseal_envelope::{Seed, tse1::TechnicalBody};
use tenderseal_rules::{
    ContractId, Event, Hash, OrgId,
    messages::{BidVerdict, JudgeBids, Reshare, ReshareSeed, TechnicalEnvelope, TechnicalVerdict},
    replay::sha256,
    tender::{BidStatus, Cell, technical_until},
    terms::Publication,
};

use crate::{
    Actor, Chain, Installation, Member, Refusal, cast::TWO_ENVELOPES, tenders::from_client,
};

type Done = Result<Vec<Event>, Refusal>;

/// The same publication with two envelopes a bid.
#[must_use]
pub fn two_envelopes(mut publication: Publication) -> Publication {
    publication.terms.profile = TWO_ENVELOPES;
    publication
}

/// The hash of what is sealed to evaluators: on the chain it stands for a blob that is kept elsewhere.
#[must_use]
pub fn resealed() -> Hash {
    sha256("技术标密文包".as_bytes())
}

/// An evaluator's reading key: some key that can be sealed to, as nobody reads here.
#[must_use]
pub fn reading_key(evaluator: &Actor) -> [u8; 32] {
    let mut key = sha256(&evaluator.person.0);
    // Below 2^255, and so below p but for 19 keys.
    key[31] &= 0x7f;
    key
}

/// A verdict that the technical offer of a bid is valid.
#[must_use]
pub fn valid(bid: u32) -> BidVerdict {
    BidVerdict { bid, verdict: TechnicalVerdict::Valid { body: sha256(&bid.to_le_bytes()) } }
}

impl<C: Chain> Installation<C> {
    /// Whether bids of this tender have two envelopes.
    ///
    /// # Errors
    /// [`tenderseal_rules::Error::Corrupt`] when there is no tender.
    pub fn has_two_envelopes(&self, tender: ContractId) -> Result<bool, Refusal> {
        Ok(self.state(tender)?.technical.is_some())
    }

    /// Seals a vendor's technical offer for its next bid with a fresh seed.
    ///
    /// # Errors
    /// [`Refusal::Chain`] with the client's error.
    pub fn seal_technical(
        &mut self,
        tender: ContractId,
        vendor: OrgId,
    ) -> Result<(TechnicalEnvelope, ReceiptSecrets), Refusal> {
        let (facts, attempt) = (self.facts(tender)?, self.next_attempt(tender, vendor)?);
        let valid_until = facts.core.published_at + 86_400;
        let body = TechnicalBody { valid_until, answers: Vec::new(), attachments: Vec::new() };
        let seed = Seed::from_bytes(self.fresh_seed());
        seal_technical(&facts, vendor, attempt, &body, seed).map_err(from_client)
    }

    /// A member says that it resealed its shares of these bids.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn reshare(&mut self, member: &Member, tender: ContractId, bids: &[u32]) -> Done {
        self.act(&member.actor, tender, &Reshare { bids: bids.to_vec(), digest: resealed() })
    }

    /// A vendor says that it resealed its own seed.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn reshare_seed(&mut self, who: &Actor, tender: ContractId, bid: u32) -> Done {
        self.act(who, tender, &ReshareSeed { bid, digest: resealed() })
    }

    /// An evaluator signs these verdicts.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn judge(&mut self, who: &Actor, tender: ContractId, verdicts: Vec<BidVerdict>) -> Done {
        self.act(who, tender, &JudgeBids { verdicts })
    }

    /// Goes to the technical opening; the evaluators declared their interests, and two members reseal every bid.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn reseal_all(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.cast();
        self.chain.advance_to(self.schedule(tender)?.opening());
        self.declare_all(tender)?;
        let bids = self.waiting(tender)?;
        for member in &cast.committee()[..2] {
            self.reshare(member, tender, &bids)?;
        }
        Ok(())
    }

    /// The cast's evaluators find every technical offer valid that they have not found on.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn read_all(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.cast();
        let verdicts: Vec<_> = self.waiting(tender)?.into_iter().map(valid).collect();
        for evaluator in &cast.evaluators {
            self.judge(evaluator, tender, verdicts.clone())?;
        }
        Ok(())
    }

    /// The bids whose technical offer passed and whose price is sealed.
    ///
    /// # Errors
    /// [`tenderseal_rules::Error::Corrupt`] when there is no tender.
    pub(crate) fn passed(&self, tender: ContractId) -> Result<Vec<u32>, Refusal> {
        let mut passed = Vec::new();
        for number in self.bids(tender, BidStatus::Read)? {
            let tallied: tenderseal_rules::ranking::Tallied =
                self.read(tender, &Cell::Tallied(number))?;
            if tallied.below_minimum.is_none() {
                passed.push(number);
            }
        }
        Ok(passed)
    }

    /// Tallies the technical offers and goes to the first second in which prices are opened.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn finish_technical(&mut self, tender: ContractId) -> Result<(), Refusal> {
        while self.state(tender)?.is_technical() {
            self.tally(tender)?;
        }
        self.chain.advance_to(self.schedule(tender)?.opening());
        Ok(())
    }

    /// Goes to the end of the technical opening.
    ///
    /// # Errors
    /// [`tenderseal_rules::Error::Corrupt`] when there is no tender.
    pub fn pass_technical_opening(&mut self, tender: ContractId) -> Result<(), Refusal> {
        self.chain.advance_to(technical_until(&self.state(tender)?));
        Ok(())
    }
}
