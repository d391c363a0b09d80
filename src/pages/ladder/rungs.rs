//! Each rung's figures, with their explanations.

use super::standing::Standing;
use super::{customers_on, unknown_rung};
use crate::app::session::Session;
use crate::components::{Explanation, Figure, Link, Panel, Reading, RungChip, format};
use crate::words::{self, actions, ladder as texts};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::ladder::RungFigures;
use tangga_engine::domain::{Currency, Rung};

/// One card a rung.
#[component]
pub fn Rungs(standing: Memo<Arc<Standing>>) -> impl IntoView {
    let cards = Rung::ALL.iter().map(|&rung| card(rung, standing)).collect_view();
    view! {
        <Panel heading=texts::rungs()>
            <ul class="ladder-rungs">{cards}</ul>
        </Panel>
    }
    .into_any()
}

fn card(rung: Rung, standing: Memo<Arc<Standing>>) -> AnyView {
    let name = words::choices::rung(rung);
    let figures = move || standing.read().now[rung as usize];
    let count = Memo::new(move |_| count(&standing.read(), figures()));
    let sales = Memo::new(move |_| sales(&standing.read(), figures(), &Session.currency()));
    let pinned = move || {
        let pinned = figures().pinned;
        (pinned > 0).then(|| {
            let text = texts::pinned(&format::count(u64::from(pinned)));
            view! { <p class="quiet">{text}</p> }
        })
    };
    view! {
        <li>
            <Link href=customers_on(rung.code()) attr:aria-label=texts::open_rung(name)>
                <RungChip rung/>
            </Link>
            <Figure
                id=format!("ladder.{}.count", rung.code())
                label=words::customers::title()
                full_name=texts::count_of(name)
                reading=count
                compact=true
            />
            <Figure
                id=format!("ladder.{}.sales", rung.code())
                label=words::customers::sales()
                full_name=texts::sales_of(name)
                reading=sales
                compact=true
            />
            {pinned}
        </li>
    }
    .into_any()
}

fn rows(rung: Rung) -> Option<(String, String)> {
    Some((actions::show_rows().to_owned(), customers_on(rung.code())))
}

fn count(standing: &Standing, figures: RungFigures) -> Reading {
    let name = words::choices::rung(figures.rung);
    let number = |n: u32| format::integer(i64::from(n));
    let explanation = Explanation {
        definition: format!(
            "{}. {}.",
            texts::explain_count(name),
            words::choices::rung_hint(figures.rung)
        ),
        formula: texts::formula_count(number(figures.count), number(standing.customers())),
        source: texts::explain_source().to_owned(),
        rows: rows(figures.rung),
        ..Explanation::default()
    };
    let reading = match unknown_rung(standing, figures.rung) {
        Some(reason) => Reading::unknown(reason),
        None => {
            let share = f64::from(figures.count) / f64::from(standing.customers().max(1));
            Reading::known(f64::from(figures.count), number(figures.count))
                .line(format::percent(share, 0))
        }
    };
    reading.explained(explanation)
}

fn sales(standing: &Standing, figures: RungFigures, currency: &Currency) -> Reading {
    let name = words::choices::rung(figures.rung);
    // The count above says why.
    if unknown_rung(standing, figures.rung).is_some() {
        return Reading::unknown("");
    }
    let Some(minor) = figures.sales.total() else {
        return Reading::unknown(words::home::sales_unknown());
    };
    let total = format::money(minor, currency);
    let short = format::money_compact(minor, currency);
    let reading = Reading::known(currency.major(minor), short);
    let Some(average) = figures.average_value().map(|minor| minor as i64) else {
        return reading.line(texts::nobody());
    };
    let explanation = Explanation {
        definition: texts::explain_sales(name, format::date(standing.dates.to)),
        formula: texts::formula_sales(
            total,
            format::integer(i64::from(figures.count)),
            format::money(average, currency),
        ),
        source: texts::explain_source().to_owned(),
        rows: rows(figures.rung),
        ..Explanation::default()
    };
    reading
        .line(texts::average_line(format::money_compact(average, currency)))
        .explained(explanation)
}
