//! Taking everything along as a file, and bringing one in.

use super::merge::OpenFile;
use super::share::ShareForm;
use crate::app::session::Session;
use crate::app::share::Sharing;
use crate::app::{backup, files, tables};
use crate::components::{Button, Dialog, Notice, Panel, Progress, Symbol};
use crate::words::{data as texts, file, merge, safety, share};
use leptos::prelude::*;
use tangga_engine::domain::Collection;

/// The two panels.
#[component]
pub fn Exchange() -> impl IntoView {
    view! {
        <div class="columns">
            <Panel heading=texts::export() finding=texts::export_text()>
                <Export/>
            </Panel>
            <Panel heading=merge::bring_in() finding=merge::bring_in_text()>
                <OpenFile/>
            </Panel>
        </div>
    }
    .into_any()
}

#[component]
fn Export() -> impl IntoView {
    let progress = RwSignal::new(None::<f64>);
    let sharing = Sharing::default();
    let choosing = RwSignal::new(false);
    // Why there is nothing to export, if so.
    let nothing = Memo::new(|_| {
        if Session.settings().sample == Some(true) {
            Some(file::sample_not_exported())
        } else if !Session.read(files::holds_anything) {
            Some(safety::nothing_yet())
        } else {
            None
        }
    });
    let tables = move |collection: Collection, stem: &'static str| {
        move |()| tables::export(collection, stem, progress)
    };
    let working =
        Signal::derive(move || progress.read().is_some() || sharing.progress.read().is_some());
    let buttons = move || {
        view! {
            <div class="row">
                <Button
                    label=texts::export()
                    symbol=Symbol::Download
                    disabled=working
                    on_click=move |()| backup::back_up(progress)
                    attr:data-action="export-workspace"
                />
                <Button
                    label=share::open()
                    disabled=working
                    on_click=move |()| choosing.set(true)
                    attr:data-action="share-part"
                />
                <Button
                    label=texts::export_customers()
                    disabled=working
                    on_click=tables(Collection::Customer, texts::customers_stem())
                />
                <Button
                    label=texts::export_purchases()
                    disabled=working
                    on_click=tables(Collection::Purchase, texts::purchases_stem())
                />
            </div>
        }
    };
    view! {
        <div class="stack">
            {move || match nothing.get() {
                Some(title) => view! { <Notice title/> }.into_any(),
                None => buttons().into_any(),
            }}
            <Show when=move || progress.read().is_some()>
                <Progress label=texts::exporting() done=progress/>
            </Show>
            <Show when=move || sharing.progress.read().is_some()>
                <Progress
                    label=share::writing()
                    done=sharing.progress
                    on_stop=move |()| sharing.stop()
                />
            </Show>
            <Dialog open=choosing title=share::open()>
                <ShareForm open=choosing sharing progress/>
            </Dialog>
        </div>
    }
    .into_any()
}
