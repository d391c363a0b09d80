//! Everything that is stored about one person, for them to read or to take along
//! (GDPR articles 15 and 20, UU PDP).
//!
//! It holds the customer's records, those united with them, and every record that
//! is about one of these: what was deleted and is still kept, too, and what only
//! another version knows. Each field says on which day and by which device it was
//! written, each record from which imported file it came. Earlier values that the
//! history keeps for Undo are not in it.
//!
//! # The file
//! One JSON object: `tangga` is `person`, `format` is 1, `written` the day,
//! `currency` its code and the decimals of amounts, which are whole numbers of its
//! smallest unit; `customers` the ids of the person; `records` all of the records,
//! each with `collection`, `id`, `deleted`, `source` (a file's name), `fields` by
//! their stored names with `value`, `on` (a day) and `by` (a device), and `unknown`
//! with what another version wrote, as it stands there. Days are `2026-11-20`,
//! times are minutes since midnight.

use crate::domain::schema::{link, source};
use crate::domain::{Collection, Currency, Day, FieldId, RecordId, Stamp, Value};
use crate::workspace::table::ForeignField;
use crate::workspace::{Life, Table, Workspace};
use serde_json::{Map, Value as Json, json};

/// A field's value, and when and by which device it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The field.
    pub field: FieldId,
    /// The value.
    pub value: Value,
    /// When and by which device.
    pub stamp: Stamp,
}

/// One record about the person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// Its collection.
    pub collection: Collection,
    /// Its identity.
    pub id: RecordId,
    /// Whether it was deleted and is still kept.
    pub deleted: bool,
    /// When and by which device it was made.
    pub stamp: Stamp,
    /// The imported file that it came from.
    pub source: Option<String>,
    /// What it says.
    pub fields: Vec<Written>,
    /// What another version wrote.
    pub unknown: Vec<ForeignField>,
}

/// A record of a collection that only another version knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// The collection's stored name.
    pub collection: String,
    /// Its identity.
    pub id: RecordId,
    /// What it says, as JSON.
    pub fields: Vec<ForeignField>,
}

/// Everything about one person.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Person {
    /// The customer's records, the head first.
    pub customers: Vec<RecordId>,
    /// What is about them, customers first, then by collection.
    pub records: Vec<Record>,
    /// What only another version knows and names them.
    pub unknown: Vec<Unknown>,
}

impl Person {
    /// Gathers everything about the customer at a row and those united with them.
    pub fn gather(workspace: &Workspace, customer: u32) -> Person {
        let table = workspace.table(Collection::Customer);
        let head = workspace.head(customer);
        let of = |row: &u32| workspace.head(*row) == head && table.life(*row) != Life::Absent;
        let mut rows: Vec<u32> = (0..table.len() as u32).filter(of).collect();
        rows.sort_by_key(|row| *row != head);
        let customers: Vec<RecordId> = rows.iter().map(|row| table.id(*row)).collect();
        let mut records: Vec<Record> =
            rows.iter().map(|row| record(workspace, table, *row)).collect();
        for collection in Collection::ALL {
            let fields: &[FieldId] = match (collection, collection.about()) {
                (Collection::Link, _) => &[link::LEFT, link::RIGHT],
                (_, Some(about)) => &[about],
                _ => continue,
            };
            let table = workspace.table(*collection);
            let names = |row: &u32| {
                table.life(*row) != Life::Absent
                    && fields.iter().any(|field| match table.value(*row, *field) {
                        Some(Value::Reference(id)) => customers.contains(&id),
                        _ => false,
                    })
            };
            let rows = (0..table.len() as u32).filter(names);
            records.extend(rows.map(|row| record(workspace, table, row)));
        }
        Person { unknown: unknown(workspace, &customers), customers, records }
    }

    /// The file, in parts: joined they are one JSON text. `day_of` gives the civil
    /// day of a moment in milliseconds since 1970.
    pub fn parts<F: Fn(u64) -> Day>(
        &self,
        currency: &Currency,
        written: Day,
        day_of: F,
    ) -> impl Iterator<Item = String> + use<'_, F> {
        let ids: Vec<String> = self.customers.iter().map(RecordId::to_string).collect();
        let head = json!({
            "tangga": "person",
            "format": 1,
            "written": written.to_string(),
            "currency": { "code": currency.code, "decimals": currency.decimals },
            "customers": ids,
        });
        // The object's closing brace comes at the end.
        let mut head = head.to_string();
        head.pop();
        let all = self.records.len() + self.unknown.len();
        let known = self.records.iter().map(move |record| known_json(record, &day_of));
        let unknown = self.unknown.iter().map(unknown_json);
        let lines = known.chain(unknown).enumerate().map(move |(at, line)| {
            let comma = if at + 1 < all { "," } else { "" };
            format!("{line}{comma}\n")
        });
        std::iter::once(format!("{head},\"records\":[\n"))
            .chain(lines)
            .chain(std::iter::once("]}\n".to_owned()))
    }
}

fn record(workspace: &Workspace, table: &Table, row: u32) -> Record {
    let collection = table.collection();
    let fields = (0..collection.fields().len() as u8).map(FieldId).filter_map(|field| {
        let value = table.value(row, field)?;
        Some(Written { field, value, stamp: table.field_stamp(row, field) })
    });
    let id = table.id(row);
    Record {
        collection,
        id,
        deleted: table.life(row) != Life::Alive,
        stamp: table.record_stamp(row),
        source: source_of(workspace, id),
        fields: fields.collect(),
        unknown: table.foreign(row).to_vec(),
    }
}

/// The name of the file with which a record was imported.
fn source_of(workspace: &Workspace, id: RecordId) -> Option<String> {
    let sources = workspace.table(Collection::Source);
    sources.origin_code(id.origin)?;
    let same = |row: &u32| sources.id(*row).origin == id.origin;
    let row = (0..sources.len() as u32).find(same)?;
    sources.text(row, source::FILE).map(str::to_owned)
}

/// Records of unknown collections in which one of the ids stands.
fn unknown(workspace: &Workspace, customers: &[RecordId]) -> Vec<Unknown> {
    let texts: Vec<String> = customers.iter().map(|id| format!("\"{id}\"")).collect();
    let names = |field: &ForeignField| texts.iter().any(|text| field.json.contains(text));
    let mut found = Vec::new();
    for collection in workspace.foreign_collections() {
        for record in collection.records.iter().filter(|record| record.fields.iter().any(names)) {
            found.push(Unknown {
                collection: collection.name.clone(),
                id: record.id,
                fields: record.fields.clone(),
            });
        }
    }
    found
}

fn known_json(record: &Record, day_of: &impl Fn(u64) -> Day) -> Json {
    let stamped = |stamp: Stamp, value: Json| {
        let on = day_of(stamp.milliseconds()).to_string();
        json!({ "value": value, "on": on, "by": stamp.device.to_string() })
    };
    let fields: Map<String, Json> = record
        .fields
        .iter()
        .map(|written| {
            let name = record.collection.fields()[usize::from(written.field.0)].name;
            (name.to_owned(), stamped(written.stamp, value_json(&written.value)))
        })
        .collect();
    let mut told = json!({
        "collection": record.collection.name(),
        "id": record.id.to_string(),
        "deleted": record.deleted,
        "fields": fields,
    });
    if let Some(file) = &record.source {
        told["source"] = file.as_str().into();
    }
    if !record.unknown.is_empty() {
        told["unknown"] = foreign_json(&record.unknown);
    }
    told
}

fn unknown_json(unknown: &Unknown) -> Json {
    json!({
        "collection": unknown.collection,
        "id": unknown.id.to_string(),
        "unknown": foreign_json(&unknown.fields),
    })
}

/// Fields of another version. What is no JSON is given as a text.
fn foreign_json(fields: &[ForeignField]) -> Json {
    let value = |field: &ForeignField| {
        let read = serde_json::from_str(&field.json);
        (field.name.clone(), read.unwrap_or_else(|_| Json::from(field.json.as_str())))
    };
    Json::Object(fields.iter().map(value).collect())
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Date(day) => day.to_string().into(),
        Value::Truth(truth) => (*truth).into(),
        Value::Reference(id) => id.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChangeSetId, Consent, Customer, DeviceId, Purchase, Source};
    use crate::workspace::{Action, Draft, ForeignCollection, ForeignRecord, Label};

    fn store(
        workspace: &mut Workspace,
        make: impl FnOnce(&mut Draft) -> Vec<RecordId>,
    ) -> Vec<RecordId> {
        let number = u64::from(workspace.vector().stamps().count() as u32 + 1) << 50
            | (workspace.latest().time + 1);
        let mut draft = Draft::new(ChangeSetId(u128::from(number)), Label::new(Action::Add));
        let ids = make(&mut draft);
        workspace.apply(&draft.into_stamped(Stamp { time: number, device: DeviceId(7) }, 0));
        ids
    }

    fn named(name: &str) -> Customer {
        Customer { name: Some(name.into()), ..Customer::default() }
    }

    fn bought_by(customer: RecordId, amount: i64) -> Purchase {
        Purchase { customer: Some(customer), amount: Some(amount), ..Purchase::default() }
    }

    #[test]
    fn everything_about_a_person_is_there_and_nothing_of_others() {
        let mut workspace = Workspace::new();
        let people = store(&mut workspace, |draft| {
            draft.create(&Source { file: Some("pelanggan.csv".into()), ..Source::default() });
            ["Ani", "Ani K.", "Budi"].map(|name| draft.create(&named(name))).to_vec()
        });
        let [ani, twin, budi] = people[..] else { panic!("three") };
        let bought = store(&mut workspace, |draft| {
            let bought = [(ani, 111), (twin, 222), (budi, 333), (ani, 444)];
            bought.map(|(who, amount)| draft.create(&bought_by(who, amount))).to_vec()
        });
        store(&mut workspace, |draft| {
            draft.create(&Consent {
                customer: Some(twin),
                purpose: Some("news".into()),
                ..Consent::default()
            });
            draft.unite(ani, twin);
            draft.delete(Collection::Purchase, bought[3]);
            Vec::new()
        });
        let visit = |number, who: RecordId| ForeignRecord {
            id: RecordId { origin: ChangeSetId(99), number },
            stamp: Stamp::BIRTH,
            alive: true,
            alive_stamp: Stamp::BIRTH,
            fields: vec![ForeignField {
                name: "who".into(),
                json: format!("\"{who}\""),
                stamp: Stamp::BIRTH,
            }],
        };
        workspace.load_foreign(&[ForeignCollection {
            name: "visit".into(),
            fact: false,
            records: vec![visit(0, twin), visit(1, budi)],
        }]);

        let row = workspace.row(Collection::Customer, twin).expect("a row");
        let person = Person::gather(&workspace, row);
        assert_eq!(person.customers, [ani, twin]);
        let day_of = |milliseconds: u64| Day((milliseconds / 86_400_000) as i32);
        let text: String = person.parts(&workspace.currency(), Day(20_000), day_of).collect();
        let file: Json = serde_json::from_str(&text).expect("JSON");
        assert_eq!((&file["tangga"], &file["written"]), (&json!("person"), &json!("2024-10-04")));
        let records = file["records"].as_array().expect("records");
        let of = |collection: &str| {
            records.iter().filter(|r| r["collection"] == collection).collect::<Vec<_>>()
        };
        let names: Vec<_> = of("customer").iter().map(|r| &r["fields"]["name"]["value"]).collect();
        assert_eq!(names, ["Ani", "Ani K."]);
        assert_eq!(of("customer")[0]["source"], "pelanggan.csv");
        assert_eq!(of("customer")[0]["fields"]["name"]["by"], DeviceId(7).to_string());
        let amounts: Vec<_> = of("purchase")
            .iter()
            .map(|r| (&r["fields"]["amount"]["value"], &r["deleted"]))
            .collect();
        let (no, yes) = (json!(false), json!(true));
        assert_eq!(amounts, [(&json!(111), &no), (&json!(222), &no), (&json!(444), &yes)]);
        assert_eq!(of("consent").len(), 1);
        assert_eq!(of("link").len(), 1);
        assert_eq!(of("visit")[0]["unknown"]["who"], twin.to_string());
        assert!(!text.contains("Budi") && !text.contains("333"));
        assert_eq!(of("visit").len(), 1);
    }
}
