//! The steps from a staged blob to a committed row, and what each failure means for the bytes.

use super::CommitError;
use crate::{
    blob::{BlobStore, StagedBlob},
    db::{
        Db, DbError,
        storage::{
            Author, StorageError,
            objects::{self, NewObject, WriteMode, Written},
            uploads::{self, Part},
        },
    },
};
use uuid::Uuid;

/// The row that is to name the bytes.
#[derive(Debug, Clone)]
pub enum Target {
    /// A file.
    Object {
        /// On whose behalf.
        author: Author,
        /// The row.
        new: Box<NewObject>,
        /// On what condition.
        mode: WriteMode,
    },
    /// A part of an upload in several requests.
    Part {
        /// The upload.
        upload: Uuid,
        /// The part.
        part: Part,
        /// Bytes that must be stored so far.
        offset: Option<u64>,
    },
}

/// What comes next on the way to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Bytes to stable storage: fsync of the file.
    Seal,
    /// The blob gets its name: rename.
    Publish,
    /// The name to stable storage: fsync of the folder.
    Settle,
    /// The row, and with it the file, exists: COMMIT.
    Record,
    /// The commit failed after the blob had its name: take the blob away.
    Discard,
    /// Nothing; what is staged goes by itself.
    Done,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Well,
    Failed,
    /// The answer to COMMIT was lost: the row may be there or not.
    Unknown,
}

impl Step {
    /// What follows this step.
    pub(super) fn after(self, ending: Ending) -> Step {
        match (self, ending) {
            (Step::Seal, Ending::Well) => Step::Publish,
            (Step::Publish, Ending::Well) => Step::Settle,
            (Step::Settle, Ending::Well) => Step::Record,
            // A rename may have happened although it reported a failure.
            (Step::Publish | Step::Settle | Step::Record, Ending::Failed) => Step::Discard,
            // Removing bytes that a row names would lose a file: they stay until it is known.
            (Step::Record, Ending::Unknown) => Step::Done,
            (Step::Seal | Step::Publish | Step::Settle, _)
            | (Step::Record | Step::Discard | Step::Done, _) => Step::Done,
        }
    }
}

pub(super) struct Outcome {
    pub(super) result: Result<Written, CommitError>,
    /// Whether the row may or may not be there.
    pub(super) in_doubt: bool,
}

fn ending<T>(result: &Result<T, CommitError>) -> Ending {
    match result {
        Ok(_) => Ending::Well,
        Err(CommitError::Storage(StorageError::Db(DbError::Unavailable(_) | DbError::Internal(_)))) => {
            Ending::Unknown
        }
        Err(_) => Ending::Failed,
    }
}

/// Takes the steps. A crash between any two of them leaves the old file or the new one, and at most a blob that no
/// row knows, which the next start removes.
pub(super) async fn run(
    db: &Db,
    store: &dyn BlobStore,
    mut staged: Box<dyn StagedBlob>,
    target: &Target,
) -> Outcome {
    let mut step = Step::Seal;
    let mut result: Result<Written, CommitError> = Err(CommitError::Interrupted);
    let mut in_doubt = false;
    loop {
        let taken = match step {
            Step::Seal => staged.seal().await.map_err(CommitError::from),
            Step::Publish => staged.publish().await.map_err(CommitError::from),
            Step::Settle => staged.settle().await.map_err(CommitError::from),
            Step::Record => {
                result = record(db, target).await.map_err(CommitError::from);
                in_doubt = ending(&result) == Ending::Unknown;
                step = step.after(ending(&result));
                continue;
            }
            Step::Discard => {
                if let Err(error) = store.delete(staged.id()).await {
                    tracing::warn!(%error, blob = %staged.id(), "a blob without a row stays until the next start");
                }
                Ok(())
            }
            Step::Done => return Outcome { result, in_doubt },
        };
        step = step.after(ending(&taken));
        if let Err(error) = taken {
            result = Err(error);
        }
    }
}

async fn record(db: &Db, target: &Target) -> Result<Written, StorageError> {
    match target {
        Target::Object { author, new, mode } => objects::put(db, author, new, mode).await,
        Target::Part { upload, part, offset } => {
            uploads::put_part(db, *upload, part, *offset).await?;
            Ok(Written { id: None, at: part.created_at })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(failing: Option<(Step, Ending)>) -> Vec<Step> {
        let mut steps = vec![Step::Seal];
        while let Some(&step) = steps.last().filter(|step| **step != Step::Done) {
            let ending = failing.filter(|(at, _)| *at == step).map_or(Ending::Well, |(_, ending)| ending);
            steps.push(step.after(ending));
        }
        steps
    }

    #[test]
    fn bytes_and_their_name_are_durable_before_the_row() {
        use Step::*;
        assert_eq!(path(None), [Seal, Publish, Settle, Record, Done]);
    }

    #[test]
    fn every_failure_takes_the_bytes_away_unless_a_row_may_name_them() {
        use Step::*;
        assert_eq!(path(Some((Seal, Ending::Failed))), [Seal, Done], "dropping what is staged removes it");
        assert_eq!(path(Some((Publish, Ending::Failed))), [Seal, Publish, Discard, Done]);
        assert_eq!(path(Some((Settle, Ending::Failed))), [Seal, Publish, Settle, Discard, Done]);
        assert_eq!(path(Some((Record, Ending::Failed))), [Seal, Publish, Settle, Record, Discard, Done]);
        assert_eq!(path(Some((Record, Ending::Unknown))), [Seal, Publish, Settle, Record, Done]);
    }
}
