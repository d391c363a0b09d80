//! How much of a workspace a file holds: all of it, or a part that is shared.
//!
//! A part leaves records or fields out and replaces nothing, so merging it back
//! changes nothing but what was changed in it. It says `scope: part`. Which
//! fields are personal stands in the schema; fields and records that only
//! another version knows may be personal, too, and are left out with them. Who
//! holds a full file can tell again who is meant by an id: a part without
//! personal data is not anonymous.
//!
//! What went with a sample shop is in no file, not even as deleted.

use crate::domain::schema::{FieldId, Value, customer, link};
use crate::domain::{Collection, RecordId};
use crate::workspace::sample::removal::NeverShared;
use crate::workspace::{Life, Table, Workspace};

/// Which records a file holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Records {
    /// All.
    #[default]
    All,
    /// The customers of one segment with all that is about them, and the
    /// settings.
    Segment(String),
    /// Journey maps with their stages and touchpoints, and personas.
    Journeys,
    /// All that could be read of a store that is damaged in part: what is missing
    /// was not deleted.
    Readable,
}

/// How much of a workspace a file holds; the default is all of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Extent {
    /// Which records.
    pub records: Records,
    /// Whether the personal fields of the schema are left out.
    pub without_personal: bool,
}

impl Extent {
    /// Whether nothing is left out.
    pub fn is_whole(&self) -> bool {
        self.records == Records::All && !self.without_personal
    }
}

/// What an extent means for one workspace.
pub(super) struct Chosen {
    pub whole: bool,
    /// Whether fields that only another version knows are written.
    pub unknown_fields: bool,
    /// By collection which rows are written; `None` for all.
    rows: Vec<Option<Vec<bool>>>,
    /// Whether records that only another version knows are written.
    pub foreign: bool,
    without_personal: bool,
    never_shared: NeverShared,
}

impl Chosen {
    pub fn of(extent: &Extent, workspace: &Workspace) -> Chosen {
        let none = |c: &Collection| Some(vec![false; workspace.table(*c).len()]);
        let rows = match &extent.records {
            Records::All | Records::Readable => Collection::ALL.iter().map(|_| None).collect(),
            Records::Journeys => Collection::ALL
                .iter()
                .map(|collection| match collection {
                    Collection::Persona
                    | Collection::Journey
                    | Collection::Stage
                    | Collection::Touchpoint => None,
                    other => none(other),
                })
                .collect(),
            Records::Segment(segment) => {
                let customers = customers_of(workspace, segment);
                let known = |id: Option<Value>| match id {
                    Some(Value::Reference(id)) => names(workspace, &customers, id),
                    _ => false,
                };
                let rows = |collection: &Collection| {
                    let table = workspace.table(*collection);
                    let all = 0..table.len() as u32;
                    let value = |row, field| known(table.value(row, field));
                    Some(match (collection, collection.about()) {
                        (Collection::Customer, _) => customers.clone(),
                        (Collection::Setting, _) => return None,
                        (Collection::Link, _) => all
                            .map(|row| value(row, link::LEFT) && value(row, link::RIGHT))
                            .collect(),
                        (_, Some(about)) => all.map(|row| value(row, about)).collect(),
                        _ => return none(collection),
                    })
                };
                Collection::ALL.iter().map(rows).collect()
            }
        };
        Chosen {
            whole: extent.is_whole(),
            unknown_fields: !extent.without_personal,
            rows,
            foreign: matches!(extent.records, Records::All | Records::Readable)
                && !extent.without_personal,
            without_personal: extent.without_personal,
            never_shared: NeverShared::of(workspace),
        }
    }

    /// Whether a row is written.
    pub fn has(&self, table: &Table, row: u32) -> bool {
        let chosen = self.rows[table.collection() as usize].as_ref();
        let in_part = chosen.is_none_or(|rows| rows[row as usize]);
        in_part && table.life(row) != Life::Absent && !self.never_shared.holds(table, row)
    }

    /// The fields of a collection that are written.
    pub fn fields(&self, collection: Collection) -> impl Iterator<Item = FieldId> + use<> {
        let without_personal = self.without_personal;
        let fields = collection.fields().iter().zip((0..).map(FieldId));
        fields.filter(move |(field, _)| !(without_personal && field.personal)).map(|(_, id)| id)
    }

    /// Whether a field, or the life, is written.
    pub fn has_field(&self, collection: Collection, field: FieldId) -> bool {
        let known = collection.fields().get(field.0 as usize);
        !self.without_personal || known.is_none_or(|field| !field.personal)
    }
}

/// Which customers are of the segment, deleted ones included: all of a group
/// whose head is.
fn customers_of(workspace: &Workspace, segment: &str) -> Vec<bool> {
    let customers = workspace.customers();
    let of = |row| customers.text(workspace.head(row), customer::SEGMENT) == Some(segment);
    (0..customers.len() as u32).map(of).collect()
}

fn names(workspace: &Workspace, customers: &[bool], id: RecordId) -> bool {
    workspace.row(Collection::Customer, id).is_some_and(|row| customers[row as usize])
}
