//! Drafts of notices: begun, saved, imported, made into a notice.

use tenderseal_rules::{Hash, OrgId, terms::Publication};

use super::{
    App, Error, Outcome,
    notice::{DraftBody, Notice, Problem},
    ocds_import,
    people::Me,
};
use crate::ports_chain::Draft;

/// A draft, read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// As stored.
    pub draft: Draft,
    /// What the officer decided so far.
    pub body: DraftBody,
    /// What an import could not map.
    pub unmapped: Vec<ocds_import::Unmapped>,
}

/// What an officer signs, once the draft is whole.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The notice.
    pub notice: Notice,
    /// Its SHA-256, as in the terms.
    pub hash: Hash,
    /// What `propose_tender` carries.
    pub publication: Publication,
}

/// Begins a draft.
///
/// # Errors
/// When a table cannot be written.
pub async fn begin(
    app: &App,
    me: &Me,
    account_id: i64,
    body: &DraftBody,
    unmapped: &[ocds_import::Unmapped],
) -> Outcome<i64> {
    let unmapped = serde_json::to_string(unmapped).unwrap_or_default();
    let draft = Draft { unmapped, ..new(app, me, account_id, body) };
    Ok(app.store.add_draft(&draft).await?)
}

/// A draft that is not stored yet.
#[must_use]
pub fn new(app: &App, me: &Me, account_id: i64, body: &DraftBody) -> Draft {
    let now = app.clock.now();
    Draft {
        id: 0,
        org: me.org.id,
        created_by: account_id,
        title: title(body),
        body: body.to_json(),
        unmapped: "[]".to_owned(),
        notice: None,
        created_at: now,
        updated_at: now,
    }
}

/// Begins a draft from an OCDS release or release package (JSON, 4 MiB at most).
///
/// # Errors
/// [`Error::Ocds`] says what is wrong with the file.
pub async fn import(app: &App, me: &Me, account_id: i64, json: &[u8]) -> Outcome<i64> {
    let (body, unmapped) = ocds_import::read(json)?;
    begin(app, me, account_id, &body, &unmapped).await
}

/// Reads a draft of the own organisation; `None` for anybody else's.
///
/// # Errors
/// When a table cannot be read.
pub async fn open(app: &App, org: &OrgId, id: i64) -> Outcome<Option<Opened>> {
    let Some(draft) = app.store.draft(id).await?.filter(|draft| draft.org == *org) else {
        return Ok(None);
    };
    opened(draft).map(Some)
}

/// Reads a draft as it is stored.
///
/// # Errors
/// [`Error::DraftUnreadable`].
pub fn opened(draft: Draft) -> Outcome<Opened> {
    let body = DraftBody::parse(&draft.body).ok_or(Error::DraftUnreadable)?;
    let unmapped = serde_json::from_str(&draft.unmapped).unwrap_or_default();
    Ok(Opened { draft, body, unmapped })
}

/// Saves what the officer decided.
///
/// # Errors
/// When a table cannot be written.
pub async fn save(app: &App, opened: &Opened) -> Outcome<()> {
    app.store.save_draft(&saved(app, opened)).await?;
    Ok(())
}

/// The draft as it is stored next.
#[must_use]
pub fn saved(app: &App, opened: &Opened) -> Draft {
    Draft {
        title: title(&opened.body),
        body: opened.body.to_json(),
        updated_at: app.clock.now(),
        ..opened.draft.clone()
    }
}

/// Makes the notice of a draft, keeps its text, and answers what is to be signed.
/// Done again it gives the same bytes, as long as the draft is the same.
///
/// # Errors
/// When a table cannot be written.
pub async fn ready(app: &App, me: &Me, opened: &Opened) -> Outcome<Result<Ready, Vec<Problem>>> {
    let (notice, publication) = match opened.body.publish(&me.org.id, &me.org.name) {
        Ok(made) => made,
        Err(problems) => return Ok(Err(problems)),
    };
    let hash = keep(app, opened, &notice).await?;
    Ok(Ok(Ready { notice, hash, publication }))
}

/// Keeps the text of a notice that is made of a draft.
///
/// # Errors
/// When a table cannot be written.
pub async fn keep(app: &App, opened: &Opened, notice: &Notice) -> Outcome<Hash> {
    let hash = app.store.put_text(&notice.to_text(), app.clock.now()).await?;
    let draft = Draft { notice: Some(hash), updated_at: app.clock.now(), ..opened.draft.clone() };
    app.store.save_draft(&draft).await?;
    Ok(hash)
}

fn title(body: &DraftBody) -> String {
    let title = if body.title.zh.is_empty() { &body.title.en } else { &body.title.zh };
    title.chars().take(200).collect()
}
