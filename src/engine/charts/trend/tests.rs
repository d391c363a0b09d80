//! Tests of the trend chart.

use super::*;
use expect_test::expect_file;
use proptest::prelude::*;

fn series(key: &str, name: &str, last: &str, ink: Token, values: &[Option<f64>]) -> Series {
    Series {
        key: key.into(),
        name: name.into(),
        last: last.into(),
        ink,
        dashed: false,
        values: values.to_vec(),
        band: Vec::new(),
        tips: Vec::new(),
    }
}

fn quarters() -> Vec<String> {
    ["Q1 25", "Q2 25", "Q3 25", "Q4 25", "Q1 26", "Q2 26", "Q3 26", "Q4 26"]
        .map(String::from)
        .to_vec()
}

fn retention(width: f64) -> Chart {
    let profit = [93.0, 92.0, 94.0, 93.0, 95.0, 94.0, 96.0, 95.1].map(Some);
    let mut sales = [90.0, 89.0, 91.0, 90.0, 91.0, 92.0, 92.0, 94.4].map(Some);
    sales[2] = None;
    let raw = [84.0, 83.0, 82.0, 84.0, 82.0, 81.0, 82.0, 81.4].map(Some);
    let lines = [
        series("profit", "Profit-adjusted", "95.1 %", Token::Accent, &profit),
        series("sales", "Sales-adjusted", "94.4 %", Token::Rung5, &sales),
        series("raw", "Raw retention", "81.4 %", Token::Warning, &raw),
    ];
    let frame = Frame {
        id: "retention",
        title: "We lose small customers: 19 % of heads, 5 % of profit",
        description: "Three retention rates by quarter.",
        width,
    };
    let trend = Trend {
        periods: &quarters(),
        series: &lines,
        include: &[],
        limits: (Some(0.0), Some(100.0)),
        format: &|value| format!("{value} %"),
        nothing: "Not defined yet",
        height: 240.0,
    };
    draw(&frame, &trend)
}

fn score(width: f64) -> Chart {
    let values =
        [Some(12.0), Some(18.0), None, Some(-9.0), None, Some(24.0), Some(31.0), Some(38.0)];
    let mut line = series("nps", "NPS", "38", Token::Accent, &values);
    line.band = values.iter().map(|v| v.map(|v| (v - 14.0, v + 12.0))).collect();
    line.tips = values.iter().map(|v| v.map_or(String::new(), |v| format!("{v}"))).collect();
    let frame = Frame {
        id: "nps",
        title: "The score rose to 38",
        description: "Net promoter score by quarter with its interval.",
        width,
    };
    let trend = Trend {
        periods: &quarters(),
        series: &[line],
        include: &[0.0],
        limits: (Some(-100.0), Some(100.0)),
        format: &|value| format!("{value}").replace('-', "−"),
        nothing: "No answers yet",
        height: 200.0,
    };
    draw(&frame, &trend)
}

#[test]
fn the_retention_lines_look_as_agreed() {
    expect_file!["../golden/trend-720.svg"].assert_eq(&retention(720.0).svg);
    expect_file!["../golden/trend-328.svg"].assert_eq(&retention(328.0).svg);
}

#[test]
fn the_score_with_its_interval_looks_as_agreed() {
    expect_file!["../golden/score-720.svg"].assert_eq(&score(720.0).svg);
    expect_file!["../golden/score-328.svg"].assert_eq(&score(328.0).svg);
}

#[test]
fn a_gap_ends_the_line_and_a_lone_value_is_a_dot() {
    let values = [Some(1.0), Some(2.0), None, Some(3.0), None];
    let line = series("a", "A", "3", Token::Accent, &values);
    let periods = ["1", "2", "3", "4", "5"].map(String::from);
    let trend = Trend {
        periods: &periods,
        series: &[line],
        include: &[],
        limits: (None, None),
        format: &|value| value.to_string(),
        nothing: "",
        height: 200.0,
    };
    let placed = layout(&trend, 600.0);
    let lengths: Vec<_> = placed.series[0].runs.iter().map(Vec::len).collect();
    assert_eq!(lengths, [2, 1]);
    assert!(placed.series[0].leader.is_some(), "the label is far from the last value");
}

#[test]
fn a_share_of_one_hundred_does_not_stretch_the_axis_beyond_it() {
    let line = series("a", "A", "100 %", Token::Accent, &[Some(100.0), Some(100.0)]);
    let periods = ["1", "2"].map(String::from);
    let mut trend = Trend {
        periods: &periods,
        series: &[line],
        include: &[],
        limits: (Some(0.0), Some(100.0)),
        format: &|value| value.to_string(),
        nothing: "",
        height: 200.0,
    };
    assert_eq!(layout(&trend, 600.0).range.1, 100.0);
    let beyond = [series("a", "A", "104 %", Token::Accent, &[Some(104.0), Some(100.0)])];
    trend.series = &beyond;
    assert!(layout(&trend, 600.0).range.1 >= 104.0, "profit-adjusted rates may pass 100 %");
}

#[test]
fn without_any_value_the_chart_says_so() {
    let trend = Trend {
        periods: &[],
        series: &[],
        include: &[],
        limits: (None, None),
        format: &|value| value.to_string(),
        nothing: "Not defined yet",
        height: f64::NAN,
    };
    let frame = Frame { id: "n", title: "", description: "", width: 400.0 };
    assert!(draw(&frame, &trend).svg.contains("Not defined yet"));
}

fn any_value() -> impl Strategy<Value = Option<f64>> {
    prop::option::weighted(
        0.8,
        prop_oneof![Just(0.0), Just(100.0), Just(f64::NAN), -100.0..100.0f64, -1e12..1e12f64],
    )
}

proptest! {
    #[test]
    fn labels_never_overlap_and_points_stay_inside(
        lines in prop::collection::vec(
            (prop::collection::vec(any_value(), 0..40), "\\PC{0,30}", "[0-9]{1,4},[0-9] %"),
            0..7,
        ),
        periods in prop::collection::vec("Q[1-4] 2[0-9]|Agustus 2025|\\PC{0,9}", 0..40),
        width in 240.0..1400.0f64,
        height in 60.0..400.0f64,
    ) {
        let lines: Vec<Series> = lines
            .iter()
            .map(|(values, name, last)| series("k", name, last, Token::Accent, values))
            .collect();
        let trend = Trend {
            periods: &periods,
            series: &lines,
            include: &[],
            limits: (Some(-100.0), Some(100.0)),
            format: &|value| format!("{value:.1}"),
            nothing: "",
            height,
        };
        let placed = layout(&trend, width);
        let labels: Vec<Rect> = placed
            .series
            .iter()
            .flat_map(|series| &series.labels)
            .chain(&placed.period_labels)
            .chain(&placed.tick_labels)
            .filter(|label| !label.text.is_empty())
            .map(Label::rect)
            .collect();
        for (at, label) in labels.iter().enumerate() {
            prop_assert!(label.inside(placed.width, placed.height), "{label:?}");
            for other in &labels[at + 1..] {
                prop_assert!(!label.overlaps(other), "{label:?} {other:?}");
            }
        }
        for (_, x, y) in placed.series.iter().flat_map(|series| &series.runs).flatten() {
            prop_assert!(Rect::new(*x, *y, 0.0, 0.0).inside(placed.width, placed.height));
            prop_assert!(*y >= placed.plot.y - 0.1 && *y <= placed.plot.bottom() + 0.1);
        }
        let frame = Frame { id: "p", title: "", description: "", width };
        prop_assert!(draw(&frame, &trend).svg.ends_with("</svg>\n"));
    }
}
