//! The sums: facts and parameters in, report structs out.
//!
//! Every function here is pure. It reads the columns of [`crate::domain::facts`]
//! and, per customer, slices that are indexed by the customer's row. Rows point
//! into memory and are good until the workspace changes. Rates are fractions
//! (0.9 is ninety per cent), money is in minor units, days are civil days.
//! Texts for people are not made here: a figure that cannot be computed comes
//! back with a reason as an enum.
//!
//! Columns of one call must have the same length; where they do not, the rows
//! beyond the shortest are not read.

pub mod attention;
pub mod base;
pub mod cohorts;
pub mod customer;
pub mod customer_totals;
pub mod homogeneity;
pub mod ladder;
pub mod marketing_list;
pub mod nps;
pub mod purchase_days;
pub mod retention;
pub mod sales_over_time;
pub mod satisfaction;
pub mod silence;

use crate::domain::NO_AMOUNT;

/// Whether a purchase of this amount is one that keeps a customer active and
/// that lifts them on the ladder: something was bought, or the amount is not
/// known. A return (negative) and a free item (zero) change sums only.
pub fn is_buy(amount: i64) -> bool {
    (amount > 0) | (amount == NO_AMOUNT)
}

/// Sales of some purchases, as far as their amounts are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sales {
    /// The known amounts, returns taken off, in minor units.
    pub sum: i64,
    /// Purchases and returns whose amount is known.
    pub known: u32,
    /// Purchases whose amount is not known.
    pub unknown: u32,
}

impl Sales {
    fn add(&mut self, amount: i64) {
        add_known(&mut self.sum, amount);
        self.known += u32::from(amount != NO_AMOUNT);
        self.unknown += u32::from(amount == NO_AMOUNT);
    }

    /// The sum, which without any purchase is 0; `None` if there were purchases and
    /// no amount is known of any.
    pub fn total(self) -> Option<i64> {
        (self.known > 0 || self.unknown == 0).then_some(self.sum)
    }
}

/// Adds an amount that may be unknown. Saturates: amounts are below 2⁵³, so a
/// sum is exact up to a thousand of the largest amounts there can be.
fn add_known(sum: &mut i64, amount: i64) {
    if amount != NO_AMOUNT {
        *sum = sum.saturating_add(amount);
    }
}
