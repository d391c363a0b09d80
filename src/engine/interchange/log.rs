//! Change sets and their inverses as bytes: the entries of the log and of the
//! history.
//!
//! An entry of the log begins with the change set's id (16 bytes, big-endian),
//! so that an append whose outcome is unknown can be looked up; then a format
//! byte, the header as JSON with its length, and the created and adopted rows
//! as segments. Rows that were staged as segments of their own are left out; the
//! header names those segments, so that a replay takes them in at their place
//! and not before an earlier undo.

use super::erasure;
use super::foreign::{CollectionText, EarlierText, read_collections};
use super::segment::{self, SegmentError};
use super::value::{from_json, to_json};
use crate::domain::schema::{FieldId, Value};
use crate::domain::{ChangeSetId, Collection, RecordId, Stamp};
use crate::workspace::table::Table;
use crate::workspace::undo::Step;
use crate::workspace::{
    ALIVE, Action, Brought, ChangeSet, EarlierForeign, Edit, Inverse, Label, Lives, Restored,
    VersionVector,
};
use serde::{Deserialize, Serialize};

/// The format that this version writes.
pub const FORMAT: u8 = 1;

/// Why bytes are not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// A newer version wrote it; reading and writing must stop.
    #[error("written by a newer version (format {0})")]
    Newer(u8),
    /// It is cut or altered.
    #[error("damaged")]
    Damaged,
}

impl From<SegmentError> for LogError {
    fn from(error: SegmentError) -> LogError {
        match error {
            SegmentError::Newer(format) => LogError::Newer(format),
            SegmentError::UnknownCollection(_) | SegmentError::Damaged => LogError::Damaged,
        }
    }
}

impl From<serde_json::Error> for LogError {
    fn from(_: serde_json::Error) -> LogError {
        LogError::Damaged
    }
}

#[derive(Serialize, Deserialize)]
struct LabelText {
    action: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    collection: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<String>,
    #[serde(default)]
    count: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brought: Option<BroughtText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    was: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct BroughtText {
    by: String,
    conflicts: u32,
    new: u32,
    changed: u32,
    deleted: u32,
}

impl From<&Brought> for BroughtText {
    fn from(brought: &Brought) -> BroughtText {
        let Brought { by, conflicts, new, changed, deleted } = brought.clone();
        BroughtText { by, conflicts, new, changed, deleted }
    }
}

impl From<BroughtText> for Brought {
    fn from(text: BroughtText) -> Brought {
        let BroughtText { by, conflicts, new, changed, deleted } = text;
        Brought { by, conflicts, new, changed, deleted }
    }
}

/// Collection, record, field (empty for the record's life), value, and for
/// restored values the stamp.
#[derive(Serialize, Deserialize)]
struct ValueText(String, String, String, serde_json::Value, Option<String>);

#[derive(Serialize, Deserialize)]
struct LivesText {
    collection: String,
    origin: String,
    first: u32,
    count: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    except: Vec<u32>,
    alive: bool,
}

#[derive(Serialize, Deserialize)]
struct Header {
    stamp: String,
    wall_clock: u64,
    label: LabelText,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    edits: Vec<ValueText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lives: Vec<LivesText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    removed: Vec<LivesText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    restored: Vec<ValueText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vector: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    joined: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    foreign: Vec<CollectionText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    earlier_foreign: Option<EarlierText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    erased: Vec<String>,
    /// Whether the rows were staged as segments that the manifest lists.
    #[serde(default)]
    staged: bool,
    /// The keys of these segments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    segments: Vec<u32>,
    /// How many of the tables that follow are created ones; the rest is adopted.
    #[serde(default)]
    created: usize,
}

impl From<&Label> for LabelText {
    fn from(label: &Label) -> LabelText {
        LabelText {
            action: label.action.code().into(),
            collection: label.collection.map(|c| c.name().into()),
            record: label.record.map(|id| id.to_string()),
            count: label.count,
            file: label.file.clone(),
            brought: label.brought.as_ref().map(BroughtText::from),
            of: label.of.map(|id| id.to_string()),
            was: label.was.map(|action| action.code().into()),
        }
    }
}

impl LabelText {
    fn read(self) -> Result<Label, LogError> {
        Ok(Label {
            action: Action::from_code(&self.action).ok_or(LogError::Damaged)?,
            collection: self.collection.as_deref().and_then(Collection::from_name),
            record: self.record.and_then(|id| id.parse().ok()),
            count: self.count,
            file: self.file,
            brought: self.brought.map(Brought::from),
            of: self.of.and_then(|id| id.parse().ok()),
            was: self.was.as_deref().and_then(Action::from_code),
        })
    }
}

fn value_text(
    collection: Collection,
    record: RecordId,
    field: FieldId,
    value: Option<&Value>,
    stamp: Option<Stamp>,
) -> ValueText {
    let name = collection.fields().get(field.0 as usize).map_or("", |f| f.name);
    let stamp = stamp.map(|stamp| stamp.to_string());
    ValueText(collection.name().into(), record.to_string(), name.into(), to_json(value), stamp)
}

impl ValueText {
    fn read(self) -> Option<Restored> {
        let ValueText(collection, record, name, json, stamp) = self;
        let collection = Collection::from_name(&collection)?;
        let stamp = match stamp {
            Some(text) => Some(text.parse().ok()?),
            None => None,
        };
        let (field, value) = if name.is_empty() {
            (ALIVE, Some(Value::Truth(json.as_bool()?)))
        } else {
            let field = collection.field(&name)?;
            (field, from_json(collection.fields()[field.0 as usize].kind, &json)?)
        };
        Some(Restored { collection, record: record.parse().ok()?, field, value, stamp })
    }
}

impl From<&Lives> for LivesText {
    fn from(lives: &Lives) -> LivesText {
        LivesText {
            collection: lives.collection.name().into(),
            origin: lives.origin.to_string(),
            first: lives.first,
            count: lives.count,
            except: lives.except.clone(),
            alive: lives.alive,
        }
    }
}

impl LivesText {
    fn read(self) -> Option<Lives> {
        self.first.checked_add(self.count)?;
        Some(Lives {
            collection: Collection::from_name(&self.collection)?,
            origin: self.origin.parse().ok()?,
            first: self.first,
            count: self.count,
            except: self.except,
            alive: self.alive,
        })
    }
}

fn lives_texts(lives: &[Lives]) -> Vec<LivesText> {
    lives.iter().map(LivesText::from).collect()
}

fn read_all<T, U>(texts: Vec<T>, read: impl Fn(T) -> Option<U>) -> Result<Vec<U>, LogError> {
    texts.into_iter().map(read).collect::<Option<_>>().ok_or(LogError::Damaged)
}

fn restored_texts(values: &[Restored]) -> Vec<ValueText> {
    let text =
        |r: &Restored| value_text(r.collection, r.record, r.field, r.value.as_ref(), r.stamp);
    values.iter().map(text).collect()
}

fn vector_texts(vector: Option<&VersionVector>) -> Option<Vec<String>> {
    vector.map(|vector| vector.stamps().map(|stamp| stamp.to_string()).collect())
}

fn read_vector(texts: Option<Vec<String>>) -> Result<Option<VersionVector>, LogError> {
    let Some(texts) = texts else { return Ok(None) };
    let stamps: Result<Vec<Stamp>, _> = texts.iter().map(|text| text.parse()).collect();
    Ok(Some(stamps.map_err(|_| LogError::Damaged)?.into_iter().collect()))
}

fn read_earlier(text: Option<EarlierText>) -> Result<Option<EarlierForeign>, LogError> {
    text.map(|text| text.read().ok_or(LogError::Damaged)).transpose()
}

/// Packs a change set as an entry of the log. `staged` are the keys of the
/// segments in which rows lie that the change set does not hold.
pub fn encode(change_set: &ChangeSet, staged: Option<&[u32]>) -> Vec<u8> {
    let header = Header {
        stamp: change_set.stamp.to_string(),
        wall_clock: change_set.wall_clock,
        label: (&change_set.label).into(),
        edits: change_set
            .edits
            .iter()
            .map(|e| value_text(e.collection, e.record, e.field, e.value.as_ref(), None))
            .collect(),
        lives: lives_texts(&change_set.lives),
        removed: lives_texts(&change_set.removed),
        restored: restored_texts(&change_set.restored),
        vector: vector_texts(change_set.vector.as_ref()),
        joined: vector_texts(Some(&change_set.joined)).unwrap_or_default(),
        foreign: change_set.foreign.iter().map(CollectionText::from).collect(),
        earlier_foreign: change_set.earlier_foreign.as_ref().map(EarlierText::from),
        erased: erasure::texts(&change_set.erased),
        staged: staged.is_some(),
        segments: staged.unwrap_or_default().to_vec(),
        created: change_set.created.len(),
    };
    let header = serde_json::to_vec(&header).expect("names, numbers and texts are always JSON");
    let mut bytes = change_set.id.0.to_be_bytes().to_vec();
    bytes.push(FORMAT);
    bytes.extend((header.len() as u32).to_le_bytes());
    bytes.extend(header);
    for table in change_set.created.iter().chain(&change_set.adopted) {
        let rows = segment::encode(table);
        bytes.extend((rows.len() as u32).to_le_bytes());
        bytes.extend(rows);
    }
    bytes
}

/// Unpacks an entry of the log. Rows that were staged are not in it.
pub fn decode(bytes: &[u8]) -> Result<ChangeSet, LogError> {
    let (id, bytes) = bytes.split_first_chunk::<16>().ok_or(LogError::Damaged)?;
    let (format, bytes) = bytes.split_first().ok_or(LogError::Damaged)?;
    if *format > FORMAT {
        return Err(LogError::Newer(*format));
    }
    let (header, mut bytes) = split_part(bytes)?;
    let header: Header = serde_json::from_slice(header)?;
    let mut parts = Vec::new();
    while !bytes.is_empty() {
        let (rows, rest) = split_part(bytes)?;
        parts.push(rows);
        bytes = rest;
    }
    // A few bytes may claim as many rows as a segment may have. Together no entry has
    // more, and that is looked at before any of them is unfolded.
    let claimed = parts.iter().filter_map(|rows| segment::claimed_rows(rows));
    if claimed.fold(0, usize::saturating_add) > segment::MOST_ROWS {
        return Err(LogError::Damaged);
    }
    let tables = parts.into_iter().map(|rows| Ok(segment::decode(rows)?));
    let mut created = tables.collect::<Result<Vec<Table>, LogError>>()?;
    if !header.staged && created.len() < header.created {
        return Err(LogError::Damaged);
    }
    let adopted = created.split_off(header.created.min(created.len()));
    let edits = read_all(header.edits, |text| {
        let Restored { collection, record, field, value, .. } = text.read()?;
        Some(Edit { collection, record, field, value })
    })?;
    Ok(ChangeSet {
        id: ChangeSetId(u128::from_be_bytes(*id)),
        stamp: header.stamp.parse().map_err(|_| LogError::Damaged)?,
        wall_clock: header.wall_clock,
        label: header.label.read()?,
        created,
        adopted,
        edits,
        lives: read_all(header.lives, LivesText::read)?,
        removed: read_all(header.removed, LivesText::read)?,
        restored: read_all(header.restored, ValueText::read)?,
        vector: read_vector(header.vector)?,
        joined: read_vector(Some(header.joined))?.unwrap_or_default(),
        foreign: read_collections(header.foreign).ok_or(LogError::Damaged)?,
        earlier_foreign: read_earlier(header.earlier_foreign)?,
        erased: erasure::read(&header.erased).ok_or(LogError::Damaged)?,
    })
}

/// The keys of the segments in which rows of the entry lie; `None` if it holds
/// all of its rows itself.
pub fn staged(bytes: &[u8]) -> Result<Option<Vec<u32>>, LogError> {
    let rest = bytes.get(16..).ok_or(LogError::Damaged)?;
    let (format, rest) = rest.split_first().ok_or(LogError::Damaged)?;
    if *format > FORMAT {
        return Err(LogError::Newer(*format));
    }
    let (header, _) = split_part(rest)?;
    let header = serde_json::from_slice::<Header>(header)?;
    Ok(header.staged.then_some(header.segments))
}

fn split_part(bytes: &[u8]) -> Result<(&[u8], &[u8]), LogError> {
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or(LogError::Damaged)?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(LogError::Damaged)
}

/// What the history list keeps of a change set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The change set.
    pub id: ChangeSetId,
    /// Its place in time.
    pub stamp: Stamp,
    /// The device's clock then, in milliseconds since 1970.
    pub wall_clock: u64,
    /// What it did.
    pub label: Label,
    /// What it replaced.
    pub inverse: Inverse,
}

#[derive(Serialize, Deserialize)]
struct RememberedText {
    format: u8,
    id: String,
    stamp: String,
    wall_clock: u64,
    label: LabelText,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    created: Vec<LivesText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    adopted: Vec<LivesText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<ValueText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lives: Vec<LivesText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vector: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    foreign: Option<EarlierText>,
}

impl Remembered {
    /// What to remember of a change set whose inverse was asked for.
    pub fn new(change_set: &ChangeSet, inverse: Inverse) -> Remembered {
        let ChangeSet { id, stamp, wall_clock, ref label, .. } = *change_set;
        Remembered { id, stamp, wall_clock, label: label.clone(), inverse }
    }

    /// It as undo takes it.
    pub fn step(&self) -> Step<'_> {
        let Remembered { id, stamp, ref label, ref inverse, .. } = *self;
        Step { id, stamp, action: label.action, of: label.of, inverse }
    }

    /// Packs it as an entry of the history: JSON.
    pub fn encode(&self) -> Vec<u8> {
        let text = RememberedText {
            format: FORMAT,
            id: self.id.to_string(),
            stamp: self.stamp.to_string(),
            wall_clock: self.wall_clock,
            label: (&self.label).into(),
            created: lives_texts(&self.inverse.created),
            adopted: lives_texts(&self.inverse.adopted),
            values: restored_texts(&self.inverse.values),
            lives: lives_texts(&self.inverse.lives),
            vector: vector_texts(self.inverse.vector.as_ref()),
            foreign: self.inverse.foreign.as_ref().map(EarlierText::from),
        };
        serde_json::to_vec(&text).expect("names, numbers and texts are always JSON")
    }

    /// Unpacks an entry of the history.
    pub fn decode(bytes: &[u8]) -> Result<Remembered, LogError> {
        let text: RememberedText = serde_json::from_slice(bytes)?;
        if text.format > FORMAT {
            return Err(LogError::Newer(text.format));
        }
        Ok(Remembered {
            id: text.id.parse().map_err(|_| LogError::Damaged)?,
            stamp: text.stamp.parse().map_err(|_| LogError::Damaged)?,
            wall_clock: text.wall_clock,
            label: text.label.read()?,
            inverse: Inverse {
                created: read_all(text.created, LivesText::read)?,
                adopted: read_all(text.adopted, LivesText::read)?,
                values: read_all(text.values, ValueText::read)?,
                lives: read_all(text.lives, LivesText::read)?,
                vector: read_vector(text.vector)?,
                foreign: read_earlier(text.foreign)?,
            },
        })
    }
}

/// What stays of an entry of the history that is too old to be undone: what was
/// done, without what it replaced. `None` if it cannot be read.
pub fn without_inverse(bytes: &[u8]) -> Option<Vec<u8>> {
    let remembered = Remembered::decode(bytes).ok()?;
    Some(Remembered { inverse: Inverse::default(), ..remembered }.encode())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DeviceId, Purchase};
    use crate::workspace::Draft;

    /// An entry of 1.4 KB, each of whose tables claimed as many rows as one may have,
    /// held gigabytes and took seconds.
    #[test]
    fn the_tables_of_an_entry_together_claim_no_more_rows_than_one_may_have() {
        let mut draft = Draft::new(ChangeSetId(7), Label::new(Action::Add));
        draft.create(&Purchase::default());
        draft.create(&Purchase::default());
        let change_set = draft.into_stamped(Stamp { time: 1, device: DeviceId(1) }, 0);
        let entry = encode(&change_set, None);
        let table = segment::encode(&change_set.created[0]);
        let claiming = |rows: usize, times: usize| {
            let mut table = table.clone();
            let at = 1 + 4 + Collection::Purchase.name().len();
            table[at..at + 4].copy_from_slice(&(rows as u32).to_le_bytes());
            let mut entry = entry[..entry.len() - table.len() - 4].to_vec();
            for _ in 0..times {
                entry.extend((table.len() as u32).to_le_bytes());
                entry.extend(&table);
            }
            decode(&entry).map(|decoded| decoded.rows())
        };
        assert_eq!(claiming(2, 1), Ok(2));
        assert_eq!(claiming(3_000, 3), Ok(9_000));
        // Were they unfolded before they are refused, this would not end.
        for (rows, times) in [(segment::MOST_ROWS, 2), (segment::MOST_ROWS / 100, 101)] {
            assert_eq!(claiming(rows, times), Err(LogError::Damaged));
            assert_eq!(claiming(rows, 5_000), Err(LogError::Damaged));
        }
        assert_eq!(claiming(u32::MAX as usize, 1), Err(LogError::Damaged));
    }
}
