//! What is typed and not saved holds a reload off.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use tangga::app::unsaved::{self, Submitted};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event};

use super::app::{app, until};

fn send(element: &Element, kind: &str) -> Event {
    // Firefox sends a form whatever sent the event, and so would leave the page.
    let script = "const event = new Event(kind, { bubbles: true, cancelable: true });
        element.addEventListener(kind, event => event.preventDefault(), { once: true });
        element.dispatchEvent(event);
        return event;";
    let function = Function::new_with_args("element, kind", script);
    let sent = function.call2(&JsValue::NULL, element, &kind.into());
    sent.expect("it is sent").unchecked_into()
}

/// Switching to a newer version reloaded the page over a form that was being
/// written, though it was said that nothing is lost.
#[wasm_bindgen_test]
async fn a_reload_waits_for_what_is_being_written() {
    app().await;
    let document = web_sys::window().and_then(|window| window.document()).expect("a document");
    let body = document.body().expect("a body");
    let [form, field] = ["form", "input"].map(|name| document.create_element(name).expect("one"));
    form.append_child(&field).expect("appended");
    body.append_child(&form).expect("appended");
    until(|| !unsaved::is_any()).await;
    send(&field, "input");
    assert!(unsaved::is_any());

    let ran = Rc::new(Cell::new(false));
    let runs = ran.clone();
    unsaved::once_none(move || runs.set(true));
    assert!(!ran.get());
    // Saving failed: what was typed still stands there.
    let submitted = send(&form, "submit");
    Submitted::of(&submitted).failed();
    assert!(unsaved::is_any() && !ran.get());
    // Saved, and the form stays.
    Submitted::of(&submitted);
    assert!(!unsaved::is_any());
    until(|| ran.get()).await;

    // A form that is closed keeps nobody waiting, either.
    send(&field, "change");
    let ran = Rc::new(Cell::new(false));
    let runs = ran.clone();
    unsaved::once_none(move || runs.set(true));
    assert!(!ran.get());
    form.unchecked_ref::<Element>().remove();
    until(|| ran.get()).await;
}
