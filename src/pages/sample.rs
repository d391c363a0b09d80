//! The sample shop: the notice on every page that it is shown, with the tour through it,
//! and the button that removes it. What the user added or changed is named first, and the
//! user chooses.

use super::tour::{GoOn, Tour};
use crate::app::commands;
use crate::app::session::Session;
use crate::browser::intl;
use crate::components::{Button, Dialog, Kind, Notice};
use crate::words::{actions, fields, shell as texts};
use leptos::prelude::*;

/// The notice, while the sample is there.
#[component]
pub fn SampleNotice() -> impl IntoView {
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let notice = || {
        view! {
            <div class="sample">
                <Notice title=texts::sample_shown()>
                    <GoOn/>
                    <RemoveSample small=true/>
                </Notice>
                <Tour/>
            </div>
        }
    };
    view! { <Show when=move || sample.get()>{notice}</Show> }.into_any()
}

/// The button, and the question that it asks where there is work to lose.
#[component]
pub fn RemoveSample(
    /// Less high, for a notice at the head of every page.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let remove = move |()| {
        if commands::own_in_sample().is_empty() {
            commands::remove_sample(true);
        } else {
            asking.set(true);
        }
    };
    view! {
        <Button
            label=texts::sample_remove()
            on_click=remove
            small=small
            attr:data-action="remove-sample"
        />
        <Dialog open=asking title=texts::sample_remove()>
            <Question asking/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Question(asking: RwSignal<bool>) -> impl IntoView {
    let own = commands::own_in_sample().into_iter().map(|(collection, count)| {
        format!("{} {}", fields::collection(collection), intl::integer(i64::from(count)))
    });
    let own: Vec<String> = own.collect();
    let remove = move |keep_own: bool| {
        move |()| {
            asking.set(false);
            commands::remove_sample(keep_own);
        }
    };
    view! {
        <div class="form">
            <p>{texts::sample_own(intl::list(&own))}</p>
            <p>{texts::sample_own_stays()}</p>
            <div class="form-actions">
                <Button
                    label=actions::cancel()
                    kind=Kind::Quiet
                    on_click=move |()| asking.set(false)
                    attr:data-action="cancel"
                />
                <Button
                    label=texts::sample_remove_everything()
                    kind=Kind::Danger
                    on_click=remove(false)
                    attr:data-action="remove-everything"
                />
                <Button
                    label=texts::sample_remove_alone()
                    kind=Kind::Primary
                    on_click=remove(true)
                    attr:data-action="remove-sample-alone"
                />
            </div>
        </div>
    }
    .into_any()
}
