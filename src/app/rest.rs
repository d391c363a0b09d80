//! The second of the program's two files.
//!
//! The first file holds what a first visit shows: the frame, the four ways to
//! begin, the opening of the store. All else is the rest, and this table is its
//! one door: whoever stands in the first file reaches the rest through a
//! function named here. What is called in another way is moved into the first
//! file by the build, so that nothing breaks but the first visit grows.
//!
//! The rest is fetched as soon as the program runs and is there before anything
//! but a first visit is shown. In a development build both are one file.

use super::erase::kept;
use super::open::Read;
use super::session::{Busy, Loss};
use super::work::Writing;
use super::{backup, commands, folder_backups, history, open, snapshots, toaster};
use crate::browser::preferences;
use crate::pages;
use crate::storage::Opened;
use crate::words::errors;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use leptos_router::ChooseView;
use std::cell::Cell;
use tangga_engine::interchange::upgrade::UPGRADES;

/// What the rest offers to the first file.
pub struct Rest {
    /// Keeps what an older version left, before the store is upgraded.
    pub before_upgrade: fn() -> LocalBoxFuture<'static, ()>,
    /// Reads an opened store into memory.
    pub read: fn(Opened) -> Read,
    /// Erases whom this browser remembers in what is in memory.
    pub recall_erased: fn(),
    /// Applies what other tabs stored.
    pub hear: fn() -> LocalBoxFuture<'static, ()>,
    /// Tidies the store after its opening.
    pub tidy: fn(),
    /// Undoes this device's last change.
    pub undo: fn(),
    /// Does it again.
    pub redo: fn(),
    /// Exports everything.
    pub back_up: fn(Writing),
    /// Finds out how it stands with the folder for backups.
    pub find_folder: fn(),
    /// Backs up to it if it is time; with `true` because the page is being left.
    pub keep_up_folder: fn(bool),
    /// Sets up the sample shop; the signal is whether it is being done.
    pub start_sample: fn(RwSignal<bool>),
    /// The button that removes the sample shop.
    pub remove_sample: fn() -> AnyView,
    /// Opens a workspace file.
    pub open_file: fn() -> AnyView,
    /// Says what the browser lost and gets it back.
    pub recovery: fn(Loss) -> AnyView,
    /// The way out when the app does not start.
    pub safe: fn() -> AnyView,
    /// Home after the first visit.
    pub home: fn() -> AnyView,
    pub customers: fn() -> AnyView,
    pub customer: fn() -> AnyView,
    pub everything: fn() -> AnyView,
    pub ladder: fn() -> AnyView,
    pub retention: fn() -> AnyView,
    pub feedback: fn() -> AnyView,
    pub journeys: fn() -> AnyView,
    pub journey: fn() -> AnyView,
    pub data: fn() -> AnyView,
    pub privacy: fn() -> AnyView,
    pub settings: fn() -> AnyView,
}

static REST: Rest = Rest {
    before_upgrade: || {
        Box::pin(async {
            snapshots::take_before_upgrade(&preferences::base_path(), UPGRADES).await;
        })
    },
    read: open::read,
    recall_erased: kept::recall,
    hear: open::hear,
    tidy: open::tidy,
    undo: history::undo,
    redo: history::redo,
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
            // The page is gone once the sample is there.
            let _ = under_way.try_set(false);
        });
    },
    remove_sample: || view! { <pages::sample::RemoveSample small=true/> }.into_any(),
    open_file: || view! { <pages::data::OpenFile/> }.into_any(),
    safe: || view! { <pages::safe::Safe/> }.into_any(),
    recovery: |loss| view! { <pages::recovery::Recovery loss/> }.into_any(),
    home: || view! { <pages::home::Begun/> }.into_any(),
    customers: || view! { <pages::customers::Customers/> }.into_any(),
    customer: || view! { <pages::customer::CustomerPage/> }.into_any(),
    everything: || view! { <pages::customer::EverythingPage/> }.into_any(),
    ladder: || view! { <pages::ladder::Ladder/> }.into_any(),
    retention: || view! { <pages::retention::RetentionPage/> }.into_any(),
    feedback: || view! { <pages::feedback::FeedbackPage/> }.into_any(),
    journeys: || view! { <pages::journeys::Journeys/> }.into_any(),
    journey: || view! { <pages::journey::JourneyPage/> }.into_any(),
    data: || view! { <pages::data::Data/> }.into_any(),
    privacy: || view! { <pages::privacy::PrivacyPage/> }.into_any(),
    settings: || view! { <pages::settings::Settings/> }.into_any(),
};

/// The cut: in a release a call of this function fetches the second file first.
#[cfg(not(debug_assertions))]
#[allow(unsafe_code, reason = "the macro declares the function of the other file")]
mod cut {
    use super::{REST, Rest, SplitLoaderError};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(rest, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn rest() -> Result<&'static Rest, SplitLoaderError> {
        Ok(&REST)
    }
}

#[cfg(debug_assertions)]
mod cut {
    use super::{REST, Rest, SplitLoaderError};

    pub async fn rest() -> Result<&'static Rest, SplitLoaderError> {
        Ok(&REST)
    }
}

thread_local! {
    static THERE: Cell<Option<&'static Rest>> = const { Cell::new(None) };
}

/// The rest, if it is there already.
pub fn there() -> Option<&'static Rest> {
    THERE.get()
}

/// The rest, as soon as it is there. A failure is not remembered: the next call
/// tries again.
pub async fn load() -> Result<&'static Rest, SplitLoaderError> {
    if let Some(rest) = there() {
        return Ok(rest);
    }
    let rest = cut::rest().await?;
    THERE.set(Some(rest));
    Ok(rest)
}

/// Runs something with the rest: at once if it is there, else when it is. Says
/// so if it does not come.
pub fn then(run: impl FnOnce(&'static Rest) + 'static) {
    then_boxed(Box::new(run));
}

fn then_boxed(run: Box<dyn FnOnce(&'static Rest)>) {
    if let Some(rest) = there() {
        return run(rest);
    }
    spawn_local(async move {
        let _busy = Busy::begin();
        match load().await {
            Ok(rest) => run(rest),
            Err(_) => {
                toaster().fail(format!("{}. {}", errors::not_loaded(), errors::not_loaded_text()))
            }
        }
    });
}

/// A page of the rest, for a route. Until it is there the former page stays.
#[derive(Clone, Copy)]
pub struct Page(pub fn(&Rest) -> AnyView);

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        match load().await {
            Ok(rest) => (self.0)(rest),
            Err(_) => super::missing(),
        }
    }

    async fn preload(&self) {
        // What went wrong is said where the page would be.
        let _ = load().await;
    }
}
