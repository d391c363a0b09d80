//! Short marks on a row: a state, or the rung a customer stands on.

use super::figure::Tone;
use super::icon::{Icon, Symbol};
use crate::words;
use leptos::prelude::*;
use tangga_engine::domain::Rung;

/// A state in a word: `<Badge label="…" tone=Tone::Careful/>`.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is welcome.
    #[prop(optional)]
    tone: Tone,
    /// An icon before it.
    #[prop(optional, into)]
    symbol: Option<Symbol>,
) -> impl IntoView {
    view! {
        <span class=format!("badge {}", tone.class())>
            {symbol.map(|symbol| view! { <Icon symbol/> })}
            {move || label.get()}
        </span>
    }
    .into_any()
}

/// A rung: its step, as high as the rung, and its name.
#[component]
pub fn RungChip(
    /// The rung.
    rung: Rung,
    /// Whether a person pinned the customer there.
    #[prop(optional)]
    pinned: bool,
) -> impl IntoView {
    let number = Rung::ALL.iter().position(|r| *r == rung).unwrap_or_default() + 1;
    let height = number * 2;
    view! {
        <span class="rung-chip" title=words::choices::rung_hint(rung)>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <rect class="rung-ground" x="4" y="1" width="8" height="14" rx="1"></rect>
                <rect
                    class=format!("rung-step fill-rung-{number}")
                    x="4"
                    y=(15 - height).to_string()
                    width="8"
                    height=height.to_string()
                    rx="1"
                ></rect>
            </svg>
            {words::choices::rung(rung)}
            {pinned
                .then(|| {
                    view! {
                        <Icon symbol=Symbol::Pin/>
                        <span class="only-heard">{words::widgets::pinned()}</span>
                    }
                })}
        </span>
    }
    .into_any()
}
