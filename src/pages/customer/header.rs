//! Name, rung and segment; the ways to reach the customer; what can be done.

use super::Sheets;
use super::erase::{AskToErase, Erased};
use crate::app::session::Session;
use crate::app::{commands, derived, erase};
use crate::components::{
    Badge, Button, Choice, Dialog, DialogForm, Kind, Link, Menu, MenuItem, Notice, OutsideLink,
    PageHeader, RungChip, SelectField, Sending, Symbol, TextAreaField, Tone, entry, format,
};
use crate::pages::customers;
use crate::words::{self, actions, choices, customers as texts, fields, privacy};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use tangga_engine::domain::{Channel, Collection, Customer, Day, RecordId, Rung, phone};

#[component]
pub(super) fn Header(id: RecordId, customer: Memo<Customer>, sheets: Sheets) -> impl IntoView {
    let name = Memo::new(move |_| Session.read(|workspace| texts::name_with(workspace, id)));
    // The company stands below a person's name, not below itself.
    let company = Signal::derive(move || {
        customer.with(|customer| customer.name.as_ref().and(customer.company.clone()))
    });
    let pinning = RwSignal::new(false);
    let erasing = RwSignal::new(false);
    let erased = Memo::new(move |_| erase::is_erased(id));
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let navigate = use_navigate();
    let delete = move || {
        commands::delete(Collection::Customer, id);
        navigate(&customers::left(), NavigateOptions::default());
    };
    let delete = StoredValue::new_local(delete);
    let navigate = use_navigate();
    let open_everything = StoredValue::new_local(move || {
        navigate(&format!("/customers/{id}/everything"), NavigateOptions::default());
    });
    let editing = sheets.customer;
    view! {
        <PageHeader
            title=name
            subtitle=company
            back=(customers::left(), texts::title().to_owned())
        >
            // Nothing is added to who was erased, and nothing of theirs is left to edit.
            <Show when=move || !erased.get()>
                <Button
                    label=actions::add_purchase()
                    kind=Kind::Primary
                    symbol=Symbol::Plus
                    on_click=move || sheets.purchase.show(None)
                    attr:data-action="add-purchase"
                />
                <Button
                    label=actions::add_interaction()
                    on_click=move || sheets.interaction.show(None)
                    attr:data-action="add-interaction"
                />
                <Button
                    label=actions::add_feedback()
                    on_click=move || sheets.feedback.show(None)
                    attr:data-action="add-feedback"
                />
                <Button
                    label=actions::edit()
                    symbol=Symbol::Edit
                    on_click=move || editing.set(true)
                    attr:data-action="edit"
                />
            </Show>
            <Menu label=actions::more_actions() symbol=Symbol::More>
                // A pin needs a reason, which is not kept of who was erased.
                {move || {
                    (!erased.get())
                        .then(|| {
                            view! {
                                <MenuItem
                                    label=texts::pin()
                                    symbol=Symbol::Pin
                                    on_click=move || pinning.set(true)
                                />
                            }
                        })
                }}
                <MenuItem
                    label=privacy::record_request()
                    symbol=Symbol::Shield
                    on_click=move || sheets.request.begin(None, Some(id), false)
                    attr:data-action="record-request"
                />
                <MenuItem
                    label=privacy::everything_of()
                    symbol=Symbol::File
                    on_click=move || open_everything.with_value(|open| open())
                    attr:data-action="everything"
                />
                <MenuItem
                    label=actions::delete()
                    symbol=Symbol::Delete
                    danger=true
                    on_click=move || delete.with_value(|delete| delete())
                    attr:data-action="delete"
                />
                // The sample shop's people are nobody's.
                {move || {
                    (!erased.get() && !sample.get())
                        .then(|| {
                            view! {
                                <MenuItem
                                    label=words::erase::action()
                                    symbol=Symbol::Delete
                                    danger=true
                                    on_click=move || erasing.set(true)
                                    attr:data-action="erase"
                                />
                            }
                        })
                }}
            </Menu>
        </PageHeader>
        <Show when=move || erased.get()>
            <Erased id erasing/>
        </Show>
        <div class="customer-marks row">
            <Standing id customer pinning/>
            <Show when=move || !erased.get()>
                <Reach id customer/>
            </Show>
        </div>
        <Dialog open=erasing title=Signal::derive(move || words::erase::question(name.get()))>
            <AskToErase id open=erasing/>
        </Dialog>
        <Dialog open=pinning title=texts::pin() form=true>
            <PinForm id customer open=pinning/>
        </Dialog>
    }
    .into_any()
}

/// The rung and the segment.
#[component]
fn Standing(id: RecordId, customer: Memo<Customer>, pinning: RwSignal<bool>) -> impl IntoView {
    let placement = Memo::new(move |_| {
        let row = Session.read(|workspace| workspace.row(Collection::Customer, id))?;
        derived::placements().get(row as usize).copied().flatten()
    });
    let chip = move || {
        let placement = placement.get()?;
        let rung = placement.rung;
        let link = format!("/customers?rung={}", rung.code());
        Some(view! {
            <Link href=link attr:class="customer-rung">
                <RungChip rung pinned=placement.pinned/>
            </Link>
        })
    };
    let segment = move || {
        let segment = customer.with(|customer| customer.segment.clone())?;
        Some(view! { <Badge label=segment/> })
    };
    let why = move || {
        let placement = placement.get()?;
        if placement.pinned {
            let reason = customer.with(|customer| customer.pin_reason.clone().unwrap_or_default());
            let change = move || pinning.set(true);
            return Some(
                view! {
                    <span class="quiet">{texts::pinned_because(reason)}</span>
                    <Button label=texts::change_pin() small=true kind=Kind::Quiet on_click=change/>
                }
                .into_any(),
            );
        }
        let not_known = placement.not_known && placement.rung >= Rung::Repeat;
        not_known.then(|| {
            let said = customer.with(what_would_tell);
            view! { <span class="quiet reading">{said}</span> }.into_any()
        })
    };
    view! {
        {chip}
        {segment}
        {why}
    }
    .into_any()
}

/// What to record of a buyer so that the upper rungs are known.
fn what_would_tell(customer: &Customer) -> String {
    let evidence = [
        (fields::share_of_wallet(), customer.share_of_wallet.is_none()),
        (fields::prefers_us(), customer.prefers_us.is_none()),
        (fields::referrals(), customer.referrals.is_none()),
    ];
    let blank = evidence.into_iter().filter(|(_, blank)| *blank);
    let blank: Vec<String> = blank.map(|(label, _)| label.to_owned()).collect();
    match blank.is_empty() {
        true => texts::not_asked_yet().to_owned(),
        false => texts::not_known_yet(format::list(&blank)),
    }
}

/// The ways to reach the customer, or why they must not be used.
#[component]
fn Reach(id: RecordId, customer: Memo<Customer>) -> impl IntoView {
    let taken_back = Memo::new(move |_| {
        [Channel::Messaging, Channel::Phone, Channel::Email].map(|channel| {
            Session.read(|workspace| {
                let row = workspace.row(Collection::Customer, id)?;
                workspace.taken_back(row, channel, Session.today())
            })
        })
    });
    let ways = move || {
        let [no_chat, no_call, no_mail] = taken_back.get();
        let Customer { phone: number, whatsapp, email, do_not_contact, .. } = customer.get();
        if do_not_contact == Some(true) {
            return view! {
                <Notice
                    tone=Tone::Careful
                    title=texts::do_not_contact()
                    text=texts::do_not_contact_text().to_owned()
                />
            }
            .into_any();
        }
        let chat = whatsapp.as_ref().or(number.as_ref()).and_then(|n| phone::whatsapp(n));
        let chat = chat.map(|digits| {
            let href = format!("https://wa.me/{digits}");
            way(href, actions::write_whatsapp(), Symbol::WhatsApp, no_chat)
        });
        let call = number.filter(|number| phone::is_e164(number)).map(|number| {
            let href = format!("tel:{number}");
            way(href, actions::call(), Symbol::Phone, no_call)
        });
        let mail = email.map(|email| {
            let href = format!("mailto:{email}");
            way(href, actions::write_email(), Symbol::Mail, no_mail)
        });
        if chat.is_none() && call.is_none() && mail.is_none() {
            return view! { <span class="quiet">{texts::not_reachable()}</span> }.into_any();
        }
        view! {
            {chat}
            {call}
            {mail}
        }
        .into_any()
    };
    view! { <div class="customer-reach row">{ways}</div> }.into_any()
}

/// One way to reach the customer. After the consent for it was taken back it says so,
/// and stays for what needs no consent.
fn way(href: String, label: &'static str, symbol: Symbol, taken_back: Option<Day>) -> AnyView {
    let link = view! { <OutsideLink href label symbol/> };
    let Some(day) = taken_back else { return link.into_any() };
    view! {
        <details class="reach-taken-back">
            <summary>{privacy::way_taken_back(label, format::date(day))}</summary>
            <p class="quiet">{privacy::way_taken_back_text()}</p>
            {link}
        </details>
    }
    .into_any()
}

#[component]
fn PinForm(id: RecordId, customer: Memo<Customer>, open: RwSignal<bool>) -> impl IntoView {
    let stored = customer.get_untracked();
    let is_pinned = stored.pinned_rung.is_some();
    let rung = RwSignal::new(stored.pinned_rung.unwrap_or_default());
    let reason = RwSignal::new(stored.pin_reason.unwrap_or_default());
    let sending = Sending::new(open);
    let send = move || {
        let chosen = Rung::from_code(&rung.read_untracked());
        if let Some(pin) = chosen.zip(entry::text(&reason.read_untracked())) {
            commands::pin(id, Some(pin), sending.begin());
        }
    };
    let release = move || commands::pin(id, None, sending.begin());
    let rungs: Vec<Choice> =
        Rung::ALL.iter().map(|rung| Choice::new(rung.code(), choices::rung(*rung))).collect();
    let rung_error = Signal::derive(move || {
        (sending.is_tried() && rung.read().is_empty()).then(|| texts::rung_missing().to_owned())
    });
    let reason_error = Signal::derive(move || {
        (sending.is_tried() && reason.read().trim().is_empty())
            .then(|| texts::pin_reason_missing().to_owned())
    });
    view! {
        <DialogForm sending on_send=send>
            <p class="quiet">{texts::pin_text()}</p>
            <SelectField
                name="pinned_rung"
                label=texts::rung()
                value=rung
                choices=Signal::derive(move || rungs.clone())
                error=rung_error
                required=true
                autofocus=true
            />
            <TextAreaField
                name="pin_reason"
                label=fields::pin_reason()
                value=reason
                error=reason_error
                required=true
            />
            {is_pinned
                .then(|| {
                    view! {
                        <div class="row">
                            <Button
                                label=texts::unpin()
                                disabled=sending.under_way()
                                on_click=release
                            />
                        </div>
                    }
                })}
        </DialogForm>
    }
    .into_any()
}
