//! The store of format 1 that is kept for ever, laid down in a browser.

use js_sys::{Array, JSON, Object, Uint8Array};
use tangga::storage::Store;
use wasm_bindgen::{JsCast, JsValue};

use super::raw::Place;

/// Stores, keys and values; bytes as hexadecimal digits.
const FORMAT_1: &str = include_str!("../fixtures/format-1.store.json");

fn bytes(hex: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
    (0..hex.len()).step_by(2).map(byte).collect()
}

/// The members of an object.
fn members(object: &JsValue) -> Vec<(String, JsValue)> {
    let pair = |pair: JsValue| {
        let pair: Array = pair.unchecked_into();
        (pair.get(0).as_string().expect("a name"), pair.get(1))
    };
    Object::entries(object.unchecked_ref()).iter().map(pair).collect()
}

/// Lays the store of format 1 down as it was written.
pub async fn lay_down(place: &Place) {
    drop(Store::open(&place.base, || {}, |_| {}).await.expect("a new store"));
    for (store, records) in members(&JSON::parse(FORMAT_1).expect("JSON")) {
        for (key, value) in members(&records) {
            let text = value.as_string().expect("a text");
            match store.as_str() {
                "meta" => place.put(&store, &key.into(), &text.into()).await,
                _ => {
                    let key = key.parse::<f64>().expect("a number");
                    let value = Uint8Array::from(&bytes(&text)[..]);
                    place.put(&store, &key.into(), &value).await;
                }
            }
        }
    }
}
