//! The journey with time running downwards, for phones: one row a touchpoint,
//! the curve in a column at the left.

use super::super::Token;
use super::super::measure::{Anchor, Label, Rect, two_lines};
use super::{CHIP, CHIP_SIDE, Chip, DIAMOND, Heading, Level, Timeline, TimelineLayout, curve, key};

/// Height of a further line in a chip.
const LINE: f64 = 15.0;

pub(super) fn layout(timeline: &Timeline<'_>, width: f64) -> TimelineLayout {
    let column = (width * 0.36).min(150.0);
    let level = |value: f64| 12.0 + (value + 2.0) / 4.0 * (column - 24.0);
    let left = column + 12.0;
    let right = width - 2.0;
    let order = timeline.order();
    let lowest = timeline.lowest(&order);

    // The words of both ends, side by side, or each on its own line.
    let [worst, .., best] = timeline.feelings;
    let worst = Label::new(worst, 2.0, 10.0, 11.0).within(width / 2.0);
    let best = Label::new(best, column, 10.0, 11.0).anchor(Anchor::End).within(width / 2.0);
    let beside = worst.width() + best.width() + 8.0 <= column - 2.0;
    let best = if beside {
        best
    } else {
        Label { x: level(2.0), y: 25.0, anchor: Anchor::Middle, ..best }
            .pushed_between(2.0, width - 2.0)
    };
    let words = if beside { 22.0 } else { 37.0 };

    let mut y = words;
    let mut phases = Vec::new();
    let mut stages = Vec::new();
    let mut chips: Vec<Chip> = Vec::new();
    let mut channels = Vec::new();
    let mut lowest_label = None;
    let mut last_phase = None;
    let mut rest = order.as_slice();
    for place in 0..timeline.stages.len().max(1) {
        if let Some(stage) = timeline.stages.get(place) {
            if let Some(name) =
                timeline.phases.get(stage.phase).filter(|_| last_phase != Some(stage.phase))
            {
                last_phase = Some(stage.phase);
                let head = Rect::new(left, y, right - left, 28.0);
                let label = Label::new(name, left, y + 16.0, 12.0).bold().within(head.w);
                phases.push(Heading { head, ground: Rect { h: 0.0, ..head }, labels: vec![label] });
                y += head.h;
            }
            // Headings stand beside the curve, never over it.
            let head = Rect::new(left, y, right - left, 28.0);
            let text = head.w - 16.0;
            let x = head.x + 8.0;
            let name = Label::new(&stage.name, x, y + 14.0, 13.0).bold().ink(Token::Ink);
            let name = name.within(text);
            let span = Label::new(&stage.span, head.right() - 8.0, y + 14.0, 11.0);
            let span = span.anchor(Anchor::End).within(text);
            let beside = name.width() + span.width() + 10.0 <= text || span.text.is_empty();
            let (head, span) = if beside {
                (head, span)
            } else {
                let below = Label { x, y: y + 31.0, anchor: Anchor::Start, ..span };
                (Rect { h: 43.0, ..head }, below)
            };
            let labels = [name, span].into_iter().filter(|label| !label.text.is_empty());
            stages.push(Heading { head, ground: head, labels: labels.collect() });
            y += head.h + 8.0;
        }
        let inside = rest.iter().take_while(|at| timeline.stage_of(**at) == place).count();
        let (here, later) = rest.split_at(inside);
        rest = later;
        for at in here {
            let touchpoint = &timeline.touchpoints[*at];
            let sign = if touchpoint.moment_of_truth { DIAMOND } else { 0.0 };
            let wide = timeline.chip_width(*at).min(right - left);
            let text = wide - sign - 2.0 * CHIP_SIDE;
            let lines = two_lines(&touchpoint.name, text + 0.01, 12.0, false);
            let high = CHIP + LINE * (lines.len() - 1) as f64;
            let rect = Rect::new(left, y, wide, high);
            let middle = y + CHIP / 2.0;
            let x = left + CHIP_SIDE + sign;
            let labels = lines
                .into_iter()
                .enumerate()
                .map(|(line, name)| Label::new(name, x, middle + LINE * line as f64, 12.0))
                .map(|label| label.ink(Token::Ink))
                .collect();
            let point = timeline.emotion(*at).map(|value| (level(value), middle));
            let from = point.unwrap_or((level(0.0), middle));
            y += high;
            let channel = timeline.lanes.get(touchpoint.lane).map_or("", String::as_str);
            if !channel.is_empty() {
                let label = Label::new(channel, left + 2.0, y + 9.0, 11.0);
                channels.push(label.within(right - left - 2.0));
                y += 18.0;
            }
            if lowest == Some(*at) {
                let text = (timeline.lowest)(touchpoint);
                let label = Label::new(text, left + 2.0, y + 9.0, 12.0).bold();
                let label = label.ink(Token::Negative).within(right - left - 2.0);
                lowest_label = Some((chips.len(), label));
                y += 19.0;
            }
            chips.push(Chip {
                touchpoint: *at,
                rect,
                labels,
                diamond: (sign > 0.0).then_some((left + CHIP_SIDE + 4.0, middle)),
                point,
                drop: [from, (left, middle)],
            });
            y += 12.0;
        }
        y += 4.0;
    }
    let felt: Vec<_> = chips
        .iter()
        .map(|chip| (chip.rect.y + CHIP / 2.0, timeline.emotion(chip.touchpoint)))
        .collect();
    let (curve, areas) = curve(&felt, |along, value| (level(value), along));
    let levels = (-2..=2i8)
        .map(|value| {
            let x = level(f64::from(value));
            let label = match value {
                -2 => Some(worst.clone()),
                2 => Some(best.clone()),
                _ => None,
            };
            Level { value, line: [(x, words), (x, y - 4.0)], label }
        })
        .collect();
    let (key, height) = key(timeline, 2.0, y, right);
    TimelineLayout {
        width,
        height: (height + 2.0).ceil(),
        phases,
        stages,
        lanes: Vec::new(),
        levels,
        areas,
        curve,
        chips,
        channels,
        lowest: lowest_label,
        key,
    }
}
