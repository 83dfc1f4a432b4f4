//! The one place where contracts are built, whatever the checkout. Cargo names a crate that
//! it finds by path after that path, the compiler sorts by those names, and so a contract
//! built elsewhere has other bytes. The sources are therefore copied to a fixed folder.

use std::{
    collections::BTreeSet,
    fs::{self, DirBuilder, File},
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

/// The folder. Part of what makes the committed bytes: another one gives others.
const PLACE: &str = "/tmp/tenderseal-contracts";
/// What the contracts are made of, in the checkout: the outer manifest gives the rules their
/// version and their lints.
const SOURCES: [&str; 3] = ["Cargo.toml", "crates/rules", "contracts"];
/// What lies among the sources and is none.
const LEFT_OUT: [&str; 2] = ["contracts/artifacts", "contracts/target"];

/// The folder while one build has it to itself.
pub struct Place {
    folder: PathBuf,
    _lock: File,
}

impl Place {
    /// Waits until no other build has the folder, and brings it in line with the checkout.
    pub fn take(root: &Path) -> Result<Self> {
        Self::take_at(Path::new(PLACE), root)
    }

    fn take_at(folder: &Path, root: &Path) -> Result<Self> {
        if !folder.exists() {
            DirBuilder::new().mode(0o700).create(folder)?;
        }
        // Anybody may make folders there; what somebody else can write is not built.
        let facts = fs::symlink_metadata(folder)?;
        if !facts.is_dir()
            || facts.uid() != fs::metadata("/proc/self")?.uid()
            || facts.mode() & 0o022 != 0
        {
            bail!("{} must be a folder that belongs to you alone; remove it", folder.display());
        }
        let lock = File::create(folder.join("lock"))?;
        lock.lock().context("cannot lock the place where contracts are built")?;
        for source in SOURCES {
            mirror(root, folder, Path::new(source))?;
        }
        Ok(Self { folder: folder.to_owned(), _lock: lock })
    }

    /// The copy of a path of the checkout.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.join(inside)
    }

    /// Puts a file there that a build made and a later one includes.
    pub fn give(&self, inside: &str, bytes: &[u8]) -> Result<()> {
        put(&self.path(inside), bytes)
    }
}

/// Makes `to/inside` the same as `from/inside`.
fn mirror(from: &Path, to: &Path, inside: &Path) -> Result<()> {
    if LEFT_OUT.iter().any(|left_out| inside == Path::new(left_out)) {
        return Ok(());
    }
    let (source, copy) = (from.join(inside), to.join(inside));
    if !source.is_dir() {
        let bytes =
            fs::read(&source).with_context(|| format!("cannot read {}", source.display()))?;
        return put(&copy, &bytes);
    }
    fs::create_dir_all(&copy)?;
    let names = names_in(&source)?;
    for name in names_in(&copy)?.difference(&names) {
        remove(&copy.join(name))?;
    }
    names.iter().try_for_each(|name| mirror(from, to, &inside.join(name)))
}

/// Writes a file, unless it is the same already: cargo goes by times, and would compile it again.
fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if !fs::read(path).is_ok_and(|old| old == bytes) {
        fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

fn names_in(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        names.insert(entry?.file_name().into());
    }
    Ok(names)
}

fn remove(path: &Path) -> Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(path)?;
    } else {
        fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn checkout() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("Cargo.toml", "[workspace]"),
            ("crates/rules/src/lib.rs", "rules"),
            ("contracts/tender/lib.rs", "tender"),
            ("contracts/artifacts/tender.polkavm", "code"),
            ("portal/src/main.rs", "portal"),
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        }
        root
    }

    #[test]
    fn the_place_holds_the_sources_of_the_contracts_and_nothing_else() {
        let (root, top) = (checkout(), tempfile::tempdir().expect("a folder"));
        let folder = top.path().join("place");
        let place = Place::take_at(&folder, root.path()).expect("taken");
        assert_eq!(
            fs::read_to_string(place.path("contracts/tender/lib.rs")).expect("copied"),
            "tender"
        );
        assert!(place.path("crates/rules/src/lib.rs").exists());
        assert!(!place.path("contracts/artifacts").exists());
        assert!(!place.path("portal").exists());
    }

    #[test]
    fn a_changed_file_is_copied_a_lost_one_removed_and_the_rest_not_touched() {
        let (root, top) = (checkout(), tempfile::tempdir().expect("a folder"));
        let folder = top.path().join("place");
        let place = Place::take_at(&folder, root.path()).expect("taken");
        let manifest = place.path("Cargo.toml");
        let written = fs::metadata(&manifest).expect("there").modified().expect("a time");
        drop(place);

        fs::write(root.path().join("crates/rules/src/lib.rs"), "more rules").expect("written");
        fs::remove_dir_all(root.path().join("contracts/tender")).expect("removed");
        let place = Place::take_at(&folder, root.path()).expect("taken again");
        assert_eq!(
            fs::read_to_string(place.path("crates/rules/src/lib.rs")).expect("copied"),
            "more rules"
        );
        assert!(!place.path("contracts/tender").exists());
        assert_eq!(fs::metadata(&manifest).expect("there").modified().expect("a time"), written);
    }

    #[test]
    fn what_a_build_gives_to_a_later_one_stays_when_the_place_is_taken_again() {
        let (root, top) = (checkout(), tempfile::tempdir().expect("a folder"));
        let folder = top.path().join("place");
        let hash = "contracts/artifacts/proceedings.hash";
        let place = Place::take_at(&folder, root.path()).expect("taken");
        place.give(hash, b"1").expect("given");
        let written = |place: &Place| {
            fs::metadata(place.path(hash)).expect("there").modified().expect("a time")
        };
        let first = written(&place);
        drop(place);

        let place = Place::take_at(&folder, root.path()).expect("taken again");
        place.give(hash, b"1").expect("given again");
        assert_eq!(written(&place), first);
        place.give(hash, b"2").expect("replaced");
        assert_eq!(fs::read(place.path(hash)).expect("there"), b"2");
    }

    #[test]
    fn a_folder_that_others_can_write_is_refused() {
        let (root, top) = (checkout(), tempfile::tempdir().expect("a folder"));
        let folder = top.path().join("place");
        fs::create_dir(&folder).expect("made");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).expect("opened");
        assert!(Place::take_at(&folder, root.path()).is_err());
    }
}
