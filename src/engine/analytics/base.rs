//! The whole base in a few figures: how many customers, how many purchases, how
//! much was sold.

//!
//! # Change
//! The change of a figure on the period before is a share of that, (now − before) ÷
//! before, unless it would say nothing: where the period before had fewer than
//! [`LEAST_BEFORE`] purchases, or the figure is more than [`MOST_TIMES`] times what
//! it was, both amounts are told instead. Without a figure before there is no
//! change.

use super::{Sales, is_buy};
use crate::domain::{Day, NO_AMOUNT, Period, PurchaseFacts};

/// Figures of the whole base.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BaseFigures {
    /// Customers that are not deleted, whether they bought or not.
    pub customers: u32,
    /// Those of them who bought in the period.
    pub buyers: u32,
    /// Purchases and returns in the period that count.
    pub purchases: u32,
    /// Those of them with a negative amount.
    pub returns: u32,
    /// Sales in the period.
    pub sales: Sales,
    /// Profit in the period as far as known; `None` if it is known of no purchase.
    pub profit: Option<i64>,
    /// Purchases whose amount or cost is not known.
    pub profit_unknown: u32,
}

/// Purchases from which on a period is a base for shares.
pub const LEAST_BEFORE: u32 = 5;

/// How many times its base a figure may be and still be told as a share of it.
pub const MOST_TIMES: f64 = 10.0;

/// How a figure changed on the period before.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Change {
    /// By this share of what it was.
    Share(f64),
    /// From too little for a share: both amounts are to be told.
    Amounts,
}

/// The change of one figure from one period's figures to another's; `None` if there
/// was none before.
pub fn change(
    before: &BaseFigures,
    now: &BaseFigures,
    of: impl Fn(&BaseFigures) -> i64,
) -> Option<Change> {
    let (from, to) = (of(before) as f64, of(now) as f64);
    let tiny = before.purchases < LEAST_BEFORE || to > MOST_TIMES * from;
    (from > 0.0).then_some(if tiny { Change::Amounts } else { Change::Share(to / from - 1.0) })
}

/// The figures of a period, or of all time for `None`. Purchases without a
/// known customer count as purchases and sales; those without a known day count
/// for all time only.
pub fn base_figures(
    purchases: PurchaseFacts<'_>,
    live: &[bool],
    period: Option<Period>,
) -> BaseFigures {
    let mut figures = BaseFigures {
        customers: live.iter().filter(|live| **live).count() as u32,
        ..BaseFigures::default()
    };
    let mut bought = vec![false; live.len()];
    let rows = purchases.day.iter().zip(purchases.counts).zip(purchases.customer);
    for ((((&day, &counts), &customer), &amount), &cost) in
        rows.zip(purchases.amount).zip(purchases.cost)
    {
        if !counts || period.is_some_and(|period| !period.contains(Day(day))) {
            continue;
        }
        figures.purchases += 1;
        figures.sales.add(amount);
        figures.returns += u32::from(amount < 0 && amount != NO_AMOUNT);
        if amount == NO_AMOUNT || cost == NO_AMOUNT {
            figures.profit_unknown += 1;
        } else {
            let earned = amount.saturating_sub(cost);
            figures.profit = Some(figures.profit.unwrap_or(0).saturating_add(earned));
        }
        if let Some(buyer) = bought.get_mut(customer as usize) {
            *buyer |= is_buy(amount);
        }
    }
    figures.buyers = bought.iter().zip(live).filter(|(b, l)| **b && **l).count() as u32;
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NO_ROW;
    use proptest::prelude::*;

    const FACTS: PurchaseFacts<'static> = PurchaseFacts {
        customer: &[0, 1, NO_ROW, 1, 0, 2],
        day: &[5, 6, 6, 7, i32::MIN, 6],
        amount: &[100, -20, 50, NO_AMOUNT, 30, 8],
        cost: &[60, NO_AMOUNT, 10, 10, 10, 1],
        counts: &[true, true, true, true, true, false],
    };

    #[test]
    fn all_time_counts_every_purchase_that_counts() {
        let figures = base_figures(FACTS, &[true, true, false, true], None);
        let expect = BaseFigures {
            customers: 3,
            buyers: 2,
            purchases: 5,
            returns: 1,
            sales: Sales { sum: 160, known: 4, unknown: 1 },
            profit: Some(40 + 40 + 20),
            profit_unknown: 2,
        };
        assert_eq!(figures, expect);
    }

    #[test]
    fn a_period_counts_what_lies_in_it() {
        let period = Period { first: Day(6), last: Day(6) };
        let figures = base_figures(FACTS, &[true, true, false], Some(period));
        assert_eq!((figures.purchases, figures.sales.sum, figures.buyers), (2, 30, 0));
        assert_eq!(figures.customers, 2);
    }

    #[test]
    fn an_empty_base_has_no_profit_rather_than_none_earned() {
        let figures = base_figures(FACTS, &[], Some(Period { first: Day(90), last: Day(91) }));
        assert_eq!(figures, BaseFigures::default());
        assert_eq!(figures.profit, None);
    }

    /// Sales after a year of two small purchases were told as +10,067 %.
    #[test]
    fn a_change_from_next_to_nothing_is_told_in_amounts() {
        let year = |purchases, sum| {
            let sales = Sales { sum, known: purchases, unknown: 0 };
            BaseFigures { purchases, sales, ..BaseFigures::default() }
        };
        let check = |before, now, expect| {
            assert_eq!(change(&before, &now, |base| base.sales.sum), expect, "{before:?} {now:?}");
        };
        check(year(2, 150), year(900, 15_250), Some(Change::Amounts));
        check(year(4, 1_000), year(6, 1_500), Some(Change::Amounts));
        check(year(5, 1_000), year(6, 1_500), Some(Change::Share(0.5)));
        check(year(50, 100), year(60, 1_000), Some(Change::Share(9.0)));
        check(year(50, 100), year(60, 1_001), Some(Change::Amounts));
        check(year(50, 0), year(60, 1_000), None);
        check(year(50, -5), year(60, 1_000), None);
    }

    proptest! {
        #[test]
        fn neighbouring_periods_add_up(rows in prop::collection::vec((0..5_u32, 0..40_i32, -9..50_i64), 0..50), cut in 0..40_i32) {
            let facts = PurchaseFacts {
                customer: &rows.iter().map(|r| r.0).collect::<Vec<_>>(),
                day: &rows.iter().map(|r| r.1).collect::<Vec<_>>(),
                amount: &rows.iter().map(|r| r.2).collect::<Vec<_>>(),
                cost: &vec![3; rows.len()],
                counts: &vec![true; rows.len()],
            };
            let of = |first, last| base_figures(facts, &[true; 5], Some(Period { first: Day(first), last: Day(last) }));
            let (all, early, late) = (of(0, 40), of(0, cut), of(cut + 1, 40));
            prop_assert_eq!(all.purchases, early.purchases + late.purchases);
            prop_assert_eq!(all.sales.sum, early.sales.sum + late.sales.sum);
            prop_assert!(all.buyers <= early.buyers + late.buyers);
        }
    }
}
