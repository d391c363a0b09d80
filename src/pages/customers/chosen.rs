//! What can be done with the chosen customers: put them into a segment, give them to
//! somebody, take them along as a table, make them one, delete them. Each is one step, and one undo.

use crate::app::session::{Seen, Session};
use crate::app::tables::Contents;
use crate::app::work::Writing;
use crate::app::{commands, customer_list, doubles, toaster};
use crate::components::{
    Button, Dialog, DialogForm, Kind, Picking, Sending, TextField, UnderWay, format,
};
use crate::pages::as_table::AsTable;
use crate::words::{actions, customers as texts, data, duplicates, errors, fields};
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, FieldId, RecordId};

/// The customers that are chosen in the list. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    rows: RwSignal<HashSet<u32>>,
    /// The state in which the rows had these numbers.
    seen: StoredValue<Seen>,
}

impl Chosen {
    /// Nobody yet. What is chosen is given up when rows get other numbers.
    pub fn nobody() -> Chosen {
        let chosen =
            Chosen { rows: RwSignal::new(HashSet::new()), seen: StoredValue::new(Seen::now()) };
        Effect::new(move |_| {
            Session.version();
            if !chosen.seen.get_value().has_its_rows() {
                chosen.clear();
            }
        });
        chosen
    }

    fn clear(self) {
        self.seen.set_value(Seen::now());
        if !self.rows.read_untracked().is_empty() {
            self.rows.update(HashSet::clear);
        }
    }

    /// Those who are chosen and still there, in the order of the list's rows.
    fn ids(self) -> Vec<RecordId> {
        let mut rows: Vec<u32> = self.rows.read_untracked().iter().copied().collect();
        rows.sort_unstable();
        Session.peek(|workspace| {
            let alive =
                rows.into_iter().filter(|row| workspace.is_alive(Collection::Customer, *row));
            alive.map(|row| workspace.id(Collection::Customer, row)).collect()
        })
    }

    fn contents(self) -> Contents {
        Contents::Customers(Some(Arc::new(self.ids())))
    }

    /// What the list needs to let rows be chosen.
    pub fn picking(self) -> Picking {
        Picking {
            rows: self.rows,
            label: Callback::new(|(row,): (u32,)| {
                texts::choose(Session.read(|workspace| texts::name_of(workspace.customers(), row)))
            }),
            actions: ViewFn::from(move || view! { <Actions chosen=self/> }),
        }
    }
}

#[component]
fn Actions(chosen: Chosen) -> impl IntoView {
    let writing = Writing::default();
    let [segment, owner, taking] = [(); 3].map(|()| RwSignal::new(false));
    let delete = move |()| {
        commands::delete_customers(&chosen.ids(), move |done| {
            if done {
                chosen.clear();
            }
        });
    };
    // More than a few at once are hardly one person.
    let few = Memo::new(move |_| (2..=doubles::LARGEST).contains(&chosen.rows.read().len()));
    let uniting = RwSignal::new(false);
    let unite = move || {
        uniting.set(true);
        doubles::unite(&chosen.ids(), move |done| {
            let _ = uniting.try_set(false);
            if done {
                chosen.clear();
            }
        });
    };
    let button = |label: &'static str, open: RwSignal<bool>, action: &'static str| {
        view! {
            <Button label small=true on_click=move |()| open.set(true) attr:data-action=action/>
        }
    };
    view! {
        {button(texts::set_segment(), segment, "set-segment")}
        {button(texts::set_owner(), owner, "set-owner")}
        {button(texts::take_chosen(), taking, "export-chosen")}
        <Show when=move || few.get()>
            <Button
                label=duplicates::merge()
                small=true
                disabled=uniting
                on_click=unite
                attr:data-action="merge-chosen"
            />
        </Show>
        <Button
            label=actions::delete()
            kind=Kind::Danger
            small=true
            on_click=delete
            attr:data-action="delete-chosen"
        />
        <UnderWay
            label=data::exporting()
            progress=writing.progress
            on_stop=move |()| writing.stop()
        />
        <Dialog open=segment title=texts::set_segment() form=true>
            <FieldForm open=segment chosen field=customer::SEGMENT/>
        </Dialog>
        <Dialog open=owner title=texts::set_owner() form=true>
            <FieldForm open=owner chosen field=customer::OWNER/>
        </Dialog>
        <Dialog open=taking title=texts::take_chosen() form=true>
            <AsTable
                open=taking
                count=move |()| chosen.ids().len()
                contents=move |()| chosen.contents()
                writing
            />
        </Dialog>
    }
    .into_any()
}

/// Asks for one value for all of them; a blank one takes theirs away.
#[component]
fn FieldForm(open: RwSignal<bool>, chosen: Chosen, field: FieldId) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let sending = Sending::new(open);
    let send = move || {
        // Nothing personal is written of somebody who was erased.
        let personal = Collection::Customer.is_personal(field);
        let mut ids = chosen.ids();
        Session.peek(|workspace| {
            let erased = |id: &RecordId| {
                let row = workspace.row(Collection::Customer, *id);
                row.is_some_and(|row| workspace.is_erased(row))
            };
            ids.retain(|id| !(personal && erased(id)));
        });
        if ids.is_empty() {
            return toaster().fail(errors::gone_meanwhile());
        }
        let value = value.get_untracked();
        let value = Some(value.trim()).filter(|value| !value.is_empty());
        commands::change_customers(&ids, field, value, sending.begin());
    };
    let count = format::count(chosen.rows.read_untracked().len() as u64);
    let used = customer_list::words_in(Collection::Customer, field);
    view! {
        <DialogForm sending on_send=send>
            <p class="quiet">{texts::for_chosen(&count)}</p>
            <TextField
                label=fields::label(Collection::Customer, field)
                name="chosen-value"
                value
                hint=texts::blank_takes_away()
                suggestions=Signal::stored(used)
                autofocus=true
            />
        </DialogForm>
    }
    .into_any()
}
