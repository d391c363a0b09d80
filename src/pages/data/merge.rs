//! Bringing in a workspace file: drop it, look at what it would change, choose
//! where both sides differ, confirm. Where there is nothing yet it just opens.

mod conflicts;
mod held_back;
mod records;
mod same;
pub(super) mod values;

use super::encrypted::FileZone;
use crate::app::files;
use crate::app::history;
use crate::app::merge::{Class, Counts, Merging, Step, Why};
use crate::browser::focus;
use crate::components::{
    Button, ButtonLink, Figure, FigureRow, Heading, Kind, Notice, Progress, Reading, Report,
    Symbol, Tone, format, unique_id,
};
use crate::words::{actions, data, erase, errors, fields, file, import, merge as texts};
use leptos::prelude::*;
use tangga_engine::domain::ChangeSetId;

/// What is shown; finer than that would build choices anew while somebody is in
/// them.
#[derive(Clone, PartialEq)]
enum Shown {
    Drop,
    Working,
    Asking,
    Look,
    End(Step),
}

/// Takes a workspace file; shown on several pages.
#[component]
pub fn OpenFile() -> impl IntoView {
    let merging = Merging::new();
    let drop_zone = move || {
        view! {
            {(merging.work.step.get_untracked() == Step::Stopped)
                .then(|| view! { <Notice title=data::cancelled()/> })}
            <FileZone name="workspace" on_file=move |(file,)| merging.take(file)/>
        }
        .into_any()
    };
    view! { <BringingIn merging waiting=ViewFn::from(drop_zone)/> }.into_any()
}

/// A workspace file on its way in. `waiting` is shown while there is none.
#[component]
pub fn BringingIn(
    /// The file.
    merging: Merging,
    /// What is shown before a file comes, and after it was stopped.
    #[prop(into)]
    waiting: ViewFn,
) -> impl IntoView {
    let heading = unique_id("merge");
    let end = unique_id("merge");
    let shown = Memo::new(move |_| match merging.work.step.get() {
        Step::Waiting | Step::Stopped => Shown::Drop,
        Step::Reading | Step::Comparing | Step::Storing => Shown::Working,
        Step::Asking => Shown::Asking,
        Step::Ready(_) => Shown::Look,
        end => Shown::End(end),
    });
    // What was pressed is gone by now; the focus goes to what came instead.
    let (to_heading, to_end) = (heading.clone(), end.clone());
    Effect::new(move |_| match shown.get() {
        Shown::Look => focus::after_drawing(to_heading.clone()),
        Shown::Asking | Shown::End(_) => focus::after_drawing(to_end.clone()),
        Shown::Drop | Shown::Working => {}
    });
    let body = move || match shown.get() {
        Shown::Drop => waiting.run(),
        Shown::Working => working(merging),
        Shown::Asking => asking(merging),
        Shown::Look => look(merging, heading.clone()),
        Shown::End(step) => ended(merging, step),
    };
    view! {
        <div class="stack merge" id=end tabindex="-1" data-merge=move || state(&shown.read())
            data-unsaved=move || matches!(*shown.read(), Shown::Asking | Shown::Look).then_some("")>
            {body}
        </div>
    }
    .into_any()
}

/// How far it is, for whoever reads the page by program.
fn state(shown: &Shown) -> &'static str {
    match shown {
        Shown::Drop => "waiting",
        Shown::Working => "working",
        Shown::Asking => "asking",
        Shown::Look => "ready",
        Shown::End(Step::Opened) => "opened",
        Shown::End(Step::BroughtIn(..)) => "done",
        Shown::End(Step::Nothing) => "nothing",
        Shown::End(_) => "refused",
    }
}

fn working(merging: Merging) -> AnyView {
    let label = Signal::derive(move || {
        match merging.work.step.get() {
            Step::Comparing => texts::comparing(),
            Step::Storing => texts::storing(),
            _ => data::opening(),
        }
        .to_owned()
    });
    view! { <Progress label done=merging.work.progress on_stop=move |()| merging.stop()/> }
        .into_any()
}

fn asking(merging: Merging) -> AnyView {
    let firm = merging.about.get_untracked().firm;
    let firm = if firm.is_empty() { texts::unnamed_firm().to_owned() } else { firm };
    view! {
        <Notice
            tone=Tone::Careful
            title=texts::other_workspace()
            text=texts::other_workspace_text(firm)
        >
            <Button
                label=texts::look()
                on_click=move |()| merging.agree()
                attr:data-action="agree-merge"
            />
            <Button label=actions::cancel() on_click=move |()| merging.forget()/>
        </Notice>
    }
    .into_any()
}

fn ended(merging: Merging, step: Step) -> AnyView {
    match step {
        Step::Opened => view! {
            <Notice tone=Tone::Good title=import::opened()>
                <ButtonLink href="/customers" label=import::see_customers()/>
                <ButtonLink href="/ladder" label=import::see_ladder()/>
                {another(merging)}
            </Notice>
        }
        .into_any(),
        Step::BroughtIn(counts, id) => brought_in(merging, counts, id),
        Step::Nothing => view! {
            <Notice title=texts::nothing() text=errors::nothing_changed()>
                {another(merging)}
            </Notice>
        }
        .into_any(),
        Step::Refused(why) => {
            let (title, why) = refusal(&why);
            let text = format!("{why} {}", errors::nothing_changed());
            view! { <Notice tone=Tone::Bad title text>{another(merging)}</Notice> }.into_any()
        }
        Step::NotStored(why) => view! {
            <Notice tone=Tone::Bad title=file::title() text=why>
                <Button
                    label=actions::try_again()
                    on_click=move |()| merging.look_again()
                />
                {another(merging)}
            </Notice>
        }
        .into_any(),
        Step::Waiting
        | Step::Reading
        | Step::Asking
        | Step::Comparing
        | Step::Ready(_)
        | Step::Storing
        | Step::Stopped => ().into_any(),
    }
}

fn another(merging: Merging) -> AnyView {
    view! {
        <Button
            label=texts::another()
            kind=Kind::Quiet
            on_click=move |()| merging.forget()
            attr:data-action="another-file"
        />
    }
    .into_any()
}

fn brought_in(merging: Merging, counts: Counts, id: ChangeSetId) -> AnyView {
    let Counts { conflicts, new, changed, deleted, .. } = counts;
    let counts = [conflicts, new, changed, deleted].map(|count| count as u64);
    // What is here for later alone has no counts.
    let text = match counts {
        [0, 0, 0, 0] => texts::kept_for_later().to_owned(),
        counts => format::list(&texts::brought(counts, |count| format::integer(count as i64))),
    };
    let undo = move |()| {
        history::undo_step(id);
        merging.forget();
    };
    view! {
        <Notice tone=Tone::Good title=texts::done() text>
            <ButtonLink href="/customers" label=import::see_customers()/>
            <Button
                label=texts::undo()
                symbol=Symbol::Undo
                on_click=undo
                attr:data-action="undo-merge"
            />
            {another(merging)}
        </Notice>
    }
    .into_any()
}

/// What is wrong with a file, and why.
fn refusal(why: &Why) -> (&'static str, String) {
    match why {
        Why::Open(error) => (file::title(), files::open_failure(error)),
        Why::SampleHere => (file::title(), file::sample_here().to_owned()),
        Why::Currency { ours, theirs } => (
            texts::currency_title(),
            texts::currency(format::currency_words(ours), format::currency_words(theirs)),
        ),
    }
}

fn look(merging: Merging, heading: String) -> AnyView {
    let about = merging.about.get_untracked();
    let from = files::device_words(&about.device);
    let written = texts::written(format::moment(about.exported_at as f64), about.file);
    let again = merging.work.step.get_untracked() == Step::Ready(true);
    let counts = merging.with_looked(|looked| looked.counts()).unwrap_or_default();
    let (parked, unknown) =
        merging.with_looked(|looked| (looked.parked(), looked.unknown())).unwrap_or_default();
    let number = |count: usize| format::count(count as u64);
    let erases = merging.with_looked(|looked| looked.erases()).unwrap_or_default();
    view! {
        <h3 id=heading tabindex="-1">{texts::heading(from)}</h3>
        <p class="quiet">{written}</p>
        {again.then(|| view! { <Notice title=texts::again() text=texts::again_text()/> })}
        {(!about.whole).then(|| view! { <Notice title=texts::part() text=texts::part_text()/> })}
        {(parked > 0)
            .then(|| {
                view! { <Notice title=texts::parked(&number(parked)) text=texts::parked_text()/> }
            })}
        {(unknown > 0)
            .then(|| {
                view! {
                    <Notice title=texts::unknown(&number(unknown)) text=texts::unknown_text()/>
                }
            })}
        {(erases > 0)
            .then(|| {
                view! {
                    <Notice
                        tone=Tone::Careful
                        title=erase::by_colleague(&number(erases))
                        text=erase::by_colleague_text()
                    />
                }
            })}
        {figures(counts)}
        {by_collection(merging)}
        {conflicts::conflicts(merging, counts.conflicts)}
        {held_back::held_back(merging)}
        {same::same(merging)}
        {records::records(merging, Class::Deleted, counts.deleted)}
        {records::records(merging, Class::Changed, counts.changed)}
        {records::records(merging, Class::New, counts.new)}
        <div class="row">
            <Button
                label=texts::confirm()
                kind=Kind::Primary
                symbol=Symbol::Check
                on_click=move |()| merging.confirm()
                attr:data-action="confirm-merge"
            />
            <Button
                label=actions::cancel()
                on_click=move |()| merging.forget()
                attr:data-action="cancel-merge"
            />
        </div>
    }
    .into_any()
}

fn figures(counts: Counts) -> AnyView {
    let reading = |count: usize, line: &'static str| {
        let reading = Reading::known(count as f64, format::integer(count as i64)).line(line);
        Signal::stored(reading)
    };
    let line = match counts.conflicts {
        0 => texts::no_conflicts_line(),
        _ => texts::conflicts_line(),
    };
    let figure = |id: &'static str, label: &'static str, reading| {
        view! { <Figure id label reading compact=true/> }
    };
    view! {
        <FigureRow label=texts::counts()>
            {figure("merge.conflicts", texts::conflicts(), reading(counts.conflicts, line))}
            {figure("merge.new", texts::new(), reading(counts.new, ""))}
            {figure("merge.changed", texts::changed(), reading(counts.changed, ""))}
            {figure("merge.deleted", texts::deleted(), reading(counts.deleted, ""))}
            {figure("merge.here", texts::here(), reading(counts.here, ""))}
        </FigureRow>
    }
    .into_any()
}

fn by_collection(merging: Merging) -> AnyView {
    let found = merging.with_looked(|looked| looked.by_collection()).unwrap_or_default();
    let rows = found
        .into_iter()
        .map(|(collection, counts)| {
            let Counts { conflicts, new, changed, deleted, here, .. } = counts;
            let counts = [conflicts, new, changed, deleted, here];
            let counts = counts.map(|count| format::integer(count as i64).into_any());
            [fields::collection(collection).into_any()].into_iter().chain(counts).collect()
        })
        .collect();
    let counts =
        [texts::conflicts(), texts::new(), texts::changed(), texts::deleted(), texts::here()];
    let counts = counts.map(Heading::number);
    let columns = [Heading::words(texts::kind())].into_iter().chain(counts).collect();
    view! { <Report label=texts::counts() columns rows/> }.into_any()
}

/// Fields by their labels, with what is to be read of each.
fn fields_list(fields: Vec<(&'static str, String)>) -> AnyView {
    let line = |(label, text)| {
        view! {
            <dt>{label}</dt>
            <dd>{text}</dd>
        }
    };
    view! { <dl class="merge-fields">{fields.into_iter().map(line).collect_view()}</dl> }.into_any()
}
