//! The ways out when a store cannot be used: take every byte along, start
//! over, or remove the database.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use tangga_engine::interchange::head::{LogKey, Manifest, Sentinel, StoreHead};
use tangga_engine::interchange::salvage::Salvage;
use tangga_engine::interchange::upgrade::{Kind, Upgrade, upgraded};
use tangga_engine::workspace::Workspace;
use wasm_bindgen::{JsCast, JsValue};

use super::connection::{Closing, factory, settled};
use super::record::bytes_of;
use super::transaction::{Durability, Read, Write};
use super::{
    ERASED, FOREIGN, HEAD, HISTORY, LOG, MANIFEST, META, Names, SEGMENTS, StorageError, Store,
    put_text, sentinel,
};
use crate::browser::identity;

/// How long, in milliseconds, a connection may linger that is being closed: the browser
/// says of it, too, that it blocks.
const LINGERING: u32 = 1_000;

/// One record as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RawRecord {
    /// The store that holds it.
    pub store: String,
    /// Its key, a number or a word.
    pub key: String,
    /// Its bytes; texts as UTF-8. `None` when the browser cannot read it.
    pub bytes: Option<Vec<u8>>,
}

impl Store {
    /// Deletes everything and begins anew under a new identity. Other tabs
    /// notice at their next append.
    pub async fn wipe(&self) -> Result<StoreHead, StorageError> {
        let fresh = StoreHead::mint(identity::random_u128(), identity::random_u64(), false);
        self.0
            .connection
            .with(async |database: &Database| {
                let stores = [LOG, SEGMENTS, HISTORY, META];
                let write = Write::begin(database, &stores, Durability::Strict)?;
                {
                    for store in stores {
                        write.store(store)?.clear()?;
                    }
                    let meta = write.store(META)?;
                    put_text(&meta, HEAD, fresh.to_json())?;
                    put_text(&meta, MANIFEST, Manifest::of(Vec::new()).to_json())?;
                }
                write.commit().await
            })
            .await?;
        self.0.store_id.replace(fresh.store_id.clone());
        self.0.device.set(fresh.device);
        self.0.known.set((0, LogKey::START));
        sentinel::forget(&self.0.names);
        Ok(fresh)
    }
}

/// Hands over every record of every store, whether or not the store makes
/// sense. Nothing is written. One record at a time is read, because a damaged
/// one must not take others along.
pub async fn raw_export(
    base: &str,
    mut hand_over: impl AsyncFnMut(RawRecord),
) -> Result<(), StorageError> {
    let name = Names::new(base).database;
    if version(&name).await?.is_none() {
        return Ok(());
    }
    let open = Closing(Database::open(name).await?);
    let database = &open.0;
    let stores: Vec<String> = database.object_store_names().collect();
    for store in stores {
        let keys: Vec<JsValue> = {
            let read = Read::begin(database, &[&store])?;
            let keys = read.store(&store)?.get_all_keys::<JsValue>().primitive()?;
            keys.await?.collect::<Result<_, _>>()?
        };
        for key in keys {
            let value = read_one(database, &store, &key).await.ok().flatten();
            let key = key
                .as_string()
                .or_else(|| key.as_f64().map(|number| number.to_string()))
                .unwrap_or_default();
            let bytes = value.and_then(all_bytes_of);
            hand_over(RawRecord { store: store.clone(), key, bytes }).await;
        }
    }
    Ok(())
}

/// What is remembered of the store outside of it.
pub fn remembered(base: &str) -> Option<Sentinel> {
    sentinel::read(&Names::new(base))
}

/// The format of the store, or `None` if there is no store.
pub async fn format(base: &str) -> Result<Option<u32>, StorageError> {
    version(&Names::new(base).database).await
}

/// Reads whatever can be read of a store that does not open or that is of an older
/// format than these upgrades lead to, and says how many parts of it could not.
/// Nothing is written.
pub async fn salvage(base: &str, upgrades: &[Upgrade]) -> Result<(Workspace, u64), StorageError> {
    let format = format(base).await?.unwrap_or(1);
    let mut salvage = Salvage::new();
    // The stores come by their names, so head and manifest before the segments.
    raw_export(base, async |record: RawRecord| {
        let Some(kind) = kind_of(&record) else { return };
        let bytes = record.bytes.and_then(|bytes| upgraded(upgrades, format, kind, bytes));
        let text = || bytes.as_deref().and_then(|bytes| str::from_utf8(bytes).ok());
        let number = record.key.parse::<u64>();
        match (kind, number) {
            (Kind::Head, _) => salvage.take_head(text().unwrap_or_default()),
            (Kind::Manifest, _) => salvage.take_manifest(text().unwrap_or_default()),
            (Kind::Foreign, _) => salvage.take_foreign(bytes.as_deref()),
            (Kind::Erased, _) => salvage.take_erased(bytes.as_deref()),
            (Kind::Segment, Ok(key)) => salvage.take_segment(key as u32, bytes.as_deref()),
            (Kind::Entry, Ok(key)) => salvage.take_entry(key, bytes),
            _ => {}
        }
    })
    .await?;
    Ok(salvage.finish())
}

fn kind_of(record: &RawRecord) -> Option<Kind> {
    match (record.store.as_str(), record.key.as_str()) {
        (META, HEAD) => Some(Kind::Head),
        (META, MANIFEST) => Some(Kind::Manifest),
        (META, FOREIGN) => Some(Kind::Foreign),
        (META, ERASED) => Some(Kind::Erased),
        (SEGMENTS, _) => Some(Kind::Segment),
        (LOG, _) => Some(Kind::Entry),
        _ => None,
    }
}

/// Removes a database that cannot be opened, and nothing that is remembered of
/// it: as long as nothing has taken its place, its loss must be told.
///
/// Comes back when every tab has let go of it. `on_blocked` is called if one does
/// not soon: it must be closed. A deletion that was asked for cannot be taken back, so
/// this waits as long as it takes.
pub async fn discard(base: &str, on_blocked: impl FnOnce() + 'static) -> Result<(), StorageError> {
    let names = Names::new(base);
    let request = factory()?.delete_database(&names.database).map_err(StorageError::thrown)?;
    let telling = Rc::new(Cell::new(None));
    let _blocked = EventListener::once(&request, "blocked", {
        let telling = telling.clone();
        move |_| telling.set(Some(Timeout::new(LINGERING, on_blocked)))
    });
    settled(&request).await?;
    // Nothing is told any more.
    drop(telling.take());
    Ok(())
}

/// Removes the database and what is remembered of it; the rest as [`discard`].
pub async fn remove(base: &str, on_blocked: impl FnOnce() + 'static) -> Result<(), StorageError> {
    discard(base, on_blocked).await?;
    sentinel::forget(&Names::new(base));
    Ok(())
}

/// The database's version, or `None` if there is none, found out without making
/// one: the upgrade that would make it is aborted.
async fn version(name: &str) -> Result<Option<u32>, StorageError> {
    let request = factory()?.open(name).map_err(StorageError::thrown)?;
    let _upgrade = EventListener::new(&request, "upgradeneeded", {
        let request = request.clone();
        move |_| {
            if let Some(transaction) = request.transaction() {
                // Aborting an upgrade that is under way does not fail.
                let _ = transaction.abort();
            }
        }
    });
    match settled(&request).await {
        Ok(database) => {
            let database: web_sys::IdbDatabase = database.unchecked_into();
            database.close();
            Ok(Some(database.version() as u32))
        }
        Err(StorageError::Failed { name }) if name == "AbortError" => Ok(None),
        Err(error) => Err(error),
    }
}

async fn read_one(
    database: &Database,
    store: &str,
    key: &JsValue,
) -> Result<Option<JsValue>, StorageError> {
    let read = Read::begin(database, &[store])?;
    let store = read.store(store)?;
    Ok(store.get::<JsValue, JsValue, _>(key.clone()).primitive()?.await?)
}

/// The bytes of a stored value, be it bytes or a text.
fn all_bytes_of(value: JsValue) -> Option<Vec<u8>> {
    value.as_string().map(String::into_bytes).or_else(|| bytes_of(value))
}
