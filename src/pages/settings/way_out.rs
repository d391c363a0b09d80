//! Removing the sample, and deleting everything. The latter cannot be undone,
//! so it asks for a word to be typed.

use crate::app::commands;
use crate::app::files;
use crate::app::session::Session;
use crate::components::{Button, Dialog, Kind, Notice, Panel, Symbol, TextField, Tone};
use crate::pages::sample::RemoveSample;
use crate::words::{actions, settings as texts};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// The panels.
#[component]
pub fn WayOut() -> impl IntoView {
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let asking = RwSignal::new(false);
    let remove_sample = || {
        view! {
            <Panel heading=texts::sample() finding=texts::sample_text()>
                <RemoveSample/>
            </Panel>
        }
    };
    view! {
        <Show when=move || sample.get()>{remove_sample}</Show>
        <Panel heading=texts::remove_all() finding=texts::remove_all_text()>
            <Button
                label=texts::remove_all()
                kind=Kind::Danger
                symbol=Symbol::Delete
                on_click=move |()| asking.set(true)
                attr:data-action="delete-everything"
            />
        </Panel>
        <Dialog open=asking title=texts::remove_all() form=true>
            <Ask asking/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Ask(asking: RwSignal<bool>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let failed = RwSignal::new(None::<String>);
    let fits = Memo::new(move |_| typed.read().trim().to_lowercase() == texts::remove_all_word());
    let navigate = use_navigate();
    let go = move || {
        if !fits.get_untracked() {
            return;
        }
        let navigate = navigate.clone();
        files::start_over(move |done| match done {
            Ok(()) => {
                let _ = asking.try_set(false);
                navigate("/", Default::default());
            }
            Err(error) => {
                let _ = failed.try_set(Some(commands::failure(&error)));
            }
        });
    };
    let trouble = move || {
        failed.get().map(|text| {
            view! { <Notice tone=Tone::Bad title=texts::remove_all_failed() text/> }
        })
    };
    view! {
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <p>{texts::remove_all_text()}</p>
            <TextField
                label=texts::remove_all_type(texts::remove_all_word())
                value=typed
                name="confirmation"
                autofocus=true
            />
            {trouble}
            <div class="form-actions row">
                <Button
                    label=texts::remove_all()
                    kind=Kind::Danger
                    submit=true
                    disabled=Signal::derive(move || !fits.get())
                    attr:data-action="confirm-delete-everything"
                />
                <Button label=actions::cancel() on_click=move |()| asking.set(false)/>
            </div>
        </form>
    }
    .into_any()
}
