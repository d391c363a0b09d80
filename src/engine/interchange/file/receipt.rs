//! What a file must be found to hold once it is read back.
//!
//! A backup is worth what can be read from it. So the bytes that were written
//! are read again by [`Reader`](super::Reader), and what it found is compared
//! with what the workspace held: the checksum, and the records of each
//! collection, counted anew on both sides.

use super::extent::Chosen;
use super::{Extent, Opened, Writer};
use crate::domain::Collection;
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
    /// The receipt for what was written of a workspace; `None` before its last
    /// part was.
    pub fn of(workspace: &Workspace, writer: &Writer) -> Option<Receipt> {
        let tallies = chosen_tallies(workspace, writer.chosen());
        Some(Receipt { sha256: writer.sha256()?.to_owned(), tallies })
    }

    /// Compares it with what was read back.
    pub fn check(&self, opened: &Opened) -> Result<(), Mismatch> {
        if opened.sha256 != self.sha256 {
            return Err(Mismatch::Checksum);
        }
        let all = |table: &Table, row| table.life(row) != Life::Absent;
        let found = tallies(opened.tables.iter(), &opened.foreign, all);
        if found != self.tallies {
            return Err(Mismatch::Counts);
        }
        Ok(())
    }

    /// How many records of each collection there are that are not deleted, in
    /// the order of the collections; those without any are left out.
    pub fn alive(&self) -> Vec<(Collection, u64)> {
        alive(&self.tallies)
    }
}

/// How many records of each collection a file of this extent would hold, as
/// [`Receipt::alive`] counts them.
pub fn held(workspace: &Workspace, extent: &Extent) -> Vec<(Collection, u64)> {
    alive(&chosen_tallies(workspace, &Chosen::of(extent, workspace)))
}

fn alive(tallies: &Tallies) -> Vec<(Collection, u64)> {
    let of = |collection: &Collection| Some((*collection, tallies.get(collection.name())?.alive));
    Collection::ALL.iter().filter_map(of).filter(|(_, alive)| *alive > 0).collect()
}

fn chosen_tallies(workspace: &Workspace, chosen: &Chosen) -> Tallies {
    let tables = Collection::ALL.iter().map(|collection| workspace.table(*collection));
    let foreign = if chosen.foreign { workspace.foreign_collections() } else { &[] };
    tallies(tables, foreign, |table, row| chosen.has(table, row))
}

fn tallies<'a>(
    tables: impl Iterator<Item = &'a Table>,
    foreign: &[ForeignCollection],
    is_in: impl Fn(&Table, u32) -> bool,
) -> Tallies {
    let known = tables.map(|table| {
        let mut tally = Tally::default();
        for row in (0..table.len() as u32).filter(|row| is_in(table, *row)) {
            tally.all += 1;
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
