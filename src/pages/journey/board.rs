//! The board on which a map is edited: stages in columns, touchpoints as cards.
//!
//! What is moved keeps the focus, and where it went is said to those who listen.
//! A card that changes its column is another element on the page, so the focus
//! is put on it by its id once it stands.

use super::chart::span;
use super::{Edited, Shown};
use crate::app::{commands, journeys};
use crate::browser::focus;
use crate::components::{Badge, Button, Kind, Menu, MenuItem, Symbol, SymbolButton, Tone, format};
use crate::pages::journeys::feeling::Feeling;
use crate::pages::journeys::named;
use crate::words::{self, choices, fields, journeys as texts};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tangga_engine::domain::journey_map::{MapStage, Way, phase};
use tangga_engine::domain::schema::touchpoint;
use tangga_engine::domain::{Collection, RecordId, Touchpoint};

/// The element that explains the keys; stages and cards refer to it.
const KEYS: &str = "journey-keys";

fn element_of(id: RecordId) -> String {
    format!("part-{id}")
}

/// What the parts of the board do.
#[derive(Clone, Copy)]
struct Deeds {
    shown: Shown,
    said: RwSignal<String>,
}

impl Deeds {
    fn move_stage(self, id: RecordId, later: bool) {
        let map = self.shown.map;
        match map.with_untracked(|map| map.stage_moved(id, later)) {
            Some((place, phase)) => journeys::move_stage(id, place, phase, move |done| {
                if done {
                    self.arrived(id);
                }
            }),
            None => self.stays(id),
        }
    }

    fn move_touchpoint(self, id: RecordId, way: Way) {
        let map = self.shown.map;
        match map.with_untracked(|map| map.touchpoint_moved(id, way)) {
            Some(place) => journeys::move_touchpoint(id, place, move |done| {
                if done {
                    self.arrived(id);
                }
            }),
            None => self.stays(id),
        }
    }

    /// Says where a stage or touchpoint is now and gives it the focus.
    fn arrived(self, id: RecordId) {
        focus::after_drawing(element_of(id));
        let number = |number: usize| format::integer(number as i64);
        // The page may have been left while the change was stored.
        let text = self.shown.map.try_with_untracked(|map| {
            let name = self.name(id);
            if let Some(at) = map.stages.iter().position(|stage| stage.id == id) {
                return Some(texts::moved(name, number(at + 1), number(map.stages.len())));
            }
            let (at, position) = map.find(id)?;
            let stage = &map.stages[at];
            let all = number(stage.touchpoints.len());
            let in_stage = named(stage.stage.name.clone());
            Some(texts::moved_in(name, number(position + 1), all, in_stage))
        });
        if let Some(text) = text.flatten() {
            let _ = self.said.try_set(text);
        }
    }

    fn stays(self, id: RecordId) {
        focus::after_drawing(element_of(id));
        self.said.set(texts::at_the_end(self.name(id)));
    }

    fn name(self, id: RecordId) -> String {
        self.shown.map.with_untracked(|map| {
            let stage = map.stages.iter().find(|stage| stage.id == id);
            let touchpoint = map.touchpoints().find(|(held, _)| *held == id);
            let name = match (stage, touchpoint) {
                (Some(stage), _) => stage.stage.name.clone(),
                (None, Some((_, touchpoint))) => touchpoint.name.clone(),
                (None, None) => None,
            };
            named(name)
        })
    }
}

/// Which arrow key was pressed together with Alt.
fn arrow(event: &KeyboardEvent) -> Option<Symbol> {
    if !event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    let arrow = match event.key().as_str() {
        "ArrowLeft" => Symbol::Left,
        "ArrowRight" => Symbol::Right,
        "ArrowUp" => Symbol::Up,
        "ArrowDown" => Symbol::Down,
        _ => return None,
    };
    // Alt with an arrow is also the browser's way back.
    event.prevent_default();
    event.stop_propagation();
    Some(arrow)
}

/// The board.
#[component]
pub(super) fn Board(shown: Shown) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let deeds = Deeds { shown, said };
    let stages = Memo::new(move |_| {
        shown.map.read().stages.iter().map(|stage| stage.id).collect::<Vec<RecordId>>()
    });
    view! {
        <section class="board-frame" aria-label=texts::board()>
            <p id=KEYS class="board-keys">{texts::move_keys()}</p>
            <div class="only-heard" role="status" aria-live="polite">{move || said.get()}</div>
            <ol class="board">
                <For
                    each=move || stages.get()
                    key=|id| *id
                    children=move |id| view! { <StageColumn deeds id/> }
                />
            </ol>
        </section>
    }
    .into_any()
}

#[component]
fn StageColumn(deeds: Deeds, id: RecordId) -> impl IntoView {
    let map = deeds.shown.map;
    let held = Memo::new(move |_| map.read().stages.iter().find(|stage| stage.id == id).cloned());
    let position = Memo::new(move |_| {
        let map = map.read();
        let at = map.stages.iter().position(|stage| stage.id == id);
        (at == Some(0), at.is_some_and(|at| at + 1 == map.stages.len()))
    });
    let name = Memo::new(move |_| named(held.get().and_then(|held| held.stage.name)));
    let about = move || {
        let MapStage { stage, .. } = held.get()?;
        let phase = phase(&stage).map(|phase| choices::phase(phase).to_owned());
        let parts: Vec<String> = phase.into_iter().chain(span(&stage)).collect();
        Some(parts.join(", "))
    };
    let touchpoints = Memo::new(move |_| {
        let held = held.get();
        held.into_iter().flat_map(|held| held.touchpoints).map(|(id, _)| id).collect::<Vec<_>>()
    });
    let edit = Callback::new(move |()| deeds.shown.edit(Edited::Stage(Some(id))));
    let earlier = Callback::new(move |()| deeds.move_stage(id, false));
    let later = Callback::new(move |()| deeds.move_stage(id, true));
    let delete = Callback::new(move |()| commands::delete(Collection::Stage, id));
    let add = move || deeds.shown.edit(Edited::Touchpoint(id, None));
    let on_key = move |event: KeyboardEvent| match arrow(&event) {
        Some(Symbol::Left | Symbol::Up) => earlier.run(()),
        Some(_) => later.run(()),
        None => {}
    };
    let none = move || {
        let empty = touchpoints.read().is_empty();
        empty.then(|| view! { <p class="quiet">{texts::no_touchpoints()}</p> })
    };
    view! {
        <li class="stage">
            <div class="stage-head" on:keydown=on_key>
                <div class="stage-heading">
                    <p class="stage-about">{about}</p>
                    <h2>
                        <button
                            type="button"
                            id=element_of(id)
                            class="part-name"
                            aria-describedby=KEYS
                            on:click=move |_| edit.run(())
                        >
                            {move || name.get()}
                        </button>
                    </h2>
                </div>
                <div class="panel-actions">
                    <SymbolButton
                        label=Signal::derive(move || texts::move_earlier_of(name.get()))
                        symbol=Symbol::Left
                        on_click=earlier
                        small=true
                        disabled=Signal::derive(move || position.get().0)
                        attr:data-action="move-left"
                    />
                    <SymbolButton
                        label=Signal::derive(move || texts::move_later_of(name.get()))
                        symbol=Symbol::Right
                        on_click=later
                        small=true
                        disabled=Signal::derive(move || position.get().1)
                        attr:data-action="move-right"
                    />
                    <Menu
                        label=Signal::derive(move || texts::actions_of(name.get()))
                        symbol=Symbol::More
                        small=true
                    >
                        <MenuItem
                            label=words::actions::edit()
                            symbol=Symbol::Edit
                            on_click=edit
                            attr:data-action="edit"
                        />
                        <MenuItem
                            label=words::actions::delete()
                            symbol=Symbol::Delete
                            danger=true
                            on_click=delete
                            attr:data-action="delete"
                        />
                    </Menu>
                </div>
            </div>
            <ol class="cards">
                <For
                    each=move || touchpoints.get()
                    key=|id| *id
                    children=move |card| view! { <Card deeds stage=id id=card/> }
                />
            </ol>
            {none}
            <Button
                label=words::actions::add_touchpoint()
                on_click=add
                kind=Kind::Quiet
                symbol=Symbol::Plus
                small=true
                attr:data-action="add-touchpoint"
                attr:aria-label=move || texts::add_touchpoint_to(name.get())
            />
        </li>
    }
    .into_any()
}

#[component]
fn Card(deeds: Deeds, stage: RecordId, id: RecordId) -> impl IntoView {
    let map = deeds.shown.map;
    let held = Memo::new(move |_| {
        let map = map.read();
        let found = map.touchpoints().find(|(held, _)| *held == id);
        found.map(|(_, touchpoint)| touchpoint.clone()).unwrap_or_default()
    });
    let name = Memo::new(move |_| named(held.get().name));
    let edit = Callback::new(move |()| deeds.shown.edit(Edited::Touchpoint(stage, Some(id))));
    let delete = move || {
        commands::delete(Collection::Touchpoint, id);
        focus::after_drawing(element_of(stage));
    };
    let step = move |way: Way| move || deeds.move_touchpoint(id, way);
    let on_key = move |event: KeyboardEvent| {
        let way = match arrow(&event) {
            Some(Symbol::Up) => Way::Earlier,
            Some(Symbol::Down) => Way::Later,
            Some(Symbol::Left) => Way::StageBefore,
            Some(_) => Way::NextStage,
            None => return,
        };
        deeds.move_touchpoint(id, way);
    };
    view! {
        <li class="card" on:keydown=on_key>
            <div class="card-head">
                <h3>
                    <button
                        type="button"
                        id=element_of(id)
                        class="part-name"
                        aria-describedby=KEYS
                        on:click=move |_| edit.run(())
                    >
                        {move || name.get()}
                    </button>
                </h3>
                <Menu
                    label=Signal::derive(move || texts::actions_of(name.get()))
                    symbol=Symbol::More
                    small=true
                >
                    <MenuItem
                        label=words::actions::edit()
                        symbol=Symbol::Edit
                        on_click=edit
                        attr:data-action="edit"
                    />
                    <MenuItem
                        label=words::actions::move_earlier()
                        symbol=Symbol::Up
                        on_click=step(Way::Earlier)
                        attr:data-action="move-up"
                    />
                    <MenuItem
                        label=words::actions::move_later()
                        symbol=Symbol::Down
                        on_click=step(Way::Later)
                        attr:data-action="move-down"
                    />
                    <MenuItem
                        label=texts::to_stage_before()
                        symbol=Symbol::Left
                        on_click=step(Way::StageBefore)
                        attr:data-action="move-left"
                    />
                    <MenuItem
                        label=texts::to_next_stage()
                        symbol=Symbol::Right
                        on_click=step(Way::NextStage)
                        attr:data-action="move-right"
                    />
                    <MenuItem
                        label=words::actions::delete()
                        symbol=Symbol::Delete
                        danger=true
                        on_click=delete
                        attr:data-action="delete"
                    />
                </Menu>
            </div>
            {move || card_body(held.get())}
        </li>
    }
    .into_any()
}

fn card_body(held: Touchpoint) -> AnyView {
    let label = |field| fields::label(Collection::Touchpoint, field);
    let channel = held.channel.as_deref().map(choices::channel_of);
    let told = [
        (touchpoint::PAIN, held.pain),
        (touchpoint::OPPORTUNITY, held.opportunity),
        (touchpoint::OWNER, held.owner),
    ];
    let told = told
        .into_iter()
        .filter_map(|(field, text)| Some((label(field), text?)))
        .map(|(label, text)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
        .collect_view();
    let moment = (held.moment_of_truth == Some(true)).then(|| {
        view! {
            <Badge label=texts::moment_of_truth() tone=Tone::Careful symbol=Symbol::Star/>
        }
    });
    let sight = held.seen.map(|seen| {
        let label = if seen { texts::seen() } else { texts::unseen() };
        view! { <Badge label/> }
    });
    view! {
        <p class="card-line">
            {channel.map(|channel| view! { <span class="quiet">{channel}</span> })}
            <Feeling emotion=held.emotion/>
        </p>
        {held.thought.map(|text| view! { <p class="card-thought">{texts::thought_said(text)}</p> })}
        <dl class="card-told">{told}</dl>
        <p class="row">{moment} {sight}</p>
    }
    .into_any()
}
