//! How wide a text will be, and the boxes that layouts are made of.
//!
//! The browser's system font is not known when the chart is made, so the table
//! holds the advance widths of DejaVu Sans, the widest of the common system
//! sans fonts (Segoe UI, Roboto and San Francisco are 5–15 % narrower). A text
//! that fits by this table fits everywhere; elsewhere it leaves a little air.

/// Advance widths of the printable ASCII characters, in 1/1000 em.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// How much wider bold text is than regular, over names and figures.
const BOLD: f64 = 1.14;

/// The width of one line of text in CSS pixels.
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    let width = f64::from(thousandths) / 1000.0 * size;
    if bold { width * BOLD } else { width }
}

fn advance(character: char) -> u32 {
    match character {
        ' '..='~' => u32::from(ASCII[character as usize - 32]),
        '\u{a0}' | '\u{202f}' | '·' | '‘' | '’' => 318,
        '–' => 500,
        '“' | '”' => 518,
        '−' | '→' | '←' | '↑' | '↓' | '±' | '×' => 838,
        '…' | '—' => 1000,
        // Combining marks and other signs without a width of their own.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        // East Asian letters fill the em; symbols and emoji are wider still.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' => 1000,
        '\u{2190}'..='\u{2bff}' | '\u{ff00}'..='\u{ffef}' | '\u{10000}'.. => 1300,
        _ => 700,
    }
}

/// The text cut so that it fits, with an ellipsis where something was cut.
/// Where not even one letter and the ellipsis fit, nothing is left.
pub fn ellipsis(text: &str, width: f64, size: f64, bold: bool) -> String {
    if text_width(text, size, bold) <= width {
        return text.to_owned();
    }
    let factor = if bold { size * BOLD } else { size } / 1000.0;
    let mut used = f64::from(advance('…')) * factor;
    let mut end = 0;
    for (at, character) in text.char_indices() {
        used += f64::from(advance(character)) * factor;
        if used > width {
            break;
        }
        end = at + character.len_utf8();
    }
    let kept = text[..end].trim_end();
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

/// The text in at most two lines that fit, broken between words; what does not
/// fit is cut with an ellipsis.
pub(super) fn two_lines(text: &str, width: f64, size: f64, bold: bool) -> Vec<String> {
    if text_width(text, size, bold) <= width {
        return vec![text.to_owned()];
    }
    let fits = |end: &usize| text_width(text[..*end].trim_end(), size, bold) <= width;
    let mut broken = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).filter(fits);
    match broken.next_back() {
        Some(at) if at > 0 => {
            let rest = ellipsis(text[at..].trim_start(), width, size, bold);
            vec![text[..at].trim_end().to_owned(), rest]
        }
        _ => vec![ellipsis(text, width, size, bold)],
    }
}

/// A box in CSS pixels, from its upper left corner.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// A box.
    pub fn new(x: f64, y: f64, w: f64, h: f64) -> Rect {
        Rect { x, y, w, h }
    }

    /// Its right edge.
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Its lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Its middle from left to right.
    pub fn middle_x(&self) -> f64 {
        self.x + self.w / 2.0
    }

    /// Its middle from top to bottom.
    pub fn middle_y(&self) -> f64 {
        self.y + self.h / 2.0
    }

    /// Whether two boxes share some area; touching edges do not count.
    pub fn overlaps(&self, other: &Rect) -> bool {
        const TOUCH: f64 = 0.01;
        self.x + TOUCH < other.right()
            && other.x + TOUCH < self.right()
            && self.y + TOUCH < other.bottom()
            && other.y + TOUCH < self.bottom()
    }

    /// Whether the box lies inside a drawing of this size.
    pub fn inside(&self, width: f64, height: f64) -> bool {
        self.x >= -0.01
            && self.y >= -0.01
            && self.right() <= width + 0.01
            && self.bottom() <= height + 0.01
    }
}

/// Which end of a text stands at its x.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// One line of text with its place; `y` is the middle of the line.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Where the anchored end stands.
    pub x: f64,
    /// The middle of the line.
    pub y: f64,
    /// Font size in CSS pixels.
    pub size: f64,
    /// Bold or regular.
    pub bold: bool,
    /// Its colour.
    pub ink: super::Token,
    /// Which end stands at `x`.
    pub anchor: Anchor,
}

impl Label {
    /// Regular text in the secondary ink, starting at `x`.
    pub fn new(text: impl Into<String>, x: f64, y: f64, size: f64) -> Label {
        Label {
            text: text.into(),
            x,
            y,
            size,
            bold: false,
            ink: super::Token::Ink2,
            anchor: Anchor::Start,
        }
    }

    /// The same in bold.
    pub fn bold(mut self) -> Label {
        self.bold = true;
        self
    }

    /// The same in another colour.
    pub fn ink(mut self, ink: super::Token) -> Label {
        self.ink = ink;
        self
    }

    /// The same with another end at its x.
    pub fn anchor(mut self, anchor: Anchor) -> Label {
        self.anchor = anchor;
        self
    }

    /// The same, cut to a width.
    pub fn within(mut self, width: f64) -> Label {
        self.text = ellipsis(&self.text, width, self.size, self.bold);
        self
    }

    /// How wide it is.
    pub fn width(&self) -> f64 {
        text_width(&self.text, self.size, self.bold)
    }

    /// The box that its ink may fill.
    pub fn rect(&self) -> Rect {
        let w = self.width();
        let x = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - w / 2.0,
            Anchor::End => self.x - w,
        };
        Rect::new(x, self.y - self.size * 0.6, w, self.size * 1.2)
    }

    /// The same, moved sideways until it lies between two edges.
    pub fn pushed_between(mut self, left: f64, right: f64) -> Label {
        let rect = self.rect();
        if rect.right() > right {
            self.x -= rect.right() - right;
        }
        let rect = self.rect();
        if rect.x < left {
            self.x += left - rect.x;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_agree_with_the_font_within_a_pixel_or_on_the_wide_side() {
        assert!((text_width("0123456789", 10.0, false) - 63.6).abs() < 0.1);
        assert!((text_width("Pelanggan mayoritas", 10.0, false) - 105.5).abs() < 0.5);
        assert!(text_width("Sales-adjusted", 10.0, true) >= 83.3);
    }

    #[test]
    fn a_cut_text_ends_in_an_ellipsis_and_never_in_a_space() {
        assert_eq!(ellipsis("Warung Senja", 55.0, 12.0, false), "Warun…");
        assert_eq!(ellipsis("Warung Senja", 70.0, 12.0, false), "Warung…");
        assert_eq!(ellipsis("Warung", 200.0, 12.0, false), "Warung");
        assert_eq!(ellipsis("Warung", 5.0, 12.0, false), "");
    }

    proptest! {
        #[test]
        fn a_cut_text_always_fits(text in "\\PC{0,60}", width in 0.0..300.0f64, bold: bool) {
            let cut = ellipsis(&text, width, 12.0, bold);
            prop_assert!(cut.is_empty() || text_width(&cut, 12.0, bold) <= width + 1e-9);
        }
    }
}
