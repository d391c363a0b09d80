//! The browser lost the store or cannot open it: never onboarding, never sample
//! data. What is known of the data, what can still be read, and the ways to get
//! them back: a snapshot, a backup file, and at last beginning anew.

use super::data::{FileZone, FolderBackups, Replace, Snapshots, records};
use super::diagnostic::Diagnostic;
use crate::app::backup;
use crate::app::commands;
use crate::app::restore::{self, File, Salvaged};
use crate::app::session::{Loss, Session};
use crate::app::work::Writing;
use crate::components::{
    Button, Dialog, Kind, Notice, PageHeader, Panel, Symbol, Tone, UnderWay, format,
};
use crate::words::{actions, data, errors, folder, restore as texts};
use leptos::prelude::*;
use tangga_engine::domain::Collection;

/// The page.
#[component]
pub fn Recovery(
    /// What is known of the data.
    loss: Loss,
) -> impl IntoView {
    let Loss { damaged, rows, last_backup } = loss;
    let (title, text) = match damaged {
        true => (texts::damaged(), texts::damaged_text()),
        false => (errors::store_empty(), errors::store_empty_text()),
    };
    let held = records(rows);
    let held = (!held.is_empty()).then(|| errors::store_lost(held));
    let backed_up = match last_backup {
        Some(when) => texts::last_backup(format::moment(when as f64)),
        None => texts::no_backup().to_owned(),
    };
    let chosen = RwSignal::new_local(None::<File>);
    let reload = || {
        // The page is being left already if this fails.
        let _ = window().location().reload();
    };
    view! {
        <main class="trouble stack">
            <PageHeader title=title subtitle=text/>
            {held.map(|held| view! { <p class="reading">{held}</p> })}
            <p class="reading">{backed_up}</p>
            {damaged
                .then(|| {
                    view! {
                        <div class="row">
                            <Button label=actions::reload() on_click=move |()| reload()/>
                        </div>
                        <Readable/>
                    }
                })}
            <Panel heading=texts::from_file() finding=texts::from_file_text()>
                <FileZone name="workspace" on_file=move |(file,)| chosen.set(Some(file))/>
            </Panel>
            <Panel heading=folder::title()>
                <FolderBackups on_restore=move |(file,)| chosen.set(Some(file))/>
            </Panel>
            <Panel heading=texts::snapshots()>
                <Snapshots on_restore=move |(file,)| chosen.set(Some(file))/>
            </Panel>
            <Replace chosen after_loss=true/>
            <BeginAnew damaged/>
            <Diagnostic/>
        </main>
    }
    .into_any()
}

/// What can still be read of a damaged store, and saving it.
#[component]
fn Readable() -> impl IntoView {
    let salvaged = RwSignal::new(Salvaged::Reading);
    restore::salvage(salvaged);
    let writing = Writing::default();
    let body = move || match salvaged.get() {
        Salvaged::Reading => view! { <p role="status">{texts::reading()}</p> }.into_any(),
        Salvaged::Nothing => view! { <p>{texts::nothing_readable()}</p> }.into_any(),
        Salvaged::Read(lost) => {
            let counts = Session.read(|workspace| {
                let count = |c: &Collection| (c.name().to_owned(), workspace.count(*c) as u64);
                Collection::ALL.iter().map(count).collect::<Vec<_>>()
            });
            view! {
                <p>{texts::can_be_read(records(counts))}</p>
                {(lost > 0).then(|| view! { <p>{texts::parts_lost(&format::count(lost))}</p> })}
                <Button
                    label=texts::save_readable()
                    symbol=Symbol::Download
                    kind=Kind::Primary
                    disabled=Signal::derive(move || writing.progress.read().is_some())
                    on_click=move |()| backup::back_up(writing)
                    attr:data-action="save-readable"
                />
                <UnderWay
                    label=data::exporting()
                    progress=writing.progress
                    on_stop=move |()| writing.stop()
                />
            }
            .into_any()
        }
    };
    view! {
        <Panel heading=texts::readable()>
            <div class="stack">{body}</div>
        </Panel>
    }
    .into_any()
}

/// The last resort. What cannot be opened would be deleted, so that is asked.
#[component]
fn BeginAnew(damaged: bool) -> impl IntoView {
    let asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let begin = move || {
        restore::begin_anew(move |done| {
            if let Err(error) = done {
                let _ = failed.try_set(Some(commands::failure(&error)));
            }
        });
    };
    let trouble = move || {
        failed.get().map(|text| {
            view! { <Notice tone=Tone::Bad title=errors::nothing_changed() text/> }
        })
    };
    let question = move || {
        view! {
            <p>{texts::begin_anew_text()}</p>
            <div class="form-actions row">
                <Button
                    label=errors::begin_anew()
                    kind=Kind::Danger
                    on_click=move |()| {
                        asking.set(false);
                        begin();
                    }
                    attr:data-action="confirm-start-empty"
                />
                <Button label=actions::cancel() on_click=move |()| asking.set(false)/>
            </div>
        }
    };
    view! {
        {trouble}
        <div class="row">
            <Button
                label=errors::begin_anew()
                on_click=move |()| if damaged { asking.set(true) } else { begin() }
                attr:data-action="start-empty"
            />
        </div>
        <Dialog open=asking title=texts::begin_anew_question()>
            {question}
        </Dialog>
    }
    .into_any()
}
