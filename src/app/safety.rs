//! Whether the data are safe: kept by the browser, exported lately.
//!
//! What is remembered here is about this browser, not about the team's data, so
//! it stays in localStorage.

use super::session::Session;
use crate::browser::{clock, intl, preferences};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::interchange::head::LogKey;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The last export: when, in milliseconds since 1970, and at which change.
pub(super) const LAST_EXPORT: &str = "last-export";

/// When the last export was made, in milliseconds since 1970.
pub fn last_backup() -> Option<u64> {
    last_export().map(|(when, _)| when)
}

fn last_export() -> Option<(u64, LogKey)> {
    let text = preferences::note(LAST_EXPORT)?;
    let (when, key) = text.split_once(' ')?;
    Some((when.parse().ok()?, LogKey(key.parse().ok()?)))
}

/// Notes that everything up to now was exported.
pub fn note_export() {
    let key = Session.last_change();
    preferences::keep_note(LAST_EXPORT, &format!("{} {}", clock::now_ms(), key.0));
}

/// Changes since the last export; all of them if there was none.
pub fn changes_since_export() -> u64 {
    let last = Session.last_change();
    last.0.saturating_sub(last_export().map_or(0, |(_, key)| key.0))
}

/// The last backup and the changes since, in a line; reading it subscribes.
pub fn line() -> String {
    let changes = changes_since_export();
    match last_backup() {
        _ if Session.last_change().0 == 0 => words::safety::nothing_yet().to_owned(),
        None => words::safety::never_backed_up().to_owned(),
        Some(when) => {
            let since = if changes == 0 {
                words::safety::no_changes_since().to_owned()
            } else {
                words::safety::changes_since(&intl::count(changes))
            };
            let days = Session.today().0 - day_of(when);
            format!("{}, {since}", words::safety::last_backup(intl::relative(-days)))
        }
    }
}

/// How well the data are backed up, 0 to 1: after twenty changes without a
/// backup there is nothing left of it.
pub fn level() -> f64 {
    match last_backup() {
        None if Session.last_change().0 > 0 => 0.0,
        _ => 1.0 - (changes_since_export() as f64 / 20.0).min(1.0),
    }
}

/// The civil day of a moment, by the device's clock.
fn day_of(milliseconds: u64) -> i32 {
    let zone = js_sys::Date::new_0().get_timezone_offset() * 60_000.0;
    ((milliseconds as f64 - zone) / 86_400_000.0).floor() as i32
}

#[wasm_bindgen]
extern "C" {
    type StorageManager;
    #[wasm_bindgen(method, catch)]
    fn persisted(this: &StorageManager) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn persist(this: &StorageManager) -> Result<js_sys::Promise, JsValue>;
}

/// The browser's storage manager, where there is one: an embedded WebKit has
/// none.
fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let storage = js_sys::Reflect::get(&navigator, &"storage".into()).ok()?;
    (!storage.is_undefined()).then(|| storage.unchecked_into())
}

/// Finds out whether the browser promised to keep the data.
pub fn ask_whether_kept(kept: RwSignal<Option<bool>>) {
    ask(kept, StorageManager::persisted);
}

/// Asks the browser to keep the data.
pub fn ask_to_keep(kept: RwSignal<Option<bool>>) {
    ask(kept, StorageManager::persist);
}

fn ask(
    kept: RwSignal<Option<bool>>,
    question: fn(&StorageManager) -> Result<js_sys::Promise, JsValue>,
) {
    let Some(answer) = manager().and_then(|manager| question(&manager).ok()) else { return };
    spawn_local(async move {
        if let Ok(answer) = JsFuture::from(answer).await {
            // The view may be gone by the time the browser answers.
            let _ = kept.try_set(answer.as_bool());
        }
    });
}
