//! What changed, when, on which device, with its undoing.

use crate::app::files;
use crate::app::history::{self, Listed, Past, Standing};
use crate::app::session::Session;
use crate::browser::intl;
use crate::components::{
    Button, EmptyState, Heading, Kind, Notice, Panel, Report, Symbol, Tone, format,
};
use crate::words::{self, actions, data as texts, history as labels};
use leptos::prelude::*;

/// How many fields of a changed record are named.
const NAMED: usize = 4;

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
        Listed::Steps(steps, _) if steps.is_empty() => {
            view! { <EmptyState symbol=Symbol::Calendar title=labels::empty() small=true/> }
                .into_any()
        }
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
    let rows = steps.into_iter().map(|(past, standing)| row(past, standing)).collect();
    let columns = vec![
        Heading::words(texts::what()),
        Heading::words(texts::when()),
        Heading::words(texts::by()),
        Heading::buttons(actions::undo()),
    ];
    view! { <Report label=labels::title() columns rows class="history"/> }.into_any()
}

/// The names of the fields that a step changed, the first ones.
fn fields(past: &Past) -> Option<String> {
    let fields = past.fields();
    let more = fields.len().saturating_sub(NAMED);
    let named = fields.into_iter().take(NAMED);
    let mut names: Vec<String> =
        named.map(|(collection, field)| words::fields::label(collection, field).into()).collect();
    if more > 0 {
        names.push(labels::more_fields(&intl::count(more as u64)));
    }
    (!names.is_empty()).then(|| intl::list(&names))
}

fn row(past: Past, standing: Standing) -> Vec<AnyView> {
    let what = Session.peek(|workspace| history::describe(workspace, &past.remembered.label));
    let when = format::moment(past.remembered.wall_clock as f64);
    let by = match past.mine {
        true => files::this_device_words(),
        false => labels::by_other_device().to_owned(),
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
    let fields = fields(&past).map(|fields| view! { <span class="quiet">{fields}</span> });
    let class = if standing == Standing::Undone { "history-what undone" } else { "history-what" };
    vec![
        view! { <span class=class>{what}</span> " " {fields} }.into_any(),
        when.into_any(),
        by.into_any(),
        view! { {deed} {too_old} }.into_any(),
    ]
}
