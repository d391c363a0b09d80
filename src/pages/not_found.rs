//! An address that names nothing.

use crate::components::{ButtonLink, EmptyState, Kind, PageHeader, Symbol};
use crate::words::shell as texts;
use leptos::prelude::*;

/// Says so and leads home.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHeader title=texts::not_found()/>
        <EmptyState symbol=Symbol::Search title=texts::not_found_text()>
            <ButtonLink href="/" label=texts::go_home() kind=Kind::Primary/>
        </EmptyState>
    }
    .into_any()
}
