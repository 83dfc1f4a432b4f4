//! The command line of the portal.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use secrecy::ExposeSecret;
use tenderseal_portal::{
    chain::founding::Time,
    clock::{SystemClock, SystemEntropy},
    config::Config,
    demo::{self, DemoError, run::Options},
    indexer, startup,
    store::Store,
    telemetry,
};

/// The chain takes and gives back memory of a contract's size at every call, which glibc returns to the
/// system each time (docs/adr/0007).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Tenderseal 封标: tenders with sealed bids.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A demonstration: people, tenders and their past, in a folder of its own.
    Demo {
        /// Where to listen; 127.0.0.1:8080 by default.
        #[arg(long)]
        listen: Option<SocketAddr>,
        /// The folder to begin or go on in; a temporary one by default.
        #[arg(long)]
        data: Option<PathBuf>,
        /// Lets a client of its own play a whole tender over HTTP, and ends.
        #[arg(long)]
        play: bool,
        /// So many tenders more, open for bids: for long lists and load tests.
        #[arg(long, default_value_t = 0, conflicts_with = "play")]
        tenders: u16,
        /// `manual`: time stands still until `POST /demo/clock` moves it.
        #[arg(long, value_parser = ["real", "manual"], default_value = "real")]
        clock: String,
    },
    /// The client of `demo --play`.
    #[command(hide = true)]
    Play {
        /// Where to keep the bundle.
        #[arg(long)]
        keep: PathBuf,
    },
    /// Fill the tables that mirror the chain again, from its first block on.
    Reindex {
        /// The configuration (TOML).
        #[arg(long)]
        config: PathBuf,
    },
    /// Serve the portal.
    Serve {
        /// The configuration (TOML).
        #[arg(long)]
        config: PathBuf,
    },
    /// Bring the tables to the newest shape.
    Migrate {
        /// The configuration (TOML).
        #[arg(long)]
        config: PathBuf,
    },
}

#[actix_web::main]
async fn main() -> ExitCode {
    match Box::pin(run(Arguments::parse().command)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tenderseal-portal: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), DemoError> {
    match command {
        Command::Demo { listen, data, play, tenders, clock } => {
            telemetry_of_demo();
            let manual = clock == "manual";
            demo::run::demo(&Options { listen, data, play, tenders, manual }).await
        }
        Command::Play { keep } => demo::run::client(&keep).await,
        Command::Reindex { config } => {
            let config = Config::read(&config)?;
            begin_log(&config);
            let time = Time::Real(Arc::new(tenderseal_ledger::SystemClock));
            let chain = startup::open_chain(&config, time, &SystemEntropy).await?;
            let (app, store) =
                startup::world(&config, chain, Arc::new(SystemClock), Arc::new(SystemEntropy))
                    .await?;
            indexer::reindex(&app).await?;
            println!("blocks mirrored: {}", app.chain.mirrored());
            Ok(store.close().await?)
        }
        Command::Serve { config } => {
            let config = Config::read(&config)?;
            begin_log(&config);
            let running =
                startup::start(&config, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?;
            println!("{}", running.portal.origin);
            Ok(running.until_told().await?)
        }
        Command::Migrate { config } => {
            let config = Config::read(&config)?;
            begin_log(&config);
            let store = Store::connect(config.database_url.expose_secret()).await?;
            println!("migrations run: {}", store.migrate().await?);
            Ok(store.close().await?)
        }
    }
}

/// A demonstration tells what goes wrong, and no more unless `TENDERSEAL_LOG` (a filter of
/// tracing-subscriber) asks for it.
fn telemetry_of_demo() {
    let filter = std::env::var("TENDERSEAL_LOG").unwrap_or_else(|_| "warn".to_owned());
    let log = tenderseal_portal::config::Log { json: false, filter: Some(filter) };
    if let Err(error) = telemetry::begin(&log) {
        eprintln!("tenderseal-portal: no log: {error}");
    }
}

/// A portal without a log still serves, but says so.
fn begin_log(config: &Config) {
    if let Err(error) = telemetry::begin(&config.log) {
        eprintln!("tenderseal-portal: no log: {error}");
    }
}
