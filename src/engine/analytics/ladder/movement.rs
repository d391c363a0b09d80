//! Who climbed and who slipped between two dates.
//!
//! # Definitions
//! Of the customers not deleted, compared at an earlier and a later date:
//!
//! - *new*: not known at the earlier date, known at the later one;
//! - *left*: on a customer's rung (first-time or higher) and active at the
//!   earlier date, no longer active at the later one. Active means a purchase
//!   within the window that ends with the date, as for retention. Whoever had
//!   already fallen silent before the earlier date does not leave again, and
//!   whoever left is not counted as up or down, though they still stand on the
//!   rung that their history earned;
//! - *up*, *down*, *stayed*: all others, by rung.
//!
//! # Laws
//! Every customer known at one of the dates is counted once: known at the
//! earlier date = left + all of the flow, known at the later date = new + left
//! + all of the flow.

use super::Placement;
use crate::analytics::purchase_days::{PurchaseDays, within};
use crate::domain::{Day, Rung};

/// How many rungs there are.
const RUNGS: usize = Rung::ALL.len();

/// What one customer did between the dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Transition {
    /// Known only since after the earlier date, and on this rung now.
    New(Rung),
    /// Bought from us on this rung, and no longer does.
    Left(Rung),
    /// Climbed from the first to the second rung.
    Up(Rung, Rung),
    /// Slipped from the first to the second rung.
    Down(Rung, Rung),
    /// On the same rung at both dates.
    Stayed(Rung),
}

/// Each customer row's transition; `None` for one deleted or not known yet.
/// `earlier` and `later` are placements at the dates given with them, `window`
/// is the number of days that a purchase keeps a customer active.
pub fn transitions(
    days: &PurchaseDays,
    earlier: (Day, &[Option<Placement>]),
    later: (Day, &[Option<Placement>]),
    window: i32,
) -> Vec<Option<Transition>> {
    let active = |customer: usize, date: Day| within(days.of(customer), date, window) > 0;
    earlier
        .1
        .iter()
        .zip(later.1)
        .enumerate()
        .map(|(customer, (before, now))| match (before, now) {
            (None, None) => None,
            (None, Some(now)) => Some(Transition::New(now.rung)),
            (Some(before), None) => Some(Transition::Left(before.rung)),
            (Some(Placement { rung: before, .. }), Some(Placement { rung: now, .. })) => {
                let left = *before >= Rung::FirstTime
                    && active(customer, earlier.0)
                    && !active(customer, later.0);
                Some(match before.cmp(now) {
                    _ if left => Transition::Left(*before),
                    std::cmp::Ordering::Less => Transition::Up(*before, *now),
                    std::cmp::Ordering::Greater => Transition::Down(*before, *now),
                    std::cmp::Ordering::Equal => Transition::Stayed(*now),
                })
            }
        })
        .collect()
}

/// The transitions of the whole base.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Movement {
    /// Customers who climbed.
    pub up: u32,
    /// Customers who slipped.
    pub down: u32,
    /// Customers on the same rung.
    pub stayed: u32,
    /// New customers by the rung they are on now.
    pub new: [u32; RUNGS],
    /// Customers who left by the rung they were on.
    pub left: [u32; RUNGS],
    /// From the first index's rung to the second's, new and left not included.
    pub flow: [[u32; RUNGS]; RUNGS],
}

impl Movement {
    /// All new customers.
    pub fn new_count(&self) -> u32 {
        self.new.iter().sum()
    }

    /// All customers who left.
    pub fn left_count(&self) -> u32 {
        self.left.iter().sum()
    }
}

/// Counts transitions.
pub fn movement(transitions: &[Option<Transition>]) -> Movement {
    let mut report = Movement::default();
    for transition in transitions.iter().flatten() {
        let (from, to) = match *transition {
            Transition::New(rung) => {
                report.new[rung as usize] += 1;
                continue;
            }
            Transition::Left(rung) => {
                report.left[rung as usize] += 1;
                continue;
            }
            Transition::Up(from, to) => {
                report.up += 1;
                (from, to)
            }
            Transition::Down(from, to) => {
                report.down += 1;
                (from, to)
            }
            Transition::Stayed(rung) => {
                report.stayed += 1;
                (rung, rung)
            }
        };
        report.flow[from as usize][to as usize] += 1;
    }
    report
}

#[cfg(test)]
mod tests {
    use super::super::{CustomerEvidence, LadderRules, place};
    use super::*;
    use crate::domain::{NO_AMOUNT, PurchaseFacts};
    use proptest::prelude::*;

    const EARLIER: Day = Day(1_000);
    const LATER: Day = Day(1_200);
    const WINDOW: i32 = 100;

    fn placements(
        rows: &[(u32, i32)],
        customers: usize,
    ) -> (PurchaseDays, [Vec<Option<Placement>>; 2]) {
        let n = rows.len();
        let facts = PurchaseFacts {
            customer: &rows.iter().map(|r| r.0).collect::<Vec<_>>(),
            day: &rows.iter().map(|r| r.1).collect::<Vec<_>>(),
            amount: &vec![10; n],
            cost: &vec![NO_AMOUNT; n],
            counts: &vec![true; n],
        };
        let evidence = CustomerEvidence {
            live: &vec![true; customers],
            known_since: &vec![i32::MIN; customers],
            qualified: &vec![None; customers],
            share_of_wallet: &vec![NO_AMOUNT; customers],
            prefers_us: &vec![Some(true); customers],
            referrals: &vec![0; customers],
            pinned_rung: &vec![None; customers],
            latest_score: &vec![NO_AMOUNT; customers],
        };
        let days = PurchaseDays::collect(facts, customers);
        let at = |date| place(&days, &evidence, &LadderRules::default(), date);
        let both = [at(EARLIER), at(LATER)];
        (days, both)
    }

    fn between(rows: &[(u32, i32)], customers: usize) -> Vec<Option<Transition>> {
        let (days, [earlier, later]) = placements(rows, customers);
        transitions(&days, (EARLIER, &earlier), (LATER, &later), WINDOW)
    }

    #[test]
    fn customers_climb_slip_enter_and_leave() {
        let check = |days: &[i32], expect| {
            let rows: Vec<_> = days.iter().map(|day| (0, *day)).collect();
            assert_eq!(between(&rows, 1)[0], expect, "{days:?}");
        };
        check(&[1_001], Some(Transition::New(Rung::FirstTime)));
        check(&[1_201], None);
        check(&[950, 1_150], Some(Transition::Up(Rung::FirstTime, Rung::Repeat)));
        check(&[950], Some(Transition::Left(Rung::FirstTime)));
        check(&[800], Some(Transition::Stayed(Rung::FirstTime)));
        check(&[700, 800], Some(Transition::Stayed(Rung::Repeat)));
        check(&[900, 930, 960, 990, 1_150], Some(Transition::Down(Rung::Loyal, Rung::Repeat)));
        check(&[900, 930, 960, 990], Some(Transition::Left(Rung::Loyal)));
        check(&[], Some(Transition::Stayed(Rung::Suspect)));
    }

    #[test]
    fn the_report_counts_each_transition_in_its_place() {
        let report = movement(&[
            None,
            Some(Transition::New(Rung::Prospect)),
            Some(Transition::Left(Rung::Loyal)),
            Some(Transition::Up(Rung::FirstTime, Rung::Repeat)),
            Some(Transition::Up(Rung::Suspect, Rung::Repeat)),
            Some(Transition::Down(Rung::Loyal, Rung::Repeat)),
            Some(Transition::Stayed(Rung::Repeat)),
        ]);
        assert_eq!((report.up, report.down, report.stayed), (2, 1, 1));
        assert_eq!((report.new_count(), report.left_count()), (1, 1));
        assert_eq!(report.flow[Rung::FirstTime as usize][Rung::Repeat as usize], 1);
        assert_eq!(report.left[Rung::Loyal as usize], 1);
    }

    proptest! {
        #[test]
        fn every_known_customer_is_counted_once(rows in prop::collection::vec((0..8_u32, 600..1_300_i32), 0..60)) {
            let (days, [earlier, later]) = placements(&rows, 8);
            let known = |placed: &[Option<Placement>]| placed.iter().flatten().count() as u32;
            let report = movement(&transitions(&days, (EARLIER, &earlier), (LATER, &later), WINDOW));
            let flow: u32 = report.flow.iter().flatten().sum();
            prop_assert_eq!(flow, report.up + report.down + report.stayed);
            prop_assert_eq!(known(&earlier), report.left_count() + flow);
            prop_assert_eq!(known(&later), report.new_count() + report.left_count() + flow);
        }
    }
}
