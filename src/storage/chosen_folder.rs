//! The folder on the device that a person chose for backups, remembered across
//! visits: browsers hand out such a folder as a value that only IndexedDB can
//! keep.
//!
//! It has a database of its own, so that the format of the store does not change
//! with it and replacing or deleting the store does not touch it. The connection is
//! closed after each use, so it never stands in another tab's way.

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use wasm_bindgen::JsValue;

use super::connection::{factory, settled};
use super::transaction::{Durability, Read, Write};
use super::{Names, StorageError};

const VERSION: u32 = 1;
const STORE: &str = "folder";
const KEY: &str = "chosen";

async fn open(base: &str) -> Result<Database, StorageError> {
    let opening = Database::open(Names::new(base).folder).with_version(VERSION);
    let opening = opening.with_on_upgrade_needed(|_, database| {
        database.create_object_store(STORE).build()?;
        Ok(())
    });
    Ok(opening.await?)
}

/// Remembers a folder in place of the former one.
pub async fn keep(base: &str, folder: &JsValue) -> Result<(), StorageError> {
    let database = open(base).await?;
    let kept = async {
        let write = Write::begin(&database, &[STORE], Durability::Strict)?;
        {
            let store = write.store(STORE)?;
            store.put(folder.clone()).with_key(KEY.to_owned()).without_key_type().primitive()?;
        }
        write.commit().await
    };
    let kept = kept.await;
    database.close();
    kept
}

/// The folder that is remembered.
pub async fn kept(base: &str) -> Result<Option<JsValue>, StorageError> {
    let database = open(base).await?;
    let kept = async {
        let read = Read::begin(&database, &[STORE])?;
        let store = read.store(STORE)?;
        Ok(store.get::<JsValue, _, _>(KEY).primitive()?.await?)
    };
    let kept = kept.await;
    database.close();
    kept
}

/// Remembers none any more.
pub async fn forget(base: &str) -> Result<(), StorageError> {
    let request = factory()?.delete_database(&Names::new(base).folder);
    let request = request.map_err(StorageError::thrown)?;
    settled(&request).await.map(drop)
}
