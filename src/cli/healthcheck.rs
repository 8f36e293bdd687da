//! Asks the running server how it is.

use crate::config::Config;
use std::error::Error;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Asks `/ready` of the running server over plain HTTP/1.0, so that no client library is needed.
pub async fn healthcheck(config: &Config) -> Result<(), Box<dyn Error>> {
    let host =
        if config.server.bind.is_unspecified() { "127.0.0.1".into() } else { config.server.bind.to_string() };
    let mut stream = tokio::net::TcpStream::connect((host.as_str(), config.server.api_port)).await?;
    stream.write_all(format!("GET /ready HTTP/1.0\r\nHost: {host}\r\n\r\n").as_bytes()).await?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer).await?;
    if answer.split(' ').nth(1) == Some("200") { Ok(()) } else { Err("the server is not ready".into()) }
}
