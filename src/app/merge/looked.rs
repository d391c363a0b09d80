//! A compared file as a page looks at it.

use crate::words;
use rustc_hash::FxHashMap;
use tangga_engine::domain::{Collection, Currency, RecordId};
use tangga_engine::workspace::merge::{
    Class, Compared, Counts, Duplicates, Found, Past, Preview, SameCustomer,
};
use tangga_engine::workspace::{ALIVE, Table};

use super::ComparedField;
use crate::app::session::Session;

/// One record of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its collection.
    pub collection: Collection,
    /// Its row in the file's table.
    pub row: u32,
}

/// A compared file.
pub struct Looked {
    preview: Preview,
    past: Past,
    same: Duplicates,
    parked: usize,
    /// Where records lie that come with the file and have a name.
    arriving: FxHashMap<RecordId, Line>,
}

/// Collections whose records others refer to.
const NAMED: [Collection; 5] = [
    Collection::Customer,
    Collection::Persona,
    Collection::Journey,
    Collection::Stage,
    Collection::Touchpoint,
];

impl Looked {
    /// Of the file's records so many wait for their time.
    pub(super) fn new(preview: Preview, past: Past, same: Duplicates, waiting: usize) -> Looked {
        let mut arriving = FxHashMap::default();
        for found in preview.found().iter().filter(|found| NAMED.contains(&found.collection())) {
            let collection = found.collection();
            let Some(table) = preview.incoming().table(collection) else { continue };
            let lines = found.rows(Class::New).iter();
            arriving.extend(lines.map(|row| (table.id(*row), Line { collection, row: *row })));
        }
        let parked = waiting.min(preview.unknown_records());
        Looked { preview, past, same, parked, arriving }
    }

    pub(super) fn preview(&self) -> &Preview {
        &self.preview
    }

    pub(super) fn into_parts(self) -> (Preview, Past, Duplicates) {
        (self.preview, self.past, self.same)
    }

    /// Whether there is anything to look at before it is confirmed.
    pub(super) fn has_anything_to_see(&self) -> bool {
        let Counts { conflicts, new, changed, deleted, .. } = self.preview.counts();
        conflicts
            + new
            + changed
            + deleted
            + self.parked
            + self.unknown()
            + self.erases()
            + self.held_back()
            > 0
    }

    /// The counts over all collections.
    pub fn counts(&self) -> Counts {
        self.preview.counts()
    }

    /// The counts of the collections of which the file holds anything.
    pub fn by_collection(&self) -> Vec<(Collection, Counts)> {
        let of = |found: &Found| (found.collection(), found.told());
        let all = self.preview.found().iter().map(of);
        all.filter(|(_, counts)| *counts != Counts::default()).collect()
    }

    /// Some of the records of a class.
    pub fn lines(&self, class: Class, skip: usize, most: usize) -> Vec<Line> {
        let lines = self.preview.found().iter().flat_map(|found| {
            let collection = found.collection();
            let is_told = class != Class::New || found.told().new > 0;
            let rows = if is_told { found.rows(class) } else { &[] };
            rows.iter().map(move |row| Line { collection, row: *row })
        });
        lines.skip(skip).take(most).collect()
    }

    /// One record, field by field.
    pub fn open(&self, line: Line) -> Option<Compared> {
        Session
            .peek(|workspace| self.preview.open(workspace, line.collection, line.row, &self.past))
    }

    /// How many records wait for their time.
    pub fn parked(&self) -> usize {
        self.parked
    }

    /// How many customers are held back, because they seem to have been erased under
    /// another id.
    pub fn held_back(&self) -> usize {
        self.preview.held_back().len()
    }

    /// What some of these go by.
    pub fn held_names(&self, skip: usize, most: usize) -> Vec<String> {
        let rows = self.preview.held_back().iter().skip(skip).take(most);
        rows.map(|row| self.name(Line { collection: Collection::Customer, row: *row })).collect()
    }

    /// How many people the file erases here.
    pub fn erases(&self) -> usize {
        Session.peek(|workspace| self.preview.erases(workspace)).len()
    }

    /// How many records only another version knows.
    pub fn unknown(&self) -> usize {
        self.preview.unknown_records().saturating_sub(self.parked)
    }

    /// The currency of the file's amounts.
    pub fn currency(&self) -> &Currency {
        &self.preview.incoming().currency
    }

    /// Customers who seem to be the same here and in the file.
    pub fn same_customers(&self) -> &[SameCustomer] {
        &self.same.customers
    }

    /// How many facts seem to be here already under another id, and the sales
    /// that would count twice, in minor units.
    pub fn twice(&self) -> (usize, i64) {
        (self.same.facts.len(), self.same.twice())
    }

    /// What a record of the file goes by; a fact goes by its customer.
    pub fn name(&self, line: Line) -> String {
        let Some(table) = self.preview.incoming().table(line.collection) else {
            return String::new();
        };
        match line.collection {
            Collection::Customer => words::customers::name_of(table, line.row),
            Collection::Setting => words::fields::collection(Collection::Setting).to_owned(),
            other => {
                let customer = other.about().and_then(|field| table.value(line.row, field));
                match customer {
                    Some(tangga_engine::domain::Value::Reference(id)) => self.name_of(id),
                    _ => named(table, line.row),
                }
            }
        }
    }

    /// What the record with this id goes by, be it here or in the file.
    pub fn name_of(&self, id: RecordId) -> String {
        let here = Session.peek(|workspace| {
            NAMED.into_iter().find_map(|collection| {
                let row = workspace.row(collection, id)?;
                Some(match collection {
                    Collection::Customer => words::customers::name_of(workspace.customers(), row),
                    other => named(workspace.table(other), row),
                })
            })
        });
        here.or_else(|| self.arriving.get(&id).map(|line| self.name(*line)))
            .unwrap_or_else(|| words::merge::not_here().to_owned())
    }
}

fn named(table: &Table, row: u32) -> String {
    let collection = table.collection();
    let text = |name| collection.field(name).and_then(|field| table.text(row, field));
    let name = text("name").or_else(|| text("file")).filter(|text| !text.is_empty());
    name.unwrap_or_else(|| words::fields::collection(collection)).to_owned()
}

/// Whether the field says that the record is there at all.
pub fn is_life(field: &ComparedField) -> bool {
    field.field == ALIVE
}
