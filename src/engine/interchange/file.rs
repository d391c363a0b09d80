//! The workspace file: all of a team's data as one JSON object that people can
//! keep, hand to a colleague and open again without loss.
//!
//! Format 1 is described in `docs/workspace-file.md` and by the JSON Schema
//! beside it. It is one valid JSON object in a fixed layout of lines, so that
//! it can be written and read in slices: [`Writer`] hands out parts, [`Reader`]
//! takes chunks, and neither ever holds the file as one text. The last member
//! is the SHA-256 of all bytes before its line.
//!
//! Everything travels: deleted records with their stamps, the version vector,
//! fields and collections of newer versions. [`canonical`] says when two
//! workspaces hold the same.

mod canonical;
mod extent;
mod instant;
mod read;
mod receipt;
mod write;

pub use canonical::canonical;
pub use extent::{Extent, Records};
pub use read::{HEAD_BYTES, Head, Opened, Reader, head};
pub use receipt::{Mismatch, Receipt, Tally, held};
pub use write::{About, ExportError, Writer};

use crate::domain::schema::integer_within_bounds;
use crate::domain::{FieldKind, Value};

/// The format that this version writes, and the highest that it reads.
pub const FORMAT: u32 = 1;
/// The largest file that is read.
pub const MAX_BYTES: u64 = 1 << 30;
/// The longest line: one record, or the list of a collection's fields.
pub const MAX_LINE: usize = 4 << 20;
/// The longest text in a field, in bytes of UTF-8.
pub const MAX_TEXT: usize = 1 << 20;
/// The most records in one file.
pub const MAX_ROWS: u64 = 10_000_000;
/// The most entries in each of the lists of origins and stamps.
pub const MAX_LIST: usize = 10_000_000;
/// The most devices that a team may have had: each is remembered for good, and read
/// with every change.
pub const MAX_DEVICES: usize = 10_000;
/// The most entries about people who were erased, which are remembered for good.
pub const MAX_ERASED: usize = 1_000_000;
/// How deep values of unknown fields may nest.
pub const MAX_DEPTH: usize = 64;
/// The most fields of a collection.
pub const MAX_FIELDS: usize = 1_000;

const FIRST: &str = r#"{"tangga":"workspace","format":"#;
/// Names the life of a record among the stamps of its fields.
const ALIVE_NAME: &str = "alive";

/// Which limit a file goes beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`MAX_BYTES`].
    Bytes,
    /// [`MAX_LINE`].
    Line,
    /// [`MAX_TEXT`].
    Text,
    /// [`MAX_ROWS`].
    Rows,
    /// [`MAX_LIST`], [`MAX_DEVICES`] or [`MAX_ERASED`].
    List,
    /// [`MAX_DEPTH`].
    Depth,
    /// [`MAX_FIELDS`].
    Fields,
    /// [`MAX_INTEGER`](crate::domain::schema::MAX_INTEGER).
    Integer,
}

/// Why bytes are not a workspace file that can be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is no JSON object, or there is nothing in it.
    #[error("not JSON")]
    NotJson,
    /// It may be JSON and is no Tangga workspace.
    #[error("not a Tangga workspace")]
    NotAWorkspace,
    /// A newer version wrote it.
    #[error("written in the newer format {0}")]
    Newer(u32),
    /// Its end is missing.
    #[error("truncated")]
    Truncated,
    /// Its bytes are not those that were written.
    #[error("the checksum differs")]
    ChecksumDiffers,
    /// A line is not what the format has in this place.
    #[error("a damaged line")]
    BadLine,
    /// A record cannot be read.
    #[error("a damaged record of {collection}, field {field:?}")]
    BadRow {
        /// The collection's stored name.
        collection: String,
        /// The field that is at fault, where it is one.
        field: Option<String>,
    },
    /// A collection has more or fewer records than the file's head says.
    #[error("the number of records differs")]
    CountsDiffer,
    /// It goes beyond a limit.
    #[error("over the limit of {0:?}")]
    Over(Limit),
    /// It holds the sample shop, which never travels.
    #[error("sample data")]
    Sample,
}

/// Why a file was refused, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct FileError {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Writes a value as JSON.
fn put_value(out: &mut Vec<u8>, value: Option<&Value>) {
    match value {
        None => out.extend(b"null"),
        Some(Value::Text(text)) => put_text(out, text),
        Some(Value::Integer(number)) => out.extend(number.to_string().as_bytes()),
        Some(Value::Date(day)) => out.extend(format!("\"{day}\"").as_bytes()),
        Some(Value::Truth(truth)) => out.extend(truth.to_string().as_bytes()),
        Some(Value::Reference(id)) => out.extend(format!("\"{id}\"").as_bytes()),
    }
}

/// Writes a text as JSON.
fn put_text(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("a text is always JSON and memory takes it");
}

/// Reads a value of a field of this kind; `Err` if it is of another kind.
fn take_value(kind: FieldKind, json: &str) -> Result<Option<Value>, Option<Limit>> {
    if json == "null" {
        return Ok(None);
    }
    let text = || -> Result<String, Option<Limit>> {
        let text: String = serde_json::from_str(json).map_err(|_| None)?;
        if text.len() > MAX_TEXT { Err(Some(Limit::Text)) } else { Ok(text) }
    };
    let value = match kind {
        FieldKind::Text | FieldKind::Label => Value::Text(text()?),
        FieldKind::Integer => {
            let number: i64 = serde_json::from_str(json).map_err(|_| None)?;
            Value::Integer(integer_within_bounds(number).ok_or(Some(Limit::Integer))?)
        }
        FieldKind::Date => Value::Date(crate::domain::Day::parse_iso(&text()?).ok_or(None)?),
        FieldKind::Truth => Value::Truth(serde_json::from_str(json).map_err(|_| None)?),
        FieldKind::Reference => Value::Reference(text()?.parse().map_err(|_| None)?),
    };
    Ok(Some(value))
}

/// Whether JSON nests no deeper than allowed.
fn is_shallow(json: &str) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return false;
        }
    }
    true
}
