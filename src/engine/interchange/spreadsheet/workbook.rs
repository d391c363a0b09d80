//! Excel workbooks (`.xlsx`, ECMA-376): an archive of XML parts.
//!
//! A sheet is not imported as it is. Its cells are written as one long text, with
//! [`Layout::Worksheet`](super::Layout) for its layout, and that text goes the way
//! of every other table: the same reader, the same preview, the same dry run.
//! Numbers are written in digits with a point, days as `2026-01-31`, texts as they
//! stand; a blank row is a blank line, so that row numbers are those of the sheet.
//!
//! - A cell is a day where its style's number format shows a day, month or year.
//!   Sheets count days from 1899-12-30 (Excel holds 1900 for a leap year, so
//!   counts below 61 are one day further) or from 1904-01-01.
//! - Numbers are binary doubles of which Excel shows 15 digits; so many are kept.
//! - Of a formula the value that was last worked out is taken; an error such as
//!   `#N/A` is a blank cell.
//! - Phonetic readings and formats within a text are left out.
//!
//! A workbook is outside bytes: what is unpacked is counted while it is unpacked,
//! whatever the archive claims, and no part is held in memory but the texts that
//! cells share. All steps are short, so a page can pause and stop between them.
//! [`package`] writes a workbook.

pub mod package;
mod rows;
mod strings;
mod styles;
mod xml;

use super::SpreadsheetError as Error;
pub use rows::SheetReader;
use std::io::Cursor;
pub use strings::{StringReader, Strings};
use styles::Styles;
use xml::{Part, Xml};
use zip::ZipArchive;

/// The largest workbook that is taken, in bytes as it stands on the disk.
pub const MAX_WORKBOOK_BYTES: u64 = 256 << 20;

/// What all parts of a workbook may unpack to, in bytes; as much as a text may
/// have.
pub(super) const MAX_UNPACKED_BYTES: u64 = super::MAX_BYTES;

/// The most texts that cells may share, in bytes.
const MAX_STRING_BYTES: usize = 256 << 20;

/// The most sheets that a workbook may have, and parts that it names.
const MAX_SHEETS: usize = 1_000;
/// The longest name or path, in bytes.
const MAX_NAME_BYTES: usize = 1_024;

/// Whether a file that begins with these bytes may be a workbook.
pub fn is_archive(begin: &[u8]) -> bool {
    begin.starts_with(b"PK\x03\x04")
}

/// An opened workbook.
pub struct Workbook {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// How many bytes may still be unpacked.
    left: u64,
    sheets: Vec<Sheet>,
    strings: Option<String>,
    styles: Styles,
}

/// A sheet of cells.
#[derive(Clone, Debug)]
struct Sheet {
    name: String,
    path: String,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Workbook").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

impl Workbook {
    /// Opens a workbook: finds its sheets and how their numbers are shown.
    /// [`Error::Workbook`] if it is an archive of something else.
    pub fn open(bytes: Vec<u8>) -> Result<Workbook, Error> {
        let size = bytes.len() as u64;
        if size > MAX_WORKBOOK_BYTES {
            return Err(Error::TooLarge { bytes: size });
        }
        // An archive says at its end what it holds: without that it is not whole.
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::DamagedWorkbook)?;
        let (strings, styles) = (None, Styles::default());
        let left = MAX_UNPACKED_BYTES;
        let mut book = Workbook { archive, left, sheets: Vec::new(), strings, styles };
        let main = book.related("_rels/.rels", "")?;
        let (_, _, main) = main
            .into_iter()
            .find(|(_, kind, _)| kind == "officeDocument")
            .ok_or(Error::Workbook)?;
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let parts = book.related(&format!("{folder}/_rels/{name}.rels"), folder)?;
        book.find_sheets(&main, &parts)?;
        let path = |wanted: &str| {
            parts.iter().find(|(_, kind, _)| kind == wanted).map(|(_, _, path)| path.clone())
        };
        book.strings = path("sharedStrings");
        if let Some(path) = path("styles") {
            let mut styles = std::mem::take(&mut book.styles);
            let mut part = book.part(&path)?;
            while let Some(tag) = part.next()? {
                styles.take(&tag);
            }
            drop(part);
            book.styles = styles;
        }
        Ok(book)
    }

    /// The names of the sheets that people see, in order.
    pub fn sheets(&self) -> impl ExactSizeIterator<Item = &str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    /// The place of the sheet that takes most bytes, as the archive says: beside
    /// title pages and notes that is the table.
    pub fn largest(&mut self) -> usize {
        let size = |sheet: &Sheet| {
            let at = self.archive.index_for_name(&sheet.path)?;
            Some(self.archive.by_index_raw(at).ok()?.size())
        };
        let sizes: Vec<Option<u64>> = self.sheets.iter().map(size).collect();
        let most = sizes.iter().max().copied().flatten();
        sizes.iter().position(|size| *size == most).unwrap_or(0)
    }

    /// Begins to read the texts that cells share.
    pub fn strings(&mut self) -> Result<StringReader<'_>, Error> {
        let part = match self.strings.clone() {
            Some(path) => Some(self.part(&path)?),
            None => None,
        };
        Ok(StringReader::new(part))
    }

    /// Begins to read a sheet, named by its place among [`Workbook::sheets`].
    pub fn read<'a>(
        &'a mut self,
        sheet: usize,
        strings: &'a Strings,
    ) -> Result<SheetReader<'a>, Error> {
        let path = self.sheets.get(sheet).ok_or(Error::NoRows)?.path.clone();
        let Workbook { archive, left, styles, .. } = self;
        let part = Part::open(archive, &path, left)?;
        Ok(SheetReader::new(part, strings, styles))
    }

    fn part(&mut self, path: &str) -> Result<Part<'_>, Error> {
        Part::open(&mut self.archive, path, &mut self.left)
    }

    /// What a part is related to: id, the last word of the kind, and path.
    fn related(
        &mut self,
        path: &str,
        folder: &str,
    ) -> Result<Vec<(String, String, String)>, Error> {
        let mut related = Vec::new();
        let mut part = self.part(path.trim_start_matches('/'))?;
        while let Some(tag) = part.next()? {
            if !tag.opens("Relationship") {
                continue;
            }
            let kind = named(&tag, "Type")?;
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let (target, id) = (named(&tag, "Target")?, named(&tag, "Id")?);
            related.push((id, kind, absolute(folder, &target)));
            if related.len() > MAX_SHEETS {
                return Err(Error::DamagedWorkbook);
            }
        }
        Ok(related)
    }

    fn find_sheets(&mut self, path: &str, parts: &[(String, String, String)]) -> Result<(), Error> {
        let mut part = self.part(path)?;
        let mut all: Vec<(bool, Sheet)> = Vec::new();
        let mut from_1904 = false;
        while let Some(tag) = part.next()? {
            if tag.opens("workbookPr") {
                from_1904 = tag.attribute("date1904").is_some_and(|v| v == "1" || v == "true");
            }
            if !tag.opens("sheet") {
                continue;
            }
            let id = named(&tag, "id")?;
            let Some((_, _, path)) =
                parts.iter().find(|(known, kind, _)| *known == id && kind == "worksheet")
            else {
                continue;
            };
            let name = named(&tag, "name")?;
            let is_seen = tag.attribute("state").is_none_or(|state| state == "visible");
            all.push((is_seen, Sheet { name, path: path.clone() }));
            if all.len() > MAX_SHEETS {
                return Err(Error::DamagedWorkbook);
            }
        }
        drop(part);
        self.styles.from_1904 = from_1904;
        let any_seen = all.iter().any(|(is_seen, _)| *is_seen);
        all.retain(|(is_seen, _)| *is_seen || !any_seen);
        self.sheets = all.into_iter().map(|(_, sheet)| sheet).collect();
        if self.sheets.is_empty() { Err(Error::Workbook) } else { Ok(()) }
    }
}

/// A name or path that a tag says; blank if it says none.
fn named(tag: &Xml<'_>, attribute: &str) -> Result<String, Error> {
    let text = tag.attribute(attribute).unwrap_or_default();
    if text.len() > MAX_NAME_BYTES { Err(Error::DamagedWorkbook) } else { Ok(text.into_owned()) }
}

/// A path that stands in a part of this folder, from the archive's root.
fn absolute(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests;
