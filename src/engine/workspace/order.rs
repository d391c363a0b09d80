//! Rows in the order of a column, sorted once and then only picked from.
//!
//! Rows without a value come last in both directions: whoever looks for the
//! largest or the smallest looks for what is known. Rows of equal value keep
//! their order of arrival.

use super::search::push_lower;

/// The rows of a collection in the order of one column, smallest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Order {
    known: Vec<u32>,
    unknown: Vec<u32>,
}

impl Order {
    /// Sorts by a text, upper and lower case alike. Sorting compares the first
    /// eight bytes as one number and reads on only where these are equal.
    pub fn by_text<'a>(
        rows: impl Iterator<Item = u32>,
        text: impl Fn(u32) -> Option<&'a str>,
    ) -> Order {
        let mut lower = String::new();
        let mut keys = Vec::new();
        let mut unknown = Vec::new();
        for row in rows {
            let Some(text) = text(row) else {
                unknown.push(row);
                continue;
            };
            let from = lower.len();
            push_lower(&mut lower, text);
            let mut head = [0; 8];
            let bytes = lower.as_bytes()[from..].iter();
            head.iter_mut().zip(bytes).for_each(|(head, byte)| *head = *byte);
            keys.push((u64::from_be_bytes(head), row, from..lower.len()));
        }
        keys.sort_unstable_by(|a, b| {
            let rest = || lower[a.2.clone()].cmp(&lower[b.2.clone()]);
            a.0.cmp(&b.0).then_with(rest).then(a.1.cmp(&b.1))
        });
        Order { known: keys.into_iter().map(|(_, row, _)| row).collect(), unknown }
    }

    /// Sorts by a value.
    pub fn by_value<T: Ord>(
        rows: impl Iterator<Item = u32>,
        value: impl Fn(u32) -> Option<T>,
    ) -> Order {
        let mut keys = Vec::new();
        let mut unknown = Vec::new();
        for row in rows {
            match value(row) {
                Some(value) => keys.push((value, row)),
                None => unknown.push(row),
            }
        }
        keys.sort_unstable();
        Order { known: keys.into_iter().map(|(_, row)| row).collect(), unknown }
    }

    /// Sorts by a label: the words are sorted once, the rows by their word's
    /// rank. `codes` are positions in `words`; others are no word.
    pub fn by_label(rows: impl Iterator<Item = u32>, words: &[Box<str>], codes: &[u32]) -> Order {
        let sorted = Order::by_text(0..words.len() as u32, |code| Some(&*words[code as usize]));
        let mut ranks = vec![0_u32; words.len()];
        for (rank, code) in (0..).zip(&sorted.known) {
            ranks[*code as usize] = rank;
        }
        Order::by_value(rows, |row| ranks.get(*codes.get(row as usize)? as usize).copied())
    }

    /// The rows to keep, in order or against it.
    pub fn pick(&self, descending: bool, keep: impl Fn(u32) -> bool) -> Vec<u32> {
        let unknown = self.unknown.iter();
        let picked = |row: &&u32| keep(**row);
        if descending {
            self.known.iter().rev().chain(unknown).filter(picked).copied().collect()
        } else {
            self.known.iter().chain(unknown).filter(picked).copied().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_sorted_whatever_their_case_and_missing_ones_are_last() {
        let names = [Some("budi"), None, Some("Adi"), Some("adi wijaya"), Some("Citra")];
        let order = Order::by_text(0..5, |row| names[row as usize]);
        assert_eq!(order.pick(false, |_| true), [2, 3, 0, 4, 1]);
        assert_eq!(order.pick(true, |_| true), [4, 0, 3, 2, 1]);
        assert_eq!(order.pick(false, |row| row != 3), [2, 0, 4, 1]);
    }

    #[test]
    fn labels_are_sorted_by_their_words() {
        let words: Vec<Box<str>> = ["Toko".into(), "kafe".into()].into();
        let order = Order::by_label(0..4, &words, &[0, 1, u32::MAX, 1]);
        assert_eq!(order.pick(false, |_| true), [1, 3, 0, 2]);
    }

    proptest! {
        #[test]
        fn sorting_texts_agrees_with_comparing_them(names in prop::collection::vec("[a-cA-C]{0,12}", 0..30)) {
            let order = Order::by_text(0..names.len() as u32, |row| Some(names[row as usize].as_str()));
            let mut plain: Vec<u32> = (0..names.len() as u32).collect();
            plain.sort_by_key(|row| names[*row as usize].to_lowercase());
            prop_assert_eq!(order.pick(false, |_| true), plain);
        }
    }
}
