//! The export log: what left the app as a file, when, how much, and for whom.
//!
//! An entry is stored *before* its file is written, so that a backup holds its own
//! entry. None counts as a change that waits for a backup. An export that was stopped or
//! failed takes its entry out again. Where an entry cannot be stored the file is
//! written all the same: data that cannot be saved must be able to leave. Nothing
//! of the sample shop is anybody's data, and it is not noted.

use super::commit::{Watch, commit};
use super::files;
use super::session::{Session, new_id};
use super::work::Writing;
use leptos::prelude::*;
use tangga_engine::domain::{Collection, Export, ExportKind, RecordId};
use tangga_engine::workspace::{Action, Draft, Label};

/// An entry of the log, if it could be stored.
pub(super) struct Entry(Option<RecordId>);

/// Notes that a file is about to be written. `export` says what it is; the time,
/// the device and for whom it is are filled in.
pub(super) async fn begin(export: Export, writing: Writing) -> Entry {
    let recipient = writing.recipient.try_get_untracked().unwrap_or_default();
    let recipient = recipient.trim();
    note(export, recipient).await
}

/// Notes once a day that copies of everything go to a folder, before the first of
/// that day is written. Most days have many; none of them is handed to anybody, and
/// one line says for each day that the folder held one.
pub(super) async fn begin_day_in_folder(rows: u64, folder: &str) {
    let export = of(ExportKind::Folder, rows);
    let (today, device) = (Session.today(), files::device_name());
    let known = Session.peek(|workspace| {
        workspace.all::<Export>().any(|(_, known)| {
            known.date == Some(today)
                && known.kind == export.kind
                && known.recipient.as_deref() == Some(folder)
                && known.device.unwrap_or_default() == device
        })
    });
    if !known {
        let _ = note(export, folder).await;
    }
}

async fn note(export: Export, recipient: &str) -> Entry {
    if Session.peek(|workspace| workspace.settings().sample) == Some(true) {
        return Entry(None);
    }
    let now = Session.now();
    let device = files::device_name();
    let export = Export {
        date: Some(now.day),
        time: Some(now.minute),
        device: (!device.is_empty()).then_some(device),
        recipient: (!recipient.is_empty()).then(|| recipient.to_owned()),
        ..export
    };
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let id = draft.create(&export);
    *draft.label_mut() = Label::about(Action::Add, Collection::Export, id);
    Entry(commit(draft, &Watch::default()).await.ok().map(|_| id))
}

impl Entry {
    /// Takes the entry out again: nothing left.
    pub(super) async fn take_out(self) {
        let Some(id) = self.0 else { return };
        let mut draft = Draft::new(new_id(), Label::about(Action::Delete, Collection::Export, id));
        draft.delete(Collection::Export, id);
        // An entry too many is better than one too few, so it may stay.
        let _ = commit(draft, &Watch::default()).await;
    }
}

/// What is to be noted of a file with so many records.
pub(super) fn of(kind: ExportKind, rows: u64) -> Export {
    Export {
        kind: Some(kind.code().to_owned()),
        rows: i64::try_from(rows).ok(),
        ..Export::default()
    }
}
