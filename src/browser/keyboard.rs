//! Keys pressed anywhere in the page, whatever has the focus.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// A key as it was pressed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Press {
    /// What the key means, in lower case: `k`, `?`, `escape`.
    pub key: String,
    /// Control or, on a Mac, command was held.
    pub command: bool,
    /// Shift was held.
    pub shift: bool,
    /// It goes into a field.
    pub typing: bool,
    /// A dialog lies over the page.
    pub in_dialog: bool,
}

/// Listens for as long as what it gives lives. `on_press` says whether it did
/// something with the key, which the browser then leaves alone.
#[must_use]
pub fn listen(on_press: impl Fn(&Press) -> bool + 'static) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    // Gloo's listeners are passive unless told otherwise, and a passive one may
    // not keep the browser from doing its own.
    let active = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document.clone(), "keydown", active, move |event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
        // A key that composes a letter, and one held with Alt, are the keyboard's.
        if pressed.is_composing() || pressed.alt_key() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // Boxes and buttons take no text.
        let takes_keys = "input:not([type=checkbox], [type=radio], [type=button], [type=file]), \
                          textarea, select";
        let typing = target.is_some_and(|element| element.matches(takes_keys).unwrap_or(false));
        let press = Press {
            key: pressed.key().to_lowercase(),
            command: pressed.ctrl_key() || pressed.meta_key(),
            shift: pressed.shift_key(),
            typing,
            in_dialog: document.query_selector("dialog[open]").is_ok_and(|found| found.is_some()),
        };
        if on_press(&press) {
            event.prevent_default();
        }
    }))
}

/// Whether this is a Mac, where command does what Control does elsewhere.
pub fn is_mac() -> bool {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok());
    platform.is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}
