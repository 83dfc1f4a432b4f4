//! `tenderseal`: see the crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    tenderseal_cli::main()
}
