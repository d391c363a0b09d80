//! Shares of a whole as one bar, such as promoters, passives and detractors.
//!
//! Each part is as wide as its share: `width = value / sum × bar`. The parts'
//! names stand under the bar, as near to their part as there is room, or in a
//! list where there is not. Negative values count as nothing.

use super::canvas::Canvas;
use super::measure::{Label, Rect};
use super::scale::spread;
use super::{Chart, Frame, Token};

/// The bar's height.
const BAR: f64 = 22.0;
/// What the little square before each name takes.
const SQUARE: f64 = 15.0;

/// One part of the whole.
#[derive(Clone, Debug)]
pub struct Part {
    /// What a click hands back.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How much it is, in any unit.
    pub value: f64,
    /// Its share as text.
    pub label: String,
    /// Its colour.
    pub ink: Token,
    /// What the browser shows on hover; may be empty.
    pub tip: String,
}

/// Where a part stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PartLayout {
    /// Its piece of the bar; no width for nothing.
    pub piece: Rect,
    /// The little square that carries its colour to the name.
    pub square: Rect,
    /// Its share and its name.
    pub labels: [Label; 2],
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct SharesLayout {
    /// The drawing's width.
    pub width: f64,
    /// The drawing's height.
    pub height: f64,
    /// The whole bar.
    pub whole: Rect,
    /// The parts.
    pub parts: Vec<PartLayout>,
}

/// Places the bar for a width.
pub fn layout(parts: &[Part], width: f64) -> SharesLayout {
    const LINE: f64 = 20.0;
    const GAP: f64 = 18.0;
    let whole = Rect::new(1.0, 1.0, width - 2.0, BAR);
    let amount = |part: &Part| if part.value.is_finite() { part.value.max(0.0) } else { 0.0 };
    let largest = parts.iter().map(amount).fold(0.0, f64::max);
    // Divided by the largest first, so that the sum of huge values is finite.
    let share = |part: &Part| if largest > 0.0 { amount(part) / largest } else { 0.0 };
    let sum: f64 = parts.iter().map(share).sum();

    let mut left = whole.x;
    let mut placed = Vec::with_capacity(parts.len());
    for part in parts {
        let wide = if sum > 0.0 { share(part) / sum * whole.w } else { 0.0 };
        let label = Label::new(&part.label, SQUARE, 0.0, 13.0).bold().ink(Token::Ink);
        let label = label.within(whole.w - SQUARE);
        let after = SQUARE + label.width() + 6.0;
        let name = Label::new(&part.name, after, 0.0, 12.0).within(whole.w - after);
        placed.push(PartLayout {
            piece: Rect::new(left, whole.y, wide, BAR),
            square: Rect::new(0.0, 0.0, 10.0, 10.0),
            labels: [label, name],
        });
        left += wide;
    }
    let sizes: Vec<f64> =
        placed.iter().map(|part| part.labels[1].x + part.labels[1].width() + GAP).collect();
    let beside = sizes.iter().sum::<f64>() <= whole.w + GAP;
    let wishes: Vec<f64> =
        placed.iter().zip(&sizes).map(|(part, size)| part.piece.x + size / 2.0).collect();
    let middles = spread(&wishes, &sizes, whole.x, whole.right() + GAP);
    let mut bottom = whole.bottom() + 8.0;
    for (at, part) in placed.iter_mut().enumerate() {
        let x = if beside { middles[at] - sizes[at] / 2.0 } else { whole.x };
        let y = bottom + LINE / 2.0;
        part.square = Rect { x, y: y - 5.0, ..part.square };
        for label in &mut part.labels {
            (label.x, label.y) = (label.x + x, y);
        }
        if !beside {
            bottom += LINE;
        }
    }
    if beside && !placed.is_empty() {
        bottom += LINE;
    }
    SharesLayout { width, height: (bottom + 1.0).ceil(), whole, parts: placed }
}

/// Draws shares of a whole, in the order given.
pub fn draw(frame: &Frame<'_>, parts: &[Part]) -> Chart {
    let placed = layout(parts, frame.drawn_width());
    let mut canvas = Canvas::new(placed.width, placed.height);
    canvas.rounded(placed.whole, 4.0, Token::Paper, Some((Token::Line, 1)), "");
    for (part, place) in parts.iter().zip(&placed.parts) {
        canvas.mark(&part.key, &part.tip, |canvas| {
            if place.piece.w > 0.0 {
                // A hair of surface keeps neighbours apart.
                let apart = if place.piece.w > 4.0 { 0.75 } else { 0.0 };
                let Rect { x, w, .. } = place.piece;
                let piece = Rect { x: x + apart, w: w - 2.0 * apart, ..place.piece };
                canvas.rounded(piece, 3.0, part.ink, None, "");
            }
            canvas.rounded(place.square, 2.0, part.ink, None, "");
            for label in &place.labels {
                canvas.text(label);
            }
        });
    }
    canvas.finish(frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;
    use proptest::prelude::*;

    fn part(key: &str, name: &str, value: f64, label: &str, ink: Token) -> Part {
        let [key, name, label] = [key, name, label].map(String::from);
        Part { key, name, value, label, ink, tip: String::new() }
    }

    fn answers(width: f64) -> Chart {
        let parts = [
            part("detractor", "Detractors", 26.0, "16 %", Token::Negative),
            part("passive", "Passives", 49.0, "30 %", Token::Ink3),
            part("promoter", "Promoters", 89.0, "54 %", Token::Accent),
        ];
        let frame = Frame {
            id: "shares",
            title: "Half of them recommend us",
            description: "Shares of promoters, passives and detractors.",
            width,
        };
        draw(&frame, &parts)
    }

    #[test]
    fn the_three_shares_look_as_agreed() {
        expect_file!["golden/shares-720.svg"].assert_eq(&answers(720.0).svg);
        expect_file!["golden/shares-328.svg"].assert_eq(&answers(328.0).svg);
    }

    proptest! {
        #[test]
        fn pieces_are_proportional_and_names_never_overlap(
            parts in prop::collection::vec(
                ("\\PC{0,24}|Pelanggan yang sangat tidak puas", "[0-9]{1,3} %",
                 prop_oneof![Just(0.0), Just(-3.0), Just(f64::NAN), 0.0..100.0f64, Just(1e308)]),
                0..7,
            ),
            width in 240.0..1400.0f64,
        ) {
            let parts: Vec<Part> = parts
                .iter()
                .map(|(name, label, value)| part("k", name, *value, label, Token::Accent))
                .collect();
            let placed = layout(&parts, width);
            let amount = |part: &Part| if part.value > 0.0 { part.value } else { 0.0 };
            for (a, left) in parts.iter().zip(&placed.parts) {
                for (b, right) in parts.iter().zip(&placed.parts) {
                    let one = left.piece.w * (amount(b) / 1e10);
                    let other = right.piece.w * (amount(a) / 1e10);
                    prop_assert!((one - other).abs() <= 1e-6 * one.abs().max(other.abs()));
                }
            }
            let texts: Vec<Rect> = placed
                .parts
                .iter()
                .flat_map(|part| {
                    let texts = part.labels.iter().filter(|label| !label.text.is_empty());
                    texts.map(Label::rect).chain([part.square]).collect::<Vec<_>>()
                })
                .collect();
            for (at, text) in texts.iter().enumerate() {
                prop_assert!(text.inside(placed.width, placed.height), "{text:?}");
                for other in &texts[at + 1..] {
                    prop_assert!(!text.overlaps(other), "{text:?} {other:?}");
                }
            }
        }
    }
}
