//! Compaction: what the log says moves into segments, collections of another
//! version into a record beside them, and the log's folded entries go.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8ArraySlice;
use tangga_engine::interchange::head::LogKey;

use super::append::{ends_at, last_two_keys};
use super::transaction::{Durability, Write};
use super::{
    ERASED, FOREIGN, HEAD, LOG, MANIFEST, META, SEGMENTS, Staged, StorageError, Store, put_text,
    read_manifest,
};

/// What is folded.
pub struct Fold<'a> {
    /// The log's last key, up to which the segments hold everything afterwards.
    pub folded_to: LogKey,
    /// All segments that hold rows now.
    pub live: &'a [u32],
    /// Those of them that go.
    pub remove: &'a [u32],
    /// Those that come.
    pub staged: &'a Staged,
    /// The encoded collections of another version, if there are any.
    pub foreign: Option<&'a [u8]>,
    /// The encoded ids of the people who were erased, if there are any.
    pub erased: Option<&'a [u8]>,
}

impl Store {
    /// Makes the staged segments count in the place of those that go and empties
    /// the log. If the log does not end where the caller believes, or other
    /// segments hold the rows by now, nothing changes and the error is
    /// [`StorageError::Moved`]: open again.
    ///
    /// The switch is one small strict transaction. The removed segments are
    /// deleted after it; if that fails they are swept at the next opening.
    pub async fn fold(&self, fold: &Fold<'_>) -> Result<(), StorageError> {
        let connection = &self.0.connection;
        let staged = fold.staged;
        let switched =
            connection.with(async |database: &Database| self.switch(database, fold).await).await;
        match switched {
            Ok(bytes) => self.0.known.set((bytes, fold.folded_to)),
            Err(error @ (StorageError::Unanswered | StorageError::Disconnected)) => {
                // What was switched names the staged segments.
                match self.all_referenced(staged.entries()).await {
                    Ok(true) if !staged.entries().is_empty() => {}
                    Ok(_) => return Err(error),
                    Err(_) => return Err(StorageError::Unknown),
                }
            }
            Err(error) => return Err(error),
        }
        // The switch stands; what cannot be deleted now is swept later.
        let _ = self.delete_unreferenced(fold.remove).await;
        Ok(())
    }

    /// Says how many bytes the live segments then have.
    async fn switch(&self, database: &Database, fold: &Fold<'_>) -> Result<u64, StorageError> {
        let Fold { folded_to, live, remove, staged, foreign, erased } = *fold;
        let write = Write::begin(database, &[LOG, META, SEGMENTS], Durability::Strict)?;
        let bytes = {
            let meta = write.store(META)?;
            let log = write.store(LOG)?;
            let head = meta.get::<String, _, _>(HEAD).primitive()?;
            let manifest = meta.get::<String, _, _>(MANIFEST).primitive()?;
            let end = last_two_keys(&log, folded_to)?;
            let mut head = self.same_store(head.await?)?;
            let mut manifest = read_manifest(manifest.await?)?;
            let end: Vec<f64> = end.await?.collect::<Result<_, _>>()?;
            // A tab that had nothing more to read does not notice that another one
            // folded; to fold by what it remembers would store rows twice.
            if !ends_at(folded_to, &end, head.folded_to) || !manifest.holds(live) {
                return Err(StorageError::Moved);
            }
            staged.check(&write.store(SEGMENTS)?).await?;
            manifest.switch(remove, staged.entries());
            head.folded_to = folded_to;
            put_text(&meta, MANIFEST, manifest.to_json())?;
            for (record, bytes) in [(FOREIGN, foreign), (ERASED, erased)] {
                match bytes {
                    Some(bytes) => {
                        let value = meta.put(Uint8ArraySlice::new(bytes));
                        value.with_key(record.to_owned()).without_key_type().primitive()?;
                    }
                    None => drop(meta.delete::<String, _>(record.to_owned()).primitive()?),
                }
            }
            put_text(&meta, HEAD, head.to_json())?;
            log.delete::<f64, _>(KeyRange::UpperBound(folded_to.0 as f64, false)).primitive()?;
            manifest.bytes()
        };
        write.commit().await?;
        Ok(bytes)
    }
}
