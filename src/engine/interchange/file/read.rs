//! Reads a workspace file line by line, as its chunks come.
//!
//! Nothing of a file is used before its last line was read and its checksum
//! fits, so a damaged file changes nothing.

use super::{
    FIRST, FORMAT, FileError, Limit, MAX_BYTES, MAX_DEVICES, MAX_ERASED, MAX_FIELDS, MAX_LINE,
    MAX_LIST, MAX_ROWS, MAX_TEXT, Problem, instant,
};
use crate::domain::{ChangeSetId, Collection, Currency, DeviceId, Setting, Stamp, schema};
use crate::interchange::erasure;
use crate::interchange::parked::Parking;
use crate::workspace::merge::Incoming;
use crate::workspace::{Erased, ForeignCollection, Table, VersionVector};
use rows::Rows;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

mod rows;

/// What a file held, whole and with a checksum that fits.
#[derive(Debug)]
pub struct Opened {
    /// The workspace's identity.
    pub workspace_id: String,
    /// The firm's name.
    pub name: String,
    /// The currency of all amounts in it.
    pub currency: Currency,
    /// Whether it holds the whole workspace and not only a part.
    pub whole: bool,
    /// When it was written, in milliseconds since 1970.
    pub exported_at: u64,
    /// The device that wrote it.
    pub device: DeviceId,
    /// What people call that device.
    pub device_name: String,
    /// The highest stamp that the writer had seen of each device.
    pub vector: VersionVector,
    /// How many records of each collection there are, deleted ones included.
    pub counts: BTreeMap<String, u64>,
    /// The records.
    pub tables: Vec<Table>,
    /// Records of collections that this version does not know.
    pub foreign: Vec<ForeignCollection>,
    /// The people who were erased where it was written.
    pub erased: Erased,
    /// The checksum at its end, in hexadecimal digits.
    pub sha256: String,
}

impl Opened {
    /// What it brings to a workspace whose clock shows `now` (milliseconds since
    /// 1970). Records with stamps too far ahead are
    /// [parked](super::super::parked). This goes through all of it at once; a
    /// [`Parking`] does so in slices.
    pub fn into_incoming(self, now: u64) -> Result<Incoming, Problem> {
        Parking::new(self, now).finish()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    tangga: String,
    format: u32,
    counts: BTreeMap<String, u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkspaceText {
    id: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrencyText {
    code: String,
    decimals: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExportedText {
    at: String,
    device: String,
    device_name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CollectionText {
    name: String,
    fact: bool,
    fields: Vec<String>,
    rows: [(); 0],
}

/// The lists of single texts in the file's head.
#[derive(Clone, Copy, PartialEq)]
enum List {
    Vector,
    Erased,
    Origins,
    Stamps,
}

/// What the next line must be.
#[derive(Clone, Copy)]
enum Expect {
    First,
    Workspace,
    Scope,
    Currency,
    Exported,
    ListHead(List),
    Item { list: List, more: bool },
    Collections,
    Collection { more: bool },
    Row { more: bool },
    End,
    Checksum,
    Nothing,
}

/// Reads a workspace file from chunks.
pub struct Reader {
    expect: Expect,
    /// The beginning of a line whose end has not come.
    rest: Vec<u8>,
    bytes: u64,
    line: u64,
    hasher: Sha256,
    opened: Opened,
    origins: Vec<ChangeSetId>,
    stamps: Vec<Stamp>,
    rows: Option<Rows>,
    rows_read: u64,
}

impl Default for Reader {
    fn default() -> Self {
        Reader::new()
    }
}

impl Reader {
    /// Begins a file.
    pub fn new() -> Reader {
        let opened = Opened {
            workspace_id: String::new(),
            name: String::new(),
            currency: Currency::default(),
            whole: true,
            exported_at: 0,
            device: DeviceId(0),
            device_name: String::new(),
            vector: VersionVector::default(),
            counts: BTreeMap::new(),
            tables: Vec::new(),
            foreign: Vec::new(),
            erased: Erased::default(),
            sha256: String::new(),
        };
        Reader {
            expect: Expect::First,
            rest: Vec::new(),
            bytes: 0,
            line: 1,
            hasher: Sha256::new(),
            opened,
            origins: Vec::new(),
            stamps: Vec::new(),
            rows: None,
            rows_read: 0,
        }
    }

    /// How many records were read, and how many the file says it has.
    pub fn progress(&self) -> (u64, u64) {
        (self.rows_read, self.opened.counts.values().fold(0, |sum, n| sum.saturating_add(*n)))
    }

    /// Takes the next chunk. After an error the reader is of no more use.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), FileError> {
        self.take(chunk).map_err(|problem| FileError { line: self.line, problem })
    }

    /// Ends the file.
    pub fn finish(self) -> Result<Opened, FileError> {
        let problem = match self.expect {
            Expect::Nothing => return Ok(self.opened),
            _ if self.bytes == 0 => Problem::NotJson,
            _ => Problem::Truncated,
        };
        Err(FileError { line: self.line, problem })
    }

    fn take(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        if self.bytes == 0 && chunk.first().is_some_and(|byte| *byte != b'{') {
            let list = chunk[0] == b'[' || chunk[0].is_ascii_whitespace();
            return Err(if list { Problem::NotAWorkspace } else { Problem::NotJson });
        }
        self.bytes += chunk.len() as u64;
        if self.bytes > MAX_BYTES {
            return Err(Problem::Over(Limit::Bytes));
        }
        let mut chunk = chunk;
        while let Some(end) = chunk.iter().position(|byte| *byte == b'\n') {
            let (line, after) = chunk.split_at(end + 1);
            chunk = after;
            if self.rest.is_empty() {
                self.read(line)?;
            } else {
                let mut whole = std::mem::take(&mut self.rest);
                whole.extend(line);
                self.read(&whole)?;
                whole.clear();
                self.rest = whole;
            }
            self.line += 1;
        }
        if matches!(self.expect, Expect::Nothing) && !chunk.is_empty() {
            return Err(Problem::BadLine);
        }
        self.rest.extend(chunk);
        if self.rest.len() > MAX_LINE {
            return Err(self.over_line());
        }
        Ok(())
    }

    fn over_line(&self) -> Problem {
        match self.expect {
            Expect::First => newer(&self.rest).unwrap_or(Problem::NotAWorkspace),
            _ => Problem::Over(Limit::Line),
        }
    }

    /// Reads one line, its end included.
    fn read(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        if bytes.len() > MAX_LINE {
            return Err(Problem::Over(Limit::Line));
        }
        if matches!(self.expect, Expect::Checksum) {
            return self.read_checksum(bytes);
        }
        self.hasher.update(bytes);
        let text =
            std::str::from_utf8(&bytes[..bytes.len() - 1]).map_err(|_| match self.expect {
                Expect::First => Problem::NotJson,
                _ => Problem::BadLine,
            })?;
        self.expect = match self.expect {
            Expect::First => self.read_first(text)?,
            Expect::Workspace => {
                let WorkspaceText { id, name } = member(text, "workspace")?;
                short(&id)?;
                short(&name)?;
                (self.opened.workspace_id, self.opened.name) = (id, name);
                Expect::Scope
            }
            Expect::Scope => {
                self.opened.whole = match member::<String>(text, "scope")?.as_str() {
                    "whole" => true,
                    "part" => false,
                    _ => return Err(Problem::BadLine),
                };
                Expect::Currency
            }
            Expect::Currency => {
                let CurrencyText { code, decimals } = member(text, "currency")?;
                if decimals > 4 {
                    return Err(Problem::BadLine);
                }
                short(&code)?;
                self.opened.currency = Currency { code, decimals };
                Expect::Exported
            }
            Expect::Exported => {
                let ExportedText { at, device, device_name } = member(text, "exported")?;
                self.opened.exported_at = instant::read(&at).ok_or(Problem::BadLine)?;
                self.opened.device = device.parse().map_err(|_| Problem::BadLine)?;
                short(&device_name)?;
                self.opened.device_name = device_name;
                Expect::ListHead(List::Vector)
            }
            Expect::ListHead(list) => {
                exactly(text, list.head())?;
                Expect::Item { list, more: false }
            }
            Expect::Item { list, more } => self.read_item(text, list, more)?,
            Expect::Collections => {
                exactly(text, "\"collections\":[")?;
                Expect::Collection { more: true }
            }
            Expect::Collection { more } => self.read_collection(text, more)?,
            Expect::Row { more } => self.read_row(text, more)?,
            Expect::End => {
                exactly(text, "],")?;
                Expect::Checksum
            }
            Expect::Checksum | Expect::Nothing => return Err(Problem::BadLine),
        };
        Ok(())
    }

    fn read_first(&mut self, text: &str) -> Result<Expect, Problem> {
        if let Some(problem) = newer(text.as_bytes()) {
            return Err(problem);
        }
        if !text.starts_with(FIRST) {
            return Err(Problem::NotAWorkspace);
        }
        let object = text.strip_suffix(',').ok_or(Problem::BadLine)?;
        let First { tangga, format, counts } =
            serde_json::from_str(&format!("{object}}}")).map_err(|_| Problem::BadLine)?;
        if tangga != "workspace" || format != FORMAT {
            return Err(Problem::NotAWorkspace);
        }
        if counts
            .values()
            .try_fold(0_u64, |sum, n| sum.checked_add(*n))
            .is_none_or(|n| n > MAX_ROWS)
        {
            return Err(Problem::Over(Limit::Rows));
        }
        self.opened.counts = counts;
        Ok(Expect::Workspace)
    }

    fn read_item(&mut self, text: &str, list: List, more: bool) -> Result<Expect, Problem> {
        if text == "]," {
            return if more { Err(Problem::BadLine) } else { Ok(list.next()) };
        }
        let first = match list {
            List::Vector => self.opened.vector.is_empty(),
            List::Erased => self.opened.erased.is_empty(),
            List::Origins => self.origins.is_empty(),
            List::Stamps => self.stamps.is_empty(),
        };
        if !more && !first {
            return Err(Problem::BadLine);
        }
        let (text, more) = split_comma(text);
        let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let text = text.ok_or(Problem::BadLine)?;
        match list {
            List::Vector | List::Stamps => {
                let stamp: Stamp = text.parse().map_err(|_| Problem::BadLine)?;
                match list {
                    List::Vector => self.opened.vector.see(stamp),
                    _ => self.stamps.push(stamp),
                }
            }
            List::Origins => self.origins.push(text.parse().map_err(|_| Problem::BadLine)?),
            List::Erased => {
                erasure::add(&mut self.opened.erased, text).ok_or(Problem::BadLine)?;
            }
        }
        let most = match list {
            List::Vector => MAX_DEVICES,
            List::Erased => MAX_ERASED,
            List::Origins | List::Stamps => MAX_LIST,
        };
        let length = match list {
            List::Vector => self.opened.vector.len(),
            List::Erased => self.opened.erased.entries(),
            List::Origins => self.origins.len(),
            List::Stamps => self.stamps.len(),
        };
        if length > most {
            return Err(Problem::Over(Limit::List));
        }
        Ok(Expect::Item { list, more })
    }

    fn read_collection(&mut self, text: &str, more: bool) -> Result<Expect, Problem> {
        if !more {
            return Err(Problem::BadLine);
        }
        let head = text.strip_suffix('[').ok_or(Problem::BadLine)?;
        let CollectionText { name, fact, fields, rows: [] } =
            serde_json::from_str(&format!("{head}[]}}")).map_err(|_| Problem::BadLine)?;
        if fields.len() > MAX_FIELDS {
            return Err(Problem::Over(Limit::Fields));
        }
        let known = Collection::from_name(&name);
        let twice = match known {
            Some(known) => self.opened.tables.iter().any(|t| t.collection() == known),
            None => self.opened.foreign.iter().any(|c| c.name == name),
        };
        if twice || known.is_some_and(|known| known.is_fact() != fact) {
            return Err(Problem::BadLine);
        }
        let count = *self.opened.counts.get(&name).ok_or(Problem::CountsDiffer)?;
        self.rows = Some(Rows::new(name, known, fact, fields, count).ok_or(Problem::BadLine)?);
        Ok(Expect::Row { more: count > 0 })
    }

    fn read_row(&mut self, text: &str, more: bool) -> Result<Expect, Problem> {
        let Some(rows) = &mut self.rows else { return Err(Problem::BadLine) };
        if text == "]}" || text == "]}," {
            if more || !rows.is_complete() {
                return Err(Problem::CountsDiffer);
            }
            if let Some(rows) = self.rows.take() {
                rows.end(&mut self.opened);
            }
            let more = text.ends_with(',');
            return Ok(if more { Expect::Collection { more } } else { self.end_collections()? });
        }
        if !more {
            return Err(Problem::CountsDiffer);
        }
        let (text, more) = split_comma(text);
        rows.read(text, &self.origins, &self.stamps)?;
        self.rows_read += 1;
        Ok(Expect::Row { more })
    }

    fn end_collections(&mut self) -> Result<Expect, Problem> {
        let sum = self.progress().1;
        if self.rows_read != sum {
            return Err(Problem::CountsDiffer);
        }
        self.opened.foreign.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let settings = self.opened.tables.iter().find(|t| t.collection() == Collection::Setting);
        let is_sample = |table: &Table| {
            (0..table.len() as u32).any(|row| {
                table.id(row) == Setting::ID
                    && table.value(row, schema::setting::SAMPLE)
                        == Some(crate::domain::Value::Truth(true))
            })
        };
        if settings.is_some_and(is_sample) { Err(Problem::Sample) } else { Ok(Expect::End) }
    }

    fn read_checksum(&mut self, line: &[u8]) -> Result<(), Problem> {
        let sum = self.hasher.finalize_reset();
        let digits: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        if line != format!("\"sha256\":\"{digits}\"}}\n").as_bytes() {
            return Err(Problem::ChecksumDiffers);
        }
        self.opened.sha256 = digits;
        self.expect = Expect::Nothing;
        Ok(())
    }
}

impl List {
    fn head(self) -> &'static str {
        match self {
            List::Vector => "\"vector\":[",
            List::Erased => "\"erased\":[",
            List::Origins => "\"origins\":[",
            List::Stamps => "\"stamps\":[",
        }
    }

    fn next(self) -> Expect {
        match self {
            List::Vector => Expect::ListHead(List::Erased),
            List::Erased => Expect::ListHead(List::Origins),
            List::Origins => Expect::ListHead(List::Stamps),
            List::Stamps => Expect::Collections,
        }
    }
}

/// Bytes at the start of a file that hold its head.
pub const HEAD_BYTES: usize = 64 * 1024;

/// What a file says of itself, before its records are read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// How many records of each collection there are, deleted ones included.
    pub counts: BTreeMap<String, u64>,
    /// The workspace's identity.
    pub workspace_id: String,
    /// The firm's name.
    pub name: String,
    /// Whether it holds the whole workspace and not only a part.
    pub whole: bool,
    /// When it was written, in milliseconds since 1970.
    pub exported_at: u64,
    /// What people call the device that wrote it.
    pub device_name: String,
}

/// What a file says of itself by its first bytes; `None` if they are not those of a
/// file that this version reads.
pub fn head(start: &[u8]) -> Option<Head> {
    let mut reader = Reader::new();
    let mut lines = start.split_inclusive(|byte| *byte == b'\n');
    while !matches!(reader.expect, Expect::ListHead(_)) {
        reader.feed(lines.next().filter(|line| line.ends_with(b"\n"))?).ok()?;
    }
    let Opened { counts, workspace_id, name, whole, exported_at, device_name, .. } = reader.opened;
    Some(Head { counts, workspace_id, name, whole, exported_at, device_name })
}

/// That the file is of a newer format, if its first line says so: the rest of
/// that line may be anything.
fn newer(first: &[u8]) -> Option<Problem> {
    let digits = first.strip_prefix(FIRST.as_bytes())?;
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let format: u32 = std::str::from_utf8(&digits[..length]).ok()?.parse().ok()?;
    (format > FORMAT).then_some(Problem::Newer(format))
}

fn exactly(text: &str, expected: &str) -> Result<(), Problem> {
    if text == expected { Ok(()) } else { Err(Problem::BadLine) }
}

fn short(text: &str) -> Result<(), Problem> {
    if text.len() > MAX_TEXT { Err(Problem::Over(Limit::Text)) } else { Ok(()) }
}

fn split_comma(text: &str) -> (&str, bool) {
    match text.strip_suffix(',') {
        Some(text) => (text, true),
        None => (text, false),
    }
}

/// The value of a line that holds one member of the file's object.
fn member<'a, T: Deserialize<'a>>(text: &'a str, name: &str) -> Result<T, Problem> {
    let value = text
        .strip_prefix('"')
        .and_then(|text| text.strip_prefix(name))
        .and_then(|text| text.strip_prefix("\":"))
        .and_then(|text| text.strip_suffix(','));
    serde_json::from_str(value.ok_or(Problem::BadLine)?).map_err(|_| Problem::BadLine)
}
