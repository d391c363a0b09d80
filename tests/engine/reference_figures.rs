//! The published and hand-computed figures that Tangga must reproduce, read
//! from the fixtures whose sources stand in `tests/fixtures/SOURCES.md`.

use serde_json::Value;
use std::collections::HashMap;
use tangga_engine::analytics::cohorts::cohorts;
use tangga_engine::analytics::nps::{self, Counts};
use tangga_engine::analytics::retention::{self, CustomerTrade, Retention};
use tangga_engine::analytics::satisfaction::{ces, csat};
use tangga_engine::domain::{Day, NO_AMOUNT, PurchaseFacts};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("the fixture is JSON")
}

fn near(got: f64, expect: &Value, what: &str) {
    let expect = expect.as_f64().unwrap_or_else(|| panic!("{what} is missing in the fixture"));
    assert!((got - expect).abs() < 1e-9, "{what}: {got}, expected {expect}");
}

fn whole(value: &Value) -> u32 {
    value.as_u64().and_then(|n| n.try_into().ok()).expect("the fixture holds a count")
}

fn counts(value: &Value) -> Counts {
    Counts { promoters: whole(&value[0]), passives: whole(&value[1]), detractors: whole(&value[2]) }
}

/// The ten customers of the retention case, and the segment of each.
fn retention_case() -> (Vec<CustomerTrade>, Vec<u32>) {
    include_str!("../fixtures/retention_case.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let number = |at: usize| cells[at].parse::<i64>().expect("a whole amount");
            let trade = CustomerTrade {
                base_sales: number(2),
                base_profit: number(3),
                current_sales: number(4),
                base_purchases: u32::from(number(2) > 0),
                active_at_start: number(2) > 0,
                active_at_end: number(4) > 0,
                ..CustomerTrade::default()
            };
            let segment = ["A", "B", "C"].iter().position(|s| *s == cells[1]).expect("a segment");
            (trade, segment as u32)
        })
        .unzip()
}

fn check_retention(report: &Retention, expect: &Value, what: &str) {
    assert_eq!(report.active_at_start, whole(&expect["active_at_start"]), "{what}");
    assert_eq!(report.retained, whole(&expect["retained"]), "{what}");
    assert_eq!(report.lost, whole(&expect["lost"]), "{what}");
    assert_eq!(report.new, whole(&expect["new"]), "{what}");
    let percent = |rate: retention::Rate| 100.0 * rate.expect("the rate is defined");
    near(percent(report.raw), &expect["raw"], what);
    near(percent(report.sales_adjusted), &expect["sales_adjusted_base"], what);
    near(percent(report.profit_adjusted), &expect["profit_adjusted_base"], what);
    near(percent(report.net_revenue), &expect["sales_retained_current"], what);
}

#[test]
fn the_retention_case_comes_out_for_all_and_for_each_segment() {
    let expect = json(include_str!("../fixtures/retention_case.json"));
    let (trade, segment) = retention_case();
    let live = vec![true; trade.len()];
    check_retention(&retention::overall(&trade, &live), &expect["overall"], "overall");
    let segments = retention::by_segment(&trade, &live, &segment, 3);
    for (report, name) in segments.iter().zip(["A", "B", "C"]) {
        check_retention(report, &expect["by_segment"][name], name);
    }
}

#[test]
fn the_lost_customers_of_the_case_are_ranked_by_profit() {
    let (trade, _) = retention_case();
    let lost = retention::lost_customers(&trade, &[true; 10]);
    let rows: Vec<(u32, Option<i64>)> = lost.iter().map(|l| (l.customer, l.base_profit)).collect();
    assert_eq!(rows, [(1, Some(90)), (5, Some(10)), (7, Some(-5))]);
}

#[test]
fn the_published_retention_example_is_90_75_and_50() {
    let example = &json(include_str!("../fixtures/retention_case.json"))["published_example"];
    let trade: Vec<CustomerTrade> = (0..100)
        .map(|row| {
            // A quarter of 36,000 and half of 1,800 go with the ten lost.
            let lost = row < whole(&example["lost"]);
            CustomerTrade {
                base_sales: if lost { 900 } else { 300 },
                base_profit: if lost { 90 } else { 10 },
                base_purchases: 1,
                active_at_start: true,
                active_at_end: !lost,
                ..CustomerTrade::default()
            }
        })
        .collect();
    let report = retention::overall(&trade, &[true; 100]);
    near(100.0 * report.raw.unwrap(), &example["raw"], "raw");
    near(100.0 * report.sales_adjusted.unwrap(), &example["sales_adjusted"], "sales");
    near(100.0 * report.profit_adjusted.unwrap(), &example["profit_adjusted"], "profit");
}

#[test]
fn promoter_scores_and_their_intervals_come_out() {
    let expect = json(include_str!("../fixtures/nps.json"));
    let cases = expect["one_sample"].as_object().expect("cases by name");
    assert_eq!(cases.len(), 7);
    for (name, case) in cases {
        let counts = counts(&case["counts"]);
        let report = counts.report().expect("there are answers");
        let (wald, adjusted) = (&case["wald95"], &case["adjusted_wald95"]);
        assert_eq!(counts.n(), whole(&wald["n"]), "{name}");
        near(report.score, &wald["nps"], name);
        near(report.variance, &wald["var"], name);
        near(report.wald.low, &wald["lower"], name);
        near(report.wald.high, &wald["upper"], name);
        near(report.adjusted.low, &adjusted["lower_clipped"], name);
        near(report.adjusted.high, &adjusted["upper_clipped"], name);
        let clipped = adjusted["lower"] != adjusted["lower_clipped"]
            || adjusted["upper"] != adjusted["upper_clipped"];
        assert_eq!(report.adjusted.clipped, clipped, "{name}");
    }
}

#[test]
fn two_promoter_scores_compare_as_in_the_reference() {
    let expect = json(include_str!("../fixtures/nps.json"));
    let of = |name: &str| counts(&expect["one_sample"][name]["counts"]);
    let (a, b, c) = (of("shared A n=100"), of("shared B n=36"), of("shared C n=500"));
    // "X vs Y" is the score of X minus that of Y, so Y is the earlier one.
    for (name, earlier, later) in [("A vs C", c, a), ("B vs A", a, b)] {
        let adjusted = &expect["two_sample"][name]["adjusted"];
        let got = nps::difference(earlier, later).expect("both have answers");
        near(got.points, &adjusted["diff"], name);
        near(got.standard_error, &adjusted["se"], name);
        near(got.z, &adjusted["z"], name);
        near(got.low, &adjusted["ci_lower"], name);
        near(got.high, &adjusted["ci_upper"], name);
    }
}

#[test]
fn satisfaction_and_effort_come_out() {
    let expect = json(include_str!("../fixtures/surveys.json"));
    let case = &expect["csat"]["intercom help (published 60%)"];
    let report = csat(std::array::from_fn(|at| whole(&case["counts_1_to_5"][at]))).unwrap();
    assert_eq!(report.n, whole(&case["n"]));
    near(100.0 * report.satisfied, &case["csat_t2b"], "satisfied");
    near(report.mean, &case["mean"], "mean");
    near(100.0 * report.low, &case["wilson95"][0], "low");
    near(100.0 * report.high, &case["wilson95"][1], "high");
    let case = &expect["ces"]["cys (published mean 4.08)"];
    let report = ces(std::array::from_fn(|at| whole(&case["counts_1_to_7"][at]))).unwrap();
    assert_eq!(report.n, whole(&case["n"]));
    near(report.mean, &case["mean"], "mean");
    near(100.0 * report.agree, &case["pct_agree_5_to_7"], "agree");
    near(100.0 * report.index, &case["index_67_minus_123"], "index");
}

/// Each row counts as a purchase there, also those of nothing, so the amounts are
/// taken as not known.
#[test]
fn the_cohorts_of_the_music_shop_come_out() {
    let mut customers: HashMap<&str, u32> = HashMap::new();
    let (mut who, mut when) = (Vec::new(), Vec::new());
    for line in include_str!("../fixtures/cdnow_sample.txt").lines() {
        let mut cells = line.split_whitespace().skip(1);
        let (id, date) = (cells.next().expect("a customer"), cells.next().expect("a day"));
        let next = customers.len() as u32;
        who.push(*customers.entry(id).or_insert(next));
        let date = format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]);
        when.push(Day::parse_iso(&date).expect("a day").0);
    }
    let nothing = vec![NO_AMOUNT; who.len()];
    let facts = PurchaseFacts {
        customer: &who,
        day: &when,
        amount: &nothing,
        cost: &nothing,
        counts: &vec![true; who.len()],
    };
    let until = Day::parse_iso("1998-06-30").expect("a day");
    let found = cohorts(facts, &vec![true; customers.len()], 1, until, 18);
    let expect = include_str!("../fixtures/cohorts_cdnow_sample.csv");
    for (line, cohort) in expect.lines().skip(1).zip(&found) {
        let (month, cells) = line.split_once(',').expect("a month");
        assert!(cohort.period.first.to_string().starts_with(month), "{month}");
        let cells: Vec<u32> = cells.split(',').map_while(|cell| cell.parse().ok()).collect();
        assert_eq!(cohort.active, cells, "{month}");
    }
    // Nobody is new after the first three months of these data.
    assert!(found[3..].iter().all(|cohort| cohort.size() == 0));
    assert_eq!(found.iter().map(|cohort| cohort.size()).sum::<u32>(), 2357);
}
