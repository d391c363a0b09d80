//! Splits a file into rows, chunk by chunk.
//!
//! The bytes of a chunk turn into one text and a list of where its cells lie, so
//! no cell is allocated on its own. A row that is not whole at a chunk's end is
//! carried into the next. Rows whose cells are all blank are dropped. Lines are
//! counted from 1 as an editor counts them, also within quoted cells and with
//! `\r\n`. [`split`] cuts the text.

mod split;

use super::export::without_guard;
use super::{Encoding, Format, MAX_BYTES, SpreadsheetError as Error};
use split::{Cut, Span, Splitter, find, newlines};

pub(super) use split::{RECORD_SEPARATOR, UNIT_SEPARATOR};

/// The rows of one chunk.
#[derive(Default, Debug)]
pub struct Rows {
    text: String,
    cut: Cut,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.cut.marks.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.cut.marks.is_empty()
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.cut.marks.iter().map(|mark| {
            let first = mark.first_cell as usize;
            let cells = &self.cut.cells[first..first + mark.cells as usize];
            Row { line: mark.line, text: &self.text, cells }
        })
    }

    fn clear(&mut self) {
        self.text.clear();
        self.cut.clear();
    }

    fn line_at(&self, place: u32) -> u32 {
        let marks = &self.cut.marks;
        let after = marks.partition_point(|mark| mark.start <= place);
        after.checked_sub(1).map_or(1, |at| marks[at].line)
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The line on which it begins, counted from 1.
    pub line: u32,
    text: &'a str,
    cells: &'a [Span],
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cells; the reader yields no such row.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A cell without the blanks around it and without the apostrophe that
    /// marks it as text; a cell that the row lacks is empty.
    pub fn cell(&self, column: usize) -> &'a str {
        let Some(span) = self.cells.get(column) else { return "" };
        let text = span.of(self.text);
        // Most cells have neither, and are told by their first and last byte.
        match text.as_bytes() {
            [b'\'', ..] => without_guard(text.trim()),
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
            _ => without_guard(text.trim()),
        }
    }

    /// All cells in order.
    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |column| self.cell(column))
    }

    /// The bytes of all cells as they stand in the file, with blanks and
    /// apostrophes: equal for rows that are equal in every cell.
    pub fn raw_bytes(self) -> impl Iterator<Item = &'a [u8]> {
        self.cells.iter().map(move |span| span.bytes(self.text.as_bytes()))
    }
}

/// A reader in the middle of a file.
#[derive(Debug)]
pub struct Reader {
    splitter: Splitter,
    encoding: Encoding,
    decoder: Option<encoding_rs::Decoder>,
    decoded: String,
    /// The first bytes, held back until there are enough to tell what they are.
    head: Option<Vec<u8>>,
    /// The row in progress: its bytes so far.
    carry: Vec<u8>,
    skip_lines: u32,
    bytes: u64,
    any_row: bool,
}

impl Reader {
    /// A reader of files in this format.
    pub fn new(format: &Format) -> Reader {
        let decoder = match format.encoding {
            Encoding::Utf8 => None,
            Encoding::Utf16Le => Some(encoding_rs::UTF_16LE.new_decoder_with_bom_removal()),
            Encoding::Utf16Be => Some(encoding_rs::UTF_16BE.new_decoder_with_bom_removal()),
            Encoding::Windows1252 => {
                Some(encoding_rs::WINDOWS_1252.new_decoder_without_bom_handling())
            }
        };
        Reader {
            splitter: Splitter::new(format.layout.clone(), format.quotes, format.header),
            encoding: format.encoding,
            decoder,
            decoded: String::new(),
            head: Some(Vec::new()),
            carry: Vec::new(),
            skip_lines: format.skip_lines,
            bytes: 0,
            any_row: false,
        }
    }

    /// Refuses a file by the size it claims, before a byte is read.
    pub fn check_size(bytes: u64) -> Result<(), Error> {
        match bytes {
            0 => Err(Error::Empty),
            _ if bytes > MAX_BYTES => Err(Error::TooLarge { bytes }),
            _ => Ok(()),
        }
    }

    /// The header row, once it was read, if the format has one.
    pub fn header(&self) -> Option<&[String]> {
        self.splitter.header.as_deref()
    }

    /// How many bytes were fed.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Takes the file's next bytes and replaces `rows` with the rows that they
    /// complete. After an error the reader is of no more use.
    pub fn feed(&mut self, chunk: &[u8], rows: &mut Rows) -> Result<(), Error> {
        self.bytes += chunk.len() as u64;
        if self.bytes > MAX_BYTES {
            return Err(Error::TooLarge { bytes: self.bytes });
        }
        let Some(mut head) = self.head.take() else {
            return self.take(chunk, false, rows);
        };
        head.extend_from_slice(chunk);
        if head.len() < 4 {
            self.head = Some(head);
            rows.clear();
            return Ok(());
        }
        self.begin(&head, false, rows)
    }

    /// Says that the file is over and replaces `rows` with its last rows.
    pub fn finish(&mut self, rows: &mut Rows) -> Result<(), Error> {
        if self.bytes == 0 {
            return Err(Error::Empty);
        }
        match self.head.take() {
            Some(head) => self.begin(&head, true, rows)?,
            None => self.take(&[], true, rows)?,
        }
        if self.any_row || self.header().is_some() { Ok(()) } else { Err(Error::NoRows) }
    }

    fn begin(&mut self, head: &[u8], last: bool, rows: &mut Rows) -> Result<(), Error> {
        refuse_known_binaries(head)?;
        let body = match self.encoding {
            Encoding::Utf8 => head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head),
            _ => head,
        };
        self.take(body, last, rows)
    }

    fn take(&mut self, bytes: &[u8], last: bool, rows: &mut Rows) -> Result<(), Error> {
        rows.clear();
        match self.decoder.take() {
            None => self.split(bytes, last, rows),
            Some(mut decoder) => {
                let mut decoded = std::mem::take(&mut self.decoded);
                decoded.clear();
                decoded.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
                let (_, _, replaced) = decoder.decode_to_string(bytes, &mut decoded, last);
                self.decoder = Some(decoder);
                if replaced {
                    return Err(Error::NotInEncoding { line: self.splitter.line });
                }
                let result = self.split(decoded.as_bytes(), last, rows);
                self.decoded = decoded;
                result
            }
        }
    }

    fn split(&mut self, mut input: &[u8], last: bool, rows: &mut Rows) -> Result<(), Error> {
        if let Some(at) = find(0, input) {
            return Err(Error::Binary { line: self.splitter.line + newlines(&input[..at]) });
        }
        while self.skip_lines > 0 {
            let Some(at) = find(self.splitter.row_end(), input) else {
                input = &[];
                break;
            };
            input = &input[at + 1..];
            self.splitter.line += 1;
            self.skip_lines -= 1;
        }
        let mut text = std::mem::take(&mut rows.text).into_bytes();
        text.extend_from_slice(&self.carry);
        text.extend_from_slice(input);
        if last {
            text.push(self.splitter.row_end());
        }
        let next = self.splitter.split(&text, last, &mut rows.cut)?;
        self.carry.clear();
        self.carry.extend_from_slice(&text[next..]);
        text.truncate(next);
        rows.cut.gather(&mut text);
        match String::from_utf8(text) {
            Ok(text) => rows.text = text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to() as u32;
                return Err(Error::NotInEncoding { line: rows.line_at(at) });
            }
        }
        self.any_row |= !rows.is_empty();
        Ok(())
    }
}

fn refuse_known_binaries(head: &[u8]) -> Result<(), Error> {
    let signatures: [(&[u8], Error); 4] = [
        (b"PK\x03\x04", Error::Workbook),
        (b"\xd0\xcf\x11\xe0", Error::OldWorkbook),
        (b"%PDF", Error::Pdf),
        (b"\x1f\x8b", Error::Compressed),
    ];
    match signatures.iter().find(|(signature, _)| head.starts_with(signature)) {
        Some((_, error)) => Err(*error),
        None => Ok(()),
    }
}

/// The first rows of a file, as the import will read them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The column names, if there is a header.
    pub header: Option<Vec<String>>,
    /// Line number and cells of the first rows.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// The first `count` rows of a file that starts with `sample`; `whole` says
/// that the sample is the whole file.
pub fn preview(
    sample: &[u8],
    whole: bool,
    format: &Format,
    count: usize,
) -> Result<Preview, Error> {
    let mut rows = Vec::new();
    let header = read_start(sample, whole, format, count, |row| {
        rows.push((row.line, row.cells().map(str::to_owned).collect()));
    })?;
    Ok(Preview { header, rows })
}

/// Bytes that are read at a time where a few rows suffice.
const START_BYTES: usize = 4 * 1024;

/// Hands over the first rows of a sample, as many as there are up to `count`;
/// returns the header. What follows them is not read.
pub(super) fn read_start(
    sample: &[u8],
    whole: bool,
    format: &Format,
    count: usize,
    mut each: impl FnMut(Row<'_>),
) -> Result<Option<Vec<String>>, Error> {
    let mut reader = Reader::new(format);
    let mut rows = Rows::default();
    let mut left = count;
    for chunk in sample.chunks(START_BYTES) {
        reader.feed(chunk, &mut rows)?;
        let wanted = left.min(rows.len());
        rows.iter().take(wanted).for_each(&mut each);
        left -= wanted;
        if left == 0 {
            return Ok(reader.splitter.header.take());
        }
    }
    if whole || sample.is_empty() {
        reader.finish(&mut rows)?;
        rows.iter().take(left).for_each(&mut each);
    }
    Ok(reader.splitter.header.take())
}

/// Reads a sample through and hands over its rows; returns the header.
pub(super) fn read_sample(
    sample: &[u8],
    whole: bool,
    format: &Format,
    mut each: impl FnMut(&Rows),
) -> Result<Option<Vec<String>>, Error> {
    let mut reader = Reader::new(format);
    let mut rows = Rows::default();
    reader.feed(sample, &mut rows)?;
    each(&rows);
    if whole || sample.is_empty() {
        reader.finish(&mut rows)?;
        each(&rows);
    }
    Ok(reader.splitter.header.take())
}

#[cfg(test)]
mod tests;
