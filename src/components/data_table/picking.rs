//! Choosing rows, to do something with all of them at once.

use crate::components::button::SymbolButton;
use crate::components::format;
use crate::components::icon::Symbol;
use crate::words::{actions, widgets};
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// The rows that are chosen, as the numbers of [`super::DataTable`]'s rows, and what
/// can be done with them.
#[derive(Clone)]
pub struct Picking {
    /// The chosen rows; those that the list does not show now stay chosen.
    pub rows: RwSignal<HashSet<u32>>,
    /// What is said of a row's box: `Choose Sari`.
    pub label: Callback<(u32,), String>,
    /// The actions of the bar.
    pub actions: ViewFn,
}

/// Choosing, as the table does it. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Picks {
    chosen: RwSignal<HashSet<u32>>,
    label: Callback<(u32,), String>,
    rows: Signal<Arc<Vec<u32>>>,
    /// The row that was chosen last, from which a range is, wherever sorting or a
    /// filter has put it meanwhile.
    from: StoredValue<Option<u32>>,
}

impl Picks {
    pub fn new(picking: &Picking, rows: Signal<Arc<Vec<u32>>>) -> Picks {
        let Picking { rows: chosen, label, .. } = *picking;
        Picks { chosen, label, rows, from: StoredValue::new(None) }
    }

    /// Whether a row is chosen. Subscribes.
    pub fn has(self, row: u32) -> bool {
        self.chosen.read().contains(&row)
    }

    fn set(self, places: impl Iterator<Item = usize>, on: bool) {
        let rows = self.rows.get_untracked();
        self.chosen.update(|chosen| {
            for row in places.filter_map(|at| rows.get(at)) {
                if on {
                    chosen.insert(*row)
                } else {
                    chosen.remove(row)
                };
            }
        });
    }

    fn row(self, at: usize) -> Option<u32> {
        self.rows.read_untracked().get(at).copied()
    }

    /// Chooses the row at a place, or gives it up.
    pub fn toggle(self, at: usize) {
        let row = self.row(at);
        let on = row.is_some_and(|row| !self.chosen.read_untracked().contains(&row));
        self.set(std::iter::once(at), on);
        self.from.set_value(row);
    }

    /// Chooses all from the row that was chosen last to this place; this one alone if
    /// the list does not show that row.
    pub fn reach(self, at: usize) {
        let from = self.from.get_value();
        let from = from.and_then(|from| self.rows.read_untracked().iter().position(|r| *r == from));
        self.range(from.unwrap_or(at), at);
    }

    /// Chooses all between two places, and both.
    pub fn range(self, from: usize, to: usize) {
        self.set(from.min(to)..=from.max(to), true);
        self.from.set_value(self.row(to));
    }

    /// Chooses all rows of the list.
    pub fn all(self) {
        self.set(0..self.rows.read_untracked().len(), true);
    }

    /// Chooses none.
    pub fn none(self) {
        self.chosen.update(HashSet::clear);
        self.from.set_value(None);
    }

    /// The box of the row at a place. `then` takes the focus back to the grid, which has
    /// the keys: a slot that shows another row must not keep it.
    pub fn box_of(
        self,
        row: u32,
        at: Memo<usize>,
        then: impl Fn(usize) + Copy + 'static,
    ) -> AnyView {
        let click = move |event: MouseEvent| {
            let at = at.get_untracked();
            if event.shift_key() {
                self.reach(at)
            } else {
                self.toggle(at)
            }
            then(at);
        };
        view! {
            <div role="gridcell" class="data-pick">
                <label>
                    <input
                        type="checkbox"
                        // The grid has the focus; the space bar does the same.
                        tabindex="-1"
                        aria-label=move || self.label.run((row,))
                        prop:checked=move || self.has(row)
                        on:click=click
                    />
                </label>
            </div>
        }
        .into_any()
    }

    /// The box of the head: all of the list, or none.
    pub fn box_of_all(self) -> AnyView {
        let node = NodeRef::<html::Input>::new();
        // How many of the list's rows are chosen.
        let here = Memo::new(move |_| {
            let chosen = self.chosen.read();
            match chosen.is_empty() {
                true => 0,
                false => self.rows.read().iter().filter(|row| chosen.contains(row)).count(),
            }
        });
        let all = Memo::new(move |_| here.get() > 0 && here.get() == self.rows.read().len());
        Effect::new(move |_| {
            if let Some(node) = node.get() {
                node.set_indeterminate(here.get() > 0 && !all.get());
            }
        });
        let click = move |event: MouseEvent| {
            let rows = self.rows.read_untracked().len();
            if rows == 0 {
                // A box of nothing stays as it is.
                event.prevent_default();
            }
            // Those that the list does not show stay as they are.
            self.set(0..rows, !all.get_untracked());
        };
        view! {
            <div role="columnheader" class="data-pick">
                <label>
                    <input
                        node_ref=node
                        type="checkbox"
                        aria-label=widgets::choose_all()
                        prop:checked=move || all.get()
                        on:click=click
                    />
                </label>
            </div>
        }
        .into_any()
    }

    /// The bar with the actions, while any row is chosen.
    pub fn bar(self, actions: ViewFn) -> AnyView {
        let count = Memo::new(move |_| self.chosen.read().len());
        let bar = move || {
            let actions = actions.clone();
            view! {
                <div class="data-bar" role="group" aria-label=widgets::with_chosen()>
                    <strong role="status">
                        {move || widgets::chosen(&format::count(count.get() as u64))}
                    </strong>
                    {actions.run()}
                    <SymbolButton
                        label=actions::clear_choice()
                        symbol=Symbol::Close
                        small=true
                        on_click=move |()| self.none()
                    />
                </div>
            }
        };
        view! { <Show when=move || { count.get() > 0 }>{bar.clone()}</Show> }.into_any()
    }
}
