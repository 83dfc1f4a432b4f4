//! `cargo xtask`: builds what the repository ships and runs every check on it.
//!
//! - `cargo xtask test` runs all checks, the browser's included, and installs what it needs
//!   where it may (as root on Debian, and into a cache directory of its own).
//! - `cargo xtask contracts` rebuilds the contract bundles in `contracts/artifacts/`;
//!   with `--check` it fails when the committed ones are not what the sources give.
//! - `cargo xtask bench` measures what has to be fast and prints a table.

use std::process::ExitCode;

use clap::Parser;

mod bench;
mod contracts;
mod debian;
mod differential;
mod features;
mod locales;
mod place;
mod postgres;
mod process;
mod python;
mod report;
mod suite;
mod toolchain;
mod tools;
mod words;
mod workshop;

use crate::{suite::Step, workshop::Workshop};

/// What the workshop can be asked to do.
#[derive(Parser)]
#[command(name = "cargo xtask", about = "The workshop of Tenderseal")]
enum Task {
    /// Build the contracts to PolkaVM and write contracts/artifacts/
    Contracts {
        /// Write nothing; fail when the committed bundles differ from what the sources give
        #[arg(long)]
        check: bool,
    },
    /// Measure what has to be fast, side by side with something to compare it with
    Bench {
        /// Only these measurements
        #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "NAME")]
        only: Vec<String>,
    },
    /// Run every check, in the order in which they are listed under --only
    Test {
        /// Also run the tests marked `#[ignore]`: the ones that take minutes
        #[arg(long)]
        long: bool,
        /// Run these steps only
        #[arg(long, value_enum, num_args = 1.., value_delimiter = ',', value_name = "STEP")]
        only: Vec<Step>,
    },
}

fn main() -> ExitCode {
    match perform(&Task::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a task; `false` when it ran to its end and found something wrong.
fn perform(task: &Task) -> anyhow::Result<bool> {
    let workshop = Workshop::open()?;
    match task {
        Task::Contracts { check: false } => contracts::write(&workshop).map(|()| true),
        Task::Contracts { check: true } => {
            let outcome = contracts::check(&workshop)?;
            println!("{outcome}");
            Ok(!outcome.is_failure(workshop.strict()))
        }
        Task::Bench { only } => bench::measure(&workshop, only).map(|()| true),
        Task::Test { long, only } => Ok(suite::run_steps(&workshop, *long, only)),
    }
}
