//! One part of a workbook as a stream of tags and texts, with bounds on both.

use super::super::SpreadsheetError as Error;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;

/// The most bytes of XML between two tags, and the longest tag: many times what
/// Excel lets stand in a cell.
pub(super) const MAX_TAG_BYTES: u64 = 4 << 20;

/// Unpacked bytes, counted. Fails where there are too many of them.
struct Counted<'a> {
    file: ZipFile<'a, Cursor<Vec<u8>>>,
    /// How many the workbook may still unpack.
    left: &'a mut u64,
    /// How many may still come until the next tag.
    until_tag: u64,
    /// How many came.
    read: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        let too_much = || std::io::Error::other("too much");
        *self.left = self.left.checked_sub(read as u64).ok_or_else(too_much)?;
        self.until_tag = self.until_tag.checked_sub(read as u64).ok_or_else(too_much)?;
        self.read += read as u64;
        Ok(read)
    }
}

/// A part that is being read.
pub(super) struct Part<'a> {
    xml: Reader<BufReader<Counted<'a>>>,
    buffer: Vec<u8>,
}

impl std::fmt::Debug for Part<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Part").finish_non_exhaustive()
    }
}

/// A tag or a text.
pub(super) enum Xml<'b> {
    /// A tag that opens.
    Open(BytesStart<'b>),
    /// A tag that opens and closes at once.
    Empty(BytesStart<'b>),
    /// A tag that closes.
    Close(BytesEnd<'b>),
    /// A text, or a part of one; blank where there is something else.
    Text(Cow<'b, str>),
}

impl Xml<'_> {
    /// Whether a tag of this name opens, whatever its prefix.
    pub(super) fn opens(&self, name: &str) -> bool {
        match self {
            Xml::Open(tag) | Xml::Empty(tag) => tag.local_name().as_ref() == name,
            _ => false,
        }
    }

    /// Whether a tag of this name closes, be it that it opened just now.
    pub(super) fn closes(&self, name: &str) -> bool {
        match self {
            Xml::Empty(tag) => tag.local_name().as_ref() == name,
            Xml::Close(tag) => tag.local_name().as_ref() == name,
            _ => false,
        }
    }

    /// What a tag that opens says about something.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let (Xml::Open(tag) | Xml::Empty(tag)) = self else { return None };
        let mut all = tag.attributes();
        let found = all
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }
}

impl<'a> Part<'a> {
    /// Opens a part by its path, or by one that differs in case only, as some
    /// programs write it.
    pub(super) fn open(
        archive: &'a mut ZipArchive<Cursor<Vec<u8>>>,
        path: &str,
        left: &'a mut u64,
    ) -> Result<Part<'a>, Error> {
        let exact = archive.index_for_name(path);
        let alike = |archive: &ZipArchive<_>| {
            archive.file_names_raw().position(|name| name.eq_ignore_ascii_case(path.as_bytes()))
        };
        let at = exact.or_else(|| alike(archive)).ok_or(Error::Workbook)?;
        let file = archive.by_index(at).map_err(|_| Error::DamagedWorkbook)?;
        let counted = Counted { file, left, until_tag: MAX_TAG_BYTES, read: 0 };
        let mut xml = Reader::from_reader(BufReader::with_capacity(32 * 1024, counted));
        // A part is read as far as it makes sense; nothing is written back.
        xml.config_mut().check_end_names = false;
        Ok(Part { xml, buffer: Vec::new() })
    }

    /// How much of it was read, 0 to 1, as far as its claim of its size is true.
    pub(super) fn progress(&self) -> f64 {
        let counted = self.xml.get_ref().get_ref();
        (counted.read as f64 / counted.file.size().max(1) as f64).min(1.0)
    }

    /// The next tag or text; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Xml<'_>>, Error> {
        self.xml.get_mut().get_mut().until_tag = MAX_TAG_BYTES;
        self.buffer.clear();
        let event = self.xml.read_event_into(&mut self.buffer);
        Ok(Some(match event.map_err(|_| Error::DamagedWorkbook)? {
            Event::Start(tag) => Xml::Open(tag),
            Event::Empty(tag) => Xml::Empty(tag),
            Event::End(tag) => Xml::Close(tag),
            Event::Text(text) => Xml::Text(text.xml10_content()),
            Event::CData(text) => Xml::Text(text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => Xml::Text(Cow::Owned(letter.to_string())),
                Ok(None) => {
                    let text = resolve_predefined_entity(&name.into_inner());
                    Xml::Text(Cow::Borrowed(text.ok_or(Error::DamagedWorkbook)?))
                }
                Err(_) => return Err(Error::DamagedWorkbook),
            },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Xml::Text(Cow::Borrowed("")),
            // Workbooks have none; entities of its own could unfold without end.
            Event::DocType(_) => return Err(Error::DamagedWorkbook),
            Event::Eof => return Ok(None),
        }))
    }
}
