//! A place of its own for each test, and what tests store there.

use tangga::browser::identity::random_u128;
use tangga::storage::{Append, Fold, NewSegment, Opened, Segment, Staged, Staging};
use tangga::storage::{StorageError, Store, recovery};
use tangga_engine::interchange::head::{LogKey, SegmentEntry, VectorRecord};

use super::raw::{Place, answer, writable};

impl Place {
    pub fn new() -> Place {
        Place { base: format!("/test-{:032x}/", random_u128()) }
    }

    pub async fn open(&self) -> Opened {
        Store::open(&self.base, || {}, |_| {}).await.expect("the store opens")
    }

    /// Removes the database. Stores must be dropped before.
    pub async fn leave(self) {
        recovery::remove(&self.base, || {}).await.expect("the database goes");
    }

    /// How many records a store of the database holds.
    pub async fn count(&self, store: &str) -> u32 {
        let database = self.raw(None).await;
        let count = answer(&writable(&database, store).count().expect("a request")).await;
        database.close();
        count.as_f64().expect("a number") as u32
    }
}

/// An encoded change set as far as the store looks at it.
pub fn entry(id: u128, text: &str) -> Vec<u8> {
    [&id.to_be_bytes(), text.as_bytes()].concat()
}

/// A plain append of `entry`.
pub fn plain(entry: &[u8]) -> Append<'_> {
    let (history, vector) = (&b"inverse"[..], VectorRecord::new());
    Append { entry, history, vector, staged: None, lasting: false, erases: false }
}

/// An append that makes staged segments count.
pub fn import<'a>(entry: &'a [u8], staged: &'a Staged) -> Append<'a> {
    Append { staged: Some(staged), lasting: true, ..plain(entry) }
}

/// Adds one segment for each content, all of one collection and so many rows.
pub async fn fill(
    staging: &mut Staging,
    (collection, rows): (&str, u32),
    contents: impl IntoIterator<Item = Vec<u8>>,
) {
    let mut contents = contents.into_iter();
    let segment = |bytes| NewSegment { collection: collection.to_owned(), rows, bytes };
    let filled = staging.fill(async || Ok::<_, StorageError>(contents.next().map(segment)));
    filled.await.expect("segments are staged");
}

/// Stages one segment for each content.
pub async fn stage(store: &Store, contents: &[&[u8]]) -> Staged {
    let mut staging = store.stage().await;
    fill(&mut staging, ("purchase", 1), contents.iter().map(|content| content.to_vec())).await;
    staging.finish().await.expect("it is staged")
}

/// Appends one change set that makes a segment of each content count.
pub async fn import_all(store: &Store, after: LogKey, contents: &[&[u8]]) -> LogKey {
    let staged = stage(store, contents).await;
    store.append(after, &import(&entry(after.0.into(), "import"), &staged)).await.expect("appended")
}

/// A fold that replaces some of the live segments by staged ones.
pub fn fold<'a>(
    folded_to: LogKey,
    live: &'a [u32],
    remove: &'a [u32],
    staged: &'a Staged,
) -> Fold<'a> {
    Fold { folded_to, live, remove, staged, foreign: None, erased: None }
}

/// The keys of segments.
pub fn keys(entries: &[SegmentEntry]) -> Vec<u32> {
    entries.iter().map(|entry| entry.key).collect()
}

/// The contents of the segments that can be read.
pub async fn contents(store: &Store, entries: &[SegmentEntry]) -> Vec<Vec<u8>> {
    let mut contents = Vec::new();
    let damages = store
        .read_segments(entries, async |batch: Vec<Segment>| {
            contents.extend(batch.into_iter().map(|segment| segment.bytes));
        })
        .await
        .expect("segments are read");
    assert_eq!(damages, []);
    contents
}
