//! The rates straight from the purchases, for a base of any size.
//!
//! [`overall`](super::overall) needs each customer's sums, and writing those in
//! purchase order misses the processor's caches on a large base. The rates need
//! less: one scan notes in one byte a customer who was active when, a second
//! adds each purchase to one of four sums by its customer's byte. The bytes of
//! 100,000 customers stay in the cache. A law checks that both ways agree.

use super::{ActiveRule, CustomerTrade, Retention, Tally};
use crate::analytics::is_buy;
use crate::domain::PurchaseFacts;

const AT_START: u8 = 1;
const AT_END: u8 = 2;
const BOTH: u8 = AT_START | AT_END;

/// The two windows as one comparison each, so that scattered days cost no
/// mispredicted branches.
#[derive(Clone, Copy)]
struct Windows {
    first: [i32; 2],
    days: [u32; 2],
}

impl Windows {
    fn of(rule: ActiveRule) -> Windows {
        let both = [rule.start_window(), rule.end_window()];
        Windows {
            first: both.map(|window| window.first.0),
            days: both.map(|window| window.days().max(0).unsigned_abs()),
        }
    }

    /// [`AT_START`] and [`AT_END`] for the windows that hold the day; a day that
    /// is not known lies far beyond either.
    fn holding(self, day: i32) -> u8 {
        let holds = |at: usize| (day.wrapping_sub(self.first[at]) as u32) < self.days[at];
        (AT_START * u8::from(holds(0))) | (AT_END * u8::from(holds(1)))
    }
}

/// Retention of the whole base; `live` says for each customer row whether the
/// customer is not deleted.
pub fn measure(purchases: PurchaseFacts<'_>, live: &[bool], rule: ActiveRule) -> Retention {
    let activity = activity(purchases, live, rule);
    let mut tallies = [Tally::default()];
    add_sums(purchases, rule, &activity, &mut tallies, |_| 0);
    tallies[0].finish()
}

/// Retention of each of `segments` segments. `segment` holds for each customer
/// row the segment's number; a number beyond means no segment.
pub fn measure_by_segment(
    purchases: PurchaseFacts<'_>,
    live: &[bool],
    rule: ActiveRule,
    segment: &[u32],
    segments: usize,
) -> Vec<Retention> {
    let activity = activity(purchases, live, rule);
    let mut tallies = vec![Tally::default(); segments];
    let place = |customer: usize| segment.get(customer).map_or(usize::MAX, |s| *s as usize);
    add_sums(purchases, rule, &activity, &mut tallies, place);
    tallies.into_iter().map(Tally::finish).collect()
}

/// When each customer was active; nothing for the deleted.
fn activity(purchases: PurchaseFacts<'_>, live: &[bool], rule: ActiveRule) -> Vec<u8> {
    let windows = Windows::of(rule);
    let mut activity = vec![0_u8; live.len()];
    let rows = purchases.day.iter().zip(purchases.counts).zip(purchases.customer);
    for (((&day, &counts), &customer), &amount) in rows.zip(purchases.amount) {
        let active = windows.holding(day) * u8::from(counts & is_buy(amount));
        if let Some(own) = activity.get_mut(customer as usize) {
            *own |= active;
        }
    }
    for (own, live) in activity.iter_mut().zip(live) {
        *own *= u8::from(*live);
    }
    activity
}

/// Adds customers and purchases to the tally that `place` names; a place beyond
/// the tallies is none.
fn add_sums(
    purchases: PurchaseFacts<'_>,
    rule: ActiveRule,
    activity: &[u8],
    tallies: &mut [Tally],
    place: impl Fn(usize) -> usize,
) {
    let windows = Windows::of(rule);
    // For each tally the sums by the purchase's window (none, start, end, both)
    // and the customer's activity (never, start, end, both). Purchases that lie
    // in no window are summed, too: a choice of sum is quicker than a branch.
    let mut sums = vec![[[CustomerTrade::default(); 4]; 4]; tallies.len()];
    let rows = purchases.day.iter().zip(purchases.counts).zip(purchases.customer);
    for ((((&day, &counts), &customer), &amount), &cost) in
        rows.zip(purchases.amount).zip(purchases.cost)
    {
        let customer = customer as usize;
        let Some(active) = activity.get(customer) else { continue };
        let Some(sums) = sums.get_mut(place(customer)) else { continue };
        let window = windows.holding(day) * u8::from(counts);
        sums[usize::from(window & BOTH)][usize::from(*active & BOTH)].add_base(amount, cost);
    }
    for (customer, active) in activity.iter().enumerate() {
        if let Some(tally) = tallies.get_mut(place(customer)) {
            tally.active_at_start += u32::from(active & AT_START != 0);
            tally.retained += u32::from(*active == BOTH);
            tally.new += u32::from(*active == AT_END);
        }
    }
    for (tally, windows) in tallies.iter_mut().zip(&sums) {
        for active in [AT_START, BOTH].map(usize::from) {
            for window in [AT_START, AT_END, BOTH] {
                let sum = windows[usize::from(window)][active];
                let current_sales = if window & AT_END == 0 { 0 } else { sum.base_sales };
                let base = if window & AT_START == 0 { CustomerTrade::default() } else { sum };
                let part = CustomerTrade { current_sales, ..base };
                tally.add_sums(&part, active == usize::from(BOTH));
            }
        }
    }
}
