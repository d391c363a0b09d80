//! Fields that are typed into.

use super::super::format;
use super::{Frame, entry};
use crate::words::{errors, widgets as texts};
use leptos::prelude::*;
use tangga_engine::domain::Currency;

/// The most characters of one line, and of several lines. An import may bring
/// longer ones; these stay.
const LINE: usize = 1_000;
const AREA: usize = 20_000;

/// What is wrong with a text, or that no more of it is taken.
fn or_full(
    error: MaybeProp<String>,
    value: RwSignal<String>,
    most: usize,
) -> impl Fn() -> Option<String> + Send + Sync + 'static {
    // The browser counts in units of UTF-16 and takes no more than so many.
    let full = move || value.read().encode_utf16().count() >= most;
    let said = move || errors::text_full(format::integer(most as i64));
    move || error.get().or_else(|| full().then(said))
}

/// One line of text:
/// `<TextField label=words::fields::name() value=name error=name_error required=true/>`.
#[component]
pub fn TextField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// The HTML type: `text`, `email`, `tel`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in by itself: these are other people's data,
    /// so nothing.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Values used before, offered while typing.
    #[prop(optional, into)]
    suggestions: Signal<Vec<String>>,
    /// Whether it has the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, or_full(error, value, LINE), required);
    let id = frame.id.clone();
    let list = format!("{id}-list");
    let options = list.clone();
    let control = view! {
        <input
            id=id
            name=name
            class="input"
            type=kind
            maxlength=LINE
            autocomplete=autocomplete
            autofocus=autofocus
            required=required
            list=move || (!suggestions.read().is_empty()).then(|| list.clone())
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
        {move || {
            let id = options.clone();
            let suggestions = suggestions.get();
            (!suggestions.is_empty())
                .then(|| {
                    let options = suggestions
                        .into_iter()
                        .map(|suggestion| view! { <option value=suggestion></option> })
                        .collect_view();
                    view! { <datalist id=id>{options}</datalist> }
                })
        }}
    };
    frame.around(control.into_any())
}

/// Several lines of text.
#[component]
pub fn TextAreaField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, or_full(error, value, AREA), required);
    let control = view! {
        <textarea
            id=frame.id.clone()
            name=name
            class="input"
            maxlength=AREA
            autofocus=autofocus
            required=required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    };
    frame.around(control.into_any())
}

/// A field that holds a number as typed, and says once left that it cannot be
/// read. `tidy` rewrites what can be read as the reader would write it.
fn number_like(
    frame: Frame,
    name: Option<&'static str>,
    value: RwSignal<String>,
    left: RwSignal<bool>,
    autofocus: bool,
    tidy: impl Fn(&str) -> Option<String> + 'static,
) -> (Frame, AnyView) {
    let control = view! {
        <input
            id=frame.id.clone()
            name=name
            class="input number"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            autofocus=autofocus
            required=frame.required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            prop:value=move || value.get()
            on:input=move |event| {
                left.set(false);
                value.set(event_target_value(&event));
            }
            on:change=move |_| {
                left.set(true);
                let tidied = tidy(&value.read_untracked());
                if let Some(tidied) = tidied {
                    value.set(tidied);
                }
            }
        />
    };
    (frame, control.into_any())
}

/// A whole number between two ends; read it with [`entry::integer_within`].
#[component]
pub fn NumberField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it, besides not being such a number.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The least number.
    #[prop(default = i64::MIN)]
    least: i64,
    /// The greatest number.
    #[prop(default = i64::MAX)]
    most: i64,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let left = RwSignal::new(false);
    let own = move || entry::integer_within(&value.read(), least, most).err();
    let error = move || error.get().or_else(|| left.get().then(own).flatten());
    let frame = Frame::new(label, hint, error, required);
    let tidy = |text: &str| entry::integer(text).ok().flatten().map(format::integer);
    let (frame, control) = number_like(frame, name, value, left, autofocus, tidy);
    frame.around(control)
}

/// An amount in the workspace's currency; read it with [`entry::money`]. To fill
/// it in for editing, use `format::typed_money`. The currency stands in its label.
#[component]
pub fn MoneyField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// The workspace's currency.
    currency: Currency,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it, besides not being an amount.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let left = RwSignal::new(false);
    let sign = format::currency_sign(&currency);
    let of_error = currency.clone();
    let own = move || entry::money(&value.read(), &of_error).err();
    let error = move || error.get().or_else(|| left.get().then(&own).flatten());
    let frame = Frame::new(texts::amount_in(label, sign), hint, error, required);
    let tidy = move |text: &str| {
        let minor = entry::money(text, &currency).ok().flatten()?;
        Some(format::typed_money(minor, &currency))
    };
    let (frame, control) = number_like(frame, name, value, left, autofocus, tidy);
    frame.around(control)
}

/// A day, in the browser's own date field; read it with [`entry::day`].
#[component]
pub fn DateField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// The day as `2026-11-21`; see [`entry::day_text`].
    value: RwSignal<String>,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The last day that may be chosen, as `2026-11-21`.
    #[prop(optional, into)]
    most: Option<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, move || error.get(), required);
    let control = view! {
        <input
            id=frame.id.clone()
            name=name
            class="input"
            type="date"
            min="0001-01-01"
            max=most.unwrap_or_else(|| "9999-12-31".to_owned())
            required=required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    };
    frame.around(control.into_any())
}
