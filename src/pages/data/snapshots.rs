//! Going back: to a snapshot, or to a backup file, which then takes the place of
//! everything.

use super::encrypted::FileZone;
use crate::app::restore::{self, File};
use crate::app::session::Session;
use crate::app::snapshots::{self, Listed, Occasion, Snapshot};
use crate::components::{Button, Dialog, Kind, Notice, Panel, Progress, Symbol, Tone, format};
use crate::words::{actions, errors, fields, restore as texts};
use leptos::prelude::*;
use tangga_engine::domain::Collection;

/// The two panels. Who looks at the sample shop has nothing to go back to.
#[component]
pub fn GoBack() -> impl IntoView {
    let sample = Memo::new(|_| Session.settings().sample == Some(true));
    let chosen = RwSignal::new_local(None::<File>);
    let panels = move || {
        view! {
            <div class="columns">
                <Panel heading=texts::snapshots() finding=texts::snapshots_text()>
                    <Snapshots on_restore=move |(file,)| chosen.set(Some(file))/>
                </Panel>
                <Panel heading=texts::replace() finding=texts::replace_text()>
                    <FileZone name="replace" on_file=move |(file,)| chosen.set(Some(file))/>
                </Panel>
            </div>
            <Ask chosen/>
        }
    };
    view! { <Show when=move || !sample.get()>{panels}</Show> }.into_any()
}

/// Asks before everything is replaced by the chosen file.
#[component]
fn Ask(chosen: RwSignal<Option<File>, LocalStorage>) -> impl IntoView {
    let open = RwSignal::new(false);
    let title = RwSignal::new(String::new());
    let sure = RwSignal::new_local(None::<File>);
    Effect::new(move |_| {
        if let Some(file) = chosen.get() {
            title.set(texts::replace_question(file.name()));
            // What was agreed to for another file does not hold for this one.
            sure.set(None);
            open.set(true);
        }
    });
    let on_done = move |()| {
        sure.set(None);
        open.set(false);
    };
    let question = move || {
        view! {
            <p>{texts::replace_what()}</p>
            <p>{texts::replace_others()}</p>
            <Show when=move || sure.read().is_none()>
                <div class="form-actions row">
                    <Button
                        label=texts::replace_now()
                        kind=Kind::Danger
                        on_click=move |()| sure.set(chosen.get_untracked())
                        attr:data-action="confirm-replace"
                    />
                    <Button label=actions::cancel() on_click=move |()| open.set(false)/>
                </div>
            </Show>
            <Replace file=sure on_done/>
        }
    };
    view! { <Dialog open title=title>{question}</Dialog> }.into_any()
}

/// Replaces everything by a file as soon as there is one, shows how far it is,
/// and says why it could not.
#[component]
pub fn Replace(
    /// The file.
    file: RwSignal<Option<File>, LocalStorage>,
    /// Hears that it is done.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let progress = RwSignal::new(None::<f64>);
    let failed = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let Some(chosen) = file.get() else { return };
        failed.set(None);
        restore::replace(chosen, progress, move |replaced| match replaced {
            Ok(()) => drop(on_done.try_run(())),
            Err(error) => {
                let _ = failed.try_set(Some(restore::failure(&error)));
                let _ = file.try_set(None);
            }
        });
    });
    let trouble = move || {
        failed.get().map(|why| {
            let text = format!("{why} {}", errors::nothing_changed());
            view! { <Notice tone=Tone::Bad title=texts::not_replaced() text/> }
        })
    };
    view! {
        <Show when=move || progress.read().is_some()>
            <Progress label=texts::replacing() done=progress/>
        </Show>
        {trouble}
    }
    .into_any()
}

/// The snapshots, newest first.
#[component]
pub fn Snapshots(
    /// Takes the one to go back to.
    #[prop(into)]
    on_restore: UnsyncCallback<(File,)>,
) -> impl IntoView {
    let listed = RwSignal::new_local(Listed::Loading);
    snapshots::list(listed);
    let body = move || match listed.get() {
        Listed::Loading => ().into_any(),
        Listed::Unsupported => view! { <p class="quiet">{texts::unsupported()}</p> }.into_any(),
        Listed::Snapshots(snapshots) if snapshots.is_empty() => {
            view! { <p class="quiet">{texts::no_snapshots()}</p> }.into_any()
        }
        Listed::Snapshots(snapshots) => {
            let rows = snapshots.into_iter().map(|one| row(one, on_restore)).collect_view();
            view! { <ul class="lines snapshots">{rows}</ul> }.into_any()
        }
    };
    view! { {body} }.into_any()
}

fn row(snapshot: Snapshot, on_restore: UnsyncCallback<(File,)>) -> AnyView {
    let Snapshot { taken, occasion, counts, file } = snapshot;
    let what = match occasion {
        Occasion::Import => texts::before_import(),
        Occasion::Merge => texts::before_merge(),
        Occasion::Replace => texts::before_replace(),
        Occasion::Erase => texts::after_erasing(),
    };
    let readable = counts.is_some();
    let held = match counts {
        Some(counts) => records(counts),
        None => texts::unreadable_head().to_owned(),
    };
    let when = format::moment(taken as f64);
    let size = format::bytes(file.size() as u64);
    let restore = readable.then(|| {
        view! {
            <Button
                label=texts::go_back()
                symbol=Symbol::Undo
                small=true
                on_click=move |()| on_restore.run((file.clone(),))
                attr:data-action="restore-snapshot"
            />
        }
    });
    view! {
        <li class="row">
            <div>
                <strong>{what}</strong>
                <p class="quiet">{format::list(&[when, size])}</p>
                <p class="quiet">{held}</p>
            </div>
            {restore}
        </li>
    }
    .into_any()
}

/// How many records there are by the stored name of their collection, in words.
pub fn records(counts: impl IntoIterator<Item = (String, u64)>) -> String {
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(name, rows)| *rows > 0 && name != Collection::Setting.name())
        .map(|(name, rows)| {
            let known = Collection::from_name(&name);
            let label = known.map_or(name, |known| fields::collection(known).to_owned());
            format!("{label} {}", format::integer(i64::try_from(rows).unwrap_or(i64::MAX)))
        })
        .collect();
    format::list(&parts)
}
