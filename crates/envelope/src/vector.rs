//! `vector seal` and `vector open`: sealing and judging as JSON in, JSON out, so that
//! another implementation can be compared with this one; the same of what is sealed to readers.
//!
//! Bodies are opaque bytes here, kinds 1 and 2 only. Bad input is an error, never a
//! verdict.

use crate::reshare::{self, Entry, Reader};
use crate::{
    Committee, Context, Error, Layout, OpeningKey, PostedShare, Record, Seed, Share, judge, seal,
};
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReshareInput {
    envelope: String,
    i: u8,
    secret: Zeroizing<String>,
    reader: String,
    key: String,
    ephemeral: Zeroizing<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadInput {
    envelope: String,
    i: u8,
    reader: String,
    key: Zeroizing<String>,
    sealed: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryText {
    bid: u32,
    reader: String,
    sealed: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntriesText {
    entries: Vec<EntryText>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlobText {
    blob: String,
}

/// A share, or with `i` 0 a seed, sealed to a reader: `{"envelope":hex,"i":1,"secret":hex32,"reader":hex20,
/// "key":hex32,"ephemeral":hex32}` → `{"sealed":hex80}`.
pub fn reshare_json(input: &str) -> Result<String, Error> {
    let ReshareInput { envelope, i, secret, reader, key, ephemeral } = parse(input)?;
    let envelope = bytes("envelope", &envelope)?;
    let secret = exactly("secret", &secret)?;
    let reader = Reader { person: exactly("reader", &reader)?, key: exactly("key", &key)? };
    let ephemeral = Zeroizing::new(exactly("ephemeral", &ephemeral)?);
    let sealed = match i {
        0 => reshare::seal_seed(&envelope, &Seed::from_bytes(secret), &reader, &ephemeral)?,
        i => reshare::seal_share(&envelope, i, &Share::from_bytes(secret), &reader, &ephemeral)?,
    };
    write(&serde_json::json!({ "sealed": hex::encode(sealed) }))
}

/// The share, or with `i` 0 the seed, that was sealed to a reader: `{"envelope":hex,"i":1,"reader":hex20,
/// "key":hex32,"sealed":hex80}`, `key` being the reader's private key, → `{"secret":hex32}`.
pub fn read_json(input: &str) -> Result<String, Error> {
    let ReadInput { envelope, i, reader, key, sealed } = parse(input)?;
    let envelope = bytes("envelope", &envelope)?;
    let person = exactly("reader", &reader)?;
    let key = OpeningKey::from_bytes(exactly("key", &key)?);
    let sealed = exactly("sealed", &sealed)?;
    let secret = match i {
        0 => *reshare::open_seed(&envelope, &key, &person, &sealed)?.as_bytes(),
        i => *reshare::open_share(&envelope, i, &key, &person, &sealed)?.as_bytes(),
    };
    write(&serde_json::json!({ "secret": hex::encode(secret) }))
}

/// The blob of what is sealed to readers: `{"entries":[{"bid":0,"reader":hex20,"sealed":hex80}]}` → `{"blob":hex}`.
pub fn blob_json(input: &str) -> Result<String, Error> {
    let EntriesText { entries } = parse(input)?;
    let entry = |EntryText { bid, reader, sealed }: &EntryText| {
        let (reader, sealed) = (exactly("reader", reader)?, exactly("sealed", sealed)?);
        Ok(Entry { bid: *bid, reader, sealed })
    };
    let entries = entries.iter().map(entry).collect::<Result<Vec<_>, Error>>()?;
    write(&BlobText { blob: hex::encode(reshare::write(&entries)?) })
}

/// What a blob holds: `{"blob":hex}` → `{"entries":[…]}`.
pub fn entries_json(input: &str) -> Result<String, Error> {
    let BlobText { blob } = parse(input)?;
    let text = |Entry { bid, reader, sealed }: Entry| EntryText {
        bid,
        reader: hex::encode(reader),
        sealed: hex::encode(sealed),
    };
    let entries = reshare::parse(&bytes("blob", &blob)?)?.into_iter().map(text).collect();
    write(&EntriesText { entries })
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
