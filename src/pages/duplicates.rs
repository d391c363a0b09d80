//! Customers who may be one person, held twice: each group beside what tells them
//! apart, to be made one or left as they are.

use crate::app::customer_list;
use crate::app::doubles;
use crate::app::session::Session;
use crate::components::{
    Button, ButtonLink, EmptyState, Heading, Kind, Link, PageHeader, Panel, Report, Symbol, format,
    paged_from,
};
use crate::words::{customers, duplicates as texts, fields};
use leptos::prelude::*;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, NO_AMOUNT, RecordId, facts, phone};

/// Groups that are shown at a time.
const SHOWN: usize = 20;

/// The page.
#[component]
pub fn Duplicates() -> impl IntoView {
    // What was said to be different is noted outside of the workspace.
    let decided = RwSignal::new(0_u32);
    let groups = Memo::new(move |_| {
        decided.track();
        doubles::undecided()
    });
    let drop_group = Callback::new(move |(at,): (usize,)| {
        if let Some(group) = groups.read_untracked().get(at) {
            doubles::say_different(group, move || {
                let _ = decided.try_update(|decided| *decided += 1);
            });
            decided.update(|decided| *decided += 1);
        }
    });
    let first = RwSignal::new(0);
    let content = move || {
        let groups = groups.get();
        if groups.is_empty() {
            return view! {
                <EmptyState
                    symbol=Symbol::People
                    title=texts::none_title()
                    text=texts::none_text()
                >
                    <ButtonLink href="/customers" label=customers::back_to_list()/>
                </EmptyState>
            }
            .into_any();
        }
        let total = groups.len();
        let draw = move |from: usize, most: usize| {
            let shown = groups.iter().enumerate().skip(from).take(most);
            let panels = shown
                .map(|(at, group)| {
                    let why = texts::shared(group.shared);
                    view! { <Group why customers=group.customers.clone() at drop_group/> }
                })
                .collect_view();
            view! { <div class="stack">{panels}</div> }.into_any()
        };
        paged_from(first, total, SHOWN, texts::title().to_owned(), draw)
    };
    let back = ("/customers".to_owned(), customers::title().to_owned());
    view! {
        <PageHeader title=texts::title() subtitle=texts::subtitle() back=back/>
        {content}
    }
    .into_any()
}

#[component]
fn Group(
    why: String,
    customers: Vec<RecordId>,
    at: usize,
    drop_group: Callback<(usize,)>,
) -> impl IntoView {
    let name = customers.first().map(|id| name_of(*id)).unwrap_or_default();
    let rows = customers.iter().map(|id| row(*id)).collect();
    let sending = RwSignal::new(false);
    let unite = move || {
        sending.set(true);
        doubles::unite(&customers, move |_| {
            let _ = sending.try_set(false);
        });
    };
    let buttons = {
        let name = name.clone();
        move || {
            view! {
                <Button
                    label=texts::merge()
                    small=true
                    disabled=sending
                    on_click=unite
                    attr:data-action="merge-duplicates"
                    attr:aria-label=texts::merge_these(&name)
                />
                <Button
                    label=texts::different()
                    kind=Kind::Quiet
                    small=true
                    on_click=move || drop_group.run((at,))
                    attr:data-action="different-people"
                    attr:aria-label=texts::different_these(&name)
                />
            }
            .into_any()
        }
    };
    view! {
        <Panel heading=name.clone() finding=why actions=ViewFnOnce::from(buttons)>
            <Report label=name columns=columns() rows/>
        </Panel>
    }
    .into_any()
}

fn columns() -> Vec<Heading> {
    let label = |field| fields::label(Collection::Customer, field);
    vec![
        Heading::words(label(customer::NAME)),
        Heading::words(label(customer::PHONE)),
        Heading::words(label(customer::EMAIL)),
        Heading::number(customers::purchases()),
        Heading::number(customers::sales()),
        Heading::number(customers::last_purchase()),
    ]
}

fn name_of(id: RecordId) -> String {
    Session.peek(|workspace| customers::name_with(workspace, id))
}

fn row(id: RecordId) -> Vec<AnyView> {
    let found = Session.peek(|workspace| {
        let row = workspace.row(Collection::Customer, id)?;
        let text = |field| workspace.customers().text(row, field).map(str::to_owned);
        let phone = text(customer::PHONE).map(|stored| phone::local(&stored));
        Some((row as usize, phone, text(customer::EMAIL)))
    });
    let Some((at, phone, email)) = found else { return Vec::new() };
    let totals = customer_list::totals();
    let sales = totals.sales.get(at).copied().filter(|sales| *sales != NO_AMOUNT);
    let last = totals.last.get(at).copied().and_then(facts::day_of);
    vec![
        view! { <Link href=format!("/customers/{id}")>{name_of(id)}</Link> }.into_any(),
        phone.into_any(),
        email.into_any(),
        totals.purchases.get(at).map(|n| format::integer(i64::from(*n))).into_any(),
        sales.map(|sales| format::money(sales, &Session.currency())).into_any(),
        last.map_or_else(|| customers::never().to_owned(), format::date).into_any(),
    ]
}
