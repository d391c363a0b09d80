//! The form of an interaction.

use super::Sheet;
use crate::app::session::Session;
use crate::app::{commands, customer_list};
use crate::components::{Choice, DialogForm, RadioField, Sending, TextField};
use crate::pages::form::{Typed, channels};
use crate::words::{choices, customers as texts};
use leptos::prelude::*;
use tangga_engine::domain::schema::interaction;
use tangga_engine::domain::{Channel, Collection, Direction, Interaction, RecordId};

/// Records an interaction or changes one.
#[component]
pub(super) fn InteractionForm(customer: RecordId, sheet: Sheet) -> impl IntoView {
    let id = sheet.fact.get_untracked();
    let held = match id.and_then(|id| Session.peek(|w| w.find::<Interaction>(id))) {
        Some(interaction) => interaction,
        None => Interaction {
            customer: Some(customer),
            date: Some(Session.today()),
            channel: Some(Channel::Messaging.code().to_owned()),
            direction: Some(Direction::Inbound.code().to_owned()),
            ..Interaction::default()
        },
    };
    let typed = Typed::of(&held);
    let [subject, note] = [interaction::SUBJECT, interaction::NOTE].map(|field| typed.value(field));
    let nothing = move || subject.read().trim().is_empty() && note.read().trim().is_empty();
    let sending = Sending::new(sheet.open);
    typed.keep_draft(id, None, sending);
    let send = move || {
        if typed.has(interaction::DATE) && typed.is_readable() && !untrack(nothing) {
            let (opened, interaction) = (typed.opened::<Interaction>(), typed.record());
            commands::save(id, &opened, &interaction, sending.begin());
        }
    };
    let nothing_said = Signal::derive(move || {
        (sending.is_tried() && nothing()).then(|| texts::say_something().to_owned())
    });
    let directions: Vec<Choice> = Direction::ALL
        .iter()
        .map(|direction| Choice::new(direction.code(), choices::direction(*direction)))
        .collect();
    let subjects = customer_list::words_in(Collection::Interaction, interaction::SUBJECT);
    view! {
        <DialogForm sending on_send=send>
            {typed.why_less()}
            {typed.changed_elsewhere::<Interaction>(id)}
            <div class="form-row">
                {typed.day(interaction::DATE, Some(sending))}
                {typed.select(interaction::CHANNEL, channels(), "")}
            </div>
            <RadioField
                name=typed.name(interaction::DIRECTION)
                label=typed.label(interaction::DIRECTION)
                value=typed.value(interaction::DIRECTION)
                choices=directions
            />
            <TextField
                name=typed.name(interaction::SUBJECT)
                label=typed.label(interaction::SUBJECT)
                value=subject
                suggestions=Signal::stored(subjects)
                error=nothing_said
                autofocus=true
            />
            {typed.area(interaction::NOTE)}
        </DialogForm>
    }
    .into_any()
}
