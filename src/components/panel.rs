//! A card: a heading, under it what the data say, then the content.

use leptos::prelude::*;

/// A card with a heading and a finding:
/// `<Panel heading=words::retention::lost() finding=finding>…</Panel>`.
#[component]
pub fn Panel(
    /// What it is about.
    #[prop(optional, into)]
    heading: MaybeProp<String>,
    /// What the data say, in a sentence.
    #[prop(optional, into)]
    finding: MaybeProp<String>,
    /// Controls at the heading's right.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let has_head = move || heading.read().is_some() || finding.read().is_some();
    view! {
        <section class="panel">
            <div class="panel-head" hidden=move || !has_head()>
                <div>
                    {move || heading.get().map(|heading| view! { <h2>{heading}</h2> })}
                    {move || {
                        finding
                            .get()
                            .map(|finding| view! { <p class="panel-finding">{finding}</p> })
                    }}
                </div>
                {actions.map(|actions| view! { <div class="panel-actions">{actions.run()}</div> })}
            </div>
            {children()}
        </section>
    }
    .into_any()
}
