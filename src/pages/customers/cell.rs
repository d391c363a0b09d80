//! One cell of the customers list.

use crate::app::customer_list::{self, LAST_PURCHASE, PURCHASES, RUNG, SALES};
use crate::app::derived;
use crate::app::session::Session;
use crate::components::{Link, RungChip, format};
use crate::words::customers as texts;
use leptos::prelude::*;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, Day, FieldId, NO_AMOUNT, facts, phone};

/// Draws the cell of a customer's row in the column with this key. A row that
/// the workspace does not have (the list is about to be made anew) is blank.
pub(super) fn draw(row: u32, key: &'static str) -> AnyView {
    let known = Session.read(|w| (row as usize) < w.customers().len());
    if !known {
        return ().into_any();
    }
    let at = row as usize;
    match key {
        "name" => name(row),
        RUNG => {
            let placement = derived::placements().get(at).copied().flatten();
            let chip = |placement: tangga_engine::analytics::ladder::Placement| {
                view! { <RungChip rung=placement.rung pinned=placement.pinned/> }
            };
            placement.map(chip).into_any()
        }
        PURCHASES => {
            let purchases = customer_list::totals().purchases.get(at).copied();
            purchases.map(|n| format::integer(i64::from(n))).into_any()
        }
        SALES => {
            let sales = customer_list::totals().sales.get(at).copied();
            let known = sales.filter(|sales| *sales != NO_AMOUNT);
            known.map(|sales| format::money(sales, &Session.currency())).into_any()
        }
        LAST_PURCHASE => {
            let last = customer_list::totals().last.get(at).copied().and_then(facts::day_of);
            match last {
                Some(day) => format::date(day).into_any(),
                None => view! { <span class="quiet">{texts::never()}</span> }.into_any(),
            }
        }
        "phone" => text(row, customer::PHONE).map(|stored| phone::local(&stored)).into_any(),
        "known_since" => day(row, customer::KNOWN_SINCE).map(format::date).into_any(),
        key => Collection::Customer.field(key).and_then(|field| text(row, field)).into_any(),
    }
}

fn name(row: u32) -> AnyView {
    let (id, name) =
        Session.read(|w| (w.id(Collection::Customer, row), texts::name_of(w.customers(), row)));
    // The grid has the focus and its own keys; the link is for pointers, for
    // opening in another tab, and for those who list a page's links.
    view! { <Link href=format!("/customers/{id}") attr:tabindex="-1">{name}</Link> }.into_any()
}

fn text(row: u32, field: FieldId) -> Option<String> {
    Session.read(|w| w.customers().text(row, field).map(str::to_owned))
}

fn day(row: u32, field: FieldId) -> Option<Day> {
    Session.read(|w| w.customers().dates(field).get(row as usize).copied().and_then(facts::day_of))
}
