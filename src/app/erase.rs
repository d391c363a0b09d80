//! Erasing a person: the one thing that no Undo takes back.
//!
//! The erasure is a change set like any other, and with it the store is marked.
//! What was said of the person then lies in older entries, segments, inverses and
//! snapshots; [`finish`] rewrites or deletes all of these and takes the mark
//! away. It may be ended at any moment: each step may be done again, and the next
//! opening finds the mark.

pub(super) mod kept;
pub mod known_again;

use super::commit::{self, CommitError, Watch, commit};
use super::session::{Busy, Session, new_id, store, with};
use super::snapshots::{self, Occasion};
use super::{doubles, drafts, fold, folder_backups, toaster};
use crate::browser::identity;
use crate::storage::{Rewritten, StorageError, Tail};
use crate::words::erase as texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use tangga_engine::domain::{Collection, Day, RecordId};
use tangga_engine::interchange::head::LogKey;
use tangga_engine::interchange::log::{self, LogError, Remembered};
use tangga_engine::workspace::{Action, Draft, Erased, Label};

/// How often other tabs may store something before the rest waits for the next
/// opening.
const TRIES: usize = 8;

/// Whether a customer was erased, or one of those who are united with them;
/// reading it subscribes.
pub fn is_erased(customer: RecordId) -> bool {
    Session.read(|workspace| {
        let row = workspace.row(Collection::Customer, customer);
        row.is_some_and(|row| workspace.is_erased(row))
    })
}

/// The day on which a customer was erased, if that is known; reading it subscribes.
pub fn erased_on(customer: RecordId) -> Option<Day> {
    Session.read(|workspace| workspace.erased_on(customer))
}

/// Whether somebody is united with an erased customer who was not erased; reading
/// it subscribes.
pub fn is_half_erased(customer: RecordId) -> bool {
    Session.read(|workspace| {
        let row = workspace.row(Collection::Customer, customer);
        row.is_some_and(|row| !workspace.not_erased_beside(row).is_empty())
    })
}

/// How many others are erased with a customer, because they are one.
pub fn others(customer: RecordId) -> u64 {
    Session.peek(|workspace| {
        let all = workspace.to_erase(customer).without(workspace.erased());
        all.ids().filter(|one| *one != customer).count() as u64
    })
}

/// Erases a customer and all who are united with them, which answers their request
/// for it. `done` hears why it could
/// not; then nothing was changed.
pub fn erase(customer: RecordId, done: impl FnOnce(Result<(), CommitError>) + 'static) {
    spawn_local(async move {
        let key = identity::random_u128();
        let people = Session.peek(|workspace| workspace.marked(workspace.to_erase(customer), key));
        let erased = erase_now(people, Some(customer)).await;
        match &erased {
            Ok(true) => toaster().say(texts::erased()),
            // It was said that copies are left.
            Ok(false) => {}
            Err(error) => super::commands::say_failed(error),
        }
        done(erased.map(drop));
    });
}

/// Erases those of these people who are here, as a colleague did.
pub(super) async fn erase_as(people: &Erased) -> Result<(), CommitError> {
    let here = Session.peek(|workspace| {
        let new = people.without(workspace.erased());
        new.ids().filter(|id| workspace.row(Collection::Customer, *id).is_some()).collect()
    });
    // A store that does not open has nothing that could be rewritten.
    if store().is_err() || Erased::is_empty(&here) {
        return Ok(());
    }
    erase_now(here, None).await.map(drop)
}

/// Parts those who are united with a customer and were erased from those who were
/// not: they are not the same person.
pub fn part(customer: RecordId) {
    let links = Session.peek(|workspace| {
        let people = workspace.to_erase(customer);
        let beside = people.without(workspace.erased());
        let gone = people.without(&beside);
        let of = |people: &Erased| -> BTreeSet<RecordId> {
            people.ids().flat_map(|id| workspace.links_of(id)).collect()
        };
        &of(&gone) & &of(&beside)
    });
    doubles::cut(&links);
}

/// Erases people; says whether no older copy of them is left here.
async fn erase_now(people: Erased, customer: Option<RecordId>) -> Result<bool, CommitError> {
    drafts::forget();
    if with(|inner| inner.damaged.get_untracked()) > 0 {
        // A part that cannot be read cannot be rewritten either.
        return Err(StorageError::Damaged.into());
    }
    let label = match customer {
        Some(customer) => Label::about(Action::Erase, Collection::Customer, customer),
        None => Label::new(Action::Erase),
    };
    let mut draft = Draft::new(new_id(), label);
    draft.erase(&people);
    if let Some(customer) = customer {
        Session.peek(|workspace| draft.note_erasure(workspace, customer, Session.now()));
    }
    commit(draft, &Watch::default()).await?;
    Ok(finish_and_say().await)
}

/// Finishes in the background what was begun, if anything was.
pub(super) fn finish_later() {
    spawn_local(async {
        finish_and_say().await;
    });
}

/// Finishes what was begun; says whether that is done, and a failure to the person.
async fn finish_and_say() -> bool {
    let finished = finish().await.is_ok();
    if !finished {
        toaster().fail(texts::unfinished());
    }
    finished
}

/// Rewrites and deletes all that still holds something of those who were erased,
/// if an erasure is marked as begun. One tab does it at a time.
pub async fn finish() -> Result<(), StorageError> {
    if store()?.erasing().await?.is_none() {
        return Ok(());
    }
    let _busy = Busy::begin();
    let _turn = store()?.erasing_turn().await;
    // Another tab may have finished it meanwhile.
    let Some(begun) = store()?.erasing().await? else { return Ok(()) };
    fold_all().await?;
    let store = store()?;
    store.delete_dead_segments().await?;
    store.rewrite_history(rewritten).await?;
    snapshots::forget().await.map_err(|_| StorageError::Failed { name: "snapshots".into() })?;
    snapshots::take(Occasion::Erase, &Watch::default()).await;
    folder_backups::erase().await?;
    store.end_erasing(begun).await
}

/// Compacts, so that neither the log nor a segment holds what is no longer in
/// memory.
async fn fold_all() -> Result<(), StorageError> {
    for _ in 0..TRIES {
        if with(|inner| inner.damaged.get_untracked()) > 0 {
            return Err(StorageError::Damaged);
        }
        {
            let _turn = commit::turn().await;
            commit::catch_up().await?;
        }
        match fold::fold().await {
            Err(StorageError::Moved) => {}
            folded => return folded,
        }
    }
    Err(StorageError::Moved)
}

/// An inverse without what is personal of those who were erased. One that cannot
/// be read may hold anything and goes.
fn rewritten(bytes: &[u8]) -> Result<Rewritten, StorageError> {
    let mut remembered = match Remembered::decode(bytes) {
        Ok(remembered) => remembered,
        Err(LogError::Damaged) => return Ok(Rewritten::Dropped),
        Err(error) => return Err(error.into()),
    };
    let changed = Session.peek(|workspace| {
        let erased = workspace.erased();
        remembered.inverse.forget(workspace, erased)
    });
    Ok(if changed { Rewritten::Instead(remembered.encode()) } else { Rewritten::Kept })
}

/// Whether the store knows of an erasure after a change up to which something was
/// written. What cannot be told may hold somebody who was erased, so it counts as
/// behind; without a store there is no erasure.
pub(super) async fn is_behind(written: LogKey) -> bool {
    let Ok(store) = store() else { return false };
    match store.tail(written).await {
        Ok(Tail::Entries(entries)) => entries.iter().any(|entry| {
            log::decode(&entry.bytes).map_or(true, |change_set| !change_set.erased.is_empty())
        }),
        Ok(Tail::Folded) | Err(_) => true,
    }
}
