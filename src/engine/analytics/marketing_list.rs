//! Whom a marketing list holds, and whom it leaves out and why.
//!
//! Those are left out who were erased, who must not be contacted, who took their consent back, who
//! never gave one, and who have no address for the channel. Who fails in several
//! ways is counted under the first of these.

use crate::domain::consent::Standing;

/// Why somebody is left out, weightiest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum LeftOut {
    /// Their personal data were erased.
    Erased,
    /// They asked not to be contacted at all.
    DoNotContact,
    /// They took their consent back.
    Withdrawn,
    /// They never consented.
    NeverAgreed,
    /// There is no address for the channel.
    NoAddress,
}

impl LeftOut {
    /// Every reason, weightiest first.
    pub const ALL: [LeftOut; 5] = [
        LeftOut::Erased,
        LeftOut::DoNotContact,
        LeftOut::Withdrawn,
        LeftOut::NeverAgreed,
        LeftOut::NoAddress,
    ];

    /// Whether somebody who decides so may have them in the list all the same.
    pub fn can_be_included(self) -> bool {
        !matches!(self, LeftOut::Erased | LeftOut::NoAddress)
    }
}

/// Who is in the list and who is not, by row, in the order in which they came.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MarketingList {
    /// Those who may be contacted.
    pub included: Vec<u32>,
    /// Those left out.
    pub left_out: Vec<(u32, LeftOut)>,
}

impl MarketingList {
    /// How many are left out for a reason.
    pub fn count(&self, reason: LeftOut) -> usize {
        self.left_out.iter().filter(|(_, why)| *why == reason).count()
    }
}

/// Sorts customers by whether they may be contacted. `standings` are by row; the
/// others say whether a customer was erased, asked not to be contacted, and has an
/// address.
pub fn marketing_list(
    rows: &[u32],
    standings: &[Standing],
    is_erased: impl Fn(u32) -> bool,
    do_not_contact: impl Fn(u32) -> bool,
    has_address: impl Fn(u32) -> bool,
) -> MarketingList {
    let mut list = MarketingList::default();
    for &row in rows {
        let standing = standings.get(row as usize).copied().unwrap_or_default();
        let reason = if is_erased(row) {
            Some(LeftOut::Erased)
        } else if do_not_contact(row) {
            Some(LeftOut::DoNotContact)
        } else if !standing.holds() {
            let withdrawn = standing.was_withdrawn();
            Some(if withdrawn { LeftOut::Withdrawn } else { LeftOut::NeverAgreed })
        } else {
            (!has_address(row)).then_some(LeftOut::NoAddress)
        };
        match reason {
            Some(reason) => list.left_out.push((row, reason)),
            None => list.included.push(row),
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    #[test]
    fn who_may_not_be_contacted_is_left_out_with_the_weightiest_reason() {
        let standing = |given: bool, withdrawn: Option<i32>| {
            let mut standing = Standing::default();
            if given {
                standing.take(Some(Day(10)), None, Day(100));
            }
            if let Some(day) = withdrawn {
                standing.take(Some(Day(1)), Some(Day(day)), Day(100));
            }
            standing
        };
        let standings = [
            standing(true, None),
            standing(true, None),
            standing(false, None),
            standing(true, Some(10)),
            standing(true, None),
            standing(false, None),
            standing(true, None),
        ];
        let list = marketing_list(
            &[5, 0, 1, 2, 3, 4, 6, 9],
            &standings,
            |row| row == 6,
            |row| matches!(row, 1 | 6),
            |row| row != 4,
        );
        assert_eq!(list.included, [0]);
        use LeftOut::{DoNotContact, Erased, NeverAgreed, NoAddress, Withdrawn};
        let expected = [
            (5, NeverAgreed),
            (1, DoNotContact),
            (2, NeverAgreed),
            (3, Withdrawn),
            (4, NoAddress),
            (6, Erased),
            (9, NeverAgreed),
        ];
        assert_eq!(list.left_out, expected);
        let counts = LeftOut::ALL.map(|reason| list.count(reason));
        assert_eq!(counts, [1, 1, 1, 3, 1]);
        let may = LeftOut::ALL.map(LeftOut::can_be_included);
        assert_eq!(may, [false, true, true, true, false]);
    }
}
