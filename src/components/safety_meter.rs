//! Are the data safe? Kept by the browser or not, the last backup, the changes
//! since, and one button that makes it better.

use super::button::{Button, Kind};
use super::format;
use super::icon::{Icon, Symbol};
use crate::browser::persistence::Keeping;
use crate::words::{actions, safety as texts};
use leptos::prelude::*;

/// What the browser says about keeping the data, in a few words with a sign.
#[component]
pub fn KeepingState(
    /// What it says; `None` while there is nothing to keep.
    #[prop(into)]
    keeping: Signal<Option<Keeping>>,
) -> impl IntoView {
    let state = move || {
        let (symbol, text) = match keeping.get() {
            None => (Symbol::Shield, texts::nothing_kept()),
            Some(Keeping::Kept) => (Symbol::Shield, texts::kept()),
            Some(Keeping::NotTold) => (Symbol::Shield, texts::not_told()),
            Some(Keeping::MayGo) => (Symbol::Warning, texts::may_be_removed()),
        };
        view! {
            <Icon symbol/>
            {text}
        }
    };
    let careful = move || keeping.get() == Some(Keeping::MayGo);
    view! { <p class="safety-state" class:careful=careful>{state}</p> }.into_any()
}

/// `<SafetyMeter keeping line due trouble size level on_back_up=… on_put_off=…/>`.
#[component]
pub fn SafetyMeter(
    /// What the browser says about keeping the data; `None` while there are none.
    #[prop(into)]
    keeping: Signal<Option<Keeping>>,
    /// Last backup and changes since, in a line.
    #[prop(into)]
    line: Signal<String>,
    /// Why it is time for a backup, if it is.
    #[prop(into)]
    due: Signal<Option<String>>,
    /// Why backups by themselves do not come about, if so.
    #[prop(into)]
    trouble: Signal<Option<String>>,
    /// How many bytes the data take.
    #[prop(into)]
    size: Signal<u64>,
    /// How much is left until a backup is due, 0 to 1.
    #[prop(into)]
    level: Signal<f64>,
    /// Makes a backup.
    #[prop(into)]
    on_back_up: Callback<()>,
    /// Says no more today that a backup is due.
    #[prop(into)]
    on_put_off: Callback<()>,
) -> impl IntoView {
    let careful = move || {
        let short = level.get() < 0.25 || due.read().is_some() || trouble.read().is_some();
        keeping.get() == Some(Keeping::MayGo) || short
    };
    let percent = move || (level.get().clamp(0.0, 1.0) * 100.0).round();
    // While all is well a bar would say nothing.
    let is_full = move || percent() >= 100.0;
    let back_up = move || {
        view! {
            <Button
                label=actions::back_up()
                kind=Kind::Quiet
                small=true
                on_click=move || on_back_up.run(())
            />
        }
    };
    let taken = move || {
        view! { <p class="quiet">{texts::size(format::bytes(size.get()))}</p> }
    };
    let put_off = move || {
        view! {
            <Button
                label=texts::not_today()
                kind=Kind::Quiet
                small=true
                on_click=move || on_put_off.run(())
                attr:data-action="put-off-backup"
            />
        }
    };
    view! {
        <section class="safety" class:careful=careful aria-label=texts::title()>
            <KeepingState keeping/>
            // A line that is there before its words come is announced with them.
            <p class="safety-due" role="status">{move || due.get()}</p>
            <p>{move || line.get()}</p>
            {move || trouble.get().map(|trouble| view! { <p>{trouble}</p> })}
            <div
                class="meter"
                hidden=is_full
                role="meter"
                aria-label=texts::level()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().to_string()
            >
                <div style:inline-size=move || format!("{}%", percent())></div>
            </div>
            <Show when=move || keeping.get().is_some()>{taken}</Show>
            <div class="safety-actions">
                <Show when=move || keeping.get().is_some()>{back_up}</Show>
                <Show when=move || due.read().is_some()>{put_off}</Show>
            </div>
        </section>
    }
    .into_any()
}
