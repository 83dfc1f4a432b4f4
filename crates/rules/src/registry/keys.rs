//! People and their keys.

use alloc::vec::Vec;

use super::{
    Cell, Key, Org, OrgStatus, PEOPLE_MAX, Person, Settings, derive_id, emit, person_preimage,
    settings, signatory, signer,
};
use crate::{
    Auth, ContractId, Error, Hash, KeyId, OrgId, PersonId, PublicKey, auth, cells,
    events::RegistryEvent,
    host::{Host, Signatory, Standing},
    messages::{Act, AddPerson, RegisterOpeningKey, ReplaceKey, RevokeKey, SetRoles},
    roles::{OrgKind, Role, Roles},
};

/// X25519 public keys of low order in canonical form (RFC 7748 §6.1 asks to refuse what they lead
/// to), little-endian: 0, 1, the two points of order 8, p − 1.
const LOW_ORDER: [[u8; 32]; 5] = [
    [0; 32],
    one(),
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
        0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
        0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
        0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
        0x11, 0x57,
    ],
    near_p(0xec),
];

const fn one() -> [u8; 32] {
    let mut point = [0; 32];
    point[0] = 1;
    point
}

/// 2^255 − 256 + `first`; p is 2^255 − 19, so `0xed` gives p itself.
const fn near_p(first: u8) -> [u8; 32] {
    let mut point = [0xff; 32];
    point[0] = first;
    point[31] = 0x7f;
    point
}

/// Whether a member can be sealed for with this key: below p, and not of low order. Sealing
/// refuses other keys, so one of them would stop a whole tender.
pub(crate) fn is_usable(key: &[u8; 32]) -> bool {
    let below_p = key.iter().rev().lt(near_p(0xed).iter().rev());
    below_p && !LOW_ORDER.contains(key)
}

/// What a new key signs to show that somebody holds it:
/// `"TENDERSEAL-KEY\0" ‖ genesis32 ‖ registry20 ‖ org20 ‖ x ‖ y`.
#[must_use]
pub fn possession(genesis: &Hash, registry: &ContractId, org: &OrgId, key: &PublicKey) -> Vec<u8> {
    [b"TENDERSEAL-KEY\0", &genesis[..], &registry.0, &org.0, &key.0].concat()
}

/// An administrator adds a person to the own organisation.
///
/// # Errors
/// [`Error::RoleNotAllowed`], [`Error::KeyTaken`], [`Error::BadPossession`], [`Error::TooManyPeople`],
/// and those of the signer.
pub fn add_person<H: Host>(host: &mut H, auth: &Auth, act: &AddPerson) -> Result<(), Error> {
    let admin = signer(host, auth, act, Role::OrgAdmin)?;
    act.roles.allowed_for(admin.kind)?;
    let settings = settings(host)?;
    check_possession(host, &settings, &admin.org, &act.key, &act.possession)?;
    enter_person(host, &settings, admin.org, &act.key, act.roles)?;
    Ok(())
}

/// A key is replaced: by another active key of the same person, by the organisation's
/// administrator, or by a registrar (the way out when an organisation lost its only key). A
/// person whose last key was revoked gets a new one in the same way, the revoked one named as old.
///
/// # Errors
/// [`Error::KeyRevoked`] when the old key is revoked and the person has another, [`Error::KeyTaken`],
/// [`Error::BadPossession`], [`Error::UnknownKey`], [`Error::KeyInactive`], [`Error::Suspended`],
/// [`Error::Debarred`], [`Error::MissingRole`], and those of the intent.
pub fn replace_key<H: Host>(host: &mut H, auth: &Auth, act: &ReplaceKey) -> Result<(), Error> {
    let (by, old, mut person) = keeper(host, auth, act, act.old)?;
    if old.revoked_at.is_some() && person.keys > 0 {
        return Err(Error::KeyRevoked);
    }
    let settings = settings(host)?;
    check_possession(host, &settings, &person.org, &act.new, &act.possession)?;
    let now = host.now();
    if old.revoked_at.is_none() {
        end_key(host, act.old, &old)?;
    } else {
        let before = person.admin_keys();
        person.keys = 1;
        cells::put(host, &Cell::Person(old.person), &person)?;
        count_admin_keys(host, person.org, before, person.admin_keys())?;
    }
    let active_from = now.saturating_add(settings.key_delay.into());
    enter_key(host, &act.new, old.person, active_from)?;
    let (old_id, new) = (act.old, act.new);
    let event = RegistryEvent::KeyReplaced {
        person: old.person,
        old: old_id,
        new,
        active_from,
        by: by.person,
    };
    emit(host, event);
    Ok(())
}

/// A key is revoked: it ends in this block and never comes back. By the person's own key, by the
/// organisation's administrator, or by a registrar.
///
/// # Errors
/// [`Error::KeyRevoked`], [`Error::LastAdminKey`] (a registrar may take the last one of any
/// organisation but the authority, which nobody could bring back), [`Error::UnknownKey`],
/// [`Error::KeyInactive`], [`Error::Suspended`], [`Error::Debarred`], [`Error::MissingRole`], and
/// those of the intent.
pub fn revoke_key<H: Host>(host: &mut H, auth: &Auth, act: &RevokeKey) -> Result<(), Error> {
    let (by, key, mut person) = keeper(host, auth, act, act.key)?;
    if key.revoked_at.is_some() {
        return Err(Error::KeyRevoked);
    }
    let before = person.admin_keys();
    person.keys = person.keys.checked_sub(1).ok_or(Error::Corrupt)?;
    let org = count_admin_keys(host, person.org, before, person.admin_keys())?;
    let registrar = by.roles.has(Role::Registrar) && org.kind != OrgKind::Authority;
    if before > 0 && org.admin_keys == 0 && !registrar {
        return Err(Error::LastAdminKey);
    }
    end_key(host, act.key, &key)?;
    cells::put(host, &Cell::Person(key.person), &person)?;
    emit(host, RegistryEvent::KeyRevoked { person: key.person, key: act.key, by: by.person });
    Ok(())
}

/// An administrator gives a person of the own organisation other roles, in place of all before.
///
/// # Errors
/// [`Error::UnknownPerson`], [`Error::ForeignOrganisation`], [`Error::RoleNotAllowed`],
/// [`Error::RoleRedundant`], [`Error::LastAdminKey`], and those of the signer.
pub fn set_roles<H: Host>(host: &mut H, auth: &Auth, act: &SetRoles) -> Result<(), Error> {
    let admin = signer(host, auth, act, Role::OrgAdmin)?;
    let mut person: Person =
        cells::get(host, &Cell::Person(act.person))?.ok_or(Error::UnknownPerson)?;
    if person.org != admin.org {
        return Err(Error::ForeignOrganisation);
    }
    act.roles.allowed_for(admin.kind)?;
    if act.roles == person.roles {
        return Err(Error::RoleRedundant);
    }
    let before = person.admin_keys();
    person.roles = act.roles;
    let org = count_admin_keys(host, person.org, before, person.admin_keys())?;
    if org.admin_keys == 0 {
        return Err(Error::LastAdminKey);
    }
    cells::put(host, &Cell::Person(act.person), &person)?;
    let SetRoles { person, roles } = *act;
    emit(host, RegistryEvent::RolesSet { person, roles, by: admin.person });
    Ok(())
}

/// Who may end a key, and the key with its person: the key's own person, an administrator of
/// the organisation, or a registrar. An organisation that waits or was refused keeps its keys in
/// order too; one that is suspended or debarred does nothing.
///
/// # Errors
/// [`Error::UnknownKey`], [`Error::KeyInactive`], [`Error::Suspended`], [`Error::Debarred`],
/// [`Error::MissingRole`], and those of the intent.
fn keeper<H: Host, A: Act>(
    host: &mut H,
    auth: &Auth,
    act: &A,
    id: KeyId,
) -> Result<(Signatory, Key, Person), Error> {
    let genesis = settings(host)?.genesis;
    let by = signatory(host, &auth.key)?.ok_or(Error::UnknownKey)?;
    if !by.active {
        return Err(Error::KeyInactive);
    }
    if by.standing != Standing::NotAdmitted {
        by.standing.check()?;
    }
    let key: Key = cells::get(host, &Cell::Key(id))?.ok_or(Error::UnknownKey)?;
    let person: Person = cells::get(host, &Cell::Person(key.person))?.ok_or(Error::Corrupt)?;
    let own = by.person == key.person;
    let admin = by.org == person.org && by.roles.has(Role::OrgAdmin);
    let registrar = by.roles.has(Role::Registrar);
    if !own && !admin && !registrar {
        return Err(Error::MissingRole);
    }
    auth::check_intent(host, &genesis, auth, act, &by.key)?;
    Ok((by, key, person))
}

/// Ends a key in this block.
fn end_key<H: Host>(host: &mut H, id: KeyId, key: &Key) -> Result<(), Error> {
    let ended = Key { revoked_at: Some(host.now()), ..key.clone() };
    cells::put(host, &Cell::Key(id), &ended)
}

/// Counts the administrators' keys of an organisation anew after one person changed.
fn count_admin_keys<H: Host>(
    host: &mut H,
    id: OrgId,
    before: u32,
    after: u32,
) -> Result<Org, Error> {
    let mut org: Org = cells::get(host, &Cell::Org(id))?.ok_or(Error::Corrupt)?;
    let others = org.admin_keys.checked_sub(before).ok_or(Error::Corrupt)?;
    org.admin_keys = others.checked_add(after).ok_or(Error::Overflow)?;
    if before != after {
        cells::put(host, &Cell::Org(id), &org)?;
    }
    Ok(org)
}

/// A committee member registers an opening key of its own.
///
/// # Errors
/// [`Error::OpeningKeyInvalid`], [`Error::OpeningKeyTaken`], and those of the signer.
pub fn register_opening_key<H: Host>(
    host: &mut H,
    auth: &Auth,
    act: &RegisterOpeningKey,
) -> Result<(), Error> {
    let person = signer(host, auth, act, Role::Committee)?.person;
    if !is_usable(&act.key) {
        return Err(Error::OpeningKeyInvalid);
    }
    let cell = Cell::OpeningKey(act.key);
    if cells::get::<_, PersonId>(host, &cell)?.is_some() {
        return Err(Error::OpeningKeyTaken);
    }
    cells::put(host, &cell, &person)?;
    emit(host, RegistryEvent::OpeningKeyRegistered { person, key: act.key });
    Ok(())
}

/// Enters a person with a first key that is active at once.
pub(super) fn enter_person<H: Host>(
    host: &mut H,
    settings: &Settings,
    id: OrgId,
    key: &PublicKey,
    roles: Roles,
) -> Result<PersonId, Error> {
    let mut org: Org = cells::get(host, &Cell::Org(id))?.ok_or(Error::UnknownOrganisation)?;
    if org.status == OrgStatus::Refused {
        return Err(Error::NotAdmitted);
    }
    if org.people >= PEOPLE_MAX {
        return Err(Error::TooManyPeople);
    }
    org.people += 1;
    let person = PersonId(derive_id(host, &person_preimage(&settings.genesis, key))?);
    let entered = Person { org: id, roles, keys: 1 };
    org.admin_keys += entered.admin_keys();
    enter_key(host, key, person, host.now())?;
    cells::put(host, &Cell::Org(id), &org)?;
    cells::put(host, &Cell::Person(person), &entered)?;
    emit(host, RegistryEvent::PersonAdded { person, org: id, roles, key: *key });
    Ok(person)
}

fn enter_key<H: Host>(
    host: &mut H,
    public: &PublicKey,
    person: PersonId,
    active_from: u64,
) -> Result<(), Error> {
    let cell = Cell::Key(host.key_id(public));
    if cells::get::<_, Key>(host, &cell)?.is_some() {
        return Err(Error::KeyTaken);
    }
    cells::put(host, &cell, &Key { public: *public, person, active_from, revoked_at: None })
}

fn check_possession<H: Host>(
    host: &H,
    settings: &Settings,
    org: &OrgId,
    key: &PublicKey,
    signature: &[u8; 64],
) -> Result<(), Error> {
    let message = possession(&settings.genesis, &host.contract(), org, key);
    if host.verify_p256(&message, signature, key)? { Ok(()) } else { Err(Error::BadPossession) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_canonical_keys_of_full_order_can_be_sealed_for() {
        let mut base_point = [0; 32];
        base_point[0] = 9;
        assert!(is_usable(&base_point));
        let mut top_bit = base_point;
        top_bit[31] = 0x80;
        let refused = LOW_ORDER.iter().chain([&top_bit]).copied();
        for key in refused.chain((0xed..=0xff).map(near_p)).chain([[0xff; 32]]) {
            assert!(!is_usable(&key), "{key:02x?}");
        }
    }
}
