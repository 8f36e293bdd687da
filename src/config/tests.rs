use super::*;

fn from(values: &[(&str, &str)]) -> Result<Config, ConfigFaults> {
    Config::from_values(&values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
}

const SECRET: (&str, &str) = ("JWT_SECRET_KEY", "0123456789abcdef0123456789abcdef");
const URL: (&str, &str) = ("DATABASE_URL", "postgres://owner:secret@localhost:5432/app");

#[test]
fn defaults_are_the_originals_ports_on_loopback() {
    let config = from(&[SECRET, URL]).expect("valid");
    assert_eq!((config.server.api_port, config.server.console_port), (8000, 3000));
    assert!(config.server.bind.is_loopback());
    assert!(config.database.embedded.is_none(), "DATABASE_URL turns the embedded Postgres off");
    assert_eq!(config.auth.refresh_lifetime, Duration::from_secs(72 * 3600));
}

#[test]
fn all_faults_are_told_at_once_and_name_their_variable() {
    let faults = from(&[("API_PORT", "many"), ("LOG_LEVEL", "LOUD"), ("JWT_ALGORITHM", "none"), URL])
        .expect_err("four faults")
        .to_string();
    for name in ["API_PORT", "LOG_LEVEL", "JWT_ALGORITHM", "JWT_SECRET_KEY"] {
        assert!(faults.contains(name), "{name} in {faults}");
    }
    let faults = from(&[("ADMIN_EMAIL", "a@b.c"), ("SELFDB_SQL_CONNECTIONS", "few")]).expect_err("five");
    let names =
        ["JWT_SECRET_KEY", "POSTGRES_PASSWORD", "POSTGRES_DIR", "SELFDB_SQL_CONNECTIONS", "ADMIN_PASSWORD"];
    for name in names {
        assert!(faults.to_string().contains(name), "{name} in {faults}");
    }
    assert_eq!(faults.0.len(), names.len(), "{faults}");
}

#[test]
fn sample_secrets_are_refused_beyond_loopback() {
    let sample = ("API_KEY", "dev_api_key_not_for_production");
    assert!(from(&[SECRET, URL, sample]).is_ok());
    let faults = from(&[SECRET, URL, sample, ("BIND_ADDRESS", "0.0.0.0")]).expect_err("refused").to_string();
    assert!(faults.contains("API_KEY is a published sample"), "{faults}");
}

#[test]
fn short_secrets_and_bad_urls_are_faults() {
    let faults = from(&[("JWT_SECRET_KEY", "short"), ("DATABASE_URL", "mysql:/x"), ("ADMIN_EMAIL", "a@b.c")])
        .expect_err("three faults");
    assert!(faults.0.iter().any(|fault| fault.starts_with("JWT_SECRET_KEY")), "{faults}");
    assert!(faults.0.iter().any(|fault| fault.starts_with("DATABASE_URL")), "{faults}");
}

#[test]
fn the_embedded_cluster_needs_its_folder_and_password() {
    let faults = from(&[SECRET]).expect_err("no Postgres").to_string();
    assert!(faults.contains("POSTGRES_PASSWORD"), "{faults}");
    let config = from(&[
        SECRET,
        ("POSTGRES_PASSWORD", "long-enough"),
        ("POSTGRES_DIR", "/opt/pg"),
        ("POSTGRES_PORT", "5544"),
    ])
    .expect("valid");
    let embedded = config.database.embedded.expect("embedded");
    assert_eq!(embedded.port, Some(5544));
    assert_eq!(embedded.socket_dir(), PathBuf::from("data/run"));
    assert_eq!(config.database.direct.get_ports(), [5544]);
}

#[test]
fn variables_without_effect_are_listed() {
    let config = from(&[SECRET, URL, ("PHOENIX_ENABLED", "true")]).expect("valid");
    assert_eq!(config.ineffective, ["PHOENIX_ENABLED"]);
}

#[test]
fn env_files_know_comments_quotes_and_export() {
    let parsed: HashMap<_, _> =
        parse_env_file("# note\nexport A=1\nB=\"two words\"\nC='x=y'\n\nbroken\n").collect();
    assert_eq!(parsed.len(), 3);
    assert_eq!((parsed["A"].as_str(), parsed["B"].as_str(), parsed["C"].as_str()), ("1", "two words", "x=y"));
}

#[test]
fn flags_take_the_usual_words() {
    assert!(from(&[SECRET, ("POSTGRES_EMBEDDED", "no"), ("POSTGRES_HOST", "db")]).is_ok());
    let faults = from(&[SECRET, URL, ("POSTGRES_EMBEDDED", "perhaps")]).expect_err("no flag").to_string();
    assert!(faults.contains("POSTGRES_EMBEDDED"), "{faults}");
}

#[test]
fn proxies_and_origins_are_checked_and_brought_to_one_form() {
    let proxies = ("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,fd00::/8");
    let origins = ("ALLOWED_CORS", "HTTPS://App.Example:443/, http://localhost:3000");
    let config = from(&[SECRET, URL, proxies, origins]).expect("valid");
    let networks: Vec<_> = config.server.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(networks, ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"]);
    assert_eq!(config.server.cors_origins, ["https://app.example", "http://localhost:3000"]);
    let bad = [SECRET, URL, ("TRUSTED_PROXIES", "10.0.0.0/8,proxy"), ("ALLOWED_CORS", "app.example")];
    let faults = from(&bad).expect_err("two faults").to_string();
    assert!(faults.contains("TRUSTED_PROXIES: proxy must be an address or a network"), "{faults}");
    assert!(faults.contains("ALLOWED_CORS: app.example must be"), "{faults}");
}

#[test]
fn the_publishable_key_is_not_the_secret_one() {
    let key = "0123456789abcdef";
    let faults = from(&[SECRET, URL, ("API_KEY", key), ("SERVICE_API_KEY", key)]).expect_err("refused");
    assert!(faults.to_string().contains("API_KEY and SERVICE_API_KEY are the same"), "{faults}");
}

#[test]
fn a_pooler_takes_the_direct_databases_name_and_needs_a_host() {
    let config = from(&[SECRET, URL, ("PGBOUNCER_URL", "postgres://pool:6432")]).expect("valid");
    let Database { pooled, direct, .. } = config.database;
    assert_eq!((pooled.get_ports(), pooled.get_dbname()), (&[6432][..], Some("app")));
    assert_eq!((direct.get_ports(), direct.get_dbname()), (&[5432][..], Some("app")));
    let faults = from(&[SECRET, URL, ("PGBOUNCER_URL", "postgres:///app")]).expect_err("no host").to_string();
    assert!(faults.contains("PGBOUNCER_URL"), "{faults}");
}
