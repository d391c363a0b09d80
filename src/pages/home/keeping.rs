//! Are the data safe: kept by the browser, backed up lately?

use crate::app::session::Session;
use crate::app::work::Writing;
use crate::app::{backup, folder_backups, safety};
use crate::browser::persistence::{Keeping as Kept, forgets_unvisited_sites};
use crate::components::{
    Button, Dialog, KeepingState, Kind, Notice, Panel, Symbol, Tone, UnderWay, format,
};
use crate::pages::data::ProtectForm;
use crate::words::{actions, data, encryption, file, safety as texts};
use leptos::prelude::*;

/// The panel.
#[component]
pub fn Keeping() -> impl IntoView {
    let keeping = Memo::new(|_| safety::kept());
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let may_ask = Memo::new(|_| safety::may_ask_to_keep());
    let explained = move || match keeping.get() {
        None => "",
        Some(Kept::Kept) => texts::kept_text(),
        Some(Kept::NotTold) => texts::not_told_text(),
        Some(Kept::MayGo) => texts::may_be_removed_text(),
    };
    let ask = || {
        view! {
            <Button
                label=texts::ask_to_keep()
                on_click=|()| safety::ask_to_keep()
                attr:data-action="ask-to-keep"
            />
        }
    };
    view! {
        <Panel heading=texts::title()>
            <div class="keeping stack">
                <KeepingState keeping/>
                <p class="quiet">{explained}</p>
                <Show when=move || may_ask.get()>{ask}</Show>
                <Show
                    when=move || !sample.get()
                    fallback=|| view! { <p class="quiet">{file::sample_not_exported()}</p> }
                >
                    <BackUp/>
                </Show>
                <Dangers/>
            </div>
        </Panel>
    }
    .into_any()
}

/// The last backup, whether one is due, and the button that makes one.
#[component]
fn BackUp() -> impl IntoView {
    let line = Memo::new(|_| safety::line());
    let due = Memo::new(|_| safety::due());
    let trouble = Memo::new(|_| folder_backups::trouble());
    let size = Memo::new(|_| safety::size());
    let writing = Writing::default();
    let working = Signal::derive(move || writing.progress.read().is_some());
    let protecting = RwSignal::new(false);
    // The meter in the rail announces it; here it is only read.
    let reminder = move || {
        due.get().map(|due| {
            view! {
                <div class="row">
                    <strong class="safety-due">{due}</strong>
                    <Button
                        label=texts::not_today()
                        kind=Kind::Quiet
                        small=true
                        on_click=|()| safety::put_off()
                        attr:data-action="put-off-backup"
                    />
                </div>
            }
        })
    };
    view! {
        {reminder}
        <p>{move || line.get()}</p>
        {move || folder_backups::line().map(|line| view! { <p>{line}</p> })}
        {move || trouble.get().map(|title| view! { <Notice tone=Tone::Careful title/> })}
        <div class="row">
            <Button
                label=actions::back_up()
                kind=Kind::Primary
                symbol=Symbol::Download
                disabled=working
                on_click=move |()| backup::back_up(writing)
                attr:data-action="export-workspace"
            />
            <Button
                label=encryption::protect()
                disabled=working
                on_click=move |()| protecting.set(true)
                attr:data-action="protect"
            />
        </div>
        <UnderWay
            label=data::exporting()
            progress=writing.progress
            on_stop=move |()| writing.stop()
        />
        <Dialog open=protecting title=encryption::protect() form=true>
            <ProtectForm open=protecting writing/>
        </Dialog>
        <p class="quiet">{move || texts::size(format::bytes(size.get()))}</p>
    }
    .into_any()
}

/// When a browser deletes what it stored, and what helps. Safari's rule is said
/// openly where it holds.
#[component]
fn Dangers() -> impl IntoView {
    let unvisited = || view! { <p>{texts::unvisited()}</p> };
    let holds = forgets_unvisited_sites();
    view! {
        {holds.then(unvisited)}
        <details>
            <summary>{texts::when_lost()}</summary>
            <div class="stack">
                <p>{texts::private_window()}</p>
                {(!holds).then(unvisited)}
                <p>{texts::emptied()}</p>
            </div>
        </details>
    }
    .into_any()
}
