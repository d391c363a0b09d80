//! Are the data safe: kept by the browser, backed up lately?

use crate::app::files;
use crate::app::safety;
use crate::app::session::Session;
use crate::components::{Button, Icon, Kind, Panel, Symbol};
use crate::words::{actions, file, safety as texts};
use leptos::prelude::*;

/// The panel.
#[component]
pub fn Keeping() -> impl IntoView {
    let kept = RwSignal::new(None);
    safety::ask_whether_kept(kept);
    let line = Memo::new(|_| safety::line());
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let progress = RwSignal::new(None::<f64>);
    let state = move || {
        let (symbol, text) = match kept.get() {
            Some(false) => (Symbol::Warning, texts::may_be_removed()),
            Some(true) | None => (Symbol::Shield, texts::kept()),
        };
        view! {
            <p class="keeping-state">
                <Icon symbol/>
                <strong>{text}</strong>
            </p>
        }
    };
    let ask = move || {
        view! {
            <p class="quiet">{texts::may_be_removed_text()}</p>
            <Button label=texts::ask_to_keep() on_click=move |()| safety::ask_to_keep(kept)/>
        }
    };
    let back_up = move || {
        view! {
            <p>{move || line.get()}</p>
            <Button
                label=actions::back_up()
                kind=Kind::Primary
                symbol=Symbol::Download
                disabled=Signal::derive(move || progress.read().is_some())
                on_click=move |()| files::back_up(progress)
                attr:data-action="export-workspace"
            />
        }
    };
    view! {
        <Panel heading=texts::title()>
            <div class="keeping stack">
                {state}
                <Show when=move || kept.get() == Some(false)>{ask}</Show>
                <Show
                    when=move || !sample.get()
                    fallback=|| view! { <p class="quiet">{file::sample_not_exported()}</p> }
                >
                    {back_up}
                </Show>
            </div>
        </Panel>
    }
    .into_any()
}
