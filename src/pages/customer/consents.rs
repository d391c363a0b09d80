//! What a customer agreed to, latest first, with its state, and the form that
//! records a consent.

use super::Sheet;
use crate::app::session::Session;
use crate::app::{commands, customer_list, erase, privacy};
use crate::components::{
    Badge, Button, DialogForm, Kind, Notice, Panel, SelectField, Sending, TextAreaField, Tone,
    format,
};
use crate::pages::form::{self, EditOrDelete, Typed};
use crate::words::{choices, privacy as texts};
use leptos::prelude::*;
use tangga_engine::domain::consent::ConsentState;
use tangga_engine::domain::schema::consent;
use tangga_engine::domain::{Collection, Consent, Customer, Purpose, RecordId};

/// A consent's purpose and channel in words.
pub(super) fn what(consent: &Consent) -> String {
    let code = consent.purpose.as_deref().unwrap_or_default();
    let known = Purpose::from_code(code);
    let purpose = known.map_or_else(|| code.to_owned(), |known| choices::purpose(known).to_owned());
    let channel = match consent.channel.as_deref() {
        Some(stored) => choices::channel_of(stored),
        None => choices::any_channel().to_owned(),
    };
    format!("{purpose} · {channel}")
}

#[component]
pub(super) fn Consents(id: RecordId, customer: Memo<Customer>, sheet: Sheet) -> impl IntoView {
    let consents = Memo::new(move |_| {
        Session.read(|workspace| {
            let row = workspace.row(Collection::Customer, id);
            let today = Session.today();
            let found = row.map(|row| workspace.consents_of(row, today)).unwrap_or_default();
            let with_id =
                |(row, consent, state)| (workspace.id(Collection::Consent, row), consent, state);
            found.into_iter().map(with_id).collect::<Vec<_>>()
        })
    });
    let list = move || {
        let found = consents.get();
        if found.is_empty() {
            return view! { <p class="quiet">{texts::no_consents()}</p> }.into_any();
        }
        let lines = found.into_iter();
        let lines = lines.map(|(id, consent, state)| line(id, &consent, state, sheet));
        let lines = lines.collect_view();
        view! { <ul class="consents lines">{lines}</ul> }.into_any()
    };
    let held_back = move || {
        let held_back = customer.with(|customer| customer.do_not_contact == Some(true));
        held_back.then(|| view! { <Notice tone=Tone::Careful title=texts::held_back()/> })
    };
    let erased = Memo::new(move |_| erase::is_erased(id));
    // Who was erased is asked for nothing any more.
    let add = move || {
        view! {
            <Show when=move || !erased.get()>
                <Button
                    label=texts::add_consent()
                    kind=Kind::Quiet
                    small=true
                    on_click=move || sheet.show(None)
                    attr:data-action="add-consent"
                />
            </Show>
        }
    };
    view! {
        <Panel heading=texts::consents() actions=add>
            <div class="stack">
                {held_back}
                {list}
                <details>
                    <summary>{texts::why()}</summary>
                    <p class="reading">{texts::why_consent()}</p>
                </details>
            </div>
        </Panel>
    }
    .into_any()
}

fn line(id: RecordId, consent: &Consent, state: ConsentState, sheet: Sheet) -> AnyView {
    let what = what(consent);
    let (label, tone, code) = match state {
        ConsentState::Holds => (texts::holds(), Tone::Good, "holds"),
        ConsentState::Withdrawn => (texts::taken_back(), Tone::Bad, "withdrawn"),
        ConsentState::Overruled => (texts::overruled(), Tone::Bad, "overruled"),
        ConsentState::NotYet => (texts::not_yet(), Tone::Careful, "not-yet"),
        ConsentState::Erased => (texts::ended(), Tone::Bad, "ended"),
    };
    let details = [
        consent.date.map(|day| texts::given_on(format::date(day))),
        consent.withdrawn.map(|day| texts::taken_back_on(format::date(day))),
        consent.source.clone(),
    ];
    let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let why = match state {
        ConsentState::Overruled => Some(texts::overruled_text()),
        ConsentState::Erased => Some(texts::ended_text()),
        _ => None,
    };
    let wording = consent.wording.clone();
    let lasts = consent.withdrawn.is_none() && state != ConsentState::Erased;
    let take_back = lasts.then(|| {
        view! {
            <Button
                label=texts::take_back()
                small=true
                on_click=move || privacy::take_back(id)
                attr:data-action="take-back"
                attr:aria-label=texts::take_back_this(&what)
            />
        }
    });
    view! {
        <li data-consent=code>
            <div class="row">
                <strong>{what.clone()}</strong>
                <Badge label tone/>
            </div>
            <p class="quiet">{details}</p>
            {why.map(|why| view! { <p class="quiet">{why}</p> })}
            {wording.map(|wording| view! { <p class="timeline-note">{wording}</p> })}
            <div class="row">
                {take_back}
                <EditOrDelete
                    what
                    collection=Collection::Consent
                    id
                    on_edit=move || sheet.show(Some(id))
                />
            </div>
        </li>
    }
    .into_any()
}

/// Records a consent or changes one.
#[component]
pub(super) fn ConsentForm(customer: RecordId, sheet: Sheet) -> impl IntoView {
    let id = sheet.fact.get_untracked();
    let held = match id.and_then(|id| Session.peek(|w| w.find::<Consent>(id))) {
        Some(consent) => consent,
        None => Consent {
            customer: Some(customer),
            purpose: Some(Purpose::News.code().to_owned()),
            wording: Some(privacy::offered_wording(Purpose::News.code(), None)),
            date: Some(Session.today()),
            ..Consent::default()
        },
    };
    let typed = Typed::of(&held);
    let [purpose, channel, wording, date, withdrawn] =
        [consent::PURPOSE, consent::CHANNEL, consent::WORDING, consent::DATE, consent::WITHDRAWN]
            .map(|field| typed.value(field));
    let sending = Sending::new(sheet.open);
    typed.keep_draft(id, None, sending);
    // Words that nobody changed follow the purpose and the channel. Those of a consent
    // that was recorded are what was said then.
    let offered = move || {
        let channel = channel.get();
        let channel = (!channel.is_empty()).then_some(channel.as_str());
        privacy::offered_wording(&purpose.read(), channel)
    };
    // A consent without words shows nobody what was agreed to. One that an import left
    // so may be changed all the same.
    let needs_wording =
        typed.shows(consent::WORDING) && (id.is_none() || typed.has(consent::WORDING));
    let missing_wording = sending.missing(wording);
    Effect::new(move |before: Option<String>| {
        let now = offered();
        if id.is_none() && before.is_some_and(|before| *wording.read_untracked() == before) {
            wording.set(now.clone());
        }
        now
    });
    // The form holds days as texts that sort like days.
    let early = move || !withdrawn.read().is_empty() && *withdrawn.read() < *date.read();
    let send = move || {
        if typed.has(consent::PURPOSE)
            && typed.has(consent::DATE)
            && (typed.has(consent::WORDING) || !needs_wording)
            && typed.is_readable()
            && !untrack(early)
        {
            let (opened, consent) = (typed.opened::<Consent>(), typed.record());
            commands::save(id, &opened, &consent, sending.begin());
        }
    };
    let too_early = move || {
        (sending.is_tried() && early()).then(|| {
            view! { <Notice tone=Tone::Bad title=texts::taken_back_early()/> }
        })
    };
    let (purposes, channels) = (form::purposes(), form::reaching_channels());
    let sources = customer_list::words_in(Collection::Consent, consent::SOURCE);
    view! {
        <DialogForm sending on_send=send>
            {typed.why_less()}
            {typed.changed_elsewhere::<Consent>(id)}
            <div class="form-row">
                <SelectField
                    name=typed.name(consent::PURPOSE)
                    label=typed.label(consent::PURPOSE)
                    value=purpose
                    choices=purposes
                    required=true
                    autofocus=true
                />
                <SelectField
                    name=typed.name(consent::CHANNEL)
                    label=typed.label(consent::CHANNEL)
                    value=channel
                    choices=channels
                    blank=choices::any_channel()
                />
            </div>
            {typed
                .shows(consent::WORDING)
                .then(|| {
                    view! {
                        <TextAreaField
                            name=typed.name(consent::WORDING)
                            label=typed.label(consent::WORDING)
                            value=wording
                            hint=texts::wording_hint()
                            error=Signal::derive(move || missing_wording.get().filter(|_| needs_wording))
                            required=needs_wording
                        />
                    }
                })}
            <div class="form-row">
                {typed.day(consent::DATE, Some(sending))}
                {typed.suggesting(consent::SOURCE, sources)}
            </div>
            {id.is_some().then(|| typed.day(consent::WITHDRAWN, None))}
            {too_early}
        </DialogForm>
    }
    .into_any()
}
