//! The form of a customer: those fields first that identify and reach a person,
//! the rest under "more".

use crate::app::session::Session;
use crate::app::{commands, customer_list};
use crate::components::{
    Button, CheckField, Choice, DateField, Kind, NumberField, SelectField, TextAreaField,
    TextField, entry,
};
use crate::words::{actions, choices, customers as texts, errors, fields};
use leptos::prelude::*;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Channel, Collection, Customer, FieldId, RecordId, phone};

/// The signal of a text field.
pub(super) fn typed(value: Option<&String>) -> RwSignal<String> {
    RwSignal::new(value.cloned().unwrap_or_default())
}

/// Buttons at the foot of a form: save and cancel.
#[component]
pub(super) fn FormActions(open: RwSignal<bool>, saving: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="form-actions">
            <Button
                label=actions::cancel()
                kind=Kind::Quiet
                on_click=move || open.set(false)
                attr:data-action="cancel"
            />
            <Button
                label=actions::save()
                kind=Kind::Primary
                submit=true
                disabled=saving
                attr:data-action="save"
            />
        </div>
    }
    .into_any()
}

/// What is typed, one signal a field.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    company: RwSignal<String>,
    phone: RwSignal<String>,
    email: RwSignal<String>,
    whatsapp: RwSignal<String>,
    social: RwSignal<String>,
    fax: RwSignal<String>,
    address: RwSignal<String>,
    city: RwSignal<String>,
    postal_code: RwSignal<String>,
    country: RwSignal<String>,
    birthday: RwSignal<String>,
    segment: RwSignal<String>,
    preferred_channel: RwSignal<String>,
    external_id: RwSignal<String>,
    source: RwSignal<String>,
    owner: RwSignal<String>,
    note: RwSignal<String>,
    qualified: RwSignal<String>,
    share_of_wallet: RwSignal<String>,
    prefers_us: RwSignal<String>,
    referrals: RwSignal<String>,
    do_not_contact: RwSignal<bool>,
    known_since: RwSignal<String>,
}

const MOST_REFERRALS: i64 = 1_000_000;

impl Typed {
    fn of(customer: &Customer) -> Typed {
        let number = |value: Option<i64>| {
            RwSignal::new(value.map(|value| value.to_string()).unwrap_or_default())
        };
        let day = |value: Option<_>| RwSignal::new(value.map(entry::day_text).unwrap_or_default());
        let truth = |value: Option<bool>| {
            RwSignal::new(value.map_or("", |v| if v { "yes" } else { "no" }).to_owned())
        };
        let number_shown = |value: Option<&String>| {
            RwSignal::new(value.map(|stored| phone::local(stored)).unwrap_or_default())
        };
        Typed {
            name: typed(customer.name.as_ref()),
            company: typed(customer.company.as_ref()),
            phone: number_shown(customer.phone.as_ref()),
            email: typed(customer.email.as_ref()),
            whatsapp: number_shown(customer.whatsapp.as_ref()),
            social: typed(customer.social.as_ref()),
            fax: number_shown(customer.fax.as_ref()),
            address: typed(customer.address.as_ref()),
            city: typed(customer.city.as_ref()),
            postal_code: typed(customer.postal_code.as_ref()),
            country: typed(customer.country.as_ref()),
            birthday: day(customer.birthday),
            segment: typed(customer.segment.as_ref()),
            preferred_channel: typed(customer.preferred_channel.as_ref()),
            external_id: typed(customer.external_id.as_ref()),
            source: typed(customer.source.as_ref()),
            owner: typed(customer.owner.as_ref()),
            note: typed(customer.note.as_ref()),
            qualified: truth(customer.qualified),
            share_of_wallet: number(customer.share_of_wallet),
            prefers_us: truth(customer.prefers_us),
            referrals: number(customer.referrals),
            do_not_contact: RwSignal::new(customer.do_not_contact == Some(true)),
            known_since: day(customer.known_since),
        }
    }

    /// Whether somebody is named, and can be written to where an address stands.
    fn is_complete(self) -> bool {
        let text = |signal: RwSignal<String>| entry::text(&signal.read_untracked());
        let is_named = text(self.name).or_else(|| text(self.company)).is_some();
        is_named && text(self.email).is_none_or(|email| is_email(&email))
    }

    /// The customer as typed; the other fields stay as they were. `None` if
    /// something cannot be read: its field says what.
    fn read(self, before: Customer) -> Option<Customer> {
        let text = |signal: RwSignal<String>| entry::text(&signal.read_untracked());
        let number = |signal| text(signal).map(|typed| phone::normalise(&typed));
        let day = |signal: RwSignal<String>| entry::day(&signal.read_untracked()).ok();
        let whole = |signal: RwSignal<String>, most| {
            entry::integer_within(&signal.read_untracked(), 0, most).ok()
        };
        let truth = |signal| text(signal).map(|code| code == "yes");
        // "No" is said only where it was ever said otherwise.
        let contact = self.do_not_contact.get_untracked();
        let do_not_contact = (contact || before.do_not_contact.is_some()).then_some(contact);
        Some(Customer {
            name: text(self.name),
            company: text(self.company),
            phone: number(self.phone),
            email: text(self.email),
            whatsapp: number(self.whatsapp),
            social: text(self.social),
            fax: number(self.fax),
            address: text(self.address),
            city: text(self.city),
            postal_code: text(self.postal_code),
            country: text(self.country),
            birthday: day(self.birthday)?,
            segment: text(self.segment),
            preferred_channel: text(self.preferred_channel),
            external_id: text(self.external_id),
            source: text(self.source),
            owner: text(self.owner),
            note: text(self.note),
            qualified: truth(self.qualified),
            share_of_wallet: whole(self.share_of_wallet, 100)?,
            prefers_us: truth(self.prefers_us),
            referrals: whole(self.referrals, MOST_REFERRALS)?,
            do_not_contact,
            known_since: day(self.known_since)?,
            ..before
        })
    }
}

/// Whether the text has the shape of an e-mail address; more is not checked,
/// because only sending would tell.
fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}

/// The form; it closes itself when the customer is stored and stays open when
/// that fails.
#[component]
pub(crate) fn CustomerForm(
    /// The dialog that it stands in.
    open: RwSignal<bool>,
    /// The customer to change; none adds one.
    #[prop(optional_no_strip)]
    id: Option<RecordId>,
    /// Hears who was added.
    #[prop(optional)]
    on_saved: Option<Callback<RecordId>>,
) -> impl IntoView {
    let before = match id.and_then(|id| Session.peek(|workspace| workspace.find::<Customer>(id))) {
        Some(customer) => customer,
        None => Customer { known_since: Some(Session.today()), ..Customer::default() },
    };
    let form = Typed::of(&before);
    // As the form reads it while nobody has typed, so that only typing counts.
    let opened = StoredValue::new(form.read(before.clone()).unwrap_or(before));
    let (tried, saving) = (RwSignal::new(false), RwSignal::new(false));

    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let opened = opened.get_value();
        let read = form.read(opened.clone()).filter(|_| form.is_complete());
        let Some(customer) = read else { return };
        saving.set(true);
        let done = move |stored: bool| {
            saving.set(false);
            if stored {
                open.set(false);
            }
        };
        match id {
            Some(id) => commands::change(id, &opened, &customer, done),
            None => {
                // The identity is known at once, the customer only when stored.
                let added = StoredValue::new(None::<RecordId>);
                let id = commands::add(&customer, move |stored| {
                    done(stored);
                    let id = added.try_get_value().flatten().filter(|_| stored);
                    if let (Some(id), Some(on_saved)) = (id, on_saved) {
                        on_saved.run(id);
                    }
                });
                added.set_value(Some(id));
            }
        }
    };

    let name_error = Signal::derive(move || {
        let blank = |signal: RwSignal<String>| signal.read().trim().is_empty();
        (tried.get() && blank(form.name) && blank(form.company))
            .then(|| texts::name_or_company().to_owned())
    });
    let email_error = Signal::derive(move || {
        let typed = entry::text(&form.email.read());
        (tried.get() && typed.is_some_and(|typed| !is_email(&typed)))
            .then(|| errors::not_an_email().to_owned())
    });
    // Who has this number already; most doubles come from not having looked.
    let phone_hint = Memo::new(move |_| {
        let stored = phone::normalise(&form.phone.read());
        let of = phone::is_e164(&stored)
            .then(|| {
                Session.peek(|workspace| {
                    let row = workspace.customer_by_text(customer::PHONE, &stored)?;
                    (Some(workspace.id(Collection::Customer, row)) != id)
                        .then(|| workspace.customer_name(row))
                })
            })
            .flatten();
        Some(match of {
            Some(name) => texts::known_already(name.unwrap_or_else(|| texts::unnamed().to_owned())),
            None => texts::phone_hint().to_owned(),
        })
    });
    let used = |field: FieldId| {
        let words = customer_list::words_in(Collection::Customer, field);
        Signal::derive(move || words.clone())
    };
    let is_new = id.is_none();
    view! {
        <form class="form" on:submit=on_submit novalidate=true>
            <div class="form-row">
                <TextField
                    name="name"
                    label=fields::name()
                    value=form.name
                    error=name_error
                    autofocus=true
                />
                <TextField name="company" label=fields::company() value=form.company/>
            </div>
            <div class="form-row">
                <TextField
                    name="phone"
                    label=fields::phone()
                    value=form.phone
                    kind="tel"
                    hint=phone_hint
                />
                <TextField
                    name="whatsapp"
                    label=fields::whatsapp()
                    value=form.whatsapp
                    kind="tel"
                    hint=texts::whatsapp_hint()
                />
            </div>
            <div class="form-row">
                <TextField
                    name="email"
                    label=fields::email()
                    value=form.email
                    kind="email"
                    error=email_error
                />
                <TextField
                    name="city"
                    label=fields::city()
                    value=form.city
                    suggestions=used(customer::CITY)
                />
                <TextField
                    name="segment"
                    label=fields::segment()
                    value=form.segment
                    suggestions=used(customer::SEGMENT)
                />
            </div>
            <details class="form-more" open=!is_new>
                <summary>{texts::more_fields()}</summary>
                <More form used=Callback::new(move |(field,): (FieldId,)| used(field))/>
            </details>
            <FormActions open saving/>
        </form>
    }
    .into_any()
}

#[component]
fn More(form: Typed, used: Callback<(FieldId,), Signal<Vec<String>>>) -> impl IntoView {
    let channels: Vec<Choice> = Channel::ALL
        .iter()
        .map(|channel| Choice::new(channel.code(), choices::channel(*channel)))
        .collect();
    let yes_no = || {
        let pair = vec![Choice::new("yes", actions::yes()), Choice::new("no", actions::no())];
        Signal::derive(move || pair.clone())
    };
    view! {
        <div class="form">
            <div class="form-row">
                <TextField name="address" label=fields::address() value=form.address/>
                <TextField name="postal_code" label=fields::postal_code() value=form.postal_code/>
                <TextField
                    name="country"
                    label=fields::country()
                    value=form.country
                    suggestions=used.run((customer::COUNTRY,))
                />
            </div>
            <div class="form-row">
                <TextField name="social" label=fields::social() value=form.social/>
                <TextField name="fax" label=fields::fax() value=form.fax kind="tel"/>
                <SelectField
                    name="preferred_channel"
                    label=fields::preferred_channel()
                    value=form.preferred_channel
                    choices=Signal::derive(move || channels.clone())
                />
            </div>
            <div class="form-row">
                <TextField name="external_id" label=fields::external_id() value=form.external_id/>
                <DateField name="birthday" label=fields::birthday() value=form.birthday/>
                <DateField name="known_since" label=fields::known_since() value=form.known_since/>
            </div>
            <div class="form-row">
                <TextField
                    name="owner"
                    label=fields::owner()
                    value=form.owner
                    suggestions=used.run((customer::OWNER,))
                />
                <TextField
                    name="source"
                    label=fields::source()
                    value=form.source
                    suggestions=used.run((customer::SOURCE,))
                />
            </div>
            <div class="form-row">
                <SelectField
                    name="qualified"
                    label=fields::qualified()
                    value=form.qualified
                    choices=yes_no()
                />
                <SelectField
                    name="prefers_us"
                    label=fields::prefers_us()
                    value=form.prefers_us
                    choices=yes_no()
                />
            </div>
            <div class="form-row">
                <NumberField
                    name="share_of_wallet"
                    label=fields::share_of_wallet()
                    value=form.share_of_wallet
                    hint=texts::share_hint()
                    least=0
                    most=100
                />
                <NumberField
                    name="referrals"
                    label=fields::referrals()
                    value=form.referrals
                    least=0
                    most=MOST_REFERRALS
                />
            </div>
            <TextAreaField name="note" label=fields::note() value=form.note/>
            <CheckField
                name="do_not_contact"
                label=fields::do_not_contact()
                value=form.do_not_contact
                hint=texts::do_not_contact_text()
            />
        </div>
    }
    .into_any()
}
