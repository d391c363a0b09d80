//! Who climbed, slipped, came and left between the two dates.

use super::standing::Standing;
use super::window;
use crate::components::{Panel, format};
use crate::words::{choices, ladder as texts};
use leptos::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;
use tangga_engine::domain::Rung;

/// How many ways of moving are listed.
const LISTED: usize = 8;

/// The movement in four counts and the ways most customers went.
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
        let ways = ways(&standing.read());
        if ways.is_empty() {
            return view! { <p class="quiet">{texts::movement_none()}</p> }.into_any();
        }
        let lines = ways
            .into_iter()
            .take(LISTED)
            .map(|(count, way)| {
                view! {
                    <li>
                        <span>{way}</span>
                        <strong>{format::integer(i64::from(count))}</strong>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="lines">{lines}</ul> }.into_any()
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

/// All ways that somebody went, the most frequent first.
fn ways(standing: &Standing) -> Vec<(u32, String)> {
    let movement = &standing.movement;
    let mut ways = Vec::new();
    for (at, &rung) in Rung::ALL.iter().enumerate() {
        let name = choices::rung(rung);
        ways.push((movement.new[at], texts::new_on(name)));
        ways.push((movement.left[at], texts::left_from(name)));
        for (to, &other) in Rung::ALL.iter().enumerate() {
            if to != at {
                ways.push((movement.flow[at][to], texts::moved(name, choices::rung(other))));
            }
        }
    }
    ways.retain(|(count, _)| *count > 0);
    ways.sort_by_key(|(count, _)| Reverse(*count));
    ways
}
