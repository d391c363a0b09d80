//! The texts that cells share, and texts within cells.

use super::super::SpreadsheetError as Error;
use super::MAX_STRING_BYTES;
use super::xml::{Part, Xml};

/// Tags that are read in one step.
const STEP: usize = 8_000;

/// The texts that cells share, by number.
#[derive(Default, Debug)]
pub struct Strings {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }
}

/// Reads the texts that cells share, step by step.
#[derive(Debug)]
pub struct StringReader<'a> {
    part: Option<Part<'a>>,
    strings: Strings,
    now: TextTags,
}

impl<'a> StringReader<'a> {
    pub(super) fn new(part: Option<Part<'a>>) -> StringReader<'a> {
        StringReader { part, strings: Strings::default(), now: TextTags::default() }
    }

    /// Reads on for some milliseconds; whether there may be more.
    pub fn step(&mut self) -> Result<bool, Error> {
        let Some(part) = &mut self.part else { return Ok(false) };
        for _ in 0..STEP {
            let Some(tag) = part.next()? else { return Ok(false) };
            if tag.opens("si") {
                self.now = TextTags::default();
            }
            self.now.take(&tag, &mut self.strings.text);
            if self.strings.text.len() > MAX_STRING_BYTES {
                return Err(Error::TooLarge { bytes: self.strings.text.len() as u64 });
            }
            if tag.closes("si") {
                self.strings.ends.push(self.strings.text.len() as u32);
            }
        }
        Ok(true)
    }

    /// How much was read, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.part.as_ref().map_or(1.0, Part::progress)
    }

    /// The texts that were read.
    pub fn finish(self) -> Strings {
        self.strings
    }
}

/// Where in a text with formats the tags stand: texts lie in `t`, be it within
/// runs of one format; those within `rPh` say how it is read aloud.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct TextTags {
    in_text: bool,
    in_reading: bool,
}

impl TextTags {
    /// Takes a tag, and appends what is text of the cell.
    pub(super) fn take(&mut self, tag: &Xml<'_>, text: &mut String) {
        match tag {
            Xml::Text(piece) => {
                if self.in_text && !self.in_reading {
                    text.push_str(piece);
                }
            }
            Xml::Empty(_) => {}
            Xml::Open(_) | Xml::Close(_) => {
                let opens = matches!(tag, Xml::Open(_));
                let is = |name| tag.opens(name) || tag.closes(name);
                if is("t") {
                    self.in_text = opens;
                } else if is("rPh") {
                    self.in_reading = opens;
                }
            }
        }
    }
}

/// Appends a text to a sheet's text, as the import reads it: letters that stand
/// for themselves in place of `_x000D_` and the like, and without what parts
/// cells and rows. An apostrophe in front would be taken for a mark of the
/// import, so it gets one.
pub(super) fn push_text(text: &str, into: &mut String) {
    if text.starts_with('\'') {
        into.push('\'');
    }
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        push_plain(before, into);
        match coded(from) {
            Some(letter) => {
                push_plain(letter.encode_utf8(&mut [0; 4]), into);
                rest = &from["_x0000_".len()..];
            }
            None => {
                into.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    push_plain(rest, into);
}

fn push_plain(text: &str, into: &mut String) {
    let parts = |letter: char| matches!(letter, '\0' | '\u{1e}' | '\u{1f}');
    if text.contains(parts) {
        into.extend(text.chars().map(|letter| if parts(letter) { ' ' } else { letter }));
    } else {
        into.push_str(text);
    }
}

/// The letter that `_x000D_` stands for.
fn coded(text: &str) -> Option<char> {
    let bytes = text.as_bytes().first_chunk::<7>()?;
    let digits = text.get(2..6)?;
    if bytes[6] != b'_' || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}
