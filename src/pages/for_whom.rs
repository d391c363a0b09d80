//! What is asked before a file is written: for whom it is, for the export log, and
//! what sort of file a table is to be.

use crate::app::tables::Kind;
use crate::app::work::Writing;
use crate::components::{Choice, SelectField, TextField};
use crate::words::{data, fields, privacy as texts};
use leptos::prelude::*;
use tangga_engine::domain::Collection;
use tangga_engine::domain::schema::export;

/// What is asked before a table is written.
#[component]
pub fn ForTable(
    /// The file.
    writing: Writing,
) -> impl IntoView {
    view! {
        <div class="form-row">
            <TableKind writing/>
            <ForWhom writing/>
        </div>
    }
    .into_any()
}

/// The sort of file; the last one is chosen.
#[component]
pub fn TableKind(
    /// The file.
    writing: Writing,
) -> impl IntoView {
    let name = |kind: Kind| match kind {
        Kind::Workbook => data::kind_workbook(),
        Kind::Text => data::kind_text(),
    };
    let choices: Vec<_> =
        Kind::ALL.into_iter().map(|kind| Choice::new(kind.code(), name(kind))).collect();
    view! {
        <SelectField
            label=data::table_kind()
            name="table-kind"
            value=writing.kind
            choices
            settled=true
        />
    }
    .into_any()
}

/// The field, blank each time: whoever was named for one file is not for the next.
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
