//! Finding customers as fast as keys are pressed.
//!
//! What is searched of each customer stands lower-cased in one text, so that a
//! search touches no other memory. Beside it each row has a signature: 256 bits,
//! of which its letters and its pairs of neighbouring letters set some. A row can
//! hold a word only if it has every bit of the word's signature, so most rows
//! are passed over by comparing four numbers; the rest are read. A signature
//! never hides a match, it only lets a few rows through that do not match.
//!
//! A customer matches if every word of what was typed occurs somewhere in their
//! texts, in any order. Telephone numbers are stored as `+62812…`; what looks
//! like a number as people write it (`0812-3456`) is looked for in that form as
//! well.

use super::{Life, Table};
use crate::domain::FieldId;
use crate::domain::schema::customer;

/// The fields that are searched.
pub const SEARCHED: [FieldId; 7] = [
    customer::NAME,
    customer::PHONE,
    customer::WHATSAPP,
    customer::EMAIL,
    customer::CITY,
    customer::COMPANY,
    customer::EXTERNAL_ID,
];

/// The fields that a customer goes by.
const NAMES: [FieldId; 3] = [customer::NAME, customer::COMPANY, customer::EXTERNAL_ID];

/// Stands between two fields; it is never typed, so no word spans them.
const BETWEEN: char = '\n';

type Signature = [u64; 4];

/// All customers' texts, ready to be searched.
#[derive(Debug, Default)]
pub struct Haystack {
    text: String,
    /// Where each row's text ends; it begins where the row before ends.
    ends: Vec<u32>,
    signatures: Vec<Signature>,
}

impl Haystack {
    /// Gathers the texts of all customers who are not deleted. `label` gives what
    /// a row without any name goes by, which is found as a name is, and `also` what else a
    /// row is found by.
    pub fn gather(
        customers: &Table,
        label: impl Fn(u32) -> String,
        also: impl Fn(u32) -> Vec<String>,
    ) -> Haystack {
        let rows = customers.len();
        let mut haystack = Haystack {
            text: String::with_capacity(rows * 64),
            ends: Vec::with_capacity(rows),
            signatures: Vec::with_capacity(rows),
        };
        for row in 0..rows as u32 {
            let from = haystack.text.len();
            if customers.life(row) == Life::Alive {
                for text in SEARCHED.iter().filter_map(|field| customers.text(row, *field)) {
                    push_lower(&mut haystack.text, text);
                    haystack.text.push(BETWEEN);
                }
                for text in also(row) {
                    push_lower(&mut haystack.text, &text);
                    haystack.text.push(BETWEEN);
                }
                if NAMES.iter().all(|field| customers.text(row, *field).is_none_or(str::is_empty)) {
                    push_lower(&mut haystack.text, &label(row));
                    haystack.text.push(BETWEEN);
                }
            }
            haystack.ends.push(haystack.text.len() as u32);
            haystack.signatures.push(signature(&haystack.text.as_bytes()[from..], true));
        }
        haystack
    }

    /// Which rows match, by row.
    pub fn matches(&self, query: &Query) -> Vec<bool> {
        let mut from = 0;
        let rows = self.ends.iter().zip(&self.signatures);
        rows.map(|(end, signature)| {
            let text = from..*end as usize;
            from = text.end;
            let found = |word: &Word| {
                word.may_be_in(signature) && word.is_in(&self.text.as_bytes()[text.clone()])
            };
            query.words.iter().all(found) || query.phone.as_ref().is_some_and(found)
        })
        .collect()
    }
}

/// What was typed, ready to be looked for.
#[derive(Debug)]
pub struct Query {
    words: Vec<Word>,
    /// The whole as a part of a stored telephone number.
    phone: Option<Word>,
}

impl Query {
    /// Reads what was typed; `None` if that is nothing but blanks, which every
    /// customer matches.
    pub fn read(typed: &str) -> Option<Query> {
        let mut lower = String::with_capacity(typed.len());
        push_lower(&mut lower, typed);
        let words: Vec<Word> = lower.split_whitespace().map(Word::new).collect();
        (!words.is_empty())
            .then(|| Query { words, phone: phone_part(typed).map(|p| Word::new(&p)) })
    }
}

/// The stored form of the beginning or a part of a telephone number.
fn phone_part(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let is_number = typed.chars().all(|c| c.is_ascii_digit() || " -.()+".contains(c));
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if !is_number || digits.len() < 3 {
        return None;
    }
    Some(match digits.strip_prefix('0') {
        // The trunk zero; stored, the country's number stands in its place.
        Some(national) if !typed.starts_with('+') => format!("+62{national}"),
        _ => digits,
    })
}

#[derive(Debug)]
struct Word {
    text: String,
    signature: Signature,
}

impl Word {
    fn new(text: &str) -> Word {
        // The letters of a longer word are in its pairs already.
        let letters = text.len() == 1;
        Word { text: text.to_owned(), signature: signature(text.as_bytes(), letters) }
    }

    fn may_be_in(&self, row: &Signature) -> bool {
        self.signature.iter().zip(row).all(|(word, row)| word & row == *word)
    }

    fn is_in(&self, text: &[u8]) -> bool {
        let Some((first, rest)) = self.text.as_bytes().split_first() else { return true };
        let mut from = 0;
        while let Some(found) = find(&text[from..], *first) {
            from += found + 1;
            if text[from..].starts_with(rest) {
                return true;
            }
        }
        false
    }
}

/// Where a byte first stands, looking at eight bytes at a time: in WebAssembly
/// several times as fast as one by one.
fn find(text: &[u8], byte: u8) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (chunks, tail) = text.as_chunks::<8>();
    for (at, chunk) in chunks.iter().enumerate() {
        // A byte that is equal becomes nought; subtracting one from each makes
        // the highest bit of the first nought the lowest such bit that is set.
        let differing = u64::from_le_bytes(*chunk) ^ (ONES * u64::from(byte));
        let noughts = differing.wrapping_sub(ONES) & !differing & (ONES << 7);
        if noughts != 0 {
            return Some(at * 8 + noughts.trailing_zeros() as usize / 8);
        }
    }
    tail.iter().position(|b| *b == byte).map(|at| chunks.len() * 8 + at)
}

fn signature(bytes: &[u8], letters: bool) -> Signature {
    let mut signature = [0_u64; 4];
    let mut set = |value: u32| {
        let bit = value.wrapping_mul(0x9e37_79b1) >> 24;
        signature[(bit >> 6) as usize] |= 1 << (bit & 63);
    };
    if letters {
        bytes.iter().for_each(|byte| set(u32::from(*byte)));
    }
    bytes.windows(2).for_each(|pair| set(u32::from(pair[0]) << 8 | u32::from(pair[1])));
    signature
}

/// Adds a text in lower case. Nearly all texts are ASCII, where that is quick.
pub(super) fn push_lower(to: &mut String, text: &str) {
    if text.is_ascii() {
        let from = to.len();
        to.push_str(text);
        to[from..].make_ascii_lowercase();
    } else {
        to.extend(text.chars().flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChangeSetId, Collection, Customer, RecordId, Stamp};
    use proptest::prelude::*;

    fn table(customers: &[Customer]) -> Table {
        let mut table = Table::new(Collection::Customer);
        for (number, customer) in (0..).zip(customers) {
            let id = RecordId { origin: ChangeSetId(7), number };
            table.push(id, Stamp::BIRTH, customer);
        }
        table
    }

    fn named(name: &str) -> Customer {
        Customer { name: Some(name.into()), ..Customer::default() }
    }

    fn label(row: u32) -> String {
        format!("Customer X{row}")
    }

    fn found(customers: &[Customer], typed: &str) -> Vec<usize> {
        let haystack = Haystack::gather(&table(customers), label, |_| Vec::new());
        let query = Query::read(typed).expect("something is typed");
        let matches = haystack.matches(&query);
        matches.iter().enumerate().filter(|(_, found)| **found).map(|(row, _)| row).collect()
    }

    #[test]
    fn a_customer_is_found_by_each_searched_field() {
        let sari = Customer {
            name: Some("Sari Wulandari".into()),
            company: Some("Warung Senja".into()),
            phone: Some("+6281234567890".into()),
            whatsapp: Some("+6285700001111".into()),
            email: Some("sari@senja.example".into()),
            city: Some("Malang".into()),
            external_id: Some("K-0042".into()),
            note: Some("likes dark roast".into()),
            ..Customer::default()
        };
        let customers = [named("Budi"), sari];
        for typed in [
            "sari",
            "SARI w",
            "senja",
            "malang",
            "k-0042",
            "sari@",
            "wulandari malang",
            "malang sari",
            "0812",
            "08123456",
            "0812-3456-7890",
            "0812 3456",
            "812 3456",
            "+62812",
            "62812",
            "7890",
            "0857",
            "a",
        ] {
            assert_eq!(found(&customers, typed), [1], "{typed}");
        }
        for typed in ["roast", "sari jakarta", "0813", "sariw", "malang\nk-0042x"] {
            assert_eq!(found(&customers, typed), Vec::<usize>::new(), "{typed}");
        }
    }

    #[test]
    fn a_word_does_not_span_two_fields() {
        let customer = Customer { city: Some("Malang".into()), ..named("Sari") };
        assert_eq!(found(&[customer], "sarimalang"), Vec::<usize>::new());
    }

    #[test]
    fn deleted_customers_are_not_found() {
        let mut customers = table(&[named("Sari"), named("Sari Dewi")]);
        customers.set_life(0, Life::Deleted);
        let query = Query::read("sari").expect("something is typed");
        assert_eq!(
            Haystack::gather(&customers, label, |_| Vec::new()).matches(&query),
            [false, true]
        );
    }

    #[test]
    fn a_customer_without_a_name_is_found_by_the_label() {
        // The bug: the list showed a label where a name was left out, and searching
        // for it found nobody.
        let nobody = Customer { city: Some("Malang".into()), ..Customer::default() };
        let company = Customer { company: Some("Toko Maju".into()), ..Customer::default() };
        let customers = [named("Sari"), nobody.clone(), company, nobody];
        assert_eq!(found(&customers, "customer x1"), [1]);
        assert_eq!(found(&customers, "customer"), [1, 3]);
    }

    #[test]
    fn letters_beyond_ascii_are_found_in_either_case() {
        let customers = [named("Élodie Ångström")];
        for typed in ["élodie", "ÉLODIE", "ång", "É"] {
            assert_eq!(found(&customers, typed), [0], "{typed}");
        }
    }

    #[test]
    fn blanks_are_no_query() {
        assert!(Query::read("  \t").is_none());
    }

    proptest! {
        #[test]
        fn eight_bytes_at_a_time_find_what_one_by_one_finds(text in "[a-c\u{0}\u{7f}é]{0,40}", byte in 95..=100_u8) {
            let plain = text.bytes().position(|b| b == byte);
            prop_assert_eq!(find(text.as_bytes(), byte), plain);
        }

        /// The signature may let rows through, never keep one out.
        #[test]
        fn what_a_plain_search_finds_is_found(
            names in prop::collection::vec("[a-eA-E0-2 é]{0,12}", 0..20),
            typed in "[a-eA-E é]{0,2}[a-eA-Eé][a-eA-E é]?",
        ) {
            let customers: Vec<Customer> = names.iter().map(|name| named(name)).collect();
            let plain: Vec<usize> = names
                .iter()
                .enumerate()
                .filter(|(row, name)| {
                    let shown = if name.is_empty() { label(*row as u32) } else { (*name).clone() };
                    let words = typed.to_lowercase();
                    words.split_whitespace().all(|word| shown.to_lowercase().contains(word))
                })
                .map(|(row, _)| row)
                .collect();
            prop_assert_eq!(found(&customers, &typed), plain);
        }
    }
}
