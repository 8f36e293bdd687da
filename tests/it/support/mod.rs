//! Test vocabulary.
#![allow(dead_code)]

mod app;
pub mod database;

pub use app::TestApp;
