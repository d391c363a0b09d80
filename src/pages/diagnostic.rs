//! What is copied for whoever is asked for help; it can be read before.

use crate::app::diagnostic;
use crate::components::{Button, Panel};
use crate::words::safe as texts;
use leptos::prelude::*;

/// The panel.
#[component]
pub fn Diagnostic() -> impl IntoView {
    let said = RwSignal::new("");
    let shown = RwSignal::new(String::new());
    let copy = move |()| {
        shown.set(diagnostic::text());
        diagnostic::copy(move |copied| {
            let _ = said.try_set(if copied { texts::copied() } else { texts::not_copied() });
        });
    };
    view! {
        <Panel heading=texts::diagnostic() finding=texts::diagnostic_text()>
            <div class="stack">
                <div class="row">
                    <Button
                        label=texts::copy()
                        on_click=copy
                        attr:data-action="copy-diagnostic"
                    />
                    <span role="status">{said}</span>
                </div>
                <details on:toggle=move |_| shown.set(diagnostic::text())>
                    <summary>{texts::show()}</summary>
                    <pre class="diagnostic" tabindex="0">{shown}</pre>
                </details>
            </div>
        </Panel>
    }
    .into_any()
}
