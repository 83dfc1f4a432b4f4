//! Puts the parts together and runs the server until it is told to stop.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpServer, dev::ServerHandle};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use secrecy::ExposeSecret;
use tokio_util::task::TaskTracker;

use crate::app::{self, App, maintenance, password::Passwords};
use crate::blobs::BlobStore;
use crate::chain::{
    Chain,
    founding::{self, Authority, ChainError, Time},
    opener, returner, ticker,
};
use crate::config::{AuthorityConfig, Config, ConfigError, MailConfig, Tls};
use crate::demo::Personas;
use crate::indexer;
use crate::mail::Post;
use crate::ports::{BlobError, Clock, Entropy, MailError, StoreError};
use crate::store::Store;
use crate::web::{self, Portal, cache::PageCache, limits::Limits};

/// How often recurring work is looked for.
const ROUND: Duration = Duration::from_secs(30);

/// Why the portal did not start or stopped.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration does not fit.
    #[error("configuration: {0}")]
    Config(#[from] ConfigError),
    /// The database cannot be used.
    #[error("database: {0}")]
    Store(#[from] StoreError),
    /// The files cannot be used.
    #[error("blobs: {0}")]
    Blobs(#[from] BlobError),
    /// Mail cannot be sent.
    #[error("mail: {0}")]
    Mail(#[from] MailError),
    /// The chain cannot be used.
    #[error("chain: {0}")]
    Chain(#[from] ChainError),
    /// The use cases cannot begin.
    #[error(transparent)]
    App(#[from] app::Error),
    /// The address cannot be listened on.
    #[error("listen: {0}")]
    Listen(#[from] std::io::Error),
    /// Certificate or key cannot be used.
    #[error("tls: {0}")]
    Tls(String),
    /// The database has migrations to run first.
    #[error("the database is not of the newest shape: run `migrate` first")]
    NotMigrated,
}

/// A running server.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What its handlers use.
    pub portal: Portal,
    handle: ServerHandle,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
    rounds: Vec<tokio::task::JoinHandle<()>>,
}

/// Opens the chain of a configuration, or begins it.
///
/// # Errors
/// [`StartError::Chain`].
pub async fn open_chain(
    config: &Config,
    time: Time,
    entropy: &dyn Entropy,
) -> Result<Chain, StartError> {
    let authority: Option<Authority> =
        config.chain.authority.as_ref().map(AuthorityConfig::authority).transpose()?;
    Ok(founding::open(&config.chain.folder, authority.as_ref(), time, entropy).await?)
}

/// The use cases' world on a chain that is open.
///
/// # Errors
/// Says which part could not begin.
pub async fn world(
    config: &Config,
    chain: Chain,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<(App, Store), StartError> {
    let store = Store::connect(config.database_url.expose_secret()).await?;
    if !store.ready().await? {
        return Err(StartError::NotMigrated);
    }
    let app = App {
        blobs: Arc::new(BlobStore::folder(&config.blobs, Arc::clone(&entropy))?),
        clock,
        entropy,
        mailer: Arc::new(post(&config.mail)?),
        store: Arc::new(store.clone()),
        chain,
        passwords: Passwords::new(config.limits.password_hashes_at_once)?,
        tasks: TaskTracker::new(),
        policy: config.limits.policy(),
        public_url: config.origin().into(),
        zone: config.zone()?,
    };
    Ok((app, store))
}

/// Opens the chain with the machine's clock, connects, listens and begins to serve.
///
/// # Errors
/// Says which part could not begin.
pub async fn start(
    config: &Config,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<Running, StartError> {
    config.check()?;
    let time = Time::Real(Arc::new(tenderseal_ledger::SystemClock));
    let chain = open_chain(config, time, entropy.as_ref()).await?;
    start_on(config, chain, None, clock, entropy).await
}

/// Connects, listens and begins to serve on a chain that is open; `demo` is
/// there in a demonstration only.
///
/// # Errors
/// Says which part could not begin.
pub async fn start_on(
    config: &Config,
    chain: Chain,
    demo: Option<Arc<Personas>>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<Running, StartError> {
    config.check()?;
    let (mut app, store) = world(config, chain, clock, entropy).await?;
    indexer::catch_up(&app).await?;
    let listener = TcpListener::bind(config.listen)?;
    let address = listener.local_addr()?;
    let origin = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    app.public_url = origin.as_str().into();
    maintenance::schedule(&app).await?;
    let portal = Portal {
        app,
        store,
        pages: PageCache::default(),
        demo,
        limits: Limits::new(&config.limits),
        origin,
        zone: config.zone()?,
        behind_proxy: config.behind_proxy,
    };
    let shared = portal.clone();
    let rounds = vec![
        tokio::spawn(rounds(portal.clone())),
        tokio::spawn(indexer::run(portal.app.clone())),
        tokio::spawn(ticker::run(portal.app.clone())),
        tokio::spawn(opener::run(portal.app.clone())),
        tokio::spawn(returner::run(portal.app.clone())),
    ];
    let server = HttpServer::new(move || web::application(shared.clone()))
        .client_request_timeout(Duration::from_secs(15))
        .shutdown_timeout(20)
        .disable_signals();
    let server = match &config.tls {
        Some(tls) => server.listen_rustls_0_23(listener, tls_config(tls)?)?,
        None => server.listen(listener)?,
    }
    .run();
    let handle = server.handle();
    tracing::info!(%address, origin = portal.origin, "the portal serves");
    Ok(Running { address, handle, server: tokio::spawn(server), rounds, portal })
}

impl Running {
    /// Stops: no new requests, those under way are finished, then work in the
    /// background, then the database.
    ///
    /// # Errors
    /// When the server had failed before or the database does not let go.
    pub async fn stop(self) -> Result<(), StartError> {
        self.rounds.iter().for_each(tokio::task::JoinHandle::abort);
        self.handle.stop(true).await;
        self.server.await.map_err(std::io::Error::other)??;
        self.portal.app.tasks.close();
        self.portal.app.tasks.wait().await;
        self.portal.store.close().await?;
        tracing::info!("the portal has stopped");
        Ok(())
    }

    /// Serves until Ctrl-C or SIGTERM, then stops.
    ///
    /// # Errors
    /// As [`Running::stop`].
    pub async fn until_told(self) -> Result<(), StartError> {
        let mut terminate =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = terminate.recv() => {}
        }
        self.stop().await
    }
}

/// Recurring work: whoever gets the lease does it.
async fn rounds(portal: Portal) {
    let owner = portal
        .app
        .entropy
        .bytes32()
        .map_or_else(|_| "portal".to_owned(), |bytes| hex::encode(&bytes[..8]));
    let mut ticks = tokio::time::interval(ROUND);
    loop {
        ticks.tick().await;
        portal.limits.tidy();
        match maintenance::run_due(&portal.app, &owner).await {
            Ok(Some(purged)) => {
                tracing::info!(sessions = purged.sessions, resets = purged.resets, "purged");
            }
            Ok(None) => {}
            Err(error) => tracing::error!(%error, code = error.code(), "recurring work failed"),
        }
    }
}

fn post(mail: &MailConfig) -> Result<Post, StartError> {
    match (&mail.smtp_url, &mail.folder) {
        (Some(url), _) => {
            let account = mail.smtp_user.clone().zip(mail.smtp_password.clone());
            Ok(Post::smtp(url, account, &mail.from)?)
        }
        (None, Some(folder)) => Ok(Post::folder(folder, &mail.from)?),
        (None, None) => Err(ConfigError::Value("mail needs a folder or an smtp_url").into()),
    }
}

fn tls_config(tls: &Tls) -> Result<ServerConfig, StartError> {
    let failed =
        |what: &str, error: &dyn std::fmt::Display| StartError::Tls(format!("{what}: {error}"));
    let chain = CertificateDer::pem_file_iter(&tls.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|e| failed("certificate", &e))?;
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(|e| failed("key", &e))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|e| failed("server", &e))
}
