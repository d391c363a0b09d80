//! The service worker as the page sees it: register it, hear that a newer build
//! waits, switch to it, and reload once when it has taken over.
//!
//! The worker itself is `public/sw.js`; it keeps one whole build on the device
//! and never takes over by itself. Only a release build has a build id in its
//! page, and without one nothing is registered: a development build must always
//! show the last edit. A browser without service workers (an insecure address,
//! some private windows) works as before, only not offline.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Date, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

/// A page that stays open for days asks for a newer build when it is looked at
/// again, but not more often than this.
const CHECK_AGAIN_AFTER_MS: f64 = 60.0 * 60.0 * 1000.0;

/// A newer build that is wholly on the device and waits to be used.
#[derive(Clone, Debug)]
pub struct Waiting(ServiceWorker);

impl Waiting {
    /// Lets the newer build take over. Every open tab then gets its
    /// `before_reload` call. A worker that has meanwhile been replaced by a
    /// still newer one ignores the message, and that one is announced instead.
    pub fn switch_now(&self) {
        if self.0.post_message(&JsValue::from_str("switch")).is_err() {
            gloo::utils::window().location().reload().unwrap_or_default();
        }
    }
}

/// The reload that follows a switch, handed to the app so that it can save its
/// drafts first, however long that takes.
#[derive(Debug)]
pub struct Reload(());

impl Reload {
    /// Reloads the page, which then runs the newer build.
    pub fn now(self) {
        // Refused only while the page is already being left.
        gloo::utils::window().location().reload().unwrap_or_default();
    }
}

/// The id of the build that this page belongs to; `None` in development.
pub fn build_id() -> Option<String> {
    let meta = gloo::utils::document().query_selector("meta[name='tangga-build']").ok()??;
    meta.get_attribute("content").filter(|id| !id.is_empty())
}

/// Registers the worker below the page's base path. To be called once a page,
/// not once a mount: the listeners live as long as the page.
///
/// `on_waiting` is called for each newer build that is ready. `before_reload` is
/// called at most once, when a newer build has taken over (in this tab or in
/// another): the app saves its drafts and calls [`Reload::now`].
pub fn register(
    on_waiting: impl Fn(Waiting) + 'static,
    before_reload: impl FnOnce(Reload) + 'static,
) {
    let Some(container) = container() else { return };
    if build_id().is_none() {
        return;
    }
    // On a first visit the page has no controller, and there is nothing to
    // switch from.
    if let Some(controller) = container.controller() {
        reload_on_change(&container, before_reload);
        // The worker drops an older build once every page is its own. A worker
        // that is being replaced just now does without.
        controller.post_message(&JsValue::from_str("started")).unwrap_or_default();
    }

    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let found = {
        let container = container.clone();
        Closure::once(move |registration: JsValue| {
            let registration: ServiceWorkerRegistration = registration.unchecked_into();
            watch(registration, container, Rc::new(on_waiting));
        })
    };
    // A registration that fails (storage is full, the host sends no sw.js) leaves
    // the page working online; the next start tries again.
    let failed = Closure::once(|_reason: JsValue| {});
    let _ = container.register_with_options("sw.js", &options).then2(&found, &failed);
    found.forget();
    failed.forget();
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = gloo::utils::window().navigator();
    let supported = Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).unwrap_or(false);
    supported.then(|| navigator.service_worker())
}

fn reload_on_change(
    container: &ServiceWorkerContainer,
    before_reload: impl FnOnce(Reload) + 'static,
) {
    let pending = RefCell::new(Some(before_reload));
    EventListener::new(container, "controllerchange", move |_| {
        let taken = pending.borrow_mut().take();
        if let Some(before_reload) = taken {
            before_reload(Reload(()));
        }
    })
    .forget();
}

fn watch(
    registration: ServiceWorkerRegistration,
    container: ServiceWorkerContainer,
    on_waiting: Rc<dyn Fn(Waiting)>,
) {
    if let (Some(worker), Some(_)) = (registration.waiting(), container.controller()) {
        on_waiting(Waiting(worker));
    }
    check_when_seen_again(&registration);
    EventListener::new(&registration.clone(), "updatefound", move |_| {
        let Some(worker) = registration.installing() else { return };
        let container = container.clone();
        let on_waiting = Rc::clone(&on_waiting);
        let installing = worker.clone();
        EventListener::new(&worker, "statechange", move |_| {
            let replaces = container.controller().is_some();
            if installing.state() == ServiceWorkerState::Installed && replaces {
                on_waiting(Waiting(installing.clone()));
            }
        })
        .forget();
    })
    .forget();
}

fn check_when_seen_again(registration: &ServiceWorkerRegistration) {
    let registration = registration.clone();
    let checked = Cell::new(Date::now());
    let document = gloo::utils::document();
    EventListener::new(&document.clone(), "visibilitychange", move |_| {
        if document.hidden() || Date::now() - checked.get() < CHECK_AGAIN_AFTER_MS {
            return;
        }
        checked.set(Date::now());
        if let Ok(update) = registration.update() {
            // Offline the check fails, which is no news.
            let ignore = Closure::once(|_reason: JsValue| {});
            let _ = update.catch(&ignore);
            ignore.forget();
        }
    })
    .forget();
}
