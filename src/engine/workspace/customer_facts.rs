//! For each record that is about a customer, called a fact here, the customer's
//! row and whether it counts, and for each customer its facts.

use super::column::NO_CODE;
use super::identities::IdIndex;
use super::table::{Life, Table};
use crate::domain::{FieldId, NO_ROW};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Facts that came after the index was built are scanned one by one; above
/// this many the index is built anew.
const TAIL: usize = 20_000;

/// Derived columns of one collection that is about customers.
#[derive(Default)]
pub struct CustomerFacts {
    customer: Vec<u32>,
    counts: Vec<bool>,
    /// Facts that name a customer who has not come.
    dangling: BTreeSet<u32>,
    by_customer: OnceCell<ByCustomer>,
}

/// Rows sorted by customer: those of customer `c` stand in
/// `rows[starts[c]..starts[c + 1]]`.
struct ByCustomer {
    starts: Vec<u32>,
    rows: Vec<u32>,
    built_to: usize,
}

/// The customers among which facts find theirs.
pub struct Customers<'a> {
    /// As people see them.
    pub table: &'a Table,
    /// Where each id lies.
    pub index: &'a IdIndex,
    /// The heads of those who are united with others.
    pub heads: &'a FxHashMap<u32, u32>,
}

impl Customers<'_> {
    fn find(&self, code: Option<u32>, number: u32) -> u32 {
        let row = code.and_then(|code| self.index.find(code, number)).unwrap_or(NO_ROW);
        self.heads.get(&row).copied().unwrap_or(row)
    }

    fn count(&self, row: u32) -> bool {
        super::customer_counts(self.table, row)
    }
}

/// The field that names the customer is the first one in each such collection.
const ABOUT: FieldId = FieldId(0);

impl CustomerFacts {
    pub fn customer(&self) -> &[u32] {
        &self.customer
    }

    pub fn counts(&self) -> &[bool] {
        &self.counts
    }

    /// Whether the facts of each customer were gathered, which takes long.
    #[cfg(test)]
    pub fn is_gathered(&self) -> bool {
        self.by_customer.get().is_some()
    }

    /// Derives the rows from `from` on, which were added or changed.
    pub fn derive(&mut self, facts: &Table, customers: &Customers<'_>, from: usize) {
        self.dangling.retain(|row| (*row as usize) < from);
        // Neighbouring facts mostly name customers of one origin.
        let mut last = (NO_CODE, None);
        self.customer.truncate(from);
        self.counts.truncate(from);
        for (at, (origin, number)) in facts.references(ABOUT).iter().enumerate().skip(from) {
            if *origin != last.0 {
                let known = facts.origins().get(*origin as usize);
                last = (*origin, known.and_then(|origin| customers.table.origin_code(*origin)));
            }
            let code = last.1;
            let customer = customers.find(code, *number);
            if customer == NO_ROW && *origin != NO_CODE {
                self.dangling.insert(at as u32);
            }
            self.customer.push(customer);
            self.counts.push(facts.life(at as u32) == Life::Alive && customers.count(customer));
        }
        let built_to = self.by_customer.get().map_or(0, |index| index.built_to);
        if from < built_to || self.customer.len() - built_to > TAIL {
            self.by_customer.take();
        }
    }

    /// Derives one row that changed.
    pub fn derive_row(&mut self, facts: &Table, customers: &Customers<'_>, row: u32) {
        let (origin, number) = facts.references(ABOUT)[row as usize];
        let origins = facts.origins();
        let code = origins.get(origin as usize).and_then(|o| customers.table.origin_code(*o));
        let customer = customers.find(code, number);
        if customer != self.customer[row as usize] {
            self.by_customer.take();
        }
        if customer == NO_ROW && origin != NO_CODE {
            self.dangling.insert(row);
        } else {
            self.dangling.remove(&row);
        }
        self.customer[row as usize] = customer;
        self.counts[row as usize] = facts.life(row) == Life::Alive && customers.count(customer);
    }

    /// Looks for the customers of facts whose customer had not come: some have.
    pub fn derive_dangling(&mut self, facts: &Table, customers: &Customers<'_>) {
        for row in self.dangling.iter().copied().collect::<Vec<_>>() {
            self.derive_row(facts, customers, row);
        }
    }

    /// Derives anew which facts of a customer count.
    pub fn recount(&mut self, facts: &Table, customers: &Customers<'_>, customer: u32) {
        let alive = customers.count(customer);
        for row in self.all_rows_about(customer) {
            self.counts[row as usize] = alive && facts.life(row) == Life::Alive;
        }
    }

    /// Derives anew which facts count, for all customers.
    pub fn recount_all(&mut self, facts: &Table, customers: &Customers<'_>) {
        for (row, counts) in self.counts.iter_mut().enumerate() {
            *counts = facts.life(row as u32) == Life::Alive && customers.count(self.customer[row]);
        }
    }

    /// The rows that are about a customer and count, in order of arrival.
    pub fn rows_about(&self, customer: u32) -> Vec<u32> {
        let mut rows = self.all_rows_about(customer);
        rows.retain(|row| self.counts[*row as usize]);
        rows
    }

    fn all_rows_about(&self, customer: u32) -> Vec<u32> {
        let index = self.by_customer.get_or_init(|| ByCustomer::build(&self.customer));
        let tail = self.customer[index.built_to..].iter().zip(index.built_to as u32..);
        let tail = tail.filter(|(c, _)| **c == customer).map(|(_, row)| row);
        index.rows_of(customer).iter().copied().chain(tail).collect()
    }
}

impl ByCustomer {
    fn build(customer: &[u32]) -> ByCustomer {
        let known = || customer.iter().filter(|c| **c != NO_ROW);
        let customers = known().max().map_or(0, |last| *last as usize + 1);
        let mut starts = vec![0_u32; customers + 1];
        for c in known() {
            starts[*c as usize + 1] += 1;
        }
        for at in 0..customers {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; starts[customers] as usize];
        for (row, c) in customer.iter().enumerate().filter(|(_, c)| **c != NO_ROW) {
            let place = &mut next[*c as usize];
            rows[*place as usize] = row as u32;
            *place += 1;
        }
        ByCustomer { starts, rows, built_to: customer.len() }
    }

    fn rows_of(&self, customer: u32) -> &[u32] {
        let at = customer as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.rows[*start as usize..*end as usize],
            _ => &[],
        }
    }
}
