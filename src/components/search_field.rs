//! The search field of a list.

use super::button::SymbolButton;
use super::icon::{Icon, Symbol};
use crate::words;
use leptos::html;
use leptos::prelude::*;

/// `<SearchField label=words::customers::search() value=query/>`. Escape empties it.
#[component]
pub fn SearchField(
    /// What is searched.
    #[prop(into)]
    label: String,
    /// What is typed; changes with each key.
    value: RwSignal<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let clear = move || {
        value.set(String::new());
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <div class="search" role="search">
            <Icon symbol=Symbol::Search/>
            <input
                node_ref=input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=label.clone()
                aria-label=label
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Escape" && !value.read_untracked().is_empty() {
                        event.prevent_default();
                        clear();
                    }
                }
            />
            <Show when=move || !value.read().is_empty()>
                <SymbolButton
                    label=words::actions::clear_search()
                    symbol=Symbol::Close
                    small=true
                    on_click=clear
                />
            </Show>
        </div>
    }
    .into_any()
}
