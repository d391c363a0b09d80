//! Storing a change set and then applying it: never the other way round.
//!
//! An edit is one small entry of the log. An import first writes its rows as
//! staged segments, which count only once its entry is stored; cancel, crash
//! and a full device thus leave nothing behind.

use super::session::{Busy, Seen, changed, store, with};
use crate::browser::{clock, measure, pause};
use crate::storage::{Append, NewSegment, Staged, StorageError, Tail};
use futures_util::lock::OwnedMutexGuard;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use tangga_engine::domain::Stamp;
use tangga_engine::interchange::head::{LogKey, VectorRecord};
use tangga_engine::interchange::log::{self, Remembered};
use tangga_engine::interchange::segment;
use tangga_engine::workspace::undo::Deed;
use tangga_engine::workspace::{
    Action, BLOCK_ROWS, ChangeSet, Draft, Inverse, Table, VersionVector, Workspace,
};

/// A change set with more rows than this goes through staged segments.
const INLINE_ROWS: usize = 2_000;

/// How often another tab may be quicker before the command gives up.
const TRIES: usize = 8;

/// Rows that are applied between two pauses.
const SLICE_ROWS: u32 = 40_000;

/// Lets a long command be watched and stopped.
#[derive(Clone, Default)]
pub struct Watch {
    stopped: Rc<Cell<bool>>,
    progress: Option<Rc<dyn Fn(f64)>>,
}

impl Watch {
    /// A watch that shows how far the work is, 0 to 1, as long as the page that
    /// shows it is there.
    pub fn new(progress: RwSignal<Option<f64>>) -> Watch {
        let tell = move |done| {
            let _ = progress.try_set(Some(done));
        };
        Watch { stopped: Rc::default(), progress: Some(Rc::new(tell)) }
    }

    /// A watch over one part of the work, which takes it from one share of the
    /// whole to another.
    pub fn part(&self, from: f64, to: f64) -> Watch {
        let scaled = |whole: Rc<dyn Fn(f64)>| {
            Rc::new(move |done: f64| whole(from + (to - from) * done)) as Rc<dyn Fn(f64)>
        };
        Watch { stopped: self.stopped.clone(), progress: self.progress.clone().map(scaled) }
    }

    /// Asks the work to stop; nothing of it will be kept.
    pub fn stop(&self) {
        self.stopped.set(true);
    }

    /// Whether the work was asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stopped.get()
    }

    /// Says how far the work is.
    pub fn tell(&self, done: f64) {
        if let Some(progress) = &self.progress {
            progress(done);
        }
    }
}

/// Why a change was not made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CommitError {
    /// The store refused or failed; nothing changed unless it says otherwise.
    Storage(StorageError),
    /// It was cancelled; nothing was kept.
    Stopped,
    /// Amounts would be stored in another currency than they were meant in.
    Currency,
    /// The data changed since the draft was made from them.
    Stale,
    /// An earlier change, of which the browser had not said so, is stored after
    /// all; this one is not, because it may be the same once more.
    EarlierStored,
    /// It would store something personal of somebody who was erased.
    Erased,
}

impl From<StorageError> for CommitError {
    fn from(error: StorageError) -> CommitError {
        CommitError::Storage(error)
    }
}

/// Stores and applies what the draft says, whatever was stored since it was
/// made. Says at which place of the log.
pub async fn commit(draft: Draft, watch: &Watch) -> Result<LogKey, CommitError> {
    store_draft(draft, None, watch).await
}

/// Like [`commit`] for a draft that holds only for the data as they were `seen`;
/// fails with [`CommitError::Stale`] if they changed.
pub async fn commit_after(seen: Seen, draft: Draft, watch: &Watch) -> Result<LogKey, CommitError> {
    store_draft(draft, Some(seen), watch).await
}

async fn store_draft(
    draft: Draft,
    seen: Option<Seen>,
    watch: &Watch,
) -> Result<LogKey, CommitError> {
    let _busy = Busy::begin();
    let mut change_set = draft.into_stamped(Stamp::BIRTH, 0);
    let meant = with(|inner| inner.workspace.borrow().currency_after(&change_set));
    let _turn = turn().await;
    look_up_unknown().await?;
    let span = measure::Span::begin("edit.durable");
    let large = change_set.rows() > INLINE_ROWS;
    for _ in 0..TRIES {
        if seen.is_some_and(|seen| seen != Seen::now()) {
            return Err(CommitError::Stale);
        }
        if with(|inner| inner.workspace.borrow().mixes_currencies(&change_set, &meant)) {
            return Err(CommitError::Currency);
        }
        let label = &change_set.label.action;
        let takes_in = matches!(label, Action::Undo | Action::Redo | Action::OpenFile);
        // Another tab may have erased somebody since the draft was made.
        let wrote = with(|inner| change_set.forget(&inner.workspace.borrow()));
        if wrote && !takes_in {
            return Err(CommitError::Erased);
        }
        with(|inner| {
            let now = clock::now_ms();
            let workspace = inner.workspace.borrow();
            let latest = workspace.latest().max(change_set.latest_adopted());
            change_set.stamp(Stamp::next(latest, inner.device.get(), now), now);
            if large {
                workspace.set_new_apart(&mut change_set);
            }
        });
        let stored = if large {
            store_large(&change_set, watch).await
        } else {
            store_small(&change_set, &span).await
        };
        match stored {
            Ok(key) => {
                if change_set.label.is_of_export_log() {
                    super::safety::note_log_entry();
                    super::open::announce_apart(key);
                } else {
                    super::open::announce(key);
                }
                super::fold::fold_later();
                // Who erases finishes it as well, and says how that went.
                let finishes = change_set.label.action == Action::Erase;
                if !finishes && !change_set.erased.is_empty() {
                    super::erase::finish_later();
                }
                return Ok(key);
            }
            Err(CommitError::Storage(StorageError::Moved)) => catch_up().await?,
            Err(error) => return Err(error),
        }
    }
    Err(StorageError::Moved.into())
}

/// Asks the log for the change set of which it is not known whether it was
/// stored. Nothing is stored before that is known.
async fn look_up_unknown() -> Result<(), CommitError> {
    let Some((after, deed)) = with(|inner| inner.unknown.get()) else { return Ok(()) };
    let stored = store()?.find(after, deed.id.0).await.map_err(|_| StorageError::Unknown)?;
    if stored {
        catch_up().await?;
        super::history::note_own(deed);
    }
    with(|inner| inner.unknown.set(None));
    if stored { Err(CommitError::EarlierStored) } else { Ok(()) }
}

async fn store_small(change_set: &ChangeSet, span: &measure::Span) -> Result<LogKey, CommitError> {
    let key = append(change_set, log::encode(change_set, None), None).await?;
    span.end();
    with(|inner| inner.workspace.borrow_mut().apply(change_set));
    applied(key);
    Ok(key)
}

/// Stores the rows that are new here as segments, and the rest as the entry
/// that makes them count.
async fn store_large(change_set: &ChangeSet, watch: &Watch) -> Result<LogKey, CommitError> {
    let span = measure::Span::begin("import.durable");
    let (new, rest) = with(|inner| parted(change_set, &inner.workspace.borrow()));
    let staged = stage(&new, watch).await?;
    let key = match append(change_set, encoded(&rest, &staged), Some(&staged)).await {
        Ok(key) => key,
        Err(error) => {
            let _ = store()?.discard(staged).await;
            return Err(error);
        }
    };
    span.end();
    take_staged(&new, &staged).await;
    with(|inner| inner.workspace.borrow_mut().apply(&rest));
    applied(key);
    Ok(key)
}

/// The rows of a change set that are new in a workspace, to be staged, and the
/// rest, which goes into the log.
pub(super) fn parted<'a>(
    change_set: &'a ChangeSet,
    workspace: &Workspace,
) -> (Vec<&'a Table>, ChangeSet) {
    let tables = change_set.created.iter().chain(&change_set.adopted);
    let (new, known): (Vec<_>, Vec<_>) = tables.partition(|rows| workspace.is_new(rows));
    (new, change_set.with_rows(known.into_iter().cloned().collect()))
}

/// The entry of the log that makes staged rows count.
pub(super) fn encoded(rest: &ChangeSet, staged: &Staged) -> Vec<u8> {
    let keys: Vec<u32> = staged.entries().iter().map(|entry| entry.key).collect();
    log::encode(rest, Some(&keys))
}

/// Notes that the workspace holds the log up to this entry.
fn applied(key: LogKey) {
    with(|inner| {
        inner.last.set(key);
        inner.unfolded.set(inner.unfolded.get() + 1);
    });
    changed();
}

/// Waits for the turn to write.
pub(super) async fn turn() -> OwnedMutexGuard<()> {
    with(|inner| inner.turn.clone()).lock_owned().await
}

/// Waits until the workspace holds every change whole: what is written to a file in
/// the middle of taking one in would hold half of it. Whoever takes one in has the turn.
pub(super) async fn whole() {
    while !with(|inner| inner.workspace.borrow().is_whole()) {
        drop(turn().await);
    }
}

/// Whether somebody has the turn to write.
pub(super) fn is_taken() -> bool {
    with(|inner| inner.turn.try_lock().is_none())
}

async fn append(
    change_set: &ChangeSet,
    entry: Vec<u8>,
    staged: Option<&Staged>,
) -> Result<LogKey, CommitError> {
    let (expected, remembered, vector) = with(|inner| {
        let workspace = inner.workspace.borrow();
        // The log of exports is not undone.
        let inverse = match change_set.label.is_of_export_log() {
            true => Inverse::default(),
            false => workspace.inverse(change_set),
        };
        (
            inner.last.get(),
            Remembered::new(change_set, inverse),
            vector_after(&workspace, change_set),
        )
    });
    let lasting = matches!(change_set.label.action, Action::Import | Action::OpenFile);
    let history = remembered.encode();
    // Of a store that never held anything nothing has to be rewritten.
    let erases = !change_set.erased.is_empty() && expected != LogKey::START;
    let append = Append { entry: &entry, history: &history, vector, staged, lasting, erases };
    let appended = store()?.append(expected, &append).await;
    let deed = Deed::from(&remembered.step());
    match &appended {
        // What waited for its time is taken in by the app, not by the person, and
        // what left is noted by it.
        Ok(_) if change_set.label.takes_in_what_waited() => {}
        Ok(_) if change_set.label.is_of_export_log() => {}
        Ok(_) => super::history::note_own(deed),
        Err(StorageError::Unknown) => {
            with(|inner| inner.unknown.set(Some((expected, deed))));
        }
        Err(_) => {}
    }
    Ok(appended?)
}

/// The version vector once the change set is applied.
pub(super) fn vector_after(workspace: &Workspace, change_set: &ChangeSet) -> VectorRecord {
    let stamps = workspace.vector_after(change_set);
    let times = |vector: &VersionVector| {
        vector.stamps().map(|stamp| (stamp.device, stamp.time)).collect::<VectorRecord>()
    };
    times(&stamps)
}

/// Stages rows that a change set or a replacement will make count.
pub(super) async fn stage(tables: &[&Table], watch: &Watch) -> Result<Staged, CommitError> {
    let mut staging = store()?.stage().await;
    let total = tables.iter().map(|table| table.len()).sum::<usize>().max(1);
    let mut blocks = tables.iter().flat_map(|table| {
        let starts = (0..table.len()).step_by(BLOCK_ROWS);
        starts.map(move |start| (*table, start..(start + BLOCK_ROWS).min(table.len())))
    });
    let mut done = 0;
    let mut slice = measure::Slice::begin();
    let filled = staging
        .fill(async || {
            if watch.is_stopped() {
                return Err(CommitError::Stopped);
            }
            if slice.is_over() {
                watch.tell(done as f64 / total as f64);
                slice.pause().await;
            }
            let Some((table, rows)) = blocks.next() else { return Ok(None) };
            done += rows.len();
            Ok(Some(packed(table, rows.start as u32..rows.end as u32)))
        })
        .await;
    if let Err(error) = filled {
        let _ = staging.discard().await;
        return Err(error);
    }
    Ok(staging.finish().await?)
}

/// Some rows as a segment to be stored.
pub(super) fn packed(table: &Table, rows: std::ops::Range<u32>) -> NewSegment {
    let part = table.part(rows);
    NewSegment {
        collection: part.collection().name().to_owned(),
        rows: part.len() as u32,
        bytes: segment::encode(&part),
    }
}

/// Takes stored rows that are new here into memory. The workspace is not whole until
/// what stands beside them is applied.
async fn take_staged(tables: &[&Table], staged: &Staged) {
    let mut entries = staged.entries().iter();
    for table in tables {
        let at = table.collection() as usize;
        for start in (0..table.len() as u32).step_by(SLICE_ROWS as usize) {
            let end = (start + SLICE_ROWS).min(table.len() as u32);
            let part = table.part(start..end);
            with(|inner| inner.workspace.borrow_mut().load_part(part));
            pause::pause().await;
        }
        with(|inner| {
            let rows = inner.workspace.borrow().table(table.collection()).len();
            let mut from = (rows - table.len()) as u32;
            for entry in entries.by_ref().take(table.len().div_ceil(BLOCK_ROWS)) {
                inner.layout.borrow_mut()[at].push((entry.key, from..from + entry.rows));
                from += entry.rows;
            }
        });
    }
}

/// Goes on under a new device id, because a copy of this database writes under
/// the one it has.
pub(super) async fn renew_device() -> Result<(), StorageError> {
    let _turn = turn().await;
    let store = store()?;
    store.renew_device().await?;
    with(|inner| inner.device.set(store.device()));
    Ok(())
}

/// Applies what other tabs stored.
pub(super) async fn catch_up() -> Result<(), StorageError> {
    let after = with(|inner| inner.last.get());
    let store = store()?;
    let tail = store.tail(after).await?;
    with(|inner| inner.device.set(store.device()));
    match tail {
        Tail::Folded => super::open::reopen().await,
        Tail::Entries(entries) => {
            for entry in entries {
                if log::staged(&entry.bytes)?.is_some() {
                    return super::open::reopen().await;
                }
                let change_set = log::decode(&entry.bytes)?;
                with(|inner| inner.workspace.borrow_mut().apply(&change_set));
                applied(entry.key);
                if !change_set.erased.is_empty() {
                    // The tab that erased may be gone before it was done.
                    super::erase::finish_later();
                }
            }
            Ok(())
        }
    }
}
