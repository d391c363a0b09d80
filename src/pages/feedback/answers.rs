//! The answers themselves: score, comment, and who gave them.

use super::Recording;
use crate::app::commands;
use crate::app::session::Session;
use crate::components::field::Choice;
use crate::components::{
    Badge, Button, Link, Panel, Segmented, Symbol, SymbolButton, Tone, format,
};
use crate::pages::place;
use crate::words::{choices, customers, feedback as texts};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::nps::{DETRACTOR_TO, PROMOTER_FROM};
use tangga_engine::domain::facts::day_of;
use tangga_engine::domain::schema::feedback;
use tangga_engine::domain::{Collection, NO_AMOUNT, NO_ROW, Period, RecordId, Survey};

/// How many are listed at first, and how many more at a time.
const LISTED: usize = 20;

const LATEST: &str = "latest";
const DETRACTORS: &str = "detractors";

/// Whether an answer is a detractor's, and which one.
fn detractor(survey: Option<Survey>, score: i64) -> Option<i64> {
    (survey == Some(Survey::Nps) && (0..=DETRACTOR_TO).contains(&score)).then_some(score)
}

/// The period's answers, the latest first; with `critics` detractors come before
/// all others, the lowest score first.
fn rows(period: Period, critics: bool) -> Vec<u32> {
    Session.read(|workspace| {
        let facts = workspace.feedback();
        let in_period = |day: i32| day_of(day).is_some_and(|day| period.contains(day));
        let mut rows: Vec<u32> = (0..facts.day.len() as u32)
            .filter(|row| facts.counts[*row as usize] && in_period(facts.day[*row as usize]))
            .collect();
        rows.sort_by_key(|row| {
            let at = *row as usize;
            let critic = detractor(facts.survey[at], facts.score[at]).filter(|_| critics);
            (critic.unwrap_or(i64::MAX), -i64::from(facts.day[at]), std::cmp::Reverse(*row))
        });
        rows
    })
}

/// The list.
#[component]
pub fn Answers(period: Memo<Period>, recording: Recording) -> impl IntoView {
    let order = RwSignal::new(LATEST.to_owned());
    place::keep("order", order, |code| [LATEST, DETRACTORS].contains(&code));
    let orders = vec![
        Choice::new(LATEST, texts::latest_first()),
        Choice::new(DETRACTORS, texts::detractors_first()),
    ];
    let rows = Memo::new(move |_| {
        // Rows are positions: what stands at them may change with the workspace.
        (Session.version(), Arc::new(rows(period.get(), *order.read() == DETRACTORS)))
    });
    let shown = RwSignal::new(LISTED);
    let content = move || {
        let (_, rows) = rows.get();
        if rows.is_empty() {
            return view! { <p class="quiet">{texts::none_in_period()}</p> }.into_any();
        }
        let lines = rows.iter().take(shown.get()).map(|row| answer(*row, recording));
        let lines = lines.collect_view();
        let rest = rows.len().saturating_sub(shown.get());
        let more = (rest > 0).then(|| {
            let label = texts::more_answers(format::integer(rest.min(LISTED) as i64));
            view! {
                <p class="feedback-more">
                    <Button
                        label=label
                        small=true
                        on_click=move || shown.update(|shown| *shown += LISTED)
                    />
                </p>
            }
        });
        view! {
            <ul class="lines feedback-answers">{lines}</ul>
            {more}
        }
        .into_any()
    };
    let choose = move || {
        let orders = Signal::stored(orders);
        view! { <Segmented label=texts::order() value=order choices=orders/> }
    };
    view! {
        <div id="answers">
            <Panel heading=texts::comments() actions=choose>{content}</Panel>
        </div>
    }
    .into_any()
}

/// What a line shows.
struct Answer {
    id: RecordId,
    customer: Option<(RecordId, String)>,
    survey: Option<Survey>,
    score: Option<i64>,
    when: String,
    comment: Option<String>,
}

fn read(row: u32) -> Answer {
    Session.peek(|workspace| {
        let facts = workspace.feedback();
        let at = row as usize;
        let customer = Some(facts.customer[at]).filter(|customer| *customer != NO_ROW);
        Answer {
            id: workspace.id(Collection::Feedback, row),
            customer: customer.map(|customer| {
                let name = customers::name_of(workspace.customers(), customer);
                (workspace.id(Collection::Customer, customer), name)
            }),
            survey: facts.survey[at],
            score: Some(facts.score[at]).filter(|score| *score != NO_AMOUNT),
            when: day_of(facts.day[at]).map(format::date).unwrap_or_default(),
            comment: workspace
                .table(Collection::Feedback)
                .text(row, feedback::COMMENT)
                .map(str::to_owned),
        }
    })
}

fn answer(row: u32, recording: Recording) -> AnyView {
    let Answer { id, customer, survey, score, when, comment } = read(row);
    let who = match customer {
        Some((id, name)) => {
            view! { <Link href=format!("/customers/{id}")>{name}</Link> }.into_any()
        }
        None => view! { <span class="quiet">{texts::someone()}</span> }.into_any(),
    };
    let words = match comment {
        Some(comment) => view! { <p class="feedback-comment">{comment}</p> }.into_any(),
        None => view! { <p class="quiet">{texts::no_comment()}</p> }.into_any(),
    };
    let tone = match (survey, score) {
        (Some(Survey::Nps), Some(score)) if score <= DETRACTOR_TO => Tone::Bad,
        (Some(Survey::Nps), Some(score)) if score >= PROMOTER_FROM => Tone::Good,
        _ => Tone::Neutral,
    };
    let score = score.map_or_else(|| texts::no_score().to_owned(), format::integer);
    let name = survey.map(choices::survey).unwrap_or_default();
    view! {
        <li>
            <div>
                <p class="row">
                    <Badge label=score tone=tone/>
                    {who}
                    <small>{when}</small>
                    <small>{name}</small>
                </p>
                {words}
            </div>
            <span class="row feedback-actions">
                <SymbolButton
                    label=texts::edit_answer()
                    symbol=Symbol::Edit
                    small=true
                    on_click=move || recording.begin(Some(id))
                    attr:data-action="edit"
                />
                <SymbolButton
                    label=texts::delete_answer()
                    symbol=Symbol::Delete
                    small=true
                    on_click=move || commands::delete(Collection::Feedback, id)
                    attr:data-action="delete"
                />
            </span>
        </li>
    }
    .into_any()
}
