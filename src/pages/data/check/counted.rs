//! The counts of an import, and what its new facts add up to, so that whoever knows
//! the sum of a file sees whether it is read as meant.

use super::Findings;
use crate::components::{Figure, FigureRow, Reading, format};
use crate::words::{data, import as texts};
use leptos::prelude::*;
use tangga_engine::interchange::spreadsheet::Contents;

#[component]
pub(super) fn Figures(findings: Memo<Option<Findings>>) -> impl IntoView {
    let reading = move |read: fn(&Findings) -> (u64, String)| {
        Memo::new(move |_| {
            findings.with(|findings| {
                let Some(findings) = findings else { return Reading::default() };
                let (count, line) = read(findings);
                let text = format::integer(i64::try_from(count).unwrap_or(i64::MAX));
                Reading::known(count as f64, text).line(line)
            })
        })
    };
    let customers = reading(|f| (f.counts.new_customers, String::new()));
    let updated = reading(|f| {
        let stays = f.counts.matched_customers - f.counts.updated_customers;
        let line = texts::unchanged_line(format::integer(stays as i64));
        (f.counts.updated_customers, if stays > 0 { line } else { String::new() })
    });
    let facts = reading(|f| (f.counts.new_facts, brought(f)));
    let duplicates = reading(|f| {
        let repeated = f.counts.repeated_left_out;
        let number = |count: u64| format::integer(count as i64);
        let line = texts::duplicates_line(number(f.counts.already_stored), number(repeated));
        (f.counts.already_stored + repeated, line)
    });
    let bad = reading(|f| {
        let bad = f.counts.bad + f.counts.too_many_decimals;
        (bad, if bad > 0 { texts::bad_line() } else { texts::bad_none() }.to_owned())
    });
    let without = reading(|f| (f.counts.without_customer, String::new()));
    let facts_figure = move || {
        let contents = findings.with(|findings| findings.as_ref().map(|f| f.contents));
        match contents {
            Some(Contents::Feedback) => view! {
                <Figure id="import.new_answers" label=data::new_answers() reading=facts compact=true/>
            }
            .into_any(),
            _ => view! {
                <Figure
                    id="import.new_purchases"
                    label=data::new_purchases()
                    reading=facts
                    compact=true
                />
            }
            .into_any(),
        }
    };
    view! {
        <h3>{texts::result()}</h3>
        <p class="quiet">
            {move || {
                findings.with(|f| {
                    f.as_ref().map(|f| texts::all_rows(&format::count(f.counts.rows)))
                })
            }}
        </p>
        <FigureRow label=texts::result()>
            <Figure
                id="import.new_customers"
                label=data::new_customers()
                reading=customers
                compact=true
            />
            <Figure
                id="import.changed_customers"
                label=data::changed_customers()
                reading=updated
                compact=true
            />
            {facts_figure}
            <Figure
                id="import.duplicates"
                label=texts::duplicates()
                reading=duplicates
                compact=true
            />
            <Figure id="import.bad_rows" label=data::bad_rows() reading=bad compact=true/>
            <Figure
                id="import.without_customer"
                label=texts::without_customer()
                reading=without
                compact=true
            />
        </FigureRow>
    }
    .into_any()
}

/// From when to when the new facts are, and what purchases are worth in all.
fn brought(findings: &Findings) -> String {
    let span = findings.span.map(|span| {
        let [first, last] = [span.first, span.last].map(format::date);
        if first == last { first } else { texts::from_to(first, last) }
    });
    let sum = findings.sum.map(|sum| texts::in_all(format::money(sum, &findings.currency)));
    span.into_iter().chain(sum).collect::<Vec<_>>().join("; ")
}
