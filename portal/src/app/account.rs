//! An account: made, looked after, its password changed.

use secrecy::SecretString;

use super::{
    App, Error, Outcome,
    values::{EmailAddress, NewPassword, PersonName},
};
use crate::i18n::Locale;
use crate::ports::{Account, NewAccount, StoreError};

/// What a person gives to get an account.
#[derive(Debug)]
pub struct SignUp {
    /// Unique.
    pub email: EmailAddress,
    /// The person's name.
    pub name: PersonName,
    /// Checked for length and variety.
    pub password: NewPassword,
    /// The language of the page it was made on.
    pub language: Locale,
}

/// Makes an account.
///
/// # Errors
/// [`Error::EmailTaken`] when the address has one.
pub async fn sign_up(app: &App, wanted: SignUp) -> Outcome<Account> {
    let password_hash = app.passwords.hash(wanted.password.secret()).await?;
    let account = NewAccount {
        email: wanted.email,
        name: wanted.name,
        language: wanted.language,
        password_hash,
        created_at: app.clock.now(),
    };
    app.store.add_account(&account).await.map_err(|error| match error {
        StoreError::Conflict => Error::EmailTaken,
        other => other.into(),
    })
}

/// Changes the password of a signed-in person and ends all their other
/// sessions; says how many ended.
///
/// # Errors
/// [`Error::WrongPassword`] when `present` is not the present password.
pub async fn change_password(
    app: &App,
    account: &Account,
    present: &SecretString,
    wanted: &NewPassword,
    session: &str,
) -> Outcome<u64> {
    let stored = app.store.account_by_email(&account.email).await?.map(|(_, hash)| hash);
    if !app.passwords.fits(present, stored.as_deref()).await? {
        return Err(Error::WrongPassword);
    }
    let hash = app.passwords.hash(wanted.secret()).await?;
    app.store.set_password(account.id, &hash, app.clock.now()).await?;
    Ok(app.store.end_sessions_of(account.id, Some(session)).await?)
}

/// Sets the name and the language of mails.
///
/// # Errors
/// When the table cannot be written.
pub async fn set_profile(
    app: &App,
    account: &Account,
    name: &PersonName,
    language: Locale,
) -> Outcome<()> {
    Ok(app.store.set_profile(account.id, name, language).await?)
}
