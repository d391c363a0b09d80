//! The days on which each customer bought, in order and without doubles: what
//! the ladder, rhythms and gaps are counted from.
//!
//! Several purchases of one day are one visit. Only purchases that
//! [`is_buy`] says are counted; a return is no visit. Built once in four scans
//! without hashing or comparing (the span, counts, the purchases by day, each
//! customer's days in that order), then asked for any date.

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
        let known = |day: &i32| (Day::MIN.0..=Day::MAX.0).contains(day);
        let columns = || {
            let rows = purchases.customer.iter().zip(purchases.day);
            rows.zip(purchases.amount)
                .zip(purchases.counts)
                .filter(|(((customer, day), amount), counts)| {
                    **counts && is_buy(**amount) && known(day) && (**customer as usize) < customers
                })
                .map(|(((customer, day), _), _)| (*customer as usize, *day))
        };
        let mut bounds = vec![(0_u32, 0_u32); customers];
        let days = purchases.day.iter().copied().filter(known);
        let (first, last) =
            days.fold((i32::MAX, i32::MIN), |(first, last), day| (first.min(day), last.max(day)));
        if first > last {
            return PurchaseDays { bounds, days: Vec::new() };
        }
        // How many purchases each customer and each day has, then where they begin.
        let mut of_day = vec![0_u32; (last - first) as usize + 2];
        for (customer, day) in columns() {
            bounds[customer].1 += 1;
            of_day[(day - first) as usize + 1] += 1;
        }
        let mut total = 0;
        for bound in &mut bounds {
            let count = bound.1;
            *bound = (total, total);
            total += count;
        }
        for day in 1..of_day.len() {
            of_day[day] += of_day[day - 1];
        }
        // The customers in the order of the days: who is met later bought later, so no
        // customer's days need to be sorted.
        let mut in_order = vec![0_u32; total as usize];
        for (customer, day) in columns() {
            let place = &mut of_day[(day - first) as usize];
            in_order[*place as usize] = customer as u32;
            *place += 1;
        }
        let mut days = vec![0; total as usize];
        let mut from = 0;
        // Each day's place has moved on to its end.
        for (day, to) in (first..=last).zip(&of_day) {
            for customer in &in_order[from..*to as usize] {
                let (start, end) = &mut bounds[*customer as usize];
                let is_new = *start == *end || days[*end as usize - 1] != day;
                if is_new {
                    days[*end as usize] = day;
                    *end += 1;
                }
            }
            from = *to as usize;
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
