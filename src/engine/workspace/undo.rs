//! Undo: the inverse of a change set, kept beside the log, and the new change
//! set that carries it out.
//!
//! Undoing a write is a new write, so it travels to colleagues like any other.
//! It touches a field only where the field still carries the stamp that the
//! undone change set gave it, or where all that was written since was undone
//! too; what was changed since stays and is counted. Undoing a merge retracts it
//! instead: earlier values come back with their earlier stamps and nothing
//! travels.
//!
//! Amounts never come back under another currency than they were stored in.

mod backwards;
mod retract;
mod steps;

pub use backwards::Backwards;
pub use steps::{Deed, Standing, Step, next_steps, standings};

use super::change::{Draft, Edit, Label, Lives, Restored};
use super::foreign::EarlierForeign;
use super::join::{replaced, wins};
use super::table::{ALIVE, Life, Table};
use super::{ChangeSet, VersionVector, Workspace};
use crate::domain::schema::{FieldId, Value};
use crate::domain::{ChangeSetId, Collection, Currency, RecordId, Stamp};
use rustc_hash::FxHashSet;
use steps::Since;

/// What a change set replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inverse {
    /// Records it created.
    pub created: Vec<Lives>,
    /// Records it adopted from a file.
    pub adopted: Vec<Lives>,
    /// Values it replaced, with their stamps.
    pub values: Vec<Restored>,
    /// Lives that it turned, as they were.
    pub lives: Vec<Lives>,
    /// The version vector before it, if it adopted anything.
    pub vector: Option<VersionVector>,
    /// Unknown fields and collections as they were, if it adopted any.
    pub foreign: Option<EarlierForeign>,
}

/// An undo that is ready to be stored and applied.
#[derive(Debug)]
pub struct Undo {
    /// The new change set.
    pub draft: Draft,
    /// How many fields were changed since and stay.
    pub fields_kept: usize,
    /// Records that were changed or referred to since and stay.
    pub records_kept: Vec<(Collection, RecordId)>,
}

impl Workspace {
    /// What the change set will replace. Must be asked before it is applied.
    pub fn inverse(&self, change_set: &ChangeSet) -> Inverse {
        let mut inverse = self.replaced_by(change_set);
        let mut erased = self.erased().clone();
        erased.join(&change_set.erased);
        inverse.forget(self, &erased);
        inverse
    }

    fn replaced_by(&self, change_set: &ChangeSet) -> Inverse {
        let mut inverse = Inverse::default();
        for rows in &change_set.created {
            for row in 0..rows.len() as u32 {
                Lives::note(&mut inverse.created, rows.collection(), rows.id(row), true);
            }
        }
        if change_set.takes_over() {
            inverse.vector = Some(self.vector.clone());
            inverse.foreign = self.earlier_foreign(change_set);
        }
        for rows in &change_set.adopted {
            self.invert_adoption(rows, &mut inverse);
        }
        for edit in &change_set.edits {
            if let Some(row) = self.row(edit.collection, edit.record) {
                let mut was = self.restored(edit.collection, row, edit.field);
                if let Some(shown) = self.hidden_by(edit, row).filter(|_| !change_set.takes_over())
                {
                    // Written back at one time, the greater value would show.
                    if was.value > shown.value {
                        was.value.clone_from(&shown.value);
                    }
                    let again = |value: &Restored| {
                        (value.record, value.field) == (shown.record, shown.field)
                    };
                    if !inverse.values.iter().any(again) {
                        inverse.values.push(shown);
                    }
                }
                inverse.values.push(was);
            }
        }
        for lives in &change_set.lives {
            for row in self.rows_in(lives) {
                // A merge is retracted as a whole: what was chosen in it goes
                // back to its earlier stamp.
                if inverse.vector.is_some() {
                    inverse.values.push(self.restored(lives.collection, row, ALIVE));
                    continue;
                }
                // The record's own life, not that of a group which it is part of.
                let table = self.table(lives.collection);
                let alive = table.life(row) == Life::Alive;
                if alive != lives.alive {
                    Lives::note(&mut inverse.lives, lives.collection, table.id(row), alive);
                }
            }
        }
        inverse
    }

    /// What another of a group of united customers says where this edit is about to
    /// say something else. To undo the edit is to write later than the other did, so
    /// what the other says is written again, or it would not be shown any more.
    fn hidden_by(&self, edit: &Edit, row: u32) -> Option<Restored> {
        if edit.collection != Collection::Customer {
            return None;
        }
        let table = self.table(Collection::Customer);
        let said = |row: &u32| table.is_said(*row, edit.field);
        let shown = self.united(row).into_iter().filter(said).reduce(|best, other| {
            if wins(table, best, table, other, edit.field) { other } else { best }
        })?;
        (shown != row).then(|| self.restored(Collection::Customer, shown, edit.field))
    }

    fn restored(&self, collection: Collection, row: u32, field: FieldId) -> Restored {
        let table = self.table(collection);
        let stamp = if collection.is_fact() {
            Some(table.record_stamp(row))
        } else {
            table.own_stamp(row, field)
        };
        Restored { collection, record: table.id(row), field, value: table.value(row, field), stamp }
    }

    fn invert_adoption(&self, rows: &Table, inverse: &mut Inverse) {
        let collection = rows.collection();
        for theirs in 0..rows.len() as u32 {
            let id = rows.id(theirs);
            let Some(row) = self.row(collection, id) else {
                // A record that was there from birth is deleted again, because
                // what was written to it may have travelled.
                let over = inverse.vector.is_some();
                let list = if over { &mut inverse.adopted } else { &mut inverse.created };
                Lives::note(list, collection, id, true);
                continue;
            };
            let table = self.table(collection);
            let mut fields = replaced(table, row, rows, theirs);
            let record = rows.record_stamp(theirs);
            if !collection.is_fact() && record > table.record_stamp(row) {
                // The record's stamp is about to move, and with it the time of
                // all fields that have none of their own.
                self.hold_stamps(collection, row, inverse);
                fields.retain(|field| !table.is_said(row, *field));
            }
            inverse.values.extend(fields.into_iter().map(|f| self.restored(collection, row, f)));
        }
    }

    fn hold_stamps(&self, collection: Collection, row: u32, inverse: &mut Inverse) {
        let table = self.table(collection);
        let fields = (0..collection.fields().len()).map(|at| FieldId(at as u8)).chain([ALIVE]);
        for field in fields.filter(|field| table.is_said(row, *field)) {
            let stamp = Some(table.field_stamp(row, field));
            inverse.values.push(Restored { stamp, ..self.restored(collection, row, field) });
        }
    }

    /// Prepares the undo of the step at `at` of the history. The steps are all
    /// that were stored, newest first, at least as far back as that one.
    ///
    /// The error is the currency in which amounts would come back, if the
    /// workspace's would then be another.
    pub fn undo(
        &self,
        new_id: ChangeSetId,
        label: Label,
        steps: &[Step<'_>],
        at: usize,
    ) -> Result<Undo, Currency> {
        self.undo_given(new_id, label, &steps[..=at], &Since::of(&steps[..at]))
    }

    /// Prepares the undo of a step of which not every later one is remembered:
    /// whatever was written since stays.
    pub fn undo_older(
        &self,
        new_id: ChangeSetId,
        label: Label,
        step: &Step<'_>,
    ) -> Result<Undo, Currency> {
        self.undo_given(new_id, label, std::slice::from_ref(step), &Since::anything())
    }

    /// Undoes the last of the steps, since which so much was written.
    fn undo_given(
        &self,
        new_id: ChangeSetId,
        label: Label,
        steps: &[Step<'_>],
        since: &Since,
    ) -> Result<Undo, Currency> {
        let Step { id: undone, stamp, inverse, .. } = steps[steps.len() - 1];
        let label = Label { of: Some(undone), ..label };
        let mut undo =
            Undo { draft: Draft::new(new_id, label), fields_kept: 0, records_kept: Vec::new() };
        if inverse.vector.is_some() {
            self.retract(steps, since, &mut undo);
        } else {
            self.write_back(undone, stamp, inverse, since, &mut undo);
        }
        undo.fields_kept += self.keep_currency(undo.draft.parts_mut());
        let draft = undo.draft.parts_mut();
        draft.forget(self);
        let then = self.currency_before(steps.iter().map(|step| step.inverse));
        if self.brings_money(draft) && self.currency_after(draft) != then {
            return Err(then);
        }
        Ok(undo)
    }

    fn write_back(
        &self,
        undone: ChangeSetId,
        stamp: Stamp,
        inverse: &Inverse,
        since: &Since,
        undo: &mut Undo,
    ) {
        for Restored { collection, record, field, value, .. } in &inverse.values {
            let Some(row) = self.row(*collection, *record) else { continue };
            let own = self.table(*collection).field_stamp(row, *field) == stamp;
            if own || !since.wrote(*collection, *record, *field) {
                undo.draft.set(*collection, *record, *field, value.clone());
            } else {
                undo.fields_kept += 1;
            }
        }
        for range in &inverse.created {
            let kept = self.changed_since(range, stamp, undone, since);
            self.leave_out(range, kept, false, undo);
        }
        for range in &inverse.lives {
            let table = self.table(range.collection);
            let written_since = |row: &u32| {
                table.field_stamp(*row, ALIVE) != stamp
                    && since.wrote(range.collection, table.id(*row), ALIVE)
            };
            let kept = self.rows_in(range).into_iter().filter(written_since).collect();
            self.leave_out(range, kept, range.alive, undo);
        }
    }

    /// Rows of which something was written after this stamp and still holds.
    fn written_after(
        &self,
        collection: Collection,
        stamp: Stamp,
        since: &Since,
    ) -> impl Iterator<Item = u32> {
        let table = self.table(collection);
        let records = (0..table.len() as u32).filter(move |row| table.record_stamp(*row) > stamp);
        let fields = table.field_stamps().into_iter().filter(move |(.., own)| *own > stamp);
        let rows = records.chain(fields.map(|(row, ..)| row));
        rows.filter(move |row| since.wrote_any(table.id(*row)))
    }

    fn leave_out(&self, range: &Lives, kept: Vec<u32>, alive: bool, undo: &mut Undo) {
        if kept.len() == self.rows_in(range).len() {
            // Nothing of the range turns, so nothing of it is written.
            let ids = kept.iter().map(|row| (range.collection, self.id(range.collection, *row)));
            undo.records_kept.extend(ids);
            return;
        }
        let collection = range.collection;
        let ids: Vec<_> = kept.iter().map(|row| self.id(collection, *row)).collect();
        let mut except: Vec<u32> = ids.iter().map(|id| id.number).collect();
        except.extend(&range.except);
        except.sort_unstable();
        undo.records_kept.extend(ids.into_iter().map(|id| (collection, id)));
        undo.draft.parts_mut().lives.push(Lives { except, alive, ..range.clone() });
    }

    /// Rows of the range that someone changed after the change set with this
    /// stamp, or that records of other change sets refer to.
    fn changed_since(
        &self,
        range: &Lives,
        stamp: Stamp,
        origin: ChangeSetId,
        since: &Since,
    ) -> Vec<u32> {
        let table = self.table(range.collection);
        let mut touched: FxHashSet<u32> =
            self.written_after(range.collection, stamp, since).collect();
        let referred =
            if range.origin == origin { self.referred(origin) } else { Default::default() };
        let rows = self.rows_in(range);
        touched.extend(rows.iter().filter(|row| referred.contains(&table.id(**row).number)));
        let alive = |row: &u32| touched.contains(row) && table.life(*row) == Life::Alive;
        rows.into_iter().filter(alive).collect()
    }

    /// Numbers of the origin's records that living records of other origins
    /// refer to.
    fn referred(&self, origin: ChangeSetId) -> FxHashSet<u32> {
        let mut numbers = FxHashSet::default();
        for collection in Collection::ALL {
            let table = self.table(*collection);
            let Some(code) = table.origin_code(origin) else { continue };
            let (origins, _) = table.identities();
            for at in 0..collection.fields().len() {
                for (row, (to, number)) in table.references(FieldId(at as u8)).iter().enumerate() {
                    if *to == code && origins[row] != code && table.life(row as u32) == Life::Alive
                    {
                        numbers.insert(*number);
                    }
                }
            }
        }
        numbers
    }
}

impl Restored {
    /// The value as a life, where the field is [`ALIVE`].
    pub fn is_alive(&self) -> bool {
        self.field == ALIVE && self.value == Some(Value::Truth(true))
    }
}
