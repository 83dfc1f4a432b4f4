//! `cargo xtask test`: every check, one after the other, and a summary of all of them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Instant, SystemTime},
};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{
    contracts, debian, differential, features, locales,
    postgres::{self, Server},
    process::{cargo, on_path, output, run},
    python,
    report::{Outcome, Report},
    tools::CARGO_DENY,
    words,
    workshop::{Workshop, binaries},
};

/// One check. The order is the order in which they are run: what is quick to tell first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Formatting is rustfmt's
    Fmt,
    /// No path of a machine; every text in both languages
    Words,
    /// The demo and the tests share one build of the runtime
    OneBuild,
    /// The browser's modules, in Node, and against the envelope's Rust implementation
    BrowserModules,
    /// The committed contracts are what the sources give
    Contracts,
    /// Every Rust test, on SQLite and PostgreSQL
    Rust,
    /// No warning from clippy
    Clippy,
    /// The journeys through the portal, in Chromium
    E2e,
    /// Licences, sources and forbidden crates
    Deny,
}

/// Runs the steps (all of them when `only` is empty), whether or not one of them fails, and
/// prints the summary. `long`: also the tests that are ignored by default. Returns whether
/// all is well.
pub fn run_steps(workshop: &Workshop, long: bool, only: &[Step]) -> bool {
    let mut suite = Suite { workshop, long, postgres: None };
    let steps: Vec<Step> = Step::value_variants()
        .iter()
        .copied()
        .filter(|step| only.is_empty() || only.contains(step))
        .collect();
    let mut report = Report::new(workshop.strict());
    for (index, step) in steps.iter().enumerate() {
        println!("\n=== {} ({} of {})", step.heading(), index + 1, steps.len());
        let started = Instant::now();
        let result = suite.perform(*step);
        let took = started.elapsed();
        match &result {
            Ok(outcome) => println!("--- {}: {outcome}, {} s", step.name(), took.as_secs()),
            Err(error) => println!("--- {}: FAILED: {error:#}", step.name()),
        }
        report.add(step.name(), took, result);
    }
    println!("\n=== Summary\n{report}");
    report.is_good()
}

impl Step {
    /// The word for `--only`.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Name and meaning.
    fn heading(self) -> String {
        let help = self
            .to_possible_value()
            .and_then(|value| value.get_help().map(ToString::to_string))
            .unwrap_or_default();
        format!("{}: {help}", self.name())
    }
}

/// What the steps share.
struct Suite<'a> {
    workshop: &'a Workshop,
    long: bool,
    /// Started by the first step that asks for it, or the line that says what to install.
    postgres: Option<Result<Server, String>>,
}

impl Suite<'_> {
    fn perform(&mut self, step: Step) -> Result<Outcome> {
        match step {
            Step::Fmt => self.fmt(),
            Step::Words => self.words(),
            Step::OneBuild => self.one_build(),
            Step::BrowserModules => self.browser_modules(),
            Step::Contracts => contracts::check(self.workshop),
            Step::Rust => self.rust(),
            Step::Clippy => self.clippy(),
            Step::E2e => self.e2e(),
            Step::Deny => self.deny(),
        }
    }

    fn fmt(&self) -> Result<Outcome> {
        for folder in self.workspaces() {
            run(cargo(&folder).args(["fmt", "--all", "--check"]))?;
        }
        Ok(Outcome::Passed)
    }

    fn words(&self) -> Result<Outcome> {
        words::check(self.workshop.root())?;
        locales::check(&self.workshop.path("locales"))?;
        Ok(Outcome::Passed)
    }

    fn one_build(&self) -> Result<Outcome> {
        features::check(self.workshop.root())?;
        Ok(Outcome::Passed)
    }

    fn browser_modules(&self) -> Result<Outcome> {
        const FOLDER: &str = "portal/assets/tests";
        let folder = self.workshop.path(FOLDER);
        if !folder.is_dir() {
            return Ok(Outcome::Skipped(format!("{FOLDER} is not there")));
        }
        if let Err(advice) = ensure_node()? {
            return Ok(Outcome::Missing(advice));
        }
        // Named one by one: not every version of Node takes a folder for the files in it.
        let mut files = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".test.mjs") || name.ends_with(".test.js") {
                files.push(format!("{FOLDER}/{name}"));
            }
        }
        anyhow::ensure!(!files.is_empty(), "{FOLDER} holds no test");
        files.sort();
        run(Command::new("node").arg("--test").args(files).current_dir(self.workshop.root()))?;
        differential::check(self.workshop.root(), self.long)?;
        Ok(Outcome::Passed)
    }

    fn rust(&mut self) -> Result<Outcome> {
        let mut command = cargo(self.workshop.root());
        // In release, as the demo: the contracts' virtual machine is sixty times slower
        // without optimisation, and the chain's runtime is compiled once only.
        command.args(["test", "--release", "--workspace", "--locked"]);
        if self.long {
            command.args(["--", "--include-ignored"]);
        }
        match self.postgres_url()? {
            Ok(url) => {
                run(command.env(postgres::URL_VARIABLE, url))?;
                Ok(Outcome::Passed)
            }
            Err(advice) => {
                run(&mut command)?;
                Ok(Outcome::Missing(format!(
                    "the tests passed on SQLite only; for PostgreSQL: {advice}"
                )))
            }
        }
    }

    fn clippy(&self) -> Result<Outcome> {
        // In release again: build scripts and macros are then shared with the tests.
        run(cargo(self.workshop.root())
            .args(["clippy", "--release", "--workspace", "--all-targets", "--locked"])
            .args(["--", "-D", "warnings"]))?;
        Ok(Outcome::Passed)
    }

    fn e2e(&self) -> Result<Outcome> {
        let folder = self.workshop.path("e2e");
        if let Err(advice) = ensure_node()? {
            return Ok(Outcome::Missing(advice));
        }
        let chromium = match ensure_chromium()? {
            Ok(chromium) => chromium,
            Err(advice) => return Ok(Outcome::Missing(advice)),
        };
        npm_packages(&folder)?;
        self.build_programs()?;
        let mut command = Command::new("npm");
        command
            .args(["run", "--silent", "test"])
            .current_dir(&folder)
            .env("TENDERSEAL_CHROMIUM", chromium)
            .env("TENDERSEAL_BINARIES", binaries()?);
        // The schemas are data of others and lie beside the checkout, if at all.
        let schemas = self.workshop.path("../shared/ocds/std-eu.zip");
        if !schemas.exists() {
            println!(
                "skipped: the OCDS releases are not checked, {} is not there",
                schemas.display()
            );
            run(&mut command)?;
            return Ok(Outcome::Passed);
        }
        match python::ensure_checker()? {
            Ok(checker) => {
                command
                    .env("TENDERSEAL_LIBCOVEOCDS", checker)
                    .env("TENDERSEAL_OCDS_SCHEMAS", fs::canonicalize(schemas)?);
                run(&mut command)?;
                Ok(Outcome::Passed)
            }
            Err(advice) => {
                run(&mut command)?;
                Ok(Outcome::Missing(format!("the OCDS releases were not checked; {advice}")))
            }
        }
    }

    fn deny(&self) -> Result<Outcome> {
        let program = CARGO_DENY.ensure()?;
        let settings = self.workshop.path("deny.toml");
        for folder in self.workspaces() {
            let mut command = Command::new(&program);
            command
                .arg("--manifest-path")
                .arg(folder.join("Cargo.toml"))
                .args(["--locked", "--log-level", "error", "--config"])
                .arg(&settings)
                .args(["check", "licenses", "sources"]);
            // The bans are about what the portal links; the contracts link their own.
            if folder == self.workshop.root() {
                command.arg("bans");
            }
            run(&mut command)?;
        }
        Ok(Outcome::Passed)
    }

    /// The folders of the workspaces that are there.
    fn workspaces(&self) -> Vec<PathBuf> {
        let contracts = self.workshop.path("contracts");
        let mut folders = vec![self.workshop.root().to_owned()];
        folders.extend(contracts.join("Cargo.toml").exists().then_some(contracts));
        folders
    }

    /// Builds every program. The tests are named too: without them the programs would be
    /// built with other features, and the runtime once more.
    fn build_programs(&self) -> Result<()> {
        run(cargo(self.workshop.root()).args([
            "build",
            "--release",
            "--workspace",
            "--bins",
            "--tests",
            "--locked",
        ]))
    }

    /// Where the tests' PostgreSQL is; starts it when asked for the first time.
    fn postgres_url(&mut self) -> Result<Result<String, String>> {
        let started = match self.postgres.take() {
            Some(started) => started,
            None => Server::start()?,
        };
        let url = match &started {
            Ok(server) => Ok(server.url().to_owned()),
            Err(advice) => Err(advice.clone()),
        };
        self.postgres = Some(started);
        Ok(url)
    }
}

/// Node and npm, from Debian where this program may install them.
fn ensure_node() -> Result<Result<(), String>> {
    if on_path("node").is_some() && on_path("npm").is_some() {
        return Ok(Ok(()));
    }
    debian::ensure(&["nodejs", "npm"])
}

/// A Chromium, and a font for Chinese: without one its pages are boxes.
fn ensure_chromium() -> Result<Result<PathBuf, String>> {
    let find = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path);
    let has_font =
        || output(Command::new("fc-list").arg(":lang=zh-cn")).is_ok_and(|fonts| !fonts.is_empty());
    if (find().is_none() || !has_font())
        && let Err(advice) = debian::ensure(&["chromium", "fontconfig", "fonts-noto-cjk"])?
    {
        return Ok(Err(advice));
    }
    let chromium = find().context("the package chromium has no program chromium")?;
    Ok(Ok(chromium))
}

/// Installs the packages that the lock file names, unless npm has done so since it changed.
fn npm_packages(folder: &Path) -> Result<()> {
    let changed =
        |path: PathBuf| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    let locked = changed(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    let installed = changed(folder.join("node_modules/.package-lock.json"));
    if installed.is_some_and(|installed| installed >= locked) {
        return Ok(());
    }
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_a_name_and_a_meaning() {
        for step in Step::value_variants() {
            assert!(!step.name().is_empty());
            assert!(step.heading().len() > step.name().len() + 2, "{step:?}");
        }
    }
}
