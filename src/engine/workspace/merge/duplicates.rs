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

mod search;

pub use search::DuplicateSearch;

use super::super::Draft;
use crate::domain::schema::{FieldId, feedback, interaction, purchase};
use crate::domain::{Collection, RecordId};

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
        for (collection, _) in FACTS {
            let same = self.facts.iter().filter(|same| same.collection == collection);
            let mut going: Vec<_> = same.map(SameFact::greater).collect();
            going.sort_unstable();
            draft.delete_all(collection, going.into_iter());
        }
    }
}

/// The fields that make two facts equal, besides their customer.
const FACTS: [(Collection, &[FieldId]); 3] = [
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
    (Collection::Feedback, &[feedback::DATE, feedback::SURVEY, feedback::SCORE, feedback::COMMENT]),
];
