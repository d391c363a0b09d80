//! All that happened with a customer, newest first, month by month.
//!
//! A good customer has thousands of purchases, so the list begins with the last
//! hundred and grows when asked.

use super::Sheets;
use super::consents;
use crate::app::session::Session;
use crate::components::{Button, EmptyState, Icon, Kind, Panel, Symbol, format};
use crate::pages::form::EditOrDelete;
use crate::words::{choices, customers as texts, privacy};
use leptos::prelude::*;
use tangga_engine::domain::schema::{consent, feedback, interaction, purchase, request};
use tangga_engine::domain::{
    Channel, Collection, Consent, Day, Direction, Feedback, Interaction, Purchase, RecordId,
    Request, RequestKind, Survey, facts,
};

/// How many entries are added at a time.
const PAGE: usize = 100;

/// One entry's place in the list. The month stands with the first of its
/// entries, as its heading.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Place {
    collection: Collection,
    id: RecordId,
    /// Whether it is how the record ended: a consent taken back.
    ended: bool,
    heading: Option<Heading>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Heading {
    Month(i32),
    NoDate,
}

#[component]
pub(super) fn Timeline(id: RecordId, sheets: Sheets) -> impl IntoView {
    let limit = RwSignal::new(PAGE);
    let places = Memo::new(move |_| places_of(id, limit.get()));
    let hidden = move || places.with(|(_, all)| all.saturating_sub(limit.get()));
    let entries = move || {
        if places.with(|(places, _)| places.is_empty()) {
            return view! {
                <EmptyState
                    symbol=Symbol::Calendar
                    title=texts::timeline_empty()
                    text=texts::timeline_empty_text()
                    small=true
                />
            }
            .into_any();
        }
        view! {
            <ol class="timeline">
                <For
                    each=move || places.get().0
                    key=|place| *place
                    children=move |place| view! { <Entry place sheets/> }.into_any()
                />
            </ol>
        }
        .into_any()
    };
    let is_empty = Memo::new(move |_| places.with(|(places, _)| places.is_empty()));
    let more = move || {
        let next = hidden().min(PAGE);
        (next > 0).then(|| {
            let label = texts::show_more(&format::count(next as u64));
            view! {
                <Button
                    label
                    kind=Kind::Quiet
                    symbol=Symbol::Down
                    on_click=move || limit.update(|limit| *limit += PAGE)
                />
            }
        })
    };
    view! {
        <Panel heading=texts::timeline()>
            {move || {
                is_empty.get();
                untrack(entries)
            }}
            {more}
        </Panel>
    }
    .into_any()
}

/// The newest entries, and how many there are in all.
fn places_of(customer: RecordId, limit: usize) -> (Vec<Place>, usize) {
    Session.read(|workspace| {
        let Some(row) = workspace.row(Collection::Customer, customer) else {
            return (Vec::new(), 0);
        };
        // An erasure that nobody asked for has the day of its answer alone.
        let dated = [
            (Collection::Purchase, purchase::DATE, None),
            (Collection::Interaction, interaction::DATE, None),
            (Collection::Feedback, feedback::DATE, None),
            (Collection::Consent, consent::DATE, None),
            (Collection::Request, request::RECEIVED, Some(request::DONE)),
        ];
        let mut all = Vec::new();
        for (collection, field, or) in dated {
            let days = [Some(field), or].into_iter().flatten();
            let days: Vec<&[i32]> =
                days.map(|field| workspace.table(collection).dates(field)).collect();
            for fact in workspace.rows_about(collection, row) {
                let mut known = days.iter().filter_map(|days| days.get(fact as usize).copied());
                let day = known.find(|day| *day != i32::MIN).unwrap_or(i32::MIN);
                all.push((day, collection, fact, false));
            }
        }
        let taken_back = workspace.table(Collection::Consent).dates(consent::WITHDRAWN);
        for fact in workspace.rows_about(Collection::Consent, row) {
            if let Some(day) = taken_back.get(fact as usize).filter(|day| **day != i32::MIN) {
                all.push((*day, Collection::Consent, fact, true));
            }
        }
        // Of one day, what was recorded last comes first.
        all.sort_unstable_by(|a, b| b.cmp(a));
        let mut before = None;
        let place = |(day, collection, fact, ended): &(i32, Collection, u32, bool)| {
            let month = match facts::day_of(*day) {
                Some(day) => Heading::Month(day.month_index()),
                None => Heading::NoDate,
            };
            let heading = (before != Some(month)).then_some(month);
            before = Some(month);
            let id = workspace.id(*collection, *fact);
            Place { collection: *collection, id, ended: *ended, heading }
        };
        (all.iter().take(limit).map(place).collect(), all.len())
    })
}

/// What an entry says.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Told {
    symbol: Symbol,
    title: String,
    day: Option<Day>,
    /// An amount or a score, at the right.
    value: String,
    /// Whether the value is to be looked at: a return, a low score.
    low: bool,
    details: Vec<String>,
    /// In the words of whoever wrote it.
    note: Option<String>,
}

#[component]
fn Entry(place: Place, sheets: Sheets) -> impl IntoView {
    let Place { collection, id, ended, heading } = place;
    let told = Memo::new(move |_| match collection {
        Collection::Interaction => {
            interaction_told(Session.read(|w| w.find(id)).unwrap_or_default())
        }
        Collection::Feedback => feedback_told(Session.read(|w| w.find(id)).unwrap_or_default()),
        Collection::Consent => {
            consent_told(Session.read(|w| w.find(id)).unwrap_or_default(), ended)
        }
        Collection::Request => request_told(Session.read(|w| w.find(id)).unwrap_or_default()),
        _ => purchase_told(Session.read(|w| w.find(id)).unwrap_or_default()),
    });
    let heading = heading.map(|heading| {
        let text = match heading {
            Heading::Month(index) => format::month_long(Day::from_month_index(index)),
            Heading::NoDate => texts::no_date().to_owned(),
        };
        view! { <h3 class="timeline-month">{text}</h3> }
    });
    let title = move || told.with(|told| told.title.clone());
    let what = move || {
        told.with(|told| match told.day {
            Some(day) => format!("{}, {}", told.title, format::date(day)),
            None => told.title.clone(),
        })
    };
    view! {
        <li>
            {heading}
            <div class="timeline-entry">
                <span class=format!("timeline-mark {}", collection.name())>
                    {move || {
                        let symbol = told.with(|told| told.symbol);
                        view! { <Icon symbol/> }
                    }}
                </span>
                <div class="timeline-text">
                    <p class="timeline-title">{title}</p>
                    {move || {
                        let details = told.with(|told| told.details.join(" · "));
                        (!details.is_empty())
                            .then(|| view! { <p class="timeline-details">{details}</p> })
                    }}
                    {move || {
                        told.with(|told| told.note.clone())
                            .map(|note| view! { <p class="timeline-note">{note}</p> })
                    }}
                </div>
                <div class="timeline-value">
                    <p class:bad=move || told.with(|told| told.low)>
                        {move || told.with(|told| told.value.clone())}
                    </p>
                    <p class="timeline-day">
                        {move || told.with(|told| told.day.map(format::date_short))}
                    </p>
                </div>
                <div class="timeline-actions">
                    <EditOrDelete
                        what=Signal::derive(what)
                        collection
                        id
                        on_edit=move || sheets.change(collection, id)
                    />
                </div>
            </div>
        </li>
    }
    .into_any()
}

fn purchase_told(purchase: Purchase) -> Told {
    let currency = Session.currency();
    let returned = purchase.amount.is_some_and(|amount| amount < 0);
    let kind = if returned { texts::returned() } else { texts::purchase() };
    let details = [
        purchase.channel.as_ref().map(|stored| choices::channel_of(stored)),
        purchase.quantity.map(|n| texts::quantity_of(format::integer(n))),
        purchase.order_number.map(texts::order_of),
        purchase.cost.map(|cost| texts::cost_of(format::money(cost, &currency))),
        (purchase.amount == Some(0)).then(|| texts::free_item().to_owned()),
    ];
    Told {
        symbol: Symbol::Cart,
        title: purchase.product.unwrap_or_else(|| kind.to_owned()),
        day: purchase.date,
        value: purchase.amount.map(|a| format::money(a, &currency)).unwrap_or_default(),
        low: returned,
        details: details.into_iter().flatten().collect(),
        note: purchase.note,
    }
}

fn interaction_told(interaction: Interaction) -> Told {
    let direction = interaction.direction.as_deref().and_then(Direction::from_code);
    let details = [
        interaction.channel.as_ref().map(|stored| choices::channel_of(stored)),
        direction.map(|direction| choices::direction(direction).to_owned()),
    ];
    let symbol = match interaction.channel.as_deref().and_then(Channel::from_code) {
        Some(Channel::Messaging | Channel::Sms) => Symbol::WhatsApp,
        Some(Channel::Phone) => Symbol::Phone,
        Some(Channel::Email) => Symbol::Mail,
        _ => Symbol::People,
    };
    Told {
        symbol,
        title: interaction.subject.unwrap_or_else(|| texts::interaction().to_owned()),
        day: interaction.date,
        value: String::new(),
        low: false,
        details: details.into_iter().flatten().collect(),
        note: interaction.note,
    }
}

fn consent_told(consent: Consent, ended: bool) -> Told {
    let (title, day) = match ended {
        true => (privacy::consent_taken_back(), consent.withdrawn),
        false => (privacy::consent_given(), consent.date),
    };
    Told {
        symbol: if ended { Symbol::Close } else { Symbol::Shield },
        title: title.to_owned(),
        day,
        value: String::new(),
        low: false,
        details: [Some(consents::what(&consent)), consent.source].into_iter().flatten().collect(),
        note: consent.wording.filter(|_| !ended),
    }
}

fn request_told(request: Request) -> Told {
    let kind = request.kind.as_deref().and_then(RequestKind::from_code);
    let details = [
        kind.map(|kind| choices::request(kind).to_owned()),
        request.channel.as_ref().map(|stored| choices::channel_of(stored)),
        request.done.map(|day| privacy::answered_on(format::date(day))),
        request.answer.clone(),
    ];
    Told {
        symbol: Symbol::Info,
        title: privacy::request().to_owned(),
        day: request.received.or(request.done),
        value: String::new(),
        low: false,
        details: details.into_iter().flatten().collect(),
        note: request.note,
    }
}

fn feedback_told(feedback: Feedback) -> Told {
    let survey = feedback.survey.as_deref().and_then(Survey::from_code);
    let value = match (survey, feedback.score) {
        (Some(survey), Some(score)) => {
            texts::score_of(format::integer(score), format::integer(survey.scale().1))
        }
        (None, Some(score)) => format::integer(score),
        (_, None) => String::new(),
    };
    // The lower half of the scale; for a recommendation, a detractor's score.
    let low = survey.zip(feedback.score).is_some_and(|(survey, score)| {
        let (least, most) = survey.scale();
        score <= least + (most - least) * 6 / 10 && (survey == Survey::Nps || score * 2 <= most)
    });
    let details = [
        survey.map(|survey| choices::survey(survey).to_owned()),
        feedback.channel.as_ref().map(|stored| choices::channel_of(stored)),
        // The survey's usual question is in its name already.
        feedback
            .question
            .filter(|asked| survey.is_none_or(|survey| asked != choices::survey_question(survey))),
    ];
    Told {
        symbol: Symbol::Feedback,
        title: texts::feedback().to_owned(),
        day: feedback.date,
        value,
        low,
        details: details.into_iter().flatten().collect(),
        note: feedback.comment,
    }
}
