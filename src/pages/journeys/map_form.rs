//! Adding and editing a journey map's head.

use crate::app::session::Session;
use crate::app::{commands, journeys};
use crate::components::{CheckField, Choice, DialogForm, Sending};
use crate::pages::form::Typed;
use crate::words::{choices, journeys as texts};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use tangga_engine::domain::schema::journey;
use tangga_engine::domain::{Journey, Persona, Phase, RecordId};

/// The stages that a new map is offered.
pub fn starters() -> [(Phase, &'static str); 3] {
    [
        (Phase::Before, texts::starter_before()),
        (Phase::During, texts::starter_during()),
        (Phase::After, texts::starter_after()),
    ]
}

/// The form; a new map without `id`.
#[component]
pub fn MapForm(
    /// Its dialog.
    open: RwSignal<bool>,
    /// The map to change.
    id: Option<RecordId>,
    /// Hears the identity of a map that was added.
    #[prop(optional, into)]
    on_added: Option<Callback<(RecordId,)>>,
) -> impl IntoView {
    let held: Option<Journey> =
        id.and_then(|id| Session.peek(|workspace| workspace.find::<Journey>(id)));
    let typed = Typed::of(&held.unwrap_or_default());
    let sending = Sending::new(open);
    let with_starters = RwSignal::new(true);
    let personas: Vec<Choice> = Session.peek(|workspace| {
        let choice = |(id, persona): (RecordId, Persona)| {
            Choice::new(id.to_string(), persona.name.unwrap_or_else(|| texts::untitled().into()))
        };
        workspace.all::<Persona>().map(choice).collect()
    });
    // With one persona there is little to choose.
    if let (None, [only]) = (id, personas.as_slice()) {
        typed.value(journey::PERSONA).set(only.code.clone());
    }
    typed.keep_draft(id, None, sending);
    let persona_hint =
        if personas.is_empty() { texts::no_personas_yet() } else { texts::persona_hint() };
    let send = move || {
        if !typed.has(journey::NAME) {
            return;
        }
        let (record, saved) = (typed.record::<Journey>(), sending.begin());
        match id {
            Some(id) => commands::change(id, &typed.opened(), &record, saved),
            None => {
                let starters = starters();
                let stages: &[_] = if with_starters.get_untracked() { &starters } else { &[] };
                let added = Rc::new(Cell::new(None));
                let heard = added.clone();
                let id = journeys::add_map(&record, stages, move |done| {
                    saved(done);
                    if let (true, Some(id), Some(on_added)) = (done, heard.get(), on_added) {
                        on_added.run((id,));
                    }
                });
                added.set(Some(id));
            }
        }
    };
    let reviewed = id.is_some().then(|| typed.day(journey::REVIEWED, None));
    let offer = id.is_none().then(|| {
        let [before, during, after] =
            starters().map(|(phase, name)| texts::starter_in(name, choices::phase(phase)));
        let hint = texts::three_stages(before, during, after);
        let on_change = move |yes: bool| with_starters.set(yes);
        view! {
            <CheckField
                label=texts::begin_with_three()
                value=with_starters
                on_change=on_change
                hint=hint
            />
        }
    });
    view! {
        <DialogForm sending on_send=send>
            {typed.title(journey::NAME, "", sending)}
            {typed.select(journey::PERSONA, personas, persona_hint)}
            {typed.line(journey::GOAL, "")}
            {typed.line(journey::OWNER, "")}
            {reviewed}
            {offer}
        </DialogForm>
    }
    .into_any()
}
