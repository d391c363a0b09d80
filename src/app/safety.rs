//! Whether the data are safe: kept by the browser, backed up lately.
//!
//! What is remembered here is about this browser, not about the team's data, so
//! it stays in localStorage.

use super::files;
use super::part;
use super::rest::REST;
use super::session::{Session, with};
use super::toaster;
use crate::browser::persistence::{self, Keeping};
use crate::browser::{clock, intl, preferences};
use crate::words::safety as texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::domain::{BackupReminder, Waiting};
use tangga_engine::interchange::head::LogKey;
use tangga_engine::workspace::Workspace;

/// The last backup: when, in milliseconds since 1970, up to which change, and
/// of which store, because another store counts its changes anew.
const LAST_BACKUP: &str = "last-backup";

/// The last change after which nothing of the person's own was there, and of
/// which store.
const NOTHING_UNTIL: &str = "nothing-until";

/// Since when the oldest change waits for a backup, in milliseconds since 1970.
const WAITING_SINCE: &str = "waiting-since";

/// The entries of the export log since the last backup, and of which store. The app
/// wrote them, so none of them is a change that waits for a backup.
const LOG_ENTRIES: &str = "log-entries";

/// After how many changes or days to remind.
const REMINDER: &str = "backup-reminder";

/// The day on which the reminder was put off.
const PUT_OFF: &str = "reminder-put-off";

/// What is forgotten with the data when everything is deleted.
const OF_THE_DATA: [&str; 5] = [LAST_BACKUP, NOTHING_UNTIL, WAITING_SINCE, LOG_ENTRIES, PUT_OFF];

const DAY: u64 = 86_400_000;

thread_local! {
    static KEEPING: ArcRwSignal<Keeping> = ArcRwSignal::new(Keeping::NotTold);
    /// Grows when what is remembered here changes.
    static REMEMBERED: ArcRwSignal<u64> = ArcRwSignal::new(0);
}

fn remember(name: &str, text: &str) {
    preferences::keep_note(name, text);
    REMEMBERED.with(|remembered| remembered.update(|count| *count += 1));
}

/// Forgets what was remembered of data that are no more.
pub(super) fn forget() {
    OF_THE_DATA.into_iter().for_each(|name| remember(name, ""));
}

fn recall(name: &str) -> Option<String> {
    REMEMBERED.with(ArcRwSignal::track);
    preferences::note(name)
}

/// When the last backup was made, in milliseconds since 1970.
pub fn last_backup() -> Option<u64> {
    recall(LAST_BACKUP)?.split(' ').next()?.parse().ok()
}

/// The last change that needs no backup, being in one or from before there was
/// anything of the person's own.
fn safe_up_to() -> LogKey {
    let noted = [LAST_BACKUP, NOTHING_UNTIL].map(recall);
    noted.iter().flatten().filter_map(|note| change_in(note)).max().unwrap_or(LogKey::START)
}

/// The change with which a note ends, if it is one of this store.
pub(super) fn change_in(note: &str) -> Option<LogKey> {
    let mut words = note.rsplit(' ');
    let store = words.next()?;
    let key = words.next()?.parse().ok()?;
    (store == store_id()).then_some(LogKey(key))
}

fn store_id() -> String {
    with(|inner| inner.store.borrow().as_ref().map(|store| store.id())).unwrap_or_default()
}

/// The note of a backup: when, up to which change, of which store.
pub(super) fn backup_note(now: u64, key: LogKey) -> String {
    format!("{now} {} {}", key.0, store_id())
}

/// Notes that everything up to a change is in a backup.
pub(super) fn note_backup(key: LogKey) {
    let now = clock::now_ms();
    // What was changed while the backup was written waits from now on.
    let last = with(|inner| inner.last.get());
    let waits = untrack(|| changes_since(key, last)) > 0;
    preferences::keep_note(WAITING_SINCE, &if waits { now.to_string() } else { String::new() });
    remember(LAST_BACKUP, &backup_note(now, key));
    super::open::leave_sentinel(true);
}

/// Notes that something was changed. The sample shop is never backed up, so what
/// is tried in it does not wait, nor does its removal; neither does a store that
/// was just emptied.
pub(super) fn note_change() {
    let last = with(|inner| inner.last.get());
    if last == LogKey::START {
        return;
    }
    let own = Session.peek(holds_own);
    if !own {
        remember(NOTHING_UNTIL, &format!("{} {}", last.0, store_id()));
    }
    let waits = preferences::note(WAITING_SINCE).is_some_and(|since| !since.is_empty());
    if !waits || !own {
        remember(WAITING_SINCE, &clock::now_ms().to_string());
    }
    if let Some(rest) = part::there(&REST) {
        (rest.keep_up_folder)(false);
    }
}

/// Notes that the last change is an entry of the export log and waits for nothing.
pub(super) fn note_log_entry() {
    let last = with(|inner| inner.last.get());
    let (entries, safe) = untrack(|| (log_entries(), safe_up_to()));
    let keys = entries.into_iter().filter(|key| *key > safe).chain([last]);
    let keys: Vec<String> = keys.map(|key| key.0.to_string()).collect();
    remember(LOG_ENTRIES, &format!("{} {}", keys.join(","), store_id()));
}

/// The noted entries of this store's export log.
fn log_entries() -> Vec<LogKey> {
    let note = recall(LOG_ENTRIES).unwrap_or_default();
    let keys = note.split_once(' ').filter(|(_, store)| *store == store_id());
    let keys = keys.into_iter().flat_map(|(keys, _)| keys.split(','));
    keys.filter_map(|key| key.parse().ok().map(LogKey)).collect()
}

/// How many changes there are from one to another, entries of the export log aside.
fn changes_since(from: LogKey, last: LogKey) -> u64 {
    let entries = log_entries().into_iter().filter(|key| *key > from && *key <= last);
    last.0.saturating_sub(from.0).saturating_sub(entries.count() as u64)
}

/// Whether a workspace holds anything of the person's own.
pub(super) fn holds_own(workspace: &Workspace) -> bool {
    files::holds_anything(workspace) && workspace.settings().sample != Some(true)
}

/// The same; reading it subscribes.
fn is_own() -> bool {
    Session.read(holds_own)
}

/// What waits for a backup; reading it subscribes.
pub fn waiting() -> Waiting {
    let changes = changes_since(safe_up_to(), Session.last_change());
    let since = recall(WAITING_SINCE).and_then(|since| since.parse().ok());
    let days = since.map_or(0, |since: u64| clock::now_ms().saturating_sub(since) / DAY);
    Waiting { changes, days }
}

/// After how much to remind; reading it subscribes.
pub fn reminder() -> BackupReminder {
    recall(REMINDER).as_deref().and_then(BackupReminder::from_code).unwrap_or_default()
}

/// Sets after how much to remind.
pub fn set_reminder(reminder: BackupReminder) {
    remember(REMINDER, &reminder.code());
    toaster().say(texts::reminder_saved());
}

/// The last backup and the changes since, in a line; reading it subscribes.
pub fn line() -> String {
    let Waiting { changes, .. } = waiting();
    match last_backup() {
        _ if !is_own() => texts::nothing_yet().to_owned(),
        None => texts::never_backed_up(&intl::count(changes)),
        Some(when) => {
            let since = if changes == 0 {
                texts::no_changes_since().to_owned()
            } else {
                texts::changes_since(&intl::count(changes))
            };
            format!("{}, {since}", texts::last_backup(days_ago(when)))
        }
    }
}

/// How much is left until a backup is due, 0 to 1; reading it subscribes.
pub fn level() -> f64 {
    if is_own() { reminder().left(waiting()) } else { 1.0 }
}

/// Why it is time for a backup, unless the person put it off for today; reading
/// it subscribes.
pub fn due() -> Option<String> {
    let waiting = waiting();
    let put_off = recall(PUT_OFF).is_some_and(|day| day == Session.today().0.to_string());
    (is_own() && !put_off && reminder().is_due(waiting)).then(|| {
        let changes = texts::waiting_changes(&intl::count(waiting.changes));
        match waiting.days {
            0 => texts::due(changes),
            days => texts::due_since(changes, texts::waiting_days(&intl::count(days))),
        }
    })
}

/// Says no more of it today.
pub fn put_off() {
    remember(PUT_OFF, &Session.today().0.to_string());
}

/// How many bytes the data take in the browser's store, history aside; reading
/// it subscribes.
pub fn size() -> u64 {
    Session.version();
    with(|inner| inner.store.borrow().as_ref().map_or(0, |store| store.bytes()))
}

/// How many days ago a moment was, in words.
pub(super) fn days_ago(when: u64) -> String {
    intl::relative(day_of(when) - Session.today().0)
}

/// The civil day of a moment, by the device's clock.
pub(super) fn day_of(milliseconds: u64) -> i32 {
    let zone = js_sys::Date::new_0().get_timezone_offset() * 60_000.0;
    ((milliseconds as f64 - zone) / DAY as f64).floor() as i32
}

/// What the browser says about keeping the data; `None` while there are none of
/// the person's own. Reading it subscribes.
pub fn kept() -> Option<Keeping> {
    let keeping = keeping().get();
    is_own().then_some(keeping)
}

fn keeping() -> ArcRwSignal<Keeping> {
    KEEPING.with(ArcRwSignal::clone)
}

/// Finds out what the browser says about keeping the data.
pub(super) fn find_out_whether_kept() {
    spawn_local(async { keeping().set(persistence::keeping().await) });
}

/// What it said last, without subscribing.
pub(super) fn what_the_browser_says() -> Keeping {
    keeping().get_untracked()
}

/// Asks the browser to keep the data and says what it answered.
pub fn ask_to_keep() {
    spawn_local(async {
        let answer = persistence::ask_to_keep().await;
        keeping().set(answer);
        match answer {
            Keeping::Kept => toaster().say(texts::promised()),
            Keeping::MayGo | Keeping::NotTold => toaster().say(texts::not_promised()),
        }
    });
}

/// Whether it makes sense to ask: there is something of the person's own to
/// keep, and the browser has not promised it yet; reading it subscribes.
pub fn may_ask_to_keep() -> bool {
    is_own() && keeping().get() == Keeping::MayGo
}
