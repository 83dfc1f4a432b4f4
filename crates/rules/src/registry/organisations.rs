//! Organisations register themselves; a registrar decides.

use super::{
    Cell, Hold, Org, OrgName, OrgStatus, Settings, derive_id, emit, keys, org_preimage, settings,
    signer,
};
use crate::{
    Auth, Error, OrgId, PersonId, auth, cells,
    events::RegistryEvent,
    host::Host,
    messages::{AdmitOrg, RefuseOrg, RegisterOrg},
    roles::{OrgKind, Role, Roles},
};

/// An organisation registers itself with its founder's key, which signs the act.
///
/// # Errors
/// [`Error::KindNotAllowed`], [`Error::TextInvalid`], [`Error::KeyTaken`],
/// [`Error::UnknownKey`] when the signing key is not the one in the act, and those of the intent.
pub fn register_org<H: Host>(host: &mut H, auth: &Auth, act: &RegisterOrg) -> Result<(), Error> {
    let roles = match act.kind {
        OrgKind::Vendor => Roles::of(&[Role::OrgAdmin, Role::Vendor]),
        OrgKind::Buyer => Roles::of(&[Role::OrgAdmin]),
        OrgKind::Authority => return Err(Error::KindNotAllowed),
    };
    if host.key_id(&act.key) != auth.key {
        return Err(Error::UnknownKey);
    }
    let settings = settings(host)?;
    auth::check_intent(host, &settings.genesis, auth, act, &act.key)?;
    enter(host, &settings, act, OrgStatus::Pending, roles)?;
    Ok(())
}

/// A registrar admits an organisation that waits.
///
/// # Errors
/// [`Error::UnknownOrganisation`], [`Error::NotPending`], and those of the signer.
pub fn admit_org<H: Host>(host: &mut H, auth: &Auth, act: &AdmitOrg) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    decide(host, act.org, OrgStatus::Admitted)?;
    emit(host, RegistryEvent::OrgAdmitted { org: act.org, by });
    Ok(())
}

/// A registrar refuses an organisation that waits.
///
/// # Errors
/// As [`admit_org`].
pub fn refuse_org<H: Host>(host: &mut H, auth: &Auth, act: &RefuseOrg) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    decide(host, act.org, OrgStatus::Refused)?;
    emit(host, RegistryEvent::OrgRefused { org: act.org, by, reason: act.reason });
    Ok(())
}

fn decide<H: Host>(host: &mut H, id: OrgId, status: OrgStatus) -> Result<(), Error> {
    let mut org: Org = cells::get(host, &Cell::Org(id))?.ok_or(Error::UnknownOrganisation)?;
    if org.status != OrgStatus::Pending {
        return Err(Error::NotPending);
    }
    org.status = status;
    cells::put(host, &Cell::Org(id), &org)
}

/// Enters an organisation and its founder.
pub(super) fn enter<H: Host>(
    host: &mut H,
    settings: &Settings,
    act: &RegisterOrg,
    status: OrgStatus,
    roles: Roles,
) -> Result<(OrgId, PersonId), Error> {
    check_text(&act.name, 200)?;
    check_text(&act.number, 64)?;
    if !act.country.iter().all(u8::is_ascii_uppercase) {
        return Err(Error::TextInvalid);
    }
    let org = OrgId(derive_id(host, &org_preimage(&settings.genesis, &act.key))?);
    let name = OrgName {
        name: act.name.clone(),
        number: act.number.clone(),
        country: act.country,
        details: act.details,
    };
    let entered = Org { kind: act.kind, status, people: 0, hold: Hold::default(), admin_keys: 0 };
    cells::put(host, &Cell::Org(org), &entered)?;
    cells::put_long(host, &Cell::OrgName(org), &name)?;
    emit(
        host,
        RegistryEvent::OrgRegistered {
            org,
            kind: act.kind,
            name: name.name,
            number: name.number,
            country: name.country,
            details: name.details,
        },
    );
    let person = keys::enter_person(host, settings, org, &act.key, roles)?;
    Ok((org, person))
}

/// Refuses a text that is empty, longer than `most` bytes, or holds control characters.
///
/// # Errors
/// [`Error::TextInvalid`].
pub(crate) fn check_text(text: &str, most: usize) -> Result<(), Error> {
    if text.trim().is_empty() || text.len() > most || text.chars().any(char::is_control) {
        return Err(Error::TextInvalid);
    }
    Ok(())
}
