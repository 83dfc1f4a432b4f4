//! One person of an organisation: other roles, keys to revoke, and what to do when none is left.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{
    PersonId, hex,
    registry::OrgStatus,
    roles::{OrgKind, Role},
};

use super::{
    Portal,
    errors::Refusal,
    keys::roles_for,
    page::{Answer, Page, private},
    people::{PersonLine, line},
    registry::found,
    signing::{Signing, me},
};
use crate::app::{self, names::Named, people::Me, sign_in::Signed, standing::administrators_keys};
use crate::ports_chain::{OrgRow, PersonRow};

/// A person.
#[derive(Template)]
#[template(path = "organisation/person.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by the template by its name")]
pub struct PersonPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// Of which organisation.
    pub org: OrgRow,
    /// Who, with roles and keys.
    pub person: PersonLine,
    /// Every role that can be given.
    pub roles: Vec<&'static str>,
    /// Whether the reader may give other roles.
    pub sets_roles: bool,
    /// Whether the person has the last keys of an administrator: that role has to stay.
    pub is_last_administrator: bool,
    /// Whether the person's one key is the last of an administrator, which the reader may not revoke.
    pub keeps_last_key: bool,
    /// Whether the reader is this person.
    pub own: bool,
    /// Whether the reader may give a new key: the other pages of the organisation's people are there.
    pub replaces: bool,
}

impl PersonPage {
    fn path(&self) -> String {
        format!("/organisations/{}/people/{}", self.org.id, self.person.id)
    }

    fn people(&self) -> String {
        format!("/organisations/{}/people", self.org.id)
    }

    fn back(&self) -> String {
        if self.replaces { self.people() } else { "/account/keys".to_owned() }
    }

    fn has_role(&self, role: &str) -> bool {
        self.person.roles.contains(&role)
    }

    /// The roles as they are, in the order of the form.
    fn before(&self) -> String {
        let held = self.roles.iter().copied().filter(|role| self.has_role(role));
        held.collect::<Vec<_>>().join(" ")
    }

    fn must_keep(&self, role: &str) -> bool {
        self.is_last_administrator && role == Role::OrgAdmin.name()
    }

    fn is_without_key(&self) -> bool {
        self.person.keys.iter().all(|key| key.state == "revoked")
    }
}

/// What a reader may do with a person.
struct May {
    own: bool,
    administers: bool,
    registrar: bool,
}

impl May {
    /// What the rules allow: own keys, people of the own organisation, anybody's as a registrar.
    fn of(me: &Me, person: &PersonRow) -> Result<Self, Refusal> {
        let may = Self {
            own: me.person.id == person.id,
            administers: me.org.id == person.org && me.person.roles.has(Role::OrgAdmin),
            registrar: me.person.roles.has(Role::Registrar),
        };
        if may.own || may.administers || may.registrar { Ok(may) } else { Err(Refusal::NotFound) }
    }
}

/// `GET /organisations/{org}/people/{person}`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String, String)>,
    signed: Signed,
) -> Answer {
    let app = &portal.app;
    let me = me(&portal, &signed).await?;
    let org = found(app, &parts.1).await?;
    let id = hex::parse(&parts.2).map(PersonId).ok_or(Refusal::NotFound)?;
    let row = app.store.person(&id).await.map_err(app::Error::from)?;
    let row = row.filter(|row| row.org == org.id).ok_or(Refusal::NotFound)?;
    let may = May::of(&me, &row)?;
    let (all, own) = administrators_keys(app, &row).await?;
    let is_last_administrator = own > 0 && all == own;
    // The registry lets a registrar take the last one, but not the authority's.
    let spares = !may.registrar || org.kind == OrgKind::Authority;
    private(&PersonPage {
        page,
        signing: Signing::of(app, &signed).await?,
        person: line(app, &row).await?,
        roles: roles_for(org.kind).into_iter().map(Named::name).collect(),
        sets_roles: may.administers && org.status == OrgStatus::Admitted,
        is_last_administrator,
        keeps_last_key: is_last_administrator && own == 1 && spares,
        own: may.own,
        replaces: may.administers || may.registrar,
        org,
    })
}
