//! A stored value in the reader's words, where it needs no more than itself to be
//! said: no names of other records, no currency.

use crate::components::format;
use crate::words::{choices, merge as texts};
use tangga_engine::domain::schema::{
    FieldId, Value, consent, customer, export, feedback, interaction, purchase, request, stage,
    touchpoint,
};
use tangga_engine::domain::{
    Channel, Collection, Direction, ExportKind, Outcome, Phase, Purpose, RequestKind, Rung, Survey,
};

/// The value of a field; blank where there is none.
pub fn value(collection: Collection, field: FieldId, value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Date(day)) => format::date(*day),
        Some(Value::Truth(true)) => texts::yes().to_owned(),
        Some(Value::Truth(false)) => texts::no().to_owned(),
        Some(Value::Reference(id)) => id.to_string(),
        Some(Value::Integer(number)) => match (collection, field) {
            (Collection::Touchpoint, touchpoint::EMOTION) => choices::emotion(*number).to_owned(),
            (Collection::Request, request::RECEIVED_TIME | request::DONE_TIME)
            | (Collection::Export, export::TIME) => format::time(*number),
            _ => format::integer(*number),
        },
        Some(Value::Text(text)) => words(collection, field, text),
    }
}

/// The words for a stored code, or the text as it is.
fn words(collection: Collection, field: FieldId, text: &str) -> String {
    let known = match (collection, field) {
        (Collection::Customer, customer::PREFERRED_CHANNEL)
        | (Collection::Purchase, purchase::CHANNEL)
        | (Collection::Interaction, interaction::CHANNEL)
        | (Collection::Feedback, feedback::CHANNEL)
        | (Collection::Touchpoint, touchpoint::CHANNEL)
        | (Collection::Consent, consent::CHANNEL)
        | (Collection::Request, request::CHANNEL)
        | (Collection::Export, export::CHANNEL) => Channel::from_code(text).map(choices::channel),
        (Collection::Customer, customer::PINNED_RUNG) => Rung::from_code(text).map(choices::rung),
        (Collection::Interaction, interaction::DIRECTION) => {
            Direction::from_code(text).map(choices::direction)
        }
        (Collection::Feedback, feedback::SURVEY) => Survey::from_code(text).map(choices::survey),
        (Collection::Stage, stage::PHASE) => Phase::from_code(text).map(choices::phase),
        (Collection::Consent, consent::PURPOSE) | (Collection::Export, export::PURPOSE) => {
            Purpose::from_code(text).map(choices::purpose)
        }
        (Collection::Request, request::KIND) => RequestKind::from_code(text).map(choices::request),
        (Collection::Request, request::OUTCOME) => Outcome::from_code(text).map(choices::outcome),
        (Collection::Export, export::KIND) => ExportKind::from_code(text).map(choices::export),
        // Where it stands in its list is a text that only sorting reads.
        (Collection::Stage, stage::PLACE) | (Collection::Touchpoint, touchpoint::PLACE) => {
            Some(texts::moved())
        }
        _ => None,
    };
    known.map_or_else(|| text.to_owned(), str::to_owned)
}
