//! libcoveocds, the checker of the Open Contracting Partnership for OCDS data. It is written
//! in Python and gets an environment of its own in the tools directory.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    debian,
    process::{on_path, output, run},
    workshop::tools_dir,
};

const CHECKER: &str = "libcoveocds";
const VERSION: &str = "0.17.0";

/// The checker, installed on first use; else the line that tells a person what to do.
pub fn ensure_checker() -> Result<Result<PathBuf, String>> {
    let environment = tools_dir()?.join(format!("{CHECKER}-{VERSION}"));
    let checker = environment.join("bin").join(CHECKER);
    if checker.is_file() {
        return Ok(Ok(checker));
    }
    if !can_make_environments()
        && let Err(advice) = debian::ensure(&["python3", "python3-venv"])?
    {
        return Ok(Err(advice));
    }
    println!("installing {CHECKER} {VERSION} into {}", environment.display());
    install(&environment)?;
    Ok(Ok(checker))
}

fn can_make_environments() -> bool {
    on_path("python3").is_some()
        && output(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_ok()
}

fn install(environment: &Path) -> Result<()> {
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(environment))?;
    run(Command::new(environment.join("bin/pip"))
        .args(["install", "--quiet", "--disable-pip-version-check"])
        .arg(format!("{CHECKER}=={VERSION}")))
}
