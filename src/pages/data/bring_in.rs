//! Importing a spreadsheet: drop, look, check, confirm, done. Everything up to
//! the confirmation changes nothing.

use super::check::Check;
use super::columns::{Columns, HowRead};
use super::encrypted::FileZone;
use super::merge::BringingIn;
use crate::app::import::ImportError;
use crate::app::import::intake::{Intake, Step};
use crate::app::merge::{self, Merging};
use crate::app::session::Session;
use crate::app::{arriving, doubles, history, toaster};
use crate::browser::focus;
use crate::components::{
    Button, ButtonLink, Kind, Notice, Panel, Progress, Symbol, Tone, format, unique_id,
};
use crate::pages::sample::RemoveSample;
use crate::words::{actions, data, errors, file, import as texts};
use leptos::prelude::*;
use tangga_engine::domain::{ChangeSetId, Collection};
use tangga_engine::interchange::spreadsheet::Contents;
use tangga_engine::interchange::spreadsheet::plan::Counts;

/// What is shown; finer than that would build forms anew while somebody is in
/// them.
#[derive(Clone, PartialEq)]
enum Shown {
    Sample,
    Drop,
    Working,
    Form,
    Workspace,
    End(Step),
}

/// The panel.
#[component]
pub fn BringIn() -> impl IntoView {
    let merging = Merging::new();
    let intake = Intake::new(merging);
    let gone =
        move || matches!(merging.work.step.get(), merge::Step::Waiting | merge::Step::Stopped);
    let shown = Memo::new(move |_| match intake.work.step.get() {
        Step::Workspace if gone() => Shown::Drop,
        Step::Workspace => Shown::Workspace,
        Step::Waiting | Step::Stopped if Session.settings().sample == Some(true) => Shown::Sample,
        Step::Waiting | Step::Stopped => Shown::Drop,
        Step::Reading | Step::Storing => Shown::Working,
        Step::Columns | Step::Checking | Step::Checked => Shown::Form,
        end => Shown::End(end),
    });
    // What was pressed is gone by now; the focus goes to what came instead, which
    // on a phone lies off the screen.
    let id = unique_id("import");
    let to_body = id.clone();
    Effect::new(move |_| {
        if let Shown::Form | Shown::End(_) = shown.get() {
            focus::after_drawing(to_body.clone());
        }
    });
    // What is under way is not thrown away for a file that came by itself.
    Effect::new(move |_| {
        if !arriving::waits() {
            return;
        }
        match shown.get_untracked() {
            Shown::Sample | Shown::Drop => {}
            Shown::End(_) => intake.forget(),
            Shown::Working | Shown::Form | Shown::Workspace => {
                arriving::take();
                toaster().warn(texts::one_after_the_other());
            }
        }
    });
    let body = move || match shown.get() {
        Shown::Sample => sample(),
        Shown::Drop => drop_zone(intake, merging),
        Shown::Workspace => view! { <BringingIn merging waiting=ViewFn::from(|| ())/> }.into_any(),
        Shown::Working => working(intake),
        Shown::Form => form(intake),
        Shown::End(step) => end(intake, step),
    };
    view! {
        <Panel heading=data::import() finding=data::import_text()>
            <div
                id=id
                class="import stack"
                tabindex="-1"
                data-unsaved=move || (*shown.read() == Shown::Form).then_some("")
            >
                {body}
            </div>
        </Panel>
    }
    .into_any()
}

/// Own rows are not mixed with made-up ones.
fn sample() -> AnyView {
    view! {
        <Notice title=texts::sample_first() text=texts::sample_first_text()>
            <RemoveSample/>
        </Notice>
    }
    .into_any()
}

fn drop_zone(intake: Intake, merging: Merging) -> AnyView {
    let stopped = match intake.work.step.get_untracked() {
        Step::Workspace => merging.work.step.get_untracked() == merge::Step::Stopped,
        step => step == Step::Stopped,
    };
    view! {
        {stopped.then(|| view! { <Notice title=data::cancelled()/> })}
        <FileZone name="import" any=true arriving=true on_file=move |(file,)| intake.take(file)/>
    }
    .into_any()
}

fn working(intake: Intake) -> AnyView {
    let label = Signal::derive(move || {
        match intake.work.step.get() {
            Step::Storing => data::importing(),
            _ => data::reading(),
        }
        .to_owned()
    });
    view! { <Progress label done=intake.work.progress on_stop=move |()| intake.stop()/> }.into_any()
}

fn form(intake: Intake) -> AnyView {
    let name = intake
        .looked
        .with_untracked(|looked| looked.as_ref().map(|looked| looked.file.name()))
        .unwrap_or_default();
    view! {
        <div class="import-head">
            <h3>{texts::file_heading(name)}</h3>
            <Button
                label=actions::cancel()
                symbol=Symbol::Close
                on_click=move |()| intake.forget()
                attr:data-action="cancel-import"
            />
        </div>
        <HowRead intake/>
        <Columns intake/>
        <Check intake/>
    }
    .into_any()
}

fn end(intake: Intake, step: Step) -> AnyView {
    match step {
        Step::Stored(counts, contents, id) => stored(intake, counts, contents, id),
        Step::Refused(error) => {
            let why = match error {
                ImportError::Spreadsheet(error) => texts::refusal(error),
                ImportError::Unreadable => file::unreadable().to_owned(),
                ImportError::NotLoaded => errors::not_loaded_text().to_owned(),
                ImportError::Stopped => data::cancelled().to_owned(),
                ImportError::Stale => errors::changed_since().to_owned(),
            };
            // A file that was understood once can be read in another way.
            let understood = intake.looked.with_untracked(Option::is_some);
            view! {
                {refused(intake, texts::refused(), why)}
                {understood.then(|| view! { <HowRead intake/> })}
            }
            .into_any()
        }
        Step::NotStored(why) => view! {
            <Notice tone=Tone::Bad title=texts::not_stored() text=why>
                <Button
                    label=actions::try_again()
                    on_click=move |()| intake.check()
                />
                {another(intake, Kind::Quiet)}
            </Notice>
        }
        .into_any(),
        Step::Waiting
        | Step::Reading
        | Step::Columns
        | Step::Checking
        | Step::Checked
        | Step::Storing
        | Step::Workspace
        | Step::Stopped => ().into_any(),
    }
}

fn another(intake: Intake, kind: Kind) -> AnyView {
    view! {
        <Button
            label=texts::another_file()
            kind
            on_click=move |()| intake.forget()
        />
    }
    .into_any()
}

fn refused(intake: Intake, title: &'static str, why: String) -> AnyView {
    let text = format!("{why} {}", errors::nothing_changed());
    view! { <Notice tone=Tone::Bad title text>{another(intake, Kind::Plain)}</Notice> }.into_any()
}

fn stored(intake: Intake, counts: Counts, contents: Contents, id: ChangeSetId) -> AnyView {
    let collection = match contents {
        Contents::Customers => Collection::Customer,
        Contents::Purchases => Collection::Purchase,
        Contents::Feedback => Collection::Feedback,
    };
    let customers = [counts.new_customers, counts.updated_customers];
    let mut parts = texts::brought((counts.new_facts, Some(collection)), customers, format::count);
    if counts.held_back > 0 {
        parts.push(texts::held_back(&format::count(counts.held_back)));
    }
    let next = match contents {
        Contents::Feedback => {
            view! { <ButtonLink href="/feedback" label=texts::see_feedback()/> }.into_any()
        }
        _ => view! { <ButtonLink href="/ladder" label=texts::see_ladder()/> }.into_any(),
    };
    // Rows without a telephone number may be people who are there already.
    let doubles = untrack(doubles::undecided).len();
    let doubles = (doubles > 0).then(|| {
        let label = texts::duplicates_found(&format::count(doubles as u64));
        view! { <ButtonLink href="/duplicates" label attr:data-action="see-duplicates"/> }
    });
    let undo = move |()| {
        history::undo_step(id);
        intake.forget();
    };
    view! {
        <Notice tone=Tone::Good title=texts::done() text=format::list(&parts)>
            <ButtonLink href="/customers" label=texts::see_customers() kind=Kind::Primary/>
            {next}
            {doubles}
            <Button label=texts::undo_import() symbol=Symbol::Undo on_click=undo/>
            {another(intake, Kind::Quiet)}
        </Notice>
    }
    .into_any()
}
