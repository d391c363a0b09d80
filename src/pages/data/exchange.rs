//! Taking everything along as a file, and opening one.

use super::bring_in::not_opened;
use crate::app::session::Session;
use crate::app::{backup, files};
use crate::components::{Button, ButtonLink, DropZone, Notice, Panel, Progress, Symbol, Tone};
use crate::words::{data as texts, errors, file, import};
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
            <Panel heading=texts::open_file() finding=texts::open_file_text()>
                <OpenFile/>
            </Panel>
        </div>
    }
    .into_any()
}

#[component]
fn Export() -> impl IntoView {
    let progress = RwSignal::new(None::<f64>);
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let tables = move |collection: Collection, stem: &'static str| {
        move |()| files::export_table(collection, stem)
    };
    let buttons = move || {
        view! {
            <div class="row">
                <Button
                    label=texts::export()
                    symbol=Symbol::Download
                    disabled=Signal::derive(move || progress.read().is_some())
                    on_click=move |()| backup::back_up(progress)
                    attr:data-action="export-workspace"
                />
                <Button
                    label=texts::export_customers()
                    on_click=tables(Collection::Customer, texts::customers_stem())
                />
                <Button
                    label=texts::export_purchases()
                    on_click=tables(Collection::Purchase, texts::purchases_stem())
                />
            </div>
        }
    };
    view! {
        <div class="stack">
            <Show
                when=move || !sample.get()
                fallback=|| view! { <Notice title=file::sample_not_exported()/> }
            >
                {buttons}
            </Show>
            <Show when=move || progress.read().is_some()>
                <Progress label=texts::exporting() done=progress/>
            </Show>
        </div>
    }
    .into_any()
}

/// Opens a workspace file into an empty workspace; shown on several pages.
#[component]
pub fn OpenFile() -> impl IntoView {
    let progress = RwSignal::new(None::<f64>);
    let outcome = RwSignal::new(None::<Result<(), String>>);
    let said = move || {
        outcome.get().map(|outcome| match outcome {
            Ok(()) => view! {
                <Notice tone=Tone::Good title=import::opened()>
                    <ButtonLink href="/customers" label=import::see_customers()/>
                    <ButtonLink href="/ladder" label=import::see_ladder()/>
                </Notice>
            }
            .into_any(),
            Err(why) => {
                let text = format!("{why} {}", errors::nothing_changed());
                view! { <Notice tone=Tone::Bad title=file::title() text/> }.into_any()
            }
        })
    };
    view! {
        <div class="stack">
            <Show
                when=move || progress.read().is_none()
                fallback=move || view! { <Progress label=texts::opening() done=progress/> }
            >
                <DropZone
                    name="workspace"
                    accept=".json,application/json"
                    on_file=move |(file,)| {
                        outcome.set(None);
                        files::open(
                            file,
                            progress,
                            move |opened| {
                                let opened = opened.map_err(|error| not_opened(&error));
                                let _ = outcome.try_set(Some(opened));
                            },
                        );
                    }
                />
            </Show>
            {said}
        </div>
    }
    .into_any()
}
