//! Tables: the CSV, TSV and aligned texts and the Excel workbooks that
//! spreadsheets, shops and marketplaces hand out.
//!
//! An import runs in four steps, each a module here:
//!
//! 1. [`detect`] looks at the start of the file and says what it is: encoding,
//!    delimiter, header, date order, decimal mark. All of it is a [`Format`],
//!    which the user can override.
//! 2. [`reader`] splits the file into rows. Preview and import use this one
//!    reader, so that what is shown is what is taken.
//! 3. [`mapping`] says which column is which field, guessed from the header.
//! 4. [`plan`] is the dry run: rows ready to be stored, and the counts and
//!    reasons of everything that will not be. [`known`] tells it what is stored.
//!
//! A sheet of an Excel workbook is turned into such a text first ([`workbook`]).
//! [`cells`] reads numbers and dates out of cells; [`export`] writes tables
//! that cannot run as formulas and that this import reads back unchanged.
//!
//! Everything is pure: bytes in, values out. A file is fed in chunks and each
//! chunk is one slice of work, so a page can show progress and stop between
//! any two of them with nothing kept.

pub mod cells;
pub mod detect;
pub mod export;
mod headers;
pub mod known;
pub mod mapping;
pub mod plan;
pub mod reader;
pub mod workbook;

pub use cells::{DateOrder, DecimalMark};
pub use detect::{
    ColumnGuess, ColumnKind, Detection, SAMPLE_BYTES, detect, detect_worksheet, inspect,
};
pub use known::{Known, Stored};
pub use mapping::{Contents, Mapping, MappingProblem, Target, guess, header_key};
pub use plan::{Existing, Identity, Options, Plan, Planned};
pub use reader::{Preview, Reader, Row, Rows, preview};

/// How many bytes to feed at once: some 10 ms of work for reader and plan.
pub const CHUNK_BYTES: usize = 512 * 1024;
/// The largest file that is taken.
pub const MAX_BYTES: u64 = 1 << 30;
/// The most columns that a table may have.
pub const MAX_COLUMNS: usize = 256;
/// The longest cell, in bytes of UTF-8.
pub const MAX_CELL_BYTES: usize = 64 * 1024;

/// How a file turns into rows, and its cells into dates and numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Format {
    /// How bytes are letters.
    pub encoding: Encoding,
    /// How a line is cells.
    pub layout: Layout,
    /// Whether double quotes hold cells together.
    pub quotes: bool,
    /// Whether the first row names the columns.
    pub header: bool,
    /// Lines before the table, such as a report's title.
    pub skip_lines: u32,
    /// How dates such as `03/04/2026` are read.
    pub date_order: DateOrder,
    /// What parts whole and fraction.
    pub decimal_mark: DecimalMark,
}

impl Default for Format {
    fn default() -> Self {
        Format {
            encoding: Encoding::Utf8,
            layout: Layout::Delimited(b','),
            quotes: true,
            header: true,
            skip_lines: 0,
            date_order: DateOrder::DayMonthYear,
            decimal_mark: DecimalMark::Point,
        }
    }
}

/// How bytes are letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Windows-1252: what Excel on Windows in western languages writes.
    Windows1252,
}

/// How a line is cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Cells parted by one ASCII character.
    Delimited(u8),
    /// Cells parted by runs of spaces or tabs; no cell is blank.
    Spaces,
    /// Cells that begin at fixed places: the characters before each, rising.
    FixedWidth(Vec<u32>),
    /// Cells parted by U+001F, rows ended by U+001E, line ends within cells: how
    /// [`workbook`] writes a sheet.
    Worksheet,
}

/// Why a file is not a table that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SpreadsheetError {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has bytes, but no row.
    #[error("the file has no rows")]
    NoRows,
    /// It claims to be larger than [`MAX_BYTES`].
    #[error("the file has {bytes} bytes; at most {MAX_BYTES} are taken")]
    TooLarge {
        /// Its size as far as known.
        bytes: u64,
    },
    /// It is a zip archive, but no Excel workbook with a sheet.
    #[error("the file is a zip archive of something else than an Excel workbook")]
    Workbook,
    /// It is an Excel workbook, but not a whole or a sound one.
    #[error("the workbook is damaged")]
    DamagedWorkbook,
    /// It is a workbook of old Excel, or one that a password protects.
    #[error("the file is an old Excel workbook or one with a password")]
    OldWorkbook,
    /// It is a PDF.
    #[error("the file is a PDF, not text")]
    Pdf,
    /// It is compressed.
    #[error("the file is compressed; unpack it first")]
    Compressed,
    /// It holds bytes that text never has.
    #[error("line {line} holds binary data")]
    Binary {
        /// The line, counted from 1.
        line: u32,
    },
    /// A line's bytes are not letters of the encoding.
    #[error("line {line} is not in the chosen encoding")]
    NotInEncoding {
        /// The line, counted from 1.
        line: u32,
    },
    /// A row has more than [`MAX_COLUMNS`] cells.
    #[error("the row at line {line} has more than {MAX_COLUMNS} columns")]
    TooManyColumns {
        /// The line on which the row begins, counted from 1.
        line: u32,
    },
    /// A cell has more than [`MAX_CELL_BYTES`], mostly after a stray quote.
    #[error("the row at line {line} has a cell of more than {MAX_CELL_BYTES} bytes")]
    CellTooLong {
        /// The line on which the row begins, counted from 1.
        line: u32,
    },
    /// The file ends inside a quoted cell.
    #[error("the file ends inside the quoted cell of the row at line {line}")]
    UnclosedQuote {
        /// The line on which the row begins, counted from 1.
        line: u32,
    },
}
