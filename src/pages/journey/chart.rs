//! The timeline of a map, drawn from its records.

use super::{Edited, Shown};
use crate::app::journeys::measured;
use crate::components::{ChartFrame, ChartTable, format};
use crate::pages::journeys::feeling::feeling_text;
use crate::pages::journeys::{named, persona_name};
use crate::words::{choices, journeys as texts};
use leptos::prelude::*;
use tangga_engine::charts::timeline::{self, Timeline};
use tangga_engine::charts::{Chart, Frame};
use tangga_engine::domain::journey_map::{JourneyMap, phase};
use tangga_engine::domain::{Phase, Stage, Touchpoint};

/// How long a stage lasts, in whole days where it is some.
pub fn span(stage: &Stage) -> Option<String> {
    match stage.hours.filter(|hours| *hours > 0)? {
        hours if hours % 24 == 0 => Some(texts::days(&format::count(hours as u64 / 24))),
        hours => Some(texts::hours(&format::count(hours as u64))),
    }
}

/// A touchpoint's channel, in words.
fn channel(touchpoint: &Touchpoint) -> String {
    match touchpoint.channel.as_deref() {
        Some(stored) => choices::channel_of(stored),
        None => texts::no_channel().to_owned(),
    }
}

fn feeling(touchpoint: &Touchpoint) -> String {
    touchpoint.emotion.map_or_else(|| texts::no_feeling().to_owned(), feeling_text)
}

/// What the data say, in a sentence.
fn finding(map: &JourneyMap, persona: Option<String>) -> String {
    if let Some((lowest, emotion)) = map.lowest().and_then(|lowest| Some((lowest, lowest.emotion?)))
    {
        let name = named(lowest.name.clone());
        return match persona {
            Some(persona) => texts::finding_lowest(name, persona, feeling_text(emotion)),
            None => texts::finding_lowest_nobody(name, feeling_text(emotion)),
        };
    }
    if let Some(emotion) = map.felt_alike() {
        return texts::finding_even(feeling_text(emotion));
    }
    // One alone has nothing to be compared with.
    match map.touchpoints().find_map(|(_, t)| Some((t, t.emotion?))) {
        Some((only, emotion)) => texts::tip(named(only.name.clone()), feeling_text(emotion)),
        None => texts::finding_none().to_owned(),
    }
}

fn draw(map: &JourneyMap, table: &ChartTable, title: &str, width: f64) -> Chart {
    let phases: Vec<String> =
        Phase::ALL.iter().map(|phase| choices::phase(*phase).to_owned()).collect();
    let mut lanes: Vec<String> = Vec::new();
    let mut stages = Vec::new();
    let mut touchpoints = Vec::new();
    let mut last_phase = 0;
    for (at, held) in map.stages.iter().enumerate() {
        // A stage that names no phase goes with the one before it.
        let own = phase(&held.stage);
        let own = own.and_then(|own| Phase::ALL.iter().position(|phase| *phase == own));
        last_phase = own.unwrap_or(last_phase);
        stages.push(timeline::Stage {
            key: held.id.to_string(),
            name: named(held.stage.name.clone()),
            span: span(&held.stage).unwrap_or_default(),
            hours: held.stage.hours.map(|hours| hours as f64),
            phase: last_phase,
        });
        for (id, touchpoint) in &held.touchpoints {
            let channel = channel(touchpoint);
            let lane = lanes.iter().position(|lane| *lane == channel).unwrap_or_else(|| {
                lanes.push(channel);
                lanes.len() - 1
            });
            let name = named(touchpoint.name.clone());
            touchpoints.push(timeline::Touchpoint {
                key: id.to_string(),
                tip: table.detail(touchpoints.len()),
                name,
                stage: at,
                lane,
                emotion: touchpoint.emotion.map(|emotion| emotion as f64),
                moment_of_truth: touchpoint.moment_of_truth == Some(true),
                unseen: touchpoint.seen == Some(false),
            });
        }
    }
    let feelings = [-2, -1, 0, 1, 2].map(|emotion| choices::emotion(emotion).to_owned());
    let lowest = |touchpoint: &timeline::Touchpoint| {
        touchpoint.emotion.map(|emotion| format::signed(emotion, 0)).unwrap_or_default()
    };
    let count = |count: usize| format::integer(count as i64);
    let description = texts::description(count(stages.len()), count(touchpoints.len()));
    let frame = Frame { id: "journey", title, description: &description, width };
    let data = Timeline {
        phases: &phases,
        stages: &stages,
        lanes: &lanes,
        touchpoints: &touchpoints,
        feelings: &feelings,
        lowest: &lowest,
        moment_of_truth: texts::moment_of_truth(),
        unseen: texts::unseen(),
    };
    timeline::draw(&frame, &data)
}

fn table(map: &JourneyMap) -> ChartTable {
    let mut rows = Vec::new();
    let mut keys = Vec::new();
    for held in &map.stages {
        for (id, touchpoint) in &held.touchpoints {
            rows.push(vec![
                named(touchpoint.name.clone()),
                named(held.stage.name.clone()),
                channel(touchpoint),
                feeling(touchpoint),
            ]);
            keys.push(id.to_string());
        }
    }
    let columns = [texts::touchpoint(), texts::stage(), texts::channel(), texts::feeling()];
    ChartTable { columns: columns.map(str::to_owned).to_vec(), rows, keys }
}

/// The chart in its frame. A click on a stage or touchpoint edits it.
#[component]
pub(super) fn MapChart(shown: Shown) -> impl IntoView {
    let Shown { map, journey, .. } = shown;
    let heading = Memo::new(move |_| finding(&map.read(), persona_name(&journey.read())));
    let note = Memo::new(move |_| {
        let map = map.read();
        let without = map.touchpoints().filter(|(_, t)| t.emotion.is_none()).count() as u64;
        let how = texts::how_to_read().to_owned();
        Some(match without {
            0 => how,
            _ => [how, texts::without_feeling(&format::count(without))].join(" "),
        })
    });
    let table = Memo::new(move |_| table(&map.read()));
    let drawing = move |width: f64| {
        let title = heading.get();
        Some(measured(|| draw(&map.read(), &table.read(), &title, width)))
    };
    let on_mark = move |key: String| {
        let Ok(id) = key.parse() else { return };
        let edited = map.with_untracked(|map| match map.find(id) {
            Some((stage, _)) => Edited::Touchpoint(map.stages[stage].id, Some(id)),
            None => Edited::Stage(Some(id)),
        });
        shown.edit(edited);
    };
    let name = Signal::derive(move || named(journey.read().name.clone()));
    view! { <ChartFrame heading note draw=drawing table file_name=name title=name on_mark/> }
        .into_any()
}
