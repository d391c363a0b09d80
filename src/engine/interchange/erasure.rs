//! The people who were erased, as texts: in entries of the log, in workspace
//! files, and as the record that the store keeps beside its segments.

use crate::workspace::Erased;

/// Each id as a text, in order.
pub(super) fn texts(erased: &Erased) -> Vec<String> {
    erased.ids().map(|id| id.to_string()).collect()
}

/// Reads what [`texts`] gave; `None` if a text is no id.
pub(super) fn read(texts: &[String]) -> Option<Erased> {
    texts.iter().map(|text| text.parse().ok()).collect()
}

/// Packs it for the store: a list of texts as JSON.
pub fn encode(erased: &Erased) -> Vec<u8> {
    serde_json::to_vec(&texts(erased)).expect("texts are always JSON")
}

/// Unpacks what [`encode`] gave; `None` if it is cut or altered.
pub fn decode(bytes: &[u8]) -> Option<Erased> {
    read(&serde_json::from_slice::<Vec<String>>(bytes).ok()?)
}
