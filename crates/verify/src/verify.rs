//! The verification: from the file to the anchor, the blocks, the contracts' storage; what the
//! acts mean is in `checks`.

mod checks;

use tenderseal_chain::{self as proven, Genesis, SealedHeader, StateProof};
use tenderseal_rules::{ContractId, cells, registry::Cell as RegistryCell};

use crate::{
    Anchor, Inclusion,
    bundle::{Bundle, Created, FORMAT, VERSION},
    chronicle::{Chronicle, ReadBlock, Source},
    report::{Id, Report},
    story::Story,
};

/// Reads a file and verifies it; whatever the file holds, the answer is a report.
#[must_use]
pub fn verify_bytes(bytes: &[u8], anchor: Option<&Anchor>) -> Report {
    match Bundle::parse(bytes) {
        Ok(bundle) => verify(&bundle, anchor),
        Err(error) => {
            let mut report = Report::begin();
            report.record(Id::Strict, Err(error.to_string()));
            report
        }
    }
}

/// Verifies a bundle that was read.
#[must_use]
pub fn verify(bundle: &Bundle, anchor: Option<&Anchor>) -> Report {
    let mut report = Report::begin();
    report.record(Id::Strict, Ok(String::new()));
    let known = bundle.format == FORMAT && bundle.version == VERSION;
    let found = format!("{} {}", bundle.format, bundle.version);
    if report.record(Id::Format, if known { Ok(found) } else { Err(found) }) {
        // The outcome is in the report; nothing else is left to do with it.
        let _: Option<()> = proceed(bundle, anchor, &mut report);
    }
    report
}

/// Goes on as far as each step allows.
fn proceed(bundle: &Bundle, anchor: Option<&Anchor>, report: &mut Report) -> Option<()> {
    let chain = read_chain(bundle, report)?;
    record_anchor(anchor, &chain, report);
    let blocks = read_blocks(bundle, &chain, report)?;
    let chronicle = replay(bundle, &chain, blocks, report)?;
    checks::accepted(&chronicle, report);
    registry_state(bundle, &chain, &chronicle, report);
    let story = match Story::read(&chronicle) {
        Ok(story) => story,
        Err(reason) => {
            report.record(Id::TenderState, Err(reason));
            return None;
        }
    };
    tender_state(bundle, &chain, &story, report);
    if let Some(Anchor::Receipt(inclusion)) = anchor {
        record_receipt(bundle, inclusion, &story, report);
    }
    checks::story(bundle, &story, report)
}

/// The chain's headers, linked and sealed.
struct ReadChain {
    genesis: Genesis,
    headers: Vec<SealedHeader>,
}

impl ReadChain {
    fn head(&self) -> Option<&SealedHeader> {
        self.headers.last()
    }
}

fn read_chain(bundle: &Bundle, report: &mut Report) -> Option<ReadChain> {
    let first = bundle.headers.first().map(|header| proven::genesis(&header.0));
    let (genesis, first) = match first {
        Some(Ok(read)) => read,
        Some(Err(error)) => {
            report.record(Id::Genesis, Err(error.to_string()));
            return None;
        }
        None => {
            report.record(Id::Genesis, Err("there is no header".into()));
            return None;
        }
    };
    let named = &bundle.chain;
    let same = (named.genesis.0, named.genesis32.0, named.node_key.0)
        == (genesis.hash, genesis.random, genesis.node_key);
    let detail = format!("{}", named.genesis);
    let other = "the header has another hash, other random bytes or another key".to_owned();
    report.record(Id::Genesis, if same { Ok(detail) } else { Err(other) });

    let mut headers = vec![first];
    for (number, header) in bundle.headers.iter().enumerate().skip(1) {
        match proven::sealed_header(&header.0, &genesis.node_key) {
            Ok(header) => headers.push(header),
            Err(error) => {
                report.record(Id::Seals, Err(format!("header {number}: {error}")));
                return None;
            }
        }
    }
    report.record(Id::Seals, Ok(format!("{} seals", headers.len() - 1)));
    let broken = headers.windows(2).find(|pair| {
        Some(pair[1].number) != pair[0].number.checked_add(1) || pair[1].parent != pair[0].hash
    });
    let linked = match broken {
        None => Ok(format!("{} headers", headers.len())),
        Some(pair) => Err(format!("header {} is not followed by its own", pair[0].number)),
    };
    let chain = ReadChain { genesis, headers };
    let linked = report.record(Id::Links, linked);
    let head = chain.head()?;
    let same = (named.head.number, named.head.hash.0) == (head.number, head.hash);
    let detail = format!("block {} is the last", head.number);
    report.record(Id::HeadNamed, if same { Ok(detail) } else { Err(detail) });
    linked.then_some(chain)
}

fn record_anchor(anchor: Option<&Anchor>, chain: &ReadChain, report: &mut Report) {
    let found = match anchor {
        None => {
            report.notice(
                Id::Anchored,
                "history not anchored: compare with a vendor's receipt or a witness's block hash",
            );
            return;
        }
        Some(Anchor::Hash(hash)) => chain
            .headers
            .iter()
            .find(|header| header.hash == *hash)
            .map(|header| format!("block {} is in the chain", header.number))
            .ok_or_else(|| "no block of this chain has that hash".to_owned()),
        Some(Anchor::Receipt(inclusion)) => in_chain(inclusion, chain),
    };
    report.record(Id::Anchored, found);
}

fn in_chain(inclusion: &Inclusion, chain: &ReadChain) -> Result<String, String> {
    let genesis = &chain.genesis;
    if (inclusion.genesis.0, inclusion.node_key.0) != (genesis.hash, genesis.node_key) {
        return Err("the receipt is of another chain".into());
    }
    let header = inclusion.prove()?;
    let there = usize::try_from(header.number).ok().and_then(|at| chain.headers.get(at));
    match there {
        Some(there) if *there == header => {
            Ok(format!("the receipt's block {} is in the chain", header.number))
        }
        Some(_) => Err(format!(
            "the node sealed two blocks {}: the receipt's and the bundle's",
            header.number
        )),
        None => Err(format!("the receipt's block {} is after the head", header.number)),
    }
}

/// The receipt's bid is the bundle's.
fn record_receipt(bundle: &Bundle, inclusion: &Inclusion, story: &Story<'_>, report: &mut Report) {
    let bid = usize::try_from(inclusion.bid).ok().and_then(|at| story.bids.get(at));
    let place = (inclusion.block, inclusion.index);
    let same = bid.is_some_and(|bid| {
        (bid.e, bid.c, (bid.block, bid.extrinsic)) == (inclusion.e.0, inclusion.c.0, place)
    });
    if inclusion.tender != bundle.contracts.tender {
        report.record(Id::Anchored, Err("the receipt is of another tender".into()));
    } else if !same {
        let detail = format!("the receipt's bid {} is not in the bundle", inclusion.bid);
        report.record(Id::Anchored, Err(detail));
    }
}

fn read_blocks(bundle: &Bundle, chain: &ReadChain, report: &mut Report) -> Option<Vec<ReadBlock>> {
    let read = try_read_blocks(bundle, chain);
    let found = match &read {
        Ok(blocks) => Ok(format!("{} blocks of {}", blocks.len(), chain.headers.len())),
        Err(reason) => Err(reason.clone()),
    };
    report.record(Id::Blocks, found);
    read.ok()
}

fn try_read_blocks(bundle: &Bundle, chain: &ReadChain) -> Result<Vec<ReadBlock>, String> {
    let mut blocks: Vec<ReadBlock> = Vec::with_capacity(bundle.blocks.len());
    let mut last_ms = 0;
    for block in &bundle.blocks {
        let number = block.number;
        if blocks.last().is_some_and(|last| last.number >= number) {
            return Err(format!("block {number} is out of order"));
        }
        let at = usize::try_from(number).map_err(|error| error.to_string())?;
        let parent = at.checked_sub(1).and_then(|before| chain.headers.get(before));
        let (Some(parent), Some(header)) = (parent, bundle.headers.get(at)) else {
            return Err(format!("there is no header {number}"));
        };
        let extrinsics: Vec<_> = block.extrinsics.iter().map(|bytes| bytes.0.clone()).collect();
        let checked = proven::block(parent, &header.0, &extrinsics, &chain.genesis.node_key)
            .map_err(|error| format!("block {number}: {error}"))?;
        if checked.time_ms <= last_ms {
            return Err(format!("block {number} is not later than the one before"));
        }
        last_ms = checked.time_ms;
        blocks.push(ReadBlock { number, time: checked.time_ms / 1000, acts: checked.acts });
    }
    let last = blocks.last().map(|block| block.number);
    if last == chain.head().map(|head| head.number) {
        Ok(blocks)
    } else {
        Err("the head's block is missing".into())
    }
}

fn replay(
    bundle: &Bundle,
    chain: &ReadChain,
    blocks: Vec<ReadBlock>,
    report: &mut Report,
) -> Option<Chronicle> {
    let contracts = &bundle.contracts;
    let created = |created: &Created| (created.proposal, ContractId(created.address.0));
    let told = Chronicle::tell(Source {
        registry: ContractId(contracts.registry.0),
        tender: ContractId(contracts.tender.0),
        deployment: (bundle.deployment.block, bundle.deployment.extrinsic),
        created: contracts.tenders.iter().map(created).collect(),
        blocks,
    });
    let found = told.as_ref().map_err(Clone::clone).and_then(|chronicle| {
        if chronicle.founding.genesis != chain.genesis.random {
            Err("the registry was founded for another installation".into())
        } else if chronicle.registry_code != contracts.registry_code.0 {
            Err("the deployed code has another hash".into())
        } else {
            Ok(format!("block {}", bundle.deployment.block))
        }
    });
    report.record(Id::Founded, found);
    told.ok()
}

/// Compares the replay's cells with the head's state root; answers the contract's code hash.
fn compare_state(
    chain: &ReadChain,
    chronicle: &Chronicle,
    contract: ContractId,
    nodes: &[crate::Blob],
) -> Result<([u8; 32], usize), String> {
    let cells = chronicle.world.cells(contract).ok_or("the acts create no such contract")?;
    let head = chain.head().ok_or("there is no head")?;
    let proof = StateProof { nodes: nodes.iter().map(|node| node.0.clone()).collect() };
    let given = cells.iter().map(|(key, value)| (key.clone(), value.clone()));
    let code = proven::contract_state(&head.state_root, contract.0, &proof, given)
        .map_err(|error| error.to_string())?;
    Ok((code, cells.len()))
}

fn registry_state(bundle: &Bundle, chain: &ReadChain, chronicle: &Chronicle, report: &mut Report) {
    let registry = chronicle.registry;
    let state = compare_state(chain, chronicle, registry, &bundle.proofs.registry);
    let found = state.and_then(|(code, cells)| {
        if code != chronicle.registry_code {
            return Err("the registry runs other code than was deployed".into());
        }
        check_created(bundle, chronicle)?;
        Ok(format!("{cells} cells"))
    });
    report.record(Id::RegistryState, found);
}

/// Every tender that the bundle lists is the registry's, in order.
fn check_created(bundle: &Bundle, chronicle: &Chronicle) -> Result<(), String> {
    let tenders = &bundle.contracts.tenders;
    if tenders.windows(2).any(|pair| pair[0].proposal >= pair[1].proposal) {
        return Err("the registry's tenders are out of order".into());
    }
    let view = chronicle.world.view(chronicle.registry, chronicle.head);
    for Created { proposal, address } in tenders {
        let stored = cells::get(&view, &RegistryCell::Tender(*proposal));
        if stored != Ok(Some(ContractId(address.0))) {
            return Err(format!("the registry holds no tender {proposal} at {address}"));
        }
    }
    Ok(())
}

fn tender_state(bundle: &Bundle, chain: &ReadChain, story: &Story<'_>, report: &mut Report) {
    let chronicle = story.chronicle;
    let state = compare_state(chain, chronicle, chronicle.tender, &bundle.proofs.tender);
    let (found, code) = match state {
        Ok((code, cells)) => (Ok(format!("{cells} cells")), Some(code)),
        Err(reason) => (Err(reason), None),
    };
    report.record(Id::TenderState, found);
    if let Some(code) = code {
        let named = bundle.contracts.tender_code.0;
        let same = code == named && code == story.birth.code && Some(code) == story.birth.approved;
        let detail = format!("0x{}", bundle.contracts.tender_code);
        let other = "the code that runs is not the approved and named one".to_owned();
        report.record(Id::Code, if same { Ok(detail) } else { Err(other) });
    }
}
