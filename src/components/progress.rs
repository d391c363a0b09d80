//! How far long work has come, with a way to stop it.

use super::button::Button;
use super::format;
use crate::words;
use leptos::prelude::*;

/// `<Progress label=words::data::importing() done=share on_stop=move || cancel()/>`.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// The share that is done, 0 to 1; `None` while that is not known.
    #[prop(into)]
    done: Signal<Option<f64>>,
    /// Stops it, where it can be stopped.
    #[prop(optional, into)]
    on_stop: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="progress-text">
                <span>{move || label.get()}</span>
                <span class="quiet">{move || done.get().map(|done| format::percent(done, 0))}</span>
            </div>
            <progress
                max="1"
                value=move || done.get().map(|done| done.to_string())
                aria-label=move || label.get()
            ></progress>
            {on_stop
                .map(|on_stop| {
                    view! { <Button label=words::widgets::stop() on_click=move || on_stop.run(())/> }
                })}
        </div>
    }
    .into_any()
}

/// The same for work that may not be under way: shown as long as it is, and
/// stopped by its button.
#[component]
pub fn UnderWay(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// The share that is done, 0 to 1; `None` while nothing is.
    progress: RwSignal<Option<f64>>,
    /// Stops it.
    #[prop(into)]
    on_stop: Callback<()>,
) -> impl IntoView {
    let bar = move || view! { <Progress label done=progress on_stop=on_stop/> };
    let under_way = Memo::new(move |_| progress.read().is_some());
    view! { <Show when=move || under_way.get()>{bar}</Show> }.into_any()
}
