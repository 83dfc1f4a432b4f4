//! `demo`: an installation in a folder, served until it is told to stop; with
//! `--play` a client process plays a whole tender and both end.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use tenderseal_ledger::{ManualClock, SystemClock as LedgerSystemClock};
use tenderseal_rules::{
    profile::{Procedure, Profile},
    schedule::Minimums,
};
use tokio::sync::mpsc;

use super::{
    DemoError,
    cast::{AUTHORITY, AUTHORITY_NUMBER, Cast},
    play, seed,
};
use crate::chain::founding::Time;
use crate::clock::{SystemClock, SystemEntropy};
use crate::config::{AuthorityConfig, ChainConfig, Config, Limits, Log, MailConfig};
use crate::startup::{self, Running};
use crate::store::Store;

/// What the command line says.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// The folder; a temporary one by default.
    pub data: Option<PathBuf>,
    /// Whether a client plays a tender.
    pub play: bool,
    /// How many tenders more are open for bids than there are otherwise.
    pub tenders: u16,
    /// Whether time stands still until it is moved.
    pub manual: bool,
}

/// Says that the past of a folder is whole.
const SEEDED: &str = "seeded";

fn config(folder: &Path, listen: SocketAddr, registrar: String) -> Config {
    Config {
        listen,
        public_url: None,
        database_url: format!("sqlite://{}?mode=rwc", folder.join("portal.sqlite").display())
            .into(),
        blobs: folder.join("blobs"),
        time_zone: "Asia/Shanghai".to_owned(),
        behind_proxy: false,
        tls: None,
        mail: MailConfig {
            from: "Tenderseal <portal@demo.example>".to_owned(),
            folder: Some(folder.join("mail")),
            smtp_url: None,
            smtp_user: None,
            smtp_password: None,
        },
        chain: ChainConfig {
            folder: folder.join("chain"),
            authority: Some(AuthorityConfig {
                name: AUTHORITY.to_owned(),
                number: AUTHORITY_NUMBER.to_owned(),
                country: "CN".to_owned(),
                key: registrar,
                key_delay_seconds: 600,
                profiles: profiles(),
            }),
        },
        limits: Limits {
            acts_per_minute: 6_000,
            sign_ins_per_ten_minutes: 600,
            ..Limits::default()
        },
        log: Log { json: false, filter: Some("warn".to_owned()) },
    }
}

/// Three kinds of tender, with periods short enough to watch.
fn profiles() -> Vec<Profile> {
    let least = Minimums {
        bidding: 300,
        officers_window: 120,
        self_reveal_window: 120,
        objection_window: 120,
        standstill: 300,
        questions: 0,
        amendment: 120,
    };
    vec![
        Profile::permissive("demo-open", "公开招标（演示）", Procedure::OpenOneEnvelope, least),
        Profile::permissive("demo-restricted", "邀请招标（演示）", Procedure::Restricted, least),
        Profile::permissive(
            "demo-two-envelopes",
            "双信封公开招标（演示）",
            Procedure::OpenTwoEnvelopes,
            least,
        ),
    ]
}

async fn migrate(config: &Config) -> Result<(), DemoError> {
    use secrecy::ExposeSecret;
    let store = Store::connect(config.database_url.expose_secret()).await?;
    store.migrate().await?;
    Ok(store.close().await?)
}

/// Runs the demonstration.
///
/// # Errors
/// Says what failed.
pub async fn demo(options: &Options) -> Result<(), DemoError> {
    let temporary = match options.data {
        Some(_) => None,
        None => Some(tempfile::Builder::new().prefix("tenderseal-").tempdir()?),
    };
    let folder = match (&options.data, &temporary) {
        (Some(folder), _) => folder.clone(),
        (None, Some(temporary)) => temporary.path().to_owned(),
        (None, None) => return Err(DemoError::Script("no folder")),
    };
    std::fs::create_dir_all(&folder)?;
    if options.play {
        let played = play_in(&folder, options).await;
        // The bundle is to be looked at afterwards.
        if let Some(temporary) = temporary {
            drop(temporary.keep());
        }
        return played;
    }
    let listen = options.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    let drawn = seed::seed_file(&folder)?;
    let registrar = Cast::new(&drawn, [0; 32])?.registrar.key.public().to_string();
    let config = config(&folder, listen, registrar);
    config.check()?;
    prepare(&config, &folder, &drawn, options.tenders).await?;
    let running = serve(&config, options.manual, Some(&drawn)).await?;
    let cast = Cast::new(&drawn, running.portal.app.chain.genesis())?;
    announce(&running, &cast, &drawn, &folder);
    Ok(running.until_told().await?)
}

/// Makes the past of a new folder; an existing one goes on.
async fn prepare(
    config: &Config,
    folder: &Path,
    drawn: &[u8; 32],
    tenders: u16,
) -> Result<(), DemoError> {
    migrate(config).await?;
    let marker = folder.join(SEEDED);
    if marker.exists() {
        return Ok(());
    }
    if tenderseal_ledger::Embedded::exists(&config.chain.folder) {
        return Err(DemoError::Script(
            "an earlier start in this folder was interrupted; remove the folder and start again",
        ));
    }
    println!("Making the demonstration: people, tenders and their past …");
    seed::seed(config, drawn, tenders).await?;
    std::fs::write(marker, "1\n")?;
    Ok(())
}

async fn serve(
    config: &Config,
    manual: bool,
    drawn: Option<&[u8; 32]>,
) -> Result<Running, DemoError> {
    let time = if manual {
        Time::Manual(Arc::new(ManualClock::new(seed::present() * 1_000)))
    } else {
        Time::Real(Arc::new(LedgerSystemClock))
    };
    let chain = startup::open_chain(config, time, &SystemEntropy).await?;
    let personas = match drawn {
        Some(drawn) => {
            let (app, store) = startup::world(
                config,
                chain.clone(),
                Arc::new(SystemClock),
                Arc::new(SystemEntropy),
            )
            .await?;
            let personas = seed::personas(&app, drawn).await?;
            drop(app);
            store.close().await?;
            Some(Arc::new(personas))
        }
        None => None,
    };
    Ok(startup::start_on(config, chain, personas, Arc::new(SystemClock), Arc::new(SystemEntropy))
        .await?)
}

/// Says where it is and who signs in. Whoever does not listen any more does not end the server.
fn announce(running: &Running, cast: &Cast, drawn: &[u8; 32], folder: &Path) {
    let mut text = format!(
        "\nTenderseal 封标  {}\nfolder 数据目录  {}\n\nSign in as 登录账号 (password of all 统一密码: {}):\n",
        running.portal.origin,
        folder.display(),
        seed::password(drawn),
    );
    for actor in cast.everyone() {
        let line = format!("  {:<26} {}\n", seed::address(actor.name), actor.title);
        text.push_str(&line);
    }
    text.push_str("\nCtrl-C stops it. 按 Ctrl-C 结束。\n");
    if let Err(error) = std::io::stdout().write_all(text.as_bytes()) {
        tracing::warn!(%error, "nobody reads what the demonstration says");
    }
}

/// The client's process; it does not outlive the server.
struct Client(Child);

impl Drop for Client {
    fn drop(&mut self) {
        // One that has ended cannot be killed, which is what is wanted.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Client {
    fn start(folder: &Path) -> Result<Self, DemoError> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("play").arg("--keep").arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        Ok(Self(command.spawn()?))
    }

    /// The lines that the client says, as they come.
    fn lines(&mut self) -> Result<mpsc::Receiver<String>, DemoError> {
        let output = self.0.stdout.take().ok_or(DemoError::Script("the client has no output"))?;
        let (say, said) = mpsc::channel(64);
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if say.blocking_send(line).is_err() {
                    return;
                }
            }
        });
        Ok(said)
    }

    fn tell(&mut self, line: &str) -> Result<(), DemoError> {
        let mut input = self.0.stdin.take().ok_or(DemoError::Script("the client has no input"))?;
        Ok(writeln!(input, "{line}")?)
    }
}

/// Starts the client first: it makes the registrar's key and tells the public half only.
async fn play_in(folder: &Path, options: &Options) -> Result<(), DemoError> {
    let listen = options.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)));
    let mut client = Client::start(folder)?;
    let mut lines = client.lines()?;
    let first = lines.recv().await.unwrap_or_default();
    let key = first.strip_prefix("key ").ok_or(DemoError::Script("the client told no key"))?;
    let config = config(folder, listen, key.to_owned());
    config.check()?;
    if tenderseal_ledger::Embedded::exists(&config.chain.folder) {
        return Err(DemoError::Script(
            "--play needs a folder of its own: its registrar's key is new each time",
        ));
    }
    migrate(&config).await?;
    let running = serve(&config, true, None).await?;
    client.tell(&running.portal.origin)?;
    while let Some(line) = lines.recv().await {
        println!("{line}");
    }
    let ended = client.0.wait()?;
    running.stop().await?;
    if ended.success() { Ok(()) } else { Err(DemoError::Script("the client failed")) }
}

/// The client process: tells its registrar's public key, is told the portal's
/// address, plays, and says last where the bundle is.
///
/// # Errors
/// Says which step failed.
pub async fn client(keep: &Path) -> Result<(), DemoError> {
    let keys = play::Keys::make()?;
    println!("key {}", keys.registrar()?);
    std::io::stdout().flush()?;
    let mut url = String::new();
    std::io::stdin().read_line(&mut url)?;
    let bundle = play::play(url.trim(), &keys, keep).await?;
    println!("{}", bundle.display());
    Ok(())
}
