//! The value ladder: who stands where, who moved between two dates, and by
//! which rules.

mod movement;
mod pinned;
mod rules;
mod rungs;
mod standing;

use super::place::{self, NEW_CUSTOMER};
use crate::app::derived;
use crate::app::session::Session;
use crate::components::field::Choice;
use crate::components::{
    ButtonLink, ChartFrame, ChartTable, DateField, EmptyState, Kind, Notice, PageHeader, Segmented,
    Symbol, Tone, entry, format,
};
use crate::words::{self, actions, ladder as texts};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use standing::{Dates, Standing};
use std::sync::Arc;
use tangga_engine::analytics::ladder::RungFigures;
use tangga_engine::charts::{Frame, stair};
use tangga_engine::domain::{Collection, Currency, Rung};

/// What the bars on the treads stand for.
const COUNT: &str = "count";
const SALES: &str = "sales";

/// The page.
#[component]
pub fn Ladder() -> impl IntoView {
    let empty = Memo::new(|_| Session.read(|workspace| workspace.count(Collection::Customer) == 0));
    let content = move || {
        if empty.get() { view! { <Empty/> }.into_any() } else { view! { <Filled/> }.into_any() }
    };
    view! { {content} }.into_any()
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <PageHeader title=texts::title()/>
        <EmptyState symbol=Symbol::Stairs title=texts::empty_title() text=texts::empty_text()>
            <ButtonLink href="/data" label=actions::import() kind=Kind::Primary/>
            <ButtonLink href=NEW_CUSTOMER label=actions::add_customer()/>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Filled() -> impl IntoView {
    let usual = untrack(Dates::usual);
    let from = RwSignal::new(entry::day_text(usual.from));
    let to = RwSignal::new(entry::day_text(usual.to));
    let is_day = |text: &str| matches!(entry::day(text), Ok(Some(_)));
    place::keep_typed("from", from, is_day);
    place::keep_typed("to", to, is_day);
    let measure = RwSignal::new(COUNT.to_owned());
    place::keep("by", measure, |code| [COUNT, SALES].contains(&code));
    let typed = move || Dates::typed(&from.read(), &to.read());
    let dates = Memo::new(move |_| typed().unwrap_or_else(Dates::usual));
    let error = Memo::new(move |_| typed().is_none().then(|| texts::date_order().to_owned()));
    let standing = Memo::new(move |_| Arc::new(Standing::between(dates.get())));
    let subtitle = Signal::derive(move || texts::subtitle(format::date(dates.get().to)));

    view! {
        <PageHeader title=texts::title() subtitle=subtitle>
            <fieldset class="ladder-dates no-print">
                <legend class="only-heard">{texts::dates()}</legend>
                <DateField label=texts::from() value=from name="from" error=error/>
                <DateField label=texts::to() value=to name="to"/>
            </fieldset>
        </PageHeader>
        <div class="stack">
            <Stair standing measure/>
            <NotKnown standing/>
            <rungs::Rungs standing/>
            <div class="wide-and-narrow">
                <movement::MovementPanel standing/>
                <rules::Rules/>
            </div>
            <pinned::Pinned/>
        </div>
    }
    .into_any()
}

/// The chart between the usual dates, for Home.
#[component]
pub fn LadderNow() -> impl IntoView {
    let standing = Memo::new(|_| Arc::new(Standing::between(Dates::usual())));
    let measure = RwSignal::new(COUNT.to_owned());
    view! { <Stair standing measure/> }.into_any()
}

/// The chart: a bar on each tread for what is chosen.
#[component]
fn Stair(standing: Memo<Arc<Standing>>, measure: RwSignal<String>) -> impl IntoView {
    let measures = vec![Choice::new(COUNT, texts::count()), Choice::new(SALES, texts::sales())];
    let heading = Memo::new(move |_| {
        let standing = standing.read();
        let movement = &standing.movement;
        let number = |n: u32| format::integer(i64::from(n));
        let (from, to) = (format::date(standing.dates.from), format::date(standing.dates.to));
        let moved = [movement.up, movement.down, movement.new_count(), movement.left_count()];
        if moved == [0; 4] {
            return texts::finding_still(from, to);
        }
        let [up, down, new, lost] = moved.map(number);
        texts::finding(up, down, new, lost, from, to)
    });
    let table = Memo::new(move |_| table(&standing.read(), &Session.currency()));
    let draw = move |width: f64| {
        let standing = standing.get();
        let by_sales = *measure.read() == SALES;
        let mut treads = treads(&standing, by_sales, &Session.currency());
        for (at, tread) in treads.iter_mut().enumerate() {
            tread.tip = format!("{}. {}", table.read().detail(at), tread.tip);
        }
        let frame =
            Frame { id: "ladder", title: &heading.read(), description: texts::go_on_note(), width };
        Some(stair::draw(&frame, &treads))
    };
    let navigate = use_navigate();
    let open = move |key: String| navigate(&customers_on(&key), Default::default());
    view! {
        <section class="panel">
            <ChartFrame
                heading=heading
                note=texts::go_on_note()
                draw=draw
                table=table
                file_name="value-ladder"
                title=texts::title()
                on_mark=open
            >
                <Segmented
                    label=texts::measure()
                    value=measure
                    choices=Signal::stored(measures.clone())
                />
            </ChartFrame>
        </section>
    }
    .into_any()
}

/// Where the customers on a rung are listed.
fn customers_on(rung: &str) -> String {
    format!("/customers?rung={rung}")
}

/// What is said in place of a figure of a rung that nobody is known to stand on
/// although some might.
fn unknown_rung(standing: &Standing, rung: Rung) -> Option<String> {
    let open = standing.open_for(rung);
    (open > 0).then(|| texts::unknown_rung(&format::count(u64::from(open))))
}

fn treads(standing: &Standing, by_sales: bool, currency: &Currency) -> Vec<stair::Tread> {
    let tread = |(at, (now, before)): (usize, (&RungFigures, &u32))| {
        let unknown = unknown_rung(standing, now.rung);
        let count = format::integer(i64::from(now.count));
        let known = now.sales.total();
        let sales = match known {
            Some(minor) => format::money_compact(minor, currency),
            None => texts::not_known_short().to_owned(),
        };
        let change = i64::from(now.count) - i64::from(*before);
        // Fewer suspects may be good news: they climbed.
        let direction = match change.signum() {
            1 if now.rung >= Rung::Repeat => stair::Change::Better,
            -1 if now.rung >= Rung::Repeat => stair::Change::Worse,
            _ => stair::Change::Same,
        };
        // Whoever might stand higher than is known may have gone on.
        let open = now.rung >= Rung::Repeat && standing.buyers_open() > 0;
        let told = if open { texts::go_on_at_least } else { texts::go_on };
        let go_on = standing.go_on(at).map(|share| told(format::percent(share, 0)));
        let value = match by_sales {
            true => known.map(|minor| currency.major(minor)),
            false => Some(f64::from(now.count)),
        };
        let (main, detail) = if by_sales { (sales, count) } else { (count, sales) };
        let (main, detail) = match unknown {
            Some(_) => (texts::not_known_short().to_owned(), String::new()),
            None => (main, detail),
        };
        stair::Tread {
            key: now.rung.code().to_owned(),
            name: words::choices::rung(now.rung).to_owned(),
            value: value.filter(|_| unknown.is_none()),
            main,
            detail,
            change: if unknown.is_some() { String::new() } else { change_text(change) },
            direction,
            go_on: go_on.unwrap_or_default(),
            tip: unknown.unwrap_or_else(|| words::choices::rung_hint(now.rung).to_owned()),
        }
    };
    standing.now.iter().zip(standing.before.iter()).enumerate().map(tread).collect()
}

fn change_text(change: i64) -> String {
    if change == 0 { texts::unchanged().to_owned() } else { format::signed(change as f64, 0) }
}

fn table(standing: &Standing, currency: &Currency) -> ChartTable {
    let columns = [
        words::customers::rung(),
        texts::count(),
        texts::sales(),
        texts::average(),
        texts::change(),
        texts::entered(),
        texts::lost(),
        texts::climbed_away(),
        texts::slipped_away(),
    ];
    let number = |n: u32| format::integer(i64::from(n));
    let row = |(at, rung): (usize, &RungFigures)| {
        let average = rung.average_value().map(|minor| format::money(minor as i64, currency));
        let counts = match unknown_rung(standing, rung.rung) {
            Some(_) => [texts::not_known_short().to_owned(), String::new(), String::new()],
            None => [
                number(rung.count),
                match rung.sales.total() {
                    Some(minor) => format::money(minor, currency),
                    None => texts::not_known_short().to_owned(),
                },
                average.unwrap_or_default(),
            ],
        };
        let [count, sales, average] = counts;
        let before = standing.before.get(at).copied().unwrap_or(0);
        let change = match unknown_rung(standing, rung.rung) {
            Some(_) => String::new(),
            None => change_text(i64::from(rung.count) - i64::from(before)),
        };
        vec![
            words::choices::rung(rung.rung).to_owned(),
            count,
            sales,
            average,
            change,
            number(standing.movement.new[at]),
            number(standing.movement.left[at]),
            number(standing.climbed_from(at)),
            number(standing.slipped_from(at)),
        ]
    };
    ChartTable {
        columns: columns.map(str::to_owned).to_vec(),
        rows: standing.now.iter().enumerate().map(row).collect(),
        keys: standing.now.iter().map(|rung| rung.rung.code().to_owned()).collect(),
    }
}

/// For how many customers the upper rungs are open, and what would tell.
#[component]
fn NotKnown(standing: Memo<Arc<Standing>>) -> impl IntoView {
    let open = Memo::new(move |_| standing.read().buyers_open());
    let title = Signal::derive(move || texts::not_known(&format::count(u64::from(open.get()))));
    let notice = move || {
        view! { <Notice tone=Tone::Neutral title=title text=texts::record_to_know()/> }
    };
    view! { <Show when=move || { open.get() > 0 }>{notice}</Show> }.into_any()
}

/// The days after which a customer counts as lost, for the texts of this page.
fn window() -> String {
    format::integer(i64::from(derived::active_window()))
}
