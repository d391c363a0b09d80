//! The forms of an interaction and of a feedback answer.

use super::Sheet;
use crate::app::session::Session;
use crate::app::{commands, customer_list};
use crate::components::{
    Choice, DialogForm, RadioField, ScoreField, SelectField, Sending, TextField,
};
use crate::pages::form::{Typed, channels};
use crate::words::{choices, customers as texts};
use leptos::prelude::*;
use tangga_engine::domain::schema::{feedback, interaction};
use tangga_engine::domain::{
    Channel, Collection, Direction, Feedback, Interaction, RecordId, Survey,
};

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

/// Records a feedback answer or changes one.
#[component]
pub(super) fn FeedbackForm(customer: RecordId, sheet: Sheet) -> impl IntoView {
    let id = sheet.fact.get_untracked();
    let held = match id.and_then(|id| Session.peek(|w| w.find::<Feedback>(id))) {
        Some(feedback) => feedback,
        None => Feedback {
            customer: Some(customer),
            date: Some(Session.today()),
            survey: Some(Survey::Nps.code().to_owned()),
            question: Some(choices::survey_question(Survey::Nps).to_owned()),
            ..Feedback::default()
        },
    };
    let typed = Typed::of(&held);
    let [survey, question, comment] =
        [feedback::SURVEY, feedback::QUESTION, feedback::COMMENT].map(|field| typed.value(field));
    let score = RwSignal::new(held.score);

    let chosen = Memo::new(move |_| Survey::from_code(&survey.read()).unwrap_or(Survey::Nps));
    // A score of another scale means something else: it is not carried over. And
    // another survey asks another question.
    Effect::new(move |before: Option<Survey>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            score.set(None);
            question.set(choices::survey_question(now).to_owned());
        }
        now
    });
    let nothing = move || score.get().is_none() && comment.read().trim().is_empty();
    let sending = Sending::new(sheet.open);
    let send = move || {
        if typed.has(feedback::DATE) && typed.is_readable() && !untrack(nothing) {
            let answer = Feedback { score: score.get_untracked(), ..typed.record() };
            commands::save(id, &typed.opened(), &answer, sending.begin());
        }
    };
    let nothing_given = Signal::derive(move || {
        (sending.is_tried() && nothing()).then(|| texts::score_or_comment().to_owned())
    });
    let surveys: Vec<Choice> = Survey::ALL
        .iter()
        .map(|survey| Choice::new(survey.code(), choices::survey(*survey)))
        .collect();
    // What was imported may not say what was asked.
    let asked = move || match question.get() {
        question if question.is_empty() => choices::survey_question(chosen.get()).to_owned(),
        question => question,
    };
    let scale = Signal::derive(move || chosen.get().scale());
    let scale_hint = Signal::derive(move || choices::survey_scale(chosen.get()).to_owned());
    view! {
        <DialogForm sending on_send=send>
            <div class="form-row">
                {typed.day(feedback::DATE, Some(sending))}
                <SelectField
                    name=typed.name(feedback::SURVEY)
                    label=typed.label(feedback::SURVEY)
                    value=survey
                    choices=surveys
                    required=true
                />
            </div>
            <p class="reading">{asked}</p>
            <ScoreField
                name=typed.name(feedback::SCORE)
                label=typed.label(feedback::SCORE)
                value=score
                scale
                hint=scale_hint
                error=nothing_given
            />
            {typed.area(feedback::COMMENT)}
            {typed.select(feedback::CHANNEL, channels(), "")}
        </DialogForm>
    }
    .into_any()
}
