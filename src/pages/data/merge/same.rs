//! Customers and sales that the file holds under other ids: the same list was
//! brought in by two colleagues, each for themselves.

use crate::app::merge::Merging;
use crate::components::{CheckField, format, paged};
use crate::words::merge as texts;
use leptos::prelude::*;

/// Pairs that are listed at a time.
const LISTED: usize = 10;

/// The offer to unite them, if there are any.
pub fn same(merging: Merging) -> Option<AnyView> {
    let (customers, facts, amount) = merging.with_looked(|looked| {
        let (facts, amount) = looked.twice();
        (looked.same_customers().len(), facts, format::money(amount, looked.currency()))
    })?;
    if customers + facts == 0 {
        return None;
    }
    let heading = texts::same_heading();
    let draw = move |from: usize, most| {
        let pairs = merging.with_looked(|looked| {
            let pairs = looked.same_customers().iter().skip(from).take(most);
            let names =
                |mine, theirs| texts::same_pair(looked.name_of(mine), looked.name_of(theirs));
            pairs.map(|same| names(same.mine, same.theirs)).collect::<Vec<_>>()
        });
        let pairs = pairs.unwrap_or_default().into_iter();
        let items = pairs.map(|pair| view! { <li>{pair}</li> }).collect_view();
        view! { <ul class="merge-records">{items}</ul> }.into_any()
    };
    let customers_view = move || {
        let label = texts::same_customers(&format::count(customers as u64));
        view! {
            <CheckField
                label
                value=merging.unite
                on_change=move |yes: bool| merging.unite.set(yes)
                name="unite"
                hint=texts::same_customers_text()
            />
            {paged(customers, LISTED, heading.to_owned(), draw)}
        }
    };
    let facts_view = move || {
        let label = texts::same_facts(&format::count(facts as u64));
        let hint = format!("{} {}", texts::same_facts_text(), texts::twice(&amount));
        view! {
            <CheckField
                label
                value=merging.drop_twice
                on_change=move |yes: bool| merging.drop_twice.set(yes)
                name="drop-twice"
                hint
            />
        }
    };
    let view = view! {
        <fieldset class="merge-choice">
            <legend>{heading}</legend>
            {(customers > 0).then(customers_view)}
            {(facts > 0).then(facts_view)}
        </fieldset>
    };
    Some(view.into_any())
}
