//! Snapshots: what the workspace was before an import, a merge, a replacement or
//! the upgrade of the store, as workspace files in the browser's private folder.
//!
//! They guard against a mistake, not against the loss of the browser's data,
//! with which they go; so they never count as a backup. A browser without such
//! a folder has none. That one cannot be written never stops the work that it
//! was to guard, but is said.

use super::backup::{self, BackupError, Written};
use super::commit::Watch;
use super::session::{Busy, Session, with};
use super::toaster;
use super::{erase, safety};
use crate::browser::folder::{Folder, FolderError};
use crate::browser::{blob, clock, intl, preferences};
use crate::storage::recovery;
use crate::words::restore as texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use tangga_engine::interchange::file::{ExportError, HEAD_BYTES, head};
use tangga_engine::interchange::upgrade::{Upgrade, format_after};
use web_sys::File;

/// How many are kept.
const KEPT: usize = 3;

/// How often one is begun when the data change while it is written.
const TRIES: usize = 4;

const ENDING: &str = ".tangga.json";

/// Before what a snapshot was taken, or after what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Occasion {
    /// A spreadsheet was imported.
    Import,
    /// A colleague's file was merged.
    Merge,
    /// Everything was replaced by a file.
    Replace,
    /// After somebody was erased: those from before are gone.
    Erase,
    /// A newer version rewrote the store.
    Upgrade,
}

impl Occasion {
    const ALL: [Occasion; 5] =
        [Occasion::Import, Occasion::Merge, Occasion::Replace, Occasion::Erase, Occasion::Upgrade];

    fn code(self) -> &'static str {
        match self {
            Occasion::Import => "import",
            Occasion::Merge => "merge",
            Occasion::Replace => "replace",
            Occasion::Erase => "erase",
            Occasion::Upgrade => "upgrade",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Occasion::Import => texts::before_import(),
            Occasion::Merge => texts::before_merge(),
            Occasion::Replace => texts::before_replace(),
            Occasion::Erase => texts::after_erasing(),
            Occasion::Upgrade => texts::before_upgrade(),
        }
    }
}

/// A snapshot as it is listed.
#[derive(Clone)]
pub struct Snapshot {
    /// When it was taken, in milliseconds since 1970.
    pub taken: u64,
    /// Before what.
    pub occasion: Occasion,
    /// Records by the stored name of their collection, deleted ones included;
    /// `None` if its head cannot be read.
    pub counts: Option<BTreeMap<String, u64>>,
    /// The file.
    pub file: File,
}

/// The snapshots as a page shows them.
#[derive(Clone)]
pub enum Listed {
    /// They are being read.
    Loading,
    /// This browser has no folder for them.
    Unsupported,
    /// Newest first.
    Snapshots(Vec<Snapshot>),
}

thread_local! {
    /// Grows when a snapshot is taken or deleted.
    static TAKEN: ArcRwSignal<u64> = ArcRwSignal::new(0);
}

async fn folder() -> Result<Folder, FolderError> {
    let base = preferences::base_path();
    // A folder's name holds no slash.
    let name = js_sys::encode_uri_component(&format!("tangga:{base}:snapshots"));
    Folder::private(&String::from(name)).await
}

/// When and before what the snapshot of this name was taken.
fn read_name(name: &str) -> Option<(u64, Occasion)> {
    let (taken, occasion) = name.strip_suffix(ENDING)?.split_once('-')?;
    let occasion = Occasion::ALL.into_iter().find(|known| known.code() == occasion)?;
    Some((taken.parse().ok()?, occasion))
}

/// What people call the snapshot of this name: its moment and its occasion.
/// Nothing for the name of any other file.
pub fn called(name: &str) -> Option<String> {
    let (taken, occasion) = read_name(name)?;
    let mut why = occasion.words().chars();
    let why: String = why.next().into_iter().flat_map(char::to_lowercase).chain(why).collect();
    Some(texts::snapshot(intl::moment(taken as f64), why))
}

/// The names of the snapshots, newest first.
async fn names(folder: &Folder) -> Result<Vec<(u64, Occasion, String)>, FolderError> {
    let mut names: Vec<_> = folder
        .names()
        .await?
        .into_iter()
        .filter_map(|name| read_name(&name).map(|(taken, occasion)| (taken, occasion, name)))
        .collect();
    names.sort_unstable_by_key(|(taken, ..)| std::cmp::Reverse(*taken));
    Ok(names)
}

/// Whether what is here is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// There is nothing of the person's own.
    NothingToLose,
    /// As a snapshot.
    Taken,
    /// It is not: the browser has no folder for it, or it failed, which was said.
    No,
}

/// Takes a snapshot before something that changes much. Where it fails, that is
/// said and the work goes on.
pub(super) async fn take(occasion: Occasion, watch: &Watch) -> Kept {
    if !Session.peek(safety::holds_own) {
        return Kept::NothingToLose;
    }
    let _busy = Busy::begin();
    let Ok(folder) = folder().await else { return Kept::No };
    let taken = try_take(&folder, occasion, watch).await;
    TAKEN.with(|taken| taken.update(|count| *count += 1));
    match taken {
        Ok(()) => Kept::Taken,
        Err(BackupError::Stopped) => Kept::No,
        Err(_) => {
            toaster().fail(texts::no_snapshot());
            Kept::No
        }
    }
}

/// Takes a snapshot of a store that is of an older format than these upgrades lead
/// to, before it is opened and rewritten. The data are read into memory for it, as
/// far as they can be read.
pub async fn take_before_upgrade(base: &str, upgrades: &[Upgrade]) -> Kept {
    match recovery::format(base).await {
        Ok(Some(format)) if format < format_after(upgrades) => {}
        _ => return Kept::NothingToLose,
    }
    // What is wrong with the store is said when it is opened.
    let Ok((workspace, _)) = recovery::salvage(base, upgrades).await else { return Kept::No };
    with(|inner| inner.workspace.replace(workspace));
    take(Occasion::Upgrade, &Watch::default()).await
}

/// The last snapshot that was taken before such a thing.
pub(super) async fn last(occasion: Occasion) -> Option<Snapshot> {
    let folder = folder().await.ok()?;
    read(&folder).await.into_iter().find(|snapshot| snapshot.occasion == occasion)
}

/// Writes everything; anew if another tab's changes come in meanwhile.
async fn write(watch: &Watch) -> Result<Written, BackupError> {
    let mut tries = 1;
    loop {
        match backup::write(&backup::everything(), None, watch).await {
            Err(BackupError::Export(ExportError::Changed)) if tries < TRIES => tries += 1,
            written => return written,
        }
    }
}

async fn try_take(folder: &Folder, occasion: Occasion, watch: &Watch) -> Result<(), BackupError> {
    let written = write(watch).await?;
    let name = format!("{:013}-{}{ENDING}", clock::now_ms(), occasion.code());
    let unwritten = |_: FolderError| BackupError::Unreadable;
    folder.write(&name, &written.file).await.map_err(unwritten)?;
    let up_to = written.key.unwrap_or_else(|| with(|inner| inner.last.get()));
    if erase::is_behind(up_to).await {
        // What this tab had in memory holds somebody who was erased meanwhile.
        folder.remove(&name).await.map_err(unwritten)?;
        return Err(BackupError::Stopped);
    }
    let mut kept = 0;
    for (.., name) in names(folder).await.map_err(unwritten)? {
        if kept == KEPT {
            // One too many does no harm; the next snapshot tries again.
            let _ = folder.remove(&name).await;
        } else if folder.read(&name).await.is_ok_and(|file| file.size() > 0.0) {
            // One that a crash left empty takes no other's place.
            kept += 1;
        }
    }
    Ok(())
}

/// Lists the snapshots in the background, and again when one was taken.
pub fn list(listed: RwSignal<Listed, LocalStorage>) {
    Effect::new(move |_| {
        TAKEN.with(ArcRwSignal::track);
        spawn_local(async move {
            let now = match folder().await {
                Ok(folder) => Listed::Snapshots(read(&folder).await),
                Err(_) => Listed::Unsupported,
            };
            // The page may have been left meanwhile.
            let _ = listed.try_set(now);
        });
    });
}

async fn read(folder: &Folder) -> Vec<Snapshot> {
    let mut snapshots = Vec::new();
    // One that cannot be read is not offered.
    for (taken, occasion, name) in names(folder).await.unwrap_or_default() {
        let Ok(file) = folder.read(&name).await else { continue };
        let start = blob::read(&file, 0.0, HEAD_BYTES as f64).await;
        let counts = start.and_then(|start| head(&start)).map(|head| head.counts);
        snapshots.push(Snapshot { taken, occasion, counts, file });
    }
    snapshots
}

/// Deletes all snapshots, and what a crash left of one: when everything is
/// deleted, or somebody is erased.
pub(super) async fn forget() -> Result<(), FolderError> {
    // Without a folder there are none.
    let Ok(folder) = folder().await else { return Ok(()) };
    for name in folder.names().await? {
        folder.remove(&name).await?;
    }
    TAKEN.with(|taken| taken.update(|count| *count += 1));
    Ok(())
}
