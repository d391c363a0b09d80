//! The figures that matter, with their change on the period before.

use super::attention::Attention;
use super::keeping::Keeping;
use crate::app::derived;
use crate::app::session::Session;
use crate::components::{Explanation, Figure, FigureRow, PageHeader, Reading, Tone, format};
use crate::pages::data::UndoButtons;
use crate::pages::ladder::LadderNow;
use crate::words::{customers, feedback, home as texts, retention};
use leptos::prelude::*;
use tangga_engine::analytics::base::BaseFigures;
use tangga_engine::analytics::nps;
use tangga_engine::analytics::retention::{ActiveRule, Rate, Retention, Undefined, preceding};
use tangga_engine::domain::{Collection, Currency, Period};

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
        let period = derived::twelve_months_to(derived::told_until());
        let earlier = derived::twelve_months_to(period.first.plus_days(-1));
        Bases {
            all: *derived::base_figures(None),
            year: *derived::base_figures(Some(period)),
            before: *derived::base_figures(Some(earlier)),
            period,
            currency: Session.currency(),
        }
    }

    /// The change of a figure on the twelve months before.
    fn change(&self, of: fn(&BaseFigures) -> i64) -> Option<(String, Tone)> {
        let (now, before) = (of(&self.year) as f64, of(&self.before) as f64);
        (before > 0.0).then(|| {
            let change = now / before - 1.0;
            let tone = if change < 0.0 { Tone::Bad } else { Tone::Good };
            (format::percent_signed(change, 0), tone)
        })
    }

    /// Which twelve months these are.
    fn when(&self) -> String {
        if self.period.last == Session.today() {
            texts::last_year().to_owned()
        } else {
            texts::year_to(format::date(self.period.last))
        }
    }

    fn period(&self) -> String {
        texts::period(format::date(self.period.first), format::date(self.period.last))
    }

    fn reading(
        &self,
        value: f64,
        text: String,
        line: String,
        of: fn(&BaseFigures) -> i64,
        definition: &str,
    ) -> Reading {
        let explanation = Explanation {
            definition: definition.to_owned(),
            formula: self.period(),
            ..Explanation::default()
        };
        let line = match self.change(of) {
            Some((change, _)) => texts::year_and_change(&line, change),
            None => line,
        };
        Reading::known(value, text).line(line).explained(explanation)
    }
}

#[component]
fn Base() -> impl IntoView {
    let bases = Memo::new(|_| Bases::now());
    let number = |n: u32| format::integer(i64::from(n));
    let people = Memo::new(move |_| {
        bases.with(|bases| {
            bases.reading(
                f64::from(bases.all.customers),
                number(bases.all.customers),
                texts::buyers_line(number(bases.year.buyers), bases.when()),
                |base| i64::from(base.buyers),
                texts::define_customers(),
            )
        })
    });
    let purchases = Memo::new(move |_| {
        bases.with(|bases| {
            bases.reading(
                f64::from(bases.all.purchases),
                number(bases.all.purchases),
                format!("{} {}", number(bases.year.purchases), bases.when()),
                |base| i64::from(base.purchases),
                texts::define_purchases(),
            )
        })
    });
    let sales = Memo::new(move |_| {
        bases.with(|bases| {
            let minor = bases.all.sales;
            let currency = &bases.currency;
            let year = format::money_compact(bases.year.sales, currency);
            bases.reading(
                currency.major(minor),
                format::money_compact(minor, currency),
                format!("{year} {}", bases.when()),
                |base| base.sales,
                &texts::define_sales(format::money(minor, currency)),
            )
        })
    });
    view! {
        <FigureRow label=texts::base()>
            <Figure id="customers.count" label=customers::title() reading=people/>
            <Figure id="purchases.count" label=customers::purchases() reading=purchases/>
            <Figure id="purchases.sales" label=texts::sales() reading=sales/>
        </FigureRow>
    }
    .into_any()
}

/// Retention in its period and in the one before.
#[derive(Clone, PartialEq)]
struct Kept {
    now: Retention,
    before: Option<Retention>,
    period: Period,
}

impl Kept {
    fn usual() -> Option<Kept> {
        let period = derived::retention_period()?;
        let window = derived::active_window();
        let earlier = match preceding(period, 2).as_slice() {
            [earlier, _] => Some(*earlier),
            _ => None,
        };
        let before = earlier.map(|period| *derived::retention(ActiveRule { period, window }));
        let now = *derived::retention(ActiveRule { period, window });
        Some(Kept { now, before, period })
    }

    fn reading(&self, rate: fn(&Retention) -> Rate, line: String, definition: &str) -> Reading {
        let share = match rate(&self.now) {
            Ok(share) => share,
            Err(reason) => return Reading::unknown(undefined(reason)),
        };
        let reading = Reading::known(share, format::decimal(share * 100.0, 1)).unit("%");
        let before = self.before.as_ref().and_then(|before| rate(before).ok());
        let reading = match before {
            Some(before) => {
                let points = (share - before) * 100.0;
                let tone = if points < 0.0 { Tone::Bad } else { Tone::Good };
                reading.beside(texts::points(format::signed(points, 1)), tone)
            }
            None => reading,
        };
        let period = texts::period(format::date(self.period.first), format::date(self.period.last));
        let explanation = Explanation {
            definition: definition.to_owned(),
            formula: period,
            source: retention::source().to_owned(),
            rows: Some((texts::see_retention().to_owned(), "/retention".to_owned())),
        };
        reading.line(line).explained(explanation)
    }
}

fn undefined(reason: Undefined) -> &'static str {
    match reason {
        Undefined::NobodyActive => retention::undefined_no_base(),
        Undefined::SalesNotKnown | Undefined::SalesNotPositive => retention::undefined_no_sales(),
        Undefined::ProfitNotKnown => retention::undefined_no_cost(),
        Undefined::ProfitNotPositive => retention::undefined_no_profit(),
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
        let number = |n: u32| format::integer(i64::from(n));
        let line = retention::left_of(number(kept.now.lost), number(kept.now.active_at_start));
        kept.reading(|r| r.raw, line, retention::define_raw())
    });
    let by_sales = reading(|kept| {
        let share = kept.now.sales_adjusted.map(|share| format::percent(1.0 - share, 1));
        let line = share.map(retention::left_sales).unwrap_or_default();
        kept.reading(|r| r.sales_adjusted, line, retention::define_sales())
    });
    let by_profit = reading(|kept| {
        let share = kept.now.profit_adjusted.map(|share| format::percent(1.0 - share, 1));
        let line = share.map(retention::left_profit).unwrap_or_default();
        kept.reading(|r| r.profit_adjusted, line, retention::define_profit())
    });
    let score = Memo::new(|_| promoters());
    view! {
        <FigureRow label=texts::keeping()>
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
    let interval = feedback::interval(whole(report.adjusted.low), whole(report.adjusted.high));
    Reading::known(report.score, whole(report.score))
        .line(texts::score_line(format::count(n as u64), interval))
        .explained(Explanation {
            definition: feedback::define_nps().to_owned(),
            formula: feedback::formula_nps(
                format::integer(i64::from(counts.promoters)),
                format::integer(i64::from(counts.detractors)),
                format::integer(n),
                whole(report.score),
            ),
            source: feedback::source_nps().to_owned(),
            rows: Some((texts::see_feedback().to_owned(), "/feedback".to_owned())),
        })
}
