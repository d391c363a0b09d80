//! The form of a customer: those fields first that identify and reach a person,
//! the rest under "more".

use crate::app::commands;
use crate::app::session::Session;
use crate::components::{DialogForm, Sending, TextField};
use crate::pages::form::{Typed, channels};
use crate::words::customers as texts;
use leptos::prelude::*;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, Customer, RecordId, phone};

const MOST_REFERRALS: i64 = 1_000_000;

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
    let held = match id.and_then(|id| Session.peek(|workspace| workspace.find::<Customer>(id))) {
        Some(customer) => customer,
        None => Customer { known_since: Some(Session.today()), ..Customer::default() },
    };
    let typed = Typed::of(&held).of_customer(id).within(customer::SHARE_OF_WALLET, 0, 100).within(
        customer::REFERRALS,
        0,
        MOST_REFERRALS,
    );
    let [name, company] = [customer::NAME, customer::COMPANY].map(|field| typed.value(field));
    let nobody = move || {
        let nothing = name.read().trim().is_empty() && company.read().trim().is_empty();
        nothing && !typed.is_erased()
    };

    let sending = Sending::new(open);
    typed.keep_draft(id, None, sending);
    let send = move || {
        if untrack(nobody) || !typed.is_readable() {
            return;
        }
        let (customer, done) = (typed.record::<Customer>(), sending.begin());
        match id {
            Some(id) => commands::change(id, &typed.opened(), &customer, done),
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
        (sending.is_tried() && nobody()).then(|| texts::name_or_company().to_owned())
    });
    // Who has this number already; most doubles come from not having looked.
    let phone_hint = Memo::new(move |_| {
        let stored = phone::normalise(&typed.value(customer::PHONE).read());
        let of = phone::is_e164(&stored)
            .then(|| {
                Session.peek(|workspace| {
                    let row = workspace.customer_by_text(customer::PHONE, &stored)?;
                    (Some(workspace.id(Collection::Customer, row)) != id)
                        .then(|| texts::name_of(workspace.customers(), row))
                })
            })
            .flatten();
        Some(match of {
            Some(name) => texts::known_already(name),
            None => texts::phone_hint().to_owned(),
        })
    });
    let line = move |field| typed.line(field, "");
    view! {
        <DialogForm sending on_send=send>
            {typed.why_less()}
            {typed.changed_elsewhere::<Customer>(id)}
            <div class="form-row">
                {typed
                    .shows(customer::NAME)
                    .then(|| {
                        view! {
                            <TextField
                                name=typed.name(customer::NAME)
                                label=typed.label(customer::NAME)
                                value=name
                                error=name_error
                                autofocus=true
                            />
                        }
                    })}
                {line(customer::COMPANY)}
            </div>
            <div class="form-row">
                {typed.phone(customer::PHONE, phone_hint, sending)}
                {typed.phone(customer::WHATSAPP, texts::whatsapp_hint().to_owned(), sending)}
            </div>
            <div class="form-row">
                {typed.email(customer::EMAIL, sending)}
                {typed.suggested(customer::CITY)}
                {typed.suggested(customer::SEGMENT)}
            </div>
            <details class="form-more" open=id.is_some()>
                <summary>{texts::more_fields()}</summary>
                {more(typed, sending)}
            </details>
        </DialogForm>
    }
    .into_any()
}

fn more(typed: Typed, sending: Sending) -> AnyView {
    let line = |field| typed.line(field, "");
    view! {
        <div class="form">
            <div class="form-row">
                {line(customer::ADDRESS)} {line(customer::POSTAL_CODE)}
                {typed.suggested(customer::COUNTRY)}
            </div>
            <div class="form-row">
                {line(customer::SOCIAL)} {typed.phone(customer::FAX, None::<String>, sending)}
                {typed.select(customer::PREFERRED_CHANNEL, channels(), "")}
            </div>
            <div class="form-row">
                {line(customer::EXTERNAL_ID)} {typed.day(customer::BIRTHDAY, None)}
                {typed.day(customer::KNOWN_SINCE, None)}
            </div>
            <div class="form-row">
                {typed.suggested(customer::OWNER)} {typed.suggested(customer::SOURCE)}
            </div>
            <div class="form-row">
                {typed.yes_no(customer::QUALIFIED)} {typed.yes_no(customer::PREFERS_US)}
            </div>
            <div class="form-row">
                {typed.number(customer::SHARE_OF_WALLET, texts::share_hint())}
                {typed.number(customer::REFERRALS, "")}
            </div>
            {typed.area(customer::NOTE)}
            {typed.check(customer::DO_NOT_CONTACT, texts::do_not_contact_text())}
        </div>
    }
    .into_any()
}
