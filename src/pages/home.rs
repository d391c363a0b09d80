//! Home: the four ways to begin, what to do next in an empty workspace, and
//! then the figures that matter, the ladder, what needs attention, and whether
//! the data are safe.

mod attention;
mod first_visit;
mod keeping;
mod overview;

use super::data::UndoButtons;
use super::place::NEW_CUSTOMER;
use crate::app::rest::REST;
use crate::app::session::Session;
use crate::app::{commands, files, part};
use crate::components::{Button, ButtonLink, EmptyState, Kind, PageHeader, Panel, Symbol};
use crate::words::{self, actions, home as texts};
use leptos::prelude::*;

/// The page. Whoever has begun has the rest: it reads the store, and the ways to
/// begin wait for it.
#[component]
pub fn Home() -> impl IntoView {
    let begun = Memo::new(|_| Session.read(files::holds_anything) || files::has_started());
    let body = move || match (begun.get(), part::there(&REST)) {
        (true, Some(rest)) => (rest.home)(),
        _ => view! { <first_visit::FirstVisit/> }.into_any(),
    };
    view! { {body} }.into_any()
}

/// The page once the first visit is over.
#[component]
pub fn Begun() -> impl IntoView {
    let full = Memo::new(|_| Session.read(files::holds_anything));
    let body = move || match full.get() {
        true => view! { <overview::Overview/> }.into_any(),
        false => view! { <Empty/> }.into_any(),
    };
    view! { {body} }.into_any()
}

/// Somebody began with nothing: what comes first, and what each step shows.
#[component]
fn Empty() -> impl IntoView {
    let step =
        |number: &'static str, title: &'static str, text: &'static str, href: &'static str| {
            view! {
                <li>
                    <span class="home-step" aria-hidden="true">{number}</span>
                    <div>
                        <strong>{title}</strong>
                        <p class="quiet">{text}</p>
                    </div>
                    <ButtonLink href=href label=actions::open()/>
                </li>
            }
            .into_any()
        };
    view! {
        <div class="stack">
            <PageHeader title=texts::title()>
                <UndoButtons/>
            </PageHeader>
            <EmptyState symbol=Symbol::People title=texts::empty_title() text=texts::empty_text()>
                <ButtonLink href="/data" label=actions::import() kind=Kind::Primary/>
                <ButtonLink href=NEW_CUSTOMER label=actions::add_customer()/>
                <Button
                    label=words::first_visit::sample()
                    kind=Kind::Quiet
                    on_click=|()| commands::start_sample(|_| {})
                    attr:data-action="sample"
                />
            </EmptyState>
            <Panel heading=texts::next_steps()>
                <ol class="home-steps lines">
                    {step("1", texts::step_settings(), texts::step_settings_text(), "/settings")}
                    {step("2", texts::step_customers(), texts::step_customers_text(), NEW_CUSTOMER)}
                    {step("3", texts::step_purchases(), texts::step_purchases_text(), "/data")}
                    {step("4", texts::step_journey(), texts::step_journey_text(), "/journeys")}
                </ol>
            </Panel>
        </div>
    }
    .into_any()
}
