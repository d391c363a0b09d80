//! Undo: the inverse of a change set, kept beside the log, and the new change
//! set that carries it out.
//!
//! Undoing a write is a new write, so it travels to colleagues like any other.
//! It touches a field only where the field still carries the stamp that the
//! undone change set gave it; what was changed since stays and is counted.
//! Undoing a merge retracts it instead: earlier values come back with their
//! earlier stamps and nothing travels.

use super::change::{Action, Draft, Label, Lives, Restored};
use super::foreign::EarlierForeign;
use super::join::replaced;
use super::table::{ALIVE, Life, Table};
use super::{ChangeSet, VersionVector, Workspace};
use crate::domain::schema::{FieldId, Value};
use crate::domain::{ChangeSetId, Collection, RecordId, Stamp};
use rustc_hash::FxHashSet;

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
        let mut inverse = Inverse::default();
        for rows in &change_set.created {
            for row in 0..rows.len() as u32 {
                Lives::note(&mut inverse.created, rows.collection(), rows.id(row), true);
            }
        }
        for rows in &change_set.adopted {
            self.invert_adoption(rows, &mut inverse);
        }
        if change_set.takes_over() {
            inverse.vector = Some(self.vector.clone());
            inverse.foreign = self.earlier_foreign(change_set);
        }
        for edit in &change_set.edits {
            if let Some(row) = self.row(edit.collection, edit.record) {
                inverse.values.push(self.restored(edit.collection, row, edit.field));
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
                let alive = self.is_alive(lives.collection, row);
                if alive != lives.alive {
                    let id = self.id(lives.collection, row);
                    Lives::note(&mut inverse.lives, lives.collection, id, alive);
                }
            }
        }
        inverse
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
                Lives::note(&mut inverse.adopted, collection, id, true);
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

    /// Prepares the undo of a stored change set: its identity, its stamp and
    /// what it replaced.
    pub fn undo(
        &self,
        new_id: ChangeSetId,
        label: Label,
        undone: ChangeSetId,
        stamp: Stamp,
        inverse: &Inverse,
    ) -> Undo {
        let label = Label { of: Some(undone), ..label };
        let mut undo =
            Undo { draft: Draft::new(new_id, label), fields_kept: 0, records_kept: Vec::new() };
        if inverse.vector.is_some() {
            self.retract(stamp, inverse, &mut undo);
            return undo;
        }
        for Restored { collection, record, field, value, .. } in &inverse.values {
            let Some(row) = self.row(*collection, *record) else { continue };
            if self.table(*collection).field_stamp(row, *field) == stamp {
                undo.draft.set(*collection, *record, *field, value.clone());
            } else {
                undo.fields_kept += 1;
            }
        }
        for range in &inverse.created {
            let kept = self.changed_since(range, stamp, undone);
            self.leave_out(range, kept, false, &mut undo);
        }
        for range in &inverse.lives {
            let table = self.table(range.collection);
            let written_since = |row: &u32| table.field_stamp(*row, ALIVE) != stamp;
            let kept = self.rows_in(range).into_iter().filter(written_since).collect();
            self.leave_out(range, kept, range.alive, &mut undo);
        }
        undo
    }

    fn leave_out(&self, range: &Lives, kept: Vec<u32>, alive: bool, undo: &mut Undo) {
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
    fn changed_since(&self, range: &Lives, stamp: Stamp, origin: ChangeSetId) -> Vec<u32> {
        let table = self.table(range.collection);
        let mut touched: FxHashSet<u32> = table
            .field_stamps()
            .into_iter()
            .filter(|(_, _, written)| *written > stamp)
            .map(|(row, _, _)| row)
            .collect();
        let referred = self.referred(origin);
        let rows = self.rows_in(range);
        touched.extend(rows.iter().filter(|row| {
            table.record_stamp(**row) > stamp || referred.contains(&table.id(**row).number)
        }));
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
                    if *to == code && origins[row] != code && self.is_alive(*collection, row as u32)
                    {
                        numbers.insert(*number);
                    }
                }
            }
        }
        numbers
    }

    fn retract(&self, stamp: Stamp, inverse: &Inverse, undo: &mut Undo) {
        let mut kept = 0;
        for restored in &inverse.values {
            let Restored { collection, record, field, .. } = restored;
            let Some(row) = self.row(*collection, *record) else { continue };
            if self.table(*collection).field_stamp(row, *field) > stamp {
                kept += 1;
            } else {
                undo.draft.parts_mut().restored.push(restored.clone());
            }
        }
        undo.fields_kept = kept;
        let going = self.retracted(stamp, &inverse.adopted);
        for range in &inverse.adopted {
            let stays = |row: &u32| !going[range.collection as usize][*row as usize];
            let kept: Vec<_> = self.rows_in(range).into_iter().filter(stays).collect();
            let ids: Vec<_> = kept.iter().map(|row| self.id(range.collection, *row)).collect();
            let mut except: Vec<u32> = ids.iter().map(|id| id.number).collect();
            except.sort_unstable();
            undo.records_kept.extend(ids.into_iter().map(|id| (range.collection, id)));
            undo.draft.parts_mut().removed.push(Lives { except, ..range.clone() });
        }
        // What this device wrote since stays seen.
        let since = self.vector.stamps().filter(|own| own.device == stamp.device && *own > stamp);
        let mut vector = inverse.vector.clone().unwrap_or_default();
        since.for_each(|own| vector.see(own));
        undo.draft.parts_mut().vector = Some(vector);
        undo.draft.parts_mut().earlier_foreign = inverse.foreign.clone();
    }

    /// For each collection which rows go when a merge with this stamp is
    /// retracted: all that it brought but for those that somebody changed since
    /// and those that records that stay refer to.
    fn retracted(&self, stamp: Stamp, adopted: &[Lives]) -> Vec<Vec<bool>> {
        let rows = |c: &Collection| vec![false; self.table(*c).len()];
        let mut going: Vec<Vec<bool>> = Collection::ALL.iter().map(rows).collect();
        let origins: FxHashSet<ChangeSetId> = adopted.iter().map(|range| range.origin).collect();
        for range in adopted {
            for row in self.rows_in(range) {
                going[range.collection as usize][row as usize] = true;
            }
        }
        for collection in Collection::ALL {
            let (table, going) = (self.table(*collection), &mut going[*collection as usize]);
            let later = |row: &u32| table.record_stamp(*row) > stamp;
            let written = table.field_stamps().into_iter().filter(|(_, _, own)| *own > stamp);
            let changed = (0..table.len() as u32).filter(later).chain(written.map(|w| w.0));
            for row in changed.filter(|row| table.life(*row) == Life::Alive) {
                going[row as usize] = false;
            }
        }
        // A record that stays keeps what it refers to, which may refer further.
        loop {
            let kept = self.referred_by_staying(&going, &origins);
            if kept.is_empty() {
                return going;
            }
            for (collection, row) in kept {
                going[collection as usize][row as usize] = false;
            }
        }
    }

    /// Going rows that living rows that stay refer to.
    fn referred_by_staying(
        &self,
        going: &[Vec<bool>],
        origins: &FxHashSet<ChangeSetId>,
    ) -> Vec<(Collection, u32)> {
        let mut found = Vec::new();
        for collection in Collection::ALL {
            let table = self.table(*collection);
            let brought: Vec<bool> =
                table.origins().iter().map(|origin| origins.contains(origin)).collect();
            for at in 0..collection.fields().len() {
                for (row, (code, number)) in table.references(FieldId(at as u8)).iter().enumerate()
                {
                    let stays = !going[*collection as usize][row];
                    if stays
                        && brought.get(*code as usize) == Some(&true)
                        && self.is_alive(*collection, row as u32)
                    {
                        let id =
                            RecordId { origin: table.origins()[*code as usize], number: *number };
                        let rows =
                            Collection::ALL.iter().filter_map(|c| Some((*c, self.row(*c, id)?)));
                        found.extend(rows.filter(|(c, row)| going[*c as usize][*row as usize]));
                    }
                }
            }
        }
        found
    }
}

impl Restored {
    /// The value as a life, where the field is [`ALIVE`].
    pub fn is_alive(&self) -> bool {
        self.field == ALIVE && self.value == Some(Value::Truth(true))
    }
}

/// What the history says of one change set, for finding what to undo next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The change set.
    pub id: ChangeSetId,
    /// What it did.
    pub action: Action,
    /// What it undid or did again.
    pub of: Option<ChangeSetId>,
}

/// Which of the steps, newest first, undo and redo would take next, as
/// positions in the list.
///
/// An undo that was not done again cancels the step it undid, and a redo that
/// was not undone cancels the undo. The next undo takes the newest step that is
/// neither cancelled nor an undo; the next redo the newest undo that is not
/// cancelled, unless something else was done after it.
pub fn next_steps(steps: &[Step]) -> (Option<usize>, Option<usize>) {
    let mut cancelled = FxHashSet::default();
    let (mut undo, mut redo) = (None, None);
    let mut something_new = false;
    for (at, step) in steps.iter().enumerate() {
        if cancelled.contains(&step.id) {
            continue;
        }
        if matches!(step.action, Action::Undo | Action::Redo) {
            cancelled.extend(step.of);
        }
        match step.action {
            Action::Undo if redo.is_none() && !something_new => redo = Some(at),
            Action::Undo => {}
            _ if undo.is_none() => undo = Some(at),
            _ => {}
        }
        something_new |= !matches!(step.action, Action::Undo | Action::Redo);
    }
    (undo, redo)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps oldest first: a change is a number, `u3` undoes 3, `r5` does 5
    /// again; numbers are positions counted from 1.
    fn check(steps: &str, undo: Option<usize>, redo: Option<usize>) {
        let mut list: Vec<Step> = steps
            .split_whitespace()
            .enumerate()
            .map(|(at, text)| {
                let of = text[1..].parse().ok().map(ChangeSetId);
                let action = match &text[..1] {
                    "u" => Action::Undo,
                    "r" => Action::Redo,
                    _ => Action::Change,
                };
                Step { id: ChangeSetId(at as u128 + 1), action, of }
            })
            .collect();
        list.reverse();
        let place = |at: usize| list.len() - at;
        let (next_undo, next_redo) = next_steps(&list);
        assert_eq!((next_undo.map(place), next_redo.map(place)), (undo, redo), "{steps}");
    }

    #[test]
    fn undo_and_redo_walk_back_and_forth() {
        check("", None, None);
        check("c c", Some(2), None);
        check("c c u2", Some(1), Some(3));
        check("c c u2 u1", None, Some(4));
        check("c c u2 u1 r4", Some(5), Some(3));
        check("c c u2 u1 r4 r3", Some(6), None);
        check("c c u2 u1 r4 u5", None, Some(6));
    }

    #[test]
    fn after_something_new_there_is_nothing_to_redo() {
        check("c u1 c", Some(3), None);
        check("c c u2 c", Some(4), None);
        check("c c u2 c u4", Some(1), Some(5));
    }
}
