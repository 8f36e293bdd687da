//! Integration tests: the whole application on a port of its own, over a database per test.

mod audit;
mod auth;
mod auth_contract;
mod clients;
mod console;
mod cors;
mod embedded;
mod health;
mod housekeeping;
mod injection;
mod killed;
mod login_limits;
mod managed;
mod openapi;
mod outbox;
mod pool;
mod realtime;
mod rows;
mod sessions;
mod sql;
mod storage;
mod structure;
mod support;
mod tables;
