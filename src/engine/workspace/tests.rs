//! What the one door promises, tried through the real codec of the log.

use super::*;
use crate::domain::{ChangeSetId, DeviceId, Purchase};
use crate::interchange::log::{self, Remembered};
use crate::interchange::segment;

const DEVICE: DeviceId = DeviceId(9);

/// A device with its clock, its log and its history.
struct Desk {
    workspace: Workspace,
    log: Vec<Vec<u8>>,
    history: Vec<Vec<u8>>,
    next: u128,
}

impl Desk {
    fn new() -> Desk {
        Desk { workspace: Workspace::new(), log: Vec::new(), history: Vec::new(), next: 1 }
    }

    fn draft(&mut self, action: Action) -> Draft {
        self.next += 1;
        Draft::new(ChangeSetId(self.next), Label::new(action))
    }

    fn commit(&mut self, draft: Draft) -> Remembered {
        let stamp = Stamp::next(self.workspace.latest(), DEVICE, 1_000 + self.next as u64);
        let change_set = draft.stamped(stamp, 0);
        let inverse = self.workspace.inverse(&change_set);
        let remembered = Remembered::new(&change_set, inverse).encode();
        let entry = log::encode(&change_set, false);
        self.workspace.apply(&log::decode(&entry).unwrap());
        self.log.push(entry);
        self.history.push(remembered.clone());
        Remembered::decode(&remembered).unwrap()
    }

    fn undo(&mut self, of: &Remembered) -> (Remembered, usize, usize) {
        self.next += 1;
        let label = Label::new(Action::Undo);
        let undo = self.workspace.undo(ChangeSetId(self.next), label, of.id, of.stamp, &of.inverse);
        let (fields, records) = (undo.fields_kept, undo.records_kept.len());
        (self.commit(undo.draft), fields, records)
    }

    /// The same workspace, opened from segments and from the log.
    fn reopened(&self) -> [Workspace; 2] {
        let mut replayed = Workspace::new();
        for entry in &self.log {
            replayed.apply(&log::decode(entry).unwrap());
        }
        let mut loaded = Workspace::new();
        for collection in Collection::ALL {
            let table = self.workspace.table(*collection);
            let rows = segment::encode(&table.part(0..table.len() as u32));
            loaded.load(segment::decode(&rows).unwrap());
        }
        [replayed, loaded]
    }

    fn check_reopened(&self) {
        for other in self.reopened() {
            for collection in Collection::ALL {
                for row in 0..self.workspace.table(*collection).len() as u32 {
                    let id = self.workspace.id(*collection, row);
                    let here = (self.workspace.table(*collection), row);
                    let Some(row) = other.row(*collection, id) else {
                        assert_eq!(here.0.life(here.1), Life::Absent);
                        continue;
                    };
                    assert_eq!(here.0.life(here.1), other.table(*collection).life(row));
                    for at in 0..collection.fields().len() {
                        let field = FieldId(at as u8);
                        let theirs = other.table(*collection);
                        assert_eq!(here.0.value(here.1, field), theirs.value(row, field));
                        assert_eq!(
                            here.0.field_stamp(here.1, field),
                            theirs.field_stamp(row, field)
                        );
                    }
                }
            }
            assert_eq!(other.purchases().counts.iter().filter(|c| **c).count(), self.counted());
        }
    }

    fn counted(&self) -> usize {
        self.workspace.purchases().counts.iter().filter(|c| **c).count()
    }
}

fn customer(name: &str) -> Customer {
    Customer { name: Some(name.into()), ..Customer::default() }
}

fn purchase(customer: RecordId, amount: i64) -> Purchase {
    let (customer, date, amount) = (Some(customer), Some(Day(20_000)), Some(amount));
    Purchase { customer, date, amount, ..Purchase::default() }
}

/// A desk with two customers of two purchases each, made by one change set.
fn shop() -> (Desk, Remembered, [RecordId; 2]) {
    let mut desk = Desk::new();
    let mut draft = desk.draft(Action::Import);
    let ids = [draft.create(&customer("Senja")), draft.create(&customer("Ratna"))];
    for id in ids {
        draft.create(&purchase(id, 10));
        draft.create(&purchase(id, 20));
    }
    let made = desk.commit(draft);
    (desk, made, ids)
}

#[test]
fn what_was_applied_is_read_back_from_log_and_segments() {
    let (mut desk, _, [senja, ratna]) = shop();
    let mut draft = desk.draft(Action::Change);
    let changed = Customer { city: Some("Solo".into()), name: None, ..customer("Senja") };
    draft.update(&desk.workspace, senja, &changed);
    draft.delete(Collection::Customer, ratna);
    desk.commit(draft);
    assert_eq!(desk.workspace.find::<Customer>(senja), Some(changed));
    assert_eq!(desk.workspace.find::<Customer>(ratna), None);
    assert_eq!(desk.counted(), 2, "purchases of a deleted customer do not count");
    desk.check_reopened();
}

#[test]
fn undo_brings_back_values_and_lives_and_redo_takes_them_again() {
    let (mut desk, _, [senja, _]) = shop();
    let mut draft = desk.draft(Action::Change);
    draft.update(&desk.workspace, senja, &customer("Fajar"));
    draft.delete(Collection::Customer, senja);
    let change = desk.commit(draft);
    assert_eq!(desk.counted(), 2);
    let (undone, fields, records) = desk.undo(&change);
    assert_eq!((fields, records), (0, 0));
    assert_eq!(desk.workspace.find::<Customer>(senja), Some(customer("Senja")));
    assert_eq!(desk.counted(), 4);
    desk.undo(&undone);
    assert_eq!(desk.workspace.find::<Customer>(senja), None);
    assert_eq!(desk.counted(), 2);
    desk.check_reopened();
}

#[test]
fn undo_leaves_what_was_changed_since_and_says_so() {
    let (mut desk, made, [senja, ratna]) = shop();
    let mut draft = desk.draft(Action::Change);
    draft.update(&desk.workspace, senja, &customer("Fajar"));
    let first = desk.commit(draft);
    let mut draft = desk.draft(Action::Change);
    draft.update(&desk.workspace, senja, &customer("Gita"));
    desk.commit(draft);
    let (_, fields, _) = desk.undo(&first);
    assert_eq!(fields, 1);
    assert_eq!(desk.workspace.find::<Customer>(senja), Some(customer("Gita")));
    // The import's undo keeps the customer that was changed and deletes the rest.
    let (_, _, records) = desk.undo(&made);
    assert_eq!(records, 1);
    assert_eq!(desk.workspace.find::<Customer>(senja), Some(customer("Gita")));
    assert_eq!(desk.workspace.find::<Customer>(ratna), None);
    assert_eq!(desk.counted(), 0);
    desk.check_reopened();
}

#[test]
fn undoing_an_import_keeps_customers_that_others_refer_to() {
    let (mut desk, made, [senja, ratna]) = shop();
    let mut draft = desk.draft(Action::Add);
    draft.create(&purchase(senja, 500));
    desk.commit(draft);
    let (_, _, records) = desk.undo(&made);
    assert_eq!(records, 1);
    assert!(desk.workspace.find::<Customer>(senja).is_some());
    assert!(desk.workspace.find::<Customer>(ratna).is_none());
    assert_eq!(desk.counted(), 1);
    desk.check_reopened();
}

#[test]
fn undoing_an_opened_file_leaves_no_trace() {
    let (theirs, _, ids) = shop();
    let mut desk = Desk::new();
    // Devices never share ids.
    desk.next += 100;
    let mut draft = desk.draft(Action::OpenFile);
    for collection in [Collection::Customer, Collection::Purchase] {
        draft.adopt(theirs.workspace.table(collection).clone());
    }
    let opened = desk.commit(draft);
    assert_eq!(desk.counted(), 4);
    assert!(desk.workspace.find::<Customer>(ids[0]).is_some());
    desk.undo(&opened);
    assert_eq!(desk.workspace.row(Collection::Customer, ids[0]), None);
    assert_eq!(desk.counted(), 0);
    assert_eq!(desk.workspace.vector().stamps().count(), 0);
    desk.check_reopened();
}

#[test]
fn applying_twice_is_applying_once() {
    let (mut desk, _, _) = shop();
    let entry = log::decode(&desk.log[0]).unwrap();
    desk.workspace.apply(&entry);
    assert_eq!(desk.workspace.count(Collection::Customer), 2);
    assert_eq!(desk.counted(), 4);
}

#[test]
fn a_fact_finds_its_customer_whichever_comes_first() {
    let (desk, _, ids) = shop();
    let mut late = Workspace::new();
    late.load(desk.workspace.table(Collection::Purchase).clone());
    assert!(late.purchases().customer.iter().all(|row| *row == NO_ROW));
    late.load(desk.workspace.table(Collection::Customer).clone());
    let row = late.row(Collection::Customer, ids[1]).unwrap();
    assert_eq!(late.rows_about(Collection::Purchase, row).len(), 2);
}

#[test]
fn only_blocks_that_changed_are_dirty() {
    let mut desk = Desk::new();
    let mut draft = desk.draft(Action::Import);
    let ids: Vec<_> = (0..9_000).map(|at| draft.create(&customer(&format!("c{at}")))).collect();
    desk.commit(draft);
    assert_eq!(desk.workspace.take_dirty_blocks(Collection::Customer), [0, 1, 2]);
    assert_eq!(desk.workspace.take_dirty_blocks(Collection::Customer), [0; 0]);
    let mut draft = desk.draft(Action::Change);
    draft.update(&desk.workspace, ids[5_000], &customer("new"));
    desk.commit(draft);
    assert_eq!(desk.workspace.take_dirty_blocks(Collection::Customer), [1]);
    desk.workspace.mark_dirty_blocks(Collection::Customer, &[2]);
    assert_eq!(desk.workspace.take_dirty_blocks(Collection::Customer), [2]);
}
