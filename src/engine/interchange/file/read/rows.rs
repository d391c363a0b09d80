//! Reads the records of one collection.

use super::super::{ALIVE_NAME, Limit, Problem, is_shallow, take_value};
use super::Opened;
use crate::domain::{ChangeSetId, Collection, FieldId, FieldKind, RecordId, Stamp};
use crate::workspace::table::ForeignField;
use crate::workspace::{ALIVE, ForeignCollection, ForeignRecord, Life, Table};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Code of the origin, number, code of the stamp, whether it lives, values,
/// codes of the fields' own stamps, unknown fields.
#[derive(Deserialize)]
struct RowText<'a>(
    u32,
    u32,
    u32,
    bool,
    #[serde(borrow)] Vec<&'a RawValue>,
    #[serde(borrow, default)] BTreeMap<Cow<'a, str>, u32>,
    #[serde(borrow, default)] BTreeMap<Cow<'a, str>, (&'a RawValue, u32)>,
);

/// The records of one collection as they are read.
pub struct Rows {
    name: String,
    fact: bool,
    fields: Vec<String>,
    /// The place of each known field in the file's list.
    known: Vec<Option<(FieldId, FieldKind)>>,
    table: Option<Table>,
    records: Vec<ForeignRecord>,
    ids: FxHashSet<RecordId>,
    expected: u64,
}

impl Rows {
    /// Begins a collection; `None` if a field stands twice.
    pub fn new(
        name: String,
        collection: Option<Collection>,
        fact: bool,
        fields: Vec<String>,
        expected: u64,
    ) -> Option<Rows> {
        let mut seen = FxHashSet::default();
        if !fields.iter().all(|field| field != ALIVE_NAME && seen.insert(field.as_str())) {
            return None;
        }
        let find = |name: &String| {
            let field = collection?.field(name)?;
            Some((field, collection?.fields()[field.0 as usize].kind))
        };
        Some(Rows {
            known: fields.iter().map(find).collect(),
            table: collection.map(Table::new),
            records: Vec::new(),
            ids: FxHashSet::default(),
            name,
            fact,
            fields,
            expected,
        })
    }

    /// Whether as many records came as were said.
    pub fn is_complete(&self) -> bool {
        self.ids.len() as u64 == self.expected
    }

    /// Hands the records over.
    pub fn end(mut self, opened: &mut Opened) {
        match self.table {
            Some(table) => opened.tables.push(table),
            None => {
                self.records.sort_unstable_by_key(|record| record.id);
                let Rows { name, fact, records, .. } = self;
                opened.foreign.push(ForeignCollection { name, fact, records });
            }
        }
    }

    fn bad(&self, field: Option<&str>) -> Problem {
        Problem::BadRow { collection: self.name.clone(), field: field.map(str::to_owned) }
    }

    /// Reads one record.
    pub fn read(
        &mut self,
        text: &str,
        origins: &[ChangeSetId],
        stamps: &[Stamp],
    ) -> Result<(), Problem> {
        let row: RowText = serde_json::from_str(text).map_err(|_| self.bad(None))?;
        let RowText(origin, number, stamp, alive, values, own, foreign) = row;
        let origin = *origins.get(origin as usize).ok_or_else(|| self.bad(None))?;
        let stamp = *stamps.get(stamp as usize).ok_or_else(|| self.bad(None))?;
        let id = RecordId { origin, number };
        // The highest number is kept free, so that ranges of numbers have an end.
        let fits = number < u32::MAX && values.len() == self.fields.len();
        if !fits || !self.ids.insert(id) {
            return Err(self.bad(None));
        }
        if self.ids.len() as u64 > self.expected {
            return Err(Problem::CountsDiffer);
        }
        let stamp_of = |code: u32| stamps.get(code as usize).copied();
        let mut own_stamps: FxHashMap<&str, Stamp> = FxHashMap::default();
        for (name, code) in &own {
            let field = stamp_of(*code).ok_or_else(|| self.bad(Some(name)))?;
            let listed = name == ALIVE_NAME || self.fields.iter().any(|f| f == name);
            let fact_has_none = self.fact && self.table.is_some();
            if !listed || fact_has_none {
                return Err(self.bad(Some(name)));
            }
            own_stamps.insert(name, field);
        }
        let mut unknown = Vec::new();
        let fields = self.fields.iter().zip(&self.known).zip(&values);
        for ((name, _), value) in fields.filter(|((_, known), _)| known.is_none()) {
            let own = own_stamps.get(name.as_str());
            if value.get() != "null" || own.is_some() {
                unknown.push(self.foreign_field(name, value, own.copied().unwrap_or(stamp))?);
            }
        }
        if self.table.is_none() {
            if !foreign.is_empty() {
                return Err(self.bad(None));
            }
            unknown.sort_unstable();
            let alive_stamp = own_stamps.get(ALIVE_NAME).copied().unwrap_or(stamp);
            self.records.push(ForeignRecord { id, stamp, alive, alive_stamp, fields: unknown });
            return Ok(());
        }
        let mut taken = Vec::new();
        for ((name, known), value) in self.fields.iter().zip(&self.known).zip(&values) {
            if let Some((field, kind)) = known {
                let value = self.value(name, *kind, value)?;
                taken.push((*field, value, own_stamps.get(name.as_str()).copied()));
            }
        }
        for (name, (json, code)) in &foreign {
            let written = stamp_of(*code).ok_or_else(|| self.bad(Some(name)))?;
            match self.later_field(name) {
                // An older version handed on what this one knows.
                _ if self.fields.iter().any(|f| f == name) => return Err(self.bad(Some(name))),
                Some((field, kind)) => {
                    let value = self.value(name, kind, json)?;
                    taken.push((field, value, Some(written).filter(|w| *w != stamp)));
                }
                None => unknown.push(self.foreign_field(name, json, written)?),
            }
        }
        let Some(table) = &mut self.table else { return Ok(()) };
        let at = table.push_empty(id, stamp);
        table.set_life(at, if alive { Life::Alive } else { Life::Deleted });
        for (field, value, own) in taken {
            table.set_value(at, field, value.as_ref());
            if !self.fact {
                table.set_field_stamp(at, field, own);
            }
        }
        table.set_field_stamp(at, ALIVE, own_stamps.get(ALIVE_NAME).copied());
        unknown.into_iter().for_each(|field| table.set_foreign(at, field));
        Ok(())
    }

    /// A field that the collection has in this version, listed or not.
    fn later_field(&self, name: &str) -> Option<(FieldId, FieldKind)> {
        let collection = self.table.as_ref()?.collection();
        let field = collection.field(name)?;
        Some((field, collection.fields()[field.0 as usize].kind))
    }

    fn value(
        &self,
        name: &str,
        kind: FieldKind,
        json: &RawValue,
    ) -> Result<Option<crate::domain::Value>, Problem> {
        take_value(kind, json.get()).map_err(|limit| match limit {
            Some(limit) => Problem::Over(limit),
            None => self.bad(Some(name)),
        })
    }

    fn foreign_field(
        &self,
        name: &str,
        json: &RawValue,
        stamp: Stamp,
    ) -> Result<ForeignField, Problem> {
        if !is_shallow(json.get()) {
            return Err(Problem::Over(Limit::Depth));
        }
        Ok(ForeignField { name: name.to_owned(), json: json.get().to_owned(), stamp })
    }
}
