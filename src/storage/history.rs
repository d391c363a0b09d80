//! What was done, change set by change set, and of the newest ones the inverses,
//! kept for undo.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8Array;
use tangga_engine::interchange::head::{LogKey, StoreHead};

use super::transaction::Read;
use super::{HEAD, HISTORY, META, StorageError, Store};

/// What is remembered of one change set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryEntry {
    /// Its place in the log.
    pub key: LogKey,
    /// Its id.
    pub id: u128,
    /// What it did, encoded with its inverse where that is kept.
    pub bytes: Vec<u8>,
}

impl Store {
    /// What is remembered of the last `limit` places of the log, newest first and
    /// without a gap.
    pub async fn history(&self, limit: u32) -> Result<Vec<HistoryEntry>, StorageError> {
        let last = self.last_key().await?;
        let first = first_of(last, limit);
        if first > last {
            return Ok(Vec::new());
        }
        self.history_in(|_| vec![(first, last)]).await
    }

    /// The inverses of imports and merges before the last `limit` places of the
    /// log, newest first: they are kept longer than others.
    pub async fn lasting_history(&self, limit: u32) -> Result<Vec<HistoryEntry>, StorageError> {
        let first = first_of(self.last_key().await?, limit);
        self.history_in(|head| {
            let lasting = head.lasting.iter().rev().filter(|key| **key < first);
            lasting.map(|key| (*key, *key)).collect()
        })
        .await
    }

    /// The inverses of the ranges of places that the head tells, one range after
    /// the other.
    async fn history_in(
        &self,
        ranges: impl Fn(&StoreHead) -> Vec<(LogKey, LogKey)>,
    ) -> Result<Vec<HistoryEntry>, StorageError> {
        self.0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[META, HISTORY])?;
                let meta = read.store(META)?;
                let history = read.store(HISTORY)?;
                let head = meta.get::<String, _, _>(HEAD).primitive()?;
                let head = self.same_store(head.await?)?;
                let mut entries = Vec::new();
                for (first, last) in ranges(&head) {
                    entries.extend(between(&history, first, last).await?);
                }
                Ok(entries)
            })
            .await
    }
}

/// The first of the last `limit` places.
fn first_of(last: LogKey, limit: u32) -> LogKey {
    LogKey(last.0.saturating_sub(u64::from(limit)) + 1)
}

/// The inverses of these places, both ends included, newest first.
async fn between(
    history: &ObjectStore<'_>,
    first: LogKey,
    last: LogKey,
) -> Result<Vec<HistoryEntry>, StorageError> {
    let range = KeyRange::Bound(first.0 as f64, false, last.0 as f64, false);
    let keys = history.get_all_keys::<f64>().with_query::<f64, _>(range.clone()).primitive()?;
    let values = history.get_all::<Uint8Array>().with_query::<f64, _>(range).primitive()?;
    let keys = keys.await?;
    let mut entries = Vec::new();
    for (key, value) in keys.zip(values.await?) {
        let (key, value) = (key?, value?);
        let (id, bytes) = value.split_first_chunk().ok_or(StorageError::Damaged)?;
        entries.push(HistoryEntry {
            key: LogKey(key as u64),
            id: u128::from_be_bytes(*id),
            bytes: bytes.to_vec(),
        });
    }
    entries.reverse();
    Ok(entries)
}
