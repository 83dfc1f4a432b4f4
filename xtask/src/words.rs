//! Paths of the machine on which something was made do not belong into the repository: they
//! mean nothing elsewhere, and in a built file they say that its bytes depend on the place.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::process::output;

/// The folders on a machine's top level under which people keep their work.
const FOLDERS: [&str; 5] = ["root", "home", "Users", "opt", "work"];

/// Looks through every file that is committed or could be, built and binary ones included.
pub fn check(root: &Path) -> Result<()> {
    let listed = output(
        Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root),
    )?;
    let mut found = Vec::new();
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let path = root.join(name);
        // Listed by git and removed since: nothing to read.
        if !path.is_file() {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("cannot read {name}"))?;
        found.extend(machine_paths(&bytes).map(|(line, word)| format!("{name}:{line}: {word}")));
    }
    if !found.is_empty() {
        bail!("paths of a machine:\n  {}", found.join("\n  "));
    }
    Ok(())
}

/// Line numbers and texts of the machine paths in a file. A path starts where no name comes
/// before its first slash, so that the path of a URL and a relative path are none.
fn machine_paths(bytes: &[u8]) -> impl Iterator<Item = (usize, String)> {
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
    starts.filter_map(|at| {
        if at > 0 && is_name(bytes[at - 1]) {
            return None;
        }
        let rest = &bytes[at + 1..];
        let folder = FOLDERS.iter().find(|folder| {
            rest.strip_prefix(folder.as_bytes()).is_some_and(|after| after.first() == Some(&b'/'))
        })?;
        let length = rest.iter().position(|byte| !is_path(*byte));
        let path = String::from_utf8_lossy(&rest[..length.unwrap_or(rest.len())]);
        // Alone such a folder is a place in a web site, with a name behind it one on a machine.
        if path.len() <= folder.len() + 1 {
            return None;
        }
        let line = bytes[..at].split(|byte| *byte == b'\n').count();
        Some((line, format!("/{path}")))
    })
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~' | b'}' | b'*' | b'/')
}

fn is_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, String)> {
        machine_paths(text.as_bytes()).collect()
    }

    #[test]
    fn a_path_of_a_machine_is_found_with_its_line() {
        for folder in FOLDERS {
            let path = format!("/{folder}/mei/tenderseal");
            assert_eq!(found(&format!("one\nsee \"{path}\" there")), [(2, path)]);
        }
    }

    #[test]
    fn a_path_inside_a_built_file_is_found() {
        let mut bytes = vec![0, 255, 0];
        bytes.extend(format!("/{}/mei/lib.rs", "home").bytes());
        bytes.push(0);
        assert_eq!(machine_paths(&bytes).count(), 1);
    }

    #[test]
    fn addresses_and_relative_paths_are_no_paths_of_a_machine() {
        let work = "work";
        for text in [
            format!("https://example.org/{work}/lots"),
            format!("../{work}/lots"),
            format!("target/{work}/lots"),
            format!("/{work}/"),
            format!("/{work}shop/lots"),
        ] {
            assert_eq!(found(&text), [], "{text}");
        }
    }
}
