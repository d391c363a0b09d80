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

/// The same in at most so many bytes. What does not fit is left out: marks before
/// ids, because an id keeps a person away and a mark only asks.
pub fn encode_within(erased: &Erased, most: usize) -> Vec<u8> {
    // The brackets of the list, and of each text its quotes and a comma.
    let mut room = most.saturating_sub(2);
    let mut texts = texts(erased);
    texts.retain(|text| {
        let fits = text.len() + 3 <= room;
        room = if fits { room - text.len() - 3 } else { 0 };
        fits
    });
    serde_json::to_vec(&texts).expect("texts are always JSON")
}

/// Unpacks what [`encode`] gave; `None` if it is cut or altered.
pub fn decode(bytes: &[u8]) -> Option<Erased> {
    read(&serde_json::from_slice::<Vec<String>>(bytes).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChangeSetId, Customer, DeviceId, RecordId, Stamp};
    use crate::workspace::{Action, Draft, Label, Workspace};

    #[test]
    fn in_little_room_marks_give_way_before_ids() {
        let mut workspace = Workspace::new();
        let mut draft = Draft::new(ChangeSetId(7), Label::new(Action::Add));
        let ids = ["0812-9999-0001", "0812-9999-0002"].map(|phone| {
            draft.create(&Customer { phone: Some(phone.to_owned()), ..Customer::default() })
        });
        workspace.apply(&draft.into_stamped(Stamp { time: 1, device: DeviceId(1) }, 0));
        let erased = workspace.marked(ids.into_iter().collect(), 9);
        assert_eq!((erased.len(), erased.entries()), (2, 4));
        let kept = |most: usize| {
            let bytes = encode_within(&erased, most);
            assert!(bytes.len() <= most.max(2), "{most}");
            decode(&bytes).expect("a list")
        };
        let all = encode(&erased).len();
        assert_eq!(kept(all + 1), erased);
        let some = kept(all - 1);
        assert_eq!((some.len(), some.entries()), (2, 3));
        let one: Vec<RecordId> = kept(40).ids().collect();
        assert_eq!(one, ids[..1]);
        assert!(kept(0).is_empty());
    }
}
