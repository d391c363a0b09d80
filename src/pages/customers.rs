//! The customers list: search, filters, columns, and adding a customer.

mod address;
mod cell;
mod chosen;
mod filters;
mod marketing_list;

pub use address::left;

use super::customer::form::CustomerForm;
use super::place::{NEW_CUSTOMER, when_asked};
use crate::app::customer_list::{self, LAST_PURCHASE, Narrowing, PURCHASES, RUNG, SALES};
use crate::app::session::Session;
use crate::browser::preferences;
use crate::components::{
    Button, ButtonLink, Column, DataTable, Dialog, EmptyState, Kind, PageHeader, SearchField, Sort,
    Symbol, format,
};
use crate::words::{actions, customers as texts, duplicates, fields};
use address::{Address, Filter};
use chosen::Chosen;
use filters::Filters;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use marketing_list::ToMarketing;
use std::sync::Arc;
use tangga_engine::domain::{Collection, RecordId, Rung};

/// The name under which the chosen columns are remembered.
const LIST: &str = "customers";
/// Columns shown until others are chosen.
const USUAL: [&str; 7] = ["name", RUNG, "segment", "city", "phone", SALES, LAST_PURCHASE];

/// The page.
#[component]
pub fn Customers() -> impl IntoView {
    let any = Memo::new(|_| Session.read(|w| w.alive_rows(Collection::Customer).next().is_some()));
    let adding = RwSignal::new(false);
    let navigate = use_navigate();
    when_asked(NEW_CUSTOMER, move || adding.set(true));
    let added = Callback::new(move |id: RecordId| {
        navigate(&format!("/customers/{id}"), NavigateOptions::default());
    });
    let add = move || {
        view! {
            <Button
                label=actions::add_customer()
                kind=Kind::Primary
                symbol=Symbol::Plus
                on_click=move || adding.set(true)
                attr:data-action="add-customer"
            />
        }
    };
    let empty = move || {
        view! {
            <PageHeader title=texts::title()>{add()}</PageHeader>
            <EmptyState
                symbol=Symbol::People
                title=texts::empty_title()
                text=texts::empty_text()
            >
                <ButtonLink href="/data" label=actions::import() symbol=Symbol::Upload/>
            </EmptyState>
        }
    };
    view! {
        <Show when=move || any.get() fallback=empty>
            <List add=ViewFn::from(add)/>
        </Show>
        <Dialog open=adding title=texts::new() form=true wide=true>
            <CustomerForm open=adding on_saved=added/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn List(
    /// The button that adds a customer.
    add: ViewFn,
) -> impl IntoView {
    let columns = columns();
    let keys: Vec<&'static str> = columns.iter().map(|(key, _)| *key).collect();
    let address = Address::follow(keys.clone());
    let Address { typed, filter, sort, top, .. } = address;
    let narrowing = Memo::new(move |_| {
        let Filter { rung, segment, consent, quiet } = filter.get();
        Narrowing { typed: typed.get(), rung, segment, consent, quiet }
    });
    let rows = Memo::new(move |_| {
        let Sort { column, descending } =
            sort.get().unwrap_or(Sort { column: "name", descending: false });
        narrowing.with(|narrowing| customer_list::rows(narrowing, column, descending))
    });

    let remembered = preferences::columns(LIST).map_or_else(
        || USUAL.to_vec(),
        |chosen| keys.iter().copied().filter(|key| chosen.iter().any(|c| c == key)).collect(),
    );
    let shown = RwSignal::new(remembered);
    Effect::new(move |before: Option<()>| {
        let shown = shown.read();
        if before.is_some() {
            preferences::remember_columns(LIST, &shown);
        }
    });

    let all = Memo::new(|_| Session.read(|workspace| workspace.count(Collection::Customer)));
    let count = Memo::new(move |_| {
        let (shown, all) = (rows.read().len() as u64, all.get() as u64);
        if narrowing.read().narrows() {
            texts::shown(&format::count(all), format::integer(shown as i64))
        } else {
            texts::count(&format::count(all))
        }
    });
    let reset = Memo::new(move |_| {
        narrowing.with(|n| {
            let rung = n.rung.map(Rung::code).unwrap_or_default();
            let segment = n.segment.as_deref().unwrap_or("-");
            let consent = n.consent.map(address::consent_code).unwrap_or_default();
            format!("{}\n{rung}\n{segment}\n{consent}\n{:?}", n.typed, n.quiet)
        })
    });

    let chosen = Chosen::nobody();
    let navigate = use_navigate();
    let on_open = move |row: u32| {
        address.write();
        let id = Session.peek(|workspace| workspace.id(Collection::Customer, row));
        navigate(&format!("/customers/{id}"), NavigateOptions::default());
    };
    let columns: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
    view! {
        <PageHeader title=texts::title()>
            <ButtonLink
                href="/duplicates"
                label=duplicates::find()
                attr:data-action="find-duplicates"
            />
            <ToMarketing rows filter/>
            {add.run()}
        </PageHeader>
        <DataTable
            label=texts::list()
            columns
            shown
            sort
            rows=Signal::derive(move || Arc::clone(&rows.read()))
            cell=Callback::new(|(row, key)| cell::draw(row, key))
            on_open=Callback::new(move |(row,): (u32,)| on_open(row))
            count
            reset
            top
            picking=chosen.picking()
        >
            <div
                class="customers-search"
                on:focusin=|_| customer_list::prepare()
                on:focusout=move |_| address.write()
            >
                <SearchField label=texts::search() value=typed/>
            </div>
            <Filters address/>
        </DataTable>
    }
    .into_any()
}

fn columns() -> Vec<(&'static str, Column)> {
    let column = |key, label: &'static str, width| (key, Column::new(key, label, width));
    let with =
        |(key, column): (&'static str, Column), change: fn(Column) -> Column| (key, change(column));
    vec![
        with(column("name", fields::name(), "minmax(146px, 2fr)"), Column::title),
        with(column(RUNG, texts::rung(), "174px"), Column::below),
        with(column("segment", fields::segment(), "minmax(74px, 1fr)"), Column::below),
        column("company", fields::company(), "minmax(130px, 1.4fr)"),
        column("city", fields::city(), "minmax(110px, 1.4fr)"),
        column("phone", fields::phone(), "140px"),
        column("email", fields::email(), "minmax(150px, 1.4fr)"),
        column("external_id", fields::external_id(), "120px"),
        column("owner", fields::owner(), "minmax(110px, 1fr)"),
        column("known_since", fields::known_since(), "120px"),
        with(column(PURCHASES, texts::purchases(), "100px"), Column::number),
        with(column(SALES, texts::sales(), "150px"), |c| c.number().aside()),
        with(column(LAST_PURCHASE, texts::last_purchase(), "148px"), Column::number),
    ]
}
