//! A vendor asks, and nobody learns which.
//!
//! The act bears no signature (CONTRACTS rule 3): what makes it a vendor's is that this use case
//! relays for vendors only. Who asked is written nowhere.

use tenderseal_rules::{
    ContractId, Error as Rule, messages::Ask, replay::sha256, roles::Role,
    tender::PublishedQuestion,
};

use super::{App, Error, Outcome, people::Me, relay};

/// The longest question, in bytes.
pub const QUESTION_MAX: usize = 8 * 1024;

/// Salts a question, puts its hash on the chain and keeps it as a public text under that hash.
///
/// # Errors
/// [`Error::TextTooLong`] when it is empty or longer than [`QUESTION_MAX`]; [`Error::Refused`] with
/// `NotAdmitted`, `Suspended`, `Debarred` or `MissingRole` when no vendor asks who may act, else with the contract's own reason;
/// [`Error::UnknownContract`], [`Error::Entropy`].
pub async fn ask(app: &App, me: &Me, tender: ContractId, text: &str) -> Outcome<relay::Relayed> {
    me.org.standing(app.chain.now()).check().map_err(Error::Refused)?;
    if !me.person.roles.has(Role::Vendor) {
        return Err(Error::Refused(Rule::MissingRole));
    }
    let text = text.trim();
    if text.is_empty() || text.len() > QUESTION_MAX {
        return Err(Error::TextTooLong);
    }
    let question = PublishedQuestion { salt: app.entropy.bytes32()?, text };
    let act = Ask { question: sha256(&question.preimage(&tender)) };
    relay::submit(app, tender, act.call(), &[question.to_string()]).await
}
