//! Password hashing: argon2id, 19 MiB, 2 passes, 1 lane (the OWASP Password
//! Storage Cheat Sheet's first choice), in PHC string format.

use std::sync::Arc;

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{SaltString, rand_core::OsRng},
};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use super::{Error, Outcome};

/// Hashes and checks passwords, a few at a time: each takes 19 MiB and a core,
/// and a burst of sign-ins must not starve the pages.
#[derive(Clone)]
pub struct Passwords {
    slots: Arc<Semaphore>,
    /// A hash that no password fits, so that an unknown address costs as much
    /// time as a known one.
    decoy: Arc<str>,
}

impl Passwords {
    /// Makes the hasher with room for `at_once` passwords.
    ///
    /// # Errors
    /// When no hash can be made.
    pub fn new(at_once: usize) -> Outcome<Self> {
        let decoy = hash(&SecretString::from("no account has this password"))?;
        Ok(Self { slots: Arc::new(Semaphore::new(at_once)), decoy: decoy.into() })
    }

    /// The hash of a password.
    ///
    /// # Errors
    /// When no hash can be made.
    pub async fn hash(&self, password: &SecretString) -> Outcome<String> {
        let password = password.clone();
        self.on_a_slot(move || hash(&password)).await
    }

    /// Whether `password` fits `stored`. Without `stored` the work is done all
    /// the same and the answer is no.
    ///
    /// # Errors
    /// When the stored hash cannot be read.
    pub async fn fits(&self, password: &SecretString, stored: Option<&str>) -> Outcome<bool> {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        let password = password.clone();
        self.on_a_slot(move || {
            let parsed =
                PasswordHash::new(&stored).map_err(|e| Error::PasswordHash(e.to_string()))?;
            let fits = Argon2::default()
                .verify_password(password.expose_secret().as_bytes(), &parsed)
                .is_ok();
            Ok(fits && known)
        })
        .await
    }

    async fn on_a_slot<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let _slot = self.slots.acquire().await.map_err(|e| Error::PasswordHash(e.to_string()))?;
        tokio::task::spawn_blocking(work).await.map_err(|e| Error::PasswordHash(e.to_string()))?
    }
}

fn hash(password: &SecretString) -> Outcome<String> {
    let salt = SaltString::generate(&mut OsRng);
    Argon2::default()
        .hash_password(password.expose_secret().as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|e| Error::PasswordHash(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only_and_never_the_decoy() {
        let passwords = Passwords::new(1).unwrap();
        let right = SecretString::from("correct horse battery");
        let hash = passwords.hash(&right).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.fits(&right, Some(&hash)).await.unwrap());
        assert!(
            !passwords
                .fits(&SecretString::from("correct horse batterz"), Some(&hash))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .fits(&SecretString::from("no account has this password"), None)
                .await
                .unwrap()
        );
    }
}
