//! What a workspace holds already, in the form in which a plan asks for it.
//!
//! Gathering takes long on large data, so it is done in slices; a plan then asks
//! without touching the columns.

use super::plan::{Existing, Identity, Numbered, feedback_key, purchase_key};
use crate::domain::schema::{FieldId, Value, customer, feedback, purchase};
use crate::domain::{Collection, NO_ROW};
use crate::workspace::Workspace;
use rustc_hash::FxHashMap;

/// Customers by their names and how many facts there are of each key.
#[derive(Default)]
pub struct Known {
    by_external_id: Rows,
    by_phone: Rows,
    by_email: Rows,
    /// [`NO_ROW`] where several customers have the name.
    by_name: Rows,
    facts: FxHashMap<u64, u32>,
    /// How far customers and facts were gathered.
    customers: u32,
    done: u32,
}

/// Customers' rows by one sort of name.
#[derive(Default)]
struct Rows {
    names: Numbered,
    rows: Vec<u32>,
}

impl Rows {
    /// Notes the row of the first customer who has the name; says whether it is
    /// the first.
    fn note(&mut self, name: Option<&str>, row: u32) -> bool {
        let Some(name) = name else { return true };
        let is_first = self.names.number(name) as usize == self.rows.len();
        if is_first {
            self.rows.push(row);
        }
        is_first
    }

    fn find(&self, name: &str) -> Option<u32> {
        let row = *self.rows.get(self.names.find(name)? as usize)?;
        (row != NO_ROW).then_some(row)
    }
}

/// Customers that are looked at in one slice.
const SLICE_CUSTOMERS: u32 = 10_000;

/// Facts of each collection that are looked at in one slice.
const SLICE_FACTS: u32 = 50_000;

impl Known {
    /// Gathers the next slice; says whether there is more. The workspace must
    /// not change until the last one.
    pub fn gather(&mut self, workspace: &Workspace) -> bool {
        let customers = workspace.customers().len() as u32;
        if self.customers < customers {
            let end = (self.customers + SLICE_CUSTOMERS).min(customers);
            self.gather_customers(workspace, self.customers..end);
            self.customers = end;
            return true;
        }
        let facts = workspace.purchases().len().max(workspace.feedback().len()) as u32;
        let end = (self.done + SLICE_FACTS).min(facts);
        let slice = |length: usize| self.done as usize..length.min(end as usize);
        let purchases = slice(workspace.purchases().len());
        let answers = slice(workspace.feedback().len());
        self.gather_purchases(workspace, purchases);
        self.gather_answers(workspace, answers);
        self.done = end;
        end < facts
    }

    fn gather_customers(&mut self, workspace: &Workspace, rows: std::ops::Range<u32>) {
        let table = workspace.customers();
        for row in rows.filter(|row| workspace.is_alive(Collection::Customer, *row)) {
            self.by_external_id.note(table.text(row, customer::EXTERNAL_ID), row);
            self.by_phone.note(table.text(row, customer::PHONE), row);
            let lower = |field: FieldId| table.text(row, field).map(str::to_lowercase);
            self.by_email.note(lower(customer::EMAIL).as_deref(), row);
            let name = lower(customer::NAME);
            if !self.by_name.note(name.as_deref(), row)
                && let Some(number) = name.and_then(|name| self.by_name.names.find(&name))
            {
                self.by_name.rows[number as usize] = NO_ROW;
            }
        }
    }

    fn gather_purchases(&mut self, workspace: &Workspace, rows: std::ops::Range<usize>) {
        let purchases = workspace.purchases();
        let table = workspace.table(Collection::Purchase);
        let quantity = table.integers(purchase::QUANTITY);
        for at in rows.filter(|at| purchases.counts[*at]) {
            let key = purchase_key(
                purchases.customer[at],
                purchases.day[at],
                purchases.amount[at],
                quantity[at],
                table.text(at as u32, purchase::PRODUCT).unwrap_or_default(),
                table.text(at as u32, purchase::ORDER_NUMBER).unwrap_or_default(),
            );
            *self.facts.entry(key).or_default() += 1;
        }
    }

    fn gather_answers(&mut self, workspace: &Workspace, rows: std::ops::Range<usize>) {
        let answers = workspace.feedback();
        let table = workspace.table(Collection::Feedback);
        for at in rows.filter(|at| answers.counts[*at]) {
            let comment = table.text(at as u32, feedback::COMMENT).unwrap_or_default();
            let key =
                feedback_key(answers.customer[at], answers.day[at], answers.score[at], comment);
            *self.facts.entry(key).or_default() += 1;
        }
    }
}

/// What is known, beside the workspace that it is known of.
pub struct Stored<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// All of it, gathered.
    pub known: &'a Known,
}

impl Existing for Stored<'_> {
    fn find(&self, identity: Identity<'_>) -> Option<u32> {
        match identity {
            Identity::ExternalId(id) => self.known.by_external_id.find(id),
            Identity::Phone(phone) => self.known.by_phone.find(phone),
            Identity::Email(email) => self.known.by_email.find(email),
            Identity::Name(name) => self.known.by_name.find(name),
        }
    }

    fn value(&self, row: u32, field: FieldId) -> Option<Value> {
        self.workspace.customers().value(row, field)
    }

    fn was_erased(&self, phone: &str, email: &str) -> bool {
        self.workspace.erased().knows([phone, ""], email)
    }

    fn facts(&self, key: u64) -> u32 {
        self.known.facts.get(&key).copied().unwrap_or(0)
    }
}
