//! Forms over a record of the schema: what is typed into each field, as text,
//! and the record that it makes.
//!
//! Fields that a form does not show keep what the record held. What was typed is
//! told from what was there by reading both in the same way, so that only typing
//! counts as a change.
//!
//! Of somebody who was erased nothing personal is kept any more: such fields are
//! not shown, and the form says why.

mod elsewhere;

use crate::app;
use crate::app::drafts::{self, Form};
use crate::app::session::Session;
use crate::app::{commands, customer_list};
use crate::components::{
    CheckField, Choice, DateField, MoneyField, NumberField, SelectField, Sending, Symbol,
    SymbolButton, TextAreaField, TextField, entry, format,
};
use crate::words::{actions, choices, customers, erase, errors, fields, widgets};
use leptos::prelude::*;
use tangga_engine::domain::schema::{customer, purchase, request};
use tangga_engine::domain::{
    Channel, Collection, Currency, Entity, FieldId, FieldKind, Purpose, RecordId, Value, email,
    phone,
};

/// What is typed into the fields of one record. `Copy`.
#[derive(Clone, Copy)]
pub struct Typed {
    collection: Collection,
    currency: StoredValue<Currency>,
    opened: StoredValue<Vec<String>>,
    values: StoredValue<Vec<RwSignal<String>>>,
    /// The least and the greatest number of each field.
    bounds: StoredValue<Vec<(i64, i64)>>,
    /// Whether it is about somebody who was erased.
    erased: bool,
}

/// How a field's value stands in a form, where its kind does not say it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dress {
    Plain,
    /// Stored for the world, shown as people here write it.
    Phone,
    /// An e-mail address.
    Email,
    /// Minor units, shown as an amount.
    Money,
    /// Words of its own, or the code of a known channel.
    Channel,
    /// Minutes since midnight, shown as a time.
    Time,
}

fn dress(collection: Collection, field: FieldId) -> Dress {
    match (collection, field) {
        (Collection::Customer, customer::PHONE | customer::WHATSAPP | customer::FAX) => {
            Dress::Phone
        }
        (Collection::Customer, customer::EMAIL) => Dress::Email,
        (Collection::Purchase, purchase::AMOUNT | purchase::COST) => Dress::Money,
        (Collection::Purchase, purchase::CHANNEL) => Dress::Channel,
        (Collection::Request, request::RECEIVED_TIME | request::DONE_TIME) => Dress::Time,
        _ => Dress::Plain,
    }
}

fn text_of(dress: Dress, value: Value, currency: &Currency) -> String {
    match (dress, value) {
        (Dress::Phone, Value::Text(stored)) => phone::local(&stored),
        (Dress::Channel, Value::Text(stored)) => choices::channel_of(&stored),
        (Dress::Money, Value::Integer(minor)) => format::typed_money(minor, currency),
        (Dress::Time, Value::Integer(minutes)) => entry::time_text(minutes),
        (_, Value::Text(text)) => text,
        (_, Value::Integer(number)) => number.to_string(),
        (_, Value::Date(day)) => entry::day_text(day),
        (_, Value::Truth(truth)) => truth.to_string(),
        (_, Value::Reference(id)) => id.to_string(),
    }
}

/// What the text says, `Ok(None)` if the field is blank; what is wrong with it is
/// said by the field.
fn value_of(
    dress: Dress,
    kind: FieldKind,
    text: &str,
    currency: &Currency,
) -> Result<Option<Value>, ()> {
    let said = entry::text(text);
    let value = match (dress, kind) {
        (Dress::Phone, _) => said.map(|typed| Value::Text(phone::normalise(&typed))),
        (Dress::Channel, _) => said.map(|typed| Value::Text(channel_code(typed))),
        (Dress::Time, _) => entry::time(text).map_err(drop)?.map(Value::Integer),
        (Dress::Money, _) => entry::money(text, currency).map_err(drop)?.map(Value::Integer),
        (_, FieldKind::Text | FieldKind::Label) => said.map(Value::Text),
        (_, FieldKind::Integer) => entry::integer(text).map_err(drop)?.map(Value::Integer),
        (_, FieldKind::Date) => entry::day(text).map_err(drop)?.map(Value::Date),
        (_, FieldKind::Truth) => {
            said.map(|said| said.parse().map(Value::Truth)).transpose().map_err(drop)?
        }
        (_, FieldKind::Reference) => {
            said.map(|said| said.parse().map(Value::Reference)).transpose().map_err(drop)?
        }
    };
    Ok(value)
}

/// A channel is kept in its own words; words that are one of the known channels
/// are kept as its code, so that they read in either language.
fn channel_code(said: String) -> String {
    let known = Channel::ALL
        .iter()
        .find(|channel| choices::channel(**channel).to_lowercase() == said.to_lowercase());
    known.map_or(said, |channel| channel.code().to_owned())
}

/// Whether somebody was erased when the form was opened; a change while it is open
/// must not build it anew.
fn is_erased(customer: RecordId) -> bool {
    untrack(|| app::erase::is_erased(customer))
}

/// A hint, if there is one.
fn said(hint: &'static str) -> Option<String> {
    (!hint.is_empty()).then(|| hint.to_owned())
}

fn missing(sending: Option<Sending>, value: RwSignal<String>) -> MaybeProp<String> {
    sending.map(|sending| sending.missing(value).into()).unwrap_or_default()
}

/// The known channels, to choose from.
pub fn channels() -> Vec<Choice> {
    let choice = |channel: &Channel| Choice::new(channel.code(), choices::channel(*channel));
    Channel::ALL.iter().map(choice).collect()
}

/// The channels by which somebody can be reached, to choose from.
pub fn reaching_channels() -> Vec<Choice> {
    let choice = |channel: &Channel| Choice::new(channel.code(), choices::channel(*channel));
    Channel::REACHING.iter().map(choice).collect()
}

/// What somebody may consent to, to choose from.
pub fn purposes() -> Vec<Choice> {
    let choice = |purpose: &Purpose| Choice::new(purpose.code(), choices::purpose(*purpose));
    Purpose::ALL.iter().map(choice).collect()
}

/// The two small buttons beside one record of a list.
#[component]
pub fn EditOrDelete(
    /// The record in words.
    #[prop(into)]
    what: Signal<String>,
    /// Its collection.
    collection: Collection,
    /// The record.
    id: RecordId,
    /// Opens its form.
    #[prop(into)]
    on_edit: Callback<()>,
) -> impl IntoView {
    view! {
        <SymbolButton
            label=Signal::derive(move || customers::edit_this(what.get()))
            symbol=Symbol::Edit
            small=true
            on_click=on_edit
            attr:data-action="edit"
        />
        <SymbolButton
            label=Signal::derive(move || customers::delete_this(what.get()))
            symbol=Symbol::Delete
            small=true
            on_click=move || commands::delete(collection, id)
            attr:data-action="delete"
        />
    }
    .into_any()
}

impl Typed {
    /// A form that begins with what the record holds.
    pub fn of<E: Entity>(record: &E) -> Typed {
        let currency = Session.peek(|workspace| workspace.currency());
        let mut opened = Vec::new();
        let mut erased = false;
        record.write(|field, value| {
            if let (Some(Value::Reference(id)), true) =
                (&value, E::COLLECTION.about() == Some(field))
            {
                erased = is_erased(*id);
            }
            let text = |value| text_of(dress(E::COLLECTION, field), value, &currency);
            opened.push(value.map(text).unwrap_or_default());
        });
        let values = opened.iter().cloned().map(RwSignal::new).collect();
        Typed {
            collection: E::COLLECTION,
            currency: StoredValue::new(currency),
            bounds: StoredValue::new(vec![(i64::MIN, i64::MAX); opened.len()]),
            opened: StoredValue::new(opened),
            values: StoredValue::new(values),
            erased,
        }
    }

    /// The same for the record of a customer, who may have been erased.
    pub fn of_customer(self, id: Option<RecordId>) -> Typed {
        Typed { erased: id.is_some_and(is_erased), ..self }
    }

    /// Keeps what is typed when the form is left without saving, and takes up what was
    /// kept so. What stands in the fields now is what the form begins with. `of` is what
    /// a new record belongs to, where its own fields do not say it.
    pub fn keep_draft(self, id: Option<RecordId>, of: Option<RecordId>, sending: Sending) {
        if self.erased {
            return;
        }
        let about = self.collection.about();
        let about = about.and_then(|field| self.value(field).get_untracked().parse().ok());
        let form = Form { collection: self.collection, id, of: of.or(about) };
        let fields = self.values.with_value(|values| (0..).map(FieldId).zip(values.clone()));
        let fields: Vec<(FieldId, RwSignal<String>)> = fields.collect();
        let begun: Vec<String> = fields.iter().map(|(_, value)| value.get_untracked()).collect();
        if let Some(draft) = drafts::take(&form) {
            for (field, text) in draft {
                self.value(field).set(text);
            }
            let (fields, begun) = (fields.clone(), begun.clone());
            sending.taken_up(Callback::new(move |()| {
                for ((_, value), begun) in fields.iter().zip(&begun) {
                    value.set(begun.clone());
                }
            }));
        }
        on_cleanup(move || {
            let changed = |((field, value), begun): (&(FieldId, RwSignal<String>), &String)| {
                let now = value.try_get_untracked()?;
                (now != *begun).then_some((*field, now))
            };
            let draft: drafts::Draft = fields.iter().zip(&begun).filter_map(changed).collect();
            if !sending.is_over() && !draft.is_empty() {
                drafts::keep(form, draft);
                app::toaster().say(widgets::draft_kept());
            }
        });
    }

    /// Whether it is about somebody who was erased.
    pub fn is_erased(self) -> bool {
        self.erased
    }

    /// Whether the field is shown: nothing personal is kept of who was erased.
    pub fn shows(self, field: FieldId) -> bool {
        !(self.erased && self.collection.is_personal(field))
    }

    /// Says why fields are missing, if they are.
    pub fn why_less(self) -> AnyView {
        self.erased.then(|| view! { <p class="quiet">{erase::form_text()}</p> }).into_any()
    }

    /// The same with the least and the greatest number that a field takes.
    pub fn within(self, field: FieldId, least: i64, most: i64) -> Typed {
        self.bounds.update_value(|bounds| bounds[usize::from(field.0)] = (least, most));
        self
    }

    /// What is typed into a field.
    pub fn value(self, field: FieldId) -> RwSignal<String> {
        self.values.with_value(|values| values[usize::from(field.0)])
    }

    /// The record as typed; what cannot be read is absent, so forms ask
    /// [`Typed::is_readable`] before.
    pub fn record<E: Entity>(self) -> E {
        let read = |field| self.read(field, &self.value(field).read_untracked()).ok().flatten();
        E::read(|field| if self.shows(field) { read(field) } else { None })
    }

    /// The record that the form began with, read in the same way.
    pub fn opened<E: Entity>(self) -> E {
        let opened = |field: FieldId| self.opened.with_value(|o| o[usize::from(field.0)].clone());
        let read = |field| self.read(field, &opened(field)).ok().flatten();
        E::read(|field| if self.shows(field) { read(field) } else { None })
    }

    fn read(self, field: FieldId, text: &str) -> Result<Option<Value>, ()> {
        let kind = self.collection.fields()[usize::from(field.0)].kind;
        let dress = dress(self.collection, field);
        self.currency.with_value(|currency| value_of(dress, kind, text, currency))
    }

    /// Whether somebody typed what reaches nobody: a number that cannot be
    /// dialled, an address without the shape of one. What an import left there may
    /// stay, so that it does not stop other changes.
    fn reaches_nobody(self, field: FieldId, text: &str) -> bool {
        let untouched = || self.opened.with_value(|opened| opened[usize::from(field.0)] == text);
        let reaches = match dress(self.collection, field) {
            Dress::Phone => phone::can_be_dialled(&phone::normalise(text)),
            Dress::Email => email::has_shape(text.trim()),
            Dress::Plain | Dress::Money | Dress::Channel | Dress::Time => true,
        };
        !reaches && !text.trim().is_empty() && !untouched()
    }

    /// What is wrong with a field of these, once sending was tried.
    fn unreachable(
        self,
        field: FieldId,
        sending: Sending,
        said: &'static str,
    ) -> Signal<Option<String>> {
        let value = self.value(field);
        Signal::derive(move || {
            let wrong = sending.is_tried() && self.reaches_nobody(field, &value.read());
            wrong.then(|| said.to_owned())
        })
    }

    /// Whether somebody typed a day that is still to come. All days here are of what
    /// happened; one that an import left may stay.
    fn is_to_come(self, field: FieldId, text: &str) -> bool {
        let is_day = self.collection.fields()[usize::from(field.0)].kind == FieldKind::Date;
        let untouched = || self.opened.with_value(|opened| opened[usize::from(field.0)] == text);
        let day = || entry::day(text).ok().flatten();
        is_day && day().is_some_and(|day| day > Session.today()) && !untouched()
    }

    /// Whether everything typed can be read. A field that cannot says so itself.
    pub fn is_readable(self) -> bool {
        (0..self.collection.fields().len() as u8).map(FieldId).all(|field| {
            let text = self.value(field).get_untracked();
            let (least, most) = self.bounds.with_value(|bounds| bounds[usize::from(field.0)]);
            match self.read(field, &text) {
                _ if self.reaches_nobody(field, &text) || self.is_to_come(field, &text) => false,
                Ok(Some(Value::Integer(number))) => (least..=most).contains(&number),
                Ok(_) => true,
                Err(()) => false,
            }
        })
    }

    /// Whether something is typed into a field.
    pub fn has(self, field: FieldId) -> bool {
        !self.value(field).read_untracked().trim().is_empty()
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
    pub fn title(self, field: FieldId, hint: &'static str, sending: Sending) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! {
            <TextField
                label
                name
                value
                hint=said(hint)
                error=sending.missing(value)
                required=true
                autofocus=true
            />
        }
        .into_any()
    }

    /// One line of text.
    pub fn line(self, field: FieldId, hint: &'static str) -> AnyView {
        if !self.shows(field) {
            return ().into_any();
        }
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <TextField label name value hint=said(hint)/> }.into_any()
    }

    /// A telephone number.
    pub fn phone(
        self,
        field: FieldId,
        hint: impl Into<MaybeProp<String>>,
        sending: Sending,
    ) -> AnyView {
        if !self.shows(field) {
            return ().into_any();
        }
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        let error = self.unreachable(field, sending, errors::not_a_phone());
        view! { <TextField label name value kind="tel" hint=hint.into() error/> }.into_any()
    }

    /// An e-mail address.
    pub fn email(self, field: FieldId, sending: Sending) -> AnyView {
        if !self.shows(field) {
            return ().into_any();
        }
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        let error = self.unreachable(field, sending, errors::not_an_email());
        view! { <TextField label name value kind="email" error/> }.into_any()
    }

    /// One line of text, with those offered that the field holds elsewhere.
    pub fn suggested(self, field: FieldId) -> AnyView {
        self.suggesting(field, customer_list::words_in(self.collection, field))
    }

    /// One line of text, with these offered.
    pub fn suggesting(self, field: FieldId, words: Vec<String>) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <TextField label name value suggestions=Signal::stored(words)/> }.into_any()
    }

    /// Several lines of text.
    pub fn area(self, field: FieldId) -> AnyView {
        if !self.shows(field) {
            return ().into_any();
        }
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <TextAreaField label name value/> }.into_any()
    }

    /// A whole number.
    pub fn number(self, field: FieldId, hint: &'static str) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        let (least, most) = self.bounds.with_value(|bounds| bounds[usize::from(field.0)]);
        view! { <NumberField label name value hint=said(hint) least most/> }.into_any()
    }

    /// An amount; with `sending` one that must be there and has the focus first.
    pub fn money(self, field: FieldId, hint: &'static str, sending: Option<Sending>) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        let needed = sending.is_some();
        view! {
            <MoneyField
                label
                name
                value
                currency=self.currency.get_value()
                hint=said(hint)
                error=missing(sending, value)
                required=needed
                autofocus=needed
            />
        }
        .into_any()
    }

    /// A day; with `sending` one that must be there.
    pub fn day(self, field: FieldId, sending: Option<Sending>) -> AnyView {
        if !self.shows(field) {
            return ().into_any();
        }
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        let (missing, needed) = (missing(sending, value), sending.is_some());
        let error = Signal::derive(move || {
            let to_come = self.is_to_come(field, &value.read());
            if to_come { Some(errors::day_to_come().to_owned()) } else { missing.get() }
        });
        view! { <DateField label name value error required=needed/> }.into_any()
    }

    /// A time of the day.
    pub fn time(self, field: FieldId) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <TextField label name value kind="time"/> }.into_any()
    }

    /// One of a list.
    pub fn select(self, field: FieldId, choices: Vec<Choice>, hint: &'static str) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        view! { <SelectField label name value hint=said(hint) choices/> }.into_any()
    }

    /// One of a list that must be chosen; the first such field has the focus.
    pub fn needed(self, field: FieldId, choices: Vec<Choice>, sending: Sending) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        let error = sending.missing(value);
        view! { <SelectField label name value choices error required=true/> }.into_any()
    }

    /// Yes, no, or not said.
    pub fn yes_no(self, field: FieldId) -> AnyView {
        let choices =
            vec![Choice::new("true", actions::yes()), Choice::new("false", actions::no())];
        self.select(field, choices, "")
    }

    /// Yes or not. "No" is said only where it was ever said otherwise.
    pub fn check(self, field: FieldId, hint: &'static str) -> AnyView {
        let (label, name, value) = (self.label(field), self.name(field), self.value(field));
        let never_said = self.opened.with_value(|opened| opened[usize::from(field.0)].is_empty());
        let set = move |yes: bool| {
            let text = if never_said && !yes { String::new() } else { yes.to_string() };
            value.set(text);
        };
        view! {
            <CheckField
                label
                name
                value=Signal::derive(move || *value.read() == "true")
                on_change=set
                hint
            />
        }
        .into_any()
    }
}
