//! Recurring work, taken as a job so that of many instances one does it.

use jiff::SignedDuration;

use super::{App, Outcome};

/// The job that removes what has expired.
pub const PURGE: &str = "purge-expired";

const LEASE: SignedDuration = SignedDuration::from_mins(2);
const PERIOD: SignedDuration = SignedDuration::from_mins(10);

/// What one round of [`run_due`] removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Sessions that ended.
    pub sessions: u64,
    /// Reset links that expired.
    pub resets: u64,
}

/// Puts the recurring job in the queue; there is only ever one of it.
///
/// # Errors
/// When the table cannot be written.
pub async fn schedule(app: &App) -> Outcome<()> {
    Ok(app.store.enqueue(PURGE, PURGE, "{}", app.clock.now()).await?)
}

/// Takes the job if it is due, does it and puts it back for the next period;
/// `None` when nothing was due. Doing it twice is doing it once.
///
/// # Errors
/// When a table cannot be written; the job is then due again at once.
pub async fn run_due(app: &App, owner: &str) -> Outcome<Option<Purged>> {
    let now = app.clock.now();
    let Some(job) = app.store.lease(owner, now, now + LEASE).await? else { return Ok(None) };
    match purge(app).await {
        Ok(purged) => {
            app.store.release(job.id, owner, now + PERIOD, "").await?;
            Ok(Some(purged))
        }
        Err(error) => {
            app.store.release(job.id, owner, now, error.code()).await?;
            Err(error)
        }
    }
}

async fn purge(app: &App) -> Outcome<Purged> {
    let now = app.clock.now();
    let sessions = app.store.purge_sessions(now, now - app.policy.session_idle).await?;
    let resets = app.store.purge_resets(now).await?;
    Ok(Purged { sessions, resets })
}
