//! Which of the rows that a change set brings are new here.
//!
//! Many rows are stored as segments of their own, and a segment holds rows that
//! no other one holds. So only rows without a place here go that way; a row that
//! is here, or was here until a merge was undone, is stored with the change set
//! and joined when it is applied.

use super::table::Table;
use super::{ChangeSet, Workspace};

impl Workspace {
    /// Whether no row of the table has a place here yet, be it only that of a
    /// record whose merge was undone.
    pub fn is_new(&self, rows: &Table) -> bool {
        self.known_rows(rows).is_empty()
    }

    /// Splits what the change set adopts, so that each table is new as a whole
    /// or known as a whole.
    pub fn set_new_apart(&self, change_set: &mut ChangeSet) {
        for rows in std::mem::take(&mut change_set.adopted) {
            let known = self.known_rows(&rows);
            if known.is_empty() || known.len() == rows.len() {
                change_set.adopted.push(rows);
                continue;
            }
            let is_new = |row: &u32| known.binary_search(row).is_err();
            let new: Vec<u32> = (0..rows.len() as u32).filter(is_new).collect();
            change_set.adopted.push(rows.pick(&new));
            change_set.adopted.push(rows.pick(&known));
        }
    }

    /// The rows of the table that have a place here. They rise.
    fn known_rows(&self, rows: &Table) -> Vec<u32> {
        let shelf = self.shelf(rows.collection());
        let codes: Vec<Option<u32>> =
            rows.origins().iter().map(|origin| shelf.table.origin_code(*origin)).collect();
        if codes.iter().all(Option::is_none) {
            return Vec::new();
        }
        let (origins, numbers) = rows.identities();
        let is_known = |row: &u32| {
            let at = *row as usize;
            let code = codes[origins[at] as usize];
            code.is_some_and(|code| shelf.index.find(code, numbers[at]).is_some())
        };
        (0..rows.len() as u32).filter(is_known).collect()
    }
}
