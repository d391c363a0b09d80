//! A sheet's cells as the text that the import reads.

use super::super::reader::{RECORD_SEPARATOR, UNIT_SEPARATOR};
use super::super::{MAX_BYTES, MAX_CELL_BYTES, MAX_COLUMNS, SpreadsheetError as Error};
use super::strings::{Strings, TextTags, push_text};
use super::styles::Styles;
use super::xml::{Part, Xml};

/// Tags that are read in one step.
const STEP: usize = 8_000;
/// Bytes that are written in one step, but for the last cell's.
const STEP_BYTES: usize = 1 << 20;
/// The most rows of a sheet.
const MAX_ROWS: u32 = 1 << 20;

/// Reads a sheet, step by step.
#[derive(Debug)]
pub struct SheetReader<'a> {
    part: Part<'a>,
    strings: &'a Strings,
    styles: &'a Styles,
    /// The row that the tags are in, counted from 1.
    row: u32,
    /// The row whose cells are being written.
    written: u32,
    /// How many marks between its cells were written.
    parted: usize,
    /// The first column that may come next in it.
    free: usize,
    /// The column of the next cell that names none.
    column: usize,
    cell: Cell,
    value: String,
    in_value: bool,
    tags: TextTags,
    /// How many bytes were appended.
    appended: u64,
    /// Whether the cells are over. The rest of the part is read all the same: its
    /// checksum is compared at its end.
    is_over: bool,
}

/// What a cell says of itself.
#[derive(Clone, Copy, Default, Debug)]
struct Cell {
    kind: Kind,
    style: usize,
}

#[derive(Clone, Copy, PartialEq, Default, Debug)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Error,
    Day,
}

impl<'a> SheetReader<'a> {
    pub(super) fn new(part: Part<'a>, strings: &'a Strings, styles: &'a Styles) -> Self {
        SheetReader {
            part,
            strings,
            styles,
            row: 0,
            written: 1,
            parted: 0,
            free: 0,
            column: 0,
            cell: Cell::default(),
            value: String::new(),
            in_value: false,
            tags: TextTags::default(),
            appended: 0,
            is_over: false,
        }
    }

    /// How much was read, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.part.progress()
    }

    /// Appends the next cells to the text, some milliseconds of work; whether
    /// there may be more.
    /// [`Error::TooLarge`] where all that was appended is more than a text may have:
    /// a text that cells share is written as often as they do.
    pub fn step(&mut self, text: &mut String) -> Result<bool, Error> {
        let before = text.len();
        let more = self.append(text)?;
        self.appended += (text.len() - before) as u64;
        match self.appended {
            bytes if bytes > MAX_BYTES => Err(Error::TooLarge { bytes }),
            _ => Ok(more),
        }
    }

    fn append(&mut self, text: &mut String) -> Result<bool, Error> {
        let full = text.len() + STEP_BYTES;
        for _ in 0..STEP {
            if text.len() > full {
                break;
            }
            // The tag borrows the part, so nothing else of this may be asked for
            // by a method.
            let Some(tag) = self.part.next()? else {
                text.push(char::from(RECORD_SEPARATOR));
                return Ok(false);
            };
            self.is_over |= tag.closes("sheetData");
            match &tag {
                _ if self.is_over => {}
                Xml::Text(piece) if self.in_value => self.value.push_str(piece),
                Xml::Text(_) => self.tags.take(&tag, &mut self.value),
                _ if tag.opens("c") => {
                    let place = tag.attribute("r");
                    if let Some((row, column)) = place.as_deref().map(place_of) {
                        (self.row, self.column) = (row, column);
                    }
                    let style = tag.attribute("s").and_then(|style| style.parse().ok());
                    let kind = tag.attribute("t").map_or(Kind::Number, |kind| kind_of(&kind));
                    self.cell = Cell { kind, style: style.unwrap_or(0) };
                    self.value.clear();
                    self.tags = TextTags::default();
                    self.in_value = false;
                    self.column += usize::from(tag.closes("c"));
                }
                _ if tag.opens("row") => {
                    self.row = match tag.attribute("r") {
                        Some(row) => row.parse().map_err(|_| Error::DamagedWorkbook)?,
                        None => self.row + 1,
                    };
                    self.column = 0;
                }
                _ if tag.opens("v") || tag.closes("v") => {
                    self.in_value = matches!(tag, Xml::Open(_));
                }
                _ if tag.closes("c") => {
                    drop(tag);
                    self.write_cell(text)?;
                    self.column += 1;
                }
                _ => self.tags.take(&tag, &mut self.value),
            }
            if self.value.len() > MAX_CELL_BYTES {
                return Err(Error::CellTooLong { line: self.row });
            }
        }
        Ok(true)
    }

    /// Writes the value that was read; a blank one is not written.
    fn write_cell(&mut self, text: &mut String) -> Result<(), Error> {
        let number = || self.value.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let (strings, styles) = (self.strings, self.styles);
        let value = match self.cell.kind {
            Kind::Error => return Ok(()),
            Kind::Shared => {
                let at = self.value.trim().parse().map_err(|_| Error::DamagedWorkbook)?;
                strings.get(at).ok_or(Error::DamagedWorkbook)?
            }
            _ => self.value.as_str(),
        };
        if value.is_empty() {
            return Ok(());
        }
        let line = self.row;
        if value.len() > MAX_CELL_BYTES {
            return Err(Error::CellTooLong { line });
        }
        if !(self.written..=MAX_ROWS).contains(&line) {
            return Err(Error::DamagedWorkbook);
        }
        if self.column >= MAX_COLUMNS {
            return Err(Error::TooManyColumns { line });
        }
        if self.written < line {
            text.extend((self.written..line).map(|_| char::from(RECORD_SEPARATOR)));
            (self.written, self.parted, self.free) = (line, 0, 0);
        }
        if self.column < self.free {
            return Err(Error::DamagedWorkbook);
        }
        text.extend((self.parted..self.column).map(|_| char::from(UNIT_SEPARATOR)));
        (self.parted, self.free) = (self.column, self.column + 1);
        match self.cell.kind {
            Kind::Number => match number() {
                Some(number) => match styles.day(self.cell.style, number) {
                    Some(day) => text.push_str(&day.to_string()),
                    None => push_number(number, text),
                },
                None => push_text(value, text),
            },
            Kind::Day => push_text(value.get(.."2026-11-21".len()).unwrap_or(value), text),
            _ => push_text(value, text),
        }
        Ok(())
    }
}

fn kind_of(code: &str) -> Kind {
    match code {
        "s" => Kind::Shared,
        // A truth is written as 1 or 0.
        "str" | "inlineStr" | "b" => Kind::Text,
        "e" => Kind::Error,
        "d" => Kind::Day,
        _ => Kind::Number,
    }
}

/// Row, counted from 1, and column, counted from 0, of a place such as `AB12`. A
/// place beyond any sheet is one that no cell can be written to.
fn place_of(place: &str) -> (u32, usize) {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = place.bytes().take(letters.min(4)).fold(0, |column, letter| {
        column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row = place[letters..].parse().unwrap_or(0);
    if letters == 0 { (0, 0) } else { (row, column - 1) }
}

/// A number in digits, with the fifteen that sheets show. Three digits behind the
/// point would read as thousands where a comma is the decimal mark; a fourth
/// makes it a number that has a point for its mark or is none.
fn push_number(number: f64, text: &mut String) {
    use std::fmt::Write;
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let start = text.len();
    // Writing to a text does not fail.
    let _ = write!(text, "{}", if rounded == 0.0 { 0.0 } else { rounded });
    let fraction = text[start..].split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if fraction == 3 {
        text.push('0');
    }
}
