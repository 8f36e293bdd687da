//! SelfDB: a self-hosted backend in one process of supervised actors around Postgres.
//!
//! `http` turns requests into calls of `db` and asks of `actors`; `actors` own state and scarce things;
//! `db` speaks SQL; `blob` keeps bytes; `domain` holds plain values. Imports go only in that direction.

pub mod actors;
pub mod app;
pub mod backup;
pub mod blob;
pub mod cli;
pub mod config;
pub mod db;
pub mod domain;
pub mod http;
pub mod telemetry;
