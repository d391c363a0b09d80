//! Business dates. A purchase happened on a civil day; the figures are the
//! same in every time zone.
//!
//! Days and dates turn into each other by the formulas of H. Hinnant,
//! *chrono-compatible low-level date algorithms*; the crate `jiff` judges them in
//! a test over the whole calendar.

use std::fmt;

/// Days from 0000-03-01, where the calendar's formulas begin, to 1970-01-01.
const MARCH_1_OF_YEAR_0: i32 = 719_468;

/// A civil day, as days since 1970-01-01. Between the years 1 and 9999.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i32);

impl Day {
    /// The first day that Tangga holds, 0001-01-01.
    pub const MIN: Day = Day(-719_162);
    /// The last day that Tangga holds, 9999-12-31.
    pub const MAX: Day = Day(2_932_896);

    /// The day of a year, month (1–12) and day of month; `None` if there is
    /// no such day.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Day> {
        let year = i32::from(year);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + i8::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let exists =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=last).contains(&day);
        if !exists {
            return None;
        }
        // Counted from March on, the leap day is the year's last.
        let month = i32::from(month);
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let before_year = year * 365 + year / 4 - year / 100 + year / 400;
        let before_month = (153 * month + 2) / 5;
        Some(Day(before_year + before_month + i32::from(day) - 1 - MARCH_1_OF_YEAR_0))
    }

    /// Year, month (1–12), day of month (1–31).
    pub fn ymd(self) -> (i16, i8, i8) {
        // The formulas of `from_ymd` backwards, with 400 years as one cycle.
        let days = self.0.clamp(Day::MIN.0, Day::MAX.0) + MARCH_1_OF_YEAR_0;
        let (cycle, day) = (days / 146_097, days % 146_097);
        let year_of_cycle = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let year = cycle * 400 + year_of_cycle + i32::from(month > 9);
        let month = if month > 9 { month - 9 } else { month + 3 };
        (year as i16, month as i8, day as i8)
    }

    /// Reads `2026-11-21`, and nothing else.
    pub fn parse_iso(text: &str) -> Option<Day> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return None;
        }
        Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The same day of the month `months` later; the month's last day where it
    /// is shorter.
    pub fn plus_months(self, months: i32) -> Day {
        let (year, month, day) = self.ymd();
        let index = i32::from(year) * 12 + i32::from(month) - 1 + months;
        let (year, month) = (index.div_euclid(12).clamp(1, 9999), index.rem_euclid(12) + 1);
        (0..4)
            .find_map(|short| Day::from_ymd(year as i16, month as i8, day - short))
            .expect("every month has a 28th")
    }

    /// The day `days` later.
    pub fn plus_days(self, days: i32) -> Day {
        Day((self.0 + days).clamp(Day::MIN.0, Day::MAX.0))
    }

    /// The first day of this day's month.
    pub fn month_start(self) -> Day {
        let (_, _, day) = self.ymd();
        Day(self.0 - i32::from(day) + 1)
    }

    /// Months since year 0: `year * 12 + month - 1`. Consecutive months differ
    /// by one.
    pub fn month_index(self) -> i32 {
        let (year, month, _) = self.ymd();
        i32::from(year) * 12 + i32::from(month) - 1
    }

    /// The first day of the month with this index.
    pub fn from_month_index(index: i32) -> Day {
        Day::from_ymd(
            index.div_euclid(12).clamp(1, 9999) as i16,
            (index.rem_euclid(12) + 1) as i8,
            1,
        )
        .expect("every month has a first day")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A civil day with the local time of that day. Two of them are apart by what a
/// clock on the wall shows, whatever was done to that clock meanwhile.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Minutes since midnight.
    pub minute: i64,
}

impl Moment {
    /// Minutes in a day.
    const DAY: i64 = 24 * 60;

    /// The moment of a day at a time that may not be known: then its beginning.
    pub fn of(day: Day, minute: Option<i64>) -> Moment {
        Moment { day, minute: minute.unwrap_or(0).clamp(0, Moment::DAY - 1) }
    }

    /// How many minutes later than another moment it is; negative if earlier.
    pub fn minutes_since(self, other: Moment) -> i64 {
        i64::from(self.day.0 - other.day.0) * Moment::DAY + self.minute - other.minute
    }
}

/// A span of days, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Period {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Period {
    /// Whether the day lies in the period.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The financial year that contains `day`, when years begin with the first
    /// day of `start_month` (1–12).
    pub fn financial_year(day: Day, start_month: i8) -> Period {
        let (year, month, _) = day.ymd();
        let year = if month >= start_month { year } else { year - 1 };
        let first =
            Day::from_ymd(year.max(1), start_month.clamp(1, 12), 1).expect("a first of month");
        Period { first, last: first.plus_months(12).plus_days(-1) }
    }

    /// How many days the period has.
    pub fn days(self) -> i32 {
        self.last.0 - self.first.0 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::parse_iso("2000-03-01"), Some(Day(11_017)));
        assert_eq!(Day::from_ymd(1, 1, 1), Some(Day::MIN));
        assert_eq!(Day::from_ymd(9999, 12, 31), Some(Day::MAX));
        assert_eq!(Day(11_017).to_string(), "2000-03-01");
    }

    #[test]
    fn every_day_of_the_calendar_is_the_one_of_jiff() {
        let mut date = jiff::civil::date(1, 1, 1);
        for number in Day::MIN.0..=Day::MAX.0 {
            let (year, month, day) = (date.year(), date.month(), date.day());
            assert_eq!(Day(number).ymd(), (year, month, day));
            assert_eq!(Day::from_ymd(year, month, day), Some(Day(number)));
            if day == date.days_in_month() {
                assert_eq!(Day::from_ymd(year, month, day + 1), None);
            }
            date = date.tomorrow().unwrap_or(date);
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "26-01-01",
            "2026-01-01x",
            "0000-01-01",
            "2026-00-10",
            "2026-01-00",
            "",
        ] {
            assert_eq!(Day::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_later_ends_with_the_shorter_month() {
        let check = |from: &str, months, to: &str| {
            assert_eq!(Day::parse_iso(from).unwrap().plus_months(months).to_string(), to);
        };
        check("2026-01-31", 1, "2026-02-28");
        check("2024-01-31", 1, "2024-02-29");
        check("2026-03-15", -12, "2025-03-15");
        check("2026-01-01", -1, "2025-12-01");
    }

    #[test]
    fn a_financial_year_may_begin_in_april() {
        let day = Day::parse_iso("2026-02-10").unwrap();
        let year = Period::financial_year(day, 4);
        assert_eq!(year.first.to_string(), "2025-04-01");
        assert_eq!(year.last.to_string(), "2026-03-31");
        assert_eq!(year.days(), 365);
    }

    #[test]
    fn month_indices_follow_each_other() {
        let december = Day::parse_iso("2025-12-31").unwrap().month_index();
        let january = Day::parse_iso("2026-01-01").unwrap().month_index();
        assert_eq!(january, december + 1);
        assert_eq!(Day::from_month_index(january).to_string(), "2026-01-01");
    }
}
