//! The thin HTTP layer: parses, asks `db` or an actor, shapes the answer.

pub mod api_keys;
pub mod audit;
pub mod auth;
pub mod caller;
pub mod client_address;
pub mod columns;
pub mod console;
pub mod cors;
pub mod detached;
pub mod health;
pub mod import;
pub mod login_limit;
pub mod openapi;
pub mod password;
pub mod problem;
pub mod realtime;
pub mod rest;
pub mod rows;
pub mod server;
pub mod sessions;
pub mod sql;
pub mod state;
pub mod storage;
pub mod tables;
pub mod token;
pub mod users;
