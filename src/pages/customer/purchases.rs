//! The form of a purchase.

use super::Sheet;
use super::form::{FormActions, typed};
use crate::app::session::Session;
use crate::app::{commands, customer_list};
use crate::components::{
    DateField, MoneyField, NumberField, TextAreaField, TextField, entry, format,
};
use crate::words::{choices, customers as texts, errors, fields};
use leptos::prelude::*;
use tangga_engine::domain::schema::purchase;
use tangga_engine::domain::{Channel, Collection, Purchase, RecordId};

/// Records a purchase or changes one.
#[component]
pub(super) fn PurchaseForm(customer: RecordId, sheet: Sheet) -> impl IntoView {
    let id = sheet.fact.get_untracked();
    let currency = untrack(|| Session.currency());
    let before = match id.and_then(|id| Session.peek(|w| w.find::<Purchase>(id))) {
        Some(purchase) => purchase,
        None => Purchase {
            customer: Some(customer),
            date: Some(Session.today()),
            ..Purchase::default()
        },
    };
    let money = |minor: Option<i64>| {
        let text = minor.map(|minor| format::typed_money(minor, &currency));
        RwSignal::new(text.unwrap_or_default())
    };
    let date = RwSignal::new(before.date.map(entry::day_text).unwrap_or_default());
    let (amount, cost) = (money(before.amount), money(before.cost));
    let quantity = RwSignal::new(before.quantity.map(format::integer).unwrap_or_default());
    let product = typed(before.product.as_ref());
    let channel = RwSignal::new(
        before.channel.as_ref().map(|stored| choices::channel_of(stored)).unwrap_or_default(),
    );
    let order_number = typed(before.order_number.as_ref());
    let note = typed(before.note.as_ref());
    let before = StoredValue::new(before);
    let (tried, saving) = (RwSignal::new(false), RwSignal::new(false));
    let of_entry = StoredValue::new(currency.clone());

    // Read as typed; `None` if a field says what is wrong with it.
    let read = move || {
        let text = |signal: RwSignal<String>| entry::text(&signal.read_untracked());
        let money = |signal: RwSignal<String>| {
            of_entry.with_value(|currency| entry::money(&signal.read_untracked(), currency).ok())
        };
        Some(Purchase {
            date: Some(entry::day(&date.read_untracked()).ok().flatten()?),
            amount: Some(money(amount)??),
            cost: money(cost)?,
            quantity: entry::integer(&quantity.read_untracked()).ok()?,
            product: text(product),
            channel: text(channel).map(|said| channel_code(&said)),
            order_number: text(order_number),
            note: text(note),
            ..before.get_value()
        })
    };
    // As the form reads it while nobody has typed, so that only typing counts.
    let opened = StoredValue::new(read().unwrap_or_else(|| before.get_value()));
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Some(purchase) = read() else { return };
        saving.set(true);
        commands::save(id, &opened.get_value(), &purchase, move |stored| {
            saving.set(false);
            if stored {
                sheet.open.set(false);
            }
        });
    };
    let missing = move |signal: RwSignal<String>| {
        Signal::derive(move || {
            (tried.get() && signal.read().trim().is_empty()).then(|| errors::required().to_owned())
        })
    };
    let products = customer_list::words_in(Collection::Purchase, purchase::PRODUCT);
    let channels = channel_words();
    view! {
        <form class="form" on:submit=on_submit novalidate=true>
            <div class="form-row">
                <DateField
                    name="date"
                    label=fields::date()
                    value=date
                    error=missing(date)
                    required=true
                />
                <MoneyField
                    name="amount"
                    label=fields::amount()
                    value=amount
                    currency=currency.clone()
                    hint=texts::amount_hint()
                    error=missing(amount)
                    required=true
                    autofocus=true
                />
            </div>
            <div class="form-row">
                <TextField
                    name="product"
                    label=fields::product()
                    value=product
                    suggestions=Signal::derive(move || products.clone())
                />
                <TextField
                    name="channel"
                    label=fields::channel()
                    value=channel
                    suggestions=Signal::derive(move || channels.clone())
                />
            </div>
            <div class="form-row">
                <MoneyField
                    name="cost"
                    label=fields::cost()
                    value=cost
                    currency=currency
                    hint=texts::cost_hint()
                />
                <NumberField name="quantity" label=fields::quantity() value=quantity/>
            </div>
            <TextField name="order_number" label=fields::order_number() value=order_number/>
            <TextAreaField name="note" label=fields::note() value=note/>
            <FormActions open=sheet.open saving/>
        </form>
    }
    .into_any()
}

/// A channel is kept in its own words; words that are one of the known channels
/// are kept as its code, so that they read in either language.
fn channel_code(said: &str) -> String {
    let known = Channel::ALL
        .iter()
        .find(|channel| choices::channel(**channel).to_lowercase() == said.to_lowercase());
    known.map_or_else(|| said.to_owned(), |channel| channel.code().to_owned())
}

/// Channels used before, then the known ones.
fn channel_words() -> Vec<String> {
    let used = customer_list::words_in(Collection::Purchase, purchase::CHANNEL);
    let mut words: Vec<String> = used.iter().map(|stored| choices::channel_of(stored)).collect();
    for channel in Channel::ALL {
        let word = choices::channel(*channel);
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}
