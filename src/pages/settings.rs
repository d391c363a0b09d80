//! Settings.

use crate::components::PageHeader;
use crate::words::shell as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    view! { <PageHeader title=texts::settings()/> }.into_any()
}
