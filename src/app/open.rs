//! Opening the store and reading it into memory.

use super::commit;
use super::erase::kept;
use super::further::FURTHER;
use super::rest::REST;
use super::session::{Layout, Loss, Phase, changed, with};
use super::{files, fold, part, tabs, toaster, unsaved};
use crate::browser::{measure, preferences};
use crate::storage::{Opened, StepAside, StorageError, Store, recovery};
use crate::words::errors;
use futures_util::future::LocalBoxFuture;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashSet;
use tangga_engine::domain::Collection;
use tangga_engine::interchange::head::{LogKey, SegmentEntry, Sentinel};
use tangga_engine::interchange::log::{self, LogError};
use tangga_engine::interchange::segment::{self, SegmentError};
use tangga_engine::interchange::upgrade::UPGRADES;
use tangga_engine::interchange::{erasure, foreign};
use tangga_engine::workspace::{Table, VersionVector, Workspace};

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
        if let Ok(rest) = part::load(&REST).await {
            (rest.find_folder)();
            // Then whoever goes on finds all pages there.
            let _ = part::load(&FURTHER).await;
        }
    });
    spawn_local(async {
        super::safety::find_out_whether_kept();
        let span = measure::Span::begin("open.engine");
        if !UPGRADES.is_empty() {
            match part::load(&REST).await {
                Ok(rest) => (rest.before_upgrade)().await,
                Err(_) => return set_phase(Phase::Incomplete),
            }
        }
        let done = match open_store().await {
            Ok(opened) if is_first_visit(&opened) => {
                settle(opened, Loaded::nothing());
                Ok(())
            }
            Ok(opened) => match part::load(&REST).await {
                Ok(rest) => (rest.read)(opened).await,
                Err(_) => return set_phase(Phase::Incomplete),
            },
            Err(error) => Err(error),
        };
        span.end();
        if let Err(error) = done {
            return not_opened(error).await;
        }
        if let Ok(rest) = part::load(&REST).await {
            (rest.tidy)();
        }
    });
}

/// Opens the store after all of it was deleted or replaced. Says whether it
/// opened; if it did not, the reason is shown in place of the pages.
pub async fn open_anew() -> bool {
    match reopen().await {
        Ok(()) => true,
        Err(error) => {
            not_opened(error).await;
            false
        }
    }
}

/// The store did not open, so nothing that is in memory is true any more. If it
/// held data and is not merely of a newer version or held by another tab, what
/// can be read is offered, and ways to get the data back.
async fn not_opened(error: StorageError) {
    with(|inner| {
        inner.store.replace(None);
        inner.workspace.replace(Workspace::new());
    });
    changed();
    let remembered = recovery::remembered(&preferences::base_path());
    let had_rows = remembered.as_ref().is_some_and(Sentinel::had_rows);
    let lost = match error {
        StorageError::Damaged => true,
        StorageError::Failed { .. } => had_rows,
        _ => false,
    };
    if !lost {
        return set_phase(Phase::Failed(error));
    }
    set_phase(match part::load(&REST).await {
        Ok(rest) => {
            (rest.recall_erased)();
            Phase::Lost(Loss::new(true, remembered))
        }
        Err(_) => Phase::Incomplete,
    });
}

/// Whether there is nothing to read, not even who was erased, and nobody chose how
/// to begin.
fn is_first_visit(opened: &Opened) -> bool {
    let empty = opened.segments.is_empty() && opened.last_key() == LogKey::START;
    empty && opened.wiped.is_none() && !files::has_started() && !kept::is_there()
}

/// A phase that is there already is not set again: the pages would be built anew,
/// and what is being written in them would be lost.
fn set_phase(phase: Phase) {
    with(|inner| {
        if inner.phase.get_untracked() != phase {
            inner.phase.set(phase);
        }
    });
}

/// Applies what other tabs stored, for who has the turn to write.
pub(super) fn hear() -> LocalBoxFuture<'static, ()> {
    Box::pin(async {
        if with(|inner| inner.phase.get_untracked()) == Phase::Ready {
            // A failure shows itself with the next command; what is on screen
            // stays true until then.
            let _ = match commit::catch_up().await {
                // Another tab deleted everything and began anew.
                Err(StorageError::Replaced) => {
                    open_anew().await;
                    Ok(())
                }
                caught_up => caught_up,
            };
        }
    })
}

/// Tells the other tabs.
pub(super) fn announce(key: LogKey) {
    super::safety::note_change();
    announce_apart(key);
}

/// Tells the other tabs of something that nobody has to back up.
pub(super) fn announce_apart(key: LogKey) {
    tabs::announce(key);
    kept::keep();
    leave_sentinel(false);
}

/// Remembers outside of the store how much it holds, so that a loss is noticed.
/// Where parts cannot be read, what was remembered before says more.
pub(super) fn leave_sentinel(at_once: bool) {
    with(|inner| {
        if inner.damaged.get_untracked() > 0 {
            return;
        }
        let workspace = inner.workspace.borrow();
        let rows = [Collection::Customer, Collection::Purchase, Collection::Journey]
            .map(|c| (c.name().to_owned(), workspace.table(c).len() as u64));
        if let Some(store) = &*inner.store.borrow() {
            store.leave_sentinel(rows, super::safety::last_backup(), at_once);
        }
    });
}

pub(super) async fn open_store() -> Result<Opened, StorageError> {
    // A newer version waits until what is being written here is saved or closed.
    let aside = |step: StepAside| {
        super::reload_waits();
        unsaved::once_none(|| {
            drop(step);
            set_phase(Phase::SteppedAside);
        });
    };
    Store::open(&preferences::base_path(), || set_phase(Phase::Blocked), aside).await
}

/// Says that another tab holds the store that is to be deleted: it goes on by itself
/// once that tab is closed.
pub(super) fn say_held() {
    toaster().fail(format!("{}. {}", errors::store_blocked(), errors::store_blocked_text()));
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
        let mut loaded = loop {
            match load(&opened).await {
                // Another tab compacted between opening and reading.
                Err(StorageError::Moved) => opened = open_store().await?,
                loaded => break loaded?,
            }
        };
        kept::apply(&mut loaded.workspace);
        settle(opened, loaded);
        kept::keep();
        Ok(())
    })
}

/// Makes what was read the tab's state.
fn settle(opened: Opened, loaded: Loaded) {
    let loss = opened.wiped.clone().map(|wiped| Loss::new(false, wiped.sentinel));
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
    set_phase(match loss {
        Some(loss) => Phase::Lost(loss),
        None => Phase::Ready,
    });
}

/// Tidies the store soon.
pub(super) fn tidy() {
    sweep_later();
    fold::fold_later();
    super::erase::finish_later();
    super::merge::take_due();
    files::finish_deleting();
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
    if let Some(bytes) = &opened.erased {
        // Nothing may be read without knowing whom to leave out.
        let erased = erasure::decode(bytes).ok_or(StorageError::Damaged)?;
        loaded.workspace.load_erased(&erased);
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
                    slice.pause_if_over().await;
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
    Timeout::new(fold::DELAY, || {
        spawn_local(async move {
            if let Some(store) = store {
                // What could not be swept now is swept after the next opening.
                let _ = store.sweep().await;
            }
        });
    })
    .forget();
}
