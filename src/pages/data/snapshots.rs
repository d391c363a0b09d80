//! Going back: to a snapshot, or to a backup file, which then takes the place of
//! everything.

use super::encrypted::FileZone;
use super::folder::FolderBackups;
use crate::app::files;
use crate::app::restore::{self, About, Concerns, File, Looked};
use crate::app::session::Session;
use crate::app::snapshots::{self, Listed, Occasion, Snapshot};
use crate::components::{Button, Dialog, Kind, Notice, Panel, Progress, Symbol, Tone, format};
use crate::words::{actions, errors, fields, folder, merge, restore as texts};
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
                <Panel heading=folder::title() finding=folder::finding()>
                    <FolderBackups on_restore=move |(file,)| chosen.set(Some(file))/>
                </Panel>
                <Panel heading=texts::snapshots() finding=texts::snapshots_text()>
                    <Snapshots on_restore=move |(file,)| chosen.set(Some(file))/>
                </Panel>
                <Panel heading=texts::replace() finding=texts::replace_text()>
                    <FileZone
                        name="replace"
                        danger=true
                        on_file=move |(file,)| chosen.set(Some(file))
                    />
                </Panel>
            </div>
            <Replace chosen/>
        }
    };
    view! { <Show when=move || !sample.get()>{panels}</Show> }.into_any()
}

/// Puts the chosen file in the place of everything, in a dialog that shows how far
/// it is and why it failed. It asks before; after a loss, where nothing is left to
/// give way, only if the file is not what a person would expect.
#[component]
pub fn Replace(
    /// The file.
    chosen: RwSignal<Option<File>, LocalStorage>,
    /// Whether nothing is left here.
    #[prop(optional)]
    after_loss: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let title = RwSignal::new(String::new());
    let looked = RwSignal::new(Looked::default());
    let progress = RwSignal::new(None::<f64>);
    let failed = RwSignal::new(None::<String>);
    let asking = RwSignal::new(true);
    let replace = move || {
        let Some(file) = chosen.get_untracked() else { return };
        asking.set(false);
        failed.set(None);
        restore::replace(file, progress, move |replaced| match replaced {
            Ok(()) => drop(open.try_set(false)),
            Err(error) => drop(failed.try_set(Some(restore::failure(&error)))),
        });
    };
    Effect::new(move |_| {
        let Some(file) = chosen.get() else { return };
        restore::look(file, move |file, found| {
            title.set(match snapshots::called(&file.name()) {
                Some(snapshot) => texts::go_back_question(snapshot),
                None => texts::replace_question(file.name()),
            });
            let expected = found.concerns == Concerns::default();
            looked.set(found);
            failed.set(None);
            asking.set(true);
            open.set(true);
            if after_loss && expected {
                replace();
            }
        });
    });
    let question = move || {
        let Looked { concerns: Concerns { other_workspace, part }, about } = looked.get();
        let firm = other_workspace.map(|firm| match firm.as_str() {
            "" => merge::unnamed_firm().to_owned(),
            _ => firm,
        });
        view! {
            {about.map(in_words)}
            {firm
                .map(|firm| {
                    view! {
                        <Notice
                            tone=Tone::Careful
                            title=merge::other_workspace()
                            text=texts::other_workspace(firm)
                        />
                    }
                })}
            {part
                .then(|| {
                    view! {
                        <Notice
                            tone=Tone::Careful
                            title=merge::part()
                            text=texts::replace_by_part()
                        />
                    }
                })}
            {(!after_loss)
                .then(|| {
                    view! {
                        <p>{texts::replace_what()}</p>
                        <p>{texts::replace_back()}</p>
                        <p>{texts::replace_others()}</p>
                    }
                })}
            <div class="form-actions row">
                <Button
                    label=texts::replace_now()
                    kind=Kind::Danger
                    on_click=move |()| replace()
                    attr:data-action="confirm-replace"
                />
                <Button label=actions::cancel() on_click=move |()| open.set(false)/>
            </div>
        }
    };
    let trouble = move || {
        failed.get().map(|why| {
            let text = format!("{why} {}", errors::nothing_changed());
            view! { <Notice tone=Tone::Bad title=texts::not_replaced() text/> }
        })
    };
    let body = move || {
        view! {
            <Show when=move || asking.get()>{question}</Show>
            <Show when=move || progress.read().is_some()>
                <Progress label=texts::replacing() done=progress/>
            </Show>
            {trouble}
        }
    };
    view! {
        <Dialog open title>
            {body}
        </Dialog>
    }
    .into_any()
}

/// When and by whom a file was written, and what it holds.
fn in_words(about: About) -> AnyView {
    let when = format::moment(about.exported_at as f64);
    let written = texts::file_written(when, files::device_words(&about.device));
    let held = texts::file_holds(records(about.counts));
    view! {
        <div data-about-file="">
            <p>{written}</p>
            <p>{held}</p>
        </div>
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
            let rows = snapshots.into_iter().map(|one| line(one, on_restore)).collect_view();
            view! { <ul class="lines snapshots">{rows}</ul> }.into_any()
        }
    };
    view! { {body} }.into_any()
}

fn line(snapshot: Snapshot, on_restore: UnsyncCallback<(File,)>) -> AnyView {
    let Snapshot { taken, occasion, counts, file } = snapshot;
    let go_back = match occasion {
        Occasion::Replace => texts::go_back_before(),
        _ => texts::go_back(),
    };
    row(occasion.words().to_owned(), taken, counts.map(records), go_back, file, on_restore)
}

/// A file to go back to: what and when it is, what it holds, if that can be told,
/// and the button.
pub(super) fn row(
    what: String,
    when: u64,
    held: Option<String>,
    go_back: &'static str,
    file: File,
    on_restore: UnsyncCallback<(File,)>,
) -> AnyView {
    let readable = held.is_some();
    let held = held.unwrap_or_else(|| texts::unreadable_head().to_owned());
    let when = format::moment(when as f64);
    let size = format::bytes(file.size() as u64);
    let restore = readable.then(|| {
        view! {
            <Button
                label=go_back
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
                <p class="quiet">{format!("{when} · {size}")}</p>
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
