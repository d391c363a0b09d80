//! Charts as SVG text, drawn through plotters with a drawing backend of our
//! own.
//!
//! Why a backend of our own: the stock one writes fixed colours and, in the
//! browser, measures text through the document. Ours writes CSS classes, so
//! one drawing serves light, dark and print, and measures text from a width
//! table, so the same bytes come out natively, in wasm and in a worker, and
//! golden tests hold for the product.
//!
//! How a chart is made: a page fills a chart's plain input struct with values
//! and with the texts that people read (labels, number formats and headings
//! come in as strings or closures; the engine holds no English). A pure
//! `layout` function places every box, so overlaps and proportions can be
//! tested without reading SVG; `draw` then writes the layout.
//!
//! Units: CSS pixels at 1:1. The chart is made for the width that it is asked
//! for, so text stays at 11 px or more on a phone as on a wide screen.
//!
//! Marks: what can be clicked or hovered is a `<g class="mark" data-key="…">`,
//! so the page attaches one handler to the figure and reads the key.

mod canvas;
#[cfg(test)]
mod laws;
mod measure;
mod palette;

pub mod bars;
pub mod matrix;
pub mod scale;
pub mod shares;
pub mod sparkline;
pub mod stair;
pub mod timeline;
pub mod trend;

pub use measure::{Anchor, Label, Rect, ellipsis, text_width};
pub use palette::Token;

/// What every chart needs beside its data.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Prefix of the ids inside the SVG; unique on the page.
    pub id: &'a str,
    /// The finding, in a sentence; becomes `<title>`.
    pub title: &'a str,
    /// The same in more words, for those who cannot see the drawing; becomes
    /// `<desc>`.
    pub description: &'a str,
    /// The width to draw for, in CSS pixels. Less than 240 is drawn as 240.
    pub width: f64,
}

impl Frame<'_> {
    /// The width that is really drawn. Below 240 px no text of 11 px would be
    /// left legible, so narrower containers scroll or shrink the drawing.
    fn drawn_width(&self) -> f64 {
        if self.width.is_finite() { self.width.clamp(240.0, 4096.0) } else { 240.0 }
    }
}

/// A finished drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// A complete `<svg>` element.
    pub svg: String,
    /// Its width in CSS pixels.
    pub width: f64,
    /// Its height in CSS pixels.
    pub height: f64,
}

/// The rules that colour the classes; the page links the same file.
const STYLESHEET: &str = include_str!("../../style/charts.css");

/// Around a drawing that leaves the page, in CSS pixels.
const MARGIN: f64 = 24.0;

/// The size of the first line above such a drawing, and of those after it.
const SIZES: [f64; 2] = [18.0, 14.0];

impl Chart {
    /// The drawing as a file of its own: with a margin and these texts above it,
    /// each on at most two lines, with the stylesheet in the light palette's
    /// colours and a surface behind, so that it looks the same outside the page,
    /// also in programs that know no custom properties.
    pub fn standalone(&self, above: &[&str]) -> Chart {
        let mut texts = String::new();
        let mut bottom = 0.0;
        for (at, text) in above.iter().enumerate() {
            let (size, bold) = (SIZES[at.min(1)], at == 0);
            for line in measure::two_lines(text, self.width, size, bold) {
                bottom += size * 1.4;
                let weight = if bold { 700 } else { 400 };
                let class = if bold { "fill-ink" } else { "fill-ink-2" };
                texts.push_str("<text x=\"0\" y=\"");
                canvas::number(&mut texts, bottom);
                texts.push_str(&format!(
                    "\" font-size=\"{size}\" font-weight=\"{weight}\" class=\"{class}\">"
                ));
                canvas::escape(&mut texts, &line);
                texts.push_str("</text>");
            }
        }
        let head = if above.is_empty() { 0.0 } else { (bottom + MARGIN).round() };
        // The drawing keeps its coordinates: the room around it lies below zero.
        let (width, height) = (self.width + 2.0 * MARGIN, self.height + head + 2.0 * MARGIN);
        let (left, top) = (-MARGIN, -MARGIN - head);
        let whole = format!(
            "viewBox=\"{left} {top} {width} {height}\" width=\"{width}\" height=\"{height}\""
        );
        let Some((open, content)) = self.svg.split_once('>') else { return self.clone() };
        let kept = |name: &str| {
            let value = open.split_once(&format!(" {name}=\""))?.1.split('"').next()?;
            Some(format!(" {name}=\"{value}\""))
        };
        let kept: String = ["xmlns", "class", "role", "aria-labelledby", "aria-describedby"]
            .into_iter()
            .filter_map(kept)
            .collect();
        let surface = Token::Surface.hex();
        let ground = format!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{surface}\"/>"
        );
        let style = stylesheet();
        let svg = format!(
            "<svg{kept} {whole}><style>{style}</style>{ground}\
             <g transform=\"translate(0 {})\">{texts}</g>{content}",
            -head
        );
        Chart { svg, width, height }
    }
}

/// The stylesheet with the light palette's colours in place of the custom
/// properties.
fn stylesheet() -> String {
    let mut style = String::with_capacity(STYLESHEET.len());
    let mut rest = STYLESHEET;
    while let Some(start) = rest.find("var(--") {
        style.push_str(&rest[..start]);
        let name_on = &rest[start + "var(--".len()..];
        let end = name_on.find(')').unwrap_or(name_on.len());
        match Token::from_name(&name_on[..end]) {
            Some(token) => style.push_str(&token.hex()),
            None => style.push_str("currentColor"),
        }
        rest = name_on.get(end + 1..).unwrap_or("");
    }
    style.push_str(rest);
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing() -> Chart {
        let svg = "<svg class=\"chart\" width=\"300\" height=\"100\"><text>x</text></svg>";
        Chart { svg: svg.to_owned(), width: 300.0, height: 100.0 }
    }

    #[test]
    fn a_standalone_drawing_says_what_it_is_and_has_room_around() {
        // Bug: a downloaded chart touched the edges of its picture and said
        // nowhere what it showed.
        let plain = drawing().standalone(&[]);
        let file = drawing().standalone(&["First bag & more", "Waiting is the low point"]);
        assert!(file.svg.contains(">First bag &amp; more</text>"), "{}", file.svg);
        assert!(file.svg.contains(">Waiting is the low point</text>"), "{}", file.svg);
        assert_eq!((plain.width, plain.height), (348.0, 148.0));
        assert_eq!(file.width, 348.0);
        assert!(file.height > plain.height + 18.0 + 14.0, "{}", file.height);
        let size = format!("width=\"348\" height=\"{}\"", file.height);
        assert!(file.svg.contains(&size), "{}", file.svg);
        assert_eq!(file.svg.matches("<svg").count(), 1);
    }

    #[test]
    fn a_standalone_drawing_names_no_custom_property() {
        let file = drawing().standalone(&[]).svg;
        assert!(file.starts_with("<svg class=\"chart\" viewBox=\"-24 -24 348 148\""), "{file}");
        assert!(!file.contains("var("));
        assert!(file.contains("#0b6e63"));
        assert!(!STYLESHEET.contains('<'), "the stylesheet must be safe inside SVG");
    }

    #[test]
    fn the_stylesheet_has_a_rule_for_every_token() {
        for token in Token::ALL {
            let name = token.name();
            for rule in [format!(".fill-{name} {{"), format!(".line-{name} {{")] {
                assert!(STYLESHEET.contains(&rule), "{rule}");
            }
        }
    }

    #[test]
    fn whatever_may_have_a_band_has_a_thin_colour() {
        // Bug: a line in the colour of ink had no rule for its band, which would
        // have covered the chart in black.
        let moods = [Token::GOOD, Token::NEUTRAL, Token::BAD];
        for token in Token::LINES.iter().chain(&moods) {
            let rule = format!(".veil-{} {{", token.name());
            assert!(STYLESHEET.contains(&rule), "{rule}");
        }
    }
}
