//! The form in which a request is recorded, changed and answered.

use super::requests;
use crate::app::commands;
use crate::app::session::Session;
use crate::components::{Choice, Dialog, DialogForm, Notice, Sending, Tone};
use crate::pages::feedback::{FindCustomer, Found};
use crate::pages::form::{Typed, channels};
use crate::words::{choices, privacy as texts};
use leptos::prelude::*;
use tangga_engine::domain::schema::request;
use tangga_engine::domain::{Moment, Outcome, RecordId, Request, RequestKind};

/// Which request is being recorded, changed or answered. `Copy`.
#[derive(Clone, Copy)]
pub struct Asking {
    open: RwSignal<bool>,
    id: RwSignal<Option<RecordId>>,
    customer: RwSignal<Option<RecordId>>,
    answering: RwSignal<bool>,
}

impl Asking {
    /// None yet.
    pub fn idle() -> Asking {
        Asking {
            open: RwSignal::new(false),
            id: RwSignal::new(None),
            customer: RwSignal::new(None),
            answering: RwSignal::new(false),
        }
    }

    /// Opens the form: for a new request, perhaps of a customer, or for one that is
    /// known; `answering` shows what came of it as well.
    pub fn begin(self, id: Option<RecordId>, customer: Option<RecordId>, answering: bool) {
        self.id.set(id);
        self.customer.set(customer);
        self.answering.set(answering);
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub fn RecordRequest(asking: Asking) -> impl IntoView {
    let title = Signal::derive(move || {
        let title = match (asking.id.get(), asking.answering.get()) {
            (Some(_), true) => texts::answer_request(),
            (Some(_), false) => texts::edit_request(),
            (None, _) => texts::record_request(),
        };
        title.to_owned()
    });
    view! {
        <Dialog open=asking.open title=title form=true>
            <RequestForm asking/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn RequestForm(asking: Asking) -> impl IntoView {
    let id = asking.id.get_untracked();
    let answering = asking.answering.get_untracked();
    let of = asking.customer.get_untracked();
    let now = Session.now();
    let held = id.and_then(|id| Session.peek(|workspace| workspace.find::<Request>(id)));
    let opened = held.unwrap_or_else(|| Request {
        customer: of,
        received: Some(now.day),
        received_time: Some(now.minute),
        ..Request::default()
    });
    let typed = Typed::of(&opened);
    let begun = opened.is_open() && answering;
    if begun {
        let set = |field, text: String| typed.value(field).set(text);
        let answered = Typed::of(&Request {
            done: Some(now.day),
            done_time: Some(now.minute),
            outcome: Some(Outcome::Done.code().to_owned()),
            ..opened.clone()
        });
        for field in [request::DONE, request::DONE_TIME, request::OUTCOME] {
            set(field, answered.value(field).get_untracked());
        }
    }
    let found = Found::new(opened.customer);
    let sending = Sending::new(asking.open);
    typed.keep_draft(id, None, sending);
    let nobody = RwSignal::new(false);
    let early = RwSignal::new(false);
    let send = move || {
        let who = if of.is_some() { Some(of) } else { found.read() };
        let Some(customer) = who else { return };
        nobody.set(customer.is_none() && !typed.has(request::NOTE));
        let now = Request { customer, ..typed.record() };
        early.set(is_early(&now));
        let complete = typed.has(request::KIND)
            && typed.has(request::RECEIVED)
            && (!answering || typed.has(request::DONE) && typed.has(request::OUTCOME));
        if complete && typed.is_readable() && !nobody.get_untracked() && !early.get_untracked() {
            commands::save(id, &typed.opened(), &now, sending.begin());
        }
    };
    let kinds: Vec<Choice> =
        RequestKind::ALL.iter().map(|k| Choice::new(k.code(), choices::request(*k))).collect();
    let outcomes: Vec<Choice> =
        Outcome::ALL.iter().map(|o| Choice::new(o.code(), choices::outcome(*o))).collect();
    // Whoever answers need not fill in again what was asked, if that is known.
    let asked = (begun && is_whole(&opened)).then(|| asked(&opened));
    let question = asked.is_none().then(|| {
        view! {
            {of.is_none().then(|| view! { <FindCustomer found label=texts::request_from()/> })}
            {typed.needed(request::KIND, kinds, sending)}
            <div class="form-row">
                {typed.day(request::RECEIVED, Some(sending))} {typed.time(request::RECEIVED_TIME)}
                {typed.select(request::CHANNEL, channels(), "")}
            </div>
            {typed.area(request::NOTE)}
        }
    });
    let outcome = answering.then(|| {
        view! {
            <div class="form-row">
                {typed.day(request::DONE, Some(sending))} {typed.time(request::DONE_TIME)}
            </div>
            {typed.needed(request::OUTCOME, outcomes, sending)}
            {typed.area(request::ANSWER)}
        }
    });
    let said = move |wrong: RwSignal<bool>, title: &'static str| {
        let notice = move || view! { <Notice tone=Tone::Bad title/> };
        view! { <Show when=move || wrong.get()>{notice}</Show> }
    };
    view! {
        <DialogForm sending on_send=send>
            {asked}
            {question}
            {outcome}
            {said(nobody, texts::who_missing())}
            {said(early, texts::answered_early())}
        </DialogForm>
    }
    .into_any()
}

/// Whether it is known who asks what since when.
fn is_whole(request: &Request) -> bool {
    let who = request.customer.is_some() || request.note.is_some();
    who && request.kind.is_some() && request.received.is_some()
}

/// A request in words, above its answer.
fn asked(request: &Request) -> AnyView {
    let what = requests::asked(request);
    let received = requests::received(request);
    let note = request.note.clone();
    view! {
        <div class="stack" data-asked="">
            <p>
                {requests::who(request)} " " <strong>{what}</strong>
            </p>
            {received.map(|received| view! { <p class="quiet">{received}</p> })}
            {note.map(|note| view! { <p class="timeline-note">{note}</p> })}
        </div>
    }
    .into_any()
}

/// Whether the answer stands before the request.
fn is_early(request: &Request) -> bool {
    let received = request.received.map(|day| Moment::of(day, request.received_time));
    let done = request.done.map(|day| Moment::of(day, request.done_time.or(Some(i64::MAX))));
    received.zip(done).is_some_and(|(received, done)| done < received)
}
