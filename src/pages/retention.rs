//! RetentionPage.

use crate::components::PageHeader;
use crate::words::shell as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn RetentionPage() -> impl IntoView {
    view! { <PageHeader title=texts::retention()/> }.into_any()
}
