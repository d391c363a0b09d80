//! Random identities. 80 random bits and a millisecond name a change set, 64
//! random bits a device, 128 a store.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(into: &mut [u8]);
}

/// 128 random bits.
pub fn random_u128() -> u128 {
    let mut bytes = [0; 16];
    get_random_values(&mut bytes);
    u128::from_be_bytes(bytes)
}

/// 64 random bits.
pub fn random_u64() -> u64 {
    random_u128() as u64
}

/// 128 bits that sort by age: the milliseconds since 1970 in the upper 48,
/// chance in the rest.
pub fn timed_u128(now_ms: u64) -> u128 {
    u128::from(now_ms) << 80 | random_u128() >> 48
}
