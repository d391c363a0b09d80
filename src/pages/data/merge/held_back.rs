//! Customers of the file who seem to be people that were erased here: they stay
//! out unless somebody says that they may come in.

use crate::app::merge::Merging;
use crate::components::{CheckField, format, paged};
use crate::words::erase as texts;
use leptos::prelude::*;

/// Names that are listed at a time.
const LISTED: usize = 10;

/// The question, if there are any.
pub fn held_back(merging: Merging) -> Option<AnyView> {
    let count = merging.with_looked(|looked| looked.held_back()).filter(|count| *count > 0)?;
    let heading = texts::asked_to_be_erased();
    let draw = move |from: usize, most| {
        let names = merging.with_looked(|looked| looked.held_names(from, most));
        let names = names.unwrap_or_default().into_iter();
        let items = names.map(|name| view! { <li>{name}</li> }).collect_view();
        view! { <ul class="merge-records">{items}</ul> }.into_any()
    };
    let view = view! {
        <fieldset class="merge-choice">
            <legend>{heading}</legend>
            <p>{texts::known_again(&format::count(count as u64))}</p>
            <CheckField
                label=texts::take_in()
                value=merging.take_erased
                on_change=move |yes: bool| merging.take_erased.set(yes)
                name="take-erased"
                hint=texts::take_in_text()
            />
            {paged(count, LISTED, heading.to_owned(), draw)}
        </fieldset>
    };
    Some(view.into_any())
}
