//! What stays when an older merge is undone after later ones.

use super::team::{DAY, Device};
use std::time::Instant;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, Customer, RecordId, Stamp, Value};
use tangga_engine::workspace::merge::Choices;
use tangga_engine::workspace::table::ForeignField;
use tangga_engine::workspace::{Action, ForeignCollection, ForeignRecord, Label, Table};

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

/// One device with a customer, and two colleagues who hold the same.
fn three() -> (Device, Device, Device, RecordId) {
    let mut mine = Device::new(1);
    let mut draft = mine.draft();
    let sari = draft.create(&Customer { name: Some("Sari".into()), ..Customer::default() });
    mine.store(draft);
    let (first, second) = (mine.copy(2), mine.copy(3));
    (mine, first, second, sari)
}

fn set_city(device: &mut Device, id: RecordId, city: &str) {
    device.clock += 1;
    let mut draft = device.draft();
    draft.set(Collection::Customer, id, customer::CITY, text(city));
    device.store(draft);
}

/// What a newer version wrote: a record of a collection that this one does not
/// know, and an unknown field of customers.
fn write_unknown(device: &mut Device, name: &str, visit: RecordId, customers: &[RecordId]) {
    let stamp: Stamp = device.workspace.latest();
    let field = ForeignField { name: name.into(), json: format!("\"{name}\""), stamp };
    let fields = vec![field.clone()];
    let record = ForeignRecord { id: visit, stamp, alive: true, alive_stamp: stamp, fields };
    let visits = ForeignCollection { name: "visit".into(), fact: false, records: vec![record] };
    device.workspace.load_foreign(&[visits]);
    let mut extra = Table::new(Collection::Customer);
    for customer in customers {
        let row = extra.push_empty(*customer, Stamp::BIRTH);
        extra.set_foreign(row, field.clone());
    }
    device.workspace.load(extra);
}

fn unknown(device: &Device, customer: RecordId) -> (Vec<String>, Vec<String>) {
    let visits = device.workspace.foreign_collections().iter().flat_map(|c| &c.records);
    let visits = visits.flat_map(|record| &record.fields).map(|field| field.name.clone());
    let row = device.workspace.row(Collection::Customer, customer).expect("it is here");
    let fields = device.workspace.table(Collection::Customer).foreign(row).iter();
    let mut fields: Vec<String> = fields.map(|field| field.name.clone()).collect();
    fields.sort_unstable();
    (visits.collect(), fields)
}

/// Records and fields of a newer version that a later merge brought, and what its
/// file had seen, went with the older merge.
#[test]
fn what_a_later_merge_brought_of_a_newer_version_stays() {
    let (mut mine, mut first, mut second, sari) = three();
    set_city(&mut first, sari, "Solo");
    second.clock = first.clock + 1;
    set_city(&mut second, sari, "Ubud");
    let id = |number| RecordId { number, ..sari };
    write_unknown(&mut first, "aura", id(70), &[sari]);
    write_unknown(&mut second, "mood", id(71), &[sari]);
    mine.merge(&first.workspace);
    mine.merge(&second.workspace);
    let both = || (vec!["aura".to_owned(), "mood".into()], vec!["aura".to_owned(), "mood".into()]);
    assert_eq!(unknown(&mine, sari), both());
    mine.undo(1);
    let later = || (vec!["mood".to_owned()], vec!["mood".to_owned()]);
    assert_eq!(unknown(&mine, sari), later());
    assert!(mine.workspace.vector().covers(second.workspace.latest()));
    assert!(!mine.workspace.vector().covers(first.workspace.latest()));
    // The file of the first comes in again, and the second's changes nothing.
    let again = Device::incoming(&second.workspace);
    assert!(mine.preview(again).changes_nothing(&mine.workspace));
    mine.merge_with(Device::incoming(&first.workspace), &Choices::new());
    assert_eq!(unknown(&mine, sari), both());
}

/// Undoing an older merge looked through all unknown fields that later ones had
/// brought for each of its own: minutes for a list of customers.
#[test]
#[expect(clippy::disallowed_methods, reason = "it runs natively, and time is what it compares")]
fn undoing_a_merge_of_many_unknown_fields_takes_no_longer_for_a_later_one() {
    let time = |at| {
        let mut mine = Device::new(1);
        let mut draft = mine.draft();
        let someone = Customer { name: Some("Sari".into()), ..Customer::default() };
        let people: Vec<RecordId> = (0..20_000).map(|_| draft.create(&someone)).collect();
        mine.store(draft);
        let (mut first, mut second) = (mine.copy(2), mine.copy(3));
        let visit = |number| RecordId { number, ..people[0] };
        write_unknown(&mut first, "aura", visit(90_000), &people);
        write_unknown(&mut second, "mood", visit(90_001), &people);
        mine.merge(&first.workspace);
        mine.merge(&second.workspace);
        let began = Instant::now();
        mine.undo(at);
        (began.elapsed(), unknown(&mine, people[19_999]).1)
    };
    let (alone, left) = time(2);
    assert_eq!(left, ["aura"]);
    let (beneath, left) = time(1);
    assert_eq!(left, ["mood"]);
    assert!(beneath < alone * 8, "{beneath:?} beneath a later one, {alone:?} alone");
}

/// A value that a later merge brought went with an older one that was stored after
/// the value was written.
#[test]
fn what_a_later_merge_brought_stays_though_it_was_written_earlier() {
    let (mut mine, mut first, mut second, sari) = three();
    set_city(&mut first, sari, "Solo");
    second.merge(&first.workspace);
    set_city(&mut second, sari, "Ubud");
    // The clock here runs ahead of what the colleagues wrote.
    mine.clock += 5 * DAY;
    mine.merge(&first.workspace);
    mine.merge(&second.workspace);
    mine.undo(1);
    assert_eq!(mine.workspace.value(Collection::Customer, sari, customer::CITY), text("Ubud"));
}

/// Of a merge that is older than what is remembered only what is surely its own
/// goes: what later merges brought of a newer version, and what they had seen, stays.
#[test]
fn undoing_a_merge_beyond_what_is_remembered_keeps_what_cannot_be_told_apart() {
    let (mut mine, mut first, mut second, sari) = three();
    set_city(&mut first, sari, "Solo");
    write_unknown(&mut second, "mood", RecordId { number: 71, ..sari }, &[sari]);
    mine.merge(&first.workspace);
    mine.merge(&second.workspace);
    let label = Label::new(Action::Undo);
    let id = mine.draft().next_id().origin;
    let undo = mine.workspace.undo_older(id, label, &mine.log[1].step()).expect("one currency");
    mine.store(undo.draft);
    assert_eq!(mine.workspace.value(Collection::Customer, sari, customer::CITY), None);
    assert_eq!(unknown(&mine, sari), (vec!["mood".to_owned()], vec!["mood".to_owned()]));
    assert!(mine.workspace.vector().covers(second.workspace.latest()));
}
