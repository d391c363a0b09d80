//! A tiny trend beside a figure: the line and its last point, no axis and no
//! text. The scale is the line's own, from its lowest to its highest value; a
//! line whose values are all equal runs through the middle. Gaps are gaps.

use super::canvas::{Canvas, drawn, fine};
use super::scale::stretches;
use super::{Chart, Frame, Token};
use plotters::chart::ChartBuilder;
use plotters::series::LineSeries;
use plotters::style::ShapeStyle;

/// Air around the line, so that its last point is not cut.
const SIDE: f64 = 4.0;

/// The stretches of the line as points of the drawing: how far along, from 0
/// to 1, and how high, from 0 to 1.
pub fn layout(values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let known = || values.iter().copied().map(|value| value.filter(|value| value.is_finite()));
    let (low, high) = known()
        .flatten()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    // Halved, so that the span of huge values is finite.
    let span = high / 2.0 - low / 2.0;
    let up = |value: f64| if span > 0.0 { (value / 2.0 - low / 2.0) / span } else { 0.5 };
    let along = |at: usize| match values.len() {
        0 | 1 => 0.5,
        count => at as f64 / (count - 1) as f64,
    };
    let place = |(at, value)| (along(at), up(value));
    stretches(known()).into_iter().map(|run| run.into_iter().map(place).collect()).collect()
}

/// Draws a tiny trend of the frame's width, at least 24 px, and a height.
pub fn draw(frame: &Frame<'_>, values: &[Option<f64>], height: f64, ink: Token) -> Chart {
    let within = |length: f64| if length.is_finite() { length.clamp(24.0, 1024.0) } else { 24.0 };
    let (width, height) = (within(frame.width), within(height));
    let runs = layout(values);
    let mut canvas = Canvas::new(width, height);
    lines(&mut canvas, &runs, ink);
    let last = runs.last().and_then(|run| run.last()).copied();
    for run in &runs {
        for (along, up) in run {
            let x = SIDE + along * (width - 2.0 * SIDE);
            let y = height - SIDE - up * (height - 2.0 * SIDE);
            if Some((*along, *up)) == last {
                canvas.dot(x, y, 3.0, ink);
            } else if run.len() == 1 {
                canvas.dot(x, y, 1.5, ink);
            }
        }
    }
    canvas.finish(frame)
}

fn lines(canvas: &mut Canvas, runs: &[Vec<(f64, f64)>], ink: Token) {
    let area = canvas.area();
    let chart = ChartBuilder::on(&area).margin(fine(SIDE)).build_cartesian_2d(0.0..1.0, 0.0..1.0);
    let Ok(mut chart) = chart else { return };
    for run in runs.iter().filter(|run| run.len() > 1) {
        let style = ShapeStyle::from(ink.color()).stroke_width(2);
        drawn(chart.draw_series(LineSeries::new(run.iter().copied(), style)).map(|_| ()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;

    #[test]
    fn a_tiny_trend_looks_as_agreed() {
        let values = [Some(3.0), Some(4.0), None, Some(2.0), None, Some(5.0), Some(7.0), Some(6.0)];
        let frame =
            Frame { id: "spark", title: "Rising", description: "Eight months.", width: 96.0 };
        let chart = draw(&frame, &values, 28.0, Token::Accent);
        expect_file!["golden/sparkline-96.svg"].assert_eq(&chart.svg);
    }

    #[test]
    fn equal_values_run_through_the_middle_and_nothing_is_nothing() {
        assert_eq!(layout(&[Some(5.0), Some(5.0)]), [vec![(0.0, 0.5), (1.0, 0.5)]]);
        assert!(layout(&[None, Some(f64::NAN)]).is_empty());
        assert_eq!(layout(&[Some(1.0)]), [vec![(0.5, 0.5)]]);
        assert_eq!(layout(&[Some(-1e308), Some(1e308)]), [vec![(0.0, 0.0), (1.0, 1.0)]]);
    }
}
