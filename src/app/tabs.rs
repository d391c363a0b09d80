//! Other tabs: what they store is seen in time.
//!
//! A tab always learns of it by reading the log and never by being handed
//! anything. The message from tab to tab is only a hint that there is something
//! to read: a tab that is shown looks every second even if no hint comes, and one
//! that comes back from the background or from the browser's memory takes no
//! click and no key before it has looked.
//!
//! While work of this tab has the turn to write, such as a long import, the log is not
//! read and input is taken: the work itself is put on top of what others stored, and so
//! is whatever a person asks for meanwhile. Its Stop could not be reached otherwise.

use super::commit;
use super::part;
use super::rest::REST;
use super::session::{Phase, with};
use crate::browser::preferences;
use crate::storage::changes::Changes;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use tangga_engine::interchange::head::LogKey;
use web_sys::Event;

/// How often a tab that is shown looks, in milliseconds. Two seconds are
/// promised.
const EVERY: u32 = 1_000;

/// What a person can do to a page.
const INPUTS: [&str; 8] =
    ["keydown", "beforeinput", "pointerdown", "mousedown", "click", "dblclick", "submit", "drop"];

thread_local! {
    static CHANGES: RefCell<Option<Changes>> = const { RefCell::new(None) };
    static LOOKING: Cell<bool> = const { Cell::new(false) };
    /// Whether something came while the log was being read.
    static LOOK_AGAIN: Cell<bool> = const { Cell::new(false) };
    /// Whether input is held off until the log has been read.
    static HELD: Cell<bool> = const { Cell::new(false) };
    /// Whether the turn to write is taken for reading the log.
    static HEARING: Cell<bool> = const { Cell::new(false) };
}

/// Listens for as long as the page lives.
pub(super) fn listen() {
    CHANGES.set(Changes::join(&preferences::base_path(), |_| look()));
    let active = EventListenerOptions::run_in_capture_phase();
    for input in INPUTS {
        let options = EventListenerOptions { passive: false, ..active };
        let hold = |event: &Event| {
            if HELD.get() && (HEARING.get() || !commit::is_taken()) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        };
        EventListener::new_with_options(&window(), input, options, hold).forget();
    }
    // A page that is being left fires the first of these too, and must begin no
    // read.
    let shown = |_: &Event| {
        if !document().hidden() {
            HELD.set(true);
            look();
        } else if let Some(rest) = part::there(&REST) {
            (rest.keep_up_folder)(true);
        }
    };
    EventListener::new(&document(), "visibilitychange", shown).forget();
    EventListener::new(&window(), "pageshow", shown).forget();
    // A window beside others was seen all the time, and the click that brings it
    // to the front is meant.
    EventListener::new(&window(), "focus", |_| look()).forget();
    Interval::new(EVERY, || {
        let ready = with(|inner| inner.phase.get_untracked()) == Phase::Ready;
        if ready && !document().hidden() && part::there(&REST).is_some() && !commit::is_taken() {
            look();
        }
    })
    .forget();
}

/// Tells the other tabs that the log ends here now.
pub(super) fn announce(key: LogKey) {
    CHANGES.with_borrow(|changes| {
        if let Some(changes) = changes {
            changes.announce(key);
        }
    });
}

/// Applies what other tabs stored, and takes input again.
fn look() {
    LOOK_AGAIN.set(true);
    if LOOKING.replace(true) {
        return;
    }
    spawn_local(async {
        while LOOK_AGAIN.replace(false) {
            // Before the rest is there nothing is shown that could be out of date.
            if let Ok(rest) = part::load(&REST).await {
                let _turn = commit::turn().await;
                HEARING.set(true);
                (rest.hear)().await;
                HEARING.set(false);
            }
        }
        LOOKING.set(false);
        HELD.set(false);
    });
}
