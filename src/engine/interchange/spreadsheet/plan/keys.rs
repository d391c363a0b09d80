//! Keys by which a fact in a file is known again among those stored.
//!
//! A key is a 64-bit hash of what makes two facts equal: for a purchase its
//! customer, day, order number, product, amount and quantity. Among 10⁶ facts
//! two different ones share a key with a chance of some 3 × 10⁻⁸. The hash is
//! spelt out here because hashers of the standard kind differ between 32-bit
//! wasm and 64-bit machines.

/// A hash in progress.
#[derive(Clone, Copy)]
pub(super) struct Key(u64);

impl Key {
    pub(super) fn new() -> Key {
        Key(0x9e37_79b9_7f4a_7c15)
    }

    /// Mixes a number in: the two halves of a 128-bit product.
    pub(super) fn number(self, value: u64) -> Key {
        let product = u128::from(self.0 ^ value) * 0xa076_1d64_78bd_642f;
        let folded = (product as u64) ^ (product >> 64) as u64;
        Key(folded.rotate_left(23).wrapping_add(0xe703_7ed1_a0b4_28db))
    }

    /// Mixes a text in, and its length, so that texts do not run together.
    pub(super) fn text(mut self, text: &str) -> Key {
        let (eights, rest) = text.as_bytes().as_chunks::<8>();
        for eight in eights {
            self = self.number(u64::from_le_bytes(*eight));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.number(u64::from_le_bytes(last)).number(text.len() as u64)
    }

    pub(super) fn value(self) -> u64 {
        self.0
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
