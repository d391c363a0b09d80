//! Records of one collection as columns, with their envelopes.
//!
//! The same shape serves rows in memory, the rows that a change set creates,
//! a stored segment and the rows of a workspace file. Origins and stamps repeat
//! over rows, so each is kept once and rows carry codes.

use super::column::{Column, NO_CODE, Texts};
use crate::domain::schema::{FieldId, Value};
use crate::domain::{ChangeSetId, Collection, Entity, RecordId, Stamp};
use rustc_hash::FxHashMap;

/// Stands for "whether it is deleted" where a field is named.
pub const ALIVE: FieldId = FieldId(u8::MAX);

/// Whether a record is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Life {
    /// Deleted, with its fields kept.
    Deleted = 0,
    /// There.
    Alive = 1,
    /// Never came: a merge that brought it was undone.
    Absent = 2,
}

/// A field that this version does not know, kept to be handed on untouched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignField {
    /// Its name.
    pub name: String,
    /// Its value as JSON text.
    pub json: String,
    /// When it was written.
    pub stamp: Stamp,
}

/// Rows of one collection.
#[derive(Clone, Debug)]
pub struct Table {
    collection: Collection,
    origins: Vec<ChangeSetId>,
    origin_codes: FxHashMap<ChangeSetId, u32>,
    stamps: Vec<Stamp>,
    stamp_codes: FxHashMap<Stamp, u32>,
    origin: Vec<u32>,
    number: Vec<u32>,
    stamp: Vec<u32>,
    life: Vec<u8>,
    columns: Vec<Column>,
    field_stamps: FxHashMap<(u32, u8), u32>,
    foreign: FxHashMap<u32, Vec<ForeignField>>,
}

impl Table {
    /// No rows.
    pub fn new(collection: Collection) -> Table {
        Table {
            collection,
            origins: Vec::new(),
            origin_codes: FxHashMap::default(),
            stamps: Vec::new(),
            stamp_codes: FxHashMap::default(),
            origin: Vec::new(),
            number: Vec::new(),
            stamp: Vec::new(),
            life: Vec::new(),
            columns: collection.fields().iter().map(|f| Column::new(f.kind)).collect(),
            field_stamps: FxHashMap::default(),
            foreign: FxHashMap::default(),
        }
    }

    /// Builds rows that one change set creates: numbered from `first` on, each
    /// field from its column, all with one stamp. Columns that are shorter than
    /// the longest one are filled up with nothing.
    pub fn created(
        collection: Collection,
        columns: Vec<(FieldId, Column)>,
        origin: ChangeSetId,
        first: u32,
        stamp: Stamp,
    ) -> Table {
        let rows = columns.iter().map(|(_, column)| column.len()).max().unwrap_or(0);
        let mut table = Table::new(collection);
        for (field, column) in columns {
            table.columns[field.0 as usize] = column;
        }
        table.pad_columns(rows);
        table.intern_origin(origin);
        table.intern_stamp(stamp);
        table.origin = vec![0; rows];
        table.number = (first..first + rows as u32).collect();
        table.stamp = vec![0; rows];
        table.life = vec![Life::Alive as u8; rows];
        table
    }

    fn pad_columns(&mut self, rows: usize) {
        for column in &mut self.columns {
            column.pad(rows);
        }
    }

    /// The collection whose rows these are.
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// How many rows there are, deleted and absent ones included.
    pub fn len(&self) -> usize {
        self.life.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.life.is_empty()
    }

    /// The identity of a row.
    pub fn id(&self, row: u32) -> RecordId {
        let at = row as usize;
        RecordId { origin: self.origins[self.origin[at] as usize], number: self.number[at] }
    }

    /// Whether a row's record is there.
    pub fn life(&self, row: u32) -> Life {
        match self.life[row as usize] {
            0 => Life::Deleted,
            1 => Life::Alive,
            _ => Life::Absent,
        }
    }

    /// The origins that codes stand for.
    pub fn origins(&self) -> &[ChangeSetId] {
        &self.origins
    }

    /// The stamps that codes stand for.
    pub fn stamps(&self) -> &[Stamp] {
        &self.stamps
    }

    /// The code of an origin, if a row or a reference has it.
    pub fn origin_code(&self, origin: ChangeSetId) -> Option<u32> {
        self.origin_codes.get(&origin).copied()
    }

    /// The code of an origin, which is added if it is new.
    pub fn intern_origin(&mut self, origin: ChangeSetId) -> u32 {
        *self.origin_codes.entry(origin).or_insert_with(|| {
            self.origins.push(origin);
            self.origins.len() as u32 - 1
        })
    }

    /// The code of a stamp, which is added if it is new.
    pub fn intern_stamp(&mut self, stamp: Stamp) -> u32 {
        *self.stamp_codes.entry(stamp).or_insert_with(|| {
            self.stamps.push(stamp);
            self.stamps.len() as u32 - 1
        })
    }

    /// The codes of the rows' origins and their numbers.
    pub fn identities(&self) -> (&[u32], &[u32]) {
        (&self.origin, &self.number)
    }

    /// The record's own stamp: its creation, or for facts its last change.
    pub fn record_stamp(&self, row: u32) -> Stamp {
        self.stamps[self.stamp[row as usize] as usize]
    }

    /// When the field was last written, if that was not with the record. Facts
    /// have no stamps by field.
    pub fn own_stamp(&self, row: u32, field: FieldId) -> Option<Stamp> {
        let code = self.field_stamps.get(&(row, field.0))?;
        Some(self.stamps[*code as usize])
    }

    /// When the field was last written.
    pub fn field_stamp(&self, row: u32, field: FieldId) -> Stamp {
        self.own_stamp(row, field).unwrap_or_else(|| self.record_stamp(row))
    }

    /// A field's column.
    pub fn column(&self, field: FieldId) -> &Column {
        &self.columns[field.0 as usize]
    }

    /// A field's value.
    pub fn value(&self, row: u32, field: FieldId) -> Option<Value> {
        if field == ALIVE {
            return Some(Value::Truth(self.life(row) == Life::Alive));
        }
        self.column(field).get(row, &self.origins)
    }

    /// Whether a field was ever said: it has a value, or was cleared.
    pub fn is_said(&self, row: u32, field: FieldId) -> bool {
        field == ALIVE
            || !self.column(field).is_nothing(row)
            || self.field_stamps.contains_key(&(row, field.0))
    }

    /// Whether a field holds the same value as in another table's row. A
    /// cleared field and one that was never said are the same here.
    pub fn is_same(&self, row: u32, other: &Table, theirs: u32, field: FieldId) -> bool {
        if field == ALIVE {
            return (self.life(row) == Life::Alive) == (other.life(theirs) == Life::Alive);
        }
        self.column(field).is_same(row, other.column(field), theirs, |mine, code| {
            self.origins.get(mine as usize) == other.origins.get(code as usize)
        })
    }

    /// A text or label field.
    pub fn text(&self, row: u32, field: FieldId) -> Option<&str> {
        match self.column(field) {
            Column::Text(texts) => texts.get(row),
            Column::Label(labels) => labels.get(row),
            _ => None,
        }
    }

    /// A whole-number field.
    pub fn integer(&self, row: u32, field: FieldId) -> Option<i64> {
        let value = *self.integers(field).get(row as usize)?;
        (value != super::column::NO_INTEGER).then_some(value)
    }

    /// All of a whole-number field; empty if the field is of another kind.
    pub fn integers(&self, field: FieldId) -> &[i64] {
        if let Column::Integer(values) = self.column(field) { values } else { &[] }
    }

    /// All of a date field; empty if the field is of another kind.
    pub fn dates(&self, field: FieldId) -> &[i32] {
        if let Column::Date(values) = self.column(field) { values } else { &[] }
    }

    /// All of a reference field; empty if the field is of another kind.
    pub fn references(&self, field: FieldId) -> &[(u32, u32)] {
        if let Column::Reference(values) = self.column(field) { values } else { &[] }
    }

    /// Words and codes of a label field; empty if the field is of another kind.
    pub fn labels(&self, field: FieldId) -> (&[Box<str>], &[u32]) {
        match self.column(field) {
            Column::Label(labels) => (labels.words(), labels.codes()),
            _ => (&[], &[]),
        }
    }

    /// All of a text field, if the field is of that kind.
    pub fn texts(&self, field: FieldId) -> Option<&Texts> {
        if let Column::Text(texts) = self.column(field) { Some(texts) } else { None }
    }

    /// Fields of a row that this version does not know.
    pub fn foreign(&self, row: u32) -> &[ForeignField] {
        self.foreign.get(&row).map_or(&[], |fields| fields)
    }

    /// Adds a record whose fields are all absent.
    pub fn push_empty(&mut self, id: RecordId, stamp: Stamp) -> u32 {
        let row = self.len() as u32;
        let origin = self.intern_origin(id.origin);
        let stamp = self.intern_stamp(stamp);
        self.origin.push(origin);
        self.number.push(id.number);
        self.stamp.push(stamp);
        self.life.push(Life::Alive as u8);
        self.pad_columns(row as usize + 1);
        row
    }

    /// Adds a typed record.
    pub fn push<E: Entity>(&mut self, id: RecordId, stamp: Stamp, record: &E) -> u32 {
        let row = self.push_empty(id, stamp);
        record.write(|field, value| self.set_value(row, field, value.as_ref()));
        row
    }

    /// Changes a value without touching stamps.
    pub fn set_value(&mut self, row: u32, field: FieldId, value: Option<&Value>) {
        let Table { columns, origins, origin_codes, .. } = self;
        let Some(column) = columns.get_mut(field.0 as usize) else { return };
        column.set(row, value, |origin| {
            *origin_codes.entry(origin).or_insert_with(|| {
                origins.push(origin);
                origins.len() as u32 - 1
            })
        });
    }

    /// Changes whether the record is there without touching stamps.
    pub fn set_life(&mut self, row: u32, life: Life) {
        self.life[row as usize] = life as u8;
    }

    /// Notes when a field was written.
    pub fn set_field_stamp(&mut self, row: u32, field: FieldId, stamp: Option<Stamp>) {
        match stamp {
            None => {
                self.field_stamps.remove(&(row, field.0));
            }
            Some(stamp) => {
                let code = self.intern_stamp(stamp);
                self.field_stamps.insert((row, field.0), code);
            }
        }
    }

    /// Notes when the record was written.
    pub fn set_record_stamp(&mut self, row: u32, stamp: Stamp) {
        self.stamp[row as usize] = self.intern_stamp(stamp);
    }

    /// Keeps a field that this version does not know; the later stamp wins.
    pub fn set_foreign(&mut self, row: u32, field: ForeignField) {
        let fields = self.foreign.entry(row).or_default();
        match fields.iter_mut().find(|mine| mine.name == field.name) {
            Some(mine) if (mine.stamp, &mine.json) < (field.stamp, &field.json) => *mine = field,
            Some(_) => {}
            None => fields.push(field),
        }
    }

    /// Forgets the fields of a row that this version does not know.
    pub fn clear_foreign(&mut self, row: u32) {
        self.foreign.remove(&row);
    }

    /// The codes of the stamps by field, sorted by row and field.
    pub fn field_stamp_codes(&self) -> Vec<(u32, FieldId, u32)> {
        let stamps = self.field_stamps.iter();
        let mut all: Vec<_> =
            stamps.map(|((row, field), code)| (*row, FieldId(*field), *code)).collect();
        all.sort_unstable_by_key(|(row, field, _)| (*row, *field));
        all
    }

    /// The stamps by field, sorted by row and field.
    pub fn field_stamps(&self) -> Vec<(u32, FieldId, Stamp)> {
        let codes = self.field_stamp_codes().into_iter();
        codes.map(|(row, field, code)| (row, field, self.stamps[code as usize])).collect()
    }

    /// The stamps by field of some rows, which rise, with their place among those.
    fn field_stamps_of(&self, rows: &[u32]) -> Vec<((u32, u8), u32)> {
        let fields = (0..self.columns.len() as u8).chain([ALIVE.0]);
        if rows.len() * (self.columns.len() + 1) < self.field_stamps.len() {
            // Few rows of many: all that they may have is asked for.
            let keys = rows.iter().zip(0..).flat_map(|(row, at)| {
                fields.clone().map(move |field| ((*row, field), (at, field)))
            });
            let own = |(key, place)| self.field_stamps.get(&key).map(|code| (place, *code));
            return keys.filter_map(own).collect();
        }
        let own = |((row, field), code): (&(u32, u8), &u32)| {
            let at = rows.binary_search(row).ok()?;
            Some(((at as u32, *field), *code))
        };
        self.field_stamps.iter().filter_map(own).collect()
    }

    /// Gives every row the stamp that the change set got when it was stored.
    pub fn restamp(&mut self, stamp: Stamp) {
        self.stamps = vec![stamp];
        self.stamp_codes = [(stamp, 0)].into_iter().collect();
        self.stamp.fill(0);
    }

    /// Adds all rows of another table of the same collection.
    pub fn extend(&mut self, other: &Table) {
        let base = self.len() as u32;
        let origins: Vec<u32> = other.origins.iter().map(|o| self.intern_origin(*o)).collect();
        let stamps: Vec<u32> = other.stamps.iter().map(|s| self.intern_stamp(*s)).collect();
        self.origin.extend(other.origin.iter().map(|code| origins[*code as usize]));
        self.number.extend_from_slice(&other.number);
        self.stamp.extend(other.stamp.iter().map(|code| stamps[*code as usize]));
        self.life.extend_from_slice(&other.life);
        for (mine, theirs) in self.columns.iter_mut().zip(&other.columns) {
            mine.extend(theirs, &origins);
        }
        self.field_stamps.extend(
            other
                .field_stamps
                .iter()
                .map(|((row, field), code)| ((row + base, *field), stamps[*code as usize])),
        );
        self.foreign.extend(other.foreign.iter().map(|(row, f)| (row + base, f.clone())));
    }

    /// Some of the rows as a table of their own, absent ones left out.
    pub fn part(&self, rows: std::ops::Range<u32>) -> Table {
        self.pick(&rows.filter(|row| self.life(*row) != Life::Absent).collect::<Vec<_>>())
    }

    /// Some of the rows, which rise, as a table of their own.
    pub fn pick(&self, rows: &[u32]) -> Table {
        let mut part = Table::new(self.collection);
        let origins = self.codes_used(rows).map(|used| {
            let code = |(at, used): (usize, &bool)| {
                if *used { part.intern_origin(self.origins[at]) } else { NO_CODE }
            };
            used.iter().enumerate().map(code).collect::<Vec<_>>()
        });
        let origins = origins.unwrap_or_default();
        part.columns = self.columns.iter().map(|column| column.pick(rows, &origins)).collect();
        part.origin = rows.iter().map(|row| origins[self.origin[*row as usize] as usize]).collect();
        part.number = rows.iter().map(|row| self.number[*row as usize]).collect();
        part.life = rows.iter().map(|row| self.life[*row as usize]).collect();
        part.stamp = rows.iter().map(|row| part.intern_stamp(self.record_stamp(*row))).collect();
        for (place, code) in self.field_stamps_of(rows) {
            let stamp = part.intern_stamp(self.stamps[code as usize]);
            part.field_stamps.insert(place, stamp);
        }
        for (row, at) in rows.iter().zip(0..) {
            if let Some(fields) = self.foreign.get(row) {
                part.foreign.insert(at, fields.clone());
            }
        }
        part
    }

    /// Which origins the rows and their references use; `None` without rows.
    fn codes_used(&self, rows: &[u32]) -> Option<Vec<bool>> {
        let mut used = vec![false; self.origins.len()];
        let references = self.columns.iter().filter_map(|column| match column {
            Column::Reference(values) => Some(values),
            _ => None,
        });
        let references: Vec<_> = references.collect();
        for row in rows {
            used[self.origin[*row as usize] as usize] = true;
            for values in &references {
                if let Some(used) = used.get_mut(values[*row as usize].0 as usize) {
                    *used = true;
                }
            }
        }
        (!rows.is_empty()).then_some(used)
    }

    /// Overwrites a row with another table's row, whatever the stamps.
    pub fn take(&mut self, row: u32, other: &Table, theirs: u32) {
        self.life[row as usize] = other.life[theirs as usize];
        self.set_record_stamp(row, other.record_stamp(theirs));
        for at in 0..self.columns.len() {
            let field = FieldId(at as u8);
            self.set_value(row, field, other.value(theirs, field).as_ref());
            if !self.collection.is_fact() {
                self.set_field_stamp(row, field, other.own_stamp(theirs, field));
            }
        }
        if !self.collection.is_fact() {
            self.set_field_stamp(row, ALIVE, other.own_stamp(theirs, ALIVE));
        }
        match other.foreign(theirs) {
            [] => self.foreign.remove(&row),
            fields => self.foreign.insert(row, fields.to_vec()),
        };
    }

    /// The envelope's columns: codes of origins, numbers, codes of stamps,
    /// lives.
    pub fn envelope(&self) -> (&[u32], &[u32], &[u32], &[u8]) {
        (&self.origin, &self.number, &self.stamp, &self.life)
    }

    /// Rebuilds a table from what [`Table::envelope`] and its columns gave.
    /// `None` if the parts do not fit each other.
    #[allow(clippy::too_many_arguments, reason = "these are the parts of a table, each once")]
    pub fn from_parts(
        collection: Collection,
        origins: Vec<ChangeSetId>,
        stamps: Vec<Stamp>,
        origin: Vec<u32>,
        number: Vec<u32>,
        stamp: Vec<u32>,
        life: Vec<u8>,
        columns: Vec<Column>,
    ) -> Option<Table> {
        let rows = life.len();
        let fits = origin.len() == rows
            && number.len() == rows
            && stamp.len() == rows
            && origin.iter().all(|code| (*code as usize) < origins.len())
            && stamp.iter().all(|code| (*code as usize) < stamps.len())
            && life.iter().all(|life| *life <= 1)
            && columns.len() == collection.fields().len();
        let mut table = Table::new(collection);
        let same_kind = columns
            .iter()
            .zip(&table.columns)
            .all(|(a, b)| std::mem::discriminant(a) == std::mem::discriminant(b));
        let references_fit = columns.iter().all(|column| match column {
            Column::Reference(values) => {
                values.iter().all(|(code, _)| *code == NO_CODE || (*code as usize) < origins.len())
            }
            _ => true,
        });
        if !fits || !same_kind || !references_fit {
            return None;
        }
        table.origin_codes = origins.iter().zip(0..).map(|(o, code)| (*o, code)).collect();
        table.stamp_codes = stamps.iter().zip(0..).map(|(s, code)| (*s, code)).collect();
        table.columns = columns;
        table.pad_columns(rows);
        if table.columns.iter().any(|column| column.len() != rows) {
            return None;
        }
        Some(Table { origins, stamps, origin, number, stamp, life, ..table })
    }
}
