//! Format 1 of what lies in the store, frozen: these bytes must always read,
//! and this version must go on writing them. A change of either is a new format
//! with a new number.

use expect_test::expect_file;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{
    ChangeSetId, Collection, Customer, Day, DeviceId, Purchase, Stamp, Value,
};
use tangga_engine::interchange::log::{self, Remembered};
use tangga_engine::interchange::segment;
use tangga_engine::workspace::{Action, Draft, Label, Workspace};

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
