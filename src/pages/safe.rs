//! Safe mode: the way out when the app does not start.

use super::diagnostic::Diagnostic;
use crate::app::safe_mode::{self, RawExport};
use crate::components::{Button, Kind, PageHeader, Panel, Symbol, format};
use crate::words::safe as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Safe() -> impl IntoView {
    let state = RwSignal::new(RawExport::Idle);
    let told = move || match state.get() {
        RawExport::Idle => String::new(),
        RawExport::Writing(records) => texts::writing(&format::count(records)),
        RawExport::Done(0) => texts::nothing().to_owned(),
        RawExport::Done(records) => texts::done(&format::count(records)),
        RawExport::Failed => texts::failed().to_owned(),
    };
    view! {
        <main class="trouble stack" data-page="safe">
            <PageHeader title=texts::title() subtitle=texts::text()/>
            <div class="row">
                <Button
                    label=texts::start()
                    kind=Kind::Primary
                    on_click=|()| safe_mode::start_normally()
                    attr:data-action="start-normally"
                />
            </div>
            <Panel heading=texts::save_raw() finding=texts::raw_text()>
                <div class="row">
                    <Button
                        label=texts::save_raw()
                        symbol=Symbol::Download
                        disabled=Signal::derive(move || {
                            matches!(*state.read(), RawExport::Writing(_))
                        })
                        on_click=move |()| safe_mode::export_raw(state)
                        attr:data-action="save-raw"
                    />
                    <span role="status">{told}</span>
                </div>
            </Panel>
            <Diagnostic/>
        </main>
    }
    .into_any()
}
