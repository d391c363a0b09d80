//! The form in which an answer is recorded or changed.

use super::find_customer::{FindCustomer, Found};
use crate::app::commands;
use crate::app::session::Session;
use crate::components::field::Choice;
use crate::components::{
    DateField, Dialog, DialogForm, ScoreField, SelectField, Sending, TextAreaField, TextField,
    entry,
};
use crate::words::{choices, feedback as texts, fields};
use leptos::prelude::*;
use tangga_engine::domain::{Feedback, RecordId, Survey};

/// Whether an answer is being recorded, and which one is being changed.
#[derive(Clone, Copy)]
pub struct Recording {
    open: RwSignal<bool>,
    id: RwSignal<Option<RecordId>>,
}

impl Recording {
    /// Nothing is being recorded yet.
    pub fn idle() -> Recording {
        Recording { open: RwSignal::new(false), id: RwSignal::new(None) }
    }

    /// Opens the form for a new answer, or for the one with this identity.
    pub fn begin(self, id: Option<RecordId>) {
        self.id.set(id);
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub fn RecordFeedback(recording: Recording) -> impl IntoView {
    let title = Signal::derive(move || {
        let known = recording.id.get().is_some();
        if known { texts::edit_answer() } else { texts::record() }.to_owned()
    });
    view! {
        <Dialog open=recording.open title=title form=true>
            <Editor recording/>
        </Dialog>
    }
    .into_any()
}

fn survey_of(code: &str) -> Survey {
    Survey::from_code(code).unwrap_or(Survey::Nps)
}

#[component]
fn Editor(recording: Recording) -> impl IntoView {
    let id = recording.id.get_untracked();
    let stored = id.and_then(|id| Session.peek(|workspace| workspace.find::<Feedback>(id)));
    let new = stored.is_none();
    let stored = stored.unwrap_or_else(|| Feedback {
        date: Some(Session.today()),
        survey: Some(Survey::Nps.code().to_owned()),
        question: Some(choices::survey_question(Survey::Nps).to_owned()),
        ..Feedback::default()
    });
    let survey = RwSignal::new(stored.survey.clone().unwrap_or_default());
    let score = RwSignal::new(stored.score);
    let comment = RwSignal::new(stored.comment.clone().unwrap_or_default());
    let question = RwSignal::new(stored.question.clone().unwrap_or_default());
    let date = RwSignal::new(stored.date.map(entry::day_text).unwrap_or_default());
    let found = Found::new(stored.customer);
    let date_error = RwSignal::new(None::<String>);
    let score_error = RwSignal::new(None::<String>);
    let sending = Sending::new(recording.open);

    let surveys: Vec<Choice> = Survey::ALL
        .iter()
        .map(|survey| Choice::new(survey.code(), choices::survey(*survey)))
        .collect();
    // Another survey has another scale and asks another question; a question in
    // the user's own words stays.
    Effect::new(move |before: Option<Survey>| {
        let now = survey_of(&survey.read());
        if let Some(before) = before.filter(|before| *before != now) {
            let (least, most) = now.scale();
            score.update(|score| *score = score.filter(|score| (least..=most).contains(score)));
            if *question.read_untracked() == choices::survey_question(before) {
                question.set(choices::survey_question(now).to_owned());
            }
        }
        now
    });
    let scale = Signal::derive(move || survey_of(&survey.read()).scale());
    let ends =
        Signal::derive(move || Some(choices::survey_scale(survey_of(&survey.read())).to_owned()));

    let read = move || Feedback {
        date: entry::day(&date.read_untracked()).ok().flatten(),
        survey: Some(survey_of(&survey.read_untracked()).code().to_owned()),
        score: score.get_untracked(),
        comment: entry::text(&comment.read_untracked()),
        question: entry::text(&question.read_untracked()),
        ..stored.clone()
    };
    // As the form reads it while nobody has typed, so that only typing counts.
    let opened = read();
    let send = move || {
        let day = entry::day(&date.read_untracked());
        date_error.set(match &day {
            Ok(Some(_)) => None,
            Ok(None) => Some(texts::need_day().to_owned()),
            Err(wrong) => Some(wrong.clone()),
        });
        let answer = read();
        let nothing = answer.score.is_none() && answer.comment.is_none();
        score_error.set(nothing.then(|| texts::need_something().to_owned()));
        let Some(customer) = found.read() else { return };
        if answer.date.is_some() && !nothing {
            let answer = Feedback { customer, ..answer };
            commands::save(id.filter(|_| !new), &opened, &answer, sending.begin());
        }
    };
    view! {
        <DialogForm sending on_send=send>
            <SelectField
                label=fields::survey()
                name="survey"
                value=survey
                choices=Signal::stored(surveys)
                required=true
            />
            <TextField label=fields::question() name="question" value=question/>
            <ScoreField
                label=fields::score()
                name="score"
                value=score
                scale=scale
                hint=ends
                error=score_error
            />
            <TextAreaField label=fields::comment() name="comment" value=comment/>
            <FindCustomer found/>
            <DateField
                label=fields::date()
                name="date"
                value=date
                error=date_error
                most=entry::day_text(Session.today())
                required=true
            />
        </DialogForm>
    }
    .into_any()
}
