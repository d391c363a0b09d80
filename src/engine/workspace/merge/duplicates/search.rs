//! The search for what a file holds under other ids, in slices.

use super::super::super::Workspace;
use super::super::super::table::{Life, Table};
use super::super::Stale;
use super::super::preview::{Class, Preview};
use super::{Duplicates, FACTS, Reason, SameCustomer, SameFact};
use crate::domain::schema::{FieldId, Value, customer, purchase, source};
use crate::domain::{ChangeSetId, Collection, NO_ROW, RecordId};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// What is looked for, one after the other. Each pass goes through the file's new
/// records first and then through those here.
#[derive(Clone, Copy)]
enum Pass {
    /// Customers who have an identity in common that stands alone on both sides.
    Identity(Reason),
    /// Customers of the same row of one imported file.
    File,
    /// Facts of a collection that agree in these fields.
    Facts(Collection, &'static [FieldId]),
}

/// The surest first: who was found once is not looked for again, and facts need
/// to know whose they are.
const PASSES: [Pass; 8] = [
    Pass::Identity(Reason::ExternalId),
    Pass::File,
    Pass::Identity(Reason::Phone),
    Pass::Identity(Reason::Email),
    Pass::Identity(Reason::Order),
    Pass::Facts(FACTS[0].0, FACTS[0].1),
    Pass::Facts(FACTS[1].0, FACTS[1].1),
    Pass::Facts(FACTS[2].0, FACTS[2].1),
];

impl Pass {
    /// The collection whose rows it goes through, if it does so one by one.
    fn collection(self) -> Option<Collection> {
        match self {
            Pass::Identity(Reason::Order) => Some(Collection::Purchase),
            Pass::Identity(_) => Some(Collection::Customer),
            Pass::File => None,
            Pass::Facts(collection, _) => Some(collection),
        }
    }
}

/// What tells who a customer is.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    /// A text that nobody else has, in small letters.
    Text(String),
    /// An order's number, day and amount, and the customer's name.
    Order(String, Option<Value>, Option<Value>, String),
}

/// Rows by identity; `None` where it came twice and so stands for nobody.
type Unique<K, V> = FxHashMap<K, Option<V>>;

fn note<K: Hash + Eq, V>(found: &mut Unique<K, V>, key: K, value: V) {
    found.entry(key).and_modify(|known| *known = None).or_insert(Some(value));
}

/// A search in the making.
pub struct DuplicateSearch<'p> {
    preview: &'p Preview,
    /// Which of [`PASSES`] it is in, on which side, and how many rows of that side
    /// it has seen.
    pass: usize,
    here: bool,
    row: usize,
    /// The file's customers who are new, and those who are deleted in the file.
    new: FxHashMap<RecordId, u32>,
    gone: FxHashSet<RecordId>,
    /// The file's customers who are found, by id.
    paired: FxHashMap<RecordId, SameCustomer>,
    /// Customers by identity, as rows of the file and as rows here.
    theirs: Unique<Identity, u32>,
    mine: Unique<Identity, u32>,
    /// The file's facts by [`DuplicateSearch::key`], and those that are found.
    open: FxHashMap<u64, Vec<u32>>,
    pairs: Vec<(u32, SameFact)>,
    facts: Vec<SameFact>,
}

impl<'p> DuplicateSearch<'p> {
    /// Begins to search.
    pub fn new(preview: &'p Preview) -> DuplicateSearch<'p> {
        let (mut new, mut gone) = (FxHashMap::default(), FxHashSet::default());
        if let Some(table) = preview.incoming().table(Collection::Customer) {
            let deleted = (0..table.len() as u32).filter(|row| table.life(*row) == Life::Deleted);
            gone.extend(deleted.map(|row| table.id(row)));
        }
        if let Some((table, rows)) = new_rows(preview, Collection::Customer) {
            new.extend(rows.iter().map(|row| (table.id(*row), *row)));
        }
        DuplicateSearch {
            preview,
            pass: 0,
            here: false,
            row: 0,
            new,
            gone,
            paired: FxHashMap::default(),
            theirs: FxHashMap::default(),
            mine: FxHashMap::default(),
            open: FxHashMap::default(),
            pairs: Vec::new(),
            facts: Vec::new(),
        }
    }

    /// How many rows were looked at, and how many there are.
    pub fn progress(&self, workspace: &Workspace) -> (usize, usize) {
        let rows = |passes: &[Pass]| -> usize {
            let both = |pass: &Pass| [false, true].map(|here| self.rows(*pass, here, workspace));
            passes.iter().flat_map(both).sum()
        };
        let theirs = PASSES.get(self.pass).filter(|_| self.here);
        let theirs = theirs.map_or(0, |pass| self.rows(*pass, false, workspace));
        (rows(&PASSES[..self.pass]) + theirs + self.row, rows(&PASSES))
    }

    /// Looks at the next rows; says whether more are left.
    pub fn step(&mut self, workspace: &Workspace, rows: u32) -> Result<bool, Stale> {
        self.preview.check(workspace)?;
        let mut budget = rows.max(1) as usize;
        while let Some(pass) = PASSES.get(self.pass).copied() {
            // Where the file has nothing to find, nothing here is looked at.
            let nothing = self.here && self.theirs.is_empty() && self.open.is_empty();
            let all = if nothing { 0 } else { self.rows(pass, self.here, workspace) };
            let end = all.min(self.row.saturating_add(budget));
            for at in self.row..end {
                self.look(pass, at, workspace);
            }
            budget -= end - self.row;
            self.row = end;
            if end < all {
                return Ok(true);
            }
            self.row = 0;
            if self.here {
                self.close(pass, workspace);
                self.pass += 1;
            }
            self.here = !self.here;
        }
        Ok(false)
    }

    /// Ends the search; what was not looked at yet is looked at now.
    pub fn finish(mut self, workspace: &Workspace) -> Result<Duplicates, Stale> {
        while self.step(workspace, u32::MAX)? {}
        let mut customers: Vec<_> = self.paired.into_values().collect();
        customers.sort_unstable_by_key(|same| same.row);
        Ok(Duplicates { customers, facts: self.facts })
    }

    fn rows(&self, pass: Pass, here: bool, workspace: &Workspace) -> usize {
        match pass.collection() {
            None => 0,
            Some(collection) if here => workspace.table(collection).len(),
            Some(collection) => {
                new_rows(self.preview, collection).map_or(0, |(_, rows)| rows.len())
            }
        }
    }

    /// Looks at one row of the file or of the workspace.
    fn look(&mut self, pass: Pass, at: usize, workspace: &Workspace) {
        match (pass, self.here) {
            (Pass::Identity(reason), false) => {
                if let Some((identity, row)) = self.their_identity(reason, at) {
                    note(&mut self.theirs, identity, row);
                }
            }
            (Pass::Identity(reason), true) => {
                let found = my_identity(reason, at as u32, workspace);
                if let Some((identity, row)) = found
                    && self.theirs.contains_key(&identity)
                {
                    note(&mut self.mine, identity, row);
                }
            }
            (Pass::File, _) => {}
            (Pass::Facts(collection, fields), false) => {
                let Some((table, rows)) = new_rows(self.preview, collection) else { return };
                // From the last on, so that the first of equal ones is at the end of
                // its list, from which they are taken.
                let row = rows[rows.len() - 1 - at];
                if self.counts(table, row, workspace)
                    && let Some(key) = self.key(table, row, fields, workspace)
                {
                    self.open.entry(key).or_default().push(row);
                }
            }
            (Pass::Facts(collection, fields), true) => {
                if let Some(found) = self.same_fact(at as u32, collection, fields, workspace) {
                    self.pairs.push(found);
                }
            }
        }
    }

    /// Ends a pass: both sides were gone through.
    fn close(&mut self, pass: Pass, workspace: &Workspace) {
        match pass {
            Pass::Identity(reason) => {
                let theirs = std::mem::take(&mut self.theirs);
                for (identity, mine) in std::mem::take(&mut self.mine) {
                    if let (Some(mine), Some(Some(row))) = (mine, theirs.get(&identity)) {
                        self.pair(mine, *row, reason, workspace);
                    }
                }
            }
            Pass::File => self.pair_by_file(workspace),
            Pass::Facts(..) => {
                self.open.clear();
                self.pairs.sort_unstable_by_key(|(row, _)| *row);
                self.facts.extend(self.pairs.drain(..).map(|(_, same)| same));
            }
        }
    }

    /// Whether this is a customer of the file who is new and not yet found.
    fn is_open(&self, id: RecordId) -> bool {
        self.new.contains_key(&id) && !self.paired.contains_key(&id)
    }

    fn pair(&mut self, mine: u32, row: u32, reason: Reason, workspace: &Workspace) {
        let here = workspace.customers();
        let Some(table) = self.preview.incoming().table(Collection::Customer) else { return };
        let (ours, theirs) =
            (here.text(mine, customer::EXTERNAL_ID), table.text(row, customer::EXTERNAL_ID));
        let somebody_else = matches!((ours, theirs), (Some(a), Some(b)) if a != b);
        if !somebody_else {
            let (mine, theirs) = (here.id(mine), table.id(row));
            self.paired.insert(theirs, SameCustomer { mine, theirs, row, reason });
        }
    }

    /// The identity of a new record of the file, and the row of its customer.
    fn their_identity(&self, reason: Reason, at: usize) -> Option<(Identity, u32)> {
        let (customers, new) = new_rows(self.preview, Collection::Customer)?;
        if reason != Reason::Order {
            let row = Some(new[at]).filter(|row| self.is_open(customers.id(*row)))?;
            return Some((text_identity(reason, customers, row)?, row));
        }
        let (sales, rows) = new_rows(self.preview, Collection::Purchase)?;
        let sale = rows[at];
        let Some(Value::Reference(id)) = sales.value(sale, purchase::CUSTOMER) else {
            return None;
        };
        let row = *self.new.get(&id).filter(|_| self.is_open(id))?;
        let name = customers.text(row, customer::NAME)?;
        Some((order_identity(sales, sale, name)?, row))
    }

    /// Pairs the rows of one file that both sides imported, one by one: if both
    /// made as many customers of it, the n-th is the n-th.
    fn pair_by_file(&mut self, workspace: &Workspace) {
        let Some(theirs) = self.preview.incoming().table(Collection::Source) else { return };
        let here = workspace.table(Collection::Source);
        let hashes = |table: &Table, rows: Vec<u32>| {
            let mut hashes = Unique::default();
            for row in rows {
                if let Some(hash) = table.text(row, source::SHA256) {
                    note(&mut hashes, hash.to_owned(), table.id(row).origin);
                }
            }
            hashes
        };
        let mine = hashes(here, workspace.alive_rows(Collection::Source).collect());
        let alive = (0..theirs.len() as u32).filter(|row| theirs.life(*row) == Life::Alive);
        for (hash, other) in hashes(theirs, alive.collect()) {
            let (Some(Some(own)), Some(other)) = (mine.get(&hash), other) else { continue };
            if *own != other {
                self.pair_origins(*own, other, workspace);
            }
        }
    }

    fn pair_origins(&mut self, own: ChangeSetId, other: ChangeSetId, workspace: &Workspace) {
        let Some((table, _)) = new_rows(self.preview, Collection::Customer) else { return };
        let of = |table: &Table, origin: ChangeSetId| {
            let rows = (0..table.len() as u32).filter(|row| table.id(*row).origin == origin);
            let mut rows: Vec<u32> = rows.filter(|row| table.life(*row) != Life::Absent).collect();
            rows.sort_unstable_by_key(|row| table.id(*row).number);
            rows
        };
        let mine = of(workspace.table(Collection::Customer), own);
        let theirs = of(table, other);
        if mine.len() != theirs.len() {
            return;
        }
        for (mine, row) in mine.into_iter().zip(theirs) {
            let mine = workspace.head(mine);
            if workspace.is_alive(Collection::Customer, mine) && self.is_open(table.id(row)) {
                self.pair(mine, row, Reason::SameFile, workspace);
            }
        }
    }

    /// Whether a fact's customer is nobody, or deleted on neither side.
    fn counts(&self, table: &Table, row: u32, workspace: &Workspace) -> bool {
        let about = table.collection().about().and_then(|about| table.value(row, about));
        let Some(Value::Reference(id)) = about else { return true };
        let here = workspace.row(Collection::Customer, id).map(|row| workspace.head(row));
        !self.gone.contains(&id)
            && here.is_none_or(|head| workspace.is_alive(Collection::Customer, head))
    }

    /// The file's fact that is the one here, taken from those that are open.
    fn same_fact(
        &mut self,
        mine: u32,
        collection: Collection,
        fields: &[FieldId],
        workspace: &Workspace,
    ) -> Option<(u32, SameFact)> {
        let (table, _) = new_rows(self.preview, collection)?;
        let here = workspace.table(collection);
        if !workspace.is_alive(collection, mine) || !self.counts(here, mine, workspace) {
            return None;
        }
        let key = self.key(here, mine, fields, workspace)?;
        let rows = self.open.get_mut(&key)?;
        // A key is a hash, so what it finds is compared.
        let same = |row: &u32| fields.iter().all(|f| here.is_same(mine, table, *row, *f));
        let row = rows.remove(rows.iter().rposition(same)?);
        let amount = match table.value(row, purchase::AMOUNT) {
            Some(Value::Integer(amount)) if collection == Collection::Purchase => amount,
            _ => 0,
        };
        let (mine, theirs) = (here.id(mine), table.id(row));
        Some((row, SameFact { collection, mine, theirs, amount }))
    }

    /// A hash of what makes a fact of the side that is gone through equal to
    /// another; `None` for one that says too little.
    fn key(
        &self,
        table: &Table,
        row: u32,
        fields: &[FieldId],
        workspace: &Workspace,
    ) -> Option<u64> {
        let collection = table.collection();
        let mut key = FxHasher::default();
        for field in fields {
            match table.text(row, *field) {
                Some(text) => text.hash(&mut key),
                None => table.value(row, *field).hash(&mut key),
            }
        }
        let ordered = collection == Collection::Purchase
            && table.text(row, purchase::ORDER_NUMBER).is_some_and(|text| !text.is_empty());
        if !table.is_said(row, *fields.first()?) {
            return None;
        }
        if ordered {
            return Some(key.finish());
        }
        let about = collection.about().and_then(|about| table.value(row, about));
        let Some(Value::Reference(id)) = about else { return None };
        let id = match self.paired.get(&id) {
            Some(same) if !self.here => same.mine,
            _ => id,
        };
        let here = workspace.row(Collection::Customer, id);
        let customers = workspace.table(Collection::Customer);
        here.map_or(id, |row| customers.id(workspace.head(row))).hash(&mut key);
        Some(key.finish())
    }
}

/// The file's table of a collection and its rows that are not here.
fn new_rows(preview: &Preview, collection: Collection) -> Option<(&Table, &[u32])> {
    let table = preview.incoming().table(collection)?;
    let found = preview.found().iter().find(|found| found.collection() == collection)?;
    Some((table, found.rows(Class::New)))
}

/// The identity of a record here, and the row of its customer.
fn my_identity(reason: Reason, at: u32, workspace: &Workspace) -> Option<(Identity, u32)> {
    let customers = workspace.customers();
    if reason != Reason::Order {
        let row = Some(at).filter(|row| workspace.is_alive(Collection::Customer, *row))?;
        return Some((text_identity(reason, customers, row)?, row));
    }
    let facts = workspace.purchases();
    let row = facts.customer[at as usize];
    if !facts.counts[at as usize] || row == NO_ROW {
        return None;
    }
    let name = customers.text(row, customer::NAME)?;
    Some((order_identity(workspace.table(Collection::Purchase), at, name)?, row))
}

fn text_identity(reason: Reason, customers: &Table, row: u32) -> Option<Identity> {
    let field = match reason {
        Reason::ExternalId => customer::EXTERNAL_ID,
        Reason::Phone => customer::PHONE,
        Reason::Email => customer::EMAIL,
        Reason::SameFile | Reason::Order => return None,
    };
    let text = customers.text(row, field)?.trim();
    (!text.is_empty()).then(|| Identity::Text(text.to_lowercase()))
}

fn order_identity(sales: &Table, sale: u32, name: &str) -> Option<Identity> {
    let order = sales.text(sale, purchase::ORDER_NUMBER).filter(|text| !text.is_empty())?;
    let (day, amount) = (sales.value(sale, purchase::DATE), sales.value(sale, purchase::AMOUNT));
    Some(Identity::Order(order.to_owned(), day, amount, name.to_lowercase()))
}
