//! Customer satisfaction (CSAT) and customer effort (CES), with the number of
//! answers beside each.
//!
//! # Formulas
//! - CSAT, scale 1 to 5: the share of answers 4 and 5 ("top two boxes"), with
//!   the 95 % Wilson interval of a share. It is not the mean; that is given, too.
//! - CES 2.0, scale 1 to 7, "the firm made it easy for me", 7 = agree strongly:
//!   the mean; the share who agree (5 to 7); the index, share of 6 and 7 minus
//!   share of 1 to 3.
//!
//! # Edge cases
//! Without answers there is no figure. Scores outside the scale, comments
//! without a score and answers of an unknown day are not counted.
//!
//! # Source
//! CSAT: intercom.help, "CSAT" (30 of 50 is 60 %). CES: support.cys.group,
//! zonkafeedback.com. Interval: E. B. Wilson (1927).

use super::nps::Z_95;
use crate::domain::{Day, FeedbackFacts, Period, Survey};

/// Answers of a period by score: the first entry counts the scale's lowest.
pub fn score_counts(feedback: FeedbackFacts<'_>, survey: Survey, period: Period) -> Vec<u32> {
    let (lowest, highest) = survey.scale();
    let mut counts = vec![0_u32; (highest - lowest + 1) as usize];
    let rows = feedback.day.iter().zip(feedback.score);
    for ((&day, &score), (own, in_use)) in rows.zip(feedback.survey.iter().zip(feedback.counts)) {
        if *in_use
            && *own == Some(survey)
            && period.contains(Day(day))
            && (lowest..=highest).contains(&score)
        {
            counts[(score - lowest) as usize] += 1;
        }
    }
    counts
}

fn total(counts: &[u32]) -> Option<f64> {
    let n: u32 = counts.iter().sum();
    (n > 0).then(|| f64::from(n))
}

fn mean(counts: &[u32], n: f64) -> f64 {
    let sum: f64 = (1_u32..).zip(counts).map(|(score, c)| f64::from(score) * f64::from(*c)).sum();
    sum / n
}

fn share(counts: &[u32], n: f64) -> f64 {
    f64::from(counts.iter().sum::<u32>()) / n
}

/// Customer satisfaction.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Csat {
    /// How many answers.
    pub n: u32,
    /// The share of answers 4 and 5, 0 to 1.
    pub satisfied: f64,
    /// Lower limit of that share at 95 %.
    pub low: f64,
    /// Upper limit of that share at 95 %.
    pub high: f64,
    /// The mean score, 1 to 5.
    pub mean: f64,
}

/// Satisfaction from the counts of the scores 1 to 5; `None` without answers.
pub fn csat(counts: [u32; 5]) -> Option<Csat> {
    let n = total(&counts)?;
    let satisfied = share(&counts[3..], n);
    let z2 = Z_95 * Z_95;
    let centre = (satisfied + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let spread = satisfied * (1.0 - satisfied) / n + z2 / (4.0 * n * n);
    let margin = Z_95 / (1.0 + z2 / n) * spread.sqrt();
    Some(Csat {
        n: counts.iter().sum(),
        satisfied,
        low: (centre - margin).max(0.0),
        high: (centre + margin).min(1.0),
        mean: mean(&counts, n),
    })
}

/// Customer effort.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ces {
    /// How many answers.
    pub n: u32,
    /// The mean score, 1 to 7; high is easy.
    pub mean: f64,
    /// The share of answers 5 to 7, 0 to 1.
    pub agree: f64,
    /// Share of 6 and 7 minus share of 1 to 3, −1 to 1.
    pub index: f64,
}

/// Effort from the counts of the scores 1 to 7; `None` without answers.
pub fn ces(counts: [u32; 7]) -> Option<Ces> {
    let n = total(&counts)?;
    Some(Ces {
        n: counts.iter().sum(),
        mean: mean(&counts, n),
        agree: share(&counts[4..], n),
        index: share(&counts[5..], n) - share(&counts[..3], n),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NO_AMOUNT;
    use proptest::prelude::*;

    #[test]
    fn scores_are_counted_by_survey_and_period() {
        let feedback = FeedbackFacts {
            customer: &[0; 7],
            day: &[5, 5, 5, 5, 6, 5, 5],
            score: &[1, 5, 6, 5, 5, NO_AMOUNT, 7],
            survey: &[
                Some(Survey::Csat),
                Some(Survey::Csat),
                Some(Survey::Csat),
                Some(Survey::Csat),
                Some(Survey::Csat),
                Some(Survey::Csat),
                Some(Survey::Ces),
            ],
            counts: &[true, true, true, false, true, true, true],
        };
        let period = Period { first: Day(5), last: Day(5) };
        assert_eq!(score_counts(feedback, Survey::Csat, period), [1, 0, 0, 0, 1]);
        assert_eq!(score_counts(feedback, Survey::Ces, period), [0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(score_counts(feedback, Survey::Nps, period), [0; 11]);
    }

    #[test]
    fn without_answers_there_is_no_figure() {
        assert_eq!(csat([0; 5]), None);
        assert_eq!(ces([0; 7]), None);
    }

    #[test]
    fn unanimous_answers_still_have_an_interval() {
        let all = csat([0, 0, 0, 0, 10]).unwrap();
        assert_eq!((all.satisfied, all.mean), (1.0, 5.0));
        assert!(all.low < 0.8 && all.high > 0.999_999);
    }

    proptest! {
        #[test]
        fn shares_and_means_stay_on_their_scales(a in prop::array::uniform5(0..90_u32), b in prop::array::uniform7(0..90_u32)) {
            if let Some(csat) = csat(a) {
                prop_assert!(csat.low <= csat.satisfied + 1e-12 && csat.satisfied <= csat.high + 1e-12);
                prop_assert!((1.0..=5.0).contains(&csat.mean));
            }
            if let Some(ces) = ces(b) {
                prop_assert!((1.0..=7.0).contains(&ces.mean));
                prop_assert!((-1.0..=1.0).contains(&ces.index));
            }
        }
    }
}
