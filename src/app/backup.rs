//! Backing up: everything is written as one workspace file, read back, counted
//! and compared before it counts as a backup.

use super::commit::{self, Watch};
use super::encryption::{self, Passphrase, Protection};
use super::files::{self, OpenError, Reading};
use super::session::{Busy, Session, with};
use super::work::Writing;
use super::{exports, safety, toaster};
use crate::browser::{clock, download, intl, measure};
use crate::words::{self, safety as texts};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::domain::{Collection, ExportKind};
use tangga_engine::interchange::encrypted::Problem;
use tangga_engine::interchange::file::{
    About, ExportError, Extent, Receipt, Records, Writer, held,
};
use tangga_engine::interchange::head::LogKey;
use web_sys::{Blob, BlobPropertyBag};

/// Lines that are written between two looks at the clock.
const LINES: usize = 500;

/// What a workspace file is, for the browser, and what an encrypted one is.
const MEDIA_TYPES: [&str; 2] = ["application/json", "application/octet-stream"];

/// Why there is no backup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BackupError {
    /// It could not be written.
    Export(ExportError),
    /// The browser has no room for it, or cannot read it back.
    Unreadable,
    /// There is not enough memory to encrypt it.
    NoMemory,
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

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> BackupError {
        match error {
            OpenError::Encrypted(Problem::NoRoom) => BackupError::NoMemory,
            OpenError::File(_) | OpenError::Encrypted(_) => BackupError::Differs,
            OpenError::Unreadable => BackupError::Unreadable,
            OpenError::Stopped => BackupError::Stopped,
        }
    }
}

/// A workspace file that was written and not yet read back.
pub(super) struct Written {
    /// The file.
    pub file: Blob,
    /// What must be found in it.
    pub receipt: Receipt,
    /// The last change that it holds; `None` for a part, which is no backup.
    pub key: Option<LogKey>,
}

/// A workspace file that was handed to the person.
pub(super) struct Offered {
    /// Its name.
    pub name: String,
    /// What is in it, in words.
    pub records: String,
    /// Its bytes.
    pub file: Blob,
    /// The last change that it holds if it is a backup.
    key: Option<LogKey>,
}

/// Backs up in the background and says how it went. Where parts of the data could
/// not be read, what could be is saved and does not count as a backup.
pub fn back_up(writing: Writing) {
    back_up_with(None, writing);
}

/// The same as an encrypted file.
pub fn back_up_encrypted(passphrase: Passphrase, writing: Writing) {
    back_up_with(Some(passphrase), writing);
}

fn back_up_with(passphrase: Option<Passphrase>, writing: Writing) {
    let watch = writing.begin();
    spawn_local(async move {
        let extent = everything();
        let whole = extent.is_whole();
        let kind = if whole { ExportKind::Everything } else { ExportKind::Readable };
        let entry = exports::begin(exports::of(kind, records(&extent)), writing).await;
        match save(passphrase.as_ref().map(Protection::Passphrase), &watch).await {
            Ok(Some(key)) => safety::note_backup(key),
            Ok(None) => {}
            Err(error) => {
                entry.take_out().await;
                not_written(&error, move || back_up_with(passphrase.clone(), writing));
            }
        }
        writing.end();
    });
}

/// Offers everything as a file, once it was read back, and says what is in it.
/// Gives the last change that it holds if it is a backup.
pub(super) async fn save(
    protection: Option<Protection<'_>>,
    watch: &Watch,
) -> Result<Option<LogKey>, BackupError> {
    let extent = everything();
    let whole = extent.is_whole();
    let stem = if whole { "" } else { texts::readable_stem() };
    let offered = offer(&extent, stem, "tangga.json", protection, watch).await?;
    let Offered { name, records, file, key } = offered;
    let said = match whole {
        true => texts::backed_up(&name, records),
        false => texts::readable_saved(&name, records),
    };
    files::say_offered(said, &name, &file);
    Ok(key)
}

/// Offers what an extent tells as a file, once it was read back. Its name says
/// what it is and of which day, and has this ending.
pub(super) async fn offer(
    extent: &Extent,
    stem: &str,
    ending: &str,
    protection: Option<Protection<'_>>,
    watch: &Watch,
) -> Result<Offered, BackupError> {
    let _busy = Busy::begin();
    let span = measure::Span::begin("backup.verified");
    let written = write(extent, protection, &watch.part(0.0, 0.5)).await?;
    check(&written, protection, &watch.part(0.5, 1.0)).await?;
    span.end();
    let mut name = files::today_name(stem, ending);
    if protection.is_some() {
        name += encryption::ENDING;
    }
    download::save(&name, &written.file).map_err(|_| BackupError::NotOffered)?;
    let records = told(&written.receipt.alive());
    Ok(Offered { name, records, file: written.file, key: written.key })
}

/// How many records of data a file of this extent would hold.
pub(super) fn records(extent: &Extent) -> u64 {
    let held = Session.peek(|workspace| held(workspace, extent));
    held.iter().filter(|(collection, _)| collection.holds_data()).map(|(_, count)| count).sum()
}

/// All of the workspace, or what could be read of it.
pub(super) fn everything() -> Extent {
    let whole = with(|inner| inner.damaged.get_untracked()) == 0;
    let records = if whole { Records::All } else { Records::Readable };
    Extent { records, ..Extent::default() }
}

/// Writes what an extent tells as one file in slices.
pub(super) async fn write(
    extent: &Extent,
    protection: Option<Protection<'_>>,
    watch: &Watch,
) -> Result<Written, BackupError> {
    download::make_room();
    let mut out = Vec::new();
    let mut encrypting = match protection {
        Some(protection) => {
            Some(encryption::begin(protection, &mut out, &watch.part(0.0, 0.4)).await?)
        }
        None => None,
    };
    let watch = watch.part(if protection.is_some() { 0.4 } else { 0.0 }, 1.0);
    let about = About {
        workspace_id: files::workspace_id(),
        device: with(|inner| inner.device.get()),
        device_name: files::device_name(),
        exported_at: clock::now_ms(),
    };
    commit::whole().await;
    let key = extent.is_whole().then(|| with(|inner| inner.last.get()));
    let mut writer = Session.peek(|workspace| Writer::new(workspace, about, extent))?;
    let parts = Array::new();
    let mut slice = measure::Slice::begin();
    while let Some(part) = Session.peek(|workspace| writer.next(workspace, LINES))? {
        match &mut encrypting {
            Some(encrypting) => encrypting.take(&part, &mut out),
            None => out = part,
        }
        parts.push(&Uint8Array::from(&out[..]));
        out.clear();
        if slice.is_over() {
            let (done, all) = writer.progress();
            watch.tell(done as f64 / all.max(1) as f64);
            if watch.is_stopped() {
                return Err(BackupError::Stopped);
            }
            slice.pause().await;
        }
    }
    // The workspace is still the one that was written: no turn was given since.
    let receipt = Session.peek(|workspace| Receipt::of(workspace, &writer));
    if let Some(encrypting) = encrypting {
        encrypting.finish(&mut out);
        parts.push(&Uint8Array::from(&out[..]));
    }
    let options = BlobPropertyBag::new();
    options.set_type(MEDIA_TYPES[usize::from(protection.is_some())]);
    let file = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
    match (file, receipt) {
        (Ok(file), Some(receipt)) => Ok(Written { file, receipt, key }),
        _ => Err(BackupError::Unreadable),
    }
}

/// Reads what was written as whoever restores it would, and compares.
pub(super) async fn check(
    written: &Written,
    protection: Option<Protection<'_>>,
    watch: &Watch,
) -> Result<(), BackupError> {
    let opened = match protection {
        None => files::read_workspace(&written.file, watch).await?,
        Some(protection) => {
            let mut reading = Reading::default();
            let take = |part: &[u8]| reading.take(part);
            encryption::read_back(&written.file, protection, watch, take).await?;
            reading.finish()?
        }
    };
    written.receipt.check(&opened).map_err(|_| BackupError::Differs)
}

/// The records of a file by collection, in words, as far as people see them as
/// data.
pub(super) fn told(alive: &[(Collection, u64)]) -> String {
    let records = alive.iter().filter(|(collection, _)| collection.holds_data());
    let parts: Vec<String> = records
        .map(|(collection, alive)| {
            let alive = i64::try_from(*alive).unwrap_or(i64::MAX);
            format!("{} {}", words::fields::collection(*collection), intl::integer(alive))
        })
        .collect();
    if parts.is_empty() { texts::nothing_recorded().to_owned() } else { intl::list(&parts) }
}

/// Says why there is no file; what failed is offered again.
pub(super) fn not_written(error: &BackupError, again: impl Fn() + Send + Sync + 'static) {
    match error {
        BackupError::Stopped => toaster().say(failure(error)),
        _ => toaster().fail_and_offer(failure(error), words::actions::try_again(), again),
    }
}

/// What happened, what was kept.
fn failure(error: &BackupError) -> &'static str {
    match error {
        BackupError::Export(error) => words::file::not_exported(error),
        BackupError::Unreadable => texts::check_unreadable(),
        BackupError::NoMemory => words::encryption::no_memory(),
        BackupError::Differs => texts::check_failed(),
        BackupError::NotOffered => texts::not_offered(),
        BackupError::Stopped => words::data::cancelled(),
    }
}
