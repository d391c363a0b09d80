//! Retention period after period.

use super::{ActiveRule, Retention, measure_each};
use crate::domain::{Day, Period, PurchaseFacts};

/// Retention in one of several periods.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TrendPoint {
    /// The period.
    pub period: Period,
    /// Its retention.
    pub retention: Retention,
}

/// The last `count` periods of the same length up to and including `period`,
/// oldest first. A period of whole calendar months steps by as many months, so
/// that years stay years; any other steps by its number of days. Periods that
/// would begin before the calendar are left out.
pub fn preceding(period: Period, count: usize) -> Vec<Period> {
    let next = period.last.plus_days(1);
    let whole_months = period.first == period.first.month_start() && next == next.month_start();
    let months = next.month_index() - period.first.month_index();
    let mut periods = Vec::new();
    let mut last = period.last;
    while periods.len() < count {
        let first = if whole_months {
            last.plus_days(1).plus_months(-months)
        } else {
            last.plus_days(1 - period.days())
        };
        if first > last || first <= Day::MIN {
            break;
        }
        periods.push(Period { first, last });
        last = first.plus_days(-1);
    }
    periods.reverse();
    periods
}

/// Retention in each of `periods`, with the same window.
pub fn trend(
    purchases: PurchaseFacts<'_>,
    live: &[bool],
    window: i32,
    periods: &[Period],
) -> Vec<TrendPoint> {
    let measured = measure_each(purchases, live, window, periods);
    let point = |(period, retention): (&Period, _)| TrendPoint { period: *period, retention };
    periods.iter().zip(measured).map(point).collect()
}

/// The place of the first of several periods for which purchases cover the whole window
/// before it, if there is one. Of those active at the start of an earlier
/// one only some are known, above all those who buy often and stay: its rates lie too high to be compared
/// with later ones.
pub fn first_covered(periods: &[Period], window: i32, first_purchase: Day) -> Option<usize> {
    let is_covered =
        |period: &Period| ActiveRule { period: *period, window }.is_covered(first_purchase);
    periods.iter().position(is_covered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn periods_of_whole_months_step_by_months() {
        let year = Period { first: day("2025-04-01"), last: day("2026-03-31") };
        let years: Vec<String> =
            preceding(year, 3).iter().map(|p| format!("{}..{}", p.first, p.last)).collect();
        assert_eq!(
            years,
            ["2023-04-01..2024-03-31", "2024-04-01..2025-03-31", "2025-04-01..2026-03-31"]
        );
        let february = Period { first: day("2024-02-01"), last: day("2024-02-29") };
        assert_eq!(preceding(february, 2)[0].first, day("2024-01-01"));
    }

    #[test]
    fn other_periods_step_by_days() {
        let week = Period { first: day("2026-03-02"), last: day("2026-03-08") };
        assert_eq!(
            preceding(week, 2),
            [Period { first: day("2026-02-23"), last: day("2026-03-01") }, week]
        );
        assert_eq!(preceding(week, 0), []);
    }

    #[test]
    fn periods_before_the_calendar_are_left_out() {
        let first_year = Period { first: day("0002-01-01"), last: day("0002-12-31") };
        assert_eq!(preceding(first_year, 5), [first_year]);
        let backwards = Period { first: day("2026-02-02"), last: day("2026-01-01") };
        assert_eq!(preceding(backwards, 5), []);
    }

    #[test]
    fn each_period_is_counted_on_its_own() {
        // One customer buys each January, another only in the first.
        let days = [day("2024-01-10").0, day("2024-01-20").0, day("2025-01-10").0];
        let facts = PurchaseFacts {
            customer: &[0, 1, 0],
            day: &days,
            amount: &[10; 3],
            cost: &[5; 3],
            counts: &[true; 3],
        };
        let year = Period { first: day("2025-01-01"), last: day("2025-12-31") };
        let points = trend(facts, &[true, true], 365, &preceding(year, 2));
        assert_eq!((points[0].retention.active_at_start, points[0].retention.new), (0, 2));
        assert_eq!(points[1].retention.raw, Ok(0.5));
    }

    /// Retention was said to have fallen from a point at whose start only some months of
    /// purchases were known.
    #[test]
    fn points_before_the_window_is_known_are_not_compared() {
        let period = |first: &str, last: &str| Period { first: day(first), last: day(last) };
        let periods = [
            period("2024-04-01", "2025-03-31"),
            period("2024-07-01", "2025-06-30"),
            period("2025-01-01", "2025-12-31"),
        ];
        let first = |first_purchase: &str| first_covered(&periods, 365, day(first_purchase));
        assert_eq!(first("2023-11-02"), Some(2));
        assert_eq!(first("2023-07-02"), Some(1));
        assert_eq!(first("2020-01-01"), Some(0));
        assert_eq!(first("2025-06-01"), None);
    }
}
