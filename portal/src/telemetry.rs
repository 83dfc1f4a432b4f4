//! Logs: text or JSON, one line for each request.
//!
//! Redaction is by construction: a request is logged by its route's pattern,
//! never by its address, so no token, query or form value can get into a line;
//! secrets are `SecretString`, which prints as `[REDACTED]`.

use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::Log;

/// Begins to log to standard error.
///
/// # Errors
/// When the filter cannot be read or logging has begun already.
pub fn begin(log: &Log) -> Result<(), String> {
    let filter = log.filter.as_deref().unwrap_or("info,sqlx=warn,sea_orm_migration=warn");
    let filter = EnvFilter::try_new(filter).map_err(|e| format!("log filter: {e}"))?;
    let registry = tracing_subscriber::registry().with(filter);
    let layer = fmt::layer().with_writer(std::io::stderr);
    if log.json {
        registry.with(layer.json().flatten_event(true)).try_init()
    } else {
        registry.with(layer).try_init()
    }
    .map_err(|e| e.to_string())
}
