//! The runtime is compiled once. Cargo compiles a crate again when one of its dependencies
//! gets other features, and tests get the features of development dependencies, which the
//! demo does not: one such difference below the runtime costs ten minutes.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Result, bail};

use crate::process::{cargo, output};

/// The member at the top of what must not be compiled twice.
const RUNTIME: &str = "tenderseal-runtime";

/// The feature sets that a package is compiled with, by its name and version. There are two
/// where a build script or a macro needs the package as well.
type Features = BTreeMap<String, BTreeSet<String>>;

/// Compares what the demo and the tests compile below the runtime.
pub fn check(root: &Path) -> Result<()> {
    let runtime = tree(root, &["--package", RUNTIME, "--edges", "normal,build"])?;
    // Without a selection these are the features of `cargo run`: those of the default members.
    let demo = tree(root, &["--edges", "normal,build"])?;
    let tests = tree(root, &["--workspace", "--edges", "normal,build,dev"])?;
    let differing = differing(&runtime, &demo, &tests);
    if !differing.is_empty() {
        bail!(
            "the tests compile the runtime again, because development dependencies change features below it; \
             give the same features to a normal dependency:\n  {}",
            differing.join("\n  ")
        );
    }
    Ok(())
}

fn tree(root: &Path, selection: &[&str]) -> Result<Features> {
    let mut command = cargo(root);
    command.args(["tree", "--locked", "--prefix", "none", "--format", "{p}|{f}"]).args(selection);
    Ok(read_tree(&output(&mut command)?))
}

fn read_tree(printed: &str) -> Features {
    let mut packages = Features::new();
    for line in printed.lines() {
        // "(*)" follows a package whose dependencies were printed before.
        let line = line.trim_end_matches(" (*)");
        if let Some((package, features)) = line.split_once('|') {
            packages.entry(package.to_owned()).or_default().insert(features.to_owned());
        }
    }
    packages
}

fn differing(runtime: &Features, demo: &Features, tests: &Features) -> Vec<String> {
    let mut lines = Vec::new();
    for package in runtime.keys() {
        let (Some(demo), Some(tests)) = (demo.get(package), tests.get(package)) else { continue };
        // A set that only the tests have counts too: where a build script needs the package as well, its set may be
        // the demo's and hide that the library's is not.
        if demo != tests {
            lines.push(format!("{package}: {demo:?} in the demo, {tests:?} in the tests"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUNTIME_TREE: &str =
        "tenderseal-runtime v0.1.0 (x)|\nsp-core v43.0.0|std\nbase64 v0.22.1|std\n";

    #[test]
    fn the_same_features_pass_wherever_a_package_is_printed() {
        let runtime = read_tree(RUNTIME_TREE);
        let tests =
            read_tree("base64 v0.22.1|std (*)\nsp-core v43.0.0|std\nreqwest v0.12.28|json\n");
        assert_eq!(differing(&runtime, &runtime, &tests), Vec::<String>::new());
    }

    #[test]
    fn a_feature_that_only_tests_turn_on_below_the_runtime_is_found() {
        let runtime = read_tree(RUNTIME_TREE);
        let tests = read_tree("base64 v0.22.1|default,std\nsp-core v43.0.0|std\n");
        let found = differing(&runtime, &runtime, &tests);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("base64 v0.22.1: {\"std\"}"), "{found:?}");
    }

    #[test]
    fn a_build_script_with_the_demos_features_hides_nothing() {
        let runtime = read_tree(RUNTIME_TREE);
        let tests =
            read_tree("base64 v0.22.1|std\nbase64 v0.22.1|default,std\nsp-core v43.0.0|std\n");
        assert_eq!(differing(&runtime, &runtime, &tests).len(), 1);
    }

    #[test]
    fn a_feature_that_only_tests_turn_on_beside_the_runtime_is_free() {
        let runtime = read_tree(RUNTIME_TREE);
        let demo = read_tree("hyper v1.0.0|client\n");
        let tests = read_tree("hyper v1.0.0|client,http2\n");
        assert_eq!(differing(&runtime, &demo, &tests), Vec::<String>::new());
    }
}
