//! CustomerPage.

use crate::components::PageHeader;
use crate::words::shell as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn CustomerPage() -> impl IntoView {
    view! { <PageHeader title=texts::customers()/> }.into_any()
}
