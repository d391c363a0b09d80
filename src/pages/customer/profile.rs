//! What is known of a customer, in groups; what is not said is left out.

use super::erase::told;
use crate::app::{doubles, erase};
use crate::components::{Button, Kind, Panel, format};
use crate::words::{self, actions, choices, customers as texts, duplicates, fields};
use leptos::prelude::*;
use tangga_engine::domain::{Customer, RecordId, phone};

type Lines = Vec<(&'static str, String)>;

#[component]
pub(super) fn Profile(
    id: RecordId,
    customer: Memo<Customer>,
    editing: RwSignal<bool>,
) -> impl IntoView {
    let erased = Memo::new(move |_| erase::is_erased(id));
    let groups = move || {
        let groups: Vec<(&'static str, Lines)> = customer
            .with(|customer| {
                [
                    (texts::identity(), identity(customer)),
                    (texts::contact(), contact(customer)),
                    (texts::place(), place(customer)),
                    (texts::relationship(), relationship(customer)),
                ]
            })
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .collect();
        if groups.is_empty() && !erased.get() {
            return view! { <p class="quiet">{texts::profile_empty()}</p> }.into_any();
        }
        groups.into_iter().map(|(heading, lines)| group(heading, lines)).collect_view().into_any()
    };
    let gone = move || {
        erased.get().then(|| {
            let told = told(id);
            view! {
                <p data-erased="">{format!("{told}. {}", words::erase::no_profile())}</p>
            }
        })
    };
    let names = Memo::new(move |_| doubles::united_names(id));
    let united = move || {
        let names = names.get();
        (!names.is_empty() && !erased.get()).then(|| {
            let heading = duplicates::merged_from(&format::count(names.len() as u64));
            view! {
                <section>
                    <h3>{heading}</h3>
                    <p>{format::list(&names)}</p>
                    <Button
                        label=duplicates::separate()
                        kind=Kind::Quiet
                        small=true
                        on_click=move || doubles::part(id)
                        attr:data-action="separate"
                    />
                </section>
            }
        })
    };
    let actions = move || {
        view! {
            <Show when=move || !erased.get()>
                <Button
                    label=actions::edit()
                    kind=Kind::Quiet
                    small=true
                    on_click=move || editing.set(true)
                    attr:data-action="edit-profile"
                />
            </Show>
        }
    };
    view! {
        <Panel heading=texts::profile() actions=actions>
            <div class="customer-profile">{gone} {groups} {united}</div>
        </Panel>
    }
    .into_any()
}

fn group(heading: &'static str, lines: Lines) -> AnyView {
    let line = |(label, value): (&'static str, String)| {
        view! {
            <dt>{label}</dt>
            <dd>{value}</dd>
        }
    };
    view! {
        <section>
            <h3>{heading}</h3>
            <dl class="facts">{lines.into_iter().map(line).collect_view()}</dl>
        </section>
    }
    .into_any()
}

/// The lines that hold something.
fn said<const N: usize>(lines: [(&'static str, Option<String>); N]) -> Lines {
    lines.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

fn identity(customer: &Customer) -> Lines {
    said([
        (fields::company(), customer.company.clone().filter(|_| customer.name.is_some())),
        (fields::external_id(), customer.external_id.clone()),
        (fields::birthday(), customer.birthday.map(format::date)),
        (fields::note(), customer.note.clone()),
    ])
}

fn contact(customer: &Customer) -> Lines {
    let local = |number: &Option<String>| number.as_ref().map(|stored| phone::local(stored));
    let channel = customer.preferred_channel.as_ref().map(|stored| choices::channel_of(stored));
    said([
        (fields::phone(), local(&customer.phone)),
        (fields::whatsapp(), local(&customer.whatsapp)),
        (fields::email(), customer.email.clone()),
        (fields::social(), customer.social.clone()),
        (fields::fax(), local(&customer.fax)),
        (fields::preferred_channel(), channel),
        (fields::do_not_contact(), customer.do_not_contact.map(yes_no)),
    ])
}

fn place(customer: &Customer) -> Lines {
    said([
        (fields::address(), customer.address.clone()),
        (fields::city(), customer.city.clone()),
        (fields::postal_code(), customer.postal_code.clone()),
        (fields::country(), customer.country.clone()),
    ])
}

fn relationship(customer: &Customer) -> Lines {
    let share = customer.share_of_wallet.map(|percent| format::percent(percent as f64 / 100.0, 0));
    said([
        (fields::segment(), customer.segment.clone()),
        (fields::known_since(), customer.known_since.map(format::date)),
        (fields::owner(), customer.owner.clone()),
        (fields::source(), customer.source.clone()),
        (fields::qualified(), customer.qualified.map(yes_no)),
        (fields::share_of_wallet(), share),
        (fields::prefers_us(), customer.prefers_us.map(yes_no)),
        (fields::referrals(), customer.referrals.map(format::integer)),
    ])
}

fn yes_no(truth: bool) -> String {
    if truth { actions::yes().to_owned() } else { actions::no().to_owned() }
}
