//! The rates of each segment.

use super::reason;
use crate::app::derived;
use crate::app::session::Session;
use crate::components::{Heading, Panel, Report, format};
use crate::words::{fields, retention as texts};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::analytics::cohorts::Share;
use tangga_engine::analytics::homogeneity::differ;
use tangga_engine::analytics::retention::{
    ActiveRule, Rate, Retention, Undefined, measure_by_segment,
};

/// A segment and its rates.
#[derive(Clone, PartialEq)]
struct Segment {
    name: String,
    retention: Retention,
}

/// The segments in which somebody was active; customers without one come last.
/// Nothing if no customer is in a segment.
fn segments(rule: ActiveRule) -> Vec<Segment> {
    let (segments, evidence) = (derived::segments(), derived::evidence());
    if segments.names.is_empty() {
        return Vec::new();
    }
    let none = segments.names.len() as u32;
    let of: Vec<u32> = segments.of.iter().map(|segment| (*segment).min(none)).collect();
    let rates = Session.read(|workspace| {
        let purchases = workspace.purchases();
        measure_by_segment(purchases, evidence.live(), rule, &of, none as usize + 1)
    });
    let names = segments.names.iter().cloned().chain([texts::no_segment().to_owned()]);
    names
        .zip(rates)
        .filter(|(_, retention)| retention.active_at_start > 0)
        .map(|(name, retention)| Segment { name, retention })
        .collect()
}

/// Which segment keeps the smallest share, if they differ by more than chance explains.
fn finding(segments: &[Segment]) -> Option<String> {
    let raw = |segment: &Segment| segment.retention.raw.unwrap_or(1.0);
    let worst = segments.iter().min_by(|a, b| raw(a).total_cmp(&raw(b)))?;
    Some(match differ(&segments.iter().map(kept).collect::<Vec<_>>()) {
        Some(true) => texts::finding_segment(&worst.name, format::percent(raw(worst), 0)),
        Some(false) => texts::finding_segments_alike().to_owned(),
        None => texts::finding_segments_few().to_owned(),
    })
}

/// How many were active at the start, and of these at the end.
fn kept(segment: &Segment) -> Share {
    let Retention { active_at_start, retained, .. } = segment.retention;
    Share { of: active_at_start, active: retained }
}

/// The table.
#[component]
pub fn BySegment(rule: Memo<ActiveRule>) -> impl IntoView {
    let segments = Memo::new(move |_| Arc::new(segments(rule.get())));
    let finding = Signal::derive(move || {
        let finding = finding(&segments.read())?;
        Some(format!("{finding}. {}", texts::by_segment_now()))
    });
    let content = move || {
        let segments = segments.get();
        if segments.is_empty() {
            return view! { <p class="quiet">{texts::segment_none()}</p> }.into_any();
        }
        view! {
           // It scrolls on narrow screens and holds nothing that takes the focus.
           <div class="scroll-x" role="group" tabindex="0" aria-label=texts::segment()>
               {table(&segments)}
           </div>
        }
        .into_any()
    };
    view! { <Panel heading=texts::segment() finding=finding>{content}</Panel> }.into_any()
}

fn table(segments: &[Segment]) -> AnyView {
    let number = |n: u32| format::integer(i64::from(n));
    let rows = segments
        .iter()
        .map(|segment| {
            let retention = &segment.retention;
            vec![
                segment.name.clone().into_any(),
                number(retention.active_at_start).into_any(),
                number(retention.lost).into_any(),
                rate(retention.raw),
                rate(retention.sales_adjusted),
                rate(retention.profit_adjusted),
                rate(retention.churn()),
            ]
        })
        .collect::<Vec<_>>();
    let numbers = [
        texts::active(),
        texts::left(),
        texts::raw(),
        texts::sales_short(),
        texts::profit_short(),
        texts::churn(),
    ];
    let numbers = numbers.map(Heading::number);
    let columns = [Heading::words(fields::segment())].into_iter().chain(numbers).collect();
    view! { <Report label=texts::segment() columns rows/> }.into_any()
}

/// A rate in a cell; what is not defined says why in a few words.
fn rate(rate: Rate) -> AnyView {
    match rate {
        Ok(rate) => format::percent(rate, 1).into_any(),
        Err(undefined) => {
            let short = match undefined {
                Undefined::NobodyActive => texts::short_no_base(),
                Undefined::SalesNotKnown | Undefined::SalesNotPositive => texts::short_no_sales(),
                Undefined::ProfitNotKnown => texts::short_no_cost(),
                Undefined::ProfitNotPositive => texts::short_no_profit(),
            };
            view! { <span class="quiet" title=reason(undefined)>{short}</span> }.into_any()
        }
    }
}
