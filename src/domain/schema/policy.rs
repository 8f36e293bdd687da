//! Row-level security policies.

use serde::Deserialize;
use utoipa::ToSchema;

/// A policy to create: a preset, or expressions of an administrator.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyIn)]
pub struct PolicySpec {
    /// Any text of up to 63 bytes that does not begin with `selfdb_`; made from the preset without one.
    pub name: Option<String>,
    /// A ready-made rule.
    pub preset: Option<Preset>,
    /// With `own-rows`: the column that holds the owner's id, of type uuid or text.
    pub column: Option<String>,
    /// The command that it is for; all four without.
    pub command: Option<Command>,
    /// `anon`, `authenticated` or both; both without. A preset has roles of its own.
    pub roles: Option<Vec<String>>,
    /// False for a restrictive policy, which narrows what all others give.
    pub permissive: Option<bool>,
    /// Rows that can be seen, changed and deleted: an SQL expression; administrators only.
    pub using: Option<String>,
    /// Rows that can be inserted or be the result of an update: an SQL expression; administrators only.
    pub check: Option<String>,
}

/// Rules that every table's owner may set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Signed-in users reach the rows whose owner column holds their id; the column is filled on insert.
    OwnRows,
    /// Signed-in users reach all rows.
    Authenticated,
    /// Everybody reads all rows.
    PublicRead,
    /// Everybody reaches all rows.
    Public,
}

impl Preset {
    /// The preset's name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Preset::OwnRows => "own-rows",
            Preset::Authenticated => "authenticated",
            Preset::PublicRead => "public-read",
            Preset::Public => "public",
        }
    }

    /// Roles that it is for.
    pub fn roles(self) -> &'static str {
        match self {
            Preset::OwnRows | Preset::Authenticated => "authenticated",
            Preset::PublicRead | Preset::Public => "anon, authenticated",
        }
    }
}

/// What a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Every command.
    All,
    /// Reading.
    Select,
    /// Inserting.
    Insert,
    /// Changing.
    Update,
    /// Deleting.
    Delete,
}

impl Command {
    /// The words of DDL.
    pub fn as_sql(self) -> &'static str {
        match self {
            Command::All => "ALL",
            Command::Select => "SELECT",
            Command::Insert => "INSERT",
            Command::Update => "UPDATE",
            Command::Delete => "DELETE",
        }
    }
}

/// Changes of a policy; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyChangeIn)]
pub struct PolicyChange {
    /// New name.
    pub new_name: Option<String>,
    /// New roles, `anon`, `authenticated` or both; administrators only.
    pub roles: Option<Vec<String>>,
    /// New expression; administrators only.
    pub using: Option<String>,
    /// New expression; administrators only.
    pub check: Option<String>,
}
