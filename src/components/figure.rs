//! One computed number: its value, what it means, and where it comes from.
//!
//! The machine value stands in full precision in `<data value=… data-figure=…>`,
//! the same element that people read, so tests and assistive tools see what is
//! shown. What is undefined says so and why; it is never shown as 0.

use super::dialog::Dialog;
use super::link::Link;
use crate::words;
use leptos::prelude::*;

/// What a figure shows, computed by the page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reading {
    value: Option<f64>,
    text: String,
    unit: String,
    beside: String,
    tone: Tone,
    line: String,
    explanation: Option<Explanation>,
}

/// Whether a change is welcome.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// Neither.
    #[default]
    Neutral,
    /// Welcome.
    Good,
    /// Unwelcome.
    Bad,
    /// To be looked at.
    Careful,
}

impl Tone {
    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Good => "good",
            Tone::Bad => "bad",
            Tone::Careful => "careful",
        }
    }
}

/// Where a number comes from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Explanation {
    /// What it is, in a sentence or two.
    pub definition: String,
    /// The formula with the numbers in it.
    pub formula: String,
    /// The days that it is told for; may be empty.
    pub period: String,
    /// Whose definition it is; may be empty.
    pub source: String,
    /// The rows behind it: a text and an address inside the app.
    pub rows: Option<(String, String)>,
}

impl Reading {
    /// A number that is known: its machine value and how it reads.
    pub fn known(value: f64, text: impl Into<String>) -> Reading {
        Reading { value: Some(value), text: text.into(), ..Reading::default() }
    }

    /// A number that is not defined here, and why.
    pub fn unknown(reason: impl Into<String>) -> Reading {
        Reading { line: reason.into(), ..Reading::default() }
    }

    /// A unit after the value, such as `%`.
    pub fn unit(mut self, unit: impl Into<String>) -> Reading {
        self.unit = unit.into();
        self
    }

    /// A change or an interval beside the value.
    pub fn beside(mut self, text: impl Into<String>, tone: Tone) -> Reading {
        (self.beside, self.tone) = (text.into(), tone);
        self
    }

    /// One line that interprets it: `46 of 247 left`.
    pub fn line(mut self, line: impl Into<String>) -> Reading {
        self.line = line.into();
        self
    }

    /// What the `?` opens.
    pub fn explained(mut self, explanation: Explanation) -> Reading {
        self.explanation = Some(explanation);
        self
    }
}

/// A figure:
///
/// ```text
/// let raw = Memo::new(move |_| {
///     Reading::known(0.8138, format::decimal(81.38, 1))
///         .unit("%")
///         .line(words::retention::left_of("46", "247"))
///         .explained(Explanation { … })
/// });
/// view! { <Figure id="retention.raw" label=words::retention::raw() reading=raw/> }
/// ```
#[component]
pub fn Figure(
    /// Its name for machines, such as `retention.raw`.
    #[prop(into)]
    id: String,
    /// Its name for people.
    #[prop(into)]
    label: String,
    /// Its name where it stands alone, if the label leans on what is around it.
    #[prop(optional, into)]
    full_name: Option<String>,
    /// What it shows.
    #[prop(into)]
    reading: Signal<Reading>,
    /// Smaller, for panels and tables.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let explanation = Memo::new(move |_| reading.with(|reading| reading.explanation.clone()));
    let title = full_name.unwrap_or_else(|| label.clone());
    let button_label = words::widgets::explain(&title);

    let value = move || {
        let reading = reading.get();
        let beside = (!reading.beside.is_empty()).then(|| {
            view! { <span class=format!("figure-beside {}", reading.tone.class())>{reading.beside}</span> }
        });
        let id = id.clone();
        // The unit is smaller than the number.
        let letters = reading.text.chars().count() + reading.unit.chars().count().div_ceil(2);
        match reading.value {
            Some(value) => view! {
                <data
                    value=value.to_string()
                    data-figure=id
                    style:--letters=letters.to_string()
                >
                    {reading.text}
                    {(!reading.unit.is_empty())
                        .then(|| view! { <span class="figure-unit">{reading.unit}</span> })}
                </data>
                {beside}
            }
            .into_any(),
            None => view! {
                <data value="" data-figure=id class="figure-unknown">
                    {words::widgets::unknown()}
                </data>
            }
            .into_any(),
        }
    };

    view! {
        <div class="figure" class:compact=compact>
            <div class="figure-label">
                {label}
                <Show when=move || explanation.read().is_some()>
                    <button
                        type="button"
                        class="figure-explain"
                        aria-label=button_label.clone()
                        aria-haspopup="dialog"
                        on:click=move |_| open.set(true)
                    ></button>
                </Show>
            </div>
            <div class="figure-value">{value}</div>
            <p class="figure-line">{move || reading.with(|reading| reading.line.clone())}</p>
            <Dialog open title=title>
                {move || explanation.get().map(|explanation| explained(explanation, open))}
            </Dialog>
        </div>
    }
    .into_any()
}

/// What the dialog shows. A link in it may lead to a part of the same page, so it
/// closes the dialog.
fn explained(explanation: Explanation, open: RwSignal<bool>) -> AnyView {
    let Explanation { definition, formula, period, source, rows } = explanation;
    let part = |heading: &'static str, text: String, class: &'static str| {
        (!text.is_empty()).then(|| {
            view! {
                <div>
                    <h3>{heading}</h3>
                    <p class=class>{text}</p>
                </div>
            }
        })
    };
    view! {
        <div class="explain">
            {part(words::widgets::definition(), definition, "")}
            {part(words::widgets::formula(), formula, "explain-formula")}
            {part(words::widgets::period(), period, "")}
            {part(words::widgets::source(), source, "quiet")}
            {rows
                .map(|(text, href)| {
                    view! { <p on:click=move |_| open.set(false)><Link href=href>{text}</Link></p> }
                })}
        </div>
    }
    .into_any()
}

/// Figures side by side, in one card that folds on narrow screens.
#[component]
pub fn FigureRow(
    /// What they are about, for those who listen.
    #[prop(into)]
    label: String,
    /// Which days they are told for.
    #[prop(optional, into)]
    period: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let period = move || period.get().map(|text| view! { <p class="figure-period">{text}</p> });
    view! {
        <section aria-label=label>
            {period}
            <div class="figure-row">{children()}</div>
        </section>
    }
    .into_any()
}
