//! Undo of a merge: what it brought goes as if it had never come, and what came
//! later stays, by whichever hand.

use super::super::change::Lives;
use super::super::foreign::{EarlierForeign, revert, revert_fields};
use super::super::table::{ForeignField, Life};
use super::super::{VersionVector, Workspace};
use super::steps::{Since, standing};
use super::{Restored, Step, Undo};
use crate::domain::schema::FieldId;
use crate::domain::{ChangeSetId, Collection, RecordId, Stamp};
use rustc_hash::{FxHashMap, FxHashSet};

impl Workspace {
    /// Retracts the last of the steps, newest first.
    pub(super) fn retract(&self, steps: &[Step<'_>], since: &Since, undo: &mut Undo) {
        let Some((merge, later)) = steps.split_last() else { return };
        let inverse = merge.inverse;
        let mut kept = 0;
        for restored in &inverse.values {
            let Restored { collection, record, field, .. } = restored;
            let Some(row) = self.row(*collection, *record) else { continue };
            // A later merge may have brought a stamp that is earlier than the one
            // under which this merge was stored, so stamps tell only where nothing
            // else does.
            let later = || self.table(*collection).field_stamp(row, *field) > merge.stamp;
            if since.wrote(*collection, *record, *field) && (since.is_known() || later()) {
                kept += 1;
            } else {
                undo.draft.parts_mut().restored.push(restored.clone());
            }
        }
        undo.fields_kept = kept;
        let going = self.retracted(merge.stamp, &inverse.adopted, since);
        for range in &inverse.adopted {
            let stays = |row: &u32| !going[range.collection as usize][*row as usize];
            let kept: Vec<_> = self.rows_in(range).into_iter().filter(stays).collect();
            let ids: Vec<_> = kept.iter().map(|row| self.id(range.collection, *row)).collect();
            let mut except: Vec<u32> = ids.iter().map(|id| id.number).collect();
            except.sort_unstable();
            undo.records_kept.extend(ids.into_iter().map(|id| (range.collection, id)));
            undo.draft.parts_mut().removed.push(Lives { except, ..range.clone() });
        }
        // Where later steps are not remembered, what they had seen and what they
        // brought of newer versions cannot be told apart from this merge's, and
        // stays.
        let parts = undo.draft.parts_mut();
        parts.vector = Some(match since.is_known() {
            true => self.vector_without(merge, later),
            false => self.vector.clone(),
        });
        parts.earlier_foreign =
            if since.is_known() { self.foreign_without(merge, later) } else { None };
    }

    /// The version vector as if the merge had not been: what this device wrote
    /// since stays seen, and so does what later merges brought.
    fn vector_without(&self, merge: &Step<'_>, later: &[Step<'_>]) -> VersionVector {
        let stamp = merge.stamp;
        let mut vector = merge.inverse.vector.clone().unwrap_or_default();
        let own = self.vector.stamps().filter(|own| own.device == stamp.device && *own > stamp);
        own.for_each(|own| vector.see(own));
        for at in standing(later) {
            let Some(before) = &later[at].inverse.vector else { continue };
            let mut newer = later[..at].iter().rev();
            let after = newer.find_map(|step| step.inverse.vector.as_ref());
            let after = after.unwrap_or(&self.vector);
            after.stamps().filter(|seen| !before.covers(*seen)).for_each(|seen| vector.see(seen));
        }
        vector
    }

    /// What this version does not know, as if the merge had not been: what it
    /// changed goes back where nothing changed it since.
    fn foreign_without(&self, merge: &Step<'_>, later: &[Step<'_>]) -> Option<EarlierForeign> {
        let before = merge.inverse.foreign.as_ref()?;
        let later = || later.iter().rev().filter_map(|step| step.inverse.foreign.as_ref());
        let after = later().next().map_or(&self.foreign, |later| &later.collections);
        // What the oldest later step found is what this one had left.
        let mut found: FxHashMap<_, &[ForeignField]> = FxHashMap::default();
        for (collection, id, fields) in later().flat_map(|later| &later.fields) {
            found.entry((*collection, *id)).or_insert(fields);
        }
        let fields = before.fields.iter().map(|(collection, id, before)| {
            let now: &[ForeignField] = match self.row(*collection, *id) {
                Some(row) => self.table(*collection).foreign(row),
                None => &[],
            };
            let after = found.get(&(*collection, *id)).copied().unwrap_or(now);
            (*collection, *id, revert_fields(now, before, after))
        });
        Some(EarlierForeign {
            collections: revert(&self.foreign, &before.collections, after),
            fields: fields.collect(),
        })
    }

    /// For each collection which rows go when a merge with this stamp is
    /// retracted: all that it brought but for those that somebody changed since
    /// and those that records that stay refer to.
    fn retracted(&self, stamp: Stamp, adopted: &[Lives], since: &Since) -> Vec<Vec<bool>> {
        let rows = |c: &Collection| vec![false; self.table(*c).len()];
        let mut going: Vec<Vec<bool>> = Collection::ALL.iter().map(rows).collect();
        let origins: FxHashSet<ChangeSetId> = adopted.iter().map(|range| range.origin).collect();
        for range in adopted {
            let table = self.table(range.collection);
            let wrote: FxHashSet<u32> = match since.is_known() {
                true => Default::default(),
                false => self.written_after(range.collection, stamp, since).collect(),
            };
            for row in self.rows_in(range) {
                let changed = match since.is_known() {
                    true => since.wrote_any(table.id(row)),
                    false => wrote.contains(&row),
                };
                let stays = changed && table.life(row) == Life::Alive;
                going[range.collection as usize][row as usize] = !stays;
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
                        && table.life(row as u32) == Life::Alive
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
