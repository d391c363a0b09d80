//! The days on which each customer bought, in order and without doubles: what
//! the ladder, rhythms and gaps are counted from.
//!
//! Several purchases of one day are one visit. Only purchases that
//! [`is_buy`] says are counted; a return is no visit. Built once in three scans
//! without hashing (count, place, sort each customer's few days), then asked
//! for any date.

use super::is_buy;
use crate::domain::{Day, PurchaseFacts};

/// Each customer's purchase days, ascending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PurchaseDays {
    /// Where each customer's days begin and end in `days`.
    bounds: Vec<(u32, u32)>,
    days: Vec<i32>,
}

impl PurchaseDays {
    /// Collects the days of `customers` customer rows. Purchases without a known
    /// day or customer are not counted.
    pub fn collect(purchases: PurchaseFacts<'_>, customers: usize) -> PurchaseDays {
        let columns = || {
            let rows = purchases.customer.iter().zip(purchases.day);
            rows.zip(purchases.amount)
                .zip(purchases.counts)
                .filter(|(((customer, day), amount), counts)| {
                    **counts
                        && is_buy(**amount)
                        && **day != i32::MIN
                        && (**customer as usize) < customers
                })
                .map(|(((customer, day), _), _)| (*customer as usize, *day))
        };
        let mut bounds = vec![(0_u32, 0_u32); customers];
        for (customer, _) in columns() {
            bounds[customer].1 += 1;
        }
        let mut total = 0;
        for bound in &mut bounds {
            let count = bound.1;
            *bound = (total, total);
            total += count;
        }
        let mut days = vec![0; total as usize];
        for (customer, day) in columns() {
            let end = &mut bounds[customer].1;
            days[*end as usize] = day;
            *end += 1;
        }
        for (start, end) in &mut bounds {
            let own = &mut days[*start as usize..*end as usize];
            if !own.is_sorted() {
                own.sort_unstable();
            }
            *end = *start + without_doubles(own) as u32;
        }
        PurchaseDays { bounds, days }
    }

    /// How many customers there are.
    pub fn customers(&self) -> usize {
        self.bounds.len()
    }

    /// The days of one customer, ascending; none if there is no such row.
    pub fn of(&self, customer: usize) -> &[i32] {
        self.bounds
            .get(customer)
            .map_or(&[][..], |(start, end)| &self.days[*start as usize..*end as usize])
    }

    /// The days of one customer up to and including `until`.
    pub fn until(&self, customer: usize, until: Day) -> &[i32] {
        let days = self.of(customer);
        &days[..days.partition_point(|day| *day <= until.0)]
    }
}

/// How many of `days`, ascending, lie within the `window` days that end with
/// and include `until`.
pub fn within(days: &[i32], until: Day, window: i32) -> usize {
    let after = i64::from(until.0) - i64::from(window);
    days.partition_point(|day| *day <= until.0)
        - days.partition_point(|day| i64::from(*day) <= after.min(i64::from(until.0)))
}

/// The middle gap between neighbouring days, in days: the usual time between
/// purchases. `None` with fewer than two days. With an even number of gaps it
/// is the mean of the middle two.
pub fn median_gap(days: &[i32]) -> Option<f64> {
    let mut gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    let middle = gaps.len() / 2;
    match gaps.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(f64::from(gaps[middle])),
        _ => Some(f64::midpoint(f64::from(gaps[middle - 1]), f64::from(gaps[middle]))),
    }
}

/// Moves the different values of a sorted slice to its front and says how many
/// there are.
fn without_doubles(sorted: &mut [i32]) -> usize {
    let mut kept = 0;
    for at in 0..sorted.len() {
        if kept == 0 || sorted[kept - 1] != sorted[at] {
            sorted[kept] = sorted[at];
            kept += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{NO_AMOUNT, NO_ROW};
    use proptest::prelude::*;

    fn collect(rows: &[(u32, i32, i64)], customers: usize) -> PurchaseDays {
        let facts = PurchaseFacts {
            customer: &rows.iter().map(|r| r.0).collect::<Vec<_>>(),
            day: &rows.iter().map(|r| r.1).collect::<Vec<_>>(),
            amount: &rows.iter().map(|r| r.2).collect::<Vec<_>>(),
            cost: &vec![NO_AMOUNT; rows.len()],
            counts: &vec![true; rows.len()],
        };
        PurchaseDays::collect(facts, customers)
    }

    #[test]
    fn days_are_in_order_and_counted_once() {
        let days = collect(
            &[(1, 9, 5), (0, 4, 5), (1, 3, 5), (1, 9, 7), (1, 3, NO_AMOUNT), (1, 5, -5), (1, 6, 0)],
            3,
        );
        assert_eq!(days.customers(), 3);
        assert_eq!(days.of(0), [4]);
        assert_eq!(days.of(1), [3, 9]);
        assert_eq!(days.of(2), [0; 0]);
        assert_eq!(days.of(3), [0; 0]);
        assert_eq!(days.until(1, Day(8)), [3]);
        assert_eq!(days.until(1, Day(9)), [3, 9]);
    }

    #[test]
    fn what_has_no_day_or_customer_is_left_out() {
        let days = collect(&[(NO_ROW, 4, 5), (0, i32::MIN, 5), (5, 4, 5)], 1);
        assert_eq!(days.of(0), [0; 0]);
    }

    #[test]
    fn the_window_includes_its_last_day_and_has_its_length() {
        let days = [10, 11, 12, 20];
        assert_eq!(within(&days, Day(12), 2), 2);
        assert_eq!(within(&days, Day(12), 3), 3);
        assert_eq!(within(&days, Day(20), 8), 1);
        assert_eq!(within(&days, Day(20), 9), 2);
        assert_eq!(within(&days, Day(9), 100), 0);
        assert_eq!(within(&days, Day(20), 0), 0);
        assert_eq!(within(&days, Day(20), -5), 0);
    }

    #[test]
    fn the_median_gap_is_the_usual_time_between_purchases() {
        assert_eq!(median_gap(&[]), None);
        assert_eq!(median_gap(&[5]), None);
        assert_eq!(median_gap(&[5, 12]), Some(7.0));
        assert_eq!(median_gap(&[0, 7, 14, 114]), Some(7.0));
        assert_eq!(median_gap(&[0, 7, 17]), Some(8.5));
    }

    proptest! {
        #[test]
        fn the_days_are_those_of_a_set(rows in prop::collection::vec((0..6_u32, 0..30_i32, -3..9_i64), 0..80)) {
            let days = collect(&rows, 6);
            for customer in 0..6 {
                let expect: std::collections::BTreeSet<i32> = rows
                    .iter()
                    .filter(|r| r.0 == customer && r.2 > 0)
                    .map(|r| r.1)
                    .collect();
                prop_assert_eq!(days.of(customer as usize), expect.into_iter().collect::<Vec<_>>());
            }
        }
    }
}
