//! Privacy: the requests that wait, the most urgent first; what was answered; who
//! agreed to what; and what left as a file.

mod erasing;
mod export_log;
mod request_form;
mod requests;

pub use request_form::{Asking, RecordRequest};
pub use requests::due;

use crate::app::privacy;
use crate::app::tables::{self, Contents};
use crate::app::work::Writing;
use crate::components::{Button, Kind, PageHeader, Panel, Symbol, UnderWay, format};
use crate::pages::for_whom::ForTable;
use crate::pages::place::{NEW_REQUEST, when_asked};
use crate::words::{choices, data, privacy as texts};
use leptos::prelude::*;

/// The page.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let asking = Asking::idle();
    let erasing = erasing::Erasing::nobody();
    when_asked(NEW_REQUEST, move || asking.begin(None, None, false));
    view! {
        <div class="stack">
            <PageHeader title=texts::title() subtitle=texts::subtitle()>
                <Button
                    label=texts::record_request()
                    kind=Kind::Primary
                    symbol=Symbol::Plus
                    on_click=move || asking.begin(None, None, false)
                    attr:data-action="record-request"
                />
            </PageHeader>
            <requests::Open asking erasing/>
            <erasing::KnownAgain erasing/>
            <requests::Answered asking/>
            <div class="columns">
                <Agreed/>
                <export_log::ExportLog/>
            </div>
        </div>
        <RecordRequest asking/>
        {erasing.dialog()}
    }
    .into_any()
}

/// How many agreed to what, and the consents as a table.
#[component]
fn Agreed() -> impl IntoView {
    let writing = Writing::default();
    let agreed = Memo::new(|_| privacy::agreed());
    let lines = move || {
        let line = |(purpose, count): &(_, usize)| {
            view! {
                <dt>{choices::purpose(*purpose)}</dt>
                <dd>{format::integer(*count as i64)}</dd>
            }
        };
        agreed.read().iter().map(line).collect_view()
    };
    let export = move |()| tables::export(Contents::Consents, writing);
    view! {
        <Panel heading=texts::agreed() finding=texts::agreed_text()>
            <div class="stack">
                <dl class="facts">{lines}</dl>
                <ForTable writing/>
                <div class="row">
                    <Button
                        label=texts::export_consents()
                        symbol=Symbol::Download
                        on_click=export
                        attr:data-action="export-consents"
                    />
                </div>
                <UnderWay
                    label=data::exporting()
                    progress=writing.progress
                    on_stop=move |()| writing.stop()
                />
            </div>
        </Panel>
    }
    .into_any()
}
