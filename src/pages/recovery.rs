//! The browser lost the store: never onboarding, never sample data. The person
//! opens the last backup or begins anew.

use super::data::OpenFile;
use crate::app::files;
use crate::app::session::Session;
use crate::browser::intl;
use crate::components::{Button, PageHeader, Panel};
use crate::words::{data, errors, fields};
use leptos::prelude::*;
use tangga_engine::domain::Collection;

/// Says what was there, and offers the ways on.
#[component]
pub fn Recovery(
    /// How many rows each collection had when last seen.
    rows: Vec<(String, u64)>,
) -> impl IntoView {
    let counts: Vec<String> = rows
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .map(|(name, rows)| {
            let known = Collection::from_name(&name);
            let label = known.map_or(name, |known| fields::collection(known).to_owned());
            let rows = i64::try_from(rows).unwrap_or(i64::MAX);
            format!("{label} {}", intl::integer(rows))
        })
        .collect();
    let lost = (!counts.is_empty()).then(|| errors::store_lost(intl::list(&counts)));
    Effect::new(move |_| {
        if Session.read(files::holds_anything) {
            files::go_on();
        }
    });
    view! {
        <main class="trouble stack">
            <PageHeader title=errors::store_empty() subtitle=errors::store_empty_text()/>
            {lost.map(|lost| view! { <p class="reading">{lost}</p> })}
            <Panel heading=data::open_file()>
                <OpenFile/>
            </Panel>
            <div class="row">
                <Button
                    label=errors::begin_anew()
                    on_click=|()| files::start_over(|_| {})
                    attr:data-action="start-empty"
                />
            </div>
        </main>
    }
    .into_any()
}
