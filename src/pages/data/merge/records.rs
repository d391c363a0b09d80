//! What the file brings without a question, record by record.

use super::{fields_list, values};
use crate::app::merge::{Choice, Class, Line, Looked, Merging, is_life};
use crate::components::{format, paged};
use crate::words::merge as texts;
use leptos::prelude::*;

/// Records that are listed at a time.
const LISTED: usize = 25;

/// All records of a class, closed until somebody asks for them.
pub fn records(merging: Merging, class: Class, total: usize) -> Option<AnyView> {
    if total == 0 {
        return None;
    }
    let count = format::count(total as u64);
    let heading = match class {
        Class::New => texts::new_heading(&count),
        Class::Deleted => texts::deleted_heading(&count),
        Class::Conflict | Class::Changed | Class::Here => texts::changed_heading(&count),
    };
    let opened = RwSignal::new(false);
    let label = heading.clone();
    let list = move || {
        let draw = move |from, most| {
            let lines = merging.with_looked(|looked| {
                let lines = looked.lines(class, from, most);
                lines.into_iter().map(|line| (line, looked.name(line))).collect::<Vec<_>>()
            });
            let lines = lines.unwrap_or_default().into_iter();
            let items = lines.map(|(line, name)| record(merging, line, name)).collect_view();
            view! { <ul class="merge-records">{items}</ul> }.into_any()
        };
        paged(total, LISTED, label.clone(), draw)
    };
    let view = view! {
        <details class="merge-class">
            <summary on:click=move |_| opened.set(true)>{heading}</summary>
            <Show when=move || opened.get()>{list.clone()}</Show>
        </details>
    };
    Some(view.into_any())
}

fn record(merging: Merging, line: Line, name: String) -> AnyView {
    let opened = RwSignal::new(false);
    let fields = move || {
        let lines = merging.with_looked(|looked| fields(merging, looked, line)).unwrap_or_default();
        fields_list(lines)
    };
    view! {
        <li>
            <details>
                <summary on:click=move |_| opened.set(true)>
                    <span class="quiet">{texts::one(line.collection)}</span>
                    {format!(" {name}")}
                </summary>
                <Show when=move || opened.get()>{fields}</Show>
            </details>
        </li>
    }
    .into_any()
}

/// The fields of a record that the file brings or changes, in words, and who wrote
/// the last of them.
fn fields(merging: Merging, looked: &Looked, line: Line) -> Vec<(&'static str, String)> {
    let Some(opened) = looked.open(line) else { return Vec::new() };
    let mut lines = if opened.here.is_some() {
        values::changes(looked, &opened)
    } else {
        let fields = opened.fields.iter().filter(|field| !is_life(field));
        let said = |field| values::said(looked, line.collection, field, field.theirs.as_ref());
        fields.map(|field| (values::label(line.collection, field), said(field))).collect()
    };
    let taken = opened.fields.iter().filter(|field| field.preselected == Choice::Theirs);
    let last = taken.map(|field| field.theirs_stamp).max();
    let written = values::written(merging, last);
    lines.extend(written.map(|written| (texts::written_by(), written)));
    lines
}
