//! The customers whom a person pinned to a rung, and why.

use crate::app::commands;
use crate::app::session::Session;
use crate::components::{Link, Panel, RungChip, Symbol, SymbolButton};
use crate::words::{customers, ladder as texts};
use leptos::prelude::*;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, RecordId, Rung};

/// A customer who is pinned.
#[derive(Clone, PartialEq)]
struct PinnedCustomer {
    id: RecordId,
    name: String,
    rung: Rung,
    reason: String,
}

fn pinned() -> Vec<PinnedCustomer> {
    Session.read(|workspace| {
        let table = workspace.customers();
        workspace
            .alive_rows(Collection::Customer)
            .filter_map(|row| {
                let rung = Rung::from_code(table.text(row, customer::PINNED_RUNG)?)?;
                let reason = table.text(row, customer::PIN_REASON).unwrap_or_default();
                Some(PinnedCustomer {
                    id: table.id(row),
                    name: customers::name_of(table, row),
                    rung,
                    reason: if reason.is_empty() { texts::no_reason() } else { reason }.to_owned(),
                })
            })
            .collect()
    })
}

/// The list, with a way to release each.
#[component]
pub fn Pinned() -> impl IntoView {
    let list = Memo::new(|_| pinned());
    let lines = move || {
        let list = list.get();
        if list.is_empty() {
            return view! { <p class="quiet">{texts::pinned_none()}</p> }.into_any();
        }
        let lines = list.into_iter().map(line).collect_view();
        view! { <ul class="lines">{lines}</ul> }.into_any()
    };
    view! { <Panel heading=texts::pinned_title()>{lines}</Panel> }.into_any()
}

fn line(one: PinnedCustomer) -> AnyView {
    let id = one.id;
    let release = texts::release(&one.name);
    view! {
        <li>
            <div>
                <Link href=format!("/customers/{id}")>{one.name}</Link>
                <p class="quiet">{one.reason}</p>
            </div>
            <span class="row">
                <RungChip rung=one.rung pinned=true/>
                <SymbolButton
                    label=release
                    symbol=Symbol::Close
                    small=true
                    on_click=move || commands::pin(id, None, |_| {})
                />
            </span>
        </li>
    }
    .into_any()
}
