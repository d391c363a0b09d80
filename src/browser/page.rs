//! What a page can have done with itself.

use web_sys::window;

/// Prints the page, or offers to.
pub fn print() {
    if let Some(window) = window() {
        // A browser that cannot print says so itself.
        let _ = window.print();
    }
}
