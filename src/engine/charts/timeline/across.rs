//! The journey with time running to the right, for screens.

use super::super::Token;
use super::super::measure::{Anchor, Label, Rect, ellipsis, text_width};
use super::{CHIP, CHIP_SIDE, Chip, DIAMOND, Heading, Level, Timeline, TimelineLayout, curve, key};

/// One step of feeling.
const STEP: f64 = 32.0;
/// Height of a row of chips, with the air under it.
const ROW: f64 = CHIP + 6.0;
/// Air between chips of a row.
const GAP: f64 = 6.0;

/// The stages' widths: as long as they last, none narrower than its own least
/// width, and none of those wider than an even share, so that all fit. A stage
/// of unknown length takes the mean of the known ones; if none is known all
/// are equal.
pub(super) fn stage_widths(hours: &[Option<f64>], least: &[f64], whole: f64) -> Vec<f64> {
    // Hours are capped, so that sums stay exact enough whatever was typed.
    let known = |hours: &Option<f64>| {
        hours.filter(|hours| hours.is_finite() && *hours > 0.0).map(|hours| hours.min(1e9))
    };
    let lengths: Vec<f64> = hours.iter().filter_map(known).collect();
    let mean = lengths.iter().sum::<f64>() / lengths.len().max(1) as f64;
    let mean = if lengths.is_empty() { 1.0 } else { mean };
    let lengths: Vec<f64> = hours.iter().map(|hours| known(hours).unwrap_or(mean)).collect();
    let even = whole / lengths.len().max(1) as f64;
    let least: Vec<f64> = least.iter().map(|width| width.clamp(even / 2.0, even)).collect();
    let mut short = vec![false; lengths.len()];
    loop {
        let (mut room, mut long) = (whole, 0.0);
        for at in 0..lengths.len() {
            if short[at] { room -= least[at] } else { long += lengths[at] }
        }
        let per_hour = if long > 0.0 { room / long } else { 0.0 };
        let too_short = |at: &usize| !short[*at] && lengths[*at] * per_hour < least[*at] - 1e-9;
        let found: Vec<usize> = (0..lengths.len()).filter(too_short).collect();
        if found.is_empty() {
            let width = |at| if short[at] { least[at] } else { lengths[at] * per_hour };
            return (0..lengths.len()).map(width).collect();
        }
        for at in found {
            short[at] = true;
        }
    }
}

pub(super) fn layout(timeline: &Timeline<'_>, width: f64) -> TimelineLayout {
    let lanes = timeline.lanes.iter().map(|name| text_width(name, 12.0, false));
    let feelings = timeline.feelings.iter().map(|word| text_width(word, 11.0, false));
    let gutter = lanes.chain(feelings).fold(0.0, f64::max).min(width * 0.18) + 14.0;
    let left = gutter;
    let right = width - 6.0;
    let order = timeline.order();

    // Stages and phases.
    let phases_high = if timeline.phases.is_empty() { 0.0 } else { 26.0 };
    let spans = timeline.stages.iter().any(|stage| !stage.span.is_empty());
    let head = Rect::new(0.0, phases_high, 0.0, if spans { 40.0 } else { 26.0 });
    let hours: Vec<_> = timeline.stages.iter().map(|stage| stage.hours).collect();
    let least: Vec<_> = timeline
        .stages
        .iter()
        .map(|stage| text_width(&stage.name, 12.0, true).max(text_width(&stage.span, 11.0, false)))
        .map(|text| text + 18.0)
        .collect();
    let widths = stage_widths(&hours, &least, right - left);
    let mut stages = Vec::new();
    let mut at = left;
    for (stage, stage_width) in timeline.stages.iter().zip(&widths) {
        let head = Rect { x: at + 1.0, w: stage_width - 2.0, ..head };
        let text = head.w - 14.0;
        let name = Label::new(&stage.name, head.x + 7.0, head.y + 13.0, 12.0);
        let span = Label::new(&stage.span, head.x + 7.0, head.y + 29.0, 11.0);
        let labels = [name.bold().ink(Token::Ink).within(text), span.within(text)];
        let labels = labels.into_iter().filter(|label| !label.text.is_empty()).collect();
        stages.push(Heading { head, ground: Rect { x: at, w: *stage_width, ..head }, labels });
        at += stage_width;
    }

    // The curve.
    let top = head.bottom() + 20.0;
    let level = |value: f64| top + (2.0 - value) * STEP;
    let bottom = level(-2.0) + 34.0;
    let levels = (-2..=2i8)
        .map(|value| {
            let y = level(f64::from(value));
            let word = &timeline.feelings[(value + 2) as usize];
            let label = Label::new(word, left - 10.0, y, 11.0).anchor(Anchor::End);
            let label = Some(label.within(gutter - 14.0));
            Level { value, line: [(left, y), (right, y)], label }
        })
        .collect();
    let mut in_stage = vec![0.0; timeline.stages.len().max(1)];
    for at in &order {
        in_stage[timeline.stage_of(*at)] += 1.0;
    }
    let mut met = vec![0.0; in_stage.len()];
    let alongs: Vec<f64> = order
        .iter()
        .map(|at| {
            let stage = timeline.stage_of(*at);
            met[stage] += 1.0;
            let share = (met[stage] - 0.5) / in_stage[stage];
            match stages.get(stage) {
                Some(Heading { ground, .. }) => ground.x + ground.w * share,
                None => left + (right - left) * share,
            }
        })
        .collect();
    let felt: Vec<_> =
        order.iter().zip(&alongs).map(|(at, x)| (*x, timeline.emotion(*at))).collect();
    let (curve, areas) = curve(&felt, |x, value| (x, level(value)));

    // The lanes with their chips, stacked where they would collide.
    let widest = ((right - left) * 0.5).min(260.0);
    let lane_count = timeline.lanes.len().max(1);
    let mut lane_rows: Vec<Vec<f64>> = vec![Vec::new(); lane_count];
    let mut rows = Vec::with_capacity(order.len());
    let mut boxes = Vec::with_capacity(order.len());
    for (at, x) in order.iter().zip(&alongs) {
        let wide = timeline.chip_width(*at).min(widest);
        let chip_left = (x - wide / 2.0).min(right - 1.0 - wide).max(left + 1.0);
        let lane = timeline.touchpoints[*at].lane.min(lane_count - 1);
        // Chips come from left to right, so a row is free where its last chip
        // has ended.
        let ends = &mut lane_rows[lane];
        let row = ends.iter().position(|end| end + GAP <= chip_left).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0.0);
        }
        ends[row] = chip_left + wide;
        rows.push((lane, row));
        boxes.push((chip_left, wide));
    }
    let mut lanes = Vec::new();
    let mut lane_top = bottom;
    for (lane, ends) in lane_rows.iter().enumerate() {
        let high = 10.0 + ROW * ends.len().max(1) as f64;
        let rect = Rect::new(left, lane_top, right - left, high);
        let name = timeline.lanes.get(lane).map_or("", String::as_str);
        let label = Label::new(name, left - 10.0, lane_top + 8.0 + CHIP / 2.0, 12.0);
        let label = label.ink(Token::Ink).anchor(Anchor::End).within(gutter - 14.0);
        lanes.push((rect, label));
        lane_top += high;
    }
    let (key, height) = key(timeline, left, lane_top + 8.0, right);

    let lowest = timeline.lowest(&order).and_then(|at| {
        let place = order.iter().position(|other| *other == at)?;
        let y = level(timeline.emotion(at)?) + 17.0;
        let text = (timeline.lowest)(&timeline.touchpoints[at]);
        let label = Label::new(text, alongs[place], y, 12.0).bold().ink(Token::Negative);
        let label = label.anchor(Anchor::Middle).within((right - left) * 0.6);
        Some((place, label.pushed_between(left + 2.0, right - 2.0)))
    });
    let chips = order
        .iter()
        .enumerate()
        .map(|(place, at)| {
            let (lane, row) = rows[place];
            let (chip_left, wide) = boxes[place];
            let y = lanes[lane].0.y + 8.0 + ROW * row as f64;
            let rect = Rect::new(chip_left, y, wide, CHIP);
            let touchpoint = &timeline.touchpoints[*at];
            let sign = if touchpoint.moment_of_truth { DIAMOND } else { 0.0 };
            let room = wide - sign - 2.0 * CHIP_SIDE;
            let name = ellipsis(&touchpoint.name, room + 0.01, 12.0, false);
            let x = chip_left + CHIP_SIDE + sign;
            let label = Label::new(name, x, rect.middle_y(), 12.0).ink(Token::Ink);
            let point = timeline.emotion(*at).map(|value| (alongs[place], level(value)));
            let from = match (&lowest, point) {
                (Some((low, label)), Some((x, _))) if *low == place => (x, label.y + 9.0),
                (_, Some(point)) => point,
                (_, None) => (alongs[place], level(-2.0) + 6.0),
            };
            Chip {
                touchpoint: *at,
                rect,
                labels: vec![label],
                diamond: (sign > 0.0).then(|| (chip_left + CHIP_SIDE + 4.0, rect.middle_y())),
                point,
                drop: [from, (alongs[place], rect.y)],
            }
        })
        .collect();

    // The phases' grounds reach down to the last lane.
    let mut phases: Vec<Heading> = Vec::new();
    let mut last = None;
    for (stage, place) in timeline.stages.iter().zip(&stages) {
        let Some(name) = timeline.phases.get(stage.phase) else { continue };
        match phases.last_mut().filter(|_| last == Some(stage.phase)) {
            Some(phase) => phase.head.w = place.ground.right() - phase.head.x,
            None => {
                let head = Rect { y: 0.0, h: phases_high, ..place.ground };
                let label = Label::new(name, head.x + 8.0, phases_high / 2.0, 12.0);
                phases.push(Heading { head, ground: head, labels: vec![label.bold()] });
            }
        }
        last = Some(stage.phase);
    }
    for phase in &mut phases {
        phase.ground = Rect { h: lane_top, ..phase.head };
        let room = phase.head.w - 12.0;
        phase.labels = phase.labels.drain(..).map(|label| label.within(room)).collect();
    }
    TimelineLayout {
        width,
        height: (height + 2.0).ceil(),
        phases,
        stages,
        lanes,
        levels,
        areas,
        curve,
        chips,
        channels: Vec::new(),
        lowest,
        key,
    }
}
