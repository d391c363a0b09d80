//! The third of the program's files: all pages but Home. It is fetched when the rest is
//! there, or when one of its pages is asked for, and like the rest it is reached through
//! one table.

use super::part::{self, Part};
use super::session::Loss;
use crate::pages;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use leptos_router::ChooseView;

/// What this file offers to the others.
pub struct Further {
    /// Opens a workspace file.
    pub open_file: fn() -> AnyView,
    /// The way out when the app does not start.
    pub safe: fn() -> AnyView,
    /// Says what the browser lost and gets it back.
    pub recovery: fn(Loss) -> AnyView,
    pub customers: fn() -> AnyView,
    pub customer: fn() -> AnyView,
    pub duplicates: fn() -> AnyView,
    pub ladder: fn() -> AnyView,
    pub retention: fn() -> AnyView,
    pub everything: fn() -> AnyView,
    pub sales: fn() -> AnyView,
    pub feedback: fn() -> AnyView,
    pub journeys: fn() -> AnyView,
    pub journey: fn() -> AnyView,
    pub data: fn() -> AnyView,
    pub privacy: fn() -> AnyView,
    pub settings: fn() -> AnyView,
}

static TABLE: Further = Further {
    open_file: || view! { <pages::data::OpenFile/> }.into_any(),
    safe: || view! { <pages::safe::Safe/> }.into_any(),
    recovery: |loss| view! { <pages::recovery::Recovery loss/> }.into_any(),
    customers: || view! { <pages::customers::Customers/> }.into_any(),
    customer: || view! { <pages::customer::CustomerPage/> }.into_any(),
    duplicates: || view! { <pages::duplicates::Duplicates/> }.into_any(),
    ladder: || view! { <pages::ladder::Ladder/> }.into_any(),
    retention: || view! { <pages::retention::RetentionPage/> }.into_any(),
    everything: || view! { <pages::customer::EverythingPage/> }.into_any(),
    sales: || view! { <pages::sales::SalesPage/> }.into_any(),
    feedback: || view! { <pages::feedback::FeedbackPage/> }.into_any(),
    journeys: || view! { <pages::journeys::Journeys/> }.into_any(),
    journey: || view! { <pages::journey::JourneyPage/> }.into_any(),
    data: || view! { <pages::data::Data/> }.into_any(),
    privacy: || view! { <pages::privacy::PrivacyPage/> }.into_any(),
    settings: || view! { <pages::settings::Settings/> }.into_any(),
};

/// The cut: in a release a call of this function fetches the third file first.
#[cfg(not(debug_assertions))]
#[allow(unsafe_code, reason = "the macro declares the function of the other file")]
mod cut {
    use super::{Further, SplitLoaderError, TABLE};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(further, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn further() -> Result<&'static Further, SplitLoaderError> {
        Ok(&TABLE)
    }
}

#[cfg(debug_assertions)]
mod cut {
    use super::{Further, SplitLoaderError, TABLE};

    pub async fn further() -> Result<&'static Further, SplitLoaderError> {
        Ok(&TABLE)
    }
}

thread_local! {
    /// Where it is.
    pub static FURTHER: Part<Further> = Part::new(|| Box::pin(cut::further()));
}

/// Draws with it as soon as it is there, and says so if it does not come.
pub fn later(draw: impl Fn(&'static Further) -> AnyView + Send + Sync + 'static) -> AnyView {
    let failed = RwSignal::new(false);
    spawn_local(async move {
        if part::load(&FURTHER).await.is_err() {
            let _ = failed.try_set(true);
        }
    });
    let drawn = move || match part::arrived(&FURTHER) {
        Some(further) => draw(further),
        None if failed.get() => super::missing(),
        None => ().into_any(),
    };
    view! { {drawn} }.into_any()
}

/// A page of this file, for a route. Until it is there the former page stays.
#[derive(Clone, Copy)]
pub struct Page(pub fn(&Further) -> AnyView);

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        match part::load(&FURTHER).await {
            Ok(further) => (self.0)(further),
            Err(_) => super::missing(),
        }
    }

    async fn preload(&self) {
        // What went wrong is said where the page would be.
        let _ = part::load(&FURTHER).await;
    }
}
