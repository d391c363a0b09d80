//! What an empty page says: what it is for, and what to do next.

use super::icon::{Icon, Symbol};
use leptos::prelude::*;

/// ```text
/// <EmptyState symbol=Symbol::People title=… text=…>
///     <ButtonLink href="/data" label=… kind=Kind::Primary/>
/// </EmptyState>
/// ```
#[component]
pub fn EmptyState(
    /// What it is about.
    symbol: Symbol,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What to do, and what then appears.
    #[prop(optional, into)]
    text: String,
    /// Inside a panel: less high.
    #[prop(optional)]
    small: bool,
    /// The buttons that do it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state" class:small=small>
            <Icon symbol/>
            <h2>{title}</h2>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
    .into_any()
}
