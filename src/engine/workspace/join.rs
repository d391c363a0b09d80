//! How rows and edits enter: later stamps win, field by field.
//!
//! The join of two values is the one with the later stamp; equal stamps: the
//! greater value; a field that was never said loses to anything. It is
//! commutative, associative and idempotent, so that devices that saw the same
//! change sets and files hold the same state.

use super::change::{Lives, Restored};
use super::customer_facts::Customers;
use super::links::Unions;
use super::table::{ALIVE, Life, Table};
use super::{ABOUT, Workspace, fact_place};
use crate::domain::schema::{FieldId, Value};
use crate::domain::{Collection, FeedbackFacts, RecordId, Stamp, Survey, schema};
use std::cmp::Ordering;

/// Above this many customers whose life changed, all facts are looked at anew
/// instead of those of each customer.
const MANY: usize = 1_000;

impl Workspace {
    pub(super) fn take_rows(&mut self, rows: &Table, changed: bool) {
        let collection = rows.collection();
        let shelf = self.shelf_mut(collection);
        let before = shelf.table.len();
        let known: Vec<Option<u32>> =
            rows.origins().iter().map(|origin| shelf.table.origin_code(*origin)).collect();
        let (origins, numbers) = rows.identities();
        let find = |at: usize| shelf.index.find(known[origins[at] as usize]?, numbers[at]);
        let found: Vec<(u32, Option<u32>)> = if known.iter().all(Option::is_none) {
            Vec::new()
        } else {
            (0..rows.len()).map(|at| (at as u32, find(at))).collect()
        };
        let mut joined = Vec::new();
        if found.iter().all(|(_, mine)| mine.is_none()) {
            shelf.table.extend(rows);
        } else {
            for (theirs, mine) in found {
                match mine {
                    Some(mine) => {
                        join_row(&mut shelf.table, mine, rows, theirs);
                        joined.push(mine);
                    }
                    None => {
                        let stamp = rows.record_stamp(theirs);
                        let row = shelf.table.push_empty(rows.id(theirs), stamp);
                        shelf.table.take(row, rows, theirs);
                    }
                }
            }
        }
        for row in before..shelf.table.len() {
            let (origins, numbers) = shelf.table.identities();
            let (origin, number) = (origins[row], numbers[row]);
            shelf.index.add(origin, number, row as u32);
        }
        let after = shelf.table.len();
        self.forget(collection, before as u32..after as u32);
        for row in &joined {
            self.forget(collection, *row..row + 1);
        }
        if changed {
            let blocks = (before..after).step_by(super::BLOCK_ROWS).chain(after.checked_sub(1));
            for row in
                blocks.map(|row| row as u32).chain(joined.iter().copied()).collect::<Vec<_>>()
            {
                self.mark(collection, row);
            }
        }
        self.derive_from(collection, before);
        for row in joined {
            self.derive_row(collection, row);
        }
    }

    /// Derives what hangs on rows that were added from `from` on.
    fn derive_from(&mut self, collection: Collection, from: usize) {
        match collection {
            Collection::Link => self.links_changed(),
            Collection::Customer => {
                self.show_new_customers(from);
                let Workspace { shelves, facts, unions, .. } = self;
                let customers = known(shelves, unions);
                for (facts, fact_collection) in facts.iter_mut().zip(ABOUT) {
                    facts.derive_dangling(&shelves[fact_collection as usize].table, &customers);
                }
            }
            _ => {}
        }
        if let Some(place) = fact_place(collection) {
            self.derive_facts(place, from);
        }
        if collection == Collection::Feedback {
            self.derive_surveys(from);
        }
    }

    /// Derives the facts of one collection from a row on.
    pub(super) fn derive_facts(&mut self, place: usize, from: usize) {
        let Workspace { shelves, facts, unions, .. } = self;
        let table = &shelves[ABOUT[place] as usize].table;
        facts[place].derive(table, &known(shelves, unions), from);
    }

    /// Derives what hangs on a row that changed, be it only its life.
    fn derive_row(&mut self, collection: Collection, row: u32) {
        self.derive_value(collection, row);
        if collection == Collection::Customer {
            let head = self.head(row);
            let Workspace { shelves, facts, unions, .. } = self;
            let customers = known(shelves, unions);
            for (facts, fact_collection) in facts.iter_mut().zip(ABOUT) {
                facts.recount(&shelves[fact_collection as usize].table, &customers, head);
            }
        }
    }

    /// Derives what hangs on a row of which a value changed: nothing that takes
    /// longer with more rows.
    fn derive_value(&mut self, collection: Collection, row: u32) {
        match collection {
            Collection::Link => self.links_changed(),
            Collection::Customer => self.show_customer(row),
            Collection::Feedback => {
                let survey = self.table(collection).text(row, schema::feedback::SURVEY);
                self.feedback_surveys[row as usize] = survey.and_then(Survey::from_code);
            }
            _ => {}
        }
        if let Some(place) = fact_place(collection) {
            let Workspace { shelves, facts, unions, .. } = self;
            let customers = known(shelves, unions);
            facts[place].derive_row(&shelves[collection as usize].table, &customers, row);
        }
    }

    fn derive_surveys(&mut self, from: usize) {
        let (words, codes) = self.table(Collection::Feedback).labels(schema::feedback::SURVEY);
        let surveys: Vec<_> = words.iter().map(|word| Survey::from_code(word)).collect();
        let of = |code: &u32| surveys.get(*code as usize).copied().flatten();
        let new: Vec<_> = codes[from..].iter().map(of).collect();
        self.feedback_surveys.truncate(from);
        self.feedback_surveys.extend(new);
    }

    pub(super) fn edit(
        &mut self,
        collection: Collection,
        record: RecordId,
        field: FieldId,
        value: Option<&Value>,
        stamp: Stamp,
    ) {
        let Some(row) = self.row(collection, record) else { return };
        if self.drops(collection, row, field) {
            return;
        }
        let table = &mut self.shelf_mut(collection).table;
        if table.field_stamp(row, field) > stamp {
            return;
        }
        table.set_value(row, field, value);
        if collection.is_fact() {
            table.set_record_stamp(row, stamp);
        } else {
            table.set_field_stamp(row, field, Some(stamp));
        }
        self.mark(collection, row);
        if collection.about() == Some(field) {
            self.forget(collection, row..row + 1);
        }
        self.derive_value(collection, row);
    }

    /// The rows that a range of lives names and that are here.
    pub(super) fn rows_in(&self, lives: &Lives) -> Vec<u32> {
        let numbers = lives.first..lives.first.saturating_add(lives.count);
        numbers
            .filter(|number| lives.except.binary_search(number).is_err())
            .filter_map(|number| {
                self.row(lives.collection, RecordId { origin: lives.origin, number })
            })
            .collect()
    }

    pub(super) fn set_lives(&mut self, lives: &Lives, stamp: Stamp) {
        let rows = self.rows_in(lives);
        let fact = lives.collection.is_fact();
        let table = &mut self.shelf_mut(lives.collection).table;
        let mut changed = Vec::with_capacity(rows.len());
        for row in rows {
            if table.field_stamp(row, ALIVE) > stamp {
                continue;
            }
            table.set_life(row, if lives.alive { Life::Alive } else { Life::Deleted });
            if fact {
                table.set_record_stamp(row, stamp);
            } else {
                table.set_field_stamp(row, ALIVE, Some(stamp));
            }
            changed.push(row);
        }
        self.lives_changed(lives.collection, &changed);
    }

    pub(super) fn remove(&mut self, lives: &Lives) {
        let rows = self.rows_in(lives);
        let table = &mut self.shelf_mut(lives.collection).table;
        for row in &rows {
            table.set_life(*row, Life::Absent);
        }
        self.lives_changed(lives.collection, &rows);
    }

    fn lives_changed(&mut self, collection: Collection, rows: &[u32]) {
        for row in rows {
            self.mark(collection, *row);
        }
        if rows.len() <= MANY {
            rows.iter().for_each(|row| self.derive_row(collection, *row));
            return;
        }
        match collection {
            Collection::Link => self.links_changed(),
            Collection::Customer => rows.iter().for_each(|row| self.show_customer(*row)),
            _ => {}
        }
        let Workspace { shelves, facts, unions, .. } = self;
        let customers = known(shelves, unions);
        for (facts, fact_collection) in facts.iter_mut().zip(ABOUT) {
            facts.recount_all(&shelves[fact_collection as usize].table, &customers);
        }
    }

    pub(super) fn force(&mut self, restored: &Restored) {
        let Restored { collection, record, field, .. } = *restored;
        let Some(row) = self.row(collection, record) else { return };
        let dropped = self.drops(collection, row, field);
        if dropped && !collection.is_fact() {
            return;
        }
        let table = &mut self.shelf_mut(collection).table;
        if dropped {
            // A fact has one stamp for all of it, which comes back.
        } else if field == ALIVE {
            table.set_life(row, if restored.is_alive() { Life::Alive } else { Life::Deleted });
        } else {
            table.set_value(row, field, restored.value.as_ref());
        }
        if collection.is_fact() {
            table.set_record_stamp(row, restored.stamp.unwrap_or(Stamp::BIRTH));
        } else {
            table.set_field_stamp(row, field, restored.stamp);
        }
        self.mark(collection, row);
        self.derive_row(collection, row);
    }
}

/// The customers as facts find them.
fn known<'a>(shelves: &'a [super::Shelf], unions: &'a Unions) -> Customers<'a> {
    let shelf = &shelves[Collection::Customer as usize];
    let shown = unions.shown().unwrap_or(&shelf.table);
    Customers { table: shown, index: &shelf.index, heads: &unions.heads }
}

/// Whether another table's row wins a field: it said it later, or at the same
/// time with the greater value. What was never said loses to anything.
pub(super) fn wins(table: &Table, mine: u32, rows: &Table, theirs: u32, field: FieldId) -> bool {
    if !rows.is_said(theirs, field) {
        return false;
    }
    if !table.is_said(mine, field) {
        return true;
    }
    let (ours, other) = (table.field_stamp(mine, field), rows.field_stamp(theirs, field));
    match ours.cmp(&other) {
        Ordering::Equal => {
            !table.is_same(mine, rows, theirs, field)
                && table.value(mine, field) < rows.value(theirs, field)
        }
        order => order == Ordering::Less,
    }
}

/// Whether another table's row wins as a whole, as facts do.
fn wins_whole(table: &Table, mine: u32, rows: &Table, theirs: u32) -> bool {
    match table.record_stamp(mine).cmp(&rows.record_stamp(theirs)) {
        Ordering::Equal => {
            // What is personal comes last: it may have been erased on one side.
            let whole = |table: &Table, row: u32| {
                let is_personal = |field: &FieldId| table.collection().is_personal(*field);
                let (personal, other): (Vec<_>, Vec<_>) = fields(table).partition(is_personal);
                let values = |fields: Vec<_>| -> Vec<_> {
                    fields.into_iter().map(|field| table.value(row, field)).collect()
                };
                (table.life(row) == Life::Deleted, values(other), values(personal))
            };
            let same = |field| table.is_same(mine, rows, theirs, field);
            !fields(table).chain([ALIVE]).all(same) && whole(table, mine) < whole(rows, theirs)
        }
        order => order == Ordering::Less,
    }
}

fn fields(table: &Table) -> impl Iterator<Item = FieldId> + use<> {
    (0..table.collection().fields().len()).map(|at| FieldId(at as u8))
}

/// Joins another table's row into one that is here.
pub(super) fn join_row(table: &mut Table, mine: u32, rows: &Table, theirs: u32) {
    if table.life(mine) == Life::Absent {
        table.take(mine, rows, theirs);
        return;
    }
    if table.collection().is_fact() {
        if wins_whole(table, mine, rows, theirs) {
            let kept = table.foreign(mine).to_vec();
            table.take(mine, rows, theirs);
            kept.into_iter().for_each(|field| table.set_foreign(mine, field));
        }
    } else {
        join_fields(table, mine, rows, theirs);
    }
    for field in rows.foreign(theirs) {
        table.set_foreign(mine, field.clone());
    }
}

fn join_fields(table: &mut Table, mine: u32, rows: &Table, theirs: u32) {
    let replaced = replaced(table, mine, rows, theirs);
    let (ours, other) = (table.record_stamp(mine), rows.record_stamp(theirs));
    // A field without its own stamp has that of its record. Two sides share it,
    // but for a record that one of them accepted early: there each field that
    // was said keeps its time as a stamp of its own.
    if ours != other {
        let said = fields(table).chain([ALIVE]).filter(|field| table.is_said(mine, *field));
        for field in said.collect::<Vec<_>>() {
            table.set_field_stamp(mine, field, Some(table.field_stamp(mine, field)));
        }
        table.set_record_stamp(mine, ours.max(other));
    }
    for field in replaced {
        if field == ALIVE {
            table.set_life(mine, rows.life(theirs));
        } else {
            table.set_value(mine, field, rows.value(theirs, field).as_ref());
        }
        let own = rows.own_stamp(theirs, field);
        let own = own.or_else(|| (ours != other).then_some(other));
        table.set_field_stamp(mine, field, own);
    }
}

/// The fields of a record that another table's row replaces: for facts all or
/// none, because a fact is said as a whole.
pub(super) fn replaced(table: &Table, mine: u32, rows: &Table, theirs: u32) -> Vec<FieldId> {
    let all = fields(table).chain([ALIVE]);
    if table.collection().is_fact() {
        let wins = wins_whole(table, mine, rows, theirs);
        return all.filter(|_| wins).collect();
    }
    all.filter(|field| wins(table, mine, rows, theirs, *field)).collect()
}

impl FeedbackFacts<'_> {
    /// How many rows the slices have, counted or not.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}
