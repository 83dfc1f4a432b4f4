//! The profiles that tenders are published under: added and retired, never changed.

use parity_scale_codec::{Decode, Encode};

use super::{Cell, emit, signer, state};
use crate::{
    Auth, Error, PersonId, cells,
    events::RegistryEvent,
    host::Host,
    messages::{AddProfile, RetireProfile},
    profile::Profile,
    roles::Role,
};

/// Profiles of an installation at most, retired ones included.
pub const PROFILES_MAX: u32 = 64;

/// A profile on the registry's list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ListedProfile {
    /// The profile.
    pub profile: Profile,
    /// Since when no new tender may name it.
    pub retired_at: Option<u64>,
}

impl ListedProfile {
    /// The profile, when a new tender may name it.
    ///
    /// # Errors
    /// [`Error::ProfileRetired`].
    pub fn current(&self) -> Result<&Profile, Error> {
        if self.retired_at.is_some() { Err(Error::ProfileRetired) } else { Ok(&self.profile) }
    }
}

/// A registrar adds a profile.
///
/// # Errors
/// Those of [`Profile::check`], [`Error::TooMany`] above [`PROFILES_MAX`], and those of the signer.
pub fn add_profile<H: Host>(host: &mut H, auth: &Auth, act: &AddProfile) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    list(host, &act.profile, by)
}

/// A registrar retires a profile; there is no way back but to add it anew.
///
/// # Errors
/// [`Error::UnknownProfile`], [`Error::ProfileRetired`] when it is retired already, and those of the signer.
pub fn retire_profile<H: Host>(
    host: &mut H,
    auth: &Auth,
    act: &RetireProfile,
) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    let number = act.profile;
    let profile = current(host, number)?;
    let listed = ListedProfile { profile, retired_at: Some(host.now()) };
    cells::put(host, &Cell::Profile(number), &listed)?;
    emit(host, RegistryEvent::ProfileRetired { profile: number, by });
    Ok(())
}

/// Puts a profile on the list under the next number.
///
/// # Errors
/// As [`add_profile`].
pub(super) fn list<H: Host>(host: &mut H, profile: &Profile, by: PersonId) -> Result<(), Error> {
    profile.check()?;
    let mut state = state(host)?;
    let number = state.profiles;
    if number >= PROFILES_MAX {
        return Err(Error::TooMany);
    }
    state.profiles = number + 1;
    let listed = ListedProfile { profile: profile.clone(), retired_at: None };
    cells::put(host, &Cell::State, &state)?;
    cells::put(host, &Cell::Profile(number), &listed)?;
    emit(host, RegistryEvent::ProfileAdded { number, profile: profile.clone(), by });
    Ok(())
}

/// The profile of this number, when a new tender may name it.
///
/// # Errors
/// [`Error::UnknownProfile`], [`Error::ProfileRetired`].
pub(super) fn current<H: Host>(host: &H, number: u32) -> Result<Profile, Error> {
    let listed: Option<ListedProfile> = cells::get(host, &Cell::Profile(number))?;
    listed.ok_or(Error::UnknownProfile)?.current().cloned()
}
