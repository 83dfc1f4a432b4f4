//! What a browser checks of a tender by itself: cells of the chain with the proof that they are the chain's.

use std::collections::BTreeSet;

use actix_web::web;
use parity_scale_codec::Encode;
use serde_json::json;
use tenderseal_rules::{registry, tender::Cell};

use super::{
    Portal,
    api::{ApiAnswer, answer, found},
    errors::Refusal,
};
use crate::app;

/// `GET /api/tenders/{address}/proof`: the sealed header of the last block, and the trie nodes on the way to the tender's
/// unchanging facts and its state, to its entry in the registry, and to the block's time. The module `chain` checks it.
pub async fn tender(portal: web::Data<Portal>, address: web::Path<String>) -> ApiAnswer {
    let view = found(&portal.app, &address).await?;
    let chain = &portal.app.chain;
    let block = chain.ledger.head().number;
    let own = vec![Cell::Core.encode(), Cell::State.encode()];
    let entry = vec![registry::Cell::Tender(view.core().number).encode()];
    let failed = app::Error::from;
    let tender = chain.ledger.cells_proof(block, view.row.address.0, own).await.map_err(failed)?;
    let entry = chain.ledger.cells_proof(block, chain.registry.0, entry).await.map_err(failed)?;
    let record = chain.ledger.block(block).await.map_err(failed)?.ok_or(Refusal::NotFound)?;
    let nodes: BTreeSet<Vec<u8>> = tender.nodes.into_iter().chain(entry.nodes).collect();
    Ok(answer(&json!({
        "block": block,
        "header": hex::encode(record.header),
        "nodes": nodes.iter().map(hex::encode).collect::<Vec<_>>(),
    })))
}
