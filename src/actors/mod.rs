//! Supervised actors. (Table of actors: ARCHITECTURE.md.)

pub mod outlet;
