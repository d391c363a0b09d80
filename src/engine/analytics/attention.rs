//! What needs attention, dearest first: customers who are late by their own
//! rhythm, and critics whom nobody answered.
//!
//! # Rules
//! - *Overdue*: at least [`LEAST_PURCHASES`] purchase days, and more than
//!   [`LATE_AFTER_GAPS`] times the customer's own median gap, and more than
//!   [`LATE_AFTER_DAYS`] days, since the last one. A weekly buyer is late after
//!   two weeks, a yearly one after two years.
//! - *Unanswered detractor*: the customer's latest likely-to-recommend answer of
//!   the last [`CRITICISM_DAYS`] days is 0 to 6, and no outbound contact stands
//!   on that day or later. Days carry no time, so a contact of the same day is
//!   taken as the answer. An answer whose customer is not known is left out:
//!   there is nobody to contact.
//!
//! # Value at risk
//! Known sales to the customer in the [`YEAR`] days up to and including today,
//! returns taken off, in minor units. An overdue customer with nothing at risk
//! is not shown: who left longer than a year ago is no longer urgent. One
//! customer may stand in the list for both reasons.
//!
//! # Source
//! Own rules, from the lead indicators of defection in F. Buttle, *Customer
//! Relationship Management*, chapter 9: reduced recency and frequency, reduced
//! satisfaction.

use super::nps::DETRACTOR_TO;
use super::purchase_days::{PurchaseDays, median_gap};
use crate::domain::{Day, FeedbackFacts, NO_AMOUNT, Period, PurchaseFacts, Survey};

/// Purchase days from which on a customer has a rhythm.
pub const LEAST_PURCHASES: usize = 3;
/// How many usual gaps make late.
pub const LATE_AFTER_GAPS: f64 = 2.0;
/// Days below which nobody is late.
pub const LATE_AFTER_DAYS: i32 = 14;
/// How long, in days, a critical answer waits for a contact.
pub const CRITICISM_DAYS: i32 = 30;
/// The days whose sales are at risk.
pub const YEAR: i32 = 365;

/// Why a customer needs attention.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reason {
    /// They are late by their own rhythm.
    Overdue {
        /// Their median gap in days.
        usual_gap: f64,
        /// Days since the last purchase.
        days_since_last: i32,
    },
    /// They answered as a detractor, and nobody contacted them since.
    UnansweredDetractor {
        /// The answer's row among the feedback.
        feedback: u32,
        /// The score, 0 to 6.
        score: i64,
        /// The day of the answer.
        day: Day,
    },
}

/// A customer who needs attention.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Attention {
    /// The customer's row.
    pub customer: u32,
    /// Known sales of the last year, in minor units.
    pub at_risk: i64,
    /// Why.
    pub reason: Reason,
}

/// Everything that needs attention, by value at risk; of equal value critics
/// come first, then lower rows. `last_outbound` holds for each customer row the
/// day of the last outbound contact, [`i32::MIN`] if there was none; `live`
/// whether the customer is not deleted.
pub fn attention(
    purchases: PurchaseFacts<'_>,
    days: &PurchaseDays,
    feedback: FeedbackFacts<'_>,
    last_outbound: &[i32],
    live: &[bool],
    today: Day,
) -> Vec<Attention> {
    let at_risk = sales_at_risk(purchases, live.len(), today);
    let mut all = unanswered(feedback, last_outbound, live, &at_risk, today);
    for (customer, at_risk) in (0_u32..).zip(&at_risk) {
        if live[customer as usize]
            && *at_risk > 0
            && let Some(reason) = overdue(days.until(customer as usize, today), today)
        {
            all.push(Attention { customer, at_risk: *at_risk, reason });
        }
    }
    all.sort_by_key(|one| {
        let late = matches!(one.reason, Reason::Overdue { .. });
        (std::cmp::Reverse(one.at_risk), late, one.customer)
    });
    all
}

fn sales_at_risk(purchases: PurchaseFacts<'_>, customers: usize, today: Day) -> Vec<i64> {
    let first = today.plus_days(1 - YEAR).0;
    let mut sales = vec![0_i64; customers];
    let rows = purchases.day.iter().zip(purchases.counts).zip(purchases.customer);
    for (((&day, &counts), &customer), &amount) in rows.zip(purchases.amount) {
        // Days lie scattered, so adding nothing is quicker than a branch.
        let in_year = (day.wrapping_sub(first) as u32) < YEAR.unsigned_abs();
        let part = if counts & in_year & (amount != NO_AMOUNT) { amount } else { 0 };
        if let Some(sum) = sales.get_mut(customer as usize) {
            *sum = sum.saturating_add(part);
        }
    }
    sales
}

fn overdue(days: &[i32], today: Day) -> Option<Reason> {
    let days_since_last = today.0 - days.last()?;
    if days.len() < LEAST_PURCHASES || days_since_last <= LATE_AFTER_DAYS {
        return None;
    }
    let usual_gap = median_gap(days)?;
    (f64::from(days_since_last) > LATE_AFTER_GAPS * usual_gap)
        .then_some(Reason::Overdue { usual_gap, days_since_last })
}

fn unanswered(
    feedback: FeedbackFacts<'_>,
    last_outbound: &[i32],
    live: &[bool],
    at_risk: &[i64],
    today: Day,
) -> Vec<Attention> {
    let recent = Period { first: today.plus_days(1 - CRITICISM_DAYS), last: today };
    let (lowest, highest) = Survey::Nps.scale();
    // The latest answer of each customer: day and feedback row.
    let mut latest: Vec<Option<(i32, u32)>> = vec![None; live.len()];
    let rows = (0_u32..).zip(feedback.day).zip(feedback.customer).zip(feedback.score);
    for ((((row, &day), &customer), &score), (survey, counts)) in
        rows.zip(feedback.survey.iter().zip(feedback.counts))
    {
        if *counts
            && *survey == Some(Survey::Nps)
            && recent.contains(Day(day))
            && (lowest..=highest).contains(&score)
            && let Some(own) = latest.get_mut(customer as usize)
            && own.is_none_or(|(earlier, _)| earlier <= day)
        {
            *own = Some((day, row));
        }
    }
    (0_u32..)
        .zip(latest)
        .filter_map(|(customer, latest)| {
            let (day, row) = latest?;
            let score = feedback.score[row as usize];
            let contacted = last_outbound.get(customer as usize).is_some_and(|last| *last >= day);
            (live[customer as usize] && score <= DETRACTOR_TO && !contacted).then(|| Attention {
                customer,
                at_risk: at_risk[customer as usize],
                reason: Reason::UnansweredDetractor { feedback: row, score, day: Day(day) },
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NO_ROW;
    use proptest::prelude::*;

    const TODAY: Day = Day(1_000);
    const NEVER: i32 = i32::MIN;

    /// Purchases (customer, day, amount) and answers (customer, day, score).
    fn list(
        purchases: &[(u32, i32, i64)],
        answers: &[(u32, i32, i64)],
        last_outbound: &[i32],
        live: &[bool],
    ) -> Vec<Attention> {
        let n = purchases.len();
        let facts = PurchaseFacts {
            customer: &purchases.iter().map(|r| r.0).collect::<Vec<_>>(),
            day: &purchases.iter().map(|r| r.1).collect::<Vec<_>>(),
            amount: &purchases.iter().map(|r| r.2).collect::<Vec<_>>(),
            cost: &vec![NO_AMOUNT; n],
            counts: &vec![true; n],
        };
        let feedback = FeedbackFacts {
            customer: &answers.iter().map(|r| r.0).collect::<Vec<_>>(),
            day: &answers.iter().map(|r| r.1).collect::<Vec<_>>(),
            score: &answers.iter().map(|r| r.2).collect::<Vec<_>>(),
            survey: &vec![Some(Survey::Nps); answers.len()],
            counts: &vec![true; answers.len()],
        };
        let days = PurchaseDays::collect(facts, live.len());
        attention(facts, &days, feedback, last_outbound, live, TODAY)
    }

    #[test]
    fn a_customer_is_late_by_their_own_rhythm() {
        let check = |days: &[i32], late: bool| {
            let rows: Vec<_> = days.iter().map(|day| (0, *day, 10)).collect();
            assert_eq!(!list(&rows, &[], &[NEVER], &[true]).is_empty(), late, "{days:?}");
        };
        check(&[960, 970, 980], false);
        check(&[950, 960, 979], false);
        check(&[959, 969, 979], true);
        check(&[969, 979], false);
        check(&[980, 983, 986], false);
        check(&[979, 982, 985], true);
        check(&[400, 700, 900], false);
        check(&[], false);
    }

    #[test]
    fn who_left_more_than_a_year_ago_is_not_urgent() {
        assert!(list(&[(0, 600, 5), (0, 610, 5), (0, 620, 5)], &[], &[NEVER], &[true]).is_empty());
    }

    #[test]
    fn a_critic_waits_until_somebody_makes_contact() {
        let check = |answers: &[(u32, i32, i64)], contact: i32, waits: bool| {
            let found = list(&[], answers, &[contact], &[true]);
            assert_eq!(!found.is_empty(), waits, "{answers:?} contact {contact}");
        };
        check(&[(0, 990, 6)], NEVER, true);
        check(&[(0, 990, 7)], NEVER, false);
        check(&[(0, 990, 6)], 989, true);
        check(&[(0, 990, 6)], 990, false);
        check(&[(0, 971, 0)], NEVER, true);
        check(&[(0, 970, 0)], NEVER, false);
        check(&[(0, 990, 2), (0, 995, 9)], NEVER, false);
        check(&[(0, 995, 2), (0, 990, 9)], NEVER, true);
        check(&[(NO_ROW, 990, 2)], NEVER, false);
        check(&[(0, 990, NO_AMOUNT)], NEVER, false);
        check(&[(0, 1_001, 2)], NEVER, false);
    }

    #[test]
    fn the_dearest_comes_first() {
        let purchases = [
            (0, 900, 10),
            (0, 910, 10),
            (0, 920, 10),
            (1, 995, 500),
            (2, 900, 100),
            (2, 910, 100),
            (2, 920, 100),
            (3, 900, 900),
            (3, 910, 900),
            (3, 920, 900),
        ];
        let answers = [(1, 998, 3), (2, 998, 0)];
        let found = list(&purchases, &answers, &[NEVER; 4], &[true, true, true, false]);
        let order: Vec<(u32, i64, bool)> = found
            .iter()
            .map(|one| (one.customer, one.at_risk, matches!(one.reason, Reason::Overdue { .. })))
            .collect();
        assert_eq!(order, [(1, 500, false), (2, 300, false), (2, 300, true), (0, 30, true)]);
        assert_eq!(found[3].reason, Reason::Overdue { usual_gap: 10.0, days_since_last: 80 });
        let critic = Reason::UnansweredDetractor { feedback: 0, score: 3, day: Day(998) };
        assert_eq!(found[0].reason, critic);
    }

    proptest! {
        #[test]
        fn the_list_falls_in_value_and_names_only_the_living(
            purchases in prop::collection::vec((0..6_u32, 500..1_010_i32, -20..100_i64), 0..60),
            answers in prop::collection::vec((0..6_u32, 950..1_005_i32, 0..11_i64), 0..20),
        ) {
            let live = [true, true, false, true, true, true];
            let found = list(&purchases, &answers, &[980; 6], &live);
            prop_assert!(found.is_sorted_by_key(|one| std::cmp::Reverse(one.at_risk)));
            for one in &found {
                prop_assert!(live[one.customer as usize]);
                if let Reason::Overdue { usual_gap, days_since_last } = one.reason {
                    prop_assert!(f64::from(days_since_last) > 2.0 * usual_gap);
                    prop_assert!(one.at_risk > 0);
                }
            }
        }
    }
}
