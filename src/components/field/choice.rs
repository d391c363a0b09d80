//! Fields that are chosen from.

use super::Frame;
use crate::words;
use leptos::prelude::*;

/// One thing to choose: the code that is kept, and its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What is kept.
    pub code: String,
    /// What is read.
    pub label: String,
    /// Why it cannot be chosen, if so.
    pub why_not: Option<String>,
}

impl Choice {
    /// A choice of a code and its words.
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { code: code.into(), label: label.into(), why_not: None }
    }

    /// The same, out of use for a reason that is said.
    pub fn out_of_use(self, why_not: Option<String>) -> Choice {
        Choice { why_not, ..self }
    }
}

/// One of a list:
/// `<SelectField label=words::fields::channel() value=channel choices=channels/>`.
/// The empty code means nothing chosen and is offered first unless `required`.
#[component]
pub fn SelectField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// The code that is chosen.
    value: RwSignal<String>,
    /// What may be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether one must be chosen.
    #[prop(optional)]
    required: bool,
    /// Whether one is chosen from the start, so that nothing needs to be asked
    /// for: a switch of what is in sight.
    #[prop(optional)]
    settled: bool,
    /// What nothing chosen means, where it means something.
    #[prop(optional)]
    blank: Option<&'static str>,
    /// Whether it has the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, move || error.get(), required);
    let required = required || settled;
    let options = move || {
        let chosen = value.get();
        let blank = match blank {
            Some(blank) => blank,
            None if required => words::widgets::choose_one(),
            None => words::widgets::not_said(),
        };
        let offer_blank = !required || chosen.is_empty();
        // A code from elsewhere that is not on the list is shown as it is, so
        // that opening a form never changes it.
        let stranger = (!chosen.is_empty()
            && !choices.read().iter().any(|choice| choice.code == chosen))
        .then(|| Choice::new(chosen.clone(), chosen.clone()));
        offer_blank
            .then(|| Choice::new("", blank))
            .into_iter()
            .chain(stranger)
            .chain(choices.get())
            .map(|choice| {
                let selected = choice.code == chosen;
                let disabled = choice.why_not.is_some();
                view! {
                    // The attribute is for the first choice; once somebody has chosen, the
                    // browser heeds the property alone.
                    <option
                        value=choice.code
                        selected=selected
                        prop:selected=selected
                        disabled=disabled
                    >
                        {choice.label}
                    </option>
                }
            })
            .collect_view()
    };
    let control = view! {
        <select
            id=frame.id.clone()
            name=name
            class="input"
            autofocus=autofocus
            required=required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:change=move |event| value.set(event_target_value(&event))
        >
            {options}
        </select>
    };
    frame.around(control.into_any())
}

/// One of a few, all in sight.
#[component]
pub fn RadioField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// The code that is chosen.
    value: RwSignal<String>,
    /// What may be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Side by side instead of one below the other.
    #[prop(optional)]
    inline: bool,
    /// Whether the one chosen has the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, move || error.get(), false);
    let name = name.map_or_else(|| frame.id.clone(), str::to_owned);
    let radios = move || {
        let name = name.clone();
        choices
            .get()
            .into_iter()
            .map(move |choice| {
                let code = choice.code.clone();
                let first = autofocus && *value.read_untracked() == code;
                view! {
                    <label class="check">
                        <input
                            type="radio"
                            name=name.clone()
                            value=choice.code.clone()
                            autofocus=first
                            disabled=choice.why_not.is_some()
                            prop:checked=move || *value.read() == code
                            on:change=move |_| value.set(choice.code.clone())
                        />
                        <span>
                            {choice.label}
                            {choice.why_not.map(|why| view! { <small>{why}</small> })}
                        </span>
                    </label>
                }
            })
            .collect_view()
    };
    frame.around_group(view! { <div class="choices" class:inline=inline>{radios}</div> }.into_any())
}

/// A score on a scale, each number a button.
#[component]
pub fn ScoreField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// The score, none until one is chosen.
    value: RwSignal<Option<i64>>,
    /// The scale's lowest and highest score.
    #[prop(into)]
    scale: Signal<(i64, i64)>,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What the ends mean.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let frame = Frame::new(label, hint, move || error.get(), false);
    let name = name.map_or_else(|| frame.id.clone(), str::to_owned);
    let scores = move || {
        let (least, most) = scale.get();
        let name = name.clone();
        (least..=most)
            .map(move |score| {
                view! {
                    <label>
                        <input
                            type="radio"
                            name=name.clone()
                            value=score.to_string()
                            prop:checked=move || value.get() == Some(score)
                            on:change=move |_| value.set(Some(score))
                        />
                        {score}
                    </label>
                }
            })
            .collect_view()
    };
    frame.around_group(view! { <div class="scores">{scores}</div> }.into_any())
}

/// Yes or no.
#[component]
pub fn CheckField(
    /// What is said yes to.
    #[prop(into)]
    label: String,
    /// Whether it is.
    #[prop(into)]
    value: Signal<bool>,
    /// Hears what is said.
    #[prop(into)]
    on_change: Callback<(bool,)>,
    /// The schema's name of the field, by which forms are filled in.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What follows from it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                prop:checked=move || value.get()
                on:change=move |event| on_change.run((event_target_checked(&event),))
            />
            <span>
                {label}
                {move || hint.get().map(|hint| view! { <small>{hint}</small> })}
            </span>
        </label>
    }
    .into_any()
}
