//! The form of a purchase.

use super::Sheet;
use crate::app::session::Session;
use crate::app::{commands, customer_list};
use crate::components::{DialogForm, Sending};
use crate::pages::form::Typed;
use crate::words::{choices, customers as texts};
use leptos::prelude::*;
use tangga_engine::domain::schema::purchase;
use tangga_engine::domain::{Channel, Collection, Purchase, RecordId};

/// Records a purchase or changes one.
#[component]
pub(super) fn PurchaseForm(customer: RecordId, sheet: Sheet) -> impl IntoView {
    let id = sheet.fact.get_untracked();
    let held = match id.and_then(|id| Session.peek(|w| w.find::<Purchase>(id))) {
        Some(purchase) => purchase,
        None => Purchase {
            customer: Some(customer),
            date: Some(Session.today()),
            ..Purchase::default()
        },
    };
    let typed = Typed::of(&held);
    let sending = Sending::new(sheet.open);
    typed.keep_draft(id, None, sending);
    let send = move || {
        if typed.has(purchase::DATE) && typed.has(purchase::AMOUNT) && typed.is_readable() {
            let (opened, purchase) = (typed.opened::<Purchase>(), typed.record());
            commands::save(id, &opened, &purchase, sending.begin());
        }
    };
    view! {
        <DialogForm sending on_send=send>
            {typed.why_less()}
            {typed.changed_elsewhere::<Purchase>(id)}
            <div class="form-row">
                {typed.day(purchase::DATE, Some(sending))}
                {typed.money(purchase::AMOUNT, texts::amount_hint(), Some(sending))}
            </div>
            <div class="form-row">
                {typed.suggested(purchase::PRODUCT)}
                {typed.suggesting(purchase::CHANNEL, channel_words())}
            </div>
            <div class="form-row">
                {typed.money(purchase::COST, texts::cost_hint(), None)}
                {typed.number(purchase::QUANTITY, "")}
            </div>
            {typed.line(purchase::ORDER_NUMBER, "")}
            {typed.area(purchase::NOTE)}
        </DialogForm>
    }
    .into_any()
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
