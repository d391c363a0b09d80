//! The tour of the sample shop: a card that says what to look at on a page and leads to
//! the next. It stands at the head of the page and covers nothing that it speaks of, can
//! be left at any stop, and goes on there when it is taken up again.

use crate::app::toaster;
use crate::browser::preferences;
use crate::components::{Button, Kind, Symbol, SymbolButton, format, unique_id};
use crate::words::tour as texts;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// The note that says at which stop the tour is, or that it was left there: `3`, `3 left`.
const NOTE: &str = "tour";
const LEFT: &str = " left";

/// A page and what to look at there.
struct Stop {
    page: &'static str,
    title: fn() -> &'static str,
    text: fn() -> &'static str,
}

const STOPS: [Stop; 7] = [
    Stop { page: "/", title: texts::numbers, text: texts::numbers_text },
    Stop { page: "/ladder", title: texts::ladder, text: texts::ladder_text },
    Stop { page: "/retention", title: texts::retention, text: texts::retention_text },
    Stop { page: "/journeys", title: texts::journeys, text: texts::journeys_text },
    Stop { page: "/feedback", title: texts::feedback, text: texts::feedback_text },
    Stop { page: "/customers", title: texts::customers, text: texts::customers_text },
    Stop { page: "/data", title: texts::own, text: texts::own_text },
];

/// Where the tour is, and whether it is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct At {
    stop: usize,
    left: bool,
}

impl At {
    /// What is remembered on this device; the first stop until there is something.
    fn remembered() -> At {
        let note = preferences::note(NOTE).unwrap_or_default();
        let (number, left) = match note.strip_suffix(LEFT) {
            Some(number) => (number, true),
            None => (note.as_str(), false),
        };
        let stop = number.parse().unwrap_or(0_usize).min(STOPS.len() - 1);
        At { stop, left }
    }

    fn remember(self) {
        let left = if self.left { LEFT } else { "" };
        preferences::keep_note(NOTE, &format!("{}{left}", self.stop));
    }
}

thread_local! {
    static AT: ArcRwSignal<At> = ArcRwSignal::new(At::remembered());
}

fn set(at: At) {
    at.remember();
    AT.with(|signal| signal.set(at));
}

/// Shows the tour again, where it was left, and says at which page that is.
pub fn take() -> &'static str {
    let At { stop, .. } = AT.with(|at| at.get_untracked());
    set(At { stop, left: false });
    STOPS[stop].page
}

/// Whether a page other than that of the stop is shown, where the card would speak of what
/// is not there.
fn is_elsewhere(at: RwSignal<At>) -> Memo<bool> {
    let pathname = use_location().pathname;
    Memo::new(move |_| {
        let base = preferences::base_path();
        let path = pathname.read();
        path.strip_prefix(base.trim_end_matches('/')) != Some(STOPS[at.get().stop].page)
    })
}

/// The button that leads back to the stop, on other pages, unless somebody left the tour.
#[component]
pub fn GoOn() -> impl IntoView {
    let at = RwSignal::from(AT.with(ArcRwSignal::clone));
    let elsewhere = is_elsewhere(at);
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |()| {
        let page = STOPS[at.get_untracked().stop].page;
        navigate.with_value(|go| go(page, NavigateOptions::default()));
    };
    let button = move || {
        view! {
            <Button
                label=texts::go_on()
                small=true
                on_click=go
                attr:data-action="tour-go-on"
            />
        }
    };
    view! { <Show when=move || elsewhere.get() && !at.read().left>{button}</Show> }.into_any()
}

/// The card, at the head of its page, unless somebody left the tour.
#[component]
pub fn Tour() -> impl IntoView {
    let at = RwSignal::from(AT.with(ArcRwSignal::clone));
    let elsewhere = is_elsewhere(at);
    let navigate = StoredValue::new_local(use_navigate());
    let heading = StoredValue::new(unique_id("tour"));
    let lead = move |stop: usize| {
        set(At { stop, left: false });
        navigate.with_value(|go| go(STOPS[stop].page, NavigateOptions::default()));
    };
    let button = |label: &'static str, kind: Kind, action: &'static str, to: Callback<()>| {
        view! { <Button label kind small=true on_click=to attr:data-action=action/> }.into_any()
    };
    let card = move || {
        let stop = at.get().stop;
        let Stop { title, text, .. } = STOPS[stop];
        let number = |number: usize| format::integer(number as i64);
        let to = move |stop: usize| Callback::new(move |()| lead(stop));
        let back =
            (stop > 0).then(|| button(texts::back(), Kind::Quiet, "tour-back", to(stop - 1)));
        let on = if stop + 1 < STOPS.len() {
            button(texts::next(), Kind::Primary, "tour-next", to(stop + 1))
        } else {
            // Whoever takes it again begins anew.
            let done = Callback::new(|()| set(At { stop: 0, left: true }));
            button(texts::finish(), Kind::Primary, "tour-next", done)
        };
        let leave = move |()| {
            set(At { stop, left: true });
            toaster().say(texts::left());
        };
        view! {
            <aside class="tour" aria-labelledby=heading.get_value()>
                <div>
                    <p class="quiet">{texts::step(number(stop + 1), number(STOPS.len()))}</p>
                    <h2 id=heading.get_value()>{title()}</h2>
                    <p>{text()}</p>
                </div>
                <div class="row">
                    {back} {on}
                    <SymbolButton
                        label=texts::leave()
                        symbol=Symbol::Close
                        small=true
                        on_click=leave
                        attr:data-action="tour-leave"
                    />
                </div>
            </aside>
        }
    };
    view! { <Show when=move || !elsewhere.get() && !at.read().left>{card}</Show> }.into_any()
}
