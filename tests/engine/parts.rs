//! Files that leave something out, for colleagues and partners.

use super::team::{DAY, Device, about, read, write_part};
use tangga_engine::domain::schema::{FieldKind, customer, link};
use tangga_engine::domain::{
    Collection, Currency, Customer, Day, Feedback, FieldId, Journey, Persona, Purchase, RecordId,
    Setting, Stage, Touchpoint, Value,
};
use tangga_engine::interchange::file::{
    Extent, Mismatch, Opened, Receipt, Records, Writer, canonical, held,
};
use tangga_engine::workspace::merge::Choices;
use tangga_engine::workspace::table::ForeignField;
use tangga_engine::workspace::{ForeignCollection, ForeignRecord, Life, Table};

fn without_personal() -> Extent {
    Extent { without_personal: true, ..Extent::default() }
}

fn segment(name: &str) -> Extent {
    Extent { records: Records::Segment(name.into()), ..Extent::default() }
}

/// What a person can choose to share that is not everything.
fn every_choice() -> Vec<Extent> {
    let records = [Records::All, Records::Segment("kafe".into()), Records::Journeys];
    let choices = records.into_iter().flat_map(|records| {
        [false, true].map(|without_personal| Extent { records: records.clone(), without_personal })
    });
    choices.filter(|extent| !extent.is_whole()).collect()
}

const JOURNEYS: Extent = Extent { records: Records::Journeys, without_personal: false };

/// A text in each personal field, which must not get out.
const SECRET: &str = "rahasia";

fn shop() -> (Device, [RecordId; 3]) {
    let mut device = Device::new(1);
    let mut draft = device.draft();
    let someone = |segment: &str| Customer { segment: Some(segment.into()), ..Customer::default() };
    let ids = [someone("kafe"), someone("kafe"), someone("toko")].map(|c| draft.create(&c));
    for (id, amount) in ids.iter().zip([10, 20, 40]) {
        draft.create(&Purchase {
            customer: Some(*id),
            amount: Some(amount),
            ..Purchase::default()
        });
        draft.create(&Feedback { customer: Some(*id), date: Some(Day(3)), ..Feedback::default() });
    }
    let persona = draft.create(&Persona { name: Some("Ibu".into()), ..Persona::default() });
    let journey = draft.create(&Journey { persona: Some(persona), ..Journey::default() });
    let stage = draft.create(&Stage { journey: Some(journey), ..Stage::default() });
    let place = Some(format!("{stage} a0"));
    draft.create(&Touchpoint { place, ..Touchpoint::default() });
    device.store(draft);
    // Each personal field of each record is filled, half of them later.
    let mut draft = device.draft();
    for collection in Collection::ALL {
        for row in device.workspace.alive_rows(*collection) {
            for (at, field) in collection.fields().iter().enumerate().filter(|(_, f)| f.personal) {
                let value = match field.kind {
                    FieldKind::Date => Value::Date(Day(1_111)),
                    _ => Value::Text(SECRET.into()),
                };
                let id = device.workspace.id(*collection, row);
                draft.set(*collection, id, FieldId(at as u8), Some(value));
            }
        }
    }
    device.store(draft);
    let mut draft = device.draft();
    draft.delete(Collection::Customer, ids[1]);
    device.store(draft);
    (device, ids)
}

fn opened(device: &Device, extent: &Extent) -> (String, Opened) {
    let bytes = write_part(&device.workspace, 3, extent);
    (String::from_utf8(bytes.clone()).unwrap(), read(&bytes, 50).expect("a whole file"))
}

fn rows(opened: &Opened, collection: Collection) -> usize {
    opened.tables.iter().filter(|t| t.collection() == collection).map(Table::len).sum()
}

#[test]
fn a_part_without_personal_data_has_none_of_the_fields_that_the_schema_calls_so() {
    let (mut device, ids) = shop();
    // What another version wrote may be personal, too.
    let stamp = device.workspace.latest();
    let field = ForeignField { name: "alias".into(), json: format!("\"{SECRET}\""), stamp };
    let record = ForeignRecord {
        id: ids[0],
        stamp,
        alive: true,
        alive_stamp: stamp,
        fields: vec![field.clone()],
    };
    let unknown = ForeignCollection { name: "visit".into(), fact: false, records: vec![record] };
    device.workspace.load_foreign(&[unknown]);
    let mut extra = Table::new(Collection::Customer);
    let row = extra.push_empty(ids[2], stamp);
    extra.set_foreign(row, field);
    device.workspace.load(extra);

    let (whole, _) = opened(&device, &Extent::default());
    assert!(whole.contains(SECRET) && whole.contains("1973-01-16") && whole.contains("alias"));
    let (text, part) = opened(&device, &without_personal());
    assert!(!part.whole && text.contains("\"scope\":\"part\""));
    for secret in [SECRET, "1973-01-16", "alias", "visit"] {
        assert!(!text.contains(secret), "{secret}");
    }
    for collection in Collection::ALL {
        for field in collection.fields().iter().filter(|field| field.personal) {
            let listed = text.lines().any(|line| {
                line.starts_with(&format!("{{\"name\":\"{}\"", collection.name()))
                    && line
                        .split_once("\"fields\":")
                        .is_some_and(|(_, fields)| fields.contains(&format!("\"{}\"", field.name)))
            });
            assert!(!listed, "{}.{}", collection.name(), field.name);
        }
    }
    assert_eq!((rows(&part, Collection::Customer), rows(&part, Collection::Purchase)), (3, 3));
    // Amounts are there, and so is who is deleted.
    let mut fresh = Device::new(2);
    fresh.open(text.as_bytes());
    assert_eq!(fresh.workspace.count(Collection::Customer), 2);
    assert_eq!(fresh.workspace.purchases().amount, [10, 20, 40]);
}

/// What was saved of a damaged store passed for a whole workspace: what was missing
/// in it counted as seen.
#[test]
fn what_can_be_read_is_written_with_everything_that_is_there_and_as_a_part() {
    let (mut device, ids) = shop();
    let stamp = device.workspace.latest();
    let record =
        ForeignRecord { id: ids[0], stamp, alive: true, alive_stamp: stamp, fields: Vec::new() };
    let unknown = ForeignCollection { name: "visit".into(), fact: false, records: vec![record] };
    device.workspace.load_foreign(&[unknown]);
    let (whole, _) = opened(&device, &Extent::default());
    let readable = Extent { records: Records::Readable, ..Extent::default() };
    let (text, part) = opened(&device, &readable);
    assert!(!part.whole);
    let but_scope = |text: &str| {
        let lines =
            text.lines().filter(|line| !line.starts_with("\"scope\"") && !line.contains("sha256"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(but_scope(&text), but_scope(&whole));
    assert!(text.contains("\"scope\":\"part\"") && whole.contains("\"scope\":\"whole\""));
}

#[test]
fn a_part_of_a_segment_holds_its_customers_and_what_is_about_them() {
    let (mut device, ids) = shop();
    let mut draft = device.draft();
    let united = draft.create(&Customer::default());
    draft.create(&Purchase { customer: Some(united), amount: Some(1), ..Purchase::default() });
    draft.unite(united, ids[0]);
    draft.unite(ids[2], ids[1]);
    device.store(draft);
    let (_, part) = opened(&device, &segment("kafe"));
    assert!(!part.whole);
    let customers = part.tables.iter().find(|t| t.collection() == Collection::Customer).unwrap();
    let mut found: Vec<_> = (0..customers.len() as u32).map(|row| customers.id(row)).collect();
    found.sort_unstable();
    let mut expected = vec![ids[0], united];
    expected.sort_unstable();
    assert_eq!(found, expected, "a group goes with its head");
    let (_, part) = opened(&device, &segment("toko"));
    assert_eq!((rows(&part, Collection::Customer), rows(&part, Collection::Purchase)), (2, 2));
    let mut draft = device.draft();
    draft.part(&device.workspace, ids[2]);
    device.store(draft);
    let (_, part) = opened(&device, &segment("toko"));
    assert_eq!((rows(&part, Collection::Customer), rows(&part, Collection::Feedback)), (1, 1));
    assert_eq!((rows(&part, Collection::Persona), rows(&part, Collection::Link)), (0, 0));
    assert_eq!(rows(&part, Collection::Setting), 1);
    let (_, part) = opened(&device, &segment("kafe"));
    let links = part.tables.iter().find(|t| t.collection() == Collection::Link).unwrap();
    assert_eq!((links.len(), links.life(0)), (1, Life::Alive));
    assert!(links.is_said(0, link::LEFT));
}

#[test]
fn a_part_of_journeys_holds_no_customer() {
    let (device, _) = shop();
    let (text, part) = opened(&device, &JOURNEYS);
    let held = part.counts.iter().filter(|(_, n)| **n > 0).map(|(name, _)| name.as_str());
    let held: Vec<_> = held.collect();
    assert_eq!(held, ["journey", "persona", "stage", "touchpoint"]);
    assert!(!text.contains(SECRET));
}

#[test]
fn merging_a_part_back_changes_nothing_and_what_was_changed_in_it_comes_back() {
    for extent in every_choice() {
        let (mut device, ids) = shop();
        let before = canonical(&device.workspace);
        let (text, _) = opened(&device, &extent);
        device.open(text.as_bytes());
        assert_eq!(canonical(&device.workspace), before, "{extent:?}");
        // A partner works with the part and sends a part of it back.
        let mut partner = Device::new(2);
        partner.open(text.as_bytes());
        let mut draft = partner.draft();
        let city = Some(Value::Text("Solo".into()));
        draft.set(Collection::Customer, ids[0], customer::CITY, city.clone());
        draft.create(&Persona::default());
        partner.store(draft);
        device.open(&partner.file());
        let name = device.workspace.value(Collection::Customer, ids[0], customer::NAME);
        assert_eq!(name, Some(Value::Text(SECRET.into())), "{extent:?}");
        assert_eq!(device.workspace.count(Collection::Persona), 2);
        if extent.records != Records::Journeys {
            let came = device.workspace.value(Collection::Customer, ids[0], customer::CITY);
            assert_eq!(came, city, "{extent:?}");
        }
    }
}

#[test]
fn what_is_written_after_a_part_was_merged_and_reopened_holds() {
    // The bug: a part's stamps are in no version vector, so after reopening from
    // segments the next change got an earlier stamp than the part and was lost.
    let (mut theirs, ids) = shop();
    theirs.clock += 3 * DAY;
    let mut draft = theirs.draft();
    let city = |name: &str| Some(Value::Text(name.into()));
    draft.set(Collection::Customer, ids[0], customer::CITY, city("Solo"));
    theirs.store(draft);
    let mut mine = Device::new(2);
    mine.open(write_part(&theirs.workspace, 3, &without_personal()).as_slice());
    let mut reopened = mine.copy(3);
    let mut draft = reopened.draft();
    draft.set(Collection::Customer, ids[0], customer::CITY, city("Tegal"));
    reopened.store(draft);
    let holds = reopened.workspace.value(Collection::Customer, ids[0], customer::CITY);
    assert_eq!(holds, city("Tegal"));
}

#[test]
fn amounts_of_a_part_bring_their_currency_even_without_the_settings() {
    let (mut device, _) = shop();
    let mut draft = device.draft();
    let code = Some(Value::Text("USD".into()));
    draft.set(
        Collection::Setting,
        Setting::ID,
        tangga_engine::domain::schema::setting::CURRENCY,
        code,
    );
    device.store(draft);
    let (_, part) = opened(&device, &segment("kafe"));
    let mut incoming = part.into_incoming(device.clock).unwrap();
    incoming.tables.retain(|table| table.collection() != Collection::Setting);
    let mut fresh = Device::new(2);
    fresh.merge_with(incoming, &Choices::new());
    assert_eq!(fresh.workspace.currency(), Currency { code: "USD".into(), decimals: 0 });
}

/// A part could not be checked against a receipt: the receipt counted the whole
/// workspace.
#[test]
fn what_can_be_shared_is_read_back_as_it_was_counted() {
    for extent in every_choice() {
        let (device, _) = shop();
        let workspace = &device.workspace;
        let expected = held(workspace, &extent);
        let mut writer = Writer::new(workspace, about(), &extent).unwrap();
        let mut bytes = Vec::new();
        while let Some(part) = writer.next(workspace, 3).unwrap() {
            bytes.extend(part);
        }
        let receipt = Receipt::of(workspace, &writer).expect("all is written");
        assert_eq!(receipt.alive(), expected, "{extent:?}");
        let mut opened = read(&bytes, 50).unwrap();
        assert_eq!(receipt.check(&opened), Ok(()), "{extent:?}");
        opened.tables.retain(|table| table.collection() != Collection::Persona);
        opened.tables.retain(|table| table.collection() != Collection::Customer);
        assert_eq!(receipt.check(&opened), Err(Mismatch::Counts), "{extent:?}");
        let mut fresh = Device::new(2);
        fresh.open(&bytes);
        for (collection, alive) in expected {
            assert_eq!(fresh.workspace.count(collection) as u64, alive, "{extent:?}");
        }
    }
    let (device, _) = shop();
    let customers = |extent: &Extent| {
        let held = held(&device.workspace, extent).into_iter();
        held.filter(|(collection, _)| *collection == Collection::Customer).map(|c| c.1).sum::<u64>()
    };
    let all = [segment("kafe"), segment("toko"), segment("none"), JOURNEYS, without_personal()];
    assert_eq!(all.map(|extent| customers(&extent)), [1, 1, 0, 0, 2]);
}

#[test]
fn nobody_is_named_in_what_is_shared_without_personal_data() {
    let mut device = Device::new(1);
    let mut draft = device.draft();
    let text = |text: &str| Some(text.to_owned());
    let who = ["Sari Wulandari", "+6281234567890", "sari@warung.example", "Jalan Kenanga 7"];
    let [name, phone, email, address] = who.map(text);
    let segment = text("kafe");
    let sari = Customer { name, phone, email, address, segment, ..Customer::default() };
    let customer = Some(draft.create(&sari));
    let (date, order_number) = (Some(Day(3)), text("INV-2041"));
    let bought = Purchase { customer, date, amount: Some(90), order_number, ..Purchase::default() };
    draft.create(&bought);
    let comment = text("Sari suka kopinya");
    draft.create(&Feedback { customer, date, score: Some(9), comment, ..Feedback::default() });
    device.store(draft);

    let named = |extent: &Extent| {
        let (text, _) = opened(&device, extent);
        let secrets = who.into_iter().chain(["Sari", "INV-2041"]);
        secrets.filter(|secret| text.contains(secret)).count()
    };
    assert_eq!(named(&Extent::default()), 6, "the whole file names her");
    for extent in every_choice().iter().filter(|extent| extent.without_personal) {
        assert_eq!(named(extent), 0, "{extent:?}");
    }
    // What is known of her without a name counts as before.
    let mut fresh = Device::new(2);
    fresh.open(&write_part(&device.workspace, 3, &without_personal()));
    let [before, after] = [&device, &fresh].map(|device| {
        let (facts, answers) = (device.workspace.purchases(), device.workspace.feedback());
        (facts.amount.to_vec(), facts.day.to_vec(), facts.counts.to_vec(), answers.score.to_vec())
    });
    assert_eq!(before, after);
}
