//! What people choose where both sides differ, and the one change set that a
//! merge becomes.

use super::super::change::{Draft, Label};
use super::super::table::{ALIVE, Table};
use super::super::{Life, VersionVector, Workspace};
use super::Stale;
use super::past::Past;
use super::preview::{Class, ComparedField, Preview};
use crate::domain::schema::{self, FieldId, Value};
use crate::domain::{ChangeSetId, Collection, Currency, RecordId, Setting};
use rustc_hash::FxHashMap;

/// Which side's value a field gets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Choice {
    /// The value here.
    Mine,
    /// The value in the file.
    Theirs,
    /// Both, one after the other: for texts to which both added. What both
    /// already had, by the history, stands once.
    Both,
}

/// What was chosen for the conflicts of one preview. Where nothing was chosen,
/// the preselected side is taken and nothing is written.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    all: Option<Choice>,
    single: FxHashMap<(Collection, RecordId, FieldId), Choice>,
    take_held_back: bool,
}

impl Choices {
    /// Nothing chosen.
    pub fn new() -> Choices {
        Choices::default()
    }

    /// Chooses for one field of one record.
    pub fn choose(
        &mut self,
        collection: Collection,
        record: RecordId,
        field: FieldId,
        choice: Choice,
    ) {
        self.single.insert((collection, record, field), choice);
    }

    /// Chooses for all conflicts at once and forgets what was chosen one by one;
    /// `None` goes back to what was preselected. A field that cannot keep both
    /// keeps what was preselected.
    pub fn choose_all(&mut self, choice: Option<Choice>) {
        self.single.clear();
        self.all = choice;
    }

    /// Whether those come in who seem to have been erased under another id. They
    /// stay out unless somebody says so.
    pub fn take_held_back(&mut self, take: bool) {
        self.take_held_back = take;
    }

    /// What happens to a field of a record.
    pub fn of(&self, collection: Collection, record: RecordId, field: &ComparedField) -> Choice {
        let single = self.single.get(&(collection, record, field.field)).copied();
        match single.or(self.all) {
            Some(Choice::Both) if !field.can_keep_both => field.preselected,
            Some(choice) if field.conflict => choice,
            _ => field.preselected,
        }
    }
}

/// Texts that people add to rather than replace.
fn grows(collection: Collection, field: FieldId) -> bool {
    use schema::{customer, feedback, interaction, persona, purchase, request, touchpoint};
    match collection {
        Collection::Customer => [customer::NOTE, customer::PIN_REASON].contains(&field),
        Collection::Purchase => field == purchase::NOTE,
        Collection::Interaction => field == interaction::NOTE,
        Collection::Feedback => field == feedback::COMMENT,
        Collection::Request => [request::NOTE, request::ANSWER].contains(&field),
        Collection::Persona => [
            persona::DESCRIPTION,
            persona::TRAITS,
            persona::GOALS,
            persona::NEEDS,
            persona::FRUSTRATIONS,
            persona::BUYING_BEHAVIOUR,
            persona::QUOTE,
        ]
        .contains(&field),
        Collection::Touchpoint => {
            [touchpoint::THOUGHT, touchpoint::PAIN, touchpoint::OPPORTUNITY].contains(&field)
        }
        _ => false,
    }
}

/// Whether a field can keep both values.
pub(super) fn can_keep_both(
    collection: Collection,
    field: FieldId,
    mine: Option<&Value>,
    theirs: Option<&Value>,
) -> bool {
    let filled = |value: Option<&Value>| matches!(value, Some(Value::Text(t)) if !t.is_empty());
    grows(collection, field) && filled(mine) && filled(theirs)
}

/// Both texts, the earlier first, on lines of their own. What both began with
/// stands once, and a text that holds all of the other stands alone.
fn both(field: &ComparedField) -> Option<Value> {
    let (Some(Value::Text(mine)), Some(Value::Text(theirs))) = (&field.mine, &field.theirs) else {
        return field.mine.clone();
    };
    let theirs_later = field.mine_stamp.is_none_or(|stamp| stamp < field.theirs_stamp);
    let (first, second) = if theirs_later { (mine, theirs) } else { (theirs, mine) };
    if first.contains(second.as_str()) {
        return Some(Value::Text(first.clone()));
    }
    if second.contains(first.as_str()) {
        return Some(Value::Text(second.clone()));
    }
    let shared = match field.before.as_ref().and_then(|earlier| earlier.value.as_ref()) {
        Some(Value::Text(before)) => before.as_str(),
        _ => "",
    };
    let added = match (first.strip_prefix(shared), second.strip_prefix(shared)) {
        (Some(_), Some(added)) => added,
        _ => second,
    };
    Some(Value::Text(format!("{}\n{}", first.trim_end(), added.trim_start())))
}

impl Preview {
    /// The one change set that takes the file over. Fails if the workspace
    /// changed since it was compared.
    ///
    /// `past` should be the one with which conflicts were shown: it says what
    /// both began with where both are kept. The stamp that the change set gets
    /// must be later than all that it adopts
    /// ([`latest_adopted`](super::super::ChangeSet::latest_adopted)).
    pub fn confirm(
        self,
        workspace: &Workspace,
        choices: &Choices,
        past: &Past,
        id: ChangeSetId,
        label: Label,
    ) -> Result<Draft, Stale> {
        self.check(workspace)?;
        let mut draft = Draft::new(id, label);
        let currency = (self.incoming.has_money() && !workspace.holds_money())
            .then(|| self.incoming.currency.clone());
        for found in &self.found {
            for row in found.rows(Class::Conflict) {
                let opened = self.open(workspace, found.collection(), *row, past);
                let Some(opened) = opened else { continue };
                for field in opened.fields.iter().filter(|field| field.conflict) {
                    let choice = choices.of(opened.collection, opened.record, field);
                    write(&mut draft, opened.collection, opened.record, field, choice);
                }
            }
        }
        let joined = self.incoming.joined();
        let covered = joined.stamps().all(|stamp| workspace.vector().covers(stamp));
        draft.erase(&self.incoming.erased.without(workspace.erased()));
        draft.join_vector(if covered { VersionVector::default() } else { joined });
        let take_held = choices.take_held_back;
        for (table, found) in self.incoming.tables.into_iter().zip(&self.found) {
            let stays_out = |row: &u32| !take_held && found.held.binary_search(row).is_ok();
            if !found.arriving.iter().any(stays_out)
                && found.arriving.len() == table.len()
                && (0..table.len() as u32).all(|row| table.life(row) != Life::Absent)
            {
                adopt(&mut draft, table);
                continue;
            }
            let mut arriving = found.arriving.clone();
            arriving.retain(|row| !stays_out(row));
            adopt(&mut draft, table.pick(&arriving));
            adopt(&mut draft, table.pick(&found.joining));
        }
        let mut foreign = self.foreign;
        if !take_held {
            self.held.leave_out_foreign(&mut foreign);
        }
        draft.adopt_foreign(foreign);
        // A workspace without amounts takes the currency of those that come,
        // where the join would keep its own or the file brings no settings.
        if let Some(Currency { code, decimals }) = currency
            && workspace.currency_after(draft.parts_mut())
                != (Currency { code: code.clone(), decimals })
        {
            let set = [
                (schema::setting::CURRENCY, Value::Text(code)),
                (schema::setting::DECIMALS, Value::Integer(i64::from(decimals))),
            ];
            for (field, value) in set {
                draft.set(Collection::Setting, Setting::ID, field, Some(value));
            }
        }
        Ok(draft)
    }
}

fn adopt(draft: &mut Draft, rows: Table) {
    if !rows.is_empty() {
        draft.adopt(rows);
    }
}

/// Writes what was chosen, if the join does not take it by itself.
fn write(
    draft: &mut Draft,
    collection: Collection,
    record: RecordId,
    field: &ComparedField,
    choice: Choice,
) {
    let value = match choice {
        _ if choice == field.preselected => return,
        Choice::Mine => field.mine.clone(),
        Choice::Theirs => field.theirs.clone(),
        Choice::Both => both(field),
    };
    if field.field == ALIVE {
        match value {
            Some(Value::Truth(true)) => draft.restore(collection, record),
            _ => draft.delete(collection, record),
        }
    } else {
        draft.set(collection, record, field.field, value);
    }
}
