//! Showing one part of the page on the whole screen, as for a projector.

use gloo::utils::document;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    type Large;
    // The wrapper of web-sys drops the promise, whose refusal nobody would hear.
    #[wasm_bindgen(method, js_name = requestFullscreen, catch)]
    fn request(this: &Large) -> Result<Promise, JsValue>;
}

thread_local! {
    static NOTHING: Closure<dyn FnMut(JsValue)> = Closure::new(|_| ());
}

/// Whether the browser does that; telephones from Apple do not.
pub fn is_possible() -> bool {
    document().fullscreen_enabled()
}

/// Shows the element on the whole screen, or the page again if something is shown so. A
/// browser that refuses leaves everything as it is.
pub fn switch(element: &Element) {
    if document().fullscreen_element().is_some() {
        document().exit_fullscreen();
    } else {
        let element: &Large = element.unchecked_ref();
        if let Ok(asked) = element.request() {
            // A refusal is no fault of the page.
            NOTHING.with(|nothing| drop(asked.catch(nothing)));
        }
    }
}

/// Whether the element stands in what is shown on the whole screen.
pub fn holds(element: &Element) -> bool {
    element.closest(":fullscreen").ok().flatten().is_some()
}
