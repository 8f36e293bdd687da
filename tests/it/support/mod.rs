//! Test vocabulary.
#![allow(dead_code)]

mod app;
mod database;

pub use app::TestApp;
