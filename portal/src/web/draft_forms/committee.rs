//! Who opens and who scores.

use tenderseal_rules::{host::Standing, registry::OrgStatus, roles::Role};

use crate::app::{App, Outcome, notice::DraftBody};
use crate::ports_chain::OrgRow;
use crate::web::{
    forms::{Fields, Form},
    signing::person_name,
};

/// Somebody who can be chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Opening key or person, hexadecimal.
    pub value: String,
    /// The name.
    pub name: String,
    /// The organisation.
    pub org: String,
    /// When key or person was registered, Unix seconds.
    pub since: u64,
    /// Whether the draft has it.
    pub chosen: bool,
}

/// Takes the threshold and who was ticked.
#[must_use]
pub fn take(body: &mut DraftBody, fields: &Fields) -> Form {
    let mut form = Form::keeping(fields, &["k"]);
    match fields.text("k").trim().parse::<u8>() {
        Ok(k) if (1..=16).contains(&k) => body.k = k,
        _ => form.refuse("k", "error-draft-k"),
    }
    body.committee = fields.all("committee").map(str::to_owned).take(16).collect();
    body.panel = fields.all("panel").map(str::to_owned).take(16).collect();
    form
}

/// Nobody of an organisation that may not act gets a seat in a new tender.
fn takes_seats(app: &App, org: &OrgRow) -> bool {
    org.standing(app.chain.now()) == Standing::Admitted
}

/// The registered opening keys of committee members of admitted organisations.
///
/// # Errors
/// When a table cannot be read.
pub async fn opening_keys(app: &App, body: &DraftBody) -> Outcome<Vec<Choice>> {
    let mut choices = Vec::new();
    for key in app.store.opening_keys().await? {
        let Some(person) =
            app.store.person(&key.person).await?.filter(|person| person.roles.has(Role::Committee))
        else {
            continue;
        };
        let Some(org) = app.store.chain_org(&person.org).await?.filter(|org| takes_seats(app, org))
        else {
            continue;
        };
        let value = hex::encode(key.public);
        choices.push(Choice {
            chosen: body.committee.contains(&value),
            value,
            name: person_name(app, &person.id).await?,
            org: org.name,
            since: key.registered_at,
        });
    }
    Ok(choices)
}

/// The evaluators of admitted organisations.
///
/// # Errors
/// When a table cannot be read.
pub async fn evaluators(app: &App, body: &DraftBody) -> Outcome<Vec<Choice>> {
    let mut choices = Vec::new();
    let admitted = app.store.chain_orgs(Some(OrgStatus::Admitted), None).await?;
    for org in admitted.into_iter().filter(|org| takes_seats(app, org)) {
        for person in app
            .store
            .people_of(&org.id)
            .await?
            .into_iter()
            .filter(|person| person.roles.has(Role::Evaluator))
        {
            let value = person.id.to_string();
            choices.push(Choice {
                chosen: body.panel.contains(&value),
                value,
                name: person_name(app, &person.id).await?,
                org: org.name.clone(),
                since: person.added_at,
            });
        }
    }
    Ok(choices)
}
