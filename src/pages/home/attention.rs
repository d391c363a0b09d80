//! Who needs attention, most valuable first, with the way to reach them.

use crate::app::derived;
use crate::app::session::Session;
use crate::components::{Badge, EmptyState, Link, OutsideLink, Panel, Symbol, Tone, format, paged};
use crate::pages::privacy;
use crate::words::{customers, fields, home as texts};
use leptos::prelude::*;
use tangga_engine::analytics::attention::{Attention as One, Reason};
use tangga_engine::domain::{Channel, Collection, Customer, phone};

/// How many are shown at a time.
const SHOWN: usize = 8;

/// One of them, in words.
#[derive(Clone, PartialEq)]
struct Line {
    href: String,
    name: String,
    reason: String,
    critic: bool,
    at_risk: String,
    whatsapp: Option<String>,
}

/// Those from one place of the list on.
fn lines(all: &[One], from: usize) -> Vec<Line> {
    let today = Session.today();
    Session.read(|workspace| {
        let currency = workspace.currency();
        let line = |one: &One| {
            let customer: Customer = workspace.read(one.customer);
            let number = customer.whatsapp.as_deref().or(customer.phone.as_deref());
            let may_contact = customer.do_not_contact != Some(true)
                && workspace.taken_back(one.customer, Channel::Messaging, today).is_none();
            let (reason, critic) = match one.reason {
                Reason::Overdue { usual_gap, days_since_last } => (
                    texts::quiet_customer(
                        format::integer(i64::from(days_since_last)),
                        format::integer(usual_gap.round() as i64),
                    ),
                    false,
                ),
                Reason::UnansweredDetractor { score, day, .. } => {
                    (texts::critic(score, format::relative(day, today)), true)
                }
            };
            Line {
                href: format!("/customers/{}", workspace.id(Collection::Customer, one.customer)),
                name: customers::name_of(workspace.customers(), one.customer),
                reason,
                critic,
                at_risk: format::money_compact(one.at_risk, &currency),
                whatsapp: number
                    .filter(|_| may_contact)
                    .and_then(phone::whatsapp)
                    .map(|digits| format!("https://wa.me/{digits}")),
            }
        };
        all.iter().skip(from).take(SHOWN).map(line).collect()
    })
}

/// The panel.
#[component]
pub fn Attention() -> impl IntoView {
    let found = Memo::new(|_| derived::attention());
    let finding = Signal::derive(move || {
        let all = found.read().len() as u64;
        if all == 0 { String::new() } else { texts::attention_count(&format::count(all)) }
    });
    let body = move || {
        let all = found.get();
        if all.is_empty() {
            return view! {
                <EmptyState
                    symbol=Symbol::Check
                    title=texts::attention_empty()
                    text=texts::attention_empty_text()
                    small=true
                />
            }
            .into_any();
        }
        let total = all.len();
        paged(total, SHOWN, texts::attention().to_owned(), move |from, _| {
            let lines = lines(&all, from).into_iter().map(line).collect_view();
            view! { <ul class="attention lines">{lines}</ul> }.into_any()
        })
    };
    view! {
       <Panel heading=texts::attention() finding=finding>
           {privacy::due()}
           {body}
       </Panel>
    }
    .into_any()
}

fn line(line: Line) -> AnyView {
    let whatsapp = line.whatsapp.map(|href| {
        view! { <OutsideLink href label=fields::whatsapp() symbol=Symbol::WhatsApp/> }
    });
    let tone = if line.critic { Tone::Bad } else { Tone::Careful };
    view! {
        <li>
            <div class="attention-who">
                <Link href=line.href>{line.name}</Link>
                <p class="quiet">{line.reason}</p>
            </div>
            <Badge label=texts::at_risk(line.at_risk) tone/>
            {whatsapp}
        </li>
    }
    .into_any()
}
