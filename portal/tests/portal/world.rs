//! A world of its own for each test: folder, SQLite file, server on a free
//! port, a clock that the test moves. At the end nothing may be left over: no
//! mail that the test did not read, none that was not sent.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use tempfile::TempDir;
use tenderseal_client::SigningKey;
use tenderseal_ledger::{ManualClock as LedgerManualClock, SystemClock};
use tenderseal_portal::{
    app::{
        roles::Role,
        sign_in,
        tokens::Token,
        values::{EmailAddress, PersonName},
    },
    chain::founding::Time,
    clock::SystemEntropy,
    config::{AuthorityConfig, ChainConfig, Config, Limits, Log, MailConfig},
    i18n::Locale,
    ports::{Account, Accounts, Clock, MailLog, NewAccount},
    startup::{self, Running},
    store::Store,
};
use tenderseal_rules::{
    profile::{Procedure, Profile},
    schedule::Minimums,
};

/// A clock that stands still until it is moved.
pub struct ManualClock(AtomicI64);

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// Any admitted vendor bids, or those who are invited; a minute for everything.
fn profiles() -> Vec<Profile> {
    let least = Minimums {
        bidding: 60,
        officers_window: 60,
        self_reveal_window: 60,
        objection_window: 60,
        standstill: 60,
        questions: 0,
        amendment: 60,
    };
    vec![
        Profile::permissive("open", "Open", Procedure::OpenOneEnvelope, least),
        Profile::permissive("restricted", "Restricted", Procedure::Restricted, least),
        Profile::permissive("two-envelopes", "Two envelopes", Procedure::OpenTwoEnvelopes, least),
    ]
}

pub struct World {
    pub running: Option<Running>,
    pub clock: Arc<ManualClock>,
    pub folder: TempDir,
    pub browser: Browser,
    unread: Vec<PathBuf>,
}

/// A browser: keeps cookies, does not follow redirects.
pub struct Browser {
    client: Client,
    pub origin: String,
}

/// An answer, read whole.
pub struct Seen {
    pub status: StatusCode,
    pub location: String,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Seen {
    async fn of(answer: Response) -> Self {
        let (status, headers) = (answer.status(), answer.headers().clone());
        let location = headers
            .get("location")
            .map_or_else(String::new, |value| value.to_str().unwrap().to_owned());
        Self { status, location, headers, text: answer.text().await.unwrap() }
    }

    pub fn csrf(&self) -> String {
        let (_, rest) =
            self.text.split_once("name=\"csrf\" value=\"").expect("the page has a form");
        rest[..64].to_owned()
    }

    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "{} does not show {text:?}:\n{}", self.status, self.text);
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    #[track_caller]
    pub fn goes_to(&self, location: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.location.as_str()),
            (303, location),
            "{}",
            self.text
        );
        self
    }
}

impl Browser {
    pub fn new(origin: &str) -> Self {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self { client, origin: origin.to_owned() }
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Seen {
        let mut request = self.client.get(format!("{}{path}", self.origin));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Seen::of(request.send().await.unwrap()).await
    }

    /// Opens the form at `path` and sends it.
    pub async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let csrf = self.get(path).await.csrf();
        self.send(path, &[&[("csrf", csrf.as_str())], fields].concat()).await
    }

    /// Sends a form as it is.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let origin = self.origin.clone();
        self.send_from(path, fields, Some(&origin)).await
    }

    pub async fn send_from(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        origin: Option<&str>,
    ) -> Seen {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let mut request = self
            .client
            .post(format!("{}{path}", self.origin))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.finish());
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        Seen::of(request.send().await.unwrap()).await
    }

    pub async fn upload(&self, path: &str, form: reqwest::multipart::Form) -> Seen {
        let request =
            self.client.post(format!("{}{path}", self.origin)).header("origin", &self.origin);
        Seen::of(request.multipart(form).send().await.unwrap()).await
    }

    pub async fn sign_up(&self, email: &str, password: &str) -> Seen {
        self.fill("/en/sign-up", &[("name", "Li Wei"), ("email", email), ("password", password)])
            .await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Seen {
        self.fill("/en/sign-in", &[("email", email), ("password", password)]).await
    }
}

/// The key of the registrar that every test's installation is founded with.
pub fn registrar_key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32]).unwrap()
}

pub const PASSWORD: &str = "correct horse battery";

impl World {
    pub async fn new() -> Self {
        Self::with(Limits {
            acts_per_minute: 10_000,
            sign_ins_per_ten_minutes: 1_000,
            ..Limits::default()
        })
        .await
    }

    pub async fn with(limits: Limits) -> Self {
        Self::begin(limits, &registrar_key(), None).await
    }

    /// A world whose chain's clock stands at a time until it is moved, with another registrar.
    pub async fn at_rest(registrar: &SigningKey, now: u64) -> Self {
        let clock = LedgerManualClock::new(now * 1_000);
        let limits = Limits { acts_per_minute: 10_000, ..Limits::default() };
        Self::begin(limits, registrar, Some(Time::Manual(Arc::new(clock)))).await
    }

    async fn begin(limits: Limits, registrar: &SigningKey, time: Option<Time>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database_url = format!("sqlite://{}/portal.sqlite?mode=rwc", folder.path().display());
        let store = Store::connect(&database_url).await.unwrap();
        store.migrate().await.unwrap();
        store.close().await.unwrap();
        let config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: None,
            database_url: database_url.into(),
            blobs: folder.path().join("blobs"),
            time_zone: "Asia/Shanghai".to_owned(),
            behind_proxy: false,
            tls: None,
            mail: MailConfig {
                from: "Tenderseal <portal@tenderseal.example>".to_owned(),
                folder: Some(folder.path().join("mail")),
                smtp_url: None,
                smtp_user: None,
                smtp_password: None,
            },
            chain: ChainConfig {
                folder: folder.path().join("chain"),
                authority: Some(AuthorityConfig {
                    name: "Authority".to_owned(),
                    number: "1".to_owned(),
                    country: "CN".to_owned(),
                    key: registrar.public().to_string(),
                    key_delay_seconds: 60,
                    profiles: profiles(),
                }),
            },
            limits,
            log: Log::default(),
        };
        let clock = Arc::new(ManualClock(AtomicI64::new(1_780_000_000_000)));
        let time = time.unwrap_or_else(|| Time::Real(Arc::new(SystemClock)));
        let chain = startup::open_chain(&config, time, &SystemEntropy).await.unwrap();
        let own = Arc::<ManualClock>::clone(&clock);
        let running = startup::start_on(&config, chain, None, own, Arc::new(SystemEntropy));
        let running = running.await.unwrap();
        let browser = Browser::new(&running.portal.origin);
        Self { running: Some(running), clock, folder, browser, unread: Vec::new() }
    }

    pub fn store(&self) -> &Store {
        &self.running.as_ref().unwrap().portal.store
    }

    pub fn another_browser(&self) -> Browser {
        Browser::new(&self.browser.origin)
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.0.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// An account with these roles that signed in, and the token of its cookie.
    pub async fn signed_in(&self, name: &str, roles: &[Role]) -> (Account, Token) {
        let app = &self.running.as_ref().unwrap().portal.app;
        let email = EmailAddress::parse(&format!("{name}@example.org")).unwrap();
        let account =
            if let Some((account, _)) = self.store().account_by_email(&email).await.unwrap() {
                account
            } else {
                let new = NewAccount {
                    email,
                    name: PersonName::parse(name).unwrap(),
                    language: Locale::En,
                    password_hash: "no password fits".to_owned(),
                    created_at: self.clock.now(),
                };
                self.store().add_account(&new).await.unwrap()
            };
        let held: Vec<_> = roles.iter().map(|role| (*role, None)).collect();
        self.store().set_roles(account.id, &held).await.unwrap();
        let token = sign_in::begin_session(app, &account, "test").await.unwrap();
        (account, token)
    }

    /// The next unread mail, its body decoded; waits until it is there.
    pub async fn mail(&mut self) -> String {
        for _ in 0..200 {
            let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.path().join("mail"))
                .unwrap()
                .map(|e| e.unwrap().path())
                .collect();
            files.retain(|file| {
                file.extension().is_some_and(|e| e == "eml") && !self.unread.contains(file)
            });
            // A file that was begun may not be whole yet; the log says when it is.
            let sent = self
                .store()
                .mails()
                .await
                .unwrap()
                .iter()
                .filter(|mail| mail.sent_at.is_some())
                .count();
            if sent > self.unread.len() && !files.is_empty() {
                let file = files.remove(0);
                self.unread.push(file.clone());
                return decoded(&std::fs::read_to_string(file).unwrap());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no mail came");
    }

    /// Ends the world and asserts that nothing is left over.
    pub async fn end(mut self) {
        let running = self.running.take().unwrap();
        running.portal.app.tasks.close();
        running.portal.app.tasks.wait().await;
        let mails = running.portal.store.mails().await.unwrap();
        assert!(mails.iter().all(|mail| mail.sent_at.is_some()), "a mail was not sent: {mails:?}");
        assert_eq!(mails.len(), self.unread.len(), "mails that the test did not read");
        running.stop().await.unwrap();
    }
}

impl Drop for World {
    fn drop(&mut self) {
        assert!(
            self.running.is_none() || std::thread::panicking(),
            "the test did not end its world"
        );
    }
}

fn decoded(mail: &str) -> String {
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    if head.contains("base64") {
        let packed: String = body.split_whitespace().collect();
        return String::from_utf8(STANDARD.decode(packed).unwrap()).unwrap();
    }
    if head.contains("quoted-printable") {
        return unquoted(&body.replace("=\r\n", ""));
    }
    body.to_owned()
}

/// Quoted-printable with no soft breaks in it.
fn unquoted(body: &str) -> String {
    let mut parts = body.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap()
}
