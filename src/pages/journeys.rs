//! Personas and journey maps.

pub mod feeling;
pub mod map_form;
mod persona_form;

use crate::app::commands;
use crate::app::session::Session;
use crate::components::{
    Button, Dialog, EmptyState, Heading, Kind, Link, PageHeader, Panel, Report, Symbol,
    SymbolButton, format,
};
use crate::pages::place::{NEW_MAP, when_asked};
use crate::words::{self, fields, journeys as texts};
use feeling::Feeling;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use map_form::MapForm;
use persona_form::PersonaForm;
use tangga_engine::domain::schema::{customer, persona};
use tangga_engine::domain::{
    Collection, Day, Journey, JourneyMap, Persona, RecordId, Stage, Touchpoint,
};

/// A map as the list shows it.
#[derive(Clone, PartialEq)]
struct MapRow {
    id: RecordId,
    name: String,
    persona: Option<String>,
    touchpoints: u64,
    lowest: Option<(i64, String)>,
    reviewed: Option<Day>,
}

/// A persona with how many customers its segment has.
#[derive(Clone, PartialEq)]
struct PersonaCard {
    id: RecordId,
    persona: Persona,
    matching: u64,
}

/// A name, or the word for none.
pub fn named(name: Option<String>) -> String {
    name.unwrap_or_else(|| texts::untitled().to_owned())
}

/// The name of the persona that a map names, if it names one.
pub fn persona_name(journey: &Journey) -> Option<String> {
    let id = journey.persona?;
    let found: Option<Persona> = Session.read(|workspace| workspace.find::<Persona>(id));
    Some(found.map_or_else(|| texts::persona_gone().to_owned(), |persona| named(persona.name)))
}

/// When a map was reviewed, in words.
pub fn reviewed(day: Option<Day>) -> String {
    match day {
        Some(day) => texts::reviewed(format::date(day)),
        None => texts::never_reviewed().to_owned(),
    }
}

fn map_rows() -> Vec<MapRow> {
    let (maps, stages, touchpoints): (Vec<_>, Vec<_>, Vec<_>) = Session.read(|workspace| {
        (
            workspace.all::<Journey>().collect(),
            workspace.all::<Stage>().collect(),
            workspace.all::<Touchpoint>().collect(),
        )
    });
    let row = |(id, journey): (RecordId, Journey)| {
        let map = JourneyMap::assemble(id, &stages, &touchpoints);
        let lowest = map.lowest().and_then(|t| Some((t.emotion?, named(t.name.clone()))));
        MapRow {
            id,
            persona: persona_name(&journey),
            touchpoints: map.touchpoints().count() as u64,
            lowest,
            reviewed: journey.reviewed,
            name: named(journey.name),
        }
    };
    maps.into_iter().map(row).collect()
}

fn persona_cards() -> Vec<PersonaCard> {
    Session.read(|workspace| {
        let (words, codes) = workspace.labels(Collection::Customer, customer::SEGMENT);
        let alive = workspace.customers_alive();
        let matching = |segment: &str| {
            let code = words.iter().position(|word| **word == *segment);
            code.map_or(0, |code| {
                let of = |(held, alive): (&u32, &bool)| *alive && *held as usize == code;
                codes.iter().zip(&alive).filter(|pair| of(*pair)).count() as u64
            })
        };
        workspace
            .all::<Persona>()
            .map(|(id, persona)| {
                let matching = persona.segment.as_deref().map_or(0, matching);
                PersonaCard { id, persona, matching }
            })
            .collect()
    })
}

/// The page.
#[component]
pub fn Journeys() -> impl IntoView {
    let map_open = RwSignal::new(false);
    let persona_open = RwSignal::new(false);
    let persona_id = RwSignal::new(None::<RecordId>);
    let add_map = Callback::new(move |()| map_open.set(true));
    when_asked(NEW_MAP, move || map_open.set(true));
    let open_persona = Callback::new(move |(id,): (Option<RecordId>,)| {
        persona_id.set(id);
        persona_open.set(true);
    });
    let add_persona = Callback::new(move |()| open_persona.run((None,)));
    let navigate = StoredValue::new_local(use_navigate());
    let show = Callback::new(move |(id,): (RecordId,)| {
        navigate.with_value(|go| go(&format!("/journeys/{id}"), Default::default()));
    });
    let persona_title = Signal::derive(move || match persona_id.get() {
        Some(_) => texts::edit_persona().to_owned(),
        None => texts::new_persona().to_owned(),
    });

    let maps = Memo::new(|_| map_rows());
    let personas = Memo::new(|_| persona_cards());
    let maps_list = move || match maps.get() {
        rows if rows.is_empty() => view! {
            <EmptyState
                symbol=Symbol::Journey
                title=texts::empty_maps()
                text=texts::empty_maps_text()
                small=true
            >
                <Button label=words::actions::add_journey() on_click=add_map symbol=Symbol::Plus/>
            </EmptyState>
        }
        .into_any(),
        rows => maps_table(rows),
    };
    let personas_list = move || match personas.get() {
        cards if cards.is_empty() => view! {
            <EmptyState
                symbol=Symbol::People
                title=texts::empty_personas()
                text=texts::empty_personas_text()
                small=true
            >
                <Button
                    label=words::actions::add_persona()
                    on_click=add_persona
                    symbol=Symbol::Plus
                />
            </EmptyState>
        }
        .into_any(),
        cards => {
            let cards =
                cards.into_iter().map(|card| persona_card(card, open_persona)).collect_view();
            view! { <ul class="personas">{cards}</ul> }.into_any()
        }
    };
    view! {
        <PageHeader title=texts::title() subtitle=texts::subtitle()>
            <Button
                label=words::actions::add_persona()
                on_click=add_persona
                symbol=Symbol::Plus
                attr:data-action="add-persona"
            />
            <Button
                label=words::actions::add_journey()
                on_click=add_map
                kind=Kind::Primary
                symbol=Symbol::Plus
                attr:data-action="add-journey"
            />
        </PageHeader>
        <div class="stack">
            <Panel heading=texts::maps()>{maps_list}</Panel>
            <Panel heading=texts::personas()>{personas_list}</Panel>
        </div>
        <Dialog open=map_open title=texts::new_journey() form=true>
            <MapForm open=map_open id=None on_added=show/>
        </Dialog>
        <Dialog open=persona_open title=persona_title form=true>
            <PersonaForm open=persona_open id=persona_id.get_untracked()/>
        </Dialog>
    }
    .into_any()
}

fn maps_table(rows: Vec<MapRow>) -> AnyView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let MapRow { id, name, persona, touchpoints, lowest, reviewed } = row;
            let lowest = match lowest {
                Some((emotion, touchpoint)) => view! {
                    <Feeling emotion=Some(emotion)/>
                    <small class="maps-where">{touchpoint}</small>
                }
                .into_any(),
                None => view! { <span class="quiet">{texts::no_feeling()}</span> }.into_any(),
            };
            let reviewed = reviewed.map(format::date);
            let persona = persona.unwrap_or_else(|| texts::no_persona().to_owned());
            let reviewed = reviewed.unwrap_or_else(|| texts::never_reviewed().to_owned());
            vec![
                view! { <Link href=format!("/journeys/{id}")>{name}</Link> }.into_any(),
                persona.into_any(),
                format::integer(touchpoints as i64).into_any(),
                lowest,
                reviewed.into_any(),
            ]
        })
        .collect::<Vec<_>>();
    let columns = vec![
        Heading::words(texts::map()),
        Heading::words(texts::persona()),
        Heading::number(texts::touchpoints()),
        Heading::words(texts::lowest()),
        Heading::words(texts::last_reviewed()),
    ];
    view! { <Report label=texts::maps() columns rows class="maps"/> }.into_any()
}

fn persona_card(card: PersonaCard, open: Callback<(Option<RecordId>,)>) -> AnyView {
    let PersonaCard { id, persona: held, matching } = card;
    let name = named(held.name);
    let matches = match held.segment {
        Some(segment) => texts::matching(&format::count(matching), segment),
        None => texts::no_segment().to_owned(),
    };
    let told = [
        (persona::GOALS, held.goals),
        (persona::NEEDS, held.needs),
        (persona::FRUSTRATIONS, held.frustrations),
        (persona::BUYING_BEHAVIOUR, held.buying_behaviour),
        (persona::TRAITS, held.traits),
    ];
    let told = told
        .into_iter()
        .filter_map(|(field, text)| Some((fields::label(Collection::Persona, field), text?)))
        .map(|(label, text)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
        .collect_view();
    let edit = move || open.run((Some(id),));
    let delete = move || commands::delete(Collection::Persona, id);
    view! {
        <li class="persona">
            <div class="persona-head">
                <div>
                    <h3>{name.clone()}</h3>
                    {held.description.map(|text| view! { <p class="quiet">{text}</p> })}
                </div>
                <div class="panel-actions">
                    <SymbolButton
                        label=texts::edit_of(&name)
                        symbol=Symbol::Edit
                        on_click=edit
                        small=true
                        attr:data-action="edit"
                    />
                    <SymbolButton
                        label=texts::delete_of(&name)
                        symbol=Symbol::Delete
                        on_click=delete
                        small=true
                        attr:data-action="delete"
                    />
                </div>
            </div>
            {held.quote.map(|text| view! { <blockquote>{texts::thought_said(text)}</blockquote> })}
            <p class="persona-matches">{matches}</p>
            <dl class="persona-told">{told}</dl>
        </li>
    }
    .into_any()
}
