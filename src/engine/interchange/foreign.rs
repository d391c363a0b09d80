//! Records of unknown collections as JSON: in entries of the log and of the
//! history, and as the list that the store keeps beside its segments.

use crate::domain::Collection;
use crate::workspace::table::ForeignField;
use crate::workspace::{EarlierForeign, ForeignCollection, ForeignRecord};
use serde::{Deserialize, Serialize};

/// Name, value as JSON text, stamp.
#[derive(Serialize, Deserialize)]
pub(super) struct FieldText(String, String, String);

/// Id, stamp, whether it lives, since when, fields.
#[derive(Serialize, Deserialize)]
struct RecordText(String, String, bool, String, Vec<FieldText>);

/// An unknown collection.
#[derive(Serialize, Deserialize)]
pub(super) struct CollectionText {
    name: String,
    fact: bool,
    records: Vec<RecordText>,
}

/// What a merge replaced of things that this version does not know.
#[derive(Serialize, Deserialize)]
pub(super) struct EarlierText {
    collections: Vec<CollectionText>,
    fields: Vec<(String, String, Vec<FieldText>)>,
}

fn field_texts(fields: &[ForeignField]) -> Vec<FieldText> {
    let text = |f: &ForeignField| FieldText(f.name.clone(), f.json.clone(), f.stamp.to_string());
    fields.iter().map(text).collect()
}

fn read_fields(texts: Vec<FieldText>) -> Option<Vec<ForeignField>> {
    let read = |FieldText(name, json, stamp)| {
        Some(ForeignField { name, json, stamp: stamp.parse().ok()? })
    };
    texts.into_iter().map(read).collect()
}

impl From<&ForeignCollection> for CollectionText {
    fn from(collection: &ForeignCollection) -> CollectionText {
        let text = |r: &ForeignRecord| {
            let since = r.alive_stamp.to_string();
            let fields = field_texts(&r.fields);
            RecordText(r.id.to_string(), r.stamp.to_string(), r.alive, since, fields)
        };
        CollectionText {
            name: collection.name.clone(),
            fact: collection.fact,
            records: collection.records.iter().map(text).collect(),
        }
    }
}

impl CollectionText {
    fn read(self) -> Option<ForeignCollection> {
        let read = |RecordText(id, stamp, alive, since, fields)| {
            Some(ForeignRecord {
                id: id.parse().ok()?,
                stamp: stamp.parse().ok()?,
                alive,
                alive_stamp: since.parse().ok()?,
                fields: read_fields(fields)?,
            })
        };
        let CollectionText { name, fact, records } = self;
        let records: Option<Vec<_>> = records.into_iter().map(read).collect();
        Some(ForeignCollection { name, fact, records: records? })
    }
}

impl From<&EarlierForeign> for EarlierText {
    fn from(earlier: &EarlierForeign) -> EarlierText {
        EarlierText {
            collections: earlier.collections.iter().map(CollectionText::from).collect(),
            fields: earlier
                .fields
                .iter()
                .map(|(c, id, fields)| (c.name().into(), id.to_string(), field_texts(fields)))
                .collect(),
        }
    }
}

impl EarlierText {
    pub(super) fn read(self) -> Option<EarlierForeign> {
        let field = |(collection, id, fields): (String, String, _)| {
            Some((Collection::from_name(&collection)?, id.parse().ok()?, read_fields(fields)?))
        };
        let fields: Option<Vec<_>> = self.fields.into_iter().map(field).collect();
        Some(EarlierForeign { collections: read_collections(self.collections)?, fields: fields? })
    }
}

pub(super) fn read_collections(texts: Vec<CollectionText>) -> Option<Vec<ForeignCollection>> {
    texts.into_iter().map(CollectionText::read).collect()
}

/// Packs unknown collections for the store.
pub fn encode(collections: &[ForeignCollection]) -> Vec<u8> {
    let texts: Vec<_> = collections.iter().map(CollectionText::from).collect();
    serde_json::to_vec(&texts).expect("names and texts are always JSON")
}

/// Unpacks what [`encode`] gave; `None` if it is cut or altered.
pub fn decode(bytes: &[u8]) -> Option<Vec<ForeignCollection>> {
    read_collections(serde_json::from_slice(bytes).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChangeSetId, DeviceId, RecordId, Stamp};

    #[test]
    fn what_was_packed_reads_back_and_is_refused_when_cut() {
        let stamp = Stamp { time: 9, device: DeviceId(2) };
        let field = |name: &str, json: &str| ForeignField {
            name: name.to_owned(),
            json: json.to_owned(),
            stamp,
        };
        let record = ForeignRecord {
            id: RecordId { origin: ChangeSetId(7), number: 3 },
            stamp,
            alive: false,
            alive_stamp: Stamp { time: 11, ..stamp },
            fields: vec![field("aura", "{\"a\":[1]}"), field("kata", "\"\u{1}\"")],
        };
        let collection =
            ForeignCollection { name: "visit".into(), fact: true, records: vec![record] };
        let bytes = encode(std::slice::from_ref(&collection));
        assert_eq!(decode(&bytes), Some(vec![collection]));
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end]), None, "cut at {end}");
        }
    }
}
