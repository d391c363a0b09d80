//! The dry run of an import: what would be stored, and what would not and why.
//!
//! The plan is fed the rows of one chunk after the other; each chunk is one
//! slice of work, and dropping the plan leaves nothing behind. It neither
//! knows nor changes a workspace: what is stored is asked through [`Existing`].
//!
//! # Which rows are duplicates
//!
//! - **Already stored.** A purchase is known again by customer, day, order
//!   number, product, amount and quantity ([`purchase_key`]). Counted as a
//!   multiset: the n-th such row of the file is the n-th such purchase stored.
//!   So a file imported twice is all duplicates the second time, while two
//!   equal purchases of one day, which real data have, both count.
//! - **Repeated in the file.** A row equal to an earlier one in every cell. An
//!   order number shows that it is the same one twice, and it is left out; without
//!   one it may be a real second purchase (CDNOW has such rows), so it is kept and
//!   said. [`Options::leave_out_repeated`] decides otherwise. In a list of
//!   customers the second row of one customer is always left out.
//!
//! # Money
//!
//! Amounts are exact. An amount with more decimals than the currency holds is
//! never rounded: its row is held back and counted on its own, with the
//! decimals that the file needs, so that the plan can be made again in a
//! currency that holds them. What may be thousands or decimals, such as
//! `150.000`, is read as [`Decimal::parse_amount`] says; what reads in two ways even
//! so is held back and asks for no decimals. An amount that comes with a negative
//! quantity is negative, whether or not the file writes its sign; an order number
//! such as `C536379` alone makes nothing negative, because shops use any letters.

mod columns;
mod customers;
mod draft;
mod facts;
mod keys;
mod numbered;

pub use columns::{
    NO_CODE, NO_DAY, NO_INTEGER, NO_TRUTH, PlannedColumn, PlannedLabels, PlannedTexts,
};
pub use customers::CustomerRef;
pub use keys::{feedback_key, purchase_key};
pub use numbered::Numbered;

use super::Format;
#[cfg(doc)]
use super::cells::Decimal;
use super::mapping::{Contents, Mapping};
use super::reader::{Row, Rows};
use crate::domain::schema::{FieldId, Value, purchase};
use crate::domain::{Collection, Currency, Day, Period, Survey};
use customers::{Customers, Found};
use facts::{Fact, Facts};
use keys::{Key, KeySet};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Bad rows that are kept to be shown; all are counted.
pub const KEPT_BAD_ROWS: usize = 1_000;
/// Rows that are planned together; what is known of them stays in the
/// processor's nearest memory.
const BATCH: usize = 64;
/// Letters of a bad row's text that are kept.
const KEPT_LETTERS: usize = 400;

/// A way to name a customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Identity<'a> {
    /// The customer's number in the firm's other programs.
    ExternalId(&'a str),
    /// The phone as [`crate::domain::phone::normalise`] stores it.
    Phone(&'a str),
    /// The e-mail address in lower case.
    Email(&'a str),
    /// The name in lower case; answer only if exactly one customer has it.
    Name(&'a str),
}

/// What is stored already, by customers' rows.
pub trait Existing {
    /// The row of the living customer so named.
    fn find(&self, identity: Identity<'_>) -> Option<u32>;
    /// A customer's value.
    fn value(&self, customer: u32, field: FieldId) -> Option<Value>;
    /// How many living purchases, or answers, have this key
    /// ([`purchase_key`], [`feedback_key`]).
    fn facts(&self, key: u64) -> u32;
    /// Whether somebody who was erased had this number or address.
    fn was_erased(&self, _phone: &str, _email: &str) -> bool {
        false
    }
}

/// The user's decisions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// The currency of the file's amounts.
    pub currency: Currency,
    /// Whether purchases and answers of nobody are imported.
    pub take_without_customer: bool,
    /// Whether purchases and answers equal to an earlier row in every cell are left
    /// out; `None` leaves out those that bear an order number.
    pub leave_out_repeated: Option<bool>,
    /// Whether a list of customers replaces stored values that differ; blanks
    /// are filled in any case, and other files never replace.
    pub overwrite: bool,
    /// Whether a row is taken for its customer's new profile though only a
    /// telephone or an e-mail address says who it is, and it bears another name.
    pub take_other_names: bool,
    /// Whether customers are taken in who seem to be people that were erased, and
    /// what is about them.
    pub take_erased: bool,
    /// The survey that scores belong to.
    pub survey: Survey,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            currency: Currency::default(),
            take_without_customer: false,
            leave_out_repeated: None,
            overwrite: true,
            take_other_names: false,
            take_erased: false,
            survey: Survey::Nps,
        }
    }
}

/// Why a row cannot be stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BadReason {
    /// It has more filled cells than the table has columns: mostly a delimiter
    /// within a cell, which shifts all after it.
    TooManyCells,
    /// A customer with neither number, phone, e-mail address nor name.
    NoIdentity,
    /// The date is blank.
    DateMissing,
    /// The date is none, or not in the chosen order.
    DateUnreadable,
    /// The amount and the unit price are blank.
    AmountMissing,
    /// The amount, price, cost or margin is no number with the chosen marks.
    AmountUnreadable,
    /// The amount may be thousands or decimals.
    AmountAmbiguous,
    /// The amount is larger than can be held exactly.
    AmountTooLarge,
    /// The amount has more decimals than the currency.
    TooManyDecimals,
    /// The quantity is no number.
    QuantityUnreadable,
    /// The answer has neither score nor comment.
    ScoreMissing,
    /// The score is no whole number.
    ScoreUnreadable,
    /// The score lies beyond the survey's scale.
    ScoreOutOfScale,
    /// Another number is none.
    NumberUnreadable,
    /// The cell names none of the choices that the field has.
    ChoiceUnknown,
}

/// A row that cannot be stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadRow {
    /// The line on which it begins, counted from 1.
    pub line: u32,
    /// What is wrong.
    pub reason: BadReason,
    /// The column that is wrong, counted from 0, if it is one.
    pub column: Option<usize>,
    /// The row's cells, parted by ` | `, shortened if long.
    pub text: String,
}

/// How many rows became what. `rows` is the sum of those that say so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// All rows but the header and blank ones.
    pub rows: u64,
    /// Customers who would be created.
    pub new_customers: u64,
    /// Stored customers whom the file names.
    pub matched_customers: u64,
    /// Stored customers of whom a field would change. Part of `rows` in a list of
    /// customers.
    pub updated_customers: u64,
    /// Stored customers whom a telephone or an e-mail address alone names, and
    /// whose name is another.
    pub other_names: u64,
    /// Purchases or answers that would be created. Part of `rows`.
    pub new_facts: u64,
    /// Rows equal to an earlier one; in a list of customers, further rows of
    /// one customer.
    pub repeated_in_file: u64,
    /// Those of them that are left out. Part of `rows`.
    pub repeated_left_out: u64,
    /// Rows that are stored already and change nothing. Part of `rows`.
    pub already_stored: u64,
    /// Purchases or answers of nobody. Part of `rows` where they are left out.
    pub without_customer: u64,
    /// New customers who seem to be people that were erased, taken in or not.
    pub erased: u64,
    /// Rows that are held back because of them. Part of `rows`.
    pub held_back: u64,
    /// Rows that cannot be stored. Part of `rows`.
    pub bad: u64,
    /// Rows with decimals, held back or not.
    pub with_decimals: u64,
    /// Rows held back because of their decimals. Part of `rows`.
    pub too_many_decimals: u64,
    /// New purchases with a negative amount: returns and cancellations.
    pub returns: u64,
    /// New purchases whose quantity is no whole number, and is left out.
    pub quantities_left_out: u64,
}

impl Counts {
    /// Whether every row is stored already, or repeats one that is.
    pub fn are_all_known(&self) -> bool {
        self.already_stored > 0 && self.already_stored + self.repeated_left_out == self.rows
    }
}

/// A change to a stored customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedUpdate {
    /// The customer's row.
    pub customer: u32,
    /// The field.
    pub field: FieldId,
    /// Its new value.
    pub value: Value,
}

/// What an import would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// The counts.
    pub counts: Counts,
    /// The columns of new customers, each `counts.new_customers` long.
    pub customers: Vec<(FieldId, PlannedColumn)>,
    /// Changes to stored customers, each customer's together.
    pub updates: Vec<PlannedUpdate>,
    /// The names in the file of customers who are stored under another one and
    /// found by telephone or e-mail address alone.
    pub other_names: Vec<PlannedUpdate>,
    /// How many names rows of the file give to new customers besides the first, because a
    /// telephone or an e-mail address says that they are one; and the first such name.
    pub also_named: (u64, String),
    /// The collection of the facts; `None` for a list of customers.
    pub facts_of: Option<Collection>,
    /// Whom each new fact is about.
    pub fact_customers: Vec<CustomerRef>,
    /// The other columns of new facts, each `counts.new_facts` long.
    pub facts: Vec<(FieldId, PlannedColumn)>,
    /// The first bad rows, at most [`KEPT_BAD_ROWS`].
    pub bad_rows: Vec<BadRow>,
    /// The first rows held back because of their decimals, as many at most.
    pub decimal_rows: Vec<BadRow>,
    /// How many rows are bad for each reason.
    pub bad_reasons: BTreeMap<BadReason, u64>,
    /// The decimals that a currency needs to hold every amount of the file.
    pub decimals_needed: u8,
    /// The line of the first row with decimals.
    pub first_decimals: Option<u32>,
}

impl Planned {
    /// The first and the last day of the new facts; `None` if no day is known.
    pub fn span(&self) -> Option<Period> {
        let known = self.facts.iter().filter_map(|(_, column)| match column {
            PlannedColumn::Date(days) => Some(days.iter().filter(|day| **day != NO_DAY)),
            _ => None,
        });
        let days = || known.clone().flatten().copied();
        days().min().zip(days().max()).map(|(a, b)| Period { first: Day(a), last: Day(b) })
    }

    /// What the new purchases are worth in all, in minor units, returns taken off;
    /// `None` if there are none with an amount.
    pub fn sum(&self) -> Option<i64> {
        let amounts = self.facts.iter().find_map(|(field, column)| match column {
            PlannedColumn::Integer(amounts)
                if *field == purchase::AMOUNT && self.facts_of == Some(Collection::Purchase) =>
            {
                Some(amounts)
            }
            _ => None,
        });
        let mut known = amounts?.iter().filter(|amount| **amount != NO_INTEGER).peekable();
        known.peek()?;
        Some(known.fold(0, |sum: i64, amount| sum.saturating_add(*amount)))
    }
}

/// A plan in the making.
pub struct Plan {
    contents: Contents,
    width: usize,
    options: Options,
    customers: Customers,
    facts: Facts,
    counts: Counts,
    bad_rows: Vec<BadRow>,
    decimal_rows: Vec<BadRow>,
    bad_reasons: BTreeMap<BadReason, u64>,
    first_decimals: Option<u32>,
    /// Hashes of rows seen.
    rows_seen: KeySet,
    /// How many rows were matched with stored facts of each key.
    matched: FxHashMap<u64, u32>,
}

impl Plan {
    /// A plan for a file in this format and with these columns.
    pub fn new(mapping: &Mapping, format: &Format, options: Options) -> Plan {
        Plan {
            contents: mapping.contents,
            width: mapping.targets.len(),
            customers: Customers::new(mapping, format, &options),
            facts: Facts::new(mapping, format, &options),
            options,
            counts: Counts::default(),
            bad_rows: Vec::new(),
            decimal_rows: Vec::new(),
            bad_reasons: BTreeMap::new(),
            first_decimals: None,
            rows_seen: KeySet::default(),
            matched: FxHashMap::default(),
        }
    }

    /// The counts so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The decimals that the amounts so far need.
    pub fn decimals_needed(&self) -> u8 {
        self.facts.decimals_needed()
    }

    /// Plans the rows of one chunk: one slice of work.
    pub fn feed(&mut self, rows: &Rows, existing: &dyn Existing) {
        self.counts.rows += rows.len() as u64;
        if self.contents == Contents::Customers {
            for row in rows.iter() {
                if let Err((reason, column)) = self.take_customer(&row, existing) {
                    self.refuse(&row, reason, column);
                }
            }
            return;
        }
        let mut rows = rows.iter();
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            batch.clear();
            batch.extend(rows.by_ref().take(BATCH));
            if batch.is_empty() {
                return;
            }
            self.take_facts(&batch, existing);
        }
    }

    /// The finished plan.
    pub fn finish(mut self) -> Planned {
        self.counts.new_customers = u64::from(self.customers.len());
        self.counts.erased = self.customers.erased;
        let updates = std::mem::take(&mut self.customers.updates);
        let mut updated: Vec<u32> = updates.iter().map(|update| update.customer).collect();
        updated.dedup();
        self.counts.updated_customers = updated.len() as u64;
        if self.contents == Contents::Customers {
            self.counts.already_stored -= self.counts.updated_customers;
        }
        let other_names = std::mem::take(&mut self.customers.other_names);
        self.counts.other_names = other_names.len() as u64;
        let also_first = std::mem::take(&mut self.customers.also_first);
        let also_named = (self.customers.also_named, also_first);
        let decimals_needed = self.decimals_needed();
        let (facts_of, fact_customers, facts) = self.facts.into_columns(self.contents);
        Planned {
            counts: self.counts,
            customers: self.customers.into_columns(),
            updates,
            other_names,
            also_named,
            facts_of,
            fact_customers,
            facts,
            bad_rows: self.bad_rows,
            decimal_rows: self.decimal_rows,
            bad_reasons: self.bad_reasons,
            decimals_needed,
            first_decimals: self.first_decimals,
        }
    }

    fn check_width(&self, row: &Row<'_>) -> Result<(), Refused> {
        let extra = (self.width..row.len()).find(|column| !row.cell(*column).is_empty());
        extra.map_or(Ok(()), |column| Err((BadReason::TooManyCells, Some(column))))
    }

    fn take_customer(&mut self, row: &Row<'_>, existing: &dyn Existing) -> Result<(), Refused> {
        self.check_width(row)?;
        match self.customers.find(row, existing).map_err(at_column)? {
            Found::Nobody => return Err((BadReason::NoIdentity, None)),
            Found::HeldBack | Found::Again(CustomerRef::HeldBack) => self.counts.held_back += 1,
            Found::Again(_) => {
                self.counts.repeated_in_file += 1;
                self.counts.repeated_left_out += 1;
            }
            Found::Stored(_) => {
                self.counts.matched_customers += 1;
                self.counts.already_stored += 1;
            }
            Found::New(_) => {}
        }
        Ok(())
    }

    /// Plans some rows in steps: what is looked up in large tables is looked up
    /// for all of them together.
    fn take_facts(&mut self, rows: &[Row<'_>], existing: &dyn Existing) {
        let numbered = self.customers.numbered(rows);
        let mut taken = Vec::with_capacity(rows.len());
        for (row, known) in rows.iter().zip(numbered) {
            match self.take_fact(row, known, existing) {
                Ok(Some((who, fact))) => taken.push((who, fact, hash_of(row))),
                Ok(None) => {}
                Err((reason, column)) => self.refuse(row, reason, column),
            }
        }
        let new = self.rows_seen.insert_all(taken.iter().map(|(.., hash)| *hash));
        for ((who, fact, _), new) in taken.iter().zip(new) {
            let leave_out = self.options.leave_out_repeated;
            let left_out = !new && leave_out.unwrap_or(fact.has_order_number());
            self.counts.repeated_in_file += u64::from(!new);
            self.counts.repeated_left_out += u64::from(left_out);
            if !left_out && !self.is_stored(*who, fact, existing) {
                self.counts.new_facts += 1;
                self.counts.returns += u64::from(fact.is_return());
                self.counts.quantities_left_out += u64::from(fact.leaves_quantity_out());
                self.facts.push(*who, fact);
            }
        }
    }

    /// The row's fact and whom it is about; nothing if it is held back, or about
    /// nobody and such facts are left out.
    fn take_fact<'a>(
        &mut self,
        row: &Row<'a>,
        known: Option<CustomerRef>,
        existing: &dyn Existing,
    ) -> Result<Option<(CustomerRef, Fact<'a>)>, Refused> {
        self.check_width(row)?;
        let read = self.facts.read(row);
        if self.facts.row_has_decimals() {
            self.counts.with_decimals += 1;
            self.first_decimals.get_or_insert(row.line);
        }
        let fact = read.map_err(at_column)?;
        let found = match known {
            Some(known) => Found::Again(known),
            None => self.customers.find(row, existing).map_err(at_column)?,
        };
        Ok(Some(match found {
            Found::Nobody => {
                self.counts.without_customer += 1;
                if !self.options.take_without_customer {
                    return Ok(None);
                }
                (CustomerRef::Nobody, fact)
            }
            Found::HeldBack | Found::Again(CustomerRef::HeldBack) => {
                self.counts.held_back += 1;
                return Ok(None);
            }
            Found::Again(who) => (who, fact),
            Found::Stored(stored) => {
                self.counts.matched_customers += 1;
                (CustomerRef::Existing(stored), fact)
            }
            Found::New(new) => (CustomerRef::New(new), fact),
        }))
    }

    /// Whether the fact is one of those stored that no earlier row was.
    fn is_stored(&mut self, who: CustomerRef, fact: &Fact<'_>, existing: &dyn Existing) -> bool {
        let Some(key) = fact.key(who) else { return false };
        let stored = existing.facts(key);
        if stored == 0 {
            return false;
        }
        let matched = self.matched.entry(key).or_insert(0);
        let is_stored = *matched < stored;
        if is_stored {
            *matched += 1;
            self.counts.already_stored += 1;
        }
        is_stored
    }

    fn refuse(&mut self, row: &Row<'_>, reason: BadReason, column: Option<usize>) {
        *self.bad_reasons.entry(reason).or_insert(0) += 1;
        let kept = if reason == BadReason::TooManyDecimals {
            self.counts.too_many_decimals += 1;
            &mut self.decimal_rows
        } else {
            self.counts.bad += 1;
            &mut self.bad_rows
        };
        if kept.len() < KEPT_BAD_ROWS {
            let mut text = String::new();
            for (at, cell) in row.cells().enumerate() {
                if at > 0 {
                    text.push_str(" | ");
                }
                text.extend(cell.chars().take(KEPT_LETTERS));
            }
            let text = text.chars().take(KEPT_LETTERS).collect();
            kept.push(BadRow { line: row.line, reason, column, text });
        }
    }
}

type Refused = (BadReason, Option<usize>);

fn at_column((reason, column): (BadReason, usize)) -> Refused {
    (reason, Some(column))
}

/// A hash of all cells of a row.
fn hash_of(row: &Row<'_>) -> u64 {
    row.raw_bytes().fold(Key::new(), Key::bytes).value()
}

#[cfg(test)]
mod tests;
