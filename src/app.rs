//! The app: the state of this tab as signals, what a person can do as commands,
//! and the frame around the pages. The only place that spawns futures.

pub mod access;
pub mod arriving;
pub mod backup;
pub mod commands;
pub mod commit;
pub mod customer_list;
pub mod derived;
pub mod diagnostic;
pub mod doubles;
pub mod drafts;
pub mod encryption;
pub mod erase;
mod excel;
pub mod exports;
pub mod files;
pub mod fold;
pub mod folder_backups;
pub mod further;
pub mod history;
pub mod import;
pub mod journeys;
pub mod merge;
pub mod open;
pub mod part;
pub mod privacy;
pub mod rest;
pub mod restore;
pub mod safe_mode;
pub mod safety;
pub mod session;
pub mod share;
pub mod snapshots;
pub mod tables;
mod tabs;
pub mod unsaved;
pub mod work;

use crate::browser::service_worker::{self, Waiting};
use crate::browser::{focus, measure, preferences};
use crate::components::{
    Button, EmptyState, Kind, MAIN, Notice, PageHeader, RailCounts, SafetyMeter, Shell, Symbol,
    ToastStack, Toaster, UnderWay,
};
use crate::pages;
use crate::storage::{self, leaving};
use crate::words::{self, Language, errors, shell as texts};
use further::{FURTHER, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;
use rest::REST;
use session::{Phase, Session};
use std::cell::{Cell, RefCell};
use tangga_engine::domain::Collection;
use work::Writing;

thread_local! {
    static TOASTER: Cell<Option<Toaster>> = const { Cell::new(None) };
    static LANGUAGE: ArcRwSignal<Language> = ArcRwSignal::new(Language::English);
    /// A newer build that is on the device and waits to be switched to.
    static NEWER: RefCell<Option<Waiting>> = const { RefCell::new(None) };
    static FIRST_ROW_SEEN: Cell<bool> = const { Cell::new(false) };
    static NEWER_WAITS: ArcRwSignal<bool> = ArcRwSignal::new(false);
    /// Whether the newer build has taken over and this page waits to be reloaded.
    static RELOAD_WAITS: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// What shows short messages; it belongs to the views that are mounted now.
pub fn toaster() -> Toaster {
    TOASTER.get().expect("the frame sets it before any command can run")
}

/// Starts the application in the page's body.
pub fn start() {
    std::panic::set_hook(Box::new(stopped));
    unsaved::listen();
    let language = preferences::first_language();
    words::set_language(language);
    preferences::show_language(language);
    LANGUAGE.with(|signal| signal.set(language));
    if safe_mode::is_due() {
        return start_safely();
    }
    mount_to_body(|| {
        let language = LANGUAGE.with(ArcRwSignal::clone);
        // Texts are plain strings, so another language is another mount.
        move || {
            language.get();
            view! { <Frame/> }.into_any()
        }
    });
    // Mounting first gives the app the executor that futures need.
    open::open();
    listen();
    focus::keep(MAIN);
    service_worker::register(
        |waiting| {
            NEWER.set(Some(waiting));
            NEWER_WAITS.with(|waits| waits.set(true));
        },
        // In each tab, whichever was told to switch.
        |reload| {
            reload_waits();
            unsaved::once_none(|| reload.now());
        },
    );
    loaded();
}

/// Takes away what stood in the page's place.
fn loaded() {
    if let Some(loading) = document().get_element_by_id("loading") {
        loading.remove();
    }
}

/// Shows the way out, and neither opens nor reads anything of the store.
fn start_safely() {
    let come = ArcRwSignal::new(None);
    let comes = come.clone();
    mount_to_body(|| {
        let language = LANGUAGE.with(ArcRwSignal::clone);
        move || {
            language.get();
            match come.get() {
                None => {
                    view! { <p class="opening" role="status">{texts::loading()}</p> }.into_any()
                }
                Some(true) => part::there(&FURTHER).map(|further| (further.safe)()).into_any(),
                Some(false) => {
                    trouble(errors::not_loaded(), errors::not_loaded_text().to_owned(), true)
                }
            }
        }
    });
    spawn_local(async move {
        comes.set(Some(part::load(&FURTHER).await.is_ok()));
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-ready", "true");
        }
    });
    loaded();
}

/// Says that this page is to be reloaded once nothing is being written in it.
fn reload_waits() {
    RELOAD_WAITS.with(|waits| waits.set(true));
}

/// Speaks another language from now on.
pub fn speak(language: Language) {
    words::set_language(language);
    preferences::remember_language(language);
    LANGUAGE.with(|signal| signal.set(language));
}

/// A panic ends the program. What was saved is safe; nothing is saved after it.
fn stopped(info: &std::panic::PanicHookInfo) {
    storage::stop();
    safe_mode::note_stop();
    diagnostic::note(&match info.location() {
        Some(at) => format!("stopped at {}:{}", at.file(), at.line()),
        None => "stopped".to_owned(),
    });
    console_error_panic_hook::hook(info);
    let Some(body) = document().body() else { return };
    body.set_inner_html("");
    let append = |name: &str, text: &str| {
        let element = document().create_element(name).ok()?;
        element.set_text_content(Some(text));
        body.append_child(&element).ok()?;
        Some(element)
    };
    body.set_class_name("stopped");
    append("h1", texts::stopped());
    append("p", texts::stopped_text());
    if let Some(link) = append("a", words::actions::reload()) {
        let _ = link.set_attribute("href", "");
    }
}

/// Listeners that live as long as the page: leaving it, and coming back to the
/// front.
fn listen() {
    leaving::listen(|interrupted| {
        // Half of what was read never came; a fresh page has all of it.
        if interrupted {
            window().location().reload().unwrap_or_default();
        }
    });
    tabs::listen();
}

/// The frame around all pages.
#[component]
fn Frame() -> impl IntoView {
    let toaster = Toaster::new();
    TOASTER.set(Some(toaster));
    let phase = Session.phase();
    let shown = phase.clone();
    Effect::new(move || {
        let root = document().document_element();
        let ready = shown.get() != Phase::Opening;
        let idle = ready && !Session.is_busy();
        if let Some(root) = root {
            let _ = root.set_attribute("data-ready", if ready { "true" } else { "false" });
            let _ = root.set_attribute("data-idle", if idle { "true" } else { "false" });
        }
        if ready && !FIRST_ROW_SEEN.replace(true) {
            safe_mode::note_success();
            request_animation_frame(|| measure::Span::since_navigation("open.first_row").end());
        }
    });
    let base = preferences::base_path();
    let base = base.trim_end_matches('/').to_owned();
    let body = move || match phase.get() {
        Phase::Opening => {
            view! { <p class="opening" role="status">{texts::loading()}</p> }.into_any()
        }
        Phase::Ready => view! { <Pages/> }.into_any(),
        Phase::Blocked => {
            trouble(errors::store_blocked(), errors::store_blocked_text().to_owned(), false)
        }
        Phase::SteppedAside => trouble(texts::new_version(), texts::other_tab().to_owned(), true),
        Phase::Lost(loss) => further::later(move |further| (further.recovery)(loss.clone())),
        Phase::Incomplete => {
            trouble(errors::not_loaded(), errors::not_loaded_text().to_owned(), true)
        }
        Phase::Failed(error) => {
            let (what, then) = commands::unopened(&error);
            view! {
                {trouble(what, then.to_owned(), true)}
                <p class="trouble">
                    <a href=safe_mode::address() rel="external">{words::safe::link()}</a>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <Router base=base>
            {body}
        </Router>
        <ToastStack toaster/>
    }
    .into_any()
}

/// A whole page that says what is wrong and what to do.
fn trouble(title: &'static str, text: String, reload: bool) -> AnyView {
    view! { <main class="trouble">{explanation(title, text, reload)}</main> }.into_any()
}

/// In the place of a page whose code did not come.
fn missing() -> AnyView {
    view! {
        <PageHeader title=errors::not_loaded()/>
        {explanation(errors::not_loaded(), errors::not_loaded_text().to_owned(), true)}
    }
    .into_any()
}

fn explanation(title: &'static str, text: String, reload: bool) -> AnyView {
    let again = Callback::new(|()| {
        // The page is being left already if this fails.
        let _ = window().location().reload();
    });
    view! {
        <EmptyState symbol=Symbol::Warning title text>
            {reload.then(|| {
                view! {
                    <Button label=words::actions::reload() on_click=again kind=Kind::Primary/>
                }
            })}
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Pages() -> impl IntoView {
    pages::place::stay_in_step();
    let counts = Memo::new(|_| {
        Session.read(|workspace| RailCounts {
            customers: workspace.count(Collection::Customer) as u64,
            journeys: workspace.count(Collection::Journey) as u64,
        })
    });
    view! {
        {move || part::arrived(&REST).map(|rest| (rest.anywhere)())}
        <Shell
            counts
            safety=move || view! { <Safety/> }
            on_find=Callback::new(|()| part::then(&REST, |rest| (rest.find)()))
        >
            <UpdateNotice/>
            // Where the sample is, the rest has read it.
            {move || part::arrived(&REST).map(|rest| (rest.sample)())}
            <DamageNotice/>
            <Routes fallback=|| view! { <pages::not_found::NotFound/> }>
                <Route path=path!("/") view=pages::home::Home/>
                <Route path=path!("/customers") view=Page(|further| (further.customers)())/>
                <Route path=path!("/customers/:id") view=Page(|further| (further.customer)())/>
                <Route
                    path=path!("/customers/:id/everything")
                    view=Page(|further| (further.everything)())
                />
                <Route
                    path=path!("/duplicates")
                    view=Page(|further| (further.duplicates)())
                />
                <Route path=path!("/ladder") view=Page(|further| (further.ladder)())/>
                <Route path=path!("/sales") view=Page(|further| (further.sales)())/>
                <Route path=path!("/retention") view=Page(|further| (further.retention)())/>
                <Route path=path!("/feedback") view=Page(|further| (further.feedback)())/>
                <Route path=path!("/journeys") view=Page(|further| (further.journeys)())/>
                <Route path=path!("/journeys/:id") view=Page(|further| (further.journey)())/>
                <Route path=path!("/data") view=Page(|further| (further.data)())/>
                <Route path=path!("/privacy") view=Page(|further| (further.privacy)())/>
                <Route path=path!("/settings") view=Page(|further| (further.settings)())/>
            </Routes>
        </Shell>
    }
    .into_any()
}

/// Whether the data are safe, in the rail.
#[component]
fn Safety() -> impl IntoView {
    let keeping = Memo::new(|_| safety::kept());
    let line = Memo::new(|_| safety::line());
    let due = Memo::new(|_| safety::due());
    let trouble = Memo::new(|_| folder_backups::trouble());
    let size = Memo::new(|_| safety::size());
    let level = Memo::new(|_| safety::level());
    let writing = Writing::default();
    let on_back_up = Callback::new(move |()| {
        if writing.progress.read_untracked().is_none() {
            part::then(&REST, move |rest| (rest.back_up)(writing));
        }
    });
    let on_put_off = Callback::new(|()| safety::put_off());
    view! {
        <SafetyMeter keeping line due trouble size level on_back_up on_put_off/>
        {under_way(writing)}
    }
    .into_any()
}

/// Says that a newer version is ready, and switches to it when told.
#[component]
fn UpdateNotice() -> impl IntoView {
    let newer = NEWER_WAITS.with(ArcRwSignal::clone);
    let reload = RELOAD_WAITS.with(ArcRwSignal::clone);
    let reloads = Memo::new(move |_| reload.get());
    let switch = Callback::new(|()| {
        NEWER.with_borrow(|newer| {
            if let Some(waiting) = newer {
                waiting.switch_now();
            }
        });
    });
    let button = move || {
        view! {
            <Button
                label=texts::update_now()
                on_click=switch
                small=true
                attr:data-action="update"
            />
        }
    };
    let notice = move || {
        let text = move || {
            if reloads.get() { texts::reload_waits() } else { texts::new_version_text() }
        };
        view! {
            <Notice title=texts::new_version() text=Signal::derive(move || text().to_owned())>
                <Show when=move || !reloads.get()>{button}</Show>
            </Notice>
        }
    };
    view! { <Show when=move || newer.get() || reloads.get()>{notice}</Show> }.into_any()
}

/// Says that parts could not be read, and saves the others.
#[component]
fn DamageNotice() -> impl IntoView {
    let writing = Writing::default();
    let save = Callback::new(move |()| part::then(&REST, move |rest| (rest.back_up)(writing)));
    let notice = move || {
        view! {
            <Notice title=errors::store_damaged() text=errors::store_damaged_text()>
                <Button
                    label=words::restore::save_readable()
                    on_click=save
                    small=true
                    attr:data-action="save-readable"
                />
            </Notice>
        }
    };
    view! {
        <Show when=|| { Session.damaged() > 0 }>{notice}</Show>
        {under_way(writing)}
    }
    .into_any()
}

/// How far a file is that is being written.
fn under_way(writing: Writing) -> AnyView {
    view! {
        <UnderWay
            label=words::data::exporting()
            progress=writing.progress
            on_stop=move |()| writing.stop()
        />
    }
    .into_any()
}
