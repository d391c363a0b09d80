//! The folder on the device that rolling backups go to, and what lies in it.

use super::encrypted::{PassphraseForm, Unlock};
use super::snapshots::{records, row};
use crate::app::files;
use crate::app::folder_backups::{self, FolderBackup, Standing};
use crate::app::restore::File;
use crate::app::session::Session;
use crate::app::work::Writing;
use crate::components::{Button, Dialog, Kind, Notice, Tone, UnderWay};
use crate::words::restore::go_back;
use crate::words::{encryption, folder as texts};
use leptos::prelude::*;

/// How it stands, what can be done, and the backups that are there.
#[component]
pub fn FolderBackups(
    /// Takes the backup to go back to.
    #[prop(into)]
    on_restore: UnsyncCallback<(File,)>,
) -> impl IntoView {
    let standing = Memo::new(|_| folder_backups::standing());
    let left = Memo::new(|_| folder_backups::left());
    let backups = RwSignal::new_local(Vec::new());
    folder_backups::list(backups);
    // An encrypted one is opened before it is gone back to.
    let locked = RwSignal::new_local(None::<File>);
    let take = UnsyncCallback::new(move |(file, is_locked): (File, bool)| match is_locked {
        true => locked.set(Some(file)),
        false => on_restore.run((file,)),
    });
    let unlock =
        move || locked.get().map(|file| view! { <Unlock file locked on_file=on_restore/> });
    let list = move || match standing.get() {
        Standing::Ready(_) | Standing::Failing(..) => {
            let found = backups.get();
            if found.is_empty() {
                return view! { <p class="quiet">{texts::none_listed()}</p> }.into_any();
            }
            let rows = found.into_iter().map(|one| line(one, take)).collect_view();
            view! { <ul class="lines snapshots" aria-label=texts::listed()>{rows}</ul> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <div class="stack" data-folder=move || state(&standing.read())>
            {move || head(standing.get())}
            {move || left.get().map(left_behind)}
            <Show when=move || encrypts(&standing.read())>
                <Encryption/>
            </Show>
            {unlock}
            {list}
        </div>
    }
    .into_any()
}

/// A former folder that holds somebody who was erased, and the word that it does not.
fn left_behind(name: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Careful title=texts::left_erased(name)>
            <Button
                label=texts::left_is_cleared()
                kind=Kind::Quiet
                on_click=|()| folder_backups::left_is_cleared()
                attr:data-action="former-folder-is-cleared"
            />
        </Notice>
    }
}

/// How it stands, for whoever reads the page by program.
fn state(standing: &Standing) -> &'static str {
    match standing {
        Standing::Unsupported => "unsupported",
        Standing::None => "none",
        Standing::Asleep(_) => "asleep",
        Standing::Ready(_) => "ready",
        Standing::Failing(..) => "failing",
    }
}

fn head(standing: Standing) -> AnyView {
    let choose = |label: &'static str| {
        view! {
            <Button
                label
                on_click=|()| folder_backups::choose()
                attr:data-action="choose-folder"
            />
        }
    };
    let let_go = || {
        view! {
            <Button
                label=texts::let_go()
                kind=Kind::Quiet
                on_click=|()| folder_backups::let_go()
                attr:data-action="let-go-of-folder"
            />
        }
    };
    match standing {
        Standing::Unsupported => view! { <p class="quiet">{texts::unsupported()}</p> }.into_any(),
        Standing::None => view! { <div class="row">{choose(texts::choose())}</div> }.into_any(),
        Standing::Asleep(name) => view! {
            <Notice tone=Tone::Careful title=texts::asleep(name)>
                <Button
                    label=texts::allow()
                    kind=Kind::Primary
                    on_click=|()| folder_backups::allow()
                    attr:data-action="allow-folder"
                />
                {choose(texts::choose_other())}
                {let_go()}
            </Notice>
        }
        .into_any(),
        Standing::Failing(name, trouble) => view! {
            <Notice tone=Tone::Careful title=folder_backups::failing(&name, trouble)>
                {choose(texts::choose_other())}
                {let_go()}
            </Notice>
        }
        .into_any(),
        Standing::Ready(_) => {
            // On a device that lost its data there is nothing to back up.
            let own = Memo::new(|_| Session.read(files::holds_anything));
            let now = || {
                view! {
                    <Button
                        label=texts::now()
                        on_click=|()| folder_backups::back_up_now()
                        attr:data-action="back-up-to-folder"
                    />
                }
            };
            view! {
                <p>{folder_backups::line}</p>
                <div class="row">
                    <Show when=move || own.get()>{now}</Show>
                    {choose(texts::choose_other())}
                    {let_go()}
                </div>
            }
            .into_any()
        }
    }
}

/// Whether it can be chosen here that the files are encrypted.
fn encrypts(standing: &Standing) -> bool {
    matches!(standing, Standing::None | Standing::Ready(_) | Standing::Failing(..))
}

/// Whether the files are encrypted, and the choice.
#[component]
fn Encryption() -> impl IntoView {
    let choosing = RwSignal::new(false);
    let writing = Writing::default();
    let encrypted = Memo::new(|_| folder_backups::is_encrypted());
    let said = move || if encrypted.get() { texts::encrypted() } else { texts::plain() };
    let label =
        move || if encrypted.get() { texts::encrypt_again() } else { texts::encrypt() }.to_owned();
    let stop = || {
        view! {
            <Button
                label=texts::encrypt_not()
                kind=Kind::Quiet
                on_click=|()| folder_backups::unprotect()
                attr:data-action="stop-encrypting"
            />
        }
    };
    view! {
        <p class="quiet" data-encrypted=move || encrypted.get().to_string()>{said}</p>
        <div class="row">
            <Button
                label=Signal::derive(label)
                on_click=move |()| choosing.set(true)
                attr:data-action="encrypt-folder"
            />
            <Show when=move || encrypted.get()>{stop}</Show>
        </div>
        <UnderWay
            label=encryption::opening()
            progress=writing.progress
            on_stop=move |()| writing.stop()
        />
        <Dialog open=choosing title=texts::encrypt() form=true>
            <p>{texts::encrypt_earlier()}</p>
            <PassphraseForm
                open=choosing
                label=texts::encrypt()
                text=texts::encrypt_text()
                on_passphrase=move |(passphrase,)| folder_backups::protect(passphrase, writing)
            />
        </Dialog>
    }
    .into_any()
}

fn line(backup: FolderBackup, on_restore: UnsyncCallback<(File, bool)>) -> AnyView {
    let FolderBackup { made, locked, head, file } = backup;
    let firm = head.as_ref().map(|head| head.name.clone()).unwrap_or_default();
    let held = match locked {
        true => Some(texts::locked().to_owned()),
        false => head.map(|head| records(head.counts)),
    };
    let on_restore = UnsyncCallback::new(move |(file,)| on_restore.run((file, locked)));
    row(firm, made, held, go_back(), file, on_restore)
}
