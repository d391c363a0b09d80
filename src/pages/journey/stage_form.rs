//! Adding and editing a stage.

use super::Shown;
use crate::app::commands;
use crate::components::Choice;
use crate::pages::journeys::form::{FormActions, Typed, when_saved};
use crate::words::{choices, journeys as texts};
use leptos::prelude::*;
use tangga_engine::domain::journey_map::phase;
use tangga_engine::domain::schema::stage;
use tangga_engine::domain::{Phase, RecordId, Stage};

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
    let typed = Typed::of(&held);
    let (missing, saving) = (RwSignal::new(false), RwSignal::new(false));
    let phases: Vec<Choice> =
        Phase::ALL.iter().map(|phase| Choice::new(phase.code(), choices::phase(*phase))).collect();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !typed.has_title(stage::NAME, missing) || !typed.is_number(stage::HOURS) {
            return;
        }
        let mut record = typed.record::<Stage>();
        record.journey = record.journey.or(journey.get_untracked());
        let now = phase(&record);
        if id.is_none() || now != was {
            let wanted = now.unwrap_or(Phase::Before);
            record.place = Some(map.with_untracked(|map| map.place_in_phase(wanted, id)));
        }
        commands::save(id, &typed.opened(), &record, when_saved(dialog, saving));
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {typed.title(stage::NAME, "", missing)}
            {typed.select(stage::PHASE, phases, None)}
            {typed.number(stage::HOURS, texts::hours_hint())}
            <FormActions open=dialog saving/>
        </form>
    }
    .into_any()
}
