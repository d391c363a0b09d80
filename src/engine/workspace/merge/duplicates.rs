//! Customers and facts that a file holds under other ids than this workspace:
//! two colleagues brought in the same list, each on their own device.
//!
//! # Customers
//!
//! A customer who is new by id is the same as one here if they share an
//! external id, a telephone number, an e-mail address, an order, or the row of
//! one imported file, the surest first. An identity counts only where exactly
//! one customer on each side has it, and never against an external id that
//! differs: one of a household, or a shared counter's number, is somebody else.
//!
//! # Facts
//!
//! A purchase is the same as one here if order number, day, amount, product and
//! quantity agree; without an order number the customer must be the same, too.
//! Answers and interactions are compared with all that makes them equal. As
//! multisets: the n-th such fact of the file is the n-th such fact here, so that
//! two equal purchases of one day, which real data have, stay two. A fact of a
//! customer who is deleted on either side counts nowhere and is not compared.
//!
//! Nothing is united or deleted without being asked; [`Duplicates::twice`] says
//! what would count twice.

use super::super::table::{Life, Table};
use super::super::{Draft, Workspace};
use super::preview::{Class, Preview};
use crate::domain::schema::{FieldId, Value, customer, feedback, interaction, purchase, source};
use crate::domain::{ChangeSetId, Collection, RecordId};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Why two customers seem to be one, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Reason {
    /// They have the same number in the firm's other programs.
    ExternalId,
    /// They come from the same row of the same imported file.
    SameFile,
    /// They have the same telephone number.
    Phone,
    /// They have the same e-mail address.
    Email,
    /// They have the same name, and an order is held for both.
    Order,
}

/// Two customers who seem to be one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SameCustomer {
    /// The one here.
    pub mine: RecordId,
    /// The one in the file, by id and by row.
    pub theirs: RecordId,
    /// The row in the file's table.
    pub row: u32,
    /// Why.
    pub reason: Reason,
}

/// Two facts that seem to be one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SameFact {
    /// What kind of fact.
    pub collection: Collection,
    /// The one here.
    pub mine: RecordId,
    /// The one in the file.
    pub theirs: RecordId,
    /// The amount that counts twice while both stay, in minor units; 0 for
    /// facts without one.
    pub amount: i64,
}

impl SameFact {
    /// The one that goes when it is chosen to keep one: always the greater id,
    /// so that devices which choose the same delete the same.
    pub fn greater(&self) -> RecordId {
        self.mine.max(self.theirs)
    }
}

/// What a file holds under other ids.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Duplicates {
    /// Customers, in the order of the file.
    pub customers: Vec<SameCustomer>,
    /// Facts, in the order of the file.
    pub facts: Vec<SameFact>,
}

impl Duplicates {
    /// The sales that count twice if none of the facts goes, in minor units.
    pub fn twice(&self) -> i64 {
        self.facts.iter().fold(0, |sum: i64, fact| sum.saturating_add(fact.amount))
    }

    /// Writes into a merge's draft that all of these are one: links for the
    /// customers, and of each two facts the greater id goes. To be called with
    /// the duplicates that were chosen.
    pub fn unite(&self, draft: &mut Draft) {
        for same in &self.customers {
            draft.unite(same.mine, same.theirs);
        }
        for (collection, _) in facts_by() {
            let same = self.facts.iter().filter(|same| same.collection == collection);
            let mut going: Vec<_> = same.map(SameFact::greater).collect();
            going.sort_unstable();
            draft.delete_all(collection, going.into_iter());
        }
    }
}

/// The fields that make two facts equal, besides their customer.
fn facts_by() -> [(Collection, &'static [FieldId]); 3] {
    [
        (
            Collection::Purchase,
            &[
                purchase::DATE,
                purchase::AMOUNT,
                purchase::ORDER_NUMBER,
                purchase::PRODUCT,
                purchase::QUANTITY,
            ],
        ),
        (
            Collection::Interaction,
            &[
                interaction::DATE,
                interaction::CHANNEL,
                interaction::DIRECTION,
                interaction::SUBJECT,
                interaction::NOTE,
            ],
        ),
        (
            Collection::Feedback,
            &[feedback::DATE, feedback::SURVEY, feedback::SCORE, feedback::COMMENT],
        ),
    ]
}

impl Preview {
    /// What the file holds under other ids than the workspace.
    pub fn duplicates(&self, workspace: &Workspace) -> Duplicates {
        let mut search = Search::new(self, workspace);
        for (field, reason) in [
            (customer::EXTERNAL_ID, Reason::ExternalId),
            (customer::PHONE, Reason::Phone),
            (customer::EMAIL, Reason::Email),
        ] {
            if reason == Reason::Phone {
                search.pair_by_file();
            }
            search.pair_by_text(field, reason);
        }
        search.pair_by_order();
        let facts = search.facts();
        let mut customers: Vec<_> = search.paired.into_values().collect();
        customers.sort_unstable_by_key(|same| same.row);
        Duplicates { customers, facts }
    }

    /// The file's table of a collection and its rows that are not here.
    fn new_rows(&self, collection: Collection) -> Option<(&Table, &[u32])> {
        let table = self.incoming().table(collection)?;
        let found = self.found().iter().find(|found| found.collection() == collection)?;
        Some((table, found.rows(Class::New)))
    }
}

/// The values by key that stand alone; `None` where a key came twice.
fn unique<K: Hash + Eq, V>(all: impl Iterator<Item = (K, V)>) -> FxHashMap<K, Option<V>> {
    let mut found = FxHashMap::default();
    for (key, value) in all {
        found.entry(key).and_modify(|known| *known = None).or_insert(Some(value));
    }
    found
}

struct Search<'a> {
    preview: &'a Preview,
    workspace: &'a Workspace,
    /// The file's customers who are found, by id.
    paired: FxHashMap<RecordId, SameCustomer>,
    /// Customers who are deleted in the file.
    gone: FxHashSet<RecordId>,
}

type OrderKey = (String, Option<Value>, Option<Value>, Option<String>);

impl<'a> Search<'a> {
    fn new(preview: &'a Preview, workspace: &'a Workspace) -> Search<'a> {
        let gone = preview.incoming().table(Collection::Customer).map(|table| {
            let rows = (0..table.len() as u32).filter(|row| table.life(*row) == Life::Deleted);
            rows.map(|row| table.id(row)).collect()
        });
        let gone = gone.unwrap_or_default();
        Search { preview, workspace, paired: FxHashMap::default(), gone }
    }

    /// Whether a fact's customer is nobody, or deleted on neither side.
    fn counts(&self, table: &Table, row: u32) -> bool {
        let about = table.collection().about().and_then(|about| table.value(row, about));
        let Some(Value::Reference(id)) = about else { return true };
        let here = self.workspace.row(Collection::Customer, id).map(|row| self.workspace.head(row));
        !self.gone.contains(&id)
            && here.is_none_or(|head| self.workspace.is_alive(Collection::Customer, head))
    }

    /// The file's customers who are new and not yet found.
    fn open(&self) -> Option<(&'a Table, Vec<u32>)> {
        let (table, new) = self.preview.new_rows(Collection::Customer)?;
        let open = |row: &&u32| !self.paired.contains_key(&table.id(**row));
        Some((table, new.iter().filter(open).copied().collect()))
    }

    fn pair(&mut self, mine: u32, row: u32, reason: Reason) {
        let here = self.workspace.customers();
        let Some(table) = self.preview.incoming().table(Collection::Customer) else { return };
        let (ours, theirs) =
            (here.text(mine, customer::EXTERNAL_ID), table.text(row, customer::EXTERNAL_ID));
        let somebody_else = matches!((ours, theirs), (Some(a), Some(b)) if a != b);
        if !somebody_else {
            let (mine, theirs) = (here.id(mine), table.id(row));
            self.paired.insert(theirs, SameCustomer { mine, theirs, row, reason });
        }
    }

    fn pair_by_text(&mut self, field: FieldId, reason: Reason) {
        let Some((table, open)) = self.open() else { return };
        let filled = |table: &'a Table, row: u32| {
            let text = table.text(row, field)?.trim();
            (!text.is_empty()).then(|| text.to_lowercase())
        };
        let theirs = unique(open.iter().filter_map(|row| Some((filled(table, *row)?, *row))));
        let here = self.workspace.customers();
        let rows = self.workspace.alive_rows(Collection::Customer);
        let mine = unique(rows.filter_map(|row| {
            let text = filled(here, row)?;
            theirs.contains_key(&text).then_some((text, row))
        }));
        for (text, mine) in mine {
            if let (Some(mine), Some(Some(row))) = (mine, theirs.get(&text)) {
                self.pair(mine, *row, reason);
            }
        }
    }

    /// Pairs the rows of one file that both sides imported, one by one: if both
    /// made as many customers of it, the n-th is the n-th.
    fn pair_by_file(&mut self) {
        let Some(theirs) = self.preview.incoming().table(Collection::Source) else { return };
        let here = self.workspace.table(Collection::Source);
        let hashes = |table: &Table, rows: Vec<u32>| {
            let hash = |row: u32| table.text(row, source::SHA256).map(str::to_owned);
            unique(rows.into_iter().filter_map(|row| Some((hash(row)?, table.id(row).origin))))
        };
        let mine = hashes(here, self.workspace.alive_rows(Collection::Source).collect());
        let alive = (0..theirs.len() as u32).filter(|row| theirs.life(*row) == Life::Alive);
        for (hash, other) in hashes(theirs, alive.collect()) {
            let (Some(Some(own)), Some(other)) = (mine.get(&hash), other) else { continue };
            if *own != other {
                self.pair_origins(*own, other);
            }
        }
    }

    fn pair_origins(&mut self, own: ChangeSetId, other: ChangeSetId) {
        let Some((table, _)) = self.preview.new_rows(Collection::Customer) else { return };
        let of = |table: &Table, origin: ChangeSetId| {
            let rows = (0..table.len() as u32).filter(|row| table.id(*row).origin == origin);
            let mut rows: Vec<u32> = rows.filter(|row| table.life(*row) != Life::Absent).collect();
            rows.sort_unstable_by_key(|row| table.id(*row).number);
            rows
        };
        let mine = of(self.workspace.table(Collection::Customer), own);
        let theirs = of(table, other);
        if mine.len() != theirs.len() {
            return;
        }
        let Some((_, open)) = self.open() else { return };
        for (mine, row) in mine.into_iter().zip(theirs) {
            let mine = self.workspace.head(mine);
            if self.workspace.is_alive(Collection::Customer, mine)
                && open.binary_search(&row).is_ok()
            {
                self.pair(mine, row, Reason::SameFile);
            }
        }
    }

    /// Pairs customers of the same name for whom the same order is held.
    fn pair_by_order(&mut self) {
        let Some((table, open)) = self.open() else { return };
        let Some((sales, new)) = self.preview.new_rows(Collection::Purchase) else { return };
        let open: FxHashMap<RecordId, u32> =
            open.iter().map(|row| (table.id(*row), *row)).collect();
        let key = |sales: &Table, row: u32, name: Option<&str>| -> Option<OrderKey> {
            let order = sales.text(row, purchase::ORDER_NUMBER).filter(|text| !text.is_empty())?;
            let (day, amount) =
                (sales.value(row, purchase::DATE), sales.value(row, purchase::AMOUNT));
            Some((order.to_owned(), day, amount, name.map(str::to_lowercase)))
        };
        let theirs = unique(new.iter().filter_map(|sale| {
            let Some(Value::Reference(id)) = sales.value(*sale, purchase::CUSTOMER) else {
                return None;
            };
            let row = *open.get(&id)?;
            Some((key(sales, *sale, table.text(row, customer::NAME))?, row))
        }));
        if theirs.is_empty() {
            return;
        }
        let here = self.workspace.table(Collection::Purchase);
        let facts = self.workspace.purchases();
        let counted = (0..facts.len() as u32).filter(|row| facts.counts[*row as usize]);
        let mine = unique(counted.filter_map(|sale| {
            let row = facts.customer[sale as usize];
            let name = (row != crate::domain::NO_ROW)
                .then(|| self.workspace.customers().text(row, customer::NAME))??;
            let key = key(here, sale, Some(name))?;
            theirs.contains_key(&key).then_some((key, row))
        }));
        for (key, mine) in mine {
            if let (Some(mine), Some(Some(row))) = (mine, theirs.get(&key)) {
                self.pair(mine, *row, Reason::Order);
            }
        }
    }

    /// The file's facts that are here under other ids.
    fn facts(&self) -> Vec<SameFact> {
        let mut found = Vec::new();
        for (collection, fields) in facts_by() {
            let Some((table, new)) = self.preview.new_rows(collection) else { continue };
            if new.is_empty() {
                continue;
            }
            let here = self.workspace.table(collection);
            let mut theirs: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
            for row in new.iter().rev().filter(|row| self.counts(table, **row)) {
                if let Some(key) = self.key(table, *row, collection, fields, true) {
                    theirs.entry(key).or_default().push(*row);
                }
            }
            let mut pairs = Vec::new();
            let mine = self.workspace.alive_rows(collection);
            for mine in mine.filter(|mine| self.counts(here, *mine)) {
                let key = self.key(here, mine, collection, fields, false);
                let Some(rows) = key.and_then(|key| theirs.get_mut(&key)) else { continue };
                // A key is a hash, so what it finds is compared.
                let same = |row: &u32| fields.iter().all(|f| here.is_same(mine, table, *row, *f));
                let Some(at) = rows.iter().rposition(same) else { continue };
                let row = rows.remove(at);
                let amount = match table.value(row, purchase::AMOUNT) {
                    Some(Value::Integer(amount)) if collection == Collection::Purchase => amount,
                    _ => 0,
                };
                let (mine, theirs) = (here.id(mine), table.id(row));
                pairs.push((row, SameFact { collection, mine, theirs, amount }));
            }
            pairs.sort_unstable_by_key(|(row, _)| *row);
            found.extend(pairs.into_iter().map(|(_, same)| same));
        }
        found
    }

    /// A hash of what makes a fact equal to another; `None` for one that says
    /// too little.
    fn key(
        &self,
        table: &Table,
        row: u32,
        collection: Collection,
        fields: &[FieldId],
        incoming: bool,
    ) -> Option<u64> {
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
            Some(same) if incoming => same.mine,
            _ => id,
        };
        let here = self.workspace.row(Collection::Customer, id);
        let customers = self.workspace.table(Collection::Customer);
        here.map_or(id, |row| customers.id(self.workspace.head(row))).hash(&mut key);
        Some(key.finish())
    }
}
