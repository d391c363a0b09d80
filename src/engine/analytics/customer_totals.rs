//! Every customer's purchases in a few columns, for lists: one scan over all
//! purchases instead of one look-up a customer.
//!
//! The meanings are those of [`super::customer::CustomerFigures`]: purchases
//! leave returns and free items out, sales take returns off and sum what is
//! known, in minor units.

use super::is_buy;
use crate::domain::{NO_AMOUNT, PurchaseFacts};

/// Purchases by customer row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CustomerTotals {
    /// Purchases that count, returns not included.
    pub purchases: Vec<u32>,
    /// Known sales; [`NO_AMOUNT`] where no amount is known.
    pub sales: Vec<i64>,
    /// The day of the last purchase; [`i32::MIN`] where there is none.
    pub last: Vec<i32>,
}

/// The totals of `customers` customer rows.
pub fn customer_totals(facts: PurchaseFacts<'_>, customers: usize) -> CustomerTotals {
    let mut totals = CustomerTotals {
        purchases: vec![0; customers],
        sales: vec![NO_AMOUNT; customers],
        last: vec![i32::MIN; customers],
    };
    let rows = facts.customer.iter().zip(facts.day).zip(facts.amount).zip(facts.counts);
    for (((&customer, &day), &amount), &counts) in rows {
        let customer = customer as usize;
        if !counts || customer >= customers {
            continue;
        }
        if amount != NO_AMOUNT {
            let sales = &mut totals.sales[customer];
            *sales = if *sales == NO_AMOUNT { amount } else { sales.saturating_add(amount) };
        }
        if is_buy(amount) {
            totals.purchases[customer] += 1;
            totals.last[customer] = totals.last[customer].max(day);
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::customer::customer_figures;
    use crate::domain::{Day, NO_ROW};
    use proptest::prelude::*;

    #[test]
    fn a_customer_without_purchases_has_no_sales_rather_than_none_earned() {
        let facts = PurchaseFacts {
            customer: &[1, NO_ROW, 1, 1, 9],
            day: &[5, 6, 9, 7, 8],
            amount: &[100, 50, -30, NO_AMOUNT, 1],
            cost: &[NO_AMOUNT; 5],
            counts: &[true; 5],
        };
        let totals = customer_totals(facts, 2);
        assert_eq!(totals.purchases, [0, 2]);
        assert_eq!(totals.sales, [NO_AMOUNT, 70]);
        assert_eq!(totals.last, [i32::MIN, 7]);
    }

    proptest! {
        #[test]
        fn totals_agree_with_each_customers_own_figures(
            rows in prop::collection::vec((0..4_u32, 0..40_i32, -9..50_i64, any::<bool>()), 0..60),
        ) {
            let facts = PurchaseFacts {
                customer: &rows.iter().map(|r| r.0).collect::<Vec<_>>(),
                day: &rows.iter().map(|r| r.1).collect::<Vec<_>>(),
                amount: &rows.iter().map(|r| r.2).collect::<Vec<_>>(),
                cost: &vec![NO_AMOUNT; rows.len()],
                counts: &rows.iter().map(|r| r.3).collect::<Vec<_>>(),
            };
            let totals = customer_totals(facts, 4);
            for customer in 0..4_u32 {
                let own: Vec<u32> = (0..rows.len() as u32)
                    .filter(|row| rows[*row as usize].0 == customer)
                    .collect();
                let figures = customer_figures(facts, &own, Day(50));
                let at = customer as usize;
                prop_assert_eq!(totals.purchases[at], figures.purchases);
                let known = (figures.sales.known > 0).then_some(figures.sales.sum);
                prop_assert_eq!(Some(totals.sales[at]).filter(|s| *s != NO_AMOUNT), known);
                prop_assert_eq!(Some(totals.last[at]).filter(|d| *d != i32::MIN).map(Day), figures.last);
            }
        }
    }
}
