//! The second of the program's files: what is needed to begin.
//!
//! The first file holds what a first visit shows: the frame, the four ways to begin, the
//! opening of the store. Whoever stands in it reaches the rest through a function named
//! here. The rest is fetched as soon as the program runs and is there before anything but
//! a first visit is shown.

use super::erase::kept;
use super::open::Read;
use super::part::Part;
use super::work::Writing;
use super::{backup, commands, folder_backups, open, snapshots};
use crate::browser::{page, preferences};
use crate::pages;
use crate::storage::Opened;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use tangga_engine::interchange::upgrade::UPGRADES;

/// What the rest offers to the first file.
pub struct Rest {
    /// Keeps what an older version left, before the store is upgraded.
    pub before_upgrade: fn() -> LocalBoxFuture<'static, ()>,
    /// Reads an opened store into memory.
    pub read: fn(Opened) -> Read,
    /// Erases whom this browser remembers in what is in memory.
    pub recall_erased: fn(),
    /// Applies what other tabs stored, for who has the turn to write.
    pub hear: fn() -> LocalBoxFuture<'static, ()>,
    /// Tidies the store after its opening.
    pub tidy: fn(),
    /// What is at hand on every page: the command palette and the keys.
    pub anywhere: fn() -> AnyView,
    /// Opens the command palette.
    pub find: fn(),
    /// Exports everything.
    pub back_up: fn(Writing),
    /// Finds out how it stands with the folder for backups.
    pub find_folder: fn(),
    /// Backs up to it if it is time; with `true` because the page is being left.
    pub keep_up_folder: fn(bool),
    /// Sets up the sample shop; the signal is whether it is being done.
    pub start_sample: fn(RwSignal<bool>),
    /// Says that the sample shop is shown, leads through it and removes it.
    pub sample: fn() -> AnyView,
    /// Home after the first visit.
    pub home: fn() -> AnyView,
}

static TABLE: Rest = Rest {
    before_upgrade: || {
        Box::pin(async {
            snapshots::take_before_upgrade(&preferences::base_path(), UPGRADES).await;
        })
    },
    read: open::read,
    recall_erased: kept::recall,
    hear: open::hear,
    tidy: open::tidy,
    anywhere: || view! { <pages::anywhere::Anywhere/> }.into_any(),
    find: pages::anywhere::find,
    back_up: backup::back_up,
    find_folder: folder_backups::find_out,
    keep_up_folder: folder_backups::keep_up,
    start_sample: |under_way| {
        // Before the rest is there the button may be pressed again, or its page
        // be left.
        if under_way.try_get_untracked() == Some(true) {
            return;
        }
        let _ = under_way.try_set(true);
        commands::start_sample(move |_| {
            page::to_top();
            // The page is gone once the sample is there.
            let _ = under_way.try_set(false);
        });
    },
    sample: || view! { <pages::sample::SampleNotice/> }.into_any(),
    home: || view! { <pages::home::Begun/> }.into_any(),
};

/// The cut: in a release a call of this function fetches the second file first.
#[cfg(not(debug_assertions))]
#[allow(unsafe_code, reason = "the macro declares the function of the other file")]
mod cut {
    use super::{Rest, SplitLoaderError, TABLE};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(rest, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn rest() -> Result<&'static Rest, SplitLoaderError> {
        Ok(&TABLE)
    }
}

#[cfg(debug_assertions)]
mod cut {
    use super::{Rest, SplitLoaderError, TABLE};

    pub async fn rest() -> Result<&'static Rest, SplitLoaderError> {
        Ok(&TABLE)
    }
}

thread_local! {
    /// Where the rest is.
    pub static REST: Part<Rest> = Part::new(|| Box::pin(cut::rest()));
}
