//! Where an organisation stands and why, what was decided on it, and whether new tenders are paused.

use tenderseal_rules::{
    Event, Hash, KeyId, OrgId, PersonId, RegistryEvent,
    host::Standing,
    messages,
    registry::OrgStatus,
    replay::key_id,
    roles::{OrgKind, Role, Roles},
};

use super::{
    App, Outcome,
    names::Named,
    tender::At,
    timeline::{self, Subject},
};
use crate::ports_chain::{EventRow, Listed, OrgRow, PersonRow};

/// What an organisation is or was kept from acting by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldKind {
    /// A suspension, until a registrar lifts it.
    Suspended,
    /// A debarment that runs.
    Debarred,
    /// A debarment whose date has come.
    Over,
}

/// A suspension or a debarment with its public reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Which.
    pub kind: HoldKind,
    /// Of a suspension since when, of a debarment until when; Unix seconds.
    pub at: u64,
    /// The reason, where the portal has the text.
    pub reason: Option<String>,
}

impl Hold {
    /// The name of its kind.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }

    /// The Fluent key of what it is and its time.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self.kind {
            HoldKind::Suspended => "hold-suspended",
            HoldKind::Debarred => "hold-debarred",
            HoldKind::Over => "hold-over",
        }
    }
}

/// The suspension and the last debarment of an organisation, each if there is one.
///
/// # Errors
/// When a table cannot be read.
pub async fn holds(app: &App, org: &OrgRow) -> Outcome<Vec<Hold>> {
    let now = app.chain.now();
    let mut holds = Vec::new();
    if let Some(held) = org.suspended {
        let reason = app.store.text(&held.reason).await?;
        holds.push(Hold { kind: HoldKind::Suspended, at: held.since, reason });
    }
    if let Some(held) = org.debarred {
        let kind = if now < held.until { HoldKind::Debarred } else { HoldKind::Over };
        let reason = app.store.text(&held.reason).await?;
        holds.push(Hold { kind, at: held.until, reason });
    }
    Ok(holds)
}

/// An organisation that may not act, what keeps it from acting, and who decides on that.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// The organisation.
    pub org: OrgRow,
    /// What keeps it from acting now, a suspension first.
    pub holds: Vec<Hold>,
    /// Legal name of the authority.
    pub authority: String,
}

impl Exclusion {
    /// Where the register tells about it, without the language.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/registry/{}", self.org.id)
    }

    /// The name of the kind of organisation.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.org.kind.name()
    }

    /// All that keeps it from acting.
    #[must_use]
    pub fn all(&self) -> &[Hold] {
        &self.holds
    }

    /// What lasts longest: a suspension, which no date ends, else the debarment.
    #[must_use]
    pub fn first(&self) -> Option<&Hold> {
        self.holds.first()
    }
}

/// What keeps an organisation from acting; `None` when it may act, waits or was refused.
///
/// # Errors
/// When a table cannot be read.
pub async fn exclusion(app: &App, org: &OrgRow) -> Outcome<Option<Exclusion>> {
    if !matches!(org.standing(app.chain.now()), Standing::Suspended | Standing::Debarred) {
        return Ok(None);
    }
    let holds = holds(app, org).await?.into_iter().filter(|held| held.kind != HoldKind::Over);
    let holds = holds.collect();
    Ok(Some(Exclusion { org: org.clone(), holds, authority: authority(app).await? }))
}

/// The legal name of the authority, whose registrars decide.
///
/// # Errors
/// When a table cannot be read.
pub async fn authority(app: &App) -> Outcome<String> {
    let kind = Some(OrgKind::Authority);
    let found = app.store.chain_orgs(Some(OrgStatus::Admitted), kind).await?;
    Ok(found.into_iter().next().map_or_else(String::new, |org| org.name))
}

/// What the registry recorded: a line of a log to which lines are only added.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where.
    pub at: At,
    /// The name of the event; see [`timeline::describe`].
    pub kind: &'static str,
    /// Who signed, where the event says so.
    pub by: Option<PersonId>,
    /// The person that it concerns.
    pub person: Option<PersonId>,
    /// The person's roles from then on.
    pub roles: Option<Roles>,
    /// The key that began or ended.
    pub key: Option<KeyId>,
    /// Until when a debarment lasts, Unix seconds.
    pub until: Option<u64>,
    /// SHA-256 of the reason.
    pub reason: Option<Hash>,
    /// The reason, where the portal has the text.
    pub text: Option<String>,
}

fn entry(row: &EventRow) -> Entry {
    let mut entry = Entry {
        at: At::from(row),
        kind: timeline::describe(&row.event).0,
        by: None,
        person: None,
        roles: None,
        key: None,
        until: None,
        reason: None,
        text: None,
    };
    let Event::Registry(event) = &row.event else { return entry };
    match event {
        RegistryEvent::OrgAdmitted { by, .. }
        | RegistryEvent::Paused { by }
        | RegistryEvent::Unpaused { by }
        | RegistryEvent::ProfileAdded { by, .. }
        | RegistryEvent::ProfileRetired { by, .. } => entry.by = Some(*by),
        RegistryEvent::OrgRefused { by, reason, .. }
        | RegistryEvent::OrgSuspended { by, reason, .. }
        | RegistryEvent::OrgReinstated { by, reason, .. } => {
            (entry.by, entry.reason) = (Some(*by), Some(*reason));
        }
        RegistryEvent::OrgDebarred { by, reason, until, .. } => {
            (entry.by, entry.reason, entry.until) = (Some(*by), Some(*reason), Some(*until));
        }
        RegistryEvent::PersonAdded { person, roles, key, .. } => {
            (entry.person, entry.roles, entry.key) =
                (Some(*person), Some(*roles), Some(key_id(key)));
        }
        RegistryEvent::KeyReplaced { person, new, by, .. } => {
            (entry.person, entry.key, entry.by) = (Some(*person), Some(key_id(new)), Some(*by));
        }
        RegistryEvent::KeyRevoked { person, key, by } => {
            (entry.person, entry.key, entry.by) = (Some(*person), Some(*key), Some(*by));
        }
        RegistryEvent::RolesSet { person, roles, by } => {
            (entry.person, entry.roles, entry.by) = (Some(*person), Some(*roles), Some(*by));
        }
        RegistryEvent::OpeningKeyRegistered { person, .. } => entry.person = Some(*person),
        RegistryEvent::OrgRegistered { .. }
        | RegistryEvent::CodeApproved { .. }
        | RegistryEvent::TenderProposed { .. }
        | RegistryEvent::TenderCreated { .. } => {}
    }
    entry
}

async fn entries(app: &App, rows: &[EventRow]) -> Outcome<Vec<Entry>> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut entry = entry(row);
        if let Some(hash) = &entry.reason {
            entry.text = app.store.text(hash).await?;
        }
        all.push(entry);
    }
    Ok(all)
}

/// A line of the registry's log, with the organisations behind its persons.
#[derive(Clone, Debug)]
pub struct Told {
    /// What was recorded.
    pub entry: Entry,
    /// The organisation that it concerns; none where it concerns them all.
    pub org: Option<OrgId>,
    /// The organisation for which somebody acted: that of who signed, else the one that it concerns, whose own people
    /// register it, add persons and register opening keys.
    pub by: Option<OrgId>,
}

/// A page of what the registry recorded on admitted organisations, their people and keys, and on the pause; the latest
/// first. Who waits or was refused is not in it. `page` counts from 0; at most 100 lines.
///
/// # Errors
/// When a table cannot be read.
pub async fn log(app: &App, page: u64, size: u64) -> Outcome<Listed<Told>> {
    let Listed { items: rows, total } = app.store.registry_log(page, size).await?;
    let mut items = Vec::with_capacity(rows.len());
    for (row, entry) in rows.iter().zip(entries(app, &rows).await?) {
        let org = match timeline::subject(&row.event) {
            Some(Subject::Org(org)) => Some(org),
            Some(Subject::Person(person)) => acts_for(app, &person).await?,
            Some(Subject::Factory) | None => None,
        };
        let by = match entry.by {
            Some(person) => acts_for(app, &person).await?,
            None => org,
        };
        items.push(Told { entry, org, by });
    }
    Ok(Listed { items, total })
}

async fn acts_for(app: &App, person: &PersonId) -> Outcome<Option<OrgId>> {
    Ok(app.store.person(person).await?.map(|person| person.org))
}

/// Everything that the registry recorded on an organisation, its people and their keys, in order.
///
/// # Errors
/// When a table cannot be read.
pub async fn history(app: &App, org: &OrgRow) -> Outcome<Vec<Entry>> {
    entries(app, &app.store.events_about_org(&org.id).await?).await
}

/// When new tenders were paused and allowed again, in order.
///
/// # Errors
/// When a table cannot be read.
pub async fn pauses(app: &App) -> Outcome<Vec<Entry>> {
    entries(app, &app.store.events_about_factory().await?).await
}

/// Whether the registry makes no new tenders at present.
///
/// # Errors
/// When the ledger fails or the contract's answer cannot be read.
pub async fn is_paused(app: &App) -> Outcome<bool> {
    let call = messages::PAUSED.1.to_vec();
    let answer = app.chain.ledger.query(app.chain.registry.0, call).await?;
    Ok(messages::reading(&answer)?)
}

/// The keys of an organisation's administrators that are not revoked, in all and of one person: the
/// registry refuses acts that leave an organisation without any.
///
/// # Errors
/// When a table cannot be read.
pub async fn administrators_keys(app: &App, of: &PersonRow) -> Outcome<(usize, usize)> {
    let (mut all, mut own) = (0, 0);
    for person in app.store.people_of(&of.org).await? {
        if !person.roles.has(Role::OrgAdmin) {
            continue;
        }
        let keys = app.store.chain_keys_of(&person.id).await?;
        let live = keys.iter().filter(|key| key.revoked_at.is_none()).count();
        all += live;
        if person.id == of.id {
            own = live;
        }
    }
    Ok((all, own))
}
