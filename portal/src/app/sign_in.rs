//! Sessions: signing in, being recognised, signing out.

use jiff::SignedDuration;
use secrecy::SecretString;

use super::{App, Error, Outcome, roles::Roles, tokens::Token, values::EmailAddress};
use crate::ports::{Account, Session};

/// A recognised person.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who.
    pub account: Account,
    /// As what.
    pub roles: Roles,
    /// In which browser.
    pub session: Session,
}

/// Checks address and password; an unknown address takes as long as a known one.
///
/// # Errors
/// [`Error::WrongCredentials`], whichever of the two is wrong.
pub async fn check_credentials(
    app: &App,
    email: &EmailAddress,
    password: &SecretString,
) -> Outcome<Account> {
    let found = app.store.account_by_email(email).await?;
    let stored = found.as_ref().map(|(_, hash)| hash.as_str());
    let fits = app.passwords.fits(password, stored).await?;
    match found {
        Some((account, _)) if fits => Ok(account),
        _ => Err(Error::WrongCredentials),
    }
}

/// Begins a session under a fresh token, so that a token that somebody planted
/// before the sign-in is worth nothing after it.
///
/// # Errors
/// When there is no randomness or the table cannot be written.
pub async fn begin_session(app: &App, account: &Account, agent: &str) -> Outcome<Token> {
    let token = Token::fresh(app.entropy.as_ref())?;
    let now = app.clock.now();
    let session = Session {
        token_hash: token.hash(),
        account_id: account.id,
        agent: agent.chars().filter(|c| !c.is_control()).take(200).collect(),
        created_at: now,
        seen_at: now,
        expires_at: now + app.policy.session_absolute,
    };
    app.store.add_session(&session).await?;
    Ok(token)
}

/// Who shows this token. A session past its end or idle for too long is no one.
///
/// # Errors
/// When a table cannot be read.
pub async fn recognise(app: &App, token: &Token) -> Outcome<Option<Signed>> {
    let now = app.clock.now();
    let Some(session) = app.store.session(&token.hash()).await? else { return Ok(None) };
    if session.expires_at <= now || session.seen_at + app.policy.session_idle <= now {
        app.store.end_session(&session.token_hash).await?;
        return Ok(None);
    }
    let Some(account) = app.store.account(session.account_id).await? else { return Ok(None) };
    let roles = app.store.roles(account.id).await?;
    // To the minute, so that reading pages does not write a row each time.
    if session.seen_at + SignedDuration::from_mins(1) <= now {
        app.store.touch_session(&session.token_hash, now).await?;
    }
    Ok(Some(Signed { account, roles, session }))
}

/// Ends the session of this browser.
///
/// # Errors
/// When the table cannot be written.
pub async fn sign_out(app: &App, signed: &Signed) -> Outcome<()> {
    Ok(app.store.end_session(&signed.session.token_hash).await?)
}

/// Ends the sessions of all other browsers; says how many.
///
/// # Errors
/// When the table cannot be written.
pub async fn sign_out_elsewhere(app: &App, signed: &Signed) -> Outcome<u64> {
    Ok(app.store.end_sessions_of(signed.account.id, Some(&signed.session.token_hash)).await?)
}
