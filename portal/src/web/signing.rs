//! What a page gives the browser so that it can sign an act, and who is asking.

use parity_scale_codec::DecodeAll;
use tenderseal_rules::{
    ContractId, OrgId, PersonId,
    hex::parse as unhex,
    messages,
    registry::{Cell, ListedProfile},
};

use super::{Portal, errors::Refusal, registry};
use crate::app::{
    self, App, Outcome,
    people::{self, Me},
    sign_in::Signed,
};
use crate::ports_chain::OrgRow;

/// What the browser needs to sign: see `templates/components/acts.html`.
#[derive(Clone, Debug, Default)]
pub struct Signing {
    /// The installation's 32 random bytes, hexadecimal.
    pub genesis: String,
    /// The registry's address, hexadecimal.
    pub registry: String,
    /// The chain's time, Unix seconds.
    pub now: u64,
    /// Whose keys: the account's number.
    pub owner: i64,
    /// Ids of the keys that the registry accepts of this person now, with blanks between them.
    pub keys: String,
    /// What keeps the person's organisation from acting: no act of anybody there is offered then.
    pub excluded: Option<Excluded>,
}

/// An organisation that may not act, as forms say it.
#[derive(Clone, Debug)]
pub struct Excluded {
    /// Its id.
    pub org: OrgId,
    /// Fluent key.
    pub key: &'static str,
    /// Since when it is suspended or until when it is debarred, Unix seconds.
    pub at: u64,
}

impl Excluded {
    /// Where the register tells about it, without the language.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/registry/{}", self.org)
    }
}

/// What keeps an organisation from acting at this time of the chain.
fn excluded(org: &OrgRow, now: u64) -> Option<Excluded> {
    registry::held(org, org.place(now)).map(|(key, at)| Excluded { org: org.id, key, at })
}

impl Signing {
    /// For somebody who is signed in.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &App, signed: &Signed) -> Outcome<Self> {
        let now = app.chain.now();
        let mut keys = Vec::new();
        let me = people::me(app, signed.account.id).await?;
        if let Some(me) = &me {
            let held = app.store.chain_keys_of(&me.person.id).await?;
            let active =
                held.into_iter().filter(|key| key.revoked_at.is_none() && key.active_from <= now);
            keys.extend(active.map(|key| key.id.to_string()));
        }
        Ok(Self {
            genesis: hex::encode(app.chain.genesis()),
            registry: app.chain.registry.to_string(),
            now,
            owner: signed.account.id,
            keys: keys.join(" "),
            excluded: me.and_then(|me| excluded(&me.org, now)),
        })
    }

    /// The same for an act that a key signs before the registry knows it.
    #[must_use]
    pub fn with_any_key(mut self) -> Self {
        self.keys.clear();
        self.excluded = None;
        self
    }
}

/// Who asks, on the chain.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody whom the registry does not know.
pub async fn me(portal: &Portal, signed: &Signed) -> Result<Me, Refusal> {
    people::me(&portal.app, signed.account.id).await?.ok_or(Refusal::NotFound)
}

/// The address of a tender in a path.
///
/// # Errors
/// [`Refusal::NotFound`] when it is none.
pub fn contract(text: &str) -> Result<ContractId, Refusal> {
    unhex(text).map(ContractId).ok_or(Refusal::NotFound)
}

/// The id of an organisation in a path.
///
/// # Errors
/// [`Refusal::NotFound`] when it is none.
pub fn organisation(text: &str) -> Result<OrgId, Refusal> {
    unhex(text).map(OrgId).ok_or(Refusal::NotFound)
}

/// The name of a person: that of the account that is this person; the beginning
/// of the id where the portal knows none.
///
/// # Errors
/// When a table cannot be read.
pub async fn person_name(app: &App, person: &PersonId) -> Outcome<String> {
    for id in app.store.accounts_of_person(person).await? {
        if let Some(account) = app.store.account(id).await? {
            return Ok(account.name.as_str().to_owned());
        }
    }
    Ok(person.to_string().chars().take(8).collect())
}

/// A profile on the registry's list, retired or not; none when there is none of this number.
///
/// # Errors
/// When the ledger fails or the cell cannot be read.
pub async fn profile(app: &App, number: u32) -> Outcome<Option<ListedProfile>> {
    let call = messages::cell_call(&Cell::Profile(number));
    let answer = app.chain.ledger.query(app.chain.registry.0, call).await?;
    let held: Option<Vec<u8>> = messages::reading(&answer)?;
    let decode = |bytes: Vec<u8>| ListedProfile::decode_all(&mut &bytes[..]);
    held.map(decode).transpose().map_err(|_| app::Error::Rules(tenderseal_rules::Error::Corrupt))
}
