//! Erasing a person: the ids of those who were erased, and dropping what is
//! personal of them wherever rows, edits or earlier values enter.
//!
//! The set only grows. It is joined by merging, kept by undo, replacement and
//! restoring, and written in every file; so no older file and no undo brings a
//! person back. Of an erased customer, and of each record about one, go the
//! fields that the schema calls personal and all fields that this version does
//! not know. Whether a record lives, its dates, amounts, scores and labels stay,
//! so totals stay the same under a customer without a name.
//!
//! # Laws
//!
//! Dropping and joining may be done in any order: a dropped field is absent, the
//! bottom of the join; facts of equal stamps are compared by what is not
//! personal first. The premise is that what a record is about never changes.
//!
//! # Records of other versions
//!
//! Of a record of an unknown collection only its envelope is understood. If it is
//! an erased customer's, or one of its fields is a reference to one, all its
//! fields go but the references. A record that waits for its time goes as a
//! whole: whoever wrote it hands it on again once the time has come.

use super::change::{ChangeSet, Draft, Restored};
use super::foreign::{EarlierForeign, ForeignCollection, ForeignRecord, PARKED};
use super::suppression::{Contact, Mark};
use super::table::Table;
use super::undo::Inverse;
use super::{ALIVE, Workspace};
use crate::domain::schema::{FieldId, Value, customer};
use crate::domain::{ChangeSetId, Collection, RecordId};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::ops::Range;

/// The people whose personal data were erased: the ids of their customers, and the
/// marks by which they are known again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    people: BTreeSet<RecordId>,
    marks: BTreeSet<Mark>,
}

impl FromIterator<RecordId> for Erased {
    fn from_iter<I: IntoIterator<Item = RecordId>>(ids: I) -> Self {
        Erased { people: ids.into_iter().collect(), marks: BTreeSet::new() }
    }
}

impl Erased {
    /// Whether it holds nobody.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.marks.is_empty()
    }

    /// How many ids it holds.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// How many ids and marks it holds.
    pub fn entries(&self) -> usize {
        self.people.len() + self.marks.len()
    }

    /// Whether this customer was erased.
    pub fn holds(&self, customer: RecordId) -> bool {
        self.people.contains(&customer)
    }

    /// The ids in order.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.people.iter().copied()
    }

    /// The marks in order.
    pub fn marks(&self) -> impl Iterator<Item = Mark> + '_ {
        self.marks.iter().copied()
    }

    /// Adds a customer.
    pub(super) fn add(&mut self, customer: RecordId) {
        self.people.insert(customer);
    }

    /// Adds a mark.
    pub fn add_mark(&mut self, mark: Mark) {
        self.marks.insert(mark);
    }

    /// Whether it holds all that another one does.
    pub fn covers(&self, other: &Erased) -> bool {
        other.people.is_subset(&self.people) && other.marks.is_subset(&self.marks)
    }

    /// Adds what another one holds.
    pub fn join(&mut self, other: &Erased) {
        self.people.extend(&other.people);
        self.marks.extend(&other.marks);
    }

    /// What it holds and another one does not.
    pub fn without(&self, other: &Erased) -> Erased {
        Erased {
            people: self.people.difference(&other.people).copied().collect(),
            marks: self.marks.difference(&other.marks).copied().collect(),
        }
    }

    /// Whether one of these telephone numbers or the e-mail address is that of
    /// somebody who was erased.
    pub fn knows(&self, phones: [&str; 2], email: &str) -> bool {
        if self.marks.is_empty() {
            return false;
        }
        let phones = phones.into_iter().filter_map(Contact::phone);
        let contacts: Vec<Contact> = phones.chain(Contact::email(email)).collect();
        let mut marks = self.keys().flat_map(|key| contacts.iter().map(move |one| one.mark(key)));
        marks.any(|mark| self.marks.contains(&mark))
    }

    /// The keys of the marks, each once. There are few, and the marks of each lie side
    /// by side.
    fn keys(&self) -> impl Iterator<Item = u128> + '_ {
        let key_from = |mark: Mark| self.marks.range(mark..).next().map(|mark| mark.key);
        let next = move |key: &u128| key_from(Mark::first_of(key.checked_add(1)?));
        std::iter::successors(key_from(Mark::first_of(0)), next)
    }

    /// Whether a row is an erased customer or about one.
    pub(super) fn concerns(&self, table: &Table, row: u32) -> bool {
        match (table.collection(), table.collection().about()) {
            (Collection::Customer, _) => self.holds(table.id(row)),
            (_, Some(about)) => self.is_named_by(table.value(row, about).as_ref()),
            (_, None) => false,
        }
    }

    fn is_named_by(&self, value: Option<&Value>) -> bool {
        matches!(value, Some(Value::Reference(id)) if self.holds(*id))
    }

    /// Those of the rows that are erased customers or about some. They rise.
    pub(super) fn concerned(&self, table: &Table, rows: Range<u32>) -> Vec<u32> {
        if self.people.is_empty() {
            return Vec::new();
        }
        if rows.len() == 1 {
            return rows.filter(|row| self.concerns(table, *row)).collect();
        }
        // Most rows name customers of origins that none of the erased has.
        let erased: FxHashSet<ChangeSetId> = self.people.iter().map(|id| id.origin).collect();
        let origins = table.origins();
        let some: Vec<bool> = origins.iter().map(|origin| erased.contains(origin)).collect();
        let is_erased = |code: u32, number: u32| {
            let code = code as usize;
            some.get(code) == Some(&true) && self.holds(RecordId { origin: origins[code], number })
        };
        match (table.collection(), table.collection().about()) {
            (Collection::Customer, _) => {
                let (codes, numbers) = table.identities();
                rows.filter(|row| is_erased(codes[*row as usize], numbers[*row as usize])).collect()
            }
            (_, Some(about)) => {
                let references = table.references(about);
                let named = |row: &u32| references[*row as usize];
                rows.filter(|row| is_erased(named(row).0, named(row).1)).collect()
            }
            (_, None) => Vec::new(),
        }
    }

    /// Drops from rows what is personal of these people. Says which rows changed.
    pub(super) fn forget_rows(&self, table: &mut Table, rows: Range<u32>) -> Vec<u32> {
        let mut concerned = self.concerned(table, rows);
        concerned.retain(|row| forget_row(table, *row));
        concerned
    }

    /// Drops from all rows of a table what is personal of these people.
    pub(super) fn forget_table(&self, table: &mut Table) -> bool {
        !self.forget_rows(table, 0..table.len() as u32).is_empty()
    }

    /// Drops from records of other versions what may be personal of these people.
    /// Says whether anything changed.
    pub(super) fn forget_foreign(&self, collections: &mut [ForeignCollection]) -> bool {
        let mut changed = false;
        for collection in collections {
            changed |= self.forget_records(&collection.name, &mut collection.records);
        }
        changed
    }

    /// The same of some of the records of one unknown collection.
    pub(super) fn forget_records(&self, collection: &str, records: &mut [ForeignRecord]) -> bool {
        let mut changed = false;
        for record in records.iter_mut().filter(|_| !self.is_empty()) {
            let before = record.fields.len();
            self.forget_record(record, collection == PARKED);
            changed |= record.fields.len() != before;
        }
        changed
    }

    fn forget_record(&self, record: &mut ForeignRecord, parked: bool) {
        if parked {
            let own = self.holds(record.id);
            record.fields.retain(|field| !own && !self.is_in(&field.json));
        } else if self.concerns_foreign(record) {
            record.fields.retain(|field| reference(&field.json).is_some());
        }
    }

    fn concerns_foreign(&self, record: &ForeignRecord) -> bool {
        let erased = |json: &str| reference(json).is_some_and(|id| self.holds(id));
        self.holds(record.id) || record.fields.iter().any(|field| erased(&field.json))
    }

    /// Takes records of other versions out that are these people's or about them.
    pub(super) fn leave_out_foreign(&self, collections: &mut Vec<ForeignCollection>) {
        if self.people.is_empty() {
            return;
        }
        for collection in collections.iter_mut() {
            let parked = collection.name == PARKED;
            collection.records.retain(|record| {
                let waits = || parked && record.fields.iter().any(|field| self.is_in(&field.json));
                !self.concerns_foreign(record) && !waits()
            });
        }
        collections.retain(|collection| !collection.records.is_empty());
    }

    /// Whether a text of JSON has one of the ids for a string in it.
    fn is_in(&self, json: &str) -> bool {
        json.split('"').filter_map(|text| text.parse().ok()).any(|id| self.holds(id))
    }
}

/// The record that a value of another version refers to, if it is a reference.
fn reference(json: &str) -> Option<RecordId> {
    json.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

fn personal(collection: Collection) -> impl Iterator<Item = FieldId> {
    let fields = collection.fields().iter().zip((0..).map(FieldId));
    fields.filter(|(field, _)| field.personal).map(|(_, id)| id)
}

/// Drops the personal and the unknown fields of a row; says whether there were
/// any.
fn forget_row(table: &mut Table, row: u32) -> bool {
    let mut changed = !table.foreign(row).is_empty();
    table.clear_foreign(row);
    for field in personal(table.collection()) {
        if table.is_said(row, field) {
            table.set_value(row, field, None);
            table.set_field_stamp(row, field, None);
            changed = true;
        }
    }
    changed
}

/// Drops the personal fields of a row: of one who is shown beside an erased one.
pub(super) fn hide_row(table: &mut Table, row: u32) {
    for field in personal(table.collection()) {
        table.set_value(row, field, None);
    }
}

impl Draft {
    /// Erases these people.
    pub fn erase(&mut self, people: &Erased) {
        self.parts_mut().erased.join(people);
    }
}

impl Workspace {
    /// The customers whose personal data were erased.
    pub fn erased(&self) -> &Erased {
        &self.erased
    }

    /// Whether a customer was erased, or one of those who are united with them:
    /// nothing personal is shown then.
    pub fn is_erased(&self, customer: u32) -> bool {
        let id = |row: &u32| self.id(Collection::Customer, *row);
        !self.erased.is_empty()
            && self.united(customer).iter().any(|row| self.erased.holds(id(row)))
    }

    /// The rows under which those who were erased are shown, each perhaps twice.
    pub fn erased_rows(&self) -> Vec<u32> {
        let customers = self.table(Collection::Customer);
        let rows = self.erased.concerned(customers, 0..customers.len() as u32);
        rows.into_iter().map(|row| self.head(row)).collect()
    }

    /// Whom erasing a customer erases: all who are united with them now. Who is
    /// parted from them later stays erased, and who is united with them later has
    /// to be asked about.
    pub fn to_erase(&self, customer: RecordId) -> Erased {
        let row = self.row(Collection::Customer, customer);
        let united = row.map(|row| self.united(row)).unwrap_or_default();
        united.into_iter().map(|row| self.id(Collection::Customer, row)).chain([customer]).collect()
    }

    /// These people with the marks of their numbers and addresses. `key` is a random
    /// one for the first marks of a workspace.
    pub fn marked(&self, mut people: Erased, key: u128) -> Erased {
        let key = self.erased.marks.first().map_or(key, |mark| mark.key);
        let table = self.table(Collection::Customer);
        for row in people.concerned(table, 0..table.len() as u32) {
            let text = |field| table.text(row, field);
            let phones = [customer::PHONE, customer::WHATSAPP].into_iter().filter_map(text);
            let phones = phones.filter_map(Contact::phone);
            let email = text(customer::EMAIL).and_then(Contact::email);
            people.marks.extend(phones.chain(email).map(|contact| contact.mark(key)));
        }
        people
    }

    /// Of the customers at these rows, as people see them, who was not erased and has
    /// the number or the address of somebody who was: the same person, under another
    /// id, or somebody who shares them.
    pub fn known_again(&self, rows: Range<u32>) -> Vec<RecordId> {
        let customers = self.customers();
        let is_known = |row: &u32| {
            let text = |field| customers.text(*row, field).unwrap_or_default();
            let phones = [customer::PHONE, customer::WHATSAPP].map(text);
            self.is_alive(Collection::Customer, *row)
                && !self.is_erased(*row)
                && self.erased.knows(phones, text(customer::EMAIL))
        };
        let end = rows.end.min(customers.len() as u32);
        (rows.start..end).filter(is_known).map(|row| customers.id(row)).collect()
    }

    /// Of those who are united with an erased customer, who was not erased.
    pub fn not_erased_beside(&self, customer: u32) -> Erased {
        if !self.is_erased(customer) {
            return Erased::default();
        }
        self.to_erase(self.id(Collection::Customer, customer)).without(&self.erased)
    }

    /// Takes the erased ids that were stored beside the segments, or that hold
    /// whatever is loaded.
    pub fn load_erased(&mut self, erased: &Erased) {
        self.revision.rise();
        self.erase(erased);
    }

    pub(super) fn erase(&mut self, erased: &Erased) {
        let new = erased.without(&self.erased);
        if new.is_empty() {
            return;
        }
        self.erased.join(&new);
        for collection in Collection::ALL {
            self.forget(*collection, 0..self.table(*collection).len() as u32);
        }
        for id in new.ids() {
            if let Some(row) = self.row(Collection::Customer, id) {
                self.show_customer(row);
            }
        }
        self.forget_foreign();
    }

    /// Drops from rows what is personal of those who were erased.
    pub(super) fn forget(&mut self, collection: Collection, rows: Range<u32>) {
        let Workspace { shelves, erased, .. } = self;
        let changed = erased.forget_rows(&mut shelves[collection as usize].table, rows);
        changed.into_iter().for_each(|row| self.mark(collection, row));
    }

    pub(super) fn forget_foreign(&mut self) {
        let Workspace { foreign, erased, .. } = self;
        erased.forget_foreign(foreign);
    }

    /// Whether the field of a row is dropped, whatever is written into it.
    pub(super) fn drops(&self, collection: Collection, row: u32, field: FieldId) -> bool {
        !self.erased.is_empty()
            && collection.is_personal(field)
            && self.erased.concerns(self.table(collection), row)
    }
}

/// Whom records are about, and who of them was erased.
struct Forgetting<'a> {
    workspace: &'a Workspace,
    erased: &'a Erased,
    created: &'a [Table],
}

impl Forgetting<'_> {
    /// Whether the record is an erased customer or about one. `None` if it is
    /// not here.
    fn concerns(&self, collection: Collection, record: RecordId) -> Option<bool> {
        if collection == Collection::Customer {
            return Some(self.erased.holds(record));
        }
        if let Some(row) = self.workspace.row(collection, record) {
            return Some(self.erased.concerns(self.workspace.table(collection), row));
        }
        let mut tables = self.created.iter().filter(|table| table.collection() == collection);
        tables.find_map(|table| {
            let row = (0..table.len() as u32).find(|row| table.id(*row) == record)?;
            Some(self.erased.concerns(table, row))
        })
    }

    /// Takes earlier values; their places and stamps stay, so that undo goes
    /// where it went.
    fn forget_values(&self, values: &mut [Restored]) -> bool {
        let mut changed = false;
        for Restored { collection, record, field, value, .. } in values {
            // Of a fact that is gone nobody knows whom it was about.
            let about = || {
                let known = self.concerns(*collection, *record);
                known.unwrap_or(collection.about().is_some())
            };
            if value.is_some() && *field != ALIVE && collection.is_personal(*field) && about() {
                *value = None;
                changed = true;
            }
        }
        changed
    }

    fn forget_earlier(&self, earlier: Option<&mut EarlierForeign>) -> bool {
        let Some(EarlierForeign { collections, fields }) = earlier else { return false };
        let mut changed = self.erased.forget_foreign(collections);
        for (collection, record, fields) in fields {
            let about = self.concerns(*collection, *record);
            if !fields.is_empty() && about.unwrap_or(collection.about().is_some()) {
                fields.clear();
                changed = true;
            }
        }
        changed
    }
}

impl ChangeSet {
    /// Drops what is personal of people who are erased, here or by it. Says
    /// whether it would have written any of it. To be done before it is stored:
    /// not even the log may hold what was erased.
    pub fn forget(&mut self, workspace: &Workspace) -> bool {
        let mut erased = workspace.erased.clone();
        erased.join(&self.erased);
        if erased.is_empty() {
            return false;
        }
        let mut wrote = false;
        let forgetting = Forgetting { workspace, erased: &erased, created: &self.created };
        self.edits.retain(|edit| {
            let dropped = edit.collection.is_personal(edit.field)
                && forgetting.concerns(edit.collection, edit.record) == Some(true);
            wrote |= dropped && edit.value.is_some();
            !dropped
        });
        forgetting.forget_values(&mut self.restored);
        forgetting.forget_earlier(self.earlier_foreign.as_mut());
        for table in &mut self.created {
            wrote |= erased.forget_table(table);
        }
        for table in &mut self.adopted {
            erased.forget_table(table);
        }
        erased.forget_foreign(&mut self.foreign);
        wrote
    }
}

impl Inverse {
    /// Drops what is personal of these people from what a change set replaced, so
    /// that its undo brings nothing back. Says whether there was any.
    pub fn forget(&mut self, workspace: &Workspace, erased: &Erased) -> bool {
        if erased.is_empty() {
            return false;
        }
        let forgetting = Forgetting { workspace, erased, created: &[] };
        let values = forgetting.forget_values(&mut self.values);
        forgetting.forget_earlier(self.foreign.as_mut()) || values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_under_whichever_key_it_was_marked() {
        let mark = |phone: &str, key| Contact::phone(phone).expect("a number").mark(key);
        let mut erased = Erased::default();
        let known = [("0812-9999-0001", 0), ("0812-9999-0002", 5), ("0812-9999-0003", u128::MAX)];
        known.iter().for_each(|(phone, key)| erased.add_mark(mark(phone, *key)));
        erased.add_mark(mark("0812-9999-0004", 5));
        assert_eq!(erased.keys().collect::<Vec<_>>(), [0, 5, u128::MAX]);
        assert!(known.iter().all(|(phone, _)| erased.knows([phone, ""], "")));
        assert!(!erased.knows(["0812-9999-0005", "0812-9999-0006"], "sari@example.com"));
        assert_eq!(Erased::default().keys().next(), None);
    }
}
