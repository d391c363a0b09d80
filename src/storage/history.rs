//! The inverses of the newest change sets, kept for undo.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8Array;
use tangga_engine::interchange::head::LogKey;

use super::transaction::Read;
use super::{HEAD, HISTORY, META, StorageError, Store};

/// An inverse.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryEntry {
    /// The place in the log of the change set that it undoes.
    pub key: LogKey,
    /// That change set's id.
    pub id: u128,
    /// The encoded inverse.
    pub bytes: Vec<u8>,
}

impl Store {
    /// The inverses of the last `limit` places of the log, newest first.
    pub async fn history(&self, limit: u32) -> Result<Vec<HistoryEntry>, StorageError> {
        let last = self.last_key().await?;
        let first = LogKey(last.0.saturating_sub(u64::from(limit)) + 1);
        let mut entries = self.history_between(first, last).await?;
        entries.reverse();
        Ok(entries)
    }

    /// The inverse of one change set; `None` when it is too old to be undone.
    pub async fn history_entry(&self, key: LogKey) -> Result<Option<HistoryEntry>, StorageError> {
        Ok(self.history_between(key, key).await?.pop())
    }

    async fn history_between(
        &self,
        first: LogKey,
        last: LogKey,
    ) -> Result<Vec<HistoryEntry>, StorageError> {
        if first > last {
            return Ok(Vec::new());
        }
        self.0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[META, HISTORY])?;
                let meta = read.store(META)?;
                let history = read.store(HISTORY)?;
                let range = KeyRange::Bound(first.0 as f64, false, last.0 as f64, false);
                let head = meta.get::<String, _, _>(HEAD).primitive()?;
                let keys = history.get_all_keys::<f64>().with_query::<f64, _>(range.clone());
                let keys = keys.primitive()?;
                let values = history.get_all::<Uint8Array>().with_query::<f64, _>(range);
                let values = values.primitive()?;
                self.same_store(head.await?)?;
                let keys = keys.await?;
                keys.zip(values.await?)
                    .map(|(key, value)| {
                        let value = value?;
                        let (id, bytes) = value.split_first_chunk().ok_or(StorageError::Damaged)?;
                        Ok(HistoryEntry {
                            key: LogKey(key? as u64),
                            id: u128::from_be_bytes(*id),
                            bytes: bytes.to_vec(),
                        })
                    })
                    .collect()
            })
            .await
    }
}
