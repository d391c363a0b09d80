//! Laws that every finished drawing keeps, read from its SVG as any other
//! program would read it: no two texts overlap, no text and no mark leaves the
//! drawing, and bars tell their values truly.
//!
//! The inputs are the awkward ones: names of seventy letters, amounts of twelve
//! digits, less than nothing, one value alone, all equal, none known, and up to
//! sixty of each. Coordinates have one decimal, so a tenth of a pixel is the
//! measure of touching.

use super::measure::{Rect, text_width};
use super::timeline::{Stage, Timeline, Touchpoint};
use super::trend::{Series, Trend};
use super::{Chart, Frame, Token, bars, matrix, shares, sparkline, stair, timeline, trend};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

const CASES: u32 = 500;
/// Two coordinates of one decimal differ by at most this from what was meant.
const TENTH: f64 = 0.11;

const LONG: &str = "Perkumpulan Pengusaha Kedai Kopi Rakyat Nusantara Cabang Kota Surabaya";

fn frame(width: f64) -> Frame<'static> {
    Frame { id: "law", title: "A finding", description: "In more words.", width }
}

fn any_width() -> impl Strategy<Value = f64> {
    prop_oneof![Just(280.0), Just(360.0), Just(559.0), Just(560.0), Just(1600.0), 280.0..1600.0f64]
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(LONG.to_owned()),
        1 => Just("Pertanggungjawabankeberlangsunganpelayananpelangganmayoritasnasional".to_owned()),
        3 => "[A-Z][a-z]{2,12}( [a-z]{2,12}){0,3}",
        1 => Just(String::new()),
    ]
}

/// Values with the shapes that break charts.
fn any_values() -> impl Strategy<Value = Vec<Option<f64>>> {
    let value = prop_oneof![
        2 => -999_999_999_999.0..999_999_999_999.0f64,
        2 => -100.0..100.0f64,
        1 => Just(0.0),
        1 => Just(1.0),
    ];
    prop_oneof![
        4 => prop::collection::vec(prop::option::weighted(0.85, value.clone()), 0..=60),
        1 => (value.clone(), 0..=60usize).prop_map(|(value, count)| vec![Some(value); count]),
        1 => prop::collection::vec((-999_999_999_999.0..0.0f64).prop_map(Some), 0..=60),
        1 => value.prop_map(|value| vec![Some(value)]),
        1 => (0..=60usize).prop_map(|count| vec![None; count]),
    ]
}

/// Whole rupiah with its thousands apart, as the pages write it.
fn rupiah(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::from(if value < 0.0 { "−Rp " } else { "Rp " });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

fn in_words(value: Option<f64>) -> String {
    value.map_or_else(|| "belum diketahui".to_owned(), rupiah)
}

/// One element of a drawing.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: String,
    /// What stands between its tag and the next one.
    content: String,
    /// The key of the mark that it belongs to.
    mark: Option<String>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.split_once(&format!(" {name}=\""))?.1.split('"').next()
    }

    fn number(&self, name: &str) -> f64 {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or_default()
    }

    fn is(&self, class: &str) -> bool {
        self.get("class").is_some_and(|all| all.split(' ').any(|one| one == class))
    }

    /// The box of a text by the engine's own table of widths.
    fn text_box(&self) -> Rect {
        let plain = self.content.replace("&lt;", "<").replace("&gt;", ">");
        let plain = plain.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        let (size, bold) = (self.number("font-size"), self.get("font-weight").is_some());
        let wide = text_width(&plain, size, bold);
        let x = match self.get("text-anchor") {
            Some("middle") => self.number("x") - wide / 2.0,
            Some("end") => self.number("x") - wide,
            _ => self.number("x"),
        };
        // The baseline lies 0.36 em under the middle of a line.
        Rect::new(x, self.number("y") - size * 0.96, wide, size * 1.2)
    }

    /// The box of anything else that is drawn.
    fn mark_box(&self) -> Option<Rect> {
        match self.name.as_str() {
            "rect" => Some(Rect::new(
                self.number("x"),
                self.number("y"),
                self.number("width"),
                self.number("height"),
            )),
            "circle" => {
                let r = self.number("r");
                Some(Rect::new(self.number("cx") - r, self.number("cy") - r, 2.0 * r, 2.0 * r))
            }
            "polyline" | "polygon" => {
                let numbers: Vec<f64> = self
                    .get("points")?
                    .split([' ', ','])
                    .filter_map(|number| number.parse().ok())
                    .collect();
                let ends = |from: usize| {
                    let along = numbers.iter().skip(from).step_by(2);
                    along.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(*v), high.max(*v)))
                };
                let ((left, right), (top, bottom)) = (ends(0), ends(1));
                (numbers.len() > 1).then(|| Rect::new(left, top, right - left, bottom - top))
            }
            _ => None,
        }
    }
}

/// Everything drawn, in its order.
fn elements(chart: &Chart) -> Vec<Element> {
    let mut groups: Vec<Option<String>> = Vec::new();
    let mut found = Vec::new();
    for piece in chart.svg.split('<').skip(1) {
        let Some((tag, content)) = piece.split_once('>') else { continue };
        let (name, attributes) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
        let mark = groups.last().cloned().flatten();
        let element = Element {
            name: name.to_owned(),
            attributes: attributes.to_owned(),
            content: content.to_owned(),
            mark,
        };
        match name {
            "g" => groups.push(element.get("data-key").map(str::to_owned).or(element.mark)),
            "/g" => drop(groups.pop()),
            _ if name.starts_with('/') => {}
            _ => found.push(element),
        }
    }
    found
}

fn nothing_collides(chart: &Chart) -> TestCaseResult {
    let inside = |rect: &Rect| {
        rect.x >= -TENTH
            && rect.y >= -TENTH
            && rect.right() <= chart.width + TENTH
            && rect.bottom() <= chart.height + TENTH
    };
    let elements = elements(chart);
    let texts: Vec<(&Element, Rect)> = elements
        .iter()
        .filter(|element| element.name == "text" && !element.content.trim().is_empty())
        .map(|element| (element, element.text_box()))
        .collect();
    for (at, (text, rect)) in texts.iter().enumerate() {
        prop_assert!(inside(rect), "{rect:?} leaves {}x{}: {text:?}", chart.width, chart.height);
        for (other, its) in &texts[at + 1..] {
            let apart = rect.x + TENTH >= its.right()
                || its.x + TENTH >= rect.right()
                || rect.y + TENTH >= its.bottom()
                || its.y + TENTH >= rect.bottom();
            prop_assert!(apart, "{rect:?} {text:?} lies on {its:?} {other:?}");
        }
    }
    // What answers to a pointer may reach beyond the edge, for it is not seen.
    for element in elements.iter().filter(|element| !element.is("hit")) {
        if let Some(rect) = element.mark_box() {
            prop_assert!(inside(&rect), "{rect:?} leaves the drawing: {element:?}");
        }
    }
    Ok(())
}

/// The drawn bars as (key, length); `along` names the side that grows.
fn drawn_bars(chart: &Chart, along: &str) -> Vec<(usize, f64)> {
    elements(chart)
        .iter()
        .filter(|element| element.name == "rect" && element.get("rx").is_some())
        .filter_map(|bar| Some((bar.mark.as_ref()?.parse().ok()?, bar.number(along))))
        .collect()
}

/// Bars are as long as their values on one scale, and nobody who is not known,
/// or has nothing, has one. Bars of less than a tenth of a pixel may round away.
fn bars_are_true(drawn: &[(usize, f64)], amounts: &[f64]) -> TestCaseResult {
    let largest = amounts.iter().copied().fold(0.0, f64::max);
    for (key, _) in drawn {
        prop_assert!(amounts[*key] > 0.0, "a bar of {key} for nothing known");
    }
    let longest = drawn.iter().map(|(_, length)| *length).fold(0.0, f64::max);
    for (key, amount) in amounts.iter().enumerate().filter(|(_, amount)| **amount > 0.0) {
        let length = drawn.iter().find(|(other, _)| *other == key).map(|(_, length)| *length);
        let meant = amount / largest * longest;
        let length = length.unwrap_or(f64::NAN);
        prop_assert!((length - meant).abs() <= TENTH, "{key}: {length} in place of {meant}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn a_stair_is_legible_and_its_bars_are_true(
        values in any_values(),
        names in prop::collection::vec(any_name(), 61),
        width in any_width(),
        few: bool,
    ) {
        // Half of them with as many rungs as the ladder has.
        let values = &values[..if few { values.len().min(7) } else { values.len() }];
        let treads: Vec<stair::Tread> = values
            .iter()
            .enumerate()
            .map(|(at, value)| stair::Tread {
                key: at.to_string(),
                name: names[at].clone(),
                value: *value,
                main: in_words(*value),
                detail: rupiah(999_999_999_999.0),
                change: format!("{} {}", rupiah(-123_456_789_012.0), names[at + 1]),
                go_on: format!("{at} % naik ke {}", names[at + 1]),
                ..stair::Tread::default()
            })
            .collect();
        let chart = stair::draw(&frame(width), &treads);
        nothing_collides(&chart)?;
        let amounts: Vec<f64> = values.iter().map(|value| value.unwrap_or(0.0).max(0.0)).collect();
        let along = if width < 560.0 { "width" } else { "height" };
        bars_are_true(&drawn_bars(&chart, along), &amounts)?;
    }

    #[test]
    fn a_list_of_bars_is_legible_and_its_bars_are_true(
        values in any_values(),
        names in prop::collection::vec(any_name(), 60),
        width in any_width(),
        limits in prop::option::of(Just((-100.0, 100.0))),
    ) {
        let rows: Vec<bars::Bar> = values
            .iter()
            .enumerate()
            .map(|(at, value)| bars::Bar {
                key: at.to_string(),
                name: names[at].clone(),
                value: *value,
                interval: value.filter(|_| at % 3 == 0).map(|value| (value - 14.0, value + 9.0)),
                label: in_words(*value),
                detail: format!("n {}", 999_999_999usize >> at),
                ink: Token::Accent,
                tip: names[at].clone(),
            })
            .collect();
        let chart = bars::draw(&frame(width), &rows, limits);
        nothing_collides(&chart)?;
        let amounts: Vec<f64> = values.iter().map(|value| value.unwrap_or(0.0).abs()).collect();
        bars_are_true(&drawn_bars(&chart, "width"), &amounts)?;
    }

    #[test]
    fn shares_are_legible(
        values in any_values(),
        names in prop::collection::vec(any_name(), 60),
        width in any_width(),
    ) {
        let parts: Vec<shares::Part> = values
            .iter()
            .enumerate()
            .map(|(at, value)| shares::Part {
                key: at.to_string(),
                name: names[at].clone(),
                value: value.unwrap_or(f64::NAN),
                label: in_words(*value),
                ink: Token::ALL[at % Token::ALL.len()],
                tip: String::new(),
            })
            .collect();
        nothing_collides(&shares::draw(&frame(width), &parts))?;
    }

    #[test]
    fn a_matrix_is_legible(
        names in prop::collection::vec(any_name(), 0..=24),
        columns in 0..=24usize,
        heads in [any_name(), any_name()],
        size in 0..=999_999_999usize,
        shares in prop::collection::vec(
            prop::option::weighted(0.9, prop_oneof![Just(0.0), Just(1.0), 0.0..1.0f64]), 24),
        width in any_width(),
    ) {
        let cells = shares.iter().map(|share| share.map(|share| (share, format!("{share:.1} %"))));
        let cells: Vec<_> = cells.collect();
        let rows: Vec<matrix::Row> = names
            .iter()
            .enumerate()
            .map(|(at, name)| matrix::Row {
                key: at.to_string(),
                name: name.clone(),
                detail: format!("{}", size >> at),
                cells: cells[at.min(cells.len())..].to_vec(),
                tip: String::new(),
            })
            .collect();
        let columns: Vec<String> = (1..=columns).map(|age| age.to_string()).collect();
        let [first, second] = &heads;
        nothing_collides(&matrix::draw(&frame(width), [first, second], &columns, &rows))?;
    }

    #[test]
    fn a_tiny_trend_stays_inside(
        values in any_values(),
        width in 24.0..240.0f64,
        height in 16.0..64.0f64,
    ) {
        nothing_collides(&sparkline::draw(&frame(width), &values, height, Token::Accent))?;
    }

    #[test]
    fn a_trend_is_legible(
        lines in prop::collection::vec((any_values(), any_name()), 0..8),
        periods in prop::collection::vec("Q[1-4] 2026|Agustus 2026|31 Des 2026", 0..=60),
        width in any_width(),
        height in 60.0..400.0f64,
        include in prop::collection::vec(Just(0.0), 0..2),
    ) {
        let lines: Vec<Series> = lines
            .into_iter()
            .enumerate()
            .map(|(at, (values, name))| Series {
                key: at.to_string(),
                name,
                last: in_words(values.iter().rev().flatten().next().copied()),
                ink: Token::Accent,
                dashed: at % 2 == 1,
                band: values.iter().map(|v| v.map(|v| (v - 1e9, v + 2e9))).collect(),
                tips: Vec::new(),
                values,
            })
            .collect();
        let trend = Trend {
            periods: &periods,
            series: &lines,
            include: &include,
            limits: (None, None),
            format: &rupiah,
            nothing: LONG,
            height,
        };
        nothing_collides(&trend::draw(&frame(width), &trend))?;
    }

    #[test]
    fn a_journey_is_legible(
        touchpoints in prop::collection::vec(
            (any_name(), 0usize..9, 0usize..9, prop::option::of(-2i8..=2), any::<[bool; 2]>()),
            0..=60,
        ),
        stages in prop::collection::vec(
            (any_name(), prop::option::of(0.0..9000.0f64), 0usize..3), 0..9),
        lanes in prop::collection::vec(any_name(), 0..9),
        width in any_width(),
        alike: bool,
    ) {
        let touchpoints: Vec<Touchpoint> = touchpoints
            .into_iter()
            .enumerate()
            .map(|(at, (name, stage, lane, emotion, [moment_of_truth, unseen]))| Touchpoint {
                key: at.to_string(),
                name,
                stage,
                lane,
                emotion: emotion.map(|emotion| if alike { -1.0 } else { f64::from(emotion) }),
                moment_of_truth,
                unseen,
                tip: String::new(),
            })
            .collect();
        let stages: Vec<Stage> = stages
            .into_iter()
            .map(|(name, hours, phase)| Stage {
                name,
                hours,
                phase,
                span: hours.map(|hours| format!("{hours:.0} jam")).unwrap_or_default(),
                ..Stage::default()
            })
            .collect();
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let feelings = ["Sangat tidak senang", "Tidak senang", "Biasa saja", "Senang", LONG];
        let chart = timeline::draw(&frame(width), &Timeline {
            phases: &words(&["Sebelum membeli", LONG, "Sesudah"]),
            stages: &stages,
            lanes: &lanes,
            touchpoints: &touchpoints,
            feelings: &feelings.map(str::to_owned),
            lowest: &|touchpoint| format!("{} −2", touchpoint.name),
            moment_of_truth: LONG,
            unseen: "Tidak kita lihat",
        });
        nothing_collides(&chart)?;
    }
}

#[test]
fn the_laws_see_a_collision_a_leak_and_a_lie() {
    let chart = |body: &str| Chart {
        svg: format!("<svg class=\"chart\"><title>x</title>{body}</svg>\n"),
        width: 100.0,
        height: 40.0,
    };
    let word = |x: u32| format!("<text x=\"{x}\" y=\"20\" font-size=\"12\" class=\"c\">abc</text>");
    assert!(nothing_collides(&chart(&(word(2) + &word(40)))).is_ok());
    assert!(nothing_collides(&chart(&(word(2) + &word(20)))).is_err());
    assert!(nothing_collides(&chart(&word(90))).is_err());
    let dot = "<circle cx=\"99\" cy=\"9\" r=\"4\" class=\"c\"/>";
    assert!(nothing_collides(&chart(dot)).is_err());
    assert!(bars_are_true(&[(0, 50.0), (1, 25.0)], &[2.0, 1.0]).is_ok());
    assert!(bars_are_true(&[(0, 50.0), (1, 30.0)], &[2.0, 1.0]).is_err());
    assert!(bars_are_true(&[(0, 50.0), (1, 25.0)], &[2.0, 0.0]).is_err());
    assert!(bars_are_true(&[(0, 50.0)], &[2.0, 1.0]).is_err());
}
