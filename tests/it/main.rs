//! Integration tests: the whole application on a port of its own, over a database per test.

mod auth;
mod cors;
mod embedded;
mod health;
mod managed;
mod openapi;
mod structure;
mod support;
