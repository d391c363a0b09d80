//! Session state as signals, commands, notices; the only place that spawns
//! futures.

/// Starts the application in the page's body.
pub fn start() {
    use leptos::prelude::*;
    mount_to_body(|| view! { <main></main> });
}
