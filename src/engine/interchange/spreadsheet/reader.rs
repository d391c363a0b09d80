//! Splits a file into rows, chunk by chunk.
//!
//! The bytes of a chunk turn into one text and lists of where cells end, so no
//! cell is allocated on its own. A row that is not whole at a chunk's end is
//! carried into the next. Rows whose cells are all blank are dropped. Lines are
//! counted from 1 as an editor counts them, also within quoted cells and with
//! `\r\n`.
//!
//! Delimited text is split by `csv-core`, which takes what RFC 4180 describes
//! and makes the best of the rest.

use super::export::without_guard;
use super::{
    Encoding, Format, Layout, MAX_BYTES, MAX_CELL_BYTES, MAX_COLUMNS, SpreadsheetError as Error,
};

/// The rows of one chunk.
#[derive(Default, Debug)]
pub struct Rows {
    text: String,
    ends: Vec<u32>,
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    line: u32,
    start: u32,
    first_cell: u32,
    cells: u32,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.marks.iter().map(|mark| {
            let first = mark.first_cell as usize;
            Row {
                line: mark.line,
                start: mark.start,
                text: &self.text,
                ends: &self.ends[first..first + mark.cells as usize],
            }
        })
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The line on which it begins, counted from 1.
    pub line: u32,
    start: u32,
    text: &'a str,
    ends: &'a [u32],
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cells; the reader yields no such row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell without the blanks around it and without the apostrophe that
    /// marks it as text; a cell that the row lacks is empty.
    pub fn cell(&self, column: usize) -> &'a str {
        let Some(&end) = self.ends.get(column) else { return "" };
        let start = if column == 0 { self.start } else { self.ends[column - 1] };
        without_guard(self.text.get(start as usize..end as usize).unwrap_or_default().trim())
    }

    /// All cells in order.
    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |column| self.cell(column))
    }

    /// The cells' text in one piece, with nothing between them, and where each
    /// ends: equal for rows that are equal in every cell.
    pub fn raw(&self) -> (&'a str, impl Iterator<Item = u32> + 'a) {
        let (start, ends) = (self.start, self.ends);
        let end = ends.last().copied().unwrap_or(start);
        let text = self.text.get(start as usize..end as usize).unwrap_or_default();
        (text, ends.iter().map(move |end| end - start))
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
    /// The row in progress: where its cells end, from its start.
    ends: Vec<usize>,
    cells: usize,
    in_row: bool,
    row_line: u32,
    line: u32,
    after_return: bool,
    skip_lines: u32,
    wants_header: bool,
    header: Option<Vec<String>>,
    bytes: u64,
    any_row: bool,
}

#[derive(Debug)]
enum Splitter {
    Delimited(Box<csv_core::Reader>),
    Spaces,
    FixedWidth(Vec<u32>),
}

/// Cuts a line: appends where its cells end, and their bytes.
type SplitLine<'a> = dyn Fn(&[u8], &mut Vec<u32>, &mut Vec<u8>) + 'a;

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
        let splitter = match &format.layout {
            Layout::Delimited(delimiter) => Splitter::Delimited(Box::new(
                csv_core::ReaderBuilder::new().delimiter(*delimiter).quoting(format.quotes).build(),
            )),
            Layout::Spaces => Splitter::Spaces,
            Layout::FixedWidth(starts) => Splitter::FixedWidth(starts.clone()),
        };
        Reader {
            splitter,
            encoding: format.encoding,
            decoder,
            decoded: String::new(),
            head: Some(Vec::new()),
            carry: Vec::new(),
            // One more than is taken, so that a row that is too wide is seen.
            ends: vec![0; MAX_COLUMNS + 1],
            cells: 0,
            in_row: false,
            row_line: 1,
            line: 1,
            after_return: false,
            skip_lines: format.skip_lines,
            wants_header: format.header,
            header: None,
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
        self.header.as_deref()
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
        if self.any_row || self.header.is_some() { Ok(()) } else { Err(Error::NoRows) }
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
                    return Err(Error::NotInEncoding { line: self.line });
                }
                let result = self.split(decoded.as_bytes(), last, rows);
                self.decoded = decoded;
                result
            }
        }
    }

    fn split(&mut self, mut input: &[u8], last: bool, rows: &mut Rows) -> Result<(), Error> {
        if let Some(at) = input.iter().position(|b| *b == 0) {
            return Err(Error::Binary { line: self.line + newlines(&input[..at]) });
        }
        while self.skip_lines > 0 {
            let Some(at) = input.iter().position(|b| *b == b'\n') else {
                input = &[];
                break;
            };
            input = &input[at + 1..];
            self.line += 1;
            self.skip_lines -= 1;
        }
        let mut output = Output::resume(rows, &self.carry, input.len());
        match std::mem::replace(&mut self.splitter, Splitter::Spaces) {
            Splitter::Delimited(mut csv) => {
                self.split_delimited(&mut csv, input, last, &mut output)?;
                self.splitter = Splitter::Delimited(csv);
            }
            Splitter::Spaces => self.split_lines(input, last, &mut output, &split_spaces)?,
            Splitter::FixedWidth(starts) => {
                let split = |line: &[u8], ends: &mut Vec<u32>, text: &mut Vec<u8>| {
                    split_fixed(&starts, line, ends, text);
                };
                self.split_lines(input, last, &mut output, &split)?;
                self.splitter = Splitter::FixedWidth(starts);
            }
        }
        output.hand_over(rows, &mut self.carry)?;
        self.any_row |= !rows.is_empty();
        Ok(())
    }

    fn split_delimited(
        &mut self,
        csv: &mut csv_core::Reader,
        mut input: &[u8],
        last: bool,
        output: &mut Output,
    ) -> Result<(), Error> {
        use csv_core::ReadRecordResult as Result;
        loop {
            if !self.in_row {
                input = self.skip_line_ends(input);
                if !input.is_empty() {
                    self.in_row = true;
                    self.row_line = self.line;
                    self.cells = 0;
                }
            }
            if input.is_empty() {
                break;
            }
            let before = csv.line();
            let (result, read, written, cells) = csv.read_record(
                input,
                &mut output.text[output.used..],
                &mut self.ends[self.cells..],
            );
            self.line += (csv.line() - before) as u32;
            output.used += written;
            self.cells += cells;
            let line = self.row_line;
            if result == Result::Record && input[..read].ends_with(b"\r") {
                self.line += 1;
                self.after_return = true;
            }
            input = &input[read..];
            match result {
                Result::Record => self.end_row(output)?,
                Result::InputEmpty => break,
                Result::OutputEndsFull => return Err(Error::TooManyColumns { line }),
                // The output has room for all input, so this cannot come up.
                Result::OutputFull | Result::End => return Err(Error::CellTooLong { line }),
            }
        }
        let done = self.ends[..self.cells].last().copied().unwrap_or(0);
        if self.in_row && output.used - output.row_start - done > MAX_CELL_BYTES {
            return Err(Error::CellTooLong { line: self.row_line });
        }
        if last && self.in_row {
            // A line end completes the row, unless a quote is open.
            let (result, _, written, cells) = csv.read_record(
                b"\n",
                &mut output.text[output.used..],
                &mut self.ends[self.cells..],
            );
            output.used += written;
            self.cells += cells;
            let line = self.row_line;
            match result {
                Result::Record => self.end_row(output)?,
                Result::OutputEndsFull => return Err(Error::TooManyColumns { line }),
                _ => return Err(Error::UnclosedQuote { line }),
            }
        }
        Ok(())
    }

    /// Skips the rest of the last row's line end, and empty lines.
    fn skip_line_ends<'a>(&mut self, mut input: &'a [u8]) -> &'a [u8] {
        while let [first @ (b'\r' | b'\n'), rest @ ..] = input {
            if *first == b'\r' || !self.after_return {
                self.line += 1;
            }
            self.after_return = *first == b'\r';
            input = rest;
        }
        if !input.is_empty() {
            self.after_return = false;
        }
        input
    }

    fn end_row(&mut self, output: &mut Output) -> Result<(), Error> {
        self.in_row = false;
        let first_cell = output.ends.len();
        for end in &self.ends[..self.cells] {
            output.ends.push((output.row_start + end) as u32);
        }
        self.keep_row(output, first_cell)
    }

    /// Checks the row whose cells are the ends from `first_cell` on, and keeps
    /// it as a row, or as the header, or drops it if it is blank.
    fn keep_row(&mut self, output: &mut Output, first_cell: usize) -> Result<(), Error> {
        let line = self.row_line;
        let cells = output.ends.len() - first_cell;
        if cells > MAX_COLUMNS {
            return Err(Error::TooManyColumns { line });
        }
        let mut start = output.row_start as u32;
        for end in &output.ends[first_cell..] {
            if (end - start) as usize > MAX_CELL_BYTES {
                return Err(Error::CellTooLong { line });
            }
            start = *end;
        }
        let bytes = &output.text[output.row_start..output.used];
        if bytes.iter().all(u8::is_ascii_whitespace) {
            output.drop_row(first_cell);
            return Ok(());
        }
        if self.wants_header && self.header.is_none() {
            let mut names = Vec::with_capacity(cells);
            let mut start = output.row_start;
            for end in &output.ends[first_cell..] {
                let name = std::str::from_utf8(&output.text[start..*end as usize])
                    .map_err(|_| Error::NotInEncoding { line })?;
                names.push(name.trim().to_owned());
                start = *end as usize;
            }
            self.header = Some(names);
            output.drop_row(first_cell);
            return Ok(());
        }
        output.marks.push(Mark {
            line,
            start: output.row_start as u32,
            first_cell: first_cell as u32,
            cells: cells as u32,
        });
        output.row_start = output.used;
        Ok(())
    }

    /// Splits text without quotes: every line is a row.
    fn split_lines(
        &mut self,
        mut input: &[u8],
        last: bool,
        output: &mut Output,
        split: &SplitLine,
    ) -> Result<(), Error> {
        // The carried bytes are an unfinished line; lines are cut out of the
        // two together.
        let carried = output.used;
        let mut line_bytes = output.text[..carried].to_vec();
        output.used = 0;
        let mut cut = Vec::new();
        loop {
            let end = input.iter().position(|b| *b == b'\n');
            line_bytes.extend_from_slice(&input[..end.unwrap_or(input.len())]);
            if end.is_none() && !last {
                break;
            }
            if line_bytes.len() > MAX_COLUMNS * MAX_CELL_BYTES {
                return Err(Error::CellTooLong { line: self.line });
            }
            self.row_line = self.line;
            self.line += 1;
            let first_cell = output.ends.len();
            cut.clear();
            split(&line_bytes, &mut output.ends, &mut cut);
            for cell_end in &mut output.ends[first_cell..] {
                *cell_end += output.used as u32;
            }
            output.put(&cut);
            self.keep_row(output, first_cell)?;
            line_bytes.clear();
            match end {
                Some(end) => input = &input[end + 1..],
                None => break,
            }
        }
        if line_bytes.len() > MAX_COLUMNS * MAX_CELL_BYTES {
            return Err(Error::CellTooLong { line: self.line });
        }
        output.put(&line_bytes);
        Ok(())
    }
}

/// The rows being built. `text` is longer than what is used of it.
struct Output {
    text: Vec<u8>,
    used: usize,
    row_start: usize,
    ends: Vec<u32>,
    marks: Vec<Mark>,
}

impl Output {
    fn resume(rows: &mut Rows, carry: &[u8], input: usize) -> Output {
        let mut text = std::mem::take(&mut rows.text).into_bytes();
        text.extend_from_slice(carry);
        // One byte of slack: csv-core calls a full buffer an exhausted one.
        text.resize(carry.len() + input + 1, 0);
        Output {
            text,
            used: carry.len(),
            row_start: 0,
            ends: std::mem::take(&mut rows.ends),
            marks: std::mem::take(&mut rows.marks),
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        let end = self.used + bytes.len();
        if self.text.len() < end {
            self.text.resize(end, 0);
        }
        self.text[self.used..end].copy_from_slice(bytes);
        self.used = end;
    }

    fn drop_row(&mut self, first_cell: usize) {
        self.ends.truncate(first_cell);
        self.used = self.row_start;
    }

    fn hand_over(mut self, rows: &mut Rows, carry: &mut Vec<u8>) -> Result<(), Error> {
        carry.clear();
        carry.extend_from_slice(&self.text[self.row_start..self.used]);
        self.text.truncate(self.row_start);
        rows.ends = self.ends;
        rows.marks = self.marks;
        match String::from_utf8(self.text) {
            Ok(text) => rows.text = text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to() as u32;
                return Err(Error::NotInEncoding { line: rows.line_at(at) });
            }
        }
        // A delimiter may stand in the middle of a broken letter.
        match rows.ends.iter().find(|end| !rows.text.is_char_boundary(**end as usize)) {
            Some(end) => Err(Error::NotInEncoding { line: rows.line_at(*end) }),
            None => Ok(()),
        }
    }
}

impl Rows {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.marks.clear();
    }

    fn line_at(&self, place: u32) -> u32 {
        let after = self.marks.partition_point(|mark| mark.start <= place);
        after.checked_sub(1).map_or(1, |at| self.marks[at].line)
    }
}

fn newlines(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| **b == b'\n').count() as u32
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

fn split_spaces(line: &[u8], ends: &mut Vec<u32>, text: &mut Vec<u8>) {
    for cell in line.split(u8::is_ascii_whitespace).filter(|cell| !cell.is_empty()) {
        text.extend_from_slice(cell);
        ends.push(text.len() as u32);
    }
}

fn split_fixed(starts: &[u32], line: &[u8], ends: &mut Vec<u32>, text: &mut Vec<u8>) {
    // Columns count letters, not bytes; bytes that continue a letter are not
    // counted.
    let mut place = 0;
    let mut next = starts.iter().skip(1).peekable();
    for byte in line.strip_suffix(b"\r").unwrap_or(line) {
        if byte & 0xc0 != 0x80 {
            while next.next_if(|start| **start <= place).is_some() {
                ends.push(text.len() as u32);
            }
            place += 1;
        }
        text.push(*byte);
    }
    ends.push(text.len() as u32);
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
    let mut preview = Preview { header: None, rows: Vec::new() };
    let header = read_sample(sample, whole, format, |rows| {
        let wanted = count - preview.rows.len();
        for row in rows.iter().take(wanted) {
            preview.rows.push((row.line, row.cells().map(str::to_owned).collect()));
        }
    })?;
    preview.header = header;
    Ok(preview)
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
    Ok(reader.header.take())
}

#[cfg(test)]
mod tests;
