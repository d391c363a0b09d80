//! The score by month or quarter with its interval, and whether it moved.

use super::{interval_text, score_text};
use crate::app::derived;
use crate::app::session::Session;
use crate::components::field::Choice;
use crate::components::{ChartFrame, ChartTable, Segmented, format};
use crate::pages::place;
use crate::pages::step::step_name;
use crate::words::feedback as texts;
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::nps::{
    Interval, LEAST_FOR_INTERVAL, Movement, Step, TrendPoint, over_time,
};
use tangga_engine::charts::trend::{Series, Trend, draw};
use tangga_engine::charts::{Frame, Token};
use tangga_engine::domain::{Day, Period};

const MONTH: &str = "month";
const QUARTER: &str = "quarter";

/// How many points are shown at most, the newest.
const POINTS: usize = 24;

/// The points from the first one with answers to the last.
fn points(step: Step) -> Vec<TrendPoint> {
    let all = Period { first: Day::MIN, last: derived::answered_until() };
    let mut points = Session.read(|workspace| over_time(workspace.feedback(), all, step));
    let answered = |point: &TrendPoint| point.nps.is_some();
    let end = points.iter().rposition(answered).map_or(0, |at| at + 1);
    points.truncate(end);
    let start = points.iter().position(answered).unwrap_or(0).max(end.saturating_sub(POINTS));
    points.split_off(start)
}

/// The chart.
#[component]
pub fn OverTime() -> impl IntoView {
    let step = RwSignal::new(MONTH.to_owned());
    place::keep("step", step, |code| [MONTH, QUARTER].contains(&code));
    let choices =
        vec![Choice::new(MONTH, texts::by_month()), Choice::new(QUARTER, texts::by_quarter())];
    let points = Memo::new(move |_| {
        let step = if *step.read() == QUARTER { Step::Quarter } else { Step::Month };
        Arc::new(points(step))
    });
    let heading = Memo::new(move |_| finding(&points.read()));
    let draw = move |width: f64| {
        let points = points.read();
        let quarterly = *step.read() == QUARTER;
        let names: Vec<String> =
            points.iter().map(|point| step_name(point.period, quarterly)).collect();
        let (heading, note) = (heading.get(), band_note());
        let frame = Frame { id: "nps-trend", title: &heading, description: &note, width };
        Some(draw(
            &frame,
            &Trend {
                periods: &names,
                series: &[series(&points, &names)],
                include: &[0.0],
                limits: (Some(-100.0), Some(100.0)),
                format: &score_text,
                nothing: texts::undefined(),
                height: 220.0,
            },
        ))
    };
    let table = Memo::new(move |_| table(&points.read(), *step.read() == QUARTER));
    view! {
        <section class="panel">
            <ChartFrame
                heading
                note=band_note()
                draw
                table
                file_name="nps-trend"
            >
                <Segmented label=texts::step() value=step choices=Signal::stored(choices)/>
            </ChartFrame>
        </section>
    }
    .into_any()
}

/// From how many answers on a period has a band.
fn band_note() -> String {
    texts::trend_note(format::integer(i64::from(LEAST_FOR_INTERVAL)))
}

/// What can be said of the last point against the one before.
fn finding(points: &[TrendPoint]) -> String {
    let Some(last) = points.iter().rfind(|point| point.nps.is_some()) else {
        return texts::undefined().to_owned();
    };
    let n = format::integer(i64::from(last.counts.n()));
    match last.change.map(|change| change.movement) {
        Some(Movement::Up) => texts::moved_up().to_owned(),
        Some(Movement::Down) => texts::moved_down().to_owned(),
        Some(Movement::TooFew) => texts::too_few(n),
        None => texts::trend_first(n),
    }
}

fn series(points: &[TrendPoint], names: &[String]) -> Series {
    let tip = |(point, name): (&TrendPoint, &String)| match &point.nps {
        Some(nps) => match nps.interval() {
            Some(Interval { low, high, .. }) => texts::point(
                name,
                score_text(nps.score),
                score_text(low),
                score_text(high),
                point.counts.n(),
            ),
            None => texts::point_alone(name, score_text(nps.score), point.counts.n()),
        },
        None => texts::undefined().to_owned(),
    };
    let last = points.iter().rev().find_map(|point| point.nps);
    Series {
        key: "nps".to_owned(),
        name: texts::nps().to_owned(),
        last: last.map(|nps| score_text(nps.score)).unwrap_or_default(),
        ink: Token::Accent,
        dashed: false,
        values: points.iter().map(|point| point.nps.map(|nps| nps.score)).collect(),
        band: points
            .iter()
            .map(|point| point.nps?.interval().map(|interval| (interval.low, interval.high)))
            .collect(),
        tips: points.iter().zip(names).map(tip).collect(),
    }
}

fn table(points: &[TrendPoint], quarterly: bool) -> ChartTable {
    let columns = [texts::period_column(), texts::nps(), texts::interval_name(), texts::n_name()];
    let row = |point: &TrendPoint| {
        let (score, interval) = match point.nps {
            Some(nps) => (score_text(nps.score), interval_text(&nps)),
            None => (texts::undefined().to_owned(), String::new()),
        };
        let n = format::integer(i64::from(point.counts.n()));
        vec![step_name(point.period, quarterly), score, interval, n]
    };
    ChartTable {
        columns: columns.map(str::to_owned).to_vec(),
        rows: points.iter().map(row).collect(),
        keys: ChartTable::places(points.len()),
    }
}
