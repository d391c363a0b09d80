//! What fields held in the past, as far as the history remembers.
//!
//! Each step remembers the values that it replaced. Going back from now step by step,
//! a field held after a step what the next later one replaced, or what it holds now
//! if none did.

use super::Inverse;
use crate::domain::schema::{FieldId, Value};
use crate::domain::{Collection, RecordId};
use crate::workspace::Workspace;
use rustc_hash::FxHashMap;

/// A workspace as it was at a moment of its history.
pub struct Backwards<'a> {
    workspace: &'a Workspace,
    replaced: FxHashMap<(Collection, RecordId, FieldId), Option<Value>>,
}

impl<'a> Backwards<'a> {
    /// The workspace as it is now.
    pub fn new(workspace: &'a Workspace) -> Backwards<'a> {
        Backwards { workspace, replaced: FxHashMap::default() }
    }

    /// The workspace as it is now, whatever the moment.
    pub fn now(&self) -> &'a Workspace {
        self.workspace
    }

    /// What a field held then.
    pub fn value(&self, collection: Collection, record: RecordId, field: FieldId) -> Option<Value> {
        if let Some(value) = self.replaced.get(&(collection, record, field)) {
            return value.clone();
        }
        let row = self.workspace.row(collection, record)?;
        self.workspace.table(collection).value(row, field)
    }

    /// Whether a field holds now what it held then, as far as is known.
    pub fn is_now(&self, collection: Collection, record: RecordId, field: FieldId) -> bool {
        !self.replaced.contains_key(&(collection, record, field))
    }

    /// Goes back to before the step that replaced this. Steps are passed from the last
    /// one on, none left out.
    pub fn pass(&mut self, inverse: &Inverse) {
        for was in &inverse.values {
            self.replaced.insert((was.collection, was.record, was.field), was.value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::schema::customer;
    use crate::domain::{ChangeSetId, Customer, DeviceId, Stamp};
    use crate::workspace::{Action, Draft, Label};

    /// The history named the fields that a step changed, and neither what stood there
    /// before nor after; and it called people by the names that they have now.
    #[test]
    fn each_step_is_told_by_what_was_there_before_and_after_it() {
        let mut workspace = Workspace::new();
        let mut inverses = Vec::new();
        let mut commit = |workspace: &mut Workspace, draft: Draft| {
            let time = workspace.latest().time + 1;
            let change_set = draft.into_stamped(Stamp { time, device: DeviceId(1) }, 0);
            inverses.push(workspace.inverse(&change_set));
            workspace.apply(&change_set);
        };
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let mut draft = Draft::new(ChangeSetId(1), Label::new(Action::Add));
        let sari = draft.create(&Customer { name: Some("Sari".into()), ..Customer::default() });
        commit(&mut workspace, draft);
        let changes = [
            (customer::CITY, text("Solo")),
            (customer::NAME, text("Sari Dewi")),
            (customer::CITY, text("Medan")),
            (customer::CITY, None),
        ];
        for (at, (field, value)) in changes.into_iter().enumerate() {
            let mut draft = Draft::new(ChangeSetId(2 + at as u128), Label::new(Action::Change));
            draft.set(Collection::Customer, sari, field, value);
            commit(&mut workspace, draft);
        }

        let mut then = Backwards::new(&workspace);
        let told: Vec<[Option<Value>; 2]> = inverses
            .iter()
            .rev()
            .map(|inverse| {
                let of =
                    |then: &Backwards<'_>, field| then.value(Collection::Customer, sari, field);
                let told = [of(&then, customer::NAME), of(&then, customer::CITY)];
                then.pass(inverse);
                told
            })
            .collect();
        assert_eq!(
            told,
            [
                [text("Sari Dewi"), None],
                [text("Sari Dewi"), text("Medan")],
                [text("Sari Dewi"), text("Solo")],
                [text("Sari"), text("Solo")],
                [text("Sari"), None],
            ]
        );
        assert!(!then.is_now(Collection::Customer, sari, customer::NAME));
        assert!(then.is_now(Collection::Customer, sari, customer::NOTE));
    }
}
