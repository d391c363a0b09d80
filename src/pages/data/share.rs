//! Sharing a part: which one, without what, and what would be in the file.

use crate::app::work::Writing;
use crate::app::{backup, derived, share};
use crate::browser::intl;
use crate::components::{CheckField, Choice, DialogForm, RadioField, SelectField, Sending};
use crate::pages::for_whom::ForWhom;
use crate::words::{customers, data, fields, share as texts};
use leptos::prelude::*;
use tangga_engine::domain::schema::Field;
use tangga_engine::domain::{Collection, FieldId};
use tangga_engine::interchange::file::{Extent, Records};

const SEGMENT: &str = "segment";
const JOURNEYS: &str = "journeys";
const EVERYTHING: &str = "everything";

/// A customer's code, as an example of what is seen where a name is left out.
const EXAMPLE: &str = "1a2b3c";

/// The form in its dialog.
#[component]
pub fn ShareForm(
    /// Whether the dialog is shown.
    open: RwSignal<bool>,
    /// Shows the progress.
    writing: Writing,
) -> impl IntoView {
    let segments = Memo::new(|_| derived::segments().names.clone());
    let has_journeys = Memo::new(|_| {
        let journeys = Extent { records: Records::Journeys, ..Extent::default() };
        share::contents(&journeys).is_some()
    });
    let what = RwSignal::new(String::from(if !segments.read_untracked().is_empty() {
        SEGMENT
    } else if has_journeys.get_untracked() {
        JOURNEYS
    } else {
        EVERYTHING
    }));
    let segment = RwSignal::new(segments.read_untracked().first().cloned().unwrap_or_default());
    // Who forgets to choose shares less rather than more.
    let without_personal = RwSignal::new(true);
    let extent = Memo::new(move |_| {
        let records = match what.read().as_str() {
            SEGMENT => Records::Segment(segment.get()),
            JOURNEYS => Records::Journeys,
            _ => Records::All,
        };
        Extent { records, without_personal: without_personal.get() }
    });
    let contents = Memo::new(move |_| share::contents(&extent.read()));
    let whats = Memo::new(move |_| {
        let missing = |is: bool, why: &str| is.then(|| why.to_owned());
        vec![
            Choice::new(SEGMENT, texts::one_segment())
                .out_of_use(missing(segments.read().is_empty(), texts::no_segments())),
            Choice::new(JOURNEYS, texts::journeys())
                .out_of_use(missing(!has_journeys.get(), texts::no_journeys())),
            Choice::new(EVERYTHING, texts::everything()),
        ]
    });
    let names = Memo::new(move |_| {
        segments.read().iter().map(|name| Choice::new(name, name)).collect::<Vec<_>>()
    });
    let label = Signal::derive(move || {
        let extent = extent.read();
        match &extent.records {
            Records::Segment(name) => texts::share_segment(name),
            Records::Journeys => texts::share_journeys().to_owned(),
            _ if extent.without_personal => texts::share_impersonal().to_owned(),
            _ => data::export().to_owned(),
        }
    });
    let send = move || {
        let extent = extent.get_untracked();
        open.set(false);
        if extent.is_whole() {
            backup::back_up(writing);
        } else {
            share::share(extent, writing);
        }
    };
    let which_segment = move || {
        view! {
            <SelectField
                label=fields::segment()
                name="share-segment"
                value=segment
                choices=names
                settled=true
            />
        }
    };
    let told = move || match contents.get() {
        Some(records) if extent.read().is_whole() => {
            format!("{} {}", texts::holds(records), texts::whole_text())
        }
        Some(records) => texts::holds(records),
        None => texts::holds_nothing().to_owned(),
    };
    view! {
        <DialogForm
            sending=Sending::new(open)
            on_send=send
            label
            empty=Signal::derive(move || contents.read().is_none())
        >
            <RadioField
                label=texts::what()
                name="share-what"
                value=what
                choices=whats
                autofocus=true
            />
            <Show when=move || *what.read() == SEGMENT>{which_segment}</Show>
            <CheckField
                label=texts::without_personal()
                name="without-personal"
                value=without_personal
                on_change=move |yes: bool| without_personal.set(yes)
                hint=texts::left_out(left_out(), customers::by_code(EXAMPLE))
            />
            <p aria-live="polite" data-share="contents">{told}</p>
            <ForWhom writing/>
        </DialogForm>
    }
    .into_any()
}

/// The labels of the fields that the schema calls personal, each once.
fn left_out() -> String {
    let mut labels: Vec<String> = Vec::new();
    for collection in Collection::ALL {
        let personal = |(field, _): &(&Field, FieldId)| field.personal;
        let all = collection.fields().iter().zip((0..).map(FieldId));
        for (_, field) in all.filter(personal) {
            let label = fields::label(*collection, field);
            if !labels.iter().any(|known| known == label) {
                labels.push(label.to_owned());
            }
        }
    }
    intl::list(&labels)
}
