//! Form fields. Each has a label above, an optional hint and its error below,
//! and one signal for its value. Numbers, amounts and days hold the text as it
//! is typed; [`entry`] reads them when the form is sent.
//!
//! A page passes `error` where it knows better (a name that is missing, say).
//! Numbers and amounts also say by themselves, once left, that they cannot be
//! read.

mod choice;
pub mod entry;
mod text;

pub use choice::{CheckField, Choice, RadioField, ScoreField, SelectField};
pub use text::{DateField, MoneyField, NumberField, TextAreaField, TextField};

use super::icon::{Icon, Symbol};
use super::unique_id;
use crate::words;
use leptos::prelude::*;

/// What all fields share.
struct Frame {
    id: String,
    label: String,
    hint: MaybeProp<String>,
    error: Signal<Option<String>>,
    required: bool,
}

impl Frame {
    fn new(
        label: String,
        hint: MaybeProp<String>,
        error: impl Fn() -> Option<String> + Send + Sync + 'static,
        required: bool,
    ) -> Frame {
        Frame { id: unique_id("field"), label, hint, error: Signal::derive(error), required }
    }

    /// Which elements describe the control.
    fn described_by(&self) -> impl Fn() -> Option<String> + Send + Sync + use<> {
        let (id, hint, error) = (self.id.clone(), self.hint, self.error);
        move || {
            let mut ids = Vec::with_capacity(2);
            if hint.read().is_some() {
                ids.push(format!("{id}-hint"));
            }
            if error.read().is_some() {
                ids.push(format!("{id}-error"));
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// `true` while there is an error, absent otherwise.
    fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + use<> {
        let error = self.error;
        move || error.read().is_some().then_some("true")
    }

    fn mark(&self) -> Option<AnyView> {
        self.required.then(|| {
            view! { <span class="field-mark" aria-hidden="true">{words::widgets::required()}</span> }.into_any()
        })
    }

    fn below(&self) -> AnyView {
        let (hint, error) = (self.hint, self.error);
        let hint_id = format!("{}-hint", self.id);
        let error_id = format!("{}-error", self.id);
        view! {
            {move || {
                let id = hint_id.clone();
                hint.get().map(|hint| view! { <p class="field-hint" id=id>{hint}</p> })
            }}
            <div aria-live="polite">
                {move || {
                    let id = error_id.clone();
                    error
                        .get()
                        .map(|error| {
                            view! {
                                <p class="field-error" id=id>
                                    <Icon symbol=Symbol::Warning/>
                                    {error}
                                </p>
                            }
                        })
                }}
            </div>
        }
        .into_any()
    }

    /// A labelled control.
    fn around(self, control: AnyView) -> AnyView {
        let (mark, below) = (self.mark(), self.below());
        view! {
            <div class="field">
                <label for=self.id.clone()>{self.label}{mark}</label>
                {control}
                {below}
            </div>
        }
        .into_any()
    }

    /// A group of controls under one legend.
    fn around_group(self, control: AnyView) -> AnyView {
        let (mark, below, described_by) = (self.mark(), self.below(), self.described_by());
        view! {
            <fieldset class="field" aria-describedby=described_by>
                <legend>{self.label}{mark}</legend>
                {control}
                {below}
            </fieldset>
        }
        .into_any()
    }
}
