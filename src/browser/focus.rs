//! The keyboard focus.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// Focuses the element with this id once what changed now is on the page; does
/// nothing if there is no such element then.
pub fn after_drawing(id: String) {
    let focus = Closure::once_into_js(move || {
        let document = web_sys::window().and_then(|window| window.document());
        let element = document.and_then(|document| document.get_element_by_id(&id));
        if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    });
    if let Some(window) = web_sys::window() {
        // A page that is not shown draws nothing and needs no focus.
        let _ = window.request_animation_frame(focus.unchecked_ref());
    }
}
