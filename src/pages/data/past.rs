//! What changed, when, on which device, with its undoing.

use super::merge::values;
use crate::app::files;
use crate::app::history::{self, Changed, Listed, Past, Standing, Told};
use crate::app::session::Session;
use crate::browser::intl;
use crate::components::{
    Button, EmptyState, Heading, Kind, Notice, Panel, Report, Symbol, Tone, format,
};
use crate::pages::said;
use crate::words::{self, actions, data as texts, history as labels};
use leptos::prelude::*;
use tangga_engine::domain::{Collection, FieldId, Value};

/// How many fields of a changed record are named.
const NAMED: usize = 4;

/// How many letters of a value are shown.
const LETTERS: usize = 60;

/// The list.
#[component]
pub fn History() -> impl IntoView {
    let listed = RwSignal::new(Listed::Loading);
    let limit = RwSignal::new(history::STEPS);
    Effect::new(move |_| {
        Session.version();
        history::list(limit.get(), listed);
    });
    let body = move || match listed.get() {
        Listed::Loading => ().into_any(),
        Listed::Failed(why) => {
            view! { <Notice tone=Tone::Bad title=texts::history_failed() text=why/> }.into_any()
        }
        Listed::Steps(steps, _) if steps.is_empty() => view! {
            <EmptyState
                symbol=Symbol::Calendar
                title=labels::empty()
                text=labels::empty_text()
                small=true
            />
        }
        .into_any(),
        Listed::Steps(steps, earlier) => {
            let more = earlier.then(|| {
                view! {
                    <Button
                        label=labels::earlier()
                        kind=Kind::Quiet
                        on_click=move |()| limit.update(|limit| *limit += history::STEPS)
                        attr:data-action="earlier-steps"
                    />
                }
            });
            view! { {table(steps)}{more} }.into_any()
        }
    };
    view! { <Panel heading=labels::title()>{body}</Panel> }.into_any()
}

fn table(steps: Vec<(Past, Standing)>) -> AnyView {
    let rows = history::tell(steps).into_iter().map(row).collect();
    let columns = vec![
        Heading::words(texts::what()),
        Heading::words(texts::when()),
        Heading::words(texts::by()),
        Heading::buttons(actions::undo()),
    ];
    view! { <Report label=labels::title() columns rows class="history"/> }.into_any()
}

/// The first fields that a step changed, each with what it held before and after where
/// that is known.
fn in_words(changes: &[Changed]) -> Vec<String> {
    let change = |change: &Changed| {
        let Changed { collection, field, values } = change;
        let label = words::fields::label(*collection, *field);
        let values = values.as_ref();
        let said =
            values.map(|values| values.each_ref().map(|v| said(*collection, *field, v.as_ref())));
        match said {
            Some([before, after]) if before != after => labels::field_became(label, before, after),
            _ => label.to_owned(),
        }
    };
    let mut lines: Vec<String> = changes.iter().take(NAMED).map(change).collect();
    let more = changes.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(labels::more_fields(&intl::count(more as u64)));
    }
    lines
}

/// A value in words, shortened; blank is said. What refers to another record says
/// nothing by itself.
fn said(collection: Collection, field: FieldId, value: Option<&Value>) -> String {
    let text = match value {
        Some(Value::Reference(_)) => String::new(),
        Some(Value::Integer(amount)) if values::is_money(collection, field) => {
            format::money(*amount, &Session.currency())
        }
        other => said::value(collection, field, other),
    };
    if text.is_empty() {
        return words::merge::blank().to_owned();
    }
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}

fn row(told: Told) -> Vec<AnyView> {
    let Told { past, standing, what, changes } = told;
    let when = format::moment(past.remembered.wall_clock as f64);
    let by = match past.mine {
        true => files::this_device_words(),
        false => files::device_with(past.remembered.stamp.device)
            .unwrap_or_else(|| labels::by_other_device().to_owned()),
    };
    let label = if past.is_undo() { actions::redo() } else { actions::undo() };
    let symbol = if past.is_undo() { Symbol::Redo } else { Symbol::Undo };
    let id = past.remembered.id;
    let deed = (standing == Standing::Holds && past.can_be_undone()).then(|| {
        view! {
            <Button
                label
                symbol
                kind=Kind::Quiet
                small=true
                on_click=move |()| history::undo_step(id)
            />
        }
    });
    let too_old =
        past.is_too_old().then(|| view! { <span class="quiet">{labels::too_old()}</span> });
    let changes = (!changes.is_empty()).then(|| {
        let lines =
            in_words(&changes).into_iter().map(|change| view! { <li>{change}</li> }).collect_view();
        view! { <ul class="history-changes">{lines}</ul> }
    });
    let class = if standing == Standing::Undone { "history-what undone" } else { "history-what" };
    vec![
        view! {
            <span class=class>{what}</span>
            {changes}
        }
        .into_any(),
        when.into_any(),
        by.into_any(),
        view! { {deed} {too_old} }.into_any(),
    ]
}
