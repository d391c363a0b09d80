//! Whether those who left were worth less or more than their number.
//!
//! With `c` the share of customers lost and `w` the share of profit that they
//! brought in the base period (of sales, where profit is not known), they were
//! small where w < 0.9 c and large where w > 1.1 c; between, neither is said. Of
//! fewer than [`LEAST_LOST`] customers nothing is said either: whether they were
//! small or large is chance.

use super::{Rate, Retention, Undefined};

/// From so many lost customers on it is said whether they were small or large.
const LEAST_LOST: u32 = 10;

/// Who left.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum WhoLeft {
    /// Nobody did.
    Nobody,
    /// All who were active did.
    Everybody,
    /// Too few to say more than their number.
    Few,
    /// This share of customers, who brought less than their share.
    Small(f64, Worth),
    /// This share of customers, who brought more than their share.
    Large(f64, Worth),
    /// This share of customers, who brought about as much.
    Alike(f64),
}

/// What those who left brought in the base period, as a share of all.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Worth {
    /// Of profit.
    Profit(f64),
    /// Of sales, where profit is not known.
    Sales(f64),
}

/// What the three rates say together; the reason where nobody was active.
pub fn who_left(retention: &Retention) -> Result<WhoLeft, Undefined> {
    let lost = retention.churn()?;
    let worth = |rate: Rate| rate.ok().map(|rate| 1.0 - rate);
    let profit = worth(retention.profit_adjusted).map(|share| (share, Worth::Profit(share)));
    let sales = worth(retention.sales_adjusted).map(|share| (share, Worth::Sales(share)));
    Ok(match profit.or(sales) {
        _ if retention.lost == 0 => WhoLeft::Nobody,
        _ if retention.retained == 0 => WhoLeft::Everybody,
        _ if retention.lost < LEAST_LOST => WhoLeft::Few,
        Some((share, worth)) if share < lost * 0.9 => WhoLeft::Small(lost, worth),
        Some((share, worth)) if share > lost * 1.1 => WhoLeft::Large(lost, worth),
        _ => WhoLeft::Alike(lost),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Tally;
    use super::*;

    fn check(lost: u32, of: u32, profit: Rate, sales: f64, expect: WhoLeft) {
        let retained = of - lost;
        let retention = Retention {
            active_at_start: of,
            retained,
            lost,
            raw: Ok(f64::from(retained) / f64::from(of)),
            profit_adjusted: profit,
            sales_adjusted: Ok(sales),
            ..Tally::default().finish()
        };
        assert_eq!(who_left(&retention), Ok(expect), "{lost} of {of}");
    }

    #[test]
    fn those_who_left_were_small_or_large_by_what_they_brought() {
        let share = |worth: f64| 1.0 - worth;
        check(25, 100, Ok(share(0.125)), 0.5, WhoLeft::Small(0.25, Worth::Profit(0.125)));
        check(25, 100, Ok(share(0.5)), 0.9, WhoLeft::Large(0.25, Worth::Profit(0.5)));
        check(25, 100, Ok(share(0.26)), 0.9, WhoLeft::Alike(0.25));
        let unknown = Err(Undefined::ProfitNotKnown);
        check(25, 100, unknown, share(0.125), WhoLeft::Small(0.25, Worth::Sales(0.125)));
        check(0, 100, Ok(1.0), 1.0, WhoLeft::Nobody);
    }

    /// Bug: "You lose small customers" was said when 2 of 148 had left.
    #[test]
    fn of_a_few_nothing_more_is_said() {
        check(2, 148, Ok(0.999), 0.999, WhoLeft::Few);
        check(9, 148, Ok(0.5), 0.5, WhoLeft::Few);
    }

    /// Bug: when all had left it was said that neither small nor large ones had.
    #[test]
    fn where_all_left_only_that_is_said() {
        check(3, 3, Ok(0.0), 0.0, WhoLeft::Everybody);
        check(50, 50, Ok(0.0), 0.0, WhoLeft::Everybody);
    }

    #[test]
    fn where_nobody_was_active_nobody_could_leave() {
        let nobody = Tally::default().finish();
        assert_eq!(who_left(&nobody), Err(Undefined::NobodyActive));
    }
}
