//! A list of bars, such as the score by segment or the rungs by value.
//!
//! Every bar starts at zero and is as long as its value on one scale; negative
//! values run to the left of zero. An interval, where given, is drawn as a
//! thin line through the bar's end. A value that is not known has a dotted
//! line in place of a bar. The order is the caller's.

use super::canvas::Canvas;
use super::measure::{Anchor, Label, Rect, text_width};
use super::{Chart, Frame, Token};

/// Below this width names stand over their bars.
const NARROW: f64 = 480.0;

/// One bar with its texts.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What a click hands back.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its value; nothing where it is not known.
    pub value: Option<f64>,
    /// The interval of the value, low and high.
    pub interval: Option<(f64, f64)>,
    /// The value as text, or the words for "not known".
    pub label: String,
    /// A second text, such as how many answers; may be empty.
    pub detail: String,
    /// Its colour.
    pub ink: Token,
    /// What the browser shows on hover; may be empty.
    pub tip: String,
}

/// Where a bar's parts stand.
#[derive(Clone, Debug, PartialEq)]
pub struct BarLayout {
    /// The row that answers to a click.
    pub row: Rect,
    /// The bar; nothing for zero and for what is not known.
    pub bar: Option<Rect>,
    /// The interval's ends and their height.
    pub interval: Option<(f64, f64, f64)>,
    /// Name, value and second text.
    pub labels: Vec<Label>,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct BarsLayout {
    /// The drawing's width.
    pub width: f64,
    /// The drawing's height.
    pub height: f64,
    /// Where zero and the two ends of the scale stand.
    pub zero: f64,
    /// The left and right end of the scale.
    pub ends: (f64, f64),
    /// The bars.
    pub bars: Vec<BarLayout>,
}

/// Places the list for a width. `limits` are axis values that the scale must
/// reach, such as −100 and 100 for a score; without them it reaches from zero
/// to the largest value.
pub fn layout(bars: &[Bar], limits: Option<(f64, f64)>, width: f64) -> BarsLayout {
    const SIDE: f64 = 2.0;
    let finite = |value: &f64| value.is_finite();
    let known = |bar: &Bar| bar.value.filter(finite);
    let interval =
        |bar: &Bar| bar.interval.filter(|(low, high)| low.is_finite() && high.is_finite());
    let seen = bars
        .iter()
        .flat_map(|bar| {
            let (low, high) = interval(bar).unzip();
            [known(bar), low, high]
        })
        .flatten()
        .chain(limits.into_iter().flat_map(|(low, high)| [low, high]).filter(finite));
    let (low, high) = seen.fold((0.0f64, 0.0f64), |(low, high), v| (low.min(v), high.max(v)));
    // Halved, so that the span of huge values is finite.
    let span = (high / 2.0 - low / 2.0).max(f64::MIN_POSITIVE);

    let widest = |text: fn(&Bar) -> &str, size, bold| {
        bars.iter().map(|bar| text_width(text(bar), size, bold)).fold(0.0, f64::max)
    };
    let narrow = width < NARROW;
    let names = widest(|bar| &bar.name, 13.0, false).min(width * 0.34);
    let values = widest(|bar| &bar.label, 13.0, true).min(width * 0.22);
    let details = widest(|bar| &bar.detail, 11.0, false).min(width * 0.2);
    let details = if details > 0.0 { details + 10.0 } else { 0.0 };
    let (left, right, pitch) = if narrow {
        (SIDE, width - SIDE, 44.0)
    } else {
        (SIDE + names + 12.0, width - SIDE - values - details - 12.0, 30.0)
    };
    let x = |value: f64| left + (value / 2.0 - low / 2.0) / span * (right - left);
    let zero = x(0.0);
    let placed = bars
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            let row = Rect::new(0.0, 1.0 + pitch * at as f64, width, pitch);
            let text = row.y + if narrow { 12.0 } else { pitch / 2.0 };
            let middle = row.y + if narrow { 29.0 } else { pitch / 2.0 };
            let detail = Label::new(&bar.detail, width - SIDE, text, 11.0).anchor(Anchor::End);
            let detail = detail.within(width * 0.2);
            let value = Label::new(&bar.label, width - SIDE - details, text, 13.0);
            let value = value.anchor(Anchor::End);
            let value = if known(bar).is_some() {
                value.bold().ink(Token::Ink)
            } else {
                Label { size: 12.0, ..value }
            };
            let value = value.within(width * if narrow { 0.4 } else { 0.22 });
            let room = if narrow { value.rect().x - 10.0 - SIDE } else { names };
            let name = Label::new(&bar.name, SIDE, text, 13.0).ink(Token::Ink).within(room);
            let labels = [name, value, detail].into_iter().filter(|label| !label.text.is_empty());
            let end = known(bar).map_or(zero, x);
            let drawn = Rect::new(zero.min(end), middle - 7.0, (end - zero).abs(), 14.0);
            BarLayout {
                row,
                bar: (drawn.w > 0.0).then_some(drawn),
                interval: known(bar)
                    .and_then(|_| interval(bar))
                    .map(|(low, high)| (x(low.min(high)), x(low.max(high)), middle)),
                labels: labels.collect(),
            }
        })
        .collect();
    let height = (pitch * bars.len() as f64 + 2.0).ceil();
    BarsLayout { width, height, zero, ends: (left, right), bars: placed }
}

/// Draws a list of bars.
pub fn draw(frame: &Frame<'_>, bars: &[Bar], limits: Option<(f64, f64)>) -> Chart {
    let placed = layout(bars, limits, frame.drawn_width());
    let mut canvas = Canvas::new(placed.width, placed.height);
    for (bar, place) in bars.iter().zip(&placed.bars) {
        canvas.mark(&bar.key, &bar.tip, |canvas| {
            canvas.hit(place.row);
            match place.bar {
                Some(rect) => canvas.rounded(rect, 2.0, bar.ink, bar.ink.outline(), ""),
                None if bar.value.is_none() => {
                    let y = place.labels.first().map_or(place.row.middle_y(), |label| label.y);
                    let y = if placed.width < NARROW { y + 17.0 } else { y };
                    let (from, to) = placed.ends;
                    let line = [(from, y), (to, y)];
                    canvas.group("dotted", |canvas| canvas.line(&line, Token::Ink3, 1));
                }
                None => {}
            }
            if let Some((low, high, y)) = place.interval {
                // On a lighter ground of its own, to be seen on a dark bar.
                for (ink, stroke) in [(Token::Surface, 4), (Token::Ink, 1)] {
                    canvas.line(&[(low, y), (high, y)], ink, stroke);
                    for end in [low, high] {
                        canvas.line(&[(end, y - 3.5), (end, y + 3.5)], ink, stroke);
                    }
                }
            }
            for label in &place.labels {
                canvas.text(label);
            }
        });
    }
    let beside = if placed.width < NARROW { 20.0 } else { 4.0 };
    for (_, place) in bars.iter().zip(&placed.bars).filter(|(bar, _)| bar.value.is_some()) {
        let (from, to) = (place.row.y + beside, place.row.bottom() - 4.0);
        canvas.line(&[(placed.zero, from), (placed.zero, to)], Token::Ink3, 1);
    }
    canvas.finish(frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;
    use proptest::prelude::*;

    fn bar(name: &str, value: Option<f64>, label: &str, detail: &str) -> Bar {
        let ink =
            if value.is_some_and(|value| value < 0.0) { Token::Negative } else { Token::Accent };
        Bar {
            key: name.to_lowercase(),
            name: name.into(),
            value,
            interval: value.map(|value| (value - 14.0, value + 13.0)),
            label: label.into(),
            detail: detail.into(),
            ink,
            tip: String::new(),
        }
    }

    fn by_segment(width: f64) -> Chart {
        let bars = [
            bar("Cafés and restaurants", Some(61.0), "61", "n 58"),
            bar("Home brewers", Some(38.0), "38", "n 72"),
            bar("Offices", Some(4.0), "4", "n 21"),
            bar("Resellers", Some(-22.0), "−22", "n 13"),
            bar("Exporters", None, "not known", ""),
        ];
        let frame = Frame {
            id: "segments",
            title: "Resellers would not recommend us",
            description: "Net promoter score by segment.",
            width,
        };
        draw(&frame, &bars, None)
    }

    #[test]
    fn the_score_by_segment_looks_as_agreed() {
        expect_file!["golden/bars-720.svg"].assert_eq(&by_segment(720.0).svg);
        expect_file!["golden/bars-328.svg"].assert_eq(&by_segment(328.0).svg);
    }

    proptest! {
        #[test]
        fn lengths_are_proportional_and_no_text_overlaps(
            rows in prop::collection::vec(
                ("\\PC{0,30}|Pelanggan yang belum pernah berbelanja lagi",
                 prop::option::of(prop_oneof![
                     Just(0.0), Just(f64::INFINITY), -100.0..100.0f64, 0.0..1e15f64, Just(1e308),
                 ]),
                 "−?[0-9]{1,3}|Rp [0-9]{9} miliar", "(n [0-9]{1,6})?"),
                0..12,
            ),
            width in 240.0..1400.0f64,
        ) {
            let bars: Vec<Bar> = rows
                .iter()
                .map(|(name, value, label, detail)| bar(name, *value, label, detail))
                .collect();
            let placed = layout(&bars, Some((-100.0, 100.0)), width);
            let length = |at: usize| placed.bars[at].bar.map_or(0.0, |bar| bar.w);
            let value = |at: usize| {
                bars[at].value.filter(|value| value.is_finite()).unwrap_or(0.0).abs() / 1e10
            };
            for a in 0..bars.len() {
                for b in 0..bars.len() {
                    let (one, other) = (length(a) * value(b), length(b) * value(a));
                    let slack = 1e-9 * (value(a) + value(b)) + 1e-6 * one.max(other);
                    prop_assert!((one - other).abs() <= slack);
                }
            }
            let labels: Vec<Rect> = placed
                .bars
                .iter()
                .flat_map(|bar| bar.labels.iter().map(Label::rect).chain(bar.bar))
                .collect();
            for (at, label) in labels.iter().enumerate() {
                prop_assert!(label.inside(placed.width, placed.height), "{label:?}");
                for other in &labels[at + 1..] {
                    prop_assert!(!label.overlaps(other), "{label:?} {other:?}");
                }
            }
        }
    }
}
