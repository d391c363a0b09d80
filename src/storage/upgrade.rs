//! Rewriting a store of an older format, in the one transaction in which the
//! browser raises its version.
//!
//! It happens whole or not at all: a browser that is killed meanwhile, a full
//! device or a record that cannot be read leave the old store as it was, and the
//! next opening begins again. Other tabs have let go of the store by then.

use js_sys::{Array, Uint8Array};
use tangga_engine::interchange::head::{Manifest, SegmentEntry};
use tangga_engine::interchange::upgrade::{Kind, Upgrade, upgraded};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbObjectStore, IdbRequest, IdbTransaction};

use super::connection::settled;
use super::record::{ID_BYTES, bytes_of};
use super::{ERASED, FOREIGN, HEAD, HISTORY, LOG, MANIFEST, META, SEGMENTS, StorageError};

/// Rewrites every record of a store of format `from`. If it fails the transaction
/// is aborted.
pub(super) async fn carry_out(
    transaction: &IdbTransaction,
    from: u32,
    upgrades: &[Upgrade],
) -> Result<(), StorageError> {
    let rewritten = Rewriting { transaction, from, upgrades }.rewrite().await;
    if rewritten.is_err() {
        // It may be over already; then it was aborted by the browser.
        let _ = transaction.abort();
    }
    rewritten
}

struct Rewriting<'a> {
    transaction: &'a IdbTransaction,
    from: u32,
    upgrades: &'a [Upgrade],
}

impl Rewriting<'_> {
    async fn rewrite(&self) -> Result<(), StorageError> {
        self.each(LOG, |bytes| self.upgraded(Kind::Entry, bytes)).await?;
        self.each(HISTORY, |mut bytes| {
            let inverse = bytes.split_off(bytes.len().min(ID_BYTES));
            bytes.extend(self.upgraded(Kind::Inverse, inverse)?);
            Ok(bytes)
        })
        .await?;
        let meta = self.store(META)?;
        let head = self.text(&meta, HEAD, Kind::Head).await?;
        let manifest = self.text(&meta, MANIFEST, Kind::Manifest).await?;
        let (Some(head), Some(manifest)) = (head, manifest) else {
            // A store that was never begun holds nothing to rewrite.
            return Ok(());
        };
        let mut manifest = Manifest::from_json(&manifest)?;
        let segments = self.store(SEGMENTS)?;
        for entry in &mut manifest.segments {
            self.segment(&segments, entry).await?;
        }
        put(&meta, &MANIFEST.into(), &manifest.to_json().into()).await?;
        put(&meta, &HEAD.into(), &head.into()).await?;
        for (key, kind) in [(FOREIGN, Kind::Foreign), (ERASED, Kind::Erased)] {
            if let Some(bytes) = get(&meta, &key.into()).await?.and_then(bytes_of) {
                let bytes = self.upgraded(kind, bytes)?;
                put(&meta, &key.into(), &Uint8Array::from(&bytes[..])).await?;
            }
        }
        Ok(())
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, StorageError> {
        self.transaction.object_store(name).map_err(StorageError::thrown)
    }

    fn upgraded(&self, kind: Kind, bytes: Vec<u8>) -> Result<Vec<u8>, StorageError> {
        upgraded(self.upgrades, self.from, kind, bytes).ok_or(StorageError::Damaged)
    }

    /// Rewrites the records of a store one after the other.
    async fn each(
        &self,
        name: &str,
        rewrite: impl Fn(Vec<u8>) -> Result<Vec<u8>, StorageError>,
    ) -> Result<(), StorageError> {
        let store = self.store(name)?;
        let keys = answer(store.get_all_keys()).await?;
        for key in keys.unchecked_into::<Array>().iter() {
            let bytes = get(&store, &key).await?.and_then(bytes_of);
            let bytes = rewrite(bytes.ok_or(StorageError::Damaged)?)?;
            put(&store, &key, &Uint8Array::from(&bytes[..])).await?;
        }
        Ok(())
    }

    async fn text(
        &self,
        meta: &IdbObjectStore,
        key: &str,
        kind: Kind,
    ) -> Result<Option<String>, StorageError> {
        let Some(text) = get(meta, &key.into()).await?.and_then(|value| value.as_string()) else {
            return Ok(None);
        };
        let bytes = self.upgraded(kind, text.into_bytes())?;
        String::from_utf8(bytes).map(Some).map_err(|_| StorageError::Damaged)
    }

    /// Rewrites a segment and what the manifest says of it. One that is damaged
    /// stays as it is, and is reported as before.
    async fn segment(
        &self,
        segments: &IdbObjectStore,
        entry: &mut SegmentEntry,
    ) -> Result<(), StorageError> {
        let bytes = get(segments, &entry.key.into()).await?.and_then(bytes_of);
        let Some(bytes) = bytes.filter(|bytes| entry.matches(bytes)) else { return Ok(()) };
        let bytes = self.upgraded(Kind::Segment, bytes)?;
        let described = SegmentEntry::describe(entry.key, &entry.collection, entry.rows, &bytes);
        *entry = described.ok_or(StorageError::Damaged)?;
        put(segments, &entry.key.into(), &Uint8Array::from(&bytes[..])).await
    }
}

async fn get(store: &IdbObjectStore, key: &JsValue) -> Result<Option<JsValue>, StorageError> {
    let value = answer(store.get(key)).await?;
    Ok((!value.is_undefined()).then_some(value))
}

async fn put(store: &IdbObjectStore, key: &JsValue, value: &JsValue) -> Result<(), StorageError> {
    answer(store.put_with_key(value, key)).await.map(drop)
}

/// The result of a request, once it has one; the transaction still takes requests
/// then.
async fn answer(request: Result<IdbRequest, JsValue>) -> Result<JsValue, StorageError> {
    settled(&request.map_err(StorageError::thrown)?).await
}
