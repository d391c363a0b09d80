//! What the list is narrowed to: the rung, the segment, who may be contacted, and for
//! how long nothing was bought.

use super::address::{Address, Filter, QUIET, consent_code, consent_of, quiet_of};
use crate::app::derived;
use crate::components::{Button, Kind, format};
use crate::words::{actions, choices, customers as texts, fields, privacy};
use leptos::prelude::*;
use tangga_engine::domain::{Channel, Purpose, Rung};

/// The choices.
#[component]
pub(super) fn Filters(address: Address) -> impl IntoView {
    let filter = address.filter;
    let narrow = move |change: &dyn Fn(&mut Filter)| {
        let mut now = filter.get_untracked();
        change(&mut now);
        address.narrow(now);
    };
    let rungs = move || {
        let chosen = filter.read().rung;
        Rung::ALL
            .iter()
            .map(|rung| {
                let selected = chosen == Some(*rung);
                view! {
                    <option value=rung.code() selected=selected prop:selected=selected>{choices::rung(*rung)}</option>
                }
            })
            .collect_view()
    };
    let names = Memo::new(|_| derived::segments().names.clone());
    // A segment's name could be any text, so the two other choices are told
    // from names by the mark before these.
    let segments = move || {
        let chosen = filter.read().segment.clone();
        names
            .get()
            .into_iter()
            .map(|name| {
                let selected = chosen.as_ref() == Some(&name);
                let code = format!("={name}");
                view! { <option value=code selected=selected prop:selected=selected>{name}</option> }
            })
            .collect_view()
    };
    let consents = move || {
        let chosen = filter.read().consent;
        let channels = |purpose: Purpose| {
            Channel::REACHING
                .iter()
                .map(|channel| {
                    let consent = (purpose, *channel);
                    let name =
                        format!("{} · {}", choices::purpose(purpose), choices::channel(*channel));
                    view! {
                        <option
                            value=consent_code(consent)
                            selected=chosen == Some(consent)
                            prop:selected=chosen == Some(consent)
                        >
                            {name}
                        </option>
                    }
                })
                .collect_view()
        };
        Purpose::ALL
            .iter()
            .map(|purpose| {
                view! {
                    <optgroup label=choices::purpose(*purpose)>{channels(*purpose)}</optgroup>
                }
            })
            .collect_view()
    };
    let quiets = move || {
        let chosen = filter.read().quiet;
        QUIET
            .iter()
            .map(|days| {
                let selected = chosen == Some(*days);
                let name = texts::quiet_for(format::integer(i64::from(*days)));
                view! {
                    <option value=days.to_string() selected=selected prop:selected=selected>
                        {name}
                    </option>
                }
            })
            .collect_view()
    };
    let no_quiet = move || filter.read().quiet.is_none();
    let no_rung = move || filter.read().rung.is_none();
    let is_segment = move |name: Option<&str>| filter.read().segment.as_deref() == name;
    let no_consent = move || filter.read().consent.is_none();
    view! {
        <select
            class="input"
            class:narrowing=move || !no_rung()
            aria-label=texts::rung()
            on:change=move |event| {
                let rung = Rung::from_code(&event_target_value(&event));
                narrow(&|filter| filter.rung = rung);
            }
        >
            <option value="" selected=no_rung prop:selected=no_rung>{texts::any_rung()}</option>
            {rungs}
        </select>
        <select
            class="input"
            class:narrowing=move || !is_segment(None)
            aria-label=fields::segment()
            on:change=move |event| {
                let value = event_target_value(&event);
                let segment = match value.strip_prefix('=') {
                    Some(name) => Some(name.to_owned()),
                    None => (value == "none").then(String::new),
                };
                narrow(&|filter| filter.segment.clone_from(&segment));
            }
        >
            <option
                value=""
                selected=move || is_segment(None)
                prop:selected=move || is_segment(None)
            >{texts::any_segment()}</option>
            {segments}
            <option
                value="none"
                selected=move || is_segment(Some(""))
                prop:selected=move || is_segment(Some(""))
            >
                {texts::no_segment()}
            </option>
        </select>
        <select
            class="input"
            class:narrowing=move || !no_consent()
            aria-label=privacy::may_be_contacted()
            name="consent"
            on:change=move |event| {
                let consent = consent_of(&event_target_value(&event));
                narrow(&|filter| filter.consent = consent);
            }
        >
            <option value="" selected=no_consent prop:selected=no_consent>{privacy::any_consent()}</option>
            {consents}
        </select>
        <select
            class="input"
            class:narrowing=move || filter.read().quiet.is_some()
            aria-label=texts::last_purchase()
            name="quiet"
            on:change=move |event| {
                let quiet = quiet_of(&event_target_value(&event));
                narrow(&|filter| filter.quiet = quiet);
            }
        >
            <option value="" selected=no_quiet prop:selected=no_quiet>{texts::any_last()}</option>
            {quiets}
        </select>
        <Show when=move || *filter.read() != Filter::default()>
            <Button
                label=actions::clear()
                kind=Kind::Quiet
                small=true
                on_click=move || address.narrow(Filter::default())
            />
        </Show>
    }
    .into_any()
}
