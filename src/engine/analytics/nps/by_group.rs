//! The score by segment, by rung, or by any other grouping of customers.

use super::{Counts, answer};
use crate::domain::{Day, FeedbackFacts, Period};

/// Answers by the group that their customer is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByGroup {
    /// Answers of each group, by the group's number.
    pub groups: Vec<Counts>,
    /// Answers of no customer, or of a customer in no group.
    pub outside: Counts,
}

/// Counts a period's answers by group. `group` holds for each customer row the
/// group's number; a number beyond `groups`, such as
/// [`NO_ROW`](crate::domain::NO_ROW), means no group.
pub fn by_group(
    feedback: FeedbackFacts<'_>,
    period: Period,
    group: &[u32],
    groups: usize,
) -> ByGroup {
    let mut report =
        ByGroup { groups: vec![Counts::default(); groups], outside: Counts::default() };
    for (at, (&day, &customer)) in feedback.day.iter().zip(feedback.customer).enumerate() {
        if !period.contains(Day(day)) {
            continue;
        }
        let Some(score) = answer(&feedback, at) else { continue };
        let place = group.get(customer as usize).and_then(|g| report.groups.get_mut(*g as usize));
        place.unwrap_or(&mut report.outside).add(score);
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{NO_ROW, Survey};

    #[test]
    fn answers_go_to_their_customers_group() {
        let feedback = FeedbackFacts {
            customer: &[0, 1, 2, NO_ROW, 0],
            day: &[3, 3, 3, 3, 9],
            score: &[10, 7, 2, 9, 10],
            survey: &[Some(Survey::Nps); 5],
            counts: &[true; 5],
        };
        let period = Period { first: Day(0), last: Day(5) };
        let report = by_group(feedback, period, &[1, 0, NO_ROW], 2);
        assert_eq!(report.groups[0], Counts { passives: 1, ..Counts::default() });
        assert_eq!(report.groups[1], Counts { promoters: 1, ..Counts::default() });
        assert_eq!(report.outside, Counts { promoters: 1, detractors: 1, ..Counts::default() });
    }
}
