//! The browser lost the store: never onboarding, never sample data.

use crate::browser::intl;
use crate::components::{EmptyState, PageHeader, Symbol};
use crate::words::errors;
use leptos::prelude::*;

/// Says what was there.
#[component]
pub fn Recovery(
    /// How many rows each collection had when last seen.
    rows: Vec<(String, u64)>,
) -> impl IntoView {
    let counts: Vec<String> = rows
        .into_iter()
        .map(|(name, rows)| format!("{name} {}", intl::integer(rows as i64)))
        .collect();
    view! {
        <main class="trouble">
            <PageHeader title=errors::store_empty() subtitle=intl::list(&counts)/>
            <EmptyState symbol=Symbol::Warning title=errors::store_empty() text=errors::store_empty_text()/>
        </main>
    }
    .into_any()
}
