//! Putting a file in the place of everything that is here, and getting data
//! back after the browser lost or damaged them.
//!
//! A replacement gives the store another identity and this device another id:
//! the old one has written what the file may not know of, and stamps that come
//! after it must not pass for having seen that. What was here is kept as a
//! snapshot, or as a file where the browser has no folder for snapshots.

use super::backup::{self, BackupError};
use super::commit::{self, CommitError, Watch};
use super::erase::{self, kept};
use super::files::{self, OpenError};
use super::open;
use super::session::{Busy, Session, changed, new_id, store, with};
use super::snapshots::{self, Kept, Occasion};
use super::toaster;
use crate::browser::{blob, clock, intl, preferences};
use crate::storage::{Replacement, StorageError, Store, recovery};
use crate::words::{self, restore as texts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use tangga_engine::domain::Stamp;
use tangga_engine::interchange::file::{HEAD_BYTES, Head, head};
use tangga_engine::interchange::head::LogKey;
use tangga_engine::interchange::upgrade::UPGRADES;
use tangga_engine::workspace::{Action, Label, Workspace};

pub use web_sys::File;

/// Why nothing was replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RestoreError {
    /// The file cannot be taken.
    Open(OpenError),
    /// What is here could not be kept, neither as a snapshot nor as a file.
    Unkept(BackupError),
    /// It could not be stored.
    Commit(CommitError),
}

impl From<OpenError> for RestoreError {
    fn from(error: OpenError) -> RestoreError {
        RestoreError::Open(error)
    }
}

impl From<CommitError> for RestoreError {
    fn from(error: CommitError) -> RestoreError {
        RestoreError::Commit(error)
    }
}

impl From<StorageError> for RestoreError {
    fn from(error: StorageError) -> RestoreError {
        match error {
            // Another tab was quicker; what it stored is in no snapshot yet.
            StorageError::Moved | StorageError::Replaced => {
                RestoreError::Commit(CommitError::Stale)
            }
            error => RestoreError::Commit(error.into()),
        }
    }
}

/// What a file says of itself before it takes the place of everything.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Looked {
    /// What nobody expects of it who goes back to a backup.
    pub concerns: Concerns,
    /// What it is, if its head can be read.
    pub about: Option<About>,
}

/// When and by whom a file was written, and what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// When, in milliseconds since 1970.
    pub exported_at: u64,
    /// What people call the device that wrote it.
    pub device: String,
    /// Records by the stored name of their collection, deleted ones included.
    pub counts: BTreeMap<String, u64>,
}

/// What a file is that nobody expects who goes back to a backup.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Concerns {
    /// The firm in it, maybe blank, if it was not made from the data here.
    pub other_workspace: Option<String>,
    /// Whether it holds only a part.
    pub part: bool,
}

/// Looks at a file's head before it takes the place of everything. A file that
/// cannot be read raises no concern here: it is refused later.
pub fn look(file: File, done: impl FnOnce(File, Looked) + 'static) {
    spawn_local(async move {
        let start = blob::read(&file, 0.0, HEAD_BYTES as f64).await;
        let looked = match start.and_then(|start| head(&start)) {
            Some(Head { workspace_id, name, whole, counts, exported_at, device_name }) => {
                let known = files::known_workspace_id();
                let other = !known.is_empty() && known != workspace_id;
                Looked {
                    concerns: Concerns { other_workspace: other.then_some(name), part: !whole },
                    about: Some(About { exported_at, device: device_name, counts }),
                }
            }
            None => Looked::default(),
        };
        done(file, looked);
    });
}

/// Replaces everything by a file in the background. `progress` is `None` when it
/// is over; `done` hears how it went.
pub fn replace(
    file: File,
    progress: RwSignal<Option<f64>>,
    done: impl FnOnce(Result<(), RestoreError>) + 'static,
) {
    let _ = progress.try_set(Some(0.0));
    spawn_local(async move {
        let watch = Watch::new(progress);
        let name = file.name();
        let replaced = put_in_place(file, &watch).await;
        let _ = progress.try_set(None);
        if let Ok(replaced) = &replaced {
            say_replaced(name, replaced);
        }
        done(replaced.map(drop));
    });
}

fn say_replaced(name: String, replaced: &Replaced) {
    let waits = match replaced.waiting {
        0 => String::new(),
        count => {
            let records = words::merge::parked(&intl::count(count as u64));
            format!(". {records}. {}", words::merge::parked_text())
        }
    };
    let said = match (snapshots::called(&name), replaced.kept) {
        (Some(snapshot), _) => texts::went_back(snapshot),
        (None, Kept::Taken) => texts::replaced(name),
        (None, _) => texts::restored(name),
    };
    let said = said + &waits;
    if replaced.kept == Kept::Taken {
        toaster().offer(said, words::actions::undo(), take_back);
    } else {
        toaster().say(said);
    }
}

/// Brings back what was here before the last replacement.
fn take_back() {
    spawn_local(async {
        let Some(snapshot) = snapshots::last(Occasion::Replace).await else {
            return toaster().fail(texts::nothing_to_take_back());
        };
        match put_in_place(snapshot.file, &Watch::default()).await {
            Ok(_) => toaster().say(texts::taken_back()),
            Err(error) => toaster().fail(failure(&error)),
        }
    });
}

/// Why nothing was replaced, in words.
pub fn failure(error: &RestoreError) -> String {
    match error {
        RestoreError::Open(error) => files::open_failure(error),
        RestoreError::Unkept(_) => texts::not_kept().to_owned(),
        RestoreError::Commit(error) => files::commit_failure(error),
    }
}

/// What became of a replacement.
struct Replaced {
    /// How what was here before is kept.
    kept: Kept,
    /// How many of the file's records wait, because their stamps lie too far ahead.
    waiting: usize,
}

/// An error means that nothing was replaced: what goes wrong afterwards is shown in
/// place of the pages.
async fn put_in_place(file: File, watch: &Watch) -> Result<Replaced, RestoreError> {
    let _busy = Busy::begin();
    let opened = files::read_workspace(&file, &watch.part(0.0, 0.4)).await?;
    let mut label = Label::new(Action::OpenFile);
    label.file = Some(file.name());
    label.count = u32::try_from(opened.counts.values().sum::<u64>()).unwrap_or(u32::MAX);
    let mut incoming = files::into_incoming(opened, watch).await?;
    let Some(waiting) = files::count_waiting(&incoming.foreign, watch).await else {
        return Err(OpenError::Stopped.into());
    };
    // Those whom the file erases must not get into the snapshot.
    erase::erase_as(&incoming.erased).await?;
    let _turn = commit::turn().await;
    match store() {
        // What other tabs stored meanwhile is to be kept, too.
        Ok(_) => commit::catch_up().await?,
        // What can be read of a store that does not open is kept like all else.
        Err(_) => drop(read_salvaged().await),
    }
    let kept = snapshots::take(Occasion::Replace, &watch.part(0.4, 0.6)).await;
    if kept == Kept::No {
        backup::save(None, &watch.part(0.4, 0.6)).await.map_err(RestoreError::Unkept)?;
    }
    // Who was erased here does not come back with an older file.
    Session.peek(|workspace| incoming.erased.join(workspace.erased()));
    let store = usable_store().await?;
    let expected = with(|inner| inner.last.get());
    let head = Store::new_identity();
    let nothing = Workspace::new();
    let workspace_id = incoming.workspace_id.clone();
    let mut change_set = incoming.into_draft(new_id(), label).into_stamped(Stamp::BIRTH, 0);
    let now = clock::now_ms();
    change_set.stamp(Stamp::next(change_set.latest_adopted(), head.device, now), now);
    nothing.set_new_apart(&mut change_set);
    let (new, rest) = commit::parted(&change_set, &nothing);
    let staged = commit::stage(&new, &watch.part(0.6, 1.0)).await?;
    let entry = commit::encoded(&rest, &staged);
    let vector = commit::vector_after(&nothing, &change_set);
    let id = head.store_id.clone();
    let replacement = Replacement { head, entry: &entry, vector, staged: &staged };
    match store.replace(expected, &replacement).await {
        // Where it is not known whether it was done, opening tells.
        Ok(()) | Err(StorageError::Unknown) => drop(staged),
        Err(error) => {
            // What was staged does not count; it is swept later if not now.
            let _ = store.discard(staged).await;
            return Err(error.into());
        }
    }
    if open::open_anew().await {
        if self::store()?.id() != id {
            return Err(StorageError::Unanswered.into());
        }
        files::keep_workspace_id(&workspace_id);
        open::announce(LogKey::START.next());
        open::leave_sentinel(true);
    }
    Ok(Replaced { kept, waiting })
}

/// The open store, or a new one in the place of one that cannot be opened.
async fn usable_store() -> Result<Store, StorageError> {
    if let Ok(store) = store() {
        return Ok(store);
    }
    recovery::discard(&preferences::base_path(), open::say_held).await?;
    let opened = open::open_store().await?;
    with(|inner| {
        inner.last.set(opened.last_key());
        inner.store.replace(Some(opened.store.clone()));
    });
    Ok(opened.store)
}

/// What could be read of a store that does not open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Salvaged {
    /// It is being read.
    Reading,
    /// It was read into memory, but for so many parts.
    Read(u64),
    /// Nothing could be read.
    Nothing,
}

/// Reads what can be read of a store that does not open, so that it can be saved
/// as a file. Nothing is stored.
pub fn salvage(salvaged: RwSignal<Salvaged>) {
    spawn_local(async move {
        let _turn = commit::turn().await;
        let read = read_salvaged().await;
        let _ = salvaged.try_set(read);
    });
}

async fn read_salvaged() -> Salvaged {
    let _busy = Busy::begin();
    match recovery::salvage(&preferences::base_path(), UPGRADES).await {
        Ok((mut workspace, lost)) if files::holds_anything(&workspace) => {
            kept::apply(&mut workspace);
            with(|inner| {
                inner.workspace.replace(workspace);
                // It is never all: the store would have opened.
                inner.damaged.set(u32::try_from(lost).unwrap_or(u32::MAX).max(1));
            });
            changed();
            Salvaged::Read(lost)
        }
        _ => Salvaged::Nothing,
    }
}

/// Begins with nothing after a loss. Snapshots stay, and so does who was erased: an
/// older file may come later. `done` hears why it could
/// not; then nothing was deleted.
pub fn begin_anew(done: impl FnOnce(Result<(), StorageError>) + 'static) {
    spawn_local(async move { done(files::wipe(|| {}).await) });
}
