//! The people of an organisation: who they are, their roles and keys; adding a
//! person and replacing a lost key.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{registry::OrgStatus, roles::OrgKind};

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    keys::roles_for,
    page::{Answer, Page, private, refused},
    registry::found,
    signing::{Signing, person_name},
};
use crate::app::{App, Outcome, keys, names::Named, people, roles::Role, sign_in::Signed};
use crate::ports_chain::{OrgRow, PersonRow};

/// A signing key of a person.
#[derive(Clone, Debug)]
pub struct PersonKey {
    /// Its id.
    pub id: String,
    /// `waiting`, `active` or `revoked`.
    pub state: &'static str,
    /// From when it may sign, or since when it may not; Unix seconds.
    pub at: u64,
}

/// A key that a new one can take the place of.
#[derive(Clone, Debug)]
pub struct Replaceable {
    /// Its id.
    pub key: String,
    /// The name of the person.
    pub name: String,
    /// Whether it is revoked already.
    pub ended: bool,
}

/// A person.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// The id.
    pub id: String,
    /// The name, where the portal knows it.
    pub name: String,
    /// Names of the roles.
    pub roles: Vec<&'static str>,
    /// Since when, Unix seconds.
    pub since: u64,
    /// The keys, the oldest first.
    pub keys: Vec<PersonKey>,
}

/// The people.
#[derive(Template)]
#[template(path = "organisation/people.html")]
pub struct PeoplePage {
    /// The frame.
    pub page: Page,
    /// `code`.
    pub form: Form,
    /// Whose people.
    pub org: OrgRow,
    /// The people, the oldest first; each has a page of its own for roles and keys.
    pub people: Vec<PersonLine>,
    /// Whether the reader may add a person.
    pub adds: bool,
    /// Whether the reader may replace keys.
    pub replaces: bool,
}

/// An offered key, read and checked.
#[derive(Template)]
#[template(path = "organisation/offered.html")]
pub struct OfferedPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// Of which organisation.
    pub org: OrgRow,
    /// The public key, hexadecimal.
    pub key: String,
    /// Its id.
    pub key_id: String,
    /// Its signature, hexadecimal.
    pub possession: String,
    /// Name and address of the account that holds it.
    pub holder: Option<(String, String)>,
    /// Roles that can be given.
    pub roles: Vec<&'static str>,
    /// Keys that it can replace.
    pub replaceable: Vec<Replaceable>,
    /// Whether the reader may add a person.
    pub adds: bool,
}

impl PeoplePage {
    fn person_path(&self, person: &PersonLine) -> String {
        format!("/organisations/{}/people/{}", self.org.id, person.id)
    }
}

impl OfferedPage {
    fn people_path(&self) -> String {
        format!("/organisations/{}/people", self.org.id)
    }

    fn people_href(&self) -> String {
        self.page.href(&self.people_path())
    }
}

/// What a reader may do with the people of an organisation.
struct May {
    adds: bool,
    replaces: bool,
}

async fn may(app: &App, signed: &Signed, org: &OrgRow) -> Result<May, Refusal> {
    let own = people::me(app, signed.account.id).await?.filter(|me| me.org.id == org.id);
    let adds = own.is_some_and(|me| me.person.roles.has(tenderseal_rules::roles::Role::OrgAdmin))
        && org.status != OrgStatus::Refused;
    let registrar = signed.roles.contains(Role::Registrar);
    if adds || registrar {
        Ok(May { adds, replaces: adds || registrar })
    } else {
        Err(Refusal::NotFound)
    }
}

/// A person with roles and keys.
///
/// # Errors
/// When a table cannot be read.
pub async fn line(app: &App, person: &PersonRow) -> Outcome<PersonLine> {
    let now = app.chain.now();
    let held = app.store.chain_keys_of(&person.id).await?;
    let keys = held.iter().map(|key| PersonKey {
        id: key.id.to_string(),
        state: match key.revoked_at {
            Some(_) => "revoked",
            None if key.active_from > now => "waiting",
            None => "active",
        },
        at: key.revoked_at.unwrap_or(key.active_from),
    });
    Ok(PersonLine {
        id: person.id.to_string(),
        name: person_name(app, &person.id).await?,
        roles: person.roles.iter().map(Named::name).collect(),
        since: person.added_at,
        keys: keys.collect(),
    })
}

/// The people of an organisation, the oldest first.
///
/// # Errors
/// When a table cannot be read.
pub async fn lines(app: &App, org: &OrgRow) -> Outcome<Vec<PersonLine>> {
    let mut lines = Vec::new();
    for person in app.store.people_of(&org.id).await? {
        lines.push(line(app, &person).await?);
    }
    Ok(lines)
}

/// The keys that a new one can take the place of: each that is not revoked, and of somebody who has
/// none of these the latest revoked one.
fn replaceable(people: &[PersonLine]) -> Vec<Replaceable> {
    let mut all = Vec::new();
    for person in people {
        let of = |key: &PersonKey| Replaceable {
            key: key.id.clone(),
            name: person.name.clone(),
            ended: key.state == "revoked",
        };
        let live = person.keys.iter().filter(|key| key.state != "revoked");
        all.extend(live.clone().map(of));
        if live.count() == 0 {
            all.extend(person.keys.iter().max_by_key(|key| key.at).map(of));
        }
    }
    all
}

/// `GET /organisations/{org}/people`.
pub async fn list(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let app = &portal.app;
    let org = found(app, &parts.1).await?;
    let May { adds, replaces } = may(app, &signed, &org).await?;
    let people = lines(app, &org).await?;
    private(&PeoplePage { page, form: Form::default(), org, people, adds, replaces })
}

/// `POST /organisations/{org}/people`: reads an offer; nothing is kept.
pub async fn offered(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let app = &portal.app;
    let org = found(app, &parts.1).await?;
    let May { adds, replaces } = may(app, &signed, &org).await?;
    let people = lines(app, &org).await?;
    let offer = match keys::read_offer(
        fields.text("code"),
        &app.chain.genesis(),
        &app.chain.registry,
        &org.id,
    ) {
        Ok(offer) => offer,
        Err(key) => {
            let form = Form::keeping(&fields, &["code"]).refused("code", key);
            return refused(&PeoplePage { page, form, org, people, adds, replaces });
        }
    };
    let holder = keys::holder(app, &offer.key).await?;
    private(&OfferedPage {
        page,
        signing: Signing::of(app, &signed).await?,
        key: hex::encode(offer.key.0),
        key_id: tenderseal_rules::replay::key_id(&offer.key).to_string(),
        possession: hex::encode(offer.possession),
        holder: holder
            .map(|account| (account.name.as_str().to_owned(), account.email.as_str().to_owned())),
        roles: roles_of(org.kind),
        org,
        replaceable: replaceable(&people),
        adds,
    })
}

fn roles_of(kind: OrgKind) -> Vec<&'static str> {
    roles_for(kind).into_iter().map(Named::name).collect()
}
