//! Who climbed, slipped, came and left between the two dates.

use super::standing::Standing;
use super::window;
use crate::app::session::Session;
use crate::components::{Link, Panel, format, paged};
use crate::words::{choices, customers, ladder as texts};
use leptos::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use tangga_engine::analytics::ladder::Transition;
use tangga_engine::domain::{Collection, Rung};

/// How many of those who went one way are named at a time.
const NAMED: usize = 10;

/// The movement in five counts, and who went which way.
#[component]
pub fn MovementPanel(standing: Memo<Arc<Standing>>) -> impl IntoView {
    let finding = Signal::derive(move || {
        let dates = standing.read().dates;
        Some(texts::movement_between(format::date(dates.from), format::date(dates.to)))
    });
    let counts = move || {
        let standing = standing.get();
        let movement = &standing.movement;
        [
            (texts::up(), movement.up, "good"),
            (texts::down(), movement.down, "bad"),
            (texts::entered(), movement.new_count(), "good"),
            (texts::lost(), movement.left_count(), "bad"),
            (texts::stayed(), movement.stayed, ""),
        ]
        .map(|(name, count, class)| {
            let class = if count > 0 { class } else { "" };
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd class=class>{format::integer(i64::from(count))}</dd>
                </div>
            }
        })
        .collect_view()
    };
    let ways = move || {
        let groups = groups(&standing.read());
        if groups.iter().all(|(_, ways)| ways.is_empty()) {
            return view! { <p class="quiet">{texts::movement_none()}</p> }.into_any();
        }
        groups.map(group).collect_view().into_any()
    };
    view! {
        <Panel heading=texts::movement() finding=finding>
            <dl class="ladder-movement">{counts}</dl>
            <p class="quiet">{move || texts::lost_means(window())}</p>
            {ways}
        </Panel>
    }
    .into_any()
}

/// One way to go, in words, and the customer rows that went it.
type Way = (String, Vec<u32>);

/// The ways up, down, in and out; of each kind the most frequent first.
fn groups(standing: &Standing) -> [(&'static str, Vec<Way>); 4] {
    let mut kinds: [BTreeMap<(Rung, Rung), Vec<u32>>; 4] = Default::default();
    for (row, transition) in (0_u32..).zip(&standing.moved) {
        let (kind, way) = match *transition {
            Some(Transition::Up(from, to)) => (0, (from, to)),
            Some(Transition::Down(from, to)) => (1, (from, to)),
            Some(Transition::New(rung)) => (2, (rung, rung)),
            Some(Transition::Left(rung)) => (3, (rung, rung)),
            Some(Transition::Stayed(_)) | None => continue,
        };
        kinds[kind].entry(way).or_default().push(row);
    }
    let [up, down, new, left] = kinds;
    let moved = |from, to| texts::moved(choices::rung(from), choices::rung(to));
    [
        (texts::up(), told(up, moved)),
        (texts::down(), told(down, moved)),
        (texts::entered(), told(new, |rung, _| texts::new_on(choices::rung(rung)))),
        (texts::lost(), told(left, |rung, _| texts::left_from(choices::rung(rung)))),
    ]
}

fn told(ways: BTreeMap<(Rung, Rung), Vec<u32>>, words: impl Fn(Rung, Rung) -> String) -> Vec<Way> {
    let mut ways: Vec<Way> =
        ways.into_iter().map(|((from, to), rows)| (words(from, to), rows)).collect();
    ways.sort_by_key(|(_, rows)| Reverse(rows.len()));
    ways
}

fn group((heading, ways): (&'static str, Vec<Way>)) -> Option<AnyView> {
    if ways.is_empty() {
        return None;
    }
    let ways = ways.into_iter().map(way).collect_view();
    let view = view! {
        <section class="ladder-ways">
            <h3>{heading}</h3>
            {ways}
        </section>
    };
    Some(view.into_any())
}

/// A way with its count; opened, with the names.
fn way((words, rows): Way) -> AnyView {
    let opened = RwSignal::new(false);
    let count = format::integer(rows.len() as i64);
    let label = words.clone();
    let names = move || {
        opened.get().then(|| {
            let rows = rows.clone();
            paged(rows.len(), NAMED, label.clone(), move |from, most| names(&rows, from, most))
        })
    };
    view! {
        <details on:toggle=move |_| opened.set(true)>
            <summary>
                <span>{words}</span>
                <strong>{count}</strong>
            </summary>
            {names}
        </details>
    }
    .into_any()
}

fn names(rows: &[u32], from: usize, most: usize) -> AnyView {
    let line = |&row: &u32| {
        let (id, name) = Session.peek(|workspace| {
            let name = customers::name_of(workspace.customers(), row);
            (workspace.id(Collection::Customer, row), name)
        });
        view! {
            <li>
                <Link href=format!("/customers/{id}")>{name}</Link>
            </li>
        }
    };
    let lines = rows.iter().skip(from).take(most).map(line).collect_view();
    view! { <ul class="ladder-names">{lines}</ul> }.into_any()
}
