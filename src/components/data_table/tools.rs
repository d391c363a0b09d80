//! What stands above the list and in its place: the columns' menu, what it is sorted by
//! where there are no headings, and that nothing matches.

use super::{Column, Folded, Sort};
use crate::components::field::Choice;
use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, MenuItem};
use crate::words;
use leptos::prelude::*;

pub(super) fn nothing_matches() -> AnyView {
    view! {
        <div class="empty-state small">
            <Icon symbol=Symbol::Search/>
            <h2>{words::widgets::nothing_matches()}</h2>
            <p>{words::widgets::nothing_matches_text()}</p>
        </div>
    }
    .into_any()
}

pub(super) fn columns_menu(
    columns: StoredValue<Vec<Column>>,
    shown: RwSignal<Vec<&'static str>>,
) -> AnyView {
    let items = move || {
        let item = |column: &Column| {
            let key = column.key;
            let checked = Signal::derive(move || shown.read().contains(&key));
            let on_click = move || {
                shown.update(|shown| match shown.iter().position(|k| *k == key) {
                    Some(at) => {
                        shown.remove(at);
                    }
                    None => shown.push(key),
                });
            };
            view! { <MenuItem label=column.label.clone() checked on_click/> }.into_any()
        };
        columns.with_value(|columns| {
            columns.iter().filter(|column| column.folded != Folded::Title).map(item).collect_view()
        })
    };
    view! {
        <Menu label=words::widgets::choose_columns() symbol=Symbol::Columns>
            {items()}
        </Menu>
    }
    .into_any()
}

/// Sorting where there are no headings to press.
pub(super) fn sort_select(
    columns: StoredValue<Vec<Column>>,
    sort: RwSignal<Option<Sort>>,
    to_top: impl Fn() + Copy + Send + Sync + 'static,
) -> impl Fn() -> AnyView + Send + Sync + 'static {
    move || {
        let choices = columns.with_value(|columns| {
            columns
                .iter()
                .filter(|column| column.sortable)
                .map(|column| Choice::new(column.key, column.label.clone()))
                .collect::<Vec<_>>()
        });
        let options = choices
            .into_iter()
            .map(|choice| {
                let code = choice.code.clone();
                let selected = move || sort.get().is_some_and(|sort| sort.column == code);
                view! { <option value=choice.code selected=selected>{choice.label}</option> }
            })
            .collect_view();
        let on_change = move |event| {
            let code = event_target_value(&event);
            let chosen = columns.with_value(|columns| {
                let column = columns.iter().find(|column| column.key == code)?;
                Some(Sort { column: column.key, descending: column.number })
            });
            sort.set(chosen);
            to_top();
        };
        view! {
            <label class="data-sort">
                {words::widgets::sort_by()}
                <select class="input" on:change=on_change>{options}</select>
            </label>
        }
        .into_any()
    }
}
