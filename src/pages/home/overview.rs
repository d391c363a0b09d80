//! The figures that matter, with their change on the period before.

use super::attention::Attention;
use super::keeping::Keeping;
use crate::app::derived;
use crate::app::session::Session;
use crate::components::{Explanation, Figure, FigureRow, PageHeader, Reading, Tone, format};
use crate::pages::data::UndoButtons;
use crate::pages::feedback::explanation;
use crate::pages::ladder::LadderNow;
use crate::pages::retention::{formula_profit, formula_raw, formula_sales, reason};
use crate::words::{customers, feedback, home as texts, retention};
use leptos::prelude::*;
use tangga_engine::analytics::base::{BaseFigures, Change, change};
use tangga_engine::analytics::nps::{self, Interval};
use tangga_engine::analytics::retention::{ActiveRule, Rate, Retention};
use tangga_engine::domain::{Collection, Currency, Day, Period};

/// The page of a workspace with data.
#[component]
pub fn Overview() -> impl IntoView {
    let subtitle = Memo::new(|_| {
        Session.read(|workspace| {
            let people = workspace.count(Collection::Customer) as u64;
            let purchases = workspace.count(Collection::Purchase) as u64;
            texts::subtitle(
                customers::count(&format::count(people)),
                texts::purchases_count(&format::count(purchases)),
            )
        })
    });
    view! {
        <div class="stack">
            <PageHeader title=texts::title() subtitle=subtitle>
                <UndoButtons/>
            </PageHeader>
            <Base/>
            <Keep/>
            <LadderNow/>
            <div class="wide-and-narrow">
                <Attention/>
                <Keeping/>
            </div>
        </div>
    }
    .into_any()
}

/// The days of a period, in words.
fn days(period: Period) -> String {
    match period.first {
        Day::MIN => texts::of_all_time().to_owned(),
        first => texts::period(format::date(first), format::date(period.last)),
    }
}

fn number(n: u32) -> String {
    format::integer(i64::from(n))
}

/// The base of all time, of the last twelve months, and of those before.
#[derive(Clone, PartialEq)]
struct Bases {
    all: BaseFigures,
    year: BaseFigures,
    before: BaseFigures,
    period: Period,
    currency: Currency,
}

impl Bases {
    fn now() -> Bases {
        let last = derived::bought_until();
        let period = derived::twelve_months_to(last);
        let earlier = derived::twelve_months_to(period.first.plus_days(-1));
        Bases {
            all: *derived::base_figures(None),
            year: *derived::base_figures(Some(period)),
            before: *derived::base_figures(Some(earlier)),
            period,
            currency: Session.currency(),
        }
    }

    /// Which twelve months these are.
    fn when(&self) -> String {
        if self.period.last == Session.today() {
            texts::last_year().to_owned()
        } else {
            texts::year_to(format::date(self.period.last))
        }
    }

    /// A figure of all time, with what became of it in the twelve months.
    fn reading(&self, told: Told) -> Reading {
        let Told { value, text, line, of, exact, formula, definition } = told;
        let [now, before] = [&self.year, &self.before].map(|base| exact(of(base)));
        let (line, year) = match change(&self.before, &self.year, of) {
            Some(Change::Share(share)) => {
                let change = format::percent_signed(share, 0);
                let year = texts::formula_year(now, before, &change);
                // What rounds to nothing has no sign and is no change.
                let told = match change == format::percent_signed(0.0, 0) {
                    true => texts::year_and_same(line),
                    false => texts::year_and_change(line, change),
                };
                (told, year)
            }
            Some(Change::Amounts) => {
                (texts::year_and_before(line, &before), texts::formula_two_years(now, &before))
            }
            None => (line, texts::formula_first_year(now)),
        };
        let explanation = Explanation {
            definition: definition.to_owned(),
            formula: formula(year),
            period: days(self.period),
            ..Explanation::default()
        };
        Reading::known(value, text).line(line).explained(explanation)
    }
}

/// One figure of the base, before its twelve months are told.
struct Told<'a> {
    value: f64,
    text: String,
    line: String,
    /// What is compared between the years.
    of: fn(&BaseFigures) -> i64,
    /// That in full.
    exact: &'a dyn Fn(i64) -> String,
    /// The formula around that of the twelve months.
    formula: &'a dyn Fn(String) -> String,
    definition: &'static str,
}

#[component]
fn Base() -> impl IntoView {
    let bases = Memo::new(|_| Bases::now());
    let reading = move |read: fn(&Bases) -> Reading| Memo::new(move |_| bases.with(read));
    let people = reading(|bases| {
        let all = number(bases.all.customers);
        bases.reading(Told {
            value: f64::from(bases.all.customers),
            text: all.clone(),
            line: texts::buyers_line(number(bases.year.buyers), bases.when()),
            of: |base| i64::from(base.buyers),
            exact: &format::integer,
            formula: &|year| texts::formula_customers(&all, year),
            definition: texts::define_customers(),
        })
    });
    let purchases = reading(|bases| {
        let BaseFigures { purchases, returns, .. } = bases.all;
        let (all, bought) = (number(purchases), number(purchases - returns));
        bases.reading(Told {
            value: f64::from(purchases),
            text: all.clone(),
            line: format!("{} {}", number(bases.year.purchases), bases.when()),
            of: |base| i64::from(base.purchases),
            exact: &format::integer,
            formula: &|year| texts::formula_purchases(&bought, number(returns), &all, year),
            definition: texts::define_purchases(),
        })
    });
    let sales = reading(|bases| {
        let currency = &bases.currency;
        let Some(minor) = bases.all.sales.total() else {
            return Reading::unknown(texts::sales_unknown());
        };
        let year = format::money_compact(bases.year.sales.sum, currency);
        let formula = |year: String| {
            let known = number(bases.all.sales.known);
            texts::formula_sales(known, format::money(minor, currency), year)
        };
        bases.reading(Told {
            value: currency.major(minor),
            text: format::money_compact(minor, currency),
            line: format!("{year} {}", bases.when()),
            of: |base| base.sales.sum,
            exact: &|minor| format::money(minor, currency),
            formula: &formula,
            definition: texts::define_sales(),
        })
    });
    let period = Signal::derive(move || Some(texts::base_period(bases.with(|b| days(b.period)))));
    view! {
        <FigureRow label=texts::base() period=period>
            <Figure id="customers.count" label=customers::title() reading=people/>
            <Figure id="purchases.count" label=customers::purchases() reading=purchases/>
            <Figure id="purchases.sales" label=texts::sales() reading=sales/>
        </FigureRow>
    }
    .into_any()
}

/// Retention in its period, and in the one before if purchases cover that.
#[derive(Clone, PartialEq)]
struct Kept {
    now: Retention,
    before: Option<(Period, Retention)>,
    period: Period,
    currency: Currency,
}

impl Kept {
    fn usual() -> Option<Kept> {
        let period = derived::retention_period()?;
        let rule = ActiveRule { period, window: derived::active_window() };
        let before = derived::purchase_span().and_then(|span| rule.before(span.first));
        Some(Kept {
            now: *derived::retention(rule),
            before: before.map(|rule| (rule.period, *derived::retention(rule))),
            period,
            currency: Session.currency(),
        })
    }

    fn reading(
        &self,
        rate: fn(&Retention) -> Rate,
        line: String,
        formula: String,
        definition: &str,
    ) -> Reading {
        let share = match rate(&self.now) {
            Ok(share) => share,
            Err(undefined) => return Reading::unknown(reason(undefined)),
        };
        let mut explanation = Explanation {
            definition: definition.to_owned(),
            formula,
            period: days(self.period),
            source: retention::source().to_owned(),
            rows: Some((texts::see_retention().to_owned(), "/retention".to_owned())),
        };
        let mut reading = Reading::known(share, format::decimal(share * 100.0, 1)).unit("%");
        let before = self.before.as_ref();
        if let Some((period, before)) = before.and_then(|(p, r)| Some((p, rate(r).ok()?))) {
            let points = (share - before) * 100.0;
            let tone = if points < 0.0 { Tone::Bad } else { Tone::Good };
            let change = texts::points(format::signed(points, 1));
            let shares = [share, before].map(|share| format::percent(share, 2));
            let [now, before] = shares;
            let against = texts::formula_points(now, before, days(*period), &change);
            explanation.formula = format!("{}. {against}", explanation.formula);
            reading = reading.beside(change, tone);
        }
        reading.line(line).explained(explanation)
    }
}

#[component]
fn Keep() -> impl IntoView {
    let kept = Memo::new(|_| Kept::usual());
    let reading = move |read: fn(&Kept) -> Reading| {
        Memo::new(move |_| {
            kept.with(|kept| match kept {
                Some(kept) => read(kept),
                None => Reading::unknown(retention::empty_text()),
            })
        })
    };
    let raw = reading(|kept| {
        let line = retention::left_of(number(kept.now.lost), number(kept.now.active_at_start));
        kept.reading(|r| r.raw, line, formula_raw(&kept.now), retention::define_raw())
    });
    let by_sales = reading(|kept| {
        let share = kept.now.sales_adjusted.map(|share| format::percent(1.0 - share, 1));
        let line = share.map(retention::left_sales).unwrap_or_default();
        let formula = formula_sales(&kept.now, &kept.currency);
        kept.reading(|r| r.sales_adjusted, line, formula, retention::define_sales())
    });
    let by_profit = reading(|kept| {
        let share = kept.now.profit_adjusted.map(|share| format::percent(1.0 - share, 1));
        let line = share.map(retention::left_profit).unwrap_or_default();
        let formula = formula_profit(&kept.now, &kept.currency);
        kept.reading(|r| r.profit_adjusted, line, formula, retention::define_profit())
    });
    let score = Memo::new(|_| promoters());
    let period = Signal::derive(move || {
        let answers = days(derived::feedback_period());
        Some(match kept.with(|kept| kept.as_ref().map(|kept| days(kept.period))) {
            Some(kept) if kept == answers => kept,
            Some(kept) => texts::keeping_period(kept, answers),
            None => texts::score_period(answers),
        })
    });
    view! {
        <FigureRow label=texts::keeping() period=period>
            <Figure id="retention.raw" label=retention::raw() reading=raw/>
            <Figure
                id="retention.sales_adjusted"
                label=retention::sales_adjusted()
                reading=by_sales
            />
            <Figure
                id="retention.profit_adjusted"
                label=retention::profit_adjusted()
                reading=by_profit
            />
            <Figure id="nps.score" label=feedback::nps() reading=score/>
        </FigureRow>
    }
    .into_any()
}

/// The net promoter score of the usual period, with its interval.
fn promoters() -> Reading {
    let period = derived::feedback_period();
    let counts = Session.read(|workspace| nps::count(workspace.feedback(), period));
    let Some(report) = counts.report() else {
        return Reading::unknown(feedback::undefined());
    };
    let whole = |score: f64| format::signed(score.round(), 0);
    let n = i64::from(counts.n());
    let answers = format::count(n as u64);
    let line = match report.interval() {
        Some(Interval { low, high, .. }) => {
            texts::score_line(answers, feedback::interval(whole(low), whole(high)))
        }
        None => texts::score_line_few(answers, feedback::too_few_for_interval()),
    };
    Reading::known(report.score, whole(report.score)).line(line).explained(Explanation {
        period: days(period),
        rows: Some((texts::see_feedback().to_owned(), "/feedback".to_owned())),
        ..explanation(&report)
    })
}
