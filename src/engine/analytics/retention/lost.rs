//! The customers behind the gap: lost in the period, dearest first.

use super::CustomerTrade;

/// A customer active at the start and no longer at the end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LostCustomer {
    /// The customer's row.
    pub customer: u32,
    /// Known sales in the start window.
    pub base_sales: i64,
    /// Profit in the start window; `None` if no purchase there has both a known
    /// amount and a known cost.
    pub base_profit: Option<i64>,
}

/// The lost customers that are not deleted, ranked by base profit, then by base
/// sales, then by row. Where profit is not known it ranks as zero: behind those
/// known to have been profitable, before those known to have made losses.
pub fn lost_customers(trade: &[CustomerTrade], live: &[bool]) -> Vec<LostCustomer> {
    let mut lost: Vec<LostCustomer> = (0_u32..)
        .zip(trade)
        .zip(live)
        .filter(|((_, one), live)| **live && one.lost())
        .map(|((customer, one), _)| LostCustomer {
            customer,
            base_sales: one.base_sales,
            base_profit: (one.base_profit_unknown < one.base_purchases).then_some(one.base_profit),
        })
        .collect();
    lost.sort_unstable_by_key(|one| {
        let profit = std::cmp::Reverse(one.base_profit.unwrap_or(0));
        (profit, std::cmp::Reverse(one.base_sales), one.customer)
    });
    lost
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(base_sales: i64, base_profit: Option<i64>) -> CustomerTrade {
        CustomerTrade {
            base_sales,
            base_profit: base_profit.unwrap_or(0),
            base_purchases: 1,
            base_profit_unknown: u32::from(base_profit.is_none()),
            active_at_start: true,
            ..CustomerTrade::default()
        }
    }

    #[test]
    fn the_most_profitable_loss_comes_first() {
        let stayed = CustomerTrade { active_at_end: true, ..lost(999, Some(999)) };
        let trade = [
            lost(10, Some(-5)),
            lost(20, None),
            lost(30, None),
            lost(10, Some(8)),
            stayed,
            lost(11, Some(8)),
            lost(500, Some(500)),
        ];
        let live = [true, true, true, true, true, true, false];
        let order: Vec<u32> = lost_customers(&trade, &live).iter().map(|l| l.customer).collect();
        assert_eq!(order, [5, 3, 2, 1, 0]);
    }

    #[test]
    fn unknown_profit_is_said() {
        assert_eq!(lost_customers(&[lost(20, None)], &[true])[0].base_profit, None);
        assert_eq!(lost_customers(&[lost(20, Some(0))], &[true])[0].base_profit, Some(0));
    }
}
