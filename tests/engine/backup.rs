//! A backup counts as made once it was read back and found whole.

use super::shop;
use super::team::{Device, about, read};
use tangga_engine::domain::{Collection, Customer};
use tangga_engine::interchange::file::{Extent, Mismatch, Receipt, Writer, head};

fn write(device: &Device) -> (Vec<u8>, Receipt) {
    let mut writer = Writer::new(&device.workspace, about(), &Extent::default()).unwrap();
    assert_eq!(Receipt::of(&device.workspace, &writer), None, "nothing is written yet");
    let mut bytes = Vec::new();
    while let Some(part) = writer.next(&device.workspace, 3).unwrap() {
        bytes.extend(part);
    }
    (bytes, Receipt::of(&device.workspace, &writer).expect("all is written"))
}

#[test]
fn a_backup_that_is_read_back_fits_its_receipt() {
    let (bytes, receipt) = write(&shop());
    assert_eq!(receipt.check(&read(&bytes, 1_000).unwrap()), Ok(()));
    // Budi was deleted; his purchase is there and comes back with him.
    assert_eq!(receipt.alive()[..2], [(Collection::Customer, 1), (Collection::Purchase, 2)]);
}

#[test]
fn another_file_does_not_pass_for_the_backup() {
    let mut device = shop();
    let (before, _) = write(&device);
    let mut draft = device.draft();
    draft.create(&Customer { name: Some("Citra".into()), ..Customer::default() });
    device.store(draft);
    let (_, receipt) = write(&device);
    assert_eq!(receipt.check(&read(&before, 1_000).unwrap()), Err(Mismatch::Checksum));
}

#[test]
fn a_backup_with_too_few_records_does_not_fit() {
    let (bytes, receipt) = write(&shop());
    let mut opened = read(&bytes, 1_000).unwrap();
    opened.tables.retain(|table| table.collection() != Collection::Feedback);
    assert_eq!(receipt.check(&opened), Err(Mismatch::Counts));
}

#[test]
fn the_start_of_a_file_tells_whose_it_is_and_how_much_is_in_it() {
    let (bytes, _) = write(&shop());
    let found = head(&bytes[..1_000]).expect("a head");
    assert_eq!((found.counts["customer"], found.counts["purchase"]), (2, 2));
    assert_eq!((found.workspace_id, found.name), (about().workspace_id, "Kopi Lereng".to_owned()));
    assert!(found.whole);
    for start in [&b""[..], b"{}\n", b"name;phone\n", &bytes[..20], &bytes[..300]] {
        assert_eq!(head(start), None);
    }
}
