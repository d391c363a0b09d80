//! Cohorts: of the customers who first bought in a month or quarter, how many
//! bought again in each month or quarter after it.
//!
//! A cohort is all customers whose first purchase day lies in one calendar step.
//! Its cell at age *k* counts the distinct customers of it with at least one
//! purchase in the step *k* after that one, and its rate is
//! `active[k] ÷ active[0]`. What has not been observed to its end is not there:
//! a cohort has as many ages as steps that are over. A rate at one age over
//! several cohorts is *pooled*: the sum of the active ÷ the sum of the sizes of the
//! cohorts that have reached this age, which weights each customer alike.
//!
//! A purchase is what [`super::is_buy`] says, so a return is no activity.
//!
//! Whether later cohorts come back more than earlier ones is judged at one age by
//! the Cochran–Armitage test for a trend of proportions over the order of the cohorts,
//! at 95 %: with n customers and x active of cohort i,
//! *z* = (Σ xᵢ i − p Σ nᵢ i) ÷ √(p (1 − p) (Σ nᵢ i² − (Σ nᵢ i)² ÷ N)). Each cohort weighs
//! as many customers as it has. It is told in the shares of the earlier and the later
//! half, and only where both have five or more who came back and five or more who did
//! not, and differ in the trend's direction (P. Armitage, *Tests for linear trends in
//! proportions and frequencies*, Biometrics 11, 1955).

use super::is_buy;
use crate::domain::{Day, Period, PurchaseFacts};

/// The usual 95 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;
/// With fewer than this many on either side of a share, no share is compared.
const LEAST: u32 = 5;

/// Customers who first bought in the same step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cohort {
    /// The step of their first purchase.
    pub period: Period,
    /// How many bought in it and in each step after it that is over, by age.
    pub active: Vec<u32>,
}

impl Cohort {
    /// How many customers it has.
    pub fn size(&self) -> u32 {
        self.active.first().copied().unwrap_or(0)
    }

    /// The share that bought at an age; `None` where the age is not over or the
    /// cohort has nobody.
    pub fn rate(&self, age: usize) -> Option<f64> {
        Share { of: self.size(), active: *self.active.get(age)? }.rate()
    }
}

/// So many of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// How many there were.
    pub of: u32,
    /// How many of them bought.
    pub active: u32,
}

impl Share {
    /// The share; `None` of nobody.
    pub fn rate(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.active) / f64::from(self.of))
    }

    fn is_enough(self) -> bool {
        self.active >= LEAST && self.of.saturating_sub(self.active) >= LEAST
    }
}

/// The most steps there can be: one bit of a number each, and one bit for all
/// that was before.
pub const MOST: usize = 63;

/// The last `count` cohorts, at most [`MOST`], by steps of `months` calendar months
/// (1, 3 or 12, from January on), oldest first. The last step is the last that is
/// over on `until`; whoever first bought after it, or before the first of these
/// steps, is left out, and so are customers who are not `live`.
pub fn cohorts(
    purchases: PurchaseFacts<'_>,
    live: &[bool],
    months: i32,
    until: Day,
    count: usize,
) -> Vec<Cohort> {
    let months = months.max(1);
    let step_of = |day: Day| day.month_index().div_euclid(months);
    // The step in which the next day lies is the first that is not over.
    let end = step_of(until.plus_days(1));
    let begin = (end - count.min(MOST) as i32).max(step_of(Day::MIN) + 1);
    let start_of = |step: i32| Day::from_month_index(step * months);
    let steps = (end - begin).max(0) as usize;
    let (first, after) = (start_of(begin), start_of(end));

    // The step of each day, so that no purchase asks the calendar.
    let mut places = vec![0_u8; (after.0 - first.0).max(0) as usize];
    for step in 0..steps {
        let of = |step: usize| (start_of(begin + step as i32).0 - first.0) as usize;
        places[of(step)..of(step + 1)].fill(step as u8);
    }
    // A bit for each step in which a customer bought, the lowest for all before.
    let mut bought = vec![0_u64; live.len()];
    let columns = purchases.customer.iter().zip(purchases.day).zip(purchases.amount);
    for (((customer, day), amount), counts) in columns.zip(purchases.counts) {
        let Some(own) = bought.get_mut(*customer as usize) else { continue };
        if !*counts || !is_buy(*amount) || *day == i32::MIN {
            continue;
        }
        if *day < first.0 {
            *own |= 1;
        } else if let Some(step) = places.get((i64::from(*day) - i64::from(first.0)) as usize) {
            *own |= 2 << step;
        }
    }
    let mut active: Vec<Vec<u32>> = (0..steps).map(|step| vec![0; steps - step]).collect();
    for (own, live) in bought.into_iter().zip(live) {
        if !*live || own == 0 || own & 1 == 1 {
            continue;
        }
        let mut left = own >> 1;
        let cohort = left.trailing_zeros() as usize;
        while left != 0 {
            active[cohort][left.trailing_zeros() as usize - cohort] += 1;
            left &= left - 1;
        }
    }
    let period = |step: usize| {
        let step = begin + step as i32;
        Period { first: start_of(step), last: start_of(step + 1).plus_days(-1) }
    };
    let made = active.into_iter().enumerate();
    made.map(|(step, active)| Cohort { period: period(step), active }).collect()
}

/// How many of all the cohorts that have reached an age bought at it.
pub fn pooled(cohorts: &[Cohort], age: usize) -> Share {
    let reached =
        cohorts.iter().filter_map(|cohort| Some((cohort.size(), cohort.active.get(age)?)));
    reached.fold(Share::default(), |sum, (of, active)| Share {
        of: sum.of.saturating_add(of),
        active: sum.active.saturating_add(*active),
    })
}

/// Whether later cohorts come back at an age as earlier ones do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Movement {
    /// More of them, beyond what chance explains.
    Up,
    /// Fewer of them, beyond what chance explains.
    Down,
    /// No difference that chance does not explain.
    Still,
    /// Too few for a judgement.
    TooFew,
}

/// The earlier and the later half of the cohorts that have reached an age, and
/// what the trend over all of them says. With an odd number the middle one is earlier.
pub fn trend(cohorts: &[Cohort], age: usize) -> (Share, Share, Movement) {
    let reached = cohorts.iter().take_while(|cohort| cohort.active.len() > age).count();
    let reached = &cohorts[..reached];
    let (earlier, later) = reached.split_at(reached.len().div_ceil(2));
    let (earlier, later) = (pooled(earlier, age), pooled(later, age));
    (earlier, later, movement(reached, age, earlier, later))
}

fn movement(cohorts: &[Cohort], age: usize, earlier: Share, later: Share) -> Movement {
    let (Some(before), Some(after)) = (earlier.rate(), later.rate()) else {
        return Movement::TooFew;
    };
    if !earlier.is_enough() || !later.is_enough() {
        return Movement::TooFew;
    }
    let sum = |value: fn(f64, f64, f64) -> f64| -> f64 {
        let cells = cohorts.iter().enumerate().filter_map(|(at, cohort)| {
            let active = f64::from(*cohort.active.get(age)?);
            Some(value(at as f64, f64::from(cohort.size()), active))
        });
        cells.sum()
    };
    let all = sum(|_, size, _| size);
    let p = sum(|_, _, active| active) / all;
    let placed = sum(|at, size, _| size * at);
    let above = sum(|at, _, active| active * at) - p * placed;
    let spread = sum(|at, size, _| size * at * at) - placed * placed / all;
    match above / (p * (1.0 - p) * spread).sqrt() {
        z if z > Z && after > before => Movement::Up,
        z if z < -Z && after < before => Movement::Down,
        _ => Movement::Still,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NO_AMOUNT;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    /// The cohorts of purchases of these customers on these days.
    fn of(
        rows: &[(u32, i32)],
        live: &[bool],
        months: i32,
        until: Day,
        count: usize,
    ) -> Vec<Cohort> {
        let facts = PurchaseFacts {
            customer: &rows.iter().map(|row| row.0).collect::<Vec<_>>(),
            day: &rows.iter().map(|row| row.1).collect::<Vec<_>>(),
            amount: &vec![NO_AMOUNT; rows.len()],
            cost: &vec![NO_AMOUNT; rows.len()],
            counts: &vec![true; rows.len()],
        };
        cohorts(facts, live, months, until, count)
    }

    #[test]
    fn only_steps_that_are_over_are_told() {
        let bought = [(0, day("2026-01-05")), (0, day("2026-02-27")), (1, day("2026-02-01"))];
        let rows: Vec<(u32, i32)> = bought.iter().map(|(who, day)| (*who, day.0)).collect();
        let told = |until: &str| -> Vec<Vec<u32>> {
            let found = of(&rows, &[true; 2], 1, day(until), 2);
            found.into_iter().map(|cohort| cohort.active).collect()
        };
        assert_eq!(told("2026-02-27"), [vec![0, 0], vec![1]]);
        assert_eq!(told("2026-02-28"), [vec![1, 1], vec![1]]);
        // Who first bought before the first cohort is in none.
        assert_eq!(told("2026-03-31"), [vec![1, 0], vec![0]]);
        let quarters = of(&rows, &[true; 2], 3, day("2026-06-30"), 2);
        assert_eq!(quarters[0].active, [2, 0]);
        assert_eq!(
            quarters[0].period,
            Period { first: day("2026-01-01"), last: day("2026-03-31") }
        );
        assert_eq!(quarters[0].rate(1), Some(0.0));
        assert_eq!(quarters[0].rate(2), None);
    }

    #[test]
    fn who_is_deleted_is_in_no_cohort() {
        let rows = [(0, day("2026-01-05").0), (1, day("2026-01-06").0), (9, day("2026-01-07").0)];
        let found = of(&rows, &[true, false], 1, day("2026-01-31"), 1);
        assert_eq!(found[0].size(), 1);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trouble() {
        let rows = [(0, Day::MIN.0), (0, Day::MAX.0), (0, i32::MIN)];
        assert!(of(&rows, &[true], 1, Day::MIN, 24).len() <= 24);
        assert!(of(&rows, &[true], 12, Day::MAX, 24).len() <= 24);
        assert!(of(&rows, &[true], 1, day("2026-01-31"), 0).is_empty());
    }

    #[test]
    fn later_cohorts_are_compared_with_earlier_ones() {
        let cohort = |size, back| Cohort {
            period: Period { first: Day(0), last: Day(30) },
            active: vec![size, back],
        };
        let young = Cohort { period: Period { first: Day(0), last: Day(30) }, active: vec![9] };
        let (earlier, later, movement) =
            trend(&[cohort(100, 30), cohort(100, 34), cohort(200, 40), young.clone()], 1);
        assert_eq!(
            (earlier, later),
            (Share { of: 200, active: 64 }, Share { of: 200, active: 40 })
        );
        // By hand: p = 104 ÷ 400, Σ xᵢ i = 114, Σ nᵢ i = 500, Σ nᵢ i² = 900, so
        // z = (114 - 130) ÷ √(.26 · .74 · (900 - 625)) = -2.20.
        assert_eq!(movement, Movement::Down);
        // Two cohorts are the test of two proportions: z = .10 ÷ √(.25 · .75 · .02) = 1.63.
        assert_eq!(trend(&[cohort(100, 20), cohort(100, 30)], 1).2, Movement::Still);
        assert_eq!(trend(&[cohort(100, 20), cohort(100, 33)], 1).2, Movement::Up);
        assert_eq!(trend(&[cohort(100, 4), cohort(100, 30)], 1).2, Movement::TooFew);
        assert_eq!(trend(&[young], 1).2, Movement::TooFew);
        // A steady fall of which halves alone say nothing.
        let falling = [34, 31, 28, 27, 24, 20].map(|back| cohort(100, back));
        assert_eq!(trend(&falling, 1).2, Movement::Down);
        assert_eq!(pooled(&[cohort(100, 30), cohort(50, 6)], 1).rate(), Some(0.24));
    }

    proptest! {
        #[test]
        fn the_cells_are_those_of_counting_sets(
            rows in prop::collection::vec((0..9_u32, 19_000..20_100_i32), 0..120),
            until in 19_400..20_200_i32,
            months in prop::sample::select(vec![1, 3, 12]),
            count in 0..80_usize,
        ) {
            let found = of(&rows, &[true; 9], months, Day(until), count);
            let step = |day: i32| Day(day).month_index().div_euclid(months);
            for cohort in &found {
                let own = step(cohort.period.first.0);
                prop_assert_eq!(step(cohort.period.last.0), own);
                for (age, active) in cohort.active.iter().enumerate() {
                    let members: BTreeSet<u32> = (0..9)
                        .filter(|who| {
                            let first = rows.iter().filter(|row| row.0 == *who).map(|row| row.1).min();
                            first.map(step) == Some(own)
                        })
                        .filter(|who| rows.iter().any(|row| row.0 == *who && step(row.1) == own + age as i32))
                        .collect();
                    prop_assert_eq!(*active as usize, members.len());
                }
            }
            prop_assert!(found.len() <= count);
        }
    }
}
