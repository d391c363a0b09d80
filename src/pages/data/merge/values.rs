//! Values of any field in the reader's words.

use crate::app::merge::{Choice, Compared, ComparedField, Looked, is_life};
use crate::components::format;
use crate::words::{choices, fields, merge as texts};
use tangga_engine::domain::schema::{
    FieldId, Value, customer, feedback, interaction, purchase, stage, touchpoint,
};
use tangga_engine::domain::{Channel, Collection, Direction, Phase, Rung, Survey};

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
    let text = match value {
        Some(Value::Truth(alive)) if is_life(field) => {
            if *alive { texts::alive() } else { texts::gone() }.to_owned()
        }
        // What is not there at all was never there.
        None if is_life(field) => texts::gone().to_owned(),
        Some(Value::Reference(id)) => looked.name_of(*id),
        Some(Value::Integer(amount)) if is_money(collection, field.field) => {
            format::money(*amount, looked.currency())
        }
        other => plain(collection, field.field, other),
    };
    if text.is_empty() { texts::blank().to_owned() } else { text }
}

/// A value of a customer's field; blank is said.
pub fn of_customer(field: FieldId, value: Option<&Value>) -> String {
    let text = plain(Collection::Customer, field, value);
    if text.is_empty() { texts::blank().to_owned() } else { text }
}

/// A value that needs no more than itself to be said.
fn plain(collection: Collection, field: FieldId, value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Date(day)) => format::date(*day),
        Some(Value::Truth(true)) => texts::yes().to_owned(),
        Some(Value::Truth(false)) => texts::no().to_owned(),
        Some(Value::Reference(id)) => id.to_string(),
        Some(Value::Integer(number)) => match (collection, field) {
            (Collection::Touchpoint, touchpoint::EMOTION) => choices::emotion(*number).to_owned(),
            _ => format::integer(*number),
        },
        Some(Value::Text(text)) => words(collection, field, text),
    }
}

fn is_money(collection: Collection, field: FieldId) -> bool {
    collection == Collection::Purchase && matches!(field, purchase::AMOUNT | purchase::COST)
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
    let taken = |field: &&ComparedField| !field.conflict && field.preselected == Choice::Theirs;
    compared.fields.iter().filter(taken).map(change).collect()
}

/// The words for a stored code, or the text as it is.
fn words(collection: Collection, field: FieldId, text: &str) -> String {
    let known = match (collection, field) {
        (Collection::Customer, customer::PREFERRED_CHANNEL)
        | (Collection::Purchase, purchase::CHANNEL)
        | (Collection::Interaction, interaction::CHANNEL)
        | (Collection::Feedback, feedback::CHANNEL)
        | (Collection::Touchpoint, touchpoint::CHANNEL) => {
            Channel::from_code(text).map(choices::channel)
        }
        (Collection::Customer, customer::PINNED_RUNG) => Rung::from_code(text).map(choices::rung),
        (Collection::Interaction, interaction::DIRECTION) => {
            Direction::from_code(text).map(choices::direction)
        }
        (Collection::Feedback, feedback::SURVEY) => Survey::from_code(text).map(choices::survey),
        (Collection::Stage, stage::PHASE) => Phase::from_code(text).map(choices::phase),
        // Where it stands in its list is a text that only sorting reads.
        (Collection::Stage, stage::PLACE) | (Collection::Touchpoint, touchpoint::PLACE) => {
            Some(texts::moved())
        }
        _ => None,
    };
    known.map_or_else(|| text.to_owned(), str::to_owned)
}
