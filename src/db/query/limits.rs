//! How much one query may ask for. Beyond it the answer is a 400 that names the limit.

/// Longest query string, in bytes. An address may be twice as long at most for the HTTP server.
pub const QUERY_BYTES: usize = 32 * 1024;
/// Conditions of one query, those inside `and` and `or` included.
pub const CONDITIONS: usize = 250;
/// Nesting of `and` and `or`.
pub const LOGIC_DEPTH: usize = 10;
/// Nesting of embedded resources.
pub const EMBED_DEPTH: usize = 6;
/// Embedded resources of one query.
pub const EMBEDS: usize = 25;
/// Items of one `select`, those of embedded resources included.
pub const SELECT_ITEMS: usize = 500;
/// Terms of one order.
pub const ORDER_TERMS: usize = 30;
/// Values of one `in.(…)`.
pub const LIST_VALUES: usize = 10_000;
/// Steps of one JSON path.
pub const PATH_STEPS: usize = 20;
/// Rows of one embedded resource for each outer row; more are left out, as with a `limit`.
pub const EMBEDDED_ROWS: i64 = 10_000;
