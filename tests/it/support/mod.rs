//! Test vocabulary.
#![allow(dead_code, unused_imports)]

mod app;
mod binary;
pub mod client;
pub mod database;
mod folder;
mod people;
pub mod projects;
mod socket;

pub use app::{ADMIN_EMAIL, ADMIN_PASSWORD, ANON_KEY, SERVICE_KEY, TestApp, USER_PASSWORD};
pub use binary::{Server, Settings};
pub use folder::Folder;
pub use people::People;
pub use socket::Socket;
