//! What is at hand on every page: the command palette, the keys, and the list of
//! the keys.

mod finding;
mod keys;

use crate::app::work::Writing;
use crate::app::{arriving, history, toaster};
use crate::browser::arriving::hear_drops;
use crate::browser::keyboard;
use crate::components::{Dialog, Icon, Palette, Symbol, UnderWay};
use crate::words::{self, anywhere as texts};
use finding::Deeds;
use keys::{Deed, Keys};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::cell::Cell;

/// Where files are taken in.
const DATA: &str = "/data";

thread_local! {
    static FINDING: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Opens the command palette.
pub fn find() {
    FINDING.with(|finding| finding.set(true));
}

/// Stands once in the frame and shows nothing until it is asked for.
#[component]
pub fn Anywhere() -> impl IntoView {
    let finding = RwSignal::from(FINDING.with(ArcRwSignal::clone));
    let listing = RwSignal::new(false);
    let writing = Writing::default();
    let navigate = use_navigate();
    let go = Callback::new(move |(address,): (String,)| {
        navigate(&address, NavigateOptions::default());
    });
    let deeds = Deeds { go, list_keys: Callback::new(move |()| listing.set(true)), writing };
    let waiting = Cell::new(false);
    let listening = keyboard::listen(move |press| {
        let (deed, waits) = keys::deed(press, waiting.get(), keys::single());
        waiting.set(waits);
        match deed {
            Deed::Nothing => return waits,
            Deed::Find if finding.get_untracked() => finding.set(false),
            Deed::Find if press.in_dialog => return true,
            Deed::Find => finding.set(true),
            Deed::List => listing.set(true),
            Deed::Undo => history::undo(),
            Deed::Redo => history::redo(),
            Deed::Go(address) => go.run((address,)),
        }
        true
    });
    let over = RwSignal::new(false);
    let dropping = hear_drops(
        move |now| {
            if over.get_untracked() != now {
                over.set(now);
            }
        },
        |file, count| {
            if count > 1 {
                toaster().warn(texts::one_file(file.name()));
            }
            arriving::arrive(file);
        },
    );
    arriving::hear_launches();
    // What is heard is heard until the app is mounted anew, in another language.
    let heard = StoredValue::new_local((listening, dropping));
    on_cleanup(move || heard.dispose());
    Effect::new(move |_| {
        if arriving::waits() {
            go.run((DATA.to_owned(),));
        }
    });
    let dropped = || {
        view! {
            <div class="drop-anywhere">
                <Icon symbol=Symbol::Upload/>
                <strong>{texts::drop_here()}</strong>
                <p>{texts::drop_text()}</p>
            </div>
        }
    };
    view! {
        <Palette open=finding find=Callback::new(move |(typed,): (String,)| deeds.found(&typed))/>
        <Dialog open=listing title=texts::keys() wide=true>
            <Keys/>
        </Dialog>
        <Show when=move || over.get()>{dropped}</Show>
        <UnderWay
            label=words::data::exporting()
            progress=writing.progress
            on_stop=move |()| writing.stop()
        />
    }
    .into_any()
}
