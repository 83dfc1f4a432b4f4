//! A person's keys: made and kept in the browser, the public half here.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{KeyId, host::Standing, registry::OrgStatus, roles::OrgKind};

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    gate::see_other,
    page::{Answer, Page, private, refused},
    signing::Signing,
};
use crate::app::{
    self, App, Outcome,
    keys::{self, KeyRefused},
    people,
    sign_in::Signed,
    values::PersonName,
};
use crate::ports::KeyPurpose;

/// A signing key as its owner sees it.
#[derive(Clone, Debug)]
pub struct KeyLine {
    /// Its id on the chain, hexadecimal.
    pub id: String,
    /// The name its owner gave it.
    pub label: String,
    /// When it was registered here.
    pub since: jiff::Timestamp,
    /// What the registry says: `unknown`, `waiting`, `active` or `revoked`.
    pub state: &'static str,
    /// From when it may sign, or since when it may not; 0 when the registry does not know it.
    pub at: u64,
}

/// The keys.
#[derive(Template)]
#[template(path = "account/keys.html")]
pub struct KeysPage {
    /// The frame.
    pub page: Page,
    /// `label`.
    pub form: Form,
    /// What the browser needs.
    pub signing: Signing,
    /// The keys, the latest first.
    pub keys: Vec<KeyLine>,
    /// Ids of the opening keys that the registry knows of this person.
    pub opening: Vec<String>,
    /// The reader's page among the people of an organisation, without the language: keys are revoked there.
    pub revoking: Option<String>,
}

impl KeysPage {
    fn registered(&self) -> String {
        self.keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn colour(&self, key: &KeyLine) -> &'static str {
        match key.state {
            "active" => "green",
            "waiting" => "yellow",
            "revoked" => "red",
            _ => "grey",
        }
    }
}

/// A key is offered to an organisation.
#[derive(Template)]
#[template(path = "account/offer.html")]
pub struct OfferPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The key.
    pub key: KeyLine,
    /// Id, legal name, and whether it is the person's own.
    pub organisations: Vec<(String, String, bool)>,
}

/// What the registry says of a key.
async fn state(app: &App, id: &KeyId) -> Outcome<(&'static str, u64)> {
    let now = app.chain.now();
    Ok(match app.store.chain_key(id).await? {
        None => ("unknown", 0),
        Some(key) => match key.revoked_at {
            Some(at) => ("revoked", at),
            None if key.active_from > now => ("waiting", key.active_from),
            None => ("active", key.active_from),
        },
    })
}

async fn lines(app: &App, account: i64) -> Outcome<Vec<KeyLine>> {
    let mut lines = Vec::new();
    for key in app.store.keys_of(account).await? {
        let Some(id) = keys::id_of(&key).filter(|_| key.purpose == KeyPurpose::Signing) else {
            continue;
        };
        let (state, at) = state(app, &id).await?;
        lines.push(KeyLine {
            id: id.to_string(),
            label: key.label,
            since: key.created_at,
            state,
            at,
        });
    }
    Ok(lines)
}

async fn keys_page(
    portal: &Portal,
    page: Page,
    signed: &Signed,
    form: Form,
) -> Result<KeysPage, app::Error> {
    let app = &portal.app;
    let opening = match app.store.person_of_account(signed.account.id).await? {
        Some(person) => app
            .store
            .opening_keys_of(&person.id)
            .await?
            .iter()
            .map(|key| hex::encode(key.public))
            .collect(),
        None => Vec::new(),
    };
    let me = people::me(app, signed.account.id).await?;
    Ok(KeysPage {
        page,
        form,
        revoking: me.map(|me| format!("/organisations/{}/people/{}", me.org.id, me.person.id)),
        signing: Signing::of(app, signed).await?,
        keys: lines(app, signed.account.id).await?,
        opening,
    })
}

/// `GET /account/keys`.
pub async fn list(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    private(&keys_page(&portal, page, &signed, Form::default()).await?)
}

/// `POST /account/keys`: the public half of a key that the browser made or restored.
pub async fn register(
    portal: web::Data<Portal>,
    page: Page,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let mut form = Form::keeping(&fields, &["label"]);
    let Some(label) = form.check("label", PersonName::parse(fields.text("label"))) else {
        return refused(&keys_page(&portal, page, &signed, form).await?);
    };
    match keys::register(
        &portal.app,
        &signed.account,
        &label,
        fields.text("key"),
        fields.text("proof"),
    )
    .await
    {
        Ok(_) => Ok(see_other(&page.href("/account/keys?done=key-registered"))),
        Err(KeyRefused::Proof) => refused(
            &keys_page(&portal, page, &signed, form.refused("label", "error-key-proof")).await?,
        ),
        Err(KeyRefused::Taken) => refused(
            &keys_page(&portal, page, &signed, form.refused("label", "error-key-taken")).await?,
        ),
        Err(KeyRefused::App(error)) => Err(error.into()),
    }
}

/// `GET /account/keys/{key}/offer`.
pub async fn offer(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let app = &portal.app;
    let key = lines(app, signed.account.id)
        .await?
        .into_iter()
        .find(|key| key.id == parts.1)
        .ok_or(Refusal::NotFound)?;
    let own = people::me(app, signed.account.id).await?.map(|me| me.org.id);
    let organisations =
        app.store.chain_orgs(Some(OrgStatus::Admitted), None).await.map_err(app::Error::from)?;
    // A key that is offered to somebody who may not act helps nobody.
    let now = app.chain.now();
    let organisations = organisations
        .into_iter()
        .filter(|org| org.standing(now) == Standing::Admitted)
        .map(|org| (org.id.to_string(), org.name, Some(org.id) == own))
        .collect();
    private(&OfferPage { page, signing: Signing::of(app, &signed).await?, key, organisations })
}

/// The roles that people of a kind of organisation may hold.
#[must_use]
pub fn roles_for(kind: OrgKind) -> Vec<tenderseal_rules::roles::Role> {
    use tenderseal_rules::roles::{Role, Roles};
    Role::ALL.into_iter().filter(|role| Roles::of(&[*role]).allowed_for(kind).is_ok()).collect()
}
