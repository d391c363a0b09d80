//! The store: an ordered log of change sets, packed segments, inverses for
//! undo, and what the store says of itself, in one IndexedDB database.
//!
//! This folder moves bytes and knows nothing of records. What it promises:
//!
//! - **Saved means the transaction completed.** A request's success says
//!   nothing: over quota every request succeeds and then the transaction
//!   aborts. The end is observed by listeners of our own, because the wrapper
//!   loses the reason of an abort and may report an error though the row is
//!   stored.
//! - **Appending is compare-and-append.** One transaction checks that the store
//!   is the same and that its log ends where the caller believes, then writes.
//!   Tabs thus apply the same entries in the same order without a lock.
//! - **An unknown outcome is looked up.** Each entry begins with its change
//!   set's id and stands at a known place, so after a timeout or a lost
//!   connection the log itself answers.
//! - **Staged segments are invisible** until one strict transaction writes the
//!   log entry and the manifest that names them.
//!
//! While a transaction lives nothing but its own requests is awaited: browsers
//! commit a transaction that has nothing to do. Upper key ranges are always
//! explicit `KeyRange` bounds, keys are `f64` or `u32`, and bytes are always
//! `Uint8Array`: the wrapper inverts the two short upper ranges, turns 64-bit
//! keys into BigInt and byte vectors into arrays of numbers.

mod append;
pub mod changes;
pub mod chosen_folder;
mod connection;
mod erase;
mod failure;
mod fold;
mod history;
pub mod leaving;
mod record;
pub mod recovery;
mod replace;
mod segments;
mod sentinel;
mod transaction;
mod upgrade;
mod watchdog;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8Array;
use tangga_engine::domain::DeviceId;
use tangga_engine::interchange::head::{
    HeadError, LogKey, Manifest, SegmentEntry, Sentinel, StoreHead,
};
use tangga_engine::interchange::upgrade::{UPGRADES, Upgrade};

use crate::browser::identity;
use connection::Connection;
pub use connection::StepAside;
use transaction::{Durability, Read, Write};

pub use append::Append;
pub use erase::{ErasingTurn, Rewritten};
pub use failure::StorageError;
pub use fold::Fold;
pub use history::HistoryEntry;
pub use replace::Replacement;
pub use segments::{Damage, DamageKind, NewSegment, Segment, Staged, Staging};

const LOG: &str = "log";
const SEGMENTS: &str = "segments";
const HISTORY: &str = "history";
const META: &str = "meta";

/// The record of [`META`] that holds the head.
const HEAD: &str = "head";
/// The record of [`META`] that holds the manifest.
const MANIFEST: &str = "manifest";
/// The record of [`META`] that holds the collections of another version, if there
/// are any.
const FOREIGN: &str = "foreign";
/// The record of [`META`] that holds the ids of the people who were erased, if
/// there are any.
const ERASED: &str = "erased";
/// The record of [`META`] that says that an erasure was begun, by its place in
/// the log.
const ERASING: &str = "erasing";

/// The names that this deployment uses on its origin. They hold the base path,
/// so that `/` and `/crm/` on one origin do not share.
struct Names {
    database: String,
    folder: String,
    sentinel: String,
    staging_lock: String,
    erasing_lock: String,
}

impl Names {
    fn new(base: &str) -> Names {
        Names {
            database: format!("tangga:{base}"),
            folder: format!("tangga:{base}:folder"),
            sentinel: format!("tangga:{base}:sentinel"),
            staging_lock: format!("tangga:{base}:staging"),
            erasing_lock: format!("tangga:{base}:erasing"),
        }
    }
}

/// One entry of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogEntry {
    /// Its place.
    pub key: LogKey,
    /// The encoded change set; the first 16 bytes are its id.
    pub bytes: Vec<u8>,
}

/// What follows a place in the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tail {
    /// These entries, in order and without a gap.
    Entries(Vec<LogEntry>),
    /// Some of what follows is already folded into segments: open again.
    Folded,
}

thread_local! {
    static STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Lets nothing reach any store any more, for good: the program has failed, and
/// what it would save now may be wrong.
pub fn stop() {
    STOPPED.set(true);
}

/// What an opened store holds.
pub struct Opened {
    /// The store.
    pub store: Store,
    /// Its head.
    pub head: StoreHead,
    /// Its live segments.
    pub segments: Vec<SegmentEntry>,
    /// The encoded collections of another version that stand beside them.
    pub foreign: Option<Vec<u8>>,
    /// The encoded ids of the people who were erased.
    pub erased: Option<Vec<u8>>,
    /// The log entries that neither holds.
    pub tail: Vec<LogEntry>,
    /// Set when the store is empty but should not be.
    pub wiped: Option<Wiped>,
}

impl Opened {
    /// The log's last key.
    pub fn last_key(&self) -> LogKey {
        self.tail.last().map_or(self.head.folded_to, |entry| entry.key)
    }
}

/// The browser lost what the store held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wiped {
    /// What is remembered of it outside of the store.
    pub sentinel: Option<Sentinel>,
}

/// An open store. Clones share one connection.
#[derive(Clone)]
pub struct Store(Rc<Shared>);

struct Shared {
    names: Names,
    connection: Connection,
    store_id: RefCell<String>,
    device: Cell<DeviceId>,
    sentinel_left: Cell<Option<u64>>,
    /// The bytes of the live segments and of the log up to a place in it.
    known: Cell<(u64, LogKey)>,
}

impl Store {
    /// Opens the store of the deployment at `base`, or makes it.
    ///
    /// `on_blocked` is called while another tab's older version holds the
    /// database: it must be closed. `on_step_aside` is called when a newer
    /// version needs the database: this tab lets go of it by dropping what it is
    /// given, and must then be reloaded.
    pub async fn open(
        base: &str,
        on_blocked: impl Fn() + 'static,
        on_step_aside: impl Fn(StepAside) + 'static,
    ) -> Result<Opened, StorageError> {
        Store::open_upgraded(base, UPGRADES, on_blocked, on_step_aside).await
    }

    /// The same for a program that reads the format to which these upgrades lead.
    /// A store of an older one is rewritten first, whole or not at all.
    pub async fn open_upgraded(
        base: &str,
        upgrades: &'static [Upgrade],
        on_blocked: impl Fn() + 'static,
        on_step_aside: impl Fn(StepAside) + 'static,
    ) -> Result<Opened, StorageError> {
        let names = Names::new(base);
        let (on_blocked, on_step_aside) = (Rc::new(on_blocked), Rc::new(on_step_aside));
        let database = names.database.clone();
        let (connection, data_lost) =
            Connection::open(database, upgrades, on_blocked, on_step_aside).await?;
        let mut read = connection.with(read_all).await?;
        if read.is_none() {
            let fresh = StoreHead::mint(identity::random_u128(), identity::random_u64(), data_lost);
            connection.with(async |database: &Database| mint(database, &fresh).await).await?;
            read = connection.with(read_all).await?;
        }
        let Everything { head, manifest, foreign, erased, tail } =
            read.ok_or(StorageError::Damaged)?;
        let empty =
            manifest.segments.is_empty() && tail.is_empty() && head.folded_to == LogKey::START;
        let sentinel = sentinel::read(&names);
        let had_rows = sentinel.as_ref().is_some_and(Sentinel::had_rows);
        let wiped = (empty && (had_rows || head.born_of_loss)).then_some(Wiped { sentinel });
        let store = Store(Rc::new(Shared {
            names,
            connection,
            store_id: RefCell::new(head.store_id.clone()),
            device: Cell::new(head.device),
            sentinel_left: Cell::new(None),
            known: Cell::new((manifest.bytes(), head.folded_to)),
        }));
        tail.iter().for_each(|entry| store.count(entry.key, entry.bytes.len() as u64));
        Ok(Opened { store, head, segments: manifest.segments, foreign, erased, tail, wiped })
    }

    /// How long an operation may stay without an answer before its outcome
    /// counts as unknown. 15 seconds unless said otherwise.
    pub fn set_patience(&self, milliseconds: u32) {
        self.0.connection.set_patience(milliseconds);
    }

    /// The store's identity, which changes when everything is deleted.
    pub fn id(&self) -> String {
        self.0.store_id.borrow().clone()
    }

    /// How many bytes the live segments and the log have, as far as this tab
    /// has seen them. The history for undo comes on top.
    pub fn bytes(&self) -> u64 {
        self.0.known.get().0
    }

    /// Counts an entry of the log, once.
    fn count(&self, key: LogKey, bytes: u64) {
        let (known, to) = self.0.known.get();
        if key > to {
            self.0.known.set((known + bytes, key));
        }
    }

    /// The log's last key.
    pub async fn last_key(&self) -> Result<LogKey, StorageError> {
        self.0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[META, LOG])?;
                let meta = read.store(META)?;
                let log = read.store(LOG)?;
                let head = meta.get::<String, _, _>(HEAD).primitive()?;
                let keys = log.get_all_keys::<f64>().primitive()?;
                let head = self.same_store(head.await?)?;
                Ok(keys.await?.last().transpose()?.map_or(head.folded_to, |key| LogKey(key as u64)))
            })
            .await
    }

    /// The id under which this device writes, as far as this tab knows: another
    /// tab may have renewed it since the last [`Store::tail`].
    pub fn device(&self) -> DeviceId {
        self.0.device.get()
    }

    /// Gives this device a new id. What other tabs stamped under the old one is
    /// refused as [`StorageError::Moved`].
    pub async fn renew_device(&self) -> Result<(), StorageError> {
        let device = DeviceId(identity::random_u64());
        self.0
            .connection
            .with(async |database: &Database| {
                let write = Write::begin(database, &[META], Durability::Strict)?;
                {
                    let meta = write.store(META)?;
                    let head = meta.get::<String, _, _>(HEAD).primitive()?;
                    let mut head = self.same_store(head.await?)?;
                    head.device = device;
                    put_text(&meta, HEAD, head.to_json())?;
                }
                write.commit().await
            })
            .await?;
        self.0.device.set(device);
        Ok(())
    }

    /// What follows `after` in the log.
    pub async fn tail(&self, after: LogKey) -> Result<Tail, StorageError> {
        let tail = self.read_tail(after).await?;
        if let Tail::Entries(entries) = &tail {
            entries.iter().for_each(|entry| self.count(entry.key, entry.bytes.len() as u64));
        }
        Ok(tail)
    }

    async fn read_tail(&self, after: LogKey) -> Result<Tail, StorageError> {
        self.0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[META, LOG])?;
                let meta = read.store(META)?;
                let log = read.store(LOG)?;
                let range = KeyRange::LowerBound(after.0 as f64, true);
                let head = meta.get::<String, _, _>(HEAD).primitive()?;
                let keys = log.get_all_keys::<f64>().with_query::<f64, _>(range.clone());
                let keys = keys.primitive()?;
                let values = log.get_all::<Uint8Array>().with_query::<f64, _>(range).primitive()?;
                let head = self.same_store(head.await?)?;
                self.0.device.set(head.device);
                if head.folded_to > after {
                    return Ok(Tail::Folded);
                }
                let keys: Vec<f64> = keys.await?.collect::<Result<_, _>>()?;
                let values: Vec<Uint8Array> = values.await?.collect::<Result<_, _>>()?;
                Ok(Tail::Entries(entries_after(after, keys, values)?))
            })
            .await
    }

    fn same_store(&self, head: Option<String>) -> Result<StoreHead, StorageError> {
        // A missing head means that the database was deleted and made anew.
        let head = read_head(head)?.ok_or(StorageError::Replaced)?;
        if head.store_id == *self.0.store_id.borrow() {
            Ok(head)
        } else {
            Err(StorageError::Replaced)
        }
    }
}

fn read_head(json: Option<String>) -> Result<Option<StoreHead>, StorageError> {
    Ok(json.map(|json| StoreHead::from_json(&json)).transpose()?)
}

fn read_manifest(json: Option<String>) -> Result<Manifest, StorageError> {
    Ok(Manifest::from_json(&json.ok_or(HeadError::Damaged)?)?)
}

fn put_text(meta: &ObjectStore<'_>, key: &str, json: String) -> Result<(), StorageError> {
    meta.put(json).with_key(key.to_owned()).without_key_type().primitive()?;
    Ok(())
}

fn entries_after(
    after: LogKey,
    keys: Vec<f64>,
    values: Vec<Uint8Array>,
) -> Result<Vec<LogEntry>, StorageError> {
    let mut expected = after;
    let mut entries = Vec::with_capacity(keys.len());
    for (key, value) in keys.into_iter().zip(values) {
        expected = expected.next();
        // A gap means that an entry is lost; what follows may build on it.
        if LogKey(key as u64) != expected {
            return Err(StorageError::Damaged);
        }
        entries.push(LogEntry { key: expected, bytes: value.into() });
    }
    Ok(entries)
}

struct Everything {
    head: StoreHead,
    manifest: Manifest,
    foreign: Option<Vec<u8>>,
    erased: Option<Vec<u8>>,
    tail: Vec<LogEntry>,
}

/// Head, manifest and tail in one transaction, so that they belong together.
/// `None` when the store has no head yet.
async fn read_all(database: &Database) -> Result<Option<Everything>, StorageError> {
    let read = Read::begin(database, &[META, LOG])?;
    let meta = read.store(META)?;
    let log = read.store(LOG)?;
    let head = meta.get::<String, _, _>(HEAD).primitive()?;
    let manifest = meta.get::<String, _, _>(MANIFEST).primitive()?;
    let foreign = meta.get::<Uint8Array, _, _>(FOREIGN).primitive()?;
    let erased = meta.get::<Uint8Array, _, _>(ERASED).primitive()?;
    let keys = log.get_all_keys::<f64>().primitive()?;
    let values = log.get_all::<Uint8Array>().primitive()?;
    let Some(head) = read_head(head.await?)? else { return Ok(None) };
    let manifest = read_manifest(manifest.await?)?;
    let foreign = foreign.await?.map(Into::into);
    let erased = erased.await?.map(Into::into);
    let keys: Vec<f64> = keys.await?.collect::<Result<_, _>>()?;
    let values: Vec<Uint8Array> = values.await?.collect::<Result<_, _>>()?;
    let tail = entries_after(head.folded_to, keys, values)?;
    Ok(Some(Everything { head, manifest, foreign, erased, tail }))
}

/// Gives an empty store its head. Another tab may have been quicker; then its
/// head stays. A store that holds data but no head is damaged, not new.
async fn mint(database: &Database, fresh: &StoreHead) -> Result<(), StorageError> {
    let write = Write::begin(database, &[META, LOG, SEGMENTS], Durability::Strict)?;
    {
        let meta = write.store(META)?;
        let log = write.store(LOG)?;
        let segments = write.store(SEGMENTS)?;
        let head = meta.get::<String, _, _>(HEAD).primitive()?;
        let entries = log.count().primitive()?;
        let packed = segments.count().primitive()?;
        if head.await?.is_some() {
            return Ok(());
        }
        if entries.await? > 0 || packed.await? > 0 {
            return Err(StorageError::Damaged);
        }
        put_text(&meta, HEAD, fresh.to_json())?;
        put_text(&meta, MANIFEST, Manifest::of(Vec::new()).to_json())?;
    }
    write.commit().await
}
