//! Net promoter score: of those who answered "how likely are you to recommend
//! us, 0 to 10", the share of promoters minus the share of detractors.
//!
//! # Formulas
//! Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6. With p, s, d
//! their shares of n answers:
//!
//! - score = 100 (p − d), between −100 and 100
//! - variance of one answer (+1, 0, −1) = p + d − (p − d)², divisor n
//! - Wald interval = score ± z · 100 √(variance ÷ n)
//! - adjusted Wald interval: the same after adding ¾ promoter, 1½ passives and
//!   ¾ detractor. It is centred on the adjusted score and stays useful for few
//!   answers and for unanimous ones, where Wald has no width. Shown by default.
//! - two groups: z = (score₁ − score₂) ÷ 100 √(v₁ ÷ n₁ + v₂ ÷ n₂), on adjusted
//!   counts; beyond ±1.96 the score moved, else the answers are too few to say.
//!
//! # Edge cases
//! Without answers there is no score. Limits beyond ±100 are cut off there, and
//! said to be. Every answer counts, also two of one customer. A comment
//! without a score is not an answer; a score outside the scale is not counted.
//! The two-group test takes the groups as independent: it does not know that
//! the same people may have answered both times.
//!
//! # Source
//! F. Reichheld's classes. Adjustment and test: B. Rocks, "Interval estimation
//! for the net promoter score" (2016), whose variations on the adjusted Wald
//! interval perform best; measuringu.com, "three confidence intervals".

mod by_group;
mod over_time;

pub use by_group::{ByGroup, by_group};
pub use over_time::{Step, TrendPoint, over_time};

use crate::domain::{Day, FeedbackFacts, Period, Survey};

/// The normal deviate of a two-sided 95 % interval.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// Highest score of a detractor.
pub const DETRACTOR_TO: i64 = 6;

/// Lowest score of a promoter.
pub const PROMOTER_FROM: i64 = 9;

/// Answers by class.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Scores 9 and 10.
    pub promoters: u32,
    /// Scores 7 and 8.
    pub passives: u32,
    /// Scores 0 to 6.
    pub detractors: u32,
}

impl Counts {
    /// Counts one score; `false` if it lies outside the scale.
    pub fn add(&mut self, score: i64) -> bool {
        let (lowest, highest) = Survey::Nps.scale();
        match score {
            _ if score < lowest || score > highest => return false,
            _ if score <= DETRACTOR_TO => self.detractors += 1,
            _ if score < PROMOTER_FROM => self.passives += 1,
            _ => self.promoters += 1,
        }
        true
    }

    /// How many answers.
    pub fn n(self) -> u32 {
        self.promoters + self.passives + self.detractors
    }

    fn sample(self) -> Option<Sample> {
        (self.n() > 0).then(|| Sample {
            promoters: f64::from(self.promoters),
            detractors: f64::from(self.detractors),
            n: f64::from(self.n()),
        })
    }

    fn adjusted(self) -> Option<Sample> {
        self.sample().map(|s| Sample {
            promoters: s.promoters + 0.75,
            detractors: s.detractors + 0.75,
            n: s.n + 3.0,
        })
    }

    /// The figures of these answers; `None` if there are none.
    pub fn report(self) -> Option<Nps> {
        let (sample, adjusted) = (self.sample()?, self.adjusted()?);
        let share = |count: u32| f64::from(count) / sample.n;
        Some(Nps {
            counts: self,
            promoters: share(self.promoters),
            passives: share(self.passives),
            detractors: share(self.detractors),
            score: sample.score(),
            variance: sample.variance(),
            wald: sample.interval(Z_95),
            adjusted: adjusted.interval(Z_95),
        })
    }
}

/// Counts that need not be whole, for the adjustment.
#[derive(Clone, Copy)]
struct Sample {
    promoters: f64,
    detractors: f64,
    n: f64,
}

impl Sample {
    fn score(self) -> f64 {
        100.0 * (self.promoters - self.detractors) / self.n
    }

    fn variance(self) -> f64 {
        let (p, d) = (self.promoters / self.n, self.detractors / self.n);
        // Unanimous answers may come out a rounding error below zero.
        (p + d - (p - d) * (p - d)).max(0.0)
    }

    fn squared_error(self) -> f64 {
        10_000.0 * self.variance() / self.n
    }

    fn interval(self, z: f64) -> Interval {
        let (score, margin) = (self.score(), z * self.squared_error().sqrt());
        let (low, high) = (score - margin, score + margin);
        Interval {
            low: low.max(-100.0),
            high: high.min(100.0),
            clipped: low < -100.0 || high > 100.0,
        }
    }
}

/// An interval of scores, between −100 and 100.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
    /// Whether a limit was cut off at the end of the scale.
    pub clipped: bool,
}

/// The figures of a group of answers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Nps {
    /// The answers by class.
    pub counts: Counts,
    /// The promoters' share, 0 to 1.
    pub promoters: f64,
    /// The passives' share, 0 to 1.
    pub passives: f64,
    /// The detractors' share, 0 to 1.
    pub detractors: f64,
    /// The score, −100 to 100.
    pub score: f64,
    /// Variance of one answer counted +1, 0 or −1.
    pub variance: f64,
    /// The 95 % Wald interval.
    pub wald: Interval,
    /// The 95 % adjusted Wald interval: the one to show, where
    /// [`Nps::interval`] has it.
    pub adjusted: Interval,
}

/// Answers from which on an interval is shown. Below, the adjustment weighs as much
/// as the answers: the interval of one promoter leaves out the score itself.
pub const LEAST_FOR_INTERVAL: u32 = 10;

impl Nps {
    /// The interval to show; `None` if the answers are too few for one.
    pub fn interval(&self) -> Option<Interval> {
        (self.counts.n() >= LEAST_FOR_INTERVAL).then_some(self.adjusted)
    }
}

/// What can be said of the change from one group of answers to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Movement {
    /// The score rose.
    Up,
    /// The score fell.
    Down,
    /// The answers are too few to say that it moved.
    TooFew,
}

/// The difference of two scores on adjusted counts, later minus earlier.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Difference {
    /// The difference of the adjusted scores, in points.
    pub points: f64,
    /// Its standard error, in points.
    pub standard_error: f64,
    /// The difference in standard errors.
    pub z: f64,
    /// Lower limit of the difference at 95 %.
    pub low: f64,
    /// Upper limit of the difference at 95 %.
    pub high: f64,
    /// What can be said of it.
    pub movement: Movement,
}

/// Compares two groups of answers; `None` if one of them is empty.
pub fn difference(earlier: Counts, later: Counts) -> Option<Difference> {
    Some(between(earlier.adjusted()?, later.adjusted()?))
}

fn between(earlier: Sample, later: Sample) -> Difference {
    let points = later.score() - earlier.score();
    let standard_error = (later.squared_error() + earlier.squared_error()).sqrt();
    let margin = Z_95 * standard_error;
    Difference {
        points,
        standard_error,
        z: points / standard_error,
        low: points - margin,
        high: points + margin,
        movement: match points {
            _ if points > margin => Movement::Up,
            _ if points < -margin => Movement::Down,
            _ => Movement::TooFew,
        },
    }
}

/// Whether row `at` is an answer to the likely-to-recommend question that
/// counts, and its score. A comment alone has no score on the scale.
fn answer(feedback: &FeedbackFacts<'_>, at: usize) -> Option<i64> {
    let (lowest, highest) = Survey::Nps.scale();
    let score = *feedback.score.get(at)?;
    let counts = *feedback.counts.get(at)? && *feedback.survey.get(at)? == Some(Survey::Nps);
    (counts && lowest <= score && score <= highest).then_some(score)
}

/// Counts the answers of a period. An answer without a known day lies in none.
pub fn count(feedback: FeedbackFacts<'_>, period: Period) -> Counts {
    let mut counts = Counts::default();
    for (at, &day) in feedback.day.iter().enumerate() {
        if period.contains(Day(day))
            && let Some(score) = answer(&feedback, at)
        {
            counts.add(score);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NO_AMOUNT;
    use proptest::prelude::*;

    fn counts(promoters: u32, passives: u32, detractors: u32) -> Counts {
        Counts { promoters, passives, detractors }
    }

    fn near(got: f64, expect: f64, what: &str) {
        assert!((got - expect).abs() < 1e-9, "{what}: {got}, expected {expect}");
    }

    // The reference figures at 95 % are checked in `tests/engine`, against the
    // fixture; here stand those that the public functions do not give out.

    #[test]
    fn the_adjusted_interval_holds_for_other_levels() {
        const Z_90: f64 = 1.644_853_626_951_472_2;
        let check = |counts: Counts, low: f64, high: f64| {
            let interval = counts.adjusted().unwrap().interval(Z_90);
            near(interval.low, low, "low");
            near(interval.high, high, "high");
        };
        check(counts(45, 40, 15), 17.52639449613238, 40.726032688333646);
        check(counts(2, 2, 6), -67.15373489826597, 5.615273359804434);
        check(counts(1, 0, 0), -36.682011010680206, 86.6820110106802);
    }

    #[test]
    fn without_adjustment_two_groups_compare_as_in_the_reference() {
        let (a, b, c) = (counts(45, 40, 15), counts(19, 8, 9), counts(200, 150, 150));
        let check = |earlier: Counts, later: Counts, z: f64, low: f64, high: f64| {
            let got = between(earlier.sample().unwrap(), later.sample().unwrap());
            near(got.z, z, "z");
            near(got.low, low, "low");
            near(got.high, high, "high");
        };
        check(c, a, 2.484519974999766, 4.222594269621532, 35.77740573037847);
        check(a, b, -0.14179445139706173, -32.939048432887205, 28.49460398844275);
    }

    #[test]
    fn a_clear_change_is_up_one_way_and_down_the_other() {
        let (a, c) = (counts(45, 40, 15), counts(200, 150, 150));
        assert_eq!(difference(c, a).unwrap().movement, Movement::Up);
        assert_eq!(difference(a, c).unwrap().movement, Movement::Down);
    }

    #[test]
    fn without_answers_there_is_no_score() {
        assert_eq!(Counts::default().report(), None);
        assert_eq!(difference(Counts::default(), counts(1, 0, 0)), None);
    }

    #[test]
    fn the_classes_meet_at_six_seven_and_nine() {
        let of = |score| {
            let mut one = Counts::default();
            one.add(score).then_some(one)
        };
        assert_eq!(of(-1), None);
        assert_eq!(of(0), Some(counts(0, 0, 1)));
        assert_eq!(of(6), Some(counts(0, 0, 1)));
        assert_eq!(of(7), Some(counts(0, 1, 0)));
        assert_eq!(of(8), Some(counts(0, 1, 0)));
        assert_eq!(of(9), Some(counts(1, 0, 0)));
        assert_eq!(of(10), Some(counts(1, 0, 0)));
        assert_eq!(of(11), None);
    }

    #[test]
    fn only_answers_that_count_are_counted() {
        let feedback = FeedbackFacts {
            customer: &[0; 7],
            day: &[5, 5, 5, 5, 5, i32::MIN, 6],
            score: &[10, 10, 5, NO_AMOUNT, 10, 10, 10],
            survey: &[
                Some(Survey::Nps),
                Some(Survey::Nps),
                Some(Survey::Csat),
                Some(Survey::Nps),
                None,
                Some(Survey::Nps),
                Some(Survey::Nps),
            ],
            counts: &[true, false, true, true, true, true, true],
        };
        let day = |day| Period { first: Day(day), last: Day(day) };
        assert_eq!(count(feedback, day(5)), counts(1, 0, 0));
        assert_eq!(count(feedback, day(4)), Counts::default());
    }

    /// The interval of a single promoter, −49 to 98.5, was shown beside the score
    /// 100.
    #[test]
    fn an_interval_that_may_leave_its_score_out_is_not_shown() {
        let one = counts(1, 0, 0).report().unwrap();
        assert!(one.adjusted.high < one.score, "{:?}", one.adjusted);
        assert_eq!(one.interval(), None);
        assert_eq!(counts(5, 2, 2).report().unwrap().interval(), None);
        let enough = counts(5, 2, 3).report().unwrap();
        assert_eq!(enough.interval(), Some(enough.adjusted));
    }

    proptest! {
        #[test]
        fn an_interval_that_is_shown_holds_its_score(p in 0..400_u32, s in 0..400_u32, d in 0..400_u32) {
            prop_assume!(p + s + d > 0);
            let report = counts(p, s, d).report().unwrap();
            if let Some(shown) = report.interval() {
                prop_assert!(shown.low <= report.score && report.score <= shown.high);
            }
        }

        #[test]
        fn the_score_lies_in_its_intervals_and_on_the_scale(p in 0..400_u32, s in 0..400_u32, d in 0..400_u32) {
            prop_assume!(p + s + d > 0);
            let report = counts(p, s, d).report().unwrap();
            prop_assert!((-100.0..=100.0).contains(&report.score));
            prop_assert!(report.wald.low <= report.score && report.score <= report.wald.high);
            prop_assert!(report.adjusted.low < report.adjusted.high);
            prop_assert!((report.promoters + report.passives + report.detractors - 1.0).abs() < 1e-12);
        }

        #[test]
        fn turning_promoters_into_detractors_mirrors_everything(p in 0..100_u32, s in 0..100_u32, d in 0..100_u32) {
            prop_assume!(p + s + d > 0);
            let (one, other) = (counts(p, s, d).report().unwrap(), counts(d, s, p).report().unwrap());
            prop_assert!((one.score + other.score).abs() < 1e-9);
            prop_assert!((one.adjusted.low + other.adjusted.high).abs() < 1e-9);
        }

        #[test]
        fn no_group_moves_against_itself(p in 0..100_u32, s in 0..100_u32, d in 0..100_u32) {
            prop_assume!(p + s + d > 0);
            let same = difference(counts(p, s, d), counts(p, s, d)).unwrap();
            prop_assert_eq!(same.movement, Movement::TooFew);
        }

        #[test]
        fn more_answers_of_the_same_kind_narrow_the_interval(p in 1..50_u32, s in 0..50_u32, d in 1..50_u32) {
            let width = |k: u32| {
                let report = counts(p * k, s * k, d * k).report().unwrap();
                report.wald.high - report.wald.low
            };
            prop_assert!(width(4) <= width(1) + 1e-9);
        }
    }
}
