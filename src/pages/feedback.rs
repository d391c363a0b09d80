//! Feedback: the net promoter score with its interval, its trend and its
//! groups, and what customers said.

mod answers;
mod figures;
mod find_customer;
mod groups;
mod over_time;
mod record;
mod surveys;

pub use figures::explanation;
pub use find_customer::{FindCustomer, Found};
pub use record::{FeedbackForm, RecordFeedback, Recording};

use crate::app::derived;
use crate::app::session::Session;
use crate::components::field::Choice;
use crate::components::{
    Button, ButtonLink, EmptyState, Kind, PageHeader, SelectField, Symbol, format,
};
use crate::pages::place::{self, NEW_ANSWER};
use crate::words::feedback as texts;
use leptos::prelude::*;
use tangga_engine::analytics::nps::{Interval, Nps};
use tangga_engine::domain::{Collection, Day, Period};

const YEAR: &str = "twelve_months";
const QUARTER: &str = "three_months";
const ALL: &str = "all";

/// The page.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    let recording = Recording::idle();
    place::when_asked(NEW_ANSWER, move || recording.begin(None));
    let empty = Memo::new(|_| Session.read(|workspace| workspace.count(Collection::Feedback) == 0));
    let content = move || {
        if empty.get() {
            view! { <Empty recording/> }.into_any()
        } else {
            view! { <Filled recording/> }.into_any()
        }
    };
    view! {
        {content}
        <RecordFeedback recording/>
    }
    .into_any()
}

#[component]
fn Empty(recording: Recording) -> impl IntoView {
    view! {
        <PageHeader title=texts::title()/>
        <EmptyState symbol=Symbol::Feedback title=texts::empty_title() text=texts::empty_text()>
            <RecordButton recording/>
            <ButtonLink href="/data" label=texts::import_answers() symbol=Symbol::Upload/>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn RecordButton(recording: Recording) -> impl IntoView {
    view! {
        <Button
            label=texts::record()
            symbol=Symbol::Plus
            kind=Kind::Primary
            on_click=move || recording.begin(None)
            attr:data-action="add-feedback"
        />
    }
    .into_any()
}

fn period_of(code: &str) -> Period {
    let last = derived::answered_until();
    match code {
        YEAR => derived::twelve_months_to(last),
        QUARTER => Period { first: last.plus_days(1).plus_months(-3), last },
        _ => Period { first: Day::MIN, last },
    }
}

#[component]
fn Filled(recording: Recording) -> impl IntoView {
    let usual = untrack(derived::feedback_period);
    let preset = RwSignal::new(if usual.first == Day::MIN { ALL } else { YEAR }.to_owned());
    place::keep("period", preset, |code| [YEAR, QUARTER, ALL].contains(&code));
    let period = Memo::new(move |_| period_of(&preset.read()));
    let choices = vec![
        Choice::new(YEAR, texts::last_twelve_months()),
        Choice::new(QUARTER, texts::last_quarter()),
        Choice::new(ALL, texts::all_time()),
    ];
    let subtitle = Signal::derive(move || {
        let Period { first, last } = period.get();
        if first == Day::MIN {
            texts::all_answers().to_owned()
        } else {
            texts::subtitle(format::date(first), format::date(last))
        }
    });
    view! {
        <PageHeader title=texts::title() subtitle=subtitle>
            <ButtonLink href="/data" label=texts::import_answers() symbol=Symbol::Upload/>
            <RecordButton recording/>
        </PageHeader>
        <div class="stack">
            <div class="feedback-period">
                <SelectField
                    label=texts::period()
                    value=preset
                    name="period"
                    choices=Signal::stored(choices)
                    settled=true
                />
            </div>
            <figures::Figures period/>
            <div class="wide-and-narrow">
                <over_time::OverTime/>
                <figures::Shares period/>
            </div>
            <div class="columns">
                <groups::BySegment period/>
                <groups::ByRung period/>
            </div>
            <surveys::OtherSurveys period/>
            <answers::Answers period recording/>
        </div>
    }
    .into_any()
}

/// The interval of a score as it is written, or that there is none.
fn interval_text(nps: &Nps) -> String {
    match nps.interval() {
        Some(Interval { low, high, .. }) => texts::interval(score_text(low), score_text(high)),
        None => texts::too_few_for_interval().to_owned(),
    }
}

/// A score as it is written: whole and with its sign.
fn score_text(score: f64) -> String {
    format::signed(score, 0)
}
