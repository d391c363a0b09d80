//! The first visit: four ways to begin, and the language.

use crate::app::further::FURTHER;
use crate::app::rest::REST;
use crate::app::{files, part};
use crate::components::{Button, ButtonLink, Dialog, Icon, Kind, PageHeader, Symbol};
use crate::pages::settings::LanguageButtons;
use crate::words::{actions, first_visit as texts};
use leptos::prelude::*;

/// The page of a first visit.
#[component]
pub fn FirstVisit() -> impl IntoView {
    let opening = RwSignal::new(false);
    let setting_up = RwSignal::new(false);
    // The page may be left before the rest is there.
    let open_file = move |()| {
        part::then(&FURTHER, move |_| {
            let _ = opening.try_set(true);
        })
    };
    let sample = move |()| part::then(&REST, move |rest| (rest.start_sample)(setting_up));
    view! {
        <div class="stack first-visit">
            <PageHeader title=texts::title() subtitle=texts::promise()>
                <div class="row" role="group" aria-label=texts::language()>
                    <Icon symbol=Symbol::Globe/>
                    <LanguageButtons/>
                </div>
            </PageHeader>
            <h2>{texts::question()}</h2>
            <ul class="ways">
                {way(
                    Symbol::Stairs,
                    texts::sample(),
                    texts::sample_text(),
                    view! {
                        <Button
                            label=texts::sample()
                            kind=Kind::Primary
                            disabled=setting_up
                            on_click=sample
                            attr:data-action="sample"
                        />
                    }
                        .into_any(),
                )}
                {way(
                    Symbol::Upload,
                    texts::spreadsheet(),
                    texts::spreadsheet_text(),
                    view! {
                        <ButtonLink
                            href="/data"
                            label=texts::spreadsheet()
                            attr:data-action="import"
                        />
                    }
                        .into_any(),
                )}
                {way(
                    Symbol::File,
                    texts::colleague(),
                    texts::colleague_text(),
                    view! {
                        <Button
                            label=actions::choose_file()
                            on_click=open_file
                            attr:data-action="open-workspace"
                        />
                    }
                        .into_any(),
                )}
                {way(
                    Symbol::Plus,
                    texts::empty(),
                    texts::empty_text(),
                    view! {
                        <Button
                            label=texts::empty()
                            on_click=|()| part::then(&REST, |_| files::start_empty())
                            attr:data-action="start-empty"
                        />
                    }
                        .into_any(),
                )}
            </ul>
            <Dialog open=opening title=texts::colleague()>
                {part::there(&FURTHER).map(|further| (further.open_file)())}
            </Dialog>
        </div>
    }
    .into_any()
}

fn way(symbol: Symbol, title: &'static str, text: &'static str, deed: AnyView) -> AnyView {
    view! {
        <li class="way">
            <Icon symbol/>
            <h3>{title}</h3>
            <p>{text}</p>
            {deed}
        </li>
    }
    .into_any()
}
