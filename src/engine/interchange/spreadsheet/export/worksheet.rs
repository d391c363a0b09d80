//! Cells, rows and ends of a worksheet, as XML (ECMA-376, part 1, 18.3).
//!
//! Texts stand in their cells and carry the style "text", so that they stay texts
//! when somebody edits them. Days are counts that are shown as the reader's
//! program shows days.

use crate::domain::Day;
use std::fmt::Write;

/// The most rows that a sheet may have, its heading among them.
pub const MAX_ROWS: usize = 1 << 20;

/// What stands before the widths of the columns: the heading stays in sight.
const BEGIN: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<sheetViews><sheetView workbookViewId="0">"#,
    r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
    r#"</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>"#,
);
/// What stands behind the last row.
pub(super) const END: &str = "</sheetData></worksheet>";
/// What ends a row.
pub(super) const END_ROW: &str = "</row>";

/// The styles of cells, in the order in which the workbook's styles stand.
#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// As the program likes.
    Plain,
    /// As the reader's program shows days.
    Day,
    /// The heading, which is text.
    Heading,
    /// Text, whatever it looks like.
    Text,
    /// An amount of money without decimals.
    Amount,
    /// An amount of money with two decimals.
    AmountWithCents,
}

/// Where a cell lies, both counted from 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub row: u32,
    pub column: usize,
}

/// Days from the day before the first that sheets count, 1899-12-30, to 1970-01-01.
const BEFORE_1970: i32 = 25_569;
/// The first day that is counted the same in all programs, 1900-03-01.
const FIRST_DAY: i32 = -25_508;

/// What stands before the first row, with the width of each column in letters.
pub(super) fn begin(widths: impl Iterator<Item = usize>) -> String {
    let mut text = format!("{BEGIN}<cols>");
    for (at, width) in widths.enumerate() {
        let column = at + 1;
        let room =
            format_args!(r#"<col min="{column}" max="{column}" width="{width}" customWidth="1"/>"#);
        write_to(&mut text, room);
    }
    text.push_str("</cols><sheetData>");
    text
}

pub(super) fn begin_row(row: u32, into: &mut String) {
    write_to(into, format_args!(r#"<row r="{}">"#, row + 1));
}

pub(super) fn number(place: Place, number: i64, into: &mut String) {
    numeral(place, Look::Plain, &number.to_string(), into);
}

/// An amount in digits with a point.
pub(super) fn amount(place: Place, plain: &str, into: &mut String) {
    let look = if plain.contains('.') { Look::AmountWithCents } else { Look::Amount };
    numeral(place, look, plain, into);
}

/// Programs hold numbers of up to 15 digits exactly; longer ones stay whole as
/// texts.
fn numeral(place: Place, look: Look, plain: &str, into: &mut String) {
    cell(place, look, into);
    if plain.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        write_to(into, format_args!("><v>{plain}</v></c>"));
    } else {
        write_to(into, format_args!(r#" t="inlineStr"><is><t>{plain}</t></is></c>"#));
    }
}

/// A day; one that programs count differently is written as a text.
pub(super) fn day(place: Place, day: Day, into: &mut String) {
    if day.0 < FIRST_DAY {
        return text(place, &day.to_string(), false, into);
    }
    cell(place, Look::Day, into);
    write_to(into, format_args!("><v>{}</v></c>", day.0 + BEFORE_1970));
}

pub(super) fn text(place: Place, text: &str, is_heading: bool, into: &mut String) {
    cell(place, if is_heading { Look::Heading } else { Look::Text }, into);
    into.push_str(r#" t="inlineStr"><is><t xml:space="preserve">"#);
    escape(text, into);
    into.push_str("</t></is></c>");
}

fn cell(place: Place, look: Look, into: &mut String) {
    into.push_str(r#"<c r=""#);
    push_column(place.column, into);
    write_to(into, format_args!(r#"{}" s="{}""#, place.row + 1, look as u8));
}

fn push_column(column: usize, into: &mut String) {
    if column >= 26 {
        push_column(column / 26 - 1, into);
    }
    into.push(char::from(b'A' + (column % 26) as u8));
}

/// Writes a text so that XML gives it back: letters that XML does not know become
/// `_x0007_`, and what looks so already is marked as not meant so.
pub(in super::super) fn escape(text: &str, into: &mut String) {
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '_' if text[at + 1..].starts_with('x') => into.push_str("_x005F_"),
            '\t' | '\n' => into.push(letter),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {
                write_to(into, format_args!("_x{:04X}_", u32::from(letter)));
            }
            _ => into.push(letter),
        }
    }
}

/// Writing to a text does not fail.
fn write_to(into: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = into.write_fmt(what);
}
