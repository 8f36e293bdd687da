//! The command line.

mod admin;
mod backup;
mod database;
mod healthcheck;
mod serve;
mod storage;

use crate::{config::Config, db, http::server, telemetry};
use clap::{Parser, Subcommand};
use database::{Access, Missing};
use std::{error::Error, process::ExitCode};

#[derive(Parser)]
#[command(name = "selfdb", version, about = "A self-hosted backend: Postgres with REST, auth and realtime")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve,
    /// Bring the database to this release's schema and exit.
    Migrate,
    /// Print the OpenAPI document.
    Openapi,
    /// Print TypeScript types of the schema.
    Types,
    /// Exit 0 when the server on the configured API port is ready.
    Healthcheck,
    /// Files: whether rows and bytes agree.
    Storage {
        #[command(subcommand)]
        command: storage::Command,
    },
    /// Help for an operator who is locked out: administrators, sessions and API keys.
    Admin {
        #[command(subcommand)]
        command: admin::Command,
    },
    /// Back up and restore.
    Backup {
        #[command(subcommand)]
        command: backup::Command,
    },
}

/// Runs the command of the process's arguments.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match actix_web::rt::System::new().block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("selfdb: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Box<dyn Error>> {
    if matches!(command, Command::Openapi) {
        println!("{}", server::openapi().to_pretty_json()?);
        return Ok(());
    }
    let config = Config::from_env()?;
    telemetry::init(&config.log_filter, config.environment == "prod");
    match command {
        Command::Serve => serve::serve(config).await,
        Command::Migrate => migrate(&config).await,
        Command::Types => types(&config).await,
        Command::Healthcheck => healthcheck::healthcheck(&config).await,
        Command::Storage { command } => storage::run(&config, command).await,
        Command::Admin { command } => Ok(admin::run(&config, command).await?),
        Command::Backup { command } => Ok(backup::run(&config, command).await?),
        Command::Openapi => Ok(()),
    }
}

async fn migrate(config: &Config) -> Result<(), Box<dyn Error>> {
    let access = Access::open(&config.database, Missing::Create).await?;
    let applied = db::migrate::migrate(&config.database).await;
    access.close().await;
    println!("{} migrations applied", applied?);
    Ok(())
}

async fn types(config: &Config) -> Result<(), Box<dyn Error>> {
    let access = Access::open(&config.database, Missing::Refuse).await?;
    let module = async { db::schema::overview::typescript(&**access.db.owner().await?).await }.await;
    access.close().await;
    print!("{}", module?);
    Ok(())
}
