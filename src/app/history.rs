//! The history: what was changed, undo and redo.

use super::commands::{say_done, say_failed};
use super::commit::{CommitError, Watch, commit};
use super::session::{Session, new_id, with};
use super::toaster;
use crate::browser::intl;
use crate::storage::StorageError;
use crate::words::{self, Count, history as texts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use tangga_engine::domain::schema::{customer, feedback, interaction, link, purchase};
use tangga_engine::domain::{ChangeSetId, Collection, FieldId, RecordId, Rung, Value};
use tangga_engine::interchange::head::LogKey;
use tangga_engine::interchange::log::Remembered;
use tangga_engine::workspace::undo::{Step, next_steps};
use tangga_engine::workspace::{Action, Brought, Inverse, Label, Workspace};

/// How many steps the list shows and undo looks back.
const STEPS: u32 = 200;

thread_local! {
    /// Steps of which nothing was left to undo: the next undo goes past them.
    static PASSED: RefCell<FxHashSet<ChangeSetId>> = RefCell::default();
}

/// One step of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// Its place in the log.
    pub key: LogKey,
    /// What is remembered of it.
    pub remembered: Remembered,
    /// Whether this device did it.
    pub mine: bool,
}

impl Past {
    /// Whether there is anything to undo. There is not where a file was taken
    /// out again: it is brought in again instead.
    pub fn can_be_undone(&self) -> bool {
        self.remembered.inverse != Inverse::default()
    }

    /// Whether it undid another step: undoing it does that one again.
    pub fn is_undo(&self) -> bool {
        self.remembered.label.action == Action::Undo
    }
}

/// The history as a page shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Listed {
    /// It is being read.
    Loading,
    /// It could not be read, and why, in words.
    Failed(String),
    /// The last steps, newest first, each with whether it is undone now.
    Steps(Vec<(Past, bool)>),
}

/// Reads the history in the background.
pub fn list(listed: RwSignal<Listed>) {
    spawn_local(async move {
        let now = match steps().await {
            Ok(steps) => Listed::Steps(with_undone(steps)),
            Err(error) => Listed::Failed(super::commands::failure(&error)),
        };
        // The page may have been left meanwhile.
        let _ = listed.try_set(now);
    });
}

/// Steps, newest first, with whether a later step that still holds undid them.
fn with_undone(steps: Vec<Past>) -> Vec<(Past, bool)> {
    let mut undone = Vec::new();
    let mark = |past: Past| {
        let is_undone = undone.contains(&past.remembered.id);
        if let (false, Some(of)) = (is_undone, past.remembered.label.of) {
            undone.push(of);
        }
        (past, is_undone)
    };
    steps.into_iter().map(mark).collect()
}

/// The last steps, newest first.
pub async fn steps() -> Result<Vec<Past>, StorageError> {
    let store = with(|inner| inner.store.borrow().clone()).ok_or(StorageError::Disconnected)?;
    let device = with(|inner| inner.device.get());
    let entries = store.history(STEPS).await?;
    let read = |entry: crate::storage::HistoryEntry| {
        let remembered = Remembered::decode(&entry.bytes)?;
        Ok(Past { key: entry.key, mine: remembered.stamp.device == device, remembered })
    };
    entries.into_iter().map(read).collect()
}

/// Undoes this device's last change.
pub fn undo() {
    spawn_local(async { walk(true).await });
}

/// Does the last undone change again.
pub fn redo() {
    spawn_local(async { walk(false).await });
}

async fn walk(back: bool) {
    let Some(steps) = steps_or_say().await else { return };
    let (places, plain): (Vec<usize>, Vec<Step<'_>>) = steps
        .iter()
        .enumerate()
        .filter(|(_, past)| past.mine)
        .map(|(at, past)| (at, past.remembered.step()))
        .unzip();
    let (undo, redo) = next_steps(&plain, |id| PASSED.with_borrow(|passed| passed.contains(&id)));
    match if back { undo } else { redo } {
        Some(at) => undo_step(&steps, places[at]).await,
        None => toaster().say(nothing_left(!back)),
    }
}

/// Undoes any step of the list.
pub fn undo_past(past: &Past) {
    let id = past.remembered.id;
    spawn_local(async move {
        let Some(steps) = steps_or_say().await else { return };
        match steps.iter().position(|past| past.remembered.id == id) {
            Some(at) => undo_step(&steps, at).await,
            None => toaster().say(texts::too_old()),
        }
    });
}

/// Undoes this device's last import, whatever was done since.
pub fn undo_import() {
    undo_latest(Action::Import);
}

/// Undoes the last opening of a file on this device, whatever was done since.
pub fn undo_opened_file() {
    undo_latest(Action::OpenFile);
}

fn undo_latest(action: Action) {
    spawn_local(async move {
        let Some(steps) = steps_or_say().await else { return };
        let latest = with_undone(steps.clone()).into_iter().position(|(past, undone)| {
            past.mine && !undone && past.remembered.label.action == action
        });
        match latest {
            Some(at) => undo_step(&steps, at).await,
            None => toaster().say(texts::nothing_to_undo()),
        }
    });
}

async fn steps_or_say() -> Option<Vec<Past>> {
    match steps().await {
        Ok(steps) => Some(steps),
        Err(error) => {
            say_failed(&CommitError::Storage(error));
            None
        }
    }
}

fn nothing_left(redo: bool) -> &'static str {
    if redo { texts::nothing_to_redo() } else { texts::nothing_to_undo() }
}

/// Undoes one of the steps, which are all that were stored since it.
async fn undo_step(steps: &[Past], at: usize) {
    let step = &steps[at].remembered;
    // The label tells what is undone, in whatever language it is read later.
    let redo = step.label.action == Action::Undo;
    let action = if redo { Action::Redo } else { Action::Undo };
    let was = step.label.was.or(Some(step.label.action));
    let label = Label { action, was, ..step.label.clone() };
    let plain: Vec<Step<'_>> = steps.iter().map(|past| past.remembered.step()).collect();
    let undo = match Session.peek(|workspace| workspace.undo(new_id(), label, &plain, at)) {
        Ok(undo) => undo,
        Err(then) => {
            let now = Session.peek(Workspace::currency);
            return toaster().fail(texts::other_currency(then.code, now.code));
        }
    };
    let kept = undo.fields_kept + undo.records_kept.len();
    let stay = || texts::fields_stay(&Count::new(kept as u64, intl::integer(kept as i64)));
    if undo.draft.is_empty() {
        PASSED.with_borrow_mut(|passed| passed.insert(step.id));
        let nothing = nothing_left(redo);
        return toaster().say(if kept > 0 { stay() } else { nothing.to_owned() });
    }
    let label = undo.draft.label().clone();
    match commit(undo.draft, &Watch::default()).await {
        Ok(_) if kept > 0 => toaster().say(stay()),
        Ok(_) => say_done(&label),
        Err(error) => say_failed(&error),
    }
}

/// What a step did, in words.
pub fn describe(workspace: &Workspace, label: &Label) -> String {
    let count = || Count::new(u64::from(label.count), intl::integer(i64::from(label.count)));
    let name = || subject(workspace, label.collection, label.record);
    let file = || label.file.clone().unwrap_or_default();
    match label.action {
        Action::Add | Action::Change | Action::Delete | Action::Move => {
            let name = name();
            match label.collection {
                Some(collection) => on_record(label.action, collection, name),
                None => name,
            }
        }
        Action::Pin => {
            let row = label.record.and_then(|id| workspace.row(Collection::Customer, id));
            let code = row.and_then(|row| workspace.customers().text(row, customer::PINNED_RUNG));
            match code.and_then(Rung::from_code) {
                Some(rung) => texts::customer_pinned(name(), words::choices::rung(rung)),
                None => texts::customer_unpinned(name()),
            }
        }
        Action::Settings => texts::settings_changed().to_owned(),
        Action::Import => texts::imported(&count(), file()),
        Action::OpenFile => match &label.brought {
            Some(brought) => brought_in(brought, file()),
            None => texts::waited(&count()),
        },
        Action::Sample => texts::sample_added().to_owned(),
        Action::RemoveSample if label.count > 0 => texts::sample_removed_but(&count()),
        Action::RemoveSample => texts::sample_removed().to_owned(),
        Action::Undo => texts::undone(what(workspace, label)),
        Action::Redo => texts::redone(what(workspace, label)),
    }
}

/// What a file brought and from whom, in words.
fn brought_in(brought: &Brought, file: String) -> String {
    let Brought { by, conflicts, new, changed, deleted } = brought;
    let counts = [*conflicts, *new, *changed, *deleted].map(u64::from);
    let parts = words::merge::brought(counts, |count| intl::integer(count as i64));
    let what = intl::list(&parts);
    if by.is_empty() { texts::file_brought(file, what) } else { texts::brought_by(file, by, what) }
}

/// What was done to one record, in words.
fn on_record(action: Action, collection: Collection, name: String) -> String {
    use Collection as C;
    match (action, collection) {
        (Action::Add, C::Customer) => texts::customer_added(name),
        (Action::Delete, C::Customer) => texts::customer_deleted(name),
        (_, C::Customer) => texts::customer_changed(name),
        (Action::Add, C::Purchase) => texts::purchase_recorded(name),
        (Action::Delete, C::Purchase) => texts::purchase_deleted(name),
        (_, C::Purchase) => texts::purchase_changed(name),
        (Action::Add, C::Interaction) => texts::interaction_recorded(name),
        (Action::Delete, C::Interaction) => texts::interaction_deleted(name),
        (_, C::Interaction) => texts::interaction_changed(name),
        (Action::Add, C::Feedback) => texts::feedback_recorded(name),
        (Action::Delete, C::Feedback) => texts::feedback_deleted(name),
        (_, C::Feedback) => texts::feedback_changed(name),
        (Action::Add, C::Persona) => texts::persona_added(name),
        (Action::Delete, C::Persona) => texts::persona_deleted(name),
        (_, C::Persona) => texts::persona_changed(name),
        (Action::Add, C::Journey) => texts::journey_added(name),
        (Action::Delete, C::Journey) => texts::journey_deleted(name),
        (_, C::Journey) => texts::journey_changed(name),
        (Action::Add, C::Stage) => texts::stage_added(name),
        (Action::Delete, C::Stage) => texts::stage_deleted(name),
        (Action::Move, C::Stage) => texts::stage_moved(name),
        (_, C::Stage) => texts::stage_changed(name),
        (Action::Add, C::Touchpoint) => texts::touchpoint_added(name),
        (Action::Delete, C::Touchpoint) => texts::touchpoint_deleted(name),
        (Action::Move, C::Touchpoint) => texts::touchpoint_moved(name),
        (_, C::Touchpoint) => texts::touchpoint_changed(name),
        (Action::Delete, C::Link) => texts::customers_parted(name),
        (_, C::Link) => texts::customers_united(name),
        (_, C::Source) => name,
        (_, C::Setting) => texts::settings_changed().to_owned(),
    }
}

/// What an undo undid: its label keeps the subject of the undone step.
fn what(workspace: &Workspace, label: &Label) -> String {
    match label.was {
        Some(action) if !matches!(action, Action::Undo | Action::Redo) => {
            describe(workspace, &Label { action, was: None, ..label.clone() })
        }
        _ => subject(workspace, label.collection, label.record),
    }
}

/// The name of the record that a label is about; a fact goes by its customer.
fn subject(workspace: &Workspace, collection: Option<Collection>, id: Option<RecordId>) -> String {
    let gone = || words::errors::gone().to_owned();
    let (Some(collection), Some(id)) = (collection, id) else { return gone() };
    let Some(row) = workspace.row(collection, id) else { return gone() };
    let customer = |field: FieldId| {
        let Some(Value::Reference(id)) = workspace.table(collection).value(row, field) else {
            return None;
        };
        workspace.customer_name(workspace.row(Collection::Customer, id)?)
    };
    let name = match collection {
        Collection::Customer => workspace.customer_name(row),
        Collection::Purchase => customer(purchase::CUSTOMER),
        Collection::Interaction => customer(interaction::CUSTOMER),
        Collection::Feedback => customer(feedback::CUSTOMER),
        Collection::Link => customer(link::LEFT),
        other => other
            .field("name")
            .and_then(|field| workspace.table(collection).text(row, field))
            .map(str::to_owned),
    };
    name.unwrap_or_else(|| words::customers::unnamed().to_owned())
}
