//! Adding and editing a touchpoint.

use super::Shown;
use crate::app::commands;
use crate::components::{CheckField, Choice, RadioField};
use crate::pages::journeys::feeling::feeling_text;
use crate::pages::journeys::form::{FormActions, Typed, when_saved};
use crate::words::{choices, journeys as texts, widgets};
use leptos::prelude::*;
use tangga_engine::domain::schema::touchpoint;
use tangga_engine::domain::{Channel, RecordId, Touchpoint};

/// The form; a new touchpoint at the end of `stage` without `id`.
#[component]
pub(super) fn TouchpointForm(shown: Shown, stage: RecordId, id: Option<RecordId>) -> impl IntoView {
    let Shown { map, dialog, .. } = shown;
    let held = map.with_untracked(|map| {
        let found = map.touchpoints().find(|(held, _)| Some(*held) == id);
        found.map(|(_, touchpoint)| touchpoint.clone()).unwrap_or_default()
    });
    let typed = Typed::of(&held);
    let (missing, saving) = (RwSignal::new(false), RwSignal::new(false));
    let moment = RwSignal::new(held.moment_of_truth == Some(true));
    let channels: Vec<Choice> = Channel::ALL
        .iter()
        .map(|channel| Choice::new(channel.code(), choices::channel(*channel)))
        .collect();
    let feelings: Vec<Choice> = [-2, -1, 0, 1, 2]
        .map(|emotion| Choice::new(i64::to_string(&emotion), feeling_text(emotion)))
        .into_iter()
        .chain([Choice::new("", widgets::not_said())])
        .collect();
    let sights = vec![
        Choice::new("true", texts::seen()),
        Choice::new("false", texts::unseen()),
        Choice::new("", widgets::not_said()),
    ];
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !typed.has_title(touchpoint::NAME, missing) {
            return;
        }
        let mut record = typed.record::<Touchpoint>();
        // Never said stays never said, until somebody says yes.
        if moment.get_untracked() || held.moment_of_truth.is_some() {
            record.moment_of_truth = Some(moment.get_untracked());
        }
        if id.is_none() {
            record.place = map.with_untracked(|map| map.end_of(stage));
        }
        commands::save(id, &typed.opened(), &record, when_saved(dialog, saving));
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {typed.title(touchpoint::NAME, texts::name_hint(), missing)}
            {typed.select(touchpoint::CHANNEL, channels, None)}
            <RadioField
                label=typed.label(touchpoint::EMOTION)
                name=typed.name(touchpoint::EMOTION)
                value=typed.value(touchpoint::EMOTION)
                choices=feelings
                inline=true
            />
            {typed.line(touchpoint::THOUGHT)}
            {typed.area(touchpoint::PAIN)}
            {typed.area(touchpoint::OPPORTUNITY)}
            {typed.line(touchpoint::OWNER)}
            <RadioField
                label=texts::who_sees()
                name=typed.name(touchpoint::SEEN)
                value=typed.value(touchpoint::SEEN)
                choices=sights
                inline=true
            />
            <CheckField
                label=typed.label(touchpoint::MOMENT_OF_TRUTH)
                name=typed.name(touchpoint::MOMENT_OF_TRUTH)
                value=moment
                hint=texts::moment_hint()
            />
            <FormActions open=dialog saving/>
        </form>
    }
    .into_any()
}
