//! Backing up: everything is written as one workspace file, read back, counted
//! and compared before it counts as a backup.

use super::commit::Watch;
use super::files::{self, OpenError};
use super::session::{Busy, Session, with};
use super::{safety, toaster};
use crate::browser::{clock, download, intl, measure, pause};
use crate::words::{self, safety as texts};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::domain::Collection;
use tangga_engine::interchange::file::{About, ExportError, Extent, Receipt, Records, Writer};
use tangga_engine::interchange::head::LogKey;
use web_sys::{Blob, BlobPropertyBag};

/// Lines that are written between two looks at the clock.
const LINES: usize = 500;

/// What a workspace file is, for the browser.
const MEDIA_TYPE: &str = "application/json";

/// Why there is no backup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BackupError {
    /// It could not be written.
    Export(ExportError),
    /// The browser has no room for it, or cannot read it back.
    Unreadable,
    /// What was read back is not what was written.
    Differs,
    /// The browser did not take it as a file.
    NotOffered,
    /// The person stopped it.
    Stopped,
}

impl From<ExportError> for BackupError {
    fn from(error: ExportError) -> BackupError {
        BackupError::Export(error)
    }
}

/// A workspace file that was written and not yet read back.
pub(super) struct Written {
    pub file: Blob,
    receipt: Receipt,
    /// The last change that it holds; `None` where parts of the data could not be
    /// read, so that it is no backup.
    key: Option<LogKey>,
}

/// Backs up in the background and says how it went. `progress` is `None` when
/// it is over. Where parts of the data could not be read, what could be is saved
/// and does not count as a backup.
pub fn back_up(progress: RwSignal<Option<f64>>) {
    // The page may be gone when it is tried again.
    let _ = progress.try_set(Some(0.0));
    spawn_local(async move {
        let watch = Watch::new(move |done| {
            let _ = progress.try_set(Some(done));
        });
        match save(&watch).await {
            Ok(Some(key)) => safety::note_backup(key),
            Ok(None) => {}
            Err(error) => {
                let again = move || back_up(progress);
                toaster().fail_and_offer(failure(&error), words::actions::try_again(), again);
            }
        }
        let _ = progress.try_set(None);
    });
}

/// Offers everything as a file, once it was read back, and says what is in it.
/// Gives the last change that it holds if it is a backup.
pub(super) async fn save(watch: &Watch) -> Result<Option<LogKey>, BackupError> {
    let _busy = Busy::begin();
    let written = write(&watch.part(0.0, 0.5)).await?;
    check(&written, &watch.part(0.5, 1.0)).await?;
    let stem = if written.key.is_some() { "" } else { texts::readable_stem() };
    let name = files::today_name(stem, "tangga.json");
    download::save(&name, &written.file).map_err(|_| BackupError::NotOffered)?;
    let records = told(&written.receipt);
    toaster().say(match written.key {
        Some(_) => texts::backed_up(name, records),
        None => texts::readable_saved(name, records),
    });
    Ok(written.key)
}

/// Writes everything as one file in slices.
pub(super) async fn write(watch: &Watch) -> Result<Written, BackupError> {
    let about = About {
        workspace_id: files::workspace_id(),
        device: with(|inner| inner.device.get()),
        device_name: files::device_name(),
        exported_at: clock::now_ms(),
    };
    let whole = with(|inner| inner.damaged.get_untracked()) == 0;
    let key = whole.then(|| with(|inner| inner.last.get()));
    let records = if whole { Records::All } else { Records::Readable };
    let extent = Extent { records, ..Extent::default() };
    let mut writer = Session.peek(|workspace| Writer::new(workspace, about, &extent))?;
    let parts = Array::new();
    let mut slice = measure::Slice::begin();
    while let Some(part) = Session.peek(|workspace| writer.next(workspace, LINES))? {
        parts.push(&Uint8Array::from(&part[..]));
        if slice.is_over() {
            let (done, all) = writer.progress();
            watch.tell(done as f64 / all.max(1) as f64);
            if watch.is_stopped() {
                return Err(BackupError::Stopped);
            }
            pause::pause().await;
            slice = measure::Slice::begin();
        }
    }
    // The workspace is still the one that was written: no turn was given since.
    let receipt = Session.peek(|workspace| Receipt::of(workspace, &writer));
    let options = BlobPropertyBag::new();
    options.set_type(MEDIA_TYPE);
    let file = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
    match (file, receipt) {
        (Ok(file), Some(receipt)) => Ok(Written { file, receipt, key }),
        _ => Err(BackupError::Unreadable),
    }
}

/// Reads what was written as whoever restores it would, and compares.
async fn check(written: &Written, watch: &Watch) -> Result<(), BackupError> {
    let opened =
        files::read_workspace(&written.file, watch).await.map_err(|error| match error {
            OpenError::File(_) => BackupError::Differs,
            _ => BackupError::Unreadable,
        })?;
    written.receipt.check(&opened).map_err(|_| BackupError::Differs)
}

/// The records of a backup by collection, in words.
fn told(receipt: &Receipt) -> String {
    let records = receipt.alive().filter(|(collection, _)| *collection != Collection::Setting);
    let parts: Vec<String> = records
        .map(|(collection, alive)| {
            let alive = i64::try_from(alive).unwrap_or(i64::MAX);
            format!("{} {}", words::fields::collection(collection), intl::integer(alive))
        })
        .collect();
    if parts.is_empty() { texts::nothing_recorded().to_owned() } else { intl::list(&parts) }
}

/// What happened, what was kept.
fn failure(error: &BackupError) -> &'static str {
    match error {
        BackupError::Export(error) => words::file::not_exported(error),
        BackupError::Unreadable => texts::check_unreadable(),
        BackupError::Differs => texts::check_failed(),
        BackupError::NotOffered => texts::not_offered(),
        BackupError::Stopped => words::data::cancelled(),
    }
}
