//! Start-up and authentication: SCRAM-SHA-256, MD5, clear text and trust.

use super::wire::{Wire, WireError};
use postgres_protocol::{
    authentication::{
        md5_hash,
        sasl::{ChannelBinding, ScramSha256},
    },
    message::{backend::Message, frontend},
};
use std::io;

fn protocol(message: &'static str) -> WireError {
    io::Error::new(io::ErrorKind::InvalidData, message).into()
}

/// Sends the start-up message and answers until the server is ready.
pub async fn log_in(wire: &mut Wire, config: &tokio_postgres::Config) -> Result<(), WireError> {
    let user = config.get_user().unwrap_or("postgres");
    let database = config.get_dbname().unwrap_or(user);
    let mut members = vec![
        ("user", user),
        ("database", database),
        ("client_encoding", "UTF8"),
        ("application_name", "selfdb sql"),
    ];
    if let Some(options) = config.get_options() {
        members.push(("options", options));
    }
    wire.queue(|out| frontend::startup_message(members, out))?;
    wire.send().await?;
    authenticate(wire, user, config.get_password().unwrap_or_default()).await?;
    loop {
        match wire.receive().await? {
            Message::BackendKeyData(body) => wire.set_key(body.process_id(), body.secret_key()),
            Message::ReadyForQuery(_) => return Ok(()),
            _ => return Err(protocol("unexpected message at start-up")),
        }
    }
}

async fn authenticate(wire: &mut Wire, user: &str, password: &[u8]) -> Result<(), WireError> {
    loop {
        match wire.receive().await? {
            Message::AuthenticationOk => return Ok(()),
            Message::AuthenticationCleartextPassword => {
                wire.queue(|out| frontend::password_message(password, out))?;
            }
            Message::AuthenticationMd5Password(body) => {
                let hash = md5_hash(user.as_bytes(), password, body.salt());
                wire.queue(|out| frontend::password_message(hash.as_bytes(), out))?;
            }
            Message::AuthenticationSasl(_) => {
                scram(wire, password).await?;
                continue;
            }
            _ => return Err(protocol("unknown authentication method")),
        }
        wire.send().await?;
    }
}

async fn scram(wire: &mut Wire, password: &[u8]) -> Result<(), WireError> {
    let mut scram = ScramSha256::new(password, ChannelBinding::unsupported());
    wire.queue(|out| frontend::sasl_initial_response("SCRAM-SHA-256", scram.message(), out))?;
    wire.send().await?;
    let Message::AuthenticationSaslContinue(body) = wire.receive().await? else {
        return Err(protocol("SCRAM: no challenge"));
    };
    scram.update(body.data())?;
    wire.queue(|out| frontend::sasl_response(scram.message(), out))?;
    wire.send().await?;
    let Message::AuthenticationSaslFinal(body) = wire.receive().await? else {
        return Err(protocol("SCRAM: no verdict"));
    };
    Ok(scram.finish(body.data())?)
}
