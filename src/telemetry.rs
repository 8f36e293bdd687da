//! Logs.

use tracing_subscriber::{EnvFilter, fmt};

/// Writes logs to standard error by `filter` (tracing's syntax); JSON outside a terminal in production.
///
/// May be called more than once; only the first call counts.
pub fn init(filter: &str, json: bool) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let result = if json { logs.json().try_init() } else { logs.with_target(false).try_init() };
    // A second subscriber in one process (tests) is refused; the first one goes on.
    drop(result);
}
