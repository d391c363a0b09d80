//! A message that stays on the page: what happened, what was kept, what to do.

use super::figure::Tone;
use super::icon::{Icon, Symbol};
use leptos::prelude::*;

/// ```text
/// <Notice tone=Tone::Bad title=words::errors::not_saved() text=words::errors::not_saved_text()>
///     <Button label=words::actions::try_again() on_click=…/>
/// </Notice>
/// ```
#[component]
pub fn Notice(
    /// How serious it is; `Bad` is announced at once.
    #[prop(optional)]
    tone: Tone,
    /// What happened.
    #[prop(into)]
    title: Signal<String>,
    /// What was kept, and what to do.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// The button that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (symbol, role) = match tone {
        Tone::Neutral => (Symbol::Info, "status"),
        Tone::Good => (Symbol::Check, "status"),
        Tone::Careful => (Symbol::Warning, "status"),
        Tone::Bad => (Symbol::Warning, "alert"),
    };
    view! {
        <div class=format!("notice {}", tone.class()) role=role>
            <Icon symbol/>
            <strong>{move || title.get()}</strong>
            {move || text.get().map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
    .into_any()
}
