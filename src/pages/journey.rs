//! JourneyPage.

use crate::components::PageHeader;
use crate::words::shell as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn JourneyPage() -> impl IntoView {
    view! { <PageHeader title=texts::journeys()/> }.into_any()
}
