//! Are the data safe? Kept by the browser or not, the last backup, the changes
//! since, and one button that makes it better.

use super::button::{Button, Kind};
use super::icon::{Icon, Symbol};
use crate::words;
use leptos::prelude::*;

/// `<SafetyMeter kept line level on_back_up=move || back_up()/>`.
#[component]
pub fn SafetyMeter(
    /// Whether the browser promised to keep the data; `None` while it is asked.
    #[prop(into)]
    kept: Signal<Option<bool>>,
    /// Last backup and changes since, in a line.
    #[prop(into)]
    line: Signal<String>,
    /// How well the data are backed up, 0 to 1.
    #[prop(into)]
    level: Signal<f64>,
    /// Makes a backup.
    #[prop(into)]
    on_back_up: Callback<()>,
) -> impl IntoView {
    let careful = move || kept.get() == Some(false) || level.get() < 0.25;
    let state = move || {
        let (symbol, text) = match kept.get() {
            Some(false) => (Symbol::Warning, words::safety::may_be_removed()),
            Some(true) | None => (Symbol::Shield, words::safety::kept()),
        };
        view! {
            <Icon symbol/>
            {text}
        }
    };
    let percent = move || (level.get().clamp(0.0, 1.0) * 100.0).round();
    view! {
        <section class="safety" class:careful=careful aria-label=words::safety::title()>
            <p class="safety-state">{state}</p>
            <p>{move || line.get()}</p>
            <div
                class="meter"
                role="meter"
                aria-label=words::safety::level()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().to_string()
            >
                <div style:inline-size=move || format!("{}%", percent())></div>
            </div>
            <Button
                label=words::actions::back_up()
                kind=Kind::Quiet
                small=true
                on_click=move || on_back_up.run(())
            />
        </section>
    }
    .into_any()
}
