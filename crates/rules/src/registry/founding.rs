//! How an installation begins.

use alloc::string::String;
use parity_scale_codec::{Decode, Encode};

use super::{Cell, OrgStatus, Settings, State, organisations};
use crate::{
    Error, Hash, PublicKey, cells,
    events::RegistryEvent,
    host::Host,
    messages::RegisterOrg,
    roles::{OrgKind, Role, Roles},
    schedule::Minimums,
};

/// What the registry is created with.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Founding {
    /// 32 random bytes that no other installation has; every intent and envelope is bound to them.
    pub genesis: Hash,
    /// Seconds from the replacement of a key to the first second of the new one.
    pub key_delay: u32,
    /// The least periods of a tender.
    pub minimums: Minimums,
    /// The authority's legal name.
    pub name: String,
    /// Its registration number.
    pub number: String,
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// The first registrar's key.
    pub key: PublicKey,
}

/// Founds the registry: settings, the authority, its first registrar.
///
/// # Errors
/// [`Error::TextInvalid`].
pub fn found<H: Host>(host: &mut H, founding: &Founding) -> Result<(), Error> {
    let settings = Settings {
        genesis: founding.genesis,
        key_delay: founding.key_delay,
        minimums: founding.minimums,
    };
    cells::put(host, &Cell::Settings, &settings)?;
    cells::put(host, &Cell::State, &State::default())?;
    let authority = RegisterOrg {
        kind: OrgKind::Authority,
        name: founding.name.clone(),
        number: founding.number.clone(),
        country: founding.country,
        details: [0; 32],
        key: founding.key,
    };
    let roles = Roles::of(&[Role::Registrar, Role::OrgAdmin]);
    let (org, person) =
        organisations::enter(host, &settings, &authority, OrgStatus::Admitted, roles)?;
    super::emit(host, RegistryEvent::OrgAdmitted { org, by: person });
    Ok(())
}
