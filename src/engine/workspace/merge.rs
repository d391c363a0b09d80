//! Merging a colleague's workspace file: what it would change, which of it both
//! sides changed without knowing of each other, and the one change set that
//! takes it over.
//!
//! # How it goes
//!
//! 1. [`Incoming`] is what a file brings; [`Incoming::admit`] refuses what must
//!    not come in and says what has to be asked.
//! 2. [`Comparison`] compares it with the workspace in slices and gives a
//!    [`Preview`]: per collection the counts and rows of each [`Class`].
//! 3. [`Preview::open`] shows one record field by field: mine, theirs, and
//!    before, as far as [`Past`] still knows.
//! 4. [`DuplicateSearch`] finds in slices what the file holds under other ids.
//! 5. [`Preview::confirm`] makes one draft of it. What was not chosen otherwise
//!    is only adopted: it keeps its stamps, and this device writes nothing.
//!    A choice that differs from the join is a write, and so is what
//!    [`Duplicates::unite`] adds to the draft.
//!
//! # Conflicts
//!
//! Two differing values conflict if and only if neither writer had seen the
//! other's: the version vector here does not cover the file's stamp, and the
//! file's vector does not cover the stamp here. The vectors classify only; they
//! never decide to skip data. Deleting what the other side edited unseen, and an
//! edit that meets a deletion unseen, are conflicts of the record's life. The
//! preselected side is the one that the join takes, so that defaults write no
//! stamps: the later value; for an entity the deletion, because edits do not
//! revive; for a fact, which has one stamp for all of it, the later of the two.
//!
//! # Laws
//!
//! Confirmed with its defaults, merging is commutative, associative and
//! idempotent on canonical bytes, and undoing it brings the canonical bytes
//! back. A stamp too far ahead of the clock never gets here: its record was
//! parked when the file was read.

mod compare;
mod confirm;
mod duplicates;
mod past;
mod preview;

pub use compare::Comparison;
pub use confirm::{Choice, Choices};
pub use duplicates::{DuplicateSearch, Duplicates, Reason, SameCustomer, SameFact};
pub use past::{Earlier, Past};
pub use preview::{Class, Compared, ComparedField, Counts, Found, Preview};

use super::foreign::ForeignCollection;
use super::table::Table;
use super::{Draft, Erased, Label, VersionVector, Workspace};
use crate::domain::{ChangeSetId, Collection, Currency, DeviceId, Stamp, schema};

/// A stamp that lies further ahead of this device's clock than this, in
/// milliseconds, is not taken yet: 7 days.
pub const BOUND: u64 = 7 * 86_400_000;

/// Whether a stamp lies too far ahead of a clock that shows `now` (milliseconds
/// since 1970).
pub fn is_ahead(stamp: Stamp, now: u64) -> bool {
    stamp.milliseconds() > now.saturating_add(BOUND)
}

/// What a file brings, without what it tells of itself for people.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The identity of the workspace that it comes from.
    pub workspace_id: String,
    /// The currency of its amounts.
    pub currency: Currency,
    /// Whether it is the whole workspace. What a part lacks is neither deleted
    /// nor empty, and its version vector is not joined.
    pub whole: bool,
    /// The highest stamp that its writer had seen of each device.
    pub vector: VersionVector,
    /// Its records, at most one table a collection.
    pub tables: Vec<Table>,
    /// Records of collections that this version does not know.
    pub foreign: Vec<ForeignCollection>,
    /// The people who were erased where it comes from.
    pub erased: Erased,
    /// The time of the latest stamp that is joined, in milliseconds since 1970:
    /// what lies beyond it was parked.
    pub until: u64,
}

/// Why a file's data must not come in.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// Its amounts are in another currency than those here.
    #[error("amounts in {theirs:?} do not go with amounts in {ours:?}")]
    Currency {
        /// The currency here.
        ours: Currency,
        /// The currency of the file.
        theirs: Currency,
    },
    /// This workspace is the sample shop, whose data must not mix with real
    /// ones.
    #[error("this workspace is the sample shop")]
    SampleHere,
}

/// What has to be asked before a file is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// It comes from another workspace than the one here.
    OtherWorkspace,
}

/// The workspace changed since it was compared; it must be compared again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the workspace changed since it was compared")]
pub struct Stale;

impl Incoming {
    /// Whether the data may come in, and what has to be asked first. Both before
    /// anything is compared. `workspace_id` is the identity of the workspace
    /// here, blank if it has none yet.
    pub fn admit(
        &self,
        workspace: &Workspace,
        workspace_id: &str,
    ) -> Result<Vec<Question>, Refusal> {
        if workspace.settings().sample == Some(true) {
            return Err(Refusal::SampleHere);
        }
        let ours = workspace.currency();
        if ours != self.currency && workspace.holds_money() {
            return Err(Refusal::Currency { ours, theirs: self.currency.clone() });
        }
        let other = !workspace_id.is_empty() && workspace_id != self.workspace_id;
        Ok(if other { vec![Question::OtherWorkspace] } else { Vec::new() })
    }

    /// Whether the file holds a stamp of this device that is later than its own
    /// last one. Then a copy of this database writes under the same device id,
    /// and this one must mint a new id before its next change.
    pub fn knows_more_of(&self, device: DeviceId, workspace: &Workspace) -> bool {
        let rows = self.tables.iter().flat_map(Table::stamps);
        let foreign = self.foreign.iter().flat_map(|collection| &collection.records);
        let foreign = foreign.flat_map(|record| {
            record.fields.iter().map(|f| f.stamp).chain([record.stamp, record.alive_stamp])
        });
        let mut stamps = rows.copied().chain(self.vector.stamps()).chain(foreign);
        stamps.any(|stamp| stamp.device == device && !workspace.vector().covers(stamp))
    }

    /// The file's table of a collection.
    pub fn table(&self, collection: Collection) -> Option<&Table> {
        self.tables.iter().find(|table| table.collection() == collection)
    }

    /// The change set that adopts all of it as it is, for a workspace that holds
    /// nothing.
    pub fn into_draft(mut self, id: ChangeSetId, label: Label) -> Draft {
        for table in &mut self.tables {
            self.erased.forget_table(table);
        }
        self.erased.forget_foreign(&mut self.foreign);
        let mut draft = Draft::new(id, label);
        draft.erase(&self.erased);
        draft.join_vector(self.joined());
        self.tables.into_iter().filter(|t| !t.is_empty()).for_each(|table| draft.adopt(table));
        draft.adopt_foreign(self.foreign);
        draft
    }

    /// The part of the file's version vector that is joined.
    fn joined(&self) -> VersionVector {
        let bounded = |stamp: &Stamp| stamp.milliseconds() <= self.until;
        self.vector.stamps().filter(bounded).filter(|_| self.whole).collect()
    }

    /// Whether any amount comes.
    fn has_money(&self) -> bool {
        self.table(Collection::Purchase).is_some_and(|table| {
            (0..table.len() as u32).any(|row| {
                table.integer(row, schema::purchase::AMOUNT).is_some()
                    || table.integer(row, schema::purchase::COST).is_some()
            })
        })
    }
}
