//! A customer journey on time: stages, channel lanes with touchpoints, and the
//! emotion curve over them.
//!
//! On a screen time runs to the right. Stages are as wide as they are long,
//! but none narrower than its name or half of an even share, so that nothing
//! vanishes; beside a very long stage, short ones are drawn longer than they
//! are. Touchpoints of a stage stand
//! at even distances in their order, because their own times are not
//! recorded. In a channel lane chips that would collide are stacked, and the
//! lane grows.
//!
//! On a phone time runs downwards, one row a touchpoint, with the curve beside
//! the rows; there nothing can collide.
//!
//! Emotion runs from −2 to +2; values beyond are drawn at the ends. A
//! touchpoint without one is a gap in the curve. The lowest point is marked
//! and labelled, unless all points are equal. Moments of truth carry a diamond
//! and a heavy frame; touchpoints that the firm does not see have a dashed
//! frame: neither by colour alone.

mod across;
mod down;

use super::canvas::Canvas;
use super::measure::{Label, Rect, text_width};
use super::{Chart, Frame, Token};

/// Below this width time runs downwards.
const DOWN_BELOW: f64 = 560.0;
/// The height of a chip with one line of text.
const CHIP: f64 = 26.0;
/// Air on each side of a chip's text.
const CHIP_SIDE: f64 = 9.0;
/// What a moment of truth's diamond takes of a chip's width.
const DIAMOND: f64 = 14.0;

/// A part of the journey.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    /// What a click hands back.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How long it takes, as text; may be empty.
    pub span: String,
    /// How long it takes in hours, where that is known.
    pub hours: Option<f64>,
    /// Which of the phases it belongs to.
    pub phase: usize,
}

/// Something that the customer does.
#[derive(Clone, Debug, Default)]
pub struct Touchpoint {
    /// What a click hands back.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its stage's place.
    pub stage: usize,
    /// Its channel's place.
    pub lane: usize,
    /// How it feels, −2 to +2.
    pub emotion: Option<f64>,
    /// Whether it makes or breaks the relationship.
    pub moment_of_truth: bool,
    /// Whether it happens where the firm cannot see it.
    pub unseen: bool,
    /// What the browser shows on hover; may be empty.
    pub tip: String,
}

/// Everything that the chart shows.
#[derive(Clone, Copy)]
pub struct Timeline<'a> {
    /// The phases' names: before, during, after.
    pub phases: &'a [String],
    /// The stages in their order.
    pub stages: &'a [Stage],
    /// The channels' names, top lane first.
    pub lanes: &'a [String],
    /// The touchpoints; those of a stage in their order.
    pub touchpoints: &'a [Touchpoint],
    /// The words for −2, −1, 0, +1 and +2.
    pub feelings: &'a [String; 5],
    /// Writes the label of the lowest point.
    pub lowest: &'a dyn Fn(&Touchpoint) -> String,
    /// The words for a moment of truth, for the key.
    pub moment_of_truth: &'a str,
    /// The words for what the firm does not see, for the key.
    pub unseen: &'a str,
}

impl Timeline<'_> {
    /// The touchpoints' places in the order of time.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.touchpoints.len()).collect();
        order.sort_by_key(|at| self.stage_of(*at));
        order
    }

    /// A touchpoint's stage; one that names no stage goes into the last.
    fn stage_of(&self, touchpoint: usize) -> usize {
        self.touchpoints[touchpoint].stage.min(self.stages.len().saturating_sub(1))
    }

    /// A touchpoint's emotion within the scale.
    fn emotion(&self, touchpoint: usize) -> Option<f64> {
        let emotion = self.touchpoints[touchpoint].emotion.filter(|value| value.is_finite())?;
        Some(emotion.clamp(-2.0, 2.0))
    }

    /// The first of the lowest touchpoints in the order of time, unless all
    /// feel the same.
    fn lowest(&self, order: &[usize]) -> Option<usize> {
        let felt = || order.iter().filter_map(|at| Some((*at, self.emotion(*at)?)));
        let (lowest, value) = felt().reduce(|a, b| if b.1 < a.1 { b } else { a })?;
        felt().any(|(_, other)| other > value).then_some(lowest)
    }

    /// How wide a chip's text and signs are.
    fn chip_width(&self, touchpoint: usize) -> f64 {
        let Touchpoint { name, moment_of_truth, .. } = &self.touchpoints[touchpoint];
        let sign = if *moment_of_truth { DIAMOND } else { 0.0 };
        (text_width(name, 12.0, false) + sign + 2.0 * CHIP_SIDE).max(28.0)
    }
}

/// A stage's or phase's heading with its ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// The heading's box.
    pub head: Rect,
    /// The ground that it stands over; no height on a phone.
    pub ground: Rect,
    /// Its texts.
    pub labels: Vec<Label>,
}

/// A touchpoint's chip.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// Which touchpoint it is.
    pub touchpoint: usize,
    /// The chip.
    pub rect: Rect,
    /// Its name, in one or two lines.
    pub labels: Vec<Label>,
    /// The middle of the diamond, for a moment of truth.
    pub diamond: Option<(f64, f64)>,
    /// Its point on the curve.
    pub point: Option<(f64, f64)>,
    /// The line from the curve to the chip.
    pub drop: [(f64, f64); 2],
}

/// A line for a feeling with its word.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// −2 to +2.
    pub value: i8,
    /// From where to where.
    pub line: [(f64, f64); 2],
    /// Its word, where there is room.
    pub label: Option<Label>,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineLayout {
    /// The drawing's width.
    pub width: f64,
    /// The drawing's height.
    pub height: f64,
    /// The phases that there are.
    pub phases: Vec<Heading>,
    /// The stages.
    pub stages: Vec<Heading>,
    /// The channel lanes; none on a phone.
    pub lanes: Vec<(Rect, Label)>,
    /// The feelings' lines.
    pub levels: Vec<Level>,
    /// The areas between the curve and neutral, good and bad.
    pub areas: Vec<(bool, Vec<(f64, f64)>)>,
    /// The curve's stretches between gaps.
    pub curve: Vec<Vec<(f64, f64)>>,
    /// The touchpoints in the order of time.
    pub chips: Vec<Chip>,
    /// Channel names beside the chips, on a phone.
    pub channels: Vec<Label>,
    /// The lowest point's place in `chips`, and its label.
    pub lowest: Option<(usize, Label)>,
    /// The key: a sample chip (heavy for a moment of truth) and its words.
    pub key: Vec<(bool, Rect, Label)>,
}

/// Places the chart for a width.
pub fn layout(timeline: &Timeline<'_>, width: f64) -> TimelineLayout {
    if width < DOWN_BELOW { down::layout(timeline, width) } else { across::layout(timeline, width) }
}

/// The curve's stretches between gaps, and the areas between it and neutral.
/// `felt` holds each touchpoint's place along time and its emotion; `place`
/// turns the two into a point of the drawing.
#[allow(clippy::type_complexity)]
fn curve(
    felt: &[(f64, Option<f64>)],
    place: impl Fn(f64, f64) -> (f64, f64),
) -> (Vec<Vec<(f64, f64)>>, Vec<(bool, Vec<(f64, f64)>)>) {
    let mut stretches = Vec::new();
    let mut areas = Vec::new();
    for stretch in felt.split(|(_, emotion)| emotion.is_none()) {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for (along, emotion) in stretch {
            let Some(emotion) = *emotion else { continue };
            if let Some((before, last)) = points.last().copied().filter(|p| p.1 * emotion < 0.0) {
                let share = last / (last - emotion);
                points.push((before + (along - before) * share, 0.0));
            }
            points.push((*along, emotion));
        }
        let (Some(first), Some(last)) = (points.first(), points.last()) else { continue };
        for good in [true, false] {
            let side = |value: f64| if good { value.max(0.0) } else { value.min(0.0) };
            if points.len() > 1 && points.iter().any(|(_, value)| side(*value) != 0.0) {
                let edge = points.iter().map(|(along, value)| place(*along, side(*value)));
                let neutral = [place(last.0, 0.0), place(first.0, 0.0)];
                areas.push((good, edge.chain(neutral).collect()));
            }
        }
        stretches.push(points.iter().map(|(along, value)| place(*along, *value)).collect());
    }
    (stretches, areas)
}

/// The key's entries from a point on, in lines of a width; and where they end.
fn key(timeline: &Timeline<'_>, x: f64, y: f64, right: f64) -> (Vec<(bool, Rect, Label)>, f64) {
    const LINE: f64 = 24.0;
    const SAMPLE: f64 = 26.0;
    let moments = timeline.touchpoints.iter().any(|t| t.moment_of_truth);
    let unseen = timeline.touchpoints.iter().any(|t| t.unseen);
    let wanted = [(true, moments, timeline.moment_of_truth), (false, unseen, timeline.unseen)];
    let (mut at, mut top) = (x, y);
    let mut entries = Vec::new();
    for (heavy, _, words) in wanted.into_iter().filter(|(_, used, _)| *used) {
        let label = Label::new(words, 0.0, 0.0, 11.0).within(right - x - SAMPLE - 8.0);
        let needed = SAMPLE + 8.0 + label.width();
        if at > x && at + needed > right {
            (at, top) = (x, top + LINE);
        }
        let label = Label { x: at + SAMPLE + 8.0, y: top + LINE / 2.0, ..label };
        entries.push((heavy, Rect::new(at, top + 4.0, SAMPLE, 16.0), label));
        at += needed + 24.0;
    }
    let end = if entries.is_empty() { y } else { top + LINE };
    (entries, end)
}

/// Draws a journey.
pub fn draw(frame: &Frame<'_>, timeline: &Timeline<'_>) -> Chart {
    let placed = layout(timeline, frame.drawn_width());
    let mut canvas = Canvas::new(placed.width, placed.height);
    grounds(&mut canvas, timeline, &placed);

    for level in &placed.levels {
        canvas.line(&level.line, if level.value == 0 { Token::Ink3 } else { Token::Line }, 1);
        if let Some(label) = &level.label {
            canvas.text(label);
        }
    }
    for (good, area) in &placed.areas {
        canvas.veil(area, if *good { Token::Accent } else { Token::Negative });
    }
    // All drop lines lie behind all chips, so that no line crosses a name.
    for chip in &placed.chips {
        let class = if chip.point.is_some() { "edge" } else { "edge dotted" };
        canvas.group(class, |canvas| canvas.line(&chip.drop, Token::Ink3, 1));
    }
    for stretch in placed.curve.iter().filter(|stretch| stretch.len() > 1) {
        canvas.line(stretch, Token::Accent, 2);
    }
    for label in &placed.channels {
        canvas.text(label);
    }
    for (at, chip) in placed.chips.iter().enumerate() {
        let touchpoint = &timeline.touchpoints[chip.touchpoint];
        let lowest = placed.lowest.as_ref().filter(|(lowest, _)| *lowest == at);
        canvas.mark(&touchpoint.key, &touchpoint.tip, |canvas| {
            frame_of(canvas, chip.rect, touchpoint.moment_of_truth, touchpoint.unseen);
            if let Some((x, y)) = chip.diamond {
                canvas.diamond(x, y, 4.5, Token::Ink);
            }
            for label in &chip.labels {
                canvas.text(label);
            }
            if let Some((x, y)) = chip.point {
                point(canvas, x, y, timeline.emotion(chip.touchpoint), lowest.is_some());
            }
        });
    }
    if let Some((_, label)) = &placed.lowest {
        canvas.group("halo", |canvas| canvas.text(label));
    }
    for (heavy, sample, label) in &placed.key {
        frame_of(&mut canvas, *sample, *heavy, !*heavy);
        if *heavy {
            canvas.diamond(sample.middle_x(), sample.middle_y(), 4.5, Token::Ink);
        }
        canvas.text(label);
    }
    canvas.finish(frame)
}

/// Phases, stages and lanes, behind everything else.
fn grounds(canvas: &mut Canvas, timeline: &Timeline<'_>, placed: &TimelineLayout) {
    for (at, phase) in placed.phases.iter().enumerate() {
        if at % 2 == 0 && phase.ground.h > 0.0 {
            canvas.rect(phase.ground, Token::Paper);
        }
        for label in &phase.labels {
            canvas.text(label);
        }
    }
    for (stage, place) in timeline.stages.iter().zip(&placed.stages) {
        let about = [stage.name.as_str(), stage.span.as_str()];
        let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
        canvas.mark(&stage.key, &about.join(" · "), |canvas| {
            canvas.rounded(place.head, 4.0, Token::AccentSoft, None, "");
            for label in &place.labels {
                canvas.text(label);
            }
        });
    }
    for (rect, label) in &placed.lanes {
        canvas.line(&[(0.0, rect.y), (rect.right(), rect.y)], Token::Line, 1);
        canvas.text(label);
    }
}

/// A chip's frame.
fn frame_of(canvas: &mut Canvas, rect: Rect, heavy: bool, dashed: bool) {
    let line = if heavy { (Token::Ink, 2) } else { (Token::Ink3, 1) };
    let class = if dashed { "dashed" } else { "" };
    canvas.rounded(rect, 6.0, Token::Surface, Some(line), class);
}

/// A point on the curve: its colour says good or bad, as its height does.
fn point(canvas: &mut Canvas, x: f64, y: f64, emotion: Option<f64>, lowest: bool) {
    let radius = if lowest { 6.0 } else { 4.5 };
    let ink = match emotion {
        Some(value) if value < 0.0 => Token::BAD,
        Some(value) if value > 0.0 => Token::GOOD,
        _ => Token::NEUTRAL,
    };
    let around = Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius);
    canvas.rounded(around, radius, ink, Some((Token::Surface, 2)), "");
}

#[cfg(test)]
mod tests;
