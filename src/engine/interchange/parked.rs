//! Records with stamps too far ahead of the clock: kept, and not yet taken.
//!
//! A device whose clock is a year ahead would win every conflict for a year.
//! So a record with a stamp further ahead than
//! [`BOUND`](crate::workspace::merge::BOUND) is parked when its file is read. It
//! stands in an unknown collection named `parked`, as the JSON text that holds
//! all of it: in the store and in files it is handed on like any record that
//! another version wrote, and an older version hands it on, too.
//!
//! Three things become of it. [`due`] gives what the clock has caught up with,
//! to be merged; ask it at each open. [`list`] gives what is still ahead, to be
//! shown. [`accept`] takes one of these now, as a write with a stamp of this
//! device, and settles it: of each of its fields what has that stamp or an earlier
//! one. What the same record was changed to later is parked on its own and stays.

use super::file::{Limit, MAX_LINE, Problem};
use super::head::checksum;
use super::value::{from_json, to_json};
use crate::domain::{Collection, FieldId, RecordId, Stamp, Value};
use crate::workspace::merge::{BOUND, Incoming, is_ahead};
use crate::workspace::table::{ForeignField, Life};
use crate::workspace::{
    ALIVE, Draft, Erased, ForeignCollection, ForeignRecord, PARKED, Table, VersionVector, Workspace,
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

/// Takes the rows with stamps too far ahead out of a file's tables and adds them
/// to its unknown collections.
pub(super) fn park(
    tables: &mut Vec<Table>,
    foreign: &mut Vec<ForeignCollection>,
    now: u64,
) -> Result<(), Problem> {
    let mut parked = Vec::new();
    for table in tables.iter_mut() {
        if !table.stamps().iter().any(|stamp| is_ahead(*stamp, now)) {
            continue;
        }
        let mut ahead = vec![false; table.len()];
        for (row, ahead) in ahead.iter_mut().enumerate() {
            *ahead = is_ahead(table.record_stamp(row as u32), now);
        }
        for (row, _, stamp) in table.field_stamps() {
            ahead[row as usize] |= is_ahead(stamp, now);
        }
        let (out, stay): (Vec<u32>, Vec<u32>) =
            (0..table.len() as u32).partition(|row| ahead[*row as usize]);
        for row in out {
            parked.push(entry(table, row)?);
        }
        *table = table.pick(&stay);
    }
    tables.retain(|table| !table.is_empty());
    if !parked.is_empty() {
        parked.sort_unstable_by_key(|record| record.id);
        let collection = ForeignCollection { name: PARKED.into(), fact: false, records: parked };
        let mut together = Workspace::new();
        together.load_foreign(foreign);
        together.load_foreign(&[collection]);
        *foreign = together.foreign_collections().to_vec();
    }
    Ok(())
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

/// All parked records that were not settled; what cannot be read is handed on
/// and not shown.
fn all(workspace: &Workspace) -> Vec<Parked> {
    let collections = workspace.foreign_collections().iter();
    let records = collections.filter(|c| c.name == PARKED).flat_map(|c| &c.records);
    records.flat_map(unsettled).collect()
}

/// How many of a file's records of unknown collections are parked.
pub fn count(foreign: &[ForeignCollection]) -> usize {
    let parked = foreign.iter().filter(|collection| collection.name == PARKED);
    let records = parked.flat_map(|collection| &collection.records);
    records.filter(|record| unsettled(record).next().is_some()).count()
}

/// What is still too far ahead of a clock that shows `now`, to be shown.
pub fn list(workspace: &Workspace, now: u64) -> Vec<Parked> {
    // What only a newer version understands waits for its time.
    let known = |rows: &Table| {
        let mut fields = (0..rows.collection().fields().len()).map(|at| FieldId(at as u8));
        fields.any(|field| rows.is_said(0, field)) || rows.field_stamp(0, ALIVE) != Stamp::BIRTH
    };
    let shown = |parked: &Parked| is_ahead(parked.latest, now) && known(&parked.rows);
    all(workspace).into_iter().filter(shown).collect()
}

/// What a clock that shows `now` has caught up with, to be merged without
/// asking; `None` if there is nothing. Merging it twice changes nothing.
pub fn due(workspace: &Workspace, now: u64) -> Option<Incoming> {
    let mut together = Workspace::new();
    let mut any = false;
    for parked in all(workspace).into_iter().filter(|parked| !is_ahead(parked.latest, now)) {
        together.load(parked.rows);
        any = true;
    }
    let tables = Collection::ALL.iter().map(|collection| together.table(*collection).clone());
    any.then(|| Incoming {
        workspace_id: String::new(),
        currency: workspace.currency(),
        whole: false,
        vector: VersionVector::default(),
        tables: tables.filter(|table| !table.is_empty()).collect(),
        foreign: Vec::new(),
        erased: Erased::default(),
        until: now.saturating_add(BOUND),
    })
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
