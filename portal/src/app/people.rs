//! Whose account is which person of the registry, and what follows from it.
//!
//! An account registers the public key of a signing key it made ([`crate::ports::Keys`],
//! `x ‖ y` in hexadecimal digits). When the registry knows a person by that key, the account
//! is that person, and holds the person's roles once the organisation is admitted.

use tenderseal_rules::{Hash, OrgId, PersonId, registry::OrgStatus, replay::sha256};

use super::{App, Outcome, names::Named, roles::Role};
use crate::ports::{OrganisationData, RegistrationStatus};
use crate::ports_chain::{OrgRow, PersonRow};

/// Who an account is on the chain.
#[derive(Clone, Debug)]
pub struct Me {
    /// The person.
    pub person: PersonRow,
    /// For whom the person acts.
    pub org: OrgRow,
}

/// Who an account is on the chain; `None` before the registry knows its key.
///
/// # Errors
/// When a table cannot be read.
pub async fn me(app: &App, account_id: i64) -> Outcome<Option<Me>> {
    let Some(person) = app.store.person_of_account(account_id).await? else { return Ok(None) };
    let org = app.store.chain_org(&person.org).await?;
    Ok(org.map(|org| Me { person, org }))
}

/// Brings an account's roles to what the registry says.
///
/// # Errors
/// When a table cannot be read or written.
pub async fn sync_account(app: &App, account_id: i64) -> Outcome<()> {
    let roles: Vec<(Role, Option<i64>)> = match me(app, account_id).await? {
        Some(me) if me.org.status == OrgStatus::Admitted => {
            me.person.roles.iter().filter_map(|role| Some((portal_role(role)?, None))).collect()
        }
        _ => Vec::new(),
    };
    Ok(app.store.set_roles(account_id, &roles).await?)
}

/// Brings the roles of everybody who is this person to what the registry says.
///
/// # Errors
/// As [`sync_account`].
pub async fn sync_person(app: &App, person: &PersonId) -> Outcome<()> {
    for account in app.store.accounts_of_person(person).await? {
        sync_account(app, account).await?;
    }
    Ok(())
}

/// Brings people and registration of an organisation to what the registry says.
///
/// # Errors
/// As [`sync_account`].
pub async fn sync_org(app: &App, org: &OrgId) -> Outcome<()> {
    for person in app.store.people_of(org).await? {
        sync_person(app, &person.id).await?;
    }
    let Some(row) = app.store.chain_org(org).await? else { return Ok(()) };
    let status = match row.status {
        OrgStatus::Pending => return Ok(()),
        OrgStatus::Admitted => RegistrationStatus::Admitted,
        OrgStatus::Refused => RegistrationStatus::Refused,
    };
    let reason = match row.reason {
        Some(hash) => app.store.text(&hash).await?.unwrap_or_default(),
        None => String::new(),
    };
    for held in app.store.organisations_with(RegistrationStatus::Pending).await? {
        if details_hash(&held.data) == row.details {
            app.store.set_registration(held.id, status, &reason, None, app.clock.now()).await?;
        }
    }
    Ok(())
}

/// What `register_org` names as `details`: SHA-256 of what the organisation says of itself off
/// the chain, as JSON with the fields in this order.
#[must_use]
pub fn details_hash(data: &OrganisationData) -> Hash {
    let documents: Vec<&str> = data.documents.iter().map(|file| file.sha256.as_str()).collect();
    let details = serde_json::json!([
        "tenderseal-details/1",
        data.kind.name(),
        data.legal_name.as_str(),
        data.country.as_str(),
        data.registration_number.as_str(),
        data.address.as_str(),
        data.contact_name.as_str(),
        data.contact_email.as_str(),
        data.contact_phone.as_str(),
        documents,
    ]);
    sha256(details.to_string().as_bytes())
}

fn portal_role(role: tenderseal_rules::roles::Role) -> Option<Role> {
    Role::named(&role.name().replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_of_the_registry_is_one_of_the_portal() {
        for role in tenderseal_rules::roles::Role::ALL {
            assert!(portal_role(role).is_some(), "{role:?}");
        }
    }
}
