//! Tests of the journey chart.

use super::across::stage_widths;
use super::*;
use expect_test::expect_file;
use proptest::prelude::*;

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn feelings() -> [String; 5] {
    ["Angry", "Uneasy", "Neutral", "Content", "Delighted"].map(String::from)
}

fn web_order(width: f64) -> Chart {
    let stage = |key: &str, name: &str, span: &str, hours, phase| Stage {
        key: key.into(),
        name: name.into(),
        span: span.into(),
        hours: Some(hours),
        phase,
    };
    let stages = [
        stage("s1", "Discover", "3 days", 72.0, 0),
        stage("s2", "Compare", "5 days", 120.0, 0),
        stage("s3", "Order", "1 hour", 1.0, 1),
        stage("s4", "Wait", "4 days", 96.0, 1),
        stage("s5", "Enjoy and return", "20 days", 480.0, 2),
    ];
    let lanes = words(&["Instagram", "WhatsApp", "Marketplace", "Website", "Courier", "Café"]);
    let touchpoint = |name: &str, stage, lane, emotion| Touchpoint {
        key: format!("t-{name}"),
        name: name.into(),
        stage,
        lane,
        emotion,
        ..Touchpoint::default()
    };
    let mut touchpoints = [
        touchpoint("See reel", 0, 0, Some(1.0)),
        touchpoint("Ask the price", 0, 1, Some(0.0)),
        touchpoint("Hear from a friend", 1, 1, Some(1.0)),
        touchpoint("Compare beans", 1, 2, Some(-1.0)),
        touchpoint("Order", 2, 3, Some(1.0)),
        touchpoint("Pay", 2, 3, None),
        touchpoint("Track the parcel", 3, 3, Some(-1.0)),
        touchpoint("Wait for the courier", 3, 4, Some(-2.0)),
        touchpoint("Unbox", 4, 4, Some(2.0)),
        touchpoint("Brewing guide", 4, 1, Some(2.0)),
        touchpoint("Reorder reminder", 4, 1, Some(0.0)),
        touchpoint("Second order", 4, 1, Some(1.0)),
        touchpoint("Bring a friend to the café", 4, 5, Some(2.0)),
    ];
    touchpoints[2].unseen = true;
    touchpoints[7].moment_of_truth = true;
    touchpoints[8].moment_of_truth = true;
    touchpoints[12].unseen = true;
    let frame = Frame {
        id: "journey",
        title: "Waiting for the courier is where Sari is lost",
        description: "Emotion over thirteen touchpoints in five stages.",
        width,
    };
    let timeline = Timeline {
        phases: &words(&["Before", "During", "After"]),
        stages: &stages,
        lanes: &lanes,
        touchpoints: &touchpoints,
        feelings: &feelings(),
        lowest: &|touchpoint| format!("{} −2", touchpoint.name),
        moment_of_truth: "Moment of truth",
        unseen: "Not seen by us",
    };
    draw(&frame, &timeline)
}

#[test]
fn a_journey_looks_as_agreed_on_a_screen() {
    expect_file!["../golden/timeline-720.svg"].assert_eq(&web_order(720.0).svg);
}

#[test]
fn a_journey_looks_as_agreed_on_a_phone() {
    expect_file!["../golden/timeline-328.svg"].assert_eq(&web_order(328.0).svg);
}

#[test]
fn no_stage_vanishes_and_long_stages_keep_their_proportion() {
    assert_eq!(stage_widths(&[Some(1.0), Some(1.0)], &[0.0, 0.0], 100.0), [50.0, 50.0]);
    assert_eq!(stage_widths(&[None, None], &[90.0, 0.0], 100.0), [50.0, 50.0]);
    let hours = [Some(1.0), Some(100.0), Some(200.0), Some(2.0)];
    let widths = stage_widths(&hours, &[20.0, 20.0, 20.0, 120.0], 800.0);
    assert_eq!((widths[0], widths[3]), (100.0, 120.0));
    assert!((widths[2] / widths[1] - 2.0).abs() < 1e-9);
    assert!((widths.iter().sum::<f64>() - 800.0).abs() < 1e-6);
}

#[test]
fn the_curve_breaks_where_no_emotion_is_recorded() {
    let felt = [(0.0, Some(1.0)), (1.0, Some(-1.0)), (2.0, None), (3.0, Some(2.0))];
    let (stretches, areas) = curve(&felt, |along, value| (along, value));
    assert_eq!(stretches, [vec![(0.0, 1.0), (0.5, 0.0), (1.0, -1.0)], vec![(3.0, 2.0)]]);
    assert_eq!(areas.len(), 2);
    assert!(areas[0].0 && areas[0].1.iter().all(|(_, value)| *value >= 0.0));
}

#[test]
fn an_empty_journey_is_still_a_drawing() {
    let timeline = Timeline {
        phases: &[],
        stages: &[],
        lanes: &[],
        touchpoints: &[],
        feelings: &feelings(),
        lowest: &|_| String::new(),
        moment_of_truth: "",
        unseen: "",
    };
    for width in [328.0, 720.0] {
        let frame = Frame { id: "e", title: "", description: "", width };
        assert!(draw(&frame, &timeline).svg.ends_with("</svg>\n"));
    }
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Pay".to_owned()),
        Just("Menunggu kurir mengantar pesanan ke rumah".to_owned()),
        Just("Pertanggungjawabankeberlangsunganpelayanan".to_owned()),
        "\\PC{0,30}",
    ]
}

prop_compose! {
    fn any_touchpoint()(
        name in any_name(),
        stage in 0usize..9,
        lane in 0usize..8,
        emotion in prop::option::of(prop_oneof![-2.0..=2.0f64, Just(f64::NAN), Just(1e9)]),
        moment_of_truth: bool,
        unseen: bool,
    ) -> Touchpoint {
        Touchpoint { name, stage, lane, emotion, moment_of_truth, unseen, ..Touchpoint::default() }
    }
}

prop_compose! {
    fn any_stage()(
        name in any_name(),
        span in "[0-9]{1,3} (hari|days)|",
        hours in prop::option::of(prop_oneof![Just(0.0), Just(-1.0), 0.1..1e4f64, Just(1e300)]),
        phase in 0usize..4,
    ) -> Stage {
        Stage { key: "s".into(), name, span, hours, phase }
    }
}

proptest! {
    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_drawing(
        stages in prop::collection::vec(any_stage(), 0..8),
        lanes in prop::collection::vec(any_name(), 0..7),
        touchpoints in prop::collection::vec(any_touchpoint(), 1..61),
        width in 240.0..1400.0f64,
    ) {
        let timeline = Timeline {
            phases: &words(&["Sebelum membeli", "Saat", "Sesudah"]),
            stages: &stages,
            lanes: &lanes,
            touchpoints: &touchpoints,
            feelings: &feelings(),
            lowest: &|touchpoint| touchpoint.name.clone(),
            moment_of_truth: "Saat penentu",
            unseen: "Tidak kita lihat",
        };
        let placed = layout(&timeline, width);
        prop_assert_eq!(placed.chips.len(), touchpoints.len());
        let inside = |rect: &Rect| rect.inside(placed.width, placed.height);
        for (at, chip) in placed.chips.iter().enumerate() {
            prop_assert!(inside(&chip.rect), "{:?}", chip.rect);
            for other in &placed.chips[at + 1..] {
                prop_assert!(!chip.rect.overlaps(&other.rect), "{chip:?} {other:?}");
            }
            for label in &chip.labels {
                let text = label.rect();
                prop_assert!(text.x >= chip.rect.x && text.right() <= chip.rect.right());
            }
            if let Some((x, y)) = chip.point {
                prop_assert!(inside(&Rect::new(x - 6.0, y - 6.0, 12.0, 12.0)));
            }
        }
        let headings = placed.phases.iter().chain(&placed.stages);
        let labels: Vec<Rect> = headings
            .flat_map(|heading| &heading.labels)
            .chain(&placed.channels)
            .chain(placed.lanes.iter().map(|(_, label)| label))
            .chain(placed.levels.iter().filter_map(|level| level.label.as_ref()))
            .chain(placed.lowest.iter().map(|(_, label)| label))
            .chain(placed.key.iter().map(|(_, _, label)| label))
            .filter(|label| !label.text.is_empty())
            .map(Label::rect)
            .collect();
        for (at, label) in labels.iter().enumerate() {
            prop_assert!(inside(label), "{label:?} in {}x{}", placed.width, placed.height);
            for other in &labels[at + 1..] {
                prop_assert!(!label.overlaps(other), "{label:?} {other:?}");
            }
            for chip in &placed.chips {
                prop_assert!(!label.overlaps(&chip.rect), "{label:?} {chip:?}");
            }
        }
        let frame = Frame { id: "p", title: "", description: "", width };
        prop_assert!(draw(&frame, &timeline).svg.ends_with("</svg>\n"));
    }
}
