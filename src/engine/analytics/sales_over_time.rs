//! Sales by calendar step: what was sold in each month, quarter or year, how often, to
//! how many, and how many of them were new.
//!
//! Sales are the known amounts, returns taken off. A *buyer* bought something, or for an
//! amount that is not known, on a day of the step ([`super::is_buy`]), and counts once;
//! *new* is whoever bought for the first time in it. The last step may not be over yet.

use super::purchase_days::PurchaseDays;
use super::{Sales, is_buy};
use crate::domain::{Day, Period, PurchaseFacts};

/// What was sold in one step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The whole step, also where its end is still to come.
    pub period: Period,
    /// Sales in it.
    pub sales: Sales,
    /// Purchases in it, returns and free items not counted.
    pub purchases: u32,
    /// Customers who bought in it.
    pub buyers: u32,
    /// Those of them for whom it was the first time.
    pub new: u32,
}

/// The last `count` steps of `months` calendar months (1, 3 or 12, from January on) up to
/// the one in which `until` lies, oldest first, without those before the first purchase.
/// Purchases after `until` are left out; `days` are those of the same purchases.
pub fn sales_over_time(
    purchases: PurchaseFacts<'_>,
    days: &PurchaseDays,
    live: &[bool],
    months: i32,
    until: Day,
    count: usize,
) -> Vec<Step> {
    let months = months.max(1);
    let step_of = |day: Day| day.month_index().div_euclid(months);
    let start_of = |step: i32| Day::from_month_index(step * months);
    let last = step_of(until);
    let begin = (last - count.min(10_000) as i32 + 1).max(step_of(Day::MIN));
    let steps = (last - begin + 1).max(0) as usize;
    if steps == 0 {
        return Vec::new();
    }
    let first = start_of(begin);
    // The step of each day, so that no purchase asks the calendar.
    let mut places = vec![0_u16; (until.0 - first.0 + 1).max(0) as usize];
    let mut next = 0;
    for step in 0..steps {
        let end = (start_of(begin + step as i32 + 1).0 - first.0).min(places.len() as i32);
        places[next..end.max(next as i32) as usize].fill(step as u16);
        next = end.max(next as i32) as usize;
    }
    let place = |day: i32| {
        let at = usize::try_from(i64::from(day) - i64::from(first.0)).ok()?;
        places.get(at).map(|step| usize::from(*step))
    };
    let blank = |step: usize| {
        let step = begin + step as i32;
        Step {
            period: Period { first: start_of(step), last: start_of(step + 1).plus_days(-1) },
            sales: Sales::default(),
            purchases: 0,
            buyers: 0,
            new: 0,
        }
    };
    let mut told: Vec<Step> = (0..steps).map(blank).collect();
    let rows = purchases.day.iter().zip(purchases.amount).zip(purchases.counts);
    for ((day, amount), _) in rows.filter(|(_, counts)| **counts) {
        if let Some(step) = place(*day) {
            told[step].sales.add(*amount);
            told[step].purchases += u32::from(is_buy(*amount));
        }
    }
    for (customer, _) in live.iter().enumerate().filter(|(_, live)| **live) {
        let own = days.of(customer);
        let mut seen = None;
        for step in own.iter().filter_map(|day| place(*day)) {
            if seen != Some(step) {
                told[step].buyers += 1;
                seen = Some(step);
            }
        }
        if let Some(step) = own.first().and_then(|day| place(*day)) {
            told[step].new += 1;
        }
    }
    let is_blank = |step: &Step| step.sales == Sales::default() && step.purchases == 0;
    let from = told.iter().position(|step| !is_blank(step)).unwrap_or(told.len());
    told.split_off(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{NO_AMOUNT, NO_ROW};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn of(rows: &[(u32, i32, i64)], months: i32, until: Day, count: usize) -> Vec<Step> {
        let facts = PurchaseFacts {
            customer: &rows.iter().map(|row| row.0).collect::<Vec<_>>(),
            day: &rows.iter().map(|row| row.1).collect::<Vec<_>>(),
            amount: &rows.iter().map(|row| row.2).collect::<Vec<_>>(),
            cost: &vec![NO_AMOUNT; rows.len()],
            counts: &vec![true; rows.len()],
        };
        let days = PurchaseDays::collect(facts, 9);
        sales_over_time(facts, &days, &[true; 9], months, until, count)
    }

    #[test]
    fn each_step_has_its_sales_buyers_and_new_ones() {
        let rows = [
            (0, day("2025-12-31").0, 100),
            (0, day("2026-01-01").0, 50),
            (1, day("2026-01-31").0, NO_AMOUNT),
            (1, day("2026-01-31").0, -20),
            (NO_ROW, day("2026-02-10").0, 7),
            (2, day("2026-02-11").0, 5),
        ];
        let told = of(&rows, 1, day("2026-02-10"), 12);
        let brief: Vec<_> =
            told.iter().map(|s| (s.sales.sum, s.purchases, s.buyers, s.new)).collect();
        assert_eq!(brief, [(100, 1, 1, 1), (30, 2, 2, 1), (7, 1, 0, 0)]);
        assert_eq!(told[2].period.last, day("2026-02-28"));
        assert_eq!(told[1].sales.unknown, 1);
        let years = of(&rows, 12, day("2026-12-31"), 12);
        assert_eq!(years.iter().map(|s| s.sales.sum).collect::<Vec<_>>(), [100, 42]);
        assert_eq!((years[1].buyers, years[1].new), (3, 2));
        assert_eq!(of(&rows, 1, day("2026-02-10"), 1).len(), 1);
        assert!(of(&rows, 1, day("2026-02-10"), 0).is_empty());
        assert!(of(&[], 1, day("2026-02-10"), 5).is_empty());
        assert!(!of(&[(0, Day::MAX.0, 1)], 12, Day::MAX, 5).is_empty());
    }

    proptest! {
        #[test]
        fn no_sale_is_lost_or_counted_twice(
            rows in prop::collection::vec((0..9_u32, 19_000..20_000_i32, -9..99_i64), 0..80),
            months in prop::sample::select(vec![1, 3, 12]),
        ) {
            let until = Day(20_000);
            let told = of(&rows, months, until, 200);
            let sum: i64 = rows.iter().map(|row| row.2).sum();
            prop_assert_eq!(told.iter().map(|step| step.sales.sum).sum::<i64>(), sum);
            let buyers: BTreeSet<u32> =
                rows.iter().filter(|row| row.2 > 0).map(|row| row.0).collect();
            prop_assert_eq!(told.iter().map(|step| step.new as usize).sum::<usize>(), buyers.len());
            for step in &told {
                let own: BTreeSet<u32> = rows
                    .iter()
                    .filter(|row| row.2 > 0 && step.period.contains(Day(row.1)))
                    .map(|row| row.0)
                    .collect();
                prop_assert_eq!(step.buyers as usize, own.len());
            }
        }
    }
}
