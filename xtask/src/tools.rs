//! Cargo tools in the one version that the project works with.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    process::{cargo, on_path, output, run},
    workshop::tools_dir,
};

/// A program from the crate registry.
pub struct Tool {
    /// Name of the crate and of its program.
    name: &'static str,
    /// The exact version.
    pub version: &'static str,
}

/// Builds ink! contracts to PolkaVM.
pub const CARGO_CONTRACT: Tool = Tool { name: "cargo-contract", version: "6.0.0-beta.2" };

/// Checks licences, sources and forbidden crates.
pub const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

impl Tool {
    /// The program: from the tools directory or from `PATH` if it is of the right version,
    /// else built from source into the tools directory (four to five minutes on two cores).
    pub fn ensure(&self) -> Result<PathBuf> {
        let tools = tools_dir()?;
        let kept = tools.join("bin").join(self.name);
        for program in [Some(kept.clone()), on_path(self.name)].into_iter().flatten() {
            if self.is_right(&program) {
                return Ok(program);
            }
        }
        println!("building {} {} into {}", self.name, self.version, tools.display());
        // Unoptimised: it is built in half the time and quick enough. A target directory of
        // its own: the project's would grow by it.
        run(cargo(Path::new("/"))
            .args(["install", self.name, "--version", self.version])
            .args(["--locked", "--debug", "--force", "--root"])
            .arg(&tools)
            .env_remove("CARGO_TARGET_DIR"))
        .with_context(|| format!("{} could not be installed", self.name))?;
        if !self.is_right(&kept) {
            bail!("{} is not {} {}", kept.display(), self.name, self.version);
        }
        Ok(kept)
    }

    fn is_right(&self, program: &Path) -> bool {
        output(Command::new(program).arg("--version"))
            .is_ok_and(|line| states_version(&line, self.version))
    }
}

/// Whether a `--version` line states this version; cargo-contract appends "-unknown-" and
/// the name of its machine to it.
fn states_version(line: &str, version: &str) -> bool {
    line.split_whitespace().any(|word| {
        word.strip_prefix(version)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("-unknown-"))
    })
}

#[cfg(test)]
mod tests {
    use super::states_version;

    #[test]
    fn only_the_exact_version_is_right() {
        let stated = "cargo-contract 6.0.0-beta.2-unknown-x86_64-unknown-linux-gnu";
        assert!(states_version(stated, "6.0.0-beta.2"));
        assert!(!states_version(stated, "6.0.0-beta"));
        assert!(states_version("cargo-deny 0.20.2", "0.20.2"));
        assert!(!states_version("cargo-deny 0.20.21", "0.20.2"));
    }
}
