//! What fields held before: found in the inverses that the history keeps.

use super::super::{Inverse, VersionVector};
use crate::domain::schema::{FieldId, Value};
use crate::domain::{Collection, RecordId, Stamp};
use rustc_hash::FxHashMap;

/// A value that a field held once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// The value; `None` if the field was blank.
    pub value: Option<Value>,
    /// When it was written; `None` if together with the record.
    pub stamp: Option<Stamp>,
}

/// Earlier values by field, gathered from the inverses in the history, in
/// whatever order.
#[derive(Default)]
pub struct Past(FxHashMap<(Collection, RecordId, FieldId), Vec<Earlier>>);

impl Past {
    /// Knows nothing.
    pub fn new() -> Past {
        Past::default()
    }

    /// Takes note of what one change set replaced.
    pub fn note(&mut self, inverse: &Inverse) {
        for restored in &inverse.values {
            let place = (restored.collection, restored.record, restored.field);
            let earlier = Earlier { value: restored.value.clone(), stamp: restored.stamp };
            self.0.entry(place).or_default().push(earlier);
        }
    }

    /// The latest value that both sides had seen: the one from which each went
    /// its own way. `created` is the record's own stamp, `seen` what the other
    /// side had seen. `None` if the history no longer has it.
    pub(super) fn before(
        &self,
        place: (Collection, RecordId, FieldId),
        created: Stamp,
        seen: &VersionVector,
    ) -> Option<&Earlier> {
        let time = |earlier: &Earlier| earlier.stamp.unwrap_or(created);
        let shared = self.0.get(&place)?.iter().filter(|earlier| seen.covers(time(earlier)));
        shared.max_by_key(|earlier| time(earlier))
    }
}
