//! What an import would change of customers who are here already, value by
//! value, and whom it only knows by a telephone or an address that people share.

use super::merge::values;
use crate::app::session::Session;
use crate::components::format;
use crate::words::{Count, customers, fields, import as texts};
use leptos::prelude::*;
use tangga_engine::domain::Collection;
use tangga_engine::interchange::spreadsheet::plan::PlannedUpdate;

/// One value of a customer, before and after.
#[derive(Clone, PartialEq)]
pub struct Changed {
    customer: String,
    field: &'static str,
    before: String,
    after: String,
}

/// The first changes, as many as are listed.
pub fn first(updates: &[PlannedUpdate], most: usize) -> Vec<Changed> {
    Session.peek(|workspace| {
        let changed = |update: &PlannedUpdate| {
            let PlannedUpdate { customer, field, value } = update;
            let before = workspace.customers().value(*customer, *field);
            Changed {
                customer: customers::name_of(workspace.customers(), *customer),
                field: fields::label(Collection::Customer, *field),
                before: values::of_customer(*field, before.as_ref()),
                after: values::of_customer(*field, Some(value)),
            }
        };
        updates.iter().take(most).map(changed).collect()
    })
}

/// The list of changes, closed until somebody asks for it. `all` counts the
/// values, of which the first are listed.
pub fn changes(rows: Vec<Changed>, all: usize, customers: &Count) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let part = (all > rows.len()).then(|| texts::changed_first(format::integer(rows.len() as i64)));
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td>{row.customer}</td>
                    <td>{row.field}</td>
                    <td>{row.before}</td>
                    <td>{row.after}</td>
                </tr>
            }
        })
        .collect_view();
    let heads = [texts::whose(), texts::which_field(), texts::before(), texts::after()]
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect_view();
    view! {
        <details class="import-changed">
            <summary>{texts::updated(customers)}</summary>
            {part.map(|part| view! { <p class="quiet">{part}</p> })}
            <div class="scroll-x import-list">
                <table class="table">
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// Whose telephone or address comes with another name: the stored name and the
/// file's.
pub fn other_names(rows: &[Changed], all: u64) -> AnyView {
    let names = rows.iter();
    let names = names.map(|row| view! { <li>{texts::becomes(&row.before, &row.after)}</li> });
    let names = names.collect_view();
    let part =
        (all > rows.len() as u64).then(|| texts::changed_first(format::integer(rows.len() as i64)));
    view! {
        <details class="import-changed">
            <summary>{texts::other_names(&format::count(all))}</summary>
            {part.map(|part| view! { <p class="quiet">{part}</p> })}
            <ul class="import-list">{names}</ul>
        </details>
    }
    .into_any()
}
