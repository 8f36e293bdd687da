//! SelfDB
fn main() {}
