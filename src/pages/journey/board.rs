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

/// A way to move a touchpoint: by the arrow key that looks as its symbol does, or
/// from the card's menu.
struct Turn {
    symbol: Symbol,
    way: Way,
    label: fn() -> &'static str,
    action: &'static str,
}

const TURNS: [Turn; 4] = [
    Turn {
        symbol: Symbol::Up,
        way: Way::Earlier,
        label: words::actions::move_earlier,
        action: "move-up",
    },
    Turn {
        symbol: Symbol::Down,
        way: Way::Later,
        label: words::actions::move_later,
        action: "move-down",
    },
    Turn {
        symbol: Symbol::Left,
        way: Way::StageBefore,
        label: texts::to_stage_before,
        action: "move-left",
    },
    Turn {
        symbol: Symbol::Right,
        way: Way::NextStage,
        label: texts::to_next_stage,
        action: "move-right",
    },
];

/// The menu of a stage or a card: editing, these moves, deleting.
fn part_menu(
    name: Memo<String>,
    edit: Callback<()>,
    turns: &'static [Turn],
    turn: impl Fn(Way) + Copy + Send + Sync + 'static,
    delete: Callback<()>,
) -> AnyView {
    let item = move |Turn { symbol, way, label, action }: &Turn| {
        let way = *way;
        view! {
            <MenuItem
                label=label()
                symbol=*symbol
                on_click=move || turn(way)
                attr:data-action=*action
            />
        }
    };
    view! {
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
            {turns.iter().map(item).collect_view()}
            <MenuItem
                label=words::actions::delete()
                symbol=Symbol::Delete
                danger=true
                on_click=delete
                attr:data-action="delete"
            />
        </Menu>
    }
    .into_any()
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
    // Whether it is the first, and whether it is the last.
    let at_end = Memo::new(move |_| {
        let map = map.read();
        let at = map.stages.iter().position(|stage| stage.id == id);
        [at == Some(0), at.is_some_and(|at| at + 1 == map.stages.len())]
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
    let step = move |later: bool| {
        let (symbol, action) =
            if later { (Symbol::Right, "move-right") } else { (Symbol::Left, "move-left") };
        let label = move || match later {
            true => texts::move_later_of(name.get()),
            false => texts::move_earlier_of(name.get()),
        };
        view! {
            <SymbolButton
                label=Signal::derive(label)
                symbol
                on_click=move || deeds.move_stage(id, later)
                small=true
                disabled=Signal::derive(move || at_end.get()[usize::from(later)])
                attr:data-action=action
            />
        }
    };
    let delete = Callback::new(move |()| commands::delete(Collection::Stage, id));
    let add = move || deeds.shown.edit(Edited::Touchpoint(id, None));
    let on_key = move |event: KeyboardEvent| {
        if let Some(arrow) = arrow(&event) {
            deeds.move_stage(id, matches!(arrow, Symbol::Right | Symbol::Down));
        }
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
                    {step(false)} {step(true)}
                    {part_menu(name, edit, &[], |_| {}, delete)}
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
    let delete = Callback::new(move |()| {
        commands::delete(Collection::Touchpoint, id);
        focus::after_drawing(element_of(stage));
    });
    let step = move |way: Way| deeds.move_touchpoint(id, way);
    let on_key = move |event: KeyboardEvent| {
        let pressed = arrow(&event);
        if let Some(turn) = TURNS.iter().find(|turn| Some(turn.symbol) == pressed) {
            step(turn.way);
        }
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
                {part_menu(name, edit, &TURNS, step, delete)}
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
