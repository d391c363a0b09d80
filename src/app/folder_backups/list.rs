//! The backups in the folder, as a page shows them.

use super::{GROWN, chosen, listed};
use crate::browser::blob;
use crate::browser::folder::{Folder, FolderError};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::interchange::file::{HEAD_BYTES, Head, head};
use web_sys::File;

/// A backup in the folder as it is listed.
#[derive(Clone)]
pub struct FolderBackup {
    /// When it was made, in milliseconds since 1970.
    pub made: u64,
    /// Whether it is encrypted.
    pub locked: bool,
    /// What it says of itself; `None` if that cannot be read.
    pub head: Option<Head>,
    /// The file.
    pub file: File,
}

/// Lists the backups in the background, newest first, and again when one was made.
pub fn list(backups: RwSignal<Vec<FolderBackup>, LocalStorage>) {
    Effect::new(move |_| {
        GROWN.with(ArcRwSignal::track);
        spawn_local(async move {
            let found = match chosen().await {
                Ok(Some(folder)) => read(&folder).await.unwrap_or_default(),
                Ok(None) | Err(_) => Vec::new(),
            };
            // The page may have been left meanwhile.
            let _ = backups.try_set(found);
        });
    });
}

async fn read(folder: &Folder) -> Result<Vec<FolderBackup>, FolderError> {
    let mut backups = Vec::new();
    for one in listed(folder).await? {
        // One that cannot be read is not offered.
        let Ok(file) = folder.read(&one.name).await else { continue };
        let start = blob::read(&file, 0.0, HEAD_BYTES as f64).await;
        let head = start.and_then(|start| head(&start));
        backups.push(FolderBackup { made: one.made, locked: one.locked, head, file });
    }
    Ok(backups)
}
