//! `cargo xtask bench`: measures, side by side with what a user would pick instead, and prints a
//! table. Nothing here fails because something is slow: a table is read by people. A message that weighs more than its
//! budget is not slow but too much for a block, and does fail.

use std::{process::Command, thread::available_parallelism};

use anyhow::{Result, bail};

use crate::{
    debian,
    process::{cargo, on_path, output, run},
    workshop::{Workshop, binaries},
};

/// The measurements, each a program that prints rows of the table.
const PROGRAMS: [&str; 3] = ["commits", "pages", "weights"];

/// Builds and runs them all, or those that are named.
pub fn measure(workshop: &Workshop, only: &[String]) -> Result<()> {
    if let Some(unknown) = only.iter().find(|name| !PROGRAMS.contains(&name.as_str())) {
        bail!("there is no measurement {unknown}; there are {}", PROGRAMS.join(", "));
    }
    if on_path("wrk").is_none()
        && let Err(advice) = debian::ensure(&["wrk"])?
    {
        bail!("{advice}");
    }
    // The selection of the tests, so that the runtime is not compiled once more.
    run(cargo(workshop.root()).args([
        "build",
        "--release",
        "--workspace",
        "--bins",
        "--tests",
        "--examples",
        "--locked",
    ]))?;
    let folder = binaries()?;
    let mut rows = Vec::new();
    for name in PROGRAMS {
        if only.is_empty() || only.iter().any(|wanted| wanted == name) {
            println!("measuring {name} …");
            let mut program = Command::new(folder.join("examples").join(name));
            program.env("TENDERSEAL_PORTAL", folder.join("tenderseal-portal"));
            rows.push(output(program.current_dir(workshop.root()))?);
        }
    }
    let cores = available_parallelism()?;
    println!("\n{cores} cores, release build\n");
    println!("| what | measured | beside it | ratio | wanted |\n|---|---|---|---|---|");
    println!("{}", rows.join("\n"));
    Ok(())
}
