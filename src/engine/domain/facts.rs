//! The columns that analytics read: facts of the whole base, side by side.
//!
//! Rows are positions in memory, good until the workspace changes; they are
//! never stored.

use super::Day;

/// Stands for "no customer" in a column of customer rows.
pub const NO_ROW: u32 = u32::MAX;

/// Stands for "not known" in a column of amounts.
pub const NO_AMOUNT: i64 = i64::MIN;

/// All purchases, one entry a purchase in each slice.
#[derive(Clone, Copy, Debug)]
pub struct PurchaseFacts<'a> {
    /// The customer's row, or [`NO_ROW`].
    pub customer: &'a [u32],
    /// Days since 1970; [`i32::MIN`] where not known.
    pub day: &'a [i32],
    /// Sales in minor units, negative for a return; [`NO_AMOUNT`] where not known.
    pub amount: &'a [i64],
    /// Cost in minor units (goods and cost to serve together), [`NO_AMOUNT`]
    /// where not known. Profit is amount minus cost.
    pub cost: &'a [i64],
    /// Whether the purchase counts: it and its customer are not deleted.
    pub counts: &'a [bool],
}

impl PurchaseFacts<'_> {
    /// How many rows the slices have, counted or not.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

/// All feedback answers, one entry an answer in each slice.
#[derive(Clone, Copy, Debug)]
pub struct FeedbackFacts<'a> {
    /// The customer's row, or [`NO_ROW`].
    pub customer: &'a [u32],
    /// Days since 1970; [`i32::MIN`] where not known.
    pub day: &'a [i32],
    /// The score on the survey's own scale; [`NO_AMOUNT`] where only a comment
    /// was given.
    pub score: &'a [i64],
    /// The survey that the score belongs to.
    pub survey: &'a [Option<super::Survey>],
    /// Whether the answer counts: it and its customer are not deleted.
    pub counts: &'a [bool],
}

/// Reads a day column's entry.
pub fn day_of(value: i32) -> Option<Day> {
    (value != i32::MIN).then_some(Day(value))
}
