//! Records with stamps too far ahead of the clock: kept, and not yet taken.
//!
//! A device whose clock is a year ahead would win every conflict for a year.
//! So a record with a stamp further ahead than
//! [`BOUND`](crate::workspace::merge::BOUND) is parked when its file is read. It
//! stands in an unknown collection named `parked`, as the JSON text that holds
//! all of it: in the store and in files it is handed on like any record that
//! another version wrote, and an older version hands it on, too.
//!
//! Three things become of it. [`Due`] finds what the clock has caught up with,
//! to be merged; ask it at each open. [`list`] gives what is still ahead, to be
//! shown. [`accept`] takes one of these now, as a write with a stamp of this
//! device, and settles it: of each of its fields what has that stamp or an earlier
//! one. What the same record was changed to later is parked on its own and stays.

use super::file::{Limit, MAX_LINE, Opened, Problem};
use super::head::checksum;
use super::value::{from_json, to_json};
use crate::domain::{Collection, FieldId, RecordId, Stamp, Value};
use crate::workspace::merge::{BOUND, Incoming, Stale, is_ahead};
use crate::workspace::table::{ForeignField, Life};
use crate::workspace::{
    ALIVE, Draft, Erased, ForeignCollection, ForeignRecord, PARKED, Revision, Table, VersionVector,
    Workspace, foreign,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Later than the time at which records are parked, so that what was settled stays
/// settled whichever file brings it again.
const SETTLED: Stamp = Stamp { time: 1, ..Stamp::BIRTH };

/// A record that is kept and not yet taken.
#[derive(Clone, Debug)]
pub struct Parked {
    /// Its identity.
    pub record: RecordId,
    /// The latest of its stamps, which says when it is due.
    pub latest: Stamp,
    /// The record, as the only row, without what was settled.
    pub rows: Table,
    /// Under which name its text stands, and all that it says.
    name: String,
    whole: Table,
}

/// The name of the life among fields.
const LIFE: &str = "alive";

/// By field, up to which stamp it was settled. It stands where the text of the
/// record stood that was accepted.
#[derive(Default, Serialize, Deserialize)]
struct Settled {
    settled: BTreeMap<String, String>,
}

impl Settled {
    fn of(record: &ForeignRecord) -> Settled {
        let mut all = Settled::default();
        for field in &record.fields {
            let Ok(one) = serde_json::from_str::<Settled>(&field.json) else { continue };
            for (name, stamp) in one.settled {
                if !all.holds(&name, stamp.parse().unwrap_or(Stamp::BIRTH)) {
                    all.settled.insert(name, stamp);
                }
            }
        }
        all
    }

    fn holds(&self, field: &str, stamp: Stamp) -> bool {
        let up_to = self.settled.get(field).and_then(|stamp| stamp.parse().ok());
        up_to.is_some_and(|up_to: Stamp| stamp <= up_to)
    }
}

#[derive(Serialize, Deserialize)]
struct RecordText {
    collection: String,
    stamp: String,
    alive: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alive_stamp: Option<String>,
    /// Value and own stamp.
    fields: BTreeMap<String, (serde_json::Value, Option<String>)>,
    /// Value and stamp of fields that this version does not know.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    foreign: BTreeMap<String, (Box<RawValue>, String)>,
}

/// A file on its way in, in slices: records with stamps too far ahead are taken out of
/// its tables and added to its unknown collections.
///
/// Natively, of 100,000 customers and 1,000,000 purchases, 500 rows take at most 14 ms,
/// and what [`Parking::finish`] does in one go takes 0.4 ms if a third of the customers
/// is parked and 25 ms if everything is.
pub struct Parking {
    opened: Opened,
    now: u64,
    left: std::vec::IntoIter<Table>,
    dividing: Option<Dividing>,
    stay: Vec<Table>,
    parked: Vec<ForeignRecord>,
}

/// A table that is being gone through, the next row of it, and the rows that stay.
struct Dividing {
    table: Table,
    row: u32,
    stay: Table,
}

impl Parking {
    /// Begins with a file, by a clock that shows `now` (milliseconds since 1970).
    pub fn new(mut opened: Opened, now: u64) -> Parking {
        let left = std::mem::take(&mut opened.tables).into_iter();
        let (stay, parked) = (Vec::new(), Vec::new());
        Parking { opened, now, left, dividing: None, stay, parked }
    }

    /// Goes through the next rows; says whether more are left. Fails if a record is too
    /// long to be handed on.
    pub fn step(&mut self, rows: u32) -> Result<bool, Problem> {
        let mut budget = rows.max(1);
        loop {
            let Some(Dividing { table, row, stay }) = &mut self.dividing else {
                let Some(table) = self.left.next() else { return Ok(false) };
                if table.stamps().iter().any(|stamp| is_ahead(*stamp, self.now)) {
                    let stay = Table::new(table.collection());
                    self.dividing = Some(Dividing { table, row: 0, stay });
                } else {
                    self.stay.push(table);
                }
                continue;
            };
            let end = row.saturating_add(budget).min(table.len() as u32);
            let (out, in_time): (Vec<u32>, Vec<u32>) =
                (*row..end).partition(|row| is_row_ahead(table, *row, self.now));
            for row in out {
                self.parked.push(entry(table, row)?);
            }
            stay.extend(&table.pick(&in_time));
            budget -= end - *row;
            *row = end;
            if (end as usize) < table.len() {
                return Ok(true);
            }
            self.stay.extend(self.dividing.take().map(|divided| divided.stay));
        }
    }

    /// What the file brings; what was not gone through yet is now.
    pub fn finish(mut self) -> Result<Incoming, Problem> {
        while self.step(u32::MAX)? {}
        let Parking { mut opened, now, mut stay, mut parked, .. } = self;
        stay.retain(|table| !table.is_empty());
        if !parked.is_empty() {
            // The rows of a table mostly rise, so this joins a few long runs.
            parked.sort_by_key(|record| record.id);
            // Nothing keeps a file from using an id in two collections.
            parked.dedup_by(|later, known| {
                let same = later.id == known.id;
                if same {
                    known.fields.append(&mut later.fields);
                    known.fields.sort_unstable();
                }
                same
            });
            let (name, records) = (PARKED.to_owned(), parked);
            let collection = ForeignCollection { name, fact: false, records };
            let foreign = std::mem::take(&mut opened.foreign);
            foreign::join(&mut opened.foreign, foreign.into_iter().chain([collection]));
        }
        Ok(Incoming {
            workspace_id: opened.workspace_id,
            currency: opened.currency,
            whole: opened.whole,
            vector: opened.vector,
            tables: stay,
            foreign: opened.foreign,
            erased: opened.erased,
            until: now.saturating_add(BOUND),
        })
    }
}

fn is_row_ahead(table: &Table, row: u32, now: u64) -> bool {
    let fields = (0..table.collection().fields().len()).map(|at| FieldId(at as u8)).chain([ALIVE]);
    let own = fields.filter_map(|field| table.own_stamp(row, field));
    own.chain([table.record_stamp(row)]).any(|stamp| is_ahead(stamp, now))
}

fn entry(table: &Table, row: u32) -> Result<ForeignRecord, Problem> {
    let own = |field| table.own_stamp(row, field).map(|stamp| stamp.to_string());
    let fields = table.collection().fields().iter().zip((0..).map(FieldId));
    let said = fields.filter(|(_, id)| table.is_said(row, *id));
    let text = RecordText {
        collection: table.collection().name().into(),
        stamp: table.record_stamp(row).to_string(),
        alive: table.life(row) == Life::Alive,
        alive_stamp: own(ALIVE),
        fields: said
            .map(|(field, id)| {
                (field.name.into(), (to_json(table.value(row, id).as_ref()), own(id)))
            })
            .collect(),
        foreign: table
            .foreign(row)
            .iter()
            .filter_map(|field| {
                let json = RawValue::from_string(field.json.clone()).ok()?;
                Some((field.name.clone(), (json, field.stamp.to_string())))
            })
            .collect(),
    };
    let json = serde_json::to_string(&text).expect("names, numbers and texts are always JSON");
    // With room for what a row of a file adds, or nothing could be exported.
    if json.len() > MAX_LINE / 2 {
        return Err(Problem::Over(Limit::Line));
    }
    // Two versions of one record are both kept: each under a name of its own.
    let name = format!("{:016x}", checksum(json.as_bytes()));
    Ok(ForeignRecord {
        id: table.id(row),
        stamp: Stamp::BIRTH,
        alive: true,
        alive_stamp: Stamp::BIRTH,
        fields: vec![ForeignField { name, json, stamp: Stamp::BIRTH }],
    })
}

/// The record without what was settled; `None` if nothing is left or it cannot
/// be read.
fn read(id: RecordId, json: &str, settled: &Settled) -> Option<Table> {
    let text: RecordText = serde_json::from_str(json).ok()?;
    let mut table = Table::new(Collection::from_name(&text.collection)?);
    let collection = table.collection();
    let row = table.push_empty(id, text.stamp.parse().ok()?);
    let mut any = false;
    for (name, (value, own)) in text.fields {
        let own = own.map(|own| own.parse()).transpose().ok()?;
        let stamp = own.unwrap_or_else(|| table.record_stamp(row));
        if settled.holds(&name, stamp) {
            continue;
        }
        any = true;
        match collection.field(&name) {
            Some(field) => {
                let kind = collection.fields()[field.0 as usize].kind;
                table.set_value(row, field, from_json(kind, &value)?.as_ref());
                table.set_field_stamp(row, field, own.filter(|_| !collection.is_fact()));
            }
            None => table.set_foreign(row, ForeignField { name, json: value.to_string(), stamp }),
        }
    }
    for (name, (json, stamp)) in text.foreign {
        let stamp = stamp.parse().ok()?;
        if !settled.holds(&name, stamp) {
            any = true;
            table.set_foreign(row, ForeignField { name, json: json.get().into(), stamp });
        }
    }
    table.set_life(row, if text.alive { Life::Alive } else { Life::Deleted });
    let alive_stamp = text.alive_stamp.map(|own| own.parse()).transpose().ok()?;
    let life_settled = settled.holds(LIFE, alive_stamp.unwrap_or_else(|| table.record_stamp(row)));
    // A life that was settled is said as early as can be, and so decides nothing.
    let alive_stamp = if life_settled { Some(Stamp::BIRTH) } else { alive_stamp };
    table.set_field_stamp(row, ALIVE, alive_stamp.filter(|_| !collection.is_fact()));
    (any || !life_settled).then_some(table)
}

/// What was not settled of a parked record.
fn unsettled(record: &ForeignRecord) -> impl Iterator<Item = Parked> {
    let settled = Settled::of(record);
    let fields = record.fields.iter().filter(|_| record.alive);
    fields.filter_map(move |field| {
        let rows = read(record.id, &field.json, &settled)?;
        let whole = read(record.id, &field.json, &Settled::default())?;
        let (latest, name) = (latest(&rows), field.name.clone());
        Some(Parked { record: record.id, latest, rows, name, whole })
    })
}

/// The latest of the stamps that the only row of a table still has.
fn latest(rows: &Table) -> Stamp {
    let fields = (0..rows.collection().fields().len()).map(|at| FieldId(at as u8));
    let said = fields.filter(|field| rows.is_said(0, *field)).chain([ALIVE]);
    let known = said.map(|field| rows.field_stamp(0, field));
    let unknown = rows.foreign(0).iter().map(|field| field.stamp);
    known.chain(unknown).fold(Stamp::BIRTH, Stamp::max)
}

/// The parked records among those of unknown collections, settled ones included.
pub fn records(foreign: &[ForeignCollection]) -> &[ForeignRecord] {
    let parked = foreign.iter().find(|collection| collection.name == PARKED);
    parked.map_or(&[], |collection| &collection.records)
}

/// How many of some parked records were not settled.
pub fn count(records: &[ForeignRecord]) -> usize {
    records.iter().filter(|record| unsettled(record).next().is_some()).count()
}

/// What is still too far ahead of a clock that shows `now`, to be shown.
pub fn list(workspace: &Workspace, now: u64) -> Vec<Parked> {
    // What only a newer version understands waits for its time.
    let known = |rows: &Table| {
        let mut fields = (0..rows.collection().fields().len()).map(|at| FieldId(at as u8));
        fields.any(|field| rows.is_said(0, field)) || rows.field_stamp(0, ALIVE) != Stamp::BIRTH
    };
    let shown = |parked: &Parked| is_ahead(parked.latest, now) && known(&parked.rows);
    // What cannot be read is handed on and not shown.
    let parked = records(workspace.foreign_collections()).iter().flat_map(unsettled);
    parked.filter(shown).collect()
}

/// A search in slices for what a clock has caught up with, to be merged without
/// asking. Merging it twice changes nothing.
pub struct Due {
    now: u64,
    record: usize,
    together: Workspace,
    any: bool,
    revision: Revision,
}

impl Due {
    /// Begins to search, by a clock that shows `now` (milliseconds since 1970).
    pub fn new(workspace: &Workspace, now: u64) -> Due {
        let together = Workspace::new();
        Due { now, record: 0, together, any: false, revision: workspace.revision() }
    }

    /// How many records were looked at, and how many there are.
    pub fn progress(&self, workspace: &Workspace) -> (usize, usize) {
        (self.record, records(workspace.foreign_collections()).len())
    }

    /// Looks at the next records; says whether more are left.
    pub fn step(&mut self, workspace: &Workspace, most: usize) -> Result<bool, Stale> {
        if workspace.revision() != self.revision {
            return Err(Stale);
        }
        let records = records(workspace.foreign_collections());
        let end = self.record.saturating_add(most.max(1)).min(records.len());
        let looked = records[self.record..end].iter().flat_map(unsettled);
        for parked in looked.filter(|parked| !is_ahead(parked.latest, self.now)) {
            self.together.load(parked.rows);
            self.any = true;
        }
        self.record = end;
        Ok(end < records.len())
    }

    /// What is to be merged; `None` if there is nothing. What was not looked at yet is
    /// looked at now.
    pub fn finish(mut self, workspace: &Workspace) -> Result<Option<Incoming>, Stale> {
        while self.step(workspace, usize::MAX)? {}
        Ok(self.any.then(|| Incoming {
            workspace_id: String::new(),
            currency: workspace.currency(),
            whole: false,
            vector: VersionVector::default(),
            tables: self.together.into_tables().filter(|table| !table.is_empty()).collect(),
            foreign: Vec::new(),
            erased: Erased::default(),
            until: self.now.saturating_add(BOUND),
        }))
    }
}

/// Writes into a draft what takes a parked record now: what it says later than
/// is said here, with the stamp of this device, and that it is settled.
pub fn accept(workspace: &Workspace, parked: &Parked, draft: &mut Draft) {
    let (rows, collection) = (&parked.rows, parked.rows.collection());
    let here = workspace.row(collection, parked.record);
    let table = workspace.table(collection);
    if here.is_none() {
        draft.birth(collection, parked.record);
    }
    let is_later = |field| {
        let stamp = rows.field_stamp(0, field);
        here.is_none_or(|mine| {
            !table.is_said(mine, field) || table.field_stamp(mine, field) < stamp
        })
    };
    for field in (0..collection.fields().len()).map(|at| FieldId(at as u8)) {
        let same = here.is_some_and(|mine| table.is_same(mine, rows, 0, field));
        if rows.is_said(0, field) && !same && is_later(field) {
            draft.set(collection, parked.record, field, rows.value(0, field));
        }
    }
    let alive = rows.value(0, ALIVE) == Some(Value::Truth(true));
    let is_alive = here.is_some_and(|row| table.life(row) == Life::Alive);
    match (is_alive, alive) {
        (true, false) if is_later(ALIVE) => draft.delete(collection, parked.record),
        (false, true) if is_later(ALIVE) => draft.restore(collection, parked.record),
        _ => {}
    }
    let name = PARKED.to_owned();
    let records = vec![parked.settled()];
    draft.adopt_foreign(vec![ForeignCollection { name, fact: false, records }]);
}

impl Parked {
    /// The mark in the place of the text. It follows from the text alone, so that
    /// all who settle it write the same.
    fn settled(&self) -> ForeignRecord {
        let fields = self.whole.collection().fields().iter().zip((0..).map(FieldId));
        let said = fields.filter(|(_, field)| self.whole.is_said(0, *field));
        let names = said.map(|(known, field)| (known.name, field)).chain([(LIFE, ALIVE)]);
        let stamps =
            names.map(|(name, field)| (name.into(), self.whole.field_stamp(0, field).to_string()));
        let json = serde_json::to_string(&Settled { settled: stamps.collect() });
        let json = json.expect("names and stamps are always JSON");
        ForeignRecord {
            id: self.record,
            stamp: Stamp::BIRTH,
            alive: true,
            alive_stamp: Stamp::BIRTH,
            fields: vec![ForeignField { name: self.name.clone(), json, stamp: SETTLED }],
        }
    }
}
