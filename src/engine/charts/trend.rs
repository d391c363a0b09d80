//! Lines over periods, such as the three retention rates or the score with its
//! interval.
//!
//! A period without a defined value is a gap: the line is not drawn through
//! it, because a rate that could not be worked out is not a rate between its
//! neighbours. A value with gaps on both sides is a dot. Each line carries its
//! name and last value at its end, pushed apart from the others, with a leader
//! where it had to move.
//!
//! The axis does not start at zero: lines show change, and the axis values say
//! where it starts. It never goes beyond the given limits (0 and 100 % for a
//! share) unless a value does.

use super::canvas::{Canvas, ClassBackend, drawn, fine, text_style};
use super::measure::{Anchor, Label, Rect, text_width};
use super::scale::{nice_ticks, spread, stretches, thin};
use super::{Chart, Frame, Token};
use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::coord::types::RangedCoordf64;
use plotters::element::Polygon;
use plotters::series::LineSeries;
use plotters::style::{ShapeStyle, colors::TRANSPARENT};

/// Below this width a line's name stands under its value.
const NARROW: f64 = 480.0;
/// Air between the plot's edge and the first and last point.
const SIDE: f64 = 10.0;

/// One line.
#[derive(Clone, Debug)]
pub struct Series {
    /// What a click on a point hands back, before `:` and the period's place.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its last value as text.
    pub last: String,
    /// Its colour.
    pub ink: Token,
    /// Whether it is drawn dashed, for what is assumed or planned.
    pub dashed: bool,
    /// A value for each period; nothing where it is not defined.
    pub values: Vec<Option<f64>>,
    /// The interval of each value, low and high; empty where there is none.
    pub band: Vec<Option<(f64, f64)>>,
    /// What the browser shows on hovering each point; may be empty.
    pub tips: Vec<String>,
}

/// Everything that the chart shows.
#[derive(Clone, Copy)]
pub struct Trend<'a> {
    /// The periods' short names, oldest first. Each must be clear by itself,
    /// since only some are shown where room is short.
    pub periods: &'a [String],
    /// The lines, the most important first.
    pub series: &'a [Series],
    /// Axis values that must be seen, such as 0; may be empty.
    pub include: &'a [f64],
    /// The scale's own ends, where it has them.
    pub limits: (Option<f64>, Option<f64>),
    /// Writes an axis value.
    pub format: &'a dyn Fn(f64) -> String,
    /// What to say where no value is defined.
    pub nothing: &'a str,
    /// The wished height; the drawing is higher where its labels need it.
    pub height: f64,
}

/// A point of a line: the period's place, and where it stands.
pub type Point = (usize, f64, f64);

/// Where a line's parts stand.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesLayout {
    /// The stretches between gaps.
    pub runs: Vec<Vec<Point>>,
    /// Its name and value.
    pub labels: Vec<Label>,
    /// From the line's end to its label, where the label had to move.
    pub leader: Option<[(f64, f64); 2]>,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendLayout {
    /// The drawing's width.
    pub width: f64,
    /// The drawing's height.
    pub height: f64,
    /// The plot without axis texts and names.
    pub plot: Rect,
    /// The axis's lowest and highest value.
    pub range: (f64, f64),
    /// The axis values.
    pub ticks: Vec<f64>,
    /// The axis values as text.
    pub tick_labels: Vec<Label>,
    /// The periods' names that there is room for.
    pub period_labels: Vec<Label>,
    /// The lines.
    pub series: Vec<SeriesLayout>,
}

impl TrendLayout {
    fn y(&self, value: f64) -> f64 {
        let share = (value - self.range.0) / (self.range.1 - self.range.0);
        self.plot.bottom() - share * self.plot.h
    }

    fn room(&self, periods: usize) -> f64 {
        (self.plot.w - 2.0 * SIDE) / (periods.max(2) - 1) as f64
    }

    fn x(&self, at: usize, periods: usize) -> f64 {
        if periods < 2 {
            self.plot.middle_x()
        } else {
            self.plot.x + SIDE + self.room(periods) * at as f64
        }
    }
}

fn value(series: &Series, at: usize) -> Option<f64> {
    series.values.get(at).copied().flatten().filter(|value| value.is_finite())
}

fn interval(series: &Series, at: usize) -> Option<(f64, f64)> {
    let (low, high) = series.band.get(at).copied().flatten()?;
    (low.is_finite() && high.is_finite()).then_some((low.min(high), low.max(high)))
}

/// The axis: its ends and its values.
fn axis(trend: &Trend<'_>) -> ((f64, f64), Vec<f64>) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for series in trend.series {
        for at in 0..trend.periods.len() {
            let band = interval(series, at).map(|(low, high)| [low, high]);
            for seen in value(series, at).into_iter().chain(band.into_iter().flatten()) {
                (low, high) = (low.min(seen), high.max(seen));
            }
        }
    }
    for seen in trend.include.iter().filter(|value| value.is_finite()) {
        (low, high) = (low.min(*seen), high.max(*seen));
    }
    if low > high {
        (low, high) = (trend.limits.0.unwrap_or(0.0), trend.limits.1.unwrap_or(1.0));
    }
    let mut ticks = nice_ticks(low, high, if trend.height < 180.0 { 3 } else { 5 });
    let mut range = (ticks[0], ticks[ticks.len() - 1]);
    if let Some(limit) = trend.limits.0.filter(|limit| *limit <= low) {
        range.0 = range.0.max(limit);
    }
    if let Some(limit) = trend.limits.1.filter(|limit| *limit >= high) {
        range.1 = range.1.min(limit);
    }
    if range.1 <= range.0 {
        range = (ticks[0], ticks[ticks.len() - 1]);
    }
    ticks.retain(|tick| (range.0..=range.1).contains(tick));
    (range, ticks)
}

/// Places the chart for a width.
pub fn layout(trend: &Trend<'_>, width: f64) -> TrendLayout {
    let periods = trend.periods.len();
    let (range, ticks) = axis(trend);
    let narrow = width < NARROW;
    let line = if narrow { 30.0 } else { 17.0 };

    let texts: Vec<_> = ticks.iter().map(|tick| (trend.format)(*tick)).collect();
    let widest = texts.iter().map(|text| text_width(text, 11.0, false)).fold(0.0, f64::max);
    let left = (widest + 10.0).min(width * 0.28);
    let named: Vec<usize> = (0..trend.series.len())
        .filter(|at| (0..periods).any(|period| value(&trend.series[*at], period).is_some()))
        .collect();
    let name_room = width * if narrow { 0.38 } else { 0.32 };
    let needed = |series: &Series| {
        let (value, name) =
            (text_width(&series.last, 13.0, true), text_width(&series.name, 12.0, false));
        if narrow { value.max(name) } else { value + 6.0 + name }
    };
    let names = named.iter().map(|at| needed(&trend.series[*at])).fold(0.0, f64::max);
    let right = if named.is_empty() { 8.0 } else { names.min(name_room) + 14.0 };

    let top = 10.0;
    let below = 28.0;
    let wished = if trend.height.is_finite() { trend.height.clamp(120.0, 800.0) } else { 240.0 };
    let height = wished.max(line * named.len() as f64 + top + below).ceil();
    let plot = Rect::new(left, top, width - left - right, height - top - below);
    let mut placed = TrendLayout {
        width,
        height,
        plot,
        range,
        ticks,
        tick_labels: Vec::new(),
        period_labels: Vec::new(),
        series: Vec::new(),
    };

    for (tick, text) in placed.ticks.iter().zip(texts) {
        let label = Label::new(text, left - 8.0, placed.y(*tick), 11.0);
        placed.tick_labels.push(label.anchor(Anchor::End).within(left - 8.0));
    }
    let widest = trend.periods.iter().map(|name| text_width(name, 11.0, false)).fold(0.0, f64::max);
    let widest = widest.min(plot.w * 0.6);
    let mut taken = f64::INFINITY;
    for at in thin(periods, placed.room(periods), widest + 12.0).into_iter().rev() {
        let x = placed.x(at, periods);
        let label = Label::new(&trend.periods[at], x, height - 12.0, 11.0).anchor(Anchor::Middle);
        let label = label.within(widest).pushed_between(2.0, width - 2.0);
        // At the left edge a wide label may have been pushed into its
        // neighbour; the later one is kept.
        if label.rect().right() + 4.0 <= taken {
            taken = label.rect().x;
            placed.period_labels.push(label);
        }
    }
    placed.period_labels.reverse();

    for series in trend.series {
        let values = (0..periods).map(|at| value(series, at));
        let place = |(at, value)| (at, placed.x(at, periods), placed.y(value));
        let runs: Vec<Vec<Point>> =
            stretches(values).into_iter().map(|run| run.into_iter().map(place).collect()).collect();
        placed.series.push(SeriesLayout { runs, labels: Vec::new(), leader: None });
    }
    let ends: Vec<(f64, f64)> = named
        .iter()
        .filter_map(|at| placed.series[*at].runs.last()?.last().map(|(_, x, y)| (*x, *y)))
        .collect();
    let wishes: Vec<f64> = ends.iter().map(|(_, y)| *y).collect();
    let middles = spread(&wishes, &vec![line; wishes.len()], 2.0, height - below + 8.0);
    for ((at, end), middle) in named.iter().zip(&ends).zip(middles) {
        let series = &trend.series[*at];
        let ink = readable(series.ink);
        let x = plot.right() + 6.0;
        let room = width - x - 2.0;
        let offset = if narrow { 7.5 } else { 0.0 };
        let last = Label::new(&series.last, x, middle - offset, 13.0).bold().ink(ink).within(room);
        let name = if narrow {
            Label::new(&series.name, x, middle + offset, 11.0).within(room)
        } else {
            let after = if last.text.is_empty() { 0.0 } else { last.width() + 6.0 };
            Label::new(&series.name, x + after, middle, 12.0).within(room - after)
        };
        placed.series[*at].labels = vec![last, name];
        if (middle - end.1).abs() > 3.0 || end.0 < plot.right() - 2.0 * SIDE {
            placed.series[*at].leader = Some([(end.0 + 5.0, end.1), (x - 3.0, middle)]);
        }
    }
    placed
}

/// Text keeps a line's colour only where that colour is dark enough for text.
fn readable(ink: Token) -> Token {
    match ink {
        Token::Accent | Token::Negative | Token::Warning | Token::Ink => ink,
        _ => Token::Ink2,
    }
}

/// The upright axis as plotters asks for it: our range with our axis values,
/// which keep to the limits of the scale where plotters' own would not.
struct Upright {
    range: (f64, f64),
    ticks: Vec<f64>,
}

impl Ranged for Upright {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let share = (value - self.range.0) / (self.range.1 - self.range.0);
        limit.0 + (f64::from(limit.1 - limit.0) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> std::ops::Range<f64> {
        self.range.0..self.range.1
    }
}

type Plane = Cartesian2d<RangedCoordf64, Upright>;

/// plotters' chart on the plot that the layout chose.
fn plane<'a>(
    canvas: &'a mut Canvas,
    placed: &TrendLayout,
    periods: usize,
) -> Option<ChartContext<'a, ClassBackend<'a>, Plane>> {
    let TrendLayout { plot, range, width, height, .. } = placed;
    let across = if periods < 2 {
        -1.0..1.0
    } else {
        let air = SIDE / placed.room(periods);
        -air..(periods - 1) as f64 + air
    };
    let area = canvas.area();
    ChartBuilder::on(&area)
        .margin_top(fine(plot.y))
        .margin_right(fine(width - plot.right()))
        .margin_bottom(fine(height - plot.bottom()))
        .set_label_area_size(LabelAreaPosition::Left, fine(plot.x))
        .build_cartesian_2d(across, Upright { range: *range, ticks: placed.ticks.clone() })
        .ok()
}

/// Draws lines over periods.
pub fn draw(frame: &Frame<'_>, trend: &Trend<'_>) -> Chart {
    let placed = layout(trend, frame.drawn_width());
    let periods = trend.periods.len();
    let mut canvas = Canvas::new(placed.width, placed.height);

    if let Some(mut chart) = plane(&mut canvas, &placed, periods) {
        let axis = text_style(11.0, false, Token::Ink2, Anchor::End);
        let room = placed.plot.x - 8.0;
        let format = |value: &f64| super::ellipsis(&(trend.format)(*value), room, 11.0, false);
        let hairline = ShapeStyle::from(Token::Line.color());
        let mesh = chart
            .configure_mesh()
            .disable_x_mesh()
            .axis_style(TRANSPARENT)
            .y_labels(placed.ticks.len())
            .y_max_light_lines(1)
            .bold_line_style(hairline)
            .light_line_style(TRANSPARENT)
            .label_style(axis)
            .y_label_formatter(&format)
            .set_all_tick_mark_size(fine(4.0))
            .draw();
        drawn(mesh);
        for series in trend.series {
            let bands = bands(series, periods).into_iter();
            let veil = series.ink.veil();
            drawn(chart.draw_series(bands.map(|band| Polygon::new(band, veil))).map(|_| ()));
        }
    }
    if placed.range.0 < 0.0 && placed.range.1 > 0.0 {
        let y = placed.y(0.0);
        canvas.line(&[(placed.plot.x, y), (placed.plot.right(), y)], Token::Ink3, 1);
    }
    for (series, place) in trend.series.iter().zip(&placed.series).rev() {
        let lines = |canvas: &mut Canvas| {
            let Some(mut chart) = plane(canvas, &placed, periods) else { return };
            for run in place.runs.iter().filter(|run| run.len() > 1) {
                let points =
                    run.iter().filter_map(|(at, ..)| Some((*at as f64, value(series, *at)?)));
                let style = ShapeStyle::from(series.ink.color()).stroke_width(2);
                drawn(chart.draw_series(LineSeries::new(points, style)).map(|_| ()));
            }
        };
        if series.dashed {
            canvas.group("dashed", lines)
        } else {
            lines(&mut canvas)
        }
        if let Some(leader) = place.leader {
            canvas.group("dotted", |canvas| canvas.line(&leader, Token::Ink3, 1));
        }
        points(&mut canvas, series, place, placed.room(periods));
        for label in &place.labels {
            canvas.text(label);
        }
    }
    for label in &placed.period_labels {
        canvas.text(label);
    }
    if placed.series.iter().all(|series| series.runs.is_empty()) {
        let Rect { w, .. } = placed.plot;
        let (x, y) = (placed.plot.middle_x(), placed.plot.middle_y());
        let label = Label::new(trend.nothing, x, y, 13.0).anchor(Anchor::Middle).within(w);
        canvas.group("halo", |canvas| canvas.text(&label));
    }
    canvas.finish(frame)
}

/// The dots of a line. Where periods lie close, only the dots that carry
/// meaning are seen: the last, and values between gaps.
fn points(canvas: &mut Canvas, series: &Series, place: &SeriesLayout, room: f64) {
    let last = place.runs.last().and_then(|run| run.last()).map(|point| point.0);
    for run in &place.runs {
        for (at, x, y) in run {
            let radius = if Some(*at) == last {
                4.0
            } else if run.len() == 1 || room >= 18.0 {
                2.5
            } else {
                0.0
            };
            let tip = series.tips.get(*at).map_or("", String::as_str);
            canvas.mark(&format!("{}:{at}", series.key), tip, |canvas| {
                let reach = room.clamp(4.0, 24.0);
                canvas.hit(Rect::new(x - reach / 2.0, y - 12.0, reach, 24.0));
                if radius > 0.0 {
                    canvas.dot(*x, *y, radius, series.ink);
                }
            });
        }
    }
}

/// The outlines of a band's stretches between gaps, in axis values. A single
/// interval between gaps becomes a narrow strip.
fn bands(series: &Series, periods: usize) -> Vec<Vec<(f64, f64)>> {
    let intervals = (0..periods).map(|at| value(series, at).and_then(|_| interval(series, at)));
    let outline = |run: Vec<(usize, (f64, f64))>| {
        let ends = |(at, (low, high)): (usize, (f64, f64))| (at as f64, low, high);
        let run: Vec<_> = match run.into_iter().map(ends).collect::<Vec<_>>().as_slice() {
            [(at, low, high)] => vec![(at - 0.06, *low, *high), (at + 0.06, *low, *high)],
            run => run.to_vec(),
        };
        let upper = run.iter().map(|(at, _, high)| (*at, *high));
        let lower = run.iter().rev().map(|(at, low, _)| (*at, *low));
        upper.chain(lower).collect()
    };
    stretches(intervals).into_iter().map(outline).collect()
}

#[cfg(test)]
mod tests;
