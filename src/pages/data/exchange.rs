//! Taking everything along as a file, and bringing one in.

use super::encrypted::ProtectForm;
use super::merge::OpenFile;
use super::share::ShareForm;
use crate::app::session::Session;
use crate::app::tables::{self, Contents};
use crate::app::work::Writing;
use crate::app::{backup, files};
use crate::components::{Button, Dialog, Notice, Panel, Symbol, UnderWay};
use crate::pages::for_whom::{ForWhom, TableKind};
use crate::words::{data as texts, encryption, file, merge, safety, share};
use leptos::prelude::*;

/// The two panels.
#[component]
pub fn Exchange() -> impl IntoView {
    view! {
        <div class="columns">
            <Panel heading=texts::export_heading() finding=texts::export_text()>
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
    let writing = Writing::default();
    let [choosing, protecting] = [(); 2].map(|()| RwSignal::new(false));
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
    let tables = move |contents: Contents| move |()| tables::export(contents.clone(), writing);
    let working = Signal::derive(move || writing.progress.read().is_some());
    let buttons = move || {
        view! {
            <div class="row">
                <Button
                    label=texts::export()
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
                <Button
                    label=share::open()
                    disabled=working
                    on_click=move |()| choosing.set(true)
                    attr:data-action="share-part"
                />
            </div>
            <div class="export-tables">
                <TableKind writing/>
                <Button
                    label=texts::export_customers()
                    disabled=working
                    on_click=tables(Contents::Customers(None))
                    attr:data-action="export-customers"
                />
                <Button
                    label=texts::export_purchases()
                    disabled=working
                    on_click=tables(Contents::Purchases)
                    attr:data-action="export-purchases"
                />
            </div>
        }
    };
    view! {
        <div class="stack">
            {move || match nothing.get() {
                Some(title) => view! { <Notice title/> }.into_any(),
                None => {
                    view! {
                        <ForWhom writing/>
                        {buttons()}
                    }
                    .into_any()
                }
            }}
            <UnderWay
                label=texts::exporting()
                progress=writing.progress
                on_stop=move |()| writing.stop()
            />
            <Dialog open=choosing title=share::open()>
                <ShareForm open=choosing writing/>
            </Dialog>
            <Dialog open=protecting title=encryption::protect() form=true>
                <ProtectForm open=protecting writing/>
            </Dialog>
        </div>
    }
    .into_any()
}
