//! The steps of the history: which of them undo and redo take next, and what of
//! a later one still holds.

use super::super::change::{Action, Lives, Restored};
use super::super::table::ALIVE;
use super::Inverse;
use crate::domain::schema::FieldId;
use crate::domain::{ChangeSetId, Collection, RecordId, Stamp};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the history says of one change set.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The change set.
    pub id: ChangeSetId,
    /// Its place in time.
    pub stamp: Stamp,
    /// What it did.
    pub action: Action,
    /// What it undid or did again.
    pub of: Option<ChangeSetId>,
    /// What it replaced.
    pub inverse: &'a Inverse,
}

impl Step<'_> {
    /// Whether there is anything to undo. There is not where a file was taken out
    /// again: it is brought in again instead. An erasure is never undone, nor the
    /// answer to who asked for it, which it wrote.
    pub fn can_be_undone(&self) -> bool {
        self.action != Action::Erase && *self.inverse != Inverse::default()
    }

    /// The step that this one undid or did again.
    fn cancels(&self) -> Option<ChangeSetId> {
        self.of.filter(|_| matches!(self.action, Action::Undo | Action::Redo))
    }
}

/// Those of the steps, newest first, that still hold: a step and its undoing
/// cancel each other out.
pub(super) fn standing(steps: &[Step<'_>]) -> Vec<usize> {
    let among: FxHashSet<ChangeSetId> = steps.iter().map(|step| step.id).collect();
    let mut cancelled = FxHashSet::default();
    let mut standing = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        if cancelled.contains(&step.id) {
            continue;
        }
        match step.cancels().filter(|of| among.contains(of)) {
            Some(of) => drop(cancelled.insert(of)),
            None => standing.push(at),
        }
    }
    standing
}

/// A step as far as undo and redo need it to find their next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deed {
    /// The change set.
    pub id: ChangeSetId,
    /// What it did.
    pub action: Action,
    /// What it undid or did again.
    pub of: Option<ChangeSetId>,
    /// Whether anything of it is left to undo.
    pub can_be_undone: bool,
}

impl From<&Step<'_>> for Deed {
    fn from(step: &Step<'_>) -> Deed {
        let Step { id, action, of, .. } = *step;
        Deed { id, action, of, can_be_undone: step.can_be_undone() }
    }
}

/// What a run of steps wrote and what still holds: a step and its undoing cancel
/// each other out.
#[derive(Debug, Default)]
pub(super) struct Since {
    /// Whether it is not known what was written, so that it may be anything.
    anything: bool,
    values: FxHashSet<(RecordId, FieldId)>,
    records: FxHashSet<RecordId>,
    lives: FxHashSet<RecordId>,
}

impl Since {
    /// Of steps that are not remembered.
    pub(super) fn anything() -> Since {
        Since { anything: true, ..Since::default() }
    }

    /// Of these steps, newest first.
    pub(super) fn of(steps: &[Step<'_>]) -> Since {
        let mut since = Since::default();
        standing(steps).into_iter().for_each(|at| since.take(steps[at].inverse));
        since
    }

    fn take(&mut self, inverse: &Inverse) {
        for Restored { record, field, .. } in &inverse.values {
            self.values.insert((*record, *field));
            self.records.insert(*record);
        }
        for Lives { origin, first, count, except, .. } in &inverse.lives {
            let numbers = *first..first.saturating_add(*count);
            let numbers = numbers.filter(|number| except.binary_search(number).is_err());
            self.lives.extend(numbers.map(|number| RecordId { origin: *origin, number }));
        }
        let unknown = inverse.foreign.iter().flat_map(|earlier| &earlier.fields);
        self.records.extend(unknown.map(|(_, record, _)| *record));
    }

    /// Whether it is known what they wrote.
    pub(super) fn is_known(&self) -> bool {
        !self.anything
    }

    /// Whether they wrote anything of a record.
    pub(super) fn wrote_any(&self, record: RecordId) -> bool {
        self.anything || self.records.contains(&record) || self.lives.contains(&record)
    }

    /// Whether they wrote a field, or the life where the field is [`ALIVE`]. A
    /// fact is written as a whole.
    pub(super) fn wrote(&self, collection: Collection, record: RecordId, field: FieldId) -> bool {
        if collection.is_fact() {
            return self.wrote_any(record);
        }
        self.anything
            || self.values.contains(&(record, field))
            || field == ALIVE && self.lives.contains(&record)
    }
}

/// Which of these, newest first, undo and redo would take next.
///
/// An undo that was not done again cancels the step it undid, and a redo that
/// was not undone cancels the undo. The next undo takes the newest step that is
/// neither cancelled nor an undo; the next redo the newest undo that is not
/// cancelled, unless something else was done after it. Steps of which nothing is
/// left to undo are not taken.
pub fn next_steps<'a>(
    deeds: impl IntoIterator<Item = &'a Deed>,
) -> (Option<ChangeSetId>, Option<ChangeSetId>) {
    let mut cancelled = FxHashSet::default();
    let (mut undo, mut redo) = (None, None);
    let mut something_new = false;
    for deed in deeds {
        if cancelled.contains(&deed.id) {
            continue;
        }
        let walks = matches!(deed.action, Action::Undo | Action::Redo);
        cancelled.extend(deed.of.filter(|_| walks));
        match deed.action {
            _ if !deed.can_be_undone => {}
            Action::Undo if redo.is_none() && !something_new => redo = Some(deed.id),
            Action::Undo => {}
            _ if undo.is_none() => undo = Some(deed.id),
            _ => {}
        }
        something_new |= !walks;
    }
    (undo, redo)
}

/// How a step stands now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It holds, and nothing later undid it or did it again.
    Holds,
    /// A later step undid it.
    Undone,
    /// It was undone and a later step did it again: that one is to be undone.
    DoneAgain,
}

/// How each of these steps, newest first, stands.
///
/// A step, its undoing, the redo of that and so on are a chain. Of a chain the
/// last holds; going back from it, each is by turns undone and done again.
pub fn standings<'a>(deeds: impl IntoIterator<Item = &'a Deed>) -> Vec<Standing> {
    let mut later = FxHashMap::default();
    let stands = |deed: &Deed| {
        let standing = later.get(&deed.id).copied().unwrap_or(Standing::Holds);
        if matches!(deed.action, Action::Undo | Action::Redo) {
            let before = match standing {
                Standing::Undone => Standing::DoneAgain,
                Standing::Holds | Standing::DoneAgain => Standing::Undone,
            };
            if let Some(of) = deed.of {
                later.entry(of).or_insert(before);
            }
        }
        standing
    };
    deeds.into_iter().map(stands).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps oldest first: `c` is a change, `u3` undoes 3, `r5` does 5 again, `t3`
    /// takes out the file that came with 3; numbers are positions counted from 1.
    fn check(steps: &str, undo: Option<u128>, redo: Option<u128>) {
        check_past(&[], steps, undo, redo);
    }

    /// The same with steps that nothing is left of.
    fn check_past(passed: &[u128], steps: &str, undo: Option<u128>, redo: Option<u128>) {
        let deeds = deeds(passed, steps);
        let (next_undo, next_redo) = next_steps(deeds.iter().rev());
        assert_eq!((next_undo.map(|id| id.0), next_redo.map(|id| id.0)), (undo, redo), "{steps}");
    }

    fn deeds(passed: &[u128], steps: &str) -> Vec<Deed> {
        let deed = |(text, id): (&str, u128)| Deed {
            id: ChangeSetId(id),
            action: match &text[..1] {
                "u" | "t" => Action::Undo,
                "r" => Action::Redo,
                _ => Action::Change,
            },
            of: text[1..].parse().ok().map(ChangeSetId),
            can_be_undone: !text.starts_with('t') && !passed.contains(&id),
        };
        steps.split_whitespace().zip(1..).map(deed).collect()
    }

    /// Bug: after undo and redo the history offered Undo twice, beside the step and
    /// beside the one that did it again; the first of them did nothing.
    #[test]
    fn of_a_step_and_its_undoings_the_last_alone_holds() {
        let check = |steps: &str, expect: &str| {
            let letter = |standing: &Standing| match standing {
                Standing::Holds => 'H',
                Standing::Undone => 'U',
                Standing::DoneAgain => 'A',
            };
            let deeds = deeds(&[], steps);
            let stand: String = standings(deeds.iter().rev()).iter().rev().map(letter).collect();
            assert_eq!(stand, expect, "{steps}");
        };
        check("c c", "HH");
        check("c c u2", "HUH");
        check("c u1 r2", "AUH");
        check("c u1 r2 u3", "UAUH");
        check("c u1 r2 u3 r4", "AUAUH");
        check("c c u2 u1 r4", "AUHUH");
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

    /// Redo was offered for a file that had been taken out again, and did nothing.
    #[test]
    fn a_file_that_was_taken_out_is_not_brought_in_by_redo() {
        check("c t1", None, None);
        check("c c t2", Some(1), None);
        check("c c u2 t1", None, Some(3));
        check("c c t2 u1", None, Some(4));
        check("c c t2 u1 r4", Some(5), None);
    }

    #[test]
    fn a_step_that_nothing_is_left_of_is_passed() {
        check_past(&[3], "c c c", Some(2), None);
        check_past(&[3], "c c u2", Some(1), None);
        check_past(&[1, 2], "c c", None, None);
    }
}
