//! Every refusal of every message, provoked on a chain: the error is the one that the rules
//! document, and no cell of any contract changed.
//!
//! [`Trial::whole`] runs it all, generic over the chain: the rules on a map and the contracts'
//! bytecode stand the same trial. At its end the refusals that were seen must be exactly those
//! of [`documented`], message by message, so that none is forgotten.

mod amendment;
mod award;
mod bidding;
mod complaints;
mod conduct;
mod contract;
mod disputed_prices;
mod documented;
mod endings;
mod evaluation;
mod extension;
mod findings;
mod lots;
mod moderation;
mod opening;
mod profiles;
mod publication;
mod qualification;
mod questions;
mod registry;
mod rejection;
mod requests;
mod security;
mod standing;
mod suspension;
mod technical;
mod wardens;

use std::collections::{BTreeMap, BTreeSet};

use parity_scale_codec::Encode;
use tenderseal_client::{Site, sign};
use tenderseal_rules::{
    Auth, ContractId, Error, Hash, INTENT_MAX_AHEAD, auth::intent, messages::Act, replay::Cells,
};

pub use documented::documented;

use crate::{Actor, Installation, OpenChain, Refusal, installation::VALID_FOR};

/// An installation under trial.
#[derive(Clone, Debug)]
pub struct Trial<C> {
    /// The installation.
    pub house: Installation<C>,
    seen: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl<C: OpenChain> Trial<C> {
    /// Puts an installation on trial whose registry was founded and where nobody is enrolled yet.
    #[must_use]
    pub fn new(house: Installation<C>) -> Self {
        Self { house, seen: BTreeMap::new() }
    }

    /// The whole trial: people, a tender from publication to award with every refusal on its
    /// way, and every other way in which a tender can end.
    ///
    /// # Errors
    /// A refusal where none was expected.
    ///
    /// # Panics
    /// When a refusal is another than documented or left a trace, or when one was not seen.
    pub fn whole(&mut self, code: Hash) -> Result<(), Refusal> {
        self.house.enrol_everyone()?;
        self.outcasts()?;
        self.without_code()?;
        self.house.approve_code(code)?;
        self.registry()?;
        self.standing()?;
        self.wardens()?;
        self.publication()?;
        self.pauses()?;
        let tender = self.bidding()?;
        self.opening(tender)?;
        self.findings(tender)?;
        self.evaluation(tender)?;
        self.award(tender)?;
        self.contract(tender)?;
        self.endings()?;
        self.questions()?;
        self.extension()?;
        self.conduct()?;
        self.moderation()?;
        self.amendment()?;
        self.profiles()?;
        self.qualifications()?;
        self.lots()?;
        self.excluded_on_the_way()?;
        self.rejections()?;
        self.securities()?;
        self.requests()?;
        self.complaints()?;
        self.suspensions()?;
        self.technical()?;
        self.disputed_prices()?;
        self.keys_in_time()?;
        let documented: BTreeMap<_, BTreeSet<_>> = documented()
            .into_iter()
            .map(|(message, errors)| (message, errors.into_iter().map(Error::name).collect()))
            .collect();
        for (message, errors) in &documented {
            let seen = self.seen.get(message).cloned().unwrap_or_default();
            assert_eq!(seen, *errors, "refusals of {message}: seen and documented");
        }
        assert_eq!(self.seen.len(), documented.len(), "messages that nobody documented");
        Ok(())
    }

    /// This call is refused with exactly this error and leaves every cell as it was.
    ///
    /// # Panics
    /// When it is not.
    pub fn refused_call(
        &mut self,
        message: &'static str,
        contract: ContractId,
        call: &[u8],
        error: Error,
    ) {
        let before = self.cells();
        let refusal = self.house.chain.call(contract, call);
        assert_eq!(refusal, Err(Refusal::Rule(error)), "{message}");
        assert!(self.cells() == before, "{message}, refused with {error:?}, left a trace");
        self.seen.entry(message).or_default().insert(error.name());
    }

    /// This act, properly signed, is refused.
    ///
    /// # Panics
    /// When it is not, or not with exactly this error, or leaves a trace.
    pub fn refused<A: Act>(&mut self, who: &Actor, contract: ContractId, act: &A, error: Error) {
        let call = self.house.signed(&who.key, contract, act);
        self.refused_call(A::MESSAGE, contract, &call, error);
    }

    /// This act is refused to everybody but its rightful signer, and to that one whenever the
    /// intent is not fresh, in time and over this very act.
    ///
    /// `outsider` is somebody in good standing without the role.
    fn only_signer<A: Act>(
        &mut self,
        right: &Actor,
        outsider: Option<&Actor>,
        contract: ContractId,
        act: &A,
    ) {
        let cast = self.house.cast();
        self.refused(&cast.stranger, contract, act, Error::UnknownKey);
        self.refused(&cast.retired, contract, act, Error::KeyInactive);
        self.refused(&cast.applicant, contract, act, Error::NotAdmitted);
        self.refused(&cast.suspended, contract, act, Error::Suspended);
        self.refused(&cast.debarred, contract, act, Error::Debarred);
        if let Some(outsider) = outsider {
            self.refused(outsider, contract, act, Error::MissingRole);
        }
        self.only_fresh(right, contract, act);
    }

    /// As [`Self::only_signer`] for an act of the buyer's: another buyer's person is refused too.
    fn only_buyer<A: Act>(
        &mut self,
        right: &Actor,
        outsider: &Actor,
        contract: ContractId,
        act: &A,
    ) {
        let cast = self.house.cast();
        self.only_signer(right, Some(outsider), contract, act);
        self.refused(&cast.neighbour, contract, act, Error::ForeignOrganisation);
    }

    /// The rightful signer's intent is refused when it is expired, too far ahead, replayed, for
    /// another contract or installation, or signed by another key.
    fn only_fresh<A: Act>(&mut self, right: &Actor, contract: ContractId, act: &A) {
        let now = self.house.chain.now();
        let site = self.house.site(contract);
        let nonce = self.house.fresh_nonce();
        let key = &right.key;
        let until = now + VALID_FOR;
        let mut refused = |call: Vec<u8>, error| {
            self.refused_call(A::MESSAGE, contract, &call, error);
        };
        refused(sign(key, &site, act, nonce, now - 1), Error::Expired);
        refused(sign(key, &site, act, nonce, now + INTENT_MAX_AHEAD + 1), Error::ValidTooLong);
        let elsewhere =
            [Site { contract: ContractId([7; 20]), ..site }, Site { genesis: [7; 32], ..site }];
        for other in elsewhere {
            refused(sign(key, &other, act, nonce, until), Error::BadSignature);
        }
        let id = key.id();
        let bytes = intent(&site.genesis, &contract, act, &id, nonce, until);
        let signature = self.house.cast().stranger.key.sign(&bytes);
        let forged = Auth { key: id, nonce, valid_until: until, signature };
        self.refused_call(A::MESSAGE, contract, &act.call(&forged), Error::BadSignature);
        // The nonces of both contracts lie under tag 0 (rules::auth).
        if let Some(last) = self.house.chain.cell(contract, &(0u8, id).encode()) {
            let last = last.try_into().map_or(0, u64::from_le_bytes);
            for nonce in [last, last.saturating_sub(1)] {
                let call = sign(key, &site, act, nonce, until);
                self.refused_call(A::MESSAGE, contract, &call, Error::NonceUsed);
            }
        }
    }

    fn cells(&self) -> Vec<Cells> {
        self.house.contracts().map(|contract| self.house.chain.storage(contract)).collect()
    }
}
