//! Finds a customer by a part of the name. A list of all names would be too
//! long for a large base, so a few that match are offered.

use crate::app::session::Session;
use crate::browser::focus;
use crate::components::{Button, Symbol, TextField};
use crate::words::{customers, feedback as texts};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, RecordId, phone};

/// How many customers are offered.
const OFFERED: usize = 5;

/// The id of the part of the form where a customer is found.
const FIELD: &str = "feedback-customer";

/// What is typed, and who is chosen.
#[derive(Clone, Copy)]
pub struct Found {
    typed: RwSignal<String>,
    chosen: RwSignal<Option<(RecordId, String)>>,
    error: RwSignal<Option<String>>,
}

impl Found {
    /// Begins with the customer that is known already.
    pub fn new(known: Option<RecordId>) -> Found {
        let chosen = known.map(|id| (id, named(id)));
        Found {
            typed: RwSignal::new(String::new()),
            chosen: RwSignal::new(chosen),
            error: RwSignal::new(None),
        }
    }

    /// Who is meant: the customer chosen, the only one whose name is typed in
    /// full, or nobody. `None` if what is typed names nobody or several, which the
    /// field then says.
    pub fn read(self) -> Option<Option<RecordId>> {
        self.error.set(None);
        if let Some((id, _)) = self.chosen.get_untracked() {
            return Some(Some(id));
        }
        let typed = self.typed.get_untracked().trim().to_lowercase();
        if typed.is_empty() {
            return Some(None);
        }
        let mut same = matching(&typed, |name| name == typed);
        if same.len() == 1 {
            return same.pop().map(|(id, _)| Some(id));
        }
        let offered = !matching(&typed, |name| name.contains(&typed)).is_empty();
        let wrong = if offered { texts::several_match() } else { texts::no_match() };
        self.error.set(Some(wrong.to_owned()));
        None
    }
}

/// The name with what tells it from others of the same: city and telephone.
fn named(id: RecordId) -> String {
    Session.peek(|workspace| {
        let row = workspace.row(Collection::Customer, id);
        let text = |field| workspace.customers().text(row?, field);
        let name = customers::name_with(workspace, id);
        let city = text(customer::CITY).map(str::to_owned);
        let number = text(customer::PHONE).map(phone::local);
        [Some(name), city, number].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    })
}

/// The first customers of whom a name, in lower case, matches.
fn matching(typed: &str, matches: impl Fn(&str) -> bool) -> Vec<(RecordId, String)> {
    if typed.is_empty() {
        return Vec::new();
    }
    let found: Vec<RecordId> = Session.peek(|workspace| {
        let table = workspace.customers();
        let fits = |row: u32| {
            let other = [customer::COMPANY, customer::EXTERNAL_ID].into_iter();
            matches(&customers::name_of(table, row).to_lowercase())
                || other
                    .filter_map(|field| table.text(row, field))
                    .any(|name| matches(&name.to_lowercase()))
        };
        workspace
            .alive_rows(Collection::Customer)
            .filter(|row| fits(*row))
            .take(OFFERED)
            .map(|row| table.id(row))
            .collect()
    });
    found.into_iter().map(|id| (id, named(id))).collect()
}

/// The field, and the customers that it finds.
#[component]
pub fn FindCustomer(
    /// What is typed, and who is chosen.
    found: Found,
    /// What the field asks.
    label: &'static str,
) -> impl IntoView {
    let offers = Memo::new(move |_| {
        let typed = found.typed.read().trim().to_lowercase();
        matching(&typed, |name| name.contains(&typed))
    });
    // What was wrong with what was typed is not said of something else.
    Effect::new(move |_| {
        found.typed.track();
        found.error.set(None);
    });
    let choose = move |(id, name): (RecordId, String)| {
        found.error.set(None);
        found.chosen.set(Some((id, name)));
        focus::after_drawing(FIELD.to_owned());
    };
    // Where one customer alone is found, Enter takes that one instead of sending
    // the form.
    let on_key = move |event: KeyboardEvent| {
        let only = match offers.read_untracked().as_slice() {
            [only] if event.key() == "Enter" && found.chosen.read_untracked().is_none() => {
                only.clone()
            }
            _ => return,
        };
        event.prevent_default();
        choose(only);
    };
    let offered = move || {
        let offers = offers.get();
        (!offers.is_empty()).then(|| {
            let buttons = offers
                .into_iter()
                .map(|offer| {
                    let name = offer.1.clone();
                    view! {
                        <li>
                            <Button
                                label=name
                                small=true
                                on_click=move || choose(offer.clone())
                            />
                        </li>
                    }
                })
                .collect_view();
            view! { <ul class="row" aria-label=texts::matches()>{buttons}</ul> }
        })
    };
    let content = move || match found.chosen.get() {
        Some((_, name)) => view! {
            <div class="row feedback-chosen">
                <strong>{name}</strong>
                <Button
                    label=texts::forget_customer()
                    symbol=Symbol::Close
                    small=true
                    on_click=move || {
                        found.chosen.set(None);
                        focus::after_drawing(FIELD.to_owned());
                    }
                />
            </div>
        }
        .into_any(),
        None => view! {
            <TextField
                label=label
                name="customer"
                value=found.typed
                hint=texts::find_hint()
                error=found.error
            />
            {offered}
        }
        .into_any(),
    };
    view! {
        <div id=FIELD class="feedback-customer" tabindex="-1" on:keydown=on_key>
            {content}
        </div>
    }
    .into_any()
}
