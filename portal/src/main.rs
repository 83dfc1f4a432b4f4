//! The command line of the portal.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use secrecy::ExposeSecret;
use tenderseal_portal::{
    clock::{SystemClock, SystemEntropy},
    config::Config,
    startup::{self, StartError},
    store::Store,
    telemetry,
};

/// Tenderseal 封标: tenders with sealed bids.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
    match run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tenderseal-portal: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), StartError> {
    match command {
        Command::Serve { config } => {
            let config = Config::read(&config)?;
            begin_log(&config);
            let running = startup::start(&config, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?;
            println!("{}", running.portal.origin);
            running.until_told().await
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

/// A portal without a log still serves, but says so.
fn begin_log(config: &Config) {
    if let Err(error) = telemetry::begin(&config.log) {
        eprintln!("tenderseal-portal: no log: {error}");
    }
}
