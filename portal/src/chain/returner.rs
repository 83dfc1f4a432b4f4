//! Securities go back by themselves: whatever is due is returned. The act is open to everyone and needs no key of
//! a person, and nothing is lost when it comes a little later.

use tenderseal_rules::{messages::ReturnSecurity, tender::Stage};

use super::opener::submit;
use crate::app::{App, Outcome, names::Named, tender};
use crate::ports_chain::TenderFilter;

/// Between two looks at all tenders, seconds of the chain's time.
const PAUSE: u64 = 60;
/// Securities of one tender that one look returns at most; the next ones come with the next look.
const AT_ONCE: usize = 50;

/// Looks after blocks, at most once in [`PAUSE`], until it is dropped.
pub async fn run(app: App) {
    let mut mirrored = app.chain.watch_mirror();
    let mut next = 0;
    loop {
        if app.chain.now() >= next {
            next = app.chain.now() + PAUSE;
            if let Err(error) = return_all(&app).await {
                tracing::error!(%error, code = error.code(), "securities are not returned");
            }
        }
        if mirrored.changed().await.is_err() {
            return;
        }
    }
}

/// Returns what is due in every tender that still holds something.
///
/// # Errors
/// When the tenders cannot be listed; what fails in one of them is logged, and tried again at the next look.
pub async fn return_all(app: &App) -> Outcome<()> {
    // A security goes back with its bid while bids are taken.
    let later = |stage: &&Stage| **stage != Stage::Bidding;
    let stages = Stage::ALL.iter().filter(later).copied().collect();
    let mut filter = TenderFilter { stages, size: 100, ..TenderFilter::default() };
    loop {
        let listed = app.store.tenders(&filter).await?;
        for row in listed.items.iter().filter(|row| row.state.securities.held > 0) {
            if let Err(error) = return_due(app, &row.address).await {
                tracing::error!(tender = %row.address, %error, code = error.code(), "the securities of a tender are not returned");
            }
        }
        filter.page += 1;
        if filter.page * filter.size >= listed.total {
            return Ok(());
        }
    }
}

async fn return_due(app: &App, address: &tenderseal_rules::ContractId) -> Outcome<()> {
    let Some(view) = tender::view(app, address).await? else { return Ok(()) };
    for (bid, _) in view.returnable().take(AT_ONCE) {
        submit(app, *address, ReturnSecurity { bid: bid.number }.call(), "return_security").await?;
    }
    Ok(())
}
