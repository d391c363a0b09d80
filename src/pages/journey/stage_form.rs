//! Adding and editing a stage.

use super::Shown;
use crate::app::commands;
use crate::components::{Choice, DialogForm, Sending};
use crate::pages::form::Typed;
use crate::words::{choices, journeys as texts};
use leptos::prelude::*;
use tangga_engine::domain::journey_map::phase;
use tangga_engine::domain::schema::stage;
use tangga_engine::domain::{Phase, RecordId, Stage};

/// Ten years in hours: more than any stage lasts.
const LONGEST: i64 = 87_600;

/// The form; a new stage without `id`. A new stage goes to the end of its phase,
/// and so does one whose phase is changed.
#[component]
pub(super) fn StageForm(shown: Shown, id: Option<RecordId>) -> impl IntoView {
    let Shown { map, dialog, id: journey, .. } = shown;
    let held = map.with_untracked(|map| {
        let stage = map.stages.iter().find(|stage| Some(stage.id) == id);
        // One adds stages in the order of time, so a new one goes on where the
        // last one is.
        let last = map.stages.last().and_then(|last| phase(&last.stage));
        let phase = last.unwrap_or(Phase::Before).code().to_owned();
        match stage {
            Some(stage) => stage.stage.clone(),
            None => Stage { phase: Some(phase), ..Stage::default() },
        }
    });
    let was = phase(&held);
    let typed = Typed::of(&held).within(stage::HOURS, 0, LONGEST);
    let sending = Sending::new(dialog);
    typed.keep_draft(id, journey.get_untracked(), sending);
    let phases: Vec<Choice> =
        Phase::ALL.iter().map(|phase| Choice::new(phase.code(), choices::phase(*phase))).collect();
    let send = move || {
        if !typed.has(stage::NAME) || !typed.is_readable() {
            return;
        }
        let mut record = typed.record::<Stage>();
        record.journey = record.journey.or(journey.get_untracked());
        let now = phase(&record);
        if id.is_none() || now != was {
            let wanted = now.unwrap_or(Phase::Before);
            record.place = Some(map.with_untracked(|map| map.place_in_phase(wanted, id)));
        }
        commands::save(id, &typed.opened(), &record, sending.begin());
    };
    view! {
        <DialogForm sending on_send=send>
            {typed.title(stage::NAME, "", sending)}
            {typed.select(stage::PHASE, phases, "")}
            {typed.number(stage::HOURS, texts::hours_hint())}
        </DialogForm>
    }
    .into_any()
}
