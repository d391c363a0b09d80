//! Some customers as a table: which sort of file it is to be, and for whom.

use super::for_whom::ForTable;
use crate::app::session::Session;
use crate::app::tables::{self, Contents};
use crate::app::work::Writing;
use crate::components::{DialogForm, Sending, format};
use crate::words::{customers as texts, file};
use leptos::prelude::*;

/// The form in the dialog `open`.
#[component]
pub fn AsTable(
    open: RwSignal<bool>,
    /// How many they are.
    #[prop(into)]
    count: Callback<(), usize>,
    /// Who they are, and what is told of them.
    #[prop(into)]
    contents: Callback<(), Contents>,
    /// The file.
    writing: Writing,
) -> impl IntoView {
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let send = move || {
        open.set(false);
        tables::export(contents.run(()), writing);
    };
    let count = format::count(count.run(()) as u64);
    view! {
        <DialogForm
            sending=Sending::new(open)
            on_send=send
            label=texts::take_chosen()
            empty=Signal::from(sample)
        >
            <p class="quiet">
                {move || {
                    if sample.get() {
                        file::sample_not_exported().to_owned()
                    } else {
                        texts::for_chosen(&count)
                    }
                }}
            </p>
            <ForTable writing/>
        </DialogForm>
    }
    .into_any()
}
