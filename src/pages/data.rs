//! Data.

use crate::components::PageHeader;
use crate::words::shell as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Data() -> impl IntoView {
    view! { <PageHeader title=texts::data()/> }.into_any()
}
