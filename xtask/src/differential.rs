//! The two implementations of the envelope against each other: random cases from the Rust one, answered by the
//! browser's modules.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::process::{cargo, pipe};

/// How many cases a run of all checks has, and a long one.
const CASES: (u32, u32) = (300, 10_000);

/// Makes the cases and compares. The generator prints the seed, with which a run can be had again.
pub fn check(root: &Path, long: bool) -> Result<()> {
    let cases = if long { CASES.1 } else { CASES.0 };
    pipe(
        cargo(root)
            .args(["run", "--quiet", "--release", "--locked", "--package", "tenderseal-envelope"])
            .args(["--example", "differential"])
            .env("TENDERSEAL_CASES", cases.to_string()),
        Command::new("node").arg("portal/assets/compare.mjs").current_dir(root),
    )
}
