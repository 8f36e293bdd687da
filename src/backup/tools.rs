//! `pg_dump` and `pg_restore`.

use super::{
    BackupError, DUMP,
    checksums::Checksums,
    copy::{self},
};
use std::{
    ffi::OsString,
    os::unix::ffi::OsStringExt as _,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};
use tokio::process::Command;
use tokio_postgres::config::Host;

/// The programs of one installation.
#[derive(Debug, Clone)]
pub struct Tools {
    postgres_dir: Option<PathBuf>,
}

impl Tools {
    /// Those in `postgres_dir`, else those in PATH.
    pub fn new(postgres_dir: Option<PathBuf>) -> Self {
        Tools { postgres_dir }
    }

    fn program(&self, name: &str) -> PathBuf {
        self.postgres_dir.as_ref().map_or_else(|| name.into(), |dir| dir.join("bin").join(name))
    }

    /// A program that gets neither our environment, which holds secrets, nor a terminal.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.program(name));
        let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
        command.env_clear().env("PATH", path).stdin(Stdio::null()).kill_on_drop(true);
        if let Some(dir) = &self.postgres_dir {
            command.env("LD_LIBRARY_PATH", dir.join("lib"));
        }
        command
    }

    /// Writes a consistent dump of the database into `folder`, as it is when this begins.
    pub async fn dump(
        &self,
        database: &tokio_postgres::Config,
        folder: &Path,
        sums: &mut Checksums,
    ) -> Result<(), BackupError> {
        let mut command = self.command("pg_dump");
        command.args(["--format=custom", "--compress=gzip:1", "--no-password"]);
        command.envs(connection(database)).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(self.cannot_start("pg_dump"))?;
        let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(BackupError::Failed { program: "pg_dump", message: "no output".into() });
        };
        // Both are read, since a full pipe of messages would stop the dump.
        let dump = folder.join(DUMP);
        let (sum, messages) = tokio::join!(copy::write_from(stdout, &dump), copy::read_tail(stderr));
        let status = child.wait().await.map_err(self.cannot_start("pg_dump"))?;
        if !status.success() {
            return Err(BackupError::Failed { program: "pg_dump", message: messages });
        }
        sums.insert(DUMP, sum?);
        Ok(())
    }

    /// Whether `pg_restore` can read the dump's table of contents.
    pub async fn check(&self, dump: &Path) -> Result<(), BackupError> {
        let mut command = self.command("pg_restore");
        command.arg("--list").arg(dump);
        self.run("pg_restore", command).await
    }

    /// Restores the dump, all of it or nothing.
    pub async fn restore(&self, database: &tokio_postgres::Config, dump: &Path) -> Result<(), BackupError> {
        let mut command = self.command("pg_restore");
        command.args(["--single-transaction", "--exit-on-error", "--no-password", "--dbname"]);
        command.arg(database.get_dbname().unwrap_or_default()).arg(dump).envs(connection(database));
        self.run("pg_restore", command).await
    }

    async fn run(&self, program: &'static str, mut command: Command) -> Result<(), BackupError> {
        let Output { status, stderr, .. } = command.output().await.map_err(self.cannot_start(program))?;
        if status.success() {
            return Ok(());
        }
        Err(BackupError::Failed { program, message: String::from_utf8_lossy(&stderr).trim().to_owned() })
    }

    fn cannot_start(&self, name: &str) -> impl FnOnce(std::io::Error) -> BackupError {
        let program = self.program(name);
        move |source| BackupError::Tool { program, source }
    }
}

/// Where and as whom to connect, in libpq's variables: a password on a command line could be read by others.
fn connection(config: &tokio_postgres::Config) -> Vec<(&'static str, OsString)> {
    let mut variables = Vec::new();
    let host = config.get_hosts().first().map(|host| match host {
        Host::Tcp(name) => name.into(),
        Host::Unix(folder) => folder.clone().into_os_string(),
    });
    let text = |value: Option<&str>| value.map(OsString::from);
    let port = config.get_ports().first().map(u16::to_string);
    for (name, value) in [
        ("PGHOST", host),
        ("PGPORT", text(port.as_deref())),
        ("PGUSER", text(config.get_user())),
        ("PGDATABASE", text(config.get_dbname())),
        ("PGPASSWORD", config.get_password().map(|password| OsString::from_vec(password.to_vec()))),
    ] {
        variables.extend(value.map(|value| (name, value)));
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_in_the_environment_and_a_socket_is_a_host() {
        let mut config = tokio_postgres::Config::new();
        config.host_path("/run/pg").port(5433).user("ada").password("p w").dbname("app");
        let variables = connection(&config);
        for (name, value) in [
            ("PGHOST", "/run/pg"),
            ("PGPORT", "5433"),
            ("PGUSER", "ada"),
            ("PGPASSWORD", "p w"),
            ("PGDATABASE", "app"),
        ] {
            assert!(variables.contains(&(name, value.into())), "{name}");
        }
    }
}
