//! Cuts text into rows and says where their cells lie. Nothing is copied but
//! cells whose quotes have to be taken out.
//!
//! Delimited text is scanned for delimiters, quotes and line ends eight bytes at
//! a time. It follows RFC 4180 and makes the best of the rest as the crate
//! `csv-core` does, with which a law compares it: a quote opens a quoted cell at
//! a cell's beginning only, what follows the closing quote belongs to the cell,
//! and a line ends with `\n`, `\r` or both.

use super::super::{Layout, MAX_CELL_BYTES, MAX_COLUMNS, SpreadsheetError as Error};

/// Where a cell lies in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

/// Stands in no text.
pub(in super::super) const UNIT_SEPARATOR: u8 = 0x1f;
/// Ends a row where line ends may stand in cells.
pub(in super::super) const RECORD_SEPARATOR: u8 = 0x1e;

/// Added to the places of a cell that lies among the loose ones.
const LOOSE: u32 = 1 << 31;

impl Span {
    fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub(super) fn bytes(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Where a row lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// The line on which it begins, counted from 1.
    pub line: u32,
    /// Its first byte.
    pub start: u32,
    /// The place of its first cell among all.
    pub first_cell: u32,
    /// How many cells it has.
    pub cells: u32,
}

/// The rows of one piece of text.
#[derive(Default, Debug)]
pub(super) struct Cut {
    pub cells: Vec<Span>,
    pub marks: Vec<Mark>,
    /// Cells without their quotes, end to end.
    loose: Vec<u8>,
}

impl Cut {
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.marks.clear();
        self.loose.clear();
    }

    fn bytes<'a>(&'a self, text: &'a [u8], span: Span) -> &'a [u8] {
        let place = |from: u32| (from & !LOOSE) as usize;
        let bytes = if span.start & LOOSE == 0 { text } else { &self.loose };
        &bytes[place(span.start)..place(span.end)]
    }

    /// Puts the loose cells behind the text, so that all cells lie in it.
    pub(super) fn gather(&mut self, text: &mut Vec<u8>) {
        if self.loose.is_empty() {
            return;
        }
        let base = text.len() as u32;
        text.extend_from_slice(&self.loose);
        for span in self.cells.iter_mut().filter(|span| span.start & LOOSE != 0) {
            span.start = (span.start & !LOOSE) + base;
            span.end = (span.end & !LOOSE) + base;
        }
    }
}

/// A row in progress.
#[derive(Clone, Copy)]
struct Begun {
    start: usize,
    first_cell: usize,
    loose: usize,
    /// Whether it may hold line ends.
    quoted: bool,
}

/// What a splitter knows from one piece of text to the next.
#[derive(Debug)]
pub(super) struct Splitter {
    layout: Layout,
    quotes: bool,
    wants_header: bool,
    /// The header row, once it was read.
    pub header: Option<Vec<String>>,
    /// The line of the next row.
    pub line: u32,
    after_return: bool,
}

impl Splitter {
    pub(super) fn new(mut layout: Layout, quotes: bool, wants_header: bool) -> Splitter {
        // Quotes and line ends never part cells, whatever a file claims.
        if matches!(layout, Layout::Delimited(b'"' | b'\n' | b'\r')) {
            layout = Layout::Delimited(UNIT_SEPARATOR);
        }
        Splitter { layout, quotes, wants_header, header: None, line: 1, after_return: false }
    }

    /// Cuts the rows that are whole and says where the next one begins: what
    /// follows there must come again, with more of the text behind it. The last
    /// piece must end with a line end.
    pub(super) fn split(&mut self, text: &[u8], last: bool, cut: &mut Cut) -> Result<usize, Error> {
        match &self.layout {
            Layout::Delimited(delimiter) => self.delimited(*delimiter, text, last, cut),
            Layout::Spaces => self.rows(b'\n', text, cut, split_spaces),
            Layout::FixedWidth(starts) => {
                let starts = starts.clone();
                let split = |line: &[u8], from, cells: &mut Vec<Span>| {
                    split_fixed(&starts, line, from, cells)
                };
                self.rows(b'\n', text, cut, split)
            }
            Layout::Worksheet => self.rows(RECORD_SEPARATOR, text, cut, split_worksheet),
        }
    }

    fn delimited(
        &mut self,
        delimiter: u8,
        text: &[u8],
        last: bool,
        cut: &mut Cut,
    ) -> Result<usize, Error> {
        let marks = Marks { delimiter, quotes: self.quotes };
        let mut row = Begun { start: 0, first_cell: 0, loose: 0, quoted: false };
        let mut cell = 0;
        // Whether the cell before the next line end is there already.
        let mut closed = false;
        let mut at = 0;
        'scan: while at < text.len() {
            let mut hits = marks.hits(word(text, at));
            while hits != 0 {
                let place = at + (hits.trailing_zeros() / 8) as usize;
                hits &= hits - 1;
                let byte = text[place];
                if byte == delimiter {
                    cut.cells.push(Span::new(cell, place));
                    cell = place + 1;
                } else if byte == b'\n' || byte == b'\r' {
                    if place == row.start {
                        // The rest of the last line's end, or an empty line.
                        self.line += u32::from(byte == b'\r' || !self.after_return);
                    } else {
                        if !closed {
                            cut.cells.push(Span::new(cell, place));
                        }
                        self.keep(text, row, place, cut)?;
                        let inner = if row.quoted { newlines(&text[row.start..place]) } else { 0 };
                        self.line += 1 + inner;
                        closed = false;
                    }
                    self.after_return = byte == b'\r';
                    cell = place + 1;
                    let (first_cell, loose) = (cut.cells.len(), cut.loose.len());
                    row = Begun { start: cell, first_cell, loose, quoted: false };
                } else if byte == b'"' && place == cell && self.quotes {
                    row.quoted = true;
                    match marks.quoted(text, place, &mut cut.loose) {
                        Quoted::Closed(span, end) => {
                            cut.cells.push(span);
                            closed = text[end] != delimiter;
                            at = if closed { end } else { end + 1 };
                            cell = at;
                            continue 'scan;
                        }
                        Quoted::Open(length) if length > MAX_CELL_BYTES => {
                            return Err(Error::CellTooLong { line: self.line });
                        }
                        Quoted::Open(_) => {
                            cell = text.len();
                            break 'scan;
                        }
                    }
                }
            }
            at += 8;
        }
        let cells = cut.cells.len() - row.first_cell;
        if cells > MAX_COLUMNS {
            return Err(Error::TooManyColumns { line: self.line });
        }
        if text.len() - cell > MAX_CELL_BYTES {
            return Err(Error::CellTooLong { line: self.line });
        }
        if last && row.start < text.len() {
            return Err(Error::UnclosedQuote { line: self.line });
        }
        cut.cells.truncate(row.first_cell);
        cut.loose.truncate(row.loose);
        Ok(row.start)
    }

    /// The byte that ends a row.
    pub(super) fn row_end(&self) -> u8 {
        if self.layout == Layout::Worksheet { RECORD_SEPARATOR } else { b'\n' }
    }

    /// Splits text without quotes: whatever the byte ends is a row.
    fn rows(
        &mut self,
        row_end: u8,
        text: &[u8],
        cut: &mut Cut,
        split: impl Fn(&[u8], usize, &mut Vec<Span>),
    ) -> Result<usize, Error> {
        const LONGEST: usize = MAX_COLUMNS * MAX_CELL_BYTES;
        let mut start = 0;
        while let Some(length) = find(row_end, &text[start..]) {
            if length > LONGEST {
                return Err(Error::CellTooLong { line: self.line });
            }
            let (first_cell, end) = (cut.cells.len(), start + length);
            split(&text[start..end], start, &mut cut.cells);
            self.keep(text, Begun { start, first_cell, loose: 0, quoted: false }, end, cut)?;
            self.line += 1;
            start = end + 1;
        }
        if text.len() - start > LONGEST {
            return Err(Error::CellTooLong { line: self.line });
        }
        Ok(start)
    }

    /// Checks the row whose cells are the last ones, and keeps it as a row, or
    /// as the header, or drops it if it is blank.
    fn keep(&mut self, text: &[u8], row: Begun, end: usize, cut: &mut Cut) -> Result<(), Error> {
        let line = self.line;
        let cells = &cut.cells[row.first_cell..];
        if cells.len() > MAX_COLUMNS {
            return Err(Error::TooManyColumns { line });
        }
        if end - row.start > MAX_CELL_BYTES && cells.iter().any(|span| span.len() > MAX_CELL_BYTES)
        {
            return Err(Error::CellTooLong { line });
        }
        let mut bytes = cells.iter().map(|span| cut.bytes(text, *span));
        let is_blank = bytes.all(|cell| cell.iter().all(u8::is_ascii_whitespace));
        if !is_blank && (!self.wants_header || self.header.is_some()) {
            cut.marks.push(Mark {
                line,
                start: row.start as u32,
                first_cell: row.first_cell as u32,
                cells: cells.len() as u32,
            });
            return Ok(());
        }
        if !is_blank {
            let names = cells.iter().map(|span| {
                let name = std::str::from_utf8(cut.bytes(text, *span));
                Ok(name.map_err(|_| Error::NotInEncoding { line })?.trim().to_owned())
            });
            self.header = Some(names.collect::<Result<_, Error>>()?);
        }
        cut.cells.truncate(row.first_cell);
        cut.loose.truncate(row.loose);
        Ok(())
    }
}

/// What delimited text is scanned for.
#[derive(Clone, Copy)]
struct Marks {
    delimiter: u8,
    quotes: bool,
}

enum Quoted {
    /// The cell, and the place of the delimiter or line end behind it.
    Closed(Span, usize),
    /// The text ends before the cell does, after so many bytes of it.
    Open(usize),
}

const ONES: u64 = 0x0101_0101_0101_0101;
const LOW_BITS: u64 = 0x7f * ONES;

impl Marks {
    /// The highest bit of each byte that is a delimiter or a quote, or below the
    /// blank, as line ends are. Adding to the lower seven bits carries into the
    /// eighth of the same byte only.
    fn hits(self, word: u64) -> u64 {
        let unlike = |byte: u8| {
            let differs = word ^ (ONES * u64::from(byte));
            ((differs & LOW_BITS) + LOW_BITS) | differs
        };
        let quote = if self.quotes { b'"' } else { self.delimiter };
        let printed = ((word & LOW_BITS) + 0x60 * ONES) | word;
        !(unlike(self.delimiter) & unlike(quote) & printed | LOW_BITS)
    }

    fn ends_cell(self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// The quoted cell whose quote stands at `open`.
    fn quoted(self, text: &[u8], open: usize, loose: &mut Vec<u8>) -> Quoted {
        let from = open + 1;
        let Some(close) = find(b'"', &text[from..]).map(|at| from + at) else {
            return Quoted::Open(text.len() - from);
        };
        match text.get(close + 1) {
            Some(b'"') => {}
            Some(byte) if self.ends_cell(*byte) => {
                return Quoted::Closed(Span::new(from, close), close + 1);
            }
            _ => {}
        }
        let begin = loose.len();
        let mut from = from;
        let mut close = Some(close);
        while let Some(at) = close {
            loose.extend_from_slice(&text[from..at]);
            from = at + 2;
            match text.get(at + 1) {
                Some(b'"') => loose.push(b'"'),
                Some(byte) => {
                    let rest = &text[at + 1..];
                    let ends = |byte: &u8| self.ends_cell(*byte);
                    let more = if ends(byte) { Some(0) } else { rest.iter().position(ends) };
                    let Some(more) = more else {
                        return Quoted::Open(loose.len() - begin + rest.len());
                    };
                    loose.extend_from_slice(&rest[..more]);
                    let place = |at: usize| at as u32 | LOOSE;
                    let span = Span { start: place(begin), end: place(loose.len()) };
                    return Quoted::Closed(span, at + 1 + more);
                }
                None => return Quoted::Open(loose.len() - begin),
            }
            close = find(b'"', &text[from..]).map(|at| from + at);
        }
        Quoted::Open(loose.len() - begin + text.len() - from)
    }
}

/// Eight bytes, the first one lowest; blanks stand for what lies behind the end.
fn word(text: &[u8], at: usize) -> u64 {
    let rest = &text[at..];
    if let Some(eight) = rest.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let mut eight = [b' '; 8];
    eight[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(eight)
}

/// Where the byte first stands, looking at eight at a time.
pub(super) fn find(byte: u8, text: &[u8]) -> Option<usize> {
    let (eights, rest) = text.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let differs = u64::from_le_bytes(*eight) ^ (ONES * u64::from(byte));
        let hits = differs.wrapping_sub(ONES) & !differs & !LOW_BITS;
        if hits != 0 {
            return Some(at * 8 + (hits.trailing_zeros() / 8) as usize);
        }
    }
    rest.iter().position(|b| *b == byte).map(|at| eights.len() * 8 + at)
}

pub(super) fn newlines(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| **b == b'\n').count() as u32
}

fn split_worksheet(row: &[u8], from: usize, cells: &mut Vec<Span>) {
    let mut start = 0;
    for cell in row.split(|byte| *byte == UNIT_SEPARATOR) {
        cells.push(Span::new(from + start, from + start + cell.len()));
        start += cell.len() + 1;
    }
}

fn split_spaces(line: &[u8], from: usize, cells: &mut Vec<Span>) {
    let mut start = 0;
    for cell in line.split(u8::is_ascii_whitespace) {
        if !cell.is_empty() {
            cells.push(Span::new(from + start, from + start + cell.len()));
        }
        start += cell.len() + 1;
    }
}

fn split_fixed(starts: &[u32], line: &[u8], from: usize, cells: &mut Vec<Span>) {
    // Columns count letters, not bytes; bytes that continue a letter are not
    // counted.
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (mut place, mut start) = (0, 0);
    let mut next = starts.iter().skip(1).peekable();
    for (at, byte) in line.iter().enumerate() {
        if byte & 0xc0 != 0x80 {
            while next.next_if(|start| **start <= place).is_some() {
                cells.push(Span::new(from + start, from + at));
                start = at;
            }
            place += 1;
        }
    }
    cells.push(Span::new(from + start, from + line.len()));
}
