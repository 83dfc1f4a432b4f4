//! How an installation begins.

use alloc::{string::String, vec::Vec};
use parity_scale_codec::{Decode, Encode};

use super::{Cell, OrgStatus, Settings, State, organisations, profiles};
use crate::{
    Error, Hash, PublicKey, cells,
    events::RegistryEvent,
    host::Host,
    messages::RegisterOrg,
    profile::Profile,
    roles::{OrgKind, Role, Roles},
};

/// What the registry is created with.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Founding {
    /// 32 random bytes that no other installation has; every intent and envelope is bound to them.
    pub genesis: Hash,
    /// Seconds from the replacement of a key to the first second of the new one.
    pub key_delay: u32,
    /// The first profiles, numbered in this order from 0; at most [`super::PROFILES_MAX`].
    pub profiles: Vec<Profile>,
    /// The authority's legal name.
    pub name: String,
    /// Its registration number.
    pub number: String,
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// The first registrar's key.
    pub key: PublicKey,
}

/// Founds the registry: settings, the authority, its first registrar, its first profiles.
///
/// # Errors
/// [`Error::TextInvalid`], [`Error::TooMany`], those of [`Profile::check`].
pub fn found<H: Host>(host: &mut H, founding: &Founding) -> Result<(), Error> {
    let settings = Settings { genesis: founding.genesis, key_delay: founding.key_delay };
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
    founding.profiles.iter().try_for_each(|profile| profiles::list(host, profile, person))
}
