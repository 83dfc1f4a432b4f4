//! Where the workshop stands: the checkout, the caches, and how strict it has to be.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The checkout that is worked on.
pub struct Workshop {
    root: PathBuf,
    strict: bool,
}

impl Workshop {
    /// Finds the checkout from what `cargo run` says about this crate.
    pub fn open() -> Result<Self> {
        let here =
            env::var_os("CARGO_MANIFEST_DIR").context("run this through cargo: `cargo xtask`")?;
        let root = Path::new(&here)
            .parent()
            .context("the xtask crate lies in a folder of the checkout")?;
        Ok(Self {
            root: root.to_owned(),
            strict: env::var_os("CI").is_some_and(|value| value == "true"),
        })
    }

    /// The top folder of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the checkout.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// Whether a missing tool is a failure: true in continuous integration (`CI=true`).
    pub fn strict(&self) -> bool {
        self.strict
    }

    /// The target directory for contracts. They are built by another compiler for another
    /// machine, so they share one directory with each other and none with the rest.
    pub fn contracts_target(&self) -> PathBuf {
        match env::var_os("CARGO_TARGET_DIR") {
            Some(target) => self.root.join(target).join("contracts"),
            None => self.path("contracts/target"),
        }
    }
}

/// The folder that holds the release binaries: the one this program was started from.
pub fn binaries() -> Result<PathBuf> {
    let program = env::current_exe().context("where is this program?")?;
    let folder = program.parent().context("a program lies in a folder")?;
    Ok(folder.to_owned())
}

/// Where tools are kept from one run to the next: `$TENDERSEAL_TOOLS`, else
/// `tenderseal/tools` in the user's cache directory.
pub fn tools_dir() -> Result<PathBuf> {
    if let Some(dir) = env::var_os("TENDERSEAL_TOOLS") {
        return Ok(dir.into());
    }
    let cache = match env::var_os("XDG_CACHE_HOME") {
        Some(dir) => PathBuf::from(dir),
        None => PathBuf::from(env::var_os("HOME").context("HOME is not set")?).join(".cache"),
    };
    Ok(cache.join("tenderseal/tools"))
}
