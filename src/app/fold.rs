//! Compaction: what the log says moves into segments, so that opening stays
//! quick. Nothing is changed by it but the form in which the store holds the data.

use super::commit::{self, packed};
use super::open::reopen;
use super::session::{Session, store, with};
use crate::browser::pause;
use crate::storage::{Fold, Staging, StorageError};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::ops::Range;
use tangga_engine::domain::Collection;
use tangga_engine::interchange::head::rows_to_write;
use tangga_engine::interchange::{erasure, foreign};
use tangga_engine::workspace::{BLOCK_ROWS, Workspace};

/// From this many log entries on the log is folded into segments.
const FOLD_FROM: u32 = 200;

/// How long to wait before compaction, so that it does not meet the next click.
pub(super) const DELAY: u32 = 4_000;

thread_local! {
    static FOLDING: Cell<bool> = const { Cell::new(false) };
}

/// Folds the log into segments soon, if it has grown long.
pub(super) fn fold_later() {
    if with(|inner| inner.unfolded.get()) < FOLD_FROM || FOLDING.replace(true) {
        return;
    }
    Timeout::new(DELAY, || {
        spawn_local(async {
            // The log stays as it is when folding fails; it is tried again later.
            let _ = fold().await;
            FOLDING.set(false);
        });
    })
    .forget();
}

/// Rewrites the segments whose rows changed, adds the new rows, puts collections
/// of another version beside them, and empties the log. A part of the data that
/// could not be read must not be lost by it, so nothing is folded while something
/// is damaged.
///
/// When it fails the log stays as it is, and what was to be rewritten is
/// remembered for the next time.
pub async fn fold() -> Result<(), StorageError> {
    let _turn = commit::turn().await;
    if with(|inner| inner.damaged.get_untracked()) > 0 {
        return Ok(());
    }
    let plans: Vec<Plan> = Collection::ALL.iter().map(|c| Plan::make(*c)).collect();
    let folded = carry_out(&plans).await;
    match &folded {
        Ok(keys) => {
            let mut keys = keys.iter().copied();
            plans.iter().for_each(|plan| plan.done(&mut keys));
            with(|inner| inner.unfolded.set(0));
        }
        Err(error) => {
            plans.iter().for_each(Plan::give_back);
            // Another tab folded, or this one did without hearing of it.
            if matches!(error, StorageError::Moved | StorageError::Unknown) {
                reopen().await?;
            }
        }
    }
    folded.map(drop)
}

/// Stages what the plans write and makes it count. Gives the new segments' keys.
async fn carry_out(plans: &[Plan]) -> Result<Vec<u32>, StorageError> {
    let store = store()?;
    let foreign = Session.peek(|workspace| match workspace.foreign_collections() {
        [] => None,
        collections => Some(foreign::encode(collections)),
    });
    let erased = Session.peek(|workspace| match workspace.erased() {
        erased if erased.is_empty() => None,
        erased => Some(erasure::encode(erased)),
    });
    let mut staging = store.stage().await;
    for plan in plans {
        if let Err(error) = plan.stage(&mut staging).await {
            let _ = staging.discard().await;
            return Err(error);
        }
    }
    let staged = staging.finish().await?;
    let keys = staged.entries().iter().map(|entry| entry.key).collect();
    let remove: Vec<u32> = plans.iter().flat_map(|plan| plan.remove.clone()).collect();
    let live: Vec<u32> = plans.iter().flat_map(|plan| plan.live.clone()).collect();
    let fold = Fold {
        folded_to: with(|inner| inner.last.get()),
        live: &live,
        remove: &remove,
        staged: &staged,
        foreign: foreign.as_deref(),
        erased: erased.as_deref(),
    };
    if let Err(error) = store.fold(&fold).await {
        let _ = store.discard(staged).await;
        return Err(error);
    }
    Ok(keys)
}

/// What compaction does to one collection.
struct Plan {
    collection: Collection,
    dirty: Vec<usize>,
    /// The segments that hold its rows now.
    live: Vec<u32>,
    remove: Vec<u32>,
    write: Vec<Range<u32>>,
}

impl Plan {
    fn make(collection: Collection) -> Plan {
        with(|inner| {
            let mut workspace = inner.workspace.borrow_mut();
            let rows = workspace.table(collection).len() as u32;
            let dirty = workspace.take_dirty_blocks(collection);
            let layout = inner.layout.borrow();
            let segments = &layout[collection as usize];
            let covered = segments.iter().map(|(_, rows)| rows.end).max().unwrap_or(0);
            let block = BLOCK_ROWS as u32;
            let (mut remove, mut keep) = (Vec::new(), Vec::new());
            for (key, range) in segments {
                let touched = dirty.iter().any(|at| {
                    let start = *at as u32 * block;
                    range.start < start + block && start < range.end
                });
                // A last segment that is not full takes new rows in.
                let grows = range.end == covered && rows > covered && range.len() < BLOCK_ROWS;
                if touched || grows {
                    remove.push(*key);
                } else {
                    keep.push(range.clone());
                }
            }
            let write = rows_to_write(rows, &keep, block);
            let live = segments.iter().map(|(key, _)| *key).collect();
            Plan { collection, dirty, live, remove, write }
        })
    }

    async fn stage(&self, staging: &mut Staging) -> Result<(), StorageError> {
        let mut ranges = self.write.iter().cloned();
        staging
            .fill(async || {
                let Some(range) = ranges.next() else { return Ok(None) };
                pause::pause().await;
                let pack = |workspace: &Workspace| packed(workspace.table(self.collection), range);
                Ok(Some(Session.peek(pack)))
            })
            .await
    }

    fn done(&self, keys: &mut impl Iterator<Item = u32>) {
        with(|inner| {
            let segments = &mut inner.layout.borrow_mut()[self.collection as usize];
            segments.retain(|(key, _)| !self.remove.contains(key));
            segments.extend(self.write.iter().cloned().zip(keys).map(|(rows, key)| (key, rows)));
        });
    }

    fn give_back(&self) {
        with(|inner| {
            inner.workspace.borrow_mut().mark_dirty_blocks(self.collection, &self.dirty);
        });
    }
}
