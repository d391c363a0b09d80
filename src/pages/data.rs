//! Data: what comes in, what goes out, and what changed.

mod bring_in;
mod changed;
mod check;
mod columns;
mod encrypted;
mod exchange;
mod folder;
mod merge;
mod past;
mod share;
mod snapshots;

pub use encrypted::{FileZone, ProtectForm};
pub use folder::FolderBackups;
pub use merge::OpenFile;
pub use snapshots::{Replace, Snapshots, records};

use crate::app::history;
use crate::components::{Button, PageHeader, Symbol};
use crate::words::{actions, data as texts};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Data() -> impl IntoView {
    view! {
        <div class="stack">
            <PageHeader title=texts::title() subtitle=texts::subtitle()>
                <UndoButtons/>
            </PageHeader>
            <bring_in::BringIn/>
            <exchange::Exchange/>
            <snapshots::GoBack/>
            <past::History/>
        </div>
    }
    .into_any()
}

/// Undo and redo, for the heads of pages.
#[component]
pub fn UndoButtons() -> impl IntoView {
    let possible = Memo::new(|_| history::possible());
    view! {
        <Button
            label=actions::undo()
            symbol=Symbol::Undo
            disabled=Signal::derive(move || !possible.get().0)
            on_click=|()| history::undo()
            attr:data-action="undo"
        />
        <Button
            label=actions::redo()
            symbol=Symbol::Redo
            disabled=Signal::derive(move || !possible.get().1)
            on_click=|()| history::redo()
            attr:data-action="redo"
        />
    }
    .into_any()
}
