//! `tenderseal`, the command line: what a vendor, a committee member or any citizen does without
//! the portal's pages.
//!
//! Exit codes: 0 all went well; 1 a bundle was read and does not verify; 2 the input or the usage
//! is wrong.

pub mod backup;
mod envelopes;
mod error;
mod export;
mod files;
mod password;
pub mod rank;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use serde_json::json;
use tenderseal_envelope::{Seed, vector};
use tenderseal_verify::{Anchor, FILE_MAX, RECEIPT_MAX, Report, verify_bytes};
use zeroize::Zeroizing;

use backup::{KeyFile, Kind, PrivateKey};
pub use error::Error;

/// Sealed bids, opened together, verified by anyone.
#[derive(Parser)]
#[command(name = "tenderseal", version, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 the bundle does not verify; 2 bad input or usage.\n\
    FILE may be - for the standard input where a file is read.";

const OFFER: &str = "{\"currency\":\"CNY\",\"price\":\"123456\" (minor units),\
    \"valid_until\":SECONDS,\"costs\":[\"1\",…],\"answers\":[{\"criterion\":1,\"text\":\"…\"}],\
    \"attachments\":[hex,…],\"guarantee\":{\"issuer\":\"…\",\"number\":\"…\"}}; the last four may be left out, \
    the guarantee only where the tender asks for no bid security, the costs only where it asks for no life-cycle \
    costs: else one amount for each year";

const RANK: &str = "consensus is mean, trimmed_mean, median or moderated. With moderated the scores of a \
    bid are the points on which the panel agreed: one number for each criterion.\n\n\
    Bounds, beyond which the input is refused and the field named:\n\
    \x20 prices                     decimal digits in a string, 1 to 2^112 − 1 (5192296858534827628530496329220095)\n\
    \x20 criteria                   at most 32, ids once each\n\
    \x20 max, min of a criterion    1 to 1,000,000; 0 to max\n\
    \x20 weight_bp                  price and criteria together 10,000; all of it the price's with lowest_only\n\
    \x20 discount_bp                0 to 9,999\n\
    \x20 above_, below_bp_per_percent  0 to 1,000,000\n\
    \x20 scores                     whole numbers from 0 to max\n\
    \x20 committed                  [block, index], each below 2^32, no two bids at the same\n\
    \x20 the input                  64 MiB";

#[derive(Subcommand)]
enum Command {
    /// Make a key and save it under a password (12 characters or more)
    Keygen {
        /// For signing acts (P-256) or for opening envelopes (X25519)
        #[arg(long, value_enum)]
        kind: Kind,
        /// The new key file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// A file whose first line is the password; without it you are asked
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// Seal an offer with a fresh seed and save the receipt, which is secret until the opening
    Seal {
        /// {"ctx":hex,"k":2,"committee":[hex,…]}: what the tender's page gives for your bid
        #[arg(long, value_name = "FILE")]
        target: PathBuf,
        /// The offer
        #[arg(long, value_name = "FILE", help = OFFER)]
        offer: PathBuf,
        /// The new receipt file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Show what anyone can see of an envelope, or check a receipt by sealing again
    Inspect {
        /// An envelope (bytes or hexadecimal) or a receipt
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Print a committee member's share of an envelope
    Share {
        /// The member's opening key file
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The envelope (bytes or hexadecimal)
        #[arg(long, value_name = "FILE")]
        envelope: PathBuf,
        /// The member's place in the committee, from 1
        #[arg(long)]
        member: u8,
        /// A file whose first line is the password; without it you are asked
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// Open an envelope with enough shares, or a receipt with its own seed, and print the body
    Open {
        /// The envelope (bytes or hexadecimal)
        #[arg(long, value_name = "FILE", requires = "shares")]
        envelope: Option<PathBuf>,
        /// Shares, one line each as `share` prints them
        #[arg(long, value_name = "FILE", requires = "envelope")]
        shares: Option<PathBuf>,
        /// A receipt
        #[arg(
            long,
            value_name = "FILE",
            conflicts_with = "envelope",
            required_unless_present = "envelope"
        )]
        receipt: Option<PathBuf>,
    },
    /// Download everything public about a tender as one file
    Export {
        /// The portal's address, with http or https
        #[arg(long)]
        url: String,
        /// The tender's address
        #[arg(long)]
        tender: String,
        /// The new bundle file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Recompute everything that a bundle says
    Verify {
        /// The bundle
        #[arg(long, value_name = "FILE")]
        bundle: PathBuf,
        /// Print JSON instead of lines
        #[arg(long)]
        json: bool,
        /// A receipt file or a block's hash that somebody else kept
        #[arg(long, value_name = "RECEIPT|HASH")]
        anchor: Option<String>,
    },
    /// Rank bids as the contract does, from JSON to JSON
    #[command(after_help = RANK)]
    Rank {
        /// The bids
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Seal or judge one test vector from the standard input
    Vector {
        #[command(subcommand)]
        vector: Vector,
    },
}

#[derive(Clone, Copy, Subcommand)]
enum Vector {
    /// {"ctx","k","committee","seed","body"} to {"envelope","e","c"}
    Seal,
    /// {"ctx","k","committee","e","c","envelope","shares"} to the judge's verdict
    Open,
}

/// Reads the arguments and does what they say.
#[must_use]
pub fn main() -> ExitCode {
    let done = run(Cli::parse().command).and_then(|(output, code)| {
        let mut stdout = io::stdout().lock();
        let written = stdout.write_all(output.as_bytes()).and_then(|()| stdout.flush());
        match written {
            // Whoever reads the output may stop early.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::File { path: "the standard output".into(), reason: error.to_string() })
            }
            _ => Ok(code),
        }
    });
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("tenderseal: {error}");
            ExitCode::from(2)
        }
    }
}

type Done = Result<(Zeroizing<String>, u8), Error>;

fn run(command: Command) -> Done {
    match command {
        Command::Keygen { kind, out, password_file } => {
            keygen(kind, &out, password_file.as_deref())
        }
        Command::Seal { target, offer, out } => {
            let receipt =
                envelopes::seal(&target, &offer, &Seed::from_bytes(*random()?), *random()?)?;
            files::write_new(&out, Zeroizing::new(receipt.to_json()?).as_bytes(), true)?;
            line(json!({"e": receipt.e, "c": receipt.c, "envelope": receipt.envelope}).to_string())
        }
        Command::Inspect { file } => line(format!("{:#}", envelopes::inspect(&file)?)),
        Command::Share { key, envelope, member, password_file } => {
            let file = KeyFile::parse(&files::read_text(&key, backup::FILE_MAX)?)?;
            let password = password::ask(password_file.as_deref())?;
            let PrivateKey::Opening(key) = file.open(&password)? else {
                return Err(Error::OtherKind("opening"));
            };
            end_line(envelopes::share(&key, &envelope, member)?)
        }
        Command::Open { envelope: Some(envelope), shares: Some(shares), .. } => {
            end_line(envelopes::open_with_shares(&envelope, &shares)?)
        }
        Command::Open { receipt: Some(receipt), .. } => {
            end_line(envelopes::open_receipt(&receipt)?)
        }
        Command::Open { .. } => {
            Err(Error::field("open", "give an envelope with shares, or a receipt"))
        }
        Command::Export { url, tender, out } => {
            let bytes = export::download(&url, &tender)?;
            files::write_new(&out, &bytes, false)?;
            line(format!("{} bytes in {}", bytes.len(), out.display()))
        }
        Command::Verify { bundle, json, anchor } => verify(&bundle, json, anchor.as_deref()),
        Command::Rank { file } => {
            let output = rank::from_json(&files::read_text(&file, rank::INPUT_MAX)?)?;
            line(
                serde_json::to_string(&output)
                    .map_err(|error| Error::field("output", error.to_string()))?,
            )
        }
        Command::Vector { vector } => {
            let input = files::read_text(Path::new("-"), vector::INPUT_MAX as u64)?;
            let input = Zeroizing::new(input);
            line(match vector {
                Vector::Seal => vector::seal_json(&input)?,
                Vector::Open => vector::open_json(&input)?,
            })
        }
    }
}

fn line(text: String) -> Done {
    end_line(Zeroizing::new(text))
}

#[expect(clippy::unnecessary_wraps, reason = "it ends a command, and those may fail")]
fn end_line(mut text: Zeroizing<String>) -> Done {
    text.push('\n');
    Ok((text, 0))
}

fn keygen(kind: Kind, out: &Path, password_file: Option<&Path>) -> Done {
    let password = password::choose(password_file)?;
    let key = loop {
        if let Some(key) = PrivateKey::from_bytes(kind, &random()?) {
            break key;
        }
    };
    let file = KeyFile::seal(&key, &password, &*random()?, &*random()?)?;
    files::write_new(out, file.to_json()?.as_bytes(), true)?;
    let id = match &key {
        PrivateKey::Signing(secret) => json!(secret.key().id().to_string()),
        PrivateKey::Opening(_) => json!(file.public()),
    };
    line(json!({"kind": kind, "public": file.public(), "id": id}).to_string())
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|_| Error::Random)?;
    Ok(bytes)
}

fn verify(bundle: &Path, as_json: bool, anchor: Option<&str>) -> Done {
    let anchor = anchor.map(read_anchor).transpose()?;
    let bytes = files::read(bundle, FILE_MAX as u64)?;
    let report = verify_bytes(&bytes, anchor.as_ref());
    let code = u8::from(!report.passed());
    let text = if as_json { report_json(&report) } else { report_lines(&report) };
    Ok((Zeroizing::new(text), code))
}

/// A block's hash as it is, else a file.
fn read_anchor(anchor: &str) -> Result<Anchor, Error> {
    if let Ok(anchor @ Anchor::Hash(_)) = Anchor::parse(anchor) {
        return Ok(anchor);
    }
    let text = Zeroizing::new(files::read_text(Path::new(anchor), RECEIPT_MAX as u64)?);
    Ok(Anchor::parse(&text)?)
}

fn report_lines(report: &Report) -> String {
    let lines: Vec<_> = report.checks.iter().map(ToString::to_string).collect();
    lines.join("\n") + "\n"
}

fn report_json(report: &Report) -> String {
    let checks: Vec<_> = report
        .checks
        .iter()
        .map(|check| {
            json!({
                "id": check.id,
                "group": check.group,
                "title": check.title,
                "passed": check.passed(),
                "outcome": check.outcome,
                "detail": check.detail,
            })
        })
        .collect();
    format!("{:#}\n", json!({"passed": report.passed(), "checks": checks}))
}
