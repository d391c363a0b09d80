//! Backups in a folder that hold somebody who was erased.
//!
//! A fresh one is written and checked first, then the others of this workspace go:
//! at no moment is there none. Where the folder cannot be reached that is noted, said
//! until then, and done as soon as it can. A folder that was let go of before that is
//! out of reach: its name stays noted until it is chosen again and cleared, or the
//! person says that they deleted what lies in it.

use super::{
    GROWN, LAST, StorageError, chosen, is_granted, listed_own, preferences, turn, write_in_turn,
};
use crate::app::session::Busy;
use crate::browser::folder::{Folder, FolderError};
use crate::browser::locks;
use leptos::prelude::*;

/// The name of the chosen folder while it holds somebody who was erased.
const HOLDS: &str = "folder-holds-erased";

/// The names of former folders that do, between slashes, which no name holds.
const LEFT: &str = "folders-left-with-erased";

const BETWEEN: &str = "/";

fn note(name: &str) -> Option<String> {
    preferences::note(name).filter(|note| !note.is_empty())
}

fn keep(name: &str, text: &str) {
    preferences::keep_note(name, text);
    GROWN.with(|grown| grown.update(|count| *count += 1));
}

/// The name of the chosen folder if it holds somebody who was erased; reading it
/// subscribes.
pub(super) fn held() -> Option<String> {
    GROWN.with(ArcRwSignal::track);
    note(HOLDS)
}

/// Whether the chosen folder does.
pub(super) fn is_held() -> bool {
    note(HOLDS).is_some()
}

/// The former folders that hold somebody who was erased, by their names; reading it
/// subscribes.
pub fn left() -> Option<String> {
    GROWN.with(ArcRwSignal::track);
    note(LEFT).map(|names| names.replace(BETWEEN, "”, “"))
}

/// The person deleted what lies in them.
pub fn left_is_cleared() {
    keep(LEFT, "");
}

fn left_names() -> Vec<String> {
    let names = note(LEFT).unwrap_or_default();
    names.split(BETWEEN).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Forgets what is noted of folders.
pub(super) fn forget() {
    [HOLDS, LEFT].into_iter().for_each(|name| keep(name, ""));
}

/// The folder is let go of, with what it holds.
pub(super) fn leave() {
    let Some(name) = note(HOLDS) else { return };
    let mut names = left_names();
    if !names.contains(&name) {
        names.push(name);
    }
    keep(LEFT, &names.join(BETWEEN));
    keep(HOLDS, "");
}

/// Another folder takes the place of the former one, or the same one again.
pub(super) async fn choose(former: Option<&Folder>, folder: &Folder) {
    let same = match former {
        Some(former) => former.is_same(folder).await,
        None => false,
    };
    if !same {
        leave();
    }
    if left_names().contains(&folder.name()) {
        keep(HOLDS, &folder.name());
    }
}

/// Somebody was erased: a fresh backup takes the place of this workspace's others in
/// the folder. An error means that it is not known which folder that is.
pub(in crate::app) async fn erase() -> Result<(), StorageError> {
    if let Some(folder) = chosen().await? {
        keep(HOLDS, &folder.name());
        clear().await;
    }
    Ok(())
}

/// Clears the folder of who was erased, if it holds somebody and can be reached.
pub(super) async fn clear() {
    let _busy = Busy::begin();
    // What is being written now may hold them, too.
    let _turn = locks::wait_for(&turn()).await;
    if !is_held() {
        return;
    }
    if let Ok(Some(folder)) = chosen().await
        && is_granted(&folder).await
    {
        write_in_turn().await;
    }
}

/// The same where there is nothing to write in their place.
pub(super) async fn clear_all(folder: &Folder) {
    if is_held() && clear_beside(folder, None).await.is_ok() {
        preferences::keep_note(LAST, "");
    }
}

/// Deletes all backups of this workspace but a fresh one.
pub(super) async fn clear_beside(folder: &Folder, fresh: Option<&str>) -> Result<(), FolderError> {
    let mut others = listed_own(folder).await?;
    others.retain(|one| Some(one.name.as_str()) != fresh);
    for one in &others {
        folder.remove(&one.name).await?;
    }
    keep(HOLDS, "");
    // An empty one of the same name may be another folder.
    if !others.is_empty() {
        let mut names = left_names();
        names.retain(|name| *name != folder.name());
        keep(LEFT, &names.join(BETWEEN));
    }
    Ok(())
}
