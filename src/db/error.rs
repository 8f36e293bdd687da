//! Database failures by cause, read from SQLSTATE rather than from message texts.

use tokio_postgres::error::SqlState;

/// What went wrong in the database.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The server could not be reached or cut the connection (classes 08, 57P).
    #[error("database unavailable")]
    Unavailable(#[source] Option<tokio_postgres::Error>),
    /// No pooled connection became free in time.
    #[error("no database connection free in time")]
    PoolTimeout,
    /// The session was revoked, has expired or never existed (SD401).
    #[error("session revoked")]
    SessionRevoked,
    /// The user was deactivated (SD402).
    #[error("user inactive")]
    UserInactive,
    /// The API key was revoked (SD403).
    #[error("API key revoked")]
    KeyRevoked,
    /// The statement failed for a reason the caller may be told about.
    #[error("{}: {}", .0.code.code(), .0.message)]
    Statement(Box<StatementError>),
    /// Anything else; a fault of ours.
    #[error("database error")]
    Internal(#[source] tokio_postgres::Error),
    /// A migration failed.
    #[error("migration failed")]
    Migration(#[source] Box<refinery::Error>),
    /// A connection setting is not usable.
    #[error("database configuration: {0}")]
    Config(&'static str),
}

/// The parts of a PostgreSQL error that a caller may see.
#[derive(Debug, Clone)]
pub struct StatementError {
    /// SQLSTATE.
    pub code: SqlState,
    /// Primary message.
    pub message: String,
    /// Detail; holds row values, so it is shown only to administrators.
    pub detail: Option<String>,
    /// Hint.
    pub hint: Option<String>,
    /// Character position in the statement, from 1.
    pub position: Option<u32>,
    /// Violated constraint.
    pub constraint: Option<String>,
    /// Column concerned.
    pub column: Option<String>,
    /// Table concerned.
    pub table: Option<String>,
}

impl StatementError {
    fn class(&self) -> &str {
        self.code.code().get(..2).unwrap_or_default()
    }

    /// Integrity constraint violation (class 23).
    pub fn is_constraint(&self) -> bool {
        self.class() == "23"
    }

    /// Missing right, including a row-level policy (42501).
    pub fn is_forbidden(&self) -> bool {
        self.code == SqlState::INSUFFICIENT_PRIVILEGE
    }

    /// Cancelled by statement_timeout or on request (57014).
    pub fn is_cancelled(&self) -> bool {
        self.code == SqlState::QUERY_CANCELED
    }

    /// Worth trying again: serialization failure or deadlock.
    pub fn is_retryable(&self) -> bool {
        self.code == SqlState::T_R_SERIALIZATION_FAILURE || self.code == SqlState::T_R_DEADLOCK_DETECTED
    }
}

impl DbError {
    /// Whether the caller was refused: session, user or key are no longer good.
    pub fn is_refusal(&self) -> bool {
        matches!(self, DbError::SessionRevoked | DbError::UserInactive | DbError::KeyRevoked)
    }

    /// The statement's failure, when that is what this is.
    pub fn statement(&self) -> Option<&StatementError> {
        match self {
            DbError::Statement(error) => Some(error),
            _ => None,
        }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(db) = error.as_db_error() else {
            return if error.is_closed()
                || std::error::Error::source(&error).is_some_and(|s| s.is::<std::io::Error>())
            {
                DbError::Unavailable(Some(error))
            } else {
                DbError::Internal(error)
            };
        };
        let code = db.code().code();
        match code {
            "SD401" => DbError::SessionRevoked,
            "SD402" => DbError::UserInactive,
            "SD403" => DbError::KeyRevoked,
            // A transaction that was already aborted hides the real cause: a fault of ours.
            "25P02" => DbError::Internal(error),
            _ if code.starts_with("08") || code.starts_with("57P") || code.starts_with("53") => {
                DbError::Unavailable(Some(error))
            }
            _ if code.starts_with("XX") => DbError::Internal(error),
            _ => DbError::Statement(Box::new(StatementError {
                code: db.code().clone(),
                message: db.message().to_owned(),
                detail: db.detail().map(str::to_owned),
                hint: db.hint().map(str::to_owned),
                position: match db.position() {
                    Some(tokio_postgres::error::ErrorPosition::Original(at)) => Some(*at),
                    _ => None,
                },
                constraint: db.constraint().map(str::to_owned),
                column: db.column().map(str::to_owned),
                table: db.table().map(str::to_owned),
            })),
        }
    }
}

impl From<deadpool_postgres::PoolError> for DbError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        use deadpool_postgres::PoolError;
        match error {
            PoolError::Timeout(_) => DbError::PoolTimeout,
            PoolError::Backend(error) => match DbError::from(error) {
                DbError::Statement(_) | DbError::Internal(_) => DbError::Unavailable(None),
                other => other,
            },
            PoolError::Closed | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => {
                DbError::Unavailable(None)
            }
        }
    }
}
