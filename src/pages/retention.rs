//! Retention: who was active at the start of a period and still is, per head
//! and weighted by sales and by profit, and the customers behind the gap.

mod by_segment;
mod cohorts;
mod figures;
mod lost;
mod period;
mod trend;
mod window;

pub use figures::{formula_profit, formula_raw, formula_sales};

use crate::app::derived;
use crate::components::{ButtonLink, EmptyState, Kind, Notice, PageHeader, Symbol, Tone, format};
use crate::words::{actions, retention as texts};
use leptos::prelude::*;
use period::Chosen;
use tangga_engine::analytics::retention::{ActiveRule, Retention, Undefined};

/// The page.
#[component]
pub fn RetentionPage() -> impl IntoView {
    let empty = Memo::new(|_| derived::purchase_span().is_none());
    let content = move || {
        if empty.get() { view! { <Empty/> }.into_any() } else { view! { <Filled/> }.into_any() }
    };
    view! { {content} }.into_any()
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <PageHeader title=texts::title()/>
        <EmptyState symbol=Symbol::Retention title=texts::empty_title() text=texts::empty_text()>
            <ButtonLink href="/data" label=actions::import() kind=Kind::Primary/>
        </EmptyState>
    }
    .into_any()
}

/// A period's rates, and what they are the rates of.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Rates {
    rule: ActiveRule,
    retention: Retention,
}

#[component]
fn Filled() -> impl IntoView {
    let chosen = Chosen::new();
    let rule = Memo::new(move |_| ActiveRule {
        period: chosen.period(),
        window: derived::active_window(),
    });
    let rates = Memo::new(move |_| {
        let rule = rule.get();
        Rates { rule, retention: *derived::retention(rule) }
    });
    let subtitle = Signal::derive(move || {
        let period = rule.get().period;
        texts::subtitle(format::date(period.first), format::date(period.last))
    });
    view! {
        <PageHeader title=texts::title() subtitle=subtitle/>
        <div class="stack">
            <period::PeriodFields chosen/>
            <Caution rule/>
            <figures::Figures rates/>
            <window::ActiveWindow rule/>
            <lost::LostCustomers rates/>
            <trend::TrendPanel rule/>
            <cohorts::Cohorts/>
            <by_segment::BySegment rule/>
        </div>
    }
    .into_any()
}

/// What the records do not cover of what is asked for: days of the period for which
/// there are none yet, and of the time before it.
#[component]
fn Caution(rule: Memo<ActiveRule>) -> impl IntoView {
    let said = Memo::new(move |_| {
        let rule = rule.get();
        let (span, until) = (derived::purchase_span()?, derived::bought_until());
        let missing = rule.period.last.0 - until.0;
        let ends = (missing > 0).then(|| {
            let missing = format::count(u64::from(missing.unsigned_abs()));
            texts::records_end(&missing, format::date(until))
        });
        let begins = (!rule.is_covered(span.first)).then(|| {
            texts::records_begin(format::date(span.first), format::integer(rule.window.into()))
        });
        let said: Vec<String> = [ends, begins].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    });
    move || {
        said.get().map(|text| {
            view! { <Notice tone=Tone::Careful title=texts::not_covered() text/> }
        })
    }
}

/// Why a rate has no value, in words.
pub fn reason(undefined: Undefined) -> &'static str {
    match undefined {
        Undefined::NobodyActive => texts::undefined_no_base(),
        Undefined::SalesNotKnown => texts::undefined_unknown_sales(),
        Undefined::SalesNotPositive => texts::undefined_no_sales(),
        Undefined::ProfitNotKnown => texts::undefined_no_cost(),
        Undefined::ProfitNotPositive => texts::undefined_no_profit(),
    }
}
