//! Records of collections that this version does not know.
//!
//! A newer version may keep kinds of records that this one has no words for.
//! They are held as they came and handed on, so that a file loses nothing by
//! passing through an older version. Only the envelope is understood, and that
//! is enough to join them: later stamps win, as everywhere.

use super::table::{ForeignField, Table};
use super::{ChangeSet, Workspace};
use crate::domain::{Collection, RecordId, Stamp};

/// The name under which records that wait for their time stand; see
/// `interchange::parked`.
pub const PARKED: &str = "parked";

/// A record of an unknown collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignRecord {
    /// Its identity.
    pub id: RecordId,
    /// When it was created, or for facts last changed.
    pub stamp: Stamp,
    /// Whether it is not deleted.
    pub alive: bool,
    /// When that was last said.
    pub alive_stamp: Stamp,
    /// Its fields, sorted by name, each once.
    pub fields: Vec<ForeignField>,
}

/// An unknown collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignCollection {
    /// Its stored name.
    pub name: String,
    /// Whether its records are facts, which carry one stamp a record.
    pub fact: bool,
    /// Its records, sorted by id, each once.
    pub records: Vec<ForeignRecord>,
}

/// What a merge replaced of things that this version does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EarlierForeign {
    /// All unknown collections as they were.
    pub collections: Vec<ForeignCollection>,
    /// The unknown fields of known records as they were, where they changed.
    pub fields: Vec<(Collection, RecordId, Vec<ForeignField>)>,
}

impl ForeignRecord {
    fn join(&mut self, theirs: &ForeignRecord, fact: bool) {
        if fact {
            let whole = |r: &ForeignRecord| (r.stamp, !r.alive, r.fields.clone());
            if whole(self) < whole(theirs) {
                *self = theirs.clone();
            }
            return;
        }
        self.stamp = self.stamp.max(theirs.stamp);
        if (self.alive_stamp, self.alive) < (theirs.alive_stamp, theirs.alive) {
            (self.alive_stamp, self.alive) = (theirs.alive_stamp, theirs.alive);
        }
        for field in &theirs.fields {
            match self.fields.binary_search_by(|mine| mine.name.cmp(&field.name)) {
                Err(at) => self.fields.insert(at, field.clone()),
                Ok(at) => {
                    let mine = &mut self.fields[at];
                    if (mine.stamp, &mine.json) < (field.stamp, &field.json) {
                        *mine = field.clone();
                    }
                }
            }
        }
    }
}

/// Whether joining a record would change the one that is here.
pub(super) fn changes(mine: &ForeignRecord, theirs: &ForeignRecord, fact: bool) -> bool {
    let mut joined = mine.clone();
    joined.join(theirs, fact);
    joined != *mine
}

/// Joins unknown collections into those that are here, both sorted by name.
pub(crate) fn join(
    mine: &mut Vec<ForeignCollection>,
    theirs: impl IntoIterator<Item = ForeignCollection>,
) {
    for collection in theirs {
        let at = match mine.binary_search_by(|c| c.name.cmp(&collection.name)) {
            Ok(at) => at,
            Err(at) => {
                mine.insert(at, collection);
                continue;
            }
        };
        let fact = mine[at].fact || collection.fact;
        mine[at].fact = fact;
        let before = std::mem::take(&mut mine[at].records);
        let mut records = before.into_iter().peekable();
        let joined = &mut mine[at].records;
        for record in collection.records {
            while let Some(earlier) = records.next_if(|mine| mine.id < record.id) {
                joined.push(earlier);
            }
            match records.next_if(|mine| mine.id == record.id) {
                Some(mut own) => {
                    own.join(&record, fact);
                    joined.push(own);
                }
                None => joined.push(record),
            }
        }
        joined.extend(records);
    }
}

/// What stands now without what changed from `before` to `after`, as far as it
/// was not changed since. All are sorted by name and id.
pub(super) fn revert(
    now: &[ForeignCollection],
    before: &[ForeignCollection],
    after: &[ForeignCollection],
) -> Vec<ForeignCollection> {
    fn find<'a>(
        collections: &'a [ForeignCollection],
        name: &str,
        id: RecordId,
    ) -> Option<&'a ForeignRecord> {
        let at = collections.binary_search_by(|c| c.name.as_str().cmp(name)).ok()?;
        let records = &collections[at].records;
        Some(&records[records.binary_search_by_key(&id, |record| record.id).ok()?])
    }
    let mut kept = now.to_vec();
    for collection in &mut kept {
        let (name, fact) = (&collection.name, collection.fact);
        collection.records.retain_mut(|record| {
            let was = find(before, name, record.id);
            match (was, find(after, name, record.id)) {
                (None, Some(became)) => record != became,
                (Some(was), Some(became)) if became != was => {
                    record.revert(was, became, fact);
                    true
                }
                _ => true,
            }
        });
    }
    kept.retain(|c| !c.records.is_empty() || before.iter().any(|was| was.name == c.name));
    kept
}

/// The same of the unknown fields of one record.
pub(super) fn revert_fields(
    now: &[ForeignField],
    before: &[ForeignField],
    after: &[ForeignField],
) -> Vec<ForeignField> {
    let find = |fields: &[ForeignField], name: &str| {
        fields.iter().find(|field| field.name == name).cloned()
    };
    let reverted = |field: &ForeignField| {
        let unchanged_since = find(after, &field.name).as_ref() == Some(field);
        if unchanged_since { find(before, &field.name) } else { Some(field.clone()) }
    };
    now.iter().filter_map(reverted).collect()
}

impl ForeignRecord {
    fn revert(&mut self, was: &ForeignRecord, became: &ForeignRecord, fact: bool) {
        if self == became {
            self.clone_from(was);
            return;
        }
        if fact {
            return;
        }
        if (self.alive, self.alive_stamp) == (became.alive, became.alive_stamp) {
            (self.alive, self.alive_stamp) = (was.alive, was.alive_stamp);
        }
        self.fields = revert_fields(&self.fields, &was.fields, &became.fields);
    }
}

impl Workspace {
    /// Records of collections that this version does not know, by name.
    pub fn foreign_collections(&self) -> &[ForeignCollection] {
        &self.foreign
    }

    /// Takes the unknown collections that were stored beside the segments.
    pub fn load_foreign(&mut self, collections: &[ForeignCollection]) {
        self.revision.rise();
        join(&mut self.foreign, collections.iter().cloned());
        self.forget_foreign();
    }

    pub(super) fn apply_foreign(&mut self, change_set: &ChangeSet) {
        join(&mut self.foreign, change_set.foreign.iter().cloned());
        let Some(earlier) = &change_set.earlier_foreign else { return };
        self.foreign.clone_from(&earlier.collections);
        for (collection, record, fields) in &earlier.fields {
            if let Some(row) = self.row(*collection, *record) {
                self.shelf_mut(*collection).table.replace_foreign(row, fields.clone());
                self.mark(*collection, row);
                self.forget(*collection, row..row + 1);
            }
        }
    }

    /// What the change set will replace of things that this version does not
    /// know, if anything.
    pub(super) fn earlier_foreign(&self, change_set: &ChangeSet) -> Option<EarlierForeign> {
        let mut fields = Vec::new();
        for rows in &change_set.adopted {
            let collection = rows.collection();
            for theirs in (0..rows.len() as u32).filter(|row| !rows.foreign(*row).is_empty()) {
                if let Some(row) = self.row(collection, rows.id(theirs)) {
                    let before = self.table(collection).foreign(row).to_vec();
                    fields.push((collection, rows.id(theirs), before));
                }
            }
        }
        if fields.is_empty() && change_set.foreign.is_empty() {
            return None;
        }
        Some(EarlierForeign { collections: self.foreign.clone(), fields })
    }
}

impl Table {
    /// Puts the unknown fields of a row in the place of those it has.
    fn replace_foreign(&mut self, row: u32, fields: Vec<ForeignField>) {
        self.clear_foreign(row);
        fields.into_iter().for_each(|field| self.set_foreign(row, field));
    }
}
