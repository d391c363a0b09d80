//! The rates straight from the purchases, for a base of any size and several
//! periods at once.
//!
//! [`overall`](super::overall) needs each customer's sums, and writing those in
//! purchase order misses the processor's caches on a large base. The rates need
//! less: one scan notes in one byte a customer who was active in which window, a
//! second adds each purchase to a sum chosen by its customer's byte and by the
//! windows that its day lies in. The bytes of 100,000 customers and the sums stay
//! in the caches. A byte has room for the windows of four periods, which thus
//! cost the scans of one. A law checks that both ways agree.

use super::{ActiveRule, CustomerTrade, Retention, Tally};
use crate::analytics::is_buy;
use crate::domain::{Period, PurchaseFacts};

/// How many periods one run measures.
const AT_ONCE: usize = 4;

/// The bit of a period's start window; that of its end window is the next.
fn at_start(period: usize) -> u8 {
    1 << (2 * period)
}

fn at_end(period: usize) -> u8 {
    at_start(period) << 1
}

/// Which windows hold which day, looked up so that scattered days cost no
/// mispredicted branches.
struct Calendar {
    first: i32,
    /// For each day from the first on its place in `windows`, and one entry more
    /// for all days that lie elsewhere.
    days: Vec<u8>,
    /// The sets of windows that days lie in, as bits; the first is the empty one.
    windows: Vec<u8>,
}

impl Calendar {
    fn of(window: i32, periods: &[Period]) -> Calendar {
        let rules = periods.iter().map(|period| ActiveRule { period: *period, window });
        let bounds = rules.flat_map(|rule| [rule.start_window(), rule.end_window()]);
        let bounds: Vec<Period> = bounds.collect();
        let first = bounds.iter().map(|window| window.first.0).min().unwrap_or(0);
        let end = bounds.iter().map(|window| window.last.0 + 1).max().unwrap_or(first);
        let mut sets = vec![0_u8; (end - first).max(0) as usize];
        for (at, window) in bounds.iter().enumerate() {
            for day in window.first.0..=window.last.0 {
                sets[(day - first) as usize] |= 1 << at;
            }
        }
        let mut windows = vec![0];
        let place = |set: u8| {
            let known = windows.iter().position(|known| *known == set);
            known.unwrap_or_else(|| {
                windows.push(set);
                windows.len() - 1
            }) as u8
        };
        let days = sets.into_iter().chain([0]).map(place).collect();
        Calendar { first, days, windows }
    }

    /// The place of a day's windows; a day that is not known lies elsewhere.
    fn place(&self, day: i32) -> usize {
        let at = day.wrapping_sub(self.first) as u32 as usize;
        usize::from(self.days[at.min(self.days.len() - 1)])
    }
}

/// Retention of the whole base; `live` says for each customer row whether the
/// customer is not deleted.
pub fn measure(purchases: PurchaseFacts<'_>, live: &[bool], rule: ActiveRule) -> Retention {
    run(purchases, live, rule.window, &[rule.period], 1, |_| 0)[0][0].finish()
}

/// Retention of the whole base in each of several periods with the same window.
pub fn measure_each(
    purchases: PurchaseFacts<'_>,
    live: &[bool],
    window: i32,
    periods: &[Period],
) -> Vec<Retention> {
    let runs = periods.chunks(AT_ONCE).flat_map(|periods| {
        let tallies = run(purchases, live, window, periods, 1, |_| 0);
        tallies.into_iter().map(|tally| tally[0].finish())
    });
    runs.collect()
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
    let place = |customer: usize| segment.get(customer).map_or(usize::MAX, |s| *s as usize);
    let tallies = run(purchases, live, rule.window, &[rule.period], segments, place);
    tallies[0].iter().map(|tally| tally.finish()).collect()
}

/// The tallies of up to [`AT_ONCE`] periods, by period and group. `group` names
/// each customer's group; one beyond the groups is none.
fn run(
    purchases: PurchaseFacts<'_>,
    live: &[bool],
    window: i32,
    periods: &[Period],
    groups: usize,
    group: impl Fn(usize) -> usize,
) -> Vec<Vec<Tally>> {
    let calendar = Calendar::of(window, periods);
    let activity = activity(purchases, live, &calendar);
    let (kinds, places) = (1 << (2 * periods.len()), calendar.windows.len());
    // Sums of purchases by group, by their customer's activity, and by the windows
    // that their day lies in. Purchases that lie in none are summed, too: a choice
    // of sum is quicker than a branch.
    let mut sums = vec![CustomerTrade::default(); groups * kinds * places];
    let mut customers = vec![0_u32; groups * kinds];
    let rows = purchases.day.iter().zip(purchases.counts).zip(purchases.customer);
    for ((((&day, &counts), &customer), &amount), &cost) in
        rows.zip(purchases.amount).zip(purchases.cost)
    {
        let customer = customer as usize;
        let Some(active) = activity.get(customer) else { continue };
        let group = group(customer);
        if group < groups {
            let place = calendar.place(day) * usize::from(counts);
            sums[(group * kinds + usize::from(*active)) * places + place].add_base(amount, cost);
        }
    }
    for (customer, active) in activity.iter().enumerate() {
        let group = group(customer);
        if group < groups {
            customers[group * kinds + usize::from(*active)] += 1;
        }
    }
    let tally = |period: usize, group: usize| {
        let own = group * kinds..(group + 1) * kinds;
        let sums = &sums[own.start * places..own.end * places];
        tally(period, &customers[own], sums, &calendar.windows)
    };
    let of_groups = |period| (0..groups).map(|group| tally(period, group)).collect();
    (0..periods.len()).map(of_groups).collect()
}

/// In which windows each customer was active; in none if deleted.
fn activity(purchases: PurchaseFacts<'_>, live: &[bool], calendar: &Calendar) -> Vec<u8> {
    let mut activity = vec![0_u8; live.len()];
    let rows = purchases.day.iter().zip(purchases.counts).zip(purchases.customer);
    for (((&day, &counts), &customer), &amount) in rows.zip(purchases.amount) {
        let windows = calendar.windows[calendar.place(day)];
        if let Some(own) = activity.get_mut(customer as usize) {
            *own |= windows * u8::from(counts & is_buy(amount));
        }
    }
    for (own, live) in activity.iter_mut().zip(live) {
        *own *= u8::from(*live);
    }
    activity
}

/// One period's tally: the customers by their activity, and their purchases'
/// sums by that and by the windows of the day.
fn tally(period: usize, customers: &[u32], sums: &[CustomerTrade], windows: &[u8]) -> Tally {
    let (start, end) = (at_start(period), at_end(period));
    let mut tally = Tally::default();
    let kinds = (0_u8..=u8::MAX).zip(customers).zip(sums.chunks(windows.len()));
    for ((active, &count), sums) in kinds {
        let (from_start, to_end) = (active & start != 0, active & end != 0);
        tally.new += count * u32::from(to_end && !from_start);
        if !from_start {
            continue;
        }
        tally.active_at_start += count;
        tally.retained += count * u32::from(to_end);
        for (sum, held) in sums.iter().zip(windows) {
            let current_sales = if held & end == 0 { 0 } else { sum.base_sales };
            let base = if held & start == 0 { CustomerTrade::default() } else { *sum };
            tally.add_sums(&CustomerTrade { current_sales, ..base }, to_end);
        }
    }
    tally
}
