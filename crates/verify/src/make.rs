//! A bundle, and a receipt's public part, from a ledger.

use std::collections::BTreeMap;

use parity_scale_codec::DecodeAll;
use tenderseal_chain::{Act, Address, BlockRecord, Cell, act};
use tenderseal_ledger::Ledger;
use tenderseal_rules::{ContractId, Hash, registry::Cell as RegistryCell, replay::sha256};

use crate::{
    Error, Inclusion, anchor,
    bundle::{
        Block, Bundle, Chain, Contracts, Created, Deployment, Disclosed, Document, FORMAT, Head,
        Proofs, Text, Topic, VERSION,
    },
    chronicle::{Chronicle, ReadBlock, Source},
    hexes::{Blob, Hex},
    notice,
    results::Results,
    story::Story,
};

/// What people read and the chain has hashes of: only what is public, never an organisation's
/// details.
#[derive(Clone, Debug, Default)]
pub struct PublicTexts {
    /// The notice in force, byte for byte as it was approved.
    pub notice: String,
    /// Name and SHA-256 of each document, in the order of the terms.
    pub documents: Vec<(String, Hash)>,
    /// Reasons, justifications, statements, questions with their salts, and answers by the hash
    /// that the chain has, and the notices of earlier terms; more than the tender's do no harm.
    pub texts: BTreeMap<Hash, String>,
}

/// The part of a chain that concerns the registry and one tender.
struct Extract {
    headers: Vec<Blob>,
    blocks: Vec<Block>,
    read: Vec<ReadBlock>,
    deployment: Option<(u32, u32)>,
}

impl Bundle {
    /// Gathers everything public about one tender, up to the ledger's present head.
    ///
    /// # Errors
    /// [`Error::Ledger`]; [`Error::History`] when this is no tender of this registry;
    /// [`Error::Notice`], [`Error::Documents`], [`Error::DocumentNotInNotice`].
    pub async fn make(
        ledger: &dyn Ledger,
        registry: Address,
        tender: Address,
        texts: &PublicTexts,
    ) -> Result<Self, Error> {
        let (genesis, head) = (ledger.genesis(), ledger.head());
        let Extract { headers, blocks, read, deployment } =
            extract(ledger, head.number, registry, tender).await?;
        let deployment =
            deployment.ok_or_else(|| Error::History("nothing deploys this registry".into()))?;
        let created = created(&ledger.contract_storage(head.number, registry).await?)?;
        let chronicle = Chronicle::tell(Source {
            registry: ContractId(registry),
            tender: ContractId(tender),
            deployment,
            created: created.clone(),
            blocks: read,
        })
        .map_err(Error::History)?;
        let story = Story::read(&chronicle).map_err(Error::History)?;
        let verdicts = story.judge().map_err(Error::History)?;
        let tender_code = story.birth.code;
        Ok(Self {
            format: FORMAT.into(),
            version: VERSION,
            chain: Chain {
                genesis: Hex(genesis.hash),
                genesis32: Hex(genesis.random),
                node_key: Hex(genesis.node_key),
                head: Head { number: head.number, hash: Hex(head.hash) },
            },
            headers,
            blocks,
            deployment: Deployment { block: deployment.0, extrinsic: deployment.1 },
            contracts: Contracts {
                registry: Hex(registry),
                registry_code: Hex(chronicle.registry_code),
                tender: Hex(tender),
                tender_code: Hex(tender_code),
                tenders: created
                    .into_iter()
                    .map(|(proposal, address)| Created { proposal, address: Hex(address.0) })
                    .collect(),
            },
            proofs: Proofs {
                registry: proof(ledger, head.number, registry).await?,
                tender: proof(ledger, head.number, tender).await?,
            },
            disclosed: disclose(&story, texts)?,
            results: Results::of(&story, &verdicts).map_err(Error::History)?,
        })
    }
}

async fn proof(ledger: &dyn Ledger, block: u32, contract: Address) -> Result<Vec<Blob>, Error> {
    let proof = ledger.state_proof(block, contract).await?;
    Ok(proof.nodes.into_iter().map(Blob).collect())
}

async fn extract(
    ledger: &dyn Ledger,
    head: u32,
    registry: Address,
    tender: Address,
) -> Result<Extract, Error> {
    let mut extract =
        Extract { headers: Vec::new(), blocks: Vec::new(), read: Vec::new(), deployment: None };
    for number in 0..=head {
        let record = ledger
            .block(number)
            .await?
            .ok_or_else(|| Error::History(format!("block {number} is not there")))?;
        let acts = record
            .extrinsics
            .iter()
            .map(|extrinsic| act(extrinsic))
            .collect::<Result<Vec<_>, _>>()?;
        let deploys = deploys(&record, &acts, registry);
        extract.deployment = extract.deployment.or(deploys.map(|extrinsic| (number, extrinsic)));
        let concerns =
            |act: &Act| matches!(act, Act::Call(call) if call.to == registry || call.to == tender);
        extract.headers.push(Blob(record.header));
        if number == head || deploys.is_some() || acts.iter().any(concerns) {
            let extrinsics = record.extrinsics.into_iter().map(Blob).collect();
            extract.blocks.push(Block { number, extrinsics });
            extract.read.push(ReadBlock { number, time: record.time, acts });
        }
    }
    Ok(extract)
}

/// The extrinsic of the block that deploys the registry: founding it makes an event of its own.
fn deploys(record: &BlockRecord, acts: &[Act], registry: Address) -> Option<u32> {
    record
        .events
        .iter()
        .filter(|(_, event)| event.contract == registry)
        .map(|(extrinsic, _)| *extrinsic)
        .find(|extrinsic| {
            let act = usize::try_from(*extrinsic).ok().and_then(|at| acts.get(at));
            matches!(act, Some(Act::Deploy { .. }))
        })
}

/// The tenders that the registry's cells name, in the order of their proposals.
fn created(cells: &[Cell]) -> Result<Vec<(u32, ContractId)>, Error> {
    let mut created = Vec::new();
    for Cell { key, value } in cells {
        if let Ok(RegistryCell::Tender(proposal)) = RegistryCell::decode_all(&mut &key[..]) {
            let address = ContractId::decode_all(&mut &value[..])
                .map_err(|_| Error::History("a tender's address does not decode".into()))?;
            created.push((proposal, address));
        }
    }
    created.sort_unstable();
    Ok(created)
}

fn disclose(story: &Story<'_>, texts: &PublicTexts) -> Result<Disclosed, Error> {
    if sha256(texts.notice.as_bytes()) != story.terms.notice {
        return Err(Error::Notice);
    }
    if !texts.documents.iter().map(|(_, hash)| hash).eq(&story.terms.documents) {
        return Err(Error::Documents);
    }
    let documents: Vec<_> = texts
        .documents
        .iter()
        .map(|(name, hash)| Document { name: name.clone(), hash: Hex(*hash) })
        .collect();
    notice::check_documents(&texts.notice, &documents)?;
    let text = |(topic, hash): &(Topic, Hash)| {
        let text = texts.texts.get(hash).filter(|text| story.fits(*topic, hash, text)).cloned();
        Text { topic: *topic, hash: Hex(*hash), text }
    };
    let disclosed: Vec<Text> = story.texts.iter().map(text).collect();
    if disclosed.iter().any(|text| text.topic == Topic::Notice && text.text.is_none()) {
        return Err(Error::Notice);
    }
    Ok(Disclosed { notice: texts.notice.clone(), documents, texts: disclosed })
}

impl Inclusion {
    /// The public part of the receipt for a bid that was committed or replaced by this extrinsic.
    ///
    /// # Errors
    /// [`Error::Ledger`]; [`Error::Receipt`] when that extrinsic holds no such bid.
    pub async fn of(ledger: &dyn Ledger, block: u32, index: u32, bid: u32) -> Result<Self, Error> {
        let genesis = ledger.genesis();
        let receipt = ledger.receipt(block, index).await?;
        let included = tenderseal_chain::receipt(&receipt, &genesis.node_key)?;
        let (tender, e, c) = anchor::committed(&included.act)
            .ok_or(Error::Receipt("the extrinsic commits no bid"))?;
        Ok(Self {
            format: anchor::INCLUSION.into(),
            version: anchor::VERSION,
            genesis: Hex(genesis.hash),
            node_key: Hex(genesis.node_key),
            tender: Hex(tender),
            bid,
            e: Hex(e),
            c: Hex(c),
            block,
            block_hash: Hex(included.header.hash),
            time: included.time_ms / 1000,
            index,
            header: Blob(receipt.header),
            inherent: Blob(receipt.inherent),
            extrinsic: Blob(receipt.extrinsic),
            proof: receipt.proof.into_iter().map(Blob).collect(),
        })
    }
}
