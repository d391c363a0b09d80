//! Why the store did not do what was asked.

use indexed_db_futures::error::{Error, OpenDbError};
use tangga_engine::interchange::head::HeadError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// Why the store did not do what was asked. Unless it is
/// [`StorageError::Unknown`], nothing of it was stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StorageError {
    /// The log has grown or was folded since: read the tail and try again.
    Moved,
    /// The store was started over by another tab: open again.
    Replaced,
    /// Segments staged for this change are gone: stage again.
    StagedLost,
    /// The browser gives no more room.
    Quota,
    /// The connection was lost and could not be had again.
    Disconnected,
    /// A newer version of the program took the database over: reload.
    SteppedAside,
    /// The store was written by a newer version of the program: reload.
    Newer,
    /// The store contradicts itself.
    Damaged,
    /// No answer came in time. Nothing was stored.
    Unanswered,
    /// No answer came in time, and whether it was stored could not be found
    /// out: ask [`Store::find`](super::Store::find) later.
    Unknown,
    /// The browser's own name for what went wrong.
    Failed {
        /// A DOM exception's name, or a message where there is none.
        name: String,
    },
}

impl StorageError {
    /// From a DOM exception's name.
    pub(super) fn named(name: String) -> StorageError {
        match name.as_str() {
            "QuotaExceededError" => StorageError::Quota,
            "InvalidStateError" => StorageError::Disconnected,
            "VersionError" => StorageError::Newer,
            _ => StorageError::Failed { name },
        }
    }

    /// From whatever JavaScript threw.
    pub(super) fn thrown(value: JsValue) -> StorageError {
        match value.dyn_into::<DomException>() {
            Ok(exception) => StorageError::named(exception.name()),
            Err(value) => StorageError::Failed { name: format!("{value:?}") },
        }
    }
}

impl From<Error> for StorageError {
    fn from(error: Error) -> StorageError {
        match error {
            Error::DomException(exception) => {
                StorageError::named(DomException::from(exception).name())
            }
            other => StorageError::Failed { name: other.to_string() },
        }
    }
}

impl From<OpenDbError> for StorageError {
    fn from(error: OpenDbError) -> StorageError {
        match error {
            OpenDbError::Base(error) => error.into(),
            other => StorageError::Failed { name: other.to_string() },
        }
    }
}

impl From<HeadError> for StorageError {
    fn from(error: HeadError) -> StorageError {
        match error {
            HeadError::Newer => StorageError::Newer,
            HeadError::Damaged => StorageError::Damaged,
        }
    }
}
