//! The registry: organisations, people, keys, roles, approved code, and the birth of tenders.

mod founding;
mod keys;
mod organisations;
mod pause;
mod procurements;
mod profiles;
mod signatory;
mod standing;
mod tenders;

pub use founding::{Founding, found};
pub(crate) use keys::is_usable;
pub use keys::{add_person, possession, register_opening_key, replace_key, revoke_key, set_roles};
pub(crate) use organisations::check_text;
pub use organisations::{admit_org, refuse_org, register_org};
pub use pause::{pause, unpause};
pub use profiles::{ListedProfile, PROFILES_MAX, add_profile, retire_profile};
pub use signatory::{DEFAULT_ADMIN_ROLE, has_role, paused, signatory};
pub use standing::{DEBARMENT_MAX, Hold, debar_org, reinstate_org, suspend_org};
pub use tenders::{approve_code, approve_tender, propose_tender};

use alloc::{string::String, vec::Vec};
use parity_scale_codec::{Decode, Encode};

use crate::{
    Auth, Error, Hash, KeyId, OrgId, PersonId, PublicKey, auth, cells,
    events::{Event, RegistryEvent},
    host::{Host, Signatory, Standing},
    messages::Act,
    roles::{OrgKind, Role, Roles},
    terms::Publication,
};

/// People of one organisation at most.
pub const PEOPLE_MAX: u32 = 1_000;

/// Where the registry's values lie. Tag 0 holds nonces, see [`crate::auth`].
#[derive(Clone, Debug, Encode, Decode)]
pub enum Cell {
    /// [`Settings`].
    #[codec(index = 1)]
    Settings,
    /// [`State`].
    #[codec(index = 2)]
    State,
    /// [`Org`].
    #[codec(index = 3)]
    Org(OrgId),
    /// [`OrgName`], paged.
    #[codec(index = 4)]
    OrgName(OrgId),
    /// [`Person`].
    #[codec(index = 5)]
    Person(PersonId),
    /// [`Key`].
    #[codec(index = 6)]
    Key(KeyId),
    /// The [`PersonId`] that registered this X25519 opening key.
    #[codec(index = 7)]
    OpeningKey([u8; 32]),
    /// [`Proposal`], paged.
    #[codec(index = 8)]
    Proposal(u32),
    /// The [`ContractId`] of the tender that the proposal became.
    #[codec(index = 9)]
    Tender(u32),
    /// [`ListedProfile`] by number.
    #[codec(index = 20)]
    Profile(u32),
    /// [`crate::lot::Lots`] of the buyer's procurement.
    #[codec(index = 21)]
    Procurement(OrgId, Hash),
}

/// What never changes after the founding.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Settings {
    /// 32 random bytes that no other installation has.
    pub genesis: Hash,
    /// From the replacement of a key to the first second of the new one.
    pub key_delay: u32,
}

/// What changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct State {
    /// Proposals so far.
    pub proposals: u32,
    /// The code that new tenders get.
    pub code: Option<Hash>,
    /// Whether no tender is proposed or approved.
    pub paused: bool,
    /// Profiles so far, retired ones included.
    pub profiles: u32,
}

/// Where an organisation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum OrgStatus {
    /// Waits for a registrar.
    #[codec(index = 0)]
    Pending,
    /// May act.
    #[codec(index = 1)]
    Admitted,
    /// Was refused.
    #[codec(index = 2)]
    Refused,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Org {
    /// Its kind.
    pub kind: OrgKind,
    /// Where it stands.
    pub status: OrgStatus,
    /// People that act for it.
    pub people: u32,
    /// What keeps it from acting although it is admitted.
    pub hold: Hold,
    /// Keys of its administrators that were not revoked; one that begins later counts.
    pub admin_keys: u32,
}

impl Org {
    /// Where it stands at this time.
    #[must_use]
    pub fn standing(&self, now: u64) -> Standing {
        self.hold.standing(self.status, now)
    }
}

/// How an organisation is called.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct OrgName {
    /// Legal name.
    pub name: String,
    /// Registration number.
    pub number: String,
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// SHA-256 of the off-chain details.
    pub details: Hash,
}

/// A person: no name, the chain is for ever.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Person {
    /// For whom the person acts.
    pub org: OrgId,
    /// What the person may do.
    pub roles: Roles,
    /// Keys of the person that were not revoked.
    pub keys: u32,
}

impl Person {
    /// Of the person's keys those that count as an administrator's.
    fn admin_keys(&self) -> u32 {
        if self.roles.has(Role::OrgAdmin) { self.keys } else { 0 }
    }
}

/// A person's key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Key {
    /// The key itself.
    pub public: PublicKey,
    /// Whose it is.
    pub person: PersonId,
    /// First second in which it may sign.
    pub active_from: u64,
    /// When it was revoked.
    pub revoked_at: Option<u64>,
}

/// A proposed tender.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Proposal {
    /// The buyer.
    pub buyer: OrgId,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
    /// What.
    pub publication: Publication,
}

fn settings<H: Host>(host: &H) -> Result<Settings, Error> {
    cells::get(host, &Cell::Settings)?.ok_or(Error::Corrupt)
}

fn state<H: Host>(host: &H) -> Result<State, Error> {
    cells::get(host, &Cell::State)?.ok_or(Error::Corrupt)
}

/// Who signs this act with a key that the registry knows, in the role that the act needs.
fn signer<H: Host, A: Act>(
    host: &mut H,
    auth: &Auth,
    act: &A,
    role: Role,
) -> Result<Signatory, Error> {
    let genesis = settings(host)?.genesis;
    let signatory = signatory(host, &auth.key)?.ok_or(Error::UnknownKey)?;
    auth::check_role(&signatory, role)?;
    auth::check_intent(host, &genesis, auth, act, &signatory.key)?;
    Ok(signatory)
}

/// Whose SHA-256 begins with an organisation's id: `"TENDERSEAL-ORG\0" ‖ genesis32 ‖ x ‖ y`.
#[must_use]
pub fn org_preimage(genesis: &Hash, founder: &PublicKey) -> Vec<u8> {
    [b"TENDERSEAL-ORG\0", &genesis[..], &founder.0].concat()
}

/// Whose SHA-256 begins with a person's id: `"TENDERSEAL-PERSON\0" ‖ genesis32 ‖ x ‖ y`.
#[must_use]
pub fn person_preimage(genesis: &Hash, first: &PublicKey) -> Vec<u8> {
    [b"TENDERSEAL-PERSON\0", &genesis[..], &first.0].concat()
}

fn derive_id<H: Host>(host: &H, preimage: &[u8]) -> Result<[u8; 20], Error> {
    let hash = host.sha256(preimage)?;
    let mut id = [0; 20];
    id.copy_from_slice(&hash[..20]);
    Ok(id)
}

fn emit<H: Host>(host: &mut H, event: RegistryEvent) {
    host.emit(Event::Registry(event));
}
