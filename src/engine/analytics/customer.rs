//! One customer's own figures.
//!
//! Sales and profit sum what is known, returns taken off; profit is amount minus
//! cost where both are known. Orders, dates and the usual time between purchases
//! are those of purchases that [`is_buy`] says are ones: returns and free items
//! are no orders. Nothing after `today` is left out: a purchase dated tomorrow
//! is the last one, and the days since are then negative.

use super::purchase_days::median_gap;
use super::{Sales, add_known, is_buy};
use crate::domain::{Day, NO_AMOUNT, PurchaseFacts, facts::day_of};

/// What one customer bought, and in what rhythm.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct CustomerFigures {
    /// Purchases that count, returns not included.
    pub purchases: u32,
    /// Returns: rows with a negative amount.
    pub returns: u32,
    /// Sales to them.
    pub sales: Sales,
    /// Profit as far as known, in minor units; `None` if it is known of no row.
    pub profit: Option<i64>,
    /// Rows whose amount or cost is not known.
    pub profit_unknown: u32,
    /// The day of the first purchase.
    pub first: Option<Day>,
    /// The day of the last purchase.
    pub last: Option<Day>,
    /// Mean known amount of a purchase, in minor units.
    pub average_order: Option<f64>,
    /// Days with a purchase.
    pub purchase_days: u32,
    /// Median days between purchase days; `None` below two of them.
    pub usual_gap: Option<f64>,
    /// Days from the last purchase to today.
    pub days_since_last: Option<i32>,
}

/// The figures of the customer whose purchases stand in `rows`. Rows that do
/// not count or do not exist are left out; the caller vouches that the rest are
/// one customer's.
pub fn customer_figures(purchases: PurchaseFacts<'_>, rows: &[u32], today: Day) -> CustomerFigures {
    let mut figures = CustomerFigures::default();
    let (mut ordered, mut orders_known) = (0_i64, 0_u32);
    let mut days = Vec::new();
    for &row in rows {
        let row = row as usize;
        let (Some(true), Some(&amount)) = (purchases.counts.get(row), purchases.amount.get(row))
        else {
            continue;
        };
        figures.sales.add(amount);
        let cost = purchases.cost.get(row).copied().unwrap_or(NO_AMOUNT);
        if amount == NO_AMOUNT || cost == NO_AMOUNT {
            figures.profit_unknown += 1;
        } else {
            let earned = amount.saturating_sub(cost);
            figures.profit = Some(figures.profit.unwrap_or(0).saturating_add(earned));
        }
        figures.returns += u32::from(amount < 0 && amount != NO_AMOUNT);
        if is_buy(amount) {
            figures.purchases += 1;
            add_known(&mut ordered, amount);
            orders_known += u32::from(amount != NO_AMOUNT);
            days.extend(purchases.day.get(row).copied().and_then(day_of).map(|day| day.0));
        }
    }
    days.sort_unstable();
    days.dedup();
    figures.first = days.first().map(|day| Day(*day));
    figures.last = days.last().map(|day| Day(*day));
    figures.average_order = (orders_known > 0).then(|| ordered as f64 / f64::from(orders_known));
    figures.purchase_days = days.len() as u32;
    figures.usual_gap = median_gap(&days);
    figures.days_since_last = figures.last.map(|last| today.0 - last.0);
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: PurchaseFacts<'static> = PurchaseFacts {
        customer: &[0; 7],
        day: &[30, 10, 20, 20, 40, i32::MIN, 99],
        amount: &[300, 100, 200, -50, 0, NO_AMOUNT, 7],
        cost: &[200, 60, NO_AMOUNT, -20, 5, 3, 1],
        counts: &[true, true, true, true, true, true, false],
    };

    #[test]
    fn one_customers_figures_come_from_the_rows_given() {
        let figures = customer_figures(FACTS, &[0, 1, 2, 3, 4, 5, 6, 700], Day(45));
        assert_eq!(figures.purchases, 4, "three known amounts and one not known");
        assert_eq!(figures.returns, 1);
        assert_eq!((figures.sales.sum, figures.sales.unknown), (550, 1));
        assert_eq!((figures.profit, figures.profit_unknown), (Some(100 + 40 - 30 - 5), 2));
        assert_eq!((figures.first, figures.last), (Some(Day(10)), Some(Day(30))));
        assert_eq!(figures.average_order, Some(200.0));
        assert_eq!((figures.purchase_days, figures.usual_gap), (3, Some(10.0)));
        assert_eq!(figures.days_since_last, Some(15));
    }

    #[test]
    fn without_purchases_nothing_is_made_up() {
        assert_eq!(customer_figures(FACTS, &[], Day(45)), CustomerFigures::default());
        let only_return = customer_figures(FACTS, &[3], Day(45));
        assert_eq!((only_return.sales.sum, only_return.returns), (-50, 1));
        assert_eq!((only_return.last, only_return.average_order), (None, None));
    }

    #[test]
    fn unknown_profit_is_none_and_not_zero() {
        let figures = customer_figures(FACTS, &[2], Day(45));
        assert_eq!((figures.profit, figures.profit_unknown), (None, 1));
    }
}
