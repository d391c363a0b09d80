//! Erasing a customer: what is asked before, and what the page says afterwards.

use crate::app::{erase, files, privacy};
use crate::components::{Button, Kind, Notice, Symbol, Tone, format};
use crate::words::{actions, erase as texts};
use leptos::prelude::*;
use tangga_engine::domain::RecordId;

/// Asks before a customer is erased: what goes, what stays, and which copies
/// cannot be reached.
#[component]
pub fn AskToErase(id: RecordId, open: RwSignal<bool>) -> impl IntoView {
    let under_way = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let others = erase::others(id);
    let noted = if privacy::waits_for_erasure(id) { texts::answers() } else { texts::noted() };
    let go = move || {
        under_way.set(true);
        erase::erase(id, move |erased| {
            let _ = under_way.try_set(false);
            match erased {
                Ok(()) => drop(open.try_set(false)),
                Err(error) => drop(failed.try_set(Some(files::commit_failure(&error)))),
            }
        });
    };
    let also = (others > 0).then(|| {
        view! { <p>{texts::others_too(&format::count(others))}</p> }
    });
    let trouble = move || {
        failed.get().map(|text| view! { <Notice tone=Tone::Bad title=texts::failed() text/> })
    };
    view! {
        <div class="stack">
            <p>{texts::goes()}</p>
            {also}
            <p>{texts::stays()}</p>
            <p>{texts::trace()}</p>
            <p>{texts::out_of_reach()}</p>
            <p>{noted}</p>
            <p>
                <strong>{texts::for_good()}</strong>
            </p>
            {trouble}
            <div class="row">
                <Button
                    label=texts::confirm()
                    kind=Kind::Danger
                    symbol=Symbol::Delete
                    disabled=under_way
                    on_click=move |()| go()
                    attr:data-action="confirm-erase"
                />
                <Button label=actions::cancel() on_click=move |()| open.set(false)/>
            </div>
        </div>
    }
    .into_any()
}

/// That a customer was erased, and when if that is known. Subscribes.
pub(super) fn told(id: RecordId) -> String {
    match erase::erased_on(id) {
        Some(day) => texts::was_erased_on(format::date(day)),
        None => texts::was_erased().to_owned(),
    }
}

/// Says that a customer was erased; and if somebody is united with them who was
/// not, asks about that one.
#[component]
pub(super) fn Erased(id: RecordId, erasing: RwSignal<bool>) -> impl IntoView {
    let beside = Memo::new(move |_| erase::is_half_erased(id));
    move || match beside.get() {
        false => view! {
            <Notice title=told(id) text=texts::was_erased_text().to_owned()/>
        }
        .into_any(),
        true => view! {
            <Notice
                tone=Tone::Careful
                title=texts::half_erased()
                text=texts::half_erased_text().to_owned()
            >
                <Button
                    label=texts::erase_other()
                    small=true
                    on_click=move |()| erasing.set(true)
                    attr:data-action="erase-other"
                />
                <Button
                    label=texts::part()
                    small=true
                    on_click=move |()| erase::part(id)
                    attr:data-action="part"
                />
            </Notice>
        }
        .into_any(),
    }
}
