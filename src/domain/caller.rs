//! Who makes a request, before the database has said what that caller may do.

use uuid::Uuid;

/// The credentials of a request after their signature or hash was checked.
///
/// What they are worth is decided anew when each transaction begins (`db::pool`), so a revoked
/// session in here is harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Caller {
    /// Session named by a valid access token.
    pub session: Option<Uuid>,
    /// API key that was presented and known.
    pub api_key: Option<Uuid>,
}

impl Caller {
    /// A caller without credentials: the role `anon`.
    pub const ANON: Caller = Caller { session: None, api_key: None };

    /// The session's caller.
    pub fn session(id: Uuid) -> Self {
        Caller { session: Some(id), api_key: None }
    }
}

/// The Postgres role that a transaction runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DbRole {
    /// No user and no secret key.
    Anon,
    /// An active user.
    Authenticated,
    /// An administrator or a service key.
    Service,
}

impl DbRole {
    /// Reads the role's name as `selfdb.session_callers` has it.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "anon" => Some(DbRole::Anon),
            "authenticated" => Some(DbRole::Authenticated),
            "service_role" => Some(DbRole::Service),
            _ => None,
        }
    }

    /// The role's name in Postgres.
    pub fn as_str(self) -> &'static str {
        match self {
            DbRole::Anon => "anon",
            DbRole::Authenticated => "authenticated",
            DbRole::Service => "service_role",
        }
    }
}
