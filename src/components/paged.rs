//! A long list a page at a time.

use super::button::Button;
use super::format;
use crate::words::actions as texts;
use leptos::prelude::*;

/// Some of many, a page at a time, so that a hundred thousand are as quick as
/// ten.
pub fn paged(
    total: usize,
    most: usize,
    label: String,
    draw: impl Fn(usize, usize) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    paged_from(RwSignal::new(0), total, most, label, draw)
}

/// As [`paged`], for a list that is drawn anew while somebody goes through it: `first`
/// is where they are.
pub fn paged_from(
    first: RwSignal<usize>,
    total: usize,
    most: usize,
    label: String,
    draw: impl Fn(usize, usize) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let last = total.saturating_sub(1) / most * most;
    if first.get_untracked() > last {
        first.set(last);
    }
    let place = move || {
        let from = first.get();
        let number = |count: usize| format::integer(count as i64);
        texts::page(number(from + 1), number((from + most).min(total)), number(total))
    };
    let turn = move || {
        view! {
            <nav class="row" aria-label=label.clone()>
                <Button
                    label=texts::earlier_page()
                    small=true
                    disabled=Signal::derive(move || first.get() == 0)
                    on_click=move |()| first.update(|from| *from = from.saturating_sub(most))
                />
                <span class="quiet" aria-live="polite">{place}</span>
                <Button
                    label=texts::next_page()
                    small=true
                    disabled=Signal::derive(move || first.get() + most >= total)
                    on_click=move |()| first.update(|from| *from += most)
                />
            </nav>
        }
    };
    view! {
        {move || draw(first.get(), most)}
        {(total > most).then(turn)}
    }
    .into_any()
}
