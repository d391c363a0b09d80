//! Sales by month, quarter and year: the line, and each period in figures.

use crate::app::derived;
use crate::app::session::Session;
use crate::components::field::Choice;
use crate::components::{
    ButtonLink, ChartFrame, ChartTable, EmptyState, Heading, Kind, PageHeader, Panel, Report,
    Segmented, Symbol, format,
};
use crate::pages::place;
use crate::pages::step::step_name;
use crate::words::{actions, customers, feedback, sales as texts};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::sales_over_time::Step;
use tangga_engine::charts::trend::{Series, Trend, draw};
use tangga_engine::charts::{Frame, Token};
use tangga_engine::domain::{Currency, Period};

const MONTH: &str = "month";
const QUARTER: &str = "quarter";
const YEAR: &str = "year";
/// How many steps are shown at most, the newest.
const STEPS: usize = 36;

fn months(step: &str) -> i32 {
    match step {
        YEAR => 12,
        QUARTER => 3,
        _ => 1,
    }
}

/// The page.
#[component]
pub fn SalesPage() -> impl IntoView {
    let empty = Memo::new(|_| derived::purchase_span().is_none());
    let content = move || match empty.get() {
        true => view! {
            <EmptyState symbol=Symbol::Cart title=texts::empty_title() text=texts::empty_text()>
                <ButtonLink href="/data" label=actions::import() kind=Kind::Primary/>
            </EmptyState>
        }
        .into_any(),
        false => view! { <Filled/> }.into_any(),
    };
    view! {
        <PageHeader title=texts::title() subtitle=texts::subtitle()/>
        {content}
    }
    .into_any()
}

#[component]
fn Filled() -> impl IntoView {
    let step = RwSignal::new(MONTH.to_owned());
    place::keep("by", step, |code| [MONTH, QUARTER, YEAR].contains(&code));
    let choices = vec![
        Choice::new(MONTH, feedback::by_month()),
        Choice::new(QUARTER, feedback::by_quarter()),
        Choice::new(YEAR, texts::by_year()),
    ];
    let steps = Memo::new(move |_| derived::sales_over_time(months(&step.read()), STEPS));
    let heading = Memo::new(move |_| finding(&Session.currency()));
    let note = Signal::derive(move || Some(texts::note(format::date(derived::bought_until()))));
    let table = Memo::new(move |_| table(&steps.read(), &step.read(), &Session.currency()));
    let draw = move |width: f64| {
        let (table, currency, until) = (table.read(), Session.currency(), derived::bought_until());
        let over = |one: &&Step| one.period.last <= until;
        let steps: Vec<Step> = steps.read().iter().filter(over).copied().collect();
        let names: Vec<String> =
            steps.iter().map(|one| short_name(one.period, &step.read())).collect();
        let (heading, note) = (heading.get(), note.get().unwrap_or_default());
        let frame = Frame { id: "sales", title: &heading, description: &note, width };
        let values: Vec<Option<f64>> =
            steps.iter().map(|one| one.sales.total().map(|sum| currency.major(sum))).collect();
        let last = steps.last().and_then(|one| one.sales.total());
        let compact = |minor: i64| format::money_compact(minor, &currency);
        let line = Series {
            key: "sales".to_owned(),
            name: texts::title().to_owned(),
            last: last.map(compact).unwrap_or_default(),
            ink: Token::Accent,
            dashed: false,
            values,
            band: Vec::new(),
            tips: (0..steps.len()).map(|at| table.detail(at)).collect(),
        };
        let major = |value: f64| compact((value * currency.scale() as f64).round() as i64);
        Some(draw(
            &frame,
            &Trend {
                periods: &names,
                series: &[line],
                include: &[0.0],
                limits: (None, None),
                format: &major,
                nothing: texts::running(),
                height: 260.0,
            },
        ))
    };
    view! {
        <div class="stack">
            <section class="panel">
                <ChartFrame heading note draw table file_name="sales" title=texts::title()>
                    <Segmented
                        label=feedback::step()
                        value=step
                        choices=Signal::stored(choices)
                    />
                </ChartFrame>
            </section>
            <Panel heading=texts::each()>{move || report(&table.read())}</Panel>
        </div>
    }
    .into_any()
}

/// The table once more in sight, the newest period first: here people look numbers up.
fn report(table: &ChartTable) -> AnyView {
    let columns = table.columns.iter().enumerate().map(|(at, column)| match at {
        0 => Heading::words(column.clone()),
        _ => Heading::number(column.clone()),
    });
    let row = |cells: &Vec<String>| cells.iter().map(|cell| cell.clone().into_any()).collect();
    let rows = table.rows.iter().rev().map(row).collect();
    view! { <Report label=texts::each() columns=columns.collect() rows/> }.into_any()
}

/// What the last twelve full months brought against those before.
fn finding(currency: &Currency) -> String {
    let steps = derived::sales_over_time(1, STEPS);
    let until = derived::bought_until();
    let over: Vec<&Step> = steps.iter().filter(|step| step.period.last <= until).collect();
    let Some(last) = over.last().map(|step| format::month(step.period.last)) else {
        return texts::running().to_owned();
    };
    let sum =
        |steps: &[&Step]| steps.iter().fold(0, |sum: i64, step| sum.saturating_add(step.sales.sum));
    let year = over.len().saturating_sub(12);
    let now = sum(&over[year..]);
    let told = format::money_compact(now, currency);
    let count = format::count((over.len() - year) as u64);
    // The month in which records begin may be known in part.
    if over.len() < 25 {
        return texts::only(&count, told, last);
    }
    let before = sum(&over[year - 12..year]);
    if before <= 0 {
        return texts::only(&count, told, last);
    }
    let change = format::percent_signed(now as f64 / before as f64 - 1.0, 0);
    match change == format::percent_signed(0.0, 0) {
        true => texts::same(told, last),
        false => texts::up(told, last, change),
    }
}

fn short_name(period: Period, step: &str) -> String {
    match step {
        YEAR => period.first.ymd().0.to_string(),
        _ => step_name(period, step == QUARTER),
    }
}

fn table(steps: &Arc<Vec<Step>>, step: &str, currency: &Currency) -> ChartTable {
    let columns =
        [texts::period(), texts::title(), customers::purchases(), texts::buyers(), texts::new()];
    let until = derived::bought_until();
    let number = |n: u32| format::integer(i64::from(n));
    let money = |minor: i64| format::money(minor, currency);
    let row = |one: &Step| {
        let name = short_name(one.period, step);
        let name = if one.period.last > until { texts::so_far(name) } else { name };
        vec![
            name,
            one.sales.total().map(money).unwrap_or_default(),
            number(one.purchases),
            number(one.buyers),
            number(one.new),
        ]
    };
    ChartTable {
        columns: columns.map(str::to_owned).to_vec(),
        rows: steps.iter().map(row).collect(),
        keys: ChartTable::places(steps.len()),
    }
}
