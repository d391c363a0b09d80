//! Long work in slices: however it is cut, it ends in the same.

use super::team::{DAY, Device, about, due, read};
use std::fmt::Debug;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{ChangeSetId, Collection, Customer, Purchase, RecordId, Stamp, Value};
use tangga_engine::interchange::file::{ExportError, Extent, Writer};
use tangga_engine::interchange::parked::{self, Due, Parking};
use tangga_engine::workspace::merge::{Comparison, Stale};
use tangga_engine::workspace::{Action, Label, Table};

const SARI: &str = "+628129999";

/// A device with so many customers, each of whom bought once; the last one has Sari's
/// number.
fn shop(device: u64, customers: u32) -> (Device, RecordId) {
    let mut device = Device::new(device);
    let mut draft = device.draft();
    let mut last = None;
    for number in 1..=customers {
        let phone = (number == customers).then(|| SARI.to_owned());
        let name = Some(format!("Pelanggan {number}"));
        let id = draft.create(&Customer { name, phone, ..Customer::default() });
        draft.create(&Purchase { customer: Some(id), amount: Some(9), ..Purchase::default() });
        last = Some(id);
    }
    device.store(draft);
    (device, last.expect("a customer"))
}

/// A device on which Sari was erased, and on which somebody else is.
fn without_sari() -> Device {
    let (mut device, sari) = shop(1, 2);
    let people = device.workspace.marked(device.workspace.to_erase(sari), 7);
    let mut draft = device.draft();
    draft.erase(&people);
    device.store(draft);
    device
}

fn told(what: impl Debug) -> String {
    format!("{what:?}")
}

/// Who was erased was looked for in all that a file brings at once, and the page stood
/// still meanwhile.
#[test]
fn a_file_is_searched_for_erased_people_row_by_row() {
    let here = without_sari().workspace;
    let (theirs, other) = shop(2, 5);
    let mut incoming = Device::incoming(&theirs.workspace);
    let preview = Comparison::new(incoming.clone(), &here).finish(&here).expect("unchanged");
    assert_eq!((preview.held_back().len(), preview.counts().new), (1, 8));

    // Whatever comes first in the file.
    incoming.tables.reverse();
    let mut comparison = Comparison::new(incoming, &here);
    let mut steps = 1;
    while comparison.step(&here, 1).expect("unchanged") {
        steps += 1;
    }
    assert!(steps > 10, "five customers, five purchases and the settings, not {steps} rows");
    let sliced = comparison.finish(&here).expect("unchanged");
    assert_eq!(sliced.held_back(), preview.held_back());
    assert_eq!(sliced.counts(), preview.counts());
    let draft = |preview: tangga_engine::workspace::merge::Preview| {
        let (id, label) = (ChangeSetId(1), Label::new(Action::OpenFile));
        preview.confirm(&here, &Default::default(), &Default::default(), id, label)
    };
    let change_set = draft(sliced).expect("unchanged").into_stamped(Stamp::BIRTH, 0);
    let held = |table: &Table| (0..table.len() as u32).any(|row| table.id(row) == other);
    assert!(!change_set.adopted.iter().any(held), "who is held back is not adopted");
}

/// A device whose clock is a year ahead changed each third of some customers.
fn from_the_future() -> Vec<u8> {
    let (mut device, last) = shop(2, 9);
    device.clock += 365 * DAY;
    let mut draft = device.draft();
    for number in (0..=last.number).step_by(6) {
        let city = Some(Value::Text("Solo".into()));
        draft.set(Collection::Customer, RecordId { number, ..last }, customer::CITY, city);
    }
    draft.create(&Purchase { customer: Some(last), amount: Some(7), ..Purchase::default() });
    device.store(draft);
    device.file()
}

/// Records with stamps of the future were taken out of a file at once, and the page
/// stood still meanwhile.
#[test]
fn records_are_parked_row_by_row() {
    let file = from_the_future();
    let (device, _) = shop(1, 1);
    let opened = || read(&file, 4_096).expect("a whole file");
    let whole = opened().into_incoming(device.clock).expect("short records");
    assert_eq!(parked::count(parked::records(&whole.foreign)), 4);
    let rows = |tables: &[Table]| tables.iter().map(Table::len).sum::<usize>();
    assert_eq!(rows(&opened().tables), rows(&whole.tables) + 4);
    let mut parking = Parking::new(opened(), device.clock);
    let mut steps = 1;
    while parking.step(1).expect("short records") {
        steps += 1;
    }
    assert!(steps > 18, "nine customers and ten purchases, not {steps} rows");
    let sliced = parking.finish().expect("short records");
    assert_eq!(sliced.foreign, whole.foreign);
    for (sliced, whole) in sliced.tables.iter().zip(&whole.tables) {
        let ids =
            |table: &Table| (0..table.len() as u32).map(|at| table.id(at)).collect::<Vec<_>>();
        assert_eq!(ids(sliced), ids(whole));
        assert_eq!(sliced.field_stamps(), whole.field_stamps());
        // Nothing is left of the stamps that run ahead.
        assert!(sliced.stamps().iter().all(|stamp| whole.stamps().contains(stamp)));
    }
}

/// Records with which the clock had caught up were all read in one go as the app
/// opened, and the page stood still meanwhile.
#[test]
fn what_is_due_is_found_record_by_record() {
    let (mut device, _) = shop(1, 1);
    device.open(&from_the_future());
    device.clock += 366 * DAY;
    let whole = due(&device.workspace, device.clock).expect("four records");
    let mut search = Due::new(&device.workspace, device.clock);
    let mut steps = 1;
    while search.step(&device.workspace, 1).expect("unchanged") {
        steps += 1;
    }
    assert_eq!(steps, 4);
    assert_eq!(search.progress(&device.workspace), (4, 4));
    let mut sliced = Due::new(&device.workspace, device.clock);
    assert_eq!(sliced.step(&device.workspace, 1), Ok(true));
    let mut draft = device.draft();
    draft.create(&Customer::default());
    device.store(draft);
    assert!(matches!(sliced.finish(&device.workspace), Err(Stale)), "rows may lie elsewhere");
    let found = due(&device.workspace, device.clock).expect("four records");
    assert_eq!(told(found.tables), told(whole.tables));
}

/// A file that was written in the middle of taking an import in held half of it.
#[test]
fn no_file_is_written_of_half_a_change() {
    let (mut here, other) = (shop(1, 1).0, shop(2, 3).0);
    let begin = |device: &Device| Writer::new(&device.workspace, about(), &Extent::default());
    let table = other.workspace.table(Collection::Customer);
    here.workspace.load_part(table.part(0..table.len() as u32));
    assert_eq!(begin(&here).err(), Some(ExportError::Changed));
    let mut draft = here.draft();
    draft.create(&Customer::default());
    here.store(draft);
    assert!(begin(&here).is_ok());
}
