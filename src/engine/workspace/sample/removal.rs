//! Taking the sample shop out again, with or without what the user did in it.
//!
//! The user's own work is every record that the sample did not bring, and the
//! customers, personas and journey maps of the sample that the user changed.
//! What own work hangs on stays with it: the customer of an own purchase, the
//! persona of an own map. A map stays whole, because half of one says nothing.
//! Purchases, contacts and answers of the sample go even where they were
//! changed: they tell of customers who never were.

use super::{is_sample, is_shop, settings};
use crate::domain::schema::{Value, touchpoint};
use crate::domain::{
    ChangeSetId, Collection, FieldId, RecordId, Setting, Stage, Stamp, Touchpoint, place,
};
use crate::workspace::{ALIVE, Action, Draft, Label, Life, Table, Workspace, fact_place};
use rustc_hash::FxHashMap;

/// What of the user's own stays when the sample goes.
#[derive(Debug)]
pub struct OwnWork {
    /// By collection: which rows stay.
    stays: Vec<Vec<bool>>,
    /// By collection: how many records the user added or changed.
    counts: Vec<u32>,
}

impl OwnWork {
    /// Looks for it among the records that are not deleted.
    pub fn find(workspace: &Workspace) -> OwnWork {
        let rows = |c: &Collection| vec![false; workspace.table(*c).len()];
        let mut own = OwnWork {
            stays: Collection::ALL.iter().map(rows).collect(),
            counts: vec![0; Collection::ALL.len()],
        };
        let mut found = Vec::new();
        for collection in records() {
            let changed = changed_rows(workspace, collection);
            let seen = fact_place(collection).map(|place| workspace.facts[place].counts());
            for row in workspace.records_alive(collection) {
                let is_own = !is_sample(workspace.id(collection, row));
                if is_own || changed[row as usize] {
                    // What is about a deleted customer stays, yet nobody sees it.
                    let is_seen = seen.is_none_or(|seen| seen[row as usize])
                        && workspace.is_alive(collection, row);
                    own.counts[collection as usize] += u32::from(is_seen);
                    found.push((collection, row));
                }
            }
        }
        while let Some((collection, row)) = found.pop() {
            let stays = &mut own.stays[collection as usize][row as usize];
            if !std::mem::replace(stays, true) {
                found.extend(hangs_together(workspace, collection, row));
            }
        }
        own
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|count| *count == 0)
    }

    /// How many records the user added or changed, by collection.
    pub fn counts(&self) -> impl Iterator<Item = (Collection, u32)> + '_ {
        let all = Collection::ALL.iter().copied().zip(self.counts.iter().copied());
        all.filter(|(_, count)| *count > 0)
    }

    fn stays(&self, collection: Collection, row: u32) -> bool {
        self.stays[collection as usize][row as usize]
    }
}

/// The records of sample shops that went when the shop did. A workspace with the
/// sample is never exported, so nobody else has them, and nobody needs to hear that
/// they are gone. What stayed as own work and went later may be elsewhere and is
/// none of them.
#[derive(Debug, Default)]
pub struct NeverShared {
    /// When each shop was removed, by the change set that set it up.
    removed: FxHashMap<ChangeSetId, Stamp>,
}

impl NeverShared {
    /// Finds when shops were removed: their purchases go with them, whatever stays.
    pub fn of(workspace: &Workspace) -> NeverShared {
        let sales = workspace.table(Collection::Purchase);
        let shops: Vec<bool> = sales.origins().iter().map(|origin| is_shop(*origin)).collect();
        let mut removed: FxHashMap<ChangeSetId, Stamp> = FxHashMap::default();
        if shops.contains(&true) {
            let (origins, ..) = sales.envelope();
            let of_shops = (0..sales.len() as u32).filter(|row| {
                shops[origins[*row as usize] as usize] && sales.life(*row) == Life::Deleted
            });
            for row in of_shops {
                let when = removed.entry(sales.id(row).origin).or_insert(Stamp::BIRTH);
                *when = (*when).max(sales.record_stamp(row));
            }
        }
        NeverShared { removed }
    }

    /// Whether the record at a row is one of them.
    pub fn holds(&self, table: &Table, row: u32) -> bool {
        !self.removed.is_empty()
            && table.life(row) == Life::Deleted
            && self
                .removed
                .get(&table.id(row).origin)
                .is_some_and(|removed| table.field_stamp(row, ALIVE) <= *removed)
    }
}

/// Removes the sample and leaves the user's own work, own settings included.
pub fn without_own(workspace: &Workspace, id: ChangeSetId, own: &OwnWork) -> Draft {
    let mut label = Label::new(Action::RemoveSample);
    label.count = own.counts().map(|(_, count)| count).sum();
    let mut draft = Draft::new(id, label);
    for collection in records() {
        draft.delete_those(workspace, collection, |row| !own.stays(collection, row));
    }
    let ours = workspace.table(Collection::Setting);
    let row = workspace.row(Collection::Setting, Setting::ID);
    for (field, value) in settings() {
        if row.and_then(|row| ours.value(row, field)) == Some(value) {
            draft.set(Collection::Setting, Setting::ID, field, None);
        }
    }
    draft
}

/// Removes everything, settings included.
pub fn everything(workspace: &Workspace, id: ChangeSetId) -> Draft {
    let mut draft = Draft::new(id, Label::new(Action::RemoveSample));
    for collection in records() {
        draft.delete_those(workspace, collection, |_| true);
    }
    draft.update(workspace, Setting::ID, &Setting::default());
    draft
}

/// The collections that hold records: all but the settings.
fn records() -> impl Iterator<Item = Collection> {
    Collection::ALL.iter().copied().filter(|c| *c != Collection::Setting)
}

/// The rows of which somebody wrote a field after they were created. Facts have
/// no stamps by field, so none of theirs.
fn changed_rows(workspace: &Workspace, collection: Collection) -> Vec<bool> {
    let table = workspace.table(collection);
    let mut changed = vec![false; table.len()];
    for (row, field, _) in table.field_stamps() {
        changed[row as usize] |= field != ALIVE;
    }
    changed
}

/// The records, not deleted ones, that stay if this one does: those that it
/// refers to, and the parts of a map.
fn hangs_together(
    workspace: &Workspace,
    collection: Collection,
    row: u32,
) -> Vec<(Collection, u32)> {
    let table = workspace.table(collection);
    let mut ids: Vec<RecordId> = Vec::new();
    for at in 0..collection.fields().len() as u8 {
        match table.value(row, FieldId(at)) {
            Some(Value::Reference(id)) => ids.push(id),
            Some(Value::Text(text)) if is_place(collection, FieldId(at)) => {
                ids.extend(place::read(&text).map(|(stage, _)| stage));
            }
            _ => {}
        }
    }
    let at = |id: RecordId| records().find_map(|c| Some((c, workspace.row(c, id)?)));
    let mut found: Vec<_> = ids.into_iter().filter_map(at).collect();
    let whole = Some(workspace.id(collection, row));
    match collection {
        Collection::Journey => found.extend(parts(workspace, Collection::Stage, |row| {
            workspace.read::<Stage>(row).journey == whole
        })),
        Collection::Stage => found.extend(parts(workspace, Collection::Touchpoint, |row| {
            let held = workspace.read::<Touchpoint>(row).place;
            held.as_deref().and_then(place::read).map(|(stage, _)| stage) == whole
        })),
        _ => {}
    }
    found.retain(|(collection, row)| workspace.table(*collection).life(*row) == Life::Alive);
    found
}

fn is_place(collection: Collection, field: FieldId) -> bool {
    collection == Collection::Touchpoint && field == touchpoint::PLACE
}

fn parts(
    workspace: &Workspace,
    collection: Collection,
    belongs: impl Fn(u32) -> bool,
) -> Vec<(Collection, u32)> {
    let rows = workspace.alive_rows(collection).filter(|row| belongs(*row));
    rows.map(|row| (collection, row)).collect()
}
