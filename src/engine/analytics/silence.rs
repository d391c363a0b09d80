//! Whether purchases keep coming, or the records end in the past.
//!
//! Figures that are told up to today call everybody lost where the records ended some
//! time ago. So a silence that is too long for this firm is taken for the end of the
//! records: if days with a purchase came by chance, with the mean gap *g* of the last
//! year, a pause of more than 3 *g* would come about once in twenty times
//! (*e*⁻³ = 5 %). It is never below two weeks, in which a shop may be closed over the
//! holidays, and never above three months.

use crate::domain::{Day, PurchaseFacts};

/// Days of silence that always may be.
const SHORTEST: i32 = 14;
/// Days of silence after which records have ended, however rare purchases are.
const LONGEST: i32 = 92;
/// Days of silence that may be where one day with a purchase is all there is.
const UNKNOWN: i32 = 31;
/// Days that the usual gap is taken from.
const YEAR: i32 = 365;

/// How many days without a purchase are nothing unusual after `last`, the last day
/// with one.
pub fn longest_silence(purchases: PurchaseFacts<'_>, last: Day) -> i32 {
    let mut sold = [false; YEAR as usize];
    for (day, counts) in purchases.day.iter().zip(purchases.counts) {
        let ago = i64::from(last.0) - i64::from(*day);
        if let (true, Ok(ago)) = (*counts, usize::try_from(ago))
            && let Some(sold) = sold.get_mut(ago)
        {
            *sold = true;
        }
    }
    let days = sold.iter().filter(|sold| **sold).count() as i32;
    match sold.iter().rposition(|sold| *sold) {
        Some(first) if days > 1 => {
            // Rounded up: 3 × the mean gap.
            let gaps = days - 1;
            ((3 * first as i32 + gaps - 1) / gaps).clamp(SHORTEST, LONGEST)
        }
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NO_AMOUNT;

    fn check(days: &[i32], last: i32, expect: i32) {
        let nothing = vec![NO_AMOUNT; days.len()];
        let facts = PurchaseFacts {
            customer: &vec![0; days.len()],
            day: days,
            amount: &nothing,
            cost: &nothing,
            counts: &vec![true; days.len()],
        };
        assert_eq!(longest_silence(facts, Day(last)), expect, "{days:?}");
    }

    #[test]
    fn a_shop_that_sells_daily_is_not_silent_for_three_weeks() {
        let daily: Vec<i32> = (19_000..19_400).collect();
        check(&daily, 19_399, SHORTEST);
        let weekly: Vec<i32> = (0..60).map(|week| 19_000 + week * 7).collect();
        check(&weekly, 19_000 + 59 * 7, 21);
        let yearly = [18_000, 19_000, 19_300];
        check(&yearly, 19_300, LONGEST);
    }

    #[test]
    fn one_day_says_nothing_of_gaps() {
        check(&[], 19_000, UNKNOWN);
        check(&[19_000, 19_000], 19_000, UNKNOWN);
        check(&[i32::MIN, i32::MAX, 19_000], 19_000, UNKNOWN);
    }
}
