//! Writes a workspace file part by part.

use super::extent::{Chosen, Extent};
use super::{ALIVE_NAME, FIRST, FORMAT, MAX_LINE, MAX_TEXT, instant, put_text, put_value};
use crate::domain::{ChangeSetId, Collection, DeviceId, FieldId, RecordId, Stamp, Value};
use crate::interchange::erasure;
use crate::workspace::table::ForeignField;
use crate::workspace::{ForeignCollection, ForeignRecord, Life, Revision, Table, Workspace};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Why a workspace is not written to a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// It holds the sample shop, which must not get among real data.
    #[error("sample data are not exported")]
    Sample,
    /// It changed or was read anew while it was written, or is in the middle of taking
    /// a change in; the file would hold half of each state.
    #[error("the workspace changed meanwhile")]
    Changed,
    /// A record is longer than a reader would take.
    #[error("a record of {0:?} is too long")]
    TooLong(Collection, RecordId),
    /// A record that this version does not know is longer than a reader would take.
    #[error("a record of an unknown collection is too long")]
    ForeignTooLong,
}

/// What a file tells of itself besides the data.
#[derive(Clone, Debug)]
pub struct About {
    /// The workspace's identity; files with the same one belong together.
    pub workspace_id: String,
    /// The device that writes the file.
    pub device: DeviceId,
    /// What people call the device.
    pub device_name: String,
    /// When, in milliseconds since 1970.
    pub exported_at: u64,
}

/// What is written next.
#[derive(Clone, Copy)]
enum Step {
    Head,
    Origin(usize),
    Stamp(usize),
    Collection(usize),
    Row { collection: usize, row: u32, written: u64 },
    Foreign(usize),
    ForeignRow(usize, usize),
    Checksum,
    Done,
}

/// Writes a workspace file. It holds no copy of the data; each call takes the
/// workspace again and fails if it changed or was read anew, because rows may then
/// lie elsewhere.
pub struct Writer {
    about: About,
    chosen: Chosen,
    revision: Revision,
    step: Step,
    origins: Vec<ChangeSetId>,
    origin_codes: FxHashMap<ChangeSetId, usize>,
    stamps: Vec<Stamp>,
    stamp_codes: FxHashMap<Stamp, usize>,
    counts: Vec<u64>,
    /// Stamps by field of the collection being written, by row, and how many of
    /// them are written.
    own: Vec<(u32, FieldId, Stamp)>,
    own_at: usize,
    /// Names of the fields of the unknown collection being written, sorted.
    foreign_names: Vec<String>,
    hasher: Sha256,
    /// The checksum, once the last line is written.
    sha256: Option<String>,
    rows: u64,
}

impl Writer {
    /// Begins a file. Scans the workspace once for the origins and stamps that
    /// are in use.
    pub fn new(
        workspace: &Workspace,
        about: About,
        extent: &Extent,
    ) -> Result<Writer, ExportError> {
        if workspace.settings().sample == Some(true) {
            return Err(ExportError::Sample);
        }
        if !workspace.is_whole() {
            return Err(ExportError::Changed);
        }
        let chosen = Chosen::of(extent, workspace);
        let (mut origins, mut stamps) = (BTreeSet::new(), BTreeSet::new());
        let mut counts = Vec::new();
        for collection in Collection::ALL {
            counts.push(used(workspace.table(*collection), &chosen, &mut origins, &mut stamps));
        }
        let unknown = foreign(workspace, &chosen);
        for record in unknown.iter().flat_map(|c| &c.records) {
            origins.insert(record.id.origin);
            stamps.extend([record.stamp, record.alive_stamp]);
            stamps.extend(record.fields.iter().map(|field| field.stamp));
        }
        Ok(Writer {
            about,
            chosen,
            revision: workspace.revision(),
            step: Step::Head,
            origin_codes: origins.iter().enumerate().map(|(code, o)| (*o, code)).collect(),
            origins: origins.into_iter().collect(),
            stamp_codes: stamps.iter().enumerate().map(|(code, s)| (*s, code)).collect(),
            stamps: stamps.into_iter().collect(),
            counts,
            own: Vec::new(),
            own_at: 0,
            foreign_names: Vec::new(),
            hasher: Sha256::new(),
            sha256: None,
            rows: 0,
        })
    }

    /// How many records are written, and how many there are.
    pub fn progress(&self) -> (u64, u64) {
        (self.rows, self.counts.iter().sum())
    }

    /// What it writes of the workspace.
    pub(super) fn chosen(&self) -> &Chosen {
        &self.chosen
    }

    /// The checksum of what was written; `None` before the last part.
    pub fn sha256(&self) -> Option<&str> {
        self.sha256.as_deref()
    }

    /// The next part: about `budget` lines. `None` when the file is complete.
    pub fn next(
        &mut self,
        workspace: &Workspace,
        budget: usize,
    ) -> Result<Option<Vec<u8>>, ExportError> {
        if workspace.revision() != self.revision {
            return Err(ExportError::Changed);
        }
        if matches!(self.step, Step::Done) {
            return Ok(None);
        }
        let mut out = Vec::new();
        for _ in 0..budget.max(1) {
            if matches!(self.step, Step::Checksum | Step::Done) {
                break;
            }
            self.line(workspace, &mut out)?;
        }
        self.hasher.update(&out);
        if matches!(self.step, Step::Checksum) {
            let mut digits = String::new();
            for byte in self.hasher.finalize_reset() {
                write!(digits, "{byte:02x}").expect("a String takes every text");
            }
            out.extend(format!("\"sha256\":\"{digits}\"}}\n").as_bytes());
            self.sha256 = Some(digits);
            self.step = Step::Done;
        }
        Ok(Some(out))
    }

    fn line(&mut self, workspace: &Workspace, out: &mut Vec<u8>) -> Result<(), ExportError> {
        match self.step {
            Step::Head => {
                self.put_head(workspace, out);
                self.step = Step::Origin(0);
            }
            Step::Origin(at) => match self.origins.get(at) {
                Some(origin) => {
                    put_item(out, &origin.to_string(), at + 1 == self.origins.len());
                    self.step = Step::Origin(at + 1);
                }
                None => {
                    out.extend(b"],\n\"stamps\":[\n");
                    self.step = Step::Stamp(0);
                }
            },
            Step::Stamp(at) => match self.stamps.get(at) {
                Some(stamp) => {
                    put_item(out, &stamp.to_string(), at + 1 == self.stamps.len());
                    self.step = Step::Stamp(at + 1);
                }
                None => {
                    out.extend(b"],\n\"collections\":[\n");
                    self.step = Step::Collection(0);
                }
            },
            Step::Collection(collection) => {
                let kind = Collection::ALL[collection];
                let names = self.chosen.fields(kind).map(|id| kind.fields()[id.0 as usize].name);
                put_collection(out, kind.name(), kind.is_fact(), names);
                self.own = workspace.table(kind).field_stamps();
                self.own.retain(|(_, field, _)| self.chosen.has_field(kind, *field));
                self.own_at = 0;
                self.step = Step::Row { collection, row: 0, written: 0 };
            }
            Step::Row { collection, row, written } => {
                self.put_next_row(workspace, out, collection, row, written)?;
            }
            Step::Foreign(at) => {
                let collection = &workspace.foreign_collections()[at];
                let fields = collection.records.iter().flat_map(|record| &record.fields);
                let names: BTreeSet<&str> = fields.map(|field| field.name.as_str()).collect();
                put_collection(out, &collection.name, collection.fact, names.iter().copied());
                self.foreign_names = names.into_iter().map(str::to_owned).collect();
                self.step = Step::ForeignRow(at, 0);
            }
            Step::ForeignRow(at, row) => {
                let collections = workspace.foreign_collections();
                let records = &collections[at].records;
                match records.get(row) {
                    Some(record) => {
                        self.put_foreign(out, record)?;
                        out.extend(if row + 1 == records.len() { "\n" } else { ",\n" }.as_bytes());
                        self.step = Step::ForeignRow(at, row + 1);
                    }
                    None => self.step = end_collection(out, at + 1, collections.len()),
                }
            }
            Step::Checksum | Step::Done => {}
        }
        Ok(())
    }

    fn put_head(&self, workspace: &Workspace, out: &mut Vec<u8>) {
        out.extend(format!("{FIRST}{FORMAT},\"counts\":{{").as_bytes());
        let known = Collection::ALL.iter().map(|c| c.name()).zip(self.counts.iter().copied());
        let foreign = foreign(workspace, &self.chosen).iter();
        let foreign = foreign.map(|c| (c.name.as_str(), c.records.len() as u64));
        for (at, (name, count)) in known.chain(foreign).enumerate() {
            if at > 0 {
                out.push(b',');
            }
            put_text(out, name);
            out.extend(format!(":{count}").as_bytes());
        }
        out.extend(b"},\n\"workspace\":{\"id\":");
        put_text(out, &self.about.workspace_id);
        out.extend(b",\"name\":");
        put_text(out, &workspace.settings().firm.unwrap_or_default());
        let currency = workspace.currency();
        let scope = if self.chosen.whole { "whole" } else { "part" };
        out.extend(format!("}},\n\"scope\":\"{scope}\",\n\"currency\":{{\"code\":").as_bytes());
        put_text(out, &currency.code);
        out.extend(format!(",\"decimals\":{}}},\n", currency.decimals).as_bytes());
        let at = instant::write(self.about.exported_at);
        out.extend(format!("\"exported\":{{\"at\":\"{at}\",\"device\":\"").as_bytes());
        out.extend(format!("{}\",\"device_name\":", self.about.device).as_bytes());
        put_text(out, &self.about.device_name);
        out.extend(b"},\n\"vector\":[\n");
        let vector: Vec<_> = workspace.vector().stamps().collect();
        for (at, stamp) in vector.iter().enumerate() {
            put_item(out, &stamp.to_string(), at + 1 == vector.len());
        }
        out.extend(b"],\n\"erased\":[\n");
        let erased = match self.chosen.whole {
            true => erasure::texts(workspace.erased()),
            false => erasure::id_texts(workspace.erased()),
        };
        for (at, text) in erased.iter().enumerate() {
            put_item(out, text, at + 1 == erased.len());
        }
        out.extend(b"],\n\"origins\":[\n");
    }

    fn put_next_row(
        &mut self,
        workspace: &Workspace,
        out: &mut Vec<u8>,
        collection: usize,
        from: u32,
        written: u64,
    ) -> Result<(), ExportError> {
        let kind = Collection::ALL[collection];
        let table = workspace.table(kind);
        let next = (from..table.len() as u32).find(|row| self.chosen.has(table, *row));
        let Some(row) = next else {
            let foreign = foreign(workspace, &self.chosen).len();
            let all = Collection::ALL.len();
            self.step = match end_collection(out, collection + 1, all + foreign) {
                Step::Foreign(next) if next < all => Step::Collection(next),
                Step::Foreign(next) => Step::Foreign(next - all),
                step => step,
            };
            return Ok(());
        };
        let start = out.len();
        let too_long = || ExportError::TooLong(kind, table.id(row));
        self.put_envelope(out, table.id(row), table.record_stamp(row))?;
        out.extend(if table.life(row) == Life::Alive { "true,[" } else { "false,[" }.as_bytes());
        for (at, field) in self.chosen.fields(kind).enumerate() {
            if at > 0 {
                out.push(b',');
            }
            let value = table.value(row, field);
            if matches!(&value, Some(Value::Text(text)) if text.len() > MAX_TEXT) {
                return Err(too_long());
            }
            put_value(out, value.as_ref());
        }
        out.push(b']');
        while self.own.get(self.own_at).is_some_and(|(of, ..)| *of < row) {
            self.own_at += 1;
        }
        let own: Vec<_> = self.own[self.own_at..]
            .iter()
            .take_while(|(of, ..)| *of == row)
            .map(|(_, field, stamp)| {
                let field = kind.fields().get(field.0 as usize);
                (field.map_or(ALIVE_NAME, |field| field.name), *stamp)
            })
            .collect();
        let foreign = if self.chosen.unknown_fields { table.foreign(row) } else { &[] };
        if !own.is_empty() || !foreign.is_empty() {
            self.put_own(out, own.into_iter())?;
        }
        if !foreign.is_empty() {
            self.put_fields(out, foreign)?;
        }
        out.push(b']');
        if out.len() - start > MAX_LINE - 2 {
            return Err(too_long());
        }
        let written = written + 1;
        out.extend(if written == self.counts[collection] { "\n" } else { ",\n" }.as_bytes());
        self.rows += 1;
        self.step = Step::Row { collection, row: row + 1, written };
        Ok(())
    }

    /// The code of an origin. One that has none came after the codes were written.
    fn origin_code(&self, origin: ChangeSetId) -> Result<usize, ExportError> {
        self.origin_codes.get(&origin).copied().ok_or(ExportError::Changed)
    }

    /// The code of a stamp, likewise.
    fn stamp_code(&self, stamp: Stamp) -> Result<usize, ExportError> {
        self.stamp_codes.get(&stamp).copied().ok_or(ExportError::Changed)
    }

    fn put_envelope(
        &self,
        out: &mut Vec<u8>,
        id: RecordId,
        stamp: Stamp,
    ) -> Result<(), ExportError> {
        let (origin, stamp) = (self.origin_code(id.origin)?, self.stamp_code(stamp)?);
        out.extend(format!("[{origin},{},{stamp},", id.number).as_bytes());
        Ok(())
    }

    fn put_own<'a>(
        &self,
        out: &mut Vec<u8>,
        own: impl Iterator<Item = (&'a str, Stamp)>,
    ) -> Result<(), ExportError> {
        out.extend(b",{");
        for (at, (name, stamp)) in own.enumerate() {
            if at > 0 {
                out.push(b',');
            }
            put_text(out, name);
            out.extend(format!(":{}", self.stamp_code(stamp)?).as_bytes());
        }
        out.push(b'}');
        Ok(())
    }

    fn put_fields(&self, out: &mut Vec<u8>, fields: &[ForeignField]) -> Result<(), ExportError> {
        let mut fields: Vec<_> = fields.iter().collect();
        fields.sort_unstable();
        out.extend(b",{");
        for (at, field) in fields.into_iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            put_text(out, &field.name);
            let stamp = self.stamp_code(field.stamp)?;
            out.extend(format!(":[{},{stamp}]", field.json).as_bytes());
        }
        out.push(b'}');
        Ok(())
    }

    fn put_foreign(&self, out: &mut Vec<u8>, record: &ForeignRecord) -> Result<(), ExportError> {
        let start = out.len();
        self.put_envelope(out, record.id, record.stamp)?;
        out.extend(if record.alive { "true,[" } else { "false,[" }.as_bytes());
        let mut own = Vec::new();
        let mut fields = record.fields.iter().peekable();
        for (at, name) in self.foreign_names.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            match fields.next_if(|field| field.name == *name) {
                None => out.extend(b"null"),
                Some(field) => {
                    out.extend(field.json.as_bytes());
                    if field.stamp != record.stamp || field.json == "null" {
                        own.push((name.as_str(), field.stamp));
                    }
                }
            }
        }
        if record.alive_stamp != record.stamp {
            own.push((ALIVE_NAME, record.alive_stamp));
        }
        out.push(b']');
        if !own.is_empty() {
            self.put_own(out, own.into_iter())?;
        }
        out.push(b']');
        if out.len() - start > MAX_LINE - 2 { Err(ExportError::ForeignTooLong) } else { Ok(()) }
    }
}

/// Collects the origins and stamps that the rows use and counts the rows.
/// Those that nothing uses any more must not travel: a reader would take them
/// for something that it has seen.
fn used(
    table: &Table,
    chosen: &Chosen,
    origins: &mut BTreeSet<ChangeSetId>,
    stamps: &mut BTreeSet<Stamp>,
) -> u64 {
    let (origin_codes, _, stamp_codes, _) = table.envelope();
    let mut origin_used = vec![false; table.origins().len()];
    let mut stamp_used = vec![false; table.stamps().len()];
    let mut count = 0;
    for row in (0..table.len() as u32).filter(|row| chosen.has(table, *row)) {
        origin_used[origin_codes[row as usize] as usize] = true;
        stamp_used[stamp_codes[row as usize] as usize] = true;
        if chosen.unknown_fields {
            stamps.extend(table.foreign(row).iter().map(|field| field.stamp));
        }
        count += 1;
    }
    let known = table.origins().iter().zip(origin_used);
    origins.extend(known.filter(|(_, used)| *used).map(|(origin, _)| *origin));
    let known = table.stamps().iter().zip(stamp_used);
    stamps.extend(known.filter(|(_, used)| *used).map(|(stamp, _)| *stamp));
    let own = table.field_stamps().into_iter();
    let own = own.filter(|(row, field, _)| {
        chosen.has(table, *row) && chosen.has_field(table.collection(), *field)
    });
    stamps.extend(own.map(|own| own.2));
    count
}

/// The unknown collections that are written: all, or none of them in a part,
/// because nobody can say what they hold.
fn foreign<'a>(workspace: &'a Workspace, chosen: &Chosen) -> &'a [ForeignCollection] {
    if chosen.foreign { workspace.foreign_collections() } else { &[] }
}

fn put_item(out: &mut Vec<u8>, text: &str, last: bool) {
    out.extend(format!("\"{text}\"{}\n", if last { "" } else { "," }).as_bytes());
}

fn put_collection<'a>(
    out: &mut Vec<u8>,
    name: &str,
    fact: bool,
    fields: impl Iterator<Item = &'a str>,
) {
    out.extend(b"{\"name\":");
    put_text(out, name);
    out.extend(format!(",\"fact\":{fact},\"fields\":[").as_bytes());
    for (at, field) in fields.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        put_text(out, field);
    }
    out.extend(b"],\"rows\":[\n");
}

fn end_collection(out: &mut Vec<u8>, next: usize, all: usize) -> Step {
    if next < all {
        out.extend(b"]},\n");
        return Step::Foreign(next);
    }
    out.extend(b"]}\n],\n");
    Step::Checksum
}
