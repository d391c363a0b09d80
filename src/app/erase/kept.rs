//! Who was erased, remembered outside of the store.
//!
//! A browser may lose the store and keep the rest: Chromium empties a damaged
//! database in silence. With it went the set of those who were erased, and an older
//! backup brought them back. So the set is kept in localStorage as well, ids and
//! marks and nothing else, and whatever is read into memory, from the store, from
//! what is left of it or from nothing, begins with it. It goes when the person
//! deletes everything.

use crate::app::session::with;
use crate::browser::preferences;
use crate::storage::Store;
use std::cell::RefCell;
use tangga_engine::interchange::erasure;
use tangga_engine::workspace::{Erased, Workspace};

/// The note.
const KEPT: &str = "erased";

/// How long it may get, in bytes: over ten thousand people. localStorage holds some
/// five million.
const MOST: usize = 512 * 1024;

thread_local! {
    /// Of which store the note was written here, and how many entries it had.
    static WRITTEN: RefCell<(String, usize)> = RefCell::default();
}

/// Remembers whom the workspace knows to be erased.
pub(in crate::app) fn keep() {
    with(|inner| {
        let workspace = inner.workspace.borrow();
        let erased = workspace.erased();
        let store = inner.store.borrow().as_ref().map(Store::id).unwrap_or_default();
        let now = (store, erased.entries());
        if !erased.is_empty() && WRITTEN.with_borrow(|written| *written != now) {
            write(erased);
            WRITTEN.set(now);
        }
    });
}

fn write(erased: &Erased) {
    let bytes = erasure::encode_within(erased, MOST);
    if let Ok(text) = String::from_utf8(bytes) {
        preferences::keep_note(KEPT, &text);
    }
}

/// Erases in a workspace whom the note tells.
pub(in crate::app) fn apply(workspace: &mut Workspace) {
    let note = preferences::note(KEPT);
    if let Some(erased) = note.and_then(|note| erasure::decode(note.as_bytes())) {
        workspace.load_erased(&erased);
    }
}

/// Whether there is a note.
pub(in crate::app) fn is_there() -> bool {
    preferences::note(KEPT).is_some_and(|note| !note.is_empty())
}

/// Erases in the tab's workspace whom the note tells.
pub(in crate::app) fn recall() {
    with(|inner| apply(&mut inner.workspace.borrow_mut()));
}

/// Forgets it: everything was deleted.
pub(in crate::app) fn forget() {
    preferences::keep_note(KEPT, "");
    WRITTEN.take();
    super::known_again::forget();
}
