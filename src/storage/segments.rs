//! Segments: staged before a change makes them count, read in batches, and
//! swept when no change ever did.

use futures_util::future::join;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::future::GetAllPrimitiveRequest;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8ArraySlice;
use js_sys::Uint8Array;
use tangga_engine::interchange::head::{SegmentEntry, read_groups};
use wasm_bindgen::{JsCast, JsValue};

use super::transaction::{Durability, Read, Write};
use super::watchdog::within;
use super::{HEAD, MANIFEST, META, SEGMENTS, StorageError, Store, put_text, read_manifest};
use crate::browser::locks::{self, Claim, Lock};

/// How many segments one transaction writes or one request reads at most.
const BATCH: usize = 64;

/// How many bytes one transaction writes, unless a single segment has more.
const BATCH_BYTES: usize = 4 << 20;

/// A segment's contents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// What the manifest says of it.
    pub entry: SegmentEntry,
    /// Its bytes, which match the entry's checksum.
    pub bytes: Vec<u8>,
}

/// A segment that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Damage {
    /// What the manifest says of it.
    pub entry: SegmentEntry,
    /// What is wrong.
    pub kind: DamageKind,
}

/// What is wrong with a segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DamageKind {
    /// It is not in the store.
    Missing,
    /// Its bytes are not those that were stored.
    Altered,
    /// The browser cannot read it.
    Unreadable,
}

/// Segments on their way into the store. While it lives the staging lock is
/// held, so that no other tab sweeps them.
pub struct Staging {
    store: Store,
    lock: Option<Lock>,
    waiting: Batch,
    entries: Vec<SegmentEntry>,
}

/// A segment that was made and is to be stored.
pub struct NewSegment {
    /// The collection of its rows.
    pub collection: String,
    /// How many rows it holds.
    pub rows: u32,
    /// The rows, packed.
    pub bytes: Vec<u8>,
}

/// What one transaction writes.
#[derive(Default)]
struct Batch {
    segments: Vec<NewSegment>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, segment: NewSegment) {
        self.bytes += segment.bytes.len();
        self.segments.push(segment);
    }

    fn is_full(&self) -> bool {
        self.segments.len() >= BATCH || self.bytes >= BATCH_BYTES
    }
}

/// Segments that are in the store but do not count yet. Keep it until the
/// append or the fold that makes them count has succeeded.
pub struct Staged {
    pub(super) entries: Vec<SegmentEntry>,
    _lock: Option<Lock>,
}

impl Staged {
    /// What the manifest will say of them.
    pub fn entries(&self) -> &[SegmentEntry] {
        &self.entries
    }

    /// That all of them are still in the store. Where the browser has no locks
    /// another tab may have swept them.
    pub(super) async fn check(&self, segments: &ObjectStore<'_>) -> Result<(), StorageError> {
        let keys = || self.entries.iter().map(|entry| entry.key);
        let (Some(first), Some(last)) = (keys().min(), keys().max()) else { return Ok(()) };
        let range = KeyRange::Bound(first, false, last, false);
        let present = segments.get_all_keys::<u32>().with_query::<u32, _>(range).primitive()?;
        let present: Vec<u32> = present.await?.collect::<Result<_, _>>()?;
        let there = |key: u32| present.binary_search(&key).is_ok();
        if keys().all(there) { Ok(()) } else { Err(StorageError::StagedLost) }
    }
}

impl Staging {
    /// Takes segments as `next` makes them, until it makes none. The browser
    /// writes those that have gathered while more are made.
    pub async fn fill<E: From<StorageError>>(
        &mut self,
        mut next: impl AsyncFnMut() -> Result<Option<NewSegment>, E>,
    ) -> Result<(), E> {
        let mut is_over = false;
        while !is_over {
            let waiting = std::mem::take(&mut self.waiting);
            let (full, mut made) = if waiting.is_full() {
                (waiting, Batch::default())
            } else {
                (Batch::default(), waiting)
            };
            let make = async {
                while !made.is_full() {
                    match next().await? {
                        Some(segment) => made.push(segment),
                        None => return Ok::<bool, E>(true),
                    }
                }
                Ok(false)
            };
            let (written, ended) = join(self.store.write_batch(&full), make).await;
            self.entries.extend(written?);
            self.waiting = made;
            is_over = ended?;
        }
        Ok(())
    }

    /// Writes what is left. If that fails everything is taken back.
    pub async fn finish(mut self) -> Result<Staged, StorageError> {
        if let Err(error) = self.flush().await {
            // What cannot be deleted now is swept after the next opening.
            let _ = self.discard().await;
            return Err(error);
        }
        Ok(Staged { entries: self.entries, _lock: self.lock })
    }

    /// Takes everything back.
    pub async fn discard(self) -> Result<(), StorageError> {
        self.store.discard(Staged { entries: self.entries, _lock: self.lock }).await
    }

    async fn flush(&mut self) -> Result<(), StorageError> {
        let full = std::mem::take(&mut self.waiting);
        self.entries.extend(self.store.write_batch(&full).await?);
        Ok(())
    }
}

impl Store {
    /// Begins to stage segments, once no other tab does.
    pub async fn stage(&self) -> Staging {
        Staging {
            store: self.clone(),
            lock: locks::wait_for(&self.0.names.staging_lock).await,
            waiting: Batch::default(),
            entries: Vec::new(),
        }
    }

    /// Deletes staged segments that will not come to count.
    pub async fn discard(&self, staged: Staged) -> Result<(), StorageError> {
        let keys: Vec<u32> = staged.entries.iter().map(|entry| entry.key).collect();
        self.delete_unreferenced(&keys).await.map(drop)
    }

    /// Deletes the segments that no manifest names, unless a tab is staging.
    /// Says how many there were.
    pub async fn sweep(&self) -> Result<usize, StorageError> {
        // Without Web Locks nobody can know that no tab is staging.
        let Claim::Held(_lock) = locks::try_take(&self.0.names.staging_lock).await else {
            return Ok(0);
        };
        let stored = self
            .0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[SEGMENTS])?;
                let keys = read.store(SEGMENTS)?.get_all_keys::<u32>().primitive()?;
                Ok(keys.await?.collect::<Result<Vec<u32>, _>>()?)
            })
            .await?;
        self.delete_unreferenced(&stored).await
    }

    /// Reads segments in batches and hands each batch over while the browser
    /// already fetches the next. Those that are missing or damaged are left
    /// out and reported.
    ///
    /// [`StorageError::Moved`] says that another tab compacted meanwhile: open
    /// again.
    pub async fn read_segments(
        &self,
        entries: &[SegmentEntry],
        mut hand_over: impl AsyncFnMut(Vec<Segment>),
    ) -> Result<Vec<Damage>, StorageError> {
        let groups = read_groups(entries, BATCH);
        let database = self.0.connection.database().await?;
        let patience = self.0.connection.patience();
        let mut damages = Vec::new();
        let mut ahead = groups.first().and_then(|group| Fetch::begin(&database, group).ok());
        for (at, group) in groups.iter().enumerate() {
            let fetched = match ahead.take() {
                Some(fetch) => within(patience, fetch.end()).await.and_then(Result::ok),
                None => None,
            };
            ahead = groups.get(at + 1).and_then(|next| Fetch::begin(&database, next).ok());
            let found = match fetched {
                Some(records) => pick(group, records),
                None => self.read_singly(group).await?,
            };
            let mut segments = Vec::with_capacity(group.len());
            for found in found {
                match found {
                    Ok(segment) => segments.push(segment),
                    Err(damage) => damages.push(damage),
                }
            }
            hand_over(segments).await;
        }
        if damages.iter().any(|damage| damage.kind == DamageKind::Missing)
            && !self.all_referenced(entries).await?
        {
            return Err(StorageError::Moved);
        }
        Ok(damages)
    }

    /// One request a segment, so that one which the browser cannot read does
    /// not take its whole batch along.
    async fn read_singly(
        &self,
        group: &[SegmentEntry],
    ) -> Result<Vec<Result<Segment, Damage>>, StorageError> {
        let mut found = Vec::with_capacity(group.len());
        for entry in group {
            let read = self
                .0
                .connection
                .with(async |database: &Database| {
                    let read = Read::begin(database, &[SEGMENTS])?;
                    let store = read.store(SEGMENTS)?;
                    Ok(store.get::<JsValue, u32, _>(entry.key).primitive()?.await?)
                })
                .await;
            found.push(match read {
                Ok(value) => verify(entry, value),
                Err(StorageError::Failed { .. }) => {
                    Err(Damage { entry: entry.clone(), kind: DamageKind::Unreadable })
                }
                Err(error) => return Err(error),
            });
        }
        Ok(found)
    }

    pub(super) async fn all_referenced(
        &self,
        entries: &[SegmentEntry],
    ) -> Result<bool, StorageError> {
        self.0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[META])?;
                let meta = read.store(META)?;
                let head = meta.get::<String, _, _>(HEAD).primitive()?;
                let manifest = meta.get::<String, _, _>(MANIFEST).primitive()?;
                self.same_store(head.await?)?;
                let manifest = read_manifest(manifest.await?)?;
                Ok(entries.iter().all(|entry| manifest.segments.contains(entry)))
            })
            .await
    }

    async fn write_batch(&self, batch: &Batch) -> Result<Vec<SegmentEntry>, StorageError> {
        if batch.segments.is_empty() {
            return Ok(Vec::new());
        }
        let connection = &self.0.connection;
        connection
            .with(async |database: &Database| self.write_segments(database, &batch.segments).await)
            .await
    }

    async fn write_segments(
        &self,
        database: &Database,
        segments: &[NewSegment],
    ) -> Result<Vec<SegmentEntry>, StorageError> {
        let write = Write::begin(database, &[META, SEGMENTS], Durability::Relaxed)?;
        let mut entries = Vec::with_capacity(segments.len());
        {
            let meta = write.store(META)?;
            let store = write.store(SEGMENTS)?;
            let head = meta.get::<String, _, _>(HEAD).primitive()?.await?;
            let mut head = self.same_store(head)?;
            for NewSegment { collection, rows, bytes } in segments {
                let entry = SegmentEntry::describe(head.next_segment, collection, *rows, bytes)
                    .ok_or(StorageError::Quota)?;
                head.next_segment += 1;
                store.add(Uint8ArraySlice::new(bytes)).with_key(entry.key).primitive()?;
                entries.push(entry);
            }
            put_text(&meta, HEAD, head.to_json())?;
        }
        write.commit().await?;
        Ok(entries)
    }

    /// Deletes those of the segments that the manifest does not name.
    pub(super) async fn delete_unreferenced(&self, keys: &[u32]) -> Result<usize, StorageError> {
        if keys.is_empty() {
            return Ok(0);
        }
        self.0
            .connection
            .with(async |database: &Database| {
                let write = Write::begin(database, &[META, SEGMENTS], Durability::Relaxed)?;
                let mut deleted = 0;
                {
                    let meta = write.store(META)?;
                    let segments = write.store(SEGMENTS)?;
                    let head = meta.get::<String, _, _>(HEAD).primitive()?;
                    let manifest = meta.get::<String, _, _>(MANIFEST).primitive()?;
                    self.same_store(head.await?)?;
                    let mut live: Vec<u32> = read_manifest(manifest.await?)?
                        .segments
                        .iter()
                        .map(|entry| entry.key)
                        .collect();
                    live.sort_unstable();
                    for key in keys.iter().filter(|key| live.binary_search(key).is_err()) {
                        segments.delete::<u32, _>(*key).primitive()?;
                        deleted += 1;
                    }
                }
                write.commit().await?;
                Ok(deleted)
            })
            .await
    }
}

/// A batch that the browser is fetching.
struct Fetch<'d> {
    /// Dropping the transaction would abort the requests.
    _transaction: Read<'d>,
    keys: GetAllPrimitiveRequest<u32>,
    values: GetAllPrimitiveRequest<JsValue>,
}

impl<'d> Fetch<'d> {
    fn begin(database: &'d Database, group: &[SegmentEntry]) -> Result<Fetch<'d>, StorageError> {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            return Err(StorageError::Damaged);
        };
        let range = KeyRange::Bound(first.key, false, last.key, false);
        let transaction = Read::begin(database, &[SEGMENTS])?;
        let (keys, values) = {
            let store = transaction.store(SEGMENTS)?;
            let keys = store.get_all_keys::<u32>().with_query::<u32, _>(range.clone());
            let values = store.get_all::<JsValue>().with_query::<u32, _>(range);
            (keys.primitive()?, values.primitive()?)
        };
        Ok(Fetch { _transaction: transaction, keys, values })
    }

    async fn end(self) -> Result<Vec<(u32, JsValue)>, StorageError> {
        let Fetch { _transaction, keys, values } = self;
        let keys: Vec<u32> = keys.await?.collect::<Result<_, _>>()?;
        let values: Vec<JsValue> = values.await?.collect::<Result<_, _>>()?;
        Ok(keys.into_iter().zip(values).collect())
    }
}

fn pick(group: &[SegmentEntry], mut records: Vec<(u32, JsValue)>) -> Vec<Result<Segment, Damage>> {
    group
        .iter()
        .map(|entry| {
            let at = records.binary_search_by_key(&entry.key, |(key, _)| *key).ok();
            verify(entry, at.map(|at| std::mem::take(&mut records[at].1)))
        })
        .collect()
}

fn verify(entry: &SegmentEntry, value: Option<JsValue>) -> Result<Segment, Damage> {
    let damage = |kind| Err(Damage { entry: entry.clone(), kind });
    let Some(value) = value else { return damage(DamageKind::Missing) };
    let Ok(array) = value.dyn_into::<Uint8Array>() else { return damage(DamageKind::Altered) };
    let bytes = array.to_vec();
    if entry.matches(&bytes) {
        Ok(Segment { entry: entry.clone(), bytes })
    } else {
        damage(DamageKind::Altered)
    }
}
