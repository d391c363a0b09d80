//! Compare-and-append: the only way in which a change becomes durable.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::{Uint8Array, Uint8ArraySlice};
use tangga_engine::interchange::head::{LogKey, VectorRecord};
use tangga_engine::interchange::log::without_inverse;

use super::record::ID_BYTES;
use super::transaction::{Durability, Read, Write};
use super::{
    ERASING, HEAD, HISTORY, LOG, MANIFEST, META, SEGMENTS, Staged, StorageError, Store, put_text,
    read_manifest,
};

/// Inverses that are too old are given up when the log's key is a multiple of
/// this, so that most appends do not pay for it.
const GIVE_UP_EVERY: u64 = 16;

/// What one change set writes.
pub struct Append<'a> {
    /// The encoded change set, which begins with its id, 16 bytes big-endian.
    pub entry: &'a [u8],
    /// Its encoded inverse.
    pub history: &'a [u8],
    /// The version vector after it.
    pub vector: VectorRecord,
    /// The segments that come to count with it.
    pub staged: Option<&'a Staged>,
    /// Whether it is an import or a merge, whose inverse is kept longer.
    pub lasting: bool,
    /// Whether it erases people: then the mark is set that this has to be
    /// finished.
    pub erases: bool,
}

impl Store {
    /// Appends a change set after `expected`, the last one that the caller has
    /// applied, and gives its key.
    ///
    /// If the log goes on after `expected` nothing is written and the error is
    /// [`StorageError::Moved`]; so it is if the device goes by another id by now
    /// than this tab knows. Durability is relaxed for edits and strict
    /// where staged segments come to count.
    pub async fn append(
        &self,
        expected: LogKey,
        append: &Append<'_>,
    ) -> Result<LogKey, StorageError> {
        let key = self.append_uncounted(expected, append).await?;
        let staged = append.staged.map_or(&[][..], Staged::entries);
        let staged: u64 = staged.iter().map(|entry| u64::from(entry.bytes)).sum();
        self.count(key, append.entry.len() as u64 + staged);
        Ok(key)
    }

    async fn append_uncounted(
        &self,
        expected: LogKey,
        append: &Append<'_>,
    ) -> Result<LogKey, StorageError> {
        let id = id_of(append.entry)?;
        let written = self
            .0
            .connection
            .with(async |database: &Database| self.write(database, expected, id, append).await)
            .await;
        match written {
            Ok(()) => Ok(expected.next()),
            // Without an answer it may have been written, and a second attempt
            // over a new connection may have met the first one's entry.
            Err(
                error @ (StorageError::Unanswered
                | StorageError::Disconnected
                | StorageError::Moved),
            ) => match self.find(expected, u128::from_be_bytes(id)).await {
                Ok(true) => Ok(expected.next()),
                Ok(false) => Err(error),
                Err(_) if error == StorageError::Moved => Err(error),
                Err(_) => Err(StorageError::Unknown),
            },
            Err(error) => Err(error),
        }
    }

    /// Whether the change set `id` stands right after `expected`, which is the
    /// only place where its append can have put it.
    pub async fn find(&self, expected: LogKey, id: u128) -> Result<bool, StorageError> {
        let key = expected.next().0 as f64;
        self.0
            .connection
            .with(async |database: &Database| {
                let read = Read::begin(database, &[META, LOG, HISTORY])?;
                let meta = read.store(META)?;
                let log = read.store(LOG)?;
                let history = read.store(HISTORY)?;
                let head = meta.get::<String, _, _>(HEAD).primitive()?;
                let entry = log.get::<Uint8Array, f64, _>(key).primitive()?;
                // Another tab may have folded the entry away meanwhile.
                let inverse = history.get::<Uint8Array, f64, _>(key).primitive()?;
                self.same_store(head.await?)?;
                let stored = [entry.await?, inverse.await?];
                Ok(stored.into_iter().flatten().any(|bytes| bytes.starts_with(&id.to_be_bytes())))
            })
            .await
    }

    async fn write(
        &self,
        database: &Database,
        expected: LogKey,
        id: [u8; ID_BYTES],
        append: &Append<'_>,
    ) -> Result<(), StorageError> {
        let (stores, durability): (&[&str], _) = match append.staged {
            None if append.erases => (&[LOG, META, HISTORY], Durability::Strict),
            None => (&[LOG, META, HISTORY], Durability::Relaxed),
            Some(_) => (&[LOG, META, HISTORY, SEGMENTS], Durability::Strict),
        };
        let inverse = [&id, append.history].concat();
        let write = Write::begin(database, stores, durability)?;
        {
            let meta = write.store(META)?;
            let log = write.store(LOG)?;
            let history = write.store(HISTORY)?;
            let head = meta.get::<String, _, _>(HEAD).primitive()?;
            let end = last_two_keys(&log, expected)?;
            let mut head = self.same_store(head.await?)?;
            let end: Vec<f64> = end.await?.collect::<Result<_, _>>()?;
            if !ends_at(expected, &end, head.folded_to) || head.device != self.device() {
                return Err(StorageError::Moved);
            }
            if let Some(staged) = append.staged {
                staged.check(&write.store(SEGMENTS)?).await?;
                let manifest = meta.get::<String, _, _>(MANIFEST).primitive()?.await?;
                let mut manifest = read_manifest(manifest)?;
                manifest.switch(&[], &staged.entries);
                put_text(&meta, MANIFEST, manifest.to_json())?;
            }
            let key = expected.next();
            let place = key.0 as f64;
            log.add(Uint8ArraySlice::new(append.entry)).with_key(place).primitive()?;
            history.add(Uint8ArraySlice::new(&inverse)).with_key(place).primitive()?;
            head.vector = append.vector.clone();
            let mut too_old = match append.lasting {
                true => Vec::from_iter(head.keep_lasting(key)),
                false => Vec::new(),
            };
            if key.0.is_multiple_of(GIVE_UP_EVERY) {
                too_old.extend(head.grown_old(key, GIVE_UP_EVERY));
            }
            put_text(&meta, HEAD, head.to_json())?;
            if append.erases {
                meta.put(place).with_key(ERASING.to_owned()).without_key_type().primitive()?;
            }
            give_up_inverses(&history, &too_old).await?;
        }
        write.commit().await
    }
}

/// Leaves of these entries of the history what was done. One that cannot be read,
/// being of another version, stays as it is.
async fn give_up_inverses(
    history: &ObjectStore<'_>,
    places: &[LogKey],
) -> Result<(), StorageError> {
    for place in places {
        let place = place.0 as f64;
        let entry = history.get::<Uint8Array, f64, _>(place).primitive()?.await?;
        let entry = entry.as_deref().map_or(&[][..], Vec::as_slice);
        let Some((id, inverse)) = entry.split_first_chunk::<ID_BYTES>() else { continue };
        if let Some(short) = without_inverse(inverse) {
            let short = [&id[..], &short].concat();
            history.put(Uint8ArraySlice::new(&short)).with_key(place).primitive()?;
        }
    }
    Ok(())
}

fn id_of(entry: &[u8]) -> Result<[u8; ID_BYTES], StorageError> {
    entry.first_chunk().copied().ok_or(StorageError::Damaged)
}

/// Asks for the log's keys from `expected` on, two at most: enough for
/// [`ends_at`].
pub(super) fn last_two_keys(
    log: &ObjectStore<'_>,
    expected: LogKey,
) -> Result<indexed_db_futures::future::GetAllPrimitiveRequest<f64>, StorageError> {
    let range = KeyRange::LowerBound(expected.0 as f64, false);
    Ok(log.get_all_keys::<f64>().with_query::<f64, _>(range).with_limit(2).primitive()?)
}

/// Whether the log ends at `expected`, given its keys from there on.
pub(super) fn ends_at(expected: LogKey, keys: &[f64], folded_to: LogKey) -> bool {
    match keys {
        [] => folded_to == expected,
        [key] => *key == expected.0 as f64,
        _ => false,
    }
}
