//! What steps did, by the names and values of their time.

use super::{Past, Standing, describe_then};
use crate::app::session::Session;
use tangga_engine::domain::{Collection, FieldId, Value};
use tangga_engine::workspace::undo::Backwards;

/// One step: how it stands, what it did in words, and what it changed of the record
/// that it is about.
pub struct Told {
    /// The step.
    pub past: Past,
    /// How it stands.
    pub standing: Standing,
    /// What it did.
    pub what: String,
    /// The fields that it changed.
    pub changes: Vec<Changed>,
}

/// A field that a step changed.
pub struct Changed {
    /// The record's collection.
    pub collection: Collection,
    /// The field.
    pub field: FieldId,
    /// What it held before and after; `None` if the history does not reach back to the
    /// step without a gap.
    pub values: Option<[Option<Value>; 2]>,
}

/// Tells steps, newest first.
pub fn tell(steps: Vec<(Past, Standing)>) -> Vec<Told> {
    Session.peek(|workspace| {
        let mut then = Backwards::new(workspace);
        let told = steps.into_iter().map(|(past, standing)| {
            let what = describe_then(&then, &past.remembered.label);
            let changes = changes(&then, &past);
            then.pass(&past.remembered.inverse);
            Told { past, standing, what, changes }
        });
        told.collect()
    })
}

fn changes(then: &Backwards<'_>, past: &Past) -> Vec<Changed> {
    let record = past.remembered.label.record.filter(|_| !past.older);
    let change = |(collection, field, before)| {
        let values = record.map(|record| [before, then.value(collection, record, field)]);
        Changed { collection, field, values }
    };
    past.fields().into_iter().map(change).collect()
}
