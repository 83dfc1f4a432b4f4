//! Writes random cases and what this implementation makes of them, for another one to compare with: one JSON object a
//! line, laid out as `vectors/README.md` says.
//!
//! `cargo run -p tenderseal-envelope --example differential | node portal/assets/compare.mjs`: 300 cases, or as many as
//! `TENDERSEAL_CASES` says. The seed is a new one each time and is printed; `TENDERSEAL_SEED` has a run again.

mod bid;
mod damage;
mod draw;
mod input;

use draw::Draw;
use serde_json::{Value, json};
use std::env;
use std::error::Error;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufWriter, Write, stdout};
use tenderseal_envelope::vector;

/// How many cases there are unless somebody asks for more.
const CASES: usize = 300;
/// How many ways of breaking a bid, and how many of writing it down wrongly, a case tries.
const DAMAGED: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let cases = match env::var("TENDERSEAL_CASES") {
        Ok(text) => text.parse()?,
        Err(_) => CASES,
    };
    let seed = env::var("TENDERSEAL_SEED")
        .unwrap_or_else(|_| format!("{:016x}", RandomState::new().hash_one("a fresh seed")));
    eprintln!("{cases} random cases, TENDERSEAL_SEED={seed}");
    let mut output = BufWriter::new(stdout().lock());
    for number in 0..cases {
        for (op, what, input) in case(&seed, number) {
            let text = input.to_string();
            let answer =
                if op == "seal" { vector::seal_json(&text) } else { vector::open_json(&text) };
            let expect = match answer {
                Ok(answer) => serde_json::from_str(&answer)?,
                Err(error) => json!({ "error": error.code() }),
            };
            let line =
                json!({"case": number, "op": op, "what": what, "input": input, "expect": expect});
            writeln!(output, "{line}")?;
        }
    }
    // Who reads this knows by the last line that nothing was cut off.
    writeln!(output, "{}", json!({"cases": cases, "seed": seed}))?;
    Ok(output.flush()?)
}

/// One random bid: sealed, opened with what random members post, broken, and written down wrongly.
fn case(seed: &str, number: usize) -> Vec<(&'static str, &'static str, Value)> {
    let mut draw = Draw::new(seed, number);
    let (sealing, opening) = bid::honest(&mut draw);
    let mut lines =
        vec![("seal", "as it should be", sealing), ("open", "as it should be", opening)];
    for turn in DAMAGED * number..DAMAGED * (number + 1) {
        let (what, damaged) = damage::damaged(&mut draw, turn);
        lines.push(("open", what, damaged));
        let (op, what, wrong) = input::wrong(&mut draw, turn, &lines[0].2, &lines[1].2);
        lines.push((op, what, wrong));
    }
    lines
}
