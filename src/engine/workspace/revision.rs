//! Which state of which workspace something was worked out from.
//!
//! Long work pauses for the page and keeps numbers of rows meanwhile. The latest
//! stamp does not tell whether they still hold: data that are read anew have the
//! same stamps and other row numbers, and what a file brings may be older than what
//! is here.
//!
//! The number of a workspace comes from a counter of the process. It is compared in
//! memory only: it is never stored, and no result depends on its value.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many workspaces this process had.
static WORKSPACES: AtomicU64 = AtomicU64::new(0);

/// A state of one workspace in memory. Two that are equal are the same state of the
/// same workspace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Revision {
    workspace: u64,
    changes: u64,
}

impl Revision {
    /// The state of a new workspace.
    pub(super) fn first() -> Revision {
        Revision { workspace: WORKSPACES.fetch_add(1, Ordering::Relaxed), changes: 0 }
    }

    /// Notes a change.
    pub(super) fn rise(&mut self) {
        self.changes += 1;
    }

    /// Whether rows have the same numbers in both states. A workspace adds rows at
    /// the end and takes none out, so this asks whether it is the same one.
    pub fn numbers_rows_like(self, other: Revision) -> bool {
        self.workspace == other.workspace
    }
}
