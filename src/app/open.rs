//! Opening the store, reading it into memory, and compaction.

use super::commit::{self, packed};
use super::session::{Layout, Phase, Session, changed, with};
use super::{files, rest};
use crate::browser::{measure, pause, preferences};
use crate::storage::changes::Changes;
use crate::storage::{Opened, Staging, StorageError, Store};
use futures_util::future::LocalBoxFuture;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashSet;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use tangga_engine::domain::Collection;
use tangga_engine::interchange::foreign;
use tangga_engine::interchange::head::{LogKey, SegmentEntry, rows_to_write};
use tangga_engine::interchange::log::{self, LogError};
use tangga_engine::interchange::segment::{self, SegmentError};
use tangga_engine::workspace::{BLOCK_ROWS, Table, VersionVector, Workspace};

/// From this many log entries on the log is folded into segments.
const FOLD_FROM: u32 = 200;

/// How long to wait before compaction, so that it does not meet the next click.
const FOLD_DELAY: u32 = 4_000;

thread_local! {
    static CHANGES: RefCell<Option<Changes>> = const { RefCell::new(None) };
    static FOLDING: Cell<bool> = const { Cell::new(false) };
}

impl From<LogError> for StorageError {
    fn from(error: LogError) -> StorageError {
        match error {
            LogError::Newer(_) => StorageError::Newer,
            LogError::Damaged => StorageError::Damaged,
        }
    }
}

/// Opens the store once, at the start. Meanwhile the second file comes; all but
/// a first visit waits for it.
pub fn open() {
    spawn_local(async {
        // What goes wrong here is said by whoever needs the rest.
        let _ = rest::load().await;
    });
    spawn_local(async {
        let base = preferences::base_path();
        let channel = Changes::join(&base, |_| hear());
        CHANGES.set(channel);
        super::safety::find_out_whether_kept();
        let span = measure::Span::begin("open.engine");
        let done = match open_store().await {
            Ok(opened) if is_first_visit(&opened) => {
                settle(opened, Loaded::nothing());
                Ok(())
            }
            Ok(opened) => match rest::load().await {
                Ok(rest) => (rest.read)(opened).await,
                Err(_) => return set_phase(Phase::Incomplete),
            },
            Err(error) => Err(error),
        };
        span.end();
        if let Err(error) = done {
            return set_phase(Phase::Failed(error));
        }
        if let Ok(rest) = rest::load().await {
            (rest.tidy)();
        }
    });
}

/// Whether there is nothing to read and nobody chose how to begin.
fn is_first_visit(opened: &Opened) -> bool {
    let empty = opened.segments.is_empty() && opened.last_key() == LogKey::START;
    empty && opened.wiped.is_none() && !files::has_started()
}

fn set_phase(phase: Phase) {
    with(|inner| inner.phase.set(phase));
}

/// Another tab stored something, or this tab came back to the front.
pub fn hear() {
    spawn_local(async {
        if let Ok(rest) = rest::load().await {
            (rest.hear)();
        }
    });
}

/// Applies what other tabs stored.
pub(super) fn hear_now() {
    spawn_local(async {
        if with(|inner| inner.phase.get_untracked()) == Phase::Ready {
            let _turn = commit::turn().await;
            // A failure shows itself with the next command; what is on screen
            // stays true until then.
            let _ = match commit::catch_up().await {
                // Another tab deleted everything and began anew.
                Err(StorageError::Replaced) => reopen().await,
                caught_up => caught_up,
            };
        }
    });
}

/// Tells the other tabs.
pub(super) fn announce(key: LogKey) {
    CHANGES.with_borrow(|changes| {
        if let Some(changes) = changes {
            changes.announce(key);
        }
    });
    super::safety::note_change();
    leave_sentinel(false);
}

/// Remembers outside of the store how much it holds, so that a loss is noticed.
pub(super) fn leave_sentinel(at_once: bool) {
    with(|inner| {
        let workspace = inner.workspace.borrow();
        let rows = [Collection::Customer, Collection::Purchase, Collection::Journey]
            .map(|c| (c.name().to_owned(), workspace.table(c).len() as u64));
        if let Some(store) = &*inner.store.borrow() {
            store.leave_sentinel(rows, super::safety::last_backup(), at_once);
        }
    });
}

async fn open_store() -> Result<Opened, StorageError> {
    let aside = || set_phase(Phase::SteppedAside);
    Store::open(&preferences::base_path(), || set_phase(Phase::Blocked), aside).await
}

/// Reads everything anew: when another tab compacted or imported.
pub(super) async fn reopen() -> Result<(), StorageError> {
    read(open_store().await?).await?;
    tidy();
    Ok(())
}

/// What reads an opened store.
pub type Read = LocalBoxFuture<'static, Result<(), StorageError>>;

/// Reads an opened store into memory.
pub(super) fn read(mut opened: Opened) -> Read {
    Box::pin(async move {
        let loaded = loop {
            match load(&opened).await {
                // Another tab compacted between opening and reading.
                Err(StorageError::Moved) => opened = open_store().await?,
                loaded => break loaded?,
            }
        };
        settle(opened, loaded);
        Ok(())
    })
}

/// Makes what was read the tab's state.
fn settle(opened: Opened, loaded: Loaded) {
    let wiped = opened.wiped.as_ref().map(|wiped| {
        wiped.sentinel.as_ref().map_or_else(Vec::new, |sentinel| {
            sentinel.rows.iter().map(|(name, rows)| (name.clone(), *rows)).collect()
        })
    });
    let last = opened.last_key();
    with(|inner| {
        inner.workspace.replace(loaded.workspace);
        inner.layout.replace(loaded.layout);
        inner.device.set(opened.head.device);
        inner.last.set(last);
        inner.unfolded.set(opened.tail.len() as u32);
        inner.damaged.set(loaded.damaged);
        inner.store.replace(Some(opened.store));
    });
    changed();
    set_phase(match wiped {
        Some(rows) => Phase::Wiped(rows),
        None => Phase::Ready,
    });
}

/// Tidies the store soon.
pub(super) fn tidy() {
    sweep_later();
    fold_later();
    super::merge::take_due();
}

struct Loaded {
    workspace: Workspace,
    layout: Layout,
    damaged: u32,
}

impl Loaded {
    fn nothing() -> Loaded {
        let layout = vec![Vec::new(); Collection::ALL.len()];
        Loaded { workspace: Workspace::new(), layout, damaged: 0 }
    }
}

async fn load(opened: &Opened) -> Result<Loaded, StorageError> {
    let mut loaded = Loaded {
        workspace: Workspace::new(),
        layout: vec![Vec::new(); Collection::ALL.len()],
        damaged: 0,
    };
    let mut staged = Vec::with_capacity(opened.tail.len());
    for entry in &opened.tail {
        staged.push(log::staged(&entry.bytes)?.unwrap_or_default());
    }
    let later: FxHashSet<u32> = staged.iter().flatten().copied().collect();
    // Customers first: facts then find theirs as they come.
    let mut entries: Vec<SegmentEntry> = opened.segments.clone();
    entries.sort_by_key(|entry| (Collection::from_name(&entry.collection), entry.key));
    let (with_entries, before): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| later.contains(&entry.key));
    loaded.take(&opened.store, &before).await?;
    if let Some(bytes) = &opened.foreign {
        match foreign::decode(bytes) {
            Some(collections) => loaded.workspace.load_foreign(&collections),
            None => loaded.damaged += 1,
        }
    }
    loaded.workspace.load_vector(opened.head.latest_stamps().collect::<VersionVector>());
    for (entry, keys) in opened.tail.iter().zip(staged) {
        let mut rows = with_entries.clone();
        rows.retain(|entry| keys.contains(&entry.key));
        loaded.take(&opened.store, &rows).await?;
        loaded.workspace.apply(&log::decode(&entry.bytes)?);
    }
    Ok(loaded)
}

impl Loaded {
    /// Takes in the rows of these segments.
    async fn take(&mut self, store: &Store, entries: &[SegmentEntry]) -> Result<(), StorageError> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut newer = false;
        let mut slice = measure::Slice::begin();
        let damages = store
            .read_segments(entries, async |segments| {
                for part in segments {
                    match segment::decode(&part.bytes) {
                        Ok(table) => self.add(part.entry.key, table),
                        Err(SegmentError::Newer(_)) => newer = true,
                        Err(_) => self.damaged += 1,
                    }
                    if slice.is_over() {
                        pause::pause().await;
                        slice = measure::Slice::begin();
                    }
                }
            })
            .await?;
        self.damaged += damages.len() as u32;
        if newer { Err(StorageError::Newer) } else { Ok(()) }
    }

    fn add(&mut self, key: u32, table: Table) {
        let at = table.collection();
        let before = self.workspace.table(at).len() as u32;
        self.workspace.load(table);
        let after = self.workspace.table(at).len() as u32;
        // The settings record is joined, not added.
        let rows = if after > before { before..after } else { 0..after };
        self.layout[at as usize].push((key, rows));
    }
}

fn sweep_later() {
    let store = with(|inner| inner.store.borrow().clone());
    Timeout::new(FOLD_DELAY, || {
        spawn_local(async move {
            if let Some(store) = store {
                // What could not be swept now is swept after the next opening.
                let _ = store.sweep().await;
            }
        });
    })
    .forget();
}

/// Folds the log into segments soon, if it has grown long.
pub(super) fn fold_later() {
    if with(|inner| inner.unfolded.get()) < FOLD_FROM || FOLDING.replace(true) {
        return;
    }
    Timeout::new(FOLD_DELAY, || {
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
async fn fold() -> Result<(), StorageError> {
    let _turn = commit::turn().await;
    let store = with(|inner| inner.store.borrow().clone()).ok_or(StorageError::Disconnected)?;
    if with(|inner| inner.damaged.get_untracked()) > 0 {
        return Ok(());
    }
    let foreign = Session.peek(|workspace| match workspace.foreign_collections() {
        [] => None,
        collections => Some(foreign::encode(collections)),
    });
    let last = with(|inner| inner.last.get());
    let mut staging = store.stage().await;
    let mut plans = Vec::new();
    let mut failed = None;
    for collection in Collection::ALL {
        let plan = FoldPlan::make(*collection);
        if failed.is_none()
            && let Err(error) = plan.stage(&mut staging).await
        {
            failed = Some(error);
        }
        plans.push(plan);
    }
    let result = match failed {
        Some(error) => {
            let _ = staging.discard().await;
            Err(error)
        }
        None => {
            let staged = staging.finish().await?;
            let remove: Vec<u32> = plans.iter().flat_map(|plan| plan.remove.clone()).collect();
            let folded = store.fold(last, &staged, &remove, foreign.as_deref()).await;
            match folded {
                Ok(()) => Ok(staged.entries().iter().map(|e| e.key).collect::<Vec<_>>()),
                Err(error) => {
                    let _ = store.discard(staged).await;
                    Err(error)
                }
            }
        }
    };
    match result {
        Ok(keys) => {
            let mut keys = keys.into_iter();
            plans.iter().for_each(|plan| plan.done(&mut keys));
            with(|inner| inner.unfolded.set(0));
            Ok(())
        }
        Err(error) => {
            plans.iter().for_each(FoldPlan::give_back);
            Err(error)
        }
    }
}

/// What compaction does to one collection.
struct FoldPlan {
    collection: Collection,
    dirty: Vec<usize>,
    remove: Vec<u32>,
    write: Vec<Range<u32>>,
}

impl FoldPlan {
    fn make(collection: Collection) -> FoldPlan {
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
            FoldPlan { collection, dirty, remove, write }
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
