//! The thin HTTP layer: parses, asks `db` or an actor, shapes the answer.

pub mod caller;
pub mod console;
pub mod detached;
pub mod health;
pub mod openapi;
pub mod problem;
pub mod server;
pub mod state;
pub mod token;
