//! What somebody is writing and has not saved, so that a page is not reloaded
//! over it.
//!
//! A form that was typed into carries the attribute `data-unsaved` until it
//! leaves the page. One that stays there after saving takes the mark off with
//! [`Submitted`]; the steps of an import or a merge in which choices wait for
//! their confirmation carry it in their view.

use super::commit;
use super::session::Session;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

const MARK: &str = "data-unsaved";

/// How long to wait before looking again, in milliseconds.
const AGAIN: u32 = 500;

/// Marks forms as they are typed into, for as long as the page lives.
pub fn listen() {
    let typed = |event: &Event| {
        let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(form) = field.and_then(|field| field.closest("form").ok()?) {
            mark(&form);
        }
    };
    EventListener::new(&document(), "input", typed).forget();
    EventListener::new(&document(), "change", typed).forget();
}

fn mark(form: &Element) {
    // The name is a valid one, so this does not fail.
    let _ = form.set_attribute(MARK, "");
}

/// Whether anything is open that is not saved.
pub fn is_any() -> bool {
    document().query_selector("[data-unsaved]").is_ok_and(|found| found.is_some())
}

/// Runs something as soon as nothing is open that is not saved and nothing is
/// being stored; at once if that is so now.
pub fn once_none(run: impl FnOnce() + 'static) {
    if is_any() || Session.is_busy_now() || commit::is_taken() {
        Timeout::new(AGAIN, || once_none(run)).forget();
    } else {
        run();
    }
}

/// A form that is being saved and stays on the page: its mark is off.
pub struct Submitted(Option<Element>);

impl Submitted {
    /// The form of a submit event.
    pub fn of(event: &Event) -> Submitted {
        let form = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(form) = &form {
            // It may never have had one.
            let _ = form.remove_attribute(MARK);
        }
        Submitted(form)
    }

    /// What stands in it was not saved after all.
    pub fn failed(self) {
        if let Some(form) = self.0 {
            mark(&form);
        }
    }
}
