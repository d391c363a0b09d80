//! Looks at the start of a file and says what it is.
//!
//! - Encoding: a byte order mark decides; else UTF-8 if every byte fits it;
//!   else Windows-1252, which every byte fits.
//! - Layout: each of `, ; tab |` is tried with the import's own reader. The
//!   score is the share of rows that have the commonest number of cells,
//!   squared, times that number; a layout needs two columns and half the rows.
//!   If none qualifies, aligned text is tried: runs of spaces where every line
//!   has as many words, fixed places where the same places are blank in all.
//! - Title: lines before the table that hold one cell each are skipped, if the
//!   table has three columns or more.
//! - Header: the first row is one if none of its cells is a number, a date, a
//!   phone or an e-mail address, or if two or more of them are headers we know.
//! - Kinds, date order, decimal mark: what four in five of the filled cells
//!   agree on. Dates whose order no cell betrays, and numbers such as `1.250`
//!   that read both ways, are reported as ambiguous together with the default
//!   that was taken: day first; comma as the decimal mark in files parted by
//!   semicolons and in columns that speak of rupiah, else point.

use super::cells::{DayText, Decimal, MarkEvidence, mark_evidence, parse_day};
use super::headers::target_named;
use super::plan::Numbered;
use super::reader::{UNIT_SEPARATOR, read_sample, read_start};
use super::{DateOrder, DecimalMark, Encoding, Format, Layout, MAX_COLUMNS, SpreadsheetError};
use crate::domain::email;

/// How much of a file's start to hand to [`detect`].
pub const SAMPLE_BYTES: usize = 256 * 1024;

/// The bytes by which layouts are compared.
const TRIAL_BYTES: usize = 64 * 1024;

/// What a file seems to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Detection {
    /// How it is read.
    pub format: Format,
    /// Its column names, if it has a header.
    pub header: Option<Vec<String>>,
    /// What its columns hold.
    pub columns: Vec<ColumnGuess>,
    /// No date shows whether the day or the month comes first.
    pub date_order_ambiguous: bool,
    /// Numbers with a mark stand in the file, and none shows which it is.
    pub decimal_mark_ambiguous: bool,
    /// The most decimals that a number in the sample has for certain.
    pub decimals: u8,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ColumnGuess {
    /// The kind of four in five of its filled cells.
    pub kind: ColumnKind,
    /// How many of the sample's cells are filled.
    pub filled: u32,
    /// Whether a cell has a sign of currency.
    pub currency: bool,
}

/// The kind of a column's cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnKind {
    /// All blank.
    Empty,
    /// Whole numbers.
    Integer,
    /// Numbers, some with decimals.
    Decimal,
    /// Days.
    Date,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
    /// Anything else.
    Text,
}

impl ColumnKind {
    /// A number for each kind, which saved mappings depend on.
    pub(super) fn code(self) -> u8 {
        match self {
            ColumnKind::Empty => 0,
            ColumnKind::Integer => 1,
            ColumnKind::Decimal => 2,
            ColumnKind::Date => 3,
            ColumnKind::Email => 4,
            ColumnKind::Phone => 5,
            ColumnKind::Text => 6,
        }
    }
}

/// Says what the file is that starts with `sample`; `whole` says that the
/// sample is the whole file.
pub fn detect(sample: &[u8], whole: bool) -> Result<Detection, SpreadsheetError> {
    let sample = if whole { sample } else { &sample[..sample.len().min(SAMPLE_BYTES)] };
    let (encoding, whole_letters) = encoding_of(sample, whole);
    let mut format = Format { encoding, header: false, ..Format::default() };
    let trial = &sample[..whole_letters.min(TRIAL_BYTES)];
    let trial_whole = whole && trial.len() == sample.len();
    match separator_line(trial, encoding) {
        Some(delimiter) => {
            format.layout = Layout::Delimited(delimiter);
            format.skip_lines = 1;
        }
        None => format.layout = layout_of(trial, trial_whole, &format)?,
    }
    describe(&sample[..whole_letters], trial, whole, format)
}

/// Says what the sheet of a workbook is whose text starts with `sample`: the text
/// is known for what it is, and only what the cells hold has to be found out.
pub fn detect_worksheet(sample: &[u8], whole: bool) -> Result<Detection, SpreadsheetError> {
    let format = Format { layout: Layout::Worksheet, header: false, ..Format::default() };
    let (_, whole_letters) = encoding_of(sample, whole);
    let sample = &sample[..whole_letters];
    describe(sample, &sample[..sample.len().min(TRIAL_BYTES)], whole, format)
}

/// Finds out what the rest of the format is; `trial` is a part of the sample that
/// suffices for lines.
fn describe(
    sample: &[u8],
    trial: &[u8],
    whole: bool,
    mut format: Format,
) -> Result<Detection, SpreadsheetError> {
    let trial_whole = whole && trial.len() == sample.len();
    format.skip_lines += title_lines(trial, trial_whole, &format)?;
    format.header = has_header(sample, whole, &format)?;
    let table = Table::read(sample, whole, &format)?;
    let (date_order, date_order_ambiguous) = table.date_order();
    let (decimal_mark, decimal_mark_ambiguous) = table.decimal_mark(&format);
    format.date_order = date_order;
    format.decimal_mark = decimal_mark;
    Ok(table.describe(format, date_order_ambiguous, decimal_mark_ambiguous))
}

/// Describes the file read in a format that the user chose.
pub fn inspect(sample: &[u8], whole: bool, format: &Format) -> Result<Detection, SpreadsheetError> {
    let letters = match format.encoding {
        Encoding::Utf16Le | Encoding::Utf16Be if !whole => sample.len() & !1,
        _ => sample.len(),
    };
    let table = Table::read(&sample[..letters], whole, format)?;
    Ok(table.describe(format.clone(), table.date_order().1, table.decimal_mark(format).1))
}

/// The encoding, and how many of the bytes are whole letters of it.
fn encoding_of(sample: &[u8], whole: bool) -> (Encoding, usize) {
    let even = sample.len() & !1;
    if sample.starts_with(b"\xff\xfe") {
        return (Encoding::Utf16Le, even);
    }
    if sample.starts_with(b"\xfe\xff") {
        return (Encoding::Utf16Be, even);
    }
    match std::str::from_utf8(sample) {
        Ok(_) => (Encoding::Utf8, sample.len()),
        // The sample may end within a letter.
        Err(error) if error.error_len().is_none() && !whole => {
            (Encoding::Utf8, error.valid_up_to())
        }
        Err(_) => (Encoding::Windows1252, sample.len()),
    }
}

/// The delimiter that Excel's first line `sep=;` names.
fn separator_line(sample: &[u8], encoding: Encoding) -> Option<u8> {
    let text = match encoding {
        Encoding::Utf8 | Encoding::Windows1252 => {
            sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample)
        }
        Encoding::Utf16Le | Encoding::Utf16Be => return None,
    };
    let rest = text.strip_prefix(b"sep=")?;
    match rest {
        [delimiter, b'\r' | b'\n', ..] if delimiter.is_ascii() => Some(*delimiter),
        _ => None,
    }
}

fn layout_of(sample: &[u8], whole: bool, format: &Format) -> Result<Layout, SpreadsheetError> {
    let mut best: Option<(f64, Layout)> = None;
    let mut first_error = None;
    for delimiter in [b',', b';', b'\t', b'|'] {
        let trial = Format { layout: Layout::Delimited(delimiter), ..format.clone() };
        let mut widths = Vec::new();
        let result = read_sample(sample, whole, &trial, |rows| {
            widths.extend(rows.iter().map(|row| row.len()));
        });
        if let Err(error) = result {
            first_error = first_error.or(Some(error));
            continue;
        }
        let (width, share) = commonest(&widths);
        let score = share * share * width as f64;
        if width >= 2 && share >= 0.5 && best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, Layout::Delimited(delimiter)));
        }
    }
    if let Some((_, layout)) = best {
        return Ok(layout);
    }
    match first_error {
        Some(error) => Err(error),
        None => Ok(aligned(sample, whole, format).unwrap_or(Layout::Delimited(b','))),
    }
}

/// The commonest of some numbers and its share of them.
fn commonest(numbers: &[usize]) -> (usize, f64) {
    let mut counts = [0_usize; MAX_COLUMNS + 1];
    for number in numbers {
        counts[(*number).min(MAX_COLUMNS)] += 1;
    }
    let (number, count) =
        counts.iter().enumerate().max_by_key(|(_, count)| **count).unwrap_or((0, &0));
    (number, *count as f64 / numbers.len().max(1) as f64)
}

/// Runs of spaces or fixed places, if the text is a table of that sort.
fn aligned(sample: &[u8], whole: bool, format: &Format) -> Option<Layout> {
    // Each line as one cell.
    let layout = Layout::Delimited(UNIT_SEPARATOR);
    let lines_format = Format { layout, quotes: false, ..format.clone() };
    let mut lines: Vec<String> = Vec::new();
    read_sample(sample, whole, &lines_format, |rows| {
        let lossy = |bytes| String::from_utf8_lossy(bytes).into_owned();
        lines.extend(rows.iter().flat_map(|row| row.raw_bytes().map(lossy)));
    })
    .ok()?;
    let words: Vec<usize> = lines.iter().map(|line| line.split_whitespace().count()).collect();
    let (width, share) = commonest(&words);
    // Sentences have spaces too: a table has a number or a date in each line.
    let has_number =
        |line: &&String| line.split_whitespace().any(|word| mark_evidence(word).is_some());
    let tabular = lines.iter().filter(has_number).count() * 2 > lines.len();
    if !tabular {
        return None;
    }
    if width >= 2 && share >= 0.98 {
        return Some(Layout::Spaces);
    }
    let starts = fixed_places(&lines);
    (starts.len() >= 2).then_some(Layout::FixedWidth(starts))
}

/// Where columns begin: after two blanks or more that no line fills; one is
/// enough where there are too many lines for chance.
fn fixed_places(lines: &[String]) -> Vec<u32> {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0).min(4096);
    let mut filled = vec![0_usize; width];
    for line in lines {
        for (place, letter) in line.chars().take(width).enumerate() {
            filled[place] += usize::from(!letter.is_whitespace());
        }
    }
    let mut starts = vec![0];
    let first = filled.iter().position(|count| *count > 0).unwrap_or(0);
    for place in first + 1..width {
        let gap = filled[..place].iter().rev().take_while(|count| **count == 0).count();
        if filled[place] > 0 && (gap >= 2 || gap == 1 && lines.len() >= 50) {
            starts.push(place as u32);
        }
    }
    starts.truncate(MAX_COLUMNS);
    starts
}

/// Lines before the table that hold one cell each, such as a report's title.
fn title_lines(sample: &[u8], whole: bool, format: &Format) -> Result<u32, SpreadsheetError> {
    let mut widths = Vec::new();
    let mut table_at = None;
    read_sample(sample, whole, format, |rows| {
        for row in rows.iter() {
            let filled = row.cells().filter(|cell| !cell.is_empty()).count();
            widths.push(row.len());
            if table_at.is_none() && filled > 1 {
                table_at = Some(row.line);
            }
        }
    })?;
    let is_table = commonest(&widths).0 >= 3;
    Ok(table_at.filter(|_| is_table).map_or(0, |line| line - 1 - format.skip_lines))
}

fn has_header(sample: &[u8], whole: bool, format: &Format) -> Result<bool, SpreadsheetError> {
    let mut first: Option<(bool, usize)> = None;
    read_start(sample, whole, format, 1, |row| {
        let known = row.cells().filter(|cell| target_named(cell).is_some()).count();
        let data = row.cells().any(|cell| {
            mark_evidence(cell).is_some()
                || parse_day(cell, DateOrder::DayMonthYear).is_some()
                || parse_day(cell, DateOrder::MonthDayYear).is_some()
                || email::has_shape(cell)
                || is_phone(cell)
        });
        first = Some((data, known));
    })?;
    Ok(first.is_some_and(|(data, known)| !data || known >= 2))
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (9..=15).contains(&digits)
        && cell.starts_with(['+', '0', '(', '6'])
        && cell.bytes().all(|b| b.is_ascii_digit() || b" -.()+/".contains(&b))
        && (!cell.starts_with('6') || cell.starts_with("62"))
}

/// Counts over one column of the sample.
#[derive(Clone, Copy, Default)]
struct Tally {
    filled: u32,
    days: [u32; 3],
    emails: u32,
    phones: u32,
    numbers: u32,
    point: u32,
    comma: u32,
    either: u32,
    currency: u32,
    rupiah: u32,
    decimals_point: u8,
    decimals_comma: u8,
    /// Cells that are a whole number if the point, the comma is the mark.
    whole: [u32; 2],
}

const ORDERS: [DateOrder; 3] =
    [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];

impl Tally {
    /// Counts a cell that stands in the column so many times.
    fn add(&mut self, cell: &str, times: u32) {
        if cell.is_empty() {
            return;
        }
        self.filled += times;
        let count = |holds: bool| if holds { times } else { 0 };
        self.emails += count(email::has_shape(cell));
        // Days, telephone numbers and numbers have digits.
        if !cell.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        if let Some(day) = DayText::read(cell) {
            for (days, order) in self.days.iter_mut().zip(ORDERS) {
                *days += count(day.in_order(order).is_some());
            }
        }
        self.phones += count(is_phone(cell));
        let Some(evidence) = mark_evidence(cell) else { return };
        self.numbers += times;
        match evidence {
            MarkEvidence::None => {}
            MarkEvidence::Point => self.point += times,
            MarkEvidence::Comma => self.comma += times,
            MarkEvidence::Either => self.either += times,
        }
        let currency = cell.contains(|c: char| c.is_alphabetic() || "$€£¥".contains(c));
        self.currency += count(currency);
        self.rupiah +=
            count(currency && cell.contains(['R', 'r']) && cell.contains(['p', 'P', 'I', 'i']));
        let marks = [
            (DecimalMark::Point, &mut self.decimals_point),
            (DecimalMark::Comma, &mut self.decimals_comma),
        ];
        for (at, (mark, most)) in marks.into_iter().enumerate() {
            if let Some(number) = Decimal::parse(cell, mark) {
                // What may as well part thousands shows no decimals.
                if evidence != MarkEvidence::Either {
                    *most = (*most).max(number.decimals());
                }
                self.whole[at] += count(number.whole().is_some());
            }
        }
    }

    fn most(&self, count: u32) -> bool {
        self.filled > 0 && u64::from(count) * 5 >= u64::from(self.filled) * 4
    }

    fn is_date(&self) -> bool {
        self.days.iter().any(|count| self.most(*count))
    }

    fn guess(&self, mark: DecimalMark) -> ColumnGuess {
        let whole = self.whole[usize::from(mark == DecimalMark::Comma)];
        let kind = if self.filled == 0 {
            ColumnKind::Empty
        } else if self.is_date() {
            ColumnKind::Date
        } else if self.most(self.emails) {
            ColumnKind::Email
        } else if self.most(self.phones) {
            ColumnKind::Phone
        } else if self.most(self.numbers) {
            if whole == self.numbers { ColumnKind::Integer } else { ColumnKind::Decimal }
        } else {
            ColumnKind::Text
        };
        ColumnGuess { kind, filled: self.filled, currency: self.currency > 0 }
    }
}

/// The cells of one column, each text once: many repeat.
#[derive(Default)]
struct Repeated {
    texts: Numbered,
    times: Vec<u32>,
}

impl Repeated {
    fn add(&mut self, cell: &str) {
        let number = self.texts.number(cell) as usize;
        if number == self.times.len() {
            self.times.push(0);
        }
        self.times[number] += 1;
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.texts.texts().zip(&self.times).for_each(|(text, times)| tally.add(text, *times));
        tally
    }
}

struct Table {
    header: Option<Vec<String>>,
    tallies: Vec<Tally>,
}

impl Table {
    fn read(sample: &[u8], whole: bool, format: &Format) -> Result<Table, SpreadsheetError> {
        let mut columns: Vec<Repeated> = Vec::new();
        let mut widths = Vec::new();
        let header = read_sample(sample, whole, format, |rows| {
            for row in rows.iter() {
                widths.push(row.len());
                if columns.len() < row.len() {
                    columns.resize_with(row.len(), Repeated::default);
                }
                for (column, cell) in columns.iter_mut().zip(row.cells()) {
                    column.add(cell);
                }
            }
        })?;
        let mut tallies: Vec<Tally> = columns.iter().map(Repeated::tally).collect();
        // A row that is too long does not widen the table.
        let named = header.as_ref().map_or(0, Vec::len);
        tallies.resize(named.max(commonest(&widths).0), Tally::default());
        Ok(Table { header, tallies })
    }

    fn date_order(&self) -> (DateOrder, bool) {
        let mut sums = [0_u64; 3];
        let mut any = false;
        for tally in self.tallies.iter().filter(|tally| tally.is_date()) {
            any = true;
            for (sum, count) in sums.iter_mut().zip(tally.days) {
                *sum += u64::from(count);
            }
        }
        let best = sums.iter().copied().max().unwrap_or(0);
        let at = sums.iter().position(|sum| *sum == best).unwrap_or(0);
        // Clear years and month names read alike in all three orders.
        let ambiguous = any && sums[0] == sums[1] && sums[2] < best;
        (ORDERS[at], ambiguous)
    }

    fn decimal_mark(&self, format: &Format) -> (DecimalMark, bool) {
        let mut sums = [0_u64; 3];
        let mut rupiah = false;
        for tally in self.tallies.iter().filter(|t| !t.is_date() && t.most(t.numbers)) {
            sums[0] += u64::from(tally.point);
            sums[1] += u64::from(tally.comma);
            sums[2] += u64::from(tally.either);
            rupiah |= tally.rupiah > 0;
        }
        let [point, comma, either] = sums;
        let ambiguous = either > 0 && point == comma;
        let mark = match point.cmp(&comma) {
            std::cmp::Ordering::Greater => DecimalMark::Point,
            std::cmp::Ordering::Less => DecimalMark::Comma,
            std::cmp::Ordering::Equal if rupiah || format.layout == Layout::Delimited(b';') => {
                DecimalMark::Comma
            }
            std::cmp::Ordering::Equal => DecimalMark::Point,
        };
        (mark, ambiguous)
    }

    fn describe(
        &self,
        format: Format,
        date_order_ambiguous: bool,
        decimal_mark_ambiguous: bool,
    ) -> Detection {
        let mark = format.decimal_mark;
        let columns: Vec<ColumnGuess> = self.tallies.iter().map(|t| t.guess(mark)).collect();
        let numbers = self.tallies.iter().zip(&columns);
        let decimals = numbers
            .filter(|(_, column)| column.kind == ColumnKind::Decimal)
            .map(|(tally, _)| match mark {
                DecimalMark::Point => tally.decimals_point,
                DecimalMark::Comma => tally.decimals_comma,
            })
            .max()
            .unwrap_or(0);
        Detection {
            format,
            header: self.header.clone(),
            columns,
            date_order_ambiguous,
            decimal_mark_ambiguous,
            decimals,
        }
    }
}

#[cfg(test)]
mod tests;
