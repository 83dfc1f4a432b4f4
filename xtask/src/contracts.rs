//! The contract bundles that the portal ships: built from `contracts/`, recorded in
//! `contracts/artifacts/`, and compared with it byte by byte.
//!
//! For each contract `artifacts/` holds `<name>.contract` (code and metadata in one file),
//! `<name>.polkavm` (the code) and `<name>.json` (the metadata), and for all of them
//! `artifacts.toml`, the [`Record`] of what they are and what made them. `proceedings.hash` is
//! what the tender's sources include.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha3::{Digest, Keccak256};

use crate::{
    place::Place, process::run, report::Outcome, toolchain::Toolchain, tools::CARGO_CONTRACT,
    workshop::Workshop,
};

/// The folders in `contracts/` that hold a contract, in the order in which they are built: the tender's program
/// holds the hash of the proceedings'.
const CONTRACTS: [&str; 3] = ["registry", PROCEEDINGS, "tender"];
const PROCEEDINGS: &str = "proceedings";
/// The hash of the proceedings' code, 32 bytes: the tender's sources include it.
const PROCEEDINGS_HASH: &str = "proceedings.hash";
/// What cargo-contract makes of each: bundle, code, metadata.
const KINDS: [&str; 3] = ["contract", "polkavm", "json"];
const RECORD: &str = "artifacts.toml";
const RECORD_HEAD: &str = "\
# Written by `cargo xtask contracts`. The same sources and compiler give the same bytes:
# `cargo xtask contracts --check` compares. `code_hash` is Keccak-256 of the .polkavm file,
# the hash by which pallet-revive knows the code; `size` is that file's size in bytes.
";

/// What `artifacts.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    /// Version, commit and date of the compiler.
    compiler: String,
    /// Version of cargo-contract.
    cargo_contract: String,
    /// Version of ink!.
    ink: String,
    /// By the contract's name.
    contracts: BTreeMap<String, CodeRecord>,
}

/// What `artifacts.toml` says of one contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct CodeRecord {
    /// `0x` and 64 hexadecimal digits.
    code_hash: String,
    /// In bytes.
    size: usize,
}

impl CodeRecord {
    fn of(code: &[u8]) -> Self {
        Self { code_hash: format!("0x{}", hex::encode(Keccak256::digest(code))), size: code.len() }
    }
}

/// Everything that belongs into `artifacts/`: bytes by file name.
type Artifacts = BTreeMap<String, Vec<u8>>;

/// Builds the contracts and writes `contracts/artifacts/`.
pub fn write(workshop: &Workshop) -> Result<()> {
    let toolchain = Toolchain::ensure()?.map_err(anyhow::Error::msg)?;
    let artifacts = build(workshop, toolchain, Lock::MayChange)?;
    let folder = workshop.path("contracts/artifacts");
    fs::create_dir_all(&folder)?;
    for (name, bytes) in &artifacts {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{:>9} bytes  {name}", bytes.len());
    }
    Ok(())
}

/// Builds the contracts and compares with what is committed. Bytes can be compared only
/// under the compiler that made the committed ones: under another one a difference is
/// [`Outcome::Missing`], no error, and continuous integration takes that for a failure.
pub fn check(workshop: &Workshop) -> Result<Outcome> {
    if !workshop.path("contracts/Cargo.toml").exists() {
        return Ok(Outcome::Skipped("contracts/Cargo.toml is not there".into()));
    }
    let toolchain = match Toolchain::ensure()? {
        Ok(toolchain) => toolchain,
        Err(advice) => return Ok(Outcome::Missing(advice)),
    };
    let folder = workshop.path("contracts/artifacts");
    let recorded = read_record(&folder)?;
    let built = build(workshop, toolchain, Lock::MustFit)?;
    let differing = differing(&folder, &built)?;
    if differing.is_empty() {
        return Ok(Outcome::Passed);
    }
    let compiler = toolchain.compiler()?;
    if compiler != recorded.compiler {
        return Ok(Outcome::Missing(format!(
            "the committed contracts were built by {}, this machine has {compiler}: bytes cannot be compared",
            recorded.compiler
        )));
    }
    bail!(
        "contracts/artifacts/ is not what the sources give ({} differ); run: cargo xtask contracts",
        differing.join(", ")
    )
}

/// Whether a build may bring `contracts/Cargo.lock` up to date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lock {
    MayChange,
    MustFit,
}

fn build(workshop: &Workshop, toolchain: Toolchain, lock: Lock) -> Result<Artifacts> {
    let cargo_contract = CARGO_CONTRACT.ensure()?;
    let target = workshop.contracts_target();
    println!("compiler: {}", toolchain.compiler()?);
    fetch(toolchain, &workshop.path("contracts"), lock)?;
    let place = Place::take(workshop.root())?;
    let contracts = place.path("contracts");

    let scripts = tempfile::tempdir()?;
    let cargo = locked_cargo(scripts.path())?;
    let mut artifacts = Artifacts::new();
    let mut codes = BTreeMap::new();
    for name in CONTRACTS {
        let manifest = contracts.join(name).join("Cargo.toml");
        run(toolchain
            .command(&cargo_contract)?
            .args(["contract", "build", "--release", "--manifest-path"])
            .arg(&manifest)
            .env("CARGO", &cargo)
            .env("TENDERSEAL_CARGO", toolchain.cargo()?)
            .env("CARGO_TARGET_DIR", &target)
            // It prints its own stack below every error of the compiler.
            .env_remove("RUST_BACKTRACE"))?;
        let made = made_at(&target, &manifest)?;
        for kind in KINDS {
            let path = made.with_extension(kind);
            let bytes =
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            if kind == "polkavm" {
                codes.insert(name.to_owned(), CodeRecord::of(&bytes));
            }
            if kind == "polkavm" && name == PROCEEDINGS {
                let hash = Keccak256::digest(&bytes).to_vec();
                place.give(&format!("contracts/artifacts/{PROCEEDINGS_HASH}"), &hash)?;
                artifacts.insert(PROCEEDINGS_HASH.to_owned(), hash);
            }
            artifacts.insert(format!("{name}.{kind}"), bytes);
        }
    }
    let record = Record {
        compiler: toolchain.compiler()?,
        cargo_contract: CARGO_CONTRACT.version.to_owned(),
        ink: locked_version(&contracts.join("Cargo.lock"), "ink")?,
        contracts: codes,
    };
    let text = RECORD_HEAD.to_owned() + &toml::to_string(&record)?;
    artifacts.insert(RECORD.to_owned(), text.into_bytes());
    Ok(artifacts)
}

/// cargo-contract builds in a copy and would bring that copy's Cargo.lock up to date in
/// silence; this finds out beforehand.
fn fetch(toolchain: Toolchain, contracts: &Path, lock: Lock) -> Result<()> {
    let mut command = toolchain.command("cargo")?;
    command.args(["fetch", "--quiet"]).current_dir(contracts);
    if lock == Lock::MustFit {
        command.arg("--locked");
    }
    run(&mut command)
}

/// Writes out the cargo that keeps to `contracts/Cargo.lock`; the script says why.
fn locked_cargo(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("cargo");
    fs::write(&path, include_str!("locked-cargo.sh"))?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700))?;
    Ok(path)
}

/// Where cargo-contract puts what it makes of a member of a workspace, without extension:
/// `ink/<package>/<package>` in the target directory, `-` written as `_`.
fn made_at(target: &Path, manifest: &Path) -> Result<PathBuf> {
    #[derive(Deserialize)]
    struct Manifest {
        package: Package,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
    }
    let text = fs::read_to_string(manifest)
        .with_context(|| format!("cannot read {}", manifest.display()))?;
    let manifest: Manifest = toml::from_str(&text)?;
    let name = manifest.package.name.replace('-', "_");
    Ok(target.join("ink").join(&name).join(&name))
}

fn locked_version(lock: &Path, package: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Locked {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let text =
        fs::read_to_string(lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let locked: Locked = toml::from_str(&text)?;
    locked
        .package
        .into_iter()
        .find(|candidate| candidate.name == package)
        .map(|found| found.version)
        .with_context(|| format!("{} does not name {package}", lock.display()))
}

fn read_record(folder: &Path) -> Result<Record> {
    let path = folder.join(RECORD);
    let text = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}; run: cargo xtask contracts", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} is broken", path.display()))
}

/// The names of files that are not the same in the folder and among the built ones,
/// those included that only one of them has.
fn differing(folder: &Path, built: &Artifacts) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for (name, bytes) in built {
        let path = folder.join(name);
        if !path.exists() || fs::read(&path)? != *bytes {
            names.push(name.clone());
        }
    }
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !built.contains_key(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn the_code_hash_is_keccak_256() {
        // Keccak-256 of nothing, as Ethereum publishes it (Yellow Paper, appendix on the
        // account state: the code hash of an account without code).
        let record = CodeRecord::of(b"");
        assert_eq!(
            record.code_hash,
            "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
        );
        assert_eq!(record.size, 0);
    }

    #[test]
    fn a_changed_a_lost_and_a_foreign_file_are_all_found() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("same"), b"1").expect("written");
        fs::write(folder.path().join("changed"), b"2").expect("written");
        fs::write(folder.path().join("foreign"), b"3").expect("written");
        let built = Artifacts::from([
            ("same".to_owned(), b"1".to_vec()),
            ("changed".to_owned(), b"x".to_vec()),
            ("lost".to_owned(), b"y".to_vec()),
        ]);
        let names = differing(folder.path(), &built).expect("read");
        assert_eq!(names, ["changed", "lost", "foreign"]);
    }

    #[test]
    fn a_contracts_copy_gets_the_lock_file_that_lies_above_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let cargo = locked_cargo(folder.path()).expect("written");
        let lock = |copy: &str, current: bool| {
            let copy = folder.path().join(copy);
            fs::create_dir_all(&copy).expect("made");
            fs::write(copy.join("../Cargo.lock"), "locked").expect("written");
            let mut command = Command::new(&cargo);
            command.env("TENDERSEAL_CARGO", "true").arg("run");
            if current {
                command.current_dir(&copy);
            } else {
                command.arg(format!("--manifest-path={}", copy.join("Cargo.toml").display()));
            }
            run(&mut command).expect("runs");
            fs::read_to_string(copy.join("Cargo.lock")).ok()
        };
        assert_eq!(lock("cargo-contract_1a/tender", true).as_deref(), Some("locked"));
        assert_eq!(lock("cargo-contract_1b/tender", false).as_deref(), Some("locked"));
        assert_eq!(lock("contracts/tender", true), None, "the originals are left alone");
    }

    #[test]
    fn the_record_reads_back_as_it_was_written() {
        let record = Record {
            compiler: "rustc 1.96.0".into(),
            cargo_contract: "6.0.0-beta.2".into(),
            ink: "6.0.0-beta.1".into(),
            contracts: BTreeMap::from([("tender".to_owned(), CodeRecord::of(b"code"))]),
        };
        let text = RECORD_HEAD.to_owned() + &toml::to_string(&record).expect("TOML");
        assert_eq!(toml::from_str::<Record>(&text).expect("read"), record);
    }
}
