//! What the registry answers to those who ask: who holds a key, in which role, and whether it is paused.

use super::{Cell, Key, Org, Person, state};
use crate::{
    Error, KeyId, auth, cells,
    host::{Host, Signatory},
    roles::Role,
};

/// What the registry says of a key at the block's time; `None` when it does not know it.
///
/// # Errors
/// [`Error::Corrupt`].
pub fn signatory<H: Host>(host: &H, key: &KeyId) -> Result<Option<Signatory>, Error> {
    let Some(key): Option<Key> = cells::get(host, &Cell::Key(*key))? else {
        return Ok(None);
    };
    let person: Person = cells::get(host, &Cell::Person(key.person))?.ok_or(Error::Corrupt)?;
    let org: Org = cells::get(host, &Cell::Org(person.org))?.ok_or(Error::Corrupt)?;
    Ok(Some(Signatory {
        key: key.public,
        person: key.person,
        org: person.org,
        kind: org.kind,
        standing: org.standing(host.now()),
        active: key.active_from <= host.now() && key.revoked_at.is_none(),
        roles: person.roles,
    }))
}

/// OpenBrush's number of the role that gives and takes all others; here the registrar's.
pub const DEFAULT_ADMIN_ROLE: u32 = 0;

/// Whether the holder of this key may act now in this role: one bit of [`crate::roles::Roles`], or
/// [`DEFAULT_ADMIN_ROLE`]. `false` for an unknown key and for anything that is not one role.
///
/// # Errors
/// [`Error::Corrupt`].
pub fn has_role<H: Host>(host: &H, role: u32, key: &KeyId) -> Result<bool, Error> {
    let wanted = if role == DEFAULT_ADMIN_ROLE { Role::Registrar as u32 } else { role };
    let Some(role) = Role::ALL.into_iter().find(|role| *role as u32 == wanted) else {
        return Ok(false);
    };
    let signatory = signatory(host, key)?;
    Ok(signatory.is_some_and(|found| auth::check_role(&found, role).is_ok()))
}

/// Whether the factory of tenders is paused.
///
/// # Errors
/// [`Error::Corrupt`].
pub fn paused<H: Host>(host: &H) -> Result<bool, Error> {
    Ok(state(host)?.paused)
}
