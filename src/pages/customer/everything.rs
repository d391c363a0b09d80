//! Everything about one customer, to be read by them: on paper, or as a file.

use crate::app::session::Session;
use crate::app::work::Writing;
use crate::app::{self, access, files, privacy};
use crate::browser::page;
use crate::components::{
    Badge, Button, Kind, Notice, PageHeader, Panel, Symbol, Tone, UnderWay, format,
};
use crate::pages::for_whom::ForWhom;
use crate::pages::said;
use crate::words::{customers as names, data, erase, fields, file, privacy as texts};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use tangga_engine::domain::schema::purchase;
use tangga_engine::domain::{Collection, RecordId, Value};
use tangga_engine::interchange::person::{Person, Record, Unknown, Written};

/// The page.
#[component]
pub fn EverythingPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id")?.parse::<RecordId>().ok());
    let person = Memo::new(move |_| id.get().and_then(access::person).map(Box::new));
    move || match (id.get(), person.get()) {
        (Some(id), Some(person)) => view! { <Everything id person=*person/> }.into_any(),
        _ => view! { <super::Gone/> }.into_any(),
    }
}

#[component]
fn Everything(id: RecordId, person: Person) -> impl IntoView {
    let name = Session.peek(|workspace| names::name_with(workspace, id));
    let writing = Writing::default();
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let working = Signal::derive(move || writing.progress.read().is_some() || sample.get());
    let asked = Memo::new(move |_| privacy::waiting_for_data(id));
    let asked = move || {
        let waiting = asked.get();
        (!waiting.is_empty()).then(|| {
            view! {
                <Notice
                    title=texts::asked_for_this()
                    text=texts::asked_for_this_text().to_owned()
                >
                    <Button
                        label=texts::mark_answered()
                        small=true
                        on_click=move |()| privacy::answer(&waiting)
                        attr:data-action="mark-answered"
                    />
                </Notice>
            }
        })
    };
    let sections = Collection::ALL
        .iter()
        .filter_map(|collection| section(*collection, &person))
        .collect_view();
    let unknown = (!person.unknown.is_empty()).then(|| {
        let line = |unknown: &Unknown| {
            let said = unknown.fields.iter().map(|f| format!("{}: {}", f.name, f.json));
            let said = said.collect::<Vec<_>>().join(" · ");
            view! { <li>{format!("{}: {said}", unknown.collection)}</li> }
        };
        let lines = person.unknown.iter().map(line).collect::<Vec<_>>();
        view! {
            <Panel heading=texts::of_another_version()>
                <ul class="lines">{lines}</ul>
            </Panel>
        }
    });
    let erased = Memo::new(move |_| app::erase::is_erased(id));
    let kept = move || view! { <Notice title=erase::was_erased() text=erase::was_erased_text()/> };
    let subtitle = Signal::derive(move || {
        let today = format::date(Session.today());
        if erased.get() { texts::everything_left(today) } else { texts::everything_text(today) }
    });
    view! {
        <PageHeader
            title=texts::everything_about(&name)
            subtitle
            back=(format!("/customers/{id}"), name)
        >
            <Button label=texts::print() on_click=move |()| page::print()/>
            <Button
                label=texts::save_json()
                kind=Kind::Primary
                symbol=Symbol::Download
                disabled=working
                on_click=move |()| access::export(id, writing)
                attr:data-action="save-person"
            />
        </PageHeader>
        <div class="stack">
            <div class="no-print stack">
                <Show when=move || sample.get()>
                    <Notice tone=Tone::Careful title=file::sample_not_exported()/>
                </Show>
                {asked}
                <ForWhom writing/>
                <UnderWay
                    label=data::exporting()
                    progress=writing.progress
                    on_stop=move |()| writing.stop()
                />
                <p class="quiet">{texts::everything_but()}</p>
            </div>
            <Show when=move || erased.get()>{kept}</Show>
            {sections}
            {unknown}
        </div>
    }
    .into_any()
}

/// The records of one collection.
fn section(collection: Collection, person: &Person) -> Option<AnyView> {
    let records = person.records.iter().filter(|record| record.collection == collection);
    let lines = records.map(line).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <Panel heading=fields::collection(collection)>
                <ul class="lines" data-collection=collection.name()>{lines}</ul>
            </Panel>
        }
        .into_any()
    })
}

/// One record: what it says, from where, when and by which device it was written.
fn line(record: &Record) -> AnyView {
    let collection = record.collection;
    // The person whom all is about need not be named in each line.
    let own = |written: &&Written| collection.about() != Some(written.field);
    let value = |written: &Written| {
        let label = fields::label(collection, written.field);
        format!("{label}: {}", said_of(collection, written))
    };
    let unknown = record.unknown.iter().map(|f| format!("{}: {}", f.name, f.json));
    let all = record.fields.iter().filter(own).map(value).chain(unknown);
    let all = all.collect::<Vec<_>>().join(" · ");
    let mut written: Vec<String> = record.fields.iter().map(when).collect();
    written.push(when_by(record.stamp));
    written.sort_unstable();
    written.dedup();
    let from = record.source.as_ref().map(texts::came_from);
    let from = from.into_iter().chain(written).collect::<Vec<_>>().join(" · ");
    let deleted = record.deleted.then(|| {
        view! { <Badge label=texts::deleted() tone=Tone::Careful/> }
    });
    view! {
        <li>
            <p>{all} " " {deleted}</p>
            <p class="quiet">{from}</p>
        </li>
    }
    .into_any()
}

fn when(written: &Written) -> String {
    when_by(written.stamp)
}

fn when_by(stamp: tangga_engine::domain::Stamp) -> String {
    let day = format::date(access::day_of(stamp.milliseconds()));
    match files::device_with(stamp.device) {
        Some(device) => texts::written_on(day, device),
        None => day,
    }
}

/// A value in words; amounts in the currency.
fn said_of(collection: Collection, written: &Written) -> String {
    match (collection, written.field, &written.value) {
        (Collection::Purchase, purchase::AMOUNT | purchase::COST, Value::Integer(amount)) => {
            format::money(*amount, &Session.currency())
        }
        (_, _, value) => said::value(collection, written.field, Some(value)),
    }
}
