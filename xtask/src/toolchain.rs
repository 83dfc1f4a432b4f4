//! The compiler for contracts. cargo-contract builds the standard library from source for
//! PolkaVM, so it needs a compiler that comes with that source and with a linker.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    debian,
    process::{on_path, output},
};

/// Debian's compiler for web browsers: newer than Debian's other one, with source and linker.
const DEBIAN_PACKAGES: [&str; 5] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// A compiler that can build contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toolchain {
    /// Debian's, from [`DEBIAN_PACKAGES`]: taken wherever it can be had, so that one
    /// compiler makes the committed bundles and checks them.
    Debian,
    /// The one that is on `PATH`, where rustup has added its source (`rust-src`).
    OnPath,
}

impl Toolchain {
    /// Finds a compiler, installing Debian's where this program may; else the line that
    /// tells a person what to do.
    pub fn ensure() -> Result<Result<Self, String>> {
        let Err(advice) = debian::ensure(&DEBIAN_PACKAGES)? else {
            return Ok(Ok(Self::Debian));
        };
        if has_source_on_path()? {
            return Ok(Ok(Self::OnPath));
        }
        Ok(Err(format!(
            "contracts need a compiler with its library's source; run: rustup component add rust-src (or {advice})"
        )))
    }

    /// A command that sees this compiler and nothing of the caller's build settings, which
    /// would change the bytes that come out.
    pub fn command(self, program: impl AsRef<OsStr>) -> Result<Command> {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os() {
            if changes_the_build(&name, self) {
                command.env_remove(name);
            }
        }
        if self == Self::Debian {
            command.env("PATH", path_with_debian_first()?);
        }
        // cargo 1.95 and later ask for this before they read a target described in JSON,
        // which is how cargo-contract describes PolkaVM.
        command.env("CARGO_UNSTABLE_JSON_TARGET_SPEC", "true");
        Ok(command)
    }

    /// Its cargo.
    pub fn cargo(self) -> Result<PathBuf> {
        match self {
            Self::Debian => Ok("/usr/bin/cargo".into()),
            Self::OnPath => on_path("cargo").context("cargo is not on PATH"),
        }
    }

    /// What the compiler says of itself: version, commit and date.
    pub fn compiler(self) -> Result<String> {
        let program = match self {
            Self::Debian => "/usr/bin/rustc",
            Self::OnPath => "rustc",
        };
        output(self.command(program)?.arg("--version"))
    }
}

/// cargo and rustup choose compilers and flags by these; the ones that only say where
/// downloads go, how many jobs to run and how to reach the registry stay.
fn changes_the_build(name: &OsStr, toolchain: Toolchain) -> bool {
    let Some(name) = name.to_str() else {
        return false;
    };
    let chooses = name == "CARGO"
        || name == "CARGO_ENCODED_RUSTFLAGS"
        || name == "OUT_DIR"
        || [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_PROFILE_",
            "CARGO_BUILD_RUST",
            "CARGO_BUILD_TARGET",
            "RUSTC",
            "RUSTFLAGS",
            "INK_",
        ]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    // `cargo run` puts the libraries of rustup's compiler on the search path, and Debian's
    // compiler must not pick them up.
    let is_rustups = matches!(name, "RUSTUP_TOOLCHAIN" | "LD_LIBRARY_PATH");
    chooses || (is_rustups && toolchain == Toolchain::Debian)
}

fn path_with_debian_first() -> Result<OsString> {
    let path = env::var_os("PATH").context("PATH is not set")?;
    let folders = std::iter::once("/usr/bin".into()).chain(env::split_paths(&path));
    env::join_paths(folders).context("PATH has a folder that it cannot hold")
}

fn has_source_on_path() -> Result<bool> {
    if on_path("rustc").is_none() {
        return Ok(false);
    }
    let sysroot = output(Toolchain::OnPath.command("rustc")?.args(["--print", "sysroot"]))?;
    Ok(Path::new(&sysroot).join("lib/rustlib/src/rust/library/core").is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_flags_do_not_reach_a_contract() {
        for name in [
            "RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "RUSTC_WRAPPER",
            "CARGO_PROFILE_RELEASE_LTO",
            "INK_STATIC_BUFFER_SIZE",
        ] {
            assert!(changes_the_build(OsStr::new(name), Toolchain::OnPath), "{name}");
        }
    }

    #[test]
    fn places_and_job_counts_are_the_callers() {
        for name in ["CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_BUILD_JOBS", "PATH", "HOME"] {
            assert!(!changes_the_build(OsStr::new(name), Toolchain::Debian), "{name}");
        }
    }

    #[test]
    fn debians_compiler_does_not_see_rustups_libraries() {
        let name = OsStr::new("LD_LIBRARY_PATH");
        assert!(changes_the_build(name, Toolchain::Debian));
        assert!(!changes_the_build(name, Toolchain::OnPath));
    }
}
