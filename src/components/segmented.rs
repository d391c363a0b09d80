//! One of a few, side by side; and tabs, the same for whole parts of a page.

use super::field::Choice;
use super::unique_id;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// One of a few, side by side:
/// `<Segmented label=words::ladder::count() value=measure choices=measures/>`.
/// They are radio buttons, so arrow keys move by themselves.
#[component]
pub fn Segmented(
    /// What is chosen, for those who listen.
    #[prop(into)]
    label: String,
    /// The code that is chosen.
    value: RwSignal<String>,
    /// What may be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
) -> impl IntoView {
    let name = unique_id("segmented");
    let radios = move || {
        let name = name.clone();
        choices
            .get()
            .into_iter()
            .map(move |choice| {
                let code = choice.code.clone();
                view! {
                    <label>
                        <input
                            type="radio"
                            name=name.clone()
                            value=choice.code.clone()
                            prop:checked=move || *value.read() == code
                            on:change=move |_| value.set(choice.code.clone())
                        />
                        {choice.label}
                    </label>
                }
            })
            .collect_view()
    };
    view! { <div class="segmented" role="radiogroup" aria-label=label>{radios}</div> }.into_any()
}

/// Parts of a page, one shown at a time:
///
/// ```text
/// <Tabs label=… value=tab choices=tabs panel="customer-part"/>
/// <div id="customer-part" role="tabpanel" tabindex="0">{move || match tab.get() { … }}</div>
/// ```
#[component]
pub fn Tabs(
    /// What the parts belong to, for those who listen.
    #[prop(into)]
    label: String,
    /// The code of the part shown.
    value: RwSignal<String>,
    /// The parts.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The id of the element that shows the part.
    panel: &'static str,
) -> impl IntoView {
    let on_key = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        let target = choices.with_untracked(|choices| {
            let now = choices.iter().position(|c| c.code == *value.read_untracked())?;
            let next = (now as i64 + step).rem_euclid(choices.len() as i64) as usize;
            Some((next, choices[next].code.clone()))
        });
        let Some((next, code)) = target else { return };
        value.set(code);
        let list = event.current_target().and_then(|list| list.dyn_into::<HtmlElement>().ok());
        let tab = list.and_then(|list| list.children().item(next as u32));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            let _ = tab.focus();
        }
    };
    let tabs = move || {
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let (code, of_tab) = (choice.code.clone(), choice.code.clone());
                let selected = Memo::new(move |_| *value.read() == code);
                view! {
                    <button
                        type="button"
                        role="tab"
                        aria-selected=move || selected.get().to_string()
                        aria-controls=panel
                        tabindex=move || if selected.get() { "0" } else { "-1" }
                        on:click=move |_| value.set(of_tab.clone())
                    >
                        {choice.label}
                    </button>
                }
            })
            .collect_view()
    };
    view! { <div class="tabs" role="tablist" aria-label=label on:keydown=on_key>{tabs}</div> }
        .into_any()
}
