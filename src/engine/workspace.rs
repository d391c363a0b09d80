//! The whole of a team's data in memory, and its one door.
//!
//! Every edit, import, merge, undo, and what another tab did, is a
//! [`ChangeSet`]. [`Workspace::apply`] is the only way in; whoever calls it has
//! stored the change set first. Applying the same change set twice, or change
//! sets of different devices in any order, ends in the same state: each field
//! keeps the value with the latest stamp.

mod arrival;
pub mod change;
pub mod column;
mod consents;
mod customer_facts;
mod devices;
pub mod doubles;
mod erasure;
pub mod foreign;
mod identities;
mod join;
pub mod links;
pub mod merge;
mod money;
pub mod order;
mod requests;
mod revision;
pub mod sample;
pub mod search;
mod suppression;
pub mod table;
pub mod undo;

pub use change::{Action, Brought, ChangeSet, Draft, Edit, Label, Lives, Restored};
pub use column::Column;
pub use erasure::Erased;
pub use foreign::{EarlierForeign, ForeignCollection, ForeignRecord, PARKED};
pub use identities::VersionVector;
pub use revision::Revision;
pub use suppression::Mark;
pub use table::{ALIVE, Life, Table};
pub use undo::{Inverse, Undo};

use crate::domain::{
    Collection, Day, Entity, FeedbackFacts, FieldId, NO_ROW, PurchaseFacts, RecordId, Setting,
    Stamp, Survey, Value, schema,
};
use customer_facts::CustomerFacts;
use identities::IdIndex;
use links::Unions;

/// One collection in memory: its rows and where each id lies.
struct Shelf {
    table: Table,
    index: IdIndex,
    /// Which blocks of rows changed since they were last stored as segments.
    dirty: Vec<bool>,
}

/// Rows in one block of [`Workspace::take_dirty_blocks`]; a stored segment
/// holds at most this many.
pub const BLOCK_ROWS: usize = 4_000;

/// A team's data.
pub struct Workspace {
    shelves: Vec<Shelf>,
    /// For the collections that are about customers, in the order of [`ABOUT`].
    facts: [CustomerFacts; ABOUT.len()],
    feedback_surveys: Vec<Option<Survey>>,
    vector: VersionVector,
    latest: Stamp,
    /// Sorted by name.
    foreign: Vec<ForeignCollection>,
    unions: Unions,
    erased: Erased,
    /// Whether no change set is taken in by parts at the moment.
    whole: bool,
    revision: Revision,
}

impl Default for Workspace {
    fn default() -> Self {
        Workspace::new()
    }
}

impl Workspace {
    /// An empty workspace. It has its settings record from birth, so that two
    /// devices that both change a setting change the same record.
    pub fn new() -> Workspace {
        let mut workspace = Workspace {
            shelves: Collection::ALL
                .iter()
                .map(|c| Shelf {
                    table: Table::new(*c),
                    index: IdIndex::default(),
                    dirty: Vec::new(),
                })
                .collect(),
            facts: Default::default(),
            feedback_surveys: Vec::new(),
            vector: VersionVector::default(),
            latest: Stamp::BIRTH,
            foreign: Vec::new(),
            unions: Unions::default(),
            erased: Erased::default(),
            whole: true,
            revision: Revision::first(),
        };
        let mut birth = Table::new(Collection::Setting);
        birth.push_empty(Setting::ID, Stamp::BIRTH);
        workspace.load(birth);
        workspace
    }

    fn shelf(&self, collection: Collection) -> &Shelf {
        &self.shelves[collection as usize]
    }

    fn shelf_mut(&mut self, collection: Collection) -> &mut Shelf {
        &mut self.shelves[collection as usize]
    }

    /// The rows of a collection as they are stored, deleted ones included.
    /// Customers as people see them are [`Workspace::customers`].
    pub fn table(&self, collection: Collection) -> &Table {
        &self.shelf(collection).table
    }

    /// Where the record lies, if this workspace has it, deleted or not.
    pub fn row(&self, collection: Collection, id: RecordId) -> Option<u32> {
        let shelf = self.shelf(collection);
        let row = shelf.index.find(shelf.table.origin_code(id.origin)?, id.number)?;
        (shelf.table.life(row) != Life::Absent).then_some(row)
    }

    /// The identity of the record at a row.
    pub fn id(&self, collection: Collection, row: u32) -> RecordId {
        self.table(collection).id(row)
    }

    /// Whether the record at the row is there and not deleted.
    pub fn is_alive(&self, collection: Collection, row: u32) -> bool {
        self.shown(collection).life(row) == Life::Alive
    }

    /// The record at a row, typed.
    pub fn read<E: Entity>(&self, row: u32) -> E {
        let table = self.shown(E::COLLECTION);
        E::read(|field| table.value(row, field))
    }

    /// The record with this id, typed, if it is there and not deleted. For a
    /// customer who is united with others that is the head of the group.
    pub fn find<E: Entity>(&self, id: RecordId) -> Option<E> {
        let row = self.shown_row(E::COLLECTION, id)?;
        self.is_alive(E::COLLECTION, row).then(|| self.read(row))
    }

    /// The rows of a collection that are not deleted, in order of arrival.
    pub fn alive_rows(&self, collection: Collection) -> impl Iterator<Item = u32> + '_ {
        let table = self.shown(collection);
        (0..table.len() as u32).filter(|row| table.life(*row) == Life::Alive)
    }

    /// The rows of a collection whose records are not deleted, those of united
    /// customers one by one.
    fn records_alive(&self, collection: Collection) -> impl Iterator<Item = u32> + '_ {
        let table = self.table(collection);
        (0..table.len() as u32).filter(|row| table.life(*row) == Life::Alive)
    }

    /// The typed records of a collection that are not deleted, with their ids.
    pub fn all<E: Entity>(&self) -> impl Iterator<Item = (RecordId, E)> + '_ {
        self.alive_rows(E::COLLECTION).map(|row| (self.id(E::COLLECTION, row), self.read(row)))
    }

    /// How many records of a collection are not deleted.
    pub fn count(&self, collection: Collection) -> usize {
        self.alive_rows(collection).count()
    }

    /// The workspace's settings.
    pub fn settings(&self) -> Setting {
        self.find(Setting::ID).unwrap_or_default()
    }

    /// Whether there is nothing in it but settings.
    pub fn is_empty(&self) -> bool {
        Collection::ALL.iter().all(|c| *c == Collection::Setting || self.table(*c).is_empty())
    }

    /// The highest stamp seen of each device.
    pub fn vector(&self) -> &VersionVector {
        &self.vector
    }

    /// The latest stamp seen of any device; the next one must be later.
    pub fn latest(&self) -> Stamp {
        self.latest
    }

    /// The state at hand, other than before each change and than in every other
    /// workspace.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Takes the version vector that was stored beside the segments.
    pub fn load_vector(&mut self, vector: VersionVector) {
        self.revision.rise();
        for stamp in vector.stamps() {
            self.see(stamp);
        }
    }

    fn see(&mut self, stamp: Stamp) {
        self.vector.see(stamp);
        self.latest = self.latest.max(stamp);
    }

    /// The version vector once the change set is applied.
    pub fn vector_after(&self, change_set: &ChangeSet) -> VersionVector {
        let mut vector = change_set.vector.as_ref().unwrap_or(&self.vector).clone();
        if change_set.writes() {
            vector.see(change_set.stamp);
        }
        // Adopted rows alone do not say that all their devices wrote before was
        // seen: a part of a workspace brings rows and no vector.
        change_set.joined.stamps().for_each(|stamp| vector.see(stamp));
        vector
    }

    /// Which of the customers are not deleted, by row.
    pub fn customers_alive(&self) -> Vec<bool> {
        let table = self.customers();
        (0..table.len() as u32).map(|row| table.life(row) == Life::Alive).collect()
    }

    /// All purchases as columns.
    pub fn purchases(&self) -> PurchaseFacts<'_> {
        use schema::purchase;
        let table = self.table(Collection::Purchase);
        let facts = &self.facts[0];
        PurchaseFacts {
            customer: facts.customer(),
            day: table.dates(purchase::DATE),
            amount: table.integers(purchase::AMOUNT),
            cost: table.integers(purchase::COST),
            counts: facts.counts(),
        }
    }

    /// All feedback answers as columns.
    pub fn feedback(&self) -> FeedbackFacts<'_> {
        use schema::feedback;
        let table = self.table(Collection::Feedback);
        let facts = &self.facts[2];
        FeedbackFacts {
            customer: facts.customer(),
            day: table.dates(feedback::DATE),
            score: table.integers(feedback::SCORE),
            survey: &self.feedback_surveys,
            counts: facts.counts(),
        }
    }

    /// The customer's row of each interaction ([`NO_ROW`] where none), its day,
    /// and whether it counts.
    pub fn interactions(&self) -> (&[u32], &[i32], &[bool]) {
        let table = self.table(Collection::Interaction);
        let facts = &self.facts[1];
        (facts.customer(), table.dates(schema::interaction::DATE), facts.counts())
    }

    /// For each record of a collection that is about customers the customer's row
    /// ([`NO_ROW`] where none) and whether it counts. Empty for other collections.
    pub fn about(&self, collection: Collection) -> (&[u32], &[bool]) {
        match fact_place(collection) {
            Some(place) => (self.facts[place].customer(), self.facts[place].counts()),
            None => (&[], &[]),
        }
    }

    /// The rows of a collection that are about one customer and count, in
    /// order of arrival. Empty for collections that are not about customers.
    pub fn rows_about(&self, collection: Collection, customer: u32) -> Vec<u32> {
        match fact_place(collection) {
            Some(place) => self.facts[place].rows_about(customer),
            None => Vec::new(),
        }
    }

    /// The text that a label column holds for each code, and the codes of all
    /// rows: what filters and groupings scan.
    pub fn labels(&self, collection: Collection, field: FieldId) -> (&[Box<str>], &[u32]) {
        self.shown(collection).labels(field)
    }

    /// A field's value by record, absent if the record is not here.
    pub fn value(&self, collection: Collection, id: RecordId, field: FieldId) -> Option<Value> {
        self.shown(collection).value(self.row(collection, id)?, field)
    }

    /// Brings rows in that were stored before: segments at open. Rows that are
    /// here already are joined.
    pub fn load(&mut self, rows: Table) {
        self.revision.rise();
        // The vector does not tell of what a part of a workspace brought; what
        // is written next must be later than that, too.
        self.latest = rows.stamps().iter().copied().fold(self.latest, Stamp::max);
        self.take_rows(&rows, false);
        self.settle_unions();
    }

    /// Takes in some of the rows of a stored change set that has too many for one go.
    /// Until the rest of it is applied the workspace is not [whole](Workspace::is_whole).
    pub fn load_part(&mut self, rows: Table) {
        self.whole = false;
        self.load(rows);
    }

    /// Whether it holds every change set as a whole or not at all: only then a file may
    /// be written of it.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Its rows as tables, some of them empty.
    pub fn into_tables(self) -> impl Iterator<Item = Table> {
        self.shelves.into_iter().map(|shelf| shelf.table)
    }

    /// Applies a change set. Must be called only after the change set was
    /// stored, and in the order of the log.
    pub fn apply(&mut self, change_set: &ChangeSet) {
        self.revision.rise();
        self.vector = self.vector_after(change_set);
        self.latest = self.latest.max(change_set.stamp).max(change_set.latest_adopted());
        self.erase(&change_set.erased);
        for rows in change_set.created.iter().chain(&change_set.adopted) {
            self.take_rows(rows, true);
        }
        for edit in &change_set.edits {
            self.edit(
                edit.collection,
                edit.record,
                edit.field,
                edit.value.as_ref(),
                change_set.stamp,
            );
        }
        for lives in &change_set.lives {
            self.set_lives(lives, change_set.stamp);
        }
        for lives in &change_set.removed {
            self.remove(lives);
        }
        for restored in &change_set.restored {
            self.force(restored);
        }
        self.apply_foreign(change_set);
        self.forget_foreign();
        self.settle_unions();
        self.whole = true;
    }

    /// Blocks of [`BLOCK_ROWS`] rows of the collection that changed since the
    /// last call, oldest first.
    pub fn take_dirty_blocks(&mut self, collection: Collection) -> Vec<usize> {
        let dirty = &mut self.shelf_mut(collection).dirty;
        let blocks = dirty.iter().enumerate().filter(|(_, d)| **d).map(|(at, _)| at).collect();
        dirty.fill(false);
        blocks
    }

    /// Marks blocks as changed: what a compaction that failed gives back.
    pub fn mark_dirty_blocks(&mut self, collection: Collection, blocks: &[usize]) {
        for block in blocks {
            self.mark(collection, (block * BLOCK_ROWS) as u32);
        }
    }

    fn mark(&mut self, collection: Collection, row: u32) {
        let dirty = &mut self.shelf_mut(collection).dirty;
        let block = row as usize / BLOCK_ROWS;
        if dirty.len() <= block {
            dirty.resize(block + 1, false);
        }
        dirty[block] = true;
    }

    /// The day of the latest counted purchase that is not after `today`.
    pub fn last_purchase_day(&self, today: Day) -> Option<Day> {
        let facts = self.purchases();
        let last = facts.day.iter().zip(facts.counts).filter(|(d, c)| **c && **d <= today.0);
        last.map(|(d, _)| *d).max().filter(|d| *d != i32::MIN).map(Day)
    }

    /// The customer whose field holds this text, if one does.
    pub fn customer_by_text(&self, field: FieldId, text: &str) -> Option<u32> {
        let table = self.customers();
        self.alive_rows(Collection::Customer).find(|row| table.text(*row, field) == Some(text))
    }
}

/// The collections that are about customers.
const ABOUT: [Collection; 6] = [
    Collection::Purchase,
    Collection::Interaction,
    Collection::Feedback,
    Collection::Consent,
    Collection::Request,
    Collection::Export,
];

/// The place of a collection that is about customers in [`Workspace::facts`].
fn fact_place(collection: Collection) -> Option<usize> {
    ABOUT.iter().position(|about| *about == collection)
}

/// Whether a customer row counts: there and not deleted. A fact about nobody
/// counts by itself.
fn customer_counts(customers: &Table, row: u32) -> bool {
    row == NO_ROW || customers.life(row) == Life::Alive
}

#[cfg(test)]
mod tests;
