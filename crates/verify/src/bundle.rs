//! The bundle's format: docs/VERIFY.md, "The file".

use serde::{Deserialize, Serialize};

use crate::{
    Error, Results,
    hexes::{Blob, Hex, required},
};

/// The longest file that is read, in bytes. What is parsed takes less than twice its size.
pub const FILE_MAX: usize = 256 << 20;

pub(crate) const FORMAT: &str = "tenderseal-bundle";
pub(crate) const VERSION: u32 = 1;

/// Everything public about one tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// `tenderseal-bundle`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// Which chain, up to where.
    pub chain: Chain,
    /// SCALE of every header from genesis to the head, sealed.
    pub headers: Vec<Blob>,
    /// Every block that acts on the registry or the tender, and the head's; in order.
    pub blocks: Vec<Block>,
    /// Where the registry was put on the chain.
    pub deployment: Deployment,
    /// Who is where.
    pub contracts: Contracts,
    /// What ties both contracts' storage to the head's state root.
    pub proofs: Proofs,
    /// What people read, of which the chain holds hashes.
    pub disclosed: Disclosed,
    /// What came out, for people; all of it is computed again.
    pub results: Results,
}

/// Which chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// Hash of the genesis header.
    pub genesis: Hex<32>,
    /// The installation's 32 random bytes, to which intents and envelopes are bound.
    pub genesis32: Hex<32>,
    /// The node's Ed25519 key, which seals headers.
    pub node_key: Hex<32>,
    /// The last block.
    pub head: Head,
}

/// A block by number and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Its number.
    pub number: u32,
    /// Hash of its sealed header.
    pub hash: Hex<32>,
}

/// A block's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its number.
    pub number: u32,
    /// SCALE of all its extrinsics, the time inherent first.
    pub extrinsics: Vec<Blob>,
}

/// Where a contract was put on the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deployment {
    /// The block.
    pub block: u32,
    /// The extrinsic in it.
    pub extrinsic: u32,
}

/// The contracts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contracts {
    /// The registry's address.
    pub registry: Hex<20>,
    /// Keccak-256 of its code.
    pub registry_code: Hex<32>,
    /// The tender's address.
    pub tender: Hex<20>,
    /// Keccak-256 of its code.
    pub tender_code: Hex<32>,
    /// Every tender that the registry created, in the order of their proposals.
    pub tenders: Vec<Created>,
}

/// A tender that the registry created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Created {
    /// The proposal's number.
    pub proposal: u32,
    /// The tender's address.
    pub address: Hex<20>,
}

/// Nodes of the state trie at the head, for each contract those on the way to its account and
/// storage root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proofs {
    /// For the registry.
    pub registry: Vec<Blob>,
    /// For the tender.
    pub tender: Vec<Blob>,
}

/// Texts of which the chain holds hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosed {
    /// The notice of the terms in force as it was approved, byte for byte; JSON. Those of earlier terms
    /// are among the texts.
    pub notice: String,
    /// The documents of the terms in force, in their order. Each is an object of the notice.
    pub documents: Vec<Document>,
    /// Every reason, justification and statement that the tender's acts name by hash, in the
    /// order of their first mention.
    pub texts: Vec<Text>,
}

/// A document that belongs to the notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// SHA-256 of the file.
    pub hash: Hex<32>,
}

/// A text that an act names by hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// What it is.
    pub topic: Topic,
    /// SHA-256 of it, as the chain has it; of a question and an answer together with what they
    /// belong to (docs/STATE-MACHINES.md, "A question").
    pub hash: Hex<32>,
    /// The text; `null` when the portal does not have it, which verification tells.
    #[serde(deserialize_with = "required")]
    pub text: Option<String>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Why an objection was upheld or refused.
    Finding,
    /// Why an evaluator gave a score.
    Justification,
    /// Why the tender is cancelled.
    Cancellation,
    /// A question with its salt; see [`tenderseal_rules::tender::PublishedQuestion`].
    Question,
    /// The answer to a question.
    Answer,
    /// Why the deadline is extended.
    Extension,
    /// An evaluator's declaration of interests.
    Declaration,
    /// Why a seat on the panel changes.
    SeatChange,
    /// Why the terms are changed.
    Amendment,
    /// The notice of terms that are no longer in force; its text is never missing.
    Notice,
    /// A contract, or a supplement to it.
    Contract,
    /// What a milestone is, its reports, acceptances and why one was returned.
    Milestone,
    /// That a contract is performed, or why it is terminated.
    ContractEnd,
    /// Why a bid is rejected.
    Rejection,
    /// A vendor's complaint.
    Complaint,
    /// Why a reviewer decided a complaint as it was.
    Decision,
    /// Why a reviewer suspended the tender, or lets it go on.
    Suspension,
    /// Why a bid's security is forfeited.
    Forfeiture,
    /// Why a panel agreed on points.
    Agreement,
    /// What a vendor is asked about its bid.
    Request,
    /// What it responded.
    Response,
    /// Why the explanation of an abnormally low price is accepted.
    Acceptance,
    /// What a vendor applied with to be let in to bid.
    Application,
    /// Why a vendor is let in to bid, or not.
    Qualification,
}

impl Bundle {
    /// Reads a bundle, strictly: no unknown field, none missing, one spelling for everything.
    ///
    /// # Errors
    /// [`Error::TooLong`], [`Error::Json`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > FILE_MAX {
            return Err(Error::TooLong { found: bytes.len(), limit: FILE_MAX });
        }
        serde_json::from_slice(bytes)
            .map_err(|error| Error::Json { what: "bundle", reason: error.to_string() })
    }

    /// The file's content.
    ///
    /// # Errors
    /// [`Error::Json`], which only a want of memory could cause.
    pub fn to_json(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(self)
            .map_err(|error| Error::Json { what: "bundle", reason: error.to_string() })
    }
}
