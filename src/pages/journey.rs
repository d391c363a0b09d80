//! One journey map: its timeline, and below it the board on which it is edited.

mod board;
mod chart;
mod stage_form;
mod touchpoint_form;

use crate::app::session::Session;
use crate::app::{commands, journeys};
use crate::components::{
    Button, ButtonLink, Dialog, EmptyState, Kind, Menu, MenuItem, PageHeader, Panel, Symbol,
};
use crate::pages::journeys::map_form::{MapForm, starters};
use crate::pages::journeys::{named, persona_name, reviewed};
use crate::words::{self, journeys as texts};
use board::Board;
use chart::MapChart;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use stage_form::StageForm;
use tangga_engine::domain::{Collection, Journey, JourneyMap, RecordId, Stage, Touchpoint};
use touchpoint_form::TouchpointForm;

/// What the dialog edits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edited {
    Map,
    Stage(Option<RecordId>),
    /// A stage, and one of its touchpoints or a new one.
    Touchpoint(RecordId, Option<RecordId>),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Shown {
    id: Memo<Option<RecordId>>,
    journey: Memo<Journey>,
    map: Memo<JourneyMap>,
    edited: RwSignal<Edited>,
    dialog: RwSignal<bool>,
}

impl Shown {
    fn edit(self, what: Edited) {
        self.edited.set(what);
        self.dialog.set(true);
    }
}

/// The page.
#[component]
pub fn JourneyPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse().ok()));
    let found = Memo::new(move |_| {
        let id: RecordId = id.get()?;
        let found: Option<Journey> = Session.read(|workspace| workspace.find::<Journey>(id));
        found
    });
    let map = Memo::new(move |_| {
        let Some(id) = id.get() else { return JourneyMap::default() };
        let (stages, touchpoints): (Vec<_>, Vec<_>) = Session.read(|workspace| {
            (workspace.all::<Stage>().collect(), workspace.all::<Touchpoint>().collect())
        });
        JourneyMap::assemble(id, &stages, &touchpoints)
    });
    let shown = Shown {
        id,
        journey: Memo::new(move |_| found.get().unwrap_or_default()),
        map,
        edited: RwSignal::new(Edited::Map),
        dialog: RwSignal::new(false),
    };
    let here = Memo::new(move |_| found.read().is_some());
    let body = move || {
        if here.get() { view! { <Here shown/> }.into_any() } else { gone() }
    };
    view! { {body} }.into_any()
}

/// What a link to a map that is not there shows.
fn gone() -> AnyView {
    view! {
        <PageHeader title=texts::map() back=("/journeys".to_owned(), texts::title().to_owned())/>
        <EmptyState symbol=Symbol::Journey title=texts::gone() text=texts::gone_text()>
            <ButtonLink href="/journeys" label=texts::all_maps() kind=Kind::Primary/>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Here(shown: Shown) -> impl IntoView {
    let Shown { id, journey, map, edited, dialog } = shown;
    let subtitle = Signal::derive(move || {
        let journey = journey.get();
        let persona = match persona_name(&journey) {
            Some(name) => texts::persona_is(name),
            None => texts::no_persona().to_owned(),
        };
        let owner = match &journey.owner {
            Some(name) => texts::owner_is(name),
            None => texts::no_owner().to_owned(),
        };
        Some(texts::about_map(persona, owner, reviewed(journey.reviewed)))
    });
    let navigate = use_navigate();
    let delete = move || {
        if let Some(id) = id.get_untracked() {
            commands::delete(Collection::Journey, id);
            navigate("/journeys", Default::default());
        }
    };
    let review = move || {
        if let Some(id) = id.get_untracked() {
            let opened = journey.get_untracked();
            let reviewed = Journey { reviewed: Some(Session.today()), ..opened.clone() };
            commands::change(id, &opened, &reviewed, |_| {});
        }
    };
    let add_stage = Callback::new(move |()| shown.edit(Edited::Stage(None)));
    let add_three = Callback::new(move |()| {
        if let Some(id) = id.get_untracked() {
            journeys::add_stages(id, &starters());
        }
    });
    let empty = Memo::new(move |_| map.read().stages.is_empty());
    let parts = move || {
        if empty.get() {
            view! {
                <Panel>
                    <EmptyState
                        symbol=Symbol::Journey
                        title=texts::empty_map()
                        text=texts::empty_map_text()
                    >
                        <Button
                            label=texts::add_three_stages()
                            on_click=add_three
                            kind=Kind::Primary
                        />
                    </EmptyState>
                </Panel>
            }
            .into_any()
        } else {
            view! {
                <Panel><MapChart shown/></Panel>
                <Board shown/>
            }
            .into_any()
        }
    };
    let title = Signal::derive(move || {
        let text = match edited.get() {
            Edited::Map => texts::edit_journey(),
            Edited::Stage(None) => texts::new_stage(),
            Edited::Stage(Some(_)) => texts::edit_stage(),
            Edited::Touchpoint(_, None) => texts::new_touchpoint(),
            Edited::Touchpoint(_, Some(_)) => texts::edit_touchpoint(),
        };
        text.to_owned()
    });
    let form = move || match edited.get_untracked() {
        Edited::Map => view! { <MapForm open=dialog id=id.get_untracked()/> }.into_any(),
        Edited::Stage(id) => view! { <StageForm shown id/> }.into_any(),
        Edited::Touchpoint(stage, id) => view! { <TouchpointForm shown stage id/> }.into_any(),
    };
    view! {
        <PageHeader
            title=Signal::derive(move || named(journey.get().name))
            subtitle
            back=("/journeys".to_owned(), texts::title().to_owned())
        >
            <Button
                label=words::actions::edit()
                on_click=move || shown.edit(Edited::Map)
                attr:data-action="edit"
            />
            <Button
                label=words::actions::add_stage()
                on_click=add_stage
                kind=Kind::Primary
                symbol=Symbol::Plus
                attr:data-action="add-stage"
            />
            <Menu label=words::actions::more_actions() symbol=Symbol::More>
                <MenuItem
                    label=texts::mark_reviewed()
                    symbol=Symbol::Check
                    on_click=review
                    attr:data-action="mark-reviewed"
                />
                <MenuItem
                    label=words::actions::delete()
                    symbol=Symbol::Delete
                    danger=true
                    on_click=delete.clone()
                    attr:data-action="delete"
                />
            </Menu>
        </PageHeader>
        <div class="stack">
            {move || {
                journey.get().goal.map(|goal| view! { <p class="map-goal">{texts::goal_is(goal)}</p> })
            }}
            {parts}
        </div>
        <Dialog open=dialog title form=true>{form}</Dialog>
    }
    .into_any()
}
