//! Command line of SelfDB.

use clap::{Parser, Subcommand};
use secrecy::ExposeSecret as _;
use selfdb::{app::App, config::Config, db, http::server, telemetry};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Bring an external database to this release's schema and exit.
    Migrate,
    /// Print the OpenAPI document.
    Openapi,
    /// Exit 0 when the server on the configured API port is ready.
    Healthcheck,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match actix_web::rt::System::new().block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("selfdb: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    if matches!(command, Command::Openapi) {
        println!("{}", server::openapi().to_pretty_json()?);
        return Ok(());
    }
    let config = Config::from_env()?;
    telemetry::init(&config.log_filter, config.environment == "prod");
    match command {
        Command::Serve => serve(config).await,
        Command::Migrate => {
            let applied = db::migrate::migrate(&config.database).await?;
            println!("{applied} migrations applied");
            Ok(())
        }
        Command::Healthcheck => healthcheck(&config).await,
        Command::Openapi => Ok(()),
    }
}

async fn serve(config: Config) -> Result<(), Box<dyn std::error::Error>> {
    for name in &config.ineffective {
        tracing::warn!("{name} is set and has no effect");
    }
    let (admin, key) = (config.admin.clone(), config.auth.api_key.clone());
    let development = config.environment == "dev";
    let app = App::build(config).await?;
    println!("SelfDB {} is ready", env!("CARGO_PKG_VERSION"));
    println!("  Console   http://{}", app.console_address());
    println!("  API       http://{}  (documentation at /docs/)", app.api_address());
    if let (true, Some(admin)) = (development, admin) {
        println!("  Admin     {}  {}", admin.email, admin.password.expose_secret());
    }
    if let (true, Some(key)) = (development, key) {
        println!("  API key   {}", key.expose_secret());
    }
    let stopper = app.stopper();
    actix_web::rt::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping");
        stopper.stop().await;
    });
    app.run().await?;
    Ok(())
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

/// Asks `/ready` of the running server over plain HTTP/1.0, so that no client library is needed.
async fn healthcheck(config: &Config) -> Result<(), Box<dyn std::error::Error>> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let host =
        if config.server.bind.is_unspecified() { "127.0.0.1".into() } else { config.server.bind.to_string() };
    let mut stream = tokio::net::TcpStream::connect((host.as_str(), config.server.api_port)).await?;
    stream.write_all(format!("GET /ready HTTP/1.0\r\nHost: {host}\r\n\r\n").as_bytes()).await?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer).await?;
    if answer.split(' ').nth(1) == Some("200") { Ok(()) } else { Err("the server is not ready".into()) }
}
