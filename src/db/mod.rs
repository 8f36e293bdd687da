//! Everything that speaks SQL. Knows nothing of HTTP or actors.

pub mod api_keys;
pub mod cors;
pub mod embedded;
pub mod error;
pub mod ident;
pub mod migrate;
pub mod pool;
pub mod sessions;
pub mod users;

pub use error::DbError;
pub use pool::Db;
