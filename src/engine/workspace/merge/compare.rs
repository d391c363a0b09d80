//! Compares what a file brings with what is here, row by row.

use super::super::join::replaced;
use super::super::table::{ALIVE, Life, Table};
use super::super::{ForeignCollection, Revision, VersionVector, Workspace, foreign};
use super::preview::{Class, Found, Preview};
use super::{Incoming, Stale};
use crate::domain::{Collection, FieldId};

/// A comparison in the making.
pub struct Comparison {
    incoming: Incoming,
    found: Vec<Found>,
    table: usize,
    row: u32,
    revision: Revision,
}

impl Comparison {
    /// Begins to compare.
    pub fn new(mut incoming: Incoming, workspace: &Workspace) -> Comparison {
        incoming.forget(workspace.erased());
        let found = incoming.tables.iter().map(|table| Found::new(table.collection())).collect();
        Comparison { incoming, found, table: 0, row: 0, revision: workspace.revision() }
    }

    /// How many rows were compared, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let rows = |tables: &[Table]| tables.iter().map(Table::len).sum::<usize>();
        let tables = &self.incoming.tables;
        (rows(&tables[..self.table]) + self.row as usize, rows(tables))
    }

    /// Compares the next rows; says whether more are left.
    pub fn step(&mut self, workspace: &Workspace, rows: u32) -> Result<bool, Stale> {
        if workspace.revision() != self.revision {
            return Err(Stale);
        }
        let mut budget = rows.max(1);
        while let Some(table) = self.incoming.tables.get(self.table) {
            let end = self.row.saturating_add(budget).min(table.len() as u32);
            for theirs in self.row..end {
                let sides = Sides::of(workspace, &self.incoming.vector, table, theirs);
                self.found[self.table].note(theirs, &sides);
            }
            budget -= end - self.row;
            self.row = end;
            if (end as usize) < table.len() {
                return Ok(true);
            }
            (self.table, self.row) = (self.table + 1, 0);
        }
        Ok(false)
    }

    /// Ends the comparison; what was not compared yet is compared now.
    pub fn finish(mut self, workspace: &Workspace) -> Result<Preview, Stale> {
        while self.step(workspace, u32::MAX)? {}
        let foreign = foreign_news(workspace, &self.incoming.foreign);
        let preview = Preview::new(self.incoming, self.found, foreign, self.revision);
        Ok(preview.hold_back(workspace))
    }
}

/// The records of unknown collections that would change something here.
fn foreign_news(workspace: &Workspace, theirs: &[ForeignCollection]) -> Vec<ForeignCollection> {
    let mine = workspace.foreign_collections();
    let news = theirs.iter().filter_map(|collection| {
        let here = mine.iter().find(|mine| mine.name == collection.name);
        let fact = collection.fact || here.is_some_and(|here| here.fact);
        let is_new = |record: &&super::super::ForeignRecord| {
            let mine = here.and_then(|here| {
                let at = here.records.binary_search_by(|mine| mine.id.cmp(&record.id)).ok()?;
                here.records.get(at)
            });
            mine.is_none_or(|mine| foreign::changes(mine, record, fact))
        };
        let records: Vec<_> = collection.records.iter().filter(is_new).cloned().collect();
        let changes = !records.is_empty() || here.is_none_or(|here| here.fact != fact);
        changes.then(|| ForeignCollection { name: collection.name.clone(), fact, records })
    });
    news.collect()
}

/// One record on both sides.
pub(super) struct Sides<'a> {
    pub workspace: &'a Workspace,
    pub mine: Option<u32>,
    pub table: &'a Table,
    pub theirs: u32,
    /// What the writer of the file had seen.
    pub seen: &'a VersionVector,
}

/// How a field of one record stands.
pub(super) struct Standing {
    pub field: FieldId,
    /// Neither writer had seen the other's value.
    pub conflict: bool,
    /// The join takes the file's value.
    pub theirs_wins: bool,
}

impl<'a> Sides<'a> {
    pub fn of(
        workspace: &'a Workspace,
        seen: &'a VersionVector,
        table: &'a Table,
        theirs: u32,
    ) -> Sides<'a> {
        let mine = workspace.row(table.collection(), table.id(theirs));
        Sides { workspace, mine, table, theirs, seen }
    }

    fn collection(&self) -> Collection {
        self.table.collection()
    }

    pub fn here(&self) -> &'a Table {
        self.workspace.table(self.collection())
    }

    fn fields(&self) -> impl Iterator<Item = FieldId> + use<> {
        let fields = self.collection().fields().len();
        (0..fields).map(|at| FieldId(at as u8)).chain([ALIVE])
    }

    fn is_unseen_here(&self, field: FieldId) -> bool {
        !self.workspace.vector().covers(self.table.field_stamp(self.theirs, field))
    }

    fn is_unseen_there(&self, mine: u32, field: FieldId) -> bool {
        !self.seen.covers(self.here().field_stamp(mine, field))
    }

    /// Whether joining would change anything of a record that is here, be it
    /// only a stamp.
    fn changes(&self, mine: u32, replaced: &[FieldId]) -> bool {
        let here = self.here();
        let foreign = self.table.foreign(self.theirs).iter().any(|field| {
            let own = here.foreign(mine).iter().find(|own| own.name == field.name);
            own.is_none_or(|own| (own.stamp, &own.json) < (field.stamp, &field.json))
        });
        let stamp = self.table.record_stamp(self.theirs) > here.record_stamp(mine);
        !replaced.is_empty() || foreign || stamp && !self.collection().is_fact()
    }

    /// The fields in which both sides differ, as far as the file's counts.
    pub fn standings(&self, mine: u32, replaced: &[FieldId]) -> Vec<Standing> {
        let (here, theirs) = (self.here(), self.theirs);
        let fact = self.collection().is_fact();
        let mut standings: Vec<Standing> = Vec::new();
        for field in self.fields() {
            // A fact is said as a whole, so that a blank is said, too.
            let said = |table: &Table, row| fact || table.is_said(row, field);
            if !said(self.table, theirs) || here.is_same(mine, self.table, theirs, field) {
                continue;
            }
            let conflict =
                said(here, mine) && self.is_unseen_here(field) && self.is_unseen_there(mine, field);
            standings.push(Standing { field, conflict, theirs_wins: replaced.contains(&field) });
        }
        if !fact && let Some(life) = standings.iter_mut().find(|s| s.field == ALIVE) {
            // An edit that one side made and the deleting side had not seen.
            let edited_here = || self.fields().any(|field| self.is_unseen_there(mine, field));
            let edited_there = || self.fields().any(|field| self.is_unseen_here(field));
            life.conflict |= if here.life(mine) == Life::Alive {
                self.is_unseen_here(ALIVE) && edited_here()
            } else {
                self.is_unseen_there(mine, ALIVE) && edited_there()
            };
        }
        standings
    }

    /// What the file's record means for the one here, and whether it has to be
    /// adopted.
    pub fn class(&self) -> (Class, bool) {
        let comes = self.table.life(self.theirs) == Life::Alive;
        let Some(mine) = self.mine else {
            return (if comes { Class::New } else { Class::Here }, true);
        };
        let replaced = replaced(self.here(), mine, self.table, self.theirs);
        let standings = self.standings(mine, &replaced);
        let adopt = self.changes(mine, &replaced);
        let class = if standings.iter().any(|s| s.conflict) {
            Class::Conflict
        } else if standings.iter().any(|s| s.field == ALIVE && s.theirs_wins) && !comes {
            Class::Deleted
        } else if standings.iter().any(|s| s.theirs_wins) {
            Class::Changed
        } else {
            Class::Here
        };
        (class, adopt)
    }
}
