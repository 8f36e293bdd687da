//! A database per test, cloned from a template that is migrated once per run.

use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;
use tokio_postgres::{Client, Config, NoTls};

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(0);

/// The cluster's superuser connection from SELFDB_TEST_DATABASE_URL.
pub fn cluster() -> Config {
    std::env::var("SELFDB_TEST_DATABASE_URL")
        .expect("SELFDB_TEST_DATABASE_URL names a throw-away Postgres; ./run_tests.sh starts one")
        .parse()
        .expect("SELFDB_TEST_DATABASE_URL is a postgres:// URL")
}

/// A connection that lives as long as its client.
pub async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.expect("the test cluster answers");
    tokio::spawn(connection);
    client
}

/// Creates an empty copy of the migrated template and returns its connection settings.
pub async fn create(migrate: impl AsyncFn(&Config)) -> Config {
    let admin = connect(&cluster()).await;
    let template = TEMPLATE
        .get_or_init(async || {
            let name = format!("selfdb_template_{}", std::process::id());
            admin.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("template is created");
            let mut config = cluster();
            config.dbname(&name);
            migrate(&config).await;
            name
        })
        .await;
    let name = format!("selfdb_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    // Copying a template fails while another copy of it runs; the lock queues them.
    admin.batch_execute("SELECT pg_advisory_lock(4711)").await.expect("lock");
    admin
        .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
        .await
        .expect("database is created");
    admin.batch_execute("SELECT pg_advisory_unlock(4711)").await.expect("unlock");
    let mut config = cluster();
    config.dbname(&name);
    config
}
