//! Links to other pages of the app.

use crate::browser::preferences;
use leptos::prelude::*;
use leptos_router::components::A;

/// A link to another page by its path, such as `/customers`:
/// `<Link href=format!("/customers/{id}")>{name}</Link>`.
///
/// The router takes a path that begins with a slash as it is, even when the app
/// is served from a folder; here that folder is put before it.
#[component]
pub fn Link(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Whether the pages below the one it leads to do not count as that page.
    #[prop(optional)]
    exact: bool,
    /// What is shown in it.
    children: Children,
) -> impl IntoView {
    let base = preferences::base_path();
    let href = format!("{}{href}", base.trim_end_matches('/'));
    view! { <A href exact>{children()}</A> }.into_any()
}
