//! Satisfaction and effort, where such answers are recorded.

use crate::app::session::Session;
use crate::components::{Explanation, Figure, FigureRow, Reading, Tone, format};
use crate::words::feedback as texts;
use leptos::prelude::*;
use tangga_engine::analytics::satisfaction::{self, Ces, Csat};
use tangga_engine::domain::{Period, Survey};

fn counts<const N: usize>(survey: Survey, period: Period) -> Option<[u32; N]> {
    Session
        .read(|workspace| satisfaction::score_counts(workspace.feedback(), survey, period))
        .try_into()
        .ok()
}

/// The figures of the surveys that were answered in the period.
#[component]
pub fn OtherSurveys(period: Memo<Period>) -> impl IntoView {
    let csat = Memo::new(move |_| counts::<5>(Survey::Csat, period.get()));
    let ces = Memo::new(move |_| counts::<7>(Survey::Ces, period.get()));
    let csat_of = move || csat.get().and_then(|counts| Some((counts, satisfaction::csat(counts)?)));
    let ces_of = move || ces.get().and_then(|counts| Some((counts, satisfaction::ces(counts)?)));
    let content = move || {
        let csat = csat_of().map(|(counts, csat)| {
            let reading = csat_reading(counts, csat);
            view! {
                <Figure id="csat.satisfied" label=texts::csat() reading=Signal::stored(reading)/>
            }
        });
        let ces = ces_of().map(|(counts, ces)| {
            let reading = ces_reading(counts, ces);
            view! { <Figure id="ces.mean" label=texts::ces() reading=Signal::stored(reading)/> }
        });
        (csat.is_some() || ces.is_some()).then(|| {
            view! { <FigureRow label=texts::other_surveys()>{csat}{ces}</FigureRow> }
        })
    };
    view! { {content} }.into_any()
}

fn number(n: u32) -> String {
    format::integer(i64::from(n))
}

fn csat_reading(counts: [u32; 5], csat: Csat) -> Reading {
    let interval = texts::interval(format::percent(csat.low, 0), format::percent(csat.high, 0));
    let share = format::percent(csat.satisfied, 0);
    Reading::known(csat.satisfied, share.clone())
        .beside(interval, Tone::Neutral)
        .line(texts::csat_line(format::decimal(csat.mean, 1), number(csat.n)))
        .explained(Explanation {
            definition: texts::define_csat().to_owned(),
            formula: texts::formula_csat(number(counts[3] + counts[4]), number(csat.n), share),
            source: texts::source_csat().to_owned(),
            ..Explanation::default()
        })
}

fn ces_reading(counts: [u32; 7], ces: Ces) -> Reading {
    let sum: u32 = (1..).zip(counts).map(|(score, count)| score * count).sum();
    let mean = format::decimal(ces.mean, 1);
    Reading::known(ces.mean, mean.clone())
        .line(texts::ces_line(format::percent(ces.agree, 0), number(ces.n)))
        .explained(Explanation {
            definition: texts::define_ces().to_owned(),
            formula: texts::formula_ces(number(sum), number(ces.n), mean),
            source: texts::source_ces().to_owned(),
            ..Explanation::default()
        })
}
