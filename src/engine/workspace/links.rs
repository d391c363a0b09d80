//! Customers that were found to be one, held under several ids.
//!
//! A link says that two customers are one; its identity follows from the two
//! ids, so that devices which unite the same pair write the same record. Linked
//! customers form a group. Its head is the smallest id; the head's fields are
//! the join of all the group's, as in a merge, and facts about any of the group
//! are about the head. The group is there as long as one of its records is: who
//! deletes a duplicate on one device while it is united on another does not delete
//! the person. All of this is derived: the records stay as they are, and deleting
//! the link parts them again.
//!
//! [`Workspace::table`] holds the records as they are stored, and
//! [`Workspace::customers`] as people see them.

use super::erasure::hide_row;
use super::join::join_row;
use super::table::{Life, Table};
use super::{Draft, Erased, Workspace};
use crate::domain::schema::{Value, customer, link};
use crate::domain::{ChangeSetId, Collection, RecordId};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// The groups of linked customers, by row.
#[derive(Default)]
pub(super) struct Unions {
    /// The head of each customer in a group.
    pub heads: FxHashMap<u32, u32>,
    /// The members of each group, by head, the head among them.
    members: FxHashMap<u32, Vec<u32>>,
    /// All customers as people see them, if there is any group.
    shown: Option<Table>,
    /// Whether a link changed since the groups were derived. A change set may
    /// bring many, and the groups are derived once for all of them.
    stale: bool,
    /// Whether a link names a customer who has not come.
    waits: bool,
}

/// The identity of the link between two customers, whichever is named first.
pub fn link_id(a: RecordId, b: RecordId) -> RecordId {
    let mut hasher = Sha256::new();
    for id in [a.min(b), a.max(b)] {
        hasher.update(id.origin.0.to_be_bytes());
        hasher.update(id.number.to_be_bytes());
    }
    let digest: [u8; 32] = hasher.finalize().into();
    let (half, _) = digest.split_first_chunk::<16>().expect("a digest has 32 bytes");
    RecordId { origin: ChangeSetId(u128::from_be_bytes(*half)), number: 0 }
}

impl Draft {
    /// Unites two customers.
    pub fn unite(&mut self, a: RecordId, b: RecordId) {
        let id = link_id(a, b);
        self.birth(Collection::Link, id);
        self.set(Collection::Link, id, link::LEFT, Some(Value::Reference(a.min(b))));
        self.set(Collection::Link, id, link::RIGHT, Some(Value::Reference(a.max(b))));
        self.restore(Collection::Link, id);
    }

    /// Deletes a customer as people see them: all of the group that is there.
    pub fn delete_united(&mut self, workspace: &Workspace, customer: RecordId) {
        let row = workspace.row(Collection::Customer, customer);
        let table = workspace.table(Collection::Customer);
        let mut united = row.map(|row| workspace.united(row)).unwrap_or_default();
        united.retain(|row| table.life(*row) == Life::Alive);
        let ids = united.into_iter().map(|row| table.id(row));
        ids.for_each(|id| self.delete(Collection::Customer, id));
    }

    /// Parts a customer from the others of its group: deletes all links that
    /// name it.
    pub fn part(&mut self, workspace: &Workspace, customer: RecordId) {
        for link in workspace.links_of(customer) {
            self.delete(Collection::Link, link);
        }
    }
}

impl Workspace {
    /// All customers as people see them: the head of each group with the fields
    /// of all of it, the others of the group as if they were deleted.
    pub fn customers(&self) -> &Table {
        self.unions.shown.as_ref().unwrap_or(self.table(Collection::Customer))
    }

    /// A collection as people see it.
    pub(super) fn shown(&self, collection: Collection) -> &Table {
        match collection {
            Collection::Customer => self.customers(),
            other => self.table(other),
        }
    }

    /// The row under which a customer is shown: that of its group's head.
    pub fn head(&self, customer: u32) -> u32 {
        self.unions.heads.get(&customer).copied().unwrap_or(customer)
    }

    /// Where people see the record: for a customer at the head of its group.
    pub(super) fn shown_row(&self, collection: Collection, id: RecordId) -> Option<u32> {
        let row = self.row(collection, id)?;
        Some(if collection == Collection::Customer { self.head(row) } else { row })
    }

    /// The names that records of a group have besides the one that is shown; none for a
    /// customer of one record.
    pub fn other_names(&self, head: u32) -> Vec<String> {
        let Some(members) = self.unions.members.get(&head) else { return Vec::new() };
        // What was erased of one is shown of none of them.
        if self.is_erased(head) {
            return Vec::new();
        }
        let table = self.table(Collection::Customer);
        let shown = self.customers().text(head, customer::NAME);
        let alive = members.iter().filter(|row| table.life(**row) == Life::Alive);
        let names = alive.filter_map(|row| table.text(*row, customer::NAME));
        names.filter(|name| Some(*name) != shown).map(str::to_owned).collect()
    }

    /// The rows of all that are united with a customer, itself among them.
    pub fn united(&self, customer: u32) -> Vec<u32> {
        let members = self.unions.members.get(&self.head(customer));
        members.cloned().unwrap_or_else(|| vec![customer])
    }

    /// The links that name a customer and are not deleted.
    pub fn links_of(&self, customer: RecordId) -> Vec<RecordId> {
        let table = self.table(Collection::Link);
        let names = |row: &u32| {
            let field = |field| table.value(*row, field);
            let customer = Some(Value::Reference(customer));
            field(link::LEFT) == customer || field(link::RIGHT) == customer
        };
        self.alive_rows(Collection::Link).filter(names).map(|row| table.id(row)).collect()
    }

    /// Notes that a link changed.
    pub(super) fn links_changed(&mut self) {
        self.unions.stale = true;
    }

    /// Derives the groups anew if a link changed.
    pub(super) fn settle_unions(&mut self) {
        if self.unions.stale {
            self.derive_unions();
        }
    }

    /// Derives the groups anew, and the facts if the groups changed.
    pub(super) fn derive_unions(&mut self) {
        let unions = self.groups();
        let changed = unions.heads != self.unions.heads;
        self.unions = unions;
        if changed {
            for at in 0..self.facts.len() {
                self.derive_facts(at, 0);
            }
        }
    }

    fn groups(&self) -> Unions {
        let mut heads: FxHashMap<u32, u32> = FxHashMap::default();
        let mut waits = false;
        let links = self.table(Collection::Link);
        let customers = self.table(Collection::Customer);
        fn top(heads: &FxHashMap<u32, u32>, mut row: u32) -> u32 {
            while let Some(above) = heads.get(&row).filter(|above| **above != row) {
                row = *above;
            }
            row
        }
        for row in self.alive_rows(Collection::Link) {
            let end = |field| match links.value(row, field) {
                Some(Value::Reference(id)) => self.row(Collection::Customer, id),
                _ => None,
            };
            let (Some(a), Some(b)) = (end(link::LEFT), end(link::RIGHT)) else {
                waits = true;
                continue;
            };
            let (a, b) = (top(&heads, a), top(&heads, b));
            let (head, other) = if customers.id(a) <= customers.id(b) { (a, b) } else { (b, a) };
            heads.insert(head, head);
            heads.insert(other, head);
        }
        if heads.is_empty() {
            return Unions { waits, ..Unions::default() };
        }
        let mut rows: Vec<u32> = heads.keys().copied().collect();
        rows.sort_unstable();
        let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for row in rows {
            let head = top(&heads, row);
            heads.insert(row, head);
            members.entry(head).or_default().push(row);
        }
        let shown = Some(customers.clone());
        let mut unions = Unions { heads, members, shown, stale: false, waits };
        for head in unions.members.keys().copied().collect::<Vec<_>>() {
            unions.show(customers, &self.erased, head);
        }
        unions
    }

    /// Shows customers that came, from a row on: what people see must be as long
    /// as the table at once.
    pub(super) fn show_new_customers(&mut self, from: usize) {
        if self.unions.waits {
            self.derive_unions();
        } else if let Some(shown) = &mut self.unions.shown {
            let customers = &self.shelves[Collection::Customer as usize].table;
            shown.extend(&customers.part(from as u32..customers.len() as u32));
        }
    }

    /// Shows a customer that changed as it is now.
    pub(super) fn show_customer(&mut self, row: u32) {
        let Workspace { shelves, unions, erased, .. } = self;
        unions.show(&shelves[Collection::Customer as usize].table, erased, row);
    }
}

impl Unions {
    /// All customers as people see them, if there is any group.
    pub fn shown(&self) -> Option<&Table> {
        self.shown.as_ref()
    }

    fn show(&mut self, customers: &Table, erased: &Erased, row: u32) {
        let Some(shown) = &mut self.shown else { return };
        let Some(head) = self.heads.get(&row).copied() else {
            shown.take(row, customers, row);
            return;
        };
        shown.take(head, customers, head);
        let members = self.members.get(&head).map_or(&[][..], |members| members);
        for member in members.iter().filter(|row| **row != head) {
            join_row(shown, head, customers, *member);
            shown.take(*member, customers, *member);
            shown.set_life(*member, Life::Deleted);
        }
        if members.iter().any(|row| customers.life(*row) == Life::Alive) {
            shown.set_life(head, Life::Alive);
        }
        // Who was erased does not come back to the screen by being united.
        if members.iter().any(|member| erased.holds(customers.id(*member))) {
            members.iter().for_each(|member| hide_row(shown, *member));
        }
    }
}
