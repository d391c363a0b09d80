//! FeedbackPage.

use crate::components::PageHeader;
use crate::words::shell as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    view! { <PageHeader title=texts::feedback()/> }.into_any()
}
