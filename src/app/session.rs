//! The state of this tab: the workspace in memory, the store under it, and the
//! signals that pages read.
//!
//! Data flow one way: a command stores a change set, the workspace applies it,
//! [`Session::read`] tells its readers. There is one session a page load; it
//! outlives the views, which are mounted anew when the language changes.

use crate::browser::{clock, identity};
use crate::storage::{StorageError, Store};
use futures_util::lock::Mutex;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::Arc;
use tangga_engine::domain::{ChangeSetId, Collection, Currency, Day, DeviceId, Moment, Setting};
use tangga_engine::interchange::head::{LogKey, Sentinel};
use tangga_engine::workspace::undo::Deed;
use tangga_engine::workspace::{Revision, Workspace};

/// How far the tab has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Phase {
    /// The store is being opened and read.
    Opening,
    /// Another tab with an older version holds the store.
    Blocked,
    /// The workspace is there.
    Ready,
    /// A newer version took the store over; what was saved is safe.
    SteppedAside,
    /// The store is empty or cannot be read though it held data.
    Lost(Loss),
    /// The second file of the program did not come.
    Incomplete,
    /// The store cannot be opened.
    Failed(StorageError),
}

/// What is known of data that the browser lost.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Loss {
    /// Whether something is still there that cannot be opened.
    pub damaged: bool,
    /// Rows by the stored name of their collection, when last seen.
    pub rows: Vec<(String, u64)>,
    /// The last backup, in milliseconds since 1970.
    pub last_backup: Option<u64>,
}

impl Loss {
    /// From what is remembered outside of the store.
    pub fn new(damaged: bool, remembered: Option<Sentinel>) -> Loss {
        let Sentinel { rows, last_backup, .. } = remembered.unwrap_or_default();
        Loss { damaged, rows: rows.into_iter().collect(), last_backup }
    }
}

/// By collection: each live segment's key and the rows in memory that it holds.
pub(super) type Layout = Vec<Vec<(u32, Range<u32>)>>;

/// What the tab knows beside the workspace.
pub(super) struct Inner {
    pub workspace: RefCell<Workspace>,
    pub store: RefCell<Option<Store>>,
    pub device: Cell<DeviceId>,
    /// The last log entry that the workspace holds.
    pub last: Cell<LogKey>,
    /// Which rows each live segment holds.
    pub layout: RefCell<Layout>,
    /// How many log entries the segments do not hold.
    pub unfolded: Cell<u32>,
    /// A change set of which nobody knows whether it was stored, and the entry
    /// that it would follow.
    pub unknown: Cell<Option<(LogKey, Deed)>>,
    /// Held by whoever writes, so that change sets queue up.
    pub turn: Arc<Mutex<()>>,
    pub phase: ArcRwSignal<Phase>,
    /// Grows with each change of the workspace.
    pub version: ArcRwSignal<u64>,
    /// Commands and imports under way.
    pub busy: ArcRwSignal<u32>,
    /// Segments that could not be read at opening.
    pub damaged: ArcRwSignal<u32>,
}

thread_local! {
    static INNER: Inner = Inner {
        workspace: RefCell::new(Workspace::new()),
        store: RefCell::new(None),
        device: Cell::new(DeviceId(0)),
        last: Cell::new(LogKey::START),
        layout: RefCell::new(vec![Vec::new(); Collection::ALL.len()]),
        unfolded: Cell::new(0),
        unknown: Cell::new(None),
        turn: Arc::default(),
        phase: ArcRwSignal::new(Phase::Opening),
        version: ArcRwSignal::new(0),
        busy: ArcRwSignal::new(0),
        damaged: ArcRwSignal::new(0),
    };
}

impl Inner {
    /// How many stored parts could not be read, without subscribing.
    pub fn damaged_now(&self) -> u32 {
        self.damaged.get_untracked()
    }
}

/// Runs with the tab's state.
pub(super) fn with<R>(run: impl FnOnce(&Inner) -> R) -> R {
    INNER.with(run)
}

/// A state of the workspace, to be told from later ones: what was worked out from
/// it holds as long as it is [`Seen::now`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The last change in it.
    pub last: LogKey,
    revision: Revision,
}

impl Seen {
    /// The state at hand.
    pub fn now() -> Seen {
        with(|inner| {
            let revision = inner.workspace.borrow().revision();
            Seen { last: inner.last.get(), revision }
        })
    }

    /// Whether rows still have the numbers that they had then.
    pub fn has_its_rows(self) -> bool {
        self.revision.numbers_rows_like(Seen::now().revision)
    }
}

/// The open store.
pub(super) fn store() -> Result<Store, StorageError> {
    with(|inner| inner.store.borrow().clone()).ok_or(StorageError::Disconnected)
}

/// The tab's state, as pages see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Session;

impl Session {
    /// Reads the workspace and subscribes to its changes.
    pub fn read<R>(self, read: impl FnOnce(&Workspace) -> R) -> R {
        with(|inner| {
            inner.version.track();
            read(&inner.workspace.borrow())
        })
    }

    /// Reads the workspace as it is now.
    pub fn peek<R>(self, read: impl FnOnce(&Workspace) -> R) -> R {
        with(|inner| read(&inner.workspace.borrow()))
    }

    /// How far the tab has come.
    pub fn phase(self) -> ArcRwSignal<Phase> {
        with(|inner| inner.phase.clone())
    }

    /// Grows with each change.
    pub fn version(self) -> u64 {
        with(|inner| inner.version.get())
    }

    /// Whether a command is under way.
    pub fn is_busy(self) -> bool {
        with(|inner| inner.busy.get() > 0)
    }

    /// Whether a command is under way at this moment.
    pub fn is_busy_now(self) -> bool {
        with(|inner| inner.busy.get_untracked() > 0)
    }

    /// How many stored parts could not be read at opening.
    pub fn damaged(self) -> u32 {
        with(|inner| inner.damaged.get())
    }

    /// The last change that is stored; reading it subscribes.
    pub fn last_change(self) -> LogKey {
        with(|inner| {
            inner.version.track();
            inner.last.get()
        })
    }

    /// The workspace's settings.
    pub fn settings(self) -> Setting {
        self.read(Workspace::settings)
    }

    /// The workspace's currency.
    pub fn currency(self) -> Currency {
        self.read(Workspace::currency)
    }

    /// The day where the device is.
    pub fn today(self) -> Day {
        let (year, month, day) = clock::today();
        Day::from_ymd(year, month, day).unwrap_or(Day(0))
    }

    /// The day and the time where the device is.
    pub fn now(self) -> Moment {
        Moment::of(self.today(), Some(clock::minute()))
    }
}

/// A new identity for a change set.
pub fn new_id() -> ChangeSetId {
    ChangeSetId(identity::timed_u128(clock::now_ms()))
}

/// Counts as busy as long as it lives.
pub(super) struct Busy;

impl Busy {
    pub fn begin() -> Busy {
        with(|inner| inner.busy.update(|busy| *busy += 1));
        Busy
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        with(|inner| inner.busy.update(|busy| *busy -= 1));
    }
}

/// Tells readers that the workspace changed.
pub(super) fn changed() {
    with(|inner| inner.version.update(|version| *version += 1));
}
