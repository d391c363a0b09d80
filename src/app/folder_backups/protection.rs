//! Whether the backups in the folder are encrypted, and with what.
//!
//! A seal is made when the passphrase is typed and kept beside the folder, so that
//! backups are encrypted without asking for it again.

use super::{turn, write_in_turn};
use crate::app::encryption::{self, Passphrase};
use crate::app::files::{self, OpenError};
use crate::app::session::Busy;
use crate::app::toaster;
use crate::app::work::Writing;
use crate::browser::{locks, preferences};
use crate::storage::{StorageError, chosen_folder};
use crate::words::{self, folder as texts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::interchange::encrypted::Seal;

thread_local! {
    /// Whether a seal is kept.
    static SEALED: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether the backups are encrypted; reading it subscribes.
pub fn is_encrypted() -> bool {
    SEALED.with(|sealed| sealed.get())
}

/// What the backups are encrypted with. It is read anew each time: another tab may
/// have changed it, and no plain backup may follow on that.
pub(super) async fn seal() -> Result<Option<Seal>, StorageError> {
    let kept = chosen_folder::seal(&preferences::base_path()).await?;
    SEALED.with(|sealed| sealed.set(kept.is_some()));
    kept.map(|bytes| Seal::from_bytes(&bytes).ok_or(StorageError::Damaged)).transpose()
}

/// Encrypts the backups with a passphrase from now on, the first one at once.
pub fn protect(passphrase: Passphrase, writing: Writing) {
    let watch = writing.begin();
    spawn_local(async move {
        let _busy = Busy::begin();
        let seal = encryption::seal(&passphrase, &watch).await;
        writing.end();
        match seal {
            Ok(seal) => keep(Some(&seal), texts::encrypted_now()).await,
            Err(OpenError::Stopped) => toaster().say(words::data::cancelled()),
            Err(error) => toaster().fail(files::open_failure(&error)),
        }
    });
}

/// Encrypts them no more. Those that are encrypted stay so.
pub fn unprotect() {
    spawn_local(async {
        let _busy = Busy::begin();
        keep(None, texts::plain_now()).await;
    });
}

async fn keep(seal: Option<&Seal>, said: &'static str) {
    // A backup that was begun before would end as the newest one, and unlike this.
    let _turn = locks::wait_for(&turn()).await;
    let bytes = seal.map(Seal::to_bytes);
    match chosen_folder::keep_seal(&preferences::base_path(), bytes.as_deref()).await {
        Ok(()) => {
            SEALED.with(|sealed| sealed.set(seal.is_some()));
            toaster().say(said);
            write_in_turn().await;
        }
        Err(_) => toaster().fail(texts::seal_not_kept()),
    }
}

/// The seal went with the folder.
pub(super) fn forgotten() {
    SEALED.with(|sealed| sealed.set(false));
}
