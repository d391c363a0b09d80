//! Shares in rows and columns, such as how many of each month's new customers
//! came back in each month after.
//!
//! A cell's ground is the darker the greater its share, in [`SHADES`] even steps up
//! to the greatest of the drawing, and its number stands in it: colour alone says
//! nothing. What is not known yet has no cell. Where there is no room for all
//! columns, the first ones are drawn; the table below a chart holds all.

use super::canvas::Canvas;
use super::measure::{Anchor, Label, Rect, text_width};
use super::{Chart, Frame, Token};

/// The classes of the shades in `style/charts.css`, the palest first.
const SHADES: [&str; 6] = ["shade-1", "shade-2", "shade-3", "shade-4", "shade-5", "shade-6"];
const HEAD: f64 = 22.0;
const PITCH: f64 = 26.0;
const SIZE: f64 = 12.0;
const GAP: f64 = 12.0;

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What a click hands back.
    pub key: String,
    /// Its name.
    pub name: String,
    /// A second text, such as how many customers it has.
    pub detail: String,
    /// Its cells from the first column on: the share, 0 to 1, and its text.
    pub cells: Vec<Option<(f64, String)>>,
    /// What the browser shows on hover; may be empty.
    pub tip: String,
}

/// Where a row's parts stand.
#[derive(Clone, Debug, PartialEq)]
pub struct RowLayout {
    /// The whole row.
    pub row: Rect,
    /// Name and second text.
    pub labels: Vec<Label>,
    /// Each cell's ground with its shade, if it has any, and its number.
    pub cells: Vec<(Rect, Option<&'static str>, Label)>,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixLayout {
    /// The drawing's width.
    pub width: f64,
    /// The drawing's height.
    pub height: f64,
    /// The names of the columns that are drawn.
    pub columns: Vec<Label>,
    /// The rows.
    pub rows: Vec<RowLayout>,
}

/// Places rows and columns for a width. `heads` are the words over names and
/// second texts.
pub fn layout(heads: [&str; 2], columns: &[String], rows: &[Row], width: f64) -> MatrixLayout {
    let widest = |texts: &mut dyn Iterator<Item = &str>| {
        texts.map(|text| text_width(text, SIZE, false)).fold(0.0, f64::max)
    };
    let names = rows.iter().map(|row| row.name.as_str());
    let names = widest(&mut names.chain([heads[0]])).min(width * 0.32);
    let details = rows.iter().map(|row| row.detail.as_str());
    let details = widest(&mut details.chain([heads[1]])).min(width * 0.24);
    let left = names + GAP + details + GAP;
    let texts = rows.iter().flat_map(|row| row.cells.iter().flatten().map(|cell| cell.1.as_str()));
    let least = widest(&mut texts.chain(columns.iter().map(String::as_str))) + 6.0;
    let room = (width - left).max(0.0);
    let drawn = columns.len().min((room / least) as usize);
    let pitch = if drawn > 0 { (room / drawn as f64).min(72.0) } else { 0.0 };
    let middle = |at: usize| left + pitch * (at as f64 + 0.5);

    let head = |text: &str, x: f64| Label::new(text, x, HEAD / 2.0, SIZE);
    let mut over: Vec<Label> = columns[..drawn]
        .iter()
        .enumerate()
        .map(|(at, name)| head(name, middle(at)).anchor(Anchor::Middle))
        .collect();
    over.push(head(heads[0], 0.0).within(names));
    over.push(head(heads[1], left - GAP).anchor(Anchor::End).within(details));

    let shares = rows.iter().flat_map(|row| row.cells.iter().take(drawn).flatten());
    let greatest = shares.map(|(share, _)| *share).filter(|s| s.is_finite()).fold(0.0, f64::max);
    let shade = |share: f64| {
        let step = (share / greatest * SHADES.len() as f64).ceil();
        (share > 0.0 && step >= 1.0).then(|| SHADES[(step as usize).min(SHADES.len()) - 1])
    };
    let rows = rows.iter().enumerate().map(|(at, row)| {
        let whole = Rect::new(0.0, HEAD + PITCH * at as f64, width, PITCH);
        let y = whole.middle_y();
        let name = Label::new(&row.name, 0.0, y, SIZE).ink(Token::Ink).within(names);
        let detail = Label::new(&row.detail, left - GAP, y, SIZE).anchor(Anchor::End);
        let cells = row.cells.iter().take(drawn).enumerate().filter_map(|(at, cell)| {
            let (share, text) = cell.as_ref()?;
            let ground =
                Rect::new(left + pitch * at as f64 + 1.0, whole.y + 1.0, pitch - 2.0, PITCH - 2.0);
            let number = Label::new(text, middle(at), y, SIZE).anchor(Anchor::Middle);
            Some((ground, shade(*share), number.ink(Token::Ink).within(pitch - 2.0)))
        });
        let cells = cells.collect();
        RowLayout { row: whole, labels: vec![name, detail.within(details)], cells }
    });
    let rows: Vec<RowLayout> = rows.collect();
    let height = (HEAD + PITCH * rows.len() as f64 + 1.0).ceil();
    MatrixLayout { width, height, columns: over, rows }
}

/// Draws shares in rows and columns, in the order given.
pub fn draw(frame: &Frame<'_>, heads: [&str; 2], columns: &[String], rows: &[Row]) -> Chart {
    let placed = layout(heads, columns, rows, frame.drawn_width());
    let mut canvas = Canvas::new(placed.width, placed.height);
    for label in &placed.columns {
        canvas.text(label);
    }
    for (row, place) in rows.iter().zip(&placed.rows) {
        canvas.mark(&row.key, &row.tip, |canvas| {
            canvas.hit(place.row);
            for (ground, shade, _) in &place.cells {
                match shade {
                    Some(shade) => canvas.rounded(*ground, 3.0, Token::Accent, None, shade),
                    None => canvas.rounded(*ground, 3.0, Token::Paper, None, ""),
                }
            }
            let numbers = place.cells.iter().map(|(_, _, number)| number);
            for label in place.labels.iter().chain(numbers) {
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

    fn cohorts(width: f64) -> Chart {
        let row = |key: &str, name: &str, size: &str, shares: &[f64]| Row {
            key: key.to_owned(),
            name: name.to_owned(),
            detail: size.to_owned(),
            cells: shares.iter().map(|s| Some((*s, format!("{:.0}%", s * 100.0)))).collect(),
            tip: String::new(),
        };
        let rows = [
            row("0", "Jan 2026", "781", &[0.16, 0.12, 0.0, 0.08]),
            row("1", "Feb 2026", "1.857", &[0.31, 0.13, 0.09]),
            row("2", "Mar 2026", "719", &[0.12, 0.12]),
            row("3", "Apr 2026", "0", &[]),
        ];
        let columns: Vec<String> = (1..=12).map(|age| age.to_string()).collect();
        let frame = Frame {
            id: "cohorts",
            title: "Later customers come back as earlier ones did",
            description: "Share of each month's new customers who bought in a month after.",
            width,
        };
        draw(&frame, ["First bought", "Customers"], &columns, &rows)
    }

    #[test]
    fn the_cohorts_look_as_agreed() {
        expect_file!["golden/matrix-720.svg"].assert_eq(&cohorts(720.0).svg);
        expect_file!["golden/matrix-328.svg"].assert_eq(&cohorts(328.0).svg);
    }

    #[test]
    fn a_greater_share_is_never_paler() {
        let shares = [0.0, 0.01, 0.1, 0.2, 0.5, 0.99, 1.0];
        let cells = shares.iter().map(|share| Some((*share, "9%".to_owned()))).collect();
        let row = Row {
            key: String::new(),
            name: String::new(),
            detail: String::new(),
            cells,
            tip: String::new(),
        };
        let columns: Vec<String> = (1..=7).map(|age| age.to_string()).collect();
        let placed = layout(["", ""], &columns, &[row], 700.0);
        let shades: Vec<_> = placed.rows[0].cells.iter().map(|cell| cell.1).collect();
        assert!(shades.is_sorted(), "{shades:?}");
        assert_eq!((shades[0], shades[6]), (None, Some("shade-6")));
    }
}
