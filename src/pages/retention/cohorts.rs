//! Who comes back: the new customers of each month or quarter, and how many of them
//! bought in each one after it.

use crate::app::derived;
use crate::components::field::Choice;
use crate::components::{ChartFrame, ChartTable, Segmented, format};
use crate::pages::place;
use crate::pages::step::step_name;
use crate::words::{feedback, retention as texts};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::cohorts::{Cohort, Movement, Share, pooled, trend};
use tangga_engine::charts::Frame;
use tangga_engine::charts::matrix::{Row, draw};
use tangga_engine::domain::Day;

const MONTH: &str = "month";
const QUARTER: &str = "quarter";
/// How many months or quarters are told at most, the newest.
const STEPS: usize = 24;
/// Where fewer than this are new in a usual month, a month says little, and quarters
/// are told until somebody chooses months.
const NEW_IN_A_MONTH: u32 = 30;

/// The cohorts from the first one with anybody on.
fn told(quarterly: bool) -> Vec<Cohort> {
    let cohorts = derived::cohorts(if quarterly { 3 } else { 1 }, STEPS);
    let from = cohorts.iter().position(|cohort| cohort.size() > 0).unwrap_or(cohorts.len());
    cohorts[from..].to_vec()
}

fn usual_step() -> &'static str {
    let cohorts = told(false);
    let mut sizes: Vec<u32> = cohorts.iter().map(Cohort::size).collect();
    sizes.sort_unstable();
    match sizes.get(sizes.len() / 2) {
        Some(size) if *size < NEW_IN_A_MONTH => QUARTER,
        _ => MONTH,
    }
}

/// The chart.
#[component]
pub fn Cohorts() -> impl IntoView {
    let step = RwSignal::new(untrack(usual_step).to_owned());
    place::keep("cohorts", step, |code| [MONTH, QUARTER].contains(&code));
    let choices = vec![
        Choice::new(MONTH, feedback::by_month()),
        Choice::new(QUARTER, feedback::by_quarter()),
    ];
    let quarterly = Memo::new(move |_| *step.read() == QUARTER);
    let cohorts = Memo::new(move |_| Arc::new(told(quarterly.get())));
    let heading = Memo::new(move |_| finding(&cohorts.read(), quarterly.get()));
    let note = Signal::derive(move || Some(note(&cohorts.read(), quarterly.get())));
    let table = Memo::new(move |_| table(&cohorts.read(), quarterly.get()));
    let draw = move |width: f64| {
        let cohorts = cohorts.read();
        if cohorts.is_empty() {
            return None;
        }
        let (heading, note) = (heading.get(), note.get().unwrap_or_default());
        let frame = Frame { id: "cohorts", title: &heading, description: &note, width };
        let table = table.read();
        let columns: Vec<String> =
            (1..cohorts[0].active.len()).map(|age| format::integer(age as i64)).collect();
        let rows: Vec<Row> =
            cohorts.iter().enumerate().map(|(at, cohort)| row(cohort, at, &table)).collect();
        Some(draw(&frame, [texts::first_bought(), texts::customers()], &columns, &rows))
    };
    view! {
        <section class="panel" id="cohorts">
            <p class="panel-over">{texts::cohorts()}</p>
            <ChartFrame
                heading
                note
                draw
                table
                file_name="cohorts"
                title=texts::cohorts()
            >
                <Segmented
                    label=feedback::step()
                    value=step
                    choices=Signal::stored(choices)
                />
            </ChartFrame>
        </section>
    }
    .into_any()
}

fn row(cohort: &Cohort, at: usize, table: &ChartTable) -> Row {
    let cell = |age: usize| Some((cohort.rate(age)?, share(cohort.rate(age))));
    let [name, detail] = [0, 1].map(|column| table.rows[at][column].clone());
    Row {
        key: table.keys[at].clone(),
        name,
        detail,
        cells: (1..cohort.active.len()).map(cell).collect(),
        tip: table.detail(at),
    }
}

fn share(rate: Option<f64>) -> String {
    rate.map(|rate| format::percent(rate, 0)).unwrap_or_default()
}

/// Those of whom it is known that they were new: without the cohort in which the records
/// begin, whose customers may have bought before, so that more of them come back.
fn known_new(cohorts: &[Cohort]) -> &[Cohort] {
    let begin = derived::purchase_span().map_or(Day::MIN, |span| span.first);
    match cohorts {
        [first, others @ ..] if first.period.first <= begin => others,
        all => all,
    }
}

/// How many buy again in the step after their first, and whether newer customers do
/// so as earlier ones did.
fn finding(cohorts: &[Cohort], quarterly: bool) -> String {
    let after = if quarterly { texts::quarter_after() } else { texts::month_after() };
    let new = known_new(cohorts);
    let (earlier, later, movement) = trend(new, 1);
    let all = pooled(new, 1);
    let of = |share: Share| format::percent(share.rate().unwrap_or_default(), 0);
    match movement {
        Movement::Up => texts::cohorts_up(of(later), of(earlier), after),
        Movement::Down => texts::cohorts_down(of(later), of(earlier), after),
        Movement::Still => texts::cohorts_still(of(all), after),
        Movement::TooFew if all.of > 0 => texts::cohorts_few(of(all), after),
        Movement::TooFew if cohorts.len() > new.len() => texts::cohorts_first_alone().to_owned(),
        Movement::TooFew => texts::cohorts_none().to_owned(),
    }
}

/// How to read it, and what its first row may hold besides new customers.
fn note(cohorts: &[Cohort], quarterly: bool) -> String {
    let how = if quarterly { texts::cohorts_by_quarter() } else { texts::cohorts_by_month() };
    let first = cohorts.first().filter(|_| known_new(cohorts).len() < cohorts.len());
    let known = first.map(|first| texts::cohorts_first(step_name(first.period, quarterly)));
    let newest = (cohorts.len() == STEPS && known.is_none())
        .then(|| texts::cohorts_newest(&format::count(STEPS as u64)));
    let said = [Some(how.to_owned()), known, newest];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// All cohorts, and below them what those who are known to be new are together at each
/// age.
fn table(cohorts: &[Cohort], quarterly: bool) -> ChartTable {
    let ages = cohorts.first().map_or(0, |cohort| cohort.active.len());
    let age = |age: usize| {
        let age = format::integer(age as i64);
        if quarterly { texts::quarter_number(age) } else { texts::month_number(age) }
    };
    let columns = [texts::first_bought().to_owned(), texts::customers().to_owned()];
    let count = |count: u32| format::integer(i64::from(count));
    let row = |cohort: &Cohort| {
        let rates = (1..ages).map(|age| share(cohort.rate(age)));
        [step_name(cohort.period, quarterly), count(cohort.size())]
            .into_iter()
            .chain(rates)
            .collect()
    };
    let together = || {
        let new = known_new(cohorts);
        let name = match new.len() < cohorts.len() {
            true => texts::all_but_first(),
            false => texts::all_cohorts(),
        };
        let rates = (1..ages).map(|age| share(pooled(new, age).rate()));
        let all = [name.to_owned(), count(pooled(new, 0).of)];
        all.into_iter().chain(rates).collect()
    };
    let rows: Vec<Vec<String>> =
        cohorts.iter().map(row).chain((cohorts.len() > 1).then(together)).collect();
    ChartTable {
        columns: columns.into_iter().chain((1..ages).map(age)).collect(),
        keys: ChartTable::places(rows.len()),
        rows,
    }
}
