//! Which of several backups in one place stay when another one was made.
//!
//! The newest [`NEWEST`] stay, and of each of the last [`DAYS`] days that have one
//! the newest: a mistake that is noticed a week later can still be taken back, and
//! the place does not fill up.

use super::Day;

/// How many of the newest stay, of whatever day.
pub const NEWEST: usize = 3;

/// For how many days with backups the newest of the day stays.
pub const DAYS: usize = 7;

/// The places of those that may go, by the days of all, newest first.
pub fn outdated(days: &[Day]) -> Vec<usize> {
    let mut seen: Vec<Day> = Vec::new();
    let mut outdated = Vec::new();
    for (at, day) in days.iter().enumerate() {
        let first_of_day = !seen.contains(day);
        if first_of_day {
            seen.push(*day);
        }
        let stays = at < NEWEST || first_of_day && seen.len() <= DAYS;
        if !stays {
            outdated.push(at);
        }
    }
    outdated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stay_and_one_for_each_of_the_last_days() {
        let check = |days: &[i32], expect: &[usize]| {
            let days: Vec<Day> = days.iter().map(|day| Day(*day)).collect();
            assert_eq!(outdated(&days), expect, "{days:?}");
        };
        check(&[], &[]);
        check(&[9, 9, 9], &[]);
        check(&[9, 9, 9, 9, 8, 8], &[3, 5]);
        check(&[9, 8, 8, 8, 7], &[3]);
        check(&[20, 19, 18, 17, 16, 15, 14, 13, 12], &[7, 8]);
        // Days without a backup do not count.
        check(&[90, 80, 70, 60, 50, 40, 30, 20], &[7]);
    }
}
