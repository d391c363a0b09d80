//! The folder on the device that a person chose for backups, and what they are
//! encrypted with, remembered across visits: browsers hand out such a folder as a value that only IndexedDB can
//! keep.
//!
//! It has a database of its own, so that the format of the store does not change
//! with it and replacing or deleting the store does not touch it. The connection is
//! closed after each use, so it never stands in another tab's way.

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::connection::{factory, settled};
use super::transaction::{Durability, Read, Write};
use super::{Names, StorageError};

const VERSION: u32 = 1;
const STORE: &str = "folder";
const CHOSEN: &str = "chosen";
const SEAL: &str = "seal";

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
    put(base, CHOSEN, Some(folder)).await
}

/// The folder that is remembered.
pub async fn kept(base: &str) -> Result<Option<JsValue>, StorageError> {
    get(base, CHOSEN).await
}

/// Remembers what the backups there are encrypted with, or that they are not.
pub async fn keep_seal(base: &str, seal: Option<&[u8]>) -> Result<(), StorageError> {
    let seal = seal.map(|seal| JsValue::from(Uint8Array::from(seal)));
    put(base, SEAL, seal.as_ref()).await
}

/// What the backups there are encrypted with, if they are.
pub async fn seal(base: &str) -> Result<Option<Vec<u8>>, StorageError> {
    match get(base, SEAL).await? {
        None => Ok(None),
        Some(value) => {
            let bytes = value.dyn_into::<Uint8Array>().map_err(|_| StorageError::Damaged)?;
            Ok(Some(bytes.to_vec()))
        }
    }
}

async fn put(base: &str, key: &str, value: Option<&JsValue>) -> Result<(), StorageError> {
    let database = open(base).await?;
    let put = async {
        let write = Write::begin(&database, &[STORE], Durability::Strict)?;
        {
            let store = write.store(STORE)?;
            match value {
                Some(value) => {
                    let put = store.put(value.clone()).with_key(key.to_owned());
                    put.without_key_type().primitive()?;
                }
                None => drop(store.delete::<String, _>(key.to_owned()).primitive()?),
            }
        }
        write.commit().await
    };
    let put = put.await;
    database.close();
    put
}

async fn get(base: &str, key: &str) -> Result<Option<JsValue>, StorageError> {
    let database = open(base).await?;
    let got = async {
        let read = Read::begin(&database, &[STORE])?;
        let store = read.store(STORE)?;
        Ok(store.get::<JsValue, _, _>(key).primitive()?.await?)
    };
    let got = got.await;
    database.close();
    got
}

/// Remembers none any more.
pub async fn forget(base: &str) -> Result<(), StorageError> {
    let request = factory()?.delete_database(&Names::new(base).folder);
    let request = request.map_err(StorageError::thrown)?;
    settled(&request).await.map(drop)
}
