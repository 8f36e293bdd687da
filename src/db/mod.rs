//! Everything that speaks SQL. Knows nothing of HTTP or actors.

pub mod adoption;
pub mod api_keys;
pub mod audit;
pub mod changes;
pub mod columns;
pub mod cors;
pub mod ddl;
pub mod embedded;
pub mod error;
pub mod history;
pub mod ident;
pub mod import;
pub mod messages;
pub mod migrate;
pub mod plan;
pub mod policies;
pub mod pool;
pub mod query;
pub mod rows;
pub mod schema;
pub mod schema_cache;
pub mod sessions;
pub mod snippets;
pub mod sql;
pub mod storage;
pub mod tables;
pub mod users;

pub use error::DbError;
pub use pool::Db;
