//! A file that came without a file field and waits for the page that takes files in.

use crate::browser::arriving;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use web_sys::File;

thread_local! {
    static WAITING: RefCell<Option<File>> = const { RefCell::new(None) };
    /// Moves with each file that comes.
    static COME: ArcRwSignal<u32> = ArcRwSignal::new(0);
    static LISTENING: Cell<bool> = const { Cell::new(false) };
}

/// A file has come; it takes the place of one that still waits.
pub fn arrive(file: File) {
    WAITING.set(Some(file));
    COME.with(|come| come.update(|come| *come += 1));
}

/// Whether a file waits. Subscribes.
pub fn waits() -> bool {
    COME.with(|come| come.track());
    WAITING.with_borrow(Option::is_some)
}

/// The file that waits, which then waits no longer.
pub fn take() -> Option<File> {
    WAITING.take()
}

/// Hears of files with which the installed app is opened, from the first call on.
pub fn hear_launches() {
    if LISTENING.replace(true) {
        return;
    }
    arriving::hear_launches(|launched| {
        spawn_local(async move {
            if let Some(file) = launched.file().await {
                arrive(file);
            }
        });
    });
}
