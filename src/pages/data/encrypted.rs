//! Encrypted files: the form that a backup's passphrase is chosen in, and the
//! place where a file is opened, which asks for its passphrase first.

use crate::app::arriving;
use crate::app::backup;
use crate::app::encryption::{self, LEAST, Passphrase};
use crate::app::restore::File;
use crate::app::work::Writing;
use crate::browser::focus;
use crate::components::{
    Button, DialogForm, DropZone, Kind, Sending, TextField, UnderWay, unique_id,
};
use crate::words::{actions, encryption as texts, widgets};
use leptos::prelude::*;

/// Asks for a passphrase and backs up with it.
#[component]
pub fn ProtectForm(
    /// Whether its dialog is shown.
    open: RwSignal<bool>,
    /// Shows the backup's progress.
    writing: Writing,
) -> impl IntoView {
    let back_up = move |passphrase| backup::back_up_encrypted(passphrase, writing);
    view! {
        <PassphraseForm
            open
            label=texts::write()
            text=texts::protect_text()
            on_passphrase=move |(passphrase,)| back_up(passphrase)
        />
    }
    .into_any()
}

/// Asks for a new passphrase, twice.
#[component]
pub(super) fn PassphraseForm(
    /// Whether its dialog is shown.
    open: RwSignal<bool>,
    /// What its button says.
    label: &'static str,
    /// What it is for.
    text: &'static str,
    /// Takes it.
    #[prop(into)]
    on_passphrase: UnsyncCallback<(Passphrase,)>,
) -> impl IntoView {
    let sending = Sending::new(open);
    let [typed, again] = [(); 2].map(|()| RwSignal::new(String::new()));
    let is_short = move || typed.read().chars().count() < LEAST;
    let too_short =
        Signal::derive(move || (sending.is_tried() && is_short()).then(|| texts::too_short(LEAST)));
    let differs = Signal::derive(move || {
        let differs = sending.is_tried() && !is_short() && *typed.read() != *again.read();
        differs.then(|| texts::differs().to_owned())
    });
    let send = move || {
        let passphrase = typed.get_untracked();
        if passphrase.chars().count() >= LEAST && passphrase == again.get_untracked() {
            open.set(false);
            on_passphrase.run((Passphrase::new(passphrase),));
        }
    };
    view! {
        <DialogForm sending on_send=send label>
            <p>{text}</p>
            <TextField
                label=texts::passphrase()
                name="passphrase"
                value=typed
                kind="password"
                autocomplete="new-password"
                hint=texts::passphrase_text(LEAST)
                error=too_short
                required=true
                autofocus=true
            />
            <TextField
                label=texts::again()
                name="passphrase-again"
                value=again
                kind="password"
                autocomplete="new-password"
                error=differs
                required=true
            />
            <p class="quiet">{texts::other_programs()}</p>
        </DialogForm>
    }
    .into_any()
}

/// Where a file is dropped or picked. An encrypted one asks for its passphrase, and
/// what it opens to is handed on: nothing else has to know of encryption.
#[component]
pub fn FileZone(
    /// What the field is called by machines.
    name: &'static str,
    /// Takes the plain file.
    #[prop(into)]
    on_file: UnsyncCallback<(File,)>,
    /// Whether any kind of file may come, and not only a workspace file.
    #[prop(optional)]
    any: bool,
    /// Whether the file takes the place of everything here.
    #[prop(optional)]
    danger: bool,
    /// Whether it takes a file that came without any field, too.
    #[prop(optional)]
    arriving: bool,
) -> impl IntoView {
    let locked = RwSignal::new_local(None::<File>);
    let drop = match (any, danger) {
        (true, _) => widgets::drop_table(),
        (false, true) => widgets::drop_backup(),
        (false, false) => widgets::drop_workspace(),
    };
    let accept = if any { "" } else { ".json,.age,application/json" };
    let take = move |file: File| {
        encryption::look(file, move |file, encrypted| {
            if encrypted {
                let _ = locked.try_set(Some(file));
            } else {
                let _ = on_file.try_run((file,));
            }
        });
    };
    Effect::new(move |_| {
        if arriving && arriving::waits() && locked.read().is_none() {
            arriving::take().into_iter().for_each(take);
        }
    });
    let body = move || match locked.get() {
        None => view! { <DropZone name drop danger accept on_file=move |(file,)| take(file)/> }
            .into_any(),
        Some(file) => view! { <Unlock file locked on_file/> }.into_any(),
    };
    view! { {body} }.into_any()
}

/// Asks for the passphrase of an encrypted file.
#[component]
pub(super) fn Unlock(
    file: File,
    locked: RwSignal<Option<File>, LocalStorage>,
    on_file: UnsyncCallback<(File,)>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let failed = RwSignal::new(None::<String>);
    let writing = Writing::default();
    on_cleanup(move || writing.stop());
    let id = unique_id("unlock");
    focus::after_drawing(id.clone());
    let title = texts::locked(file.name());
    let open = move || {
        if writing.progress.get_untracked().is_some() {
            return;
        }
        failed.set(None);
        let passphrase = typed.get_untracked();
        encryption::open(file.clone(), passphrase, writing, move |opened| match opened {
            Ok(plain) => {
                let _ = locked.try_set(None);
                let _ = on_file.try_run((plain,));
            }
            Err(why) => drop(failed.try_set(Some(why))),
        });
    };
    view! {
        <form
            id=id
            class="form stack"
            tabindex="-1"
            on:submit=move |event| {
                event.prevent_default();
                open();
            }
        >
            <h3>{title}</h3>
            <p class="quiet">{texts::locked_text()}</p>
            <TextField
                label=texts::passphrase()
                name="passphrase"
                value=typed
                kind="password"
                error=failed
                required=true
            />
            <UnderWay
                label=texts::opening()
                progress=writing.progress
                on_stop=move |()| writing.stop()
            />
            <div class="row">
                <Button
                    label=actions::open()
                    kind=Kind::Primary
                    submit=true
                    disabled=Signal::derive(move || writing.progress.read().is_some())
                    attr:data-action="unlock"
                />
                <Button label=actions::cancel() on_click=move |()| locked.set(None)/>
            </div>
        </form>
    }
    .into_any()
}
