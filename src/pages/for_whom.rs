//! The field that asks for whom a file is, for the export log.

use crate::app::work::Writing;
use crate::components::TextField;
use crate::words::{fields, privacy as texts};
use leptos::prelude::*;
use tangga_engine::domain::Collection;
use tangga_engine::domain::schema::export;

/// The field; who was named last stands in it.
#[component]
pub fn ForWhom(
    /// The file.
    writing: Writing,
) -> impl IntoView {
    view! {
        <TextField
            label=fields::label(Collection::Export, export::RECIPIENT)
            name="recipient"
            value=writing.recipient
            hint=texts::recipient_hint()
        />
    }
    .into_any()
}
