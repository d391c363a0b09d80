//! The three rates over the last periods.
//!
//! Each point is a period as long as the chosen one. Points follow each other
//! by a quarter, or by the period itself if it is shorter, so that two years of
//! data show more than one point of a year. Neighbours then share part of their
//! days, which smooths the lines; the note says how long a point is.

use crate::app::derived;
use crate::components::{ChartFrame, ChartTable, format};
use crate::words::retention as texts;
use leptos::prelude::*;
use tangga_engine::analytics::retention::{ActiveRule, Rate, TrendPoint, first_covered};
use tangga_engine::charts::trend::{Series, Trend, draw};
use tangga_engine::charts::{Frame, Token};
use tangga_engine::domain::{Day, Period};

/// How many points there are at most.
const POINTS: usize = 8;
/// Months between two points.
const STEP: i32 = 3;

/// How many whole months a period has, from any day of the month on.
fn whole_months(period: Period) -> Option<i32> {
    let next = period.last.plus_days(1);
    let months = next.month_index() - period.first.month_index();
    (months > 0 && period.first.plus_months(months) == next).then_some(months)
}

/// The periods up to and including the chosen one, oldest first. Earlier ones
/// are shown from where purchases reach back a quarter before them, or the whole
/// window if it is shorter: with less, those active at the start are no fair
/// sample.
fn periods(rule: ActiveRule) -> Vec<Period> {
    let Some(span) = derived::purchase_span() else { return Vec::new() };
    let period = rule.period;
    let back = |count: i32| match whole_months(period) {
        Some(months) => {
            let by = -count * months.min(STEP);
            let (first, next) = (period.first.plus_months(by), period.last.plus_days(1));
            Period { first, last: next.plus_months(by).plus_days(-1) }
        }
        None => {
            let by = -count * period.days().min(STEP * 30);
            Period { first: period.first.plus_days(by), last: period.last.plus_days(by) }
        }
    };
    let reaches = |earlier: &Period| {
        *earlier == period || earlier.first.0 - rule.window.min(STEP * 30) >= span.first.0
    };
    let mut periods: Vec<Period> = (0..POINTS as i32).map(back).take_while(reaches).collect();
    periods.reverse();
    periods
}

/// The chart.
#[component]
pub fn TrendPanel(rule: Memo<ActiveRule>) -> impl IntoView {
    let points = Memo::new(move |_| {
        let rule = rule.get();
        derived::retention_trend(rule.window, periods(rule))
    });
    let full = Memo::new(move |_| {
        let first = derived::purchase_span().map_or(Day::MAX, |span| span.first);
        let periods: Vec<Period> = points.read().iter().map(|point| point.period).collect();
        first_covered(&periods, rule.get().window, first)
    });
    let heading = Memo::new(move |_| {
        let points = points.read();
        match full.get().and_then(|first| points.get(first..)) {
            Some([_]) | None if points.len() > 1 => texts::trend_too_short().to_owned(),
            comparable => finding(comparable.unwrap_or(&points)),
        }
    });
    let note = Signal::derive(move || {
        let rule = rule.get();
        let long = match whole_months(rule.period) {
            Some(months) => texts::trend_months(&format::count(months as u64)),
            None => texts::trend_note(&format::count(rule.period.days() as u64)),
        };
        let days = format::integer(i64::from(rule.window));
        let points = points.read();
        let partly = match full.get() {
            None => Some(texts::trend_uncovered(days)),
            Some(0) => None,
            Some(at) => points.get(at).map(|first| texts::trend_partly(name(first, rule), days)),
        };
        Some([Some(long), partly].into_iter().flatten().collect::<Vec<_>>().join(". "))
    });
    let table = Memo::new(move |_| table(&points.read()));
    let draw = move |width: f64| {
        let points = points.read();
        let names: Vec<String> = points.iter().map(|point| name(point, rule.get())).collect();
        let series = series(&points, &table.read());
        let (heading, note) = (heading.get(), note.get().unwrap_or_default());
        let frame = Frame { id: "retention-trend", title: &heading, description: &note, width };
        let share = |value: f64| format::percent(value, 0);
        Some(draw(
            &frame,
            &Trend {
                periods: &names,
                series: &series,
                include: &[],
                limits: (Some(0.0), Some(1.0)),
                format: &share,
                nothing: texts::undefined_no_base(),
                height: 240.0,
            },
        ))
    };
    view! {
        <section class="panel">
            <ChartFrame heading note draw table file_name="retention" title=texts::title()/>
        </section>
    }
    .into_any()
}

/// A point's name: its last month, or its last day where periods are of days.
fn name(point: &TrendPoint, rule: ActiveRule) -> String {
    match whole_months(rule.period) {
        Some(_) => format::month(point.period.last),
        None => format::date(point.period.last),
    }
}

fn finding(points: &[TrendPoint]) -> String {
    let known: Vec<f64> = points.iter().filter_map(|point| point.retention.raw.ok()).collect();
    let share = |value: f64| format::percent(value, 0);
    match (known.first(), known.last()) {
        (Some(first), Some(last)) if known.len() > 1 => match last - first {
            rise if rise >= 0.005 => texts::trend_up(share(*first), share(*last)),
            fall if fall <= -0.005 => texts::trend_down(share(*first), share(*last)),
            _ => texts::trend_still(share(*last)),
        },
        (Some(_), _) => texts::trend_one().to_owned(),
        _ => texts::trend().to_owned(),
    }
}

fn rates(point: &TrendPoint) -> [Rate; 3] {
    let retention = &point.retention;
    [retention.raw, retention.sales_adjusted, retention.profit_adjusted]
}

fn series(points: &[TrendPoint], table: &ChartTable) -> Vec<Series> {
    let tips: Vec<String> = (0..points.len()).map(|at| table.detail(at)).collect();
    let line = |(at, (key, name)): (usize, (&str, &str))| {
        let values: Vec<Option<f64>> = points.iter().map(|point| rates(point)[at].ok()).collect();
        let last = values.last().copied().flatten();
        Series {
            key: key.to_owned(),
            name: name.to_owned(),
            last: last.map(|last| format::percent(last, 1)).unwrap_or_default(),
            ink: Token::LINES[at],
            dashed: false,
            values,
            band: Vec::new(),
            tips: tips.clone(),
        }
    };
    [("raw", texts::raw()), ("sales", texts::sales_short()), ("profit", texts::profit_short())]
        .into_iter()
        .enumerate()
        .map(line)
        .filter(|series| series.values.iter().any(Option::is_some))
        .collect()
}

fn table(points: &[TrendPoint]) -> ChartTable {
    let cell = |rate: Rate| match rate {
        Ok(rate) => format::percent(rate, 1),
        Err(undefined) => super::reason(undefined).to_owned(),
    };
    let columns =
        [texts::period_end(), texts::raw(), texts::sales_adjusted(), texts::profit_adjusted()];
    let row = |point: &TrendPoint| {
        let [raw, sales, profit] = rates(point).map(cell);
        vec![format::date(point.period.last), raw, sales, profit]
    };
    ChartTable {
        columns: columns.map(str::to_owned).to_vec(),
        rows: points.iter().map(row).collect(),
        keys: ChartTable::places(points.len()),
    }
}
