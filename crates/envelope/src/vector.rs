//! `vector seal` and `vector open`: sealing and judging as JSON in, JSON out, so that
//! another implementation can be compared with this one.
//!
//! Bodies are opaque bytes here, kinds 1 and 2 only. Bad input is an error, never a
//! verdict.

use crate::{Committee, Context, Error, Layout, PostedShare, Record, Seed, judge, seal};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The longest input, in bytes.
pub const INPUT_MAX: usize = 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SealInput {
    ctx: String,
    k: u8,
    committee: Vec<String>,
    seed: Zeroizing<String>,
    body: Zeroizing<String>,
}

#[derive(Serialize)]
struct SealOutput {
    envelope: String,
    e: String,
    c: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenInput {
    ctx: String,
    k: u8,
    committee: Vec<String>,
    e: String,
    c: String,
    envelope: String,
    shares: Vec<ShareInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShareInput {
    i: u8,
    share: String,
}

/// `vector seal`: `{"ctx":hex,"k":2,"committee":[hex32…],"seed":hex32,"body":hex}` →
/// `{"envelope":hex,"e":hex,"c":hex}`.
pub fn seal_json(input: &str) -> Result<String, Error> {
    let SealInput { ctx, k, committee, seed, body } = parse(input)?;
    let context = Context::parse(&bytes("ctx", &ctx)?)?;
    let committee = parse_committee(k, &committee)?;
    let seed = Seed::from_bytes(exactly("seed", &seed)?);
    let sealed = seal(&context, &committee, &seed, &bytes("body", &body)?)?;
    write(&SealOutput {
        envelope: hex::encode(&sealed.envelope),
        e: hex::encode(sealed.e),
        c: hex::encode(sealed.c),
    })
}

/// `vector open`: `{"ctx":hex,"k":2,"committee":[…],"e":hex,"c":hex,"envelope":hex,
/// "shares":[{"i":1,"share":hex}]}` → [`crate::Verdict`] as JSON.
pub fn open_json(input: &str) -> Result<String, Error> {
    let OpenInput { ctx, k, committee, e, c, envelope, shares } = parse(input)?;
    let record = Record {
        context: Context::parse(&bytes("ctx", &ctx)?)?,
        committee: parse_committee(k, &committee)?,
        e: exactly("e", &e)?,
        c: exactly("c", &c)?,
    };
    let envelope = bytes("envelope", &envelope)?;
    let shares = shares
        .iter()
        .map(|ShareInput { i, share }| {
            let share = exactly("share", share)?;
            Ok(PostedShare { i: *i, share })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    write(&judge(&record, &envelope, &shares, None, Layout::Opaque)?)
}

fn parse<'a, T: Deserialize<'a>>(input: &'a str) -> Result<T, Error> {
    if input.len() > INPUT_MAX {
        return Err(Error::InputTooLong { found: input.len() });
    }
    // The parser's own message may quote the input, and that may be a seed.
    serde_json::from_str(input).map_err(|error| json_error(&error))
}

fn write(output: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(output).map_err(|error| json_error(&error))
}

fn json_error(error: &serde_json::Error) -> Error {
    Error::Json { line: error.line(), column: error.column() }
}

fn parse_committee(k: u8, keys: &[String]) -> Result<Committee, Error> {
    let keys = keys.iter().map(|key| exactly("committee", key));
    Committee::new(k, keys.collect::<Result<_, _>>()?)
}

fn bytes(field: &'static str, text: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let decoded = hex::decode(text).map_err(|_| Error::Hex { field })?;
    Ok(Zeroizing::new(decoded))
}

fn exactly<const LEN: usize>(field: &'static str, text: &str) -> Result<[u8; LEN], Error> {
    let decoded = bytes(field, text)?;
    let found = decoded.len();
    <[u8; LEN]>::try_from(decoded.as_slice()).map_err(|_| Error::Length {
        field,
        found,
        expected: LEN,
    })
}
