//! Time passes on the chain too: when a deadline is over and nobody acts, a
//! block is made, so that the mirror and every page know the new stage.

use std::time::Duration;

use crate::app::{App, Outcome};

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// Looks at the clock until it is told to stop by being dropped.
pub async fn run(app: App) {
    let mut looks = tokio::time::interval(LOOK);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        if let Err(error) = turn(&app).await {
            tracing::error!(%error, code = error.code(), "no block for a deadline that passed");
        }
    }
}

/// Makes a block when the stage of some tender has changed by time alone;
/// says whether it did.
///
/// # Errors
/// When the ledger or a table fails.
pub async fn turn(app: &App) -> Outcome<bool> {
    let head = app.chain.ledger.head().time;
    let due = app.store.next_turn().await?.is_some_and(|at| at <= app.chain.now() && head < at);
    if due {
        let head = app.chain.ledger.tick().await?;
        app.chain.until_mirrored(head.number).await;
    }
    Ok(due)
}
