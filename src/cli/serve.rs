//! Runs the server until a signal stops it.

use crate::{app::App, config::Config};
use secrecy::ExposeSecret as _;
use std::error::Error;
use tokio::signal::unix::{SignalKind, signal};

/// Builds the application, says where it is, and serves.
pub async fn serve(config: Config) -> Result<(), Box<dyn Error>> {
    for name in &config.ineffective {
        tracing::warn!("{name} is set and has no effect");
    }
    let (admin, key) = (config.admin.clone(), config.auth.api_key.clone());
    let development = config.environment == "dev";
    let app = App::build(config).await?;
    println!("SelfDB {} is ready", env!("CARGO_PKG_VERSION"));
    println!("  Console   http://{}", app.console_address());
    println!("  API       http://{}  (documentation at /docs/)", app.api_address());
    println!("  S3        http://{}", app.storage_address());
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
