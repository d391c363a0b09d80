//! Adding and editing a persona.

use crate::app::commands;
use crate::app::session::Session;
use crate::components::{DialogForm, Sending, TextField};
use crate::pages::form::Typed;
use crate::words::journeys as texts;
use leptos::prelude::*;
use tangga_engine::domain::schema::{customer, persona};
use tangga_engine::domain::{Collection, Persona, RecordId};

/// The form; a new persona without `id`.
#[component]
pub fn PersonaForm(
    /// Its dialog.
    open: RwSignal<bool>,
    /// The persona to change.
    id: Option<RecordId>,
) -> impl IntoView {
    let held: Option<Persona> =
        id.and_then(|id| Session.peek(|workspace| workspace.find::<Persona>(id)));
    let typed = Typed::of(&held.unwrap_or_default());
    let sending = Sending::new(open);
    typed.keep_draft(id, None, sending);
    let segments = Signal::derive(|| {
        Session.read(|workspace| {
            let (words, _) = workspace.labels(Collection::Customer, customer::SEGMENT);
            words.iter().map(|word| word.to_string()).filter(|word| !word.is_empty()).collect()
        })
    });
    let send = move || {
        if typed.has(persona::NAME) {
            let (opened, persona) = (typed.opened::<Persona>(), typed.record());
            commands::save(id, &opened, &persona, sending.begin());
        }
    };
    view! {
        <DialogForm sending on_send=send>
            {typed.title(persona::NAME, "", sending)}
            {typed.line(persona::DESCRIPTION, "")}
            <TextField
                label=typed.label(persona::SEGMENT)
                name=typed.name(persona::SEGMENT)
                value=typed.value(persona::SEGMENT)
                hint=texts::segment_hint()
                suggestions=segments
            />
            {typed.area(persona::GOALS)}
            {typed.area(persona::NEEDS)}
            {typed.area(persona::FRUSTRATIONS)}
            {typed.area(persona::BUYING_BEHAVIOUR)}
            {typed.area(persona::TRAITS)}
            {typed.line(persona::QUOTE, "")}
        </DialogForm>
    }
    .into_any()
}
