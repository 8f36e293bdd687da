//! Plain values that every layer shares: no IO, no wire formats.

pub mod access;
pub mod api_key;
pub mod caller;
pub mod change;
pub mod client_address;
pub mod password;
pub mod web_origin;
