//! The customer's own figures.

use crate::app::session::Session;
use crate::components::{Explanation, Figure, FigureRow, Reading, Tone, format};
use crate::words::customers as texts;
use leptos::prelude::*;
use tangga_engine::analytics::customer::{CustomerFigures, customer_figures};
use tangga_engine::domain::{Collection, RecordId};

#[component]
pub(super) fn OwnFigures(id: RecordId) -> impl IntoView {
    let figures = Memo::new(move |_| {
        let today = Session.today();
        Session.read(|workspace| {
            let rows = workspace
                .row(Collection::Customer, id)
                .map(|row| workspace.rows_about(Collection::Purchase, row))
                .unwrap_or_default();
            customer_figures(workspace.purchases(), &rows, today)
        })
    });
    let reading = move |of: fn(&CustomerFigures) -> Reading| Memo::new(move |_| figures.with(of));
    view! {
        <div class="customer-figures">
            <FigureRow label=texts::own_figures()>
                <Figure
                    id="customer.purchases"
                    label=texts::purchases()
                    reading=reading(purchases)
                    compact=true
                />
                <Figure id="customer.sales" label=texts::sales() reading=reading(sales) compact=true/>
                <Figure id="customer.profit" label=texts::profit() reading=reading(profit) compact=true/>
                <Figure
                    id="customer.average_purchase"
                    label=texts::average()
                    reading=reading(average)
                    compact=true
                />
                <Figure
                    id="customer.days_since_last"
                    label=texts::last_purchase()
                    reading=reading(last)
                    compact=true
                />
                <Figure
                    id="customer.usual_gap"
                    label=texts::usual_interval()
                    reading=reading(usual_gap)
                    compact=true
                />
            </FigureRow>
        </div>
    }
    .into_any()
}

fn definition(text: &str, formula: String) -> Explanation {
    Explanation { definition: text.to_owned(), formula, ..Explanation::default() }
}

fn purchases(figures: &CustomerFigures) -> Reading {
    let mut line = Vec::new();
    if let Some(first) = figures.first {
        line.push(texts::since_first(format::date(first)));
    }
    if figures.returns > 0 {
        line.push(texts::purchases_line(&format::count(u64::from(figures.returns))));
    }
    let count = format::integer(i64::from(figures.purchases));
    Reading::known(f64::from(figures.purchases), count.clone())
        .line(line.join(", "))
        .explained(definition(texts::purchases_meaning(), count))
}

fn sales(figures: &CustomerFigures) -> Reading {
    let unknown = match figures.sales.unknown {
        0 => String::new(),
        n => texts::sales_unknown(&format::count(u64::from(n))),
    };
    match figures.sales.total() {
        None => Reading::unknown(unknown),
        Some(_) if figures.sales.known == 0 => Reading::unknown(texts::no_purchase_yet()),
        Some(minor) => {
            let currency = Session.currency();
            let sales = format::money(minor, &currency);
            Reading::known(currency.major(minor), sales.clone())
                .line(unknown)
                .explained(definition(texts::sales_meaning(), sales))
        }
    }
}

fn profit(figures: &CustomerFigures) -> Reading {
    let Some(profit) = figures.profit else {
        let nothing = figures.purchases == 0 && figures.profit_unknown == 0;
        return Reading::unknown(if nothing {
            texts::no_purchase_yet()
        } else {
            texts::profit_missing()
        });
    };
    let currency = Session.currency();
    let text = format::money(profit, &currency);
    let line = match figures.profit_unknown {
        0 => String::new(),
        n => texts::profit_partly(&format::count(u64::from(n))),
    };
    Reading::known(currency.major(profit), text.clone())
        .line(line)
        .explained(definition(texts::profit_meaning(), text))
}

fn average(figures: &CustomerFigures) -> Reading {
    let Some(average) = figures.average_order else {
        return Reading::unknown(match figures.purchases {
            0 => texts::no_purchase_yet().to_owned(),
            n => texts::sales_unknown(&format::count(u64::from(n))),
        });
    };
    let currency = Session.currency();
    let text = format::money(average.round() as i64, &currency);
    Reading::known(average / currency.scale() as f64, text.clone())
        .explained(definition(texts::average_meaning(), text))
}

fn last(figures: &CustomerFigures) -> Reading {
    let Some((last, days)) = figures.last.zip(figures.days_since_last) else {
        return Reading::unknown(texts::no_purchase_yet());
    };
    let late = figures.usual_gap.is_some_and(|gap| f64::from(days) > 1.5 * gap && days > 7);
    let today = Session.today();
    let reading = Reading::known(f64::from(days), format::relative(last, today))
        .line(format::date(last))
        .explained(definition(
            texts::last_meaning(),
            texts::days(&format::count(u64::from(days.unsigned_abs()))),
        ));
    if late { reading.beside(texts::longer_than_usual(), Tone::Careful) } else { reading }
}

fn usual_gap(figures: &CustomerFigures) -> Reading {
    let Some(gap) = figures.usual_gap else {
        return Reading::unknown(if figures.purchases == 0 {
            texts::no_purchase_yet()
        } else {
            texts::gap_missing()
        });
    };
    let days = texts::days(&format::count(gap.round() as u64));
    let formula = figures.first.zip(figures.last).map(|(first, last)| {
        let n = format::integer(i64::from(figures.purchase_days));
        texts::gap_formula(n, format::date(first), format::date(last), &days)
    });
    Reading::known(gap, days)
        .explained(definition(texts::gap_meaning(), formula.unwrap_or_default()))
}
