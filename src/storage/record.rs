//! How records lie in the database.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

/// How many bytes at the start of an entry, of the log and of the history, are its
/// change set's id.
pub(super) const ID_BYTES: usize = 16;

/// The bytes of a stored value; `None` if it is none of bytes.
pub(super) fn bytes_of(value: JsValue) -> Option<Vec<u8>> {
    value.dyn_into::<Uint8Array>().ok().map(|array| array.to_vec())
}
