//! Some customers as a table: which sort of file it is to be, and for whom.

use super::for_whom::ForTable;
use crate::app::session::Session;
use crate::app::tables::{self, Contents};
use crate::app::work::Writing;
use crate::components::{DialogForm, Sending, format};
use crate::words::{customers as texts, file};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::domain::RecordId;

/// The form in the dialog `open`.
#[component]
pub fn AsTable(
    open: RwSignal<bool>,
    /// Who they are, in their order in the table.
    #[prop(into)]
    customers: Callback<(), Vec<RecordId>>,
    /// The file.
    writing: Writing,
) -> impl IntoView {
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let send = move || {
        open.set(false);
        tables::export(Contents::Customers(Some(Arc::new(customers.run(())))), writing);
    };
    let count = format::count(customers.run(()).len() as u64);
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
