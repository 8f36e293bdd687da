//! The system account Postgres runs under: ourselves, or an unprivileged one when the server is root.

use super::EmbeddedError;
use std::fs::{self, Metadata};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

/// `nobody`, where no `postgres` user exists.
const NOBODY: u32 = 65_534;

/// The account Postgres runs under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    uid: u32,
    gid: u32,
    /// Whether the process must change to it, which only root can.
    switches: bool,
}

impl Account {
    /// Chooses the account; an existing cluster keeps the owner it has.
    pub(super) fn choose(cluster: &Path) -> Result<Self, EmbeddedError> {
        let own = fs::metadata("/proc/self").map_err(EmbeddedError::io("/proc/self"))?;
        let owner = fs::metadata(cluster).ok().map(|m| (m.uid(), m.gid()));
        if own.uid() != 0 {
            return match owner {
                Some((uid, _)) if uid != own.uid() => {
                    Err(EmbeddedError::WrongOwner { path: cluster.to_owned(), owner: uid, own: own.uid() })
                }
                _ => Ok(Self { uid: own.uid(), gid: own.gid(), switches: false }),
            };
        }
        let (uid, gid) = owner
            .filter(|(uid, _)| *uid != 0)
            .or_else(|| fs::read_to_string("/etc/passwd").ok().and_then(|text| postgres_user(&text)))
            .unwrap_or((NOBODY, NOBODY));
        Ok(Self { uid, gid, switches: true })
    }

    /// Makes the command run under this account.
    pub(super) fn apply(self, command: &mut tokio::process::Command) {
        if self.switches {
            command.uid(self.uid).gid(self.gid);
        }
    }

    /// Creates a folder only this account can enter.
    pub(super) fn create_private_dir(self, path: &Path) -> Result<(), EmbeddedError> {
        fs::create_dir_all(path).map_err(EmbeddedError::io(path))?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(EmbeddedError::io(path))?;
        self.take(path)
    }

    /// Gives a file or folder to this account.
    pub(super) fn take(self, path: &Path) -> Result<(), EmbeddedError> {
        if self.switches {
            std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))
                .map_err(EmbeddedError::io(path))?;
        }
        Ok(())
    }

    /// Checks that this account can reach the path, since Postgres' own message names neither folder nor fix.
    pub(super) fn check_reach(self, path: &Path) -> Result<(), EmbeddedError> {
        if !self.switches {
            return Ok(());
        }
        for folder in path.ancestors().skip(1) {
            let metadata = fs::metadata(folder).map_err(EmbeddedError::io(folder))?;
            if !self.may_enter(&metadata) {
                return Err(EmbeddedError::NotTraversable {
                    path: path.to_owned(),
                    folder: folder.to_owned(),
                    uid: self.uid,
                });
            }
        }
        Ok(())
    }

    fn may_enter(self, folder: &Metadata) -> bool {
        let bit = match folder {
            _ if folder.uid() == self.uid => 0o100,
            _ if folder.gid() == self.gid => 0o010,
            _ => 0o001,
        };
        folder.mode() & bit != 0
    }
}

fn postgres_user(passwd: &str) -> Option<(u32, u32)> {
    let mut fields = passwd.lines().find_map(|line| line.strip_prefix("postgres:"))?.split(':').skip(1);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_postgres_user_and_no_other() {
        let text =
            "root:x:0:0:root:/root:/bin/bash\npostgresql:x:7:7::/:\npostgres:x:101:104:PG:/var/lib:/bin/sh\n";
        assert_eq!(postgres_user(text), Some((101, 104)));
        assert_eq!(postgres_user("root:x:0:0::/root:/bin/bash\n"), None);
    }

    #[test]
    fn names_the_folder_that_cannot_be_entered() {
        let base = std::env::temp_dir().join(format!("selfdb-reach-{}", std::process::id()));
        let closed = base.join("closed");
        fs::create_dir_all(closed.join("inner")).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
        let stranger = Account { uid: 4_000_000, gid: 4_000_000, switches: true };
        let refused = stranger.check_reach(&closed.join("inner").join("data"));
        let allowed = Account { switches: false, ..stranger }.check_reach(&closed.join("inner"));
        fs::remove_dir_all(&base).unwrap();
        assert!(
            matches!(refused, Err(EmbeddedError::NotTraversable { folder, .. }) if folder.starts_with(&closed))
        );
        assert!(allowed.is_ok());
    }
}
