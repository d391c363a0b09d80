//! Format 1 of what lies in the store, frozen: these bytes must always read,
//! and this version must go on writing them. A change of either is a new format
//! with a new number.

use expect_test::expect_file;
use std::fmt::Write as _;
use tangga_engine::domain::schema::{customer, setting};
use tangga_engine::domain::{
    ChangeSetId, Collection, Customer, Day, DeviceId, Purchase, Setting, Stamp, Value,
};
use tangga_engine::interchange::head::{LogKey, Manifest, SegmentEntry, StoreHead};
use tangga_engine::interchange::log::{self, Remembered};
use tangga_engine::interchange::salvage::Salvage;
use tangga_engine::interchange::segment;
use tangga_engine::workspace::{Action, ChangeSet, Draft, Label, Workspace};

const STAMP: Stamp = Stamp { time: 0x0193_5b2f_0000_0001, device: DeviceId(0xd0d0) };

fn hex(bytes: &[u8]) -> String {
    let line = |line: &[u8]| line.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    bytes.chunks(32).map(|chunk| line(chunk) + "\n").collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().filter(char::is_ascii_hexdigit).collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

/// One change set with everything that an edit and an import write.
fn draft() -> Draft {
    let mut label = Label::new(Action::Import);
    label.file = Some("pelanggan.csv".into());
    label.count = 3;
    let mut draft = Draft::new(ChangeSetId(0x0193_5b2f_0001), label);
    let senja = draft.create(&Customer {
        name: Some("Warung Senja".into()),
        phone: Some("+6281234567890".into()),
        city: Some("Malang".into()),
        birthday: Some(Day(-100)),
        share_of_wallet: Some(60),
        qualified: Some(true),
        ..Customer::default()
    });
    let ratna = draft.create(&Customer { name: Some("Ratna".into()), ..Customer::default() });
    draft.create(&Purchase {
        customer: Some(senja),
        date: Some(Day(20_000)),
        amount: Some(125_000),
        cost: Some(80_000),
        product: Some("Gayo 250 g".into()),
        quantity: Some(-1),
        ..Purchase::default()
    });
    let note = Some(Value::Text("pindah".into()));
    draft.set(Collection::Customer, ratna, customer::NOTE, note);
    draft.set(Collection::Customer, ratna, customer::CITY, None);
    draft.delete(Collection::Customer, ratna);
    draft
}

#[test]
fn a_log_entry_of_format_1_reads_and_is_written_the_same() {
    let entry = log::encode(&draft().stamped(STAMP, 1_795_000_000_000), None);
    expect_file!["../fixtures/format-1.log.hex"].assert_eq(&hex(&entry));
    let frozen = bytes(include_str!("../fixtures/format-1.log.hex"));
    let mut workspace = Workspace::new();
    workspace.apply(&log::decode(&frozen).unwrap());
    assert_eq!(workspace.count(Collection::Customer), 1);
    assert_eq!(workspace.purchases().amount, [125_000]);
    assert_eq!(workspace.purchases().customer, [0]);
}

#[test]
fn a_history_entry_of_format_1_reads_and_is_written_the_same() {
    let change_set = draft().stamped(STAMP, 1_795_000_000_000);
    let inverse = Workspace::new().inverse(&change_set);
    let remembered = Remembered::new(&change_set, inverse);
    let text = String::from_utf8(remembered.encode()).unwrap();
    expect_file!["../fixtures/format-1.history.json"].assert_eq(&text);
    let frozen = include_bytes!("../fixtures/format-1.history.json");
    assert_eq!(Remembered::decode(frozen).unwrap(), remembered);
}

#[test]
fn segments_of_format_1_read_and_are_written_the_same() {
    let mut workspace = Workspace::new();
    workspace.apply(&draft().stamped(STAMP, 0));
    let part = |collection: Collection| {
        let table = workspace.table(collection);
        table.part(0..table.len() as u32)
    };
    let customers = hex(&segment::encode(&part(Collection::Customer)));
    expect_file!["../fixtures/format-1.customers.hex"].assert_eq(&customers);
    let purchases = hex(&segment::encode(&part(Collection::Purchase)));
    expect_file!["../fixtures/format-1.purchases.hex"].assert_eq(&purchases);

    let mut opened = Workspace::new();
    for frozen in [
        include_str!("../fixtures/format-1.customers.hex"),
        include_str!("../fixtures/format-1.purchases.hex"),
    ] {
        opened.load(segment::decode(&bytes(frozen)).unwrap());
    }
    let senja: Customer = opened.read(0);
    assert_eq!(senja.phone.as_deref(), Some("+6281234567890"));
    assert_eq!((senja.birthday, senja.qualified), (Some(Day(-100)), Some(true)));
    let ratna: Customer = opened.read(1);
    assert_eq!((ratna.note.as_deref(), ratna.city), (Some("pindah"), None));
    assert!(!opened.is_alive(Collection::Customer, 1));
    assert_eq!(opened.table(Collection::Customer).own_stamp(1, customer::CITY), Some(STAMP));
    assert_eq!(opened.purchases().counts, [true]);
}

/// A small store as it lies in the browser: the first change set is folded into
/// segments, the second stands in the log. The tests in the browser open it.
#[test]
fn a_whole_store_of_format_1_is_written_the_same() {
    let mut workspace = Workspace::new();
    let mut inverses = Vec::new();
    let mut apply = |change_set: &ChangeSet, workspace: &mut Workspace| {
        let inverse = Remembered::new(change_set, workspace.inverse(change_set)).encode();
        let id = change_set.id.0.to_be_bytes();
        inverses.push([&id[..], &inverse].concat());
        workspace.apply(change_set);
    };
    apply(&draft().stamped(STAMP, 1_795_000_000_000), &mut workspace);
    let mut segments = Vec::new();
    for (key, collection) in (1..).zip([Collection::Customer, Collection::Purchase]) {
        let table = workspace.table(collection);
        let rows = table.len() as u32;
        let bytes = segment::encode(&table.part(0..rows));
        let entry = SegmentEntry::describe(key, collection.name(), rows, &bytes).unwrap();
        segments.push((entry, bytes));
    }
    let label = Label::about(Action::Settings, Collection::Setting, Setting::ID);
    let mut rename = Draft::new(ChangeSetId(0x0193_5b2f_0002), label);
    let firm = Some(Value::Text("Kopi Lereng".into()));
    rename.set(Collection::Setting, Setting::ID, setting::FIRM, firm);
    let later = Stamp { time: STAMP.time + 1, device: STAMP.device };
    let rename = rename.stamped(later, 1_795_000_001_000);
    apply(&rename, &mut workspace);
    let mut head = StoreHead::mint(0xfeed, STAMP.device.0, false);
    head.folded_to = LogKey(1);
    head.next_segment = 3;
    head.vector.insert(STAMP.device, later.time);
    let manifest = Manifest::of(segments.iter().map(|(entry, _)| entry.clone()).collect());
    let digits = |bytes: &[u8]| hex(bytes).replace('\n', "");

    let mut text = "{\n\"meta\": {".to_owned();
    let quoted = |json: String| format!("{json:?}");
    write!(text, "\n\"head\": {},", quoted(head.to_json())).unwrap();
    write!(text, "\n\"manifest\": {}}},\n\"log\": {{", quoted(manifest.to_json())).unwrap();
    write!(text, "\n\"2\": \"{}\"}},", digits(&log::encode(&rename, None))).unwrap();
    write!(text, "\n\"history\": {{\n\"1\": \"{}\",", digits(&inverses[0])).unwrap();
    write!(text, "\n\"2\": \"{}\"}},", digits(&inverses[1])).unwrap();
    write!(text, "\n\"segments\": {{\n\"1\": \"{}\",", digits(&segments[0].1)).unwrap();
    write!(text, "\n\"2\": \"{}\"}}\n}}\n", digits(&segments[1].1)).unwrap();
    expect_file!["../fixtures/format-1.store.json"].assert_eq(&text);

    let mut salvage = Salvage::new();
    salvage.take_head(&head.to_json());
    salvage.take_manifest(&manifest.to_json());
    for (entry, bytes) in &segments {
        salvage.take_segment(entry.key, Some(bytes));
    }
    salvage.take_entry(2, Some(log::encode(&rename, None)));
    let (opened, lost) = salvage.finish();
    assert_eq!((lost, opened.count(Collection::Customer)), (0, 1));
    assert_eq!(opened.settings().firm.as_deref(), Some("Kopi Lereng"));
}
