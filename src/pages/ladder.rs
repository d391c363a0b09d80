//! Ladder.

use crate::components::PageHeader;
use crate::words::shell as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Ladder() -> impl IntoView {
    view! { <PageHeader title=texts::ladder()/> }.into_any()
}
