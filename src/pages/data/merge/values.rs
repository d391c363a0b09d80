//! Values of any field in the reader's words.

use crate::app::merge::{Choice, Compared, ComparedField, Looked, Merging, is_life};
use crate::components::format;
use crate::pages::said;
use crate::words::{fields, merge as texts};
use tangga_engine::domain::schema::{FieldId, Value, purchase};
use tangga_engine::domain::{Collection, Stamp};

/// The name of a field.
pub fn label(collection: Collection, field: &ComparedField) -> &'static str {
    if is_life(field) { texts::life() } else { fields::label(collection, field.field) }
}

/// A value of a field; blank is said.
pub fn said(
    looked: &Looked,
    collection: Collection,
    field: &ComparedField,
    value: Option<&Value>,
) -> String {
    match value {
        Some(Value::Truth(alive)) if is_life(field) => {
            if *alive { texts::alive() } else { texts::gone() }.to_owned()
        }
        // What is not there at all was never there.
        None if is_life(field) => texts::gone().to_owned(),
        value => value_in_words(looked, collection, field.field, value),
    }
}

fn value_in_words(
    looked: &Looked,
    collection: Collection,
    field: FieldId,
    value: Option<&Value>,
) -> String {
    let text = match value {
        Some(Value::Reference(id)) => looked.name_of(*id),
        Some(Value::Integer(amount)) if is_money(collection, field) => {
            format::money(*amount, looked.currency())
        }
        other => said::value(collection, field, other),
    };
    if text.is_empty() { texts::blank().to_owned() } else { text }
}

/// A value of a customer's field; blank is said.
pub fn of_customer(field: FieldId, value: Option<&Value>) -> String {
    let text = said::value(Collection::Customer, field, value);
    if text.is_empty() { texts::blank().to_owned() } else { text }
}

/// Whether a field holds an amount of money.
pub fn is_money(collection: Collection, field: FieldId) -> bool {
    collection == Collection::Purchase && matches!(field, purchase::AMOUNT | purchase::COST)
}

/// By which device something was written and when, in words; nothing of what was
/// there from the beginning.
pub fn written(merging: Merging, stamp: Option<Stamp>) -> Option<String> {
    let stamp = stamp.filter(|stamp| *stamp != Stamp::BIRTH)?;
    let when = format::moment(stamp.milliseconds() as f64);
    Some(format!("{}, {when}", merging.who(stamp.device)))
}

/// Of the two sides of whether a record is there, when the one that keeps it wrote so.
pub fn keeper(life: &ComparedField) -> Option<Stamp> {
    match &life.mine {
        Some(Value::Truth(true)) => life.mine_stamp,
        _ => Some(life.theirs_stamp),
    }
}

/// What the side that keeps a record changed of it, in words.
pub fn changed_meanwhile(looked: &Looked, compared: &Compared) -> Vec<(&'static str, String)> {
    let collection = compared.collection;
    let change = |(field, value): &(FieldId, Option<Value>)| {
        (
            fields::label(collection, *field),
            value_in_words(looked, collection, *field, value.as_ref()),
        )
    };
    compared.meanwhile.iter().map(change).collect()
}

/// What becomes of the fields that are not in conflict, in words. Where the file
/// is only older nothing becomes of it.
pub fn changes(looked: &Looked, compared: &Compared) -> Vec<(&'static str, String)> {
    let collection = compared.collection;
    let change = |field: &ComparedField| {
        let mine = said(looked, collection, field, field.mine.as_ref());
        let theirs = said(looked, collection, field, field.theirs.as_ref());
        (label(collection, field), texts::becomes(mine, theirs))
    };
    // What the side that keeps the record changed is said above.
    let is_said = |field: FieldId| compared.meanwhile.iter().any(|(said, _)| *said == field);
    let taken = |field: &&ComparedField| {
        !field.conflict && field.preselected == Choice::Theirs && !is_said(field.field)
    };
    compared.fields.iter().filter(taken).map(change).collect()
}
