//! The workspace file: exporting everything, and reading one.

use super::commit::{CommitError, Watch};
use super::session::{Busy, Session, new_id, store, with};
use super::{doubles, erase, folder_backups, open, safety, snapshots, toaster};
use crate::browser::blob::{self, Parts};
use crate::browser::folder::FolderError;
use crate::browser::sharing::Shareable;
use crate::browser::{clock, intl, measure, page, pause, preferences};
use crate::storage::{StorageError, recovery};
use crate::words;
use leptos::task::spawn_local;
use tangga_engine::domain::schema::setting;
use tangga_engine::domain::{Collection, DeviceId, FieldId, Setting, Value};
use tangga_engine::interchange::encrypted;
use tangga_engine::interchange::file::{FileError, Opened, Problem, Reader};
use tangga_engine::interchange::head::LogKey;
use tangga_engine::interchange::parked::{self, Parking};
use tangga_engine::workspace::merge::Incoming;
use tangga_engine::workspace::{ForeignCollection, Workspace};
use web_sys::{Blob, File};

/// Records that are gone through between two looks at the clock.
const ROWS: usize = 250;

/// Bytes that are read at a time.
const CHUNK: usize = 512 * 1024;

/// Where the workspace's identity is remembered until files of others come.
const WORKSPACE: &str = "workspace-id";

/// How a workspace file of any format begins.
const BEGIN: &[u8] = br#"{"tangga""#;

/// What is remembered once somebody began with nothing.
const STARTED: &str = "started";

/// What people call this device.
const DEVICE_NAME: &str = "device-name";

/// Of which store everything is being deleted.
const DELETING: &str = "deleting";
/// Stands for a store that does not open.
const NO_STORE: &str = "none";

/// Why a workspace file could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OpenError {
    /// The file is not one that can be taken.
    File(FileError),
    /// It is encrypted, and not to be opened.
    Encrypted(encrypted::Problem),
    /// The browser cannot read it.
    Unreadable,
    /// The person stopped it.
    Stopped,
}

/// Says that a file was offered, and where the browser can, offers to hand it on.
pub(super) fn say_offered(said: String, name: &str, file: &Blob) {
    match Shareable::new(name, file) {
        Some(shareable) => {
            toaster().offer(said, words::actions::share(), move || shareable.share());
        }
        None => toaster().say(said),
    }
}

/// The firm's name, what it is, and today's date as a file's name.
pub(super) fn today_name(stem: &str, ending: &str) -> String {
    let firm = Session.peek(|workspace| workspace.settings().firm).unwrap_or_default();
    let safe = |text: &str| -> String {
        let kept: String = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        kept.trim().to_owned()
    };
    let (firm, stem) = (safe(&firm), safe(stem));
    let firm = if firm.is_empty() { "Tangga" } else { &firm };
    let stem = if stem.is_empty() { stem } else { stem + " " };
    format!("{firm} {stem}{}.{ending}", Session.today())
}

/// The workspace's identity, made when it is first asked for.
pub(super) fn workspace_id() -> String {
    let known = known_workspace_id();
    if !known.is_empty() {
        return known;
    }
    let id = new_id().to_string();
    keep_workspace_id(&id);
    id
}

/// The identity of this workspace; blank until a file went out or came in.
pub(super) fn known_workspace_id() -> String {
    preferences::note(WORKSPACE).unwrap_or_default()
}

/// Takes the identity of the workspace that a file came from.
pub(super) fn keep_workspace_id(id: &str) {
    preferences::keep_note(WORKSPACE, id);
}

/// Whether a file looks like a workspace file, by its name or its first bytes;
/// opening it says whether it is one.
pub async fn is_workspace(file: &File) -> bool {
    let begin = blob::read(file, 0.0, BEGIN.len() as f64).await;
    begin.as_deref() == Some(BEGIN) || file.name().to_ascii_lowercase().ends_with(".json")
}

/// Whether there is any record of data that is not deleted.
pub fn holds_anything(workspace: &Workspace) -> bool {
    let records = Collection::ALL.iter().filter(|c| c.holds_data());
    records.into_iter().any(|c| workspace.alive_rows(*c).next().is_some())
}

/// The settings of the file that a later change here would hide: the currency
/// above all must be the one in which the file's amounts are.
pub(super) fn settings_to_take(
    workspace: &Workspace,
    incoming: &Incoming,
) -> Vec<(FieldId, Option<Value>)> {
    let ours = workspace.table(Collection::Setting);
    let theirs = incoming.table(Collection::Setting);
    let row = workspace.row(Collection::Setting, Setting::ID);
    let (Some(theirs), Some(row)) = (theirs, row) else { return Vec::new() };
    let Some(their_row) = (0..theirs.len() as u32).find(|at| theirs.id(*at) == Setting::ID) else {
        return Vec::new();
    };
    // What the file does not say stays; a currency without decimals says that
    // there are none.
    let said = |field: FieldId| {
        let says = |field| theirs.is_said(their_row, field);
        says(field) || field == setting::DECIMALS && says(setting::CURRENCY)
    };
    (0..Collection::Setting.fields().len() as u8)
        .map(FieldId)
        .filter(|field| ours.own_stamp(row, *field).is_some())
        .filter(|field| said(*field))
        .map(|field| (field, theirs.value(their_row, field)))
        .filter(|(field, value)| ours.value(row, *field) != *value)
        .collect()
}

/// Reads a workspace file whole, in slices. Nothing is changed by it.
pub(super) async fn read_workspace(file: &Blob, watch: &Watch) -> Result<Opened, OpenError> {
    let mut reading = Reading::default();
    read_parts(file, watch, |part| reading.take(part)).await?;
    reading.finish()
}

/// A workspace file that is being read.
#[derive(Default)]
pub(super) struct Reading {
    reader: Reader,
    begun: bool,
}

impl Reading {
    /// Takes the next bytes; a part of the usual length takes some 10 ms.
    pub fn take(&mut self, part: &[u8]) -> Result<(), OpenError> {
        if !self.begun && !part.is_empty() {
            self.begun = true;
            if !part.starts_with(BEGIN) {
                let problem = Problem::NotAWorkspace;
                return Err(OpenError::File(FileError { line: 1, problem }));
            }
        }
        self.reader.feed(part).map_err(OpenError::File)
    }

    /// What was read, if it is whole.
    pub fn finish(self) -> Result<Opened, OpenError> {
        self.reader.finish().map_err(OpenError::File)
    }
}

/// Hands over a file's bytes in order, with pauses between.
pub(super) async fn read_parts(
    file: &Blob,
    watch: &Watch,
    mut take: impl FnMut(&[u8]) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let mut parts = Parts::of(file, CHUNK);
    let mut read = 0;
    while let Some(part) = parts.next().await {
        let part = part.ok_or(OpenError::Unreadable)?;
        read += part.len();
        take(&part)?;
        watch.tell(read as f64 / file.size());
        if watch.is_stopped() {
            return Err(OpenError::Stopped);
        }
        pause::pause().await;
    }
    Ok(())
}

/// Makes of a file what it brings, in slices.
pub(super) async fn into_incoming(opened: Opened, watch: &Watch) -> Result<Incoming, OpenError> {
    let refused = |problem| OpenError::File(FileError { line: 1, problem });
    let mut parking = Parking::new(opened, clock::now_ms());
    let mut slice = measure::Slice::begin();
    while parking.step(ROWS as u32).map_err(refused)? {
        slice.pause_if_over().await;
        if watch.is_stopped() {
            return Err(OpenError::Stopped);
        }
    }
    parking.finish().map_err(refused)
}

/// How many of a file's records wait for their time, counted in slices; `None` if it
/// was stopped.
pub(super) async fn count_waiting(foreign: &[ForeignCollection], watch: &Watch) -> Option<usize> {
    let mut waiting = 0;
    let mut slice = measure::Slice::begin();
    for part in parked::records(foreign).chunks(ROWS) {
        waiting += parked::count(part);
        slice.pause_if_over().await;
        if watch.is_stopped() {
            return None;
        }
    }
    Some(waiting)
}

/// Why a file was not opened, in words.
pub fn open_failure(error: &OpenError) -> String {
    match error {
        OpenError::File(error) => {
            let line = i64::try_from(error.line).unwrap_or(i64::MAX);
            words::file::refusal(error, &intl::integer(line))
        }
        OpenError::Encrypted(problem) => words::encryption::refusal(*problem),
        OpenError::Unreadable => words::file::unreadable().to_owned(),
        OpenError::Stopped => words::data::cancelled().to_owned(),
    }
}

/// Deletes everything on this device, snapshots included, and begins anew.
/// `done` hears why it could not; then nothing was deleted.
pub fn start_over(done: impl FnOnce(Result<(), StorageError>) + 'static) {
    spawn_local(async move {
        let of = store().map_or_else(|_| NO_STORE.to_owned(), |store| store.id());
        preferences::keep_note(DELETING, &of);
        let wiped = wipe(erase::kept::forget).await;
        if wiped.is_ok() {
            let folder = folder_backups::name().await;
            match forget_copies().await {
                (Ok(()), true) => {
                    let stay = folder.map(|name| format!(". {}", words::folder::files_stay(name)));
                    let done = words::settings::all_removed().to_owned();
                    toaster().say(done + &stay.unwrap_or_default());
                }
                (Ok(()), false) => toaster().fail(words::folder::not_let_go()),
                (Err(_), _) => toaster().fail(words::restore::snapshots_left()),
            }
        } else {
            preferences::keep_note(DELETING, "");
        }
        done(wiped);
    });
}

/// Forgets the folder for backups and deletes all snapshots; what cannot be done is
/// tried again at the next opening.
async fn forget_copies() -> (Result<(), FolderError>, bool) {
    let let_go = folder_backups::forget().await;
    let snapshots = snapshots::forget().await;
    if let_go && snapshots.is_ok() {
        preferences::keep_note(DELETING, "");
    }
    (snapshots, let_go)
}

/// Goes on with deleting everything, if the tab was closed in the middle of it. The
/// store that is open is another one by then; where it is not, nothing was deleted.
pub fn finish_deleting() {
    let Some(of) = preferences::note(DELETING).filter(|of| !of.is_empty()) else { return };
    match store() {
        Ok(store) if store.id() != of => spawn_local(async {
            // What fails is tried again at the next opening.
            let _ = forget_copies().await;
        }),
        Ok(_) => preferences::keep_note(DELETING, ""),
        Err(_) => {}
    }
}

/// Deletes what the store holds, or the database where it cannot be opened, and
/// what is remembered of it. Snapshots stay. An error means that nothing was
/// deleted: what goes wrong afterwards is shown in place of the pages. `forget`
/// forgets what else there is before the store is opened anew.
pub(super) async fn wipe(forget: fn()) -> Result<(), StorageError> {
    let _busy = Busy::begin();
    let _turn = super::commit::turn().await;
    match store() {
        Ok(store) => drop(store.wipe().await?),
        Err(_) => recovery::remove(&preferences::base_path(), open::say_held).await?,
    }
    // What is remembered of the old data goes with them.
    for note in [WORKSPACE, STARTED, DEVICE_NAME, doubles::DIFFERENT] {
        preferences::keep_note(note, "");
    }
    safety::forget();
    forget();
    if open::open_anew().await {
        open::announce(LogKey::START);
    }
    Ok(())
}

/// Whether the person has chosen to begin with nothing.
pub fn has_started() -> bool {
    preferences::note(STARTED).is_some_and(|note| !note.is_empty())
}

/// Remembers that the person chose to begin with nothing.
pub fn start_empty() {
    preferences::keep_note(STARTED, "yes");
    super::session::changed();
    // On a phone the button stands far down the page that goes.
    page::to_top();
}

/// What people call this device; it travels with exported files.
pub fn device_name() -> String {
    preferences::note(DEVICE_NAME).unwrap_or_default()
}

/// The name of a device in words, be it this one's or a colleague's.
pub fn device_words(name: &str) -> String {
    if name.is_empty() { words::merge::unnamed_device().to_owned() } else { name.to_owned() }
}

/// This device in words, with its name if it has one.
pub fn this_device_words() -> String {
    match device_name() {
        name if name.is_empty() => words::history::by_this_device().to_owned(),
        name => words::history::by_this_named(name),
    }
}

/// A device in words: this one, or one of which the export log knows the name.
pub fn device_with(device: DeviceId) -> Option<String> {
    if device == with(|inner| inner.device.get()) {
        return Some(this_device_words());
    }
    Session.peek(|workspace| workspace.device_name(device).map(str::to_owned))
}

/// Names this device.
pub fn name_device(name: &str) {
    preferences::keep_note(DEVICE_NAME, name.trim());
}

/// Why something was not stored, in words.
pub fn commit_failure(error: &CommitError) -> String {
    match error {
        CommitError::Stopped => words::errors::nothing_changed().to_owned(),
        CommitError::Currency => words::errors::currency_changed().to_owned(),
        CommitError::Stale => words::errors::changed_since().to_owned(),
        CommitError::Erased => words::erase::not_stored().to_owned(),
        CommitError::EarlierStored => words::errors::earlier_stored().to_owned(),
        CommitError::Storage(error) => super::commands::failure(error),
    }
}
