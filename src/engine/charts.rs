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
mod measure;
mod palette;

pub mod bars;
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

/// The drawing as a file of its own: it carries the stylesheet with the light
/// palette's colours and a surface behind it, so that it looks the same
/// outside the page, also in programs that know no custom properties.
pub fn standalone(svg: &str) -> String {
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
    let Some(open) = svg.find('>').map(|at| at + 1) else { return String::new() };
    let surface = Token::Surface.hex();
    format!(
        "{}<style>{style}</style><rect width=\"100%\" height=\"100%\" fill=\"{surface}\"/>{}",
        &svg[..open],
        &svg[open..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standalone_drawing_names_no_custom_property() {
        let file = standalone("<svg class=\"chart\"><text>x</text></svg>");
        assert!(file.starts_with("<svg class=\"chart\"><style>"));
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
}
