//! What a merge would change, for people to look at before it does.

use super::super::join::replaced;
use super::super::table::{ALIVE, Table};
use super::super::{Erased, ForeignCollection, Revision, Workspace};
use super::compare::Sides;
use super::confirm::{Choice, can_keep_both};
use super::past::{Earlier, Past};
use super::{Incoming, Stale};
use crate::domain::schema::{FieldId, Value};
use crate::domain::{Collection, RecordId, Stamp};

/// What a record of the file means for the workspace.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Class {
    /// Both sides changed it without knowing of each other.
    Conflict,
    /// It is not here yet.
    New,
    /// A field gets another value, or the record is brought back.
    Changed,
    /// It is here and goes.
    Deleted,
    /// It is here already, or was deleted before it ever came here.
    Here,
}

/// How many records of each class there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// In conflict.
    pub conflicts: usize,
    /// New.
    pub new: usize,
    /// Changed.
    pub changed: usize,
    /// Deleted.
    pub deleted: usize,
    /// Already here.
    pub here: usize,
}

/// What was found in one collection. Rows are those of the file's table.
#[derive(Clone, Debug)]
pub struct Found {
    collection: Collection,
    conflicts: Vec<u32>,
    new: Vec<u32>,
    changed: Vec<u32>,
    deleted: Vec<u32>,
    here: usize,
    /// Rows of customers who seem to be somebody who was erased, and of what is
    /// about them. They rise.
    pub(super) held: Vec<u32>,
    /// Rows to adopt that are not here, and such that are. They rise.
    pub(super) arriving: Vec<u32>,
    pub(super) joining: Vec<u32>,
}

impl Found {
    pub(super) fn new(collection: Collection) -> Found {
        Found {
            collection,
            conflicts: Vec::new(),
            new: Vec::new(),
            changed: Vec::new(),
            deleted: Vec::new(),
            here: 0,
            held: Vec::new(),
            arriving: Vec::new(),
            joining: Vec::new(),
        }
    }

    /// Notes a row: what it is, whether it is held back, and if it has to be adopted,
    /// whether its record is here.
    pub(super) fn note(&mut self, theirs: u32, class: Class, held: bool, adopt: Option<bool>) {
        match class {
            Class::Conflict => self.conflicts.push(theirs),
            Class::New if held => self.held.push(theirs),
            Class::New => self.new.push(theirs),
            Class::Changed => self.changed.push(theirs),
            Class::Deleted => self.deleted.push(theirs),
            Class::Here => self.here += 1,
        }
        match adopt {
            Some(false) => self.arriving.push(theirs),
            Some(true) => self.joining.push(theirs),
            None => {}
        }
    }

    /// The collection.
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// How many records of each class there are.
    pub fn counts(&self) -> Counts {
        Counts {
            conflicts: self.conflicts.len(),
            new: self.new.len(),
            changed: self.changed.len(),
            deleted: self.deleted.len(),
            here: self.here,
        }
    }

    /// The same as people count. New notes which the program took of files that came and
    /// went are no news to anybody; one that was changed or deleted is.
    pub fn told(&self) -> Counts {
        match self.collection {
            Collection::Source | Collection::Export => Counts { new: 0, here: 0, ..self.counts() },
            _ => self.counts(),
        }
    }

    /// The file's rows of a class, in the order of the file. Those that are
    /// already here are only counted.
    pub fn rows(&self, class: Class) -> &[u32] {
        match class {
            Class::Conflict => &self.conflicts,
            Class::New => &self.new,
            Class::Changed => &self.changed,
            Class::Deleted => &self.deleted,
            Class::Here => &[],
        }
    }
}

/// What a merge would change.
#[derive(Clone, Debug)]
pub struct Preview {
    pub(super) incoming: Incoming,
    pub(super) found: Vec<Found>,
    /// What is new of collections that this version does not know.
    pub(super) foreign: Vec<ForeignCollection>,
    /// New customers who seem to be somebody who was erased.
    pub(super) held: Erased,
    pub(super) revision: Revision,
}

/// One record, opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    /// Its collection.
    pub collection: Collection,
    /// Its identity.
    pub record: RecordId,
    /// Its row in the workspace, if it is here.
    pub here: Option<u32>,
    /// The fields that differ, conflicts first. For a new record all that it
    /// has.
    pub fields: Vec<ComparedField>,
    /// Where one side deleted it and the other had not seen that: what the other changed of
    /// it, with the values there.
    pub meanwhile: Vec<(FieldId, Option<Value>)>,
}

/// One field of a record on both sides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComparedField {
    /// The field; [`ALIVE`] for whether the record is there at all.
    pub field: FieldId,
    /// The value here.
    pub mine: Option<Value>,
    /// When it was written, if it ever was.
    pub mine_stamp: Option<Stamp>,
    /// The value in the file.
    pub theirs: Option<Value>,
    /// When that was written.
    pub theirs_stamp: Stamp,
    /// The value before both went their own way, as far as the history knows.
    pub before: Option<Earlier>,
    /// Whether both changed it without knowing of each other.
    pub conflict: bool,
    /// What happens without a choice.
    pub preselected: Choice,
    /// Whether both may be kept.
    pub can_keep_both: bool,
}

impl Preview {
    /// The rows of customers who are held back until somebody says that they may
    /// come in: they seem to have been erased under another id.
    pub fn held_back(&self) -> &[u32] {
        let mut found = self.found.iter();
        let customers = found.find(|found| found.collection == Collection::Customer);
        customers.map_or(&[], |found| &found.held)
    }

    /// What the file brings.
    pub fn incoming(&self) -> &Incoming {
        &self.incoming
    }

    /// What was found, by collection.
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// The counts over all collections.
    pub fn counts(&self) -> Counts {
        self.found.iter().map(Found::told).fold(Counts::default(), |sum, c| Counts {
            conflicts: sum.conflicts + c.conflicts,
            new: sum.new + c.new,
            changed: sum.changed + c.changed,
            deleted: sum.deleted + c.deleted,
            here: sum.here + c.here,
        })
    }

    /// How many records come that only another version of the program knows.
    pub fn unknown_records(&self) -> usize {
        self.foreign.iter().map(|collection| collection.records.len()).sum()
    }

    /// The people whom merging erases here: those who were erased there, are here
    /// and were not erased.
    pub fn erases(&self, workspace: &Workspace) -> Erased {
        let new = self.incoming.erased.without(workspace.erased());
        new.ids().filter(|id| workspace.row(Collection::Customer, *id).is_some()).collect()
    }

    /// Whether merging would change nothing at all: no record, no stamp, nobody
    /// who was erased, and nothing that the file's writer had seen and this device had not.
    pub fn changes_nothing(&self, workspace: &Workspace) -> bool {
        let rows = |found: &Found| found.arriving.is_empty() && found.joining.is_empty();
        self.held.is_empty()
            && self.found.iter().all(rows)
            && self.foreign.is_empty()
            && workspace.erased().covers(&self.incoming.erased)
            && self.incoming.joined().stamps().all(|stamp| workspace.vector().covers(stamp))
    }

    /// Fails if the workspace changed since it was compared, or was read anew.
    pub fn check(&self, workspace: &Workspace) -> Result<(), Stale> {
        if workspace.revision() == self.revision { Ok(()) } else { Err(Stale) }
    }

    /// Opens a row of the file's table.
    pub fn open(
        &self,
        workspace: &Workspace,
        collection: Collection,
        row: u32,
        past: &Past,
    ) -> Option<Compared> {
        let table = self.incoming.table(collection).filter(|t| (row as usize) < t.len())?;
        let sides = Sides::of(workspace, &self.incoming.vector, table, row);
        let record = table.id(row);
        let mut fields = match sides.mine {
            Some(mine) => self.compared(&sides, mine, past),
            None => arriving(table, row),
        };
        fields.sort_by_key(|field| !field.conflict);
        let is_deleted = fields.iter().any(|field| field.conflict && field.field == ALIVE);
        let meanwhile = sides.mine.filter(|_| is_deleted);
        let meanwhile = meanwhile.map(|mine| sides.changed_meanwhile(mine)).unwrap_or_default();
        Some(Compared { collection, record, here: sides.mine, fields, meanwhile })
    }

    fn compared(&self, sides: &Sides<'_>, mine: u32, past: &Past) -> Vec<ComparedField> {
        let (here, table, theirs) = (sides.here(), sides.table, sides.theirs);
        let collection = table.collection();
        let replaced = replaced(here, mine, table, theirs);
        let standings = sides.standings(mine, &replaced);
        let differing = standings.iter().map(|standing| {
            let field = standing.field;
            let (ours, other) = (here.value(mine, field), table.value(theirs, field));
            let said = collection.is_fact() || here.is_said(mine, field);
            let place = (collection, table.id(theirs), field);
            let created = here.record_stamp(mine);
            let before = past.before(place, created, &self.incoming.vector).cloned();
            ComparedField {
                field,
                can_keep_both: standing.conflict
                    && can_keep_both(collection, field, ours.as_ref(), other.as_ref()),
                mine: ours,
                mine_stamp: said.then(|| here.field_stamp(mine, field)),
                theirs: other,
                theirs_stamp: table.field_stamp(theirs, field),
                before,
                conflict: standing.conflict,
                preselected: if standing.theirs_wins { Choice::Theirs } else { Choice::Mine },
            }
        });
        differing.collect()
    }
}

/// All that a record has that is not here.
fn arriving(table: &Table, row: u32) -> Vec<ComparedField> {
    let fields = (0..table.collection().fields().len()).map(|at| FieldId(at as u8));
    let said = fields.filter(|field| table.is_said(row, *field)).chain([ALIVE]);
    let field = |field| ComparedField {
        field,
        mine: None,
        mine_stamp: None,
        theirs: table.value(row, field),
        theirs_stamp: table.field_stamp(row, field),
        before: None,
        conflict: false,
        preselected: Choice::Theirs,
        can_keep_both: false,
    };
    said.map(field).collect()
}
