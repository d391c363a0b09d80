//! Home.

use crate::components::PageHeader;
use crate::words::shell as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    view! { <PageHeader title=texts::home()/> }.into_any()
}
