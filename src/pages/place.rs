//! What the address says besides which page it is: a form to open
//! (`/customers?new`), and what the page is narrowed to (`/retention?period=quarter`),
//! so that a view can be kept as a bookmark or passed on, and whoever comes back finds
//! the page as it was left.
//!
//! A choice among a few becomes a step of the browser's history, so that Back takes it
//! back like going to a page. What is typed, a date or a search, takes the place of what
//! stood there before: a step for each letter would lead nowhere.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{query_signal_with_options, use_location, use_navigate, use_query_map};

/// Tells the router after Back and Forward where it is; to be called once, inside of it.
///
/// leptos_router 0.8 keeps a stack of addresses of its own, which Forward and jumps leave
/// behind, and writes no address that it believes to be on top of it: a link then led to
/// a page whose address stayed that of the page before. Going to the address that is
/// there already, in its place, puts it on top.
pub fn stay_in_step() {
    let navigate = use_navigate();
    let listener = window_event_listener(ev::popstate, move |_| {
        let location = window().location();
        let parts = [location.pathname(), location.search(), location.hash()];
        let here: String = parts.into_iter().flatten().collect();
        let options =
            NavigateOptions { replace: true, scroll: false, resolve: false, ..Default::default() };
        navigate(&here, options);
    });
    on_cleanup(move || listener.remove());
}

/// The form for a new customer.
pub const NEW_CUSTOMER: &str = "/customers?new";
/// The form for a new answer.
pub const NEW_ANSWER: &str = "/feedback?new";
/// The form for a new journey map.
pub const NEW_MAP: &str = "/journeys?new";
/// The form for a person's request about their data.
pub const NEW_REQUEST: &str = "/privacy?new";

/// Runs `open` when the address of this page is the one given, and takes the form out
/// of the address: whoever comes back finds the page, not the form again.
pub fn when_asked(form: &'static str, open: impl Fn() + 'static) {
    let Some((page, new)) = form.split_once('?') else { return };
    let navigate = use_navigate();
    let query = use_query_map();
    Effect::new(move |_| {
        if query.read().get_str(new).is_some() {
            open();
            navigate(page, NavigateOptions { replace: true, ..Default::default() });
        }
    });
}

/// Keeps a choice in the address under `key`. It begins with what the address says, if
/// `valid` knows it, and is the one that it was until then where the address says nothing.
pub fn keep(key: &'static str, choice: RwSignal<String>, valid: impl Fn(&str) -> bool + 'static) {
    let usual = choice.get_untracked();
    let get = move || choice.get();
    keep_as(key, usual, get, move |text| choice.set(text), valid, |_| true);
}

/// As [`keep`], for what is typed.
pub fn keep_typed(
    key: &'static str,
    text: RwSignal<String>,
    valid: impl Fn(&str) -> bool + 'static,
) {
    let usual = text.get_untracked();
    let get = move || text.get();
    keep_as(key, usual, get, move |said| text.set(said), valid, |_| false);
}

/// As [`keep`], for a choice that is held in another way than as one text. `steps` says
/// which texts become a step of the browser's history.
pub fn keep_as(
    key: &'static str,
    usual: String,
    get: impl Fn() -> String + 'static,
    set: impl Fn(String) + 'static,
    valid: impl Fn(&str) -> bool + 'static,
    steps: impl Fn(&str) -> bool + 'static,
) {
    let written = |replace| {
        let options =
            NavigateOptions { replace, scroll: false, resolve: false, ..Default::default() };
        query_signal_with_options::<String>(key, options)
    };
    let (in_query, put) = written(true);
    let (_, push) = written(false);
    let pathname = use_location().pathname;
    let own = pathname.get_untracked();
    let valid = StoredValue::new_local(valid);
    let is_valid = move |text: &str| valid.with_value(|valid| valid(text));
    // The address of the next page is there before this one has gone.
    let here = Memo::new(move |_| *pathname.read() == own);
    let said = {
        let usual = usual.clone();
        Memo::new(move |before: Option<&String>| match before {
            Some(before) if !here.get() => before.clone(),
            _ => in_query.get().filter(|said| is_valid(said)).unwrap_or_else(|| usual.clone()),
        })
    };
    if said.get_untracked() != usual {
        set(said.get_untracked());
    }
    let get = StoredValue::new_local(get);
    let now = move || get.with_value(|get| get());
    // What was written and has not come back as the address yet, the oldest first.
    let under_way = StoredValue::new(Vec::<String>::new());
    Effect::new(move |before: Option<()>| {
        let said = said.get();
        let arrived = under_way.try_update_value(|texts| {
            let at = texts.iter().position(|text| *text == said);
            at.map(|at| texts.drain(..=at).count())
        });
        if before.is_some() && arrived.flatten().is_none() && untrack(now) != said {
            set(said);
        }
    });
    Effect::new(move |before: Option<String>| {
        let now = now();
        // A date that is half typed waits.
        let changed = before.is_some_and(|before| before != now) && is_valid(&now);
        // What came by Back or Forward stands in the address already: writing it once more
        // would be a step that nobody made.
        let is_said = said.get_untracked() == now && under_way.with_value(Vec::is_empty);
        let changed = changed && !is_said;
        if changed && here.get_untracked() {
            under_way.update_value(|texts| texts.push(now.clone()));
            let write = if steps(&now) { push } else { put };
            write.set((now != usual).then(|| now.clone()));
        }
        now
    });
}
