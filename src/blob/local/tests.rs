use super::*;
use crate::blob::Intake;
use futures_util::TryStreamExt as _;

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Folder(std::env::temp_dir().join(format!("selfdb-blobs-{}", uuid::Uuid::new_v4())))
    }

    fn staged(&self) -> usize {
        fs::read_dir(self.0.join("staging")).expect("a folder").count()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Only litter in the temporary folder is at stake.
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn stored(store: &LocalStore, bytes: &[u8]) -> BlobId {
    let mut intake = Intake::new(store, u64::MAX);
    for chunk in bytes.chunks(100_000) {
        intake.push(Bytes::copy_from_slice(chunk)).await.expect("room");
    }
    let mut received = intake.finish().await.expect("all bytes");
    assert_eq!(received.length, bytes.len() as u64);
    received.staged.seal().await.expect("sealed");
    received.staged.publish().await.expect("published");
    received.staged.settle().await.expect("settled");
    received.staged.id()
}

async fn read(store: &LocalStore, id: BlobId, range: Range<u64>) -> Result<Vec<u8>, BlobError> {
    let pieces: Vec<Bytes> = store.read(id, range).await?.try_collect().await?;
    Ok(pieces.concat())
}

#[tokio::test]
async fn bytes_come_back_whole_and_in_ranges() {
    let folder = Folder::new();
    let store = LocalStore::open(&folder.0).expect("a store");
    let bytes: Vec<u8> = (0..1_000_003u32).map(|n| (n % 251) as u8).collect();
    let id = stored(&store, &bytes).await;
    assert_eq!(folder.staged(), 0);
    assert_eq!(read(&store, id, 0..bytes.len() as u64).await.expect("bytes"), bytes);
    assert_eq!(read(&store, id, 300_000..700_001).await.expect("bytes"), bytes[300_000..700_001]);
    assert!(matches!(read(&store, id, 0..2_000_000).await, Err(BlobError::Truncated(_))));
    let empty = stored(&store, b"").await;
    assert_eq!(read(&store, empty, 0..0).await.expect("nothing"), b"");

    let copy = BlobId::new();
    store.copy(id, copy).await.expect("a copy");
    store.delete(id).await.expect("deleted");
    store.delete(id).await.expect("gone already");
    assert!(matches!(read(&store, id, 0..1).await, Err(BlobError::Missing(_))));
    assert_eq!(read(&store, copy, 5..9).await.expect("bytes"), bytes[5..9]);
    assert!(matches!(store.copy(id, BlobId::new()).await, Err(BlobError::Missing(_))));
    let mut found = Vec::new();
    for shard in 0..SHARDS {
        found.extend(store.list(shard).await.expect("a list"));
    }
    found.sort_by_key(|found| found.id);
    let mut expected = [Found { id: empty, size: 0 }, Found { id: copy, size: 1_000_003 }];
    expected.sort_by_key(|found| found.id);
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_reader_that_has_begun_is_not_hurt_by_deletion() {
    let folder = Folder::new();
    let store = LocalStore::open(&folder.0).expect("a store");
    let bytes = vec![7; 900_000];
    let id = stored(&store, &bytes).await;
    let reader = store.read(id, 0..900_000).await.expect("a reader");
    store.delete(id).await.expect("deleted");
    let pieces: Vec<Bytes> = reader.try_collect().await.expect("all bytes");
    assert_eq!(pieces.concat(), bytes);
}

#[tokio::test]
async fn an_upload_that_ends_early_leaves_nothing() {
    let folder = Folder::new();
    let store = LocalStore::open(&folder.0).expect("a store");
    let mut intake = Intake::new(&store, 400_000);
    intake.push(Bytes::from(vec![1; 300_000])).await.expect("room");
    assert_eq!(folder.staged(), 1);
    assert!(matches!(intake.push(Bytes::from(vec![1; 100_001])).await, Err(BlobError::TooLarge(400_000))));
    drop(intake);
    assert_eq!(folder.staged(), 0);
}

#[tokio::test]
async fn a_folder_has_one_server_and_opening_it_sweeps_leftovers() {
    let folder = Folder::new();
    let store = LocalStore::open(&folder.0).expect("a store");
    assert!(matches!(LocalStore::open(&folder.0), Err(BlobError::Locked(_))));
    fs::write(folder.0.join("staging/left"), b"over").expect("written");
    drop(store);
    LocalStore::open(&folder.0).expect("free again");
    assert_eq!(folder.staged(), 0);
}
