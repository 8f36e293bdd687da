//! Plain values that every layer shares: no IO, no wire formats.

pub mod access;
pub mod api_key;
pub mod blob;
pub mod caller;
pub mod change;
pub mod client_address;
pub mod object;
pub mod password;
pub mod schema;
pub mod secret_box;
pub mod typescript;
pub mod web_origin;
