//! The form in which an answer is recorded or changed, on the feedback page and
//! on a customer's.

use super::find_customer::{FindCustomer, Found};
use crate::app::commands;
use crate::app::session::Session;
use crate::components::field::Choice;
use crate::components::{Dialog, DialogForm, ScoreField, SelectField, Sending};
use crate::pages::form::{Typed, channels};
use crate::words::{choices, feedback as texts};
use leptos::prelude::*;
use tangga_engine::domain::schema::feedback;
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
            <FeedbackForm open=recording.open id=recording.id.get_untracked()/>
        </Dialog>
    }
    .into_any()
}

/// The form; it closes itself when the answer is stored and stays open when that
/// fails.
#[component]
pub fn FeedbackForm(
    /// The dialog that it stands in.
    open: RwSignal<bool>,
    /// The answer to change; none records one.
    #[prop(optional_no_strip)]
    id: Option<RecordId>,
    /// Whose page it stands on; else the form asks who answered.
    #[prop(optional_no_strip)]
    customer: Option<RecordId>,
) -> impl IntoView {
    let held = id.and_then(|id| Session.peek(|workspace| workspace.find::<Feedback>(id)));
    let held = held.unwrap_or_else(|| Feedback {
        customer,
        date: Some(Session.today()),
        survey: Some(Survey::Nps.code().to_owned()),
        question: Some(choices::survey_question(Survey::Nps).to_owned()),
        ..Feedback::default()
    });
    let typed = Typed::of(&held);
    let [survey, question, comment] =
        [feedback::SURVEY, feedback::QUESTION, feedback::COMMENT].map(|field| typed.value(field));
    let score = RwSignal::new(held.score);
    let found = Found::new(held.customer);
    let sending = Sending::new(open);
    typed.keep_draft(id, None, sending);

    let chosen = Memo::new(move |_| Survey::from_code(&survey.read()).unwrap_or(Survey::Nps));
    // A score of another scale means something else: it is not carried over. And
    // another survey asks another question; one in the user's own words stays.
    Effect::new(move |before: Option<Survey>| {
        let now = chosen.get();
        if let Some(before) = before.filter(|before| *before != now) {
            score.set(None);
            if *question.read_untracked() == choices::survey_question(before) {
                question.set(choices::survey_question(now).to_owned());
            }
        }
        now
    });
    let nothing = move || score.get().is_none() && comment.read().trim().is_empty();
    let nothing_given = Signal::derive(move || {
        (sending.is_tried() && nothing()).then(|| texts::need_something().to_owned())
    });
    let send = move || {
        let who = if customer.is_some() { Some(customer) } else { found.read() };
        let Some(customer) = who else { return };
        if typed.has(feedback::DATE) && typed.is_readable() && !untrack(nothing) {
            let answer = Feedback { customer, score: score.get_untracked(), ..typed.record() };
            commands::save(id, &typed.opened(), &answer, sending.begin());
        }
    };

    let surveys: Vec<Choice> = Survey::ALL
        .iter()
        .map(|survey| Choice::new(survey.code(), choices::survey(*survey)))
        .collect();
    let scale = Signal::derive(move || chosen.get().scale());
    let ends = Signal::derive(move || choices::survey_scale(chosen.get()).to_owned());
    view! {
        <DialogForm sending on_send=send>
            {typed.why_less()}
            {typed.changed_elsewhere::<Feedback>(id)}
            <div class="form-row">
                <SelectField
                    label=typed.label(feedback::SURVEY)
                    name=typed.name(feedback::SURVEY)
                    value=survey
                    choices=surveys
                    required=true
                    autofocus=true
                />
                {typed.day(feedback::DATE, Some(sending))}
            </div>
            {typed.line(feedback::QUESTION, "")}
            <ScoreField
                label=typed.label(feedback::SCORE)
                name=typed.name(feedback::SCORE)
                value=score
                scale
                hint=ends
                error=nothing_given
            />
            {typed.area(feedback::COMMENT)}
            {customer.is_none().then(|| view! { <FindCustomer found label=texts::find_customer()/> })}
            {typed.select(feedback::CHANNEL, channels(), "")}
        </DialogForm>
    }
    .into_any()
}
