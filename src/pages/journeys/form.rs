//! Forms over a record of the schema: what is typed into each field, as text,
//! and the record that it makes.
//!
//! Fields that a form does not show keep what the record held.

use crate::components::{
    Button, Choice, Kind, NumberField, SelectField, TextAreaField, TextField, entry,
};
use crate::words::{self, errors, fields};
use leptos::prelude::*;
use tangga_engine::domain::{Collection, Entity, FieldId, FieldKind, Value};

/// What is typed into the fields of one record.
#[derive(Clone, Copy)]
pub struct Typed {
    collection: Collection,
    opened: StoredValue<Vec<String>>,
    values: StoredValue<Vec<RwSignal<String>>>,
}

fn text_of(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Date(day) => entry::day_text(day),
        Value::Truth(truth) => truth.to_string(),
        Value::Reference(id) => id.to_string(),
    }
}

fn value_of(kind: FieldKind, text: &str) -> Option<Value> {
    match kind {
        FieldKind::Text | FieldKind::Label => entry::text(text).map(Value::Text),
        FieldKind::Integer => entry::integer(text).ok().flatten().map(Value::Integer),
        FieldKind::Date => entry::day(text).ok().flatten().map(Value::Date),
        FieldKind::Truth => text.parse().ok().map(Value::Truth),
        FieldKind::Reference => text.parse().ok().map(Value::Reference),
    }
}

impl Typed {
    /// A form that begins with what the record holds.
    pub fn of<E: Entity>(record: &E) -> Typed {
        let mut opened = Vec::new();
        record.write(|_, value| opened.push(value.map(text_of).unwrap_or_default()));
        let values = opened.iter().cloned().map(RwSignal::new).collect();
        Typed {
            collection: E::COLLECTION,
            opened: StoredValue::new(opened),
            values: StoredValue::new(values),
        }
    }

    /// What is typed into a field.
    pub fn value(self, field: FieldId) -> RwSignal<String> {
        self.values.with_value(|values| values[usize::from(field.0)])
    }

    /// The record as typed; what cannot be read is absent, so forms check before.
    pub fn record<E: Entity>(self) -> E {
        self.read(|field| self.value(field).get_untracked())
    }

    /// The record that the form began with, read in the same way.
    pub fn opened<E: Entity>(self) -> E {
        self.read(|field| self.opened.with_value(|opened| opened[usize::from(field.0)].clone()))
    }

    fn read<E: Entity>(self, text: impl Fn(FieldId) -> String) -> E {
        let kinds = self.collection.fields();
        E::read(|field| value_of(kinds[usize::from(field.0)].kind, &text(field)))
    }

    /// The field's stored name, by which tests find it.
    pub fn name(self, field: FieldId) -> &'static str {
        self.collection.fields()[usize::from(field.0)].name
    }

    /// The field's label.
    pub fn label(self, field: FieldId) -> &'static str {
        fields::label(self.collection, field)
    }

    /// The name, which must be there; the focus begins in it.
    pub fn title(self, field: FieldId, hint: &'static str, error: RwSignal<bool>) -> AnyView {
        let error = Signal::derive(move || error.get().then(|| errors::required().to_owned()));
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        view! {
            <TextField
                label=self.label(field)
                name=self.name(field)
                value=self.value(field)
                hint=hint
                error=error
                required=true
                autofocus=true
            />
        }
        .into_any()
    }

    /// One line of text.
    pub fn line(self, field: FieldId) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <TextField label name value/> }.into_any()
    }

    /// Several lines of text.
    pub fn area(self, field: FieldId) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <TextAreaField label name value/> }.into_any()
    }

    /// A whole number that is not negative.
    pub fn number(self, field: FieldId, hint: &'static str) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <NumberField label name value hint least=0 most=LARGEST/> }.into_any()
    }

    /// Whether a number field can be read.
    pub fn is_number(self, field: FieldId) -> bool {
        entry::integer_within(&self.value(field).read_untracked(), 0, LARGEST).is_ok()
    }

    /// One of a list.
    pub fn select(self, field: FieldId, choices: Vec<Choice>, hint: Option<String>) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <SelectField label name value hint choices/> }.into_any()
    }

    /// Whether the name is there; if not, its field says so.
    pub fn has_title(self, field: FieldId, error: RwSignal<bool>) -> bool {
        let missing = entry::text(&self.value(field).read_untracked()).is_none();
        error.set(missing);
        !missing
    }
}

/// Ten years in hours: more than any stage lasts.
const LARGEST: i64 = 87_600;

/// A form's last row: Cancel and Save.
#[component]
pub fn FormActions(
    /// Closes the form.
    open: RwSignal<bool>,
    /// Whether it is being saved.
    saving: RwSignal<bool>,
) -> impl IntoView {
    let cancel = Callback::new(move |()| open.set(false));
    view! {
        <div class="form-actions">
            <Button label=words::actions::cancel() on_click=cancel attr:data-action="cancel"/>
            <Button
                label=words::actions::save()
                kind=Kind::Primary
                submit=true
                disabled=saving
                attr:data-action="save"
            />
        </div>
    }
    .into_any()
}

/// Hears whether a form was saved: then it closes, else it stays as it is.
pub fn when_saved(open: RwSignal<bool>, saving: RwSignal<bool>) -> impl FnOnce(bool) + 'static {
    saving.set(true);
    move |saved| {
        // The form may be gone by the time the store answers.
        let _ = saving.try_set(false);
        if saved {
            let _ = open.try_set(false);
        }
    }
}
