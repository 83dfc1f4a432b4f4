//! Mail: kept in the log, handed over after the answer; and the letter to those whose bids an amendment made stale.

use std::collections::BTreeSet;

use secrecy::SecretString;
use tenderseal_rules::{ContractId, roles::Role};

use super::{App, Outcome, tender};
use crate::i18n::{Locale, Messages};
use crate::ports::{Account, Mail};

/// Notes a mail in the log and hands it over in the background.
///
/// # Errors
/// When the log cannot be written.
pub async fn post(app: &App, mail: Mail) -> Outcome<()> {
    let id = app.store.note_mail(&mail, app.clock.now()).await?;
    let world = app.clone();
    app.tasks.spawn(async move { deliver(&world, id, &mail).await });
    Ok(())
}

async fn deliver(app: &App, id: i64, mail: &Mail) {
    let failure = app.mailer.send(mail).await.err().map(|error| error.to_string());
    if let Some(failure) = &failure {
        tracing::error!(mail = id, kind = mail.kind, %failure, "mail was not taken");
    }
    if let Err(error) = app.store.close_mail(id, app.clock.now(), failure.as_deref()).await {
        tracing::error!(mail = id, %error, "the mail log could not be written");
    }
}

/// Tells everybody who bids for a vendor with a stale bid that the notice was amended: one letter to each account.
///
/// # Errors
/// When a table cannot be read or the log cannot be written.
pub async fn amended(app: &App, address: &ContractId) -> Outcome<()> {
    let Some(view) = tender::view(app, address).await? else { return Ok(()) };
    let mut told = BTreeSet::new();
    for bid in view.bids.iter().filter(|bid| bid.is_live() && bid.stale) {
        for person in app.store.people_of(&bid.vendor).await? {
            if !person.roles.has(Role::Vendor) {
                continue;
            }
            for id in app.store.accounts_of_person(&person.id).await? {
                let account = app.store.account(id).await?;
                if let Some(account) = account.filter(|_| told.insert(id)) {
                    post(app, letter(app, &account, &view)).await?;
                }
            }
        }
    }
    Ok(())
}

fn letter(app: &App, account: &Account, view: &tender::TenderView) -> Mail {
    let messages = Messages::of(account.language);
    let titles = &view.row.titles;
    let (first, second) = match account.language {
        Locale::En => (&titles.en, &titles.zh),
        Locale::Zh => (&titles.zh, &titles.en),
    };
    let title = if first.is_empty() { second } else { first };
    let link =
        format!("{}/{}/tenders/{}", app.public_url, account.language.slug(), view.row.address);
    let text = messages.format(
        "mail-amended-text",
        &[
            ("name", account.name.as_str().into()),
            ("tender", title.as_str().into()),
            ("link", link.into()),
        ],
    );
    Mail {
        to: account.email.clone(),
        kind: "tender-amended",
        language: account.language,
        subject: messages.text("mail-amended-subject"),
        text: SecretString::from(text),
    }
}
