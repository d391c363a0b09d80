//! Putting other data in the place of all that the store holds.

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8ArraySlice;
use tangga_engine::interchange::head::{LogKey, Manifest, StoreHead, VectorRecord};

use super::append::{ends_at, last_two_keys};
use super::transaction::{Durability, Read, Write};
use super::{
    ERASING, HEAD, HISTORY, LOG, MANIFEST, META, SEGMENTS, Staged, StorageError, Store, put_text,
    read_head, read_manifest,
};
use crate::browser::identity;

/// What takes the place of everything.
pub struct Replacement<'a> {
    /// The store's new identity and device, from [`Store::new_identity`].
    pub head: StoreHead,
    /// The encoded change set that brings the new data.
    pub entry: &'a [u8],
    /// The version vector after it.
    pub vector: VectorRecord,
    /// The segments that hold its rows.
    pub staged: &'a Staged,
}

impl Store {
    /// An identity and a device that no store has had.
    pub fn new_identity() -> StoreHead {
        StoreHead::mint(identity::random_u128(), identity::random_u64(), false)
    }

    /// Replaces everything in one strict transaction, unless the log goes on
    /// after `expected`: then nothing changes and the error is
    /// [`StorageError::Moved`]. The history goes as well. The store has another
    /// identity from then on, so other tabs notice at their next append. By that
    /// identity it is also found out whether it was done when the browser did not
    /// say so.
    pub async fn replace(
        &self,
        expected: LogKey,
        replacement: &Replacement<'_>,
    ) -> Result<(), StorageError> {
        let put = self
            .0
            .connection
            .with(async |database: &Database| self.put(database, expected, replacement).await)
            .await;
        let old = match put {
            // A second attempt over a new connection may have met the first one's
            // head.
            Err(
                error @ (StorageError::Unanswered
                | StorageError::Disconnected
                | StorageError::Replaced),
            ) => match self.is_now(&replacement.head.store_id).await {
                Ok(true) => Vec::new(),
                Ok(false) => return Err(error),
                Err(_) => return Err(StorageError::Unknown),
            },
            put => put?,
        };
        let staged = replacement.staged.entries().iter().map(|entry| u64::from(entry.bytes));
        let bytes = staged.sum::<u64>() + replacement.entry.len() as u64;
        self.0.store_id.replace(replacement.head.store_id.clone());
        self.0.device.set(replacement.head.device);
        self.0.known.set((bytes, LogKey::START.next()));
        // What cannot be deleted now is swept after the next opening.
        let _ = self.delete_unreferenced(&old).await;
        Ok(())
    }

    /// Whether the database has this identity.
    async fn is_now(&self, store_id: &str) -> Result<bool, StorageError> {
        self.0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[META])?;
                let head = read.store(META)?.get::<String, _, _>(HEAD).primitive()?;
                Ok(read_head(head.await?)?.is_some_and(|head| head.store_id == store_id))
            })
            .await
    }

    /// Gives the keys of the segments that no longer count.
    async fn put(
        &self,
        database: &Database,
        expected: LogKey,
        replacement: &Replacement<'_>,
    ) -> Result<Vec<u32>, StorageError> {
        let stores = [LOG, SEGMENTS, HISTORY, META];
        let write = Write::begin(database, &stores, Durability::Strict)?;
        let old = {
            let meta = write.store(META)?;
            let log = write.store(LOG)?;
            let head = meta.get::<String, _, _>(HEAD).primitive()?;
            let manifest = meta.get::<String, _, _>(MANIFEST).primitive()?;
            let erasing = meta.get::<f64, _, _>(ERASING).primitive()?;
            let end = last_two_keys(&log, expected)?;
            let before = self.same_store(head.await?)?;
            let manifest = read_manifest(manifest.await?)?;
            let erasing = erasing.await?.is_some();
            let end: Vec<f64> = end.await?.collect::<Result<_, _>>()?;
            if !ends_at(expected, &end, before.folded_to) {
                return Err(StorageError::Moved);
            }
            replacement.staged.check(&write.store(SEGMENTS)?).await?;
            let mut head = replacement.head.clone();
            // Keys are never used twice, not even by the next identity.
            head.next_segment = before.next_segment;
            head.vector = replacement.vector.clone();
            log.clear()?;
            meta.clear()?;
            write.store(HISTORY)?.clear()?;
            let first = LogKey::START.next().0 as f64;
            log.add(Uint8ArraySlice::new(replacement.entry)).with_key(first).primitive()?;
            let staged = replacement.staged.entries().to_vec();
            put_text(&meta, MANIFEST, Manifest::of(staged).to_json())?;
            put_text(&meta, HEAD, head.to_json())?;
            // Copies outside of the store may still hold who was being erased.
            if erasing {
                meta.put(first).with_key(ERASING.to_owned()).without_key_type().primitive()?;
            }
            manifest.segments.iter().map(|entry| entry.key).collect()
        };
        write.commit().await?;
        Ok(old)
    }
}
