//! Taking the customers in sight along as a marketing list. Who may not be
//! contacted stays out of it unless somebody decides otherwise, which the export
//! log then says.

use super::address::Filter;
use crate::app::customer_list;
use crate::app::session::Session;
use crate::app::tables::{self, Contents, MarketingList as Written};
use crate::app::work::Writing;
use crate::components::{
    Button, CheckField, Dialog, DialogForm, Link, Notice, SelectField, Sending, Symbol, Tone,
    UnderWay, format, paged,
};
use crate::pages::for_whom::ForTable;
use crate::pages::form;
use crate::words::{customers, data, fields, file, privacy as texts};
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use tangga_engine::analytics::marketing_list::{LeftOut, MarketingList};
use tangga_engine::domain::{Channel, Collection, Purpose, RecordId};

/// How many of those left out are named at a time.
const NAMED: usize = 20;

/// The button, and the form behind it.
#[component]
pub(super) fn ToMarketing(rows: Memo<Arc<Vec<u32>>>, filter: Memo<Filter>) -> impl IntoView {
    let open = RwSignal::new(false);
    let writing = Writing::default();
    view! {
        <Button
            label=texts::marketing_list()
            symbol=Symbol::Download
            on_click=move || open.set(true)
            attr:data-action="marketing-list"
        />
        <UnderWay
            label=data::exporting()
            progress=writing.progress
            on_stop=move |()| writing.stop()
        />
        <Dialog open title=texts::marketing_list() form=true>
            <ListForm open rows filter writing/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn ListForm(
    open: RwSignal<bool>,
    rows: Memo<Arc<Vec<u32>>>,
    filter: Memo<Filter>,
    writing: Writing,
) -> impl IntoView {
    let begun = filter.get_untracked().consent.unwrap_or((Purpose::News, Channel::Messaging));
    let purpose = RwSignal::new(begun.0.code().to_owned());
    let channel = RwSignal::new(begun.1.code().to_owned());
    let include = RwSignal::new(false);
    let chosen = Memo::new(move |_| {
        Purpose::from_code(&purpose.read()).zip(Channel::from_code(&channel.read()))
    });
    let list = Memo::new(move |_| {
        let rows = rows.get();
        chosen
            .get()
            .map(|(purpose, channel)| customer_list::marketing_list(&rows, purpose, channel))
    });
    // Those who would come in all the same, by a deliberate choice.
    let held_back = Memo::new(move |_| {
        list.with(|list| list.as_ref().map(|list| held_back(list, chosen.get())))
            .unwrap_or_default()
    });
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let written = move || {
        list.with(|list| list.as_ref().map_or(0, |list| list.included.len()))
            + if include.get() { held_back.read().len() } else { 0 }
    };
    let send = move || {
        let Some((purpose, channel)) = chosen.get_untracked() else { return };
        let mut customers = list.with_untracked(|list| {
            list.as_ref().map(|list| list.included.clone()).unwrap_or_default()
        });
        let without_consent = match include.get_untracked() {
            true => held_back.get_untracked(),
            false => Vec::new(),
        };
        customers.extend(&without_consent);
        let id = |row: &u32| Session.peek(|w| w.id(Collection::Customer, *row));
        let customers: Vec<RecordId> = customers.iter().map(id).collect();
        let contents = Contents::MarketingList(Written {
            customers: Arc::new(customers),
            purpose,
            channel,
            without_consent: without_consent.len(),
        });
        open.set(false);
        tables::export(contents, writing);
    };
    let told = move || {
        let number = |count: usize| format::integer(count as i64);
        texts::in_list(number(written()), number(rows.read().len()))
    };
    let (purposes, channels) = (form::purposes(), form::reaching_channels());
    let left_out = move || {
        let taken: HashSet<u32> = match include.get() {
            true => held_back.get().into_iter().collect(),
            false => HashSet::new(),
        };
        let mut list = list.get()?;
        list.left_out.retain(|(row, _)| !taken.contains(row));
        left_out(list)
    };
    let all_the_same = move || {
        let count = held_back.read().len() as i64;
        (count > 0).then(|| {
            view! {
                <CheckField
                    label=texts::include(format::integer(count))
                    name="include-without-consent"
                    value=include
                    on_change=move |yes: bool| include.set(yes)
                    hint=texts::include_hint()
                />
            }
        })
    };
    view! {
        <DialogForm
            sending=Sending::new(open)
            on_send=send
            label=texts::export_list()
            empty=Signal::derive(move || sample.get() || written() == 0)
        >
            <Show when=move || sample.get()>
                <Notice tone=Tone::Careful title=file::sample_not_exported()/>
            </Show>
            <p class="quiet">{texts::marketing_text()}</p>
            <div class="form-row">
                <SelectField
                    label=fields::purpose()
                    name="purpose"
                    value=purpose
                    choices=purposes
                    settled=true
                    autofocus=true
                />
                <SelectField
                    label=fields::channel()
                    name="channel"
                    value=channel
                    choices=channels
                    settled=true
                />
            </div>
            <p aria-live="polite" data-list="included">{told}</p>
            {left_out}
            {all_the_same}
            <ForTable writing/>
        </DialogForm>
    }
    .into_any()
}

/// Who is left out, may be included by choice, and has an address.
fn held_back(list: &MarketingList, chosen: Option<(Purpose, Channel)>) -> Vec<u32> {
    let Some((_, channel)) = chosen else { return Vec::new() };
    let may = list.left_out.iter().filter(|(_, why)| why.can_be_included()).map(|(row, _)| *row);
    Session.peek(|workspace| may.filter(|row| workspace.reaches(*row, channel)).collect())
}

/// How many are left out and why, and one press further who.
fn left_out(list: MarketingList) -> Option<AnyView> {
    if list.left_out.is_empty() {
        return None;
    }
    let reasons = LeftOut::ALL
        .into_iter()
        .map(|reason| (reason, list.count(reason) as u64))
        .filter(|(_, count)| *count > 0)
        .map(|(reason, count)| {
            let told = why(reason, &format::integer(count as i64));
            view! { <li data-left-out=code(reason)>{told}</li> }
        })
        .collect_view();
    let all = list.left_out;
    let heading = texts::left_out(&format::count(all.len() as u64));
    let total = all.len();
    let names = paged(total, NAMED, texts::show_left_out().to_owned(), move |from, most| {
        let lines = all
            .iter()
            .skip(from)
            .take(most)
            .map(|(row, reason)| {
                let (id, name) = Session.peek(|workspace| {
                    let name = customers::name_of(workspace.customers(), *row);
                    (workspace.id(Collection::Customer, *row), name)
                });
                view! {
                    <li>
                        <Link href=format!("/customers/{id}")>{name}</Link>
                        " · "
                        {short(*reason)}
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="lines">{lines}</ul> }.into_any()
    });
    Some(
        view! {
            <div class="stack">
                <p><strong>{heading}</strong></p>
                <ul>{reasons}</ul>
                <details>
                    <summary>{texts::show_left_out()}</summary>
                    {names}
                </details>
            </div>
        }
        .into_any(),
    )
}

fn why(reason: LeftOut, count: &str) -> String {
    match reason {
        LeftOut::Erased => texts::left_erased(count),
        LeftOut::DoNotContact => texts::left_do_not_contact(count),
        LeftOut::Withdrawn => texts::left_withdrawn(count),
        LeftOut::NeverAgreed => texts::left_never(count),
        LeftOut::NoAddress => texts::left_no_address(count),
    }
}

fn short(reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::Erased => texts::why_erased(),
        LeftOut::DoNotContact => texts::why_do_not_contact(),
        LeftOut::Withdrawn => texts::why_withdrawn(),
        LeftOut::NeverAgreed => texts::why_never(),
        LeftOut::NoAddress => texts::why_no_address(),
    }
}

fn code(reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::Erased => "erased",
        LeftOut::DoNotContact => "do-not-contact",
        LeftOut::Withdrawn => "withdrawn",
        LeftOut::NeverAgreed => "never-agreed",
        LeftOut::NoAddress => "no-address",
    }
}
