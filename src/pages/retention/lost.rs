//! The customers who left, most valuable first: they explain the gap between the
//! rates.

use super::Rates;
use crate::app::derived;
use crate::app::session::Session;
use crate::app::tables::Contents;
use crate::app::work::Writing;
use crate::components::{Button, Dialog, Heading, Link, Panel, Report, Symbol, UnderWay, format};
use crate::pages::as_table::AsTable;
use crate::words::{customers, data, fields, retention as texts};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::purchase_days::PurchaseDays;
use tangga_engine::analytics::retention::LostCustomer;
use tangga_engine::domain::{Collection, Currency, Day};

/// How many are listed at first, and how many more at a time.
const LISTED: usize = 20;

/// The list.
#[component]
pub fn LostCustomers(rates: Memo<Rates>) -> impl IntoView {
    let lost = Memo::new(move |_| {
        let rates = rates.get();
        if rates.retention.lost == 0 {
            return Arc::new(Vec::new());
        }
        derived::lost_customers(rates.rule)
    });
    let shown = RwSignal::new(LISTED);
    let finding = Signal::derive(move || {
        let retention = rates.get().retention;
        let by_profit = lost.read().iter().any(|one| one.base_profit.is_some());
        (retention.lost > 0).then(|| {
            let number = |n: u32| format::integer(i64::from(n));
            let left = texts::left_of(number(retention.lost), number(retention.active_at_start));
            let ranked =
                if by_profit { texts::ranked_by_profit() } else { texts::ranked_by_sales() };
            let rule = rates.get().rule;
            let base = rule.start_window();
            let before = texts::before_means(format::date(base.first), format::date(base.last));
            let sum =
                lost.read().iter().fold(0, |sum: i64, one| sum.saturating_add(one.base_sales));
            let worth = texts::worth_before(format::money(sum, &Session.currency()));
            let days = derived::purchase_days();
            let is_back =
                |one: &&LostCustomer| back_on(&days, one.customer, rule.period.last).is_some();
            let back = lost.read().iter().filter(is_back).count() as u64;
            let back = (back > 0).then(|| texts::back_since(&format::count(back)));
            let said = [left, worth].into_iter().chain(back).chain([ranked.to_owned(), before]);
            let said: Vec<String> = said.collect();
            format!("{}.", said.join(". "))
        })
    });
    let content = move || {
        let lost = lost.get();
        if lost.is_empty() {
            let nobody = rates.with(|rates| rates.retention.active_at_start == 0);
            let text = if nobody { texts::lost_of_none() } else { texts::lost_none() };
            return view! { <p class="quiet">{text}</p> }.into_any();
        }
        let currency = Session.currency();
        let last = rates.get().rule.period.last;
        // A period that reaches up to now has nothing after it.
        let days = derived::purchase_days();
        let any_back = lost.iter().any(|one| back_on(&days, one.customer, last).is_some());
        let rows = lost.iter().take(shown.get());
        let rows = rows.map(|one| row(*one, last, &days, any_back, &currency)).collect();
        let rest = lost.len().saturating_sub(shown.get());
        let more = (rest > 0).then(|| {
            let label = texts::more_lost(format::integer(rest.min(LISTED) as i64));
            view! {
                <p>
                    <Button
                        label=label
                        small=true
                        on_click=move || shown.update(|shown| *shown += LISTED)
                    />
                </p>
            }
        });
        view! {
            <Report label=texts::lost() columns=columns(any_back) rows/>
            {more}
        }
        .into_any()
    };
    let (taking, writing) = (RwSignal::new(false), Writing::default());
    let contents = move || Contents::Lost(rates.get_untracked().rule);
    let count = move || lost.read_untracked().len();
    let actions = move || {
        view! {
            <Show when=move || !lost.read().is_empty()>
                <Button
                    label=customers::take_chosen()
                    symbol=Symbol::Download
                    small=true
                    on_click=move || taking.set(true)
                    attr:data-action="export-lost"
                />
            </Show>
        }
    };
    view! {
        <div id="lost">
            <Panel heading=texts::lost() finding=finding actions=actions>
                {content}
                <UnderWay
                    label=data::exporting()
                    progress=writing.progress
                    on_stop=move |()| writing.stop()
                />
            </Panel>
            <Dialog open=taking title=texts::lost() form=true>
                <AsTable
                    open=taking
                    count=move |()| count()
                    contents=move |()| contents()
                    writing
                />
            </Dialog>
        </div>
    }
    .into_any()
}

fn columns(any_back: bool) -> Vec<Heading> {
    let columns = [
        Heading::words(fields::customer()),
        Heading::number(texts::base_profit()),
        Heading::number(texts::base_sales()),
        Heading::number(texts::last_in_period()),
    ];
    let back = any_back.then(|| Heading::number(texts::bought_again()));
    columns.into_iter().chain(back).collect()
}

/// The first day after a period on which a customer bought.
fn back_on(days: &PurchaseDays, customer: u32, until: Day) -> Option<Day> {
    let (all, before) = (days.of(customer as usize), days.until(customer as usize, until));
    all.get(before.len()).map(|day| Day(*day))
}

fn row(
    one: LostCustomer,
    until: Day,
    days: &PurchaseDays,
    any_back: bool,
    currency: &Currency,
) -> Vec<AnyView> {
    let (id, name) = Session.peek(|workspace| {
        let name = customers::name_of(workspace.customers(), one.customer);
        (workspace.id(Collection::Customer, one.customer), name)
    });
    let profit = match one.base_profit {
        Some(profit) => format::money(profit, currency),
        None => texts::profit_unknown().to_owned(),
    };
    let last = days.until(one.customer as usize, until).last().copied();
    let cells = [
        view! { <Link href=format!("/customers/{id}")>{name}</Link> }.into_any(),
        profit.into_any(),
        format::money(one.base_sales, currency).into_any(),
        last.map(|day| format::date(Day(day))).into_any(),
    ];
    let back = any_back.then(|| back_on(days, one.customer, until).map(format::date).into_any());
    cells.into_iter().chain(back).collect()
}
