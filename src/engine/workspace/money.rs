//! One currency for all amounts that are stored.
//!
//! Amounts are numbers of minor units and mean nothing without the currency that
//! the settings name, so it does not change while amounts are stored. Deleted
//! purchases keep their amounts and do not hold the currency: who undid a first
//! import, or removed the sample shop, may choose another. So they must never
//! come back under it. Two guards see to that: an undo is refused if amounts would
//! come back under another currency than they were stored in, and no change set
//! is stored under another currency than it was made under.

use super::Workspace;
use super::change::{ChangeSet, Restored};
use super::join::replaced;
use super::table::Table;
use super::undo::Inverse;
use crate::domain::schema::{FieldId, Value, purchase, setting};
use crate::domain::{Collection, Currency, Setting};

const CURRENCY: [FieldId; 2] = [setting::CURRENCY, setting::DECIMALS];

impl Workspace {
    /// The workspace's currency: rupiah without decimals until one is set.
    pub fn currency(&self) -> Currency {
        currency_of(&self.settings())
    }

    /// Whether any money is stored; the currency may not change then.
    pub fn holds_money(&self) -> bool {
        let table = self.table(Collection::Purchase);
        self.alive_rows(Collection::Purchase).any(|row| has_money(table, row))
    }

    /// The currency once the change set is applied.
    pub fn currency_after(&self, change_set: &ChangeSet) -> Currency {
        let mut settings = self.settings();
        let row = self.row(Collection::Setting, Setting::ID).unwrap_or_default();
        for rows in change_set.adopted.iter().filter(|t| t.collection() == Collection::Setting) {
            let theirs = (0..rows.len() as u32).find(|at| rows.id(*at) == Setting::ID);
            let Some(theirs) = theirs else { continue };
            for field in replaced(self.table(Collection::Setting), row, rows, theirs) {
                set_currency(&mut settings, field, rows.value(theirs, field));
            }
        }
        let edits = change_set.edits.iter().filter(|edit| edit.collection == Collection::Setting);
        edits.for_each(|edit| set_currency(&mut settings, edit.field, edit.value.clone()));
        restore(&mut settings, &change_set.restored);
        currency_of(&settings)
    }

    /// Whether the change set may no longer be stored: its amounts were `meant` in
    /// another currency than they would be stored in, or it changes the currency
    /// while amounts stay.
    pub fn mixes_currencies(&self, change_set: &ChangeSet, meant: &Currency) -> bool {
        let after = self.currency_after(change_set);
        self.brings_money(change_set) && after != *meant
            || after != self.currency() && self.money_stays(change_set)
    }

    /// Whether the change set stores amounts or brings deleted ones back.
    pub(super) fn brings_money(&self, change_set: &ChangeSet) -> bool {
        let is_purchases = |table: &&Table| table.collection() == Collection::Purchase;
        let new = change_set.created.iter().chain(&change_set.adopted).filter(is_purchases);
        let money = |field: FieldId| [purchase::AMOUNT, purchase::COST].contains(&field);
        let turned = change_set.lives.iter();
        new.into_iter().any(|table| (0..table.len() as u32).any(|row| has_money(table, row)))
            || change_set.edits.iter().any(|e| {
                e.collection == Collection::Purchase && money(e.field) && e.value.is_some()
            })
            || change_set.restored.iter().any(|restored| {
                let Restored { collection, field, value, .. } = restored;
                *collection == Collection::Purchase
                    && (money(*field) && value.is_some() || restored.is_alive())
            })
            || turned.filter(|lives| lives.collection == Collection::Purchase && lives.alive).any(
                |lives| {
                    let table = self.table(Collection::Purchase);
                    self.rows_in(lives).into_iter().any(|row| has_money(table, row))
                },
            )
    }

    /// Whether amounts are stored that the change set does not delete.
    fn money_stays(&self, change_set: &ChangeSet) -> bool {
        let table = self.table(Collection::Purchase);
        let mut going = vec![false; table.len()];
        let turned = change_set.lives.iter().filter(|lives| !lives.alive);
        for lives in turned.chain(&change_set.removed) {
            if lives.collection == Collection::Purchase {
                self.rows_in(lives).into_iter().for_each(|row| going[row as usize] = true);
            }
        }
        let stays = |row: &u32| !going[*row as usize] && has_money(table, *row);
        self.alive_rows(Collection::Purchase).any(|row| stays(&row))
    }

    /// Takes a change of the currency out of an undo that leaves amounts, and
    /// says how many fields thus stay.
    pub(super) fn keep_currency(&self, undo: &mut ChangeSet) -> usize {
        if self.currency_after(undo) == self.currency() || !self.money_stays(undo) {
            return 0;
        }
        let before = undo.edits.len() + undo.restored.len();
        let is_currency = |collection: Collection, field: FieldId| {
            collection == Collection::Setting && CURRENCY.contains(&field)
        };
        undo.edits.retain(|edit| !is_currency(edit.collection, edit.field));
        undo.restored.retain(|restored| !is_currency(restored.collection, restored.field));
        before - undo.edits.len() - undo.restored.len()
    }

    /// The currency as it was before these change sets, newest first.
    pub(super) fn currency_before<'a>(
        &self,
        steps: impl IntoIterator<Item = &'a Inverse>,
    ) -> Currency {
        let mut settings = self.settings();
        steps.into_iter().for_each(|inverse| restore(&mut settings, &inverse.values));
        currency_of(&settings)
    }
}

fn has_money(table: &Table, row: u32) -> bool {
    let fields = [purchase::AMOUNT, purchase::COST];
    fields.into_iter().any(|field| table.integer(row, field).is_some())
}

fn currency_of(settings: &Setting) -> Currency {
    match &settings.currency {
        Some(code) => {
            let decimals = settings.decimals.unwrap_or(0).clamp(0, 4) as u8;
            Currency { code: code.clone(), decimals }
        }
        None => Currency::default(),
    }
}

fn restore(settings: &mut Setting, values: &[Restored]) {
    let own = values.iter().filter(|restored| restored.collection == Collection::Setting);
    own.for_each(|restored| set_currency(settings, restored.field, restored.value.clone()));
}

fn set_currency(settings: &mut Setting, field: FieldId, value: Option<Value>) {
    match (field, value) {
        (setting::CURRENCY, Some(Value::Text(code))) => settings.currency = Some(code),
        (setting::CURRENCY, _) => settings.currency = None,
        (setting::DECIMALS, Some(Value::Integer(decimals))) => settings.decimals = Some(decimals),
        (setting::DECIMALS, _) => settings.decimals = None,
        _ => {}
    }
}
