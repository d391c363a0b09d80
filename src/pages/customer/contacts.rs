//! The forms of an interaction and of a feedback answer.

use super::Sheet;
use super::form::{FormActions, typed};
use crate::app::session::Session;
use crate::app::{commands, customer_list};
use crate::components::{
    Choice, DateField, RadioField, ScoreField, SelectField, TextAreaField, TextField, entry,
};
use crate::words::{choices, customers as texts, errors, fields};
use leptos::prelude::*;
use tangga_engine::domain::schema::interaction;
use tangga_engine::domain::{
    Channel, Collection, Day, Direction, Feedback, Interaction, RecordId, Survey,
};

/// What both forms share: the channels to choose from.
fn channels() -> Signal<Vec<Choice>> {
    let all: Vec<Choice> = Channel::ALL
        .iter()
        .map(|channel| Choice::new(channel.code(), choices::channel(*channel)))
        .collect();
    Signal::derive(move || all.clone())
}

fn day_signal(day: Option<Day>) -> RwSignal<String> {
    RwSignal::new(day.map(entry::day_text).unwrap_or_default())
}

fn day_missing(tried: RwSignal<bool>, date: RwSignal<String>) -> Signal<Option<String>> {
    Signal::derive(move || {
        (tried.get() && date.read().is_empty()).then(|| errors::required().to_owned())
    })
}

/// Closes the form once its fact is stored.
fn when_stored(sheet: Sheet, saving: RwSignal<bool>) -> impl FnOnce(bool) + 'static {
    saving.set(true);
    move |stored| {
        saving.set(false);
        if stored {
            sheet.open.set(false);
        }
    }
}

/// Records an interaction or changes one.
#[component]
pub(super) fn InteractionForm(customer: RecordId, sheet: Sheet) -> impl IntoView {
    let id = sheet.fact.get_untracked();
    let before = match id.and_then(|id| Session.peek(|w| w.find::<Interaction>(id))) {
        Some(interaction) => interaction,
        None => Interaction {
            customer: Some(customer),
            date: Some(Session.today()),
            channel: Some(Channel::Messaging.code().to_owned()),
            direction: Some(Direction::Inbound.code().to_owned()),
            ..Interaction::default()
        },
    };
    let date = day_signal(before.date);
    let channel = typed(before.channel.as_ref());
    let direction = typed(before.direction.as_ref());
    let subject = typed(before.subject.as_ref());
    let note = typed(before.note.as_ref());
    let before = StoredValue::new(before);
    let (tried, saving) = (RwSignal::new(false), RwSignal::new(false));

    let read = move || {
        let text = |signal: RwSignal<String>| entry::text(&signal.read_untracked());
        Interaction {
            date: entry::day(&date.read_untracked()).ok().flatten(),
            channel: text(channel),
            direction: text(direction),
            subject: text(subject),
            note: text(note),
            ..before.get_value()
        }
    };
    // As the form reads it while nobody has typed, so that only typing counts.
    let opened = StoredValue::new(read());
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let interaction = read();
        let says_something = interaction.subject.is_some() || interaction.note.is_some();
        if interaction.date.is_some() && says_something {
            commands::save(id, &opened.get_value(), &interaction, when_stored(sheet, saving));
        }
    };
    let nothing_said = Signal::derive(move || {
        let blank = |signal: RwSignal<String>| signal.read().trim().is_empty();
        (tried.get() && blank(subject) && blank(note)).then(|| texts::say_something().to_owned())
    });
    let directions: Vec<Choice> = Direction::ALL
        .iter()
        .map(|direction| Choice::new(direction.code(), choices::direction(*direction)))
        .collect();
    let subjects = customer_list::words_in(Collection::Interaction, interaction::SUBJECT);
    view! {
        <form class="form" on:submit=on_submit novalidate=true>
            <div class="form-row">
                <DateField
                    name="date"
                    label=fields::date()
                    value=date
                    error=day_missing(tried, date)
                    required=true
                />
                <SelectField
                    name="channel"
                    label=fields::channel()
                    value=channel
                    choices=channels()
                />
            </div>
            <RadioField
                name="direction"
                label=fields::direction()
                value=direction
                choices=Signal::derive(move || directions.clone())
            />
            <TextField
                name="subject"
                label=fields::subject()
                value=subject
                suggestions=Signal::derive(move || subjects.clone())
                error=nothing_said
                autofocus=true
            />
            <TextAreaField name="note" label=fields::interaction_note() value=note/>
            <FormActions open=sheet.open saving/>
        </form>
    }
    .into_any()
}

/// Records a feedback answer or changes one.
#[component]
pub(super) fn FeedbackForm(customer: RecordId, sheet: Sheet) -> impl IntoView {
    let id = sheet.fact.get_untracked();
    let before = match id.and_then(|id| Session.peek(|w| w.find::<Feedback>(id))) {
        Some(feedback) => feedback,
        None => Feedback {
            customer: Some(customer),
            date: Some(Session.today()),
            survey: Some(Survey::Nps.code().to_owned()),
            ..Feedback::default()
        },
    };
    let date = day_signal(before.date);
    let survey = typed(before.survey.as_ref());
    let score = RwSignal::new(before.score);
    let comment = typed(before.comment.as_ref());
    let channel = typed(before.channel.as_ref());
    let before = StoredValue::new(before);
    let (tried, saving) = (RwSignal::new(false), RwSignal::new(false));

    let chosen = Memo::new(move |_| Survey::from_code(&survey.read()).unwrap_or(Survey::Nps));
    // A score of another scale means something else: it is not carried over.
    Effect::new(move |last: Option<Survey>| {
        let now = chosen.get();
        if last.is_some_and(|last| last != now) {
            score.set(None);
        }
        now
    });
    let read = move || {
        let text = |signal: RwSignal<String>| entry::text(&signal.read_untracked());
        let stored = before.get_value();
        let code = chosen.get_untracked().code().to_owned();
        // The question stays as it was asked unless another survey is meant now.
        let question = match &stored.question {
            Some(question) if stored.survey.as_ref() == Some(&code) => question.clone(),
            _ => choices::survey_question(chosen.get_untracked()).to_owned(),
        };
        Feedback {
            date: entry::day(&date.read_untracked()).ok().flatten(),
            survey: Some(code),
            score: score.get_untracked(),
            comment: text(comment),
            channel: text(channel),
            question: Some(question),
            ..stored
        }
    };
    // As the form reads it while nobody has typed, so that only typing counts.
    let opened = StoredValue::new(read());
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let feedback = read();
        if feedback.date.is_some() && (feedback.score.is_some() || feedback.comment.is_some()) {
            commands::save(id, &opened.get_value(), &feedback, when_stored(sheet, saving));
        }
    };
    let nothing_given = Signal::derive(move || {
        (tried.get() && score.get().is_none() && comment.read().trim().is_empty())
            .then(|| texts::score_or_comment().to_owned())
    });
    let surveys: Vec<Choice> = Survey::ALL
        .iter()
        .map(|survey| Choice::new(survey.code(), choices::survey(*survey)))
        .collect();
    let question = move || choices::survey_question(chosen.get());
    let scale = Signal::derive(move || chosen.get().scale());
    let scale_hint = Signal::derive(move || choices::survey_scale(chosen.get()).to_owned());
    view! {
        <form class="form" on:submit=on_submit novalidate=true>
            <div class="form-row">
                <DateField
                    name="date"
                    label=fields::date()
                    value=date
                    error=day_missing(tried, date)
                    required=true
                />
                <SelectField
                    name="survey"
                    label=fields::survey()
                    value=survey
                    choices=Signal::derive(move || surveys.clone())
                    required=true
                />
            </div>
            <p class="reading">{question}</p>
            <ScoreField
                name="score"
                label=fields::score()
                value=score
                scale
                hint=scale_hint
                error=nothing_given
            />
            <TextAreaField name="comment" label=fields::comment() value=comment/>
            <SelectField name="channel" label=fields::channel() value=channel choices=channels()/>
            <FormActions open=sheet.open saving/>
        </form>
    }
    .into_any()
}
