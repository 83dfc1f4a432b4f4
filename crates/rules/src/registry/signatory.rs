//! Who holds a key.

use super::{Cell, Key, Org, OrgStatus, Person};
use crate::{
    Error, KeyId, cells,
    host::{Host, Signatory},
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
        admitted: org.status == OrgStatus::Admitted,
        active: key.active_from <= host.now() && key.revoked_at.is_none(),
        roles: person.roles,
    }))
}
