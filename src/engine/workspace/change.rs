//! The change set: what happened, as one thing that is stored, undone and
//! handed on whole.

use super::column::Column;
use super::foreign::{EarlierForeign, ForeignCollection};
use super::table::{Life, Table};
use super::{Erased, VersionVector, Workspace};
use crate::domain::schema::{FieldId, Value};
use crate::domain::{ChangeSetId, Collection, Entity, RecordId, Stamp};
use rustc_hash::FxHashMap;

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// What a change set did, for the history list.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum Action { $($(#[$doc])* $variant,)* }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Action] = &[$(Action::$variant,)*];

            /// The code that is stored.
            pub fn code(self) -> &'static str {
                match self { $(Action::$variant => $code,)* }
            }

            /// The action that a stored code names.
            pub fn from_code(code: &str) -> Option<Action> {
                match code { $($code => Some(Action::$variant),)* _ => None }
            }
        }
    };
}

actions! {
    /// A record was added.
    Add = "add",
    /// A record was changed.
    Change = "change",
    /// A record, or several, were deleted.
    Delete = "delete",
    /// A touchpoint or stage was moved.
    Move = "move",
    /// A customer was pinned to a rung, or released.
    Pin = "pin",
    /// Settings were changed.
    Settings = "settings",
    /// A spreadsheet was imported.
    Import = "import",
    /// A workspace file was opened or merged.
    OpenFile = "open_file",
    /// The sample shop was set up.
    Sample = "sample",
    /// The sample shop was removed.
    RemoveSample = "remove_sample",
    /// A person was erased.
    Erase = "erase",
    /// Another change was undone.
    Undo = "undo",
    /// An undone change was done again.
    Redo = "redo",
}

/// Whose file was brought in, and how many records it changed. A spreadsheet is
/// nobody's, and the records are customers: the label counts its rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Brought {
    /// What people call the device that wrote it; may be blank.
    pub by: String,
    /// Records that both sides had changed, unseen by each other.
    pub conflicts: u32,
    /// Records that were not here.
    pub new: u32,
    /// Records that changed.
    pub changed: u32,
    /// Records that went.
    pub deleted: u32,
}

/// Says what a change set did, without words: the interface finds the words in
/// the reader's language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// What was done.
    pub action: Action,
    /// To which kind of record, where it was one kind.
    pub collection: Option<Collection>,
    /// To which record, where it was one.
    pub record: Option<RecordId>,
    /// To how many records.
    pub count: u32,
    /// From which file, where one was read.
    pub file: Option<String>,
    /// What that file brought.
    pub brought: Option<Brought>,
    /// Which change set was undone or done again.
    pub of: Option<ChangeSetId>,
    /// What that change set did.
    pub was: Option<Action>,
}

impl Label {
    /// Whether it is of records that had waited for their time. The app takes them
    /// in by itself, without a file.
    pub fn takes_in_what_waited(&self) -> bool {
        self.action == Action::OpenFile && self.file.is_none()
    }

    /// Whether it is of the log of what left as a file. The app keeps that by itself,
    /// and nobody undoes it.
    pub fn is_of_export_log(&self) -> bool {
        self.collection == Some(Collection::Export)
    }

    /// A label for one action on nothing in particular.
    pub fn new(action: Action) -> Label {
        Label {
            action,
            collection: None,
            record: None,
            count: 0,
            file: None,
            brought: None,
            of: None,
            was: None,
        }
    }

    /// A label for one action on one record.
    pub fn about(action: Action, collection: Collection, record: RecordId) -> Label {
        let (collection, record) = (Some(collection), Some(record));
        Label { collection, record, count: 1, ..Label::new(action) }
    }
}

/// One field's new value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The record's collection.
    pub collection: Collection,
    /// The record.
    pub record: RecordId,
    /// The field.
    pub field: FieldId,
    /// The value; `None` clears the field.
    pub value: Option<Value>,
}

/// Records named by origin and a range of numbers, and whether they live.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lives {
    /// The records' collection.
    pub collection: Collection,
    /// The change set that created them.
    pub origin: ChangeSetId,
    /// The first number.
    pub first: u32,
    /// How many numbers.
    pub count: u32,
    /// Numbers in the range that are not meant, sorted.
    pub except: Vec<u32>,
    /// Whether they live from now on.
    pub alive: bool,
}

impl Lives {
    /// One record's life.
    pub fn of(collection: Collection, record: RecordId, alive: bool) -> Lives {
        let RecordId { origin, number } = record;
        Lives { collection, origin, first: number, count: 1, except: Vec::new(), alive }
    }

    /// Adds a record to a list of ranges, prolonging the last one if it fits.
    pub fn note(list: &mut Vec<Lives>, collection: Collection, record: RecordId, alive: bool) {
        match list.last_mut() {
            Some(last)
                if last.collection == collection
                    && last.alive == alive
                    && last.origin == record.origin
                    && last.first + last.count == record.number =>
            {
                last.count += 1;
            }
            _ => list.push(Lives::of(collection, record, alive)),
        }
    }
}

/// A field's earlier value with its earlier stamp, for undoing a merge. With
/// [`super::ALIVE`] as its field it is the record's earlier life.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// The record's collection.
    pub collection: Collection,
    /// The record.
    pub record: RecordId,
    /// The field.
    pub field: FieldId,
    /// Its earlier value.
    pub value: Option<Value>,
    /// Its earlier stamp; `None` if it had none of its own.
    pub stamp: Option<Stamp>,
}

/// What happened, whole.
#[derive(Clone, Debug)]
pub struct ChangeSet {
    /// Its identity, known before it was stored.
    pub id: ChangeSetId,
    /// Its place in time, given when it is stored.
    pub stamp: Stamp,
    /// The device's clock in milliseconds since 1970, for display only.
    pub wall_clock: u64,
    /// What it did.
    pub label: Label,
    /// Records it creates, by collection. Their numbers run on over all of them.
    pub created: Vec<Table>,
    /// Records from a file, which keep their own stamps.
    pub adopted: Vec<Table>,
    /// Fields it writes.
    pub edits: Vec<Edit>,
    /// Records it deletes or brings back.
    pub lives: Vec<Lives>,
    /// Records that a merge brought and that go as if they had never come.
    pub removed: Vec<Lives>,
    /// Fields that a merge changed and that go back.
    pub restored: Vec<Restored>,
    /// The version vector that comes back when a merge is undone.
    pub vector: Option<VersionVector>,
    /// The version vector of a file whose records are adopted.
    pub joined: VersionVector,
    /// Records of a file whose collections this version does not know.
    pub foreign: Vec<ForeignCollection>,
    /// Unknown fields and collections as they come back when a merge is undone.
    pub earlier_foreign: Option<EarlierForeign>,
    /// People whose personal data it erases.
    pub erased: Erased,
}

impl ChangeSet {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.created.iter().chain(&self.adopted).all(Table::is_empty)
            && self.edits.is_empty()
            && self.lives.is_empty()
            && self.removed.is_empty()
            && self.restored.is_empty()
            && self.foreign.is_empty()
            && self.earlier_foreign.is_none()
            && self.joined == VersionVector::default()
            && self.erased.is_empty()
    }

    /// Whether it takes a file over: its undo retracts, and nothing travels.
    ///
    /// Records that every workspace has from its birth do not count: who writes
    /// to such a record first adopts its empty form.
    pub fn takes_over(&self) -> bool {
        let from_birth = |table: &Table| table.stamps().iter().all(|s| *s == Stamp::BIRTH);
        self.joined != VersionVector::default()
            || !self.adopted.iter().all(from_birth)
            || !self.foreign.is_empty()
    }

    /// Whether it writes anything under its own stamp. Adoption and its undo do
    /// not: nothing of them travels, so no version vector tells of them.
    pub fn writes(&self) -> bool {
        !(self.created.is_empty() && self.edits.is_empty() && self.lives.is_empty())
    }

    /// How many rows it creates or adopts.
    pub fn rows(&self) -> usize {
        self.created.iter().chain(&self.adopted).map(Table::len).sum()
    }
}

/// A change set in the making: it has its identity and no stamp yet.
#[derive(Clone, Debug)]
pub struct Draft {
    change_set: ChangeSet,
    next_number: u32,
    /// Where each edited field stands: a change set holds it at most once.
    edited: FxHashMap<(RecordId, FieldId), usize>,
}

impl Draft {
    /// Begins a change set.
    pub fn new(id: ChangeSetId, label: Label) -> Draft {
        let change_set = ChangeSet {
            id,
            stamp: Stamp::BIRTH,
            wall_clock: 0,
            label,
            created: Vec::new(),
            adopted: Vec::new(),
            edits: Vec::new(),
            lives: Vec::new(),
            removed: Vec::new(),
            restored: Vec::new(),
            vector: None,
            joined: VersionVector::default(),
            foreign: Vec::new(),
            earlier_foreign: None,
            erased: Erased::default(),
        };
        Draft { change_set, next_number: 0, edited: FxHashMap::default() }
    }

    /// The label.
    pub fn label(&self) -> &Label {
        &self.change_set.label
    }

    /// The label, to complete it.
    pub fn label_mut(&mut self) -> &mut Label {
        &mut self.change_set.label
    }

    /// Creates a record.
    pub fn create<E: Entity>(&mut self, record: &E) -> RecordId {
        let id = RecordId { origin: self.change_set.id, number: self.next_number };
        self.next_number += 1;
        let same = |table: &&mut Table| table.collection() == E::COLLECTION;
        let table = match self.change_set.created.iter_mut().find(same) {
            Some(table) => table,
            None => {
                self.change_set.created.push(Table::new(E::COLLECTION));
                self.change_set.created.last_mut().expect("just pushed")
            }
        };
        table.push(id, Stamp::BIRTH, record);
        id
    }

    /// The identity that the next created record gets.
    pub fn next_id(&self) -> RecordId {
        RecordId { origin: self.change_set.id, number: self.next_number }
    }

    /// Creates many records from columns; they are numbered from the returned
    /// number on. Use at most once a collection in a draft, and not together
    /// with [`Draft::create`] for that collection.
    pub fn create_rows(&mut self, collection: Collection, columns: Vec<(FieldId, Column)>) -> u32 {
        let first = self.next_number;
        let table = Table::created(collection, columns, self.change_set.id, first, Stamp::BIRTH);
        self.next_number += table.len() as u32;
        self.change_set.created.push(table);
        first
    }

    /// Like [`Draft::create_rows`] for rows that refer to records: the codes in
    /// reference columns stand for `origins`, the first of which is this change
    /// set.
    pub fn create_referring_rows(
        &mut self,
        collection: Collection,
        columns: Vec<(FieldId, Column)>,
        origins: &[ChangeSetId],
    ) -> u32 {
        let first = self.create_rows(collection, columns);
        if let Some(table) = self.change_set.created.last_mut() {
            origins.iter().for_each(|origin| {
                table.intern_origin(*origin);
            });
        }
        first
    }

    /// Adopts records of a file.
    pub fn adopt(&mut self, rows: Table) {
        self.change_set.adopted.push(rows);
    }

    /// Adopts records of a file whose collections this version does not know,
    /// sorted by name and id.
    pub fn adopt_foreign(&mut self, collections: Vec<ForeignCollection>) {
        self.change_set.foreign = collections;
    }

    /// Joins the version vector of a file all of whose records are adopted.
    pub fn join_vector(&mut self, vector: VersionVector) {
        self.change_set.joined = vector;
    }

    /// Writes a field.
    pub fn set(
        &mut self,
        collection: Collection,
        record: RecordId,
        field: FieldId,
        value: Option<Value>,
    ) {
        let edits = &mut self.change_set.edits;
        let at = *self.edited.entry((record, field)).or_insert(edits.len());
        let edit = Edit { collection, record, field, value };
        match edits.get_mut(at) {
            Some(earlier) => *earlier = edit,
            None => edits.push(edit),
        }
    }

    /// Writes the fields in which the record differs from what the workspace
    /// holds.
    pub fn update<E: Entity>(&mut self, workspace: &Workspace, id: RecordId, record: &E) {
        let Some(row) = workspace.shown_row(E::COLLECTION, id) else { return };
        let shown = workspace.shown(E::COLLECTION);
        record.write(|field, value| {
            if shown.value(row, field) != value {
                self.set(E::COLLECTION, id, field, value);
            }
        });
    }

    /// Writes the fields that a form changed: those in which the record differs
    /// from the one that the form was `opened` with. What others wrote into other
    /// fields meanwhile stays.
    pub fn change<E: Entity>(
        &mut self,
        workspace: &Workspace,
        id: RecordId,
        opened: &E,
        record: &E,
    ) {
        let Some(row) = workspace.shown_row(E::COLLECTION, id) else { return };
        let mut before = vec![None; E::COLLECTION.fields().len()];
        opened.write(|field, value| before[field.0 as usize] = value);
        record.write(|field, value| {
            let shown = || workspace.shown(E::COLLECTION).value(row, field);
            if before[field.0 as usize] != value && shown() != value {
                self.set(E::COLLECTION, id, field, value);
            }
        });
    }

    /// Deletes a record.
    pub fn delete(&mut self, collection: Collection, record: RecordId) {
        self.change_set.lives.push(Lives::of(collection, record, false));
    }

    /// Makes sure that a record exists whose identity follows from something
    /// else than the change set that first names it. Such a record is there from
    /// the birth of every workspace, deleted and blank; what is written to it has
    /// stamps of its own, so two devices that write it first do not differ.
    pub fn birth(&mut self, collection: Collection, record: RecordId) {
        let adopted = &mut self.change_set.adopted;
        let born = |t: &Table| t.collection() == collection && t.stamps() == [Stamp::BIRTH];
        let at = adopted.iter().position(born).unwrap_or_else(|| {
            adopted.push(Table::new(collection));
            adopted.len() - 1
        });
        let row = adopted[at].push_empty(record, Stamp::BIRTH);
        adopted[at].set_life(row, Life::Deleted);
    }

    /// Deletes many records, as ranges where their ids follow each other.
    pub fn delete_all(&mut self, collection: Collection, records: impl Iterator<Item = RecordId>) {
        for record in records {
            Lives::note(&mut self.change_set.lives, collection, record, false);
        }
    }

    /// Brings a deleted record back.
    pub fn restore(&mut self, collection: Collection, record: RecordId) {
        self.change_set.lives.push(Lives::of(collection, record, true));
    }

    /// Deletes those records of a collection whose rows are chosen and that are
    /// not deleted, as ranges.
    pub fn delete_those(
        &mut self,
        workspace: &Workspace,
        collection: Collection,
        chosen: impl Fn(u32) -> bool,
    ) {
        for row in workspace.records_alive(collection).filter(|row| chosen(*row)) {
            let id = workspace.id(collection, row);
            Lives::note(&mut self.change_set.lives, collection, id, false);
        }
    }

    /// Its parts, for undo and merge.
    pub(in crate::workspace) fn parts_mut(&mut self) -> &mut ChangeSet {
        &mut self.change_set
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.change_set.is_empty()
    }

    /// The latest stamp among what it adopts.
    pub fn latest_adopted(&self) -> Stamp {
        self.change_set.latest_adopted()
    }

    /// The change set with the stamp and the clock of the moment in which it is
    /// stored. May be called again when another tab was quicker.
    pub fn stamped(&self, stamp: Stamp, wall_clock: u64) -> ChangeSet {
        let mut change_set = self.change_set.clone();
        change_set.stamp(stamp, wall_clock);
        change_set
    }

    /// Like [`Draft::stamped`] without a copy, for change sets of many rows.
    pub fn into_stamped(self, stamp: Stamp, wall_clock: u64) -> ChangeSet {
        let mut change_set = self.change_set;
        change_set.stamp(stamp, wall_clock);
        change_set
    }
}

impl ChangeSet {
    /// The latest stamp among what it adopts. Its own stamp must be later, so
    /// that undo can tell what was changed since.
    pub fn latest_adopted(&self) -> Stamp {
        let stamps = self.adopted.iter().flat_map(Table::stamps).copied();
        stamps.chain(self.joined.stamps()).fold(Stamp::BIRTH, Stamp::max)
    }

    /// The same without the rows that it creates, and of those that it adopts
    /// with these alone: what is left to apply once the others were loaded. That
    /// it created some is still told, by empty tables.
    pub fn with_rows(&self, adopted: Vec<Table>) -> ChangeSet {
        let empty = |table: &Table| Table::new(table.collection());
        ChangeSet {
            created: self.created.iter().map(empty).collect(),
            adopted,
            label: self.label.clone(),
            edits: self.edits.clone(),
            lives: self.lives.clone(),
            removed: self.removed.clone(),
            restored: self.restored.clone(),
            vector: self.vector.clone(),
            joined: self.joined.clone(),
            foreign: self.foreign.clone(),
            earlier_foreign: self.earlier_foreign.clone(),
            erased: self.erased.clone(),
            ..*self
        }
    }

    /// Gives it its stamp and the clock of the moment in which it is stored.
    pub fn stamp(&mut self, stamp: Stamp, wall_clock: u64) {
        self.stamp = stamp;
        self.wall_clock = wall_clock;
        for rows in &mut self.created {
            rows.restamp(stamp);
        }
    }
}
