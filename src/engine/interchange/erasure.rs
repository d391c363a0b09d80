//! The people who were erased, as texts: in entries of the log, in workspace
//! files, and as the record that the store keeps beside its segments. An id is a
//! record's; a mark has a colon in it.

use crate::workspace::Erased;

/// Each id as a text and each mark, in order.
pub(super) fn texts(erased: &Erased) -> Vec<String> {
    let ids = erased.ids().map(|id| id.to_string());
    ids.chain(erased.marks().map(|mark| mark.to_string())).collect()
}

/// The ids alone, for a part of a workspace: marks are personal data.
pub(super) fn id_texts(erased: &Erased) -> Vec<String> {
    erased.ids().map(|id| id.to_string()).collect()
}

/// Adds the id or the mark that a text tells; `None` if it tells neither.
pub(super) fn add(erased: &mut Erased, text: &str) -> Option<()> {
    match text.contains(':') {
        true => erased.add_mark(text.parse().ok()?),
        false => erased.join(&[text.parse().ok()?].into_iter().collect()),
    }
    Some(())
}

/// Reads what [`texts`] gave; `None` if a text is neither id nor mark.
pub(super) fn read(texts: &[String]) -> Option<Erased> {
    let mut erased = Erased::default();
    texts.iter().try_for_each(|text| add(&mut erased, text))?;
    Some(erased)
}

/// Packs it for the store: a list of texts as JSON.
pub fn encode(erased: &Erased) -> Vec<u8> {
    serde_json::to_vec(&texts(erased)).expect("texts are always JSON")
}

/// Unpacks what [`encode`] gave; `None` if it is cut or altered.
pub fn decode(bytes: &[u8]) -> Option<Erased> {
    read(&serde_json::from_slice::<Vec<String>>(bytes).ok()?)
}
