//! The net promoter score, its interval, how many answered, and the three
//! shares.

use super::{interval_text, score_text};
use crate::app::session::Session;
use crate::components::{
    ChartFrame, ChartTable, Explanation, Figure, FigureRow, Reading, Tone, format,
};
use crate::words::feedback as texts;
use leptos::prelude::*;
use tangga_engine::analytics::nps::{self, Interval, Nps};
use tangga_engine::charts::shares::{Part, draw};
use tangga_engine::charts::{Frame, Token};
use tangga_engine::domain::Period;

fn report(period: Period) -> Option<Nps> {
    Session.read(|workspace| nps::count(workspace.feedback(), period).report())
}

/// Four figures in a row.
#[component]
pub fn Figures(period: Memo<Period>) -> impl IntoView {
    let report = Memo::new(move |_| report(period.get()));
    let score = Memo::new(move |_| score(report.get()));
    let low = Memo::new(move |_| limit(report.get(), |interval| interval.low));
    let high = Memo::new(move |_| limit(report.get(), |interval| interval.high));
    let n = Memo::new(move |_| answers(report.get()));
    view! {
        <FigureRow label=texts::figures()>
            <Figure id="nps.score" label=texts::nps() reading=score/>
            <Figure id="nps.low" label=texts::low() reading=low/>
            <Figure id="nps.high" label=texts::high() reading=high/>
            <Figure id="nps.n" label=texts::n_name() reading=n/>
        </FigureRow>
    }
    .into_any()
}

fn number(n: u32) -> String {
    format::integer(i64::from(n))
}

fn shares_line(nps: &Nps) -> String {
    texts::share_line(
        format::percent(nps.promoters, 0),
        format::percent(nps.passives, 0),
        format::percent(nps.detractors, 0),
    )
}

fn rows() -> Option<(String, String)> {
    Some((texts::rows().to_owned(), "/feedback#answers".to_owned()))
}

/// What the score means, of what it is worked out, and how sure it is.
pub fn explanation(nps: &Nps) -> Explanation {
    let definition = match nps.interval() {
        Some(_) => [texts::define_nps(), &texts::define_beside(interval_text(nps))].join(" "),
        None => texts::define_nps().to_owned(),
    };
    Explanation {
        definition,
        formula: texts::formula_nps(
            number(nps.counts.promoters),
            number(nps.counts.detractors),
            number(nps.counts.n()),
            format::signed(nps.score, 1),
        ),
        source: texts::source_nps().to_owned(),
        rows: rows(),
        ..Explanation::default()
    }
}

fn score(report: Option<Nps>) -> Reading {
    let Some(nps) = report else { return Reading::unknown(texts::none_in_period()) };
    Reading::known(nps.score, score_text(nps.score))
        .beside(interval_text(&nps), Tone::Neutral)
        .line(shares_line(&nps))
        .explained(explanation(&nps))
}

fn limit(report: Option<Nps>, limit: impl Fn(Interval) -> f64) -> Reading {
    let Some(nps) = report else { return Reading::unknown(texts::none_in_period()) };
    let Some(interval) = nps.interval() else {
        return Reading::unknown(texts::too_few_for_interval());
    };
    let value = limit(interval);
    Reading::known(value, score_text(value)).line(texts::interval_name()).explained(Explanation {
        definition: texts::define_interval().to_owned(),
        formula: texts::formula_interval(number(nps.counts.n()), format::signed(nps.score, 1)),
        source: texts::source_interval().to_owned(),
        rows: rows(),
        ..Explanation::default()
    })
}

fn answers(report: Option<Nps>) -> Reading {
    let n = report.map_or(0, |nps| nps.counts.n());
    let reading = Reading::known(f64::from(n), number(n));
    let Some(nps) = report else { return reading.line(texts::none_in_period()) };
    let counts = nps.counts;
    reading.line(texts::define_n()).explained(Explanation {
        definition: texts::define_n().to_owned(),
        formula: texts::formula_n(
            number(counts.promoters),
            number(counts.passives),
            number(counts.detractors),
            number(n),
        ),
        source: texts::source_nps().to_owned(),
        rows: rows(),
        ..Explanation::default()
    })
}

/// The three shares as one bar.
#[component]
pub fn Shares(period: Memo<Period>) -> impl IntoView {
    let report = Memo::new(move |_| report(period.get()));
    let heading = Memo::new(move |_| match report.get() {
        Some(nps) => texts::finding_shares(
            format::percent(nps.promoters, 0),
            format::percent(nps.detractors, 0),
        ),
        None => texts::none_in_period().to_owned(),
    });
    let table = Memo::new(move |_| report.get().map(|nps| table(&nps)).unwrap_or_default());
    let draw = move |width: f64| {
        let nps = report.get()?;
        let line = shares_line(&nps);
        let heading = heading.get();
        let frame = Frame { id: "nps-shares", title: &heading, description: &line, width };
        let table = table.read();
        let mark = |(at, part): (usize, Part)| Part { tip: table.detail(at), ..part };
        let parts: Vec<Part> = parts(&nps).into_iter().enumerate().map(mark).collect();
        Some(draw(&frame, &parts))
    };
    view! {
        <section class="panel">
            <ChartFrame heading draw table file_name="nps-shares"/>
        </section>
    }
    .into_any()
}

fn table(nps: &Nps) -> ChartTable {
    let counts = [nps.counts.promoters, nps.counts.passives, nps.counts.detractors].map(number);
    let parts = parts(nps);
    ChartTable {
        columns: [texts::group(), texts::share(), texts::n_name()].map(str::to_owned).to_vec(),
        keys: parts.iter().map(|part| part.key.clone()).collect(),
        rows: parts.into_iter().zip(counts).map(|(p, n)| vec![p.name, p.label, n]).collect(),
    }
}

fn parts(nps: &Nps) -> Vec<Part> {
    let part = |key: &str, name: &str, share: f64, ink| Part {
        key: key.to_owned(),
        name: name.to_owned(),
        value: share,
        label: format::percent(share, 0),
        ink,
        tip: String::new(),
    };
    vec![
        part("promoters", texts::promoters(), nps.promoters, Token::GOOD),
        part("passives", texts::passives(), nps.passives, Token::NEUTRAL),
        part("detractors", texts::detractors(), nps.detractors, Token::BAD),
    ]
}
