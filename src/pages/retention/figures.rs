//! The three rates side by side, each with what it means and where it comes
//! from.

use super::{Rates, reason};
use crate::app::derived;
use crate::app::session::Session;
use crate::components::{Explanation, Figure, FigureRow, Reading, Tone, format};
use crate::words::{actions, retention as texts};
use leptos::prelude::*;
use tangga_engine::analytics::retention::{Rate, Retention, Undefined, WhoLeft, Worth, who_left};
use tangga_engine::domain::Currency;

/// The card with the finding over the three figures.
#[component]
pub fn Figures(rates: Memo<Rates>) -> impl IntoView {
    let heading = Memo::new(move |_| finding(&rates.get()));
    let raw = Memo::new(move |_| raw(&rates.get()));
    let sales = Memo::new(move |_| sales(&rates.get(), &Session.currency()));
    let profit = Memo::new(move |_| profit(&rates.get(), &Session.currency()));
    view! {
        <h2 class="retention-finding" aria-live="polite">{move || heading.get()}</h2>
        <FigureRow label=texts::figures()>
            <Figure id="retention.raw" label=texts::raw() reading=raw/>
            <Figure id="retention.sales_adjusted" label=texts::sales_adjusted() reading=sales/>
            <Figure id="retention.profit_adjusted" label=texts::profit_adjusted() reading=profit/>
        </FigureRow>
    }
    .into_any()
}

/// What the three rates say together.
fn finding(rates: &Rates) -> String {
    let retention = &rates.retention;
    let number = |n: u32| format::integer(i64::from(n));
    let share = |share: f64| format::percent(share, 0);
    let base = number(retention.active_at_start);
    match who_left(retention) {
        Err(undefined) => reason(undefined).to_owned(),
        Ok(WhoLeft::Nobody) => {
            texts::finding_none(&format::count(u64::from(retention.active_at_start)))
        }
        Ok(WhoLeft::Everybody) => {
            texts::finding_all(&format::count(u64::from(retention.active_at_start)))
        }
        Ok(WhoLeft::Few) => texts::finding_few(number(retention.lost), base),
        Ok(WhoLeft::Small(lost, Worth::Profit(profit))) => {
            texts::finding_small(share(lost), share(profit))
        }
        Ok(WhoLeft::Small(lost, Worth::Sales(sales))) => {
            texts::finding_small_sales(share(lost), share(sales))
        }
        Ok(WhoLeft::Large(lost, Worth::Profit(profit))) => {
            texts::finding_large(share(lost), share(profit))
        }
        Ok(WhoLeft::Large(lost, Worth::Sales(sales))) => {
            texts::finding_large_sales(share(lost), share(sales))
        }
        Ok(WhoLeft::Alike(lost)) => texts::finding_even(share(lost)),
    }
}

fn explanation(rates: &Rates, definition: &str, formula: String) -> Explanation {
    let period = rates.rule.period;
    Explanation {
        definition: definition.to_owned(),
        formula,
        period: {
            let base = rates.rule.start_window();
            let told = texts::subtitle(format::date(period.first), format::date(period.last));
            let base = texts::base_period(format::date(base.first), format::date(base.last));
            format!("{told}; {base}")
        },
        source: texts::source().to_owned(),
        rows: Some((actions::show_rows().to_owned(), "/retention#lost".to_owned())),
    }
}

/// A rate as a figure, or why there is none. Nobody active is told with what to
/// do about it.
fn reading(rates: &Rates, rate: Rate) -> Reading {
    match rate {
        Ok(rate) => Reading::known(rate, format::percent(rate, 1)),
        Err(Undefined::NobodyActive) => {
            let hint = match derived::purchase_span() {
                Some(span) if span.first >= rates.rule.period.first => {
                    texts::nobody_yet(format::date(span.first))
                }
                _ => texts::nobody_hint().to_owned(),
            };
            Reading::unknown(format!("{}. {hint}", texts::undefined_no_base()))
        }
        Err(undefined) => Reading::unknown(reason(undefined)),
    }
}

/// A formula with its result, or why it has none: sums that are not known would
/// stand in it as zero.
fn formula(rate: Rate, with_result: impl FnOnce(String) -> String) -> String {
    match rate {
        Ok(rate) => with_result(format::percent(rate, 2)),
        Err(undefined) => reason(undefined).to_owned(),
    }
}

/// The raw rate with its numbers.
pub fn formula_raw(retention: &Retention) -> String {
    let number = |n: u32| format::integer(i64::from(n));
    formula(retention.raw, |result| {
        texts::formula_raw(number(retention.retained), number(retention.active_at_start), result)
    })
}

/// The sales-adjusted rate with its numbers.
pub fn formula_sales(retention: &Retention, currency: &Currency) -> String {
    formula(retention.sales_adjusted, |result| {
        let kept = format::money(retention.retained_base_sales, currency);
        texts::formula_sales(kept, format::money(retention.base_sales, currency), result)
    })
}

/// The profit-adjusted rate with its numbers and what they leave out.
pub fn formula_profit(retention: &Retention, currency: &Currency) -> String {
    let formula = formula(retention.profit_adjusted, |result| {
        let kept = format::money(retention.retained_base_profit, currency);
        texts::formula_profit(kept, format::money(retention.base_profit, currency), result)
    });
    if retention.base_profit_unknown == 0 {
        return formula;
    }
    let left_out = format::count(u64::from(retention.base_profit_unknown));
    format!("{formula}. {}.", texts::profit_gap(&left_out))
}

fn raw(rates: &Rates) -> Reading {
    let retention = &rates.retention;
    let number = |n: u32| format::integer(i64::from(n));
    let mut reading = reading(rates, retention.raw);
    if let Ok(churn) = retention.churn() {
        let left = texts::left_of(number(retention.lost), number(retention.active_at_start));
        reading =
            reading.beside(texts::churn_is(format::percent(churn, 1)), Tone::Neutral).line(left);
    }
    reading.explained(explanation(rates, texts::define_raw(), formula_raw(retention)))
}

/// How a weighted rate lies to the raw one: higher is good news.
fn against_raw(rates: &Rates, rate: f64) -> Option<(String, Tone)> {
    let difference = rate - rates.retention.raw.ok()?;
    let tone = match difference {
        _ if difference > 0.005 => Tone::Good,
        _ if difference < -0.005 => Tone::Bad,
        _ => Tone::Neutral,
    };
    Some((texts::against_raw(format::signed(100.0 * difference, 1)), tone))
}

fn weighted(rates: &Rates, rate: Rate, line: impl Fn(String) -> String) -> Reading {
    let mut reading = reading(rates, rate);
    if let Ok(rate) = rate {
        reading = reading.line(line(format::percent(1.0 - rate, 1)));
        if let Some((text, tone)) = against_raw(rates, rate) {
            reading = reading.beside(text, tone);
        }
    }
    reading
}

fn sales(rates: &Rates, currency: &Currency) -> Reading {
    let formula = formula_sales(&rates.retention, currency);
    weighted(rates, rates.retention.sales_adjusted, texts::left_sales).explained(explanation(
        rates,
        texts::define_sales(),
        formula,
    ))
}

fn profit(rates: &Rates, currency: &Currency) -> Reading {
    let formula = formula_profit(&rates.retention, currency);
    weighted(rates, rates.retention.profit_adjusted, texts::left_profit).explained(explanation(
        rates,
        texts::define_profit(),
        formula,
    ))
}
