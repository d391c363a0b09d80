//! Bringing in a workspace file: read, compared, looked at, confirmed. Nothing
//! is stored before the person confirms, and then all of it is one change set.
//! Where there is nothing yet the file is taken without a look.
//!
//! The page reads the signals and calls the verbs. If the data change while a
//! file is looked at, here or in another tab, it is read and compared again;
//! what was chosen stays chosen.

mod looked;

pub use looked::{Line, Looked, is_life};
pub use tangga_engine::workspace::merge::{Choice, Class, Compared, ComparedField, Counts};

use super::commands::{say_done, say_failed};
use super::commit::{self, CommitError, Watch, commit_after};
use super::files::{self, OpenError, holds_anything, settings_to_take};
use super::history;
use super::session::{Busy, Seen, Session, new_id, with};
use super::snapshots::{self, Occasion};
use super::work::{Steps, Work};
use crate::browser::{clock, measure};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::domain::{
    ChangeSetId, Collection, Currency, DeviceId, FieldId, RecordId, Setting,
};
use tangga_engine::interchange::parked::Due;
use tangga_engine::workspace::merge::{
    Choices, Comparison, DuplicateSearch, Incoming, Past, Refusal, Stale,
};
use tangga_engine::workspace::{Action, Brought, Draft, Label, Workspace};
use web_sys::File;

/// Rows that are compared between two looks at the clock.
const ROWS: u32 = 500;

/// How far the file has come.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// No file yet.
    Waiting,
    /// It is being read.
    Reading,
    /// It comes from another workspace; the person has to say whether it may.
    Asking,
    /// It is being compared with what is here.
    Comparing,
    /// It can be looked at; nothing is stored. With `true` because it had to be
    /// compared again.
    Ready(bool),
    /// It is being stored.
    Storing,
    /// It was opened where there was nothing.
    Opened,
    /// It was brought in, as this change set.
    BroughtIn(Counts, ChangeSetId),
    /// All of it was here already.
    Nothing,
    /// The person stopped it; nothing was kept.
    Stopped,
    /// It cannot come in, and why.
    Refused(Why),
    /// It could not be stored, and why, in words.
    NotStored(String),
}

impl Steps for Step {
    const WAITING: Step = Step::Waiting;
    const STORING: Step = Step::Storing;
    const STOPPED: Step = Step::Stopped;
}

/// Why a file cannot come in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// It cannot be taken, or not be read.
    Open(OpenError),
    /// Its amounts are in another currency than those here.
    Currency {
        /// The currency here.
        ours: Currency,
        /// The currency of the file.
        theirs: Currency,
    },
    /// The sample shop is here.
    SampleHere,
}

/// What a file says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// Its name.
    pub file: String,
    /// What people call the device that wrote it; may be blank.
    pub device: String,
    /// The id of that device.
    pub writer: Option<DeviceId>,
    /// The firm's name in it; may be blank.
    pub firm: String,
    /// When it was written, in milliseconds since 1970.
    pub exported_at: u64,
    /// Whether it holds the whole workspace.
    pub whole: bool,
}

/// The file in hand.
#[derive(Clone, Copy)]
pub struct Merging {
    /// How far it is.
    pub work: Work<Step>,
    /// What the file says of itself.
    pub about: RwSignal<About>,
    /// Whether customers who seem to be the same are united.
    pub unite: RwSignal<bool>,
    /// Whether those come in who seem to have been erased under another id.
    pub take_erased: RwSignal<bool>,
    /// Whether of facts that seem to be the same one goes.
    pub drop_twice: RwSignal<bool>,
    choices: RwSignal<Choices>,
    looked: StoredValue<Option<Looked>, LocalStorage>,
    asked: StoredValue<Option<Incoming>, LocalStorage>,
    file: StoredValue<Option<File>, LocalStorage>,
}

impl Merging {
    /// Nothing yet; belongs to the view that calls it.
    pub fn new() -> Merging {
        Merging {
            work: Work::new(),
            about: RwSignal::new(About::default()),
            unite: RwSignal::new(false),
            take_erased: RwSignal::new(false),
            drop_twice: RwSignal::new(false),
            choices: RwSignal::new(Choices::new()),
            looked: StoredValue::new_local(None),
            asked: StoredValue::new_local(None),
            file: StoredValue::new_local(None),
        }
    }

    /// Takes a workspace file that was dropped or picked.
    pub fn take(self, file: File) {
        self.forget();
        self.file.set_value(Some(file));
        self.look(false);
    }

    /// Reads and compares the file once more; choices stay.
    pub fn look_again(self) {
        self.look(true);
    }

    fn look(self, again: bool) {
        let Some(file) = self.file.get_value() else { return };
        let watch = self.work.begin(Step::Reading);
        spawn_local(async move {
            let _busy = Busy::begin();
            let step = self.read(&file, again, &watch).await;
            self.work.end(step, &watch);
        });
    }

    /// Goes on with a file of another workspace.
    pub fn agree(self) {
        let Some(incoming) = self.asked.try_update_value(Option::take).flatten() else { return };
        let watch = self.work.begin(Step::Comparing);
        spawn_local(async move {
            let _busy = Busy::begin();
            let step = self.compare(incoming, false, &watch).await;
            self.work.end(step, &watch);
        });
    }

    async fn read(self, file: &File, again: bool, watch: &Watch) -> Step {
        let opened = match files::read_workspace(file, &watch.part(0.0, 0.5)).await {
            Ok(opened) => opened,
            Err(OpenError::Stopped) => return Step::Stopped,
            Err(error) => return Step::Refused(Why::Open(error)),
        };
        let _ = self.about.try_set(About {
            file: file.name(),
            device: opened.device_name.clone(),
            writer: Some(opened.device),
            firm: opened.name.clone(),
            exported_at: opened.exported_at,
            whole: opened.whole,
        });
        let incoming = match files::into_incoming(opened, watch).await {
            Ok(incoming) => incoming,
            Err(OpenError::Stopped) => return Step::Stopped,
            Err(error) => return Step::Refused(Why::Open(error)),
        };
        let device = with(|inner| inner.device.get());
        if Session.peek(|workspace| incoming.knows_more_of(device, workspace))
            && let Err(error) = commit::renew_device().await
        {
            return Step::NotStored(super::commands::failure(&error));
        }
        let id = files::known_workspace_id();
        let admitted = Session.peek(|workspace| incoming.admit(workspace, &id));
        let empty = Session.peek(|workspace| !holds_anything(workspace));
        match admitted {
            Err(Refusal::SampleHere) => Step::Refused(Why::SampleHere),
            Err(Refusal::Currency { ours, theirs }) => {
                Step::Refused(Why::Currency { ours, theirs })
            }
            // Who agreed once is not asked again for the same file.
            Ok(questions) if questions.is_empty() || empty || again => {
                self.compare(incoming, again, watch).await
            }
            Ok(_) => {
                let _ = self.asked.try_set_value(Some(incoming));
                Step::Asking
            }
        }
    }

    async fn compare(self, incoming: Incoming, again: bool, watch: &Watch) -> Step {
        self.work.go(Step::Comparing);
        let mut past = Past::new();
        // Without the history conflicts are shown without what was before.
        let (steps, _) = history::steps(history::STEPS).await.unwrap_or_default();
        steps.iter().for_each(|step| past.note(&step.remembered.inverse));
        let looked = match looked_at(incoming, past, watch).await {
            Ok(Some(looked)) => looked,
            Ok(None) => return Step::Stopped,
            Err(Stale) => return self.anew(),
        };
        if Session.peek(|workspace| looked.preview().changes_nothing(workspace)) {
            return Step::Nothing;
        }
        let empty = Session.peek(|workspace| !holds_anything(workspace));
        if empty || !looked.has_anything_to_see() {
            return self.store(looked, empty, watch).await;
        }
        let _ = self.looked.try_set_value(Some(looked));
        Step::Ready(again)
    }

    /// The data changed meanwhile: everything once more.
    fn anew(self) -> Step {
        if !self.work.is_left() {
            self.look(true);
        }
        Step::Reading
    }

    /// Brings the file in.
    pub fn confirm(self) {
        let Some(looked) = self.looked.try_update_value(Option::take).flatten() else { return };
        let watch = self.work.begin(Step::Storing);
        spawn_local(async move {
            let _busy = Busy::begin();
            let step = self.store(looked, false, &watch).await;
            self.work.end(step, &watch);
        });
    }

    async fn store(self, looked: Looked, empty: bool, watch: &Watch) -> Step {
        self.work.go(Step::Storing);
        let seen = Seen::now();
        let counts = looked.preview().counts();
        let to_see = looked.has_anything_to_see();
        let workspace_id = looked.preview().incoming().workspace_id.clone();
        let label = self.label(counts);
        let id = new_id();
        // What was here before would hold those whom the file erases.
        if !Session.peek(|workspace| looked.preview().erases(workspace)).is_empty() {
            watch.tell(0.3);
        } else {
            snapshots::take(Occasion::Merge, &watch.part(0.0, 0.3)).await;
        }
        if watch.is_stopped() {
            return Step::Stopped;
        }
        let Ok(draft) = self.draft(looked, empty, id, label.clone()) else { return self.anew() };
        if draft.is_empty() {
            // All that is new was held back.
            return Step::Nothing;
        }
        match commit_after(seen, draft, &watch.part(0.3, 1.0)).await {
            Ok(_) => {
                if empty || files::known_workspace_id().is_empty() {
                    files::keep_workspace_id(&workspace_id);
                }
                say_done(&label);
                match counts {
                    _ if empty => Step::Opened,
                    _ if !to_see => Step::Nothing,
                    counts => Step::BroughtIn(counts, id),
                }
            }
            Err(CommitError::Stale) => self.anew(),
            Err(CommitError::Stopped) => Step::Stopped,
            Err(error) => {
                say_failed(&error);
                Step::NotStored(files::commit_failure(&error))
            }
        }
    }

    fn label(self, counts: Counts) -> Label {
        let About { file, device, .. } = self.about.try_get_untracked().unwrap_or_default();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut label = Label::new(Action::OpenFile);
        label.file = Some(file);
        label.count = count(counts.conflicts + counts.new + counts.changed + counts.deleted);
        label.brought = Some(Brought {
            by: device,
            conflicts: count(counts.conflicts),
            new: count(counts.new),
            changed: count(counts.changed),
            deleted: count(counts.deleted),
        });
        label
    }

    fn draft(
        self,
        looked: Looked,
        empty: bool,
        id: ChangeSetId,
        label: Label,
    ) -> Result<Draft, Stale> {
        let mut choices = self.choices.try_get_untracked().unwrap_or_default();
        choices.take_held_back(self.take_erased.try_get_untracked() == Some(true));
        let unite = self.unite.try_get_untracked() == Some(true);
        let drop_twice = self.drop_twice.try_get_untracked() == Some(true);
        Session.peek(|workspace| {
            // Where there is nothing, the settings are those of the file.
            let settings = match empty {
                true => settings_to_take(workspace, looked.preview().incoming()),
                false => Vec::new(),
            };
            let (preview, past, mut same) = looked.into_parts();
            let mut draft = preview.confirm(workspace, &choices, &past, id, label)?;
            for (field, value) in settings {
                draft.set(Collection::Setting, Setting::ID, field, value);
            }
            if !unite {
                same.customers.clear();
            }
            if !drop_twice {
                same.facts.clear();
            }
            same.unite(&mut draft);
            Ok(draft)
        })
    }

    /// What was found, while it can be looked at.
    pub fn with_looked<R>(self, read: impl FnOnce(&Looked) -> R) -> Option<R> {
        self.looked.try_with_value(|looked| looked.as_ref().map(read)).flatten()
    }

    /// Which device wrote something, in words. A file names the device that wrote it,
    /// and no other.
    pub fn who(self, device: DeviceId) -> String {
        let About { device: name, writer, .. } = self.about.try_get_untracked().unwrap_or_default();
        if writer == Some(device) {
            files::device_words(&name)
        } else if device == with(|inner| inner.device.get()) {
            files::this_device_words()
        } else {
            words::history::by_other_device().to_owned()
        }
    }

    /// What happens to a field; reading it subscribes.
    pub fn chosen(self, collection: Collection, record: RecordId, field: &ComparedField) -> Choice {
        self.choices.with(|choices| choices.of(collection, record, field))
    }

    /// Chooses for one field.
    pub fn choose(self, collection: Collection, record: RecordId, field: FieldId, choice: Choice) {
        self.choices.update(|choices| choices.choose(collection, record, field, choice));
    }

    /// Chooses for all fields in conflict; `None` is the later one of each.
    pub fn choose_all(self, choice: Option<Choice>) {
        self.choices.update(|choices| choices.choose_all(choice));
    }

    /// Stops whatever is under way. What is being stored ends by itself, with
    /// nothing kept if it was in time.
    pub fn stop(self) {
        self.work.stop(|| self.forget());
    }

    /// Lets go of the file: another one may come.
    pub fn forget(self) {
        self.looked.set_value(None);
        self.asked.set_value(None);
        self.file.set_value(None);
        self.choices.set(Choices::new());
        self.unite.set(false);
        self.take_erased.set(false);
        self.drop_twice.set(false);
        self.work.forget();
    }
}

impl Default for Merging {
    fn default() -> Self {
        Merging::new()
    }
}

/// Compares a file and searches it for duplicates; `None` if it was stopped.
async fn looked_at(incoming: Incoming, past: Past, watch: &Watch) -> Result<Option<Looked>, Stale> {
    let mut comparison = Session.peek(|workspace| Comparison::new(incoming, workspace));
    let compared = in_slices(watch.part(0.5, 0.8), |workspace| {
        let is_left = comparison.step(workspace, ROWS)?;
        Ok(is_left.then(|| comparison.progress()))
    });
    if !compared.await? {
        return Ok(None);
    }
    let preview = Session.peek(|workspace| comparison.finish(workspace))?;
    let mut search = DuplicateSearch::new(&preview);
    let searched = in_slices(watch.part(0.8, 1.0), |workspace| {
        let is_left = search.step(workspace, ROWS)?;
        Ok(is_left.then(|| search.progress(workspace)))
    });
    if !searched.await? {
        return Ok(None);
    }
    let same = Session.peek(|workspace| search.finish(workspace))?;
    let Some(waiting) = files::count_waiting(&preview.incoming().foreign, watch).await else {
        return Ok(None);
    };
    Ok(Some(Looked::new(preview, past, same, waiting)))
}

/// Takes step after step with pauses for the page, until one has no progress left
/// to tell. Says whether it came to the end.
async fn in_slices(
    watch: Watch,
    mut step: impl FnMut(&Workspace) -> Result<Option<(usize, usize)>, Stale>,
) -> Result<bool, Stale> {
    let mut slice = measure::Slice::begin();
    while let Some((done, all)) = Session.peek(&mut step)? {
        if slice.is_over() {
            watch.tell(done as f64 / all.max(1) as f64);
            slice.pause().await;
        }
        if watch.is_stopped() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes in the records whose stamps lay too far ahead when their file came and
/// no longer do. Asked once at each opening.
pub(super) fn take_due() {
    spawn_local(async {
        let (seen, draft) = loop {
            let seen = Seen::now();
            // What changed meanwhile is looked through anew.
            let Ok(draft) = due_draft().await else { continue };
            break (seen, draft);
        };
        let Some(draft) = draft else { return };
        match commit_after(seen, draft, &Watch::default()).await {
            // Another tab that was opened at the same time did it, or it is tried
            // again at the next opening.
            Ok(_) | Err(CommitError::Stale) => {}
            Err(error) => say_failed(&error),
        }
    });
}

/// What takes them in; `None` if there is nothing.
async fn due_draft() -> Result<Option<Draft>, Stale> {
    let watch = Watch::default();
    let mut search = Session.peek(|workspace| Due::new(workspace, clock::now_ms()));
    let searched = in_slices(watch.clone(), |workspace| {
        let is_left = search.step(workspace, ROWS as usize)?;
        Ok(is_left.then(|| search.progress(workspace)))
    });
    searched.await?;
    let Some(due) = Session.peek(|workspace| search.finish(workspace))? else { return Ok(None) };
    let mut comparison = Session.peek(|workspace| Comparison::new(due, workspace));
    let compared = in_slices(watch, |workspace| {
        let is_left = comparison.step(workspace, ROWS)?;
        Ok(is_left.then(|| comparison.progress()))
    });
    compared.await?;
    Session.peek(|workspace| {
        let preview = comparison.finish(workspace)?;
        if preview.changes_nothing(workspace) {
            return Ok(None);
        }
        let mut label = Label::new(Action::OpenFile);
        let new: usize = preview.found().iter().map(|found| found.counts().new).sum();
        label.count = u32::try_from(new).unwrap_or(u32::MAX);
        let (choices, past) = (Choices::new(), Past::new());
        preview.confirm(workspace, &choices, &past, new_id(), label).map(Some)
    })
}
