//! What a file must be found to hold once it is read back.
//!
//! A backup is worth what can be read from it. So the bytes that were written
//! are read again by [`Reader`](super::Reader), and what it found is compared
//! with what the workspace held: the checksum, and the records of each
//! collection, counted anew on both sides.

use super::{Opened, Writer};
use crate::domain::Collection;
use crate::workspace::sample::removal::NeverShared;
use crate::workspace::{ForeignCollection, Life, Table, Workspace};
use std::collections::BTreeMap;

/// How many records there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Deleted ones included: their stamps travel too.
    pub all: u64,
    /// Those that are not deleted.
    pub alive: u64,
}

/// By the stored name of the collection. Empty collections are left out.
type Tallies = BTreeMap<String, Tally>;

/// What was written, to be compared with what is read back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    sha256: String,
    tallies: Tallies,
}

/// What was read back is not what was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Mismatch {
    /// It is another file.
    #[error("the checksum is another")]
    Checksum,
    /// It holds more or fewer records than the workspace did.
    #[error("the number of records differs")]
    Counts,
}

impl Receipt {
    /// The receipt for all of a workspace that was written; `None` before its
    /// last part was.
    pub fn of(workspace: &Workspace, writer: &Writer) -> Option<Receipt> {
        let tables = Collection::ALL.iter().map(|collection| workspace.table(*collection));
        let never_shared = NeverShared::of(workspace);
        let tallies = tallies(tables, workspace.foreign_collections(), &never_shared);
        Some(Receipt { sha256: writer.sha256()?.to_owned(), tallies })
    }

    /// Compares it with what was read back.
    pub fn check(&self, opened: &Opened) -> Result<(), Mismatch> {
        if opened.sha256 != self.sha256 {
            return Err(Mismatch::Checksum);
        }
        let found = tallies(opened.tables.iter(), &opened.foreign, &NeverShared::default());
        if found != self.tallies {
            return Err(Mismatch::Counts);
        }
        Ok(())
    }

    /// How many records of each collection there are that are not deleted, in
    /// the order of the collections; those without any are left out.
    pub fn alive(&self) -> impl Iterator<Item = (Collection, u64)> {
        Collection::ALL.iter().filter_map(|collection| {
            let alive = self.tallies.get(collection.name())?.alive;
            (alive > 0).then_some((*collection, alive))
        })
    }
}

fn tallies<'a>(
    tables: impl Iterator<Item = &'a Table>,
    foreign: &[ForeignCollection],
    never_shared: &NeverShared,
) -> Tallies {
    let known = tables.map(|table| {
        let mut tally = Tally::default();
        for row in (0..table.len() as u32).filter(|row| !never_shared.holds(table, *row)) {
            tally.all += u64::from(table.life(row) != Life::Absent);
            tally.alive += u64::from(table.life(row) == Life::Alive);
        }
        (table.collection().name().to_owned(), tally)
    });
    let foreign = foreign.iter().map(|collection| {
        let alive = collection.records.iter().filter(|record| record.alive).count() as u64;
        (collection.name.clone(), Tally { all: collection.records.len() as u64, alive })
    });
    known.chain(foreign).filter(|(_, tally)| tally.all > 0).collect()
}
