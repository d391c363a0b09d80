//! Places in an order that several people change at once: fractional indices.
//!
//! An index is a text that reads as the digits of a fraction in base 36, so that
//! comparing bytes compares places. Between two different indices there is room
//! for another one, hence moving something writes one field and touches none of
//! its neighbours. No index made here ends in `0`: nothing would fit before it.
//!
//! A stage's place is an index. A touchpoint's place names its stage and an
//! index, parted by a blank, so that moving it to another stage is one change.
//!
//! Source: the technique is known as fractional indexing (Greenspan 2017,
//! "Implementing fractional indexing").

use super::RecordId;

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();

fn digit(byte: u8) -> Option<usize> {
    DIGITS.iter().position(|digit| *digit == byte)
}

/// An index above `low` and below `high`; `None` for `high` is the open end, the
/// empty text for `low` the beginning. There is none if `low` is not below
/// `high`, if nothing fits between the two (`a` and `a0`), or if one of them was
/// not written in these digits.
pub fn between(low: &str, high: Option<&str>) -> Option<String> {
    if high.is_some_and(|high| low >= high) {
        return None;
    }
    let mut index = String::new();
    // Once the new index is below `high`, the rest of `high` no longer counts.
    let mut high = high.map(str::bytes);
    let mut low = low.bytes();
    loop {
        let here = low.next();
        let exhausted = here.is_none();
        let from = here.map_or(Some(0), digit)?;
        let to = match &mut high {
            Some(rest) => digit(rest.next()?)?,
            None => BASE,
        };
        let next = match to.checked_sub(from)? {
            // At the ends steps are small, so that indices stay short.
            room @ 2.. => match (exhausted, high.is_some()) {
                (true, true) => to - 1,
                (false, false) => from + 1,
                _ => from + room / 2,
            },
            room => {
                if room == 1 {
                    high = None;
                }
                index.push(char::from(DIGITS[from]));
                continue;
            }
        };
        index.push(char::from(DIGITS[next]));
        return Some(index);
    }
}

/// An index above `low`, whatever `low` is.
pub fn after(low: &str) -> String {
    between(low, None).unwrap_or_else(|| format!("{low}i"))
}

/// A touchpoint's place: its stage and an index among that stage's touchpoints.
pub fn in_stage(stage: RecordId, index: &str) -> String {
    format!("{stage} {index}")
}

/// The stage and the index of a touchpoint's place.
pub fn read(place: &str) -> Option<(RecordId, &str)> {
    let (stage, index) = place.split_once(' ')?;
    Some((stage.parse().ok()?, index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChangeSetId;
    use proptest::prelude::*;

    #[test]
    fn ends_grow_in_small_steps() {
        assert_eq!(between("", None).as_deref(), Some("i"));
        assert_eq!(between("a9", None).as_deref(), Some("b"));
        assert_eq!(between("z", None).as_deref(), Some("zi"));
        assert_eq!(between("", Some("a0")).as_deref(), Some("9"));
        assert_eq!(between("", Some("1")).as_deref(), Some("0i"));
        assert_eq!(between("a0", Some("a1")).as_deref(), Some("a0i"));
    }

    #[test]
    fn where_nothing_fits_nothing_is_made_up() {
        for (low, high) in [("a", "a"), ("b", "a"), ("a", "a0"), ("", ""), ("A", "b"), ("a", "é")]
        {
            assert_eq!(between(low, Some(high)), None, "{low:?} {high:?}");
        }
        assert!(after("Zz é").as_str() > "Zz é");
    }

    #[test]
    fn a_touchpoint_s_place_reads_back_as_written() {
        let stage = RecordId { origin: ChangeSetId(77), number: 3 };
        assert_eq!(read(&in_stage(stage, "a0i")), Some((stage, "a0i")));
        assert_eq!(read("a0i"), None);
    }

    #[test]
    fn a_thousand_additions_at_either_end_stay_short() {
        let (mut first, mut last) = ("i".to_owned(), "i".to_owned());
        for _ in 0..1000 {
            first = between("", Some(&first)).expect("there is room before");
            last = after(&last);
        }
        assert!(first.len() < 64 && last.len() < 64, "{first} {last}");
    }

    proptest! {
        #[test]
        fn a_new_index_lies_between_its_neighbours_and_leaves_room(
            steps in prop::collection::vec(any::<prop::sample::Index>(), 1..120),
        ) {
            let mut order: Vec<String> = Vec::new();
            for step in steps {
                let at = step.index(order.len() + 1);
                let low = at.checked_sub(1).map_or("", |before| order[before].as_str());
                let index = between(low, order.get(at).map(String::as_str));
                prop_assert!(index.is_some(), "no room at {at} in {order:?}");
                order.insert(at, index.unwrap_or_default());
                prop_assert!(order.is_sorted_by(|a, b| a < b), "{order:?}");
                prop_assert!(!order[at].ends_with('0'));
            }
        }

        #[test]
        fn any_two_texts_give_an_index_between_them_or_none(low in "\\PC{0,6}", high in "\\PC{0,6}") {
            if let Some(index) = between(&low, Some(&high)) {
                prop_assert!(low < index && index < high, "{low:?} {index:?} {high:?}");
            }
            prop_assert!(after(&low) > low);
        }
    }
}
