//! The configuration of `serve --config FILE` (TOML).
//!
//! Unknown keys are refused, so that a misspelt one is not silently ignored.
//! `docs/OPERATIONS.md` shows a whole file.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, tz::TimeZone};
use secrecy::SecretString;
use serde::Deserialize;

use tenderseal_rules::{PublicKey, profile::Profile};

use crate::app::Policy;
use crate::chain::founding::Authority;

mod profiles;

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen: `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// The address readers use, without a path: `https://tenders.example.org`.
    /// Without it: `http://` and `listen`.
    pub public_url: Option<String>,
    /// `sqlite:FILE` or `postgres://…`.
    pub database_url: SecretString,
    /// The folder of the files.
    pub blobs: PathBuf,
    /// The IANA name of the time zone that pages show beside UTC.
    #[serde(default = "default_zone")]
    pub time_zone: String,
    /// Whether a proxy in front sets `X-Forwarded-For`; only then is it read.
    #[serde(default)]
    pub behind_proxy: bool,
    /// TLS spoken by the portal itself.
    pub tls: Option<Tls>,
    /// Where mail goes.
    pub mail: MailConfig,
    /// The chain.
    pub chain: ChainConfig,
    /// Periods and caps.
    #[serde(default)]
    pub limits: Limits,
    /// How to log.
    #[serde(default)]
    pub log: Log,
}

/// Certificate and key, PEM.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The certificate chain.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Where mail goes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// The sender: `Tenderseal <portal@example.org>`.
    pub from: String,
    /// A folder, when there is no `smtp_url`.
    pub folder: Option<PathBuf>,
    /// `smtps://HOST:PORT` or `smtp://HOST:PORT?tls=required`.
    pub smtp_url: Option<String>,
    /// The name to give to the mail server.
    pub smtp_user: Option<String>,
    /// The password to give to it.
    pub smtp_password: Option<SecretString>,
}

/// The chain.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainConfig {
    /// The folder of its two files; back up both.
    pub folder: PathBuf,
    /// With whom a new chain begins; not read once there is one.
    pub authority: Option<AuthorityConfig>,
}

/// With whom a new chain begins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityConfig {
    /// Legal name.
    pub name: String,
    /// Registration number.
    pub number: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The first registrar's public key: P-256 `x ‖ y`, 128 hexadecimal digits.
    pub key: String,
    /// From the replacement of a key to the first second of the new one.
    #[serde(default = "default_key_delay")]
    pub key_delay_seconds: u32,
    /// The first profiles of tenders, numbered from 0; the ready-made ones when none is written down.
    #[serde(
        default = "tenderseal_rules::profile::standard",
        deserialize_with = "profiles::deserialize"
    )]
    pub profiles: Vec<Profile>,
}

impl AuthorityConfig {
    /// The authority as the chain wants it.
    ///
    /// # Errors
    /// When key or country cannot be read.
    pub fn authority(&self) -> Result<Authority, ConfigError> {
        let key = PublicKey::parse(&self.key);
        let country = <[u8; 2]>::try_from(self.country.as_bytes())
            .ok()
            .filter(|code| code.iter().all(u8::is_ascii_uppercase));
        Ok(Authority {
            name: self.name.clone(),
            number: self.number.clone(),
            country: country
                .ok_or(ConfigError::Value("chain.authority.country is not two capital letters"))?,
            key: key
                .ok_or(ConfigError::Value("chain.authority.key is not 128 hexadecimal digits"))?,
            key_delay: self.key_delay_seconds,
            profiles: self.profiles.clone(),
        })
    }
}

const fn default_key_delay() -> u32 {
    86_400
}

/// Periods and caps.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// A session ends this many minutes after it began.
    pub session_minutes: i64,
    /// A session ends when unused for this many minutes.
    pub session_idle_minutes: i64,
    /// A reset link works this many minutes.
    pub reset_link_minutes: i64,
    /// The largest document in bytes.
    pub document_bytes: u64,
    /// Documents with one registration.
    pub documents: usize,
    /// Acts (POST) a minute from one address.
    pub acts_per_minute: u32,
    /// Sign-ins to one account in ten minutes.
    pub sign_ins_per_ten_minutes: u32,
    /// Reset mails to one account in an hour.
    pub reset_mails_per_hour: u32,
    /// Questions of one account in an hour.
    pub questions_per_hour: u32,
    /// Passwords hashed at once.
    pub password_hashes_at_once: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            session_minutes: 12 * 60,
            session_idle_minutes: 60,
            reset_link_minutes: 60,
            document_bytes: 10 * 1024 * 1024,
            documents: 5,
            acts_per_minute: 60,
            sign_ins_per_ten_minutes: 10,
            reset_mails_per_hour: 3,
            questions_per_hour: 20,
            password_hashes_at_once: 4,
        }
    }
}

impl Limits {
    /// The periods and caps as the use cases want them.
    #[must_use]
    pub const fn policy(&self) -> Policy {
        Policy {
            session_absolute: SignedDuration::from_mins(self.session_minutes),
            session_idle: SignedDuration::from_mins(self.session_idle_minutes),
            reset_link: SignedDuration::from_mins(self.reset_link_minutes),
            document_bytes: self.document_bytes,
            documents: self.documents,
        }
    }
}

/// How to log.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// One JSON object a line instead of text.
    pub json: bool,
    /// A filter such as `info` or `info,tenderseal_portal=debug`.
    pub filter: Option<String>,
}

fn default_zone() -> String {
    "Asia/Shanghai".to_owned()
}

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file could not be read.
    #[error("{file}: {error}")]
    Read {
        /// Which file.
        file: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file is not the TOML it should be. The text names the place, and
    /// never quotes a value: one of them is a password.
    #[error("{file}, line {line}: {message}")]
    Parse {
        /// Which file.
        file: PathBuf,
        /// Where, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A value does not fit.
    #[error("{0}")]
    Value(&'static str),
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// Says in which file and line and what is wrong.
    pub fn read(file: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| ConfigError::Read { file: file.to_owned(), error })?;
        let config: Self = toml::from_str(&text).map_err(|error| ConfigError::Parse {
            file: file.to_owned(),
            line: error
                .span()
                .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1),
            message: error.message().to_owned(),
        })?;
        config.check()?;
        Ok(config)
    }

    /// Checks what the types alone do not say.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn check(&self) -> Result<(), ConfigError> {
        let origin = self.origin();
        let url =
            url::Url::parse(&origin).map_err(|_| ConfigError::Value("public_url is no address"))?;
        if url.origin().ascii_serialization() != origin {
            return Err(ConfigError::Value(
                "public_url must be scheme and host only, such as https://tenders.example.org",
            ));
        }
        // Without TLS the browser has no WebCrypto and the cookie no protection.
        if url.scheme() != "https" && !self.listen.ip().is_loopback() {
            return Err(ConfigError::Value(
                "off loopback readers need https: set tls, or listen on loopback behind a proxy and set public_url to its https address",
            ));
        }
        if self.tls.is_some() && url.scheme() != "https" {
            return Err(ConfigError::Value("with tls, public_url must begin with https"));
        }
        self.zone()?;
        if let Some(authority) = &self.chain.authority {
            authority.authority()?;
        }
        if self.mail.smtp_url.is_none() && self.mail.folder.is_none() {
            return Err(ConfigError::Value("mail needs a folder or an smtp_url"));
        }
        let l = &self.limits;
        let positive = [l.session_minutes, l.session_idle_minutes, l.reset_link_minutes]
            .iter()
            .all(|minutes| *minutes > 0)
            && [
                l.acts_per_minute,
                l.sign_ins_per_ten_minutes,
                l.reset_mails_per_hour,
                l.questions_per_hour,
            ]
            .iter()
            .all(|count| *count > 0)
            && l.password_hashes_at_once > 0;
        if positive {
            Ok(())
        } else {
            Err(ConfigError::Value("every period and rate in limits must be above zero"))
        }
    }

    /// The origin readers use: scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// The time zone that pages show.
    ///
    /// # Errors
    /// When there is no such zone.
    pub fn zone(&self) -> Result<TimeZone, ConfigError> {
        TimeZone::get(&self.time_zone)
            .map_err(|_| ConfigError::Value("time_zone is not in the IANA list"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
        listen = "127.0.0.1:8080"
        public_url = "https://tenders.example.org"
        database_url = "postgres://portal:s3cret@db/portal"
        blobs = "/var/lib/tenderseal/blobs"
        behind_proxy = true
        [mail]
        from = "Tenderseal <portal@example.org>"
        smtp_url = "smtps://mail.example.org"
        [chain]
        folder = "/var/lib/tenderseal/chain"
        [limits]
        session_idle_minutes = 30
        [log]
        json = true
    "#;

    fn read(text: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("portal.toml");
        std::fs::write(&file, text).unwrap();
        Config::read(&file)
    }

    #[test]
    fn a_whole_file_is_read_and_its_secrets_are_not_printed() {
        let config = read(WHOLE).unwrap();
        assert_eq!(config.limits.session_idle_minutes, 30);
        assert_eq!(config.limits.documents, 5);
        assert!(!format!("{config:?}").contains("s3cret"));
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let error = read(&WHOLE.replace("session_idle_minutes", "sesion_idle_minutes"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("line 13") && error.contains("sesion_idle_minutes"), "{error}");
    }

    #[test]
    fn plain_http_off_loopback_is_refused() {
        let open = WHOLE
            .replace("127.0.0.1:8080", "0.0.0.0:8080")
            .replace("https://tenders", "http://tenders");
        assert!(read(&open).unwrap_err().to_string().contains("https"));
    }

    #[test]
    fn a_public_address_with_a_path_is_refused() {
        assert!(
            read(&WHOLE.replace(
                "example.org\"\n        database",
                "example.org/portal\"\n        database"
            ))
            .is_err()
        );
    }

    #[test]
    fn an_unknown_time_zone_or_a_zero_rate_is_refused() {
        assert!(
            read(&WHOLE.replace("behind_proxy", "time_zone = \"Mars/Olympus\"\n behind_proxy"))
                .is_err()
        );
        assert!(read(&WHOLE.replace("[log]", "acts_per_minute = 0\n[log]")).is_err());
    }
}
