//! What a person can do, as verbs. Each command makes one change set; when it
//! is stored it says so and offers Undo, and when it is not it says why and
//! what was kept.

use super::commit::{CommitError, Watch, commit, commit_after};
use super::session::{Seen, Session, new_id};
use super::{diagnostic, files, history, toaster};
use crate::storage::StorageError;
use crate::words::{self, errors, restore};
use leptos::task::spawn_local;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, Entity, FieldId, RecordId, Rung, Setting, Value};
use tangga_engine::workspace::sample::removal::{self, OwnWork};
use tangga_engine::workspace::{Action, Draft, Label, sample};

/// Stores a draft in the background. `done` hears whether it was stored; the
/// person is told either way.
pub fn store(draft: Draft, done: impl FnOnce(bool) + 'static) {
    let label = draft.label().clone();
    store_and_say(draft, move || say_done(&label), done);
}

/// Stores a draft whose label tells less than `say`, which is said once it is stored.
pub(super) fn store_and_say(
    draft: Draft,
    say: impl FnOnce() + 'static,
    done: impl FnOnce(bool) + 'static,
) {
    spawn_local(async move {
        match commit(draft, &Watch::default()).await {
            Ok(_) => {
                say();
                done(true);
            }
            Err(error) => {
                say_failed(&error);
                done(false);
            }
        }
    });
}

/// Says what was done, with Undo beside it.
pub(super) fn say_done(label: &Label) {
    let text = Session.peek(|workspace| history::describe(workspace, label));
    if matches!(label.action, Action::Undo | Action::Redo) {
        toaster().say(text);
    } else {
        say_saved(text);
    }
}

/// Says in these words what was done, with Undo beside it.
pub(super) fn say_saved(text: String) {
    let done = words::history::done_toast(text);
    toaster().offer(done, words::actions::undo(), history::undo);
}

/// Says why nothing was done.
pub(super) fn say_failed(error: &CommitError) {
    toaster().fail(files::commit_failure(error));
}

/// What happened, what was kept, what to do.
pub fn failure(error: &StorageError) -> String {
    let (what, then) = match error {
        StorageError::Unknown => (errors::store_silent(), errors::store_silent_text()),
        StorageError::Moved
        | StorageError::StagedLost
        | StorageError::Unanswered
        | StorageError::Failed { .. } => (errors::not_saved(), errors::not_saved_text()),
        other => why_unopened(other),
    };
    diagnostic::note_storage(error);
    format!("{what}. {then}")
}

/// Why the store cannot be used at all, and what to do.
pub fn unopened(error: &StorageError) -> (&'static str, &'static str) {
    diagnostic::note_storage(error);
    why_unopened(error)
}

fn why_unopened(error: &StorageError) -> (&'static str, &'static str) {
    match error {
        StorageError::Quota => (errors::store_full(), errors::store_full_text()),
        StorageError::Newer => (errors::store_newer(), errors::store_newer_text()),
        StorageError::SteppedAside | StorageError::Disconnected | StorageError::Replaced => {
            (errors::store_closed(), errors::store_closed_text())
        }
        StorageError::Damaged => (restore::damaged(), restore::damaged_text()),
        StorageError::Moved
        | StorageError::StagedLost
        | StorageError::Unanswered
        | StorageError::Unknown
        | StorageError::Failed { .. } => (errors::store_unopened(), errors::store_unopened_text()),
    }
}

/// Adds a record and gives its identity at once; it is there when `done` hears
/// `true`.
pub fn add<E: Entity>(record: &E, done: impl FnOnce(bool) + 'static) -> RecordId {
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let id = draft.create(record);
    *draft.label_mut() = Label::about(Action::Add, E::COLLECTION, id);
    store(draft, done);
    id
}

/// Changes a record: the fields in which it differs from the one that its form
/// was `opened` with. What another tab wrote into other fields stays.
pub fn change<E: Entity>(id: RecordId, opened: &E, record: &E, done: impl FnOnce(bool) + 'static) {
    if Session.peek(|workspace| workspace.find::<E>(id)).is_none() {
        toaster().fail(errors::gone_meanwhile());
        return done(false);
    }
    store_change(Label::about(Action::Change, E::COLLECTION, id), id, opened, record, done);
}

fn store_change<E: Entity>(
    label: Label,
    id: RecordId,
    opened: &E,
    record: &E,
    done: impl FnOnce(bool) + 'static,
) {
    let mut draft = Draft::new(new_id(), label);
    Session.peek(|workspace| draft.change(workspace, id, opened, record));
    if draft.is_empty() {
        done(true);
    } else {
        store(draft, done);
    }
}

/// Adds the record, or changes the one with this identity as [`change`] does.
pub fn save<E: Entity>(
    id: Option<RecordId>,
    opened: &E,
    record: &E,
    done: impl FnOnce(bool) + 'static,
) {
    match id {
        Some(id) => change(id, opened, record, done),
        None => drop(add(record, done)),
    }
}

/// Deletes a record, a customer with all who are united with them; Undo brings it
/// back with all that hangs on it.
pub fn delete(collection: Collection, id: RecordId) {
    let mut draft = Draft::new(new_id(), Label::about(Action::Delete, collection, id));
    match collection {
        Collection::Customer => Session.peek(|workspace| draft.delete_united(workspace, id)),
        _ => draft.delete(collection, id),
    }
    store(draft, |_| {});
}

/// Writes one value into a field of many customers, as one change.
pub fn change_customers(
    ids: &[RecordId],
    field: FieldId,
    value: Option<&str>,
    done: impl FnOnce(bool) + 'static,
) {
    let mut draft = Draft::new(new_id(), of_customers(Action::Change, ids));
    for id in ids {
        let value = value.map(|value| Value::Text(value.to_owned()));
        draft.set(Collection::Customer, *id, field, value);
    }
    store(draft, done);
}

/// Deletes many customers with all who are united with them, as one change.
pub fn delete_customers(ids: &[RecordId], done: impl FnOnce(bool) + 'static) {
    let mut draft = Draft::new(new_id(), of_customers(Action::Delete, ids));
    Session.peek(|workspace| ids.iter().for_each(|id| draft.delete_united(workspace, *id)));
    store(draft, done);
}

fn of_customers(action: Action, ids: &[RecordId]) -> Label {
    match ids {
        [only] => Label::about(action, Collection::Customer, *only),
        _ => Label {
            collection: Some(Collection::Customer),
            count: ids.len() as u32,
            ..Label::new(action)
        },
    }
}

/// Pins a customer to a rung with a reason, or releases the pin.
pub fn pin(id: RecordId, rung: Option<(Rung, String)>, done: impl FnOnce(bool) + 'static) {
    let mut draft = Draft::new(new_id(), Label::about(Action::Pin, Collection::Customer, id));
    let (rung, reason) = match rung {
        Some((rung, reason)) => (Some(rung.code().to_owned()), Some(reason)),
        None => (None, None),
    };
    let text = |text: Option<String>| text.map(Value::Text);
    draft.set(Collection::Customer, id, customer::PINNED_RUNG, text(rung));
    draft.set(Collection::Customer, id, customer::PIN_REASON, text(reason));
    store(draft, done);
}

/// Changes the workspace's settings as [`change`] changes a record.
pub fn save_settings(opened: &Setting, settings: &Setting, done: impl FnOnce(bool) + 'static) {
    let label = Label::about(Action::Settings, Collection::Setting, Setting::ID);
    store_change(label, Setting::ID, opened, settings, done);
}

/// Sets up the sample shop.
pub fn start_sample(done: impl FnOnce(bool) + 'static) {
    let indonesian = words::language() == words::Language::Indonesian;
    store(sample::sample(new_id(), Session.today(), indonesian), done);
}

/// How many records the user added to the sample shop or changed in it.
pub fn own_in_sample() -> Vec<(Collection, u32)> {
    Session.peek(|workspace| OwnWork::find(workspace).counts().collect())
}

/// Removes the sample shop in one step, and with it everything else unless what
/// is the user's own is to be kept. What is the user's own is found anew if
/// another tab stores something meanwhile.
pub fn remove_sample(keep_own: bool) {
    spawn_local(async move {
        loop {
            let seen = Seen::now();
            let draft = Session.peek(|workspace| match keep_own {
                true => removal::without_own(workspace, new_id(), &OwnWork::find(workspace)),
                false => removal::everything(workspace, new_id()),
            });
            let label = draft.label().clone();
            match commit_after(seen, draft, &Watch::default()).await {
                Ok(_) => return say_done(&label),
                Err(CommitError::Stale) => {}
                Err(error) => return say_failed(&error),
            }
        }
    });
}
