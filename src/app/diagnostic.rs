//! What helps whoever is asked for help: which build on which browser, how much
//! there is of what, which errors were met last, what the browser says about
//! storage. Nothing that somebody typed, imported or named is in it; it is written
//! in English, for whoever reads it knows the program.

use super::safety;
use super::session::{Session, with};
use crate::browser::persistence::Keeping;
use crate::browser::service_worker::build_id;
use crate::browser::{clipboard, facilities, preferences};
use crate::storage::StorageError;
use crate::words;
use leptos::task::spawn_local;
use std::fmt::Write;
use tangga_engine::domain::Collection;
use tangga_engine::interchange::{file, head};

/// The note in which a tab remembers its last errors.
const ERRORS: &str = "errors";

/// How many errors are remembered.
const KEPT: usize = 20;

/// Remembers an error by its name.
pub fn note(name: &str) {
    let before = preferences::tab_note(ERRORS).unwrap_or_default();
    let mut errors: Vec<&str> = before.lines().filter(|line| !line.is_empty()).collect();
    errors.push(name);
    let from = errors.len().saturating_sub(KEPT);
    preferences::keep_tab_note(ERRORS, &errors[from..].join("\n"));
}

/// Remembers an error of the store.
pub fn note_storage(error: &StorageError) {
    match error {
        // The browser's name for it; what has blanks in it is a message.
        StorageError::Failed { name } if name.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            note(&format!("Failed {name}"));
        }
        StorageError::Failed { .. } => note("Failed"),
        other => note(&format!("{other:?}")),
    }
}

/// Copies it; `done` hears whether the browser took it.
pub fn copy(done: impl FnOnce(bool) + 'static) {
    spawn_local(async move { done(clipboard::copy(&text()).await) });
}

/// The whole as text, a line each.
pub fn text() -> String {
    let mut out = String::new();
    let mut say = |name: &str, value: String| {
        writeln!(out, "{name}: {value}").expect("a String takes every text");
    };
    let build = build_id().unwrap_or_else(|| "development".to_owned());
    say("tangga", format!("{} ({build})", env!("CARGO_PKG_VERSION")));
    say("formats", format!("store {}, file {}", head::FORMAT, file::FORMAT));
    say("browser", facilities::user_agent());
    say("language", words::language().tag().to_owned());
    say("theme", preferences::theme().code().to_owned());
    for (name, there) in facilities::all() {
        say(name, if there { "yes" } else { "no" }.to_owned());
    }
    let kept = match safety::what_the_browser_says() {
        Keeping::NotTold => "not told",
        Keeping::Kept => "yes",
        Keeping::MayGo => "no",
    };
    say("persisted", kept.to_owned());
    let (open, bytes) = with(|inner| {
        let store = inner.store.borrow();
        (store.is_some(), store.as_ref().map_or(0, |store| store.bytes()))
    });
    say("store", if open { format!("open, {bytes} bytes") } else { "not open".to_owned() });
    let (last, unfolded, damaged) =
        with(|inner| (inner.last.get().0, inner.unfolded.get(), inner.damaged_now()));
    say("log", format!("last entry {last}, {unfolded} not folded, {damaged} parts damaged"));
    Session.peek(|workspace| {
        for collection in Collection::ALL {
            let (alive, all) = (workspace.count(*collection), workspace.table(*collection).len());
            say(collection.name(), format!("{alive} of {all}"));
        }
        let foreign = workspace.foreign_collections();
        let records: usize = foreign.iter().map(|collection| collection.records.len()).sum();
        say("of another version", format!("{records} in {} collections", foreign.len()));
    });
    let errors = preferences::tab_note(ERRORS).unwrap_or_default();
    let errors: Vec<&str> = errors.lines().collect();
    say("last errors", if errors.is_empty() { "none".to_owned() } else { errors.join(", ") });
    out
}
