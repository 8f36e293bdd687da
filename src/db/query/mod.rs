//! The query language of rows, after PostgREST's URL grammar
//! (<https://docs.postgrest.org/en/stable/references/api/url_grammar.html>).
//!
//! Text becomes a typed tree here and nothing else happens: no name is looked up and no SQL is written. What is not in the
//! grammar is refused, and so is whatever is deeper or longer than [`limits`] allow.

pub mod ast;
mod error;
mod filter;
pub mod limits;
mod list;
mod logic;
mod order;
mod request;
mod scanner;
mod select;
#[cfg(test)]
mod tests;

pub use error::{Fault, QueryError};
pub use list::{array_literal, parse_columns, parse_list};
pub use order::parse_order;
pub use request::ReadQuery;
pub use select::parse_select;
