//! Making two records of one person one, and parting them again.

use super::commands::store;
use super::session::{Session, new_id};
use super::{derived, toaster};
use crate::browser::preferences;
use crate::words::{actions, duplicates, errors};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use tangga_engine::domain::{Collection, RecordId};
use tangga_engine::workspace::doubles::Group;
pub use tangga_engine::workspace::doubles::LARGEST;
use tangga_engine::workspace::links::link_id;
use tangga_engine::workspace::{Action, Draft, Label};

/// The note on this device of those who were said to be different people.
pub(super) const DIFFERENT: &str = "different-people";

/// How many of them are remembered, the latest.
const REMEMBERED: usize = 500;

fn different() -> HashSet<String> {
    let noted = preferences::note(DIFFERENT).unwrap_or_default();
    noted.split_whitespace().map(str::to_owned).collect()
}

/// What stands for a group in the note; it changes when somebody joins the group.
fn sign(group: &Group) -> String {
    let ends = group.customers.iter().min().zip(group.customers.iter().max());
    let ends = ends.map_or_else(String::new, |(a, b)| link_id(*a, *b).to_string());
    format!("{ends}/{}", group.customers.len())
}

/// The groups of customers who may be one, without those who were said on this device
/// to be different people; subscribes the reader.
pub fn undecided() -> Arc<Vec<Group>> {
    let (different, found) = (different(), derived::doubles());
    if different.is_empty() {
        return found;
    }
    let open = found.iter().filter(|group| !different.contains(&sign(group)));
    Arc::new(open.cloned().collect())
}

/// Notes that these are different people; `then` hears when that was taken back.
pub fn say_different(group: &Group, then: impl Fn() + Send + Sync + 'static) {
    let noted = preferences::note(DIFFERENT).unwrap_or_default();
    let own = sign(group);
    let mut all: Vec<&str> = noted.split_whitespace().collect();
    all.push(&own);
    let from = all.len().saturating_sub(REMEMBERED);
    preferences::keep_note(DIFFERENT, &all[from..].join(" "));
    toaster().offer(duplicates::gone_on_this_device(), actions::undo(), move || {
        let noted = preferences::note(DIFFERENT).unwrap_or_default();
        let others: Vec<&str> = noted.split_whitespace().filter(|one| *one != own).collect();
        preferences::keep_note(DIFFERENT, &others.join(" "));
        then();
    });
}

/// Makes these customers one, as one step that Undo takes back. Who was erased is not
/// united with anybody.
pub fn unite(customers: &[RecordId], done: impl FnOnce(bool) + 'static) {
    let there: Vec<RecordId> = Session.peek(|workspace| {
        let stands = |id: &RecordId| {
            let row = workspace.row(Collection::Customer, *id);
            row.is_some_and(|row| {
                workspace.is_alive(Collection::Customer, row) && !workspace.is_erased(row)
            })
        };
        customers.iter().copied().filter(stands).collect()
    });
    let [first, second, ..] = there.as_slice() else {
        toaster().fail(errors::gone_meanwhile());
        return done(false);
    };
    let link = link_id(*first, *second);
    let mut draft = Draft::new(new_id(), Label::about(Action::Add, Collection::Link, link));
    there[1..].iter().for_each(|other| draft.unite(*first, *other));
    store(draft, done);
}

/// The names of the records that are one customer; none where it is one record.
/// Subscribes the reader.
pub fn united_names(customer: RecordId) -> Vec<String> {
    Session.read(|workspace| {
        let Some(row) = workspace.row(Collection::Customer, customer) else { return Vec::new() };
        let rows = workspace.united(row);
        let table = workspace.table(Collection::Customer);
        let name = |row: &u32| crate::words::customers::name_of(table, *row);
        if rows.len() < 2 { Vec::new() } else { rows.iter().map(name).collect() }
    })
}

/// Parts all records of a customer again.
pub fn part(customer: RecordId) {
    let links: BTreeSet<RecordId> = Session.peek(|workspace| {
        let row = workspace.row(Collection::Customer, customer);
        let rows = row.map(|row| workspace.united(row)).unwrap_or_default();
        let ids = rows.iter().map(|row| workspace.id(Collection::Customer, *row));
        ids.flat_map(|id| workspace.links_of(id)).collect()
    });
    cut(&links);
}

/// Deletes links between customers, as one step.
pub(super) fn cut(links: &BTreeSet<RecordId>) {
    let Some(first) = links.first() else { return };
    let mut draft = Draft::new(new_id(), Label::about(Action::Delete, Collection::Link, *first));
    links.iter().for_each(|link| draft.delete(Collection::Link, *link));
    store(draft, |_| {});
}
