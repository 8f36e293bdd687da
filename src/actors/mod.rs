//! Supervised actors. (Table of actors: ARCHITECTURE.md.)

pub mod backup_scheduler;
pub mod channel_registry;
pub mod feed;
pub mod housekeeper;
pub mod notify_listener;
pub mod outlet;
pub mod phoenix;
pub mod storage_writer;
pub mod supervisor;
pub mod system;
#[cfg(test)]
mod testing;
