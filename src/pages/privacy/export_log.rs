//! What left as a file, the last first.

use crate::app::session::Session;
use crate::components::{Link, Panel, format, paged};
use crate::pages::said;
use crate::words::{customers, privacy as texts};
use leptos::prelude::*;
use std::cmp::Reverse;
use tangga_engine::domain::schema::export;
use tangga_engine::domain::{Collection, Export, RecordId, Value};

/// How many are shown at a time.
const SHOWN: usize = 10;

/// The panel.
#[component]
pub(super) fn ExportLog() -> impl IntoView {
    let log = Memo::new(|_| {
        let mut log: Vec<(RecordId, Export)> = Session.read(|workspace| workspace.all().collect());
        log.sort_by_key(|(id, export)| Reverse((export.date, export.time, *id)));
        log
    });
    let body = move || {
        let log = log.get();
        if log.is_empty() {
            return view! { <p class="quiet">{texts::no_exports()}</p> }.into_any();
        }
        let total = log.len();
        paged(total, SHOWN, texts::export_log().to_owned(), move |from, most| {
            let lines = log.iter().skip(from).take(most).map(|(_, one)| line(one)).collect_view();
            view! { <ul class="lines entries" data-list="exports">{lines}</ul> }.into_any()
        })
    };
    view! {
        <Panel heading=texts::export_log() finding=texts::export_log_text()>{body}</Panel>
    }
    .into_any()
}

fn line(export: &Export) -> AnyView {
    let code = |field, text: &Option<String>| {
        let value = text.clone().map(Value::Text);
        value.map(|value| said::value(Collection::Export, field, Some(&value)))
    };
    let about = export.customer.map(|id| {
        let name = Session.peek(|workspace| customers::name_with(workspace, id));
        view! { <Link href=format!("/customers/{id}")>{name}</Link> }
    });
    let when = [export.date.map(format::date), export.time.map(format::time)];
    let without = export.without_consent.filter(|count| *count > 0);
    let details = [
        export.rows.map(|rows| texts::exported_rows(&format::count(rows.unsigned_abs()))),
        export.segment.clone(),
        code(export::PURPOSE, &export.purpose),
        code(export::CHANNEL, &export.channel),
        without.map(|count| texts::exported_without(format::integer(count))),
        export.recipient.as_ref().map(texts::exported_for),
        export.device.as_ref().map(texts::exported_by),
    ];
    let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let when = when.into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! {
        <li>
            <div class="entry-text">
                <div class="row">
                    <strong>{code(export::KIND, &export.kind)}</strong>
                    {about}
                </div>
                <p class="quiet">{details}</p>
                <p class="quiet">{when}</p>
            </div>
        </li>
    }
    .into_any()
}
