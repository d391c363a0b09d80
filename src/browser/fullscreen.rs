//! Showing one part of the page on the whole screen, as for a projector.

use gloo::utils::document;
use web_sys::Element;

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
        let _ = element.request_fullscreen();
    }
}

/// Whether the element stands in what is shown on the whole screen.
pub fn holds(element: &Element) -> bool {
    element.closest(":fullscreen").ok().flatten().is_some()
}
