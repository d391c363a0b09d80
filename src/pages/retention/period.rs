//! The period that is looked at: a preset, or two dates.

use crate::app::derived;
use crate::components::field::Choice;
use crate::components::{DateField, SelectField, entry};
use crate::pages::place;
use crate::words::retention as texts;
use leptos::prelude::*;
use tangga_engine::domain::{Day, Period};

const YEAR: &str = "year";
const TWELVE_MONTHS: &str = "twelve_months";
const QUARTER: &str = "quarter";
const OWN: &str = "own";
/// Those that are no dates of somebody's own.
const PRESETS: [&str; 3] = [YEAR, TWELVE_MONTHS, QUARTER];
/// Stands between two dates in the address.
const TO: &str = "..";

/// What is chosen.
#[derive(Clone, Copy)]
pub struct Chosen {
    preset: RwSignal<String>,
    first: RwSignal<String>,
    last: RwSignal<String>,
}

impl Chosen {
    /// The usual period of these data.
    pub fn new() -> Chosen {
        let usual = untrack(usual);
        let preset = if usual == untrack(|| preset(YEAR)) { YEAR } else { TWELVE_MONTHS };
        let chosen = Chosen {
            preset: RwSignal::new(preset.to_owned()),
            first: RwSignal::new(entry::day_text(usual.first)),
            last: RwSignal::new(entry::day_text(usual.last)),
        };
        let known = |code: &str| PRESETS.contains(&code) || own(code).is_some();
        let set = move |code: String| chosen.set(&code);
        let get = move || chosen.code();
        place::keep_as("period", preset.to_owned(), get, set, known, |code| own(code).is_none());
        chosen
    }

    /// The preset, or the two dates: `2026-01-01..2026-06-30`.
    fn code(self) -> String {
        let preset = self.preset.get();
        match preset.as_str() {
            OWN => format!("{}{TO}{}", self.first.read(), self.last.read()),
            _ => preset,
        }
    }

    fn set(self, code: &str) {
        match own(code) {
            Some((first, last)) => {
                self.preset.set(OWN.to_owned());
                self.first.set(first.to_owned());
                self.last.set(last.to_owned());
            }
            None => self.preset.set(code.to_owned()),
        }
    }

    /// The period; the usual one while the dates make none.
    pub fn period(self) -> Period {
        match self.preset.read().as_str() {
            OWN => self.typed().unwrap_or_else(usual),
            code => preset(code),
        }
    }

    fn typed(self) -> Option<Period> {
        let day = |text: RwSignal<String>| entry::day(&text.read()).ok().flatten();
        let (first, last) = (day(self.first)?, day(self.last)?);
        (first <= last).then_some(Period { first, last })
    }
}

/// The two dates of a code that holds any.
fn own(code: &str) -> Option<(&str, &str)> {
    let (first, last) = code.split_once(TO)?;
    let is_day = |text| matches!(entry::day(text), Ok(Some(_)));
    (is_day(first) && is_day(last)).then_some((first, last))
}

fn usual() -> Period {
    derived::retention_period()
        .unwrap_or_else(|| derived::twelve_months_to(derived::bought_until()))
}

fn preset(code: &str) -> Period {
    match code {
        YEAR => derived::full_year_before(derived::bought_until(), derived::year_start()),
        QUARTER => full_quarter_before(derived::bought_until()),
        _ => derived::twelve_months_to(derived::bought_until()),
    }
}

/// The last calendar quarter that is over by a day.
fn full_quarter_before(day: Day) -> Period {
    let next = day.plus_days(1);
    let end = Day::from_month_index(next.month_index().div_euclid(3) * 3);
    Period { first: end.plus_months(-3), last: end.plus_days(-1) }
}

/// The fields that choose it.
#[component]
pub fn PeriodFields(chosen: Chosen) -> impl IntoView {
    let choices = vec![
        Choice::new(YEAR, texts::last_year()),
        Choice::new(TWELVE_MONTHS, texts::last_twelve_months()),
        Choice::new(QUARTER, texts::last_quarter()),
        Choice::new(OWN, texts::own_period()),
    ];
    // Whoever turns to own dates goes on from the period in sight.
    Effect::new(move |before: Option<Period>| {
        let now = chosen.period();
        if *chosen.preset.read() == OWN {
            return before.unwrap_or(now);
        }
        chosen.first.set(entry::day_text(now.first));
        chosen.last.set(entry::day_text(now.last));
        now
    });
    let own = Memo::new(move |_| *chosen.preset.read() == OWN);
    let error = Memo::new(move |_| chosen.typed().is_none().then(|| texts::day_order().to_owned()));
    let dates = move || {
        view! {
            <DateField label=texts::first_day() value=chosen.first name="first" error=error/>
            <DateField label=texts::last_day() value=chosen.last name="last"/>
        }
    };
    view! {
        <div class="row retention-period no-print">
            <SelectField
                label=texts::period()
                value=chosen.preset
                name="period"
                choices=Signal::stored(choices)
                settled=true
            />
            <Show when=move || own.get()>{dates}</Show>
        </div>
    }
    .into_any()
}
