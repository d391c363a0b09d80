//! The score by calendar month or quarter, and whether it moved.

use super::{Counts, Difference, Nps, answer, difference};
use crate::domain::{Day, FeedbackFacts, Period};

/// How long one point of the trend is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A calendar month.
    Month,
    /// A calendar quarter: January to March, and so on.
    Quarter,
}

impl Step {
    fn months(self) -> i32 {
        match self {
            Step::Month => 1,
            Step::Quarter => 3,
        }
    }
}

/// One month or quarter.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TrendPoint {
    /// The whole month or quarter, also where only part of it was asked for.
    pub period: Period,
    /// The answers by class.
    pub counts: Counts,
    /// Their figures; `None` without answers.
    pub nps: Option<Nps>,
    /// The change since the nearest earlier point with answers; `None` for the
    /// first such point and without answers.
    pub change: Option<Difference>,
}

/// The months or quarters that `period` touches, oldest first, each with all
/// answers of that month or quarter. At most 1,200 points are given, the newest.
pub fn over_time(feedback: FeedbackFacts<'_>, period: Period, step: Step) -> Vec<TrendPoint> {
    const MOST_POINTS: i32 = 1_200;
    let months = step.months();
    let last = period.last.month_index().div_euclid(months);
    let first = period.first.month_index().div_euclid(months).max(last - MOST_POINTS + 1);
    // The first days of all points and of the one after, so that an answer's
    // point is found by comparing days and not by computing calendars.
    let bounds: Vec<Day> =
        (first..=last + 1).map(|index| Day::from_month_index(index * months)).collect();
    let mut counts = vec![Counts::default(); bounds.len().saturating_sub(1)];
    for (at, &day) in feedback.day.iter().enumerate() {
        let after = bounds.partition_point(|bound| *bound <= Day(day));
        let Some(point) = after.checked_sub(1).and_then(|index| counts.get_mut(index)) else {
            continue;
        };
        if let Some(score) = answer(&feedback, at) {
            point.add(score);
        }
    }
    let mut earlier = None;
    bounds
        .windows(2)
        .zip(counts)
        .map(|(bound, counts)| {
            let nps = counts.report();
            let change = earlier.and_then(|earlier| difference(earlier, counts));
            if nps.is_some() {
                earlier = Some(counts);
            }
            let period = Period { first: bound[0], last: bound[1].plus_days(-1) };
            TrendPoint { period, counts, nps, change }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Movement;
    use super::*;
    use crate::domain::Survey;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn trend(answers: &[(&str, i64, usize)], period: [&str; 2], step: Step) -> Vec<TrendPoint> {
        let mut days = Vec::new();
        let mut scores = Vec::new();
        for (date, score, times) in answers {
            days.extend(std::iter::repeat_n(day(date).0, *times));
            scores.extend(std::iter::repeat_n(*score, *times));
        }
        let n = days.len();
        let feedback = FeedbackFacts {
            customer: &vec![0; n],
            day: &days,
            score: &scores,
            survey: &vec![Some(Survey::Nps); n],
            counts: &vec![true; n],
        };
        over_time(feedback, Period { first: day(period[0]), last: day(period[1]) }, step)
    }

    #[test]
    fn months_hold_their_answers_and_empty_months_stay() {
        let points = trend(
            &[
                ("2025-12-31", 10, 1),
                ("2026-01-01", 0, 2),
                ("2026-03-31", 9, 1),
                ("2026-04-01", 9, 1),
            ],
            ["2026-01-15", "2026-03-02"],
            Step::Month,
        );
        let n: Vec<u32> = points.iter().map(|p| p.counts.n()).collect();
        assert_eq!(n, [2, 0, 1]);
        assert_eq!(points[1].period, Period { first: day("2026-02-01"), last: day("2026-02-28") });
        assert_eq!(points[1].nps, None);
        assert_eq!(points[0].change, None);
        assert_eq!(points[1].change, None);
        let march = points[2].change.expect("March is compared with January");
        assert_eq!(march.movement, Movement::TooFew);
        assert!(march.points > 0.0);
    }

    #[test]
    fn quarters_begin_in_january_april_july_and_october() {
        let points = trend(
            &[("2026-02-10", 10, 60), ("2026-06-30", 3, 60)],
            ["2026-02-01", "2026-06-30"],
            Step::Quarter,
        );
        assert_eq!(points.len(), 2);
        assert_eq!(points[0].period.first, day("2026-01-01"));
        assert_eq!(points[1].period.last, day("2026-06-30"));
        assert_eq!(points[1].change.map(|c| c.movement), Some(Movement::Down));
    }

    #[test]
    fn a_backward_period_has_no_points_and_a_huge_one_is_bounded() {
        assert!(trend(&[], ["2026-02-01", "2025-01-31"], Step::Month).is_empty());
        let points = trend(&[("2026-01-05", 9, 1)], ["0001-01-01", "2026-01-31"], Step::Month);
        assert_eq!(points.len(), 1_200);
        assert_eq!(points.last().unwrap().counts.n(), 1);
    }
}
