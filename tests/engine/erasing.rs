//! Erasing a person: what goes, what stays, and that nothing brings it back.

use super::team::{DAY, Device, read, write_part};
use tangga_engine::domain::schema::{customer, purchase};
use tangga_engine::domain::{Collection, Customer, Day, Purchase, RecordId, Stamp, Value};
use tangga_engine::interchange::file::{Extent, canonical};
use tangga_engine::interchange::{log, parked};
use tangga_engine::workspace::links::link_id;
use tangga_engine::workspace::merge::Choices;
use tangga_engine::workspace::table::ForeignField;
use tangga_engine::workspace::{Erased, ForeignCollection, ForeignRecord, Table};

const CUSTOMER: Collection = Collection::Customer;
const SECRETS: [&str; 4] = ["Sari Rahasia", "+628129999", "INV-RAHASIA", "suka teh"];

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

/// Someone with all that is personal, who bought something.
fn add_sari(device: &mut Device) -> (RecordId, RecordId) {
    let [name, phone, order, note] = SECRETS.map(|secret| Some(secret.to_owned()));
    let mut draft = device.draft();
    let city = Some("Solo".to_owned());
    let sari = draft.create(&Customer { name, phone, city, ..Customer::default() });
    let sale = draft.create(&Purchase {
        customer: Some(sari),
        date: Some(Day(20_000)),
        amount: Some(700),
        product: Some("Gayo".into()),
        order_number: order,
        note,
        ..Purchase::default()
    });
    device.store(draft);
    (sari, sale)
}

fn add(device: &mut Device, name: &str) -> RecordId {
    let mut draft = device.draft();
    let id = draft.create(&Customer { name: Some(name.into()), ..Customer::default() });
    device.store(draft);
    id
}

fn set_name(device: &mut Device, id: RecordId, name: &str) {
    device.clock += 1;
    let mut draft = device.draft();
    draft.set(CUSTOMER, id, customer::NAME, text(name));
    device.store(draft);
}

fn erase(device: &mut Device, id: RecordId) {
    device.clock += 1;
    let mut draft = device.draft();
    draft.erase(&device.workspace.to_erase(id));
    device.store(draft);
}

fn unite(device: &mut Device, a: RecordId, b: RecordId) {
    device.clock += 1;
    let mut draft = device.draft();
    draft.unite(a, b);
    device.store(draft);
}

fn name(device: &Device, id: RecordId) -> Option<Value> {
    device.workspace.value(CUSTOMER, id, customer::NAME)
}

/// Fails if a file of the workspace or its history still holds a secret.
fn check_gone(device: &Device) {
    let history = device.log.iter().flat_map(|remembered| remembered.encode());
    let all = [device.file(), history.collect()].concat();
    let all = String::from_utf8(all).expect("texts");
    for secret in SECRETS {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[test]
fn what_is_personal_goes_and_sales_dates_and_labels_stay() {
    let mut device = Device::new(1);
    let (sari, sale) = add_sari(&mut device);
    erase(&mut device, sari);
    let value = |collection, id, field| device.workspace.value(collection, id, field);
    assert_eq!(value(CUSTOMER, sari, customer::NAME), None);
    assert_eq!(value(CUSTOMER, sari, customer::PHONE), None);
    assert_eq!(value(CUSTOMER, sari, customer::CITY), text("Solo"));
    let purchase = |field| value(Collection::Purchase, sale, field);
    assert_eq!(purchase(purchase::ORDER_NUMBER), None);
    assert_eq!(purchase(purchase::NOTE), None);
    assert_eq!(purchase(purchase::AMOUNT), Some(Value::Integer(700)));
    assert_eq!(purchase(purchase::DATE), Some(Value::Date(Day(20_000))));
    assert_eq!(purchase(purchase::PRODUCT), text("Gayo"));
    assert_eq!(device.workspace.count(CUSTOMER), 1);
    check_gone(&device);
}

#[test]
fn nothing_personal_is_written_again_and_undo_brings_nothing_back() {
    let mut device = Device::new(1);
    let (sari, sale) = add_sari(&mut device);
    set_name(&mut device, sari, "Sari Rahasia II");
    erase(&mut device, sari);
    set_name(&mut device, sari, "Sari Rahasia");
    let mut draft = device.draft();
    draft.set(Collection::Purchase, sale, purchase::NOTE, text("suka teh"));
    device.store(draft);
    (0..device.log.len()).rev().for_each(|at| device.undo(at));
    (0..device.log.len()).rev().for_each(|at| device.undo(at));
    assert_eq!(name(&device, sari), None);
    check_gone(&device);
    // What would be written is told before it is stored.
    let mut draft = device.draft();
    draft.set(CUSTOMER, sari, customer::NAME, text("Sari Rahasia"));
    let mut change_set = draft.into_stamped(Stamp::BIRTH, 0);
    assert!(change_set.forget(&device.workspace));
    assert!(change_set.is_empty());
}

#[test]
fn no_older_file_brings_a_person_back_and_a_file_erases_where_it_is_opened() {
    let mut mine = Device::new(1);
    let (sari, _) = add_sari(&mut mine);
    let old = mine.file();
    let mut colleague = mine.copy(2);
    erase(&mut mine, sari);
    let steps = mine.log.len();
    mine.open(&old);
    assert_eq!(mine.log.len(), steps, "there is nothing to take from it");
    set_name(&mut colleague, sari, "Sari Rahasia II");
    mine.open(&colleague.file());
    check_gone(&mine);
    mine.undo_to(0);
    check_gone(&mine);

    let opened = read(&mine.file(), 100).expect("a whole file");
    let preview = colleague.preview(opened.into_incoming(colleague.clock).expect("short"));
    assert_eq!(preview.erases(&colleague.workspace), [sari].into_iter().collect());
    colleague.open(&mine.file());
    check_gone(&colleague);
    // Taking the file out again leaves them erased.
    colleague.undo_last();
    colleague.open(&old);
    assert_eq!(name(&colleague, sari), None);
    check_gone(&colleague);
}

#[test]
fn a_part_tells_who_was_erased_and_what_replaces_everything_keeps_it() {
    let mut device = Device::new(1);
    let (sari, _) = add_sari(&mut device);
    let old = read(&device.file(), 100).expect("a whole file");
    erase(&mut device, sari);
    let part = Extent { without_personal: true, ..Extent::default() };
    let part = read(&write_part(&device.workspace, 9, &part), 100).expect("a part");
    assert_eq!(part.erased, *device.workspace.erased(), "it has no marks");
    // The older file takes the place of everything.
    let mut incoming = old.into_incoming(device.clock).expect("short records");
    incoming.erased.join(device.workspace.erased());
    let mut fresh = Device::new(3);
    let draft = fresh.draft();
    let draft = incoming.into_draft(draft.next_id().origin, draft.label().clone());
    let entry = log::encode(&draft.stamped(Stamp::BIRTH, 0), None);
    fresh.store(draft);
    assert_eq!(fresh.workspace.erased(), device.workspace.erased());
    check_gone(&fresh);
    let entry = String::from_utf8_lossy(&entry);
    assert!(SECRETS.iter().all(|secret| !entry.contains(secret)));
    let again = log::decode(&log::encode(&device_erasing(&device), None)).expect("an entry");
    assert_eq!(again.erased, *device.workspace.erased());
}

fn device_erasing(device: &Device) -> tangga_engine::workspace::ChangeSet {
    let mut draft = Device::new(4).draft();
    draft.erase(device.workspace.erased());
    draft.into_stamped(Stamp::BIRTH, 0)
}

#[test]
fn who_is_united_when_a_person_is_erased_is_erased_too_and_stays_so() {
    let mut device = Device::new(1);
    let (sari, _) = add_sari(&mut device);
    let twin = add(&mut device, "Sari Rahasia, kembaran");
    unite(&mut device, sari, twin);
    erase(&mut device, twin);
    assert_eq!(*device.workspace.erased(), [sari, twin].into_iter().collect());
    let mut draft = device.draft();
    draft.part(&device.workspace, sari);
    device.store(draft);
    assert_eq!(name(&device, sari), None);
    check_gone(&device);
}

/// Who had been united with somebody wrongly, and was parted from them, must not
/// be erased with them; and who is united with an erased person later must
/// neither be erased unasked nor bring them back to the screen.
#[test]
fn who_is_united_with_an_erased_person_later_is_hidden_and_asked_about() {
    let mut mine = Device::new(1);
    let (sari, _) = add_sari(&mut mine);
    let other = add(&mut mine, "Dewi");
    let mut colleague = mine.copy(2);
    unite(&mut mine, sari, other);
    let mut draft = mine.draft();
    draft.part(&mine.workspace, other);
    mine.store(draft);
    erase(&mut mine, sari);
    assert_eq!(name(&mine, other), text("Dewi"), "they had been parted");

    colleague.clock += DAY;
    unite(&mut colleague, sari, other);
    mine.open(&colleague.file());
    colleague.open(&mine.file());
    assert_eq!(canonical(&mine.workspace), canonical(&colleague.workspace));
    let row = mine.workspace.row(CUSTOMER, sari).expect("it is here");
    assert!(mine.workspace.is_erased(row));
    let head = mine.workspace.head(row);
    assert_eq!(mine.workspace.customers().text(head, customer::NAME), None);
    assert_eq!(mine.workspace.not_erased_beside(row), [other].into_iter().collect());
    // Parting them again shows the one who was not erased as before.
    let mut parted = mine.copy(3);
    let mut draft = parted.draft();
    draft.delete(Collection::Link, link_id(sari, other));
    parted.store(draft);
    let row = parted.workspace.row(CUSTOMER, other).expect("it is here");
    assert_eq!(parted.workspace.customers().text(row, customer::NAME), Some("Dewi"));
    // Or they are erased too.
    erase(&mut mine, other);
    let row = mine.workspace.row(CUSTOMER, sari).expect("it is here");
    assert!(mine.workspace.not_erased_beside(row).is_empty());
    let stored = mine.workspace.table(CUSTOMER);
    assert!((0..stored.len() as u32).all(|row| stored.text(row, customer::NAME).is_none()));
}

#[test]
fn unknown_fields_and_records_about_the_person_go() {
    let mut device = Device::new(1);
    let (sari, sale) = add_sari(&mut device);
    let dewi = add(&mut device, "Dewi");
    let stamp = device.workspace.latest();
    let field = |name: &str, json: String| ForeignField { name: name.into(), json, stamp };
    let mut rows = Table::new(Collection::Purchase);
    let row = rows.push_empty(sale, Stamp::BIRTH);
    rows.set_foreign(row, field("gift_for", "\"suka teh\"".into()));
    device.workspace.load(rows);
    let record = |number, fields| ForeignRecord {
        id: RecordId { number, ..sari },
        stamp,
        alive: true,
        alive_stamp: stamp,
        fields,
    };
    let of = |id: RecordId| field("customer", format!("\"{id}\""));
    let records = vec![
        record(70, vec![of(sari), field("wording", "\"Sari Rahasia\"".into())]),
        record(71, vec![of(dewi), field("wording", "\"Dewi\"".into())]),
    ];
    let consent = ForeignCollection { name: "consent".into(), fact: false, records };
    device.workspace.load_foreign(&[consent]);
    erase(&mut device, sari);
    let [consent] = device.workspace.foreign_collections() else { panic!("one collection") };
    assert_eq!(consent.records[0].fields, [of(sari)], "it says whom it was about, by number");
    assert_eq!(consent.records[1].fields.len(), 2);
    check_gone(&device);
}

#[test]
fn what_waits_for_its_time_goes_too() {
    let mut mine = Device::new(1);
    let (sari, sale) = add_sari(&mut mine);
    let mut ahead = mine.copy(2);
    ahead.clock += 100 * DAY;
    set_name(&mut ahead, sari, "Sari Rahasia II");
    let mut draft = ahead.draft();
    draft.set(Collection::Purchase, sale, purchase::NOTE, text("suka teh, banyak"));
    ahead.store(draft);
    mine.open(&ahead.file());
    assert_eq!(parked::list(&mine.workspace, mine.clock).len(), 2);
    erase(&mut mine, sari);
    assert_eq!(parked::list(&mine.workspace, mine.clock).len(), 0);
    check_gone(&mine);
    mine.open(&ahead.file());
    assert_eq!(parked::list(&mine.workspace, mine.clock).len(), 0);
    check_gone(&mine);
}

fn merge_taking(mine: &mut Device, theirs: &Device, take: bool) {
    let mut choices = Choices::new();
    choices.take_held_back(take);
    mine.merge_with(Device::incoming(&theirs.workspace), &choices);
}

#[test]
fn who_was_erased_and_comes_under_another_id_is_held_back() {
    let mut mine = Device::new(1);
    let (sari, _) = add_sari(&mut mine);
    let mut colleague = Device::new(2);
    let (other, sale) = add_sari(&mut colleague);
    let dewi = add(&mut colleague, "Dewi");
    let stamp = colleague.workspace.latest();
    let json = format!("\"{other}\"");
    let fields = vec![ForeignField { name: "customer".into(), json, stamp }];
    let id = RecordId { number: 90, ..other };
    let record = ForeignRecord { id, stamp, alive: true, alive_stamp: stamp, fields };
    let visits = ForeignCollection { name: "visit".into(), fact: false, records: vec![record] };
    colleague.workspace.load_foreign(&[visits]);
    let people = mine.workspace.marked(mine.workspace.to_erase(sari), 7);
    assert_eq!(people.marks().count(), 1);
    let mut draft = mine.draft();
    draft.erase(&people);
    mine.store(draft);

    let preview = mine.preview(Device::incoming(&colleague.workspace));
    assert_eq!(preview.held_back().len(), 1);
    assert_eq!(preview.counts().new, 1, "Dewi alone is told as new");
    merge_taking(&mut mine, &colleague, false);
    let row = |device: &Device, id| device.workspace.row(CUSTOMER, id);
    assert!(row(&mine, dewi).is_some() && row(&mine, other).is_none());
    assert_eq!(mine.workspace.row(Collection::Purchase, sale), None);
    assert!(mine.workspace.foreign_collections().is_empty());
    check_gone(&mine);
    // The next look asks again, and taking them in takes all that is about them.
    let preview = mine.preview(Device::incoming(&colleague.workspace));
    assert_eq!(preview.held_back().len(), 1);
    assert!(!preview.changes_nothing(&mine.workspace));
    merge_taking(&mut mine, &colleague, true);
    assert!(row(&mine, other).is_some());
    assert!(mine.workspace.row(Collection::Purchase, sale).is_some());
    assert_eq!(mine.workspace.foreign_collections().len(), 1);
    // A whole file carries the marks, a part does not; neither does an empty
    // workspace ask.
    let whole = read(&mine.file(), 100).expect("a whole file");
    assert_eq!(whole.erased, *mine.workspace.erased());
    let part = Extent { without_personal: true, ..Extent::default() };
    let part = read(&write_part(&mine.workspace, 9, &part), 100).expect("a part");
    assert_eq!((part.erased.len(), part.erased.marks().count()), (1, 0));
    let mut fresh = Device::new(3);
    fresh.open(&mine.file());
    assert_eq!(canonical(&fresh.workspace), canonical(&mine.workspace));
    // Where somebody else is, a colleague is asked as well.
    let mut third = Device::new(4);
    add(&mut third, "Eka");
    let preview = third.preview(Device::incoming(&mine.workspace));
    assert_eq!(preview.held_back().len(), 1);
}

/// Two versions of one sale with the same stamp, as a copied database writes
/// them: which one holds must not hang on what was erased on the way.
#[test]
fn equal_stamps_are_decided_by_what_is_not_personal() {
    let mut first = Device::new(1);
    let (sari, _) = add_sari(&mut first);
    let draft = first.draft();
    let sale = |order: &str, amount| Purchase {
        customer: Some(sari),
        amount: Some(amount),
        order_number: Some(order.into()),
        ..Purchase::default()
    };
    let version = |order, amount| {
        let mut draft = draft.clone();
        draft.create(&sale(order, amount));
        draft
    };
    let stored = |order, amount| {
        let mut copy = first.copy(1);
        copy.clock = 30_000 * DAY;
        copy.store(version(order, amount));
        copy
    };
    let (a, b) = (stored("INV-9", 3), stored("INV-1", 5));
    let mut c = first.copy(7);
    erase(&mut c, sari);
    let (mut left, mut right) = (a.copy(8), b.copy(8));
    left.merge(&b.workspace);
    left.merge(&c.workspace);
    right.merge(&c.workspace);
    right.merge_with(Device::incoming(&a.workspace), &Choices::new());
    assert_eq!(canonical(&left.workspace), canonical(&right.workspace));
}

#[test]
fn the_set_of_the_erased_joins_and_compares() {
    let id = |number| RecordId { number, ..link_id(FIRST, SECOND) };
    const FIRST: RecordId = tangga_engine::domain::Setting::ID;
    const SECOND: RecordId = RecordId { number: 1, ..FIRST };
    let set = |numbers: &[u32]| numbers.iter().map(|number| id(*number)).collect::<Erased>();
    let mut joined = set(&[1, 2]);
    joined.join(&set(&[2, 3]));
    assert_eq!((joined.clone(), joined.len()), (set(&[1, 2, 3]), 3));
    assert!(joined.covers(&set(&[3])) && !set(&[3]).covers(&joined));
    assert_eq!(joined.without(&set(&[1])), set(&[2, 3]));
}
