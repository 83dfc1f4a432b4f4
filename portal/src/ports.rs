//! What the use cases need from the world: time, chance, mail, blobs, tables.
//!
//! A use case knows only these traits. To add a storage: implement the
//! repository traits for it and run `tests/portal/repositories.rs` on it. A row that
//! is not there is `None`, never an error.

use async_trait::async_trait;
use jiff::Timestamp;
use secrecy::SecretString;

use crate::app::{
    roles::{Role, Roles},
    values::{
        Country, EmailAddress, FileName, LegalName, PersonName, PostalAddress, RegistrationNumber,
        Telephone,
    },
};
use crate::i18n::Locale;
use crate::ports_chain::{ChainIndex, ChainMirror, Drafts, Texts};

/// The present. Everything that depends on time takes it from here.
pub trait Clock: Send + Sync {
    /// The present instant, whole milliseconds.
    fn now(&self) -> Timestamp;
}

/// Randomness fit for keys and tokens.
pub trait Entropy: Send + Sync {
    /// Thirty-two unpredictable bytes.
    ///
    /// # Errors
    /// When the operating system has none to give.
    fn bytes32(&self) -> Result<[u8; 32], EntropyError>;
}

/// The operating system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("no randomness from the operating system")]
pub struct EntropyError;

/// A mail that is ready to go.
pub struct Mail {
    /// To whom.
    pub to: EmailAddress,
    /// What it is about, for the log: `password-reset`.
    pub kind: &'static str,
    /// The language it is written in.
    pub language: Locale,
    /// The subject line.
    pub subject: String,
    /// The plain text. May hold a secret link, so it prints nowhere.
    pub text: SecretString,
}

/// Sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the mail over.
    ///
    /// # Errors
    /// When it was not taken; the text says why without the mail's content.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
}

/// A mail was not taken.
#[derive(Debug, thiserror::Error)]
#[error("mail was not taken: {0}")]
pub struct MailError(pub String);

/// A stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// Length in bytes.
    pub size: u64,
}

/// Files named by their SHA-256.
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Begins to store a file of at most `cap` bytes.
    ///
    /// # Errors
    /// When the store cannot be reached.
    async fn begin(&self, cap: u64) -> Result<Box<dyn BlobWriter>, BlobError>;

    /// The content of a file, `None` when there is none of that name.
    ///
    /// # Errors
    /// When the store cannot be reached.
    async fn read(&self, sha256: &str) -> Result<Option<Vec<u8>>, BlobError>;
}

/// A file on its way in. Dropped before [`BlobWriter::finish`], nothing stays.
#[async_trait]
pub trait BlobWriter: Send {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`BlobError::TooLarge`] as soon as the cap is passed; the rest need not
    /// be read.
    async fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError>;

    /// Names the file by its hash and keeps it.
    ///
    /// # Errors
    /// When the store cannot be reached.
    async fn finish(self: Box<Self>) -> Result<Blob, BlobError>;

    /// Forgets what was written.
    ///
    /// # Errors
    /// When the store cannot be reached.
    async fn abort(self: Box<Self>) -> Result<(), BlobError>;
}

/// Why a file was not stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// More bytes than the cap.
    #[error("the file is larger than allowed")]
    TooLarge,
    /// The store failed.
    #[error("blob store: {0}")]
    Store(String),
}

/// Why a repository did not answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row with this unique value is there already.
    #[error("a row with the same identity exists")]
    Conflict,
    /// What is stored cannot be read as what it should be.
    #[error("stored value out of range: {0}")]
    Corrupt(&'static str),
    /// The database failed.
    #[error("database: {0}")]
    Database(String),
}

/// The answer of a repository.
pub type Stored<T> = Result<T, StoreError>;

/// A person's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The number the database gave.
    pub id: i64,
    /// Where mail goes, and the name to sign in with.
    pub email: EmailAddress,
    /// The person's name.
    pub name: PersonName,
    /// The language of mails.
    pub language: Locale,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When the password was last set.
    pub password_changed_at: Timestamp,
}

/// An account to be made.
#[derive(Debug)]
pub struct NewAccount {
    /// Unique.
    pub email: EmailAddress,
    /// The person's name.
    pub name: PersonName,
    /// The language of mails.
    pub language: Locale,
    /// argon2id in PHC string format.
    pub password_hash: String,
    /// Now.
    pub created_at: Timestamp,
}

/// Accounts and what they may do.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Makes an account; [`StoreError::Conflict`] when the address is taken.
    async fn add_account(&self, account: &NewAccount) -> Stored<Account>;
    /// The account with that number.
    async fn account(&self, id: i64) -> Stored<Option<Account>>;
    /// The account with that address and its password hash.
    async fn account_by_email(&self, email: &EmailAddress) -> Stored<Option<(Account, String)>>;
    /// Sets a new password hash.
    async fn set_password(&self, id: i64, password_hash: &str, now: Timestamp) -> Stored<()>;
    /// Sets the name and the language of mails.
    async fn set_profile(&self, id: i64, name: &PersonName, language: Locale) -> Stored<()>;
    /// The roles an account holds.
    async fn roles(&self, id: i64) -> Stored<Roles>;
    /// Replaces the mirrored roles; each with the organisation it is held for.
    async fn set_roles(&self, id: i64, roles: &[(Role, Option<i64>)]) -> Stored<()>;
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token, lower-case hexadecimal. The token itself is only
    /// in the browser.
    pub token_hash: String,
    /// Whose.
    pub account_id: i64,
    /// The browser as it calls itself, shortened.
    pub agent: String,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// The absolute end.
    pub expires_at: Timestamp,
}

/// Sessions.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Keeps a new session.
    async fn add_session(&self, session: &Session) -> Stored<()>;
    /// The session of that token hash, expired or not.
    async fn session(&self, token_hash: &str) -> Stored<Option<Session>>;
    /// The sessions of an account, the latest first.
    async fn sessions_of(&self, account_id: i64) -> Stored<Vec<Session>>;
    /// Notes that a session was used.
    async fn touch_session(&self, token_hash: &str, now: Timestamp) -> Stored<()>;
    /// Ends one session.
    async fn end_session(&self, token_hash: &str) -> Stored<()>;
    /// Ends all sessions of an account but `keep`; says how many.
    async fn end_sessions_of(&self, account_id: i64, keep: Option<&str>) -> Stored<u64>;
    /// Removes sessions past their end or idle since before `idle_since`.
    async fn purge_sessions(&self, now: Timestamp, idle_since: Timestamp) -> Stored<u64>;
}

/// Links to set a new password.
#[async_trait]
pub trait PasswordResets: Send + Sync {
    /// Keeps the hash of a new link and makes the account's earlier ones unusable.
    async fn add_reset(
        &self,
        token_hash: &str,
        account_id: i64,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Stored<()>;
    /// The account of an unused link that has not expired.
    async fn usable_reset(&self, token_hash: &str, now: Timestamp) -> Stored<Option<i64>>;
    /// In one transaction: uses the link up, sets the password hash and ends
    /// all sessions of the account. `None` when the link cannot be used.
    async fn redeem_reset(
        &self,
        token_hash: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Stored<Option<i64>>;
    /// Removes links that expired before `now`.
    async fn purge_resets(&self, now: Timestamp) -> Stored<u64>;
}

/// What an organisation registers as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    /// Buys: issues tenders.
    Buyer,
    /// Sells: bids.
    Vendor,
}

impl OrganisationKind {
    /// The stable name, also in Fluent keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Vendor => "vendor",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Buyer, Self::Vendor].into_iter().find(|kind| kind.name() == name)
    }
}

/// Where the registration of an organisation stands; mirrors the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationStatus {
    /// Waits for a registrar.
    Pending,
    /// May take part.
    Admitted,
    /// Was refused, with a reason.
    Refused,
}

impl RegistrationStatus {
    /// The stable name, also in Fluent keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Admitted => "admitted",
            Self::Refused => "refused",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Pending, Self::Admitted, Self::Refused]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

/// What an organisation says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationData {
    /// Buyer or vendor.
    pub kind: OrganisationKind,
    /// As registered.
    pub legal_name: LegalName,
    /// Where it is registered.
    pub country: Country,
    /// Unique together with kind and country.
    pub registration_number: RegistrationNumber,
    /// Where mail on paper goes.
    pub address: PostalAddress,
    /// Whom to ask.
    pub contact_name: PersonName,
    /// Where to write.
    pub contact_email: EmailAddress,
    /// Where to ring.
    pub contact_phone: Telephone,
    /// Proof of the registration.
    pub documents: Vec<Document>,
}

/// A named file of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The content.
    pub sha256: String,
    /// The name it was uploaded with.
    pub file_name: FileName,
    /// The media type that its first bytes show.
    pub media_type: String,
}

/// An organisation as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The number the database gave.
    pub id: i64,
    /// What it says about itself.
    pub data: OrganisationData,
    /// Where the registration stands.
    pub status: RegistrationStatus,
    /// Why it was refused; empty otherwise.
    pub status_reason: String,
    /// Its number in the registry contract, once it is there.
    pub chain_id: Option<u32>,
    /// Who registered it.
    pub created_by: i64,
    /// When.
    pub created_at: Timestamp,
}

/// Organisations and their documents.
#[async_trait]
pub trait Organisations: Send + Sync {
    /// Registers; [`StoreError::Conflict`] when the same organisation is
    /// registered already in the same kind.
    async fn add_organisation(
        &self,
        data: &OrganisationData,
        by: i64,
        now: Timestamp,
    ) -> Stored<Organisation>;
    /// The organisation with that number.
    async fn organisation(&self, id: i64) -> Stored<Option<Organisation>>;
    /// What an account registered, the oldest first.
    async fn organisations_by(&self, account_id: i64) -> Stored<Vec<Organisation>>;
    /// All with that status, the oldest first.
    async fn organisations_with(&self, status: RegistrationStatus) -> Stored<Vec<Organisation>>;
    /// Mirrors what the registry decided.
    async fn set_registration(
        &self,
        id: i64,
        status: RegistrationStatus,
        reason: &str,
        chain_id: Option<u32>,
        now: Timestamp,
    ) -> Stored<()>;
}

/// What a public key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPurpose {
    /// P-256, affine `x ‖ y`, 64 bytes: signs intents.
    Signing,
    /// X25519, 32 bytes: opens envelopes as a committee member.
    Opening,
}

impl KeyPurpose {
    /// The stable name, also in Fluent keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Opening => "opening",
        }
    }

    /// The purpose of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Signing, Self::Opening].into_iter().find(|purpose| purpose.name() == name)
    }

    /// The length of such a public key in bytes.
    #[must_use]
    pub const fn length(self) -> usize {
        match self {
            Self::Signing => 64,
            Self::Opening => 32,
        }
    }
}

/// The public half of a key that a person made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountKey {
    /// Whose.
    pub account_id: i64,
    /// What for.
    pub purpose: KeyPurpose,
    /// Lower-case hexadecimal.
    pub public_key: String,
    /// The name the person gave it.
    pub label: String,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it was replaced.
    pub retired_at: Option<Timestamp>,
}

/// Public keys of accounts.
#[async_trait]
pub trait Keys: Send + Sync {
    /// Registers a key; [`StoreError::Conflict`] when anybody has it already.
    async fn add_key(&self, key: &AccountKey) -> Stored<()>;
    /// The keys of an account, retired ones too, the latest first.
    async fn keys_of(&self, account_id: i64) -> Stored<Vec<AccountKey>>;
    /// The account that has a key in use.
    async fn account_of_key(&self, public_key: &str) -> Stored<Option<i64>>;
    /// Retires a key; `false` when there is no such key in use.
    async fn retire_key(&self, account_id: i64, public_key: &str, now: Timestamp) -> Stored<bool>;
}

/// Which blobs exist.
#[async_trait]
pub trait BlobIndex: Send + Sync {
    /// Notes a stored blob; noting it twice is noting it once.
    async fn note_blob(&self, blob: &Blob, now: Timestamp) -> Stored<()>;
    /// What is known of a blob.
    async fn blob(&self, sha256: &str) -> Stored<Option<Blob>>;
}

/// A line of the mail log; never the mail's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRecord {
    /// The number the database gave.
    pub id: i64,
    /// To whom.
    pub recipient: EmailAddress,
    /// What it was about.
    pub kind: String,
    /// When it was handed over, if it was.
    pub sent_at: Option<Timestamp>,
    /// Why it was not, empty otherwise.
    pub failure: String,
}

/// The log of mails.
#[async_trait]
pub trait MailLog: Send + Sync {
    /// Notes a mail before it is handed over; gives its number.
    async fn note_mail(&self, mail: &Mail, now: Timestamp) -> Stored<i64>;
    /// Notes that it was taken (`None`) or why not.
    async fn close_mail(&self, id: i64, now: Timestamp, failure: Option<&str>) -> Stored<()>;
    /// Every mail, the oldest first.
    async fn mails(&self) -> Stored<Vec<MailRecord>>;
}

/// Work that one instance takes with a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The number the database gave.
    pub id: i64,
    /// What to do.
    pub kind: String,
    /// With what: JSON.
    pub payload: String,
    /// How often it was taken, this time included.
    pub attempts: u32,
}

/// The queue of jobs.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Puts a job in the queue; one with the same `identity` is there only once.
    async fn enqueue(
        &self,
        kind: &str,
        identity: &str,
        payload: &str,
        due_at: Timestamp,
    ) -> Stored<()>;
    /// Takes the job that is due longest and not leased.
    async fn lease(&self, owner: &str, now: Timestamp, until: Timestamp) -> Stored<Option<Job>>;
    /// Removes a job that is done, if `owner` still has it.
    async fn complete(&self, id: i64, owner: &str) -> Stored<bool>;
    /// Gives a job back, to be taken again from `due_at` on.
    async fn release(&self, id: i64, owner: &str, due_at: Timestamp, failure: &str)
    -> Stored<bool>;
}

/// Everything the use cases keep.
pub trait Repositories:
    Accounts
    + Sessions
    + PasswordResets
    + Organisations
    + Keys
    + BlobIndex
    + MailLog
    + Jobs
    + ChainIndex
    + ChainMirror
    + Texts
    + Drafts
{
}

impl<T> Repositories for T where
    T: Accounts
        + Sessions
        + PasswordResets
        + Organisations
        + Keys
        + BlobIndex
        + MailLog
        + Jobs
        + ChainIndex
        + ChainMirror
        + Texts
        + Drafts
{
}
