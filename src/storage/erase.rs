//! What an erasure asks of the store beside compaction: the mark that it is under
//! way, the history without what was erased, and no segment left that does not
//! count.
//!
//! The mark is set by the transaction that appends the erasure, so whatever ends
//! the program afterwards, the next opening finishes it. Every step may be done
//! again.

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::{Uint8Array, Uint8ArraySlice};
use tangga_engine::interchange::head::LogKey;

use super::record::ID_BYTES;
use super::transaction::{Durability, Read, Write};
use super::{ERASING, HEAD, HISTORY, META, SEGMENTS, StorageError, Store};
use crate::browser::locks::{self, Lock};

/// What becomes of an entry of the history.
pub enum Rewritten {
    /// It stays as it is.
    Kept,
    /// This takes its place.
    Instead(Vec<u8>),
    /// It goes.
    Dropped,
}

/// The turn to finish an erasure: no other tab does as long as it lives. Where
/// the browser has no locks two may; they do the same.
pub struct ErasingTurn {
    _lock: Option<Lock>,
}

impl Store {
    /// Waits until no other tab finishes an erasure.
    pub async fn erasing_turn(&self) -> ErasingTurn {
        ErasingTurn { _lock: locks::wait_for(&self.0.names.erasing_lock).await }
    }

    /// The last erasure that was begun and not finished, by its place in the log.
    pub async fn erasing(&self) -> Result<Option<LogKey>, StorageError> {
        self.0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[META])?;
                let meta = read.store(META)?;
                let head = meta.get::<String, _, _>(HEAD).primitive()?;
                let mark = meta.get::<f64, _, _>(ERASING).primitive()?;
                self.same_store(head.await?)?;
                Ok(mark.await?.map(|key| LogKey(key as u64)))
            })
            .await
    }

    /// Rewrites the history, each entry in a transaction of its own.
    pub async fn rewrite_history(
        &self,
        rewrite: impl Fn(&[u8]) -> Result<Rewritten, StorageError>,
    ) -> Result<(), StorageError> {
        let connection = &self.0.connection;
        let keys = connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[HISTORY])?;
                let keys = read.store(HISTORY)?.get_all_keys::<f64>().primitive()?;
                Ok(keys.await?.collect::<Result<Vec<f64>, _>>()?)
            })
            .await?;
        for key in keys {
            let one = async |database: &Database| self.rewrite_one(database, key, &rewrite).await;
            connection.with(one).await?;
        }
        Ok(())
    }

    async fn rewrite_one(
        &self,
        database: &Database,
        key: f64,
        rewrite: &impl Fn(&[u8]) -> Result<Rewritten, StorageError>,
    ) -> Result<(), StorageError> {
        let write = Write::begin(database, &[META, HISTORY], Durability::Strict)?;
        {
            let head = write.store(META)?.get::<String, _, _>(HEAD).primitive()?;
            let history = write.store(HISTORY)?;
            let value = history.get::<Uint8Array, f64, _>(key).primitive()?;
            self.same_store(head.await?)?;
            let Some(value) = value.await? else { return Ok(()) };
            let bytes: Vec<u8> = value.into();
            let (id, inverse) = bytes.split_at_checked(ID_BYTES).unwrap_or((&[], &bytes));
            match rewrite(inverse)? {
                Rewritten::Kept => return Ok(()),
                Rewritten::Instead(inverse) => {
                    let bytes = [id, &inverse].concat();
                    history.put(Uint8ArraySlice::new(&bytes)).with_key(key).primitive()?;
                }
                Rewritten::Dropped => drop(history.delete::<f64, _>(key).primitive()?),
            }
        }
        write.commit().await
    }

    /// Deletes all segments that do not count, once no tab stages any: after a
    /// compaction those that were rewritten must be gone and not only unnamed.
    pub async fn delete_dead_segments(&self) -> Result<(), StorageError> {
        let _lock = locks::wait_for(&self.0.names.staging_lock).await;
        let connection = &self.0.connection;
        let stored = connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[SEGMENTS])?;
                let keys = read.store(SEGMENTS)?.get_all_keys::<u32>().primitive()?;
                Ok(keys.await?.collect::<Result<Vec<u32>, _>>()?)
            })
            .await?;
        self.delete_unreferenced(&stored).await.map(drop)
    }

    /// Takes the mark away, unless somebody else was erased after this place.
    pub async fn end_erasing(&self, up_to: LogKey) -> Result<(), StorageError> {
        self.0
            .connection
            .with(async |database: &Database| {
                let write = Write::begin(database, &[META], Durability::Strict)?;
                {
                    let meta = write.store(META)?;
                    let head = meta.get::<String, _, _>(HEAD).primitive()?;
                    let mark = meta.get::<f64, _, _>(ERASING).primitive()?;
                    self.same_store(head.await?)?;
                    if mark.await?.is_none_or(|mark| mark > up_to.0 as f64) {
                        return Ok(());
                    }
                    meta.delete::<String, _>(ERASING.to_owned()).primitive()?;
                }
                write.commit().await
            })
            .await
    }
}
