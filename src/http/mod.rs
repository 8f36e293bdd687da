//! The thin HTTP layer: parses, asks `db` or an actor, shapes the answer.

pub mod caller;
pub mod problem;
pub mod state;
pub mod token;
