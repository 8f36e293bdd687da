//! What an operator does from the machine itself, without a login. Everything is in the audit log, without an actor.

use super::database::{Access, AccessError, Missing};
use crate::{
    config::Config,
    db::{
        Db, DbError, api_keys,
        audit::Actor,
        sessions,
        users::{
            self, NewUser, User, UserFilter,
            changes::{self, ChangeError, UserChange},
        },
    },
    domain::password,
    http::{api_keys::new_key, auth::checked_email, password::Passwords, problem::ApiError},
};
use clap::{Args, Subcommand, ValueEnum};
use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
};
use tokio_postgres::error::SqlState;
use uuid::Uuid;

/// Users that `list` shows at most.
const MOST_USERS: i64 = 1000;

/// Commands below `selfdb admin`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List administrators, or all users.
    List {
        /// Users as well.
        #[arg(long)]
        all: bool,
    },
    /// Make an administrator.
    Create {
        /// E-mail to log in with.
        email: String,
        /// First name.
        #[arg(long)]
        first_name: Option<String>,
        /// Last name.
        #[arg(long)]
        last_name: Option<String>,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Give a user a new password, let the user log in again, and end the user's sessions.
    ResetPassword {
        /// The user's e-mail.
        email: String,
        /// Make the user an administrator too.
        #[arg(long)]
        make_admin: bool,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// End sessions at once.
    RevokeSessions {
        /// The user's e-mail.
        #[arg(required_unless_present = "everyone")]
        email: Option<String>,
        /// All sessions of all users.
        #[arg(long, conflicts_with = "email")]
        everyone: bool,
    },
    /// List API keys.
    ListApiKeys,
    /// Make an API key and print it, this once.
    CreateApiKey {
        /// A name to tell it apart.
        name: String,
        /// What it may do.
        #[arg(long, value_enum)]
        role: KeyRole,
    },
    /// Revoke an API key at once.
    RevokeApiKey {
        /// Id, as `list-api-keys` shows it.
        id: Uuid,
    },
}

/// Where a new password comes from; never the command line itself, which other users of the machine can read.
#[derive(Debug, Args)]
pub struct PasswordSource {
    /// File with the password, `-` for standard input; without it one is made and printed.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

/// What an API key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeyRole {
    /// Publishable.
    Anon,
    /// Secret, with all rights.
    Service,
}

/// Why a command did nothing.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// No database.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The database has not been migrated.
    #[error("the database has no SelfDB schema yet: start the server once, or run `selfdb migrate`")]
    NotMigrated,
    /// The password cannot be read.
    #[error("{}: {source}", .path.display())]
    PasswordFile {
        /// File.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The password breaks a rule.
    #[error("the password {0}")]
    Password(&'static str),
    /// The system has no random numbers to give.
    #[error("no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// Nobody has that e-mail.
    #[error("no user has the e-mail {0}; `selfdb admin list --all` shows who there is")]
    NoUser(String),
    /// Somebody has that e-mail already.
    #[error(
        "a user with the e-mail {0} exists; `selfdb admin reset-password {0} --make-admin` makes it an administrator"
    )]
    Exists(String),
    /// No such key.
    #[error("no valid API key has the id {0}")]
    NoKey(Uuid),
    /// A value is not valid, or hashing failed.
    #[error("{}", .0.cause.as_deref().map_or_else(|| .0.to_string(), |cause| cause.to_string()))]
    Value(#[from] ApiError),
    /// The change is not allowed.
    #[error(transparent)]
    Change(ChangeError),
    /// The database's answer.
    #[error(transparent)]
    Database(DbError),
}

impl From<DbError> for AdminError {
    fn from(error: DbError) -> Self {
        let missing = [SqlState::UNDEFINED_TABLE, SqlState::INVALID_SCHEMA_NAME];
        match error.statement() {
            Some(failed) if missing.contains(&failed.code) => AdminError::NotMigrated,
            _ => AdminError::Database(error),
        }
    }
}

impl From<ChangeError> for AdminError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Db(error) => error.into(),
            other => AdminError::Change(other),
        }
    }
}

/// Runs one command on the configured database.
pub async fn run(config: &Config, command: Command) -> Result<(), AdminError> {
    let access = Access::open(&config.database, Missing::Refuse).await?;
    let done = perform(&access.db, command).await;
    access.close().await;
    print!("{}", done?);
    Ok(())
}

/// What the command has to say.
async fn perform(db: &Db, command: Command) -> Result<String, AdminError> {
    match command {
        Command::List { all } => list(db, all).await,
        Command::Create { email, first_name, last_name, password } => {
            let (password, shown) = password.take()?;
            let new = NewUser {
                email: checked_email(&email)?,
                password_hash: hash(password).await?,
                first_name,
                last_name,
                role: "ADMIN",
            };
            create(db, &new).await.map(|told| told + &shown)
        }
        Command::ResetPassword { email, make_admin, password } => {
            let (password, shown) = password.take()?;
            reset_password(db, &email, make_admin, hash(password).await?).await.map(|told| told + &shown)
        }
        Command::RevokeSessions { email, .. } => revoke_sessions(db, email.as_deref()).await,
        Command::ListApiKeys => list_api_keys(db).await,
        Command::CreateApiKey { name, role } => create_api_key(db, &name, role).await,
        Command::RevokeApiKey { id } => revoke_api_key(db, id).await,
    }
}

impl PasswordSource {
    /// The password, and what to say of one that was made.
    fn take(&self) -> Result<(String, String), AdminError> {
        let Some(path) = &self.password_file else {
            let password = password::generate()?;
            let shown = format!("password: {password}\n");
            return Ok((password, shown));
        };
        let text = read(path).map_err(|source| AdminError::PasswordFile { path: path.clone(), source })?;
        let text = text.trim_end_matches(['\r', '\n']);
        match password::broken_rule(text) {
            Some(rule) => Err(AdminError::Password(rule)),
            None => Ok((text.to_owned(), String::new())),
        }
    }
}

fn read(path: &Path) -> io::Result<String> {
    if path != Path::new("-") {
        return std::fs::read_to_string(path);
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    Ok(text)
}

async fn hash(password: String) -> Result<String, AdminError> {
    Ok(Passwords::new(1, 1)?.hash(password).await?)
}

async fn find(db: &Db, email: &str) -> Result<User, AdminError> {
    let found = users::find_with_hash(&db.owner().await?, email).await?;
    found.map(|(user, _)| user).ok_or_else(|| AdminError::NoUser(email.to_owned()))
}

async fn list(db: &Db, all: bool) -> Result<String, AdminError> {
    let filter = UserFilter {
        role: (!all).then(|| "ADMIN".to_owned()),
        sort: "lower(email)",
        limit: MOST_USERS,
        ..UserFilter::default()
    };
    let (found, total) = users::list_users(&db.owner().await?, &filter).await?;
    let mut text = String::new();
    for user in &found {
        let state = if user.is_active { "active" } else { "inactive" };
        let login = user.last_login_at.map_or_else(|| "never".to_owned(), |at| at.to_rfc3339());
        text += &format!("{}  {}  {state}  last login {login}  {}\n", user.id, user.role, user.email);
    }
    Ok(text + &format!("{} of {total}\n", found.len()))
}

async fn create(db: &Db, new: &NewUser) -> Result<String, AdminError> {
    match changes::create_user(db, &Actor::OPERATOR, new).await {
        Ok(user) => Ok(format!("administrator {} made, id {}\n", user.email, user.id)),
        Err(error) => match error.statement() {
            Some(failed) if failed.constraint.as_deref() == Some("users_email_key") => {
                Err(AdminError::Exists(new.email.clone()))
            }
            _ => Err(error.into()),
        },
    }
}

async fn reset_password(db: &Db, email: &str, admin: bool, hash: String) -> Result<String, AdminError> {
    let user = find(db, email).await?;
    let change = UserChange {
        password_hash: Some(hash),
        is_active: Some(true),
        role: admin.then(|| "ADMIN".to_owned()),
        ..UserChange::default()
    };
    let user = changes::update_user(db, &Actor::OPERATOR, user.id, &change).await?;
    Ok(format!("{} ({}) has a new password; all earlier sessions have ended\n", user.email, user.role))
}

async fn revoke_sessions(db: &Db, email: Option<&str>) -> Result<String, AdminError> {
    let ended = match email {
        Some(email) => {
            changes::end_sessions(db, &Actor::OPERATOR, find(db, email).await?.id).await?.unwrap_or(0)
        }
        None => sessions::revoke_everyones(db, &Actor::OPERATOR).await?,
    };
    Ok(format!("{ended} sessions ended\n"))
}

async fn list_api_keys(db: &Db) -> Result<String, AdminError> {
    let keys = api_keys::list_keys(&db.owner().await?).await?;
    let line = |key: &api_keys::ApiKey| {
        let state =
            key.revoked_at.map_or_else(|| "valid".to_owned(), |at| format!("revoked {}", at.to_rfc3339()));
        format!("{}  {}  {}…  {state}  {} ({})\n", key.id, key.role, key.prefix, key.name, key.source)
    };
    Ok(keys.iter().map(line).collect())
}

async fn create_api_key(db: &Db, name: &str, role: KeyRole) -> Result<String, AdminError> {
    let role = match role {
        KeyRole::Anon => "anon",
        KeyRole::Service => "service",
    };
    let key = new_key(name, role)?;
    let stored = api_keys::insert_key(db, &Actor::OPERATOR, &key, name, role).await?;
    Ok(format!("API key {} ({role}), id {}\nkey: {key}\n", stored.name, stored.id))
}

async fn revoke_api_key(db: &Db, id: Uuid) -> Result<String, AdminError> {
    if api_keys::revoke_key(db, &Actor::OPERATOR, id).await? {
        Ok(format!("API key {id} revoked\n"))
    } else {
        Err(AdminError::NoKey(id))
    }
}
