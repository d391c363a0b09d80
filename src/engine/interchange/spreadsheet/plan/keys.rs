//! Keys by which a fact in a file is known again among those stored.
//!
//! A key is a 64-bit hash of what makes two facts equal: for a purchase its
//! customer, day, order number, product, amount and quantity. Among 10⁶ facts
//! two different ones share a key with a chance of some 3 × 10⁻⁸. The hash is
//! spelt out here because hashers of the standard kind differ between 32-bit
//! wasm and 64-bit machines. No key is ever stored.

/// A hash in progress: XXH64's way to mix a number in, which needs no product of
/// more than 64 bits. wasm has none.
#[derive(Clone, Copy)]
pub(super) struct Key(u64);

const ODD: [u64; 4] =
    [0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0x85eb_ca77_c2b2_ae63];

impl Key {
    pub(super) fn new() -> Key {
        Key(0x27d4_eb2f_1656_67c5)
    }

    /// Mixes a number in.
    #[inline]
    pub(super) fn number(self, value: u64) -> Key {
        let round = value.wrapping_mul(ODD[1]).rotate_left(31).wrapping_mul(ODD[0]);
        Key((self.0 ^ round).rotate_left(27).wrapping_mul(ODD[0]).wrapping_add(ODD[3]))
    }

    /// Mixes a text in, and its length, so that texts do not run together.
    #[inline]
    pub(super) fn text(self, text: &str) -> Key {
        self.bytes(text.as_bytes())
    }

    /// The same for a text's bytes.
    #[inline]
    pub(super) fn bytes(mut self, text: &[u8]) -> Key {
        let (eights, rest) = text.as_chunks::<8>();
        for eight in eights {
            self = self.number(u64::from_le_bytes(*eight));
        }
        // The rest leaves the highest byte free.
        self.number(few(rest) | (text.len() as u64) << 56)
    }

    pub(super) fn value(self) -> u64 {
        let key = (self.0 ^ (self.0 >> 33)).wrapping_mul(ODD[1]);
        let key = (key ^ (key >> 29)).wrapping_mul(ODD[2]);
        key ^ (key >> 32)
    }
}

/// At most eight bytes as one number, read at once instead of one by one: where
/// two readings overlap they agree.
#[inline]
pub(super) fn few(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let last = u64::from(u32::from_le_bytes(*last));
        return u64::from(u32::from_le_bytes(*first)) | last << (8 * (length - 4));
    }
    let at = |place: usize| u64::from(bytes[place]) << (8 * place);
    if length == 0 { 0 } else { at(0) | at(length / 2) | at(length - 1) }
}

/// Keys that were met.
#[derive(Default)]
pub(super) struct KeySet {
    /// Each key stands where its lowest bits say or in the next free place
    /// behind; 0 is free. At most three quarters of the places are
    /// taken.
    places: Vec<u64>,
    taken: usize,
}

impl KeySet {
    /// Adds keys and says of each whether it is new. All their places are asked
    /// for before the first one is looked at, as in
    /// [`super::Numbered::find_all`].
    pub(super) fn insert_all(&mut self, keys: impl Iterator<Item = u64> + Clone) -> Vec<bool> {
        let mask = self.places.len().wrapping_sub(1);
        let places = keys.clone().filter_map(|key| self.places.get(key as usize & mask));
        std::hint::black_box(places.fold(0, |all, place| all ^ place));
        keys.map(|key| self.insert(key)).collect()
    }

    /// Adds a key and says whether it is new.
    fn insert(&mut self, key: u64) -> bool {
        if self.taken * 4 >= self.places.len() * 3 {
            let larger = vec![0; (self.places.len() * 2).max(1 << 10)];
            let earlier = std::mem::replace(&mut self.places, larger);
            self.taken = 0;
            for key in earlier.into_iter().filter(|key| *key > 0) {
                self.insert(key);
            }
        }
        let key = key.max(1);
        let mask = self.places.len() - 1;
        let mut at = key as usize & mask;
        while self.places[at] != key {
            if self.places[at] == 0 {
                self.places[at] = key;
                self.taken += 1;
                return true;
            }
            at = (at + 1) & mask;
        }
        false
    }
}

/// The key of a purchase by a stored customer's row, or
/// [`NO_ROW`](crate::domain::NO_ROW) for nobody. Absent numbers are
/// [`NO_AMOUNT`](crate::domain::NO_AMOUNT), absent texts blank.
pub fn purchase_key(
    customer: u32,
    day: i32,
    amount: i64,
    quantity: i64,
    product: &str,
    order_number: &str,
) -> u64 {
    fact(customer, day)
        .number(amount as u64)
        .number(quantity as u64)
        .text(product)
        .text(order_number)
        .value()
}

/// The key of an answer, in the same terms.
pub fn feedback_key(customer: u32, day: i32, score: i64, comment: &str) -> u64 {
    fact(customer, day).number(score as u64).text(comment).value()
}

fn fact(customer: u32, day: i32) -> Key {
    Key::new().number(u64::from(customer) << 32 | u64::from(day as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    proptest! {
        #[test]
        fn a_set_of_keys_is_a_set(keys in prop::collection::vec(0_u64..3_000, 0..2_500), batch in 1_usize..100) {
            let (mut ours, mut plain) = (KeySet::default(), HashSet::new());
            for keys in keys.chunks(batch) {
                // Keys whose lowest bits are alike meet in one place.
                let keys: Vec<u64> = keys.iter().map(|key| (1 + key) << 8).collect();
                let new: Vec<bool> = keys.iter().map(|key| plain.insert(*key)).collect();
                prop_assert_eq!(ours.insert_all(keys.into_iter()), new);
            }
        }

        #[test]
        fn a_few_bytes_are_one_number(bytes in prop::collection::vec(any::<u8>(), 0..=8)) {
            let mut padded = bytes.clone();
            padded.resize(8, 0);
            prop_assert_eq!(few(&bytes).to_le_bytes().to_vec(), padded);
        }
    }
}
