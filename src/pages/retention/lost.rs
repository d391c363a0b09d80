//! The customers who left, most valuable first: they explain the gap between the
//! rates.

use super::Rates;
use crate::app::derived;
use crate::app::session::Session;
use crate::app::work::Writing;
use crate::components::{Button, Dialog, Heading, Link, Panel, Report, Symbol, UnderWay, format};
use crate::pages::as_table::AsTable;
use crate::words::{customers, data, fields, retention as texts};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::retention::{LostCustomer, customer_trade, lost_customers};
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
        let evidence = derived::evidence();
        let live = evidence.live();
        Arc::new(Session.read(|workspace| {
            lost_customers(&customer_trade(workspace.purchases(), live.len(), rates.rule), live)
        }))
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
            let base = rates.get().rule.start_window();
            let before = texts::before_means(format::date(base.first), format::date(base.last));
            format!("{left}. {ranked}. {before}.")
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
        let rows = lost.iter().take(shown.get()).map(|one| row(*one, last, &currency));
        let rows = rows.collect();
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
            <Report label=texts::lost() columns=columns() rows/>
            {more}
        }
        .into_any()
    };
    let (taking, writing) = (RwSignal::new(false), Writing::default());
    let ids = move || {
        let lost = lost.read_untracked();
        let rows = lost.iter().map(|one| one.customer);
        Session.peek(|workspace| {
            rows.map(|row| workspace.id(Collection::Customer, row)).collect::<Vec<_>>()
        })
    };
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
                <AsTable open=taking customers=move |()| ids() writing/>
            </Dialog>
        </div>
    }
    .into_any()
}

fn columns() -> Vec<Heading> {
    vec![
        Heading::words(fields::customer()),
        Heading::number(texts::base_profit()),
        Heading::number(texts::base_sales()),
        Heading::number(texts::last_bought()),
    ]
}

fn row(one: LostCustomer, until: Day, currency: &Currency) -> Vec<AnyView> {
    let (id, name) = Session.peek(|workspace| {
        let name = customers::name_of(workspace.customers(), one.customer);
        (workspace.id(Collection::Customer, one.customer), name)
    });
    let profit = match one.base_profit {
        Some(profit) => format::money(profit, currency),
        None => texts::profit_unknown().to_owned(),
    };
    let days = derived::purchase_days();
    let last = days.until(one.customer as usize, until).last().copied();
    vec![
        view! { <Link href=format!("/customers/{id}")>{name}</Link> }.into_any(),
        profit.into_any(),
        format::money(one.base_sales, currency).into_any(),
        last.map(|day| format::date(Day(day))).into_any(),
    ]
}
