//! What ties a bundle to a history that somebody else saw: a block's hash, or a vendor's receipt.

use std::fmt;

use serde::{Deserialize, Serialize};
use tenderseal_chain::{Act, Receipt, SealedHeader};
use tenderseal_envelope::{Committee, Context, Kind, Seed, seal};
use tenderseal_rules::{
    Hash,
    messages::{Act as _, CommitBid, ReplaceBid},
    replay::sha256,
};
use zeroize::Zeroize;

use crate::{
    Error,
    hexes::{Blob, Hex, required},
};

/// The longest receipt that is read, in bytes.
pub const RECEIPT_MAX: usize = 256 * 1024;

const RECEIPT: &str = "tenderseal-receipt";
pub(crate) const INCLUSION: &str = "tenderseal-inclusion";
pub(crate) const VERSION: u32 = 1;

/// The public part of a receipt: proof that a bid is in a block of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inclusion {
    /// `tenderseal-inclusion`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// Hash of the chain's genesis header.
    pub genesis: Hex<32>,
    /// The node's Ed25519 key.
    pub node_key: Hex<32>,
    /// The tender's contract.
    pub tender: Hex<20>,
    /// The bid's number.
    pub bid: u32,
    /// SHA-256 of its envelope.
    pub e: Hex<32>,
    /// Its commitment.
    pub c: Hex<32>,
    /// Number of the block.
    pub block: u32,
    /// Hash of the block's sealed header.
    pub block_hash: Hex<32>,
    /// The block's time, Unix seconds.
    pub time: u64,
    /// Index of the extrinsic in the block.
    pub index: u32,
    /// SCALE of the sealed header.
    pub header: Blob,
    /// SCALE of the time inherent.
    pub inherent: Blob,
    /// SCALE of the extrinsic.
    pub extrinsic: Blob,
    /// Nodes of the extrinsics trie on the way to both.
    pub proof: Vec<Blob>,
}

/// The file that a vendor keeps. It holds the seed and the body: a secret until the opening.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptFile {
    /// `tenderseal-receipt`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// What the envelope is bound to.
    pub ctx: Blob,
    /// Shares that open it.
    pub k: u8,
    /// The committee's opening keys.
    pub committee: Vec<Hex<32>>,
    /// The seed.
    pub seed: Hex<32>,
    /// The body.
    pub body: Blob,
    /// The envelope.
    pub envelope: Blob,
    /// Its SHA-256.
    pub e: Hex<32>,
    /// The commitment.
    pub c: Hex<32>,
    /// The envelope of the technical offer, sealed for the same committee; only where bids have two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technical: Option<TechnicalPart>,
    /// The guarantee that secures it; only where the terms ask for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guarantee: Option<GuaranteeOpening>,
    /// The portal's part; `null` before the commit is on the chain.
    #[serde(deserialize_with = "required")]
    pub public: Option<Inclusion>,
}

/// What the hash of a guarantee is made of (docs/STATE-MACHINES.md, "A bid's security").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuaranteeOpening {
    /// 32 random bytes.
    pub salt: Hex<32>,
    /// Who issued it.
    pub issuer: String,
    /// Its number there.
    pub number: String,
}

/// The technical envelope of a bid in a vendor's file, with what seals it again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TechnicalPart {
    /// What the envelope is bound to.
    pub ctx: Blob,
    /// The seed, another than that of the price.
    pub seed: Hex<32>,
    /// The body.
    pub body: Blob,
    /// The envelope.
    pub envelope: Blob,
    /// Its SHA-256.
    pub e: Hex<32>,
    /// The commitment.
    pub c: Hex<32>,
}

impl TechnicalPart {
    /// Seals again and compares, beside the context of the price's envelope.
    fn check(&self, price: &Context, committee: &Committee) -> Result<(), Error> {
        let context =
            Context::parse(&self.ctx.0).map_err(|_| Error::Receipt("ctx is no context"))?;
        let beside = Context { kind: Kind::Technical, ..price.clone() };
        if context != beside || price.kind != Kind::Financial {
            return Err(Error::Receipt("its envelopes are not those of one bid"));
        }
        let seed = Seed::from_bytes(self.seed.0);
        let again = seal(&context, committee, &seed, &self.body.0)
            .map_err(|_| Error::Receipt("context, committee and body cannot be sealed"))?;
        if (&again.envelope, again.e, again.c) == (&self.envelope.0, self.e.0, self.c.0) {
            Ok(())
        } else {
            Err(Error::Receipt("seed and body do not give envelope, e and c"))
        }
    }
}

impl Drop for TechnicalPart {
    fn drop(&mut self) {
        self.seed.0.zeroize();
        self.body.0.zeroize();
    }
}

impl Drop for ReceiptFile {
    fn drop(&mut self) {
        self.seed.0.zeroize();
        self.body.0.zeroize();
    }
}

impl fmt::Debug for ReceiptFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiptFile")
            .field("e", &self.e)
            .field("c", &self.c)
            .finish_non_exhaustive()
    }
}

/// What somebody outside of the bundle vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The hash of a block's sealed header.
    Hash(Hash),
    /// A bid's inclusion in a block.
    Receipt(Box<Inclusion>),
}

impl Anchor {
    /// Reads a block's hash, a receipt file, or the public part of one. A receipt's secret part is
    /// sealed again and must give the bid that its public part names.
    ///
    /// # Errors
    /// [`Error::TooLong`], [`Error::Anchor`], [`Error::Json`], [`Error::Format`],
    /// [`Error::Receipt`], [`Error::NoInclusion`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        check_length(text.len())?;
        let trimmed = text.trim();
        if let Some(Hex(hash)) = Hex::parse(&trimmed.to_ascii_lowercase()) {
            return Ok(Self::Hash(hash));
        }
        if !trimmed.starts_with('{') {
            return Err(Error::Anchor);
        }
        let inclusion = if names_format(trimmed, INCLUSION)? {
            read("inclusion", trimmed)?
        } else {
            let receipt = ReceiptFile::parse(trimmed)?;
            receipt.check()?;
            receipt.public.clone().ok_or(Error::NoInclusion)?
        };
        if inclusion.format != INCLUSION || inclusion.version != VERSION {
            return Err(Error::Format("inclusion"));
        }
        Ok(Self::Receipt(Box::new(inclusion)))
    }
}

impl ReceiptFile {
    /// A receipt of a bid that is sealed and not on a chain yet.
    ///
    /// # Errors
    /// [`Error::Receipt`] when the bid cannot be sealed with these.
    pub fn of(
        context: &Context,
        committee: &Committee,
        seed: &Seed,
        body: &[u8],
    ) -> Result<Self, Error> {
        let sealed = seal(context, committee, seed, body)
            .map_err(|_| Error::Receipt("context, committee and body cannot be sealed"))?;
        Ok(Self {
            format: RECEIPT.into(),
            version: VERSION,
            ctx: Blob(context.to_bytes().to_vec()),
            k: committee.k(),
            committee: committee.members().map(|(_, key)| Hex(*key)).collect(),
            seed: Hex(*seed.as_bytes()),
            body: Blob(body.to_vec()),
            envelope: Blob(sealed.envelope),
            e: Hex(sealed.e),
            c: Hex(sealed.c),
            technical: None,
            guarantee: None,
            public: None,
        })
    }

    /// Reads a receipt file, strictly.
    ///
    /// # Errors
    /// [`Error::TooLong`], [`Error::Json`], [`Error::Format`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        check_length(text.len())?;
        let file: Self = read("receipt", text)?;
        if file.format != RECEIPT || file.version != VERSION {
            return Err(Error::Format("receipt"));
        }
        Ok(file)
    }

    /// The file's content.
    ///
    /// # Errors
    /// [`Error::Json`], which only a want of memory could cause.
    pub fn to_json(&self) -> Result<String, Error> {
        serde_json::to_string_pretty(self)
            .map_err(|error| Error::Json { what: "receipt", reason: error.to_string() })
    }

    /// Seals again and compares: proof that this seed and this body are the bid, and that the
    /// public part is of this bid.
    ///
    /// # Errors
    /// [`Error::Receipt`].
    pub fn check(&self) -> Result<(), Error> {
        let context =
            Context::parse(&self.ctx.0).map_err(|_| Error::Receipt("ctx is no context"))?;
        let committee = Committee::new(self.k, self.committee.iter().map(|key| key.0).collect())
            .map_err(|_| Error::Receipt("k and committee are no committee"))?;
        let again = Self::of(&context, &committee, &Seed::from_bytes(self.seed.0), &self.body.0)?;
        if (&again.envelope, again.e, again.c) != (&self.envelope, self.e, self.c) {
            return Err(Error::Receipt("seed and body do not give envelope, e and c"));
        }
        if let Some(technical) = &self.technical {
            technical.check(&context, &committee)?;
        }
        match &self.public {
            Some(public) if (public.e, public.c) != (self.e, self.c) => {
                Err(Error::Receipt("its public part is of another bid"))
            }
            Some(public) if public.tender.0 != context.tender => {
                Err(Error::Receipt("its public part is of another tender"))
            }
            _ => Ok(()),
        }
    }
}

impl Inclusion {
    /// Checks the proof by itself and answers the block's header.
    ///
    /// # Errors
    /// In words.
    pub(crate) fn prove(&self) -> Result<SealedHeader, String> {
        let receipt = Receipt {
            header: self.header.0.clone(),
            extrinsic: self.extrinsic.0.clone(),
            index: self.index,
            inherent: self.inherent.0.clone(),
            proof: self.proof.iter().map(|node| node.0.clone()).collect(),
        };
        let included = tenderseal_chain::receipt(&receipt, &self.node_key.0)
            .map_err(|error| error.to_string())?;
        let header = included.header;
        let says = (self.block, self.block_hash.0, self.time);
        if says != (header.number, header.hash, included.time_ms / 1000) {
            return Err("the receipt's block, hash or time is not its header's".into());
        }
        if committed(&included.act) != Some((self.tender.0, self.e.0, self.c.0)) {
            return Err("the receipt's extrinsic commits another bid".into());
        }
        Ok(header)
    }
}

/// The tender, E and C of an act that commits a bid.
pub(crate) fn committed(act: &Act) -> Option<([u8; 20], Hash, Hash)> {
    let Act::Call(call) = act else {
        return None;
    };
    let (selector, arguments) = call.input.split_first_chunk::<4>()?;
    let (envelope, c) = match *selector {
        CommitBid::SELECTOR => {
            CommitBid::arguments(arguments).ok().map(|(_, act)| (act.envelope, act.commitment))
        }
        ReplaceBid::SELECTOR => {
            ReplaceBid::arguments(arguments).ok().map(|(_, act)| (act.envelope, act.commitment))
        }
        _ => None,
    }?;
    Some((call.to, sha256(&envelope), c))
}

fn check_length(found: usize) -> Result<(), Error> {
    if found > RECEIPT_MAX { Err(Error::TooLong { found, limit: RECEIPT_MAX }) } else { Ok(()) }
}

fn names_format(text: &str, format: &str) -> Result<bool, Error> {
    #[derive(Deserialize)]
    struct Named {
        format: String,
    }
    Ok(read::<Named>("anchor", text)?.format == format)
}

fn read<T: for<'de> Deserialize<'de>>(what: &'static str, text: &str) -> Result<T, Error> {
    // The parser's own message may quote a value, and that may be a seed.
    serde_json::from_str(text).map_err(|error| Error::Json {
        what,
        reason: format!("not as it must be at line {}, column {}", error.line(), error.column()),
    })
}

#[cfg(test)]
mod tests {
    use tenderseal_envelope::OpeningKey;

    use super::*;

    fn sealed(kind: Kind, seed: u8) -> ReceiptFile {
        let committee = Committee::new(1, vec![OpeningKey::from_bytes([1; 32]).public()]).unwrap();
        let context = Context {
            genesis: [1; 32],
            tender: [2; 20],
            lot: 1,
            kind,
            vendor: [3; 20],
            attempt: 1,
            terms_hash: [4; 32],
            committee_hash: *committee.hash(),
        };
        ReceiptFile::of(&context, &committee, &Seed::from_bytes([seed; 32]), b"body").unwrap()
    }

    fn part(file: &ReceiptFile) -> TechnicalPart {
        TechnicalPart {
            ctx: file.ctx.clone(),
            seed: file.seed,
            body: file.body.clone(),
            envelope: file.envelope.clone(),
            e: file.e,
            c: file.c,
        }
    }

    #[test]
    fn a_receipt_of_two_envelopes_is_read_back_and_both_are_sealed_again() {
        let technical = part(&sealed(Kind::Technical, 8));
        let mut file = sealed(Kind::Financial, 7);
        file.technical = Some(technical.clone());
        let read = ReceiptFile::parse(&file.to_json().unwrap()).unwrap();
        assert!(read == file && read.check().is_ok());

        let mut changed = technical.clone();
        changed.seed.0[0] ^= 1;
        let other_kind = part(&sealed(Kind::Financial, 8));
        for wrong in [changed, other_kind] {
            file.technical = Some(wrong);
            assert!(matches!(file.check(), Err(Error::Receipt(_))));
        }
        let mut turned = sealed(Kind::Technical, 8);
        turned.technical = Some(technical);
        assert!(matches!(turned.check(), Err(Error::Receipt(_))), "no price beside it");
    }
}
