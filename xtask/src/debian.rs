//! Debian's packages: installed where this program may, asked for in one line where it may not.

use std::{cell::Cell, fs, process::Command};

use anyhow::Result;

use crate::process::{on_path, output, run};

thread_local! {
    /// Whether the package lists were brought up to date in this run.
    static LISTS_ARE_FRESH: Cell<bool> = const { Cell::new(false) };
}

/// Whether this machine is a Debian; those made from it name and split packages differently.
pub fn is_here() -> bool {
    fs::read_to_string("/etc/os-release")
        .is_ok_and(|facts| facts.lines().any(|fact| fact == "ID=debian"))
        && on_path("apt-get").is_some()
}

/// Whether this program runs as root.
pub fn is_root() -> Result<bool> {
    Ok(output(Command::new("id").arg("-u"))? == "0")
}

/// Makes sure that all `packages` are installed. When they are not and may not be (no root,
/// no Debian), returns the line that tells a person what to do.
pub fn ensure(packages: &[&str]) -> Result<Result<(), String>> {
    if is_here() && packages.iter().all(|package| is_installed(package)) {
        return Ok(Ok(()));
    }
    if !is_here() {
        return Ok(Err(format!("install what Debian calls {}", packages.join(", "))));
    }
    if !is_root()? {
        return Ok(Err(format!("run as root: apt-get install -y {}", packages.join(" "))));
    }
    install(packages).map(Ok)
}

fn is_installed(package: &str) -> bool {
    output(Command::new("dpkg-query").args(["-W", "-f=${Status}", package]))
        .is_ok_and(|status| status == "install ok installed")
}

fn install(packages: &[&str]) -> Result<()> {
    println!("installing {}", packages.join(", "));
    if !LISTS_ARE_FRESH.get() {
        run(apt_get().args(["update", "-qq"]))?;
        LISTS_ARE_FRESH.set(true);
    }
    run(apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
