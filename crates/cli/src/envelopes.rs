//! `seal`, `inspect`, `share`, `open`: envelopes and receipts as files.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenderseal_envelope::{
    Body, Committee, Context, HeaderView, OpeningKey, Seed, Share, envelope_hash, open_stanza,
    recover,
    tse1::{Answer, FinancialBody, Kind, TechnicalBody, header::MAGIC},
    unseal,
};
use tenderseal_verify::{Decimal, GuaranteeOpening, Hex, ReceiptFile};
use zeroize::{Zeroize, Zeroizing};

use crate::{Error, files};

/// The longest file that these commands read, in bytes.
pub const FILE_MAX: u64 = 256 * 1024;
/// The longest issuer and the longest number of a guarantee, in characters; the bid page takes no more either.
const GUARANTEE_MAX: usize = 200;

/// What an envelope is sealed to: the portal gives it to a vendor who is about to bid.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    /// 143 bytes.
    ctx: String,
    k: u8,
    committee: Vec<Hex<32>>,
}

/// What a vendor offers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offer {
    currency: String,
    price: Decimal,
    valid_until: u64,
    #[serde(default)]
    costs: Vec<Decimal>,
    #[serde(default)]
    answers: Vec<OfferAnswer>,
    #[serde(default)]
    attachments: Vec<Hex<32>>,
    /// Only where the terms ask for a bid security. It goes into the receipt and not into the envelope.
    guarantee: Option<OfferGuarantee>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfferAnswer {
    criterion: u16,
    text: String,
}

/// A guarantee of a bank, an insurer or a guarantor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfferGuarantee {
    issuer: String,
    number: String,
}

impl OfferGuarantee {
    fn salted(self, salt: [u8; 32]) -> Result<GuaranteeOpening, Error> {
        let text = |typed: &str| match typed.trim() {
            "" => Err(Error::field("guarantee", "issuer and number cannot be empty")),
            long if long.chars().count() > GUARANTEE_MAX => {
                Err(Error::field("guarantee", "issuer and number have 200 characters at most"))
            }
            fits => Ok(fits.to_owned()),
        };
        Ok(GuaranteeOpening {
            salt: Hex(salt),
            issuer: text(&self.issuer)?,
            number: text(&self.number)?,
        })
    }
}

/// A share as `share` prints and `open` reads it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PrintedShare {
    i: u8,
    share: Hex<32>,
}

/// Seals an offer to a target with this seed; answers the receipt file, which is a secret. `salt` hides the guarantee
/// that the offer names, where it names one.
pub(crate) fn seal(
    target: &Path,
    offer: &Path,
    seed: &Seed,
    salt: [u8; 32],
) -> Result<ReceiptFile, Error> {
    let target: Target = parse("target", &files::read_text(target, FILE_MAX)?)?;
    let ctx = hex::decode(&target.ctx).map_err(|_| Error::field("ctx", "not hexadecimal"))?;
    let context = Context::parse(&ctx).map_err(|error| Error::field("ctx", error.to_string()))?;
    let keys = target.committee.into_iter().map(|key| key.0).collect();
    let committee = Committee::new(target.k, keys)?;
    if context.kind != Kind::Financial {
        return Err(Error::field("ctx", "an offer goes into a financial envelope, kind 2"));
    }
    let mut offer: Offer = parse("offer", &Zeroizing::new(files::read_text(offer, FILE_MAX)?))?;
    let guarantee = offer.guarantee.take().map(|named| named.salted(salt)).transpose()?;
    let mut bytes = body(offer)?;
    let mut receipt = ReceiptFile::of(&context, &committee, seed, &bytes)?;
    receipt.guarantee = guarantee;
    bytes.zeroize();
    receipt.check()?;
    Ok(receipt)
}

fn body(offer: Offer) -> Result<Vec<u8>, Error> {
    let currency = <[u8; 3]>::try_from(offer.currency.as_bytes())
        .map_err(|_| Error::field("currency", "not three letters"))?;
    let answer = |answer: OfferAnswer| Answer { criterion: answer.criterion, text: answer.text };
    FinancialBody {
        currency,
        price: offer.price.0,
        valid_until: offer.valid_until,
        costs: offer.costs.into_iter().map(|cost| cost.0).collect(),
        answers: offer.answers.into_iter().map(answer).collect(),
        attachments: offer.attachments.into_iter().map(|e| e.0).collect(),
    }
    .to_bytes()
    .map_err(|error| Error::field("offer", error.to_string()))
}

/// What anyone can see of an envelope or of a receipt's envelope. A receipt's secrets are checked
/// and not shown.
pub(crate) fn inspect(path: &Path) -> Result<Value, Error> {
    let bytes = Zeroizing::new(files::read(path, FILE_MAX)?);
    let receipt = receipt(&bytes)?;
    let envelope = match &receipt {
        Some(receipt) => receipt.envelope.0.clone(),
        None => envelope(&bytes)?,
    };
    let header = HeaderView::parse(&envelope).map_err(tenderseal_envelope::Error::from)?;
    let context = header.context();
    let mut shown = json!({
        "bytes": envelope.len(),
        "e": hex::encode(envelope_hash(&envelope)),
        "k": header.k(),
        "n": header.n(),
        "context": {
            "genesis": hex::encode(context.genesis),
            "tender": hex::encode(context.tender),
            "lot": context.lot,
            "kind": context.kind.to_byte(),
            "vendor": hex::encode(context.vendor),
            "attempt": context.attempt,
            "terms_hash": hex::encode(context.terms_hash),
            "committee_hash": hex::encode(context.committee_hash),
        },
        "header_sha256": hex::encode(Sha256::digest(header.bytes())),
        "payload_bytes": header.payload().len(),
    });
    if let (Some(receipt), Value::Object(members)) = (receipt, &mut shown) {
        receipt.check()?;
        members.insert("c".into(), json!(receipt.c));
        members.insert("receipt".into(), json!("seed and body give this envelope, e and c"));
        let on_chain = receipt.public.as_ref().map(|public| {
            json!({
                "genesis": public.genesis,
                "bid": public.bid,
                "block": public.block,
                "block_hash": public.block_hash,
                "time": public.time,
            })
        });
        members.insert("on_chain".into(), on_chain.unwrap_or(Value::Null));
    }
    Ok(shown)
}

/// A member's share of an envelope, as JSON.
pub(crate) fn share(key: &OpeningKey, path: &Path, member: u8) -> Result<Zeroizing<String>, Error> {
    let bytes = files::read(path, FILE_MAX)?;
    let share = open_stanza(key, member, &envelope(&bytes)?)?;
    write(&PrintedShare { i: member, share: Hex(*share.as_bytes()) })
}

/// The body of an envelope from a file of shares (one JSON object a line, as `share` prints them).
pub(crate) fn open_with_shares(path: &Path, shares: &Path) -> Result<Zeroizing<String>, Error> {
    let envelope = envelope(&files::read(path, FILE_MAX)?)?;
    let header = HeaderView::parse(&envelope).map_err(tenderseal_envelope::Error::from)?;
    let text = Zeroizing::new(files::read_text(shares, FILE_MAX)?);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let shares = lines
        .map(|line| {
            let PrintedShare { i, share } = parse("share", line)?;
            Ok((i, Share::from_bytes(share.0)))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let seed = recover(header.k(), &shares)?;
    shown(&seed, &envelope, &header)
}

/// The body of a receipt's envelope, from its seed.
pub(crate) fn open_receipt(path: &Path) -> Result<Zeroizing<String>, Error> {
    let text = Zeroizing::new(files::read_text(path, FILE_MAX)?);
    let receipt = ReceiptFile::parse(&text)?;
    receipt.check()?;
    let header =
        HeaderView::parse(&receipt.envelope.0).map_err(tenderseal_envelope::Error::from)?;
    shown(&Seed::from_bytes(receipt.seed.0), &receipt.envelope.0, &header)
}

fn shown(
    seed: &Seed,
    envelope: &[u8],
    header: &HeaderView<'_>,
) -> Result<Zeroizing<String>, Error> {
    let bytes = unseal(seed, envelope)?;
    let answers = |answers: Vec<Answer>| {
        let answer = |answer: Answer| json!({"criterion": answer.criterion, "text": answer.text});
        answers.into_iter().map(answer).collect::<Vec<_>>()
    };
    let hashes = |hashes: Vec<[u8; 32]>| hashes.into_iter().map(Hex).collect::<Vec<_>>();
    let shown = match Body::parse(header.context().kind, &bytes) {
        Ok(Body::Financial(body)) => json!({
            "currency": String::from_utf8_lossy(&body.currency),
            "price": Decimal(body.price),
            "valid_until": body.valid_until,
            "costs": body.costs.into_iter().map(Decimal).collect::<Vec<_>>(),
            "answers": answers(body.answers),
            "attachments": hashes(body.attachments),
        }),
        Ok(Body::Technical(TechnicalBody { valid_until, answers: given, attachments })) => json!({
            "valid_until": valid_until,
            "answers": answers(given),
            "attachments": hashes(attachments),
        }),
        Err(error) => return Err(Error::field("body", error.to_string())),
    };
    write(&shown)
}

/// An envelope as bytes, as hexadecimal text, or out of a receipt.
fn envelope(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    if bytes.starts_with(&MAGIC) {
        return Ok(bytes.to_vec());
    }
    if let Some(receipt) = receipt(bytes)? {
        return Ok(receipt.envelope.0.clone());
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    hex::decode(text.trim()).map_err(|_| {
        Error::field("envelope", "neither an envelope, its hexadecimal, nor a receipt")
    })
}

fn receipt(bytes: &[u8]) -> Result<Option<ReceiptFile>, Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim_start().starts_with('{') => Ok(Some(ReceiptFile::parse(text)?)),
        _ => Ok(None),
    }
}

fn parse<'a, T: Deserialize<'a>>(what: &str, text: &'a str) -> Result<T, Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let (line, column) = (error.inner().line(), error.inner().column());
        // The parser's own message may quote a value, and that may be a secret.
        let path = error.path().to_string();
        let field = if path == "." { what.to_owned() } else { format!("{what}.{path}") };
        Error::field(field, format!("not as it must be, at line {line}, column {column}"))
    })
}

fn write(value: &impl Serialize) -> Result<Zeroizing<String>, Error> {
    serde_json::to_string(value)
        .map(Zeroizing::new)
        .map_err(|error| Error::field("output", error.to_string()))
}
