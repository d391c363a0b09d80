//! The keyboard focus, which must never be lost: whoever works by keyboard or
//! listens would begin the page anew.
//!
//! A browser drops the focus when the element that has it leaves the page, be it
//! a deleted row, a closed message or a button that became a text. It then goes
//! to the heading of what is left around that element; from beside the page, such
//! as a message, to where it was in the page before.

use gloo::events::EventListener;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

#[wasm_bindgen]
extern "C" {
    type MutationObserver;
    #[wasm_bindgen(constructor, catch)]
    fn new(callback: &JsValue) -> Result<MutationObserver, JsValue>;
    #[wasm_bindgen(method)]
    fn observe(this: &MutationObserver, root: &Element, what: &JsValue);

    #[wasm_bindgen(js_namespace = Reflect)]
    fn set(object: &JsValue, key: &str, value: bool);
}

/// An element and all around it, the innermost first.
type Chain = Vec<Element>;

/// Where the focus was last.
#[derive(Default)]
struct Trail {
    anywhere: Chain,
    in_page: Chain,
}

thread_local! {
    static TRAIL: RefCell<Trail> = RefCell::default();
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn options(name: &str) -> JsValue {
    let options: JsValue = js_sys::Object::new().into();
    set(&options, name, true);
    options
}

/// What has the focus; nothing where it was lost to the whole page.
fn focused() -> Option<Element> {
    document()?.active_element().filter(|element| element.tag_name() != "BODY")
}

/// Runs something once what changed now is on the page.
pub(super) fn next_frame(run: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        // A page that is not shown draws nothing and needs no focus.
        let run = Closure::once_into_js(run);
        let _ = window.request_animation_frame(run.unchecked_ref());
    }
}

/// Focuses the element with this id once what changed now is on the page; does
/// nothing if there is no such element then.
pub fn after_drawing(id: String) {
    next_frame(move || {
        let element = document().and_then(|document| document.get_element_by_id(&id));
        if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// Focuses the first field inside the element that says it is wrong, once what changed
/// now is on the page: on a phone it may lie off the screen.
pub fn first_wrong(inside: Element) {
    next_frame(move || {
        let wrong = inside.query_selector("[aria-invalid=\"true\"]").ok().flatten();
        if let Some(wrong) = wrong.and_then(|wrong| wrong.dyn_into::<HtmlElement>().ok()) {
            let _ = wrong.focus();
        }
    });
}

/// Keeps the focus from now on, for as long as the document lives. `page` is the
/// id of the element that holds the page without what stands beside it.
pub fn keep(page: &'static str) {
    let Some((document, body)) = document().and_then(|d| Some((d.clone(), d.body()?))) else {
        return;
    };
    EventListener::new(&document, "focusin", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let chain: Chain =
            std::iter::successors(target, |element| element.parent_element()).collect();
        TRAIL.with_borrow_mut(|trail| {
            if chain.iter().any(|element| element.id() == page) {
                trail.in_page.clone_from(&chain);
            }
            trail.anywhere = chain;
        });
    })
    .forget();
    // Safari gives a pressed button no focus.
    EventListener::new(&document, "click", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("button").ok().flatten());
        if let (Some(button), None) = (button, focused()) {
            take(&button);
        }
    })
    .forget();
    let changed = Closure::<dyn FnMut()>::new(move || {
        let gone = |trail: &Trail| trail.anywhere.first().is_some_and(|e| !e.is_connected());
        if TRAIL.with_borrow(gone) && focused().is_none() {
            // Whoever closes a dialog gives the focus back in this frame, too.
            next_frame(move || give_back(page));
        }
    });
    if let Ok(observer) = MutationObserver::new(changed.as_ref()) {
        let what = options("childList");
        set(&what, "subtree", true);
        observer.observe(&body, &what);
        changed.forget();
    }
}

/// Gives the focus to an element without scrolling; whether it took it.
fn take(element: &Element) -> bool {
    let focus = js_sys::Reflect::get(element, &"focus".into()).ok();
    let focus = focus.and_then(|focus| focus.dyn_into::<js_sys::Function>().ok());
    if let Some(focus) = focus {
        let _ = focus.call1(element, &options("preventScroll"));
    }
    focused().is_some_and(|focused| focused == *element)
}

fn give_back(page: &str) {
    if focused().is_some() {
        return;
    }
    let (mut chain, in_page) =
        TRAIL.with_borrow(|trail| (trail.anywhere.clone(), trail.in_page.clone()));
    if !chain.iter().any(|element| element.id() == page) {
        if in_page.first().is_some_and(|last| last.is_connected() && take(last)) {
            return;
        }
        chain = in_page;
    }
    let page = document().and_then(|document| document.get_element_by_id(page));
    let inside = |element: &Element| page.as_ref().is_some_and(|page| page.contains(Some(element)));
    let around = chain.into_iter().filter(|element| element.is_connected() && inside(element));
    let heading = around.chain(page.clone()).find_map(|element| heading_of(&element));
    if let Some(heading) = heading.or(page) {
        let _ = heading.set_attribute("tabindex", "-1");
        take(&heading);
        // Whoever works by keys must see where they are; for others the page stays.
        if heading.matches(":focus-visible").unwrap_or(false) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            heading.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    }
}

/// The first heading in an element that is shown.
pub(super) fn heading_of(element: &Element) -> Option<Element> {
    let headings = element.query_selector_all("h1, h2, h3").ok()?;
    let headings = (0..headings.length()).filter_map(|at| headings.item(at)?.dyn_into().ok());
    let mut shown = headings.filter(|heading: &Element| heading.get_client_rects().length() > 0);
    shown.next()
}
