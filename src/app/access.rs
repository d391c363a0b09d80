//! Everything about one customer as a file: the answer to who asks to see their
//! data.

use super::commit::{self, Watch};
use super::session::{Busy, Session};
use super::work::Writing;
use super::{exports, files, privacy, safety, toaster};
use crate::browser::{download, measure, pause};
use crate::words;
use js_sys::Array;
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use tangga_engine::domain::{Collection, Day, Export, ExportKind, RecordId};
use tangga_engine::interchange::person::Person;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Everything about a customer; nothing if there is none. Subscribes.
pub fn person(id: RecordId) -> Option<Person> {
    Session.read(|workspace| {
        let row = workspace.row(Collection::Customer, id)?;
        Some(Person::gather(workspace, row))
    })
}

/// The day on which something was written, where the device is.
pub fn day_of(milliseconds: u64) -> Day {
    Day(safety::day_of(milliseconds))
}

/// Notes it, writes everything about a customer in the background, and offers it
/// as a file. That answers their request for it.
pub fn export(id: RecordId, writing: Writing) {
    let watch = writing.begin();
    spawn_local(async move {
        let _busy = Busy::begin();
        let rows = Session.peek(|workspace| {
            let row = workspace.row(Collection::Customer, id);
            row.map_or(0, |row| Person::gather(workspace, row).records.len())
        });
        let noted =
            Export { customer: Some(id), ..exports::of(ExportKind::AccessRequest, rows as u64) };
        let entry = exports::begin(noted, writing).await;
        let name = files::today_name(words::privacy::person_stem(), "json");
        let written = write(id, &watch).await;
        match written.map(|file| file.and_then(|file| download::save(&name, &file))) {
            // Who asked for it is answered.
            Some(Ok(())) => privacy::answer(&untrack(|| privacy::waiting_for_data(id))),
            failed => {
                entry.take_out().await;
                match failed {
                    Some(_) => toaster().fail(words::errors::not_saved()),
                    None => toaster().say(words::data::cancelled()),
                }
            }
        }
        writing.end();
    });
}

/// Writes it in slices; `None` if it was stopped. It is gathered once, so what is
/// written shows one moment.
async fn write(id: RecordId, watch: &Watch) -> Option<Result<Blob, JsValue>> {
    commit::whole().await;
    let gathered = Session.peek(|workspace| {
        let row = workspace.row(Collection::Customer, id)?;
        Some(Person::gather(workspace, row))
    });
    let person = gathered.unwrap_or_default();
    let currency = Session.peek(|workspace| workspace.currency());
    let texts = person.parts(&currency, Session.today(), day_of);
    let parts = Array::new();
    let mut slice = measure::Slice::begin();
    for text in texts {
        parts.push(&text.into());
        if slice.is_over() {
            watch.tell(f64::from(parts.length()) / person.records.len().max(1) as f64);
            pause::pause().await;
            if watch.is_stopped() {
                return None;
            }
            slice = measure::Slice::begin();
        }
    }
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    Some(Blob::new_with_str_sequence_and_options(&parts, &options))
}
