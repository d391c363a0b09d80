//! The drawing backend: plotters draws into a canvas that writes SVG.
//!
//! plotters works in whole pixels. The backend therefore tells it a size ten
//! times as large and divides by ten when it writes, so that every coordinate
//! has one decimal, which is finer than a screen shows.
//!
//! Colours become classes by the palette's table: `fill-…` for areas and text,
//! `line-…` for strokes, `veil-…` for areas laid on thinly. Nothing here
//! writes a colour, a `style` attribute or text that has not been escaped.

use super::measure::{Anchor, Label, Rect, text_width};
use super::palette::Token;
use super::{Chart, Frame};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, FontStyle, ShapeStyle, TextStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;
use std::fmt::Write;

/// plotters' units to one CSS pixel.
pub(super) const FINE: f64 = 10.0;

/// A length in plotters' units.
pub(super) fn fine(length: f64) -> i32 {
    (length * FINE).round() as i32
}

/// A drawing on its way.
pub(super) struct Canvas {
    body: String,
    width: f64,
    height: f64,
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64) -> Canvas {
        Canvas { body: String::with_capacity(8 * 1024), width, height: height.ceil() }
    }

    /// plotters' view of the whole drawing.
    pub(super) fn area(&mut self) -> DrawingArea<ClassBackend<'_>, Shift> {
        ClassBackend { canvas: self }.into_drawing_area()
    }

    /// Draws a group that can be clicked and hovered. The tip, if any, is what
    /// the browser shows on hover.
    pub(super) fn mark(&mut self, key: &str, tip: &str, draw: impl FnOnce(&mut Canvas)) {
        self.body.push_str("<g class=\"mark\" data-key=\"");
        escape(&mut self.body, key);
        self.body.push_str("\">");
        if !tip.is_empty() {
            self.body.push_str("<title>");
            escape(&mut self.body, tip);
            self.body.push_str("</title>");
        }
        draw(self);
        self.body.push_str("</g>");
    }

    /// Draws a group with a class that the stylesheet knows, such as `dashed`.
    pub(super) fn group(&mut self, class: &'static str, draw: impl FnOnce(&mut Canvas)) {
        write_to(&mut self.body, format_args!("<g class=\"{class}\">"));
        draw(self);
        self.body.push_str("</g>");
    }

    pub(super) fn text(&mut self, label: &Label) {
        if label.text.is_empty() {
            return;
        }
        let style = text_style(label.size, label.bold, label.ink, label.anchor);
        let at = (fine(label.x), fine(label.y));
        drawn(self.area().draw_text(&label.text, &style, at));
    }

    pub(super) fn line(&mut self, points: &[(f64, f64)], ink: Token, stroke: u32) {
        let points: Vec<_> = points.iter().map(|(x, y)| (fine(*x), fine(*y))).collect();
        let style = ShapeStyle::from(ink.color()).stroke_width(stroke);
        drawn(self.area().draw(&PathElement::new(points, style)));
    }

    pub(super) fn polygon(&mut self, points: &[(f64, f64)], ink: Token) {
        let points: Vec<_> = points.iter().map(|(x, y)| (fine(*x), fine(*y))).collect();
        drawn(self.area().draw(&Polygon::new(points, ink.color().filled())));
    }

    /// An area laid on thinly.
    pub(super) fn veil(&mut self, points: &[(f64, f64)], ink: Token) {
        let points: Vec<_> = points.iter().map(|(x, y)| (fine(*x), fine(*y))).collect();
        drawn(self.area().draw(&Polygon::new(points, ink.veil())));
    }

    pub(super) fn diamond(&mut self, x: f64, y: f64, radius: f64, ink: Token) {
        self.polygon(&[(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], ink);
    }

    pub(super) fn rect(&mut self, rect: Rect, ink: Token) {
        let corners = [(fine(rect.x), fine(rect.y)), (fine(rect.right()), fine(rect.bottom()))];
        drawn(self.area().draw(&Rectangle::new(corners, ink.color().filled())));
    }

    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64, ink: Token) {
        let centre = (fine(x), fine(y));
        drawn(self.area().draw(&Circle::new(centre, fine(radius), ink.color().filled())));
    }

    /// A box with round corners, which plotters does not have: filled, and
    /// outlined where a line colour is given. `class` adds to the two.
    pub(super) fn rounded(
        &mut self,
        rect: Rect,
        radius: f64,
        fill: Token,
        line: Option<(Token, u32)>,
        class: &'static str,
    ) {
        let radius = radius.min(rect.w / 2.0).min(rect.h / 2.0).max(0.0);
        self.body.push_str("<rect x=\"");
        number(&mut self.body, rect.x);
        self.body.push_str("\" y=\"");
        number(&mut self.body, rect.y);
        self.body.push_str("\" width=\"");
        number(&mut self.body, rect.w);
        self.body.push_str("\" height=\"");
        number(&mut self.body, rect.h);
        self.body.push_str("\" rx=\"");
        number(&mut self.body, radius);
        write_to(&mut self.body, format_args!("\" class=\"fill-{}", fill.name()));
        if let Some((ink, _)) = line {
            write_to(&mut self.body, format_args!(" line-{}", ink.name()));
        }
        if !class.is_empty() {
            write_to(&mut self.body, format_args!(" {class}"));
        }
        self.body.push('"');
        if let Some((_, stroke)) = line.filter(|(_, stroke)| *stroke != 1) {
            write_to(&mut self.body, format_args!(" stroke-width=\"{stroke}\""));
        }
        self.body.push_str("/>");
    }

    /// An area that cannot be seen but can be hit, so that small marks are
    /// easy to click.
    pub(super) fn hit(&mut self, rect: Rect) {
        self.body.push_str("<rect class=\"hit\" x=\"");
        number(&mut self.body, rect.x);
        self.body.push_str("\" y=\"");
        number(&mut self.body, rect.y);
        self.body.push_str("\" width=\"");
        number(&mut self.body, rect.w);
        self.body.push_str("\" height=\"");
        number(&mut self.body, rect.h);
        self.body.push_str("\"/>");
    }

    /// The complete `<svg>`.
    pub(super) fn finish(self, frame: &Frame<'_>) -> Chart {
        let Canvas { body, width, height } = self;
        let mut svg = String::with_capacity(body.len() + 512);
        svg.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 ");
        number(&mut svg, width);
        svg.push(' ');
        number(&mut svg, height);
        svg.push_str("\" width=\"");
        number(&mut svg, width);
        svg.push_str("\" height=\"");
        number(&mut svg, height);
        svg.push_str("\" role=\"img\" aria-labelledby=\"");
        let id: String = frame.id.chars().filter(|c| !c.is_whitespace()).collect();
        escape(&mut svg, &id);
        svg.push_str("-title\" aria-describedby=\"");
        escape(&mut svg, &id);
        svg.push_str("-desc\"><title id=\"");
        escape(&mut svg, &id);
        svg.push_str("-title\">");
        escape(&mut svg, frame.title);
        svg.push_str("</title><desc id=\"");
        escape(&mut svg, &id);
        svg.push_str("-desc\">");
        escape(&mut svg, frame.description);
        svg.push_str("</desc>");
        svg.push_str(&body);
        svg.push_str("</svg>\n");
        Chart { svg, width, height }
    }
}

/// The style that plotters passes back to the backend's `draw_text`.
pub(super) fn text_style(size: f64, bold: bool, ink: Token, anchor: Anchor) -> TextStyle<'static> {
    let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let horizontal = match anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let mut style = TextStyle::from((FontFamily::SansSerif, size * FINE, weight));
    style.color = ink.color().to_backend_color();
    style.pos = Pos::new(horizontal, VPos::Center);
    style
}

/// Takes plotters' word that it drew. The backend writes into a string and
/// cannot fail, and a layout never asks plotters for an impossible area; if it
/// ever did, a test build says so and a release build leaves that part out.
pub(super) fn drawn<E: std::fmt::Debug>(result: Result<(), E>) {
    debug_assert!(result.is_ok(), "plotters could not draw: {result:?}");
}

/// Writes text as XML: the five special characters escaped, and characters
/// that XML 1.0 forbids left out, since one of them would make the whole file
/// unreadable.
pub(super) fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
}

/// Writes a coordinate with at most one decimal.
pub(super) fn number(out: &mut String, value: f64) {
    tenths(out, fine(value));
}

fn tenths(out: &mut String, value: i32) {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
    if part == 0 {
        write_to(out, format_args!("{sign}{whole}"));
    } else {
        write_to(out, format_args!("{sign}{whole}.{part}"));
    }
}

fn write_to(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = out.write_fmt(text);
}

/// The canvas as plotters sees it.
pub(super) struct ClassBackend<'a> {
    canvas: &'a mut Canvas,
}

impl ClassBackend<'_> {
    /// The class of a colour; none where there is nothing to see.
    fn class(prefix: &str, color: BackendColor) -> Option<(&str, &'static str)> {
        if color.alpha <= 0.0 {
            return None;
        }
        let token = Token::from_rgb(color.rgb).unwrap_or(Token::Ink);
        Some((if color.alpha < 1.0 { "veil" } else { prefix }, token.name()))
    }

    fn points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut last = None;
        for point in points {
            if last == Some(point) {
                continue;
            }
            if last.is_some() {
                self.canvas.body.push(' ');
            }
            tenths(&mut self.canvas.body, point.0);
            self.canvas.body.push(',');
            tenths(&mut self.canvas.body, point.1);
            last = Some(point);
        }
    }

    fn stroke(&mut self, width: u32) {
        if width != 1 {
            write_to(&mut self.canvas.body, format_args!(" stroke-width=\"{width}\""));
        }
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for ClassBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (fine(self.canvas.width).unsigned_abs(), fine(self.canvas.height).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let prefix = if fill { "fill" } else { "line" };
        let Some((prefix, name)) = Self::class(prefix, style.color()) else { return Ok(()) };
        let out = &mut self.canvas.body;
        out.push_str("<rect x=\"");
        tenths(out, upper_left.0);
        out.push_str("\" y=\"");
        tenths(out, upper_left.1);
        out.push_str("\" width=\"");
        tenths(out, (bottom_right.0 - upper_left.0).max(0));
        out.push_str("\" height=\"");
        tenths(out, (bottom_right.1 - upper_left.1).max(0));
        let hollow = if fill { "" } else { " hollow" };
        write_to(out, format_args!("\" class=\"{prefix}-{name}{hollow}\""));
        if !fill {
            self.stroke(style.stroke_width());
        }
        self.canvas.body.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let Some((_, name)) = Self::class("line", style.color()) else { return Ok(()) };
        self.canvas.body.push_str("<polyline points=\"");
        self.points(path);
        write_to(&mut self.canvas.body, format_args!("\" class=\"line-{name}\""));
        self.stroke(style.stroke_width());
        self.canvas.body.push_str("/>");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let prefix = if fill { "fill" } else { "line" };
        let Some((prefix, name)) = Self::class(prefix, style.color()) else { return Ok(()) };
        let out = &mut self.canvas.body;
        out.push_str("<circle cx=\"");
        tenths(out, center.0);
        out.push_str("\" cy=\"");
        tenths(out, center.1);
        out.push_str("\" r=\"");
        tenths(out, radius as i32);
        let hollow = if fill { "" } else { " hollow" };
        write_to(out, format_args!("\" class=\"{prefix}-{name}{hollow}\"/>"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let Some((prefix, name)) = Self::class("fill", style.color()) else { return Ok(()) };
        self.canvas.body.push_str("<polygon points=\"");
        self.points(vert);
        write_to(&mut self.canvas.body, format_args!("\" class=\"{prefix}-{name}\"/>"));
        Ok(())
    }

    /// Writes a text whose box is anchored as the style says. The baseline is
    /// set from the size, because `dominant-baseline` is not understood by
    /// every program that opens an SVG file.
    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        pos: BackendCoord,
    ) -> Drawn {
        let Some((_, name)) = Self::class("fill", style.color()) else { return Ok(()) };
        let anchor = style.anchor();
        let below_pos = match anchor.v_pos {
            VPos::Top => 0.93,
            VPos::Center => 0.36,
            VPos::Bottom => -0.24,
        };
        let out = &mut self.canvas.body;
        out.push_str("<text x=\"");
        tenths(out, pos.0);
        out.push_str("\" y=\"");
        tenths(out, pos.1 + (style.size() * below_pos).round() as i32);
        out.push_str("\" font-size=\"");
        number(out, style.size() / FINE);
        write_to(out, format_args!("\" class=\"fill-{name}\""));
        if matches!(style.style(), FontStyle::Bold) {
            out.push_str(" font-weight=\"600\"");
        }
        match anchor.h_pos {
            HPos::Left => {}
            HPos::Center => out.push_str(" text-anchor=\"middle\""),
            HPos::Right => out.push_str(" text-anchor=\"end\""),
        }
        out.push('>');
        escape(out, text);
        out.push_str("</text>");
        Ok(())
    }

    /// Measures from the width table, never from the document.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        let width = text_width(text, style.size(), bold);
        Ok((width.ceil() as u32, (style.size() * 1.2).ceil() as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_forbidden_characters_left_out() {
        let mut canvas = Canvas::new(300.0, 100.0);
        canvas.text(&Label::new("<b> & \"x\"\u{0}\u{fffe}", 10.0, 20.0, 12.0));
        canvas.mark("k\"><script>", "Tom's", |_| {});
        let frame = Frame { id: "a b", title: "1 < 2", description: "&", width: 300.0 };
        let svg = canvas.finish(&frame).svg;
        assert!(svg.contains(">&lt;b&gt; &amp; &quot;x&quot;</text>"));
        assert!(svg.contains("data-key=\"k&quot;&gt;&lt;script&gt;\"><title>Tom&#39;s</title>"));
        assert!(svg.contains("aria-labelledby=\"ab-title\" aria-describedby=\"ab-desc\""));
        assert!(svg.contains("<title id=\"ab-title\">1 &lt; 2</title>"));
        assert!(!svg.contains("style=") && !svg.contains("#1d2126"));
    }

    #[test]
    fn colours_become_classes_and_coordinates_keep_one_decimal() {
        let mut canvas = Canvas::new(300.0, 100.0);
        canvas.line(&[(0.25, 1.0), (10.04, 2.5)], Token::Accent, 2);
        canvas.dot(5.0, 5.0, 3.5, Token::Negative);
        assert_eq!(
            canvas.body,
            "<polyline points=\"0.3,1 10,2.5\" class=\"line-accent\" stroke-width=\"2\"/>\
             <circle cx=\"5\" cy=\"5\" r=\"3.5\" class=\"fill-negative\"/>"
        );
    }
}
