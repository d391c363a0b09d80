//! Adding and editing a touchpoint.

use super::Shown;
use crate::app::commands;
use crate::components::{Choice, DialogForm, RadioField, Sending};
use crate::pages::form::{Typed, channels};
use crate::pages::journeys::feeling::feeling_text;
use crate::words::{journeys as texts, widgets};
use leptos::prelude::*;
use tangga_engine::domain::schema::touchpoint;
use tangga_engine::domain::{RecordId, Touchpoint};

/// The form; a new touchpoint at the end of `stage` without `id`.
#[component]
pub(super) fn TouchpointForm(shown: Shown, stage: RecordId, id: Option<RecordId>) -> impl IntoView {
    let Shown { map, dialog, .. } = shown;
    let held = map.with_untracked(|map| {
        let found = map.touchpoints().find(|(held, _)| Some(*held) == id);
        found.map(|(_, touchpoint)| touchpoint.clone()).unwrap_or_default()
    });
    let typed = Typed::of(&held);
    let sending = Sending::new(dialog);
    typed.keep_draft(id, Some(stage), sending);
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
    let send = move || {
        if !typed.has(touchpoint::NAME) {
            return;
        }
        let mut record = typed.record::<Touchpoint>();
        if id.is_none() {
            record.place = map.with_untracked(|map| map.end_of(stage));
        }
        commands::save(id, &typed.opened(), &record, sending.begin());
    };
    view! {
        <DialogForm sending on_send=send>
            {typed.title(touchpoint::NAME, texts::name_hint(), sending)}
            {typed.select(touchpoint::CHANNEL, channels(), "")}
            <RadioField
                label=typed.label(touchpoint::EMOTION)
                name=typed.name(touchpoint::EMOTION)
                value=typed.value(touchpoint::EMOTION)
                choices=feelings
                inline=true
            />
            {typed.line(touchpoint::THOUGHT, "")}
            {typed.area(touchpoint::PAIN)}
            {typed.area(touchpoint::OPPORTUNITY)}
            {typed.line(touchpoint::OWNER, "")}
            <RadioField
                label=texts::who_sees()
                name=typed.name(touchpoint::SEEN)
                value=typed.value(touchpoint::SEEN)
                choices=sights
                inline=true
            />
            {typed.check(touchpoint::MOMENT_OF_TRUTH, texts::moment_hint())}
        </DialogForm>
    }
    .into_any()
}
