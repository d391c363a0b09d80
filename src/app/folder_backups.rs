//! Rolling backups in a folder of the device that the person chose, where the
//! browser can write to one.
//!
//! When: a few seconds after a change if the last one there is an hour old, and
//! when the tab is left if it is five minutes old; never without a change. Each is
//! a new file, read back from the folder and compared before it counts; only then
//! older ones give way, as [`generations`] says. So the newest whole one is never
//! written over. Only files that were written here, by their names, are ever
//! listed or deleted, and only those of this workspace give way.
//!
//! They are plain files or encrypted ones: then a seal is kept beside the folder,
//! which encrypts them without the passphrase. It opens them, too, but who can read
//! it in the browser can read the data there as well.
//!
//! Which folder is chosen is read anew each time, as the seal is: another tab may
//! have chosen, encrypted or let go of it. Whoever changes any of this or writes there
//! waits for its turn, so that each backup goes where the last word said.

mod erased;
mod list;
mod protection;

pub(super) use erased::erase;
pub use erased::{left, left_is_cleared};
pub use list::{FolderBackup, list};
pub use protection::{is_encrypted, protect, unprotect};

use super::backup::{self, BackupError, Written};
use super::commit::Watch;
use super::encryption::{self, Protection};
use super::files;
use super::session::{Busy, Phase, Session, with};
use super::{erase, exports, safety, toaster};
use crate::browser::folder::{Access, Folder, FolderError};
use crate::browser::{clock, locks, preferences};
use crate::storage::{StorageError, chosen_folder};
use crate::words::folder as texts;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use tangga_engine::domain::{Day, generations};
use tangga_engine::interchange::file::ExportError;

/// The last backup in the folder: when, in milliseconds since 1970, up to which
/// change, and of which store.
const LAST: &str = "folder-backup";

const BEGIN: &str = "Tangga ";
const ENDING: &str = ".tangga.json";

/// Letters of the workspace's identity in a name.
const LETTERS: usize = 8;

/// How old the last one is before another is made, in milliseconds: while the
/// person works, and when they leave.
const AGES: [u64; 2] = [3_600_000, 300_000];

/// How long after a change, in milliseconds, so that it does not meet the next one.
const DELAY: u32 = 10_000;

/// How it stands with the folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// This browser cannot write to a folder.
    Unsupported,
    /// None is chosen.
    None,
    /// One of this name is chosen, and the browser wants the person to allow it
    /// again.
    Asleep(String),
    /// Backups go to one of this name.
    Ready(String),
    /// The last one did not come about, in the folder of this name.
    Failing(String, Trouble),
}

/// Why there is no backup in the folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// There is no more room.
    Full,
    /// The folder is gone.
    Gone,
    /// It cannot be written to.
    Refused,
    /// What was written is not what is here.
    Differs,
    /// What encrypts it cannot be read.
    Unsealed,
}

thread_local! {
    static STANDING: ArcRwSignal<Standing> = ArcRwSignal::new(Standing::Unsupported);
    static WAITING: Cell<bool> = const { Cell::new(false) };
    /// Grows when a backup is made or deleted there, or another folder is chosen.
    static GROWN: ArcRwSignal<u64> = ArcRwSignal::new(0);
}

/// How it stands with the folder; reading it subscribes.
pub fn standing() -> Standing {
    STANDING.with(|standing| standing.get())
}

fn stand(standing: Standing) {
    STANDING.with(|now| now.set(standing));
    GROWN.with(|grown| grown.update(|count| *count += 1));
}

/// When the last backup was made there; reading it subscribes.
fn last_backup() -> Option<u64> {
    GROWN.with(ArcRwSignal::track);
    preferences::note(LAST)?.split(' ').next()?.parse().ok()
}

/// The name of the folder, if one is chosen.
pub(super) async fn name() -> Option<String> {
    chosen().await.ok().flatten().map(|folder| folder.name())
}

/// The folder that is chosen now, in whatever tab.
async fn chosen() -> Result<Option<Folder>, StorageError> {
    if !Folder::may_be_chosen() {
        return Ok(None);
    }
    let kept = chosen_folder::kept(&preferences::base_path()).await?;
    Ok(kept.and_then(Folder::remembered))
}

/// Finds out whether a folder is remembered and may be used.
pub fn find_out() {
    spawn_local(async {
        if !Folder::may_be_chosen() {
            return;
        }
        // What cannot be read now is said when a backup is to be encrypted.
        let _ = protection::seal().await;
        match chosen().await.ok().flatten() {
            Some(folder) => go_on(&folder).await,
            None => stand(Standing::None),
        }
    });
}

/// Does what waits for the folder, if it may be used.
async fn go_on(folder: &Folder) {
    if is_granted(folder).await {
        erased::clear().await;
        keep_up(false);
    }
}

/// Whether the folder may be used now, which is shown.
async fn is_granted(folder: &Folder) -> bool {
    let name = folder.name();
    let access = folder.access().await;
    stand(match access {
        Access::Granted => Standing::Ready(name),
        Access::Asks => Standing::Asleep(name),
        Access::Denied => Standing::Failing(name, Trouble::Refused),
    });
    access == Access::Granted
}

/// Lets the person choose a folder; belongs to a click.
pub fn choose() {
    spawn_local(async {
        let folder = match Folder::choose().await {
            Ok(Some(folder)) => folder,
            Ok(None) => return,
            Err(_) => return toaster().fail(texts::not_chosen()),
        };
        let _busy = Busy::begin();
        // A backup to the former folder that ended later would count for this one.
        let _turn = locks::wait_for(&turn()).await;
        let former = chosen().await.ok().flatten();
        if chosen_folder::keep(&preferences::base_path(), folder.value()).await.is_err() {
            return toaster().fail(texts::not_remembered());
        }
        erased::choose(former.as_ref(), &folder).await;
        preferences::keep_note(LAST, "");
        if is_granted(&folder).await {
            write_in_turn().await;
        }
    });
}

/// Asks the browser to allow the remembered folder again; belongs to a click.
pub fn allow() {
    spawn_local(async {
        let Ok(Some(folder)) = chosen().await else { return };
        folder.ask_for_access().await;
        let _busy = Busy::begin();
        go_on(&folder).await;
    });
}

/// Lets go of the folder. What lies in it stays.
pub fn let_go() {
    spawn_local(async {
        if drop_folder().await {
            erased::leave();
            toaster().say(texts::let_go_done());
        } else {
            toaster().fail(texts::not_let_go());
        }
    });
}

/// Remembers nothing of any folder any more; says whether the browser did so.
pub(super) async fn forget() -> bool {
    let forgotten = drop_folder().await;
    erased::forget();
    forgotten
}

async fn drop_folder() -> bool {
    let _turn = locks::wait_for(&turn()).await;
    let dropped = chosen_folder::forget(&preferences::base_path()).await.is_ok();
    protection::forgotten();
    preferences::keep_note(LAST, "");
    stand_without();
    dropped
}

fn stand_without() {
    if Folder::may_be_chosen() {
        stand(Standing::None);
    }
}

/// Backs up to the folder soon if it is time.
pub fn keep_up(leaving: bool) {
    if !is_due(leaving) {
        return;
    }
    if leaving {
        spawn_local(write());
    } else if !WAITING.replace(true) {
        Timeout::new(DELAY, || {
            WAITING.set(false);
            if is_due(false) {
                spawn_local(write());
            }
        })
        .forget();
    }
}

/// Whether there is something to back up to a folder that can be written to, and
/// the last backup there is old enough.
fn is_due(leaving: bool) -> bool {
    let usable = STANDING.with(|standing| {
        matches!(*standing.read_untracked(), Standing::Ready(_) | Standing::Failing(..))
    });
    let note = preferences::note(LAST).unwrap_or_default();
    let made = note.split(' ').next().and_then(|made| made.parse().ok()).unwrap_or(0);
    let holds_last = safety::change_in(&note) == Some(with(|inner| inner.last.get()));
    let age = clock::now_ms().abs_diff(made);
    let waits = !holds_last && age >= AGES[usize::from(leaving)];
    usable && may_write() && (waits || erased::is_held())
}

/// Whether what is here is whole and the person's own.
fn may_write() -> bool {
    is_whole() && Session.peek(safety::holds_own)
}

fn is_whole() -> bool {
    with(|inner| inner.phase.get_untracked() == Phase::Ready && inner.damaged.get_untracked() == 0)
}

/// Backs up to the folder now, after what is being written there.
pub fn back_up_now() {
    spawn_local(async {
        let _busy = Busy::begin();
        let _turn = locks::wait_for(&turn()).await;
        write_in_turn().await;
    });
}

async fn write() {
    let _busy = Busy::begin();
    if may_write() {
        match locks::try_take(&turn()).await {
            // It is being done, here or in another tab.
            locks::Claim::Busy => {}
            _turn => write_in_turn().await,
        }
    }
}

/// The lock that whoever changes the folder holds, in all tabs.
fn turn() -> String {
    format!("tangga:{}:folder-backup", preferences::base_path())
}

async fn write_in_turn() {
    match chosen().await {
        // A workspace that was just emptied has nothing to put in their place.
        Ok(Some(folder)) if is_whole() && !may_write() => erased::clear_all(&folder).await,
        Ok(Some(folder)) if may_write() => {
            let written = try_write(&folder).await;
            tell(&folder, written).await;
        }
        Ok(Some(_)) => {}
        // Another tab let go of it.
        Ok(None) => {
            let _ = protection::seal().await;
            stand_without();
        }
        Err(_) => {
            if let Some(name) = known_name() {
                fail(name, Trouble::Refused);
            }
        }
    }
}

/// The name of the folder of which this tab knows.
fn known_name() -> Option<String> {
    STANDING.with(|now| match &*now.read_untracked() {
        Standing::Unsupported | Standing::None => None,
        Standing::Asleep(name) | Standing::Ready(name) | Standing::Failing(name, _) => {
            Some(name.clone())
        }
    })
}

/// Why a backup did not come about.
enum NotWritten {
    Folder(FolderError),
    Backup(BackupError),
    Unsealed,
}

impl From<FolderError> for NotWritten {
    fn from(error: FolderError) -> NotWritten {
        NotWritten::Folder(error)
    }
}

impl From<BackupError> for NotWritten {
    fn from(error: BackupError) -> NotWritten {
        NotWritten::Backup(error)
    }
}

async fn try_write(folder: &Folder) -> Result<(), NotWritten> {
    let seal = protection::seal().await.map_err(|_| NotWritten::Unsealed)?;
    let protection = seal.as_ref().map(Protection::Seal);
    // A folder that is gone receives nothing that would have to be noted.
    listed(folder).await?;
    // Asked before what is here is written: who is erased later may be in it.
    let holds_erased = erased::is_held();
    let extent = backup::everything();
    exports::begin_day_in_folder(backup::records(&extent), &folder.name()).await;
    let written = backup::write(&extent, protection, &Watch::default()).await?;
    let now = clock::now_ms();
    let name = file_name(now, protection.is_some());
    let key = written.key;
    let up_to = key.unwrap_or_else(|| with(|inner| inner.last.get()));
    let mut placed = place(folder, &name, written, protection).await;
    if erase::is_behind(up_to).await {
        // What this tab had in memory holds somebody who was erased meanwhile.
        placed = Err(BackupError::Stopped.into());
    }
    if let Err(error) = placed {
        // The older ones stay; what is left of this one would pass for a backup.
        let _ = folder.remove(&name).await;
        return Err(error);
    }
    if let Some(key) = key {
        preferences::keep_note(LAST, &safety::backup_note(now, key));
        safety::note_backup(key);
    }
    if holds_erased {
        return Ok(erased::clear_beside(folder, Some(&name)).await?);
    }
    let own = listed_own(folder).await?;
    let days: Vec<Day> = own.iter().map(|one| one.day).collect();
    // After a clock that was ahead the newest one is not first in the list.
    for at in generations::outdated(&days).into_iter().filter(|at| own[*at].name != name) {
        // One too many does no harm; the next backup tries again.
        let _ = folder.remove(&own[at].name).await;
    }
    Ok(())
}

/// Writes a file to the folder and reads from there what was written.
async fn place(
    folder: &Folder,
    name: &str,
    written: Written,
    protection: Option<Protection<'_>>,
) -> Result<(), NotWritten> {
    folder.write(name, &written.file).await?;
    let written = Written { file: folder.read(name).await?.into(), ..written };
    Ok(backup::check(&written, protection, &Watch::default()).await?)
}

/// Why there is no backup in the folder of this name, and what to do.
pub fn failing(name: &str, trouble: Trouble) -> String {
    match trouble {
        Trouble::Full => texts::full(name),
        Trouble::Gone => texts::gone(name),
        Trouble::Refused => texts::refused(name),
        Trouble::Differs => texts::differs(name),
        Trouble::Unsealed => texts::unsealed(name),
    }
}

/// What is wrong with the folder, if anything, or with one of before; reading it
/// subscribes.
pub fn trouble() -> Option<String> {
    let here = match (standing(), erased::held()) {
        (Standing::Unsupported | Standing::None | Standing::Ready(_), _) => None,
        (Standing::Asleep(name), Some(_)) => Some(texts::holds_erased(name)),
        (Standing::Asleep(name), None) => Some(texts::asleep(name)),
        (Standing::Failing(name, trouble), held) => {
            let still = held.map(|_| format!("{} ", texts::still_erased(&name)));
            Some(still.unwrap_or_default() + &failing(&name, trouble))
        }
    };
    here.or_else(|| left().map(texts::left_erased))
}

/// Where backups go and when the last one did, while they do; reading it
/// subscribes.
pub fn line() -> Option<String> {
    let Standing::Ready(name) = standing() else { return None };
    Some(match last_backup() {
        Some(made) => texts::last(name, safety::days_ago(made)),
        None => texts::ready(name),
    })
}

/// Says how it went; a failure once, until one succeeds.
async fn tell(folder: &Folder, written: Result<(), NotWritten>) {
    let name = folder.name();
    let trouble = match written {
        Ok(()) => return stand(Standing::Ready(name)),
        // What changed meanwhile is backed up with the next one.
        Err(NotWritten::Backup(
            BackupError::Export(ExportError::Changed) | BackupError::Stopped,
        )) => return keep_up(false),
        Err(NotWritten::Backup(_)) => Trouble::Differs,
        Err(NotWritten::Unsealed) => Trouble::Unsealed,
        Err(NotWritten::Folder(FolderError::Full)) => Trouble::Full,
        Err(NotWritten::Folder(FolderError::Missing)) => Trouble::Gone,
        Err(NotWritten::Folder(FolderError::Differs)) => Trouble::Differs,
        Err(NotWritten::Folder(FolderError::Refused)) => Trouble::Refused,
    };
    if folder.access().await == Access::Asks {
        return stand(Standing::Asleep(name));
    }
    fail(name, trouble);
}

fn fail(name: String, trouble: Trouble) {
    let known = STANDING.with(|now| matches!(*now.read_untracked(), Standing::Failing(..)));
    if !known {
        toaster().fail(failing(&name, trouble));
    }
    stand(Standing::Failing(name, trouble));
}

/// The name of a backup that is made now.
fn file_name(now: u64, encrypted: bool) -> String {
    let after = if encrypted { encryption::ENDING } else { "" };
    format!("{BEGIN}{} {now:013} {}{ENDING}{after}", Session.today(), letters())
}

/// What tells this workspace's backups from others.
fn letters() -> String {
    let id = files::workspace_id();
    id.chars().skip(id.chars().count().saturating_sub(LETTERS)).collect()
}

/// A file in the folder that was written here, by its name.
struct Listed {
    name: String,
    day: Day,
    made: u64,
    letters: String,
    locked: bool,
}

impl Listed {
    fn of(name: String) -> Option<Listed> {
        let plain = name.strip_suffix(encryption::ENDING);
        let locked = plain.is_some();
        let stem = plain.unwrap_or(&name).strip_suffix(ENDING)?;
        let mut words = stem.strip_prefix(BEGIN)?.split(' ');
        let (day, made, letters) = (words.next()?, words.next()?, words.next()?.to_owned());
        let (day, made) = (Day::parse_iso(day)?, made.parse().ok()?);
        words.next().is_none().then_some(Listed { name, day, made, letters, locked })
    }

    fn is_own(&self) -> bool {
        self.letters == letters()
    }
}

/// The backups in a folder, newest first.
async fn listed(folder: &Folder) -> Result<Vec<Listed>, FolderError> {
    let mut all: Vec<Listed> = folder.names().await?.into_iter().filter_map(Listed::of).collect();
    all.sort_unstable_by_key(|one| std::cmp::Reverse(one.made));
    Ok(all)
}

/// Those of this workspace, newest first.
async fn listed_own(folder: &Folder) -> Result<Vec<Listed>, FolderError> {
    Ok(listed(folder).await?.into_iter().filter(Listed::is_own).collect())
}
