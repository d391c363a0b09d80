//! What a person can do with journey maps beside adding, changing and deleting
//! records: whole maps and moves, each as one change set.

use super::commands::store;
use super::session::new_id;
use crate::browser::measure::Span;
use tangga_engine::domain::schema::{stage, touchpoint};
use tangga_engine::domain::{Collection, Journey, Phase, RecordId, Stage, Value, place};
use tangga_engine::workspace::{Action, Draft, Label};

fn create_stages(draft: &mut Draft, journey: RecordId, stages: &[(Phase, &str)]) {
    let mut index = String::new();
    for (phase, name) in stages {
        index = place::after(&index);
        draft.create(&Stage {
            journey: Some(journey),
            name: Some((*name).to_owned()),
            phase: Some(phase.code().to_owned()),
            place: Some(index.clone()),
            hours: None,
        });
    }
}

/// Adds a map with its first stages; gives its identity at once.
pub fn add_map(
    journey: &Journey,
    stages: &[(Phase, &str)],
    done: impl FnOnce(bool) + 'static,
) -> RecordId {
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let id = draft.create(journey);
    *draft.label_mut() = Label::about(Action::Add, Collection::Journey, id);
    create_stages(&mut draft, id, stages);
    store(draft, done);
    id
}

/// Adds the first stages to a map that has none.
pub fn add_stages(journey: RecordId, stages: &[(Phase, &str)]) {
    let mut draft = Draft::new(new_id(), Label::new(Action::Change));
    *draft.label_mut() = Label::about(Action::Change, Collection::Journey, journey);
    create_stages(&mut draft, journey, stages);
    store(draft, |_| {});
}

/// Moves a stage to a place, in the phase that belongs there.
pub fn move_stage(
    id: RecordId,
    place: String,
    phase: Option<Phase>,
    done: impl FnOnce(bool) + 'static,
) {
    let label = Label::about(Action::Move, Collection::Stage, id);
    let mut draft = Draft::new(new_id(), label);
    draft.set(Collection::Stage, id, stage::PLACE, Some(Value::Text(place)));
    if let Some(phase) = phase {
        let code = Value::Text(phase.code().to_owned());
        draft.set(Collection::Stage, id, stage::PHASE, Some(code));
    }
    store(draft, done);
}

/// Moves a touchpoint to a place.
pub fn move_touchpoint(id: RecordId, place: String, done: impl FnOnce(bool) + 'static) {
    let label = Label::about(Action::Move, Collection::Touchpoint, id);
    let mut draft = Draft::new(new_id(), label);
    draft.set(Collection::Touchpoint, id, touchpoint::PLACE, Some(Value::Text(place)));
    store(draft, done);
}

/// Draws a map under a measure that the benchmark reads.
pub fn measured<R>(draw: impl FnOnce() -> R) -> R {
    let span = Span::begin("journey.chart");
    let drawn = draw();
    span.end();
    drawn
}
