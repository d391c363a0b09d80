//! Exporting the customers or the purchases as a table that spreadsheets of this
//! country read.

use super::commit::Watch;
use super::session::{Busy, Seen, Session};
use super::work::Writing;
use super::{files, toaster};
use crate::browser::{download, measure, pause};
use crate::words;
use js_sys::Array;
use leptos::task::spawn_local;
use tangga_engine::domain::{Collection, Customer, NO_ROW, Purchase};
use tangga_engine::interchange::spreadsheet::export::{Style, Table};
use tangga_engine::workspace::Workspace;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Rows that are written between two looks at the clock.
const ROWS: usize = 500;

/// Writes the table in the background and offers it as a file.
pub fn export(collection: Collection, stem: &'static str, writing: Writing) {
    let watch = writing.begin();
    spawn_local(async move {
        let name = files::today_name(stem, "csv");
        let written = write(collection, &watch).await;
        match written.map(|file| file.and_then(|file| download::save(&name, &file))) {
            Some(Ok(())) => {}
            Some(Err(_)) => toaster().fail(words::errors::not_saved()),
            None => toaster().say(words::data::cancelled()),
        }
        writing.end();
    });
}

/// Writes the whole table in slices; `None` if it was stopped.
async fn write(collection: Collection, watch: &Watch) -> Option<Result<Blob, JsValue>> {
    let _busy = Busy::begin();
    let parts = loop {
        let parts = write_unchanged(collection, watch).await;
        if watch.is_stopped() {
            return None;
        }
        if let Some(parts) = parts {
            break parts;
        }
    };
    let options = BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    Some(Blob::new_with_str_sequence_and_options(&parts, &options))
}

/// The table's texts. `None` when it was stopped, or the data changed meanwhile: a
/// table shows one moment.
async fn write_unchanged(collection: Collection, watch: &Watch) -> Option<Array> {
    let seen = Seen::now();
    let style = match words::language() {
        words::Language::English => Style::ENGLISH,
        words::Language::Indonesian => Style::INDONESIAN,
    };
    let (mut table, rows) = Session.peek(|workspace| match collection {
        Collection::Purchase => {
            let counts = &workspace.purchases().counts;
            let rows = (0..counts.len() as u32).filter(|row| counts[*row as usize]).collect();
            (Table::of_purchases(style, workspace.currency()), rows)
        }
        _ => {
            let rows: Vec<u32> = workspace.alive_rows(Collection::Customer).collect();
            (Table::of_customers(style, workspace.currency()), rows)
        }
    });
    let parts = Array::new();
    let mut slice = measure::Slice::begin();
    for (done, part) in rows.chunks(ROWS).enumerate() {
        Session.peek(|workspace| {
            part.iter().for_each(|row| push(&mut table, workspace, collection, *row));
        });
        parts.push(&table.take().into());
        if slice.is_over() {
            watch.tell((done * ROWS) as f64 / rows.len() as f64);
            pause::pause().await;
            if watch.is_stopped() || seen != Seen::now() {
                return None;
            }
            slice = measure::Slice::begin();
        }
    }
    // A table without rows has its heading all the same.
    parts.push(&table.take().into());
    Some(parts)
}

fn push(table: &mut Table, workspace: &Workspace, collection: Collection, row: u32) {
    if collection == Collection::Customer {
        return table.push_customer(&workspace.read::<Customer>(row));
    }
    let buyer = workspace.purchases().customer[row as usize];
    let buyer = (buyer != NO_ROW).then(|| workspace.read::<Customer>(buyer));
    table.push_purchase(buyer.as_ref(), &workspace.read::<Purchase>(row));
}
