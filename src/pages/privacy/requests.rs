//! The requests that wait and those that were answered.

use super::Asking;
use super::erasing::Erasing;
use crate::app::erase;
use crate::app::privacy::{self, Waiting};
use crate::app::session::Session;
use crate::components::{
    Badge, Button, ButtonLink, EmptyState, Kind, Link, Panel, Symbol, Tone, format, paged,
};
use crate::pages::form::EditOrDelete;
use crate::words::{choices, customers, privacy as texts};
use leptos::prelude::*;
use tangga_engine::domain::request::URGENT_WITHIN;
use tangga_engine::domain::{Collection, Outcome, RecordId, Request, RequestKind};

/// How many answered ones are shown at a time.
const SHOWN: usize = 10;

/// What is asked, in words.
pub(super) fn asked(request: &Request) -> String {
    let kind = request.kind.as_deref().unwrap_or_default();
    RequestKind::from_code(kind).map_or_else(|| kind.to_owned(), |k| choices::request(k).to_owned())
}

/// The time left in words, and whether it is to be looked at.
fn left(minutes: Option<i64>) -> (String, Tone) {
    let Some(minutes) = minutes else { return (texts::no_clock().to_owned(), Tone::Careful) };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let words = match (minutes > 0, hours) {
        (true, 0) => texts::minutes_left(&format::count(rest)),
        (true, _) => texts::hours_left(&format::count(hours)),
        (false, 0) => texts::minutes_over(&format::count(rest)),
        (false, _) => texts::hours_over(&format::count(hours)),
    };
    let tone = match minutes {
        ..=0 => Tone::Bad,
        1..=URGENT_WITHIN => Tone::Careful,
        _ => Tone::Neutral,
    };
    (words, tone)
}

/// Who asks: a link to the customer, or that they are none.
pub(super) fn who(request: &Request) -> AnyView {
    match request.customer {
        Some(id) => {
            let name = Session.peek(|workspace| customers::name_with(workspace, id));
            view! { <Link href=format!("/customers/{id}")>{name}</Link> }.into_any()
        }
        None => view! { <span>{texts::nobody()}</span> }.into_any(),
    }
}

pub(super) fn received(request: &Request) -> Option<String> {
    let date = format::date(request.received?);
    Some(match request.received_time {
        Some(time) => texts::received_at(date, format::time(time)),
        None => texts::received_on(date),
    })
}

/// The panel of those that wait.
#[component]
pub(super) fn Open(asking: Asking, erasing: Erasing) -> impl IntoView {
    let now = privacy::ticking();
    let waiting = Memo::new(move |_| privacy::waiting(now.get()));
    let body = move || {
        let waiting = waiting.get();
        if waiting.is_empty() {
            return view! {
                <EmptyState
                    symbol=Symbol::Check
                    title=texts::no_requests()
                    text=texts::no_requests_text()
                    small=true
                />
            }
            .into_any();
        }
        let lines = waiting.into_iter().map(|one| open_line(one, asking, erasing));
        let lines = lines.collect_view();
        view! { <ul class="requests lines entries" data-list="requests">{lines}</ul> }.into_any()
    };
    view! {
        <Panel heading=texts::open_requests()>
            <div class="stack">
                {body}
                <details>
                    <summary>{texts::why_hours()}</summary>
                    <p class="reading">{texts::why_hours_text()}</p>
                </details>
            </div>
        </Panel>
    }
    .into_any()
}

fn open_line(waiting: Waiting, asking: Asking, erasing: Erasing) -> AnyView {
    let Waiting { id, request, left: minutes } = waiting;
    let what = asked(&request);
    let (words, tone) = left(minutes);
    let channel = request.channel.as_deref().map(choices::channel_of);
    let details =
        [received(&request), channel].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let kind = request.kind.as_deref().and_then(RequestKind::from_code);
    let wants_all = matches!(kind, Some(RequestKind::Access | RequestKind::Portability));
    let everything = request.customer.filter(|_| wants_all).map(|customer| {
        let href = format!("/customers/{customer}/everything");
        view! { <ButtonLink href label=texts::everything() small=true/> }
    });
    let may_erase = kind == Some(RequestKind::Erase) && Session.settings().sample != Some(true);
    let erase = request.customer.filter(|id| may_erase && !erase::is_erased(*id));
    let erase = erase.map(|customer| erasing.button(customer));
    let answer = view! {
        <Button
            label=texts::answer()
            small=true
            on_click=move || asking.begin(Some(id), None, true)
            attr:data-action="answer"
            attr:aria-label=texts::answer_this(&what)
        />
    };
    line(
        id,
        &request,
        what,
        details,
        view! { <Badge label=words tone/> }.into_any(),
        asking,
        view! {
            {erase}
            {everything}
            {answer}
        }
        .into_any(),
    )
}

/// The panel of those that were answered.
#[component]
pub(super) fn Answered(asking: Asking) -> impl IntoView {
    let answered = Memo::new(|_| privacy::answered());
    let body = move || {
        let answered = answered.get();
        let total = answered.len();
        paged(total, SHOWN, texts::answered_requests().to_owned(), move |from, most| {
            let lines = answered
                .iter()
                .skip(from)
                .take(most)
                .map(|(id, request)| answered_line(*id, request, asking))
                .collect_view();
            view! { <ul class="requests lines entries">{lines}</ul> }.into_any()
        })
    };
    let panel = move || {
        view! { <Panel heading=texts::answered_requests()>{body}</Panel> }
    };
    view! { <Show when=move || !answered.read().is_empty()>{panel}</Show> }.into_any()
}

fn answered_line(id: RecordId, request: &Request, asking: Asking) -> AnyView {
    let outcome = request.outcome.as_deref().and_then(Outcome::from_code);
    let details = [
        received(request),
        request.done.map(|day| texts::answered_on(format::date(day))),
        outcome.map(|outcome| choices::outcome(outcome).to_owned()),
        request.answer.clone(),
    ];
    let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let badge = request.was_in_time().map(|in_time| {
        let (label, tone) = match in_time {
            true => (texts::in_time(), Tone::Good),
            false => (texts::too_late(), Tone::Careful),
        };
        view! { <Badge label tone/> }
    });
    line(id, request, asked(request), details, badge.into_any(), asking, ().into_any())
}

/// One request: who, what, how it stands, and what can be done.
fn line(
    id: RecordId,
    request: &Request,
    what: String,
    details: String,
    badge: AnyView,
    asking: Asking,
    deeds: AnyView,
) -> AnyView {
    let answering = !request.is_open();
    let note = request.note.clone();
    view! {
        <li data-request=request.kind.clone()>
            <div class="entry-text">
                <div class="row">
                    {who(request)}
                    <strong>{what.clone()}</strong>
                    {badge}
                </div>
                <p class="quiet">{details}</p>
                {note.map(|note| view! { <p class="timeline-note">{note}</p> })}
            </div>
            <div class="row">
                {deeds}
                <EditOrDelete
                    what
                    collection=Collection::Request
                    id
                    on_edit=move || asking.begin(Some(id), None, answering)
                />
            </div>
        </li>
    }
    .into_any()
}

/// The requests that are overdue or nearly so, for Home; nothing where none is.
pub fn due() -> AnyView {
    let now = privacy::ticking();
    let due = Memo::new(move |_| {
        let mut waiting = privacy::waiting(now.get());
        waiting.retain(|one| one.left.is_none_or(|left| left <= URGENT_WITHIN));
        waiting
    });
    let lines = move || {
        let line = |one: Waiting| {
            let (words, tone) = left(one.left);
            view! {
                <li data-request=one.request.kind.clone()>
                    <div class="attention-who">
                        {who(&one.request)}
                        <p class="quiet">{texts::request_due(asked(&one.request))}</p>
                    </div>
                    <Badge label=words tone/>
                    <ButtonLink
                        href="/privacy"
                        label=texts::answer()
                        kind=Kind::Quiet
                    />
                </li>
            }
            .into_any()
        };
        due.get().into_iter().map(line).collect_view()
    };
    let list = move || view! { <ul class="attention lines" data-list="due">{lines}</ul> };
    view! { <Show when=move || !due.read().is_empty()>{list}</Show> }.into_any()
}
