//! A forgotten password: a link by mail, used once, within an hour.

use secrecy::SecretString;

use super::{
    App, Error, Outcome, letters,
    tokens::Token,
    values::{EmailAddress, NewPassword},
};
use crate::i18n::Messages;
use crate::ports::{Account, Mail};

/// Sends a link if the address has an account. The answer is the same and as
/// quick either way, so nobody learns who has one.
///
/// # Errors
/// When a table cannot be read or written.
pub async fn request(app: &App, email: &EmailAddress) -> Outcome<()> {
    let Some((account, _)) = app.store.account_by_email(email).await? else { return Ok(()) };
    let token = Token::fresh(app.entropy.as_ref())?;
    let now = app.clock.now();
    app.store.add_reset(&token.hash(), account.id, now, now + app.policy.reset_link).await?;
    letters::post(app, letter(app, &account, &token)).await
}

/// Whether the form for a new password may be shown for this link.
///
/// # Errors
/// [`Error::ResetLinkUnusable`] when it was used, replaced or has expired.
pub async fn check(app: &App, token: &Token) -> Outcome<Account> {
    let id = app.store.usable_reset(&token.hash(), app.clock.now()).await?;
    match id {
        Some(id) => app.store.account(id).await?.ok_or(Error::ResetLinkUnusable),
        None => Err(Error::ResetLinkUnusable),
    }
}

/// Sets the password, uses the link up and ends all sessions, in one step.
///
/// # Errors
/// [`Error::ResetLinkUnusable`] when it was used, replaced or has expired.
pub async fn redeem(app: &App, token: &Token, wanted: &NewPassword) -> Outcome<()> {
    let hash = app.passwords.hash(wanted.secret()).await?;
    match app.store.redeem_reset(&token.hash(), &hash, app.clock.now()).await? {
        Some(_) => Ok(()),
        None => Err(Error::ResetLinkUnusable),
    }
}

fn letter(app: &App, account: &Account, token: &Token) -> Mail {
    let messages = Messages::of(account.language);
    let link =
        format!("{}/{}/reset-password/{}", app.public_url, account.language.slug(), token.expose());
    let minutes = app.policy.reset_link.as_mins();
    let text = messages.format(
        "mail-reset-text",
        &[
            ("name", account.name.as_str().into()),
            ("link", link.into()),
            ("minutes", minutes.into()),
        ],
    );
    Mail {
        to: account.email.clone(),
        kind: "password-reset",
        language: account.language,
        subject: messages.text("mail-reset-subject"),
        text: SecretString::from(text),
    }
}
