//! The opening goes on by itself: as soon as enough good shares of a bid are
//! on the chain, the portal reveals it; as soon as every score is there, it
//! ranks. Both acts are open to everyone and need no key of a person. Where bids have two envelopes, the technical
//! offers are tallied first, and only the prices of those that passed are revealed.
//!
//! What shares do not open is judged (ENVELOPE, "Judge"); what the judge finds is
//! shown on the page, and it is for people to object.

use tenderseal_envelope::{
    Committee, PostedShare, Record, Reveal, Seed, VendorFault, Verdict, judge,
};
use tenderseal_rules::{
    ContractId, Event, TenderEvent,
    messages::{self, Fault, Tally},
    tender::{BidStatus, LOT, Stage},
    tse1::{Context, Kind},
};

use super::Judgement;
use crate::app::{
    App, Error, Outcome, letters, relay,
    tender::{self, BidView, TenderView},
};
use crate::ports_chain::TenderFilter;

/// Opens and ranks after every block, until it is dropped.
pub async fn run(app: App) {
    let mut mirrored = app.chain.watch_mirror();
    loop {
        if let Err(error) = advance_all(&app).await {
            tracing::error!(%error, code = error.code(), "the opening does not go on");
        }
        if mirrored.changed().await.is_err() {
            return;
        }
    }
}

/// Does what can be done in every tender that is being opened or evaluated.
///
/// # Errors
/// When the tenders cannot be listed; what fails in one of them is logged, and tried again after the next block.
pub async fn advance_all(app: &App) -> Outcome<()> {
    let stages =
        vec![Stage::TechnicalEvaluation, Stage::FinancialOpening, Stage::FinancialEvaluation];
    let mut filter = TenderFilter { stages, size: 100, ..TenderFilter::default() };
    loop {
        let listed = app.store.tenders(&filter).await?;
        for row in &listed.items {
            // One tender that cannot go on does not hold up the others.
            if let Err(error) = advance(app, &row.address).await {
                tracing::error!(tender = %row.address, %error, code = error.code(), "the opening of a tender does not go on");
            }
        }
        filter.page += 1;
        if filter.page * filter.size >= listed.total {
            return Ok(());
        }
    }
}

async fn advance(app: &App, address: &ContractId) -> Outcome<()> {
    let Some(view) = tender::view(app, address).await? else { return Ok(()) };
    if view.state().suspended {
        return Ok(());
    }
    match view.stage {
        Stage::FinancialOpening => {
            let k = usize::from(view.core().k);
            for bid in view.bids.iter().filter(|bid| view.awaits_price(bid) && bid.good.len() >= k)
            {
                open(app, &view, bid).await?;
            }
            for bid in view.bids.iter().filter(|bid| bid.status == BidStatus::Opened) {
                look(app, &view, bid).await?;
            }
            Ok(())
        }
        // The technical offers; then the guard runs, and their prices are tallied once they are opened.
        Stage::TechnicalEvaluation if view.state().is_technical() && view.is_scored() => {
            submit(app, view.row.address, Tally {}.call(), "tally").await
        }
        Stage::FinancialEvaluation if view.state().ranked_at.is_none() && view.is_scored() => {
            rank(app, &view).await
        }
        _ => Ok(()),
    }
}

/// Makes the next page of the ranking; the block that it lands in brings the one after.
async fn rank(app: &App, view: &TenderView) -> Outcome<()> {
    let (state, address) = (view.state(), view.row.address);
    if state.tallied < state.bids {
        return submit(app, address, Tally {}.call(), "tally").await;
    }
    // What is not seen yet comes with the next block.
    match view.next_places().map_err(Error::Refused)? {
        Some(page) => submit(app, address, page.call(), "rank").await,
        None => Ok(()),
    }
}

/// Judges a bid with the shares on the chain, and reveals it when it is good.
async fn open(app: &App, view: &TenderView, bid: &BidView) -> Outcome<()> {
    let address = view.row.address;
    let known = app.chain.judged(&address, bid.number).and_then(Judgement::fault);
    if known.is_some_and(|fault| fault != Fault::Body) {
        return Ok(());
    }
    let Some(row) = app.store.bid(&address, bid.number).await? else { return Ok(()) };
    let verdict = verdict(view, bid, &row.envelope, None)
        .map_err(|error| Error::Envelope(error.to_string()))?;
    note(app, address, bid.number, &verdict);
    let body = match verdict {
        Verdict::Valid { body, .. } => body,
        // The commitment holds: the contract itself records a body that does not decode.
        Verdict::VendorFault { what: VendorFault::Body } => {
            let seed = Seed::from_bytes(seed(view, bid)?);
            tenderseal_envelope::unseal(&seed, &row.envelope)
                .map_err(|error| Error::Envelope(error.to_string()))?
                .to_vec()
        }
        Verdict::VendorFault { .. } | Verdict::PortalFault { .. } | Verdict::Unresolved { .. } => {
            return Ok(());
        }
    };
    let act = messages::Reveal { bid: bid.number, seed: seed(view, bid)?, body };
    submit(app, address, act.call(), "reveal").await
}

/// Judges a bid that somebody else has opened, once: with its seed on the chain it takes no shares.
async fn look(app: &App, view: &TenderView, bid: &BidView) -> Outcome<()> {
    let address = view.row.address;
    if app.chain.judged(&address, bid.number).is_some() {
        return Ok(());
    }
    let Some((seed, body)) = revealed(view, bid.number) else { return Ok(()) };
    let Some(row) = app.store.bid(&address, bid.number).await? else { return Ok(()) };
    let seed = Seed::from_bytes(seed);
    let reveal = Reveal { seed: &seed, body: Some(body) };
    let verdict = verdict(view, bid, &row.envelope, Some(reveal))
        .map_err(|error| Error::Envelope(error.to_string()))?;
    note(app, address, bid.number, &verdict);
    Ok(())
}

/// Keeps what the judge found, for the pages, and tells the log what is wrong.
fn note(app: &App, tender: ContractId, bid: u32, verdict: &Verdict) {
    match verdict {
        Verdict::Valid { .. } => app.chain.note_judged(tender, bid, Judgement::Sound),
        Verdict::VendorFault { what } => {
            let fault = Fault::from(*what);
            tracing::warn!(%tender, bid, ?fault, "the judge found a fault of the vendor");
            app.chain.note_judged(tender, bid, Judgement::Faulty(fault));
        }
        Verdict::PortalFault { what } => {
            tracing::error!(%tender, bid, ?what, "the mirror does not hold what was committed");
        }
        Verdict::Unresolved { .. } => {}
    }
}

/// Seed and body with which a bid was opened.
fn revealed(view: &TenderView, number: u32) -> Option<([u8; 32], &[u8])> {
    view.timeline.iter().find_map(|line| match &line.event {
        Event::Tender(TenderEvent::BidRevealed { bid, seed, body, .. }) if *bid == number => {
            Some((*seed, &body[..]))
        }
        _ => None,
    })
}

/// The judge's verdict on a bid with the shares that are on the chain, and with what was revealed.
///
/// # Errors
/// When the record contradicts itself.
pub fn verdict(
    view: &TenderView,
    bid: &BidView,
    envelope: &[u8],
    revealed: Option<Reveal<'_>>,
) -> Result<Verdict, tenderseal_envelope::Error> {
    let core = view.core();
    let context = Context {
        genesis: core.genesis,
        tender: view.row.address.0,
        lot: LOT,
        kind: Kind::Financial,
        vendor: bid.vendor.0,
        attempt: bid.attempt,
        terms_hash: view.state().terms.hash,
        committee_hash: core.committee_hash,
    };
    let committee = Committee::new(core.k, view.publication().committee.clone())?;
    let shares: Vec<PostedShare> = shares(view, bid.number)
        .into_iter()
        .map(|(i, share, _)| PostedShare { i, share })
        .collect();
    let record = Record { context, committee, e: bid.e, c: bid.c };
    judge(&record, envelope, &shares, revealed, tenderseal_envelope::Layout::ByKind)
}

/// The shares of a bid: member from 1, share, whether it is good.
fn shares(view: &TenderView, number: u32) -> Vec<(u8, [u8; 32], bool)> {
    let mut found = Vec::new();
    for line in &view.timeline {
        if let Event::Tender(TenderEvent::SharesPosted { member, shares }) = &line.event {
            let ours = shares.iter().filter(|share| share.bid == number);
            found.extend(ours.map(|share| (*member, share.share, share.good)));
        }
    }
    found.sort_unstable_by_key(|(member, ..)| *member);
    found
}

/// The seed that the first `k` good shares combine to, as the contract combines them.
fn seed(view: &TenderView, bid: &BidView) -> Outcome<[u8; 32]> {
    let good: Vec<(u8, [u8; 32])> = shares(view, bid.number)
        .into_iter()
        .filter(|(.., good)| *good)
        .map(|(member, share, _)| (member, share))
        .take(view.core().k.into())
        .collect();
    tenderseal_rules::tse1::sharing::combine(&good)
        .map_err(|error| Error::Envelope(error.to_string()))
}

/// Sends an act that the portal itself may; that the contract refuses it is no failure.
///
/// # Errors
/// When it cannot be sent.
pub(super) async fn submit(
    app: &App,
    to: ContractId,
    input: Vec<u8>,
    what: &'static str,
) -> Outcome<()> {
    match relay::submit(app, to, input, &[]).await {
        Ok(done) => {
            tracing::info!(tender = %to, block = done.block, index = done.index, what, "the portal acted");
            letters::after(app, &to.to_string(), &done.events);
            Ok(())
        }
        // Somebody else was faster, or the window closed: the next block tells.
        Err(Error::Refused(reason)) => {
            tracing::info!(tender = %to, reason = reason.name(), what, "the contract refused");
            Ok(())
        }
        Err(other) => Err(other),
    }
}
