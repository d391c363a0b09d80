//! Retention: who was active at the start of a period and still is at its end,
//! counted raw and weighted by what they were worth.
//!
//! # Active
//! One rule, with one window of W days that the user sets. A customer is active
//! *at the start* of a period when they bought at least once in the W days
//! before its first day, and active *at the end* when they bought at least once
//! in the last W days up to and including its last day. Buying is defined by
//! [`is_buy`]: a return alone keeps nobody active. With W as long as the period
//! this is "bought in the year before" against "bought in the year". With W
//! longer than the period the two windows overlap, and a purchase in the
//! overlap counts for both.
//!
//! # Formulas
//! With A the customers active at the start, R those of A active at the end:
//!
//! - raw = |R| ÷ |A|; churn = 1 − raw. New customers never count.
//! - sales-adjusted = base sales of R ÷ base sales of A
//! - profit-adjusted = base profit of R ÷ base profit of A
//! - net revenue retention = sales of R in the end window ÷ base sales of A
//!
//! *Base* is the start window. Returns reduce the sums. Profit is amount minus
//! cost, summed over those purchases of which both are known;
//! [`Retention::base_profit_unknown`] says how many were left out.
//! Profit-adjusted retention is above 1 when the lost customers made losses,
//! and below 0 when the retained ones did.
//!
//! # Undefined
//! A rate whose denominator is nothing, not known, zero or negative is an
//! [`Undefined`] reason, never 0.
//!
//! # Source
//! F. Buttle, *Customer Relationship Management*, and his worked example at
//! customerthink.com ("good reasons not to focus on customer retention"): of
//! 100 customers ten are lost, who held a quarter of sales and half of profit:
//! 90 % raw, 75 % sales-adjusted, 50 % profit-adjusted. The example weighs by
//! the base period; sales of the later period are the separate figure here
//! called net revenue retention.

mod lost;
mod measure;
mod trend;
mod who_left;

pub use lost::{LostCustomer, lost_customers};
pub use measure::{measure, measure_by_segment, measure_each};
pub use trend::{TrendPoint, first_covered, preceding, trend};
pub use who_left::{WhoLeft, Worth, who_left};

use super::{add_known, is_buy};
use crate::domain::{Day, NO_AMOUNT, Period, PurchaseFacts};

/// The longest window, in days: a hundred years.
pub const LONGEST_WINDOW: i32 = 36_525;

/// Days that may lie between a window's first day and the first purchase of all: a
/// shop that opens its books on 2 January has the whole year, too.
const LATE_BEGINNING: i32 = 31;

/// What "active" means: a period, and a window in days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct ActiveRule {
    /// The period whose start is compared with its end.
    pub period: Period,
    /// Days that a purchase keeps a customer active, 1 to [`LONGEST_WINDOW`];
    /// values beyond are taken as the nearest of the two.
    pub window: i32,
}

impl ActiveRule {
    /// Whether the window is longer than the period: a purchase may then count for
    /// the start and for the end, and a customer who left still counts as there.
    pub fn windows_overlap(self) -> bool {
        self.days() > self.period.days()
    }

    fn days(self) -> i32 {
        self.window.clamp(1, LONGEST_WINDOW)
    }

    /// Whether purchases from this first one on cover the rule: the whole window
    /// before its period, but for a late beginning.
    pub fn is_covered(self, first_purchase: Day) -> bool {
        first_purchase.0 <= self.start_window().first.0 + LATE_BEGINNING
    }

    /// The same rule for the period before, if purchases from this first one on
    /// cover it.
    pub fn before(self, first_purchase: Day) -> Option<ActiveRule> {
        let [earlier, _] = preceding(self.period, 2)[..] else { return None };
        let before = ActiveRule { period: earlier, ..self };
        Some(before).filter(|rule| rule.is_covered(first_purchase))
    }

    /// The base: the window's days before the period begins.
    pub fn start_window(self) -> Period {
        let first = self.period.first;
        Period { first: first.plus_days(-self.days()), last: first.plus_days(-1) }
    }

    /// The window's last days of the period.
    pub fn end_window(self) -> Period {
        let last = self.period.last;
        Period { first: last.plus_days(1 - self.days()), last }
    }
}

/// What one customer bought in the two windows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CustomerTrade {
    /// Known sales in the start window, returns taken off.
    pub base_sales: i64,
    /// Profit in the start window, of purchases with known amount and cost.
    pub base_profit: i64,
    /// Known sales in the end window, returns taken off.
    pub current_sales: i64,
    /// Purchases and returns in the start window.
    pub base_purchases: u32,
    /// Those of them whose amount is not known.
    pub base_sales_unknown: u32,
    /// Those of them whose amount or cost is not known.
    pub base_profit_unknown: u32,
    /// Whether the customer bought in the start window.
    pub active_at_start: bool,
    /// Whether the customer bought in the end window.
    pub active_at_end: bool,
}

impl CustomerTrade {
    /// Active at the start and at the end.
    pub fn retained(&self) -> bool {
        self.active_at_start && self.active_at_end
    }

    /// Active at the start and no longer at the end.
    pub fn lost(&self) -> bool {
        self.active_at_start && !self.active_at_end
    }

    /// Active at the end only: new, or back after a time away.
    pub fn joined(&self) -> bool {
        !self.active_at_start && self.active_at_end
    }

    fn add_base(&mut self, amount: i64, cost: i64) {
        self.base_purchases += 1;
        self.active_at_start |= is_buy(amount);
        add_known(&mut self.base_sales, amount);
        self.base_sales_unknown += u32::from(amount == NO_AMOUNT);
        if amount == NO_AMOUNT || cost == NO_AMOUNT {
            self.base_profit_unknown += 1;
        } else {
            self.base_profit = self.base_profit.saturating_add(amount.saturating_sub(cost));
        }
    }

    fn add_current(&mut self, amount: i64) {
        self.active_at_end |= is_buy(amount);
        add_known(&mut self.current_sales, amount);
    }
}

/// Sums each customer's purchases in the two windows, for the rows behind the
/// rates; the rates alone come quicker from [`measure`]. The result has one entry
/// for each of `customers` rows. Purchases without a known day or customer are not
/// counted.
pub fn customer_trade(
    purchases: PurchaseFacts<'_>,
    customers: usize,
    rule: ActiveRule,
) -> Vec<CustomerTrade> {
    let (start, end) = (rule.start_window(), rule.end_window());
    let mut trade = vec![CustomerTrade::default(); customers];
    let columns = purchases
        .day
        .iter()
        .zip(purchases.counts)
        .zip(purchases.customer)
        .zip(purchases.amount)
        .zip(purchases.cost);
    for ((((&day, &counts), &customer), &amount), &cost) in columns {
        // An unknown day lies below the calendar and so in no window.
        let (in_start, in_end) = (start.contains(Day(day)), end.contains(Day(day)));
        if !counts || !(in_start || in_end) {
            continue;
        }
        let Some(one) = trade.get_mut(customer as usize) else { continue };
        if in_start {
            one.add_base(amount, cost);
        }
        if in_end {
            one.add_current(amount);
        }
    }
    trade
}

/// Why a rate has no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undefined {
    /// Nobody was active at the start.
    NobodyActive,
    /// No purchase in the start window has a known amount.
    SalesNotKnown,
    /// Base sales are zero or negative: returns outweigh purchases.
    SalesNotPositive,
    /// No purchase in the start window has both a known amount and a known cost.
    ProfitNotKnown,
    /// Base profit is zero or negative, so a share of it means nothing.
    ProfitNotPositive,
}

/// A fraction, or why there is none.
pub type Rate = Result<f64, Undefined>;

/// Retention of a group of customers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Retention {
    /// Customers active at the start.
    pub active_at_start: u32,
    /// Those of them active at the end.
    pub retained: u32,
    /// Those of them no longer active.
    pub lost: u32,
    /// Customers active at the end only: new, or back after a time away.
    pub new: u32,
    /// Base sales of those active at the start.
    pub base_sales: i64,
    /// Base sales of the retained.
    pub retained_base_sales: i64,
    /// Base profit of those active at the start, as far as known.
    pub base_profit: i64,
    /// Base profit of the retained, as far as known.
    pub retained_base_profit: i64,
    /// Sales of the retained in the end window.
    pub retained_current_sales: i64,
    /// Purchases and returns in the start window of those active at the start.
    pub base_purchases: u32,
    /// Those of them whose amount is not known.
    pub base_sales_unknown: u32,
    /// Those of them whose amount or cost is not known, left out of profit.
    pub base_profit_unknown: u32,
    /// Retained ÷ active at the start.
    pub raw: Rate,
    /// Base sales of the retained ÷ base sales.
    pub sales_adjusted: Rate,
    /// Base profit of the retained ÷ base profit.
    pub profit_adjusted: Rate,
    /// Sales of the retained in the end window ÷ base sales.
    pub net_revenue: Rate,
}

impl Retention {
    /// The mirror of raw retention: lost ÷ active at the start.
    pub fn churn(&self) -> Rate {
        self.raw.map(|raw| 1.0 - raw)
    }
}

/// Sums that become a [`Retention`].
#[derive(Clone, Copy, Default)]
struct Tally {
    sums: CustomerTrade,
    active_at_start: u32,
    retained: u32,
    new: u32,
    retained_base_sales: i64,
    retained_base_profit: i64,
    retained_current_sales: i64,
}

impl Tally {
    fn add(&mut self, one: &CustomerTrade) {
        self.new += u32::from(one.joined());
        if !one.active_at_start {
            return;
        }
        self.active_at_start += 1;
        self.retained += u32::from(one.active_at_end);
        self.add_sums(one, one.active_at_end);
    }

    /// Adds the sums of customers active at the start.
    fn add_sums(&mut self, one: &CustomerTrade, retained: bool) {
        self.sums.base_sales = self.sums.base_sales.saturating_add(one.base_sales);
        self.sums.base_profit = self.sums.base_profit.saturating_add(one.base_profit);
        self.sums.base_purchases += one.base_purchases;
        self.sums.base_sales_unknown += one.base_sales_unknown;
        self.sums.base_profit_unknown += one.base_profit_unknown;
        if retained {
            self.retained_base_sales = self.retained_base_sales.saturating_add(one.base_sales);
            self.retained_base_profit = self.retained_base_profit.saturating_add(one.base_profit);
            self.retained_current_sales =
                self.retained_current_sales.saturating_add(one.current_sales);
        }
    }

    fn finish(self) -> Retention {
        let sums = self.sums;
        let active = if self.active_at_start == 0 { Err(Undefined::NobodyActive) } else { Ok(()) };
        let share_of_sales = |part: i64| {
            active?;
            match sums.base_sales {
                _ if sums.base_purchases == sums.base_sales_unknown => {
                    Err(Undefined::SalesNotKnown)
                }
                whole if whole <= 0 => Err(Undefined::SalesNotPositive),
                whole => Ok(part as f64 / whole as f64),
            }
        };
        let share_of_profit = |part: i64| {
            active?;
            match sums.base_profit {
                _ if sums.base_purchases == sums.base_profit_unknown => {
                    Err(Undefined::ProfitNotKnown)
                }
                whole if whole <= 0 => Err(Undefined::ProfitNotPositive),
                whole => Ok(part as f64 / whole as f64),
            }
        };
        Retention {
            active_at_start: self.active_at_start,
            retained: self.retained,
            lost: self.active_at_start - self.retained,
            new: self.new,
            base_sales: sums.base_sales,
            retained_base_sales: self.retained_base_sales,
            base_profit: sums.base_profit,
            retained_base_profit: self.retained_base_profit,
            retained_current_sales: self.retained_current_sales,
            base_purchases: sums.base_purchases,
            base_sales_unknown: sums.base_sales_unknown,
            base_profit_unknown: sums.base_profit_unknown,
            raw: active.map(|()| f64::from(self.retained) / f64::from(self.active_at_start)),
            sales_adjusted: share_of_sales(self.retained_base_sales),
            profit_adjusted: share_of_profit(self.retained_base_profit),
            net_revenue: share_of_sales(self.retained_current_sales),
        }
    }
}

/// Retention of the whole base from each customer's sums. `live` says for each
/// customer row whether the customer is not deleted.
pub fn overall(trade: &[CustomerTrade], live: &[bool]) -> Retention {
    let mut tally = Tally::default();
    for (one, _) in trade.iter().zip(live).filter(|(_, live)| **live) {
        tally.add(one);
    }
    tally.finish()
}

/// Retention of each of `segments` segments from each customer's sums. `segment`
/// holds for each customer row the segment's number; a number beyond, such as
/// [`NO_ROW`](crate::domain::NO_ROW), means no segment.
pub fn by_segment(
    trade: &[CustomerTrade],
    live: &[bool],
    segment: &[u32],
    segments: usize,
) -> Vec<Retention> {
    let mut tallies = vec![Tally::default(); segments];
    for ((one, live), segment) in trade.iter().zip(live).zip(segment) {
        if let Some(tally) = tallies.get_mut(*segment as usize)
            && *live
        {
            tally.add(one);
        }
    }
    tallies.into_iter().map(Tally::finish).collect()
}

#[cfg(test)]
mod tests;
