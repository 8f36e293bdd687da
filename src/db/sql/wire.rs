//! One connection in PostgreSQL's own protocol (version 3, PostgreSQL manual chapter 55), for raw SQL only.
//!
//! tokio-postgres hides what a workbench has to show: command tags, notices, result values in text format and
//! a portal's row limit. Messages are encoded and decoded by the same crate that tokio-postgres uses.

use super::{
    login,
    message::{Notice, statement_error},
};
use crate::db::error::StatementError;
use bytes::BytesMut;
use postgres_protocol::{
    IsNull,
    message::{
        backend::{Header, Message},
        frontend,
    },
};
use std::{io, path::PathBuf};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpStream, UnixStream},
};
use tokio_postgres::config::Host;

/// Largest message taken from the server, in bytes; a single row beyond it fails the query.
pub const MAX_MESSAGE: usize = 64 * 1024 * 1024;
/// Notices kept per statement.
const MAX_NOTICES: usize = 100;

/// Why the conversation ended.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The connection broke.
    #[error("connection: {0}")]
    Io(#[from] io::Error),
    /// The server refused a message with an error; the connection can go on after a Sync.
    #[error("{}", .0.message)]
    Server(Box<StatementError>),
    /// A single message is over [`MAX_MESSAGE`].
    #[error("one row of the result is larger than {} MiB", MAX_MESSAGE / 1024 / 1024)]
    TooLarge,
}

/// A byte stream to the server.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// Where the server listens.
#[derive(Debug, Clone)]
pub enum Address {
    /// Host and port.
    Tcp(String, u16),
    /// Socket file.
    Unix(PathBuf),
}

/// What a cancel request needs.
#[derive(Debug, Clone)]
pub struct CancelKey {
    pub(super) address: Address,
    pub(super) process: i32,
    pub(super) secret: i32,
}

/// An open connection. Dropping it makes the server end the session.
pub struct Wire {
    stream: Box<dyn Stream>,
    inbound: BytesMut,
    outbound: BytesMut,
    key: CancelKey,
    notices: Vec<Notice>,
}

fn addresses(config: &tokio_postgres::Config) -> Vec<Address> {
    let ports = config.get_ports();
    let port = |at: usize| ports.get(at).or(ports.first()).copied().unwrap_or(5432);
    let address = |(at, host): (usize, &Host)| match host {
        Host::Tcp(name) => Address::Tcp(name.clone(), port(at)),
        Host::Unix(folder) => Address::Unix(folder.join(format!(".s.PGSQL.{}", port(at)))),
    };
    config.get_hosts().iter().enumerate().map(address).collect()
}

async fn open(address: &Address) -> io::Result<Box<dyn Stream>> {
    Ok(match address {
        Address::Tcp(host, port) => {
            let stream = TcpStream::connect((host.as_str(), *port)).await?;
            stream.set_nodelay(true)?;
            Box::new(stream)
        }
        Address::Unix(path) => Box::new(UnixStream::connect(path).await?),
    })
}

impl CancelKey {
    /// Asks the server to cancel what the connection runs at this moment; whether it did shows only there.
    pub async fn cancel(&self) -> io::Result<()> {
        let mut stream = open(&self.address).await?;
        let mut message = BytesMut::new();
        frontend::cancel_request(self.process, self.secret, &mut message);
        stream.write_all(&message).await?;
        // The server closes once the signal is sent.
        stream.read_u8().await.map(drop).or(Ok(()))
    }

    /// Process id of the server's side.
    pub fn process(&self) -> i32 {
        self.process
    }
}

impl Wire {
    /// Connects and logs in with the first address of `config` that answers.
    pub async fn connect(config: &tokio_postgres::Config) -> Result<Self, WireError> {
        let mut last = io::Error::new(io::ErrorKind::AddrNotAvailable, "no database address");
        for address in addresses(config) {
            match open(&address).await {
                Ok(stream) => {
                    let key = CancelKey { address, process: 0, secret: 0 };
                    let mut wire = Wire {
                        stream,
                        inbound: BytesMut::new(),
                        outbound: BytesMut::new(),
                        key,
                        notices: Vec::new(),
                    };
                    login::log_in(&mut wire, config).await?;
                    return Ok(wire);
                }
                Err(error) => last = error,
            }
        }
        Err(last.into())
    }

    /// For cancelling from elsewhere.
    pub fn cancel_key(&self) -> CancelKey {
        self.key.clone()
    }

    pub(super) fn set_key(&mut self, process: i32, secret: i32) {
        (self.key.process, self.key.secret) = (process, secret);
    }

    /// Notices since the last call.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Adds a message to those that the next [`Wire::receive`] sends first.
    pub fn queue(&mut self, message: impl FnOnce(&mut BytesMut) -> io::Result<()>) -> Result<(), WireError> {
        Ok(message(&mut self.outbound)?)
    }

    /// Queues Parse of a single statement and Describe of it.
    pub fn queue_parse(&mut self, name: &str, sql: &str) -> Result<(), WireError> {
        self.queue(|out| frontend::parse(name, sql, [], out))?;
        self.queue(|out| frontend::describe(b'S', name, out))
    }

    /// Queues Bind with text parameters and text results.
    pub fn queue_bind(&mut self, statement: &str, params: &[Option<String>]) -> Result<(), WireError> {
        let value = |param: &Option<String>, out: &mut BytesMut| {
            Ok(match param {
                None => IsNull::Yes,
                Some(text) => {
                    out.extend_from_slice(text.as_bytes());
                    IsNull::No
                }
            })
        };
        self.queue(|out| {
            frontend::bind("", statement, [], params, value, [], out).map_err(|error| match error {
                frontend::BindError::Serialization(error) => io::Error::other(error),
                frontend::BindError::Conversion(error) => io::Error::other(error),
            })
        })
    }

    /// Queues Execute of the bound portal; 0 means all rows.
    pub fn queue_execute(&mut self, max_rows: i32) -> Result<(), WireError> {
        self.queue(|out| frontend::execute("", max_rows, out))
    }

    /// Sends what is queued and asks for the answers so far.
    pub async fn flush(&mut self) -> Result<(), WireError> {
        frontend::flush(&mut self.outbound);
        self.send().await
    }

    pub(super) async fn send(&mut self) -> Result<(), WireError> {
        let outbound = self.outbound.split();
        self.stream.write_all(&outbound).await?;
        self.stream.flush().await?;
        Ok(())
    }

    /// The next message. Notices are put aside, notifications and parameter reports are dropped.
    pub async fn receive(&mut self) -> Result<Message, WireError> {
        loop {
            let message = loop {
                if let Some(message) = Message::parse(&mut self.inbound)? {
                    break message;
                }
                if let Some(header) = Header::parse(&self.inbound)?
                    && usize::try_from(header.len()).is_ok_and(|length| length > MAX_MESSAGE)
                {
                    return Err(WireError::TooLarge);
                }
                if self.stream.read_buf(&mut self.inbound).await? == 0 {
                    return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
                }
            };
            match message {
                Message::NoticeResponse(body) => {
                    if self.notices.len() < MAX_NOTICES {
                        self.notices.push(Notice::of(body.fields())?);
                    }
                }
                Message::NotificationResponse(_) | Message::ParameterStatus(_) => {}
                Message::ErrorResponse(body) => {
                    return Err(WireError::Server(Box::new(statement_error(body.fields())?)));
                }
                other => return Ok(other),
            }
        }
    }

    /// Ends the pipeline: commits what ran outside of a transaction block, or rolls it back after an error.
    /// Returns the transaction status: `I` for none, `T` for an open one, `E` for a failed one.
    pub async fn sync(&mut self) -> Result<u8, WireError> {
        frontend::sync(&mut self.outbound);
        self.send().await?;
        self.ready().await
    }

    /// Reads until the server is ready again; an error on the way is returned once it is.
    pub(super) async fn ready(&mut self) -> Result<u8, WireError> {
        let mut failed = None;
        loop {
            match self.receive().await {
                Ok(Message::ReadyForQuery(body)) => {
                    return failed.map_or(Ok(body.status()), Err);
                }
                Ok(_) => {}
                Err(error @ WireError::Server(_)) => failed = failed.or(Some(error)),
                Err(error) => return Err(error),
            }
        }
    }

    /// Runs statements of our own in the simple protocol; answers are dropped.
    pub async fn command(&mut self, sql: &str) -> Result<u8, WireError> {
        self.queue(|out| frontend::query(sql, out))?;
        self.send().await?;
        self.ready().await
    }
}
