//! The score by segment and by rung, with how many answered.

use super::{interval_text, score_text};
use crate::app::derived;
use crate::app::session::Session;
use crate::browser::measure::Span;
use crate::components::{ChartFrame, ChartTable, format};
use crate::words::{choices, feedback as texts};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::nps::{ByGroup, Counts, Movement, by_group, difference};
use tangga_engine::charts::bars::{Bar, draw};
use tangga_engine::charts::{Frame, Token};
use tangga_engine::domain::{NO_ROW, Period, Rung};

/// A group with its answers.
#[derive(Clone, PartialEq)]
struct Group {
    name: String,
    counts: Counts,
    /// Whether who is in it follows from the score: then it is compared with nothing.
    by_score: bool,
}

/// The groups with answers, in their order.
fn answered(names: impl Iterator<Item = String>, report: ByGroup) -> Vec<Group> {
    names
        .zip(report.groups)
        .map(|(name, counts)| Group { name, counts, by_score: false })
        .filter(|group| group.counts.n() > 0)
        .collect()
}

fn segments(period: Period) -> Vec<Group> {
    let span = Span::begin("nps.by_segment");
    let segments = derived::segments();
    let groups = segments.names.len();
    let report =
        Session.read(|workspace| by_group(workspace.feedback(), period, &segments.of, groups));
    span.end();
    answered(segments.names.iter().cloned(), report)
}

fn rungs(period: Period) -> Vec<Group> {
    let placements = derived::placements();
    let of: Vec<u32> = placements
        .iter()
        .map(|placement| placement.map_or(NO_ROW, |placement| placement.rung as u32))
        .collect();
    let report =
        Session.read(|workspace| by_group(workspace.feedback(), period, &of, Rung::ALL.len()));
    let mut groups = answered(Rung::ALL.iter().map(|rung| choices::rung(*rung).to_owned()), report);
    // A high score makes an advocate of a loyal customer, so the loyal are left without.
    for rung in [Rung::Loyal, Rung::Advocate].map(choices::rung) {
        groups.iter_mut().filter(|group| group.name == rung).for_each(|g| g.by_score = true);
    }
    groups
}

/// The score by segment.
#[component]
pub fn BySegment(period: Memo<Period>) -> impl IntoView {
    let groups = Memo::new(move |_| Arc::new(segments(period.get())));
    let differ = |high: &str, low: &str| texts::segments_differ(high, low);
    view! { <Groups groups title=texts::by_segment() differ id="nps-by-segment"/> }.into_any()
}

/// The score by rung.
#[component]
pub fn ByRung(period: Memo<Period>) -> impl IntoView {
    let groups = Memo::new(move |_| Arc::new(rungs(period.get())));
    let differ = |high: &str, low: &str| texts::rungs_differ(high, low);
    let title = texts::by_rung();
    view! { <Groups groups title differ by_score=true id="nps-by-rung"/> }.into_any()
}

#[component]
fn Groups(
    groups: Memo<Arc<Vec<Group>>>,
    title: &'static str,
    /// Says that the first recommends more than the second.
    differ: fn(&str, &str) -> String,
    /// Whether some of the groups follow from the score themselves.
    #[prop(optional)]
    by_score: bool,
    id: &'static str,
) -> impl IntoView {
    let heading = Memo::new(move |_| finding(&groups.read(), differ));
    let note = match by_score {
        true => format!("{}. {}", texts::adjusted_note(), texts::advocates_by_score()),
        false => texts::adjusted_note().to_owned(),
    };
    let table = Memo::new(move |_| table(&groups.read()));
    let draw = move |width: f64| {
        let groups = groups.read();
        if groups.is_empty() {
            return None;
        }
        let heading = heading.get();
        let frame = Frame { id, title: &heading, description: title, width };
        let table = table.read();
        let bars: Vec<Bar> =
            groups.iter().enumerate().map(|(at, group)| bar(group, &table, at)).collect();
        Some(draw(&frame, &bars, Some((-100.0, 100.0))))
    };
    view! {
        <section class="panel">
            <p class="panel-over">{title}</p>
            <ChartFrame heading note draw table file_name=id/>
        </section>
    }
    .into_any()
}

/// Whether the best and the worst group differ by more than chance explains.
fn finding(groups: &[Group], differ: fn(&str, &str) -> String) -> String {
    let score = |group: &&Group| group.counts.report().map_or(0.0, |nps| nps.score);
    let compared = || groups.iter().filter(|group| !group.by_score);
    let best = compared().max_by(|a, b| score(a).total_cmp(&score(b)));
    let worst = compared().min_by(|a, b| score(a).total_cmp(&score(b)));
    match (best, worst) {
        (Some(best), Some(worst)) if compared().count() > 1 => {
            let movement = difference(worst.counts, best.counts).map(|gap| gap.movement);
            if movement == Some(Movement::Up) {
                differ(&best.name, &worst.name)
            } else {
                texts::groups_too_few().to_owned()
            }
        }
        (Some(_), _) => texts::groups_one().to_owned(),
        _ => texts::no_groups().to_owned(),
    }
}

/// A group's bar; its details are its row in the table.
fn bar(group: &Group, table: &ChartTable, row: usize) -> Bar {
    let nps = group.counts.report();
    let score = nps.map(|nps| nps.score);
    let interval = nps.and_then(|nps| nps.interval());
    let low = score.is_some_and(|score| score < 0.0);
    Bar {
        key: table.keys[row].clone(),
        name: group.name.clone(),
        value: score,
        interval: interval.map(|interval| (interval.low, interval.high)),
        label: score.map(score_text).unwrap_or_default(),
        detail: texts::n_is(format::integer(i64::from(group.counts.n()))),
        ink: if low { Token::BAD } else { Token::GOOD },
        tip: table.detail(row),
    }
}

fn table(groups: &[Group]) -> ChartTable {
    let columns = [texts::group(), texts::nps(), texts::interval_name(), texts::n_name()];
    let row = |group: &Group| {
        let (score, interval) = match group.counts.report() {
            Some(nps) => (score_text(nps.score), interval_text(&nps)),
            None => (texts::undefined().to_owned(), String::new()),
        };
        let n = format::integer(i64::from(group.counts.n()));
        vec![group.name.clone(), score, interval, n]
    };
    ChartTable {
        columns: columns.map(str::to_owned).to_vec(),
        rows: groups.iter().map(row).collect(),
        keys: ChartTable::places(groups.len()),
    }
}
