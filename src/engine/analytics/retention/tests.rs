//! Worked examples, the edges of the windows, and the laws of retention.

use super::*;
use crate::domain::NO_ROW;
use proptest::prelude::*;

const COST_UNKNOWN: i64 = NO_AMOUNT;

/// Purchases as rows, for tests: customer, day, amount, cost.
#[derive(Default, Clone, Debug)]
struct Rows {
    customer: Vec<u32>,
    day: Vec<i32>,
    amount: Vec<i64>,
    cost: Vec<i64>,
    counts: Vec<bool>,
}

impl Rows {
    fn of(rows: &[(u32, i32, i64, i64)]) -> Rows {
        let mut all = Rows::default();
        for &(customer, day, amount, cost) in rows {
            all.customer.push(customer);
            all.day.push(day);
            all.amount.push(amount);
            all.cost.push(cost);
            all.counts.push(true);
        }
        all
    }

    fn facts(&self) -> PurchaseFacts<'_> {
        PurchaseFacts {
            customer: &self.customer,
            day: &self.day,
            amount: &self.amount,
            cost: &self.cost,
            counts: &self.counts,
        }
    }
}

/// Days 100 to 129, with a window of thirty days.
const RULE: ActiveRule =
    ActiveRule { period: Period { first: Day(100), last: Day(129) }, window: 30 };

fn retention(rows: &[(u32, i32, i64, i64)], customers: usize) -> Retention {
    let trade = customer_trade(Rows::of(rows).facts(), customers, RULE);
    overall(&trade, &vec![true; customers])
}

#[test]
fn the_windows_end_before_the_first_day_and_on_the_last() {
    assert_eq!(RULE.start_window(), Period { first: Day(70), last: Day(99) });
    assert_eq!(RULE.end_window(), Period { first: Day(100), last: Day(129) });
    let long = ActiveRule { window: 45, ..RULE };
    assert!(long.windows_overlap() && !RULE.windows_overlap());
    assert_eq!(long.start_window(), Period { first: Day(55), last: Day(99) });
    assert_eq!(long.end_window(), Period { first: Day(85), last: Day(129) });
    let none = ActiveRule { window: 0, ..RULE };
    assert_eq!(none.end_window(), Period { first: Day(129), last: Day(129) });
}

#[test]
fn the_edges_of_the_windows_belong_to_them() {
    let check = |day, active_at_start, active_at_end| {
        let trade = customer_trade(Rows::of(&[(0, day, 5, 1)]).facts(), 1, RULE);
        let got = (trade[0].active_at_start, trade[0].active_at_end);
        assert_eq!(got, (active_at_start, active_at_end), "day {day}");
    };
    check(69, false, false);
    check(70, true, false);
    check(99, true, false);
    check(100, false, true);
    check(129, false, true);
    check(130, false, false);
    check(i32::MIN, false, false);
}

#[test]
fn ten_of_a_hundred_lost_with_a_quarter_of_sales_and_half_of_profit() {
    // Ten at 900 are a quarter of 36,000; ten at 90 are half of 1,800.
    let trade: Vec<CustomerTrade> = (0..100)
        .map(|row| {
            let leaves = row < 10;
            CustomerTrade {
                base_sales: if leaves { 900 } else { 300 },
                base_profit: if leaves { 90 } else { 10 },
                base_purchases: 1,
                active_at_start: true,
                active_at_end: !leaves,
                ..CustomerTrade::default()
            }
        })
        .collect();
    let report = overall(&trade, &[true; 100]);
    assert!((report.raw.unwrap() - 0.90).abs() < 1e-9);
    assert!((report.churn().unwrap() - 0.10).abs() < 1e-9);
    assert!((report.sales_adjusted.unwrap() - 0.75).abs() < 1e-9);
    assert!((report.profit_adjusted.unwrap() - 0.50).abs() < 1e-9);
}

#[test]
fn new_customers_do_not_lift_the_rate() {
    let report = retention(&[(0, 80, 10, 5), (1, 110, 10, 5), (2, 111, 10, 5)], 3);
    assert_eq!((report.active_at_start, report.retained), (1, 0));
    assert_eq!((report.lost, report.new), (1, 2));
    assert_eq!(report.raw, Ok(0.0));
}

#[test]
fn returns_reduce_sums_and_keep_nobody_active() {
    let report =
        retention(&[(0, 80, 100, 50), (0, 85, -40, -20), (1, 90, -10, -5), (0, 120, -5, 0)], 2);
    assert_eq!(report.active_at_start, 1);
    assert_eq!(report.base_sales, 60);
    assert_eq!(report.base_profit, 30);
    assert_eq!(report.retained, 0, "a return in the end window is no purchase");
}

#[test]
fn what_is_not_known_is_counted_and_not_guessed() {
    let report = retention(
        &[(0, 80, 100, 60), (0, 81, 50, COST_UNKNOWN), (1, 82, NO_AMOUNT, 10), (0, 110, 20, 10)],
        2,
    );
    assert_eq!(report.active_at_start, 2, "an unknown amount is still a purchase");
    assert_eq!((report.base_sales, report.base_profit), (150, 40));
    assert_eq!((report.base_sales_unknown, report.base_profit_unknown), (1, 2));
    assert_eq!(report.base_purchases, 3);
    assert_eq!(report.profit_adjusted, Ok(1.0));
}

#[test]
fn undefined_rates_say_why() {
    let check = |rows: &[(u32, i32, i64, i64)], sales: Rate, profit: Rate| {
        let report = retention(rows, 2);
        assert_eq!((report.sales_adjusted, report.profit_adjusted), (sales, profit));
    };
    check(&[], Err(Undefined::NobodyActive), Err(Undefined::NobodyActive));
    check(
        &[(0, 80, NO_AMOUNT, NO_AMOUNT)],
        Err(Undefined::SalesNotKnown),
        Err(Undefined::ProfitNotKnown),
    );
    check(&[(0, 80, 10, COST_UNKNOWN)], Ok(0.0), Err(Undefined::ProfitNotKnown));
    check(
        &[(0, 80, 10, 5), (0, 81, -10, -5)],
        Err(Undefined::SalesNotPositive),
        Err(Undefined::ProfitNotPositive),
    );
    check(&[(0, 80, 10, 15)], Ok(0.0), Err(Undefined::ProfitNotPositive));
    assert_eq!(retention(&[], 0).raw, Err(Undefined::NobodyActive));
}

#[test]
fn losing_a_loss_maker_lifts_profit_retention_above_one() {
    let report = retention(&[(0, 80, 100, 50), (1, 80, 100, 110), (0, 110, 100, 50)], 2);
    assert_eq!(report.profit_adjusted, Ok(50.0 / 40.0));
}

#[test]
fn rows_without_customer_and_deleted_rows_stay_out() {
    let mut rows = Rows::of(&[(NO_ROW, 80, 10, 5), (7, 80, 10, 5), (0, 80, 10, 5)]);
    rows.counts[2] = false;
    let trade = customer_trade(rows.facts(), 2, RULE);
    assert_eq!(trade, vec![CustomerTrade::default(); 2]);

    let trade = customer_trade(Rows::of(&[(0, 80, 10, 5)]).facts(), 1, RULE);
    assert_eq!(overall(&trade, &[false]).active_at_start, 0);
}

#[test]
fn net_revenue_counts_later_sales_of_the_retained_only() {
    let rows = [(0, 80, 100, 0), (1, 80, 100, 0), (0, 110, 150, 0), (2, 110, 999, 0)];
    assert_eq!(retention(&rows, 3).net_revenue, Ok(0.75));
}

fn any_rows() -> impl Strategy<Value = Vec<(u32, i32, i64, i64)>> {
    let amount = prop_oneof![8 => -50..200_i64, 1 => Just(NO_AMOUNT)];
    let cost = prop_oneof![3 => 0..150_i64, 1 => Just(NO_AMOUNT)];
    let customer = prop_oneof![9 => 0..12_u32, 1 => Just(NO_ROW)];
    prop::collection::vec((customer, 60..140_i32, amount, cost), 0..60)
}

/// Home told a change against a period of which the data hold only the end: who had
/// bought before they begin was missing from its start.
#[test]
fn the_period_before_is_told_only_where_purchases_cover_its_window() {
    let day = |text| Day::parse_iso(text).unwrap();
    let period = Period { first: day("2025-01-01"), last: day("2025-12-31") };
    let rule = ActiveRule { period, window: 365 };
    let earlier = Period { first: day("2024-01-01"), last: day("2024-12-31") };
    let before = Some(ActiveRule { period: earlier, window: 365 });
    assert_eq!(rule.before(day("2022-05-01")), before);
    assert_eq!(rule.before(day("2023-02-01")), before);
    assert_eq!(rule.before(day("2023-02-02")), None);
    assert!(rule.is_covered(day("2023-02-02")));
    assert!(!rule.is_covered(day("2024-02-03")));
    assert_eq!(ActiveRule { window: 730, ..rule }.before(day("2023-02-01")), None);
}

proptest! {
    #[test]
    fn raw_is_a_share_and_the_counts_add_up(rows in any_rows()) {
        let report = retention(&rows, 12);
        prop_assert_eq!(report.retained + report.lost, report.active_at_start);
        if let Ok(raw) = report.raw {
            prop_assert!((0.0..=1.0).contains(&raw));
            prop_assert!((raw + report.churn().unwrap() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_order_of_purchases_does_not_matter(rows in any_rows()) {
        let mut turned = rows.clone();
        turned.reverse();
        prop_assert_eq!(retention(&rows, 12), retention(&turned, 12));
    }

    #[test]
    fn the_segments_add_up_to_the_base(rows in any_rows(), segment in prop::collection::vec(0..3_u32, 12)) {
        let trade = customer_trade(Rows::of(&rows).facts(), 12, RULE);
        let all = overall(&trade, &[true; 12]);
        let parts = by_segment(&trade, &[true; 12], &segment, 3);
        prop_assert_eq!(parts.iter().map(|p| p.active_at_start).sum::<u32>(), all.active_at_start);
        prop_assert_eq!(parts.iter().map(|p| p.retained).sum::<u32>(), all.retained);
        prop_assert_eq!(parts.iter().map(|p| p.new).sum::<u32>(), all.new);
        prop_assert_eq!(parts.iter().map(|p| p.base_sales).sum::<i64>(), all.base_sales);
        prop_assert_eq!(parts.iter().map(|p| p.base_profit).sum::<i64>(), all.base_profit);
    }

    #[test]
    fn measuring_agrees_with_each_customers_sums(
        rows in any_rows(),
        segment in prop::collection::vec(0..4_u32, 12),
        live in prop::collection::vec(any::<bool>(), 12),
        window in 1..60_i32,
    ) {
        let (rows, rule) = (Rows::of(&rows), ActiveRule { window, ..RULE });
        let trade = customer_trade(rows.facts(), 12, rule);
        prop_assert_eq!(measure(rows.facts(), &live, rule), overall(&trade, &live));
        prop_assert_eq!(
            measure_by_segment(rows.facts(), &live, rule, &segment, 3),
            by_segment(&trade, &live, &segment, 3)
        );
    }

    #[test]
    fn measuring_periods_together_agrees_with_each_alone(
        rows in any_rows(),
        live in prop::collection::vec(any::<bool>(), 12),
        window in 1..60_i32,
        periods in prop::collection::vec((60..140_i32, 0..60_i32), 0..10),
    ) {
        let rows = Rows::of(&rows);
        let period = |(first, days)| Period { first: Day(first), last: Day(first + days) };
        let periods: Vec<Period> = periods.into_iter().map(period).collect();
        let alone = |period: &Period| {
            let rule = ActiveRule { period: *period, window };
            overall(&customer_trade(rows.facts(), 12, rule), &live)
        };
        let expected: Vec<Retention> = periods.iter().map(alone).collect();
        prop_assert_eq!(measure_each(rows.facts(), &live, window, &periods), expected);
    }

    #[test]
    fn with_equal_sales_weighing_changes_nothing(stays in prop::collection::vec(any::<bool>(), 1..40)) {
        let mut rows = Vec::new();
        for (row, stays) in stays.iter().enumerate() {
            rows.push((row as u32, 80, 70, 30));
            if *stays {
                rows.push((row as u32, 120, 10, 5));
            }
        }
        let report = retention(&rows, stays.len());
        prop_assert!((report.raw.unwrap() - report.sales_adjusted.unwrap()).abs() < 1e-12);
        prop_assert!((report.raw.unwrap() - report.profit_adjusted.unwrap()).abs() < 1e-12);
    }

    #[test]
    fn without_returns_sales_adjusted_is_a_share(rows in any_rows()) {
        let bought: Vec<_> = rows.into_iter().filter(|row| is_buy(row.2)).collect();
        if let Ok(rate) = retention(&bought, 12).sales_adjusted {
            prop_assert!((0.0..=1.0).contains(&rate));
        }
    }
}
