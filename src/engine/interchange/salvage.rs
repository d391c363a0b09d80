//! What can still be read of a store that cannot be opened.
//!
//! Opening stops at the first thing that is wrong, because what follows may
//! build on it. Here everything that can be read is taken, each record for
//! itself, and what cannot is counted: the outcome is offered to the person
//! beside the last backup, and never goes on as if nothing were missing.

use super::head::{Manifest, StoreHead};
use super::{erasure, foreign, log, segment};
use crate::workspace::{ForeignCollection, Table, VersionVector, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// Gathers what can be read. Head and manifest come first, if they can be read.
#[derive(Default)]
pub struct Salvage {
    workspace: Workspace,
    live: Option<BTreeSet<u32>>,
    segments: BTreeMap<u32, Table>,
    foreign: Vec<ForeignCollection>,
    entries: BTreeMap<u64, Vec<u8>>,
    lost: u64,
}

impl Salvage {
    /// Begins with nothing.
    pub fn new() -> Salvage {
        Salvage::default()
    }

    /// The head, for the stamps that were seen.
    pub fn take_head(&mut self, json: &str) {
        match StoreHead::from_json(json) {
            Ok(head) => self.workspace.load_vector(head.latest_stamps().collect::<VersionVector>()),
            Err(_) => self.lost += 1,
        }
    }

    /// The manifest: segments that it does not name never counted.
    pub fn take_manifest(&mut self, json: &str) {
        match Manifest::from_json(json) {
            Ok(manifest) => {
                self.live = Some(manifest.segments.iter().map(|entry| entry.key).collect());
            }
            Err(_) => self.lost += 1,
        }
    }

    /// One segment, under its key.
    pub fn take_segment(&mut self, key: u32, bytes: Option<&[u8]>) {
        if self.live.as_ref().is_some_and(|live| !live.contains(&key)) {
            return;
        }
        match bytes.map(segment::decode) {
            Some(Ok(rows)) => drop(self.segments.insert(key, rows)),
            _ => self.lost += 1,
        }
    }

    /// The collections of another version that were folded.
    pub fn take_foreign(&mut self, bytes: Option<&[u8]>) {
        match bytes.and_then(foreign::decode) {
            Some(collections) => self.foreign = collections,
            None => self.lost += 1,
        }
    }

    /// The people who were erased.
    pub fn take_erased(&mut self, bytes: Option<&[u8]>) {
        match bytes.and_then(erasure::decode) {
            Some(erased) => self.workspace.load_erased(&erased),
            None => self.lost += 1,
        }
    }

    /// One entry of the log, under its key.
    pub fn take_entry(&mut self, key: u64, bytes: Option<Vec<u8>>) {
        match bytes {
            Some(bytes) => drop(self.entries.insert(key, bytes)),
            None => self.lost += 1,
        }
    }

    /// All that could be read, and how many parts could not. Entries are applied
    /// in their order, each after the segments that came with it; one that is
    /// damaged or missing is left out, while its segments are taken.
    pub fn finish(mut self) -> (Workspace, u64) {
        let staged = |bytes: &Vec<u8>| log::staged(bytes).ok().flatten().unwrap_or_default();
        let later: BTreeSet<u32> = self.entries.values().flat_map(staged).collect();
        let (mut later, before): (BTreeMap<_, _>, BTreeMap<_, _>) =
            self.segments.into_iter().partition(|(key, _)| later.contains(key));
        before.into_values().for_each(|rows| self.workspace.load(rows));
        self.workspace.load_foreign(&self.foreign);
        let mut expected = self.entries.keys().next().copied().unwrap_or(0);
        for (key, bytes) in &self.entries {
            self.lost += key - expected;
            expected = key + 1;
            let rows = staged(bytes).into_iter().filter_map(|key| later.remove(&key));
            rows.for_each(|rows| self.workspace.load(rows));
            match log::decode(bytes) {
                Ok(change_set) => self.workspace.apply(&change_set),
                Err(_) => self.lost += 1,
            }
        }
        (self.workspace, self.lost)
    }
}

#[cfg(test)]
mod tests {
    use super::super::head::SegmentEntry;
    use super::*;
    use crate::domain::{ChangeSetId, Collection, Customer, DeviceId, Stamp};
    use crate::workspace::{Action, ChangeSet, Draft, Label};

    fn added(number: u128, name: &str) -> ChangeSet {
        let mut draft = Draft::new(ChangeSetId(number), Label::new(Action::Add));
        draft.create(&Customer { name: Some(name.into()), ..Customer::default() });
        draft.into_stamped(Stamp { time: number as u64, device: DeviceId(1) }, 0)
    }

    fn names(workspace: &Workspace) -> Vec<String> {
        workspace.all::<Customer>().filter_map(|(_, customer)| customer.name).collect()
    }

    #[test]
    fn what_is_damaged_or_missing_is_counted_and_the_rest_is_there() {
        let entry = |number, name| log::encode(&added(number, name), None);
        let mut salvage = Salvage::new();
        salvage.take_head("{");
        salvage.take_segment(1, Some(&segment::encode(&added(1, "Ani").created[0])));
        salvage.take_segment(2, Some(b"damaged"));
        salvage.take_segment(3, None);
        salvage.take_entry(7, Some(entry(7, "Budi")));
        salvage.take_entry(9, Some(entry(9, "Citra")));
        salvage.take_entry(10, Some(entry(10, "Dewi")[..40].to_vec()));
        let (workspace, lost) = salvage.finish();
        assert_eq!(names(&workspace), ["Ani", "Budi", "Citra"]);
        // The head, two segments, the entry that is missing and the one cut off.
        assert_eq!(lost, 5);
        assert_eq!(workspace.count(Collection::Customer), 3);
    }

    #[test]
    fn rows_of_an_import_that_never_counted_do_not_appear() {
        let bytes = segment::encode(&added(1, "Ani").created[0]);
        let live = SegmentEntry::describe(4, "customer", 1, &bytes).expect("few bytes");
        let mut salvage = Salvage::new();
        salvage.take_manifest(&Manifest::of(vec![live]).to_json());
        salvage.take_segment(4, Some(&bytes));
        salvage.take_segment(5, Some(&segment::encode(&added(2, "Stray").created[0])));
        let (workspace, lost) = salvage.finish();
        assert_eq!((names(&workspace), lost), (vec!["Ani".to_owned()], 0));
    }

    #[test]
    fn the_rows_of_an_import_are_there_though_its_entry_is_damaged() {
        let rows = |number, name| segment::encode(&added(number, name).created[0]);
        let entry = |number: u128, key| {
            let change_set = added(number, "").with_rows(Vec::new());
            log::encode(&change_set, Some(&[key]))
        };
        let mut salvage = Salvage::new();
        salvage.take_entry(1, Some(entry(1, 8)));
        salvage.take_entry(2, Some(entry(2, 9)[..20].to_vec()));
        salvage.take_segment(8, Some(&rows(1, "Ani")));
        salvage.take_segment(9, Some(&rows(2, "Budi")));
        let (workspace, lost) = salvage.finish();
        let mut found = names(&workspace);
        found.sort_unstable();
        assert_eq!((found, lost), (vec!["Ani".to_owned(), "Budi".to_owned()], 1));
    }
}
