//! The clock of a request that a person makes about their own data.
//!
//! Indonesia's UU PDP 27/2022 gives a firm 3 × 24 hours for several such
//! requests; the GDPR gives a month for most. The shorter one is kept for all, so
//! that one list serves both. Hours are those of the clock on the wall: a request
//! holds a civil day and a local time, and where the time is not known it counts
//! from the beginning of that day.

use super::{Moment, Request};

/// Minutes in which a request is to be answered: 72 hours.
pub const ANSWER_WITHIN: i64 = 72 * 60;

/// Minutes before its end from which on a request is urgent: 24 hours.
pub const URGENT_WITHIN: i64 = 24 * 60;

impl Request {
    /// Whether it still waits for an answer.
    pub fn is_open(&self) -> bool {
        self.done.is_none()
    }

    /// Minutes that are left to answer it, negative when it is overdue; `None` if
    /// it was answered, or if nobody knows when it came.
    pub fn minutes_left(&self, now: Moment) -> Option<i64> {
        let received = Moment::of(self.received?, self.received_time);
        self.is_open().then(|| ANSWER_WITHIN - now.minutes_since(received))
    }

    /// Whether it was answered in time; `None` while it is open, or if nobody
    /// knows when it came or was answered.
    pub fn was_in_time(&self) -> Option<bool> {
        let received = Moment::of(self.received?, self.received_time);
        let done = Moment::of(self.done?, self.done_time);
        Some(done.minutes_since(received) <= ANSWER_WITHIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    fn at(text: &str, hour: i64, minute: i64) -> Moment {
        Moment::of(day(text), Some(hour * 60 + minute))
    }

    fn received(text: &str, minutes: Option<i64>) -> Request {
        Request { received: Some(day(text)), received_time: minutes, ..Request::default() }
    }

    #[test]
    fn the_clock_runs_over_days_months_and_years() {
        let check = |request: &Request, now: Moment, expect: i64| {
            assert_eq!(request.minutes_left(now), Some(expect), "{now:?}");
        };
        let friday = received("2026-11-20", Some(16 * 60 + 30));
        check(&friday, at("2026-11-20", 16, 30), 72 * 60);
        check(&friday, at("2026-11-20", 23, 59), 72 * 60 - 449);
        check(&friday, at("2026-11-21", 0, 0), 72 * 60 - 450);
        check(&friday, at("2026-11-23", 16, 29), 1);
        check(&friday, at("2026-11-23", 16, 30), 0);
        check(&friday, at("2026-11-24", 16, 30), -24 * 60);
        // A clock that goes back, or a day that is typed ahead, gives more time.
        check(&friday, at("2026-11-20", 16, 0), 72 * 60 + 30);
        check(&received("2026-02-27", Some(0)), at("2026-03-01", 0, 0), 24 * 60);
        check(&received("2026-12-31", Some(23 * 60)), at("2027-01-01", 1, 0), 70 * 60);
        // Without a time it counts from the beginning of the day.
        check(&received("2026-11-20", None), at("2026-11-20", 12, 0), 60 * 60);
        // A time that is none is the nearest that is one.
        check(&received("2026-11-20", Some(-5)), at("2026-11-20", 0, 0), 72 * 60);
    }

    #[test]
    fn an_answered_request_has_no_time_left_and_was_in_time_or_not() {
        let answered = |text: &str, minutes: i64| Request {
            done: Some(day(text)),
            done_time: Some(minutes),
            ..received("2026-11-20", Some(600))
        };
        assert_eq!(answered("2026-11-23", 600).minutes_left(at("2026-11-23", 10, 0)), None);
        assert_eq!(answered("2026-11-23", 600).was_in_time(), Some(true));
        assert_eq!(answered("2026-11-23", 601).was_in_time(), Some(false));
        assert_eq!(received("2026-11-20", None).was_in_time(), None);
        assert_eq!(Request::default().minutes_left(at("2026-11-23", 10, 0)), None);
    }
}
